package carry

import "github.com/travaux/travaux/internal/text/bracket"

// gap is where a bracket none of whose words stays was cut in: between which words, or
// beginnings of paragraphs, that stay. They are told in the units of new, -1 for none.
type gap struct{ before, after int32 }

// oldGap gives the gap of a bracket of old.
func (c *carrier) oldGap(b int) gap {
	g := gap{c.oldReach.before[c.old.open[b]], c.oldReach.after[c.old.close[b]]}
	if g.before >= 0 {
		g.before = c.to[g.before]
	}
	if int(g.after) == len(c.to) {
		g.after = -1
	} else {
		g.after = c.to[g.after]
	}
	return g
}

// newGap gives the gap of a bracket of new.
func (c *carrier) newGap(b int) gap {
	g := gap{c.newReach.before[c.new.open[b]], c.newReach.after[c.new.close[b]]}
	if int(g.after) == len(c.from) {
		g.after = -1
	}
	return g
}

// floating pairs brackets none of whose words stays by the place where they stand:
// empty ones, values, placeholders, and those whose words gave way to others. Where
// both neighbours of the gap stay the place is sure, else one of them tells it.
func (c *carrier) floating() {
	var old, new []int
	for _, o := range c.freeOld() {
		if _, ok := c.oldExtent(o); !ok {
			old = append(old, o)
		}
	}
	for _, n := range c.freeNew() {
		if _, ok := c.newExtent(n); !ok {
			new = append(new, n)
		}
	}
	type place struct {
		gap
		paragraphs int
	}
	for _, see := range []func(g gap) gap{
		func(g gap) gap { return g },
		func(g gap) gap { return gap{g.before, -2} },
		func(g gap) gap { return gap{-2, g.after} },
	} {
		keyed := func(partner []int, groups []int, s *side, at func(b int) gap) func(b int) (place, bool) {
			return func(b int) (place, bool) {
				p := place{see(at(b)), groups[s.paragraphOf(b)]}
				if p.paragraphs < 0 && s.words[b].bytes == 0 {
					p.paragraphs = -2 // without words there is nothing by which its paragraph could be found
				}
				return p, partner[b] < 0 && p.paragraphs != -1
			}
		}
		for _, x := range bunches(old, new, keyed(c.partner, c.paragraphs.old, c.old, c.oldGap), keyed(c.origin, c.paragraphs.new, c.new, c.newGap)) {
			c.inOrder(x, c.doubtOfReplaced)
		}
	}
}

// doubtOfReplaced tells what is doubtful of a pair that stands at the same place and has
// no words in common: nothing where a few words gave way to a few, a value to a
// value, or a placeholder to its words.
func (c *carrier) doubtOfReplaced(o, n int) string {
	if c.old.toCome(o) || c.old.words[o].key() == c.new.words[n].key() || c.old.few(o) && c.new.few(n) {
		return ""
	}
	return whyReplaced
}

// besideOne pairs brackets of which one side stands where it stood, while their words
// gave way: what stays in the one stands outside the other. It is always doubtful.
func (c *carrier) besideOne() {
	fresh := func(next []int32, at, open, close int32) bool { return open < close && next[at] != at }
	for _, left := range []bool{true, false} {
		oldSide := func(b int) (int32, bool) {
			g, at := c.oldGap(b).before, c.old.open[b]
			if !left {
				g, at = c.oldGap(b).after, c.old.close[b]-1
			}
			return g, g >= 0 && fresh(c.oldReach.next, at, c.old.open[b], c.old.close[b]) && !c.mostlyStands(b)
		}
		newSide := func(b int) (int32, bool) {
			g, at := c.newGap(b).before, c.new.open[b]
			if !left {
				g, at = c.newGap(b).after, c.new.close[b]-1
			}
			return g, g >= 0 && fresh(c.newReach.next, at, c.new.open[b], c.new.close[b]) && !c.mostlyStood(b)
		}
		for _, x := range bunches(c.freeOld(), c.freeNew(), oldSide, newSide) {
			for i := range min(len(x.old), len(x.new)) {
				if o, n := x.old[i], x.new[i]; c.together(o, n) && c.comparable(o, n) && c.nested(o, n) {
					c.link(o, n, whyFew)
				}
			}
		}
	}
}

// comparable tells whether neither of two brackets is very much longer.
func (c *carrier) comparable(o, n int) bool {
	const times = 4
	x, y := c.old.words[o].weight, c.new.words[n].weight
	return max(x, y) <= times*min(x, y)
}

// toCome tells whether a bracket stands for words that are to come.
func (s *side) toCome(b int) bool {
	switch s.tree.Brackets[b].Kind {
	case bracket.Placeholder, bracket.Empty, bracket.Unknown, bracket.Stance:
		return true
	}
	return false
}
