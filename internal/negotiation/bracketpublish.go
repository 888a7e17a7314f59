package negotiation

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// publishBrackets gives the brackets of a draft that is published for the first time
// their published numbers, new ones in the order of the text.
func (p *publication) publishBrackets() error {
	brackets, err := p.workingBrackets()
	if err != nil {
		return err
	}
	for i := range p.draft.Entries {
		e := &p.draft.Entries[i]
		e.Glyphs = slices.Clone(e.Glyphs)
		for k, working := range e.Glyphs {
			b := brackets[working]
			if b == nil {
				continue // a glyph without a partner
			}
			if b.Number == 0 {
				p.head.BracketsShown++
				b.Number, b.FirstDraft = p.head.BracketsShown, p.draft.Name
				p.changedBrackets = append(p.changedBrackets, b)
			}
			e.Glyphs[k] = b.Number
		}
	}
	return nil
}

// workingBrackets reads all brackets of the document, by the team's number.
func (p *publication) workingBrackets() (map[int]*Bracket, error) {
	if p.brackets != nil {
		return p.brackets, nil
	}
	all, err := list[*Bracket](p.state, p.document, "")
	p.brackets = make(map[int]*Bracket, len(all))
	for _, b := range all {
		p.brackets[b.Working] = b
	}
	return p.brackets, err
}

// published gives the brackets that have been shown, by their published number.
func (p *publication) publishedBrackets() (map[int]*Bracket, error) {
	all, err := p.workingBrackets()
	out := make(map[int]*Bracket, len(all))
	for _, b := range all {
		if b.Number != 0 {
			out[b.Number] = b
		}
	}
	return out, err
}

// NumbersIn gives the published numbers of the brackets of a draft.
func NumbersIn(d *Draft) map[int]bool {
	out := make(map[int]bool)
	for _, e := range d.Entries {
		for _, n := range e.Glyphs {
			if n != 0 {
				out[n] = true
			}
		}
	}
	return out
}

// closeBrackets tells how the brackets of the draft before, as the audience knows it,
// had ended when this one was cut.
func (p *publication) closeBrackets() error {
	p.draft.Closings = nil
	before := p.draftNamed(p.draft.Previous)
	if before == nil {
		return nil
	}
	brackets, err := p.publishedBrackets()
	if err != nil {
		return err
	}
	was, now := NumbersIn(before), NumbersIn(p.draft)
	for _, n := range slices.Sorted(maps.Keys(was)) {
		b := brackets[n]
		if now[n] || b == nil {
			continue
		}
		c := Closing{Number: n, State: b.endedAs(p.draft.CutAt)}
		if c.State == BracketMerged && b.Into != "" {
			into, err := get[*Bracket](p.state, b.Into)
			if err != nil {
				return err
			}
			if was[into.Number] || now[into.Number] {
				c.Into = into.Number
			}
		}
		p.draft.Closings = append(p.draft.Closings, c)
	}
	return nil
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

// tellHolders tells each holder that sees the draft the numbers of its brackets in it
// and which of them it is without, and enters for the holders whom the text names that
// the team has noted them. It is for the newest draft that the audience sees only.
func (p *publication) tellHolders() error {
	brackets, err := p.workingBrackets()
	if err != nil || p.newest != p.draft.Name {
		return err
	}
	holds, err := list[*Hold](p.state, p.document, "")
	if err != nil {
		return err
	}
	now := NumbersIn(p.draft)
	byName := make(map[string]*Bracket, len(brackets))
	for _, b := range brackets {
		byName[b.Name] = b
	}
	known := make(map[[2]string]bool) // by actor and bracket
	for _, h := range holds {
		link, err := get[*HoldLink](p.state, HoldLinkName(h.Name))
		if isNotFound(err) {
			continue // a reservation without text
		}
		if err != nil {
			return err
		}
		known[[2]string{h.holder(), link.Bracket}] = true
		if err := p.tellHolder(h, byName[link.Bracket], now); err != nil {
			return err
		}
	}
	return p.noteHolders(brackets, now, known)
}

// tellHolder tells one holder; b is nil where its words stand in no bracket.
func (p *publication) tellHolder(h *Hold, b *Bracket, now map[int]bool) error {
	sees, err := p.seesDraft(h.Actor)
	if err != nil || !sees {
		return err
	}
	there := b != nil && now[b.Number]
	switch {
	case there && h.State == HoldNotRetained && b.heldBy(h.holder()):
		h.State, h.Number, h.Without, h.EndedAt = Holding, b.Number, "", time.Time{}
	case there && h.State == Holding && h.Number != b.Number:
		h.Number = b.Number
	case !there && h.State == Holding && h.At.Before(p.draft.CutAt):
		h.State, h.Without, h.EndedAt = HoldNotRetained, p.draft.Name, p.meta.Now
	default:
		return nil
	}
	kind := "bracket.numbered"
	if h.State == HoldNotRetained {
		kind = "bracket.not-retained"
	}
	p.add(p.document, p.betweenHolder(h.Actor), kind, h.Name, "", h)
	return nil
}

// noteHolders enters a hold for each actor that the text names as a holder.
func (p *publication) noteHolders(brackets map[int]*Bracket, now map[int]bool, known map[[2]string]bool) error {
	for _, working := range slices.Sorted(maps.Keys(brackets)) {
		b := brackets[working]
		if !now[b.Number] || b.State != BracketOpen {
			continue
		}
		for _, holder := range b.Holders {
			for _, actor := range holder.Actors {
				if known[[2]string{actor, b.Name}] {
					continue
				}
				known[[2]string{actor, b.Name}] = true
				if err := p.noteHolder(b, actor, holder.Stance); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *publication) noteHolder(b *Bracket, actor, stance string) error {
	sees, err := p.seesDraft(actor)
	if err != nil || !sees {
		return err
	}
	h := &Hold{
		Name: HoldName(p.document, p.meta.NewID()), Document: p.document, Actor: actor, Kind: HoldsWords,
		State: Holding, Stance: Stance(cmp.Or(stance, string(StanceReserve))), Draft: p.draft.Name, Paragraph: b.Paragraph, Words: b.Words,
		Number: b.Number, Noted: true, At: p.meta.Now,
	}
	p.add(p.document, p.betweenHolder(actor), "bracket.noted-for", h.Name, "", h)
	p.add(p.document, teamOnly(p.process), "bracket.hold-linked", h.Name, "",
		&HoldLink{Name: HoldLinkName(h.Name), Hold: h.Name, Bracket: b.Name})
	return nil
}

// betweenHolder is the audience of what an actor holds: the actor and the team.
func (d *desk) betweenHolder(actor string) Audience {
	return AudienceOf(ActorToken(LastID(actor)), TeamToken(LastID(d.process)))
}

// seesDraft tells whether an actor, as it is at this moment, is shown the draft.
func (p *publication) seesDraft(actor string) (bool, error) {
	v, err := p.viewerOf(actor)
	if isNotFound(err) {
		return false, nil
	}
	return err == nil && v.Sees(p.level.Audience(LastID(p.process))), err
}

// heldBy tells whether the bracket names the actor as a holder.
func (b *Bracket) heldBy(actor string) bool {
	return slices.ContainsFunc(b.Holders, func(h BracketHolder) bool { return slices.Contains(h.Actors, actor) })
}
