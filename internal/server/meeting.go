package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

func (a processAPI) CreateRound(ctx context.Context, req *travauxv1.CreateRoundRequest) (*travauxv1.Round, error) {
	in := req.GetRound()
	e, item, err := result[*negotiation.Round](a.execute(ctx, req, negotiation.CreateRound{
		Process: req.GetParent(), ID: req.GetRoundId(), Title: in.GetTitle(), Number: int(in.GetNumber()),
		Dates: spanIn(in.GetDates()), Accepts: accepts.in(in.GetAccepts()), Paragraphs: in.GetParagraphs(),
		Window: spanIn(in.GetWindow()), LateRule: lateRules.in(in.GetLateRule()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return roundOut(e, item.Etag), nil
}

func (a processAPI) GetRound(ctx context.Context, req *travauxv1.GetRoundRequest) (*travauxv1.Round, error) {
	e, item, _, err := get[*negotiation.Round](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return roundOut(e, item.Etag), nil
}

func (a processAPI) ListRounds(ctx context.Context, req *travauxv1.ListRoundsRequest) (*travauxv1.ListRoundsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Round, i service.Item, _ service.Beside) *travauxv1.Round {
			return roundOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListRoundsResponse{Rounds: all, NextPageToken: next}, nil
}

func (a processAPI) UpdateRound(ctx context.Context, req *travauxv1.UpdateRoundRequest) (*travauxv1.Round, error) {
	in := req.GetRound()
	m, err := newMask(req.GetUpdateMask(), "title", "dates", "accepts", "paragraphs", "window", "late_rule")
	if err != nil {
		return nil, err
	}
	e, item, err := result[*negotiation.Round](a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.UpdateRound{
		Round:      in.GetName(),
		Title:      change(m, "title", in.GetTitle(), in.GetTitle() != ""),
		Dates:      change(m, "dates", spanIn(in.GetDates()), in.GetDates() != nil),
		Accepts:    change(m, "accepts", accepts.in(in.GetAccepts()), in.GetAccepts() != 0),
		Paragraphs: change(m, "paragraphs", in.GetParagraphs(), len(in.GetParagraphs()) > 0),
		Window:     change(m, "window", spanIn(in.GetWindow()), in.GetWindow() != nil),
		LateRule:   change(m, "late_rule", lateRules.in(in.GetLateRule()), in.GetLateRule() != 0),
		Reason:     req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return roundOut(e, item.Etag), nil
}

func (a processAPI) CreateMeeting(ctx context.Context, req *travauxv1.CreateMeetingRequest) (*travauxv1.Meeting, error) {
	in := req.GetMeeting()
	e, item, err := result[*negotiation.Meeting](a.execute(ctx, req, negotiation.CreateMeeting{
		Process: req.GetParent(), ID: req.GetMeetingId(), Title: in.GetTitle(), Kind: meetingKinds.in(in.GetKind()),
		Dates: spanIn(in.GetDates()), Place: in.GetPlace(), Round: in.GetRound(), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return meetingOut(e, item.Etag), nil
}

func (a processAPI) UpdateMeeting(ctx context.Context, req *travauxv1.UpdateMeetingRequest) (*travauxv1.Meeting, error) {
	in := req.GetMeeting()
	m, err := newMask(req.GetUpdateMask(), "title", "kind", "dates", "place", "round")
	if err != nil {
		return nil, err
	}
	e, item, err := result[*negotiation.Meeting](a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.UpdateMeeting{
		Meeting: in.GetName(),
		Title:   change(m, "title", in.GetTitle(), in.GetTitle() != ""),
		Kind:    change(m, "kind", meetingKinds.in(in.GetKind()), in.GetKind() != 0),
		Dates:   change(m, "dates", spanIn(in.GetDates()), in.GetDates() != nil),
		Place:   change(m, "place", in.GetPlace(), in.GetPlace() != ""),
		Round:   change(m, "round", in.GetRound(), in.GetRound() != ""),
		Reason:  req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return meetingOut(e, item.Etag), nil
}

func (a processAPI) GetMeeting(ctx context.Context, req *travauxv1.GetMeetingRequest) (*travauxv1.Meeting, error) {
	e, item, _, err := get[*negotiation.Meeting](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return meetingOut(e, item.Etag), nil
}

func (a processAPI) ListMeetings(ctx context.Context, req *travauxv1.ListMeetingsRequest) (*travauxv1.ListMeetingsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Meeting, i service.Item, _ service.Beside) *travauxv1.Meeting {
			return meetingOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListMeetingsResponse{Meetings: all, NextPageToken: next}, nil
}
