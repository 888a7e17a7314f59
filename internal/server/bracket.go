package server

import (
	"context"
	"unicode/utf8"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// bracketAPI serves travauxv1.BracketService.
type bracketAPI struct {
	travauxv1.UnimplementedBracketServiceServer
	*api
}

func (a bracketAPI) GetBracket(ctx context.Context, req *travauxv1.GetBracketRequest) (*travauxv1.Bracket, error) {
	v, err := a.service.Bracket(ctx, principal(ctx), req.GetName())
	if err != nil {
		return nil, err
	}
	return bracketOut(v), nil
}

func (a bracketAPI) ListBrackets(ctx context.Context, req *travauxv1.ListBracketsRequest) (*travauxv1.ListBracketsResponse, error) {
	page, err := a.service.Brackets(ctx, principal(ctx), service.BracketQuery{
		Document: req.GetParent(), Draft: req.GetDraft(), State: bracketStates.in(req.GetState()), Holder: req.GetHolder(),
		Paragraph: req.GetParagraph(), PageSize: int(req.GetPageSize()), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	out := &travauxv1.ListBracketsResponse{Brackets: each(page.Brackets, bracketOut), NextPageToken: page.Next}
	if page.Draft != nil {
		out.Draft = draftRef(page.Draft)
	}
	if page.Tree == nil {
		return out, nil
	}
	paragraphs := page.Tree.Flow.Paragraphs
	out.Diagnostics = each(page.Tree.Diagnostics, func(d bracket.Diagnostic) *travauxv1.BracketDiagnostic {
		p := paragraphs[d.Place.Paragraph]
		return &travauxv1.BracketDiagnostic{Code: string(d.Code), Paragraph: p.ID,
			Start: number(utf8.RuneCountInString(p.Text[:d.Place.Offset])), Message: d.Message}
	})
	if page.Draft != nil {
		out.Closings = each(page.Closings, func(c negotiation.Closing) *travauxv1.BracketClosing {
			return &travauxv1.BracketClosing{Number: number(c.Number), State: bracketStates.out(c.State), Into: number(c.Into)}
		})
	}
	return out, nil
}

func (a bracketAPI) OpenBracket(ctx context.Context, req *travauxv1.OpenBracketRequest) (*travauxv1.BracketAnswer, error) {
	return bracketAnswer(a.execute(ctx, req, negotiation.OpenBracket{
		Paragraph: req.GetParagraph(), BaseRevision: int(req.GetBaseRevision()), Start: int(req.GetStart()), End: int(req.GetEnd()),
		Actors: req.GetActors(), Stance: stances.in(req.GetStance()), Meeting: req.GetMeeting(), Reason: req.GetReason(),
	}))
}

func (a bracketAPI) SettleBracket(ctx context.Context, req *travauxv1.SettleBracketRequest) (*travauxv1.BracketAnswer, error) {
	return bracketAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.SettleBracket{
		Bracket: req.GetName(), BaseAct: int(req.GetBaseAct()), How: settlements.in(req.GetSettlement()), Option: int(req.GetOption()),
		Words: req.GetWords(), Agreed: req.GetAgreed(), Meeting: req.GetMeeting(), Reason: req.GetReason(),
	}))
}

func (a bracketAPI) ReshapeBracket(ctx context.Context, req *travauxv1.ReshapeBracketRequest) (*travauxv1.BracketAnswer, error) {
	return bracketAnswer(a.execute(ctx, req, negotiation.ReshapeBracket{
		Bracket: req.GetName(), BaseAct: int(req.GetBaseAct()), Start: int(req.GetStart()), End: int(req.GetEnd()),
		Meeting: req.GetMeeting(), Reason: req.GetReason(),
	}))
}

func (a bracketAPI) AttributeBracket(ctx context.Context, req *travauxv1.AttributeBracketRequest) (*travauxv1.BracketAnswer, error) {
	return bracketAnswer(a.execute(ctx, req, negotiation.AttributeBracket{
		Bracket: req.GetName(), Meeting: req.GetMeeting(), Reason: req.GetReason(),
		Holders: each(req.GetHolders(), func(h *travauxv1.HolderEntry) negotiation.HolderEntry {
			return negotiation.HolderEntry{Actors: h.GetActors(), Stance: stances.in(h.GetStance())}
		}),
	}))
}

func (a bracketAPI) RecordLeave(ctx context.Context, req *travauxv1.RecordLeaveRequest) (*travauxv1.BracketAnswer, error) {
	return bracketAnswer(a.execute(ctx, req, negotiation.RecordLeave{
		Bracket: req.GetName(), Actor: req.GetActor(), Meeting: req.GetMeeting(), Reason: req.GetReason(),
	}))
}

func (a bracketAPI) UpdateBracket(ctx context.Context, req *travauxv1.UpdateBracketRequest) (*travauxv1.Bracket, error) {
	in := req.GetBracket()
	m, err := newMask(req.GetUpdateMask(), "lifts_if", "package", "owner", "due_time", "notes", "bridge", "can_consider")
	if err != nil {
		return nil, err
	}
	return oneBracket(a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.NoteBracket{
		Bracket: in.GetName(),
		LiftsIf: change(m, "lifts_if", in.GetLiftsIf(), len(in.GetLiftsIf()) > 0),
		Package: change(m, "package", in.GetPackage(), in.GetPackage() != ""),
		Owner:   change(m, "owner", in.GetOwner(), in.GetOwner() != ""),
		Due:     change(m, "due_time", timeIn(in.GetDueTime()), in.GetDueTime() != nil),
		Notes:   change(m, "notes", in.GetNotes(), in.GetNotes() != ""),
		Bridge:  change(m, "bridge", in.GetBridge(), in.GetBridge() != ""),
		Can:     change(m, "can_consider", in.GetCanConsider(), len(in.GetCanConsider()) > 0),
		Reason:  req.GetReason(),
	}))
}

