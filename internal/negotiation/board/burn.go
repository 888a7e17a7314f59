package board

import (
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
)

// burn compares each edition with the one before it by the numbers of brackets.
func (in *Input) burn(points []Point) {
	var before map[int]bool
	unnumbered := 0 // brackets of the edition before that no number tells again
	ever := make(map[int]bool)
	for i := range points {
		e, p := &in.Editions[i], &points[i]
		now, without := numbersOf(e)
		p.Opened = without
		for n := range now {
			if before[n] {
				continue
			}
			p.Opened++
			if ever[n] {
				p.Reopened++
			}
		}
		ended := in.endings(i)
		p.Closed.Untold = unnumbered
		for n := range before {
			if !now[n] {
				p.Closed.add(ended[n])
			}
			ever[n] = true
		}
		before, unnumbered = now, without
	}
}

// numbersOf gives the numbers of an edition and how many of its brackets have none
// of their own.
func numbersOf(e *Edition) (map[int]bool, int) {
	out := make(map[int]bool, len(e.Numbers))
	for _, n := range e.Numbers {
		if n > 0 {
			out[n] = true
		}
	}
	return out, len(e.Tree.Brackets) - len(out)
}

// endings gives how brackets ended between an edition and the one before it, by
// their numbers.
func (in *Input) endings(i int) map[int]negotiation.BracketState {
	e := &in.Editions[i]
	out := make(map[int]negotiation.BracketState)
	if in.Team != nil && e.Working && e.Closings == nil {
		for _, b := range in.Team.Brackets {
			out[b.Number] = b.State
		}
	}
	for _, c := range e.Closings {
		out[c.Number] = c.State
	}
	return out
}

// add counts a bracket that ended in a state; open or unknown is untold.
func (c *Closed) add(s negotiation.BracketState) {
	switch s {
	case negotiation.BracketLifted:
		c.Lifted++
	case negotiation.BracketNotRetained:
		c.NotRetained++
	case negotiation.BracketMerged:
		c.Merged++
	case negotiation.BracketSuperseded:
		c.Superseded++
	default:
		c.Untold++
	}
}

// Day is a day on which brackets came or went in the working text.
type Day struct {
	// Date is its first moment, in the location of Board.Made.
	Date time.Time
	// Opened and Closed are the brackets that came and went, Open those at its end.
	Opened, Closed, Open int
}

// days counts the open brackets over time, by their histories.
func (in *Input) days() []Day {
	byDate := make(map[time.Time]*Day)
	at := func(t time.Time) *Day {
		y, m, d := t.In(in.Made.Location()).Date()
		date := time.Date(y, m, d, 0, 0, 0, 0, in.Made.Location())
		if byDate[date] == nil {
			byDate[date] = &Day{Date: date}
		}
		return byDate[date]
	}
	for _, b := range in.Team.Brackets {
		for _, s := range steps(b) {
			if s.open {
				at(s.at).Opened++
			} else {
				at(s.at).Closed++
			}
		}
	}
	out := make([]Day, 0, len(byDate))
	for _, d := range byDate {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b Day) int { return a.Date.Compare(b.Date) })
	open := 0
	for i := range out {
		open += out[i].Opened - out[i].Closed
		out[i].Open = open
	}
	return out
}

// step is that a bracket came into the text or went from it.
type step struct {
	at   time.Time
	open bool
}

// steps reads them from the history of a bracket; where that does not end in the
// bracket's state, from its first and last moment.
func steps(b *negotiation.Bracket) []step {
	var out []step
	open := false
	for _, a := range b.History {
		to := open
		switch a.Change {
		case negotiation.Opened, negotiation.Reopened:
			to = true
		case negotiation.Lifted, negotiation.NotRetained, negotiation.MergedInto, negotiation.SupersededBy:
			to = false
		}
		if to != open {
			out = append(out, step{a.At, to})
			open = to
		}
	}
	if len(out) > 0 && open == (b.State == negotiation.BracketOpen) {
		return out
	}
	out = []step{{b.OpenedAt, true}}
	if b.State != negotiation.BracketOpen {
		out = append(out, step{b.ClosedAt, false})
	}
	return out
}
