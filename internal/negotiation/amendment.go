package negotiation

import "slices"

// ProposeAmendment makes a proposal of the delegation that the caller acts for.
type ProposeAmendment struct {
	Document string
	Kind     AmendmentKind
	// Paragraph is what it amends, or what an insertion is to follow ("" for the
	// first place).
	Paragraph string // …/paragraphs/{id}
	// Draft is the draft it was made on; empty is the newest one published.
	Draft string // …/drafts/{name}
	// BaseRevision is the number of the published wording it was made on; only an
	// insertion may leave it 0.
	BaseRevision int
	Wanted       string // the paragraph as wanted, for edit, replace and insert
	Label        string // of an insertion: "12 bis."
	Rationale    string // or the comment itself
	Cites        []string
	Editorial    bool
	OnBehalf     string // actors/{a}, a group that the actor is a member of now
	Circulation  Circulation
	Supersedes   string // …/amendments/{id}, one that the same proponent has handed in
	// Submit hands it in at once; else it stays the delegation's own draft.
	Submit bool
	// Hold leaves circulation, as far as it is chosen, to the team; else a
	// proposal is circulated when it is handed in.
	Hold   bool
	Reason string
}

// ReviseAmendment changes a proposal that is still its delegation's own draft. A
// nil field stays as it is.
type ReviseAmendment struct {
	Amendment string // …/amendments/{id}
	// BaseRevision, where it is not 0, moves the proposal to that published
	// wording, for a draft whose base has been overtaken.
	BaseRevision int
	Wanted       *string
	Label        *string
	Rationale    *string
	Cites        *[]string
	Editorial    *bool
	Circulation  *Circulation
	Reason       string
}

// SubmitAmendment hands in a delegation's own draft.
type SubmitAmendment struct {
	Amendment string
	// Circulation replaces the earlier choice where it is not empty.
	Circulation Circulation
	Hold        bool // leaves circulation to the team
	Reason      string
}

// CirculateAmendment shows a submitted proposal to the participants, as far as
// its proponent has chosen. Team only.
type CirculateAmendment struct {
	Amendment string
	Reason    string
}

// SponsorAmendment joins a proposal.
type SponsorAmendment struct {
	Amendment string
	Kind      SponsorKind // CoSponsored or Supporter
	OnBehalf  string      // actors/{a}, a group
	Reason    string
}

// WithdrawAmendment takes a proposal back. Its proponent only.
type WithdrawAmendment struct {
	Amendment  string
	InFavourOf string // …/amendments/{id}; optional
	Reason     string
}

// Decide gives amendment.drafted for the delegation alone or, handed in at once,
// the events of SubmitAmendment.
func (c ProposeAmendment) Decide(s State, m Meta) (Outcome, error) {
	d, _, err := atDelegation(s, m, c.Document)
	if err != nil {
		return Outcome{}, err
	}
	if err := d.has(m, ProposeInWriting); err != nil {
		return Outcome{}, err
	}
	if c.Circulation == "" {
		c.Circulation = CirculateNot
	}
	err = all(oneOf("kind", c.Kind, EditWords, ReplaceParagraph, InsertParagraph, DeleteParagraph, RetainParagraph, Comment),
		oneOf("circulation", c.Circulation, CirculateNot, CirculateUnnamed, CirculateWithName), note("reason", c.Reason),
		d.speaksFor(s, m, c.OnBehalf))
	if err != nil {
		return Outcome{}, err
	}
	p, err := c.draft(s, m, d)
	if err != nil {
		return Outcome{}, err
	}
	b := newSheet(m)
	if c.Submit {
		err = b.submit(s, p, c.Hold, c.Reason)
	} else {
		b.add(c.Document, p.audience(), "amendment.drafted", p.amendment.Name, c.Reason, p.amendment, p.sponsorship)
	}
	if err != nil {
		return Outcome{}, err
	}
	return b.outcome(p.amendment, p.sponsorship)
}

