package negotiation

// RebaseAnswer is what a proponent says to a rebase.
type RebaseAnswer string

// The answers.
const (
	ConfirmRebase    RebaseAnswer = "confirm"  // stands as derived, or as it was
	ReviseOnRebase   RebaseAnswer = "revise"   // with another wording on the new base
	WithdrawOnRebase RebaseAnswer = "withdraw" // no longer wanted
)

// AnswerRebase answers the rebase of a proposal onto a draft. Its proponent only.
type AnswerRebase struct {
	Amendment string
	Draft     string // …/drafts/{name} of the rebase; empty is the newest
	Answer    RebaseAnswer
	Wanted    string // with ReviseOnRebase
	Reason    string
}

// What Rebase.Answer holds.
const (
	AnswerConfirmed = "confirmed"
	AnswerRevised   = "revised"
	AnswerWithdrawn = "withdrawn"
)

// Decide gives amendment.rebase-answered for the proponent and the team; with
// WithdrawOnRebase also the events of WithdrawAmendment.
func (c AnswerRebase) Decide(s State, m Meta) (Outcome, error) {
	d, doc, err := atDelegation(s, m, DocumentOf(c.Amendment))
	if err != nil {
		return Outcome{}, err
	}
	p, err := ofProponent(s, d, c.Amendment)
	if err != nil {
		return Outcome{}, err
	}
	err = all(oneOf("answer", c.Answer, ConfirmRebase, ReviseOnRebase, WithdrawOnRebase), p.in(Submitted), note("reason", c.Reason))
	if err != nil {
		return Outcome{}, err
	}
	r, err := p.awaiting(s, d, c.Draft)
	if err != nil {
		return Outcome{}, err
	}
	b := newSheet(m)
	switch c.Answer {
	case ConfirmRebase:
		if r.Outcome == Orphaned {
			return Outcome{}, refuse(NotApplicable, c.Amendment, "its paragraph is gone; withdraw it, or propose it anew on another paragraph")
		}
		r.Answer = AnswerConfirmed
	case ReviseOnRebase:
		if err := c.revise(s, p.amendment, r); err != nil {
			return Outcome{}, err
		}
	case WithdrawOnRebase:
		r.Answer = AnswerWithdrawn
	}
	b.add(doc.Name, p.between(), "amendment.rebase-answered", c.Amendment, c.Reason, p.handling)
	if c.Answer == WithdrawOnRebase {
		b.withdraw(p, "", "")
	}
	return b.outcome(p.amendment, p.sponsorship, p.handling)
}

// awaiting gives the newest rebase onto a draft that the delegation sees, where it
// awaits an answer. One onto a draft that it does not see is as good as none, since
// answers to guesses would tell what that draft says (domain law 8).
func (p *proposal) awaiting(s State, d delegation, draft string) (*Rebase, error) {
	process := ProcessOf(p.amendment.Name)
	for i := len(p.handling.Rebases) - 1; i >= 0; i-- {
		r := &p.handling.Rebases[i]
		of, err := get[*Draft](s, r.Draft)
		if err != nil {
			return nil, err
		}
		if !d.viewer(process).Sees(of.Level.Audience(LastID(process))) {
			continue
		}
		if r.Answer == "" && r.Outcome != Untouched && (draft == "" || draft == r.Draft) {
			return r, nil
		}
		break
	}
	return nil, refuse(NoRebase, p.amendment.Name, "no rebase onto that draft awaits an answer")
}

// revise sets the wording wanted on the new base.
func (c AnswerRebase) revise(s State, a *Amendment, r *Rebase) error {
	if r.Outcome == Orphaned || a.Kind != EditWords && a.Kind != ReplaceParagraph {
		return refuse(NotApplicable, c.Amendment, "it has no wording on the new base; withdraw it, or propose it anew")
	}
	now, err := get[*Revision](s, RevisionName(a.Paragraph, r.To))
	if err != nil {
		return err
	}
	revised := a.clone()
	revised.Wanted = c.Wanted
	if err := checkWanted(revised, now.Text); err != nil {
		return err
	}
	r.Answer, r.Wanted = AnswerRevised, revised.Wanted
	return nil
}
