package redline

// sidesOf gives the edits of two sides on a base, those that come to the same taken
// together.
func sidesOf(base, mine, theirs, language string) (m, t []Edit) {
	return taken(joined(EditsOf(base, mine, language)), joined(EditsOf(base, theirs, language)), base)
}

// mostAlike is how many edits of one side are looked at together.
const mostAlike = 6

// taken makes one edit of neighbouring ones, on both sides, where the two sides leave the
// same words of the stretch that these edits span.
func taken(mine, theirs []Edit, base string) (m, t []Edit) {
	for len(mine) > 0 && len(theirs) > 0 {
		if x, y, both, ok := alike(mine, theirs, base); ok {
			m, t = append(m, both), append(t, both)
			mine, theirs = mine[x:], theirs[y:]
		} else if before(theirs[0], mine[0]) {
			t, theirs = append(t, theirs[0]), theirs[1:]
		} else {
			m, mine = append(m, mine[0]), mine[1:]
		}
	}
	return joined(append(m, mine...)), joined(append(t, theirs...))
}

// alike finds how many of the first edits of each side come to the same: the fewest.
func alike(mine, theirs []Edit, base string) (x, y int, both Edit, ok bool) {
	for n := 2; n <= 2*mostAlike; n++ {
		for x := max(1, n-mostAlike); x < n && x <= min(mostAlike, len(mine)); x++ {
			y := n - x
			if y > len(theirs) {
				continue
			}
			if c := settle(mine[:x], theirs[:y], base); c.Mine == c.Theirs && c.Mine != base[c.Start:c.End] && alone(mine[x:], theirs[y:], c.End) {
				return x, y, Edit{c.Start, c.End, c.Mine}, true
			}
		}
	}
	return 0, 0, Edit{}, false
}

// alone tells whether the edits that follow begin behind a stretch, so that none of
// them belongs to it.
func alone(mine, theirs []Edit, end int) bool {
	return (len(mine) == 0 || mine[0].Start > end) && (len(theirs) == 0 || theirs[0].Start > end)
}
