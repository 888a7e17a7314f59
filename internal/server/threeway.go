package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/service"
)

func (a amendmentAPI) CompareAmendment(ctx context.Context, req *travauxv1.CompareAmendmentRequest) (*travauxv1.CompareAmendmentResponse, error) {
	v, err := a.service.CompareAmendment(ctx, principal(ctx), req.GetName(), req.GetOther())
	if err != nil {
		return nil, err
	}
	out := &travauxv1.CompareAmendmentResponse{
		Paragraph: v.Paragraph, Label: v.Label, ParagraphKind: paragraphKinds.out(v.Kind), Mine: threeWaySideOut(v.Mine), Theirs: threeWaySideOut(v.Theirs),
		ClashCount: number(v.Clashes()), Time: timeOut(v.At),
		Segments: each(v.Segments, func(s redline.ThreeWaySegment) *travauxv1.ThreeWaySegment {
			return &travauxv1.ThreeWaySegment{Origin: threeWayOrigins.out(s.Origin), Base: s.Base, Mine: s.Mine, Theirs: s.Theirs}
		}),
	}
	if v.Base != nil {
		out.Base = revisionOut(v.Base, "", nil)
	}
	if v.BaseDraft != nil {
		out.BaseDraft = draftRef(v.BaseDraft)
	}
	return out, nil
}

func threeWaySideOut(s service.ThreeWaySide) *travauxv1.ThreeWaySide {
	out := &travauxv1.ThreeWaySide{DisplayName: s.Name, Actor: s.Actor, OnBehalf: s.OnBehalf, Absent: s.Absent, Derived: s.Derived}
	if s.Amendment != nil {
		out.Amendment, out.Number, out.Kind = s.Amendment.Name, number(s.Amendment.Number), amendmentKinds.out(s.Amendment.Kind)
		out.Label = s.Amendment.Label
	}
	if s.Draft != nil {
		out.Draft = draftRef(s.Draft)
	}
	if s.Revision != nil {
		out.Revision = s.Revision.Name
	}
	return out
}

// threeWayOrigins pairs the words for who changes a run of words.
var threeWayOrigins = names[redline.Origin, travauxv1.ThreeWayOrigin]{
	{redline.Kept, travauxv1.ThreeWayOrigin_THREE_WAY_ORIGIN_KEPT},
	{redline.FromMine, travauxv1.ThreeWayOrigin_THREE_WAY_ORIGIN_MINE},
	{redline.FromTheirs, travauxv1.ThreeWayOrigin_THREE_WAY_ORIGIN_THEIRS},
	{redline.FromBoth, travauxv1.ThreeWayOrigin_THREE_WAY_ORIGIN_BOTH},
	{redline.InClash, travauxv1.ThreeWayOrigin_THREE_WAY_ORIGIN_CLASH},
}
