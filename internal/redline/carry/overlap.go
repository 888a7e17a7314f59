package carry

import (
	"cmp"
	"slices"
	"strconv"
)

// sameExtent pairs brackets round the same words that stayed, whatever became of the
// others in them: first those of the same kind that the same actors hold, then those
// of the same kind, then the outer with the outer. Where hardly a word stayed, what
// stands beside them must have stayed too.
func (c *carrier) sameExtent() {
	type place struct {
		extent
		gap
	}
	for _, x := range bunches(c.freeOld(), c.freeNew(), func(b int) (place, bool) {
		e, ok := c.oldExtent(b)
		return place{e, c.oldGap(b)}, ok
	}, func(b int) (place, bool) {
		e, ok := c.newExtent(b)
		return place{e, c.newGap(b)}, ok
	}) {
		c.inOrder(x, c.doubtOf)
	}
}

// inOrder pairs the brackets of a bunch, the likest first.
func (c *carrier) inOrder(x *bunch, doubt func(o, n int) string) {
	wanted := len(x.old) == len(x.new)
	for pass := range 4 {
		for _, y := range bunches(x.old, x.new, c.old.likeness(pass), c.new.likeness(pass)) {
			for i := range min(len(y.old), len(y.new)) {
				why := doubt(y.old[i], y.new[i])
				if why == "" && pass > 1 && !wanted {
					why = whyWhich
				}
				c.link(y.old[i], y.new[i], why)
			}
		}
		x.old = slices.DeleteFunc(x.old, func(o int) bool { return c.partner[o] >= 0 })
		x.new = slices.DeleteFunc(x.new, func(n int) bool { return c.origin[n] >= 0 })
		if len(x.old) == 0 || len(x.new) == 0 {
			return
		}
	}
}

// likeness gives what brackets at the same place have in common in each pass: all that
// is known, words and kind, kind, nothing.
func (s *side) likeness(pass int) func(b int) (string, bool) {
	return func(b int) (string, bool) {
		kind := string(s.tree.Brackets[b].Kind)
		words := strconv.FormatUint(s.words[b].hash, 36)
		switch pass {
		case 0:
			return kind + " " + words + " " + strconv.Itoa(int(s.inside[b])) + " " + s.holders(b), true
		case 1:
			return kind + " " + words, true
		case 2:
			return kind, true
		}
		return "", true
	}
}

// doubtOf tells what is doubtful of a pair that has words in common.
func (c *carrier) doubtOf(o, n int) string {
	if c.old.toCome(o) {
		return ""
	}
	const few = 3 // a third of the words
	if shared, _ := c.shared(o, n); few*shared < max(c.old.words[o].weight, c.new.words[n].weight) && !(c.old.few(o) && c.new.few(n)) {
		return whyFew
	}
	return ""
}

// candidate is a pair of brackets that have words in common, and which share of those
// that stay, in millionths.
type candidate struct{ old, new, alike int32 }

// The bounds of the search for brackets that have words in common with one: how many
// of those around its first and its last word are looked at, and of those within it.
const (
	mostAround = 8
	mostWithin = 32
)

// overlapping pairs brackets that have words in common, those that have most of them
// first.
func (c *carrier) overlapping() {
	old, new := newNest(c.old, c.partner), newNest(c.new, c.origin)
	var all []candidate
	add := func(o, n int) {
		if shared, _ := c.shared(o, n); shared > 0 && c.enough(o, n, shared) {
			all = append(all, candidate{int32(o), int32(n), int32(2_000_000 * shared / (c.stands(o) + c.stood(n)))})
		}
	}
	for _, o := range c.freeOld() {
		if e, ok := c.oldExtent(o); ok {
			new.near(e, func(n int) { add(o, n) })
		}
	}
	for _, n := range c.freeNew() {
		if e, ok := c.newExtent(n); ok {
			old.near(extent{c.from[e.from], c.from[e.to]}, func(o int) { add(o, n) })
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	for _, x := range slices.Compact(all) {
		if o, n := int(x.old), int(x.new); c.partner[o] < 0 && c.origin[n] < 0 && c.nested(o, n) {
			c.link(o, n, c.doubtOf(o, n))
		}
	}
}

// enough tells whether two brackets have so many words in common that the one may
// continue the other: a good part of the smaller and some of the larger, or half of
// the smaller where one glyph stands before or behind the same word.
func (c *carrier) enough(o, n int, shared int64) bool {
	const part, some, half = 4, 8, 2
	x, y := c.old.words[o].weight, c.new.words[n].weight
	least, most := min(x, y), max(x, y)
	if part*shared >= least && some*shared >= most {
		return true
	}
	opens := c.to[c.old.open[o]] == c.new.open[n]
	closes := c.to[c.old.close[o]-1] == c.new.close[n]-1
	return (opens || closes) && half*shared >= least
}

// nested tells whether a pair leaves what stands in what: no bracket may come to
// stand within one that stood within it.
func (c *carrier) nested(o, n int) bool {
	const most = 64 // brackets on the way outwards
	for p, k := c.old.tree.Brackets[o].Parent, 0; p >= 0 && k < most; p, k = c.old.tree.Brackets[p].Parent, k+1 {
		if q := c.partner[p]; q >= 0 {
			if c.new.contains(n, q) {
				return false
			}
			break
		}
	}
	for p, k := c.new.tree.Brackets[n].Parent, 0; p >= 0 && k < most; p, k = c.new.tree.Brackets[p].Parent, k+1 {
		if q := c.origin[p]; q >= 0 {
			return !c.old.contains(o, q)
		}
	}
	return true
}

// nest finds the free brackets of a text near some of its words.
type nest struct {
	*side
	partner []int
	around  []int // by bracket: the next free one around it, or -1
}

func newNest(s *side, partner []int) *nest {
	n := &nest{s, partner, make([]int, len(partner))}
	for _, b := range s.opening {
		p := s.tree.Brackets[b].Parent
		if n.around[b] = p; p >= 0 && partner[p] >= 0 {
			n.around[b] = n.around[p]
		}
	}
	return n
}

// near gives the free brackets around the first and the last word of an extent and
// those that open between them, as many as the bounds allow.
func (n *nest) near(e extent, found func(b int)) {
	for _, u := range []int32{e.from, e.to} {
		b := int(n.units[u].bracket)
		if b >= 0 && n.partner[b] >= 0 {
			b = n.around[b]
		}
		for k := 0; b >= 0 && k < mostAround; b, k = n.around[b], k+1 {
			found(b)
		}
	}
	first, _ := slices.BinarySearchFunc(n.opening, min(e.from, e.to), func(b, u int32) int { return cmp.Compare(n.open[b], u) })
	for k := first; k < min(first+mostWithin, len(n.opening)); k++ {
		b := int(n.opening[k])
		if n.open[b] > max(e.from, e.to) {
			return
		}
		if n.partner[b] < 0 {
			found(b)
		}
	}
}
