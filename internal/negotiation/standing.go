package negotiation

import "slices"

// DecisionOpen is the code of the finding that a decision was not booked to a draft,
// see PublishDraft.
const DecisionOpen = "DECISION_REOPENED"

// wordingReplaced is the reason of a carrying forward that nobody decided.
const wordingReplaced = "the wording applied was replaced before the draft was cut"

// reopen carries an amendment forward whose decision does not hold in the draft.
func (p *publication) reopen(a *Amendment, d *Disposition) {
	p.unsure = append(p.unsure, Finding{Code: DecisionOpen, Place: a.Name,
		Message: "decided as " + string(d.Kind) + ", but " + wordingReplaced + "; it is carried forward and awaits a new decision"})
	*d = Disposition{Draft: p.draft.Name, Kind: CarriedForward, Reason: wordingReplaced, At: p.meta.Now}
}

// stands tells whether a decision holds in the draft, by the rule of PublishDraft.
func (p *publication) stands(a *Amendment, d Disposition) (bool, error) {
	if d.Kind != Reflected && d.Kind != PartlyReflected {
		return true, nil
	}
	switch a.Kind {
	case EditWords, ReplaceParagraph:
		return p.wordsStand(a, d)
	case InsertParagraph:
		return p.insertionStands(a)
	case DeleteParagraph:
		return d.Kind == PartlyReflected || p.deletionStands(a), nil
	}
	return true, nil
}

// wordsStand looks for the wording that was put in for the amendment last, and
// whether words from elsewhere have come over it since.
func (p *publication) wordsStand(a *Amendment, d Disposition) (bool, error) {
	newest, there := p.working[a.Paragraph]
	g := p.passages[a.Paragraph]
	if g == nil {
		return true, nil
	}
	if !there {
		newest = g.Revision
	}
	replaced := false
	for n := newest; n > 0; n-- {
		name := WorkingRevisionName(a.Paragraph, n)
		beside, err := attributionOf(p.state, name)
		if err != nil {
			return false, err
		}
		r, err := get[*Revision](p.state, name)
		if err != nil {
			return false, err
		}
		if beside.Amendment == a.Name {
			if !there {
				return len(p.descendants(a.Paragraph)) > 0, nil
			}
			if !replaced {
				return true, nil
			}
			return p.wordingHolds(a.Paragraph, n, newest)
		}
		if (r.Cause == "working-text.imported" || r.Cause == "working-text.undone") && !r.At.Before(d.At) {
			replaced = true
		}
	}
	return true, nil // the decision was not applied, so that it is the team's word alone
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
	c, err := carry(p.meta.comparer(), texts[:2], texts[2], p.doc.Language)
	return c.outcome == Satisfied, err
}

// insertionStands tells whether the paragraph that was put in for an insertion, or
// one made of it, is in the draft. An insertion that was not applied stands.
func (p *publication) insertionStands(a *Amendment) (bool, error) {
	for _, name := range sortedKeys(p.passages) {
		_, there := p.working[name]
		if p.before[name].Revision > 0 || there && p.inserted[name] != a.Name {
			continue
		}
		first, err := attributionOf(p.state, WorkingRevisionName(name, 1))
		if err != nil {
			return false, err
		}
		if first.Amendment == a.Name {
			return there || len(p.descendants(name)) > 0, nil
		}
	}
	return true, nil
}

// deletionStands tells whether a paragraph, and the words that it had, are gone from
// the draft.
func (p *publication) deletionStands(a *Amendment) bool {
	g := p.passages[a.Paragraph]
	return g == nil || !slices.ContainsFunc(p.draft.Entries, func(e Entry) bool {
		return e.Paragraph == a.Paragraph || e.Hash == g.Hash && p.before[e.Paragraph].Revision == 0
	})
}
