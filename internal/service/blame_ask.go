package service

import (
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
)

// proposal is an amendment with what the viewer may see beside it; nil is what it may
// not.
type proposal struct {
	amendment   *negotiation.Amendment
	sponsorship *negotiation.Sponsorship
	handling    *negotiation.Handling
	applied     []negotiation.Applied // for the team
}

// proposals are those that ask for words.
type proposals struct {
	byName  map[string]*proposal
	edits   map[string][]*proposal // by paragraph
	inserts []*proposal
	// successor is the amendment that replaced one, by the name of the one replaced.
	successor map[string]*negotiation.Amendment
}

// readProposals reads the amendments that the viewer sees and that have been handed
// in, in the order in which they were.
func (k *tracker) readProposals(document string) error {
	k.proposals = proposals{byName: map[string]*proposal{}, edits: map[string][]*proposal{}, successor: map[string]*negotiation.Amendment{}}
	all, err := listAll[*negotiation.Amendment](k.reader, document)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.State == negotiation.AmendmentDraft || a.SubmittedAt.IsZero() {
			continue
		}
		p := &proposal{amendment: a}
		beside := Beside{}
		if err := k.beside(beside, a); err != nil {
			return err
		}
		p.sponsorship, _ = beside[negotiation.SponsorshipName(a.Name)].Entity.(*negotiation.Sponsorship)
		p.handling, _ = beside[negotiation.HandlingName(a.Name)].Entity.(*negotiation.Handling)
		if err := k.addDocket(p); err != nil {
			return err
		}
		k.proposals.byName[a.Name] = p
		if a.Supersedes != "" {
			k.proposals.successor[a.Supersedes] = a
		}
		switch a.Kind {
		case negotiation.EditWords, negotiation.ReplaceParagraph:
			k.proposals.edits[a.Paragraph] = append(k.proposals.edits[a.Paragraph], p)
		case negotiation.InsertParagraph:
			k.proposals.inserts = append(k.proposals.inserts, p)
		}
	}
	return nil
}

// addDocket adds to what a proponent knows of its amendment the decisions for drafts
// that it has not been shown, and where they were applied, where the viewer is of the
// team.
func (k *tracker) addDocket(p *proposal) error {
	if p.handling == nil || !k.team {
		return nil
	}
	item, ok, err := k.find(negotiation.DocketName(p.amendment.Name))
	if err != nil || !ok {
		return err
	}
	docket, ok := item.Entity.(*negotiation.Docket)
	if !ok {
		return nil
	}
	p.applied = docket.Applied
	if len(docket.Dispositions) > 0 {
		all := *p.handling
		all.Dispositions = slices.Concat(docket.Dispositions, p.handling.Dispositions)
		p.handling = &all
	}
	return nil
}

// asks gives the wordings asked for that may have been taken up in one that came from
// some others, and the credit of each.
func (k *tracker) asks(r *negotiation.Revision, from []*negotiation.Revision) ([]redline.Ask, []Credit, error) {
	d := k.draftOf(r)
	if k.team {
		applied, err := k.appliedTo(r)
		if err != nil {
			return nil, nil, err
		}
		if applied != nil {
			ask, ok, err := k.ask(applied, from)
			if err != nil || !ok {
				return nil, nil, err
			}
			ask.Taken = true
			return []redline.Ask{ask}, []Credit{k.credit(applied, d, Applied)}, nil
		}
	}
	var asks []redline.Ask
	var credits []Credit
	for _, p := range k.candidates(r, from) {
		basis := k.basis(p, r, d)
		if basis == "" {
			continue
		}
		if err := k.ctx.Err(); err != nil {
			return nil, nil, err
		}
		ask, ok, err := k.ask(p, from)
		if err != nil {
			return nil, nil, err
		}
		if ok {
			asks = append(asks, ask)
			credits = append(credits, k.credit(p, d, basis))
		}
	}
	return asks, credits, nil
}

// appliedTo gives the amendment that a wording of the working text was made for, or
// nil. A wording that bears one for another cause says what one before it said.
func (k *tracker) appliedTo(r *negotiation.Revision) (*proposal, error) {
	if r.Cause != "amendment.applied" {
		return nil, nil
	}
	item, ok, err := k.find(negotiation.AttributionName(r.Name))
	if err != nil || !ok {
		return nil, err
	}
	a, ok := item.Entity.(*negotiation.Attribution)
	if !ok {
		return nil, nil
	}
	return k.proposals.byName[a.Amendment], nil
}

// candidates gives the proposals on the paragraphs that a wording came from, or for a
// new paragraph those that ask for one there.
func (k *tracker) candidates(r *negotiation.Revision, from []*negotiation.Revision) []*proposal {
	var out []*proposal
	if d := k.draftOf(r); len(from) == 0 && d != nil {
		for _, p := range k.proposals.inserts {
			if k.insertedAs(p, r, d) {
				out = append(out, p)
			}
		}
		return out
	}
	var seen []string
	for _, parent := range from {
		if !slices.Contains(seen, parent.Paragraph) {
			seen = append(seen, parent.Paragraph)
			out = append(out, k.proposals.edits[parent.Paragraph]...)
		}
	}
	return out
}

// draftOf gives the first draft that has a wording, or the first that could have it:
// one of the working text may have been written over before any was cut. It is nil
// where there is none yet.
func (k *tracker) draftOf(r *negotiation.Revision) *negotiation.Draft {
	if n := k.stood[r.Name]; n > 0 {
		return k.drafts[n-1]
	}
	for _, d := range k.drafts {
		if !d.CutAt.Before(r.At) {
			return d
		}
	}
	return nil
}

