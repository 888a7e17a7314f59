package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// processAPI serves travauxv1.ProcessService; its rounds and meetings are in
// meeting.go.
type processAPI struct {
	travauxv1.UnimplementedProcessServiceServer
	*api
}

func (a processAPI) CreateProcess(ctx context.Context, req *travauxv1.CreateProcessRequest) (*travauxv1.Process, error) {
	in := req.GetProcess()
	e, item, err := result[*negotiation.Process](a.execute(ctx, req, negotiation.CreateProcess{
		ID: req.GetProcessId(), Title: in.GetTitle(), Mandate: in.GetMandate(), TimeZone: in.GetTimeZone(),
		ProtocolOrder: in.GetProtocolOrder(), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return processOut(e, item.Etag), nil
}

func (a processAPI) GetProcess(ctx context.Context, req *travauxv1.GetProcessRequest) (*travauxv1.Process, error) {
	e, item, _, err := get[*negotiation.Process](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return processOut(e, item.Etag), nil
}

func (a processAPI) ListProcesses(ctx context.Context, req *travauxv1.ListProcessesRequest) (*travauxv1.ListProcessesResponse, error) {
	all, next, err := list(ctx, a.api, query(req, ""),
		func(e *negotiation.Process, i service.Item, _ service.Beside) *travauxv1.Process {
			return processOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListProcessesResponse{Processes: all, NextPageToken: next}, nil
}

func (a processAPI) UpdateProcess(ctx context.Context, req *travauxv1.UpdateProcessRequest) (*travauxv1.Process, error) {
	in := req.GetProcess()
	m, err := newMask(req.GetUpdateMask(), "title", "mandate", "time_zone", "protocol_order", "closed")
	if err != nil {
		return nil, err
	}
	e, item, err := result[*negotiation.Process](a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.UpdateProcess{
		Process:       in.GetName(),
		Title:         change(m, "title", in.GetTitle(), in.GetTitle() != ""),
		Mandate:       change(m, "mandate", in.GetMandate(), in.GetMandate() != ""),
		TimeZone:      change(m, "time_zone", in.GetTimeZone(), in.GetTimeZone() != ""),
		ProtocolOrder: change(m, "protocol_order", in.GetProtocolOrder(), len(in.GetProtocolOrder()) > 0),
		Closed:        change(m, "closed", in.GetClosed(), in.GetClosed()),
		Reason:        req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return processOut(e, item.Etag), nil
}

func (a processAPI) AdmitParticipant(ctx context.Context, req *travauxv1.AdmitParticipantRequest) (*travauxv1.Participant, error) {
	in := req.GetParticipant()
	e, item, err := result[*negotiation.Participant](a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.AdmitParticipant{
		Process: req.GetParent(), Actor: in.GetActor(), Admitted: spanIn(in.GetAdmitted()),
		Rights: each(in.GetRights(), func(r *travauxv1.RightSpan) negotiation.RightSpan {
			return negotiation.RightSpan{Right: rights.in(r.GetRight()), Span: spanIn(r.GetSpan()), Source: r.GetSource()}
		}),
		Profile: negotiation.Profile(req.GetProfile()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return participantOut(e, item.Etag), nil
}

func (a processAPI) GetParticipant(ctx context.Context, req *travauxv1.GetParticipantRequest) (*travauxv1.Participant, error) {
	e, item, _, err := get[*negotiation.Participant](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return participantOut(e, item.Etag), nil
}

func (a processAPI) ListParticipants(ctx context.Context, req *travauxv1.ListParticipantsRequest) (*travauxv1.ListParticipantsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Participant, i service.Item, _ service.Beside) *travauxv1.Participant {
			return participantOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListParticipantsResponse{Participants: all, NextPageToken: next}, nil
}

func (a processAPI) AssignRole(ctx context.Context, req *travauxv1.AssignRoleRequest) (*travauxv1.Role, error) {
	in := req.GetRole()
	e, item, err := result[*negotiation.Role](a.execute(ctx, req, negotiation.AssignRole{
		Process: req.GetParent(), ID: req.GetRoleId(), User: in.GetUser(), Actor: in.GetActor(),
		Role: roleKinds.in(in.GetRole()), Term: spanIn(in.GetSpan()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return roleOut(e, item.Etag), nil
}

func (a processAPI) EndRole(ctx context.Context, req *travauxv1.EndRoleRequest) (*travauxv1.Role, error) {
	e, item, err := result[*negotiation.Role](a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.EndRole{
		Role: req.GetName(), Until: timeIn(req.GetUntil()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return roleOut(e, item.Etag), nil
}

func (a processAPI) GetRole(ctx context.Context, req *travauxv1.GetRoleRequest) (*travauxv1.Role, error) {
	e, item, _, err := get[*negotiation.Role](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return roleOut(e, item.Etag), nil
}

func (a processAPI) ListRoles(ctx context.Context, req *travauxv1.ListRolesRequest) (*travauxv1.ListRolesResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Role, i service.Item, _ service.Beside) *travauxv1.Role { return roleOut(e, i.Etag) })
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListRolesResponse{Roles: all, NextPageToken: next}, nil
}
