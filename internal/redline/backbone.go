package redline

// weighted is a pair of places, one in the old and one in the new, and what it
// counts.
type weighted struct {
	old, new int
	weight   int64
}

// heaviest gives the indexes of the pairs that make up the heaviest run in which
// both places rise. The pairs are sorted by old place, and no place comes twice.
// Of equally heavy runs the one that ends first in the new text wins, so that the
// result depends on the pairs alone. It takes n log n steps.
func heaviest(pairs []weighted) []int {
	size := 0
	for _, p := range pairs {
		size = max(size, p.new+1)
	}
	tree := make([]int, size+1) // a Fenwick tree of the best run that ends at or before a place, as index + 1
	total := make([]int64, len(pairs))
	before := make([]int, len(pairs))
	better := func(i, j int) bool { // whether run i - 1 beats run j - 1
		return j == 0 || i > 0 && total[i-1] > total[j-1]
	}
	for i, p := range pairs {
		best := 0
		for k := p.new; k > 0; k -= k & -k {
			if better(tree[k], best) {
				best = tree[k]
			}
		}
		total[i], before[i] = p.weight, best-1
		if best > 0 {
			total[i] += total[best-1]
		}
		for k := p.new + 1; k <= size; k += k & -k {
			if better(i+1, tree[k]) {
				tree[k] = i + 1
			}
		}
	}
	best := 0
	for k := size; k > 0; k -= k & -k {
		if better(tree[k], best) {
			best = tree[k]
		}
	}
	var out []int
	for i := best - 1; i >= 0; i = before[i] {
		out = append(out, i)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
