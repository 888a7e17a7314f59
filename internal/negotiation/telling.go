package negotiation

import "slices"

// telling is one amendment while the draft's effect on it is settled.
type telling struct {
	*proposal
	docket *Docket
	viewer Viewer // the proponent's, as it is now
	// told is the newest draft that the handling tells of, else the one that the
	// amendment was made on: where the proponent knows its paragraph to stand.
	told *Draft
}

// tellSponsors settles what the draft does to the pending amendments. Proponents
// that see the draft are told, and the team; for the others it stays in the team's
// docket until they are shown the draft (domain law 8).
func (p *publication) tellSponsors(first bool) error {
	amendments, err := list[*Amendment](p.state, p.document, "")
	if err != nil {
		return err
	}
	for _, a := range amendments {
		if a.State != Submitted {
			continue
		}
		t, err := p.telling(a)
		if err != nil {
			return err
		}
		switch seen := p.shows(t, p.draft.Level); {
		case seen && first:
			err = p.tell(t, p.settle)
		case seen:
			err = p.tell(t, p.settleLate)
		case first:
			err = p.withhold(t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *publication) telling(a *Amendment) (*telling, error) {
	prop, err := loadProposal(p.state, a.Name)
	if err != nil {
		return nil, err
	}
	t := &telling{proposal: prop, told: p.draftNamed(a.Draft)}
	for _, d := range prop.handling.Dispositions {
		if of := p.draftNamed(d.Draft); of != nil && (t.told == nil || of.Number > t.told.Number) {
			t.told = of
		}
	}
	if t.docket, err = docketOf(p.state, a.Name); err != nil {
		return nil, err
	}
	t.viewer, err = p.viewerOf(prop.proponent())
	return t, err
}

// draftNamed gives the published draft of that name, the one being published included;
// nil for none.
func (p *publication) draftNamed(draft string) *Draft {
	if draft == p.draft.Name {
		return p.draft
	}
	if i := slices.IndexFunc(p.others, func(d *Draft) bool { return d.Name == draft }); i >= 0 {
		return p.others[i]
	}
	return nil
}

// viewerOf gives what an actor sees at this moment, by its kind and admissions.
func (p *publication) viewerOf(actor string) (Viewer, error) {
	if v, known := p.viewers[actor]; known {
		return v, nil
	}
	tokens, err := delegationTokens(p.state, actor, p.meta.Now)
	if err != nil {
		return Viewer{}, err
	}
	p.viewers[actor] = NewViewer(tokens...)
	return p.viewers[actor], nil
}

// shows tells whether the proponent sees what is shown at that level.
func (p *publication) shows(t *telling, l Level) bool {
	return t.viewer.Sees(l.Audience(LastID(p.process)))
}

// tell settles an amendment for its proponent. What the team's docket has of drafts
// that the proponent has come to see goes over first.
func (p *publication) tell(t *telling, settle func(*telling) (string, error)) error {
	late := p.catchUp(t)
	kind, err := settle(t)
	if err != nil {
		return err
	}
	if kind == "" && late {
		kind = "amendment.settled"
	}
	if kind == "" {
		return nil
	}
	p.add(p.document, t.between(), kind, t.amendment.Name, "", t.handling)
	if late {
		p.add(p.document, teamOnly(p.process), kind, t.amendment.Name, "", t.docket)
	}
	return nil
}

// withhold settles an amendment whose proponent does not see the draft, for the
// team alone. The handling stays as the proponent knows it.
func (p *publication) withhold(t *telling) error {
	h := *t.handling
	h.Rebases, h.Dispositions = slices.Clone(h.Rebases), slices.Clone(h.Dispositions)
	prop := *t.proposal
	prop.handling = &h
	kind, err := p.settle(&telling{proposal: &prop, docket: t.docket, viewer: Keeper(), told: t.told})
	if err != nil || kind == "" {
		return err
	}
	for _, d := range h.Dispositions {
		if d.Draft == p.draft.Name {
			t.docket.Dispositions = append(t.docket.Dispositions, d)
		}
	}
	for _, r := range h.Rebases {
		if r.Draft == p.draft.Name {
			t.docket.Rebases = append(t.docket.Rebases, r)
		}
	}
	p.add(p.document, teamOnly(p.process), kind, t.amendment.Name, "", t.docket)
	return nil
}

// catchUp moves the dispositions in this draft and in older ones that the proponent
// sees now from the docket to the handling, and tells whether there were any. The
// rebases onto them are dropped, since the proponent answers one from what it knows.
func (p *publication) catchUp(t *telling) bool {
	seen := func(draft string) bool {
		d := p.draftNamed(draft)
		return d != nil && d.Number <= p.draft.Number && p.shows(t, d.Level)
	}
	var kept []Disposition
	for _, d := range t.docket.Dispositions {
		if seen(d.Draft) {
			p.book(t.handling, d)
		} else {
			kept = append(kept, d)
		}
	}
	late := len(kept) < len(t.docket.Dispositions)
	t.docket.Dispositions = kept
	t.docket.Rebases = slices.DeleteFunc(t.docket.Rebases, func(r Rebase) bool { return seen(r.Draft) })
	return late
}

// book enters what became of an amendment in a draft among the others, in the order
// of the drafts. It settles the decisions taken before the draft was cut.
func (p *publication) book(h *Handling, d Disposition) {
	p.due(h, p.draftNamed(d.Draft))
	at := slices.IndexFunc(h.Dispositions, func(other Disposition) bool {
		of := p.draftNamed(other.Draft)
		return other.Draft == "" || of != nil && of.Number > p.draftNamed(d.Draft).Number
	})
	if at < 0 {
		at = len(h.Dispositions)
	}
	h.Dispositions = slices.Insert(h.Dispositions, at, d)
}

// due takes the open decisions that were taken before a draft was cut out of the
// handling and gives the last one, which counts for the draft; nil where there is
// none. The record keeps the earlier ones.
func (p *publication) due(h *Handling, draft *Draft) *Disposition {
	var last *Disposition
	h.Dispositions = slices.DeleteFunc(h.Dispositions, func(d Disposition) bool {
		counts := d.Draft == "" && !d.At.After(draft.CutAt)
		if counts {
			last = &d
		}
		return counts
	})
	return last
}

// settleLate tells the proponent of a draft that was published before and that it
// sees only now: what it does to the amendment, unless the proponent has been told
// of a newer one.
func (p *publication) settleLate(t *telling) (string, error) {
	h := t.handling
	of := func(d Disposition) bool { return d.Draft == p.draft.Name }
	if t.told != nil && t.told.Number >= p.draft.Number {
		return "", nil
	}
	if !slices.ContainsFunc(h.Dispositions, of) {
		if p.shows(t, p.was) || t.amendment.SubmittedAt.Before(p.draft.PublishedAt) {
			return "", nil
		}
		// Handed in since, so that nothing was decided on it before the draft was cut.
		p.book(h, Disposition{Draft: p.draft.Name, Kind: CarriedForward, At: p.meta.Now})
	}
	return p.carryOn(t)
}
