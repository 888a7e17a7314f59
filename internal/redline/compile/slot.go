package compile

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// slot is a stretch of the base that some want otherwise.
type slot struct {
	start, end int      // bytes of the base
	texts      []string // what stands there: in the base first, then in each variant
}

// builder finds the slots of one paragraph.
type builder struct {
	base, language string
	all            []variant
	names          []string         // of all who propose, in order
	edits          [][]redline.Edit // of each variant, on the bounds of words
	bounds         []int            // where tokens of the base begin, and its length
	word           []bool           // by token
	partner        map[int]int      // of each bracket glyph of the base that has one, by byte
	slots          []slot
}

func newBuilder(base string, all []variant, names []string, language string) *builder {
	edits := make([][]redline.Edit, len(all))
	for i, v := range all {
		edits[i] = phrases(base, v.text, language)
	}
	return builderOf(base, all, edits, names, language)
}

// builderOf makes a builder of edits that are known.
func builderOf(base string, all []variant, edits [][]redline.Edit, names []string, language string) *builder {
	b := &builder{base: base, language: language, all: all, names: names, edits: edits, partner: make(map[int]int)}
	var open []int
	for _, t := range text.Tokens(base, language) {
		b.bounds, b.word = append(b.bounds, t.Start), append(b.word, t.IsWord())
		switch {
		case base[t.Start] == '[':
			open = append(open, t.Start)
		case base[t.Start] == ']' && len(open) > 0:
			k := len(open) - 1
			b.partner[t.Start], b.partner[open[k]] = open[k], t.Start
			open = open[:k]
		}
	}
	b.bounds = append(b.bounds, len(base))
	b.gather()
	return b
}

// phrases gives what a variant changes, in phrases as a reader sees them.
func phrases(base, wanted, language string) []redline.Edit {
	var out []redline.Edit
	at := 0
	for _, s := range (redline.Default{}).Diff(base, wanted, language) {
		switch s.Op {
		case redline.Equal:
			at += len(s.Text)
		case redline.Delete:
			out = append(out, redline.Edit{Start: at, End: at + len(s.Text)})
			at += len(s.Text)
		case redline.Insert:
			if n := len(out); n > 0 && out[n-1].End == at {
				out[n-1].Insert += s.Text
			} else {
				out = append(out, redline.Edit{Start: at, End: at, Insert: s.Text})
			}
		}
	}
	return out
}

// gather makes slots of the edits of all: those that touch are one.
func (b *builder) gather() {
	var spans []redline.Edit
	for _, list := range b.edits {
		spans = append(spans, list...)
	}
	slices.SortFunc(spans, func(x, y redline.Edit) int { return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End)) })
	for _, e := range spans {
		if n := len(b.slots); n > 0 && e.Start <= b.slots[n-1].end {
			b.slots[n-1].end = max(b.slots[n-1].end, e.End)
			continue
		}
		b.slots = append(b.slots, slot{start: e.Start, end: e.End})
	}
	next := make([]int, len(b.edits))
	for i := range b.slots {
		s := &b.slots[i]
		s.texts = append(s.texts, b.base[s.start:s.end])
		for v, list := range b.edits {
			var w strings.Builder
			at := s.start
			for ; next[v] < len(list) && list[next[v]].End <= s.end; next[v]++ {
				e := list[next[v]]
				w.WriteString(b.base[at:e.Start])
				w.WriteString(e.Insert)
				at = e.End
			}
			w.WriteString(b.base[at:s.end])
			s.texts = append(s.texts, w.String())
		}
	}
}

// settle widens and joins slots until each reads as a person would have typed it.
// Steps are bounded: where they do not come to an end, one slot is the paragraph.
func (b *builder) settle() {
	steps := 8*len(b.bounds) + 8*len(b.slots)
	for i := 0; i < len(b.slots); steps-- {
		switch {
		case steps < 0:
			b.widenWhole()
			return
		case i > 0 && b.near(i):
			b.join(i)
			i--
		case !b.mend(i):
			i++
		case i > 0:
			i-- // what was mended may have come near the one before
		}
	}
}

