package negotiation

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/travaux/travaux/internal/text"
)

// proposal is an amendment with its facets.
type proposal struct {
	amendment   *Amendment
	sponsorship *Sponsorship
	handling    *Handling // empty but for its names while the proposal is a draft
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
	return &proposal{a, sponsorship, handling}, err
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

// sponsors is the audience of those who stand behind the proposal and, once it
// is handed in, the team.
func (p *proposal) sponsors() Audience {
	var tokens []Token
	for _, s := range p.sponsorship.Sponsors {
		tokens = append(tokens, ActorToken(LastID(s.Actor)))
	}
	if p.handedIn() {
		tokens = append(tokens, TeamToken(p.process()))
	}
	return AudienceOf(tokens...)
}

// audience is who sees the amendment itself.
func (p *proposal) audience() Audience {
	if p.circulated() {
		return ToStates.Audience(p.process())
	}
	return p.sponsors()
}

// sponsorshipAudience is who sees who stands behind it.
func (p *proposal) sponsorshipAudience() Audience {
	if p.named() {
		return ToStates.Audience(p.process())
	}
	return p.sponsors()
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

// atDelegation lets a delegation at an open document.
func atDelegation(s State, m Meta, document string) (delegation, *Document, error) {
	if err := CheckName(KindDocument, "document", document); err != nil {
		return delegation{}, nil, err
	}
	d, err := byDelegation(s, m, ProcessOf(document))
	if err != nil {
		return d, nil, err
	}
	doc, err := openDocument(s, document)
	return d, doc, err
}

// base is the published wording that a proposal is made on.
type base struct {
	draft    string
	revision int
	hash     string
	text     string
}

// baseOf finds the base and refuses one that is no longer the newest published.
func baseOf(s State, document, paragraph, draft string, revision int, insertion bool) (base, error) {
	head, err := get[*Head](s, HeadName(document))
	if err != nil {
		return base{}, err
	}
	if head.Latest == "" {
		return base{}, refuse(NotPublished, document, "no draft of the document has been published")
	}
	b := base{draft: head.Latest}
	if paragraph != "" {
		if err := b.find(s, document, paragraph, revision, insertion); err != nil {
			return base{}, err
		}
	} else if !insertion {
		return base{}, refuse(FieldRequired, "paragraph", "names what is to be amended")
	}
	if draft != "" && draft != head.Latest {
		if err := b.onDraft(s, document, paragraph, draft); err != nil {
			return base{}, err
		}
	}
	return b, nil
}

func (b *base) find(s State, document, paragraph string, revision int, insertion bool) error {
	if err := CheckName(KindParagraph, "paragraph", paragraph); err != nil {
		return err
	}
	if DocumentOf(paragraph) != document {
		return notFound(paragraph)
	}
	p, err := get[*Passage](s, PassageOf(paragraph))
	if isNotFound(err) || err == nil && p.Standing.Revision == 0 {
		return notFound(paragraph)
	}
	if err != nil {
		return err
	}
	if p.Standing.Gone {
		return refuse(ParagraphGone, paragraph, "the newest draft no longer has the paragraph", "draft", p.Standing.Draft)
	}
	if revision == 0 && !insertion {
		return refuse(FieldRequired, "base_revision", "names the wording that the proposal is made on")
	}
	if revision != 0 && revision != p.Standing.Revision {
		return refuse(StaleBase, paragraph, "a newer draft has another wording than the one worked on",
			"current_revision", strconv.Itoa(p.Standing.Revision), "base_revision", strconv.Itoa(revision), "draft", p.Standing.Draft)
	}
	r, err := get[*Revision](s, RevisionName(paragraph, p.Standing.Revision))
	if err != nil {
		return err
	}
	b.revision, b.hash, b.text = r.Number, r.Hash, r.Text
	return nil
}

// onDraft checks that an earlier draft which the caller names has the base too.
func (b *base) onDraft(s State, document, paragraph, name string) error {
	if err := CheckName(KindDraft, "draft", name); err != nil {
		return err
	}
	draft, err := get[*Draft](s, name)
	if isNotFound(err) || err == nil && (draft.State != Published || DocumentOf(name) != document) {
		return notFound(name)
	}
	if err != nil {
		return err
	}
	has := slices.ContainsFunc(draft.Entries, func(e Entry) bool {
		return e.Paragraph == paragraph && e.Revision == b.revision
	})
	if paragraph != "" && !has {
		return refuse(FieldInvalid, "draft", "does not have the paragraph in that wording")
	}
	b.draft = name
	return nil
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
			return refuse(NoChange, "wanted", "is the wording that stands already")
		}
		return nil
	case Comment:
		if err := spoken("rationale", a.Rationale); err != nil {
			return err
		}
	}
	if a.Wanted != "" {
		return refuse(FieldInvalid, "wanted", "this kind of proposal has no wording; use edit, replace or insert")
	}
	return nil
}
