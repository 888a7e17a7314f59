package redline

import (
	"context"
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// reach is a range of bytes, and by which asks it came.
type reach struct {
	start, end int
	asked      []int
}

// carriedAsk is an ask at the moment when a wording was made.
type carriedAsk struct {
	*Ask
	says  string // what it asks for then
	edits []Edit // that lead there
	whole bool   // the edits are those on the last of On
}

// chain is the wordings that a paragraph had one after the other, up to one of them.
type chain struct {
	onto []Edit // from the first to the last
	next map[string]*chain
}

// edits is EditsOf, asked once for two texts.
func (t *tracer) edits(from, to string) []Edit {
	key := [2]string{from, to}
	edits, ok := t.compared[key]
	if !ok {
		edits = EditsOf(from, to, t.language)
		t.compared[key] = edits
	}
	return edits
}

// onto gives the edits from the first of some wordings to the last, one step after the
// other. It goes on from what was asked before.
func (t *tracer) onto(on []string) []Edit {
	c := t.chains[on[0]]
	if c == nil {
		c = &chain{next: map[string]*chain{}}
		t.chains[on[0]] = c
	}
	for i, to := range on[1:] {
		n := c.next[to]
		if n == nil {
			n = &chain{onto: Compose(c.onto, t.edits(on[i], to)), next: map[string]*chain{}}
			c.next[to] = n
		}
		c = n
	}
	return c.onto
}

// carryAsks carries the asks of a wording to the moment, and gives the edits that made
// it: those of the first ask that gives the wording itself, else those of a comparison.
func (t *tracer) carryAsks(ctx context.Context, w *Wording, base string) (asks []carriedAsk, edits []Edit, err error) {
	exact := false
	for i := range w.Asked {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		a := t.carried(&w.Asked[i])
		if !exact && a.whole && a.says == w.Text && len(a.edits) > 0 && len(a.On) > 0 && a.On[len(a.On)-1] == base {
			edits, exact = a.edits, true
		}
		asks = append(asks, a)
	}
	if !exact {
		edits = t.edits(base, w.Text)
	}
	return asks, edits, nil
}

// carried gives what an ask says at the moment. Where it cannot be carried over what
// came since, it is taken as it was made.
func (t *tracer) carried(a *Ask) carriedAsk {
	if len(a.On) == 0 {
		return carriedAsk{a, a.Wanted, t.edits("", a.Wanted), true}
	}
	base, last := a.On[0], a.On[len(a.On)-1]
	edits := t.edits(base, a.Wanted)
	r, err := Rebase(edits, t.onto(a.On), base)
	switch {
	case err != nil || r.Outcome == Overlap:
		return carriedAsk{a, a.Wanted, edits, false}
	case r.Outcome == Satisfied:
		return carriedAsk{a, last, nil, true}
	}
	return carriedAsk{a, apply(last, r.Edits), r.Edits, true}
}

// credit gives for each ask the ranges of a wording that it brings there. Only the
// ranges that came are asked about: an ask that has none of their words brings nothing.
func (t *tracer) credit(ctx context.Context, asks []carriedAsk, now string, came []reach) ([][]reach, error) {
	fresh := map[string]bool{}
	for _, word := range tokensIn(now, came, t.language) {
		fresh[word] = true
	}
	out := make([][]reach, len(asks))
	for i, a := range asks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		put := insertions(a.edits)
		switch {
		case a.says == now:
			out[i] = put
		case slices.ContainsFunc(tokensIn(a.says, put, t.language), func(word string) bool { return fresh[word] }):
			out[i] = t.brought(a, put, now)
		}
	}
	return out, nil
}

// tokensIn gives the words and signs that stand in ranges of a text, also in part; the
// ranges are in order and disjoint. White space comes from nowhere, see withSpace.
func tokensIn(s string, ranges []reach, language string) []string {
	if len(ranges) == 0 {
		return nil
	}
	var out []string
	for _, word := range text.Tokens(s, language) {
		for len(ranges) > 0 && ranges[0].end <= word.Start {
			ranges = ranges[1:]
		}
		if word.Class != text.Space && len(ranges) > 0 && ranges[0].start < word.End {
			out = append(out, s[word.Start:word.End])
		}
	}
	return out
}

// brought gives those of the ranges put in by an ask that a wording has, in order and
// disjoint, where they stand there.
func (t *tracer) brought(a carriedAsk, put []reach, now string) (ranges []reach) {
	kept := keptRuns(t.edits(a.says, now), len(a.says))
	for _, c := range put {
		var found []reach
		words := 0
		for _, k := range kept {
			start, end := max(c.start, k.from), min(c.end, k.from+k.n)
			if start >= end {
				continue
			}
			found = append(found, reach{start: start - k.from + k.to, end: end - k.from + k.to})
			words += text.Words(a.says[start:end], t.language)
		}
		all := text.Words(a.says[c.start:c.end], t.language)
		if a.Taken || all > 0 && 2*words >= all || all == 0 && covered(found) == c.end-c.start {
			ranges = append(ranges, found...)
		}
	}
	return ranges
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

// keptRuns gives what edits leave of a text of so many bytes, in order.
func keptRuns(edits []Edit, length int) []keptRun {
	var out []keptRun
	at, shift := 0, 0
	for _, e := range edits {
		if e.Start > at {
			out = append(out, keptRun{at, at + shift, e.Start - at})
		}
		at, shift = e.End, shift+len(e.Insert)-(e.End-e.Start)
	}
	if at < length {
		out = append(out, keptRun{at, at + shift, length - at})
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
