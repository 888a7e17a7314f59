package negotiation

import (
	"slices"
	"strings"
	"time"
)

// Decide gives bracket.noted, for the team.
func (c NoteBracket) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskForBracket(s, m, c.Bracket, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	b, err := findBracket(s, c.Bracket)
	if err != nil {
		return Outcome{}, err
	}
	was := *b
	if err := c.apply(d, b); err != nil {
		return Outcome{}, err
	}
	if slices.Equal(b.LiftsIf, was.LiftsIf) && slices.Equal(b.Can, was.Can) && b.Package == was.Package && b.Owner == was.Owner &&
		b.Due.Equal(was.Due) && b.Notes == was.Notes && b.Bridge == was.Bridge {
		return Outcome{}, refuse(NoChange, c.Bracket, "the notes on the bracket say that already")
	}
	d.add(d.document, teamOnly(d.process), "bracket.noted", b.Name, c.Reason, b)
	return d.outcome(b)
}

// apply puts the notes on the bracket. A new bridge has been considered by nobody.
func (c NoteBracket) apply(d *desk, b *Bracket) error {
	if c.Bridge != nil && *c.Bridge != b.Bridge {
		b.Can = nil
	}
	set(&b.Package, c.Package)
	set(&b.Owner, c.Owner)
	set(&b.Notes, c.Notes)
	set(&b.Bridge, c.Bridge)
	if c.Due != nil {
		b.Due = c.Due.UTC()
	}
	err := all(line("package", b.Package), line("owner", b.Owner), note("notes", b.Notes), prose("bridge", b.Bridge, MaxParagraphBytes, false), note("reason", c.Reason))
	if err != nil {
		return err
	}
	if c.Can != nil {
		if err := d.actors("can_consider", *c.Can); err != nil {
			return err
		}
		b.Can = *c.Can
	}
	if len(b.Can) > 0 && strings.TrimSpace(b.Bridge) == "" {
		return badField("can_consider", "names who can consider a bridge, and there is none", "Give the bridge, or leave it empty.")
	}
	if c.LiftsIf == nil {
		return nil
	}
	others, err := d.others("lifts_if", *c.LiftsIf)
	if err != nil {
		return err
	}
	b.LiftsIf = nil
	for _, o := range others {
		if o.Name == b.Name {
			return badField("lifts_if", "names the bracket itself", "Name other brackets.")
		}
		b.LiftsIf = append(b.LiftsIf, o.Name)
	}
	return nil
}

// others reads the brackets that a field lists, each once.
func (d *desk) others(field string, names []string) ([]*Bracket, error) {
	if err := listed(field, names); err != nil {
		return nil, err
	}
	var out []*Bracket
	for _, name := range names {
		if err := CheckName(KindBracket, field, name); err != nil {
			return nil, err
		}
		if DocumentOf(name) != d.document {
			return nil, notFound(name)
		}
		b, err := findBracket(d.state, name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o *Bracket) bool { return o.Name == b.Name }) {
			return nil, badField(field, "names a bracket twice", "Name each bracket once.")
		}
		out = append(out, b)
	}
	return out, nil
}

// Decide gives bracket.slot-confirmed, for the team. A bracket that is said to be no
// candidate beside others has a slot of its own.
func (c ConfirmSlot) Decide(s State, m Meta) (Outcome, error) {
	if len(c.Brackets) < 2 {
		return Outcome{}, lacking("brackets", "a place has two candidates at least")
	}
	d, err := openDeskForBracket(s, m, c.Brackets[0], WriteText)
	if err != nil {
		return Outcome{}, err
	}
	some, err := d.others("brackets", c.Brackets)
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	if err := c.standTogether(d, some); err != nil {
		return Outcome{}, err
	}
	changed, err := c.confirm(d, some)
	if err != nil {
		return Outcome{}, err
	}
	if len(changed) == 0 {
		return Outcome{}, refuse(NoChange, c.Brackets[0], "that has been confirmed already")
	}
	facts := make([]Entity, len(changed))
	for i, b := range changed {
		b.History = append(slices.Clip(b.History), BracketAct{Change: Confirmed, At: d.meta.Now, Cause: "bracket.slot-confirmed", Reason: c.Reason})
		facts[i] = b
	}
	d.add(d.document, teamOnly(d.process), "bracket.slot-confirmed", some[0].Name, c.Reason, facts...)
	also := make([]Entity, len(some)-1)
	for i, b := range some[1:] {
		also[i] = b
	}
	return d.outcome(some[0], also...)
}

