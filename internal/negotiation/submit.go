package negotiation

// submit hands a proposal in. The events of the delegation's and team's audience
// come first; what the participants are shown follows in events of their own.
func (b *sheet) submit(s State, p *proposal, hold bool, reason string) error {
	a, document := p.amendment, p.amendment.Document
	taken, err := admit(s, ProcessOf(document), a, b.meta.Now)
	if err != nil {
		return err
	}
	tally, err := tallyOf(s, document, p.proponent())
	if err != nil {
		return err
	}
	tally.Submitted++
	var earlier *proposal
	if a.Supersedes != "" {
		if earlier, err = loadProposal(s, a.Supersedes); err != nil {
			return err
		}
		if err := all(earlier.in(Submitted), p.links(earlier)); err != nil {
			return err
		}
	}
	a.State, a.SubmittedAt, a.Late, a.Round = Submitted, b.meta.Now, taken.late, taken.round
	p.sponsorship.Sponsors[0].At, p.sponsorship.OwnNumber = b.meta.Now, tally.Submitted
	p.handling.OwnNumber, p.handling.Supersedes = tally.Submitted, a.Supersedes
	circulates := !hold && p.sponsorship.Circulation != CirculateNot
	b.add(document, p.audience(), "amendment.submitted", a.Name, reason, a.clone(), p.sponsorship.clone(), p.handling, tally)
	if earlier != nil {
		b.supersede(earlier)
	}
	if circulates {
		return b.circulate(s, p, earlier)
	}
	return nil
}

// links refuses to replace a proposal that participants have been shown by one
// that they are to be shown otherwise: that the one ends at the moment when the
// other comes in would tell who made the one without a name.
func (p *proposal) links(earlier *proposal) error {
	now, was := p.sponsorship.Circulation, earlier.sponsorship.Circulation
	if earlier.circulated() && now != CirculateNot && now != was {
		return refuse(NamesWouldLink, "supersedes", "one of the two proposals bears its proponent's name and the other does not",
			"circulation", string(was))
	}
	return nil
}

// tallyOf reads how many proposals the actor has handed in on the document. Its
// drafts do not count: the number is shown to the team.
func tallyOf(s State, document, actor string) (*Tally, error) {
	name := TallyName(document, LastID(actor))
	t, err := get[*Tally](s, name)
	if isNotFound(err) {
		return &Tally{Name: name, Actor: actor}, nil
	}
	return t, err
}

// supersede ends an earlier proposal for those who see it.
func (b *sheet) supersede(p *proposal) {
	p.amendment.State = Superseded
	b.add(p.amendment.Document, p.audience(), "amendment.superseded", p.amendment.Name, "", p.amendment)
	b.conceal(p)
}

// conceal takes from the newest event, an act of the delegation, what its
// audience may not know: participants never learn the person, and the actor only
// where the proposal bears its name.
func (b *sheet) conceal(p *proposal) {
	switch {
	case !p.circulated():
	case p.named():
		b.by(Principal{Actor: b.meta.By.Actor, Capacity: b.meta.By.Capacity})
	default:
		b.by(Principal{})
	}
}

// circulate gives a proposal its number and shows it to the participants, with
// its sponsorship where the proponent has chosen so. earlier is the proposal that
// it replaces; it is named to participants only where both bear their names.
func (b *sheet) circulate(s State, p *proposal, earlier *proposal) error {
	a := p.amendment
	head, err := get[*Head](s, HeadName(a.Document))
	if err != nil {
		return err
	}
	head.Amendments++
	a.Number = head.Amendments
	if earlier == nil || !earlier.named() || !p.named() {
		a.Supersedes = ""
	}
	facts := []Entity{a}
	if p.named() {
		p.sponsorship.OwnNumber = 0
		facts = append(facts, p.sponsorship)
	}
	b.add(a.Document, p.audience(), "amendment.circulated", a.Name, "", facts...)
	if b.meta.By.Capacity == InNationalService {
		b.conceal(p)
	}
	b.add(a.Document, teamOnly(ProcessOf(a.Name)), "amendment.numbered", a.Name, "", head)
	return nil
}

func (e *Amendment) clone() *Amendment {
	c := *e
	return &c
}

func (e *Sponsorship) clone() *Sponsorship {
	c := *e
	c.Sponsors = append([]Sponsor(nil), e.Sponsors...)
	return &c
}

