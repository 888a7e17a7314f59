package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
	"github.com/travaux/travaux/internal/text"
)

// Default is the word comparer in use: words are matched by go-diff without a
// timeout, then the changes are made readable. Its zero value is ready.
type Default struct{}

// Diff compares two texts word by word; see Differ. Words are those of
// text.Tokens, and none is ever cut.
func (Default) Diff(old, new, language string) []Segment {
	r := newReader(len(old) + len(new))
	a, b := r.read(old, language), r.read(new, language)
	return newComparer().segments(&a, &b)
}

// minimal compares two texts and leaves the changes as small as they can be.
func minimal(old, new, language string) []Segment {
	r := newReader(len(old) + len(new))
	a, b := r.read(old, language), r.read(new, language)
	c := newComparer()
	return segments(&a, &b, extend(&a, &b, c.spaced(&a, &b, c.least(&a, &b))))
}

// block is a run of tokens that both texts have: n from a in the old and from b
// in the new. What stands between blocks has changed.
type block struct{ a, b, n int }

// segments writes out a comparison. Tokens that match by key but differ in
// their bytes are a change by themselves.
func segments(a, b *words, blocks []block) []Segment {
	out := make([]Segment, 0, 3*len(blocks)+2)
	i, j := 0, 0 // what is written up to here
	put := func(op Op, s string) {
		if n := len(out); s != "" && n > 0 && out[n-1].Op == op {
			out[n-1].Text += s // two blocks may touch
		} else if s != "" {
			out = append(out, Segment{Op: op, Text: s})
		}
	}
	keep := func(k block) {
		if k.n > 0 {
			put(Delete, a.slice(i, k.a))
			put(Insert, b.slice(j, k.b))
			put(Equal, a.slice(k.a, k.a+k.n))
			i, j = k.a+k.n, k.b+k.n
		}
	}
	for _, k := range blocks {
		if a.slice(k.a, k.a+k.n) == b.slice(k.b, k.b+k.n) {
			keep(k)
			continue
		}
		from := 0
		for n := range k.n {
			if a.at(k.a+n) != b.at(k.b+n) {
				keep(block{k.a + from, k.b + from, n - from})
				from = n + 1
			}
		}
		keep(block{k.a + from, k.b + from, k.n - from})
	}
	put(Delete, a.slice(i, len(a.keys)))
	put(Insert, b.slice(j, len(b.keys)))
	return joinAcrossSpaces(out)
}

// joinAcrossSpaces makes one of two replacements that only a space parts. Those of
// words are joined before; where signs of one key differ in their bytes, this is
// seen only here.
func joinAcrossSpaces(all []Segment) []Segment {
	replaces := func(i int) bool {
		return i >= 0 && i+1 < len(all) && all[i].Op == Delete && all[i+1].Op == Insert && hasWord(all[i].Text) && hasWord(all[i+1].Text)
	}
	out := all[:0]
	for i := 0; i < len(all); i++ {
		s := all[i]
		if n := len(out); s.Op == Equal && strings.Trim(s.Text, " \u00a0") == "" && replaces(i-2) && replaces(i+1) {
			out[n-2].Text += s.Text + all[i+1].Text
			out[n-1].Text += s.Text + all[i+2].Text
			i += 2
			continue
		}
		out = append(out, s)
	}
	return out
}

// hasWord tells whether a text has a letter or a digit.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// comparer compares one pair of texts after another, in the same memory.
type comparer struct {
	old, new   signs
	found, out matcher
}

func newComparer() *comparer {
	c := &comparer{found: matcher{dmp: diffmatchpatch.New()}}
	c.found.dmp.DiffTimeout = 0
	return c
}

// segments compares two texts whose words are numbered by one lexicon.
func (c *comparer) segments(a, b *words) []Segment {
	return segments(a, b, readable(a, b, c.match(a, b)))
}

