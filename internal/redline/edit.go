package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
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
// What can be taken out or put in at several places alike, one of two equal words, is
// taken out or put in at the last of them, so that two who did the same are seen to
// have done the same.
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
	slide(edits, base, wanted, language)
	return edits
}

// slide moves each edit that only takes out or only puts in as far towards the end as
// the text stays the same, on the bounds of tokens of both texts and not up to the
// next edit.
func slide(edits []Edit, base, wanted, language string) {
	old, new := bounds(base, language), bounds(wanted, language)
	shift := 0 // from a place in base to that in wanted
	for i := range edits {
		e := &edits[i]
		room := len(base)
		if i+1 < len(edits) {
			room = edits[i+1].Start - 1
		}
		gone, come := e.End-e.Start, len(e.Insert)
		for gone == 0 || come == 0 {
			behind, _ := slices.BinarySearch(old, e.End+1)
			if behind == len(old) || old[behind] > room {
				break
			}
			token := base[e.End:old[behind]] // what the edit would step over
			start := e.Start + len(token)
			if come == 0 && base[e.Start:start] != token || !strings.HasPrefix(e.Insert+token, token) ||
				!isBound(old, start) || !isBound(new, start+shift) || !isBound(new, start+shift+come) {
				break
			}
			e.Insert = (e.Insert + token)[len(token):][:come]
			e.Start, e.End = start, start+gone
		}
		shift += come - gone
	}
}

// bounds gives where the tokens of a text end.
func bounds(s, language string) []int {
	tokens := text.Tokens(s, language)
	out := make([]int, len(tokens))
	for i, t := range tokens {
		out[i] = t.End
	}
	return out
}

func isBound(bounds []int, at int) bool {
	_, ok := slices.BinarySearch(bounds, at)
	return ok || at == 0
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
