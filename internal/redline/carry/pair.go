package carry

import (
	"slices"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// alignment tells which paragraphs continue which.
type alignment struct {
	groups   []group
	old, new []int // the group of each paragraph, or -1
}

// group is some paragraphs of old that became some of new.
type group struct {
	old, new []int
	sure     bool
}

// alignParagraphs pairs the paragraphs of both texts.
func alignParagraphs(old, new *side, lineage []redline.Pair) *alignment {
	a := &alignment{old: none(len(old.draft.Paragraphs)), new: none(len(new.draft.Paragraphs))}
	lineage = append(slices.Clone(lineage), glued(old, new)...)
	for _, l := range redline.Align(&old.draft, &new.draft, redline.Options{Lineage: lineage}) {
		equal := len(l.Old) == 1 && len(l.New) == 1 && old.letters(l.Old[0]) == new.letters(l.New[0])
		a.add(l.Old, l.New, l.Sure || equal)
	}
	a.besideEqual(old, new)
	return a
}

// glued pairs paragraphs that have the same letters, as no others have, but not the
// same words: "people[s]" and "peoples". To redline.Align they would be strangers.
func glued(old, new *side) []redline.Pair {
	all := func(s *side) []int {
		out := make([]int, len(s.draft.Paragraphs))
		for i := range out {
			out[i] = i
		}
		return out
	}
	keyed := func(s *side) func(i int) (key, bool) {
		return func(i int) (key, bool) { k := s.letters(i); return k, k.bytes > 0 }
	}
	var out []redline.Pair
	for _, x := range bunches(all(old), all(new), keyed(old), keyed(new)) {
		if len(x.old) != 1 || len(x.new) != 1 {
			continue
		}
		p, q := old.draft.Paragraphs[x.old[0]], new.draft.Paragraphs[x.new[0]]
		if p.Text != q.Text && mayContinue(&p, &q) {
			out = append(out, redline.Pair{Old: x.old, New: x.new})
		}
	}
	return out
}

// mayContinue tells whether nothing speaks against it that q continues p.
func mayContinue(p, q *text.Paragraph) bool {
	return (p.ID == "" || q.ID == "" || p.ID == q.ID) && (p.Kind == text.Footnote) == (q.Kind == text.Footnote)
}

func (a *alignment) add(old, new []int, sure bool) {
	for _, i := range old {
		a.old[i] = len(a.groups)
	}
	for _, j := range new {
		a.new[j] = len(a.groups)
	}
	a.groups = append(a.groups, group{old, new, sure})
}

// besideEqual pairs paragraphs that stand beside a pair and have the same letters:
// "[ ]" has no words to pair it by, and "people[s]" has others than "peoples".
func (a *alignment) besideEqual(oldSide, newSide *side) {
	old, new := oldSide.draft.Paragraphs, newSide.draft.Paragraphs
	try := func(i, j int) {
		if i < 0 || j < 0 || i >= len(old) || j >= len(new) || a.old[i] >= 0 || a.new[j] >= 0 {
			return
		}
		if oldSide.letters(i) == newSide.letters(j) && mayContinue(&old[i], &new[j]) {
			a.add([]int{i}, []int{j}, true)
		}
	}
	beside := func(i, step int) int { // the partner of the paragraph before or behind i, and then the next
		switch {
		case i < 0:
			return 0
		case i == len(old):
			return len(new) - 1
		case a.old[i] < 0:
			return -1
		case step > 0:
			g := a.groups[a.old[i]].new
			return g[len(g)-1] + 1
		}
		return a.groups[a.old[i]].new[0] - 1
	}
	for i := range old {
		try(i, beside(i-1, 1))
	}
	for i := len(old) - 1; i >= 0; i-- {
		try(i, beside(i+1, -1))
	}
}

// together tells whether two paragraphs are known or found to continue each other.
func (a *alignment) together(i, j int) bool { return a.old[i] >= 0 && a.old[i] == a.new[j] }

// sure tells whether it is beyond doubt what the old paragraph became.
func (a *alignment) sure(i int) bool { return a.old[i] >= 0 && a.groups[a.old[i]].sure }

// none gives n times -1.
func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}
