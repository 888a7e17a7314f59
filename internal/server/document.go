package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// documentAPI serves travauxv1.DocumentService; the acts on the working text are in
// working.go.
type documentAPI struct {
	travauxv1.UnimplementedDocumentServiceServer
	*api
}

// documentAnswer gives the document that answers a command.
func documentAnswer(a service.Answer, err error) (*travauxv1.Document, error) {
	e, item, err := result[*negotiation.Document](a, err)
	if err != nil {
		return nil, err
	}
	return documentOut(e, item.Etag), nil
}

func (a documentAPI) CreateDocument(ctx context.Context, req *travauxv1.CreateDocumentRequest) (*travauxv1.Document, error) {
	in := req.GetDocument()
	return documentAnswer(a.execute(ctx, req, negotiation.CreateDocument{
		Process: req.GetParent(), ID: req.GetDocumentId(), Title: in.GetTitle(), Symbol: in.GetSymbol(),
		Language: in.GetLanguage(), Reason: req.GetReason(),
	}))
}

func (a documentAPI) CloseDocument(ctx context.Context, req *travauxv1.CloseDocumentRequest) (*travauxv1.Document, error) {
	return documentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(),
		negotiation.CloseDocument{Document: req.GetName(), Reason: req.GetReason()}))
}

func (a documentAPI) ReopenDocument(ctx context.Context, req *travauxv1.ReopenDocumentRequest) (*travauxv1.Document, error) {
	return documentAnswer(a.executeIf(ctx, req, req.GetEtag(), req.GetName(),
		negotiation.ReopenDocument{Document: req.GetName(), Reason: req.GetReason()}))
}

func (a documentAPI) GetDocument(ctx context.Context, req *travauxv1.GetDocumentRequest) (*travauxv1.Document, error) {
	e, item, _, err := get[*negotiation.Document](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return documentOut(e, item.Etag), nil
}

func (a documentAPI) ListDocuments(ctx context.Context, req *travauxv1.ListDocumentsRequest) (*travauxv1.ListDocumentsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Document, i service.Item, _ service.Beside) *travauxv1.Document {
			return documentOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListDocumentsResponse{Documents: all, NextPageToken: next}, nil
}

func (a documentAPI) GetParagraph(ctx context.Context, req *travauxv1.GetParagraphRequest) (*travauxv1.Paragraph, error) {
	e, item, beside, err := get[*negotiation.Paragraph](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return paragraphOut(e, item.Etag, beside), nil
}

func (a documentAPI) ListParagraphs(ctx context.Context, req *travauxv1.ListParagraphsRequest) (*travauxv1.ListParagraphsResponse, error) {
	q := query(req, req.GetParent())
	q.ShowDeleted = req.GetShowDeleted()
	all, next, err := list(ctx, a.api, q,
		func(e *negotiation.Paragraph, i service.Item, b service.Beside) *travauxv1.Paragraph {
			return paragraphOut(e, i.Etag, b)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListParagraphsResponse{Paragraphs: all, NextPageToken: next}, nil
}

func (a documentAPI) GetRevision(ctx context.Context, req *travauxv1.GetRevisionRequest) (*travauxv1.Revision, error) {
	e, item, beside, err := get[*negotiation.Revision](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return revisionOut(e, item.Etag, beside), nil
}

func (a documentAPI) ListRevisions(ctx context.Context, req *travauxv1.ListRevisionsRequest) (*travauxv1.ListRevisionsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Revision, i service.Item, b service.Beside) *travauxv1.Revision {
			return revisionOut(e, i.Etag, b)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListRevisionsResponse{Revisions: all, NextPageToken: next}, nil
}

func (a documentAPI) GetWorkingText(ctx context.Context, req *travauxv1.GetWorkingTextRequest) (*travauxv1.WorkingText, error) {
	e, item, _, err := get[*negotiation.Head](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return workingTextOut(e, item.Etag), nil
}

func (a documentAPI) GetPassage(ctx context.Context, req *travauxv1.GetPassageRequest) (*travauxv1.Passage, error) {
	e, item, beside, err := get[*negotiation.Passage](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return passageOut(e, item.Etag, beside), nil
}

func (a documentAPI) ListPassages(ctx context.Context, req *travauxv1.ListPassagesRequest) (*travauxv1.ListPassagesResponse, error) {
	q := query(req, req.GetParent())
	q.ShowDeleted = req.GetShowDeleted()
	all, next, err := list(ctx, a.api, q,
		func(e *negotiation.Passage, i service.Item, b service.Beside) *travauxv1.Passage {
			return passageOut(e, i.Etag, b)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListPassagesResponse{Passages: all, NextPageToken: next}, nil
}

func (a documentAPI) ListActs(ctx context.Context, req *travauxv1.ListActsRequest) (*travauxv1.ListActsResponse, error) {
	all, next, err := list(ctx, a.api, query(req, req.GetParent()),
		func(e *negotiation.Act, i service.Item, _ service.Beside) *travauxv1.Act { return actOut(e, i.Etag) })
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListActsResponse{Acts: all, NextPageToken: next}, nil
}
