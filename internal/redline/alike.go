package redline

import (
	"cmp"
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// How alike two paragraphs must be, in weighted words, to be one.
const (
	alikeHere    = 0.25 // at the same place between their neighbours
	alikeAway    = 0.45 // elsewhere: a move
	plainlyAlike = 0.60 // enough without a look at what stays
	clearMargin  = 0.10 // by how much the best must lead to be clear
	heldShare    = 0.60 // of a half, in the paragraph that was split or merged
	heldPartly   = 0.45 // of a half that was edited, too, if it adds much
	heldGain     = 0.02 // what a half must add to the likeness of the whole
	heldMuch     = 0.05 // what a half held partly must add
	heldClearly  = 0.20 // by how much a half must be held better than it is alike to a paragraph elsewhere
)

// byWords pairs paragraphs that share rare words: the clear cases first, whose
// places then help with the others; then it looks for halves.
func (a *aligner) byWords() {
	free := func(all []words, groups []int) []*words {
		out := make([]*words, len(all))
		for i := range all {
			if groups[i] < 0 {
				out[i] = &all[i]
			}
		}
		return out
	}
	x := newIndex(free(a.old, a.oldGroup), free(a.new, a.newGroup), a.keys, a.reader.multiplier())
	found := x.candidates()
	fit := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return c.alike < max(alikeHere, a.needs(c.old, c.new)) })
	a.clearPairs(fit)
	a.bestPairs(fit, newHolders(found, len(a.old), len(a.new)), x)
	a.halves(x, found)
}

// clearPairs takes the pairs that are far ahead of all others of both paragraphs.
func (a *aligner) clearPairs(found []candidate) {
	type top struct{ first, second float64 }
	oldTop, newTop := make([]top, len(a.old)), make([]top, len(a.new))
	note := func(t *top, v float64) {
		if v > t.first {
			t.first, t.second = v, t.first
		} else {
			t.second = max(t.second, v)
		}
	}
	for _, c := range found {
		note(&oldTop[c.old], c.alike)
		note(&newTop[c.new], c.alike)
	}
	for _, c := range found {
		o, n := oldTop[c.old], newTop[c.new]
		if c.alike >= alikeAway && c.alike == o.first && c.alike == n.first &&
			c.alike-max(o.second, n.second) >= clearMargin && a.free(c.old, c.new) && !(a.old[c.old].short() && a.new[c.new].short()) &&
			(c.alike >= plainlyAlike || a.substance(c.old, c.new)) {
			a.one(c.old, c.new, false)
		}
	}
}

// bestPairs takes the best of what is left, those at the same place before
// those elsewhere when they are about as alike. What is rather half of a paragraph
// than like one elsewhere becomes that.
func (a *aligner) bestPairs(found []candidate, h holders, x *index) {
	const here = 0.15
	oldOrder, newOrder := a.order()
	type choice struct {
		candidate
		score float64
		apart int
		same  bool
	}
	var choices []choice
	for _, c := range found {
		same := oldOrder[c.old] == newOrder[c.new]
		if !a.free(c.old, c.new) || !same && c.alike < alikeAway || a.old[c.old].short() && a.new[c.new].short() {
			continue
		}
		k := choice{c, c.alike, c.old*len(a.new) - c.new*len(a.old), same}
		if k.apart < 0 {
			k.apart = -k.apart
		}
		if same {
			k.score += here
		}
		choices = append(choices, k)
	}
	slices.SortFunc(choices, func(x, y choice) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.apart, y.apart),
			cmp.Compare(x.old, y.old), cmp.Compare(x.new, y.new))
	})
	for _, k := range choices {
		if a.free(k.old, k.new) && (k.same || !a.halfRather(k.candidate, h, x)) &&
			(k.alike >= plainlyAlike || a.substance(k.old, k.new)) {
			a.one(k.old, k.new, false)
			a.groups[len(a.groups)-1].doubtful = true
		}
	}
}

// holders tells for each paragraph which candidate has most of it on the other
// side.
type holders struct{ ofOld, ofNew []candidate }

// newHolders finds the holders among candidates; of equal ones the first.
func newHolders(found []candidate, old, new int) holders {
	h := holders{make([]candidate, old), make([]candidate, new)}
	for _, c := range found {
		if c.inNew > h.ofOld[c.old].inNew {
			h.ofOld[c.old] = c
		}
		if c.inOld > h.ofNew[c.new].inOld {
			h.ofNew[c.new] = c
		}
	}
	return h
}