// near tells whether slot i and the one before it stand so close that a reader
// takes them as one: at most one word between, and no end of a sentence.
func (b *builder) near(i int) bool {
	gap := b.base[b.slots[i-1].end:b.slots[i].start]
	return strings.TrimSpace(gap) == "" || text.Words(gap, b.language) < 2 && !strings.ContainsAny(gap, ".;:!?。；：！？؛؟\n[]")
}

// join makes one of slot i and the one before it.
func (b *builder) join(i int) {
	p, s := &b.slots[i-1], &b.slots[i]
	gap := b.base[p.end:s.start]
	for k := range p.texts {
		p.texts[k] += gap + s.texts[k]
	}
	p.end = s.end
	b.slots = slices.Delete(b.slots, i, i+1)
}

// extend widens slot i to a stretch of the base; what it meets it takes in. It
// gives false where it is that wide already.
func (b *builder) extend(i, start, end int) bool {
	s := b.slots[i]
	if start >= s.start && end <= s.end {
		return false
	}
	from, to := i, i
	for from > 0 && b.slots[from-1].end >= start {
		from--
	}
	for to+1 < len(b.slots) && b.slots[to+1].start <= end {
		to++
	}
	for ; to > from; to-- {
		b.join(to)
	}
	w := &b.slots[from]
	ahead, behind := b.base[min(start, w.start):w.start], b.base[w.end:max(end, w.end)]
	for k := range w.texts {
		w.texts[k] = ahead + w.texts[k] + behind
	}
	w.start, w.end = min(start, w.start), max(end, w.end)
	return true
}

// left widens slot i by a word towards the beginning, as far as no bracket without
// a partner stands in the way.
func (b *builder) left(i int) bool {
	at := b.slots[i].start
	k := sort.SearchInts(b.bounds, at) - 1
	for from := at; k >= 0; k-- {
		start := b.bounds[k]
		if c := b.base[start]; c == '[' || c == ']' {
			if _, ok := b.partner[start]; !ok {
				return b.extend(i, from, at)
			}
		}
		if from = start; b.word[k] || k == 0 && strings.TrimSpace(b.base[:at]) != "" {
			return b.extend(i, start, at)
		}
	}
	return false
}

// right widens slot i by a word towards the end, in the same way.
func (b *builder) right(i int) bool {
	at := b.slots[i].end
	k := max(sort.SearchInts(b.bounds, at+1)-1, 0)
	for to := at; k < len(b.word); k++ {
		start, end := b.bounds[k], b.bounds[k+1]
		if c := b.base[start]; c == '[' || c == ']' {
			if _, ok := b.partner[start]; !ok {
				return b.extend(i, at, to)
			}
		}
		if to = end; b.word[k] || k == len(b.word)-1 && strings.TrimSpace(b.base[at:]) != "" {
			return b.extend(i, at, end)
		}
	}
	return false
}

// widenAt widens the slot nearest to a piece.
func (b *builder) widenAt(pieces []Piece, at int) bool {
	k := 0
	for _, p := range pieces[:min(at, len(pieces))] {
		if len(p.Options) > 0 {
			k++
		}
	}
	if len(b.slots) == 0 {
		return false
	}
	k = min(k, len(b.slots)-1)
	start := b.slots[k].start
	wider := b.left(k)
	if wider { // it may have taken in the slot before
		k = slices.IndexFunc(b.slots, func(s slot) bool { return s.end >= start })
	}
	if !b.right(k) && !wider {
		return false
	}
	b.settle()
	return true
}

// whole tells whether one slot covers the paragraph.
func (b *builder) whole() bool {
	return len(b.slots) == 1 && b.slots[0].start == 0 && b.slots[0].end == len(b.base)
}

// widenWhole makes one slot of the paragraph.
func (b *builder) widenWhole() {
	s := slot{end: len(b.base), texts: []string{b.base}}
	for _, v := range b.all {
		s.texts = append(s.texts, v.text)
	}
	b.slots = []slot{s}
}
