package negotiation

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// audience is who sees a hold: the actor and the team.
func (h *Hold) audience() Audience {
	return AudienceOf(ActorToken(LastID(h.Actor)), TeamToken(LastID(ProcessOf(h.Document))))
}

// edition is a paragraph of a published draft as a delegation sees it.
type edition struct {
	entry Entry
	text  text.Paragraph
}

// editionOf reads a draft that the delegation sees and, where a paragraph is named,
// how it has that one. One that it does not see is not read: the answer takes the
// same work as for one that does not exist.
func editionOf(s State, from delegation, draft, paragraph string) (edition, error) {
	document := DocumentOf(draft)
	head, err := get[*Head](s, HeadName(document))
	if err != nil {
		return edition{}, err
	}
	viewer := from.viewer(ProcessOf(document))
	seen := slices.ContainsFunc(head.Published, func(d PublishedDraft) bool {
		return d.Name == draft && viewer.Sees(d.Level.Audience(LastID(ProcessOf(document))))
	})
	if !seen {
		return edition{}, notFound(draft)
	}
	if paragraph == "" {
		return edition{}, nil
	}
	of, err := get[*Draft](s, draft)
	if err != nil {
		return edition{}, err
	}
	i := slices.IndexFunc(of.Entries, func(e Entry) bool { return e.Paragraph == paragraph })
	if i < 0 {
		return edition{}, notFound(paragraph)
	}
	e := of.Entries[i]
	r, err := get[*Revision](s, RevisionName(paragraph, e.Revision))
	if err != nil {
		return edition{}, err
	}
	return edition{e, text.Paragraph{Kind: e.Kind, Depth: e.Depth, Label: e.Label, Text: r.Text, Marks: r.Marks}}, nil
}

