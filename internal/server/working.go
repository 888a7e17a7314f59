package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

// passageAnswer gives the passage that answers a command.
func passageAnswer(a service.Answer, err error) (*travauxv1.Passage, error) {
	e, item, err := result[*negotiation.Passage](a, err)
	if err != nil {
		return nil, err
	}
	return passageOut(e, item.Etag, a.Beside), nil
}

func (a documentAPI) InsertParagraph(ctx context.Context, req *travauxv1.InsertParagraphRequest) (*travauxv1.Passage, error) {
	marks, err := marksIn(req.GetText(), req.GetMarks())
	if err != nil {
		return nil, err
	}
	return passageAnswer(a.execute(ctx, req, negotiation.InsertPassage{
		Document: req.GetParent(), After: req.GetAfter(), Kind: paragraphKinds.in(req.GetKind()), Depth: int(req.GetDepth()),
		Label: req.GetLabel(), Text: req.GetText(), Marks: marks, Reason: req.GetReason(),
	}))
}

func (a documentAPI) EditParagraph(ctx context.Context, req *travauxv1.EditParagraphRequest) (*travauxv1.Passage, error) {
	marks, err := marksIn(req.GetText(), req.GetMarks())
	if err != nil {
		return nil, err
	}
	return passageAnswer(a.execute(ctx, req, negotiation.EditPassage{
		Paragraph: req.GetName(), BaseRevision: int(req.GetBaseRevision()), Text: req.GetText(), Marks: marks, Typed: req.GetTyped(),
		Reason: req.GetReason(),
	}))
}

func (a documentAPI) DeleteParagraph(ctx context.Context, req *travauxv1.DeleteParagraphRequest) (*travauxv1.Passage, error) {
	return passageAnswer(a.execute(ctx, req, negotiation.DeletePassage{
		Paragraph: req.GetName(), BaseRevision: int(req.GetBaseRevision()), Reason: req.GetReason(),
	}))
}

func (a documentAPI) MoveParagraph(ctx context.Context, req *travauxv1.MoveParagraphRequest) (*travauxv1.Passage, error) {
	return passageAnswer(a.execute(ctx, req, negotiation.MovePassage{
		Paragraph: req.GetName(), BaseRevision: int(req.GetBaseRevision()), After: req.GetAfter(),
		Depth: wide(req.Depth), Reason: req.GetReason(),
	}))
}

// wide gives an optional number of the API as an optional int.
func wide(n *int32) *int {
	if n == nil {
		return nil
	}
	v := int(*n)
	return &v
}

func (a documentAPI) SplitParagraph(ctx context.Context, req *travauxv1.SplitParagraphRequest) (*travauxv1.SplitParagraphResponse, error) {
	cmd := negotiation.SplitPassage{Paragraph: req.GetName(), BaseRevision: int(req.GetBaseRevision()), Reason: req.GetReason(),
		At: each(req.GetAt(), func(n int32) int { return int(n) })}
	for _, p := range req.GetParts() {
		marks, err := marksIn(p.GetText(), p.GetMarks())
		if err != nil {
			return nil, err
		}
		cmd.Parts = append(cmd.Parts, negotiation.Part{Kind: paragraphKinds.in(p.GetKind()), Depth: wide(p.Depth),
			Label: p.GetLabel(), Text: p.GetText(), Marks: marks})
	}
	answer, err := a.execute(ctx, req, cmd)
	if err != nil {
		return nil, err
	}
	return splitAnswer(answer), nil
}

// splitAnswer gives the passages that a split made.
func splitAnswer(a service.Answer) *travauxv1.SplitParagraphResponse {
	out := &travauxv1.SplitParagraphResponse{}
	for _, item := range a.Items() {
		if p, ok := item.Entity.(*negotiation.Passage); ok {
			out.Parts = append(out.Parts, passageOut(p, item.Etag, a.Beside))
		}
	}
	return out
}

func (a documentAPI) MergeParagraphs(ctx context.Context, req *travauxv1.MergeParagraphsRequest) (*travauxv1.Passage, error) {
	for _, p := range req.GetParagraphs() {
		if negotiation.DocumentOf(p) != req.GetParent() {
			return nil, refusal(negotiation.Invalid, negotiation.FieldInvalid, "paragraphs",
				"a paragraph is not of that document", "merge paragraphs of one document")
		}
	}
	return passageAnswer(a.execute(ctx, req, negotiation.MergePassages{
		Paragraphs: req.GetParagraphs(), BaseRevisions: each(req.GetBaseRevisions(), func(n int32) int { return int(n) }),
		Separator: req.GetSeparator(), Reason: req.GetReason(),
	}))
}

func (a documentAPI) RelabelParagraph(ctx context.Context, req *travauxv1.RelabelParagraphRequest) (*travauxv1.Passage, error) {
	cmd := negotiation.RelabelPassage{Paragraph: req.GetName(), BaseRevision: int(req.GetBaseRevision()), Label: req.Label,
		Depth: wide(req.Depth), Reason: req.GetReason()}
	if req.GetKind() != 0 {
		kind := text.Kind(paragraphKinds.in(req.GetKind()))
		cmd.Kind = &kind
	}
	return passageAnswer(a.execute(ctx, req, cmd))
}

func (a documentAPI) UndoAct(ctx context.Context, req *travauxv1.UndoActRequest) (*travauxv1.Act, error) {
	e, item, err := result[*negotiation.Act](a.execute(ctx, req, negotiation.UndoAct{
		Document: req.GetParent(), Act: int(req.GetAct()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return actOut(e, item.Etag), nil
}
