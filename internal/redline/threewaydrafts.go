package redline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// ClashKind tells in what two sides clash over a paragraph.
type ClashKind string

// The kinds of clash, in the order in which they are listed.
const (
	ClashWords   ClashKind = "WORDS"   // both change the same words, differently
	ClashDeleted ClashKind = "DELETED" // one takes out what the other changes or moves
	// ClashPlace: both move it, to different places; or both put paragraphs, new or
	// moved, at one place, and nobody can tell which come first.
	ClashPlace ClashKind = "PLACE"
)

// ThreeWayParagraph is what the two sides make of one paragraph of the base, or of
// several that one of them joined, or of one that is new.
type ThreeWayParagraph struct {
	// Origin is InClash where Clash is not empty, Kept where neither side changes
	// words or place, FromEach where both change something and do not clash.
	Origin Origin
	// MineChange and TheirsChange are what became of it on each side, as Compare
	// has it; empty for a side that never had it.
	MineChange, TheirsChange Change
	// Base, Mine and Theirs are indexes into the paragraphs of the drafts, in
	// reading order; empty where a draft does not have it.
	Base, Mine, Theirs []int
	// Segments are the words. The paragraphs of one side, joined by "\n", are
	// what its words give; see ThreeWay. Where one side has none, its words are
	// empty.
	Segments []ThreeWaySegment
	// Clash lists in what the sides clash.
	Clash []ClashKind
}

// ThreeWayComparison is what two drafts make of a third. Paragraphs stand in the
// order of the base, new and moved ones after what they follow on their side,
// those of mine first; every paragraph of each draft stands in exactly one.
type ThreeWayComparison struct {
	Base, Mine, Theirs *text.Draft
	Paragraphs         []ThreeWayParagraph
}

// Clashes counts what a person must settle: each run of words in clash, each
// paragraph deleted by one side and moved by the other, and each run of
// neighbouring paragraphs of which the place is in clash.
func (c *ThreeWayComparison) Clashes() int {
	n, open := 0, false
	for _, p := range c.Paragraphs {
		words := 0
		for _, s := range p.Segments {
			if s.Origin == InClash {
				words++
			}
		}
		if words == 0 && slices.Contains(p.Clash, ClashDeleted) {
			words = 1
		}
		place := slices.Contains(p.Clash, ClashPlace)
		if n += words; place && !open {
			n++
		}
		open = place
	}
	return n
}

// ThreeWayDrafts tells who changed what of a base: its paragraphs are aligned with
// those of mine and of theirs as Compare does it, and the words of each are merged
// as ThreeWay does it, the end of a paragraph being one more sign. Labels and
// marks are not merged: labels follow from the order. Of o, the lineage is not
// used, since it tells of one pair of drafts only; paragraphs with equal IDs are
// paired. The drafts are in normal form and are not changed.
func ThreeWayDrafts(base, mine, theirs *text.Draft, o Options) *ThreeWayComparison {
	o.Lineage = nil
	w := weaver{drafts: [3]*text.Draft{base, mine, theirs}}
	w.language = cmp.Or(base.Language, mine.Language, theirs.Language)
	w.tie([2]*Comparison{Compare(base, mine, o), Compare(base, theirs, o)})
	w.follow()
	w.settle()
	c := &ThreeWayComparison{Base: base, Mine: mine, Theirs: theirs}
	for _, s := range w.ordered() {
		c.Paragraphs = append(c.Paragraphs, w.paragraph(s))
	}
	return c
}

// strand is paragraphs of the three drafts that belong together.
type strand struct {
	base   []int
	side   [2][]int  // of mine and of theirs
	change [2]Change // what became of it on each
	moved  [2]bool
	after  [2]int // where each side puts what it moved or brought: a place of the spine
	place  bool   // its place is in clash
}

// deleted tells whether a side took out what the base has.
func (s *strand) deleted(side int) bool { return len(s.base) > 0 && len(s.side[side]) == 0 }

// floats tells whether a side puts the strand elsewhere than the base does.
func (s *strand) floats(side int) bool { return s.moved[side] || len(s.base) == 0 }

