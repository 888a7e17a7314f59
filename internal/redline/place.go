package redline

import "slices"

// byPlace pairs what only its place tells: between the same neighbours, lines
// that have no words but a label, and paragraphs that still share some words.
func (a *aligner) byPlace() {
	oldOrder, newOrder := a.order()
	places := make(map[int][]int)
	for i, n := range oldOrder {
		if a.oldGroup[i] < 0 {
			places[n] = append(places[n], i)
		}
	}
	for j := 0; j < len(a.new); {
		from := j
		for j < len(a.new) && newOrder[j] == newOrder[from] {
			j++
		}
		var free []int
		for k := from; k < j; k++ {
			if a.newGroup[k] < 0 {
				free = append(free, k)
			}
		}
		if old := places[newOrder[from]]; len(old) > 0 && len(free) > 0 {
			a.inOrder(old, free)
		}
	}
}

// inOrder pairs free paragraphs at one place, in order, so that as many words as
// possible stay. Larger places are cut to what a person could oversee.
func (a *aligner) inOrder(old, new []int) {
	const most = 64
	old, new = old[:min(len(old), most)], new[:min(len(new), most)]
	var pairs []weighted
	scores := make([][]int64, len(old)+1)
	for x := range scores {
		scores[x] = make([]int64, len(new)+1)
	}
	score := func(x, y int) int64 { return a.placeScore(old[x], new[y]) }
	own := make([][]int64, len(old))
	for x := len(old) - 1; x >= 0; x-- {
		own[x] = make([]int64, len(new))
		for y := len(new) - 1; y >= 0; y-- {
			own[x][y] = score(x, y)
			best := max(scores[x+1][y], scores[x][y+1])
			if own[x][y] > 0 {
				best = max(best, own[x][y]+scores[x+1][y+1])
			}
			scores[x][y] = best
		}
	}
	for x, y := 0, 0; x < len(old) && y < len(new); {
		switch {
		case own[x][y] > 0 && scores[x][y] == own[x][y]+scores[x+1][y+1]:
			pairs = append(pairs, weighted{old[x], new[y], own[x][y]})
			x, y = x+1, y+1
		case scores[x][y] == scores[x+1][y]:
			x++
		default:
			y++
		}
	}
	for _, p := range pairs {
		if a.old[p.old].text == "" || a.onlyHeading(p.old, p.new) || a.substance(p.old, p.new) {
			a.one(p.old, p.new, false)
			a.groups[len(a.groups)-1].doubtful = true
		}
	}
}

// placeScore tells how well two paragraphs at the same place fit, 0 for not.
func (a *aligner) placeScore(i, j int) int64 {
	o, n := &a.old[i], &a.new[j]
	needs := a.needs(i, j)
	if o.text == "" || n.text == "" {
		switch {
		case o.text != n.text || needs > 1:
			return 0
		case a.oldDraft.Paragraphs[i].Label == a.newDraft.Paragraphs[j].Label:
			return 3
		}
		return 1
	}
	if needs > 1 {
		return 0
	}
	if s := a.inCommon(i, j); s >= max(alikeHere, needs) {
		return 1 + int64(1000*s)
	}
	if a.onlyHeading(i, j) {
		return 1
	}
	return 0
}

// onlyHeading tells whether two very short headings with the same label stand
// between the same pairs: then the one became the other, whatever it says.
func (a *aligner) onlyHeading(i, j int) bool {
	old, new := &a.oldDraft.Paragraphs[i], &a.newDraft.Paragraphs[j]
	if natureOf(old) != heading || natureOf(new) != heading || old.Label != new.Label || !a.old[i].short() || !a.new[j].short() {
		return false
	}
	for _, step := range []int{-1, 1} {
		x, y := i+step, j+step
		if x < 0 || y < 0 || x >= len(a.old) || y >= len(a.new) || a.oldGroup[x] < 0 || a.oldGroup[x] != a.newGroup[y] {
			return false
		}
	}
	return true
}

// inCommon gives the share of words, counted as often as they stand, that two
// texts have in common, from 0 to 1. Texts without words are compared by all
// their tokens.
func inCommon(a, b *words) float64 {
	ka, kb := wordKeys(a), wordKeys(b)
	if len(ka) == 0 && len(kb) == 0 {
		ka, kb = slices.Clone(a.keys), slices.Clone(b.keys)
	}
	if len(ka)+len(kb) == 0 {
		return 1
	}
	slices.Sort(ka)
	slices.Sort(kb)
	n, j := 0, 0
	for _, k := range ka {
		for j < len(kb) && kb[j] < k {
			j++
		}
		if j < len(kb) && kb[j] == k {
			n, j = n+1, j+1
		}
	}
	return 2 * float64(n) / float64(len(ka)+len(kb))
}

// wordKeys gives the keys of the words alone.
func wordKeys(w *words) []int32 {
	out := make([]int32, 0, w.n)
	for i, t := range w.tokens {
		if t.IsWord() {
			out = append(out, w.keys[i])
		}
	}
	return out
}
