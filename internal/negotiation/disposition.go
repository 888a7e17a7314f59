package negotiation

import "github.com/travaux/travaux/internal/text"

// DecideAmendment records what becomes of a proposal in the next draft, and
// with ApplyToText changes the working text accordingly. Team only; told to the
// proponent.
type DecideAmendment struct {
	Amendment   string
	Disposition DispositionKind
	Reason      string // to the proponent; required with NotReflected
	// ApplyToText puts the wanted wording, carried onto the working text, into
	// it; an insertion makes a new paragraph, a deletion takes it out.
	ApplyToText bool
	// BaseRevision is Passage.Revision that the decision was made on; checked
	// with ApplyToText where it is not 0.
	BaseRevision int
	// Text is the wording that the team has settled on, where it is not the
	// wanted one; with ApplyToText.
	Text string
}

// Decide gives, with ApplyToText where the words change, amendment.applied for
// the team, an act on the working text; amendment.satisfied for the team where the
// text says it already; and amendment.decided for the proponent and the team.
func (c DecideAmendment) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindAmendment, "amendment", c.Amendment); err != nil {
		return Outcome{}, err
	}
	d, err := openDesk(s, m, DocumentOf(c.Amendment), Dispose)
	if err != nil {
		return Outcome{}, err
	}
	p, err := ofTeam(s, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	if err := c.check(p); err != nil {
		return Outcome{}, err
	}
	var also []Entity
	var applied *Applied
	if c.ApplyToText {
		passage, err := c.apply(d, p)
		if err != nil {
			return Outcome{}, err
		}
		also = append(also, passage)
		if applied, err = c.applied(d, p, passage); err != nil {
			return Outcome{}, err
		}
	}
	if err := c.keep(d, p, applied); err != nil {
		return Outcome{}, err
	}
	// One for the same draft stands beside it until that is published: that it were
	// replaced, or not, would tell whether a draft has been cut since.
	p.handling.Dispositions = append(p.handling.Dispositions, Disposition{Kind: c.Disposition, Reason: c.Reason, At: d.meta.Now})
	d.add(d.document, p.between(), "amendment.decided", c.Amendment, c.Reason, p.handling)
	return d.outcome(p.handling, append([]Entity{p.amendment}, also...)...)
}

func (c DecideAmendment) check(p *proposal) error {
	err := all(p.in(Submitted), note("reason", c.Reason),
		oneOf("disposition", c.Disposition, Reflected, PartlyReflected, BracketedIn, Bridged, NotReflected, CarriedForward))
	if err != nil {
		return err
	}
	if c.Disposition == NotReflected && c.Reason == "" {
		return lacking("reason", "the proponent of what is not reflected is told why")
	}
	if !c.ApplyToText {
		if c.Text != "" {
			return badField("text", "is for decisions that are applied to the text", "Leave it empty, or have the decision applied.")
		}
		return nil
	}
	kind := p.amendment.Kind
	if c.Disposition == NotReflected || c.Disposition == CarriedForward || kind == Comment || kind == RetainParagraph {
		return refuse(NotApplicable, c.Amendment, "there is nothing to put into the text")
	}
	if kind == DeleteParagraph && c.Text != "" {
		return badField("text", "is given with a deletion, which has no wording", "Leave it empty.")
	}
	if kind != DeleteParagraph && c.Disposition != Reflected && c.Text == "" {
		return lacking("text", "what is not reflected as it stands needs the wording to put in")
	}
	return nil
}

// applied tells where in the working text the decision stands.
func (c DecideAmendment) applied(d *desk, p *proposal, g *Passage) (*Applied, error) {
	at := &Applied{At: d.meta.Now, Paragraph: g.Paragraph}
	if p.amendment.Kind == DeleteParagraph {
		return at, nil
	}
	at.Revision = g.Revision
	if len(d.touched) > 0 {
		return at, nil
	}
	asked := askedOf(p.amendment, p.handling)
	at.Base, at.Words = asked.Revision, asked.Wanted
	if c.Text != "" {
		now, err := d.read(g)
		if err != nil {
			return nil, err
		}
		at.Words = now.Text
	}
	return at, nil
}

