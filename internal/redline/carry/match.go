package carry

import "slices"

// The bounds of the search for what two paragraphs have in common.
const (
	smallTable = 1 << 10 // cells; a larger region is parted at what both have once, if there is such
	largeTable = 1 << 18 // cells; no region above it is filled in
	longStrip  = 512     // units of a region that nothing parts
	deepest    = 12      // how often a region is parted
	longPhrase = 64      // units of the longest phrase at which a region is parted
)

// region is a part of both texts that begins and ends together.
type region struct {
	a0, a1, b0, b1, level int
}

func (r region) empty() bool { return r.a0 == r.a1 || r.b0 == r.b1 }

// matcher finds which units of one text continue which of another.
type matcher struct {
	words    *lexicon
	old, new *side
	to, from []int32 // by unit of old and of new: its partner, or -1

	ua, ub []int32  // the units in hand
	ma     []int32  // by place in ua: that in ub, or -1
	stack  []region // what is still to be looked at
	cells  []int32
	seen   []place // by key, valid where its stamp is this one
	stamp  int32
	grams  map[uint64]*place
	pairs  [][2]int32
	tails  []int32
	before []int32
	hunks  [][2]int // units that share letters
}

// place is where a key or a phrase stands, and how often in each text.
type place struct{ stamp, a, b, inA, inB int32 }

// match pairs the units of some paragraphs of old with those of some of new.
func (m *matcher) match(old, new []int) {
	m.ua, m.ub = gather(m.ua[:0], m.old, old), gather(m.ub[:0], m.new, new)
	m.pairMarks(m.old.first[old[0]], m.new.first[new[0]])
	if m.old.letters(old...) == m.new.letters(new...) {
		m.hunk(0, len(m.ua), 0, len(m.ub))
		return
	}
	m.ma = slices.Grow(m.ma[:0], len(m.ua))[:len(m.ua)]
	for i := range m.ma {
		m.ma[i] = -1
	}
	m.stack = append(m.stack[:0], region{0, len(m.ua), 0, len(m.ub), 0})
	for len(m.stack) > 0 {
		r := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		m.region(r)
	}
	for i, j := range m.ma {
		if j >= 0 {
			m.to[m.ua[i]], m.from[m.ub[j]] = m.ub[j], m.ua[i]
		}
	}
	m.mendGlue()
}

// pairMarks pairs the marks of two paragraphs.
func (m *matcher) pairMarks(i, j int32) { m.to[i], m.from[j] = j, i }

// gather appends the units of paragraphs but their marks.
func gather(dst []int32, s *side, paragraphs []int) []int32 {
	for _, p := range paragraphs {
		for u := s.first[p] + 1; u < s.last[p]; u++ {
			dst = append(dst, u)
		}
	}
	return dst
}

func (m *matcher) a(i int) *unit { return &m.old.units[m.ua[i]] }
func (m *matcher) b(j int) *unit { return &m.new.units[m.ub[j]] }

// same tells whether two units have the same word.
func (m *matcher) same(i, j int) bool { return m.a(i).key == m.b(j).key }

// alike tells whether two units have the same word and the same glyphs beside it.
func (m *matcher) alike(i, j int) bool {
	a, b := m.a(i), m.b(j)
	return a.key == b.key && a.opens == b.opens && a.closes == b.closes
}

// region matches what it can and puts what is left on the stack. Where glyphs came or
// went, words that stand more than once are not matched at once at the ends: the
// table tells which of them stands in the brackets.
func (m *matcher) region(r region) {
	if r = m.trim(r, m.alike); r.empty() || m.equal(r) {
		return
	}
	cells := (r.a1 - r.a0) * (r.b1 - r.b0)
	if cells > smallTable && r.level < deepest {
		if found := m.once(r); len(found) > 0 {
			m.part(r, found)
			return
		}
	}
	if cells <= largeTable {
		m.table(r)
		return
	}
	if t := m.trim(r, m.same); t != r {
		m.stack = append(m.stack, t)
		return
	}
	for n := 4; n <= longPhrase && r.level < deepest; n *= 2 {
		if found := m.phrases(r, n); len(found) > 0 {
			m.part(r, found)
			return
		}
	}
	m.strips(r)
}

// trim pairs what both begin and end with.
func (m *matcher) trim(r region, match func(i, j int) bool) region {
	for !r.empty() && match(r.a0, r.b0) {
		m.ma[r.a0] = int32(r.b0)
		r.a0, r.b0 = r.a0+1, r.b0+1
	}
	for !r.empty() && match(r.a1-1, r.b1-1) {
		r.a1, r.b1 = r.a1-1, r.b1-1
		m.ma[r.a1] = int32(r.b1)
	}
	return r
}