// standTogether checks that the brackets are open and stand side by side, in order.
func (c ConfirmSlot) standTogether(d *desk, some []*Bracket) error {
	text, err := d.standing()
	if err != nil {
		return err
	}
	var at []int
	for i, b := range some {
		if b.State != BracketOpen {
			return refuse(BracketClosed, c.Brackets[i], "the bracket is "+string(b.State), "state", string(b.State))
		}
		at = append(at, text.at(b.Working))
	}
	if !c.Apart && !text.tree.SideBySide(at) {
		return badField("brackets", "names brackets that do not stand side by side in that order, with nothing but spaces and strokes between", "Name brackets that do, in the order of the text.")
	}
	return nil
}

// confirm puts the brackets into their slots and gives those that change: also those
// that are left behind in a slot, which is named after the first of them now, or is
// none if there is one only.
func (c ConfirmSlot) confirm(d *desk, some []*Bracket) ([]*Bracket, error) {
	known, err := list[*Bracket](d.state, d.document, "")
	if err != nil {
		return nil, err
	}
	named := make(map[string]bool, len(some))
	broken := map[string]bool{some[0].Name: true} // slots that lose a bracket
	for _, b := range some {
		named[b.Name] = true
		broken[b.Slot] = true
	}
	behind := make(map[string][]*Bracket)
	for _, b := range known {
		if b.Slot != "" && b.State == BracketOpen && !named[b.Name] && broken[b.Slot] {
			behind[b.Slot] = append(behind[b.Slot], b)
		}
	}
	var changed []*Bracket
	enter := func(b *Bracket, slot string) {
		if b.Slot != slot {
			b.Slot = slot
			changed = append(changed, b)
		}
	}
	for _, b := range some {
		if c.Apart {
			enter(b, b.Name)
		} else {
			enter(b, some[0].Name)
		}
	}
	for _, slot := range sortedKeys(behind) {
		for _, b := range behind[slot] {
			if len(behind[slot]) == 1 {
				enter(b, "")
			} else {
				enter(b, behind[slot][0].Name)
			}
		}
	}
	return changed, nil
}

// Decide gives bracket.confirmed, for the team. Where the bracket continues one that
// was taken to have gone, the glyphs in the text get that one's number; who held b
// holds that one, since b is merged into it.
func (c ConfirmBracket) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskForBracket(s, m, c.Bracket, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	b, err := findBracket(s, c.Bracket)
	if err != nil {
		return Outcome{}, err
	}
	confirmed := BracketAct{Change: Confirmed, At: d.meta.Now, Cause: "bracket.confirmed", Reason: c.Reason}
	if c.Continues != "" {
		return c.continues(d, b, confirmed)
	}
	if b.Doubt == "" {
		return Outcome{}, refuse(NoChange, c.Bracket, "nothing about the bracket awaits confirmation")
	}
	b.Doubt = ""
	b.History = append(slices.Clip(b.History), confirmed)
	d.add(d.document, teamOnly(d.process), "bracket.confirmed", b.Name, c.Reason, b)
	return d.outcome(b)
}

// continues opens the bracket that went under its own number where b stands.
func (c ConfirmBracket) continues(d *desk, b *Bracket, act BracketAct) (Outcome, error) {
	others, err := d.others("continues", []string{c.Continues})
	if err != nil {
		return Outcome{}, err
	}
	was := others[0]
	switch {
	case b.State != BracketOpen:
		return Outcome{}, refuse(BracketClosed, c.Bracket, "the bracket is "+string(b.State), "state", string(b.State))
	case was.State == BracketOpen:
		return Outcome{}, refuse(BracketStands, c.Continues, "the bracket that is to be continued stands in the text itself")
	}
	facts := []Entity{was, b}
	was.State, was.ClosedAt, was.Into, was.Doubt = BracketOpen, time.Time{}, "", ""
	was.Slot, b.Slot = b.Slot, ""
	was.Kind, was.Paragraph, was.EndParagraph, was.Words, was.WordsHash, was.Holders = b.Kind, b.Paragraph, b.EndParagraph, b.Words, b.WordsHash, b.Holders
	reopened, merged := act, act
	reopened.Change, merged.Change = Reopened, MergedInto
	was.History = append(slices.Clip(was.History), reopened)
	b.State, b.ClosedAt, b.Into, b.Doubt = BracketMerged, d.meta.Now, was.Name, ""
	b.History = append(slices.Clip(b.History), merged)
	passages, err := d.passages()
	if err != nil {
		return Outcome{}, err
	}
	for _, p := range passages {
		if !p.Deleted && slices.Contains(p.Glyphs, b.Working) {
			p.Glyphs = renumbered(p.Glyphs, b.Working, was.Working)
			facts = append(facts, p)
		}
	}
	d.add(d.document, teamOnly(d.process), "bracket.confirmed", was.Name, c.Reason, facts...)
	return d.outcome(was, b)
}

// renumbered gives glyphs with one number put for another.
func renumbered(glyphs []int, old, now int) []int {
	out := slices.Clone(glyphs)
	for i, n := range out {
		if n == old {
			out[i] = now
		}
	}
	return out
}
