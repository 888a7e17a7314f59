package server

import (
	"context"
	"unicode/utf8"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

// openingRunes is how many code points of a paragraph a concordance shows.
const openingRunes = 60

// versus is every request that compares two drafts.
type versus interface {
	GetBase() string
	GetTarget() string
	GetSince() *timestamppb.Timestamp
}

func versusIn(req versus) service.Versus {
	return service.Versus{Base: req.GetBase(), Target: req.GetTarget(), Since: timeIn(req.GetSince())}
}

func (a draftAPI) GetConcordance(ctx context.Context, req *travauxv1.GetConcordanceRequest) (*travauxv1.Concordance, error) {
	c, err := a.service.Concordance(ctx, principal(ctx), versusIn(req))
	if err != nil {
		return nil, err
	}
	out := &travauxv1.Concordance{Header: &travauxv1.ComparisonHeader{
		Base: draftRef(c.Base.Draft), Target: draftRef(c.Target.Draft), Form: travauxv1.TextForm_TEXT_FORM_PLAIN,
		Time: timeOut(c.At), Choice: baseChoices[c.Choice], Since: timeOut(c.Since),
	}}
	for _, r := range c.Rows {
		out.Rows = append(out.Rows, &travauxv1.ConcordanceRow{
			Relation: relations.out(r.Relation), Old: concordanceSide(c.Base.Text, r.Old), New: concordanceSide(c.Target.Text, r.New),
			Similarity: r.Similarity, Basis: bases.out(r.Basis), Sure: r.Sure,
		})
	}
	if l, ok := c.Lineage.Entity.(*negotiation.Lineage); ok {
		out.Lineage = lineageOut(l, c.Lineage.Etag)
	}
	return out, nil
}

func concordanceSide(d *text.Draft, at []int) []*travauxv1.ConcordanceParagraph {
	return each(at, func(i int) *travauxv1.ConcordanceParagraph {
		p := d.Paragraphs[i]
		return &travauxv1.ConcordanceParagraph{Index: number(i), Paragraph: p.ID, Label: p.Label,
			Kind: paragraphKinds.out(p.Kind), Depth: number(p.Depth), Opening: opening(p.Text)}
	})
}

// opening gives the first words of a paragraph, cut between code points.
func opening(s string) string {
	if utf8.RuneCountInString(s) <= openingRunes {
		return s
	}
	return string([]rune(s)[:openingRunes])
}

func (a draftAPI) CorrectLineage(ctx context.Context, req *travauxv1.CorrectLineageRequest) (*travauxv1.Lineage, error) {
	answer, err := a.executeIf(ctx, req, req.GetEtag(), negotiation.LineageName(req.GetTarget(), req.GetBase()), negotiation.CorrectLineage{
		Older: req.GetBase(), Newer: req.GetTarget(), Reason: req.GetReason(),
		Links: each(req.GetLinks(), func(l *travauxv1.LineageLink) negotiation.LineageDecision {
			return negotiation.LineageDecision{Verdict: verdicts.in(l.GetVerdict()), Old: l.GetOld(), New: l.GetNew()}
		}),
	})
	e, item, err := result[*negotiation.Lineage](answer, err)
	if err != nil {
		return nil, err
	}
	return lineageOut(e, item.Etag), nil
}

func lineageOut(e *negotiation.Lineage, etag string) *travauxv1.Lineage {
	return &travauxv1.Lineage{
		Name: e.Name, Base: e.Older, Target: e.Newer, Sight: levels.out(e.Level), Etag: etag,
		Links: each(e.Links, func(l negotiation.LineageLink) *travauxv1.LineageLink {
			verdict := negotiation.Became
			if l.Apart {
				verdict = negotiation.Apart
			}
			return &travauxv1.LineageLink{Verdict: verdicts.out(verdict), Old: l.Old, New: l.New, Time: timeOut(l.At)}
		}),
	}
}
