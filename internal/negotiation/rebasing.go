package negotiation

import (
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// tellSponsors rebases the pending amendments onto the draft and tells the
// proponent of each, and the team, what became of it.
func (p *publication) tellSponsors() error {
	amendments, err := list[*Amendment](p.state, p.document, "")
	if err != nil {
		return err
	}
	for _, a := range amendments {
		if a.State != Submitted {
			continue
		}
		prop, err := loadProposal(p.state, a.Name)
		if err != nil {
			return err
		}
		kind, err := p.settle(prop)
		if err != nil {
			return err
		}
		if kind != "" {
			p.add(p.document, prop.between(), kind, a.Name, "", prop.handling)
		}
	}
	return nil
}

// settle books the decisions taken before the draft was cut to it, and rebases
// what is still pending. A pending amendment on which nothing was decided is
// carried forward, so that each has exactly one disposition a draft as long as it
// lives (domain law 5). It gives the type of the event to tell, or "".
func (p *publication) settle(prop *proposal) (string, error) {
	h := prop.handling
	booked, closed := false, false
	for i := range h.Dispositions {
		d := &h.Dispositions[i]
		if d.Draft == "" && !d.At.After(p.draft.CutAt) {
			d.Draft, booked = p.draft.Name, true
			stands, err := p.stands(prop.amendment, *d)
			if err != nil {
				return "", err
			}
			if !stands {
				p.reopen(prop.amendment, d)
			}
			if d.Kind != NotReflected && d.Kind != CarriedForward {
				d.Revision = p.shown(prop.amendment)
			}
		}
		closed = closed || d.Draft != "" && d.Kind != CarriedForward
	}
	if closed {
		if !booked {
			return "", nil
		}
		return "amendment.settled", nil
	}
	if !booked {
		at := slices.IndexFunc(h.Dispositions, func(d Disposition) bool { return d.Draft == "" })
		if at < 0 {
			at = len(h.Dispositions)
		}
		h.Dispositions = slices.Insert(h.Dispositions, at,
			Disposition{Draft: p.draft.Name, Kind: CarriedForward, At: p.meta.Now})
	}
	r, touched, err := p.rebase(prop.amendment, h)
	if err != nil {
		return "", err
	}
	if !touched {
		return "amendment.settled", nil
	}
	r.Draft, r.At = p.draft.Name, p.meta.Now
	h.Rebases = append(h.Rebases, r)
	return "amendment.rebased", nil
}

// shown gives the published wording in which an amendment is reflected, where
// the draft has one: that of its paragraph or, for an insertion, of the paragraph
// whose words came from it.
func (p *publication) shown(a *Amendment) string {
	for _, e := range p.draft.Entries {
		if a.Kind != InsertParagraph && e.Paragraph == a.Paragraph || a.Kind == InsertParagraph && p.inserted[e.Paragraph] == a.Name {
			return RevisionName(e.Paragraph, e.Revision)
		}
	}
	return ""
}

// rebase tells what the draft does to a pending amendment; touched is false where
// its paragraph is as it was.
func (p *publication) rebase(a *Amendment, h *Handling) (r Rebase, touched bool, err error) {
	now := StandOf(a, h)
	g := p.passages[a.Paragraph]
	if g == nil { // an insertion at the first place
		return p.anchored(a, now)
	}
	r = Rebase{From: now.Revision, To: g.Standing.Revision}
	if g.Standing.Gone {
		if p.before[a.Paragraph].Gone {
			return r, false, nil // told when it went
		}
		r.To = 0
		r.Candidates = p.descendants(a.Paragraph)
		r.Outcome = Orphaned
		if a.Kind == DeleteParagraph && len(r.Candidates) == 0 {
			r.Outcome = Satisfied
		}
		return r, true, nil
	}
	if a.Kind == InsertParagraph {
		return p.anchored(a, now)
	}
	if g.Standing.Revision == p.before[a.Paragraph].Revision {
		return r, false, nil
	}
	switch a.Kind {
	case Comment:
		r.Outcome = Clean
	case DeleteParagraph, RetainParagraph:
		// Every word is at stake, so any change touches the same words.
		r.Outcome = Overlap
	default:
		c, err := p.carryTo(g, now)
		if err != nil {
			return r, false, err
		}
		r.Outcome = c.outcome
		if c.outcome == Clean || c.outcome == Satisfied {
			r.Wanted = c.wanted
		}
	}
	return r, true, nil
}

// anchored tells whether an insertion is in the draft already; the words of its
// neighbours do not matter to it.
func (p *publication) anchored(a *Amendment, now Stand) (Rebase, bool, error) {
	r := Rebase{From: now.Revision, To: now.Revision, Outcome: Satisfied, Wanted: now.Wanted}
	hash := text.Hash(now.Wanted, nil)
	for _, e := range p.draft.Entries {
		if e.Hash == hash && p.before[e.Paragraph].Revision == 0 {
			return r, true, nil
		}
	}
	return Rebase{}, false, nil
}

// carryTo carries a wording onto the one that the draft has.
func (p *publication) carryTo(g *Passage, now Stand) (carried, error) {
	newest := g.Standing.Revision
	chain, err := wordings(p.state, g.Paragraph, now.Revision, newest-1)
	if err != nil {
		return carried{}, err
	}
	for _, f := range p.facts {
		if r, ok := f.(*Revision); ok && r.Name == RevisionName(g.Paragraph, newest) {
			chain = append(chain, r.Text)
		}
	}
	return carry(p.meta.comparer(), chain, now.Wanted, p.doc.Language)
}

// descendants gives the paragraphs of the draft that came from another one by
// splits and mergers, in reading order.
func (p *publication) descendants(paragraph string) []string {
	var comes func(from []string) bool
	comes = func(from []string) bool {
		for _, name := range from {
			if name == paragraph {
				return true
			}
			if g := p.passages[name]; g != nil && comes(g.Origin.From) {
				return true
			}
		}
		return false
	}
	var out []string
	for _, e := range p.draft.Entries {
		if comes(p.passages[e.Paragraph].Origin.From) {
			out = append(out, e.Paragraph)
		}
	}
	return out
}
