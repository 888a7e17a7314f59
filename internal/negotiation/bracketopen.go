package negotiation

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Decide gives working-text.bracket-opened, for the team, and bracket.hold-linked for each
// hold of those named that waited for a place in the paragraph.
func (c OpenBracket) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskAt(s, m, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	var entries []HolderEntry
	if len(c.Actors) > 0 || c.Stance != "" {
		entries = []HolderEntry{{Actors: c.Actors, Stance: c.Stance}}
	}
	if err := all(note("reason", c.Reason), d.heard(c.Meeting), d.holders("", entries), notAgreed(p)); err != nil {
		return Outcome{}, err
	}
	b, err := d.standing()
	if err != nil {
		return Outcome{}, err
	}
	span, err := b.stretchOf(b.paragraph(c.Paragraph), c.Start, c.End)
	if err != nil {
		return Outcome{}, err
	}
	act := BracketAct{Change: Opened, Meeting: c.Meeting, Noted: len(c.Actors) > 0, Reason: c.Reason}
	if len(c.Actors) == 1 {
		act.Actor = c.Actors[0]
	}
	if err := d.enclose(b, span, entries, act); err != nil {
		return Outcome{}, refusedAct(err, c.Paragraph, "w", b.numbers)
	}
	if err := d.commit("working-text.bracket-opened", c.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	opened := d.opened[0]
	if err := d.linkWaiting(opened, c.Actors); err != nil {
		return Outcome{}, err
	}
	return d.acted(opened)
}

// enclose puts a bracket with its names round a span, as an act to be committed.
func (d *desk) enclose(b *bracketed, span bracket.Span, entries []HolderEntry, act BracketAct) error {
	change, err := b.tree.Enclose(span)
	if err != nil {
		return err
	}
	if change.Flow, err = d.attributed(change.Flow, span.Start, entries); err != nil {
		return err
	}
	tree := bracket.Parse(change.Flow, bracket.Options{})
	mine := slices.IndexFunc(tree.Brackets, func(x bracket.Bracket) bool { return x.Open == span.Start })
	number, err := d.enteredBefore(b.passages[span.Start.Paragraph].Paragraph, tree.Inner(mine))
	if err != nil {
		return err
	}
	d.explain(0, fate{state: BracketOpen, act: act})
	return d.put(b, b.drawnAs(change, mine, number, nil), "working-text.bracket-opened")
}

// enteredBefore gives the number of the bracket closed last that stood round the same
// words in the paragraph and was lifted or not retained: it is entered again. 0 is
// none.
func (d *desk) enteredBefore(paragraph, words string) (int, error) {
	if strings.TrimSpace(words) == "" {
		return 0, nil
	}
	known, err := list[*Bracket](d.state, d.document, paragraph)
	if err != nil {
		return 0, err
	}
	hash := text.Hash(words, nil)
	var last *Bracket
	for _, o := range known {
		if (o.State == BracketLifted || o.State == BracketNotRetained) && o.WordsHash == hash && (last == nil || o.ClosedAt.After(last.ClosedAt)) {
			last = o
		}
	}
	if last == nil {
		return 0, nil
	}
	return last.Working, nil
}

// Decide gives working-text.bracket-reshaped, for the team.
func (c ReshapeBracket) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskForBracket(s, m, c.Bracket, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(d.at(c.BaseAct), note("reason", c.Reason), d.heard(c.Meeting)); err != nil {
		return Outcome{}, err
	}
	g, err := d.grip(c.Bracket)
	if err != nil {
		return Outcome{}, err
	}
	was := g.tree.Brackets[g.index]
	span, err := g.stretchOf(was.Open.Paragraph, c.Start, c.End)
	if err != nil {
		return Outcome{}, err
	}
	change, err := g.tree.Reshape(g.index, span)
	if err != nil {
		return Outcome{}, refusedAct(err, c.Bracket, "w", g.numbers)
	}
	if len(change.Changed) == 0 {
		return Outcome{}, refuse(NoChange, c.Bracket, "the bracket stands round these words already")
	}
	if err := g.mayChange(change); err != nil {
		return Outcome{}, err
	}
	d.explain(g.bracket.Working, fate{state: BracketOpen, act: BracketAct{
		Change: reshaped(was, span), Meeting: c.Meeting, Noted: c.Meeting != "", Reason: c.Reason,
	}})
	if err := d.put(g.bracketed, g.drawnAs(change, g.placeOf(span.Start), g.bracket.Working, []int{g.index}), "working-text.bracket-reshaped"); err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.bracket-reshaped", g.bracket.Name, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.acted(g.bracket)
}

// placeOf gives the index that the bracket has after it has been drawn from another
// place on.
func (g *grip) placeOf(start bracket.Place) int {
	n := 0
	for i, b := range g.tree.Brackets {
		if i != g.index && b.Open.Compare(start) < 0 {
			n++
		}
	}
	return n
}

// reshaped tells what moving the ends of a bracket does to it.
func reshaped(was bracket.Bracket, now bracket.Span) BracketChange {
	inside := bracket.Span{Start: bracket.Place{Paragraph: was.Open.Paragraph, Offset: was.Open.Offset + 1}, End: was.Close}
	switch {
	case now.Start.Compare(was.Open) >= 0 && now.End.Compare(was.Span().End) <= 0:
		return Narrowed
	case now.Start.Compare(inside.Start) <= 0 && now.End.Compare(inside.End) >= 0:
		return Widened
	}
	return Shifted
}

// Decide gives working-text.bracket-attributed, for the team. One that holds the
// bracket by its own act stays until it drops out, or its word is recorded.
func (c AttributeBracket) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskForBracket(s, m, c.Bracket, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(note("reason", c.Reason), d.heard(c.Meeting), d.holders("holders.", c.Holders)); err != nil {
		return Outcome{}, err
	}
	g, err := d.grip(c.Bracket)
	if err != nil {
		return Outcome{}, err
	}
	if err := c.keepsHolders(d, g.bracket); err != nil {
		return Outcome{}, err
	}
	b := g.tree.Brackets[g.index]
	now, err := d.withoutHolders(g.tree.Flow, b, "")
	if err != nil {
		return Outcome{}, err
	}
	if now, err = d.attributed(now, b.Open, c.Holders); err != nil {
		return Outcome{}, err
	}
	change := heldBeside(g.tree.Flow, now)
	if len(change.Changed) == 0 {
		return Outcome{}, refuse(NoChange, c.Bracket, "the bracket is attributed so already")
	}
	act := BracketAct{Change: Attributed, Meeting: c.Meeting, Noted: c.Meeting != "", Reason: c.Reason}
	d.explain(g.bracket.Working, fate{state: BracketOpen, act: act})
	if err := d.put(g.bracketed, g.drawnAs(change, 0, 0, nil), "working-text.bracket-attributed"); err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.bracket-attributed", g.bracket.Name, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.acted(g.bracket)
}

// keepsHolders refuses to leave out one that holds the bracket by its own act.
func (c AttributeBracket) keepsHolders(d *desk, b *Bracket) error {
	holds, err := d.ownHolds(b.Name)
	if err != nil {
		return err
	}
	var left []string
	for _, h := range holds {
		if !slices.ContainsFunc(c.Holders, func(e HolderEntry) bool { return slices.Contains(e.Actors, h.holder()) }) {
			left = append(left, h.holder())
		}
	}
	if len(left) == 0 {
		return nil
	}
	return refuse(BracketHeld, c.Bracket, "one that is left out holds the bracket by its own act", "holders", strings.Join(left, ", "))
}
