package demo

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// makeDraft imports the file of a draft, or cuts the draft from the working text,
// and checks that it then says what its file says.
func (p *player) makeDraft(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	d, err := p.script.draft(s.Draft)
	if err != nil {
		return err
	}
	kind, err := value[travauxv1.DraftKind](d.Kind)
	if err != nil {
		return err
	}
	file, err := d.file()
	if err != nil {
		return err
	}
	make := p.importDraft
	if s.Do == "cut" {
		make = p.cutDraft
	}
	p.findings = nil
	made, err := make(ctx, by, d, kind, file)
	if err != nil {
		return err
	}
	p.did("")
	p.tell(counted(int(made.GetParagraphCount()), "paragraph"))
	if n := len(p.findings); n > 0 {
		p.tell(fmt.Sprintf("%d to look at", n))
	}
	all, err := draftText(ctx, by, made.GetName(), travauxv1.TextForm_TEXT_FORM_TYPED)
	if err != nil {
		return err
	}
	return sameAsFile(all, d.File, file)
}

func (p *player) importDraft(ctx context.Context, by api, d draft, kind travauxv1.DraftKind, file []byte) (*travauxv1.Draft, error) {
	made, err := by.drafts.ImportDraft(ctx, &travauxv1.ImportDraftRequest{
		Parent: p.document(), Content: file,
		Source: &travauxv1.DraftSource{DraftId: d.ID, Title: d.Title, Kind: kind, Symbol: d.Symbol, FileName: d.File},
	})
	p.findings = made.GetFindings()
	return made.GetDraft(), err
}

func (p *player) cutDraft(ctx context.Context, by api, d draft, kind travauxv1.DraftKind, _ []byte) (*travauxv1.Draft, error) {
	return by.drafts.CutDraft(ctx, &travauxv1.CutDraftRequest{
		Parent: p.document(), DraftId: d.ID, Draft: &travauxv1.Draft{Title: d.Title, Kind: kind, Symbol: d.Symbol},
	})
}

// publish shows a draft to its audience and checks what that did to the
// amendments of which the script expects something.
func (p *player) publish(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	sight, err := value[travauxv1.Sight](s.To)
	if err != nil {
		return err
	}
	_, err = by.drafts.PublishDraft(ctx, &travauxv1.PublishDraftRequest{Name: p.draft(s.Draft), Sight: sight, Attributed: s.Attributed})
	if err != nil {
		return err
	}
	p.did("")
	for _, d := range p.awaited {
		if err := p.checkRebase(ctx, by, d, p.draft(s.Draft)); err != nil {
			return fmt.Errorf("%s: %w", d.Amendment, err)
		}
	}
	if n := len(p.awaited); n > 0 {
		p.tell(fmt.Sprintf("%d rebased", n))
	}
	p.awaited = nil
	return nil
}

// checkRebase compares what the publication of a draft did to an amendment with
// what the script expects. A rebase stands in the record only where the draft
// touched the amendment's paragraph; without one it is untouched.
func (p *player) checkRebase(ctx context.Context, by api, d decision, draft string) error {
	name, err := p.proposal(d.Amendment)
	if err != nil {
		return err
	}
	want, err := value[travauxv1.RebaseOutcome](d.ExpectRebase)
	if err != nil {
		return err
	}
	a, err := by.amendments.GetAmendment(ctx, &travauxv1.GetAmendmentRequest{Name: name})
	if err != nil {
		return err
	}
	got := rebaseBy(a, draft)
	if got.GetOutcome() != want {
		return fmt.Errorf("the rebase came out %s, the script expects %s", word(got.GetOutcome()), d.ExpectRebase)
	}
	if text := norm.NFC.String(d.ExpectText); text != "" && got.GetText() != text {
		return fmt.Errorf("the rebased wording differs\n  expected: %s\n  got:      %s", text, got.GetText())
	}
	return nil
}

// rebaseBy gives what the publication of a draft did to an amendment.
func rebaseBy(a *travauxv1.Amendment, draft string) *travauxv1.Rebase {
	rebases := a.GetHandling().GetRebases()
	i := slices.IndexFunc(rebases, func(r *travauxv1.Rebase) bool { return r.GetDraft() == draft })
	if i < 0 {
		return &travauxv1.Rebase{Draft: draft, Outcome: travauxv1.RebaseOutcome_REBASE_OUTCOME_UNTOUCHED}
	}
	return rebases[i]
}

// draftText reads all paragraphs of a draft.
func draftText(ctx context.Context, by api, name string, form travauxv1.TextForm) ([]*travauxv1.DraftParagraph, error) {
	return pages(func(token string) ([]*travauxv1.DraftParagraph, string, error) {
		r, err := by.drafts.GetDraftText(ctx, &travauxv1.GetDraftTextRequest{Name: name, Form: form, PageToken: token})
		return r.GetParagraphs(), r.GetNextPageToken(), err
	})
}