// halfRather makes one of two paragraphs a half of what holds it, if that holds it
// clearly better than the two are alike.
func (a *aligner) halfRather(c candidate, h holders, x *index) bool {
	if k := h.ofNew[c.new]; k.old != c.old && k.inOld >= c.alike+heldClearly && a.oldGroup[k.old] >= 0 &&
		a.addHalf(a.oldGroup[k.old], c.new, true, k.inOld, x) {
		return true
	}
	k := h.ofOld[c.old]
	return k.new != c.new && k.inNew >= c.alike+heldClearly && a.newGroup[k.new] >= 0 &&
		a.addHalf(a.newGroup[k.new], c.old, false, k.inNew, x)
}

// halves makes splits and merges: a free paragraph that is mostly held by one
// whose partner stands beside it is a part of it.
func (a *aligner) halves(x *index, found []candidate) {
	for again := true; again; {
		again = false
		for _, c := range found {
			switch {
			case a.newGroup[c.new] < 0 && a.oldGroup[c.old] >= 0 && c.inOld >= heldPartly:
				again = a.addHalf(a.oldGroup[c.old], c.new, true, c.inOld, x) || again
			case a.oldGroup[c.old] < 0 && a.newGroup[c.new] >= 0 && c.inNew >= heldPartly:
				again = a.addHalf(a.newGroup[c.new], c.old, false, c.inNew, x) || again
			}
		}
	}
}

// addHalf adds the paragraph to the group if it stands beside the group's others
// and makes the two sides more alike. Only paragraphs of the body are halves.
func (a *aligner) addHalf(g, at int, split bool, held float64, x *index) bool {
	k := &a.groups[g]
	whole, parts, wholeBags, partBags := k.old, &k.new, x.old, x.new
	groups, wholeDraft, draft := a.newGroup, a.oldDraft, a.newDraft
	if !split {
		whole, parts, wholeBags, partBags = k.new, &k.old, x.new, x.old
		groups, wholeDraft, draft = a.oldGroup, a.newDraft, a.oldDraft
	}
	if k.known || len(whole) != 1 || natureOf(&wholeDraft.Paragraphs[whole[0]]) != body ||
		natureOf(&draft.Paragraphs[at]) != body || !beside(draft, *parts, at) {
		return false
	}
	gain := heldGain
	if held < heldShare {
		gain = heldMuch
	}
	before := x.likeness(&wholeBags[whole[0]], partBags, *parts)
	grown := append(slices.Clone(*parts), at)
	if x.likeness(&wholeBags[whole[0]], partBags, grown) < before+gain {
		return false
	}
	slices.Sort(grown)
	*parts, groups[at] = grown, g
	return true
}

// beside tells whether a paragraph stands next to the first or the last of sorted
// places. Footnotes between do not count.
func beside(d *text.Draft, places []int, at int) bool {
	from, to := at, places[0]
	if last := places[len(places)-1]; at > last {
		from, to = last, at
	}
	for i := from + 1; i < to; i++ {
		if natureOf(&d.Paragraphs[i]) != note {
			return false
		}
	}
	return from < to && (at < places[0] || at > places[len(places)-1])
}

// likeness tells how alike a paragraph and several others together are.
func (x *index) likeness(whole *bag, parts []bag, at []int) float64 {
	held := whole.inOrder()
	all := parts[at[0]].inOrder()
	if len(at) > 1 {
		all = slices.Clone(all)
		for _, p := range at[1:] {
			all = append(all, parts[p].features...)
		}
		slices.Sort(all)
		all = slices.Compact(all)
	}
	weight, shared := 0.0, 0.0
	i := 0
	for _, f := range all {
		weight += x.terms[f].weight
		for i < len(held) && held[i] < f {
			i++
		}
		if i < len(held) && held[i] == f {
			shared += x.terms[f].weight
		}
	}
	return 2 * shared / (whole.weight + weight)
}

// inOrder gives the features by number, and remembers them.
func (b *bag) inOrder() []int32 {
	if b.sorted == nil {
		b.sorted = slices.Clone(b.features)
		slices.Sort(b.sorted)
	}
	return b.sorted
}
