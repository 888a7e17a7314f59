package redline

import (
	"math"
	"slices"
)

// The features by which paragraphs are told apart: words, and pairs of words
// that follow each other. A feature met in more than commonest paragraphs of one
// draft tells nothing, and leaving it out keeps the work near linear.
const commonest = 64

// bag is the features of one paragraph, each once, in the order in which they
// stand in it.
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
	var r featureReader
	r.pairs = make(map[uint64]int32)
	x.old = r.bags(old)
	x.new = r.bags(new)
	features := len(r.last)
	oldCount, newCount := make([]int32, features), make([]int32, features)
	count(x.old, oldCount)
	count(x.new, newCount)
	x.weights = make([]float64, features)
	total := float64(len(old) + len(new))
	for f := range x.weights {
		o, n := oldCount[f], newCount[f]
		if o <= commonest && n <= commonest {
			x.weights[f] = math.Log(1 + total/float64(o+n))
		}
	}
	x.postings = make([][]int32, features)
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

// featureReader numbers features in order of appearance.
type featureReader struct {
	words []int32          // by key of a word, its feature + 1
	pairs map[uint64]int32 // by the keys of two words
	last  []int32          // by feature, the last paragraph that had it, as number + 1
	read  int32            // how many paragraphs were read
}

// bags gives the features of the paragraphs.
func (r *featureReader) bags(paragraphs []*words) []bag {
	bags := make([]bag, len(paragraphs))
	for p, w := range paragraphs {
		if w == nil {
			continue
		}
		r.read++
		features := make([]int32, 0, len(w.keys))
		add := func(f int32) {
			if r.last[f] != r.read {
				r.last[f] = r.read
				features = append(features, f)
			}
		}
		before := int32(-1)
		for i, t := range w.tokens {
			if !t.IsWord() {
				continue
			}
			key := w.keys[i]
			add(r.word(key))
			if before >= 0 {
				add(r.pair(before, key))
			}
			before = key
		}
		bags[p].features = features
	}
	return bags
}

// word gives the feature of a word.
func (r *featureReader) word(key int32) int32 {
	for int(key) >= len(r.words) {
		r.words = append(r.words, 0)
	}
	if r.words[key] == 0 {
		r.last = append(r.last, 0)
		r.words[key] = int32(len(r.last))
	}
	return r.words[key] - 1
}

// pair gives the feature of two words that follow each other.
func (r *featureReader) pair(a, b int32) int32 {
	key := uint64(a)<<32 | uint64(b)
	f, ok := r.pairs[key]
	if !ok {
		f = int32(len(r.last))
		r.last = append(r.last, 0)
		r.pairs[key] = f
	}
	return f
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
// new paragraph. The sums run in the order of the old text, so they are the same
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
		from := len(out)
		for _, q := range touched {
			s, o, n := shared[q], b.weight, x.new[q].weight
			shared[q] = 0
			c := candidate{old: p, new: int(q), alike: 2 * s / (o + n), inOld: s / n, inNew: s / o}
			if max(c.inOld, c.inNew) > trace {
				out = append(out, c)
			}
		}
		touched = touched[:0]
		slices.SortFunc(out[from:], func(a, b candidate) int { return a.new - b.new })
	}
	return out
}
