package redline

import (
	"github.com/travaux/travaux/internal/text"
)

// Align suggests which paragraphs of old became which of new, in the reading
// order of new. What stays without a partner is in no link.
func Align(old, new *text.Draft, o Options) []Link {
	a := newAligner(old, new, o)
	a.align()
	return a.links()
}

// aligner pairs the paragraphs of two drafts.
type aligner struct {
	oldDraft, newDraft *text.Draft
	o                  Options
	old, new           []words
	groups             []group // what belongs together
	oldGroup, newGroup []int   // the group of each paragraph, or -1

	reader               *reader
	comparer             *comparer
	keys                 int                // how many numbers the lexicon gave
	rarity               []float64          // by key, once it is asked for
	oldSorted, newSorted [][]int32          // the words of each paragraph, once they are asked for
	compared             map[[2]int][]block // what a doubtful pair keeps
}

// group is one old and one new paragraph, or one and several.
type group struct {
	old, new []int
	told     bool // by lineage
	known    bool // by lineage, or equal and unique
	doubtful bool // another paragraph is nearly as alike
	backbone bool // stands in the order of its neighbours
}

// newAligner cuts both drafts into words.
func newAligner(old, new *text.Draft, o Options) *aligner {
	a := &aligner{oldDraft: old, newDraft: new, o: o, comparer: newComparer(), compared: make(map[[2]int][]block)}
	size := 0
	for _, d := range []*text.Draft{old, new} {
		for _, p := range d.Paragraphs {
			size += len(p.Text)
		}
	}
	a.reader = newReader(size)
	// A text that stands in both drafts is read once.
	seen := make(map[string]words, len(old.Paragraphs))
	read := func(d *text.Draft) ([]words, []int) {
		out, none := make([]words, len(d.Paragraphs)), make([]int, len(d.Paragraphs))
		for i, p := range d.Paragraphs {
			w, ok := seen[p.Text]
			if !ok || old.Language != new.Language {
				w = a.reader.read(p.Text, d.Language)
				seen[p.Text] = w
			}
			out[i], none[i] = w, -1
		}
		return out, none
	}
	a.old, a.oldGroup = read(old)
	a.new, a.newGroup = read(new)
	a.keys = len(a.reader.names)
	a.oldSorted, a.newSorted = make([][]int32, len(a.old)), make([][]int32, len(a.new))
	return a
}

// align makes the groups: what is known first, then what is equal, then what is
// alike, then halves of splits and merges, then what only its place tells. Pairs
// of very short paragraphs out of order come apart again before that.
func (a *aligner) align() {
	a.byLineage()
	if !a.o.ByLineageOnly {
		a.byText()
		a.byWords()
		a.dropLoose()
		a.byAnchor()
		a.besidePairs()
		a.byPlace()
		a.byAnchor()
	}
	a.findBackbone()
}

// pair makes a group of paragraphs that are in none yet.
func (a *aligner) pair(old, new []int, known bool) {
	for _, i := range old {
		a.oldGroup[i] = len(a.groups)
	}
	for _, j := range new {
		a.newGroup[j] = len(a.groups)
	}
	a.groups = append(a.groups, group{old: old, new: new, known: known})
}

// one pairs two paragraphs.
func (a *aligner) one(i, j int, known bool) { a.pair([]int{i}, []int{j}, known) }

// order numbers the stretches between the backbone: two free paragraphs with the
// same number stand at the same place. It finds the backbone anew.
func (a *aligner) order() (old, new []int) {
	a.findBackbone()
	number := func(groups []int) []int {
		out, n := make([]int, len(groups)), 0
		for i, g := range groups {
			if g >= 0 && a.groups[g].backbone {
				n++
			}
			out[i] = n
		}
		return out
	}
	// Halves of a split count more than once on one side: count groups instead.
	seenOld, seenNew := a.firsts(a.oldGroup), a.firsts(a.newGroup)
	return number(seenOld), number(seenNew)
}

// firsts gives the groups of one side with each named at its first member only.
func (a *aligner) firsts(groups []int) []int {
	out, seen := make([]int, len(groups)), make([]bool, len(a.groups))
	for i, g := range groups {
		out[i] = -1
		if g >= 0 && !seen[g] {
			out[i], seen[g] = g, true
		}
	}
	return out
}

// findBackbone marks the groups that stay in order: the heaviest run, by words.
func (a *aligner) findBackbone() {
	var pairs []weighted
	var of []int
	for _, g := range a.firsts(a.oldGroup) {
		if g < 0 {
			continue
		}
		k := &a.groups[g]
		k.backbone = false
		weight := int64(1)
		for _, i := range k.old {
			weight += int64(len(a.old[i].tokens))
		}
		pairs, of = append(pairs, weighted{k.old[0], k.new[0], weight}), append(of, g)
	}
	for _, i := range heaviest(pairs) {
		a.groups[of[i]].backbone = true
	}
}

// free tells whether neither paragraph has a partner.
func (a *aligner) free(i, j int) bool { return a.oldGroup[i] < 0 && a.newGroup[j] < 0 }
