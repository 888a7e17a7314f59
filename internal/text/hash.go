package text

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// Hash gives "sha256:" and 64 hexadecimal digits over the words and their
// marks. It never covers labels, identities or attributions, so that a hash
// confirms to nobody who holds what. The bytes hashed are, in this order:
//
//	travaux.text.1 LF
//	length of the text in bytes, decimal, LF
//	the text LF
//	for each mark, in the order of SortMarks:
//	kind SP start SP end SP length of ref in bytes SP ref LF
//
// Text and marks are taken as they are; callers pass normal form.
func Hash(text string, marks []Mark) string {
	if len(marks) > 1 {
		marks = slices.Clone(marks)
		SortMarks(marks)
	}
	b := make([]byte, 0, len(text)+64*len(marks)+64)
	b = append(b, "travaux.text.1\n"...)
	b = strconv.AppendInt(b, int64(len(text)), 10)
	b = append(append(append(b, '\n'), text...), '\n')
	for _, m := range marks {
		b = append(append(b, m.Kind...), ' ')
		for _, n := range []int{m.Start, m.End, len(m.Ref)} {
			b = append(strconv.AppendInt(b, int64(n), 10), ' ')
		}
		b = append(append(b, m.Ref...), '\n')
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
