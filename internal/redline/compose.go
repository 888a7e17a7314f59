package redline

import "math"

// Compose gives the edits that do at once what first does and then second, whose
// offsets count in what first leaves: Apply(base, Compose(first, second)) is
// Apply(Apply(base, first), second) for every base that they fit. It is made
// of the edits alone, not of a new comparison: what first took out and second
// put back stays a change. Edits that touch are one in the result.
func Compose(first, second []Edit) []Edit {
	a, b := steps(first), steps(second)
	var out []Edit
	base := 0
	for len(a) > 1 || len(b) > 1 {
		x, y := a[0], b[0]
		switch {
		case x.drop > 0:
			out = append(out, Edit{Start: base, End: base + x.drop})
			base += x.drop
			a = a[1:]
		case y.insert != "":
			out = append(out, Edit{Start: base, End: base, Insert: y.insert})
			b = b[1:]
		default:
			n := min(x.keep+len(x.insert), y.keep+y.drop)
			switch {
			case x.insert != "" && y.keep > 0:
				out = append(out, Edit{Start: base, End: base, Insert: x.insert[:n]})
			case x.insert == "" && y.drop > 0:
				out = append(out, Edit{Start: base, End: base + n})
			}
			if x.insert == "" {
				base += n
			}
			a, b = walk(a, n), walk(b, n)
		}
	}
	return joined(out)
}

// step keeps or drops some bytes or inserts some; one of the three is set.
type step struct {
	keep, drop int
	insert     string
}

// steps gives edits as steps, the last of which keeps all that follows.
func steps(edits []Edit) []step {
	out := make([]step, 0, 3*len(edits)+1)
	at := 0
	for _, e := range edits {
		if e.Start > at {
			out = append(out, step{keep: e.Start - at})
		}
		if e.End > e.Start {
			out = append(out, step{drop: e.End - e.Start})
		}
		if e.Insert != "" {
			out = append(out, step{insert: e.Insert})
		}
		at = e.End
	}
	return append(out, step{keep: math.MaxInt})
}

// walk goes n bytes into the first of the steps.
func walk(s []step, n int) []step {
	first := &s[0]
	switch {
	case first.insert != "":
		first.insert = first.insert[n:]
	case first.drop > 0:
		first.drop -= n
	default:
		first.keep -= n
	}
	if first.insert == "" && first.drop == 0 && first.keep == 0 {
		return s[1:]
	}
	return s
}
