package negotiation

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// The commands of this file change the working text of a document. They belong
// to the co-facilitators' team and are seen by it alone. Each is one Act, which
// UndoAct takes back.

// InsertPassage puts a new paragraph into the working text.
type InsertPassage struct {
	Document string // processes/{p}/documents/{d}
	After    string // …/paragraphs/{id}; empty for the first place
	Kind     text.Kind
	Depth    int
	Label    string
	Text     string
	Marks    []text.Mark
	Reason   string
}

// EditPassage gives a paragraph a new wording.
type EditPassage struct {
	Paragraph    string // …/paragraphs/{id}
	BaseRevision int    // Passage.Revision that the edit was made on
	Text         string
	Marks        []text.Mark
	// Typed says that Text is the typed form: the names in it are all there are.
	// Else the names that stand beside the old words keep their places.
	Typed  bool
	Reason string
}

// DeletePassage takes a paragraph out of the working text.
type DeletePassage struct {
	Paragraph    string
	BaseRevision int
	Reason       string
}

// MovePassage puts a paragraph elsewhere. Its items do not follow by themselves.
type MovePassage struct {
	Paragraph    string
	BaseRevision int
	After        string // …/paragraphs/{id}; empty for the first place
	Depth        *int   // nil leaves it
	Reason       string
}

// SplitPassage makes several paragraphs of one. The old one ends; each part is a
// new paragraph whose origin names it. Give At or Parts.
type SplitPassage struct {
	Paragraph    string
	BaseRevision int
	// At are places in the text, in code points, rising; white space at a cut is
	// dropped.
	At []int
	// Parts are the parts' wordings and labels. With At only the labels, kinds
	// and depths are read, and there may be fewer parts than pieces.
	Parts  []Part
	Reason string
}

// Part is one of the paragraphs that a split makes. An empty Kind is the old
// paragraph's; the first part keeps the old label where its own is empty.
type Part struct {
	Kind  text.Kind
	Depth *int // nil is the old paragraph's
	Label string
	Text  string
	Marks []text.Mark
}

// MergePassages makes one paragraph of several that stand side by side. The old
// ones end; the new one's origin names them, and it has the first one's place,
// kind, depth and label.
type MergePassages struct {
	Paragraphs    []string // …/paragraphs/{id}, in their order
	BaseRevisions []int    // one for each
	Separator     string   // between the texts; empty is one space
	Reason        string
}

// RelabelPassage changes what is printed before a paragraph, or what the
// paragraph is. A nil field stays as it is.
type RelabelPassage struct {
	Paragraph    string
	BaseRevision int
	Label        *string
	Kind         *text.Kind
	Depth        *int
	Reason       string
}

// UndoAct takes one act on the working text back, as a new act. It is refused as
// stale where a paragraph that the act touched has changed since.
type UndoAct struct {
	Document string
	Act      int // Act.Number; 0 is the newest act that has not been undone
	Reason   string
}

// Decide gives working-text.inserted, for the team.
func (c InsertPassage) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDesk(s, m, c.Document, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	w, err := d.typed("text", text.Paragraph{Kind: c.Kind, Depth: c.Depth, Label: c.Label, Text: c.Text, Marks: c.Marks})
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	p, err := d.insert(w, c.After, "working-text.inserted")
	if err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.inserted", p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p)
}

// insert puts a new paragraph after another.
func (d *desk) insert(w words, after, cause string) (*Passage, error) {
	key, err := d.place(after, nil)
	if err != nil {
		return nil, err
	}
	p := d.fresh(w.Paragraph, key, Origin{OriginKind: NewIn})
	d.write(p, w, cause)
	d.touch(nil, p)
	return p, nil
}

// Decide gives working-text.edited, for the team.
func (c EditPassage) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskAt(s, m, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	w, err := d.typed("text", text.Paragraph{Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: c.Text, Marks: c.Marks})
	if err != nil {
		return Outcome{}, err
	}
	if err := d.edit(p, w, c.Typed, "working-text.edited"); err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.edited", p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p)
}

// edit gives a passage other words. The names that stood beside the old words
// stay at their places unless the new words were given in typed form.
func (d *desk) edit(p *Passage, w words, typed bool, cause string) error {
	old, err := d.held(p)
	if err := all(err, notAgreed(p)); err != nil {
		return err
	}
	if !typed && len(old.Held) > 0 {
		was, err := d.read(p)
		if err != nil {
			return err
		}
		kept := carryHeld(d.meta.comparer(), was.Text, w.Text, old.Held, d.doc.Language)
		w.beside.Held = joinHeld(w.beside.Held, kept)
	}
	if hashOf(w.Paragraph) == p.Hash && slices.EqualFunc(w.beside.Held, old.Held, sameHeld) {
		return refuse(NoChange, p.Paragraph, "paragraph "+p.Paragraph+" has that wording already")
	}
	before := *p
	d.write(p, w, cause)
	d.touch(&before, p)
	return nil
}

func sameHeld(a, b text.Attribution) bool {
	return a.Offset == b.Offset && a.Source == b.Source && a.Stance == b.Stance && slices.Equal(a.Actors, b.Actors)
}

// joinHeld puts the attributions typed and those kept together by place. One that
// was typed at the place of a kept one stands instead of it.
func joinHeld(typed, kept []text.Attribution) []text.Attribution {
	out := slices.Clone(typed)
	for _, a := range kept {
		if !slices.ContainsFunc(typed, func(b text.Attribution) bool { return a.Offset == b.Offset }) {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(x, y text.Attribution) int { return cmp.Compare(x.Offset, y.Offset) })
	return out
}

// Decide gives working-text.deleted, for the team.
func (c DeletePassage) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskAt(s, m, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(note("reason", c.Reason), notAgreed(p)); err != nil {
		return Outcome{}, err
	}
	d.remove(p)
	if err := d.commit("working-text.deleted", p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p)
}

func (d *desk) remove(p *Passage) {
	before := *p
	p.Deleted = true
	d.touch(&before, p)
}

// Decide gives working-text.moved, for the team.
func (c MovePassage) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskAt(s, m, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	if c.After == c.Paragraph {
		return Outcome{}, badField("after", "names the paragraph that is to move, which cannot follow itself", "Name the paragraph that it is to follow, or none for the first place.")
	}
	before := *p
	if p.Order, err = d.place(c.After, p); err != nil {
		return Outcome{}, err
	}
	set(&p.Depth, c.Depth)
	if p.Depth < 0 || p.Depth > maxDepth {
		return Outcome{}, badField("depth", fmt.Sprintf("is not from 0 to %d", maxDepth), fmt.Sprintf("Give a depth from 0 to %d.", maxDepth))
	}
	d.touch(&before, p)
	if err := d.commit("working-text.moved", p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p)
}

// Decide gives working-text.relabelled, for the team.
func (c RelabelPassage) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskAt(s, m, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	before := *p
	set(&p.Label, c.Label)
	set(&p.Kind, c.Kind)
	set(&p.Depth, c.Depth)
	// The words are checked with their kind, depth and label; these words are good.
	n, err := wording("paragraph", text.Paragraph{Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: "-"})
	if err := all(err, note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	p.Label = n.Label
	if p.Label == before.Label && p.Kind == before.Kind && p.Depth == before.Depth {
		return Outcome{}, refuse(NoChange, p.Paragraph, "paragraph "+p.Paragraph+" has that label, kind and depth already")
	}
	d.touch(&before, p)
	if err := d.commit("working-text.relabelled", p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p)
}
