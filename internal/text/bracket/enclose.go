package bracket

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Enclose puts a bracket round a span, which may cross paragraphs and may be empty.
// No word, space or sign of the text changes. The bracket is the one that opens at
// the start of the span. Errors are *Refusal: Breaks where the span has one end of
// another bracket, a part of a block of options or of a note, or where it is no span
// of the text.
func (t *Tree) Enclose(s Span) (*Change, error) {
	if err := t.mayEnclose(s, -1); err != nil {
		return nil, err
	}
	e := t.edit()
	if s.Start == s.End {
		e.put(s.Start, "[]")
	} else {
		e.put(s.Start, "[")
		e.put(s.End, "]")
	}
	e.stepAside(t, s, -1)
	return e.drawn(t, -1, s.Start)
}

// Reshape moves the ends of a bracket: its glyphs stand round the span afterwards,
// its names beside them. Places count in the text as it stands, the bracket's own
// glyphs included; an end given on either side of the glyph that stands there stays.
// Errors are *Refusal: NoSuchBracket; Breaks as in Enclose.
func (t *Tree) Reshape(bracket int, s Span) (*Change, error) {
	b, err := t.bracket(bracket)
	if err != nil {
		return nil, err
	}
	opens, closes := beside(s.Start, b.Open), beside(s.End, b.Close)
	switch {
	case opens:
		s.Start = b.Open
	case beside(s.Start, b.Close):
		s.Start = b.Close
	}
	switch {
	case closes:
		s.End = Place{b.Close.Paragraph, b.Close.Offset + 1}
	case beside(s.End, b.Open):
		s.End = b.Open
	}
	if err := t.mayEnclose(s, bracket); err != nil {
		return nil, err
	}
	e := t.edit()
	open, shut := "[", "]"
	for _, h := range b.Holders {
		switch {
		case t.leads(b, h) && !opens:
			open += e.move(h, s.Start, true)
		case !t.leads(b, h) && !closes && !s.holds(h.Place):
			if h.Place.Compare(b.Close) > 0 {
				shut += e.move(h, s.End, true)
			} else {
				shut = strings.Replace(shut, "]", e.move(h, s.End, false)+"]", 1)
			}
		}
	}
	if !opens {
		e.cut(b.Open.Paragraph, b.Open.Offset, b.Open.Offset+1, "")
		e.put(s.Start, open)
	}
	if !closes {
		e.cut(b.Close.Paragraph, b.Close.Offset, b.Close.Offset+1, "")
		e.put(s.End, shut)
	}
	e.stepAside(t, s, bracket)
	return e.drawn(t, bracket, s.Start)
}

// beside tells whether a place is right before or right behind a glyph.
func beside(p, glyph Place) bool {
	return p.Paragraph == glyph.Paragraph && (p.Offset == glyph.Offset || p.Offset == glyph.Offset+1)
}

// holds tells whether a place lies in the span, its ends apart.
func (s Span) holds(p Place) bool { return s.Start.Compare(p) < 0 && p.Compare(s.End) < 0 }

// leads tells whether names stand right behind the opening glyph of their bracket.
func (t *Tree) leads(b *Bracket, h Holder) bool {
	for _, x := range t.Pieces[b.open+1 : b.close] {
		if x.Kind != Names {
			return false
		}
		if x.Place() == h.Place && !strings.HasPrefix(h.Source, " ") {
			return true
		}
	}
	return false
}

// put adds words at a place, the seams left as they are.
func (e *editor) put(at Place, words string) {
	e.cuts[at.Paragraph] = append(e.cuts[at.Paragraph], cut{start: at.Offset, end: at.Offset, words: words, exact: true})
}

// move takes names from where they stand. Those beside the words go to the place,
// before or behind the glyph that comes there; of names in the words it gives what is
// to be put there.
func (e *editor) move(h Holder, to Place, behind bool) string {
	if h.Index >= 0 {
		e.shifted[[2]int{h.Place.Paragraph, h.Index}] = shift{to: to, behind: behind}
		return ""
	}
	e.cut(h.Place.Paragraph, h.Place.Offset, h.Place.Offset+len(h.Source), "")
	return h.Source
}

// stepAside moves the names of brackets around the span that stand where it ends
// behind the glyph that comes there.
func (e *editor) stepAside(t *Tree, s Span, self int) {
	for i, b := range t.Brackets {
		if i == self || b.Open.Compare(s.Start) >= 0 || b.Close.Compare(s.End) < 0 {
			continue
		}
		for _, h := range b.Holders {
			if h.Index >= 0 && h.Place == s.End && !t.leads(&t.Brackets[i], h) {
				e.shifted[[2]int{h.Place.Paragraph, h.Index}] = shift{to: s.End, behind: true}
			}
		}
	}
}

