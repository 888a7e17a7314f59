package negotiation

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// splice puts other words in the place of the bytes [start, end) of the passage of
// that index.
type splice struct {
	passage    int
	start, end int
	words      string
}

// rewrite writes the edits into the working text, one wording for each passage. They
// are in order and do not overlap. Marks and the names beside the words stay at the
// words that they belong to.
func (c *cutting) rewrite(edits []splice) error {
	for from := 0; from < len(edits); {
		i, to := edits[from].passage, from
		for to < len(edits) && edits[to].passage == i {
			to++
		}
		p := c.live[i]
		w, err := c.words(p)
		if err != nil {
			return err
		}
		was := *p
		spliced := words{Paragraph: spliceWords(w.Paragraph, edits[from:to])}
		for _, a := range w.beside.Held {
			a.Offset = moved(edits[from:to], a.Offset, false)
			spliced.beside.Held = append(spliced.beside.Held, a)
		}
		if spliced.Paragraph, err = wording("text", spliced.Paragraph); err != nil {
			return err
		}
		c.write(p, spliced, "working-text.relabelled")
		c.touch(&was, p)
		from = to
	}
	return nil
}

// spliceWords gives a paragraph with the edits made.
func spliceWords(p text.Paragraph, edits []splice) text.Paragraph {
	var out strings.Builder
	at := 0
	for _, e := range edits {
		out.WriteString(p.Text[at:e.start] + e.words)
		at = e.end
	}
	out.WriteString(p.Text[at:])
	marks := slices.Clone(p.Marks)
	for k := range marks {
		anchor := marks[k].Start == marks[k].End
		marks[k].Start, marks[k].End = moved(edits, marks[k].Start, anchor), moved(edits, marks[k].End, true)
	}
	p.Text, p.Marks = out.String(), marks
	return p
}

// moved gives where a place of the old words is in the new ones. A place within an
// edit goes to its end or its start.
func moved(edits []splice, at int, toEnd bool) int {
	shift := 0
	for _, e := range edits {
		switch {
		case at <= e.start:
			return at + shift
		case at < e.end && toEnd:
			return e.start + shift + len(e.words)
		case at < e.end:
			return e.start + shift
		}
		shift += len(e.words) - (e.end - e.start)
	}
	return at + shift
}
