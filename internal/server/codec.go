package server

import (
	"unicode/utf8"

	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/encoding/protowire"
	protobuf "google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/travaux/travaux/internal/negotiation"
)

// frame is a message of a stream that is already encoded, in parts that are sent
// one behind the other. Parts are shared between the streams that they go to.
type frame [][]byte

// codec is the usual one with two differences. A frame goes out as it is. And a
// message that cannot be read does not end the call as a fault of the server, as
// grpc-go would have it: it is marked, and the interceptors refuse it with a reason.
type codec struct{ encoding.CodecV2 }

func newCodec() codec { return codec{encoding.GetCodecV2(proto.Name)} }

// Marshal is part of encoding.CodecV2.
func (c codec) Marshal(v any) (mem.BufferSlice, error) {
	f, ok := v.(frame)
	if !ok {
		return c.CodecV2.Marshal(v)
	}
	out := make(mem.BufferSlice, len(f))
	for i, part := range f {
		out[i] = mem.SliceBuffer(part)
	}
	return out, nil
}

// Unmarshal is part of encoding.CodecV2.
func (c codec) Unmarshal(data mem.BufferSlice, v any) error {
	err := c.CodecV2.Unmarshal(data, v)
	if err == nil {
		return nil
	}
	m, ok := v.(protobuf.Message)
	if !ok {
		return err
	}
	field, bad := invalidString(data.Materialize(), m.ProtoReflect().Descriptor())
	if !bad {
		field = ""
	}
	mark(m, bad, field)
	return nil
}

// The marker of a message that could not be read is an unknown field of the
// highest number that there is, which no message of the API has. A caller who sends
// it is refused, as it should be.
const (
	markerField   = protowire.MaxValidNumber
	markBroken    = "broken"
	markNotUTF8   = "not-utf8:"
	invalidUTF8   = "INVALID_UTF8"
	brokenMessage = "MESSAGE_MALFORMED"
)

func mark(m protobuf.Message, notUTF8 bool, field string) {
	protobuf.Reset(m)
	what := markBroken
	if notUTF8 {
		what = markNotUTF8 + field
	}
	b := protowire.AppendTag(nil, markerField, protowire.BytesType)
	m.ProtoReflect().SetUnknown(protowire.AppendString(b, what))
}

// readable gives the refusal of a message that could not be read, or that has a
// timestamp which stands for no moment.
func readable(v any) error {
	m, ok := v.(protobuf.Message)
	if !ok {
		return nil
	}
	for b := m.ProtoReflect().GetUnknown(); len(b) > 0; {
		number, kind, n := protowire.ConsumeField(b)
		if n < 0 {
			return nil
		}
		if number == markerField && kind == protowire.BytesType {
			_, _, tag := protowire.ConsumeTag(b)
			what, _ := protowire.ConsumeString(b[tag:])
			return unreadable(what)
		}
		b = b[n:]
	}
	return checkMoments(m.ProtoReflect())
}

func unreadable(what string) error {
	if len(what) > len(markNotUTF8) && what[:len(markNotUTF8)] == markNotUTF8 {
		return refusal(negotiation.Invalid, invalidUTF8, what[len(markNotUTF8):],
			"the text is not valid UTF-8", "send texts in UTF-8; what is in another encoding has to be converted first")
	}
	return refusal(negotiation.Invalid, brokenMessage, "", "the message could not be read",
		"send a message of the API's own definition, in protobuf's binary form")
}

// invalidString finds the first string of a message that is not UTF-8, and names
// its field, as far as the message can be read at all.
func invalidString(b []byte, d protoreflect.MessageDescriptor) (field string, found bool) {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return "", false
		}
		b = b[n:]
		size := protowire.ConsumeFieldValue(number, kind, b)
		if size < 0 {
			return "", false
		}
		f := d.Fields().ByNumber(number)
		if f != nil && kind == protowire.BytesType {
			value, _ := protowire.ConsumeBytes(b)
			if f.Kind() == protoreflect.StringKind && !utf8.Valid(value) {
				return string(f.Name()), true
			}
			if f.Kind() == protoreflect.MessageKind {
				if inner, bad := invalidString(value, f.Message()); bad {
					return string(f.Name()) + "." + inner, true
				}
			}
		}
		b = b[size:]
	}
	return "", false
}
