package changelist

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// RunAt counts the paragraph changes from i on that are one run: paragraphs of one
// kind that have other labels and nothing else, whose numbers run on in both
// drafts. It is 1 for a renumbered paragraph by itself, 0 for any other change.
func RunAt(c *redline.Comparison, i int) int {
	n := 0
	for i+n < len(c.Paragraphs) && relabelledOnly(c, &c.Paragraphs[i+n]) {
		if n > 0 && !runsOn(c, &c.Paragraphs[i+n-1], &c.Paragraphs[i+n]) {
			break
		}
		n++
	}
	return n
}

// relabelledOnly tells whether nothing that is told but the label of a paragraph
// changed.
func relabelledOnly(c *redline.Comparison, p *redline.ParagraphChange) bool {
	return p.Change == redline.Renumbered && len(formatNotes(c, p)) == 0
}

// runsOn tells whether b is numbered right after a in both drafts.
func runsOn(c *redline.Comparison, a, b *redline.ParagraphChange) bool {
	return numberedNext(c.Old, a.Old, b.Old) && numberedNext(c.New, a.New, b.New)
}

// numberedNext tells whether, in a draft, the paragraph at b is of the kind and
// depth of that at a and bears the next number or letter.
func numberedNext(d *text.Draft, a, b []int) bool {
	if len(a) != 1 || len(b) != 1 {
		return false
	}
	p, q := &d.Paragraphs[a[0]], &d.Paragraphs[b[0]]
	if p.Kind != q.Kind || p.Depth != q.Depth {
		return false
	}
	if p.Kind == text.Footnote {
		m, err := strconv.Atoi(text.FootnoteNumber(p.Label))
		n, also := strconv.Atoi(text.FootnoteNumber(q.Label))
		return err == nil && also == nil && n == m+1
	}
	x, _, ok := text.ParseLabel(p.Label)
	y, _, also := text.ParseLabel(q.Label)
	if !ok || !also || x.Prefix != y.Prefix || x.Alt+y.Alt > 0 {
		return false
	}
	switch {
	case len(x.Numbers) == 1 && len(y.Numbers) == 1 && len(x.Sub)+len(y.Sub) == 0:
		return y.Numbers[0] == x.Numbers[0]+1 && x.Ordinals[0]+y.Ordinals[0] == 0
	case len(x.Numbers)+len(y.Numbers) == 0 && len(x.Sub) == 1 && len(y.Sub) == 1:
		m, n := []rune(x.Sub[0]), []rune(y.Sub[0])
		return len(m) == 1 && len(n) == 1 && n[0] == m[0]+1
	}
	return false
}

// Renumbered tells of paragraphs of one run, "5–8 renumbered 6–9; their words are
// unchanged"; of footnotes it says that they are such.
func Renumbered(c *redline.Comparison, run []redline.ParagraphChange) string {
	var old, new []string
	for _, p := range run {
		old = append(old, orNone(labels(c.Old, p.Old)))
		new = append(new, orNone(labels(c.New, p.New)))
	}
	what, whose := "", "its words are unchanged"
	if len(run) > 1 {
		whose = "their words are unchanged"
	}
	if to := run[0].New; len(to) > 0 && c.New.Paragraphs[to[0]].Kind == text.Footnote {
		what = "footnote "
		if len(run) > 1 {
			what = "footnotes "
		}
	}
	return what + span(old) + " renumbered " + span(new) + "; " + whose
}

// span writes the labels of a run, one of more than two by its ends.
func span(labels []string) string {
	if len(labels) > 2 {
		return labels[0] + "–" + labels[len(labels)-1]
	}
	return strings.Join(labels, ", ")
}

// orNone is a label, or words for none.
func orNone(label string) string {
	if label == "" {
		return "no number"
	}
	return label
}
