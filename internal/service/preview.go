package service

import (
	"context"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Preview is what an amendment would change.
type Preview struct {
	// Amendment is the one previewed: as it would stand, or as it stands.
	Amendment *negotiation.Amendment
	// Base is the wording that it was made on, nil for an insertion.
	Base *negotiation.Revision
	// Redline goes from Base to the wording wanted.
	Redline *redline.Comparison
	// Current is the newest wording of the paragraph that the caller may see, nil
	// where it stands no more.
	Current *negotiation.Revision
	// Outcome is how the amendment stands against Current.
	Outcome negotiation.RebaseOutcome
	// Rebased goes from Current to what the amendment would give there; nil where
	// the outcome is Overlap or Orphaned.
	Rebased *redline.Comparison
}

// PreviewProposal shows what an amendment not yet made would change. Errors are
// those of the command; nothing is written.
func (s *Service) PreviewProposal(ctx context.Context, p negotiation.Principal, cmd negotiation.ProposeAmendment) (Preview, error) {
	cmd.Submit = false
	a, err := s.Execute(ctx, p, RequestOptions{ValidateOnly: true}, cmd)
	if err != nil {
		return Preview{}, err
	}
	amendment, ok := a.Result.Entity.(*negotiation.Amendment)
	if !ok {
		return Preview{}, internal(nil)
	}
	return s.preview(ctx, p, amendment)
}

// PreviewAmendment shows what an amendment that the caller sees would change.
func (s *Service) PreviewAmendment(ctx context.Context, p negotiation.Principal, name string) (Preview, error) {
	item, _, err := s.Get(ctx, p, negotiation.KindAmendment, name)
	if err != nil {
		return Preview{}, err
	}
	amendment, ok := item.Entity.(*negotiation.Amendment)
	if !ok {
		return Preview{}, missing(name)
	}
	return s.preview(ctx, p, amendment)
}

func (s *Service) preview(ctx context.Context, p negotiation.Principal, a *negotiation.Amendment) (Preview, error) {
	out := Preview{Amendment: a, Outcome: negotiation.Untouched}
	var paragraph *negotiation.Paragraph
	err := s.view(ctx, p, func(r reader) (err error) {
		out.Base, out.Current = nil, nil
		paragraph, err = out.read(r)
		return err
	})
	if err != nil {
		return Preview{}, err
	}
	out.Redline = redlineOf(out.Base, wantedBy(a, out.Base), a, language(out.Base))
	out.rebase(paragraph)
	return out, nil
}

// read gets the wordings that the preview compares.
func (v *Preview) read(r reader) (*negotiation.Paragraph, error) {
	a := v.Amendment
	if a.Paragraph == "" {
		return nil, nil
	}
	item, err := r.get(negotiation.KindParagraph, a.Paragraph)
	if err == nil {
		item, err = r.paragraph(item)
	}
	if err != nil {
		return nil, err
	}
	p, ok := item.Entity.(*negotiation.Paragraph)
	if !ok {
		return nil, missing(a.Paragraph)
	}
	if a.Kind == negotiation.InsertParagraph {
		return p, nil
	}
	if v.Base, err = r.revision(a.Paragraph, a.Revision); err != nil || p.Deleted {
		return p, err
	}
	v.Current, err = r.revision(a.Paragraph, p.Revision)
	return p, err
}

func (r reader) revision(paragraph string, n int) (*negotiation.Revision, error) {
	name := negotiation.RevisionName(paragraph, n)
	item, err := r.get(negotiation.KindRevision, name)
	if err != nil {
		return nil, err
	}
	revision, ok := item.Entity.(*negotiation.Revision)
	if !ok {
		return nil, missing(name)
	}
	return revision, nil
}

// rebase tells how the amendment stands against the current wording.
func (v *Preview) rebase(p *negotiation.Paragraph) {
	a := v.Amendment
	switch {
	case p != nil && p.Deleted:
		v.Outcome = negotiation.Orphaned
	case v.Base == nil || v.Current == nil || v.Base.Hash == v.Current.Hash:
		v.Rebased = v.Redline
	case a.Kind != negotiation.EditWords:
		v.Outcome = negotiation.Clean
		v.Rebased = redlineOf(v.Current, wantedBy(a, v.Current), a, v.Current.Language)
	default:
		v.rebaseEdit()
	}
}

func (v *Preview) rebaseEdit() {
	base, lang := v.Base.Text, v.Base.Language
	edits, onto := redline.EditsOf(base, v.Amendment.Wanted, lang), redline.EditsOf(base, v.Current.Text, lang)
	result, err := redline.Rebase(edits, onto, base)
	if err != nil || result.Outcome == redline.Overlap {
		v.Outcome = negotiation.Overlap
		return
	}
	v.Outcome = negotiation.RebaseOutcome(result.Outcome)
	wanted, err := redline.Apply(v.Current.Text, result.Edits)
	if err != nil {
		v.Outcome = negotiation.Overlap
		return
	}
	v.Rebased = redlineOf(v.Current, &wanted, v.Amendment, lang)
}

// wantedBy gives the wording that an amendment asks for; nil is none, for a
// deletion.
func wantedBy(a *negotiation.Amendment, now *negotiation.Revision) *string {
	switch a.Kind {
	case negotiation.DeleteParagraph:
		return nil
	case negotiation.RetainParagraph, negotiation.Comment:
		if now == nil {
			return nil
		}
		return &now.Text
	}
	return &a.Wanted
}

func language(r *negotiation.Revision) string {
	if r == nil {
		return ""
	}
	return r.Language
}

// redlineOf compares one wording with the one wanted; nil is no paragraph.
func redlineOf(from *negotiation.Revision, to *string, a *negotiation.Amendment, lang string) *redline.Comparison {
	old, new := &text.Draft{Language: lang}, &text.Draft{Language: lang}
	if from != nil {
		old.Paragraphs = []text.Paragraph{{ID: a.Paragraph, Text: from.Text}}
	}
	if to != nil {
		id := a.Paragraph
		if from == nil {
			id = ""
		}
		new.Paragraphs = []text.Paragraph{{ID: id, Label: a.Label, Text: *to}}
		if from != nil {
			new.Paragraphs[0].Label = ""
		}
	}
	return redline.Compare(old, new, redline.Options{})
}
