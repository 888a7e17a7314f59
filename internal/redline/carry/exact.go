package carry

import (
	"cmp"
	"slices"
)

// What is doubtful, for the delegate who confirms.
const (
	whyWhich     = "The same words stood in several brackets, and which of them is left cannot be told."
	whyElsewhere = "The same words stand in brackets at another place, which may be another bracket."
	whyParagraph = "The paragraph around it may be another one than before."
	whyFew       = "Few of its words are left in brackets, so this may be another bracket."
	whyReplaced  = "All of its words gave way to others, so this may be another bracket."
	whyLifted    = "Some of its words are gone and the others stand without brackets."
	whyDropped   = "Some of its words still stand, without brackets."
	whyMerged    = "Its words stand in one bracket with those of another, and which of the two goes on is a guess."
	whySplit     = "Its words stand in several brackets, and which of them goes on is a guess."
)

// bunch is the brackets of both texts that have something in common.
type bunch struct{ old, new []int }

// bunches groups brackets by a key; ok is false for those that have none. Bunches
// with brackets of both texts are given, in the order of old.
func bunches[K comparable](old, new []int, oldKey, newKey func(b int) (K, bool)) []*bunch {
	all := make(map[K]*bunch)
	var order []*bunch
	for _, b := range old {
		k, ok := oldKey(b)
		if !ok {
			continue
		}
		if all[k] == nil {
			all[k] = &bunch{}
			order = append(order, all[k])
		}
		all[k].old = append(all[k].old, b)
	}
	for _, b := range new {
		if k, ok := newKey(b); ok && all[k] != nil {
			all[k].new = append(all[k].new, b)
		}
	}
	return slices.DeleteFunc(order, func(b *bunch) bool { return len(b.new) == 0 })
}

// inPlace pairs brackets whose words are the same and stand where they stood. Of
// several round the same words those with the same holders belong together, then the
// outer with the outer.
func (c *carrier) inPlace() {
	type place struct {
		extent
		key
	}
	all := bunches(c.freeOld(), c.freeNew(), func(b int) (place, bool) {
		e, ok := c.oldExtent(b)
		return place{e, c.old.words[b].key()}, ok
	}, func(b int) (place, bool) {
		e, ok := c.newExtent(b)
		return place{e, c.new.words[b].key()}, ok
	})
	balance := c.balance()
	for _, x := range all {
		if e, _ := c.oldExtent(x.old[0]); balance[e] == 0 {
			x.inner()
		}
		if len(x.old) != 1 || len(x.new) != 1 {
			c.byHolders(x)
		}
		for i := range min(len(x.old), len(x.new)) {
			c.link(x.old[i], x.new[i], "")
		}
	}
}

// balance tells for each extent how many more brackets old has there than new.
func (c *carrier) balance() map[extent]int {
	out := make(map[extent]int)
	for b := range c.partner {
		if e, ok := c.oldExtent(b); ok {
			out[e]++
		}
	}
	for b := range c.origin {
		if e, ok := c.newExtent(b); ok {
			out[e]--
		}
	}
	return out
}

// inner leaves as many brackets of both texts, the inner ones: where all that stand
// round the same words go on, those with more words are the outer ones.
func (x *bunch) inner() {
	n := min(len(x.old), len(x.new))
	x.old, x.new = x.old[len(x.old)-n:], x.new[len(x.new)-n:]
}

// byHolders pairs those of a bunch that the same actors hold, takes them out, and
// marks as doubtful what is left over of old and no holders tell apart.
func (c *carrier) byHolders(x *bunch) {
	seen := make(map[string]int)
	for _, o := range x.old {
		seen[c.old.holders(o)]++
	}
	held := func(s *side) func(b int) (string, bool) {
		return func(b int) (string, bool) { h := s.holders(b); return h, h != "" }
	}
	for _, y := range bunches(x.old, x.new, held(c.old), held(c.new)) {
		for i := range min(len(y.old), len(y.new)) {
			c.link(y.old[i], y.new[i], "")
		}
	}
	x.old = slices.DeleteFunc(x.old, func(o int) bool { return c.partner[o] >= 0 })
	x.new = slices.DeleteFunc(x.new, func(n int) bool { return c.origin[n] >= 0 })
	for i := len(x.new); i < len(x.old); i++ {
		if seen[c.old.holders(x.old[i])] > 1 {
			c.doubt[x.old[i]] = whyWhich
		}
	}
}

// elsewhere pairs brackets with the same words that stand at another place, in order:
// those that moved within their paragraph, then those that went to another one. One
// whose words stand where they stood, without brackets, did not go to another
// paragraph. A few words tell little: they are looked for at the end.
func (c *carrier) elsewhere(long bool) {
	type place struct {
		key
		paragraphs int
	}
	keyed := func(s *side, groups []int) func(b int) (place, bool) {
		return func(b int) (place, bool) {
			p := place{s.words[b].key(), groups[s.paragraphOf(b)]}
			return p, p.bytes > 0 && p.paragraphs >= 0 && (long || s.few(b))
		}
	}
	for _, x := range bunches(c.freeOld(), c.freeNew(), keyed(c.old, c.paragraphs.old), keyed(c.new, c.paragraphs.new)) {
		c.inParagraph(x)
	}
	away := func(s *side, stays func(b int) bool) func(b int) (key, bool) {
		return func(b int) (key, bool) {
			k := s.words[b].key()
			return k, k.bytes > 0 && s.few(b) != long && !stays(b)
		}
	}
	for _, x := range bunches(c.freeOld(), c.freeNew(), away(c.old, c.mostlyStands), away(c.new, c.mostlyStood)) {
		doubt := ""
		if len(x.old) != len(x.new) || !long {
			doubt = whyElsewhere
		}
		if len(x.old) != len(x.new) && !long {
			continue
		}
		for i := range min(len(x.old), len(x.new)) {
			c.link(x.old[i], x.new[i], doubt)
		}
	}
}

// inParagraph pairs brackets with the same words in the same paragraph, first those
// whose words stand nowhere else.
func (c *carrier) inParagraph(x *bunch) {
	last := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(x.old, func(a, b int) int { return cmp.Compare(last(c.mostlyStands(a)), last(c.mostlyStands(b))) })
	slices.SortStableFunc(x.new, func(a, b int) int { return cmp.Compare(last(c.mostlyStood(a)), last(c.mostlyStood(b))) })
	for i := range min(len(x.old), len(x.new)) {
		o, n := x.old[i], x.new[i]
		doubt := ""
		switch {
		case len(x.old) != len(x.new):
			doubt = whyWhich
		case c.mostlyStands(o) || c.mostlyStood(n):
			doubt = whyElsewhere
		}
		c.link(o, n, doubt)
	}
}

// mostlyStands tells whether at least half of the words of a bracket of old have a
// place in new.
func (c *carrier) mostlyStands(b int) bool { return 2*c.stands(b) >= c.old.words[b].weight }

// mostlyStood tells the same of a bracket of new.
func (c *carrier) mostlyStood(b int) bool { return 2*c.stood(b) >= c.new.words[b].weight }