// weaver puts three drafts into one order.
type weaver struct {
	drafts   [3]*text.Draft
	language string
	strands  []*strand
	of       [2][]*strand // by paragraph of each side
	// spine is the strands that both sides leave at their place in the base.
	spine []*strand
	// hung is what follows each place of the spine on each side; place 0 is
	// before it.
	hung [2][][]*strand
	// back is what stands in its place of the base though a side moved it, by the
	// place of the spine that it follows.
	back [][]*strand
}

// tie makes the strands: paragraphs of the base that either side joined are one.
func (w *weaver) tie(c [2]*Comparison) {
	root := make([]int, len(w.drafts[0].Paragraphs))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, one := range c {
		for _, p := range one.Paragraphs {
			for _, i := range p.Old {
				a, b := find(p.Old[0]), find(i)
				root[max(a, b)] = min(a, b)
			}
		}
	}
	byRoot := make([]*strand, len(root))
	for i := range root {
		r := find(i)
		if byRoot[r] == nil {
			byRoot[r] = &strand{}
			w.strands = append(w.strands, byRoot[r])
		}
		byRoot[r].base = append(byRoot[r].base, i)
		byRoot[i] = byRoot[r]
	}
	for side, one := range c {
		w.of[side] = make([]*strand, len(w.drafts[1+side].Paragraphs))
		for _, p := range one.Paragraphs {
			s := &strand{}
			if len(p.Old) > 0 {
				s = byRoot[p.Old[0]]
			} else {
				w.strands = append(w.strands, s)
			}
			s.join(side, p)
			for _, j := range p.New {
				w.of[side][j] = s
			}
		}
	}
}

// join adds what became of a strand, or a part of it, on one side.
func (s *strand) join(side int, p ParagraphChange) {
	s.side[side] = append(s.side[side], p.New...)
	slices.Sort(s.side[side])
	if s.change[side] == "" || s.change[side] == Unchanged {
		s.change[side] = p.Change
	}
	s.moved[side] = len(s.base) == 1 && (p.Change == Moved || p.Change == MovedEdited)
}

// follow finds the spine, and behind which place of it each side puts what it
// moved or brought.
func (w *weaver) follow() {
	place := make(map[*strand]int)
	for _, s := range w.strands {
		if len(s.base) > 0 && !s.moved[0] && !s.moved[1] {
			w.spine = append(w.spine, s)
			place[s] = len(w.spine)
		}
	}
	w.back = make([][]*strand, len(w.spine)+1)
	for side := range w.hung {
		w.hung[side] = make([][]*strand, len(w.spine)+1)
		at := w.past(0, side)
		for j, s := range w.of[side] {
			switch {
			case s.side[side][0] != j: // the rest of a split
			case s.floats(side):
				s.after[side] = at
				w.hung[side][at] = append(w.hung[side][at], s)
			case place[s] > 0:
				at = w.past(place[s], side)
			}
		}
	}
}

// past goes on from a place over what the side took out: what it puts there
// stands behind it, as an insertion stands behind the deletion it replaces.
func (w *weaver) past(at, side int) int {
	for at < len(w.spine) && w.spine[at].deleted(side) {
		at++
	}
	return at
}

// settle finds what both sides put at one place alike, and where places clash.
func (w *weaver) settle() {
	for at := range w.hung[0] {
		if len(w.hung[1][at]) == 0 {
			continue
		}
		mine := make(map[*strand]bool, len(w.hung[0][at]))
		fresh := map[string][]*strand{} // those that mine brought, by their words
		for _, m := range w.hung[0][at] {
			if mine[m] = true; len(m.base) == 0 {
				words := w.words(1, m.side[0])
				fresh[words] = append(fresh[words], m)
			}
		}
		var rest []*strand
		for _, t := range w.hung[1][at] {
			words := w.words(2, t.side[1])
			switch same := fresh[words]; {
			case mine[t]:
			case len(t.base) == 0 && len(same) > 0: // new on both sides
				same[0].side[1], same[0].change[1] = t.side[1], t.change[1]
				fresh[words] = same[1:]
			default:
				rest = append(rest, t)
			}
		}
		w.hung[1][at] = rest
	}
	for _, s := range w.strands {
		if s.moved[0] && s.moved[1] && s.after[0] != s.after[1] || s.moved[0] && s.deleted(1) || s.moved[1] && s.deleted(0) {
			w.putBack(s)
			s.place = len(s.side[0]) > 0 && len(s.side[1]) > 0
		}
	}
	for at, theirs := range w.hung[1] {
		own := func(s *strand) bool { return !s.floats(1) || len(s.side[1]) == 0 }
		if len(theirs) == 0 || !slices.ContainsFunc(w.hung[0][at], own) {
			continue
		}
		for _, s := range slices.Concat(w.hung[0][at], theirs) {
			s.place = true
		}
	}
}

