package carry

import "slices"

// result writes out what became of each bracket.
func (c *carrier) result() *Result {
	r := &Result{From: c.origin, Fates: make([]Fate, len(c.partner))}
	off := c.splitOff()
	for o := range r.Fates {
		f := &r.Fates[o]
		if n := c.partner[o]; n >= 0 {
			f.Kind, f.New = c.extentKind(o, n), append([]int{n}, off[o]...)
			if f.Kind == Kept {
				f.New = f.New[:1]
			} else if len(off[o]) > 0 {
				f.Kind = Split
				if c.doubt[o] == "" && !c.leads(o, n, off[o]) {
					c.doubt[o] = whySplit
				}
			}
		} else {
			c.ended(o, f)
		}
		f.Why = c.doubt[o]
		f.Sure = f.Why == ""
	}
	return r
}

// extentKind tells what became of a bracket that goes on.
func (c *carrier) extentKind(o, n int) Kind {
	if c.old.words[o].key() == c.new.words[n].key() {
		return Kept
	}
	inOld, inNew := c.shared(o, n)
	out, in := c.stands(o) > inOld, c.stood(n) > inNew
	switch {
	case out && in:
		return Shifted
	case out:
		return Narrowed
	case in:
		return Widened
	}
	return Edited
}

// leads tells whether n holds clearly more of the words of o than any that split off.
func (c *carrier) leads(o, n int, off []int) bool {
	shared, _ := c.shared(o, n)
	return !slices.ContainsFunc(off, func(x int) bool { part, _ := c.shared(o, x); return shared < 2*part })
}

// splitOff gives for each bracket of old the new ones outside its continuation that
// hold some of its words and continue nothing.
func (c *carrier) splitOff() [][]int {
	off := make([][]int, len(c.partner))
	from := none(len(c.origin)) // by bracket of new: what it split off from
	for _, b := range c.new.opening {
		n := int(b)
		e, ok := c.newExtent(n)
		if c.origin[n] >= 0 || !ok {
			continue
		}
		o := c.old.innermost(c.from[e.from], c.from[e.to])
		if o < 0 || c.partner[o] < 0 || c.new.contains(c.partner[o], n) || c.new.contains(n, c.partner[o]) {
			continue
		}
		from[n] = o
		if p := c.new.tree.Brackets[n].Parent; p < 0 || from[p] != o {
			off[o] = append(off[o], n)
		}
	}
	return off
}

// innermost gives the innermost bracket around two units, or -1; of very deep nests it
// is given up.
func (s *side) innermost(a, b int32) int {
	const most = 64
	x := int(s.units[a].bracket)
	for k := 0; x >= 0 && k < most; x, k = s.tree.Brackets[x].Parent, k+1 {
		if s.open[x] <= b && b < s.close[x] {
			return x
		}
	}
	return -1
}

// ended tells what became of a bracket that nothing continues.
func (c *carrier) ended(o int, f *Fate) {
	stands, all := c.stands(o), c.old.words[o].weight
	e, ok := c.oldExtent(o)
	if !ok || 2*stands < all {
		f.Kind = Dropped
		if c.doubt[o] == "" && 5*stands > all {
			c.doubt[o] = whyDropped
		}
		return
	}
	f.Kind = Lifted
	n := c.new.innermost(e.from, e.to)
	for k := 0; n >= 0 && c.origin[n] < 0 && k < mostWithin; k++ {
		n = c.new.tree.Brackets[n].Parent
	}
	if n >= 0 && c.origin[n] >= 0 {
		if x := c.origin[n]; !c.old.contains(x, o) && !c.old.contains(o, x) {
			f.Kind, f.New = Merged, []int{n}
			own, _ := c.shared(o, n)
			others, _ := c.shared(x, n)
			if c.doubt[o] == "" && 2*own > others {
				c.doubt[o] = whyMerged
			}
			return
		}
	}
	if c.doubt[o] == "" && 5*stands < 4*all {
		c.doubt[o] = whyLifted
	}
}
