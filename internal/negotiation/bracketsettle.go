package negotiation

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Decide gives working-text.bracket-settled, for the team.
func (c SettleBracket) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskForBracket(s, m, c.Bracket, Dispose)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(d.at(c.BaseAct), c.check(), note("reason", c.Reason), d.heard(c.Meeting)); err != nil {
		return Outcome{}, err
	}
	g, err := d.grip(c.Bracket)
	if err != nil {
		return Outcome{}, err
	}
	change, err := c.change(d, g)
	if err != nil {
		return Outcome{}, refusedAct(err, c.Bracket, "w", g.numbers)
	}
	if err := g.mayChange(change); err != nil {
		return Outcome{}, err
	}
	if c.Agreed {
		if err := c.refuseHeld(d, g, change.Gone); err != nil {
			return Outcome{}, err
		}
	}
	for _, i := range change.Gone {
		d.explain(g.numbers[i], c.fate(i == g.index))
	}
	if err := d.put(g.bracketed, g.drawnAs(change, g.index, 0, nil), "working-text.bracket-settled"); err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.bracket-settled", g.bracket.Name, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.acted(g.bracket)
}

func (c SettleBracket) check() error {
	err := oneOf("settlement", c.How, KeepWords, DropWords, ChooseOption, ReplaceWords)
	switch {
	case err != nil:
		return err
	case c.Words != "" && c.How != ReplaceWords:
		return badField("words", "is given with a settlement that puts no words in", "Leave it empty, or replace the bracket.")
	case c.Option != 0 && c.How != ChooseOption:
		return badField("option", "is given with a settlement that chooses none", "Leave it empty, or choose an option.")
	}
	return nil
}

// change gives what the settlement makes of the text.
func (c SettleBracket) change(d *desk, g *grip) (*bracket.Change, error) {
	switch c.How {
	case KeepWords:
		return g.tree.Keep(g.index)
	case DropWords:
		return g.tree.Drop(g.index)
	case ReplaceWords:
		return c.replace(d, g)
	}
	candidates, err := d.candidates(g)
	if err != nil {
		return nil, err
	}
	if g.tree.Brackets[g.index].Kind == bracket.Alternatives {
		return g.tree.Choose(g.index, c.Option-1)
	}
	if len(candidates) < 2 {
		e := refuse(bracket.NoSuchOption, c.Bracket, "the bracket has no options, and nobody has confirmed that it stands with others for one place")
		e.Remedy = "Confirm which brackets are candidates for the place, then choose one; or keep or drop each."
		return nil, e
	}
	chosen := slices.Index(candidates, g.index)
	if c.Option != 0 {
		chosen = c.Option - 1
	}
	return g.tree.ChooseAmong(candidates, chosen)
}

// replace puts a bridge in the place of the bracket; names typed in it are set beside
// its words.
func (c SettleBracket) replace(d *desk, g *grip) (*bracket.Change, error) {
	if strings.TrimSpace(c.Words) == "" {
		return g.tree.Replace(g.index, "")
	}
	w, err := d.typed("words", text.Paragraph{Text: c.Words})
	if err != nil {
		return nil, err
	}
	change, err := g.tree.Replace(g.index, w.Text)
	if err != nil || len(w.beside.Held) == 0 {
		return change, err
	}
	open := g.tree.Brackets[g.index].Open
	// The repair of the seam takes bytes before the bracket away, and adds none.
	at := open.Offset
	for now := change.Flow.Paragraphs[open.Paragraph].Text; at > 0 && (at > len(now) || !strings.HasPrefix(now[at:], w.Text)); {
		at--
	}
	held := change.Flow.Held[open.Paragraph]
	for _, a := range w.beside.Held {
		a.Offset += at
		held = withHeld(held, a)
	}
	change.Flow.Held[open.Paragraph] = held
	return change, nil
}

// candidates gives the brackets that people have confirmed as candidates for the
// place of this one, itself included, in the order of the text; fewer than two where
// there is no choice.
func (d *desk) candidates(g *grip) ([]int, error) {
	if g.bracket.Slot == "" {
		return nil, nil
	}
	members, err := d.inSlot(g.bracket.Slot)
	if err != nil {
		return nil, err
	}
	var out []int
	for _, b := range members {
		if i := g.at(b.Working); i >= 0 && b.State == BracketOpen {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out, nil
}

// inSlot reads the open brackets of a slot.
func (d *desk) inSlot(slot string) ([]*Bracket, error) {
	known, err := list[*Bracket](d.state, d.document, "")
	return slices.DeleteFunc(known, func(b *Bracket) bool { return b.Slot != slot || b.State != BracketOpen }), err
}

// refuseHeld refuses to lift brackets that somebody is known to hold.
func (c SettleBracket) refuseHeld(d *desk, g *grip, gone []int) error {
	var holders []string
	for _, i := range gone {
		b, err := get[*Bracket](d.state, WorkingBracketName(d.document, g.numbers[i]))
		if err != nil {
			return err
		}
		more, err := d.holding(b)
		if err != nil {
			return err
		}
		holders = append(holders, more...)
	}
	if len(holders) == 0 {
		return nil
	}
	slices.Sort(holders)
	return refuse(BracketHeld, c.Bracket, "what is to be lifted is still held", "holders", strings.Join(slices.Compact(holders), ", "))
}

// fate tells what becomes of the bracket itself, or of another that goes with it.
func (c SettleBracket) fate(itself bool) fate {
	f := fate{state: BracketNotRetained, act: BracketAct{Change: NotRetained, Meeting: c.Meeting, Noted: c.Agreed, Reason: c.Reason}}
	switch {
	case !c.Agreed:
	case c.How == ReplaceWords || c.How == ChooseOption && !itself:
		f.state, f.act.Change = BracketSuperseded, SupersededBy
	default:
		f.state, f.act.Change = BracketLifted, Lifted
	}
	return f
}
