package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The reasons for which Normalize refuses a text.
const (
	InvalidUTF8      = "INVALID_UTF8"      // bytes that are not UTF-8
	ControlCharacter = "CONTROL_CHARACTER" // a control character other than tab and line feed
	UnpairedBidi     = "UNPAIRED_BIDI"     // a bidirectional control without its partner on the same line
)

// Error is the refusal of a text. It carries no text of the input.
type Error struct {
	// Reason is one of InvalidUTF8, ControlCharacter and UnpairedBidi.
	Reason string
	// Offset is where in the input, in bytes, the fault begins.
	Offset int
	// Message says what is wrong and why it matters, Remedy what to do.
	Message, Remedy string
}

// Error gives the reason, the place and the message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: at byte %d: %s", e.Reason, e.Offset, e.Message)
}

// Normalize gives the text in Unicode normal form C. It refuses, with an *Error,
// what no negotiated text may hold: invalid UTF-8, control characters other
// than tab and line feed, and bidirectional embeddings, overrides and isolates
// that are not closed on their line or close nothing, since such a mark makes a
// reader see other words than those stored. Paired ones, and the single marks
// U+200E, U+200F and U+061C, are kept. Normalizing twice changes nothing more.
func Normalize(s string) (string, error) {
	if err := check(s); err != nil {
		return "", err
	}
	return norm.NFC.String(s), nil
}

// NormalizeParagraph gives the paragraph with its label, its text and the
// references of its marks in normal form, and its marks moved with the words
// that they cover. A mark that begins or ends within characters that become one
// covers that one; an anchor within them stands after it. The error is that of
// Normalize; its Offset counts within the part that is at fault.
func NormalizeParagraph(p Paragraph) (Paragraph, error) {
	label, err := Normalize(p.Label)
	if err != nil {
		return Paragraph{}, fmt.Errorf("label of a paragraph: %w", err)
	}
	if err := check(p.Text); err != nil {
		return Paragraph{}, fmt.Errorf("text of a paragraph: %w", err)
	}
	p.Label = label
	marks := make([]Mark, len(p.Marks))
	copy(marks, p.Marks)
	for i := range marks {
		if marks[i].Ref, err = Normalize(marks[i].Ref); err != nil {
			return Paragraph{}, fmt.Errorf("reference of a mark: %w", err)
		}
	}
	if !norm.NFC.IsNormalString(p.Text) {
		p.Text = normalizeMarked(p.Text, marks)
		SortMarks(marks)
	}
	if p.Marks != nil {
		p.Marks = marks
	}
	return p, nil
}

// normalizeMarked gives s in normal form and moves the marks with it.
func normalizeMarked(s string, marks []Mark) string {
	var out strings.Builder
	out.Grow(len(s))
	// starts[i] and ends[i] are where a mark that starts or ends at byte i goes.
	starts, ends := make([]int, len(s)+1), make([]int, len(s)+1)
	for at := 0; at < len(s); {
		n := pieceLength(s[at:])
		piece, from := norm.NFC.String(s[at:at+n]), out.Len()
		out.WriteString(piece)
		for i := range n {
			starts[at+i], ends[at+i] = from, out.Len()
			if i == 0 {
				ends[at] = from
			} else if piece == s[at:at+n] {
				starts[at+i], ends[at+i] = from+i, from+i
			}
		}
		at += n
	}
	starts[len(s)], ends[len(s)] = out.Len(), out.Len()
	for i, m := range marks {
		if m.Start == m.End {
			marks[i].Start = ends[m.Start]
		} else {
			marks[i].Start = starts[m.Start]
		}
		marks[i].End = ends[m.End]
	}
	return out.String()
}

// pieceLength gives the length of the first piece of s that normal form treats by
// itself: a rune and all that may combine with it.
func pieceLength(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) {
		p := norm.NFC.PropertiesString(s[n:])
		if p.BoundaryBefore() {
			break
		}
		n += p.Size()
	}
	return n
}

// check finds the first fault of s.
func check(s string) error {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return nil
	}
	var open []bidi
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return &Error{InvalidUTF8, i, "the bytes are not UTF-8", "save the text as UTF-8 and send it again"}
		case r == '\n':
			if len(open) > 0 {
				return unpaired(open[len(open)-1].at)
			}
		case unicode.IsControl(r) && r != '\t':
			return &Error{ControlCharacter, i,
				fmt.Sprintf("the control character U+%04X does not belong in a text", r),
				"remove the character, or put a space or a line feed in its place"}
		case isBidi(r):
			var ok bool
			if open, ok = pair(open, bidi{r, i}); !ok {
				return unpaired(i)
			}
		}
	}
	if len(open) > 0 {
		return unpaired(open[len(open)-1].at)
	}
	return nil
}

// bidi is a bidirectional control that was opened, and where.
type bidi struct {
	r  rune
	at int
}

// isBidi tells whether r opens or closes an embedding, override or isolate.
func isBidi(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// pair opens or closes b on the stack; false if it closes what is not open.
func pair(open []bidi, b bidi) ([]bidi, bool) {
	const popDirectional, popIsolate, firstIsolate = 0x202C, 0x2069, 0x2066
	if b.r != popDirectional && b.r != popIsolate {
		return append(open, b), true
	}
	if len(open) == 0 {
		return open, false
	}
	top := open[len(open)-1].r
	return open[:len(open)-1], (top >= firstIsolate) == (b.r == popIsolate)
}

// unpaired is the refusal of a bidirectional control without its partner.
func unpaired(at int) *Error {
	return &Error{UnpairedBidi, at,
		"a bidirectional control stands without its partner, so that readers may see the words in another order than they are stored",
		"remove the control, or close it before the line ends"}
}
