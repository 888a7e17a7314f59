package server

import (
	"context"
	"fmt"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/service"
)

// amendmentAPI serves travauxv1.AmendmentService.
type amendmentAPI struct {
	travauxv1.UnimplementedAmendmentServiceServer
	*api
}

// amendmentAnswer gives the amendment that a command answers with, or stands
// beside its answer.
func amendmentAnswer(a service.Answer, err error) (*travauxv1.Amendment, error) {
	if err != nil {
		return nil, err
	}
	for _, item := range a.Items() {
		if e, ok := item.Entity.(*negotiation.Amendment); ok {
			return amendmentOut(e, item.Etag, a.Beside), nil
		}
	}
	return nil, fmt.Errorf("the answer is a %T, without an amendment", a.Result.Entity)
}

// proposalIn gives the command for a proposal on a document.
func proposalIn(document string, p *travauxv1.Proposal) negotiation.ProposeAmendment {
	return negotiation.ProposeAmendment{
		Document: document, Kind: amendmentKinds.in(p.GetKind()), Paragraph: p.GetParagraph(), Draft: p.GetDraft(),
		BaseRevision: int(p.GetBaseRevision()), Wanted: p.GetText(), Label: p.GetLabel(), Rationale: p.GetRationale(),
		Cites: p.GetCites(), Editorial: p.GetEditorial(), Supersedes: p.GetSupersedes(),
	}
}

func (a amendmentAPI) ProposeAmendment(ctx context.Context, req *travauxv1.ProposeAmendmentRequest) (*travauxv1.Amendment, error) {
	cmd := proposalIn(req.GetParent(), req.GetProposal())
	cmd.OnBehalf, cmd.Submit, cmd.Hold, cmd.Reason = req.GetOnBehalf(), req.GetSubmit(), req.GetHold(), req.GetReason()
	cmd.Circulation = circulations.in(req.GetCirculation())
	if cmd.Circulation == "" {
		cmd.Circulation = negotiation.CirculateNot
	}
	return amendmentAnswer(a.execute(ctx, req, cmd))
}

func (a amendmentAPI) ReviseAmendment(ctx context.Context, req *travauxv1.ReviseAmendmentRequest) (*travauxv1.Amendment, error) {
	in := req.GetAmendment()
	m, err := newMask(req.GetUpdateMask(), "text", "label", "rationale", "cites", "editorial", "circulation")
	if err != nil {
		return nil, err
	}
	return amendmentAnswer(a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.ReviseAmendment{
		Amendment:   in.GetName(),
		Wanted:      change(m, "text", in.GetText(), in.GetText() != ""),
		Label:       change(m, "label", in.GetLabel(), in.GetLabel() != ""),
		Rationale:   change(m, "rationale", in.GetRationale(), in.GetRationale() != ""),
		Cites:       change(m, "cites", in.GetCites(), len(in.GetCites()) > 0),
		Editorial:   change(m, "editorial", in.GetEditorial(), in.GetEditorial()),
		Circulation: change(m, "circulation", circulations.in(req.GetCirculation()), req.GetCirculation() != 0),
		Reason:      req.GetReason(),
	}))
}

func (a amendmentAPI) SubmitAmendment(ctx context.Context, req *travauxv1.SubmitAmendmentRequest) (*travauxv1.Amendment, error) {
	return amendmentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.SubmitAmendment{
		Amendment: req.GetName(), Circulation: circulations.in(req.GetCirculation()), Hold: req.GetHold(),
		Reason: req.GetReason(),
	}))
}

func (a amendmentAPI) CirculateAmendment(ctx context.Context, req *travauxv1.CirculateAmendmentRequest) (*travauxv1.Amendment, error) {
	return amendmentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.CirculateAmendment{
		Amendment: req.GetName(), Reason: req.GetReason(),
	}))
}

func (a amendmentAPI) SponsorAmendment(ctx context.Context, req *travauxv1.SponsorAmendmentRequest) (*travauxv1.Amendment, error) {
	kind := sponsorKinds.in(req.GetKind())
	if kind == "" {
		kind = negotiation.CoSponsored
	}
	return amendmentAnswer(a.execute(ctx, req, negotiation.SponsorAmendment{
		Amendment: req.GetName(), Kind: kind, OnBehalf: req.GetOnBehalf(), Reason: req.GetReason(),
	}))
}