// keep enters in the team's docket how the decision was applied, in the event of the
// act where there is one. A decision that is not applied rests on what was put into
// the text for the one before.
func (c DecideAmendment) keep(d *desk, p *proposal, applied *Applied) error {
	if c.Disposition == NotReflected || c.Disposition == CarriedForward {
		return nil
	}
	docket, err := docketOf(d.state, p.amendment.Name)
	if err != nil {
		return err
	}
	if applied != nil {
		docket.Applied = append(docket.Applied, *applied)
	} else if renewed, err := docket.renew(d.state, d.meta.Now, p.amendment.Kind == DeleteParagraph); err != nil || !renewed {
		return err
	}
	if len(d.touched) > 0 {
		d.made = append(d.made, docket)
		return d.commit("amendment.applied", p.amendment.Name, c.Reason, 0)
	}
	d.add(d.document, teamOnly(d.process), "amendment.satisfied", p.amendment.Name, c.Reason, docket)
	return nil
}

// apply changes the working text as the amendment wants it.
func (c DecideAmendment) apply(d *desk, p *proposal) (*Passage, error) {
	a := p.amendment
	if a.Kind == InsertParagraph {
		return c.applyInsertion(d, p)
	}
	g, err := get[*Passage](d.state, PassageOf(a.Paragraph))
	if err != nil {
		return nil, err
	}
	base := c.BaseRevision
	if base == 0 {
		base = g.Revision
	}
	if g, err = d.passage(a.Paragraph, base); err != nil {
		return nil, err
	}
	if a.Kind == DeleteParagraph {
		if err := notAgreed(g); err != nil {
			return nil, err
		}
		d.remove(g)
		return g, nil
	}
	now, err := d.read(g)
	if err != nil {
		return nil, err
	}
	wanted := c.Text
	if wanted == "" {
		if wanted, err = d.carryToText(p, now.Text, g.Standing.Revision); err != nil {
			return nil, err
		}
	}
	if wanted == now.Text {
		return g, nil // the text says it already
	}
	return g, c.applyWords(d, p, g, now, wanted)
}

// carryToText carries what the proposal stands for onto the working text.
func (d *desk) carryToText(p *proposal, now string, published int) (string, error) {
	at := StandOf(p.amendment, p.handling)
	chain, err := wordings(d.state, p.amendment.Paragraph, at.Revision, published)
	if err != nil {
		return "", err
	}
	c, err := carryOver(d.meta.comparer(), append(chain, now), at.Wanted, d.doc.Language)
	if err != nil {
		return "", err
	}
	if c.outcome == Overlap {
		return "", refuse(OverlapsText, p.amendment.Name, "the working text has changed the words that the proposal changes")
	}
	return c.wanted, nil
}

func (c DecideAmendment) applyWords(d *desk, p *proposal, g *Passage, now text.Paragraph, wanted string) error {
	marks := carryMarks(d.meta.comparer(), now.Text, wanted, now.Marks, d.doc.Language)
	w, err := d.typed("text", text.Paragraph{Kind: g.Kind, Depth: g.Depth, Label: g.Label, Text: wanted, Marks: marks})
	if err != nil {
		return err
	}
	w.beside.Author, w.beside.Amendment = p.proponent(), p.amendment.Name
	return d.edit(g, w, false, "amendment.applied")
}

// applyInsertion makes the new paragraph, of the kind of the one that it follows.
func (c DecideAmendment) applyInsertion(d *desk, p *proposal) (*Passage, error) {
	a := p.amendment
	n := text.Paragraph{Kind: text.Operative, Label: a.Label, Text: StandOf(a, p.handling).Wanted}
	if c.Text != "" {
		n.Text = c.Text
	}
	if a.Paragraph != "" {
		g, err := get[*Passage](d.state, PassageOf(a.Paragraph))
		if err != nil {
			return nil, err
		}
		switch g.Kind {
		case text.Preambular, text.Operative, text.Item, text.Plain:
			n.Kind, n.Depth = g.Kind, g.Depth
		}
	}
	w, err := d.typed("text", n)
	if err != nil {
		return nil, err
	}
	w.beside.Author, w.beside.Amendment = p.proponent(), a.Name
	return d.insert(w, a.Paragraph, "amendment.applied")
}
