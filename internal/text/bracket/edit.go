package bracket

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// cut takes the bytes [start, end) out of a paragraph and puts words in.
type cut struct {
	start, end int
	words      string
	exact      bool // the seam is left as it is
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
	shifted map[[2]int]shift
}

// shift says where a held attribution goes: to a place of the old text, before or
// behind what is put in there.
type shift struct {
	to     Place
	behind bool
}

func (t *Tree) edit() *editor {
	return &editor{flow: t.Flow, cuts: make(map[int][]cut), dropped: make(map[[2]int]bool), shifted: make(map[[2]int]shift)}
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
		if x.Bracket == first.Parent && t.isGap(x) {
			e.cut(x.Paragraph, x.Start, x.End, "")
		}
	}
}

// done makes the cuts, and refuses if the brackets left are not as many as want
// or if one of those without a partner found another.
func (e *editor) done(t *Tree, want int) (*Change, error) {
	c := e.change(t)
	after := Parse(c.Flow, Options{})
	loose := t.Opens - len(t.Brackets)
	strays := t.Closes - len(t.Brackets)
	if len(after.Brackets) != want || after.Opens-want != loose || after.Closes-want != strays {
		return nil, refuse(Breaks, "mend the brackets and braces without partner there first", "the brackets that are left would not be those that stand there now")
	}
	return c, nil
}

// change makes the cuts.
func (e *editor) change(t *Tree) *Change {
	c := &Change{Flow: e.flow}
	c.Flow.Paragraphs = slices.Clone(e.flow.Paragraphs)
	c.Flow.Held = slices.Clone(e.flow.Held)
	for k := range e.dropped {
		e.changes(k[0])
	}
	for k, s := range e.shifted {
		e.changes(k[0])
		e.changes(s.to.Paragraph)
	}
	c.Changed = slices.Sorted(maps.Keys(e.cuts))
	for _, n := range c.Changed {
		e.apply(c, n)
	}
	for _, n := range c.Changed {
		if n < len(c.Flow.Held) {
			c.Flow.Held[n] = e.held(n)
		}
	}
	for i, b := range t.Brackets {
		if takesOut(e.cuts[b.Open.Paragraph], b.Open.Offset) {
			c.Gone = append(c.Gone, i)
		}
	}
	return c
}

// changes notes that something changes in a paragraph, if only beside its words.
func (e *editor) changes(paragraph int) {
	if _, known := e.cuts[paragraph]; !known {
		e.cuts[paragraph] = nil
	}
}

// takesOut tells whether cuts take out the byte at a place.
func takesOut(cuts []cut, at int) bool {
	for _, c := range cuts {
		if c.start <= at && at < c.end {
			return true
		}
	}
	return false
}

// apply makes the cuts of one paragraph, and keeps them as they were made.
func (e *editor) apply(c *Change, n int) {
	old := e.flow.Paragraphs[n]
	cuts := e.settled(n)
	e.cuts[n] = cuts
	var b strings.Builder
	at := 0
	for i := range cuts {
		next := len(old.Text)
		if i+1 < len(cuts) {
			next = cuts[i+1].start
		}
		if cuts[i].exact {
			cuts[i].from, cuts[i].to, cuts[i].put = cuts[i].start, cuts[i].end, cuts[i].words
		} else {
			cuts[i].mend(old.Text, b.Len() == 0, at, next)
		}
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
			out[k].exact = out[k].exact || x.exact
			continue
		}
		out = append(out, x)
	}
	return out
}

// held gives the attributions that stand in a paragraph afterwards, at their new
// places.
func (e *editor) held(n int) []text.Attribution {
	var out []text.Attribution
	for i, a := range e.flow.Held[n] {
		_, goes := e.shifted[[2]int{n, i}]
		if goes || e.dropped[[2]int{n, i}] || within(a.Offset, e.cuts[n]) {
			continue
		}
		a.Offset = newOffset(a.Offset, e.cuts[n], false)
		out = append(out, a)
	}
	for _, k := range slices.SortedFunc(maps.Keys(e.shifted), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		if s := e.shifted[k]; s.to.Paragraph == n {
			a := e.flow.Held[k[0]][k[1]]
			a.Offset = newOffset(s.to.Offset, e.cuts[n], s.behind)
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b text.Attribution) int { return cmp.Compare(a.Offset, b.Offset) })
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
// a cut, or where words are put in without one, is before these words, or behind
// them.
func newOffset(at int, cuts []cut, behind bool) int {
	by := 0
	for _, c := range cuts {
		switch {
		case at < c.from, at == c.from && !(behind && c.from == c.to):
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
