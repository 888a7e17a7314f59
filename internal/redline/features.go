package redline

import (
	"math"
	"slices"
)

// The features by which paragraphs are told apart: words, and pairs of words
// that follow each other. A feature met in more than commonest paragraphs of one
// draft tells nothing, and leaving it out keeps the work near linear.
const commonest = 64

// bag is the features of one paragraph, each once, in order of their number.
type bag struct {
	features []int32
	weight   float64 // the sum of their weights
}

// index finds for a paragraph of the old draft those of the new that share
// rare words with it.
type index struct {
	weights  []float64 // by feature; 0 where it tells nothing
	old, new []bag
	postings [][]int32 // by feature, the new paragraphs that have it
}

// newIndex reads the paragraphs of both drafts that are still to be aligned;
// the others are nil.
func newIndex(old, new []*words) *index {
	x := &index{}
	numbers := make(map[uint64]int32)
	x.old = bagsOf(old, numbers)
	x.new = bagsOf(new, numbers)
	oldCount, newCount := make([]int32, len(numbers)), make([]int32, len(numbers))
	count(x.old, oldCount)
	count(x.new, newCount)
	x.weights = make([]float64, len(numbers))
	total := float64(len(old) + len(new))
	for f := range x.weights {
		o, n := oldCount[f], newCount[f]
		if o <= commonest && n <= commonest {
			x.weights[f] = math.Log(1 + total/float64(o+n))
		}
	}
	x.postings = make([][]int32, len(numbers))
	for p := range x.new {
		x.new[p].weigh(x.weights)
		for _, f := range x.new[p].features {
			if oldCount[f] > 0 {
				x.postings[f] = append(x.postings[f], int32(p))
			}
		}
	}
	for p := range x.old {
		x.old[p].weigh(x.weights)
	}
	return x
}

// bagsOf numbers the features of the paragraphs.
func bagsOf(paragraphs []*words, numbers map[uint64]int32) []bag {
	bags := make([]bag, len(paragraphs))
	for p, w := range paragraphs {
		if w == nil {
			continue
		}
		features := make([]int32, 0, len(w.keys))
		add := func(key uint64) {
			n, ok := numbers[key]
			if !ok {
				n = int32(len(numbers))
				numbers[key] = n
			}
			features = append(features, n)
		}
		last := uint64(0) // the word before, as number + 1
		for i, t := range w.tokens {
			if !t.IsWord() {
				continue
			}
			key := uint64(w.keys[i]) + 1
			add(key)
			if last > 0 {
				add(last<<32 | key)
			}
			last = key
		}
		slices.Sort(features)
		bags[p].features = slices.Compact(features)
	}
	return bags
}

// count counts in how many bags each feature is.
func count(bags []bag, counts []int32) {
	for _, b := range bags {
		for _, f := range b.features {
			counts[f]++
		}
	}
}

// weigh drops the features that tell nothing and sums up the others.
func (b *bag) weigh(weights []float64) {
	b.features = slices.DeleteFunc(b.features, func(f int32) bool { return weights[f] == 0 })
	for _, f := range b.features {
		b.weight += weights[f]
	}
}

// candidate is a pair of paragraphs that share rare words.
type candidate struct {
	old, new int
	// alike is the share of what both have that is in common, from 0 to 1;
	// inOld is the share of the new one that the old holds, inNew that of
	// the old one that the new holds.
	alike, inOld, inNew float64
}

// candidates gives all pairs that share more than a trace, by old and then by
// new paragraph. The sums run in order of the features, so they are the same
// on every run.
func (x *index) candidates() []candidate {
	const trace = 0.1
	var out []candidate
	shared := make([]float64, len(x.new))
	var touched []int32
	for p, b := range x.old {
		for _, f := range b.features {
			w := x.weights[f]
			for _, q := range x.postings[f] {
				if shared[q] == 0 {
					touched = append(touched, q)
				}
				shared[q] += w
			}
		}
		slices.Sort(touched)
		for _, q := range touched {
			s, o, n := shared[q], b.weight, x.new[q].weight
			shared[q] = 0
			c := candidate{old: p, new: int(q), alike: 2 * s / (o + n), inOld: s / n, inNew: s / o}
			if max(c.inOld, c.inNew) > trace {
				out = append(out, c)
			}
		}
		touched = touched[:0]
	}
	return out
}
