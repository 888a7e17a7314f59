package negotiation

import (
	"errors"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text/bracket"
)

// Decide gives working-text.bracket-left for the team, and bracket.dropped for each
// hold of the actor on the bracket, for the actor and the team.
func (c RecordLeave) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskForBracket(s, m, c.Bracket, Dispose)
	if err != nil {
		return Outcome{}, err
	}
	err = all(note("reason", c.Reason), d.heard(c.Meeting), CheckName(KindActor, "actor", c.Actor))
	if err == nil && c.Meeting == "" && strings.TrimSpace(c.Reason) == "" {
		err = lacking("meeting", "or a reason that tells how the word came")
	}
	if err != nil {
		return Outcome{}, err
	}
	g, err := d.grip(c.Bracket)
	if err != nil {
		return Outcome{}, err
	}
	holders, err := d.holding(g.bracket)
	if err != nil {
		return Outcome{}, err
	}
	ended, err := d.endHolds(g.bracket, c)
	if err != nil {
		return Outcome{}, err
	}
	if !slices.Contains(holders, c.Actor) && len(ended) == 0 {
		return Outcome{}, refuse(NotHolding, c.Bracket, "the actor is not known to hold the bracket", "holders", strings.Join(holders, ", "))
	}
	if err := d.leave(g, leaving{actor: c.Actor, meeting: c.Meeting, noted: true, reason: c.Reason, ended: ended}); err != nil {
		return Outcome{}, err
	}
	for _, h := range ended {
		d.add(d.document, h.audience(), "bracket.dropped", h.Name, "", h)
	}
	return d.acted(g.bracket)
}

// endHolds ends the holds of the actor whose word was recorded, and gives them.
func (d *desk) endHolds(b *Bracket, c RecordLeave) ([]*Hold, error) {
	holds, err := d.holdsOn(b.Name)
	if err != nil {
		return nil, err
	}
	var ended []*Hold
	for _, h := range holds {
		if h.holder() != c.Actor {
			continue
		}
		h.State, h.EndedAt, h.EndNoted, h.EndMeeting = DroppedOut, d.meta.Now, true, c.Meeting
		ended = append(ended, h)
	}
	return ended, nil
}

// leaving is one holder dropping out of a bracket.
type leaving struct {
	actor   string // the holder, actors/{a}
	meeting string
	noted   bool // the team records its word
	reason  string
	ended   []*Hold // the holds that end with it
}

// leave takes a holder's name from a bracket and, where it was the last one, lifts
// the bracket: its words stay, unless the holder wanted them as its own. One that
// cannot be lifted so stays in the text without holders.
func (d *desk) leave(g *grip, l leaving) error {
	act := BracketAct{Change: LeftBy, Actor: l.actor, Meeting: l.meeting, Noted: l.noted, Reason: l.reason}
	last, err := d.isLast(g, l)
	if err != nil {
		return err
	}
	if last {
		change, err := d.lift(g, l)
		if err != nil {
			return err
		}
		if change != nil {
			act.Change = Lifted
			d.explain(g.bracket.Working, fate{state: BracketLifted, act: act})
			return d.left(g, change, l.reason)
		}
	}
	now, err := d.withoutHolders(g.tree.Flow, g.tree.Brackets[g.index], l.actor)
	if err != nil {
		return err
	}
	change := heldBeside(g.tree.Flow, now)
	if len(change.Changed) == 0 { // it held by an act of its own, and its name does not stand there
		act.At, act.Cause = d.meta.Now, "bracket.left"
		g.bracket.History = append(slices.Clip(g.bracket.History), act)
		d.add(d.document, teamOnly(d.process), "bracket.left", g.bracket.Name, l.reason, g.bracket)
		return nil
	}
	d.explain(g.bracket.Working, fate{state: BracketOpen, act: act})
	return d.left(g, change, l.reason)
}

// left commits what a holder's leaving changes.
func (d *desk) left(g *grip, change *bracket.Change, reason string) error {
	if err := d.put(g.bracketed, g.drawnAs(change, 0, 0, nil), bracketLeft); err != nil {
		return err
	}
	return d.commit(bracketLeft, g.bracket.Name, reason, 0)
}

// isLast tells whether nobody else is known to hold the bracket.
func (d *desk) isLast(g *grip, l leaving) (bool, error) {
	for _, h := range g.tree.Brackets[g.index].Holders {
		if slices.ContainsFunc(h.Actors, func(a string) bool { return a != l.actor }) {
			return false, nil
		}
	}
	holds, err := d.holdsOn(g.bracket.Name)
	return !slices.ContainsFunc(holds, func(h *Hold) bool {
		return !slices.ContainsFunc(l.ended, func(e *Hold) bool { return e.Name == h.Name })
	}), err
}

