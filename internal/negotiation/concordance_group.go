package negotiation

import (
	"slices"

	"github.com/travaux/travaux/internal/redline"
)

// grouping divides paragraphs that belong together into groups with one paragraph on
// one side at least, as a comparison shows them: where a paragraph was split and a part
// of it merged with another, no more is known than that all belong together. There are
// as many pairs as there can be, and each of the others joins one of its partners; none
// is left out, and never do both of a pair get another, since these would make one
// pair more.
type grouping struct {
	from  [][]int // by new paragraph, the old ones that it comes from
	toOld []int   // by new paragraph, the old one that it is paired with; -1 for none
	toNew []int   // by old paragraph
	met   []int   // by old paragraph, for which new one, from 1, it was last looked at
}

// groupsOf gives the groups of the paragraphs of two drafts, by the first of each on
// the old side; olds is how many there are.
func groupsOf(from [][]int, olds int) []redline.Pair {
	g := &grouping{from, slices.Repeat([]int{-1}, len(from)), slices.Repeat([]int{-1}, olds), make([]int, olds)}
	for n := range from {
		g.pair(n, n+1)
	}
	return g.groups()
}

// pair finds a partner for a new paragraph, for which others may have to change theirs.
func (g *grouping) pair(n, round int) bool {
	for _, o := range g.from[n] {
		if g.met[o] == round {
			continue
		}
		g.met[o] = round
		if g.toNew[o] < 0 || g.pair(g.toNew[o], round) {
			g.toOld[n], g.toNew[o] = o, n
			return true
		}
	}
	return false
}

// groups adds to the pairs what is left over.
func (g *grouping) groups() []redline.Pair {
	var out []redline.Pair
	at := make([]int, len(g.toNew)) // by old paragraph, the place of its pair in out
	for o, n := range g.toNew {
		if n >= 0 {
			at[o] = len(out)
			out = append(out, redline.Pair{Old: []int{o}, New: []int{n}})
		}
	}
	into := make([][]int, len(g.toNew)) // by old paragraph without a partner, the new ones from it
	for n, olds := range g.from {
		for _, o := range olds {
			if g.toNew[o] < 0 {
				into[o] = append(into[o], n)
			}
		}
		if len(olds) > 0 && g.toOld[n] < 0 {
			p := &out[at[nearest(n, olds, g.toNew)]]
			p.New = append(p.New, n)
		}
	}
	for o, news := range into {
		if len(news) > 0 {
			p := &out[at[g.toOld[nearest(o, news, g.toOld)]]]
			p.Old = append(p.Old, o)
		}
	}
	for _, p := range out {
		slices.Sort(p.Old)
		slices.Sort(p.New)
	}
	slices.SortFunc(out, func(a, b redline.Pair) int { return a.Old[0] - b.Old[0] })
	return out
}

// nearest gives, of the partners that a paragraph may join, the one whose own partner
// stands nearest to it; the first of two.
func nearest(paragraph int, partners, own []int) int {
	distance := func(p int) int { return max(own[p]-paragraph, paragraph-own[p]) }
	return slices.MinFunc(partners, func(a, b int) int { return distance(a) - distance(b) })
}
