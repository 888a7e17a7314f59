package negotiation

import (
	"cmp"
	"slices"
)

// Decide gives working-text.undone, for the team. Wordings are put back as new
// wordings, so that the numbers on which others base their edits only rise.
func (c UndoAct) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDesk(s, m, c.Document, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	act, err := d.undoable(c.Act)
	if err != nil {
		return Outcome{}, err
	}
	d.restored, d.undoing = true, true
	// Backwards, since an act may touch one passage more than once.
	for _, t := range slices.Backward(act.Touched) {
		if err := d.putBack(t); err != nil {
			return Outcome{}, err
		}
	}
	act.Undone = true
	d.made = append(d.made, act)
	if err := d.commit("working-text.undone", c.Document, c.Reason, act.Number); err != nil {
		return Outcome{}, err
	}
	return d.outcome(act)
}

// undoable reads the act of that number, or the newest that can be undone.
func (d *desk) undoable(n int) (*Act, error) {
	if n != 0 {
		act, err := get[*Act](d.state, ActName(d.document, n))
		if err == nil && act.Type == bracketLeft {
			return nil, holdersWord(act)
		}
		if err == nil && (act.Undone || act.Undoes != 0) {
			err = refuse(NothingToUndo, act.Name, "the act has been undone, or is itself the undoing of another")
		}
		return act, err
	}
	for n := d.head.LastAct; n > 0; n-- {
		act, err := get[*Act](d.state, ActName(d.document, n))
		if err == nil && act.Type == bracketLeft && !act.Undone {
			return nil, holdersWord(act)
		}
		if err != nil || !act.Undone && act.Undoes == 0 {
			return act, err
		}
	}
	return nil, refuse(NothingToUndo, d.document, "no act on the working text is left to undo")
}

// bracketLeft is the type of the act that a holder dropped out.
const bracketLeft = "working-text.bracket-left"

// holdersWord refuses to take back the word of a holder that it drops out.
func holdersWord(act *Act) error {
	e := refuse(NothingToUndo, act.Name, "a holder has dropped out by its own word, which the team cannot take back")
	e.Remedy = "Bracket the words anew, or attribute the bracket, if the holder says so."
	return e
}

// putBack gives a passage back what it was before it was touched, where it still
// is what the touch left.
func (d *desk) putBack(t Touch) error {
	now, err := get[*Passage](d.state, t.After.Name)
	if err != nil {
		return err
	}
	if !samePassage(now, &t.After) {
		return refuse(StaleAct, now.Paragraph, "the paragraph has changed since the act")
	}
	if same, err := d.sameNames(now.Paragraph, now.Revision, t.After.Revision); err != nil || !same {
		return cmp.Or(err, error(refuse(StaleAct, now.Paragraph, "who holds brackets in the paragraph has changed since the act")))
	}
	was := *now
	if t.Before == nil {
		now.Deleted = true
		d.touch(&was, now)
		return nil
	}
	revision, standing := now.Revision, now.Standing
	*now = *t.Before
	now.Revision, now.Standing = revision, standing
	now.Glyphs = renumberedAs(t.Before.Glyphs, t.After.Glyphs, was.Glyphs)
	if t.Before.Hash != was.Hash || t.Before.Revision != t.After.Revision {
		w, err := d.words(t.Before)
		if err != nil {
			return err
		}
		d.write(now, w, "working-text.undone",
			WorkingRevisionName(now.Paragraph, revision), WorkingRevisionName(now.Paragraph, t.Before.Revision))
	}
	d.touch(&was, now)
	return nil
}

// renumberedAs gives glyphs with the numbers that the brackets of a passage have been
// given since, as ConfirmBracket does.
func renumberedAs(glyphs, old, now []int) []int {
	out := slices.Clone(glyphs)
	if len(old) != len(now) {
		return out
	}
	for i, n := range out {
		if k := slices.Index(old, n); k >= 0 {
			out[i] = now[k]
		}
	}
	return out
}

// sameNames tells whether the same names stand beside two wordings of a paragraph.
func (d *desk) sameNames(paragraph string, a, b int) (bool, error) {
	if a == b {
		return true, nil
	}
	now, err := attributionOf(d.state, WorkingRevisionName(paragraph, a))
	if err != nil {
		return false, err
	}
	then, err := attributionOf(d.state, WorkingRevisionName(paragraph, b))
	return err == nil && slices.EqualFunc(now.Held, then.Held, sameHeld), err
}

// words reads a wording of a passage with what stands beside it.
func (d *desk) words(p *Passage) (words, error) {
	part, err := d.read(p)
	if err != nil {
		return words{}, err
	}
	beside, err := d.held(p)
	if err != nil {
		return words{}, err
	}
	return words{Paragraph: part, beside: *beside}, nil
}

func sameClosure(a, b *ClosureRecord) bool {
	return a == b || a != nil && b != nil && a.Closure == b.Closure && a.At.Equal(b.At)
}

// samePassage tells whether two images of a passage say the same, whatever their
// wordings' numbers and whatever has been published.
func samePassage(a, b *Passage) bool {
	return a.Kind == b.Kind && a.Depth == b.Depth && a.Order == b.Order && a.Label == b.Label &&
		a.Hash == b.Hash && a.Deleted == b.Deleted && sameClosure(a.Closure, b.Closure)
}