// lift gives the change that lifts a bracket whose last holder leaves; nil where it
// has several options or no words, where it is one of several that may stand for one
// place, or where lifting it would break another or take another with it.
func (d *desk) lift(g *grip, l leaving) (*bracket.Change, error) {
	b := g.tree.Brackets[g.index]
	candidates, err := d.candidates(g)
	alone := len(candidates) == 1
	if err != nil || b.Kind != bracket.Wording && b.Kind != bracket.Value || len(candidates) > 1 || b.Slot >= 0 && !alone {
		return nil, err
	}
	var change *bracket.Change
	if wantsWords(b, l) {
		change, err = g.tree.Drop(g.index)
	} else {
		change, err = g.tree.Keep(g.index)
	}
	var r *bracket.Refusal
	if errors.As(err, &r) {
		return nil, nil
	}
	if err != nil || len(change.Gone) > 1 || g.mayChange(change) != nil {
		return nil, err
	}
	for _, i := range change.Changed {
		if canStand(change.Flow.Paragraphs[i].Text, g.passages[i].Paragraph) != nil {
			return nil, nil
		}
	}
	return change, nil
}

// wantsWords tells whether all that the holder said of the bracket is that its words
// are to stay.
func wantsWords(b bracket.Bracket, l leaving) bool {
	var said []string
	for _, h := range b.Holders {
		if slices.Contains(h.Actors, l.actor) {
			said = append(said, h.Stance)
		}
	}
	if len(said) == 0 {
		for _, h := range l.ended {
			said = append(said, string(h.Stance))
		}
	}
	wants := func(stance string) bool { return stance == string(StanceRetain) || stance == "keep" }
	return len(said) > 0 && !slices.ContainsFunc(said, func(s string) bool { return !wants(s) })
}

// Decide gives bracket.dropped for the actor and the team. What it does to the
// working text follows for the team, as working-text.bracket-left.
func (c DropHold) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindHold, "hold", c.Hold); err != nil {
		return Outcome{}, err
	}
	from, _, err := atDelegation(s, m, DocumentOf(c.Hold))
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	h, err := get[*Hold](s, c.Hold)
	if err == nil && h.Actor != from.actor.Name {
		err = notFound(c.Hold)
	}
	if err == nil {
		err = from.speaksFor(s, m, h.OnBehalf)
	}
	if err != nil {
		return Outcome{}, err
	}
	if h.State != Holding {
		return Outcome{}, refuse(HoldEnded, c.Hold, "the hold is "+string(h.State), "state", string(h.State))
	}
	// By no right of the delegation's: nothing of the desk may reach the answer.
	d, err := deskOf(s, m, h.Document)
	if err != nil {
		return Outcome{}, err
	}
	h.State, h.EndedAt = DroppedOut, d.meta.Now
	d.add(d.document, h.audience(), "bracket.dropped", h.Name, c.Reason, h)
	if err := ownRefusal(d.dropOut(h, c.Reason)); err != nil {
		return Outcome{}, err
	}
	return d.sheet.outcome(h)
}

// dropOut takes the holder from the bracket that the hold is on. A group that another
// of its members holds for stays.
func (d *desk) dropOut(h *Hold, reason string) error {
	l, err := get[*HoldLink](d.state, HoldLinkName(h.Name))
	if err != nil || l.Bracket == "" {
		return err
	}
	stands, err := d.standsIn(l.Bracket)
	if err != nil {
		return err
	}
	g, err := d.grip(stands)
	if err != nil {
		return err
	}
	holds, err := d.holdsOn(stands)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(holds, func(o *Hold) bool { return o.Name != h.Name && o.holder() == h.holder() }) {
		return nil
	}
	return d.leave(g, leaving{actor: h.holder(), reason: reason, ended: []*Hold{h}})
}

// standsIn names the bracket in which the words of a bracket stand: itself, or the one
// that it was merged into.
func (d *desk) standsIn(name string) (string, error) {
	for range d.head.Brackets {
		b, err := get[*Bracket](d.state, name)
		if err != nil || b.State != BracketMerged {
			return name, err
		}
		name = b.Into
	}
	return name, nil
}

// ownRefusal lets faults through and drops refusals: what the working text has to say
// to a delegation's act is the team's to know, not the delegation's (domain law 8).
func ownRefusal(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Kind != Internal {
		return nil
	}
	return err
}