// equal pairs all units of a region with the same words.
func (m *matcher) equal(r region) bool {
	if r.a1-r.a0 != r.b1-r.b0 {
		return false
	}
	for n := range r.a1 - r.a0 {
		if !m.same(r.a0+n, r.b0+n) {
			return false
		}
	}
	for n := range r.a1 - r.a0 {
		m.ma[r.a0+n] = int32(r.b0 + n)
	}
	return true
}

// part pairs the units found, and puts what stands between them on the stack.
func (m *matcher) part(r region, found [][2]int32) {
	a, b := r.a0, r.b0
	for _, p := range found {
		i, j := int(p[0]), int(p[1])
		m.ma[i] = int32(j)
		m.stack = append(m.stack, region{a, i, b, j, r.level + 1})
		a, b = i+1, j+1
	}
	m.stack = append(m.stack, region{a, r.a1, b, r.b1, r.level + 1})
}

// strips parts a region into strips of equal share. What it finds is right but may be
// less than there is; texts that people write do not come here.
func (m *matcher) strips(r region) {
	n := max(r.a1-r.a0, r.b1-r.b0)/longStrip + 1
	at := func(from, to, k int) int { return from + (to-from)*k/n }
	for k := range n {
		m.stack = append(m.stack, region{at(r.a0, r.a1, k), at(r.a0, r.a1, k+1), at(r.b0, r.b1, k), at(r.b0, r.b1, k+1), deepest})
	}
}

// once gives the longest run, in order, of words that each side of a region has once.
func (m *matcher) once(r region) [][2]int32 {
	if len(m.seen) < len(m.words.entries) {
		m.seen = make([]place, len(m.words.entries))
	}
	m.stamp++
	for i := r.a0; i < r.a1; i++ {
		p := &m.seen[m.a(i).key]
		if p.stamp != m.stamp {
			*p = place{stamp: m.stamp}
		}
		p.a, p.inA = int32(i), p.inA+1
	}
	for j := r.b0; j < r.b1; j++ {
		if p := &m.seen[m.b(j).key]; p.stamp == m.stamp {
			p.b, p.inB = int32(j), p.inB+1
		}
	}
	m.pairs = m.pairs[:0]
	for i := r.a0; i < r.a1; i++ {
		if p := m.seen[m.a(i).key]; p.inA == 1 && p.inB == 1 {
			m.pairs = append(m.pairs, [2]int32{int32(i), p.b})
		}
	}
	return m.rising()
}

// phrases gives the longest run of phrases of n units that each side has once.
func (m *matcher) phrases(r region, n int) [][2]int32 {
	if m.grams == nil {
		m.grams = make(map[uint64]*place)
	}
	clear(m.grams)
	gram := func(at func(int) *unit, i int) uint64 {
		h := uint64(0)
		for k := range n {
			h = (times(h, base) + uint64(at(i+k).key) + 1) % prime
		}
		return h
	}
	for i := r.a0; i+n <= r.a1; i++ {
		h := gram(m.a, i)
		if m.grams[h] == nil {
			m.grams[h] = &place{}
		}
		p := m.grams[h]
		p.a, p.inA = int32(i), p.inA+1
	}
	for j := r.b0; j+n <= r.b1; j++ {
		if p := m.grams[gram(m.b, j)]; p != nil {
			p.b, p.inB = int32(j), p.inB+1
		}
	}
	m.pairs = m.pairs[:0]
	for i := r.a0; i+n <= r.a1; i++ {
		if p := m.grams[gram(m.a, i)]; p.inA == 1 && p.inB == 1 && m.same(i, int(p.b)) {
			m.pairs = append(m.pairs, [2]int32{int32(i), p.b})
		}
	}
	return m.rising()
}

// rising gives the longest run of pairs in which both places rise.
func (m *matcher) rising() [][2]int32 {
	m.tails, m.before = m.tails[:0], m.before[:0]
	for i, p := range m.pairs {
		at, _ := slices.BinarySearchFunc(m.tails, p[1], func(t, b int32) int { return int(m.pairs[t][1]) - int(b) })
		before := int32(-1)
		if at > 0 {
			before = m.tails[at-1]
		}
		m.before = append(m.before, before)
		if at == len(m.tails) {
			m.tails = append(m.tails, 0)
		}
		m.tails[at] = int32(i)
	}
	if len(m.tails) == 0 {
		return nil
	}
	out := make([][2]int32, len(m.tails))
	for i, k := m.tails[len(m.tails)-1], len(out)-1; k >= 0; i, k = m.before[i], k-1 {
		out[k] = m.pairs[i]
	}
	return out
}
