package carry

import "slices"

// What a pair of units is worth in the table: words of matter hold a text together,
// small ones and signs stand everywhere. Of several alike the one with the same glyphs
// beside it is the one, or the one beside what has been paired.
const (
	worthMatter = 24
	worthSmall  = 12
	worthSign   = 4
	worthGlyph  = 2 // on each side
	worthBeside = 3 // on each side
	smallWord   = 3 // letters
)

// worth tells what a pair of equal units of a region counts.
func (m *matcher) worth(r region, i, j int) int32 {
	a, b := m.a(i), m.b(j)
	w := int32(worthMatter)
	switch weight := m.words.entries[a.key].weight; {
	case weight == weightSign:
		w = worthSign
	case weight <= smallWord*weightLetter:
		w = worthSmall
	}
	if a.opens == b.opens {
		w += worthGlyph
	}
	if a.closes == b.closes {
		w += worthGlyph
	}
	if i == r.a0 && j == r.b0 {
		w += worthBeside
	}
	if i == r.a1-1 && j == r.b1-1 {
		w += worthBeside
	}
	return w
}

// table pairs the units of a region so that as much as possible stays, in order.
func (m *matcher) table(r region) {
	n, k := r.a1-r.a0, r.b1-r.b0
	if n == 0 || k == 0 {
		return
	}
	width := k + 1
	m.cells = slices.Grow(m.cells[:0], (n+1)*width)[:(n+1)*width]
	best := m.cells
	clear(best[n*width:])
	for i := n - 1; i >= 0; i-- {
		row, below := best[i*width:(i+1)*width], best[(i+1)*width:]
		row[k] = 0
		key := m.a(r.a0 + i).key
		for j := k - 1; j >= 0; j-- {
			v := max(row[j+1], below[j])
			if m.b(r.b0+j).key == key {
				v = max(v, below[j+1]+m.worth(r, r.a0+i, r.b0+j))
			}
			row[j] = v
		}
	}
	for i, j := 0, 0; i < n && j < k; {
		v := best[i*width+j]
		switch {
		case m.same(r.a0+i, r.b0+j) && v == best[(i+1)*width+j+1]+m.worth(r, r.a0+i, r.b0+j):
			m.ma[r.a0+i] = int32(r.b0 + j)
			i, j = i+1, j+1
		case v == best[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
}

// mendGlue pairs what is the same word but for a glyph that cut it: "people" and "s"
// in the one, "peoples" in the other.
func (m *matcher) mendGlue() {
	for i, j := 0, 0; i < len(m.ua) || j < len(m.ub); i, j = i+1, j+1 {
		fromA, fromB, glued := i, j, false
		for ; i < len(m.ua) && m.ma[i] < 0; i++ {
			glued = glued || m.a(i).glued
		}
		end := len(m.ub)
		if i < len(m.ua) {
			end = int(m.ma[i])
		}
		for ; j < end; j++ {
			glued = glued || m.b(j).glued
		}
		if glued {
			m.hunk(fromA, i, fromB, j)
		}
	}
}

// hunk pairs the units [i, iEnd) and [j, jEnd) as far as their letters are the same
// and end together.
func (m *matcher) hunk(i, iEnd, j, jEnd int) {
	name := func(u *unit) string { return m.words.entries[u.key].name }
	for i < iEnd && j < jEnd {
		a, b := name(m.a(i)), name(m.b(j))
		x, y := i, j
		m.hunks = m.hunks[:0]
		for a != "" || b != "" {
			if a == "" {
				if x++; x == iEnd {
					return
				}
				a = name(m.a(x))
			}
			if b == "" {
				if y++; y == jEnd {
					return
				}
				b = name(m.b(y))
			}
			n := min(len(a), len(b))
			if a[:n] != b[:n] {
				return
			}
			m.hunks = append(m.hunks, [2]int{x, y})
			a, b = a[n:], b[n:]
		}
		for _, p := range slices.Backward(m.hunks) {
			u, v := m.ua[p[0]], m.ub[p[1]]
			m.to[u], m.from[v] = v, u
		}
		i, j = x+1, y+1
	}
}
