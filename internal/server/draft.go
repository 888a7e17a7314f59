package server

import (
	"context"
	"errors"
	"io"
	"slices"

	"google.golang.org/grpc"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/spoken"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

// The sizes of what comes in.
const (
	MaxUnaryImport = 3 << 20 // bytes of a file in ImportDraft
	MaxChunk       = 1 << 20 // bytes of a chunk in UploadDraft
	MaxUploads     = 8       // uploads in progress, each of up to service.MaxImport bytes
)

// draftAPI serves travauxv1.DraftService.
type draftAPI struct {
	travauxv1.UnimplementedDraftServiceServer
	*api
}

func (a draftAPI) ImportDraft(ctx context.Context, req *travauxv1.ImportDraftRequest) (*travauxv1.ImportDraftResponse, error) {
	if len(req.GetContent()) > MaxUnaryImport {
		return nil, refusal(negotiation.Exhausted, "FILE_TOO_LARGE", req.GetSource().GetFileName(),
			"the file is larger than 3 MiB, the most that one message takes", "send it with UploadDraft, which takes up to 16 MiB")
	}
	return a.importFile(ctx, req, req.GetContent())
}

func (a draftAPI) importFile(ctx context.Context, req *travauxv1.ImportDraftRequest, data []byte) (*travauxv1.ImportDraftResponse, error) {
	src := req.GetSource()
	answer, err := a.service.Import(ctx, principal(ctx),
		service.RequestOptions{ID: req.GetRequestId(), ValidateOnly: req.GetValidateOnly()},
		importIn(req),
		service.File{Name: src.GetFileName(), MediaType: src.GetMediaType(), Language: src.GetLanguage(), Data: data})
	if err != nil {
		return nil, err
	}
	out := &travauxv1.ImportDraftResponse{Findings: each(answer.Unsure, findingOut)}
	if d, ok := answer.Result.Entity.(*negotiation.Draft); ok {
		out.Draft = draftOut(d, answer.Result.Etag)
	}
	head := answer.Beside[negotiation.HeadName(req.GetParent())]
	if h, ok := head.Entity.(*negotiation.Head); ok {
		out.WorkingText = workingTextOut(h, head.Etag)
	}
	return out, nil
}

func importIn(req *travauxv1.ImportDraftRequest) negotiation.ImportDraft {
	src := req.GetSource()
	return negotiation.ImportDraft{
		Document: req.GetParent(), BaseAct: int(req.GetBaseAct()), Name: src.GetDraftId(), Kind: draftKinds.in(src.GetKind()),
		Title: src.GetTitle(), Symbol: src.GetSymbol(), Reason: req.GetReason(),
		Links: each(req.GetLinks(), func(l *travauxv1.ImportLink) negotiation.ImportLink {
			return negotiation.ImportLink{Index: int(l.GetIndex()), Paragraph: l.GetParagraph()}
		}),
	}
}

// admitUpload refuses, before a byte of the file is taken, one who may not import and
// one too many. The upload has ended when release is called. The answer's headers tell
// the client that it may go on.
func (a draftAPI) admitUpload(ctx context.Context, header *travauxv1.ImportDraftRequest) (release func(), err error) {
	if err := a.service.MayImport(ctx, principal(ctx), importIn(header)); err != nil {
		return nil, err
	}
	select {
	case a.uploads <- struct{}{}:
		return func() { <-a.uploads }, nil
	default:
		return nil, refusal(negotiation.Unavailable, "TOO_MANY_UPLOADS", "", "too many files are being taken in at this moment",
			"send it again in a moment, with the same request id")
	}
}

func (a draftAPI) UploadDraft(stream grpc.ClientStreamingServer[travauxv1.UploadDraftRequest, travauxv1.ImportDraftResponse]) error {
	first, err := stream.Recv()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	header := first.GetHeader()
	if header == nil || len(header.GetContent()) > 0 {
		return refusal(negotiation.Invalid, "UPLOAD_HEADER_MISSING", "header",
			"the first message of an upload tells what comes, and has no content", "send the header first, then the chunks")
	}
	release, err := a.admitUpload(stream.Context(), header)
	if err != nil {
		return err
	}
	defer release()
	if err := stream.SendHeader(nil); err != nil {
		return err
	}
	data, err := chunks(stream, header.GetSource().GetFileName())
	if err != nil {
		return err
	}
	resp, err := a.importFile(stream.Context(), header, data)
	if err != nil {
		return err
	}
	return stream.SendAndClose(resp)
}

// chunks reads the rest of an upload, and stops at the first byte too many.
func chunks(stream grpc.ClientStreamingServer[travauxv1.UploadDraftRequest, travauxv1.ImportDraftResponse], name string) ([]byte, error) {
	var data []byte
	for {
		m, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if m.GetHeader() != nil {
			return nil, refusal(negotiation.Invalid, "UPLOAD_HEADER_REPEATED", "header", "an upload has one header", "send chunks after it")
		}
		if len(m.GetChunk()) > MaxChunk {
			return nil, refusal(negotiation.Invalid, "CHUNK_TOO_LARGE", "chunk", "a chunk has at most 1 MiB", "send smaller ones")
		}
		if len(data)+len(m.GetChunk()) > service.MaxImport {
			return nil, format.TooLarge(name)
		}
		data = append(data, m.GetChunk()...)
	}
}

// draftAnswer gives the draft that answers a command.
func draftAnswer(a service.Answer, err error) (*travauxv1.Draft, error) {
	e, item, err := result[*negotiation.Draft](a, err)
	if err != nil {
		return nil, err
	}
	return draftOut(e, item.Etag), nil
}

func (a draftAPI) CutDraft(ctx context.Context, req *travauxv1.CutDraftRequest) (*travauxv1.Draft, error) {
	in := req.GetDraft()
	answer, err := a.execute(ctx, req, negotiation.CutDraft{
		Document: req.GetParent(), Name: req.GetDraftId(), Kind: draftKinds.in(in.GetKind()), Title: in.GetTitle(),
		Symbol: in.GetSymbol(), BaseAct: int(req.GetBaseAct()), Reason: req.GetReason(),
		Labels: labelPolicies.in(req.GetLabels()), LabelsOf: each(req.GetLabelsOf(), sectionLabelsIn), RewriteReferences: req.GetRewriteReferences(),
	})
	out, err := draftAnswer(answer, err)
	if err != nil {
		return nil, err
	}
	out.Findings = each(answer.Unsure, findingOut)
	return out, nil
}

func (a draftAPI) PublishDraft(ctx context.Context, req *travauxv1.PublishDraftRequest) (*travauxv1.Draft, error) {
	level := levels.in(req.GetSight())
	if level == "" {
		level = negotiation.ToStates
	}
	answer, err := a.executeIf(ctx, req, req.GetEtag(), req.GetName(), negotiation.PublishDraft{
		Draft: req.GetName(), Level: level, Attributed: req.GetAttributed(), Reason: req.GetReason(),
	})
	out, err := draftAnswer(answer, err)
	if err != nil {
		return nil, err
	}
	out.Findings = each(answer.Unsure, findingOut)
	return out, nil
}

func (a draftAPI) GetDraft(ctx context.Context, req *travauxv1.GetDraftRequest) (*travauxv1.Draft, error) {
	e, item, _, err := get[*negotiation.Draft](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	out := draftOut(e, item.Etag)
	out.Entries = entriesOut(e)
	return out, nil
}

func (a draftAPI) ListDrafts(ctx context.Context, req *travauxv1.ListDraftsRequest) (*travauxv1.ListDraftsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Draft, i service.Item, _ service.Beside) *travauxv1.Draft {
			return draftOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListDraftsResponse{Drafts: all, NextPageToken: next}, nil
}

func (a draftAPI) GetDraftText(ctx context.Context, req *travauxv1.GetDraftTextRequest) (*travauxv1.GetDraftTextResponse, error) {
	page, err := a.service.DraftText(ctx, principal(ctx), req.GetName(), formOf(req.GetForm()), int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	out := &travauxv1.GetDraftTextResponse{Draft: draftRef(page.Draft), Form: formName(page.Form), NextPageToken: page.Next}
	for i, w := range page.Wordings {
		out.Paragraphs = append(out.Paragraphs, draftParagraph(page.First+i, w, page.Form))
	}
	return out, nil
}

func draftParagraph(index int, w service.Wording, form service.Form) *travauxv1.DraftParagraph {
	p := &travauxv1.DraftParagraph{
		Index: number(index), Paragraph: w.Entry.Paragraph, Revision: number(w.Entry.Revision), Label: w.Entry.Label,
		Kind: paragraphKinds.out(w.Entry.Kind), Depth: number(w.Entry.Depth), Text: textOut(w.Revision),
		Closure: closureOut(w.Entry.Closure),
	}
	p.Text.Content, p.Text.Marks = w.Text, marksOut(w.Text, w.Marks)
	if form == service.Plain {
		p.Attributions = heldOut(w.Text, w.Held)
	}
	return p
}

func (a draftAPI) CompareDrafts(req *travauxv1.CompareDraftsRequest, stream grpc.ServerStreamingServer[travauxv1.CompareDraftsResponse]) error {
	ctx := stream.Context()
	wanted, err := classesIn(req.GetClasses())
	if err != nil {
		return err
	}
	c, err := a.service.Compare(ctx, principal(ctx), versusIn(req), formOf(req.GetForm()))
	if err != nil {
		return err
	}
	err = stream.Send(&travauxv1.CompareDraftsResponse{Part: &travauxv1.CompareDraftsResponse_Header{Header: &travauxv1.ComparisonHeader{
		Base: draftRef(c.Base.Draft), Target: draftRef(c.Target.Draft), Form: formName(c.Form), Time: timeOut(c.At),
		Choice: baseChoices[c.Choice], Since: timeOut(c.Since),
	}}})
	if err != nil {
		return err
	}
	reader := spoken.New(c.Comparison)
	for i, p := range c.Paragraphs {
		if len(wanted) > 0 && !slices.ContainsFunc(p.Classes(), func(k redline.Class) bool { return slices.Contains(wanted, k) }) {
			continue
		}
		out := redlineOut(p, side{c.Old, entryOf(c.Base.Draft)}, side{c.New, entryOf(c.Target.Draft)})
		if req.GetSpoken() {
			out.Spoken = reader.Paragraph(i)
		}
		if err := stream.Send(&travauxv1.CompareDraftsResponse{Part: &travauxv1.CompareDraftsResponse_Paragraph{Paragraph: out}}); err != nil {
			return err
		}
	}
	return stream.Send(&travauxv1.CompareDraftsResponse{Part: &travauxv1.CompareDraftsResponse_Stats{Stats: statsOut(c.Filter(wanted...).Stats)}})
}

// classesIn gives the classes asked for.
func classesIn(classes []travauxv1.ChangeClass) ([]redline.Class, error) {
	wanted := each(classes, changeClasses.in)
	for _, k := range wanted {
		if !slices.Contains(redline.AllClasses(), k) {
			return nil, refusal(negotiation.Invalid, negotiation.FieldInvalid, "classes", "a class that is none", "name classes of the API, or none for all changes")
		}
	}
	return wanted, nil
}

// side is what the paragraphs of one side of a redline are taken from.
type side struct {
	draft    *text.Draft
	revision func(i int) int
}

func entryOf(d *negotiation.Draft) func(i int) int {
	return func(i int) int { return d.Entries[i].Revision }
}

func (s side) paragraphs(at []int) []*travauxv1.ComparedParagraph {
	return each(at, func(i int) *travauxv1.ComparedParagraph {
		p := s.draft.Paragraphs[i]
		return &travauxv1.ComparedParagraph{Index: number(i), Paragraph: p.ID, Revision: number(s.revision(i)), Label: p.Label,
			Text: p.Text, Kind: paragraphKinds.out(p.Kind), Depth: number(p.Depth)}
	})
}

func redlineOut(p redline.ParagraphChange, old, new side) *travauxv1.ParagraphRedline {
	return &travauxv1.ParagraphRedline{
		Change: changes.out(p.Change), Old: old.paragraphs(p.Old), New: new.paragraphs(p.New),
		Segments: each(p.Segments, func(s redline.Segment) *travauxv1.Segment {
			return &travauxv1.Segment{Op: segmentOps.out(s.Op), Text: s.Text, Class: changeClasses.out(s.Class)}
		}),
		Formatting: each(p.Formatting, func(f redline.FormatChange) *travauxv1.FormattingChange {
			within := new
			if f.Op == redline.Delete {
				within = old
			}
			return &travauxv1.FormattingChange{Op: segmentOps.out(f.Op), Index: number(f.Index),
				Mark: marksOut(within.draft.Paragraphs[f.Index].Text, []text.Mark{f.Mark})[0]}
		}),
	}
}

func statsOut(s redline.Stats) *travauxv1.RedlineStats {
	return &travauxv1.RedlineStats{
		Unchanged: number(s.Unchanged), Edited: number(s.Edited), Inserted: number(s.Inserted), Deleted: number(s.Deleted),
		Moved: number(s.Moved), MovedEdited: number(s.MovedEdited), Split: number(s.Split), Merged: number(s.Merged),
		Renumbered: number(s.Renumbered), WordsInserted: number(s.WordsInserted), WordsDeleted: number(s.WordsDeleted),
	}
}
