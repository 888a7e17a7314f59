package redline

import "github.com/travaux/travaux/internal/text"

// The search for what two texts have in common counts every token alike, so
// between "women and girls" and "women, girls and men" it may keep "and" where a
// reader would keep "girls". Where changes are parted only by words that link, the
// stretch is matched again by what the words weigh.
const (
	weightMatter = 6
	weightLink   = 2
	weightSign   = 1
	// Longer stretches are left as they are: their words weigh out by number.
	longestStretch = 60
)

// realigner matches signs, which are tokens but the spaces.
type realigner struct {
	a, b     *words
	atA, atB []int32 // the places of the signs
}

// weight tells what it is worth to keep a token of the old text.
func (r *realigner) weight(i int) int {
	switch at := int(r.atA[i]); {
	case !r.a.tokens[at].IsWord():
		return weightSign
	case r.a.links(at) || r.a.digits(at, 1, 2):
		return weightLink // a small number often stands elsewhere by chance
	}
	return weightMatter
}

// realign gives the blocks with weak ones among changes replaced by weightier ones.
func (r *realigner) realign(blocks []block) []block {
	out := make([]block, 0, len(blocks))
	for i := 0; i < len(blocks); {
		j := i
		for j < len(blocks) && r.weak(blocks[j]) {
			j++
		}
		if j == i {
			out = append(out, blocks[i])
			i++
			continue
		}
		from, to := block{}, block{len(r.atA), len(r.atB), 0}
		if i > 0 {
			from = blocks[i-1]
		}
		if j < len(blocks) {
			to = blocks[j]
		}
		out = append(out, r.stretch(blocks[i:j], from.a+from.n, to.a, from.b+from.n, to.b)...)
		i = j
	}
	return out
}

// weak tells whether a block is a few tokens without matter and without brackets.
func (r *realigner) weak(k block) bool {
	const few = 3
	if k.n > few {
		return false
	}
	for i := k.a; i < k.a+k.n; i++ {
		at := r.atA[i]
		if r.weight(i) == weightMatter || r.a.tokens[at].Class == text.Bracket || r.a.tokens[at].Class == text.Space {
			return false
		}
	}
	return true
}

// stretch matches the tokens [fromA, toA) and [fromB, toB) by weight and gives the
// blocks that weigh more than those given, or those given.
func (r *realigner) stretch(given []block, fromA, toA, fromB, toB int) []block {
	n, m := toA-fromA, toB-fromB
	if n+m > longestStretch || r.bracketed(fromA, toA, fromB, toB) {
		return given
	}
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if r.same(fromA+i, fromB+j) {
				best[i][j] = max(best[i][j], best[i+1][j+1]+r.weight(fromA+i))
			}
		}
	}
	now := 0
	for _, k := range given {
		for i := range k.n {
			now += r.weight(k.a + i)
		}
	}
	if best[0][0] <= now {
		return given
	}
	var found matcher
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case r.same(fromA+i, fromB+j) && best[i][j] == best[i+1][j+1]+r.weight(fromA+i):
			found.add(fromA+i, fromB+j, 1)
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return found.blocks
}

// same tells whether two tokens match.
func (r *realigner) same(i, j int) bool { return r.a.keys[r.atA[i]] == r.b.keys[r.atB[j]] }

// bracketed tells whether a bracket is among the tokens: where brackets come and
// go, words are not matched anew.
func (r *realigner) bracketed(fromA, toA, fromB, toB int) bool {
	for i := fromA; i < toA; i++ {
		if r.a.tokens[r.atA[i]].Class == text.Bracket {
			return true
		}
	}
	for j := fromB; j < toB; j++ {
		if r.b.tokens[r.atB[j]].Class == text.Bracket {
			return true
		}
	}
	return false
}
