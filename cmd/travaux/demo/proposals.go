package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// propose makes amendments, each as the person who makes it, and hands them in.
func (p *player) propose(ctx context.Context, s step) error {
	begun := p.now()
	defer func() { p.proposing += p.now().Sub(begun) }()
	for _, id := range s.Amendments {
		a, err := p.script.amendment(id)
		if err == nil {
			err = p.proposeOne(ctx, a)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		p.did("proposal")
	}
	return nil
}

func (p *player) proposeOne(ctx context.Context, a amendment) error {
	by, err := p.as(a.By)
	if err != nil {
		return err
	}
	text, err := p.published(ctx, by, a.Draft)
	if err != nil {
		return err
	}
	at, err := a.At.in(text)
	if err != nil {
		return err
	}
	kind, err := value[travauxv1.AmendmentKind](a.Kind)
	if err != nil {
		return err
	}
	circulation, err := value[travauxv1.Circulation](a.Circulation)
	if err != nil {
		return err
	}
	made, err := by.amendments.ProposeAmendment(ctx, &travauxv1.ProposeAmendmentRequest{
		Parent: p.document(),
		Proposal: &travauxv1.Proposal{
			Kind: kind, Paragraph: at.name, BaseRevision: at.revision, Text: a.Text, Label: a.Label,
			Rationale: a.Rationale, Editorial: a.Editorial, Supersedes: p.amendments[a.Supersedes], Draft: p.draft(a.Draft),
		},
		Circulation: circulation, OnBehalf: named("actors/", a.OnBehalf), Submit: !a.KeepDraft, Hold: true,
	})
	if err != nil {
		return err
	}
	p.amendments[a.ID] = made.GetName()
	if made.GetLate() != a.ExpectLate {
		return fmt.Errorf("late is %v, the script expects %v", made.GetLate(), a.ExpectLate)
	}
	if got := made.GetRound(); !a.KeepDraft && a.Round != "" && !strings.HasSuffix(got, "/"+a.Round) {
		return fmt.Errorf("handed in for %q, the script expects %q", got, a.Round)
	}
	return nil
}

// published gives the paragraphs of a published draft, read once.
func (p *player) published(ctx context.Context, by api, id string) ([]found, error) {
	if t := p.texts[id]; t != nil {
		return t, nil
	}
	all, err := draftText(ctx, by, p.draft(id), travauxv1.TextForm_TEXT_FORM_PLAIN)
	for _, d := range all {
		p.texts[id] = append(p.texts[id], foundInDraft(d))
	}
	return p.texts[id], err
}

// circulate shows proposals to the participants, as their proponents chose.
func (p *player) circulate(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	for _, id := range s.Amendments {
		if err := p.circulateOne(ctx, by, id); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		p.did("proposal")
	}
	return nil
}

func (p *player) circulateOne(ctx context.Context, by api, id string) error {
	name, err := p.proposal(id)
	if err != nil {
		return err
	}
	a, err := by.amendments.CirculateAmendment(ctx, &travauxv1.CirculateAmendmentRequest{Name: name})
	if err == nil && a.GetNumber() == 0 {
		return errors.New("circulated and given no number")
	}
	return err
}

func (p *player) sponsor(ctx context.Context, s step) error {
	by, name, err := p.byAndProposal(s)
	if err != nil {
		return err
	}
	kind, err := value[travauxv1.SponsorKind](s.Kind)
	if err != nil {
		return err
	}
	_, err = by.amendments.SponsorAmendment(ctx, &travauxv1.SponsorAmendmentRequest{
		Name: name, Kind: kind, OnBehalf: named("actors/", s.OnBehalf),
	})
	p.did("sponsorship")
	return err
}

func (p *player) withdraw(ctx context.Context, s step) error {
	by, name, err := p.byAndProposal(s)
	if err != nil {
		return err
	}
	_, err = by.amendments.WithdrawAmendment(ctx, &travauxv1.WithdrawAmendmentRequest{
		Name: name, InFavourOf: p.amendments[s.InFavourOf], Reason: s.Reason,
	})
	p.did("")
	return err
}

func (p *player) decide(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	for _, d := range s.Decisions {
		name, err := p.proposal(d.Amendment)
		if err != nil {
			return err
		}
		disposition, err := value[travauxv1.DispositionKind](d.Disposition)
		if err != nil {
			return err
		}
		_, err = by.amendments.DecideAmendment(ctx, &travauxv1.DecideAmendmentRequest{
			Name: name, Disposition: disposition, Reason: d.Reason, Apply: d.Apply,
		})
		if err != nil {
			return fmt.Errorf("%s: %w", d.Amendment, err)
		}
		if d.ExpectRebase != "" {
			p.awaited = append(p.awaited, d)
		}
		p.did("answer")
	}
	return nil
}

// answers are the script's words for what a proponent says to a rebase.
func answers() map[string]travauxv1.RebaseAnswer {
	return map[string]travauxv1.RebaseAnswer{
		"confirm":  travauxv1.RebaseAnswer_REBASE_ANSWER_CONFIRMED,
		"revise":   travauxv1.RebaseAnswer_REBASE_ANSWER_REVISED,
		"withdraw": travauxv1.RebaseAnswer_REBASE_ANSWER_WITHDRAWN,
	}
}

func (p *player) answer(ctx context.Context, s step) error {
	by, name, err := p.byAndProposal(s)
	if err != nil {
		return err
	}
	answer, ok := answers()[s.Answer]
	if !ok {
		return fmt.Errorf("%q is no answer to a rebase", s.Answer)
	}
	_, err = by.amendments.AnswerRebase(ctx, &travauxv1.AnswerRebaseRequest{Name: name, Answer: answer, Text: s.Text, Reason: s.Reason})
	p.did("answer")
	return err
}

func (p *player) byAndProposal(s step) (api, string, error) {
	by, err := p.as(s.By)
	if err != nil {
		return api{}, "", err
	}
	name, err := p.proposal(s.Amendment)
	return by, name, err
}

// proposal gives the resource name of an amendment that has been made.
func (p *player) proposal(id string) (string, error) {
	name, ok := p.amendments[id]
	if !ok {
		return "", fmt.Errorf("amendment %q has not been proposed", id)
	}
	return name, nil
}

// named makes a resource name of an id; none of none.
func named(collection, id string) string {
	if id == "" {
		return ""
	}
	return collection + id
}
