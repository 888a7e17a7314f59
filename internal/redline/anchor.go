package redline

// The bounds of one run of go-diff: its time grows with the product of length
// and difference. Longer texts are first parted at anchors, and an anchor is
// looked for in a part of a part at most so often.
const (
	longTexts = 6000 // tokens of both texts
	deepest   = 12
)

// anchorLengths are the lengths of the phrases at which long texts are parted, in
// the order they are tried: phrases of four tokens are seldom alike by chance,
// longer ones part texts that repeat themselves, shorter ones texts that were
// changed all over.
var anchorLengths = [...]int{4, 8, 16, 32, 64, 2, 1}

// middle adds the blocks of texts that begin and end differently.
func (m *matcher) middle(a, b []int32, x, y int) {
	if len(a)+len(b) <= longTexts {
		m.run(a, b, x, y)
		return
	}
	var anchors []block
	if m.depth < deepest {
		anchors = phrasesOnce(a, b)
	}
	if len(anchors) == 0 {
		m.stretches(a, b, x, y)
		return
	}
	m.depth++
	i, j := 0, 0
	for _, k := range append(anchors, block{len(a), len(b), 0}) {
		m.match(a[i:k.a], b[j:k.b], x+i, y+j)
		m.add(x+k.a, y+k.b, k.n)
		i, j = k.a+k.n, k.b+k.n
	}
	m.depth--
}

// stretches parts texts without a phrase in common that each has once into
// stretches of equal share. What it finds is right but may be less than there is;
// texts that people write do not come here.
func (m *matcher) stretches(a, b []int32, x, y int) {
	n := (len(a)+len(b))/longTexts + 1
	for k := range n {
		fromA, toA := len(a)*k/n, len(a)*(k+1)/n
		fromB, toB := len(b)*k/n, len(b)*(k+1)/n
		if fromA < toA && fromB < toB {
			m.run(a[fromA:toA], b[fromB:toB], x+fromA, y+fromB)
		}
	}
}

// phrasesOnce gives places, in order, where both texts have a phrase that each has
// exactly once; only the first token of each phrase, as phrases overlap.
func phrasesOnce(a, b []int32) []block {
	// Phrases are numbered by doubling: two halves that are equal are one phrase.
	ranks := map[int][2][]int32{1: {a, b}}
	for n := 1; n < 4; n *= 2 {
		ranks[2*n] = doubled(ranks[n], n)
	}
	for _, n := range anchorLengths {
		r, ok := ranks[n]
		if !ok {
			r = doubled(ranks[n/2], n/2)
			ranks[n] = r
		}
		if found := commonOnce(r[0], r[1]); len(found) > 0 {
			return found
		}
	}
	return nil
}

// doubled numbers the phrases of 2n tokens of both texts from those of n.
func doubled(ranks [2][]int32, n int) (out [2][]int32) {
	numbers := make(map[[2]int32]int32, len(ranks[0]))
	for side, r := range ranks {
		if len(r) <= n {
			continue
		}
		out[side] = make([]int32, len(r)-n)
		for i := range out[side] {
			key := [2]int32{r[i], r[i+n]}
			number, ok := numbers[key]
			if !ok {
				number = int32(len(numbers))
				numbers[key] = number
			}
			out[side][i] = number
		}
	}
	return out
}

// commonOnce gives the longest run, in order, of keys that each side has exactly
// once.
func commonOnce(a, b []int32) []block {
	type place struct{ a, b, count int32 }
	places := make(map[int32]place, len(a))
	for i, k := range a {
		p, ok := places[k]
		if !ok {
			p = place{a: int32(i), b: -1}
		} else {
			p.count += 2
		}
		places[k] = p
	}
	for j, k := range b {
		if p, ok := places[k]; ok {
			p.b = int32(j)
			p.count++
			places[k] = p
		}
	}
	var pairs []weighted
	for i, k := range a {
		if p := places[k]; p.count == 1 && int(p.a) == i {
			pairs = append(pairs, weighted{i, int(p.b), 1})
		}
	}
	var out []block
	for _, p := range heaviest(pairs) {
		out = append(out, block{pairs[p].old, pairs[p].new, 1})
	}
	return out
}