// mayEnclose refuses what is no span, and one that cuts through a bracket other than
// self, through a note or a mark, or has a glyph without partner.
func (t *Tree) mayEnclose(s Span, self int) error {
	if !t.stands(s.Start) || !t.stands(s.End) || s.Start.Compare(s.End) > 0 {
		return refuse(Breaks, "give two places of the text, the first one first", "the stretch does not stand in the text")
	}
	if s.Start.Paragraph != s.End.Paragraph && (t.inFootnote(s.Start) || t.inFootnote(s.End)) {
		return refuse(Breaks, "enclose words of the text or of one footnote", "no bracket reaches into a footnote or out of it")
	}
	in := func(p Place) bool { return s.Start.Compare(p) <= 0 && p.Compare(s.End) < 0 }
	for i, b := range t.Brackets {
		if i != self && in(b.Open) != in(b.Close) {
			return refuse(Breaks, "take all of that bracket, or nothing of it", "the stretch has one end of bracket %d and not the other", b.Number)
		}
	}
	for _, x := range t.Pieces {
		if (x.Kind == Unclosed || x.Kind == Stray) && in(x.Place()) {
			return refuse(Breaks, "give that glyph its partner first, or take it out", "a bracket without its partner stands in the stretch")
		}
		if x.Kind == Words || x.Start+1 >= x.End {
			continue
		}
		for _, p := range []Place{s.Start, s.End} {
			if p.Paragraph == x.Paragraph && x.Start < p.Offset && p.Offset < x.End {
				return refuse(Breaks, "end the stretch before or behind it", "the stretch ends within a note, names or the mark of an option")
			}
		}
	}
	return nil
}

// stands tells whether a place is one of the flow, on a whole character.
func (t *Tree) stands(p Place) bool {
	if p.Paragraph < 0 || p.Paragraph >= len(t.Flow.Paragraphs) {
		return false
	}
	s := t.Flow.Paragraphs[p.Paragraph].Text
	return p.Offset >= 0 && (p.Offset == len(s) || p.Offset < len(s) && utf8.RuneStart(s[p.Offset]))
}

// drawn makes the cuts, and refuses if any other bracket, its names, or any block of
// options would not be what it was. The bracket that was drawn is self, -1 for a new
// one, and opens at a place of the old text.
func (e *editor) drawn(t *Tree, self int, opens Place) (*Change, error) {
	c := e.change(t)
	c.Gone = nil
	after := Parse(c.Flow, Options{Resolve: t.options.Resolve})
	broken := refuse(Breaks, "choose a stretch with whole brackets, names and options in it", "the stretch would make other brackets or options of those that stand there now")
	was, now := t.Opens-len(t.Brackets), after.Opens-len(after.Brackets)
	want := len(t.Brackets)
	if self < 0 {
		want++
	}
	if len(after.Brackets) != want || was != now || t.Closes-len(t.Brackets) != after.Closes-len(after.Brackets) {
		return nil, broken
	}
	at := e.opensAt(opens)
	mine := slices.IndexFunc(after.Brackets, func(b Bracket) bool { return b.Open == at })
	if mine < 0 && self >= 0 {
		at = e.moved(t.Brackets[self].Open)
		mine = slices.IndexFunc(after.Brackets, func(b Bracket) bool { return b.Open == at })
	}
	if mine < 0 || !e.othersStand(t, after, self, mine) || !sameBlocks(t, after) || after.breaksBlock(&after.Brackets[mine]) {
		return nil, broken
	}
	return c, nil
}

// opensAt gives where a glyph stands that was put in at a place of the old text.
func (e *editor) opensAt(p Place) Place {
	return Place{p.Paragraph, newOffset(p.Offset, e.cuts[p.Paragraph], false)}
}

// moved gives where the byte at a place of the old text stands.
func (e *editor) moved(p Place) Place {
	return Place{p.Paragraph, newOffset(p.Offset, e.cuts[p.Paragraph], true)}
}

// othersStand tells whether all brackets but the one drawn have their glyphs and
// names as before.
func (e *editor) othersStand(t, after *Tree, self, mine int) bool {
	k := 0
	for i, b := range t.Brackets {
		if i == self {
			if !sameHolders(b.Holders, after.Brackets[mine].Holders) {
				return false
			}
			continue
		}
		if k == mine {
			k++
		}
		x := after.Brackets[k]
		if x.Open != e.moved(b.Open) || x.Close != e.moved(b.Close) || !sameHolders(b.Holders, x.Holders) {
			return false
		}
		k++
	}
	return self >= 0 || len(after.Brackets[mine].Holders) == 0
}

// sameHolders tells whether two brackets have the same names, in whatever order.
func sameHolders(a, b []Holder) bool {
	said := func(of []Holder) []string {
		out := make([]string, len(of))
		for i, h := range of {
			out[i] = h.Stance + "\n" + strings.TrimSpace(h.Source)
		}
		slices.Sort(out)
		return out
	}
	return len(a) == len(b) && (len(a) == 0 || slices.Equal(said(a), said(b)))
}

// sameBlocks tells whether two trees have the same options.
func sameBlocks(a, b *Tree) bool {
	return slices.EqualFunc(a.Blocks, b.Blocks, func(x, y Block) bool {
		return slices.EqualFunc(x.Options, y.Options, func(o, p Option) bool { return o.Name == p.Name && o.Null == p.Null })
	})
}

// breaksBlock tells whether a bracket holds a part of a block of options and not one
// whole option, or crosses the border of one.
func (t *Tree) breaksBlock(b *Bracket) bool {
	for _, d := range t.Diagnostics {
		if d.Code == CrossesOptions && d.Bracket == b.Number-1 {
			return true
		}
	}
	if t.holdsBlocksWhole(b) == nil {
		return false
	}
	for _, x := range t.Blocks {
		if slices.ContainsFunc(x.Options, func(o Option) bool { return o.Span == b.Span() }) {
			return false
		}
	}
	return true
}