func (a bracketAPI) ConfirmSlot(ctx context.Context, req *travauxv1.ConfirmSlotRequest) (*travauxv1.Bracket, error) {
	for _, b := range req.GetBrackets() {
		if negotiation.DocumentOf(b) != req.GetParent() {
			return nil, refusal(negotiation.Invalid, negotiation.FieldInvalid, "brackets",
				"a bracket is not of that document", "name brackets of one document")
		}
	}
	return oneBracket(a.execute(ctx, req, negotiation.ConfirmSlot{Brackets: req.GetBrackets(), Apart: req.GetApart(), Reason: req.GetReason()}))
}

func (a bracketAPI) ConfirmBracket(ctx context.Context, req *travauxv1.ConfirmBracketRequest) (*travauxv1.Bracket, error) {
	return oneBracket(a.execute(ctx, req, negotiation.ConfirmBracket{
		Bracket: req.GetName(), Continues: req.GetContinues(), Reason: req.GetReason(),
	}))
}

func (a bracketAPI) SetClosure(ctx context.Context, req *travauxv1.SetClosureRequest) (*travauxv1.Passage, error) {
	closure, ok := closureIn(req.GetClosure())
	if !ok {
		return nil, refusal(negotiation.Invalid, negotiation.FieldRequired, "closure", "no closure is given", "say how far the paragraph is agreed")
	}
	return passageAnswer(a.execute(ctx, req, negotiation.SetClosure{
		Paragraph: req.GetParagraph(), BaseRevision: int(req.GetBaseRevision()), Closure: closure, Actors: req.GetActors(),
		Package: req.GetPackage(), Until: timeIn(req.GetUntil()), Reason: req.GetReason(),
	}))
}

func (a bracketAPI) HoldWords(ctx context.Context, req *travauxv1.HoldWordsRequest) (*travauxv1.Hold, error) {
	return holdAnswer(a.execute(ctx, req, negotiation.HoldWords{
		Draft: req.GetDraft(), Paragraph: req.GetParagraph(), Start: int(req.GetStart()), End: int(req.GetEnd()),
		Stance: stances.in(req.GetStance()), OnBehalf: req.GetOnBehalf(), Note: req.GetNote(),
	}))
}

func (a bracketAPI) EnterReservation(ctx context.Context, req *travauxv1.EnterReservationRequest) (*travauxv1.Hold, error) {
	return holdAnswer(a.execute(ctx, req, negotiation.Reserve{
		Draft: req.GetDraft(), Paragraph: req.GetParagraph(), Kind: holdKinds.in(req.GetKind()), OnBehalf: req.GetOnBehalf(), Note: req.GetNote(),
	}))
}

