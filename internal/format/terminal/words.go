package terminal

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// run is a run of words in one style.
type run struct{ style, text string }

// runs gives the words of a change with their marks.
func (w *writer) runs(i int) []run {
	p := &w.c.Paragraphs[i]
	switch p.Change {
	case redline.Inserted:
		return []run{w.added(w.c.New.Paragraphs[p.New[0]].Text, false)}
	case redline.Deleted:
		return []run{w.removed(w.c.Old.Paragraphs[p.Old[0]].Text, false)}
	case redline.Unchanged:
		return []run{{"", escape(w.c.New.Paragraphs[p.New[0]].Text)}}
	}
	var out []run
	for k, s := range p.Segments {
		signs := changelist.OfSigns(p.Segments, k)
		switch s.Op {
		case redline.Delete:
			out = append(out, w.removed(s.Text, signs))
		case redline.Insert:
			out = append(out, w.added(s.Text, signs))
		default:
			out = append(out, run{"", escape(s.Text)})
		}
	}
	return out
}

// removed and added write words between the marks; where signs are the change
// they are made visible.
func (w *writer) removed(s string, signs bool) run {
	return run{removed, "{-" + w.words(s, signs) + "-}"}
}
func (w *writer) added(s string, signs bool) run { return run{added, "{+" + w.words(s, signs) + "+}"} }

// words escapes the words of a change.
func (w *writer) words(s string, signs bool) string {
	out := escape(s)
	if !signs {
		return out
	}
	return w.visible(out, changelist.Blank(s))
}

// visible puts a sign for each space that does not break, and for each other one
// where a run has nothing but spaces; what else a reader would not see is
// written as its code.
func (w *writer) visible(s string, blank bool) string {
	var b strings.Builder
	for _, r := range s {
		sign := changelist.SpaceSign(r, blank)
		switch {
		case sign != "":
			b.WriteString(sign)
			if !strings.Contains(w.signs, sign) {
				w.signs += sign
			}
		case r != ' ' && r != '¶' && changelist.Twin(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var markSigns = strings.NewReplacer(`\`, `\\`, "{-", `{\-`, "-}", `-\}`, "{+", `{\+`, "+}", `+\}`, "\n", "¶", "¶", `\u00b6`,
	changelist.NoBreak, `\u237d`, changelist.Space, `\u2423`)

// escape makes words harmless and the marks unmistakable. A line feed, which
// parts the paragraphs of a split, becomes a paragraph sign. A sign that would
// join with the mark beside it ("-" before "-}", "-" or "+" after an opening
// mark) cannot be taken for it, since marks are read from the left.
func escape(s string) string { return controls(markSigns.Replace(s)) }

// clean makes a label or a name harmless.
func clean(s string) string { return controls(s) }

// controls writes the characters that steer a terminal or the reading
// direction as an escape of four digits.
func controls(s string) string {
	if strings.IndexFunc(s, steers) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func steers(r rune) bool {
	return r != '\t' && unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}
