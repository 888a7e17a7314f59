package server

import (
	"fmt"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/internal/negotiation"
)

// checkMoments refuses a message with a timestamp that stands for no moment of the
// years 1 to 9999: JSON refuses it by itself, the binary form does not, and it could not
// be written down.
func checkMoments(m protoreflect.Message) (err error) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.Message() == nil || f.IsMap():
		case f.IsList():
			for i := 0; i < v.List().Len() && err == nil; i++ {
				err = checkMoment(f, v.List().Get(i).Message())
			}
		default:
			err = checkMoment(f, v.Message())
		}
		return err == nil
	})
	return err
}

func checkMoment(f protoreflect.FieldDescriptor, m protoreflect.Message) error {
	t, ok := m.Interface().(*timestamppb.Timestamp)
	if !ok {
		return checkMoments(m)
	}
	if t.IsValid() {
		return nil
	}
	return refusal(negotiation.Invalid, negotiation.FieldInvalid, string(f.Name()), fmt.Sprintf("the field %s stands for no moment", f.Name()),
		"give a moment of the years 1 to 9999, with 0 to 999,999,999 nanoseconds")
}
