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
	sorted   []int32 // the features by number, once they are asked for
}

// index finds for a paragraph of the old draft those of the new that share
// rare words with it.
type index struct {
	terms    []term // by feature
	old, new []bag
	postings []int32 // new paragraphs, those that have one feature together and in order
}

// term is what a feature tells, 0 where that is nothing, and which of the postings
// are its own.
type term struct {
	weight   float64
	from, to int32
}

// newIndex reads the paragraphs of both drafts that are still to be aligned;
// the others are nil. Their words have so many different keys.
func newIndex(old, new []*words, keys int, multiplier uint64) *index {
	r := newFeatureReader(slices.Concat(old, new), keys, multiplier)
	x := &index{old: r.bags(old, 0), new: r.bags(new, 1), terms: make([]term, len(r.features))}
	// Many features are in as many paragraphs: the logarithms are few.
	var logs [2*commonest + 1]float64
	total := float64(len(old) + len(new))
	at := int32(0)
	for f, k := range r.features {
		o, n := k.held[0], k.held[1]
		if o > commonest || n > commonest {
			continue
		}
		if logs[o+n] == 0 {
			logs[o+n] = math.Log(1 + total/float64(o+n))
		}
		x.terms[f] = term{logs[o+n], at, at}
		if o > 0 {
			at += int32(n)
		}
	}
	x.postings = make([]int32, at)
	for p := range x.old {
		x.weigh(&x.old[p])
	}
	for p := range x.new {
		x.weigh(&x.new[p])
		for _, f := range x.new[p].features {
			if t := &x.terms[f]; r.features[f].held[0] > 0 {
				x.postings[t.to] = int32(p)
				t.to++
			}
		}
	}
	return x
}

// weigh drops the features that tell nothing and sums up the others.
func (x *index) weigh(b *bag) {
	telling := b.features[:0]
	for _, f := range b.features {
		if w := x.terms[f].weight; w > 0 {
			telling = append(telling, f)
			b.weight += w
		}
	}
	b.features = telling
}

// featureReader numbers features in order of appearance.
type featureReader struct {
	features []feature
	words    []int32 // by key of a word, its feature + 1
	// pairs is a hash table of the pairs' features + 1, never quite full. A random
	// multiplier spreads them, so that no text can be written that makes it slow.
	pairs      []int32
	multiplier uint64
	shift      int
	room       []int32 // for the features of all paragraphs
	read       int32   // how many paragraphs were read
}

// feature is a word or two words that follow each other.
type feature struct {
	pair uint64   // the keys of the two words
	last int32    // the last paragraph that had it
	held [2]uint8 // how many old and new paragraphs have it, counted up to commonest + 1
}

// newFeatureReader gives a reader for those paragraphs.
func newFeatureReader(paragraphs []*words, keys int, multiplier uint64) *featureReader {
	n, size := 0, 6
	for _, w := range paragraphs {
		if w != nil {
			n += w.n
		}
	}
	for 1<<size < n+n/4 {
		size++
	}
	return &featureReader{
		features:   make([]feature, 0, n),
		words:      make([]int32, keys),
		pairs:      make([]int32, 1<<size),
		multiplier: multiplier | 1,
		shift:      64 - size,
		room:       make([]int32, 0, 2*n),
	}
}

// bags gives the features of the paragraphs of one side.
func (r *featureReader) bags(paragraphs []*words, side int) []bag {
	bags := make([]bag, len(paragraphs))
	for p, w := range paragraphs {
		if w == nil {
			continue
		}
		r.read++
		from, before := len(r.room), int32(-1)
		for i, t := range w.tokens {
			if !t.IsWord() {
				continue
			}
			key := w.keys[i]
			r.add(r.word(key), side)
			if before >= 0 {
				r.add(r.pair(before, key), side)
			}
			before = key
		}
		bags[p].features = r.room[from:len(r.room):len(r.room)]
	}
	return bags
}

// add adds a feature to the paragraph in hand, unless it has it.
func (r *featureReader) add(f int32, side int) {
	k := &r.features[f]
	if k.last == r.read {
		return
	}
	k.last = r.read
	k.held[side] = min(k.held[side]+1, commonest+1)
	r.room = append(r.room, f)
}

// word gives the feature of a word.
func (r *featureReader) word(key int32) int32 {
	if r.words[key] == 0 {
		r.features = append(r.features, feature{})
		r.words[key] = int32(len(r.features))
	}
	return r.words[key] - 1
}

// pair gives the feature of two words that follow each other.
func (r *featureReader) pair(a, b int32) int32 {
	key, mask := uint64(a)<<32|uint64(b), len(r.pairs)-1
	i := int(key * r.multiplier >> r.shift)
	for ; r.pairs[i] > 0; i = (i + 1) & mask {
		if f := r.pairs[i] - 1; r.features[f].pair == key {
			return f
		}
	}
	r.features = append(r.features, feature{pair: key})
	r.pairs[i] = int32(len(r.features))
	return r.pairs[i] - 1
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
			t := x.terms[f]
			for _, q := range x.postings[t.from:t.to] {
				if shared[q] == 0 {
					touched = append(touched, q)
				}
				shared[q] += t.weight
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