// putBack leaves a strand of which the place is open at its place in the base.
func (w *weaver) putBack(s *strand) {
	for side := range w.hung {
		list := &w.hung[side][s.after[side]]
		*list = slices.DeleteFunc(*list, func(x *strand) bool { return x == s })
	}
	at, _ := slices.BinarySearchFunc(w.spine, s, func(a, b *strand) int { return cmp.Compare(a.base[0], b.base[0]) })
	w.back[at] = append(w.back[at], s)
}

// ordered gives the strands in the one order.
func (w *weaver) ordered() []*strand {
	out := make([]*strand, 0, len(w.strands))
	for at := range w.hung[0] {
		if at > 0 {
			out = append(out, w.spine[at-1])
		}
		out = append(append(append(out, w.back[at]...), w.hung[0][at]...), w.hung[1][at]...)
	}
	return out
}

// words joins the texts of paragraphs of one draft.
func (w *weaver) words(draft int, at []int) string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = w.drafts[draft].Paragraphs[k].Text
	}
	return strings.Join(out, "\n")
}

// paragraph tells of one strand.
func (w *weaver) paragraph(s *strand) ThreeWayParagraph {
	p := ThreeWayParagraph{MineChange: s.change[0], TheirsChange: s.change[1], Base: s.base, Mine: s.side[0], Theirs: s.side[1]}
	base, mine, theirs := w.words(0, s.base), w.words(1, s.side[0]), w.words(2, s.side[1])
	whole := ThreeWaySegment{Base: base, Mine: mine, Theirs: theirs}
	switch here, there := len(s.side[0]) > 0, len(s.side[1]) > 0; {
	case here && there && len(s.base) > 0:
		p.Segments = ThreeWay(base, mine, theirs, w.language)
	case here == there: // new on both sides, or gone on both
		whole.Origin = FromBoth
	case len(s.base) == 0 && here, len(s.base) > 0 && there && theirs == base:
		whole.Origin = FromMine
	case len(s.base) == 0, here && mine == base:
		whole.Origin = FromTheirs
	default:
		whole.Origin = InClash
		p.Clash = append(p.Clash, ClashDeleted)
	}
	if whole.Origin != "" && base+mine+theirs != "" {
		p.Segments = []ThreeWaySegment{whole}
	}
	if p.Clash == nil && slices.ContainsFunc(p.Segments, func(x ThreeWaySegment) bool { return x.Origin == InClash }) {
		p.Clash = append(p.Clash, ClashWords)
	}
	if p.Clash == nil && (s.deleted(0) && s.moved[1] || s.deleted(1) && s.moved[0]) {
		p.Clash = append(p.Clash, ClashDeleted)
	}
	if s.place {
		p.Clash = append(p.Clash, ClashPlace)
	}
	p.Origin = s.origin(&p, mine != base, theirs != base, mine == theirs)
	return p
}

// origin tells who changed a paragraph as a whole.
func (s *strand) origin(p *ThreeWayParagraph, mine, theirs, same bool) Origin {
	mine = mine || s.moved[0] || len(s.side[0]) > 0 != (len(s.base) > 0)
	theirs = theirs || s.moved[1] || len(s.side[1]) > 0 != (len(s.base) > 0)
	if len(s.base) == 0 {
		mine, theirs = len(s.side[0]) > 0, len(s.side[1]) > 0
	}
	switch {
	case len(p.Clash) > 0:
		return InClash
	case mine && theirs && same && s.moved[0] == s.moved[1]:
		return FromBoth
	case mine && theirs:
		return FromEach
	case mine:
		return FromMine
	case theirs:
		return FromTheirs
	}
	return Kept
}