// Decide gives amendment.circulated for the participants and amendment.numbered
// for the team.
func (c CirculateAmendment) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindAmendment, "amendment", c.Amendment); err != nil {
		return Outcome{}, err
	}
	d, err := openDesk(s, m, DocumentOf(c.Amendment), Circulate)
	if err != nil {
		return Outcome{}, err
	}
	p, err := ofTeam(s, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(p.in(Submitted), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	if p.circulated() {
		return Outcome{}, refuse(AlreadyCirculated, c.Amendment, "participants see the amendment already")
	}
	if p.sponsorship.Circulation == CirculateNot {
		return Outcome{}, refuse(NotToBeCirculated, c.Amendment, "the proponent has submitted it to the co-facilitators only")
	}
	var earlier *proposal
	if p.handling.Supersedes != "" {
		if earlier, err = loadProposal(s, p.handling.Supersedes); err != nil {
			return Outcome{}, err
		}
	}
	if err := d.circulate(s, p, earlier); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p.amendment, p.sponsorship)
}

// ofTeam gives a proposal that has been handed in; the team knows of no other.
func ofTeam(s State, name string) (*proposal, error) {
	p, err := loadProposal(s, name)
	if err == nil && !p.handedIn() {
		return nil, notFound(name)
	}
	return p, err
}

// Decide gives amendment.sponsored for those who see the sponsorship and, where a
// reason is given, handling.joined with it for the proponent and the team.
func (c SponsorAmendment) Decide(s State, m Meta) (Outcome, error) {
	d, _, err := atDelegation(s, m, DocumentOf(c.Amendment))
	if err != nil {
		return Outcome{}, err
	}
	if err := all(oneOf("kind", c.Kind, CoSponsored, Supporter), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	rights := []Right{CoSponsor}
	if c.Kind == Supporter {
		rights = []Right{ProposeOrally, ProposeInWriting, CoSponsor}
	}
	if err := all(d.has(m, rights...), d.speaksFor(s, m, c.OnBehalf)); err != nil {
		return Outcome{}, err
	}
	p, err := seenBy(s, d, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	if err := p.in(Submitted); err != nil {
		return Outcome{}, err
	}
	for i, sponsor := range p.sponsorship.Sponsors {
		if sponsor.Actor != d.actor.Name {
			continue
		}
		if i == 0 || sponsor.Kind == c.Kind {
			return Outcome{}, refuse(AlreadySponsor, c.Amendment, "the actor stands behind the amendment already")
		}
		// A supporter becomes a co-sponsor, or the reverse: the newer word counts.
		p.sponsorship.Sponsors = append(p.sponsorship.Sponsors[:i:i], p.sponsorship.Sponsors[i+1:]...)
		break
	}
	if !p.named() {
		return Outcome{}, refuse(NamesWithheld, c.Amendment, "the proposal circulates without names")
	}
	b := newSheet(m)
	p.sponsorship.Sponsors = append(p.sponsorship.Sponsors, Sponsor{
		Actor: d.actor.Name, OnBehalf: c.OnBehalf, Kind: c.Kind, At: b.meta.Now,
	})
	b.add(p.amendment.Document, p.sponsorshipAudience(), "amendment.sponsored", c.Amendment, "", p.sponsorship)
	b.conceal(p)
	if c.Reason != "" {
		b.add(p.amendment.Document, p.between(), "handling.joined", c.Amendment, c.Reason, p.handling)
	}
	return b.outcome(p.amendment, p.sponsorship)
}

// Decide gives amendment.withdrawn for those who see the amendment and, where it
// was handed in, handling.closed for the proponent and the team.
func (c WithdrawAmendment) Decide(s State, m Meta) (Outcome, error) {
	d, _, err := atDelegation(s, m, DocumentOf(c.Amendment))
	if err != nil {
		return Outcome{}, err
	}
	p, err := ofProponent(s, d, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(p.in(AmendmentDraft, Submitted), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	if c.InFavourOf != "" {
		if c.InFavourOf == c.Amendment || DocumentOf(c.InFavourOf) != p.amendment.Document {
			return Outcome{}, badField("in_favour_of", "names no other amendment of the same document", "Name another amendment of the document, or none.")
		}
		other, err := seenBy(s, d, c.InFavourOf)
		if err != nil {
			return Outcome{}, err
		}
		if !other.handedIn() { // it is named to the team
			return Outcome{}, badField("in_favour_of", "names an amendment that has not been handed in", "Leave it empty, or hand the other amendment in first.")
		}
	}
	b := newSheet(m)
	b.withdraw(p, c.InFavourOf, c.Reason)
	return b.outcome(p.amendment, p.sponsorship)
}

// withdraw ends a proposal. The reason is for the team and the proponent.
func (b *sheet) withdraw(p *proposal, inFavourOf, reason string) {
	a := p.amendment
	a.State, a.WithdrawnAt = Withdrawn, b.meta.Now
	p.handling.InFavourOf = inFavourOf
	if !p.handedIn() {
		b.add(a.Document, p.audience(), "amendment.withdrawn", a.Name, reason, a)
		return
	}
	b.add(a.Document, p.audience(), "amendment.withdrawn", a.Name, "", a)
	b.conceal(p)
	b.add(a.Document, p.between(), "handling.closed", a.Name, reason, p.handling)
}