// draft makes the proposal as its delegation's own.
func (c ProposeAmendment) draft(s State, m Meta, d delegation) (*proposal, error) {
	b, err := baseOf(s, d, c.Document, c.Paragraph, c.Draft, c.BaseRevision, c.Kind == InsertParagraph)
	if err != nil {
		return nil, err
	}
	a := &Amendment{
		Name: AmendmentName(c.Document, m.NewID()), Document: c.Document, Kind: c.Kind, Paragraph: c.Paragraph,
		Draft: b.draft, Revision: b.revision, BaseHash: b.hash, Wanted: c.Wanted, Label: c.Label,
		Rationale: c.Rationale, Cites: c.Cites, Editorial: c.Editorial, State: AmendmentDraft, Supersedes: c.Supersedes,
	}
	if err := checkWanted(a, b.text); err != nil {
		return nil, err
	}
	p := &proposal{
		amendment: a,
		sponsorship: &Sponsorship{
			Name: SponsorshipName(a.Name), Amendment: a.Name, Circulation: c.Circulation,
			Sponsors: []Sponsor{{Actor: d.actor.Name, OnBehalf: c.OnBehalf, Kind: Proponent}},
		},
		handling: &Handling{Name: HandlingName(a.Name), Amendment: a.Name},
		outside:  outsideStates(d.actor),
	}
	if c.Supersedes != "" {
		earlier, err := superseded(s, d, a)
		if err != nil {
			return nil, err
		}
		if err := p.links(earlier); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// superseded reads the earlier proposal that one is to replace.
func superseded(s State, d delegation, a *Amendment) (*proposal, error) {
	earlier, err := ofProponent(s, d, a.Supersedes)
	if err != nil {
		return nil, err
	}
	if earlier.amendment.Document != a.Document {
		return nil, notFound(a.Supersedes)
	}
	return earlier, earlier.in(Submitted)
}

// in checks the state of the amendment.
func (p *proposal) in(states ...AmendmentState) error {
	if slices.Contains(states, p.amendment.State) {
		return nil
	}
	return refuse(WrongState, p.amendment.Name, "the amendment is "+string(p.amendment.State), "state", string(p.amendment.State))
}

// Decide gives amendment.revised for the delegation alone.
func (c ReviseAmendment) Decide(s State, m Meta) (Outcome, error) {
	d, _, err := atDelegation(s, m, DocumentOf(c.Amendment))
	if err != nil {
		return Outcome{}, err
	}
	p, err := ofProponent(s, d, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(p.in(AmendmentDraft), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	a := p.amendment
	if c.BaseRevision != 0 {
		b, err := baseOf(s, d, a.Document, a.Paragraph, "", c.BaseRevision, a.Kind == InsertParagraph)
		if err != nil {
			return Outcome{}, err
		}
		a.Draft, a.Revision, a.BaseHash = b.draft, b.revision, b.hash
	}
	set(&a.Wanted, c.Wanted)
	set(&a.Label, c.Label)
	set(&a.Rationale, c.Rationale)
	set(&a.Cites, c.Cites)
	set(&a.Editorial, c.Editorial)
	set(&p.sponsorship.Circulation, c.Circulation)
	err = all(checkWanted(a, ""), oneOf("circulation", p.sponsorship.Circulation, CirculateNot, CirculateUnnamed, CirculateWithName))
	if err != nil {
		return Outcome{}, err
	}
	b := newSheet(m)
	b.add(a.Document, p.audience(), "amendment.revised", a.Name, c.Reason, a, p.sponsorship)
	return b.outcome(a, p.sponsorship)
}

// Decide gives amendment.submitted for the delegation and the team; where an
// earlier proposal is replaced, amendment.superseded for those who see that one;
// and, if the proponent has chosen so, amendment.circulated for the participants
// and amendment.numbered for the team.
func (c SubmitAmendment) Decide(s State, m Meta) (Outcome, error) {
	d, _, err := atDelegation(s, m, DocumentOf(c.Amendment))
	if err != nil {
		return Outcome{}, err
	}
	if err := d.has(m, ProposeInWriting); err != nil {
		return Outcome{}, err
	}
	p, err := ofProponent(s, d, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(p.in(AmendmentDraft), note("reason", c.Reason), d.speaksFor(s, m, p.sponsorship.Sponsors[0].OnBehalf)); err != nil {
		return Outcome{}, err
	}
	if c.Circulation != "" {
		p.sponsorship.Circulation = c.Circulation
	}
	if err := oneOf("circulation", p.sponsorship.Circulation, CirculateNot, CirculateUnnamed, CirculateWithName); err != nil {
		return Outcome{}, err
	}
	// The draft's base may have been overtaken, and its words overtaken by others'.
	a := p.amendment
	at, err := baseOf(s, d, a.Document, a.Paragraph, "", a.Revision, a.Kind == InsertParagraph)
	if err != nil {
		return Outcome{}, err
	}
	if err := checkWanted(a, at.text); err != nil {
		return Outcome{}, err
	}
	b := newSheet(m)
	if err := b.submit(s, p, c.Hold, c.Reason); err != nil {
		return Outcome{}, err
	}
	return b.outcome(a, p.sponsorship)
}
