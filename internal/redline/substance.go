package redline

import (
	"math"
	"slices"
)

// What an edited pair must keep of its words, weighted by how rare they are.
const (
	keptOfBoth = 0.15 // of the words of both
	keptOfOne  = 0.35 // of the shorter one, where it went into a longer
)

// substance tells whether enough of two paragraphs stays, in the words that a
// reader would see as kept, for the one to be an edit of the other.
func (a *aligner) substance(i, j int) bool {
	o, n := &a.old[i], &a.new[j]
	blocks := readable(o, n, a.comparer.match(o, n))
	kept := 0.0
	for _, k := range blocks {
		kept += a.weight(o, k.a, k.a+k.n)
	}
	old, new := a.weight(o, 0, len(o.tokens)), a.weight(n, 0, len(n.tokens))
	if 2*kept < keptOfBoth*(old+new) && kept < keptOfOne*min(old, new) {
		return false
	}
	if a.o.Differ == nil {
		a.compared[[2]int{i, j}] = blocks
	}
	return true
}

// weight sums up how rare the words among the tokens [from, to) are.
func (a *aligner) weight(w *words, from, to int) float64 {
	a.weigh()
	sum := 0.0
	for i := from; i < to; i++ {
		if w.tokens[i].IsWord() {
			sum += a.rarity[w.keys[i]]
		}
	}
	return sum
}

// weigh finds how rare each word is: the fewer paragraphs have it, the more it
// tells.
func (a *aligner) weigh() {
	if a.rarity != nil {
		return
	}
	in, last := make([]int32, a.keys), make([]int32, a.keys)
	n := int32(0)
	for _, all := range [][]words{a.old, a.new} {
		for p := range all {
			n++
			for i, key := range all[p].keys {
				if all[p].tokens[i].IsWord() && last[key] != n {
					in[key]++
					last[key] = n
				}
			}
		}
	}
	a.rarity = make([]float64, a.keys)
	for key, count := range in {
		if count > 0 {
			a.rarity[key] = math.Log(1 + float64(n)/float64(count))
		}
	}
}

// inCommon gives the share of the words of two paragraphs that both have,
// weighted by how rare they are, from 0 to 1; that of all their tokens where they
// have no words.
func (a *aligner) inCommon(i, j int) float64 {
	a.weigh()
	ka, kb := a.sorted(&a.oldSorted[i], &a.old[i]), a.sorted(&a.newSorted[j], &a.new[j])
	if len(ka) == 0 && len(kb) == 0 {
		return inCommon(&a.old[i], &a.new[j])
	}
	shared, y := 0.0, 0
	for _, k := range ka {
		for y < len(kb) && kb[y] < k {
			y++
		}
		if y < len(kb) && kb[y] == k {
			shared += a.rarity[k]
			y++
		}
	}
	o, n := &a.old[i], &a.new[j]
	return 2 * shared / (a.weight(o, 0, len(o.tokens)) + a.weight(n, 0, len(n.tokens)))
}

// sorted gives the keys of the words in order, and remembers them.
func (a *aligner) sorted(at *[]int32, w *words) []int32 {
	if *at == nil {
		*at = wordKeys(w)
		slices.Sort(*at)
	}
	return *at
}
