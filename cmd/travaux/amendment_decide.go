package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (r *remote) amendmentDecide() *cobra.Command {
	var w writing
	var text words
	var apply bool
	var base int32
	cmd := r.command("decide [DOCUMENT] AMENDMENT DISPOSITION", "Say what becomes of an amendment in the draft that is being made", cobra.RangeArgs(2, 3), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 2)
		if err != nil {
			return err
		}
		kind, err := parseEnum[travauxv1.DispositionKind](rest[1])
		if err != nil {
			return usageProblem(fmt.Sprintf("%q is no disposition", rest[1]), err.Error(), "use one of those words")
		}
		name, err := s.amendment(ctx, document, rest[0])
		if err != nil {
			return err
		}
		req := &travauxv1.DecideAmendmentRequest{
			Name: name, Disposition: kind, Reason: w.reason, Apply: apply, BaseRevision: base,
			Etag: w.etag, RequestId: w.id(), ValidateOnly: w.dryRun,
		}
		if apply {
			if err := s.fillApply(ctx, document, req, &text); err != nil {
				return err
			}
		}
		made, err := s.amendments().DecideAmendment(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Amendment %s: %s.", amendmentRef(made), enumWord(kind))
		return s.printAmendment(ctx, made)
	})
	cmd.Long = "Say what becomes of an amendment. DISPOSITION is one of: " + fmt.Sprint(enumWords(travauxv1.DispositionKind(0).Descriptor())) + "."
	addWriting(cmd, &w)
	cmd.Flags().Lookup("reason").Usage = "why, told to the proponent; required with not-reflected"
	addEtag(cmd, &w)
	text.add(cmd)
	cmd.Flags().BoolVar(&apply, "apply", false, "put the wording into the working text in the same act")
	cmd.Flags().Int32Var(&base, "base-revision", 0, "with --apply: the number of the wording in the working text that you saw (default: the newest, as just read)")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeAmendments, completeDispositions)
	return cmd
}

// fillApply adds to a decision what goes into the working text, and the revision
// there on which it is based.
func (s *session) fillApply(ctx context.Context, document string, req *travauxv1.DecideAmendmentRequest, text *words) error {
	if text.given(s) {
		var err error
		if req.Text, err = text.read(s, ""); err != nil {
			return err
		}
	}
	if req.BaseRevision != 0 {
		return nil
	}
	a, err := s.amendments().GetAmendment(ctx, &travauxv1.GetAmendmentRequest{Name: req.Name})
	if err != nil {
		return err
	}
	if a.Kind == travauxv1.AmendmentKind_AMENDMENT_KIND_INSERT {
		return nil
	}
	p, err := s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + lastSegment(a.Paragraph)})
	if err != nil {
		return err
	}
	req.BaseRevision = p.Revision
	return nil
}

func (r *remote) amendmentAnswer() *cobra.Command {
	var w writing
	var text words
	var draft string
	cmd := r.onAmendment("answer", "Answer the newest rebase of your amendment: confirm it, or give another wording", func(ctx context.Context, s *session, name string) error {
		req := &travauxv1.AnswerRebaseRequest{
			Name: name, Answer: travauxv1.RebaseAnswer_REBASE_ANSWER_CONFIRMED, Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		}
		if draft != "" {
			document, _ := prefixSegments(name, 4)
			req.Draft = draftName(document, draft)
		}
		if text.given(s) {
			req.Answer = travauxv1.RebaseAnswer_REBASE_ANSWER_REVISED
			var err error
			if req.Text, err = text.read(s, ""); err != nil {
				return err
			}
		}
		made, err := s.amendments().AnswerRebase(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Answered: %s.", enumWord(req.Answer))
		return s.printAmendment(ctx, made)
	})
	cmd.Long = "Answer the newest rebase. With --text or --text-file the wording is revised; without, it is confirmed as it came out."
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	text.add(cmd)
	cmd.Flags().StringVar(&draft, "draft", "", "the draft of the rebase (default: the newest)")
	return cmd
}

func (r *remote) amendmentPreview() *cobra.Command {
	return r.onAmendment("preview", "Show what an amendment would change, against its base and against the newest wording", func(ctx context.Context, s *session, name string) error {
		document, _ := prefixSegments(name, 4)
		return s.preview(ctx, &travauxv1.PreviewAmendmentRequest{Parent: document, Subject: &travauxv1.PreviewAmendmentRequest_Amendment{Amendment: name}})
	})
}

// preview asks for a preview and prints it.
func (s *session) preview(ctx context.Context, req *travauxv1.PreviewAmendmentRequest) error {
	p, err := s.amendments().PreviewAmendment(ctx, req)
	if err != nil {
		return err
	}
	for _, f := range p.Findings {
		s.say("%s: %s: %s", f.Place, f.Code, f.Message)
	}
	return printOne(s, previewView(), p)
}

// previewView shows a preview with marks in the words.
func previewView() view[*travauxv1.PreviewAmendmentResponse] {
	return view[*travauxv1.PreviewAmendmentResponse]{
		{"OUTCOME", func(m *travauxv1.PreviewAmendmentResponse) string { return enumWord(m.Outcome) }},
		{"BASE", func(m *travauxv1.PreviewAmendmentResponse) string { return revisionNumber(m.Base) }},
		{"CHANGE", func(m *travauxv1.PreviewAmendmentResponse) string { return markedWords(m.Redline) }},
		{"NEWEST", func(m *travauxv1.PreviewAmendmentResponse) string { return revisionNumber(m.Current) }},
		{"CHANGE THERE", func(m *travauxv1.PreviewAmendmentResponse) string { return markedWords(m.Rebased) }},
	}
}

// revisionNumber names a wording by number, nothing for none.
func revisionNumber(r *travauxv1.Revision) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("revision %d", r.Number)
}

// markedWords writes what became of a paragraph on one line, deletions as
// {-gone-} and insertions as {+new+}.
func markedWords(p *travauxv1.ParagraphRedline) string {
	if p == nil {
		return ""
	}
	out := ""
	for _, seg := range p.Segments {
		switch seg.Op {
		case travauxv1.SegmentOp_SEGMENT_OP_DELETE:
			out += "{-" + seg.Text + "-}"
		case travauxv1.SegmentOp_SEGMENT_OP_INSERT:
			out += "{+" + seg.Text + "+}"
		default:
			out += seg.Text
		}
	}
	if len(p.Segments) > 0 {
		return out
	}
	switch p.Change {
	case travauxv1.Change_CHANGE_INSERTED:
		return "{+" + joined(p.New, (*travauxv1.ComparedParagraph).GetText) + "+}"
	case travauxv1.Change_CHANGE_DELETED:
		return "{-" + joined(p.Old, (*travauxv1.ComparedParagraph).GetText) + "-}"
	}
	return joined(p.New, (*travauxv1.ComparedParagraph).GetText)
}