// Decide gives bracket.held for the actor and the team; and for the team alone, where
// the words stand in the working text, working-text.bracket-opened or, where a bracket
// stands round them, working-text.bracket-attributed, and bracket.hold-linked; else
// bracket.to-be-placed. On behalf of a group it is the group that holds.
func (c HoldWords) Decide(s State, m Meta) (Outcome, error) {
	if err := all(CheckName(KindDraft, "draft", c.Draft), CheckName(KindParagraph, "paragraph", c.Paragraph)); err != nil {
		return Outcome{}, err
	}
	document := DocumentOf(c.Draft)
	from, _, err := atDelegation(s, m, document)
	if err != nil {
		return Outcome{}, err
	}
	c.Stance = cmp.Or(c.Stance, StanceReserve)
	err = all(from.has(m, ProposeInWriting, ProposeOrally), oneOf("stance", c.Stance, StanceRetain, StanceDelete, StanceReserve),
		note("note", c.Note), from.speaksFor(s, m, c.OnBehalf))
	if err != nil {
		return Outcome{}, err
	}
	ed, err := editionOf(s, from, c.Draft, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	start, end, number, err := c.words(ed)
	if err != nil {
		return Outcome{}, err
	}
	if err := c.again(s, document, from.actor.Name, ed.text.Text, start, end, number); err != nil {
		return Outcome{}, err
	}
	if _, err := admit(s, ProcessOf(document), &Amendment{Kind: EditWords, Paragraph: c.Paragraph}, m.Now); err != nil {
		return Outcome{}, err
	}
	// By no right of the delegation's: nothing of the desk may reach the answer.
	d, err := deskOf(s, m, document)
	if err != nil {
		return Outcome{}, err
	}
	h := &Hold{
		Name: HoldName(document, m.NewID()), Document: document, Actor: from.actor.Name, OnBehalf: c.OnBehalf,
		Kind: HoldsWords, State: Holding, Stance: c.Stance, Draft: c.Draft, Paragraph: c.Paragraph,
		Words: ed.text.Text[start:end], Number: number, Note: c.Note, At: d.meta.Now,
	}
	d.add(document, h.audience(), "bracket.held", h.Name, "", h)
	if err := d.settleHold(h, ed.text.Text, start, end); err != nil {
		return Outcome{}, err
	}
	return d.sheet.outcome(h)
}

// again refuses to hold what the actor holds already: the bracket that the draft has
// there, or words that stand once in the paragraph.
func (c HoldWords) again(s State, document, actor, words string, start, end, number int) error {
	holds, err := list[*Hold](s, document, actor)
	if err != nil {
		return err
	}
	for _, h := range holds {
		if h.State != Holding || h.Kind != HoldsWords || h.OnBehalf != c.OnBehalf || h.Paragraph != c.Paragraph {
			continue
		}
		if h.Number == number && (number != 0 || h.Draft == c.Draft && h.Words == words[start:end] && strings.Count(words, h.Words) == 1) {
			return refuse(NoChange, h.Name, "the actor holds these words already")
		}
	}
	return nil
}

// words gives the stretch in bytes, and the published number of the bracket that the
// draft has round just these words, 0 for none. It is refused where brackets could
// not stand round it in the draft.
func (c HoldWords) words(ed edition) (start, end, number int, err error) {
	start, end, err = bytesOf(ed.text.Text, c.Start, c.End)
	if err != nil {
		return 0, 0, 0, err
	}
	if start == end {
		return 0, 0, 0, badField("end", "is the start: no words stand between", "Give words to put in brackets, or propose some.")
	}
	tree := bracket.Parse(bracket.Flow{Paragraphs: []text.Paragraph{ed.text}}, bracket.Options{})
	numbers := BracketNumbers(tree, [][]int{ed.entry.Glyphs})
	if i := around(tree, 0, start, end); i >= 0 {
		return start, end, numbers[i], nil
	}
	_, err = tree.Enclose(bracket.Span{Start: bracket.Place{Offset: start}, End: bracket.Place{Offset: end}})
	return start, end, 0, refusedAct(err, c.Paragraph, "", numbers)
}

// around gives the bracket that stands round just these bytes of a paragraph, its
// glyphs among them or not; -1 for none.
func around(t *bracket.Tree, paragraph, start, end int) int {
	return slices.IndexFunc(t.Brackets, func(b bracket.Bracket) bool {
		return b.Open.Paragraph == paragraph && b.Close.Paragraph == paragraph &&
			(b.Open.Offset+1 == start && b.Close.Offset == end || b.Open.Offset == start && b.Close.Offset+1 == end)
	})
}

// settleHold finds the place of a hold in the working text, or tells the team that
// there is none.
func (d *desk) settleHold(h *Hold, published string, start, end int) error {
	link := &HoldLink{Name: HoldLinkName(h.Name), Hold: h.Name}
	told := len(d.events)
	placed, err := d.placeHold(h, published, start, end)
	if err := ownRefusal(err); err != nil {
		return err
	}
	if err != nil || placed == "" {
		d.events = d.events[:told]
		d.add(d.document, teamOnly(d.process), "bracket.to-be-placed", h.Name, "", link)
		return nil
	}
	link.Bracket, link.At = placed, d.meta.Now
	d.add(d.document, teamOnly(d.process), "bracket.hold-linked", h.Name, "", link)
	return nil
}

// placeHold puts the bracket into the working text, or the holder's name beside the
// one that stands there, and names the bracket; "" where the words do not stand in it
// as published.
func (d *desk) placeHold(h *Hold, published string, start, end int) (string, error) {
	p, err := get[*Passage](d.state, PassageOf(h.Paragraph))
	if err != nil || p.Deleted {
		return "", err
	}
	now, err := d.read(p)
	if err != nil {
		return "", err
	}
	from, ok := carryStretch(d.meta.comparer().EditsOf(published, now.Text, d.doc.Language), start, end)
	to := from + end - start
	if !ok || to > len(now.Text) || now.Text[from:to] != published[start:end] {
		return "", nil
	}
	b, err := d.standing()
	if err != nil {
		return "", err
	}
	n := b.paragraph(h.Paragraph)
	entry := HolderEntry{Actors: []string{h.holder()}, Stance: h.Stance}
	act := BracketAct{Change: Opened, Actor: h.holder()}
	if i := around(b.tree, n, from, to); i >= 0 {
		return WorkingBracketName(d.document, b.numbers[i]), d.join(b, i, entry, act)
	}
	if err := notAgreed(p); err != nil {
		return "", err
	}
	span := bracket.Span{Start: bracket.Place{Paragraph: n, Offset: from}, End: bracket.Place{Paragraph: n, Offset: to}}
	if err := d.enclose(b, span, []HolderEntry{entry}, act); err != nil {
		return "", refusedAct(err, h.Paragraph, "w", b.numbers)
	}
	if err := d.commit("working-text.bracket-opened", h.Paragraph, "", 0); err != nil {
		return "", err
	}
	return d.opened[0].Name, nil
}

// join puts a further holder's name beside the words of an open bracket, unless it
// stands there with that stance.
func (d *desk) join(b *bracketed, i int, e HolderEntry, act BracketAct) error {
	x := b.tree.Brackets[i]
	for _, h := range x.Holders {
		if h.Stance == string(e.Stance) && slices.Contains(h.Actors, e.Actors[0]) {
			return nil
		}
	}
	now, err := d.attributed(b.tree.Flow, x.Open, []HolderEntry{e})
	if err != nil {
		return err
	}
	act.Change = Attributed
	d.explain(b.numbers[i], fate{state: BracketOpen, act: act})
	if err := d.put(b, b.drawnAs(heldBeside(b.tree.Flow, now), 0, 0, nil), "working-text.bracket-attributed"); err != nil {
		return err
	}
	return d.commit("working-text.bracket-attributed", WorkingBracketName(d.document, b.numbers[i]), "", 0)
}

// carryStretch gives where a stretch of words that no edit touches begins afterwards.
func carryStretch(edits []redline.Edit, start, end int) (from int, ok bool) {
	from = start
	for _, e := range edits {
		if e.End <= start {
			from += len(e.Insert) - (e.End - e.Start)
		} else if e.Start < end {
			return 0, false
		}
	}
	return from, true
}

// linkWaiting links the holds of actors on words of the paragraph that had no place
// in the working text to the bracket that the team has opened for them: those on the
// same words, else an actor's only one.
func (d *desk) linkWaiting(b *Bracket, actors []string) error {
	for _, actor := range actors {
		waiting, err := d.waiting(b.Paragraph, actor)
		if err != nil {
			return err
		}
		if len(waiting) > 1 {
			waiting = slices.DeleteFunc(waiting, func(h *Hold) bool { return text.Hash(h.Words, nil) != b.WordsHash })
		}
		for _, h := range waiting {
			d.add(d.document, teamOnly(d.process), "bracket.hold-linked", h.Name, "", &HoldLink{Name: HoldLinkName(h.Name), Hold: h.Name, Bracket: b.Name, At: d.meta.Now})
		}
	}
	return nil
}

// waiting reads the holds of a holder on words of a paragraph that are on no bracket.
func (d *desk) waiting(paragraph, holder string) ([]*Hold, error) {
	links, err := list[*HoldLink](d.state, d.document, "")
	if err != nil {
		return nil, err
	}
	var out []*Hold
	for _, l := range links {
		if l.Bracket != "" {
			continue
		}
		h, err := get[*Hold](d.state, l.Hold)
		if err != nil {
			return nil, err
		}
		if h.State == Holding && h.Paragraph == paragraph && h.holder() == holder {
			out = append(out, h)
		}
	}
	return out, nil
}

// Decide gives reservation.entered, for the actor and the team.
func (c Reserve) Decide(s State, m Meta) (Outcome, error) {
	err := CheckName(KindDraft, "draft", c.Draft)
	if err == nil && c.Paragraph != "" {
		err = CheckName(KindParagraph, "paragraph", c.Paragraph)
	}
	if err != nil {
		return Outcome{}, err
	}
	document := DocumentOf(c.Draft)
	from, _, err := atDelegation(s, m, document)
	if err != nil {
		return Outcome{}, err
	}
	err = all(from.has(m, ProposeInWriting, ProposeOrally), oneOf("kind", c.Kind, GeneralReserve, ScrutinyHold, AwaitsOrders),
		note("note", c.Note), from.speaksFor(s, m, c.OnBehalf))
	if err != nil {
		return Outcome{}, err
	}
	if _, err := editionOf(s, from, c.Draft, c.Paragraph); err != nil {
		return Outcome{}, err
	}
	own, err := list[*Hold](s, document, from.actor.Name)
	if err != nil {
		return Outcome{}, err
	}
	for _, h := range own {
		if h.State == Holding && h.Kind == c.Kind && h.Draft == c.Draft && h.Paragraph == c.Paragraph && h.OnBehalf == c.OnBehalf {
			return Outcome{}, refuse(NoChange, h.Name, "the reservation has been entered already")
		}
	}
	b := newSheet(m)
	h := &Hold{
		Name: HoldName(document, m.NewID()), Document: document, Actor: from.actor.Name, OnBehalf: c.OnBehalf,
		Kind: c.Kind, State: Holding, Draft: c.Draft, Paragraph: c.Paragraph, Note: c.Note, At: b.meta.Now,
	}
	b.add(document, h.audience(), "reservation.entered", h.Name, "", h)
	return b.outcome(h)
}
