package negotiation

import (
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// settle books the decision that counts for the draft, the last one taken before it
// was cut, and rebases what is still pending. A pending amendment on which nothing
// was decided is carried forward, so that each has exactly one disposition a draft
// as long as it lives (domain law 5). It gives the type of the event to tell, or "".
func (p *publication) settle(t *telling) (string, error) {
	h := t.handling
	d := p.due(h, p.draft)
	if d == nil {
		if closed(h) {
			return "", nil
		}
		d = &Disposition{Kind: CarriedForward, At: p.meta.Now}
	} else {
		stands, err := p.stands(t, *d)
		if err != nil {
			return "", err
		}
		if !stands {
			d = p.reopened(t.amendment, d)
		}
	}
	d.Draft = p.draft.Name
	if d.Kind != NotReflected && d.Kind != CarriedForward {
		d.Revision = p.shown(t.amendment)
	}
	p.book(h, *d)
	return p.carryOn(t)
}

// closed tells whether a draft that the proponent knows has settled the amendment.
func closed(h *Handling) bool {
	return slices.ContainsFunc(h.Dispositions, func(d Disposition) bool { return d.Draft != "" && d.Kind != CarriedForward })
}

// carryOn rebases an amendment that is still pending onto the draft. It gives the
// type of the event to tell.
func (p *publication) carryOn(t *telling) (string, error) {
	if closed(t.handling) {
		return "amendment.settled", nil
	}
	r, touched, err := p.rebase(t)
	if err != nil {
		return "", err
	}
	if !touched {
		return "amendment.settled", nil
	}
	r.Draft, r.At = p.draft.Name, p.meta.Now
	t.handling.Rebases = append(t.handling.Rebases, r)
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

// rebase tells what the draft does to a pending amendment, seen from the draft that
// its proponent was told of last; touched is false where its paragraph is as it was.
func (p *publication) rebase(t *telling) (r Rebase, touched bool, err error) {
	a, now := t.amendment, StandOf(t.amendment, t.handling)
	before, after := standings(t.told), standings(p.draft)
	if a.Kind == InsertParagraph {
		// It is there already, whatever became of the paragraph that it was to follow.
		if r, there := p.anchored(now, before); there {
			return r, true, nil
		}
	}
	to, there := after[a.Paragraph]
	from, stood := before[a.Paragraph]
	r = Rebase{From: now.Revision, To: to}
	switch {
	case a.Paragraph == "": // an insertion at the first place
		return r, false, nil
	case !there:
		if !stood {
			return r, false, nil // told when it went
		}
		r.Candidates = p.cameFrom(t.told, a.Paragraph, t.viewer)
		r.Outcome = Orphaned
		if a.Kind == DeleteParagraph && len(r.Candidates) == 0 {
			r.Outcome = Satisfied
		}
		return r, true, nil
	case a.Kind == InsertParagraph || to == from || !stood && to == now.Revision:
		return r, false, nil
	}
	switch a.Kind {
	case Comment:
		r.Outcome = Clean
	case DeleteParagraph, RetainParagraph:
		// Every word is at stake, so any change touches the same words.
		r.Outcome = Overlap
	default:
		c, err := p.carryTo(t, now, to)
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

// standings gives the number of each paragraph's wording in a published draft; nil
// has none.
func standings(d *Draft) map[string]int {
	if d == nil {
		return nil
	}
	out := make(map[string]int, len(d.Entries))
	for _, e := range d.Entries {
		out[e.Paragraph] = e.Revision
	}
	return out
}

// anchored tells whether an insertion is in the draft, in a paragraph that the
// draft before did not have; the words of its neighbours do not matter to it.
func (p *publication) anchored(now Stand, before map[string]int) (Rebase, bool) {
	hash := text.Hash(now.Wanted, nil)
	for _, e := range p.draft.Entries {
		if e.Hash == hash && before[e.Paragraph] == 0 {
			return Rebase{From: now.Revision, To: now.Revision, Outcome: Satisfied, Wanted: now.Wanted}, true
		}
	}
	return Rebase{}, false
}

// carryTo carries a wording onto the one that the draft has, over those between
// that the viewer sees: what the others said is not to be read from the outcome.
func (p *publication) carryTo(t *telling, now Stand, to int) (carried, error) {
	paragraph := t.amendment.Paragraph
	base, err := get[*Revision](p.state, RevisionName(paragraph, now.Revision))
	if err != nil {
		return carried{}, err
	}
	chain := []string{base.Text}
	for n := now.Revision + 1; n < to; n++ {
		r, err := get[*Revision](p.state, RevisionName(paragraph, n))
		if err != nil {
			return carried{}, err
		}
		if p.shows(t, r.Level) {
			chain = append(chain, r.Text)
		}
	}
	newest, err := p.wording(RevisionName(paragraph, to))
	if err != nil {
		return carried{}, err
	}
	return carryOver(p.meta.comparer(), append(chain, newest.Text), now.Wanted, p.doc.Language)
}

// wording gives a published wording, or one that is being published.
func (p *publication) wording(name string) (*Revision, error) {
	for _, f := range p.facts {
		if r, ok := f.(*Revision); ok && r.Name == name {
			return r, nil
		}
	}
	return get[*Revision](p.state, name)
}

// descendants gives the paragraphs of the draft that came from one of the working
// text, which may never have stood in a draft, as cameFrom does.
func (p *publication) descendants(paragraph string, v Viewer) []string {
	return p.cameFrom(&Draft{Entries: []Entry{{Paragraph: paragraph}}}, paragraph, v)
}
