package bracket

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// cut takes the bytes [start, end) out of a paragraph and puts words in.
type cut struct {
	start, end int
	words      string
	// from and to are start and end with what the repair of the seam takes, and
	// put is words with what it adds.
	from, to int
	put      string
}

// editor gathers the cuts of one act.
type editor struct {
	flow    Flow
	cuts    map[int][]cut
	dropped map[[2]int]bool // held attributions that go, by paragraph and index
}

func (t *Tree) edit() *editor {
	return &editor{flow: t.Flow, cuts: make(map[int][]cut), dropped: make(map[[2]int]bool)}
}

// cut adds a cut.
func (e *editor) cut(paragraph, start, end int, words string) {
	e.cuts[paragraph] = append(e.cuts[paragraph], cut{start: start, end: end, words: words})
}

// insert adds words at a place where a span was cut out.
func (e *editor) insert(at Place, words string) {
	for i, c := range e.cuts[at.Paragraph] {
		if c.start == at.Offset {
			e.cuts[at.Paragraph][i].words = words
		}
	}
}

// span cuts a span out, footnotes between its paragraphs not touched.
func (e *editor) span(s Span) {
	for n := s.Start.Paragraph; n <= s.End.Paragraph; n++ {
		start, end := 0, len(e.flow.Paragraphs[n].Text)
		if n == s.Start.Paragraph {
			start = s.Start.Offset
		} else if e.flow.Paragraphs[n].Kind == text.Footnote && n != s.End.Paragraph {
			continue
		}
		if n == s.End.Paragraph {
			end = s.End.Offset
		}
		if start < end {
			e.cut(n, start, end, "")
		}
	}
}

// names cuts out the attributions of a bracket.
func (e *editor) names(b *Bracket) {
	for _, h := range b.Holders {
		n, at := h.Place.Paragraph, h.Place.Offset
		if h.Index >= 0 {
			e.dropped[[2]int{n, h.Index}] = true
			continue
		}
		e.cut(n, at, at+len(h.Source), "")
	}
}

// gaps cuts out the spaces and strokes between the candidates of a slot, given the
// first and the last of them.
func (e *editor) gaps(t *Tree, first, last Bracket) {
	for _, x := range t.Pieces[first.close:last.open] {
		if x.Kind == Words && x.Bracket == first.Parent {
			e.cut(x.Paragraph, x.Start, x.End, "")
		}
	}
}

// done makes the cuts, and refuses if the brackets left are not as many as want
// or if one of those without a partner found another.
func (e *editor) done(t *Tree, want int) (*Change, error) {
	c := &Change{Flow: e.flow}
	c.Flow.Paragraphs = slices.Clone(e.flow.Paragraphs)
	c.Flow.Held = slices.Clone(e.flow.Held)
	for n := range e.cuts {
		c.Changed = append(c.Changed, n)
	}
	for k := range e.dropped {
		if e.cuts[k[0]] == nil {
			e.cuts[k[0]] = []cut{}
			c.Changed = append(c.Changed, k[0])
		}
	}
	slices.Sort(c.Changed)
	for _, n := range c.Changed {
		e.apply(c, n)
	}
	after := Parse(c.Flow, Options{})
	loose := t.Opens - len(t.Brackets)
	strays := t.Closes - len(t.Brackets)
	if len(after.Brackets) != want || after.Opens-want != loose || after.Closes-want != strays {
		return nil, refuse(Breaks, "mend the brackets and braces without partner there first", "the brackets that are left would not be those that stand there now")
	}
	return c, nil
}

// apply makes the cuts of one paragraph.
func (e *editor) apply(c *Change, n int) {
	old := e.flow.Paragraphs[n]
	cuts := e.settled(n)
	var b strings.Builder
	at := 0
	for i := range cuts {
		next := len(old.Text)
		if i+1 < len(cuts) {
			next = cuts[i+1].start
		}
		cuts[i].mend(old.Text, b.Len() == 0, at, next)
		b.WriteString(old.Text[at:cuts[i].from])
		b.WriteString(cuts[i].put)
		at = cuts[i].to
	}
	b.WriteString(old.Text[at:])
	p := old
	p.Text = b.String()
	p.Marks = nil
	for _, m := range old.Marks {
		if m, ok := moved(m, cuts); ok {
			p.Marks = append(p.Marks, m)
		} else if m.Kind == text.NoteAnchor {
			c.Anchors = append(c.Anchors, m.Ref)
		}
	}
	text.SortMarks(p.Marks)
	c.Flow.Paragraphs[n] = p
	if p.Text == "" && old.Text != "" {
		c.Emptied = append(c.Emptied, n)
	}
	if n < len(c.Flow.Held) {
		c.Flow.Held[n] = e.held(n, cuts)
	}
}

// settled gives the cuts of a paragraph in order, those that touch or overlap made
// one.
func (e *editor) settled(n int) []cut {
	cuts := e.cuts[n]
	slices.SortFunc(cuts, func(a, b cut) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	out := cuts[:0]
	for _, x := range cuts {
		if k := len(out) - 1; k >= 0 && x.start <= out[k].end && (out[k].words == "" || x.words == "") {
			out[k].end = max(out[k].end, x.end)
			out[k].words += x.words
			continue
		}
		out = append(out, x)
	}
	return out
}

// held gives the attributions of a paragraph that stay, at their new places.
func (e *editor) held(n int, cuts []cut) []text.Attribution {
	var out []text.Attribution
	for i, a := range e.flow.Held[n] {
		if e.dropped[[2]int{n, i}] || within(a.Offset, cuts) {
			continue
		}
		a.Offset = newOffset(a.Offset, cuts, false)
		out = append(out, a)
	}
	return out
}

// within tells whether a place stands in what was cut out, its ends apart.
func within(at int, cuts []cut) bool {
	for _, c := range cuts {
		if c.start < at && at < c.end {
			return true
		}
	}
	return false
}

// moved gives a mark where its words stand now; false where they went.
func moved(m text.Mark, cuts []cut) (text.Mark, bool) {
	if m.Start == m.End {
		if within(m.Start, cuts) {
			return m, false
		}
		m.Start = newOffset(m.Start, cuts, false)
		m.End = m.Start
		return m, true
	}
	m.Start, m.End = newOffset(m.Start, cuts, true), newOffset(m.End, cuts, false)
	return m, m.Start < m.End
}

// newOffset gives where a place of the old text stands in the new one. A place in
// a cut is before the words put in, or behind them.
func newOffset(at int, cuts []cut, behind bool) int {
	by := 0
	for _, c := range cuts {
		switch {
		case at <= c.from:
			return at + by
		case at < c.to:
			if behind {
				return c.from + by + len(c.put)
			}
			return c.from + by
		}
		by += len(c.put) - (c.to - c.from)
	}
	return at + by
}
