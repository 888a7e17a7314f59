package text

import "sort"

// detachMarks gives the marks as they stand on the plain words. A mark that lies
// within an attribution goes with it; one that Attach would not bring back as it
// was is noted, as it was, with the attribution that it touches.
func detachMarks(marks []Mark, cuts []cut, held []Attribution) []Mark {
	var out []Mark
	for _, m := range marks {
		plain := toPlain(m, cuts)
		// The first attribution that ends at the mark or after it: the only one
		// that it can lie within, and one that it touches if any.
		i := min(sort.Search(len(cuts), func(i int) bool { return cuts[i].end >= m.Start }), len(cuts)-1)
		inside := cuts[i].holds(m)
		if !inside {
			out = append(out, plain)
		}
		if inside || toTyped(plain, cuts) != m {
			m.Start, m.End = m.Start-cuts[i].start, m.End-cuts[i].start
			held[i].Marks = append(held[i].Marks, m)
		}
	}
	return out
}

// attachMarks is the way back: marks by rule, but those noted as they were.
func attachMarks(marks []Mark, cuts []cut, held []Attribution) []Mark {
	noted := make(map[Mark]int)
	var all []Mark
	for i, a := range held {
		for _, m := range a.Marks {
			m.Start, m.End = m.Start+cuts[i].start, m.End+cuts[i].start
			all = append(all, m)
			if !cuts[i].holds(m) {
				noted[toPlain(m, cuts)]++
			}
		}
	}
	for _, m := range marks {
		if noted[m] > 0 {
			noted[m]--
			continue
		}
		all = append(all, toTyped(m, cuts))
	}
	SortMarks(all)
	return all
}

// holds tells whether a mark of the typed form covers nothing but the cut.
func (c cut) holds(m Mark) bool {
	return c.start <= m.Start && m.End <= c.end && (m.Start < m.End || c.start < m.Start && m.End < c.end)
}

// toPlain gives a mark of the typed form as it stands in the plain one.
func toPlain(m Mark, cuts []cut) Mark {
	m.Start, m.End = plainOffset(m.Start, cuts), plainOffset(m.End, cuts)
	return m
}

// plainOffset gives where byte at of the typed form stands in the plain one.
func plainOffset(at int, cuts []cut) int {
	i := sort.Search(len(cuts), func(i int) bool { return cuts[i].start >= at }) - 1
	if i < 0 {
		return at
	}
	return cuts[i].offset + max(0, at-cuts[i].end)
}

// toTyped gives a mark of the plain form as it comes back by rule: names at its
// edges are not covered by it, an anchor stands after them.
func toTyped(m Mark, cuts []cut) Mark {
	upTo := func(at int, beyond bool) int {
		i := sort.Search(len(cuts), func(i int) bool {
			return cuts[i].offset > at || cuts[i].offset == at && !beyond
		}) - 1
		if i < 0 {
			return at
		}
		return cuts[i].end + at - cuts[i].offset
	}
	anchor := m.Start == m.End
	m.Start, m.End = upTo(m.Start, true), upTo(m.End, anchor)
	return m
}
