package server

import (
	"context"
	"unicode/utf8"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

var referenceKinds = names[text.ReferenceKind, travauxv1.ReferenceKind]{
	{text.OwnReference, travauxv1.ReferenceKind_REFERENCE_KIND_OWN},
	{text.PresentReference, travauxv1.ReferenceKind_REFERENCE_KIND_PRESENT},
	{text.InstrumentReference, travauxv1.ReferenceKind_REFERENCE_KIND_INSTRUMENT},
}

var referenceUnits = names[text.Unit, travauxv1.ReferenceUnit]{
	{text.ParagraphUnit, travauxv1.ReferenceUnit_REFERENCE_UNIT_PARAGRAPH},
	{text.PreambularUnit, travauxv1.ReferenceUnit_REFERENCE_UNIT_PREAMBULAR_PARAGRAPH},
	{text.ItemUnit, travauxv1.ReferenceUnit_REFERENCE_UNIT_SUB_PARAGRAPH},
	{text.SectionUnit, travauxv1.ReferenceUnit_REFERENCE_UNIT_SECTION},
	{text.ArticleUnit, travauxv1.ReferenceUnit_REFERENCE_UNIT_ARTICLE},
	{text.AnnexUnit, travauxv1.ReferenceUnit_REFERENCE_UNIT_ANNEX},
}

var referenceSides = names[text.Side, travauxv1.ReferenceSide]{
	{text.Above, travauxv1.ReferenceSide_REFERENCE_SIDE_ABOVE},
	{text.Below, travauxv1.ReferenceSide_REFERENCE_SIDE_BELOW},
}

var referenceDoubts = names[text.Doubt, travauxv1.ReferenceDoubt]{
	{text.NoSuchLabel, travauxv1.ReferenceDoubt_REFERENCE_DOUBT_MISSING},
	{text.SeveralSuch, travauxv1.ReferenceDoubt_REFERENCE_DOUBT_AMBIGUOUS},
	{text.OtherSide, travauxv1.ReferenceDoubt_REFERENCE_DOUBT_MISPLACED},
}

var labelPolicies = names[negotiation.LabelPolicy, travauxv1.LabelPolicy]{
	{negotiation.KeepLabels, travauxv1.LabelPolicy_LABEL_POLICY_KEEP},
	{negotiation.Renumber, travauxv1.LabelPolicy_LABEL_POLICY_RENUMBER},
}

func sectionLabelsIn(s *travauxv1.SectionLabels) negotiation.SectionLabels {
	return negotiation.SectionLabels{Heading: s.GetHeading(), Labels: labelPolicies.in(s.GetLabels())}
}

func (a draftAPI) ListReferences(ctx context.Context, req *travauxv1.ListReferencesRequest) (*travauxv1.ListReferencesResponse, error) {
	page, err := a.service.References(ctx, principal(ctx), req.GetParent(), referenceKinds.in(req.GetKind()), int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	out := &travauxv1.ListReferencesResponse{Draft: draftRef(page.Draft), NextPageToken: page.Next}
	var at codePoints
	for _, r := range page.References {
		if s := page.Text.Paragraphs[r.Paragraph].Text; r.Paragraph != at.paragraph || at.text == "" {
			at = codePoints{paragraph: r.Paragraph, text: s}
		}
		out.References = append(out.References, referenceOut(page, r, &at))
	}
	return out, nil
}

// codePoints counts the code points of a paragraph up to rising places.
type codePoints struct {
	paragraph int
	text      string
	at, count int
}

func (c *codePoints) to(offset int) int32 {
	c.count += utf8.RuneCountInString(c.text[c.at:offset])
	c.at = offset
	return number(c.count)
}

func referenceOut(page service.ReferencePage, r text.BoundReference, at *codePoints) *travauxv1.DraftReference {
	p := page.Text.Paragraphs[r.Paragraph]
	out := &travauxv1.DraftReference{
		Index: number(r.Paragraph), Paragraph: p.ID, Label: p.Label, Kind: referenceKinds.out(r.Kind), Unit: referenceUnits.out(r.Unit),
		Words: r.Words, Start: at.to(r.Start), End: at.to(r.End), Side: referenceSides.out(r.Side),
		Instrument: r.Instrument.String(), Symbol: r.Instrument.Symbol,
	}
	for i, t := range r.Targets {
		target := &travauxv1.ReferenceTarget{Words: p.Text[t.Start:t.End], Through: t.Through}
		if i < len(r.Bindings) {
			target.Doubt = referenceDoubts.out(r.Bindings[i].Doubt)
			if to := r.Bindings[i].Paragraph; to >= 0 {
				target.Paragraph, target.Label = page.Text.Paragraphs[to].ID, page.Text.Paragraphs[to].Label
			}
		}
		out.Targets = append(out.Targets, target)
	}
	return out
}
