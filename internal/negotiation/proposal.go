package negotiation

import (
	"fmt"
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// proposal is an amendment with its facets.
type proposal struct {
	amendment   *Amendment
	sponsorship *Sponsorship
	handling    *Handling // empty but for its names while the proposal is a draft
	// outside tells that the proponent does not see what is shown to member States.
	outside bool
}

func loadProposal(s State, name string) (*proposal, error) {
	a, err := get[*Amendment](s, name)
	if err != nil {
		return nil, err
	}
	sponsorship, err := get[*Sponsorship](s, SponsorshipName(name))
	if err != nil {
		return nil, fmt.Errorf("reading the sponsorship of %s: %w", name, err)
	}
	handling, err := get[*Handling](s, HandlingName(name))
	if isNotFound(err) {
		handling, err = &Handling{Name: HandlingName(name), Amendment: name}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the handling of %s: %w", name, err)
	}
	actor, err := get[*Actor](s, sponsorship.Sponsors[0].Actor)
	if err != nil {
		return nil, fmt.Errorf("reading the proponent of %s: %w", name, err)
	}
	return &proposal{a, sponsorship, handling, outsideStates(actor)}, nil
}

// outsideStates tells whether an actor's admission does not show it what member
// States are shown.
func outsideStates(a *Actor) bool {
	return !slices.Contains(participantTokens(a.ActorKind, ""), StatesToken(""))
}

// handedIn tells whether the proposal was ever submitted.
func (p *proposal) handedIn() bool { return !p.amendment.SubmittedAt.IsZero() }

// circulated tells whether participants have been shown the proposal.
func (p *proposal) circulated() bool { return p.amendment.Number > 0 }

// named tells whether participants have been shown who stands behind it.
func (p *proposal) named() bool {
	return p.circulated() && p.sponsorship.Circulation == CirculateWithName
}

func (p *proposal) proponent() string { return p.sponsorship.Sponsors[0].Actor }

func (p *proposal) process() string { return LastID(ProcessOf(p.amendment.Name)) }

// between is the audience of the proponent and, once the proposal is handed in,
// the team: what they say to each other about it is theirs alone. Joining a
// proposal asks nobody's consent, so that whoever joins does not read it; a step
// by which the proponent accepts a co-sponsor can open it to that one.
func (p *proposal) between() Audience {
	tokens := []Token{p.proponentToken()}
	if p.handedIn() {
		tokens = append(tokens, TeamToken(p.process()))
	}
	return AudienceOf(tokens...)
}

func (p *proposal) proponentToken() Token { return ActorToken(LastID(p.proponent())) }

// participants is the audience of what is circulated. A proponent that is not
// shown what member States are is named in it, so as not to lose sight of its own
// proposal; audiences are shown to nobody.
func (p *proposal) participants() Audience {
	if p.outside {
		return AudienceOf(p.proponentToken(), StatesToken(p.process()))
	}
	return ToStates.Audience(p.process())
}

// audience is who sees the amendment itself.
func (p *proposal) audience() Audience {
	if p.circulated() {
		return p.participants()
	}
	return p.between()
}

// sponsorshipAudience is who sees who stands behind it.
func (p *proposal) sponsorshipAudience() Audience {
	if p.named() {
		return p.participants()
	}
	return p.between()
}

// seenBy gives the proposal where the delegation sees it and else NOT_FOUND, the
// same as for one that does not exist.
func seenBy(s State, d delegation, name string) (*proposal, error) {
	if err := CheckName(KindAmendment, "amendment", name); err != nil {
		return nil, err
	}
	p, err := loadProposal(s, name)
	if err != nil {
		return nil, err
	}
	if !d.viewer(ProcessOf(name)).Sees(p.audience()) {
		return nil, notFound(name)
	}
	return p, nil
}

// ofProponent is seenBy for what only the proponent may do.
func ofProponent(s State, d delegation, name string) (*proposal, error) {
	p, err := seenBy(s, d, name)
	if err != nil {
		return nil, err
	}
	// Who the proponent is stays unsaid: the answer is the same for all others.
	if p.proponent() != d.actor.Name {
		return nil, refuse(NotProponent, name, "only the proponent may do this")
	}
	return p, nil
}

// atDelegation lets a delegation at an open document that it sees.
func atDelegation(s State, m Meta, document string) (delegation, *Document, error) {
	if err := CheckName(KindDocument, "document", document); err != nil {
		return delegation{}, nil, err
	}
	d, err := byDelegation(s, m, ProcessOf(document))
	if err != nil {
		return d, nil, err
	}
	known, err := get[*Document](s, document)
	if err != nil {
		return d, nil, err
	}
	if !d.viewer(ProcessOf(document)).Sees(documentAudience(known)) {
		return d, nil, notFound(document)
	}
	doc, err := openDocument(s, document)
	return d, doc, err
}

// checkWanted brings what a proposal says into normal form and checks that it
// says something.
func checkWanted(a *Amendment, baseText string) error {
	err := all(line("label", a.Label), note("rationale", a.Rationale), listed("cites", a.Cites))
	for _, c := range a.Cites {
		err = all(err, required("cites", c))
	}
	if err != nil {
		return err
	}
	switch a.Kind {
	case EditWords, ReplaceParagraph, InsertParagraph:
		n, err := wording("wanted", text.Paragraph{Label: a.Label, Text: a.Wanted})
		if err != nil {
			return err
		}
		a.Wanted, a.Label = n.Text, n.Label
		if a.Kind != InsertParagraph && a.Wanted == baseText {
			return refuse(NoChange, "wanted", "the wording wanted is the one that stands already")
		}
		return nil
	case Comment:
		if err := spoken("rationale", a.Rationale); err != nil {
			return err
		}
	}
	if a.Wanted != "" {
		return badField("wanted", "is given with a kind of proposal that has no wording", "Leave it empty, or propose to edit, replace or insert.")
	}
	return nil
}