func (a amendmentAPI) WithdrawAmendment(ctx context.Context, req *travauxv1.WithdrawAmendmentRequest) (*travauxv1.Amendment, error) {
	return amendmentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.WithdrawAmendment{
		Amendment: req.GetName(), InFavourOf: req.GetInFavourOf(), Reason: req.GetReason(),
	}))
}

func (a amendmentAPI) DecideAmendment(ctx context.Context, req *travauxv1.DecideAmendmentRequest) (*travauxv1.Amendment, error) {
	return amendmentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.DecideAmendment{
		Amendment: req.GetName(), Disposition: dispositions.in(req.GetDisposition()), Reason: req.GetReason(),
		ApplyToText: req.GetApply(), BaseRevision: int(req.GetBaseRevision()), Text: req.GetText(),
	}))
}

func (a amendmentAPI) AnswerRebase(ctx context.Context, req *travauxv1.AnswerRebaseRequest) (*travauxv1.Amendment, error) {
	return amendmentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.AnswerRebase{
		Amendment: req.GetName(), Draft: req.GetDraft(), Answer: rebaseAnswers.in(req.GetAnswer()),
		Wanted: req.GetText(), Reason: req.GetReason(),
	}))
}

func (a amendmentAPI) GetAmendment(ctx context.Context, req *travauxv1.GetAmendmentRequest) (*travauxv1.Amendment, error) {
	e, item, beside, err := get[*negotiation.Amendment](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return amendmentOut(e, item.Etag, beside), nil
}

func (a amendmentAPI) ListAmendments(ctx context.Context, req *travauxv1.ListAmendmentsRequest) (*travauxv1.ListAmendmentsResponse, error) {
	q := query(req, req.GetParent())
	q.Ref, q.State, q.Mine = req.GetParagraph(), amendmentStates.in(req.GetState()), req.GetMine()
	all, next, err := list(ctx, a.api, q,
		func(e *negotiation.Amendment, i service.Item, b service.Beside) *travauxv1.Amendment {
			return amendmentOut(e, i.Etag, b)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListAmendmentsResponse{Amendments: all, NextPageToken: next}, nil
}

func (a amendmentAPI) PreviewAmendment(ctx context.Context, req *travauxv1.PreviewAmendmentRequest) (*travauxv1.PreviewAmendmentResponse, error) {
	var p service.Preview
	var err error
	switch subject := req.GetSubject().(type) {
	case *travauxv1.PreviewAmendmentRequest_Proposal:
		cmd := proposalIn(req.GetParent(), subject.Proposal)
		cmd.Circulation = negotiation.CirculateNot
		p, err = a.service.PreviewProposal(ctx, principal(ctx), cmd)
	case *travauxv1.PreviewAmendmentRequest_Amendment:
		p, err = a.service.PreviewAmendment(ctx, principal(ctx), subject.Amendment)
	default:
		err = refusal(negotiation.Invalid, negotiation.FieldRequired, "subject", "neither a proposal nor an amendment is given", "give one of them")
	}
	if err != nil {
		return nil, err
	}
	return previewOut(p), nil
}

func previewOut(p service.Preview) *travauxv1.PreviewAmendmentResponse {
	out := &travauxv1.PreviewAmendmentResponse{
		Outcome: rebaseOutcomes.out(p.Outcome), Redline: oneRedline(p.Redline, p.Base), Rebased: oneRedline(p.Rebased, p.Current),
	}
	if p.Base != nil {
		out.Base = revisionOut(p.Base, "", nil)
	}
	if p.Current != nil {
		out.Current = revisionOut(p.Current, "", nil)
	}
	return out
}

// oneRedline gives the only change of a comparison of one paragraph.
func oneRedline(c *redline.Comparison, from *negotiation.Revision) *travauxv1.ParagraphRedline {
	if c == nil || len(c.Paragraphs) == 0 {
		return nil
	}
	old := func(int) int {
		if from == nil {
			return 0
		}
		return from.Number
	}
	return redlineOut(c.Paragraphs[0], side{c.Old, old}, side{c.New, func(int) int { return 0 }})
}
