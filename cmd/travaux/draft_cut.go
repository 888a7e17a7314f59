package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (r *remote) draftCut() *cobra.Command {
	var w writing
	var sections []string
	draft := &travauxv1.Draft{}
	req := &travauxv1.CutDraftRequest{Draft: draft}
	cmd := r.command("cut [DOCUMENT] DRAFT", "Seal the working text as it stands as a new draft", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		req.Parent, req.DraftId = document, lastSegment(rest[0])
		req.Reason, req.RequestId, req.ValidateOnly = w.reason, w.id(), w.dryRun
		if req.LabelsOf, err = s.sectionLabels(ctx, document, sections); err != nil {
			return err
		}
		made, err := s.drafts().CutDraft(ctx, req)
		if err != nil {
			return err
		}
		for _, f := range made.Findings {
			s.say("%s: %s: %s", f.Place, f.Code, f.Message)
		}
		w.told(s, "Cut %s; the team alone sees it until it is published.", made.Name)
		return printOne(s, draftView(), made)
	})
	cmd.Long = `Seal the working text as it stands as a new draft. With --labels renumber its
labels are given anew in running order, in the working text too; with
--labels-of SECTION=renumber or SECTION=keep those of one section, which is
named by the id, the label or the words of its heading, or "start" for the
part before the first heading.

The labels that become others, and each reference to the document's own
paragraphs that then no longer says what it means, are listed on standard error,
with --dry-run before anything is written, and in -o json and yaml among the
findings. The words stay as they are unless --rewrite-references is given.`
	cmd.Example = `  travaux draft cut riverside rev1 --labels renumber --dry-run
  travaux draft cut riverside rev1 --labels-of "Means of implementation=renumber"`
	addWriting(cmd, &w)
	flags := cmd.Flags()
	flags.Int32Var(&req.BaseAct, "base-act", 0, "only where the newest act on the working text is this one")
	flags.StringVar(&draft.Title, "title", "", "its title (default: the document's)")
	flags.StringVar(&draft.Symbol, "symbol", "", "its symbol")
	enumFlag(cmd, &draft.Kind, "kind", "what it is; default: a zero draft for the first, else a revision")
	enumFlag(cmd, &req.Labels, "labels", "what becomes of the labels; default: keep")
	flags.StringArrayVar(&sections, "labels-of", nil, "SECTION=renumber or SECTION=keep; may be repeated")
	flags.BoolVar(&req.RewriteReferences, "rewrite-references", false, "also change the words of the references that renumbering changes")
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// sectionLabels reads what is to become of the labels of sections.
func (s *session) sectionLabels(ctx context.Context, document string, typed []string) ([]*travauxv1.SectionLabels, error) {
	if len(typed) == 0 {
		return nil, nil
	}
	passages, err := s.listPassages(ctx, document, false)
	if err != nil {
		return nil, err
	}
	var out []*travauxv1.SectionLabels
	for _, t := range typed {
		at := strings.LastIndex(t, "=")
		if at < 0 {
			return nil, usageProblem(fmt.Sprintf("%q names no section with its labels", t), "--labels-of takes SECTION=renumber or SECTION=keep", "type for example --labels-of \"Finance=renumber\"")
		}
		policy, err := parseEnum[travauxv1.LabelPolicy](t[at+1:])
		if err != nil {
			return nil, usageProblem(fmt.Sprintf("%q tells not what becomes of labels", t[at+1:]), err.Error(), "give renumber or keep")
		}
		heading, err := findHeading(passages, t[:at])
		if err != nil {
			return nil, err
		}
		out = append(out, &travauxv1.SectionLabels{Heading: heading, Labels: policy})
	}
	return out, nil
}

// findHeading gives the paragraph of the heading that a person means by its id, its
// label or its words; "start" is the part before the first heading.
func findHeading(passages []*travauxv1.Passage, ref string) (string, error) {
	if ref == "" || strings.EqualFold(ref, "start") {
		return "", nil
	}
	var found, all []string
	for _, p := range passages {
		if p.Kind != travauxv1.ParagraphKind_PARAGRAPH_KIND_HEADING && p.Kind != travauxv1.ParagraphKind_PARAGRAPH_KIND_ANNEX_HEADING {
			continue
		}
		words := strings.TrimSpace(p.GetText().GetContent())
		all = append(all, fmt.Sprintf("%q", strings.TrimSpace(p.Label+" "+words)))
		if ref == p.Paragraph || ref == lastSegment(p.Paragraph) {
			return p.Paragraph, nil
		}
		if strings.EqualFold(ref, words) || p.Label != "" && (sameLabel(p.Label, ref) || strings.EqualFold(ref, p.Label+" "+words)) {
			found = append(found, p.Paragraph)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", missing(fmt.Sprintf("no heading %q", ref), "the headings of the working text are "+orWord(strings.Join(all, ", "), "none"), "name one of them, or start for the part before the first")
	}
	return "", usageProblem(fmt.Sprintf("%q is the heading of %d sections", ref, len(found)), "their paragraphs are "+joined(found, lastSegment), "name one by its id")
}