func (a bracketAPI) DropHold(ctx context.Context, req *travauxv1.DropHoldRequest) (*travauxv1.Hold, error) {
	return holdAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.DropHold{Hold: req.GetName(), Reason: req.GetReason()}))
}

func (a bracketAPI) GetHold(ctx context.Context, req *travauxv1.GetHoldRequest) (*travauxv1.Hold, error) {
	e, item, _, err := get[*negotiation.Hold](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return holdOut(e, item.Etag), nil
}

func (a bracketAPI) ListHolds(ctx context.Context, req *travauxv1.ListHoldsRequest) (*travauxv1.ListHoldsResponse, error) {
	q := query(req, req.GetParent())
	q.Ref = req.GetActor()
	all, next, err := list(ctx, a.api, q, func(e *negotiation.Hold, i service.Item, _ service.Beside) *travauxv1.Hold {
		return holdOut(e, i.Etag)
	})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListHoldsResponse{Holds: all, NextPageToken: next}, nil
}

// bracketAnswer gives what an act on a bracket did.
func bracketAnswer(a service.Answer, err error) (*travauxv1.BracketAnswer, error) {
	e, item, err := result[*negotiation.Bracket](a, err)
	if err != nil {
		return nil, err
	}
	out := &travauxv1.BracketAnswer{Bracket: bracketRecord(e, item.Etag)}
	for _, i := range a.Also {
		switch e := i.Entity.(type) {
		case *negotiation.Passage:
			out.Passages = append(out.Passages, passageOut(e, i.Etag, a.Beside))
		case *negotiation.Head:
			out.BracketsLeft = number(e.BracketsOpen)
		}
	}
	return out, nil
}

func oneBracket(a service.Answer, err error) (*travauxv1.Bracket, error) {
	e, item, err := result[*negotiation.Bracket](a, err)
	if err != nil {
		return nil, err
	}
	return bracketRecord(e, item.Etag), nil
}

func holdAnswer(a service.Answer, err error) (*travauxv1.Hold, error) {
	e, item, err := result[*negotiation.Hold](a, err)
	if err != nil {
		return nil, err
	}
	return holdOut(e, item.Etag), nil
}

// bracketRecord shows the team's record of a bracket, without its place in a text.
func bracketRecord(e *negotiation.Bracket, etag string) *travauxv1.Bracket {
	return &travauxv1.Bracket{
		Name: e.Name, Number: number(e.Number), State: bracketStates.out(e.State), Kind: bracketKinds.out(e.Kind),
		Paragraph: e.Paragraph, EndParagraph: e.EndParagraph, Words: e.Words, Holders: each(e.Holders, bracketHolderOut),
		FirstDraft: e.FirstDraft, OpenTime: timeOut(e.OpenedAt), CloseTime: timeOut(e.ClosedAt), OpenedBy: e.OpenedBy,
		Into: e.Into, From: e.From, LiftsIf: e.LiftsIf, Package: e.Package, Owner: e.Owner, DueTime: timeOut(e.Due), Notes: e.Notes,
		Bridge: e.Bridge, CanConsider: e.Can, Doubt: e.Doubt, Etag: etag,
		History: each(e.History, func(a negotiation.BracketAct) *travauxv1.BracketAct {
			return &travauxv1.BracketAct{Change: string(a.Change), Time: timeOut(a.At), Cause: a.Cause, Actor: a.Actor,
				Meeting: a.Meeting, Noted: a.Noted, Reason: a.Reason}
		}),
	}
}

func bracketHolderOut(h negotiation.BracketHolder) *travauxv1.BracketHolder {
	return &travauxv1.BracketHolder{Actors: h.Actors, Source: h.Source, Stance: h.Stance}
}

// bracketOut shows a bracket as the caller may see it.
func bracketOut(v service.BracketView) *travauxv1.Bracket {
	out := &travauxv1.Bracket{}
	if e, ok := v.Record.Entity.(*negotiation.Bracket); ok {
		out = bracketRecord(e, v.Record.Etag)
	}
	out.Name, out.Number, out.State, out.Kind = v.Name, number(v.Number), bracketStates.out(v.State), bracketKinds.out(v.Kind)
	out.Paragraph, out.EndParagraph, out.Label = v.Paragraph, v.EndParagraph, v.Label
	out.Start, out.End, out.Depth, out.Parent, out.Words = number(v.Start), number(v.End), number(v.Depth), v.Parent, v.Words
	out.Options = each(v.Options, func(o service.BracketOption) *travauxv1.BracketOption {
		return &travauxv1.BracketOption{Id: o.ID, Text: o.Text}
	})
	out.Candidate, out.CandidateConfirmed = v.Candidate, v.Confirmed
	out.Holders = each(v.Holders, bracketHolderOut)
	out.FirstDraft, out.LastDraft = v.First, v.Last
	return out
}

func holdOut(e *negotiation.Hold, etag string) *travauxv1.Hold {
	return &travauxv1.Hold{
		Name: e.Name, Actor: e.Actor, OnBehalf: e.OnBehalf, Kind: holdKinds.out(e.Kind), State: holdStates.out(e.State), Stance: string(e.Stance),
		Draft: e.Draft, Paragraph: e.Paragraph, Words: e.Words, Number: number(e.Number), Note: e.Note, Noted: e.Noted, Meeting: e.Meeting,
		Time: timeOut(e.At), EndTime: timeOut(e.EndedAt), EndNoted: e.EndNoted, EndMeeting: e.EndMeeting, Without: e.Without, Etag: etag,
	}
}

// closureOut and closureIn convert a closure: to the domain the open one is empty.
func closureOut(c negotiation.Closure) travauxv1.Closure {
	if c == negotiation.ClosureOpen {
		return travauxv1.Closure_CLOSURE_OPEN
	}
	return closures.out(c)
}

func closureIn(c travauxv1.Closure) (negotiation.Closure, bool) {
	if c == travauxv1.Closure_CLOSURE_OPEN {
		return negotiation.ClosureOpen, true
	}
	return closures.in(c), c != travauxv1.Closure_CLOSURE_UNSPECIFIED
}

// closureBeside shows the closure of a passage.
func closureBeside(p *travauxv1.Passage, c *negotiation.ClosureRecord) {
	p.Closure = travauxv1.Closure_CLOSURE_OPEN
	if c == nil {
		return
	}
	p.Closure, p.ClosureActors, p.ClosurePackage = closureOut(c.Closure), c.Actors, c.Package
	p.ClosureUntil, p.ClosureReason = timeOut(c.Until), c.Reason
}

func (a bracketAPI) GetBracketedText(ctx context.Context, req *travauxv1.GetBracketedTextRequest) (*travauxv1.GetBracketedTextResponse, error) {
	q := service.FormQuery{Document: req.GetParent(), Draft: req.GetDraft(), Form: forms.in(req.GetRendering()),
		Otherwise: bracket.Rule(req.GetOtherwise()), Choices: make(map[string]bracket.Pick, len(req.GetChoices()))}
	for _, c := range req.GetChoices() {
		switch {
		case c.GetOption() > 0:
			q.Choices[c.GetBracket()] = bracket.Pick(c.GetOption() - 1)
		case c.GetKeep():
			q.Choices[c.GetBracket()] = bracket.PickKeep
		default:
			q.Choices[c.GetBracket()] = bracket.PickDrop
		}
	}
	f, err := a.service.Form(ctx, principal(ctx), q)
	if err != nil {
		return nil, err
	}
	out := &travauxv1.GetBracketedTextResponse{Rendering: forms.out(f.Form), Legend: bracket.Legend}
	if f.Draft != nil {
		out.Draft = draftRef(f.Draft)
	}
	out.Paragraphs = each(f.Paragraphs, func(p text.Paragraph) *travauxv1.RenderedParagraph {
		return &travauxv1.RenderedParagraph{Paragraph: p.ID, Label: p.Label, Kind: paragraphKinds.out(p.Kind), Depth: number(p.Depth),
			Text: p.Text, Marks: marksOut(p.Text, p.Marks)}
	})
	out.Options = each(f.Rows, func(r service.OptionRow) *travauxv1.OptionRow {
		return &travauxv1.OptionRow{Paragraph: r.Paragraph, Label: r.Label, Id: r.ID, NoChange: r.NoChange, Text: r.Text,
			Holders: each(r.Holders, bracketHolderOut)}
	})
	return out, nil
}