// basis tells on what grounds a proposal may be said to have brought words of a
// wording that stood in draft d first; "" for on none.
func (k *tracker) basis(p *proposal, r *negotiation.Revision, d *negotiation.Draft) Basis {
	switch {
	case d == nil || p.amendment.SubmittedAt.After(d.CutAt) || k.team && p.amendment.SubmittedAt.After(r.At):
		return ""
	case p.handling != nil:
		if k.takenUp(p.handling, d) {
			return Decided
		}
	case k.named(d) && !k.ended(p, d):
		return SameWords
	}
	return ""
}

// ended tells whether an amendment was withdrawn before a draft was cut, or the viewer
// sees one made before that replaced it.
func (k *tracker) ended(p *proposal, d *negotiation.Draft) bool {
	if p.amendment.State == negotiation.Withdrawn && !p.amendment.WithdrawnAt.After(d.CutAt) {
		return true
	}
	by := k.proposals.successor[p.amendment.Name]
	return by != nil && !by.SubmittedAt.After(d.CutAt)
}

// named tells whether words that stood in d first may be said in the target to be
// somebody's.
func (k *tracker) named(d *negotiation.Draft) bool {
	return k.team || d != nil && k.target.Attributed && d.Attributed
}

// takenUp tells whether it was decided that an amendment is in a draft: the last
// decision counts that was booked to it or, where none is yet, taken before it was
// cut. One for a draft that the viewer does not see counts for the next.
func (k *tracker) takenUp(h *negotiation.Handling, d *negotiation.Draft) bool {
	taken := false
	for _, x := range h.Dispositions {
		_, seen := k.at[x.Draft]
		open := !seen && (x.Draft != "" || d.State == negotiation.Sealed)
		if x.Draft == d.Name || open && !x.At.After(d.CutAt) {
			taken = x.Kind != negotiation.NotReflected && x.Kind != negotiation.CarriedForward
		}
	}
	return taken
}

// ask gives what a proposal stood for when a wording was made that came from some
// others, and the wordings since the one that it was made on; ok is false where it
// was made on a later one.
func (k *tracker) ask(p *proposal, from []*negotiation.Revision) (ask redline.Ask, ok bool, err error) {
	a := p.amendment
	if a.Kind == negotiation.InsertParagraph {
		return redline.Ask{Wanted: a.Wanted}, true, nil
	}
	at := slices.IndexFunc(from, func(r *negotiation.Revision) bool { return r.Paragraph == a.Paragraph })
	if at < 0 {
		return ask, false, nil
	}
	last := from[at].Number
	if k.team {
		if last, err = k.publishedBy(from[at]); err != nil {
			return ask, false, err
		}
	}
	stand := standing(p, last)
	chain, err := k.chain(a.Paragraph, last)
	if err != nil {
		return ask, false, err
	}
	for _, w := range chain {
		if w.Number >= stand.Revision && w.Number <= last {
			ask.On = append(ask.On, w.Text)
		}
	}
	if len(ask.On) == 0 {
		return ask, false, nil
	}
	if k.team {
		ask.On = append(ask.On, from[at].Text)
	}
	ask.Wanted = stand.Wanted
	return ask, true, nil
}

// chain gives the published wordings of a paragraph that the viewer sees, at least up
// to a number.
func (k *tracker) chain(paragraph string, last int) ([]*negotiation.Revision, error) {
	for n := k.read[paragraph] + 1; n <= last; n++ {
		w, err := k.revision(negotiation.RevisionName(paragraph, n))
		if err != nil {
			return nil, err
		}
		if w != nil {
			k.chains[paragraph] = append(k.chains[paragraph], w)
		}
		k.read[paragraph] = n
	}
	return k.chains[paragraph], nil
}

// publishedBy gives the number of the paragraph's newest published wording when a
// wording of the working text stood; 0 for none.
func (k *tracker) publishedBy(working *negotiation.Revision) (number int, err error) {
	if number, told := k.shown[working.Name]; told {
		return number, nil
	}
	defer func() {
		if err == nil {
			k.shown[working.Name] = number
		}
	}()
	for _, p := range k.entries[working.Paragraph] {
		d := k.drafts[p.draft]
		if d.State == negotiation.Sealed {
			continue
		}
		name, err := k.workingName(d, p.entry)
		if err != nil {
			return 0, err
		}
		if cut, err := k.revision(name); err != nil || cut.Number > working.Number {
			return number, err
		}
		number = p.entry.Revision
	}
	return number, nil
}

// standing is what a proposal stood for on a published wording, as far as the viewer
// may know of its rebases.
func standing(p *proposal, revision int) negotiation.Stand {
	h := &negotiation.Handling{}
	if p.handling != nil {
		for _, r := range p.handling.Rebases {
			if r.To <= revision {
				h.Rebases = append(h.Rebases, r)
			}
		}
	}
	return negotiation.StandOf(p.amendment, h)
}

// credit names a proposal, and its proponent where the viewer and the edition may be
// told; d is the draft in which the words stood first.
func (k *tracker) credit(p *proposal, d *negotiation.Draft, basis Basis) Credit {
	c := Credit{Amendment: p.amendment, Basis: basis}
	if p.sponsorship != nil && len(p.sponsorship.Sponsors) > 0 && k.named(d) {
		c.Actor, c.OnBehalf = p.sponsorship.Sponsors[0].Actor, p.sponsorship.Sponsors[0].OnBehalf
	}
	return c
}
