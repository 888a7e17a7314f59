package redline

import (
	"fmt"
	"strings"
)

// Edit replaces the bytes [Start, End) of a base by Insert. A list of edits is
// in order and its ranges do not overlap; see Check.
type Edit struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Insert string `json:"insert,omitempty"`
}

// EditError is the refusal of a list of edits that does not fit its base.
type EditError struct {
	Index   int    // which edit of the list
	Message string // what is wrong and what to do
}

// Error gives the place and the message.
func (e *EditError) Error() string { return fmt.Sprintf("edit %d: %s", e.Index, e.Message) }

// EditsOf gives the edits that turn base into wanted, on the bounds of tokens:
// no word is cut. Equal texts give none. The language is a BCP 47 tag or empty.
func EditsOf(base, wanted, language string) []Edit {
	if base == wanted {
		return nil
	}
	var edits []Edit
	at := 0
	for _, s := range minimal(base, wanted, language) {
		switch s.Op {
		case Equal:
			at += len(s.Text)
		case Delete:
			edits = append(edits, Edit{Start: at, End: at + len(s.Text)})
			at += len(s.Text)
		case Insert:
			if n := len(edits); n > 0 && edits[n-1].End == at {
				edits[n-1].Insert += s.Text
			} else {
				edits = append(edits, Edit{Start: at, End: at, Insert: s.Text})
			}
		}
	}
	return edits
}

// Check tells whether the edits fit a base of that many bytes: in order,
// disjoint, within it. Two edits may touch, but not two insertions at one place.
func Check(edits []Edit, length int) error {
	at := 0
	for i, e := range edits {
		switch {
		case e.Start < at || e.End < e.Start:
			return &EditError{i, "the edits overlap or are out of order; sort them and join those that overlap"}
		case e.End > length:
			return &EditError{i, "the edit reaches beyond the text; was it made on another revision?"}
		case i > 0 && e.Start == e.End && edits[i-1].Start == edits[i-1].End && e.Start == at:
			return &EditError{i, "two insertions stand at one place; join them into one"}
		}
		at = e.End
	}
	return nil
}

// Apply gives the base with the edits made, or an *EditError if they do not fit.
func Apply(base string, edits []Edit) (string, error) {
	if err := Check(edits, len(base)); err != nil {
		return "", err
	}
	return apply(base, edits), nil
}

// apply makes edits that are known to fit.
func apply(base string, edits []Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(base[at:e.Start])
		b.WriteString(e.Insert)
		at = e.End
	}
	b.WriteString(base[at:])
	return b.String()
}

// joined gives the same edits with those that touch made one and those that do
// nothing left out. It is the form in which lists are compared.
func joined(edits []Edit) []Edit {
	var out []Edit
	for _, e := range edits {
		if e.Start == e.End && e.Insert == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End == e.Start {
			out[n-1].End = e.End
			out[n-1].Insert += e.Insert
			continue
		}
		out = append(out, e)
	}
	return out
}
