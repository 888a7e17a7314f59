package negotiation

import "slices"

// DecisionOpen is the code of the finding that a decision was not booked to a draft,
// see PublishDraft.
const DecisionOpen = "DECISION_REOPENED"

// wordingReplaced is the reason of a carrying forward that nobody decided.
const wordingReplaced = "the wording applied was replaced before the draft was cut"

// reopened gives the carrying forward of an amendment whose decision does not hold in
// the draft, and lists it.
func (p *publication) reopened(a *Amendment, d *Disposition) *Disposition {
	p.unsure = append(p.unsure, Finding{Code: DecisionOpen, Place: a.Name,
		Message: "decided as " + string(d.Kind) + ", but " + wordingReplaced + "; it is carried forward and awaits a new decision"})
	return &Disposition{Kind: CarriedForward, Reason: wordingReplaced, At: p.meta.Now}
}

// stands tells whether a decision holds in the draft, by the rule of PublishDraft.
func (p *publication) stands(t *telling, d Disposition) (bool, error) {
	if d.Kind == NotReflected || d.Kind == CarriedForward {
		return true, nil
	}
	at := t.docket.applied(d.At)
	if t.amendment.Kind == DeleteParagraph {
		return at == nil && d.Kind != Reflected || p.deletionStands(t.amendment), nil
	}
	if at == nil {
		return true, nil // not applied, so that it is the team's word alone
	}
	if _, there := p.working[at.Paragraph]; !there {
		return len(p.descendants(at.Paragraph, Keeper())) > 0, nil
	}
	if t.amendment.Kind == InsertParagraph {
		return true, nil
	}
	return p.wordsStand(at, d)
}

// wordsStand tells whether the words that were applied stand in the draft: unless
// words from elsewhere have come over them since the decision, what has been made of
// them is the team's own.
func (p *publication) wordsStand(at *Applied, d Disposition) (bool, error) {
	newest := p.working[at.Paragraph]
	for n := newest; n > at.Revision; n-- {
		r, err := get[*Revision](p.state, WorkingRevisionName(at.Paragraph, n))
		if err != nil {
			return false, err
		}
		if (r.Cause == "working-text.imported" || r.Cause == "working-text.undone") && !r.At.Before(d.At) {
			if at.Words != "" {
				return p.saysAlready(at, newest)
			}
			return p.wordingHolds(at.Paragraph, at.Revision, newest)
		}
	}
	return true, nil
}

// saysAlready tells whether the working text's wording of that number says what it
// said already when the decision was taken.
func (p *publication) saysAlready(at *Applied, newest int) (bool, error) {
	base, err := get[*Revision](p.state, RevisionName(at.Paragraph, at.Base))
	if err != nil {
		return false, err
	}
	now, err := get[*Revision](p.state, WorkingRevisionName(at.Paragraph, newest))
	if err != nil || now.Text == at.Words || base.Text == at.Words {
		return err == nil, err
	}
	c, err := carryOver(p.meta.comparer(), []string{base.Text, now.Text}, at.Words, p.doc.Language)
	return c.outcome == Satisfied, err
}

// wordingHolds tells whether the change that wording n made, however it was carried
// on, is in wording newest of the working text.
func (p *publication) wordingHolds(paragraph string, n, newest int) (bool, error) {
	var texts []string
	for _, number := range []int{n - 1, newest, n} {
		if number == 0 {
			return true, nil
		}
		r, err := get[*Revision](p.state, WorkingRevisionName(paragraph, number))
		if err != nil {
			return false, err
		}
		texts = append(texts, r.Text)
	}
	c, err := carryOver(p.meta.comparer(), texts[:2], texts[2], p.doc.Language)
	return c.outcome == Satisfied, err
}

// deletionStands tells whether a paragraph, and the words that it had, are gone from
// the draft.
func (p *publication) deletionStands(a *Amendment) bool {
	g := p.passages[a.Paragraph]
	return g == nil || !slices.ContainsFunc(p.draft.Entries, func(e Entry) bool {
		return e.Paragraph == a.Paragraph || e.Hash == g.Hash && p.before[e.Paragraph].Revision == 0
	})
}
