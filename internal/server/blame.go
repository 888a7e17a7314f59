package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/service"
)

func (a draftAPI) GetDraftProvenance(ctx context.Context, req *travauxv1.GetDraftProvenanceRequest) (*travauxv1.GetDraftProvenanceResponse, error) {
	page, err := a.service.Provenance(ctx, principal(ctx), req.GetName(), req.GetParagraph(), int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	out := &travauxv1.GetDraftProvenanceResponse{Draft: draftRef(page.Draft), NextPageToken: page.Next}
	for i, w := range page.Paragraphs {
		out.Paragraphs = append(out.Paragraphs, &travauxv1.TracedParagraph{
			Paragraph: draftParagraph(page.First+i, w.Wording, service.Plain),
			Spans:     spansOut(w.Text, w.Spans),
			Sources:   each(w.Sources, sourceOut),
		})
	}
	return out, nil
}

// spansOut counts spans, which cover their text, in code points.
func spansOut(s string, spans []redline.Span) []*travauxv1.WordSpan {
	at := int32(0)
	return each(spans, func(x redline.Span) *travauxv1.WordSpan {
		out := &travauxv1.WordSpan{Start: at, Source: number(x.Source)}
		at += runesBefore(s[x.Start:x.End], x.End-x.Start)
		out.End = at
		return out
	})
}

func sourceOut(s service.WordSource) *travauxv1.WordSource {
	return &travauxv1.WordSource{
		Revision: s.Revision.Name, Cause: s.Revision.Cause, Time: timeOut(s.At), Draft: s.Draft.Name,
		Credits: each(s.Credits, func(c service.Credit) *travauxv1.WordCredit {
			return &travauxv1.WordCredit{Amendment: c.Amendment.Name, Number: number(c.Amendment.Number), Actor: c.Actor,
				OnBehalf: c.OnBehalf, Basis: creditBases.out(c.Basis)}
		}),
	}
}

// creditBases pairs the words for how it is known that an amendment brought words.
var creditBases = names[service.Basis, travauxv1.CreditBasis]{
	{service.Applied, travauxv1.CreditBasis_CREDIT_BASIS_APPLIED},
	{service.Decided, travauxv1.CreditBasis_CREDIT_BASIS_DECIDED},
	{service.SameWords, travauxv1.CreditBasis_CREDIT_BASIS_SAME_WORDS},
}