// match finds what two texts have in common, in order, the weightier words first. The
// blocks hold until the next call.
func (c *comparer) match(a, b *words) []block {
	found := c.least(a, b)
	r := realigner{a: a, b: b, atA: c.old.at, atB: c.new.at}
	return c.spaced(a, b, r.realign(found))
}

// least finds the most that two texts have in common, in order, as blocks of their
// signs. Spaces are left out of the search, so that none of them parts a change or
// joins words that do not belong together. The blocks hold until the next call.
func (c *comparer) least(a, b *words) []block {
	c.old.read(a)
	c.new.read(b)
	c.found.blocks = c.found.blocks[:0]
	c.found.match(c.old.keys, c.new.keys, 0, 0)
	return c.found.blocks
}

// spaced gives blocks of signs as blocks of tokens: spaces stay where the signs on both
// sides do. They hold until the next call.
func (c *comparer) spaced(a, b *words, blocks []block) []block {
	c.out.blocks = c.out.blocks[:0]
	for _, k := range blocks {
		for n := range k.n {
			i, j := int(c.old.at[k.a+n]), int(c.new.at[k.b+n])
			if n > 0 {
				p, q := int(c.old.at[k.a+n-1])+1, int(c.new.at[k.b+n-1])+1
				if slices.Equal(a.keys[p:i], b.keys[q:j]) {
					c.out.add(p, q, i-p)
				}
			}
			c.out.add(i, j, 1)
		}
	}
	return c.out.blocks
}

// signs are the tokens of a text but the spaces within a line: their places and keys.
type signs struct{ at, keys []int32 }

func (s *signs) read(w *words) {
	n := len(w.tokens)
	at, keys := slices.Grow(s.at[:0], n), slices.Grow(s.keys[:0], n)
	for i, t := range w.tokens {
		if t.Class != text.Space || w.text[t.Start] == '\n' {
			at, keys = append(at, int32(i)), append(keys, w.keys[i])
		}
	}
	s.at, s.keys = at, keys
}

type matcher struct {
	dmp    *diffmatchpatch.DiffMatchPatch
	blocks []block
	depth  int // how many anchored parts the text in hand lies in
}

// add appends a block, or makes the last one longer.
func (m *matcher) add(a, b, n int) {
	if n == 0 {
		return
	}
	if k := len(m.blocks) - 1; k >= 0 && m.blocks[k].a+m.blocks[k].n == a && m.blocks[k].b+m.blocks[k].n == b {
		m.blocks[k].n += n
		return
	}
	m.blocks = append(m.blocks, block{a, b, n})
}

// match adds the blocks of a and b, which begin at x and y.
func (m *matcher) match(a, b []int32, x, y int) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	m.add(x, y, head)
	a, b, x, y = a[head:], b[head:], x+head, y+head
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[:len(a)-tail], b[:len(b)-tail]
	if len(a) > 0 && len(b) > 0 {
		m.middle(a, b, x, y)
	}
	m.add(x+len(a), y+len(b), tail)
}

// run adds the blocks that go-diff finds.
func (m *matcher) run(a, b []int32, x, y int) {
	ra, rb := runes(a, b)
	for _, d := range m.dmp.DiffMainRunes(ra, rb, false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			m.add(x, y, n)
			x, y = x+n, y+n
		case diffmatchpatch.DiffDelete:
			x += n
		case diffmatchpatch.DiffInsert:
			y += n
		}
	}
}

// runes gives a rune for each key. Runes stay below the surrogates, which
// go-diff's strings cannot hold: large keys are numbered afresh, and no run is so
// long that it could need more runes than there are.
func runes(a, b []int32) (ra, rb []rune) {
	const surrogates = 0xD800
	if max(slices.Max(a), slices.Max(b)) < surrogates {
		return a, b
	}
	seen := make(map[int32]int32, len(a))
	number := func(keys []int32) []int32 {
		out := make([]int32, len(keys))
		for i, k := range keys {
			n, ok := seen[k]
			if !ok {
				n = int32(len(seen))
				seen[k] = n
			}
			out[i] = n
		}
		return out
	}
	return number(a), number(b)
}
