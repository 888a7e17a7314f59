package redline

import (
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// reach is a range of bytes, and by which asks it came.
type reach struct {
	start, end int
	asked      []int
}

// brought gives the ranges of a wording that the ask brings there, in order and
// disjoint. Where the ask, carried to the moment, gives the wording itself, exact are
// the edits, on the last of On, that do so.
func (a *Ask) brought(now, language string) (ranges []reach, exact []Edit) {
	asked, edits, carried := a.carried(language)
	came := insertions(edits)
	if asked == now {
		if carried {
			exact = edits
		}
		return came, exact
	}
	if len(came) == 0 {
		return nil, nil
	}
	kept := keptRuns(asked, now, language)
	for _, c := range came {
		var found []reach
		words := 0
		for _, k := range kept {
			start, end := max(c.start, k.from), min(c.end, k.from+k.n)
			if start >= end {
				continue
			}
			found = append(found, reach{start: start - k.from + k.to, end: end - k.from + k.to})
			words += text.Words(asked[start:end], language)
		}
		all := text.Words(asked[c.start:c.end], language)
		if a.Taken || all > 0 && 2*words >= all || all == 0 && covered(found) == c.end-c.start {
			ranges = append(ranges, found...)
		}
	}
	return ranges, nil
}

// carried gives what the ask says at the moment, and the edits that lead there. Where
// it cannot be carried over what came since, it is taken as it was made.
func (a *Ask) carried(language string) (asked string, edits []Edit, ok bool) {
	if len(a.On) == 0 {
		return a.Wanted, EditsOf("", a.Wanted, language), true
	}
	base, last := a.On[0], a.On[len(a.On)-1]
	edits = EditsOf(base, a.Wanted, language)
	var onto []Edit
	for i := 1; i < len(a.On); i++ {
		onto = Compose(onto, EditsOf(a.On[i-1], a.On[i], language))
	}
	r, err := Rebase(edits, onto, base)
	switch {
	case err != nil || r.Outcome == Overlap:
		return a.Wanted, edits, false
	case r.Outcome == Satisfied:
		return last, nil, true
	}
	return apply(last, r.Edits), r.Edits, true
}

// insertions gives the ranges that edits put into what they make.
func insertions(edits []Edit) []reach {
	var out []reach
	shift := 0
	for _, e := range edits {
		if e.Insert != "" {
			out = append(out, reach{start: e.Start + shift, end: e.Start + shift + len(e.Insert)})
		}
		shift += len(e.Insert) - (e.End - e.Start)
	}
	return out
}

// keptRun is a run of n bytes that two texts have, from one place to another.
type keptRun struct{ from, to, n int }

// keptRuns gives what stays from one text to another, in order.
func keptRuns(old, now, language string) []keptRun {
	var out []keptRun
	at, shift := 0, 0
	for _, e := range EditsOf(old, now, language) {
		if e.Start > at {
			out = append(out, keptRun{at, at + shift, e.Start - at})
		}
		at, shift = e.End, shift+len(e.Insert)-(e.End-e.Start)
	}
	if at < len(old) {
		out = append(out, keptRun{at, at + shift, len(old) - at})
	}
	return out
}

func covered(ranges []reach) int {
	n := 0
	for _, r := range ranges {
		n += r.end - r.start
	}
	return n
}

// share cuts a range of new words by the asks that brought them.
func share(whole reach, credit [][]reach) []reach {
	if whole.start >= whole.end {
		return nil
	}
	cuts := []int{whole.start, whole.end}
	for _, ranges := range credit {
		for _, r := range ranges {
			for _, at := range []int{r.start, r.end} {
				if at > whole.start && at < whole.end {
					cuts = append(cuts, at)
				}
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []reach
	for i := 1; i < len(cuts); i++ {
		piece := reach{start: cuts[i-1], end: cuts[i]}
		for ask, ranges := range credit {
			if slices.ContainsFunc(ranges, func(r reach) bool { return r.start <= piece.start && piece.end <= r.end }) {
				piece.asked = append(piece.asked, ask)
			}
		}
		out = append(out, piece)
	}
	return out
}
