package negotiation

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// closeBrackets tells how the brackets that an audience saw in the draft before ended
// when this one was cut: all who see it, those who saw a draft in between that others
// did not, and those to whom it is shown now, of the draft that follows it.
func (p *publication) closeBrackets() error {
	p.draft.Closings = nil
	if before := p.draftNamed(p.draft.Previous); before != nil {
		all, err := p.closingsOf(before, p.draft)
		if err != nil {
			return err
		}
		p.draft.Closings = all
	}
	for _, level := range []Level{ToStates, ToStakeholders, ToPublic} {
		before, after := p.besideAt(level)
		if before != nil && p.level.WiderThan(level) {
			if err := p.closeFor(level, before, p.draft); err != nil {
				return err
			}
		}
		if after != nil && p.was != "" && level.WiderThan(p.was) && !level.WiderThan(p.level) {
			if err := p.closeFor(level, p.draft, after); err != nil {
				return err
			}
		}
	}
	return nil
}

// besideAt gives the drafts before and after this one among those that everyone at a
// level sees, nil for none.
func (p *publication) besideAt(level Level) (before, after *Draft) {
	for _, o := range p.others {
		switch {
		case level.WiderThan(o.Level):
		case o.Number < p.draft.Number:
			before = o
		case after == nil:
			after = o
		}
	}
	return before, after
}

// closeFor tells an audience what the draft after, with its Closings, does not tell of
// the brackets of the one before.
func (p *publication) closeFor(level Level, before, after *Draft) error {
	name := ClosingsName(after.Name, level)
	told, err := get[*Closings](p.state, name)
	if isNotFound(err) {
		told, err = &Closings{Name: name}, nil
	}
	if err != nil {
		return err
	}
	all, err := p.closingsOf(before, after)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c Closing) bool {
		same := func(d Closing) bool { return d.Number == c.Number }
		return slices.ContainsFunc(after.Closings, same) || slices.ContainsFunc(told.Closings, same)
	})
	if len(all) == 0 {
		return nil
	}
	told.Closings = SortClosings(append(told.Closings, all...))
	if level == p.level {
		p.facts = append(p.facts, told)
	} else {
		p.gone[level] = append(p.gone[level], told)
	}
	return nil
}

// SortClosings sorts closings by number, each once.
func SortClosings(all []Closing) []Closing {
	slices.SortStableFunc(all, func(a, b Closing) int { return cmp.Compare(a.Number, b.Number) })
	return slices.CompactFunc(all, func(a, b Closing) bool { return a.Number == b.Number })
}

// closingsOf gives how the brackets of one draft that a later one has not had ended
// when that was cut.
func (p *publication) closingsOf(before, after *Draft) ([]Closing, error) {
	brackets, err := p.publishedBrackets()
	if err != nil {
		return nil, err
	}
	var out []Closing
	was, now := NumbersIn(before), NumbersIn(after)
	for _, n := range slices.Sorted(maps.Keys(was)) {
		b := brackets[n]
		if now[n] || b == nil {
			continue
		}
		c := Closing{Number: n, State: b.endedAs(after.CutAt)}
		if c.State == BracketMerged && b.Into != "" {
			into, err := get[*Bracket](p.state, b.Into)
			if err != nil {
				return nil, err
			}
			if was[into.Number] || now[into.Number] {
				c.Into = into.Number
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// endedAs gives how a bracket that did not stand in the text at a moment had ended
// then.
func (b *Bracket) endedAs(t time.Time) BracketState {
	state := BracketNotRetained
	for _, a := range b.History {
		if a.At.After(t) {
			break
		}
		switch a.Change {
		case Lifted:
			state = BracketLifted
		case NotRetained:
			state = BracketNotRetained
		case MergedInto:
			state = BracketMerged
		case SupersededBy:
			state = BracketSuperseded
		}
	}
	return state
}
