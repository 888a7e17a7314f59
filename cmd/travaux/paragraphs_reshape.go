package main

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/proto"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (r *remote) paragraphSplit() *cobra.Command {
	var a acting
	var at []int32
	var before, labels []string
	cmd := r.onParagraph("split", "Make several paragraphs of one", func(ctx context.Context, s *session, document string, from place) error {
		if len(before) > 0 {
			p, err := s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + from.ID()})
			if err != nil {
				return err
			}
			for _, words := range before {
				offset, err := offsetOf(p.GetText().GetContent(), words)
				if err != nil {
					return err
				}
				at = append(at, offset)
			}
			from.Revision = p.Revision
		}
		req := &travauxv1.SplitParagraphRequest{
			Name: from.Name, BaseRevision: a.baseOf(from), At: at, Reason: a.reason, RequestId: a.id(), ValidateOnly: a.dryRun,
		}
		if len(labels) > 0 {
			req.Parts = append(req.Parts, &travauxv1.Part{}) // the first keeps its label
		}
		for _, label := range labels {
			req.Parts = append(req.Parts, &travauxv1.Part{Label: label})
		}
		made, err := s.documents().SplitParagraph(ctx, req)
		if err != nil {
			return err
		}
		a.told(s, "Made %d paragraphs of %s.", len(made.Parts), orWord(from.Label, from.ID()))
		return printAll(s, passageView(), made.Parts)
	})
	a.add(cmd)
	flags := cmd.Flags()
	flags.Int32SliceVar(&at, "at", nil, "where a later part begins, in characters of the text without attributions; may be repeated")
	flags.StringArrayVar(&before, "before", nil, "the words with which a later part begins, instead of --at; may be repeated")
	flags.StringArrayVar(&labels, "label", nil, "what is printed before a later part; may be repeated")
	cmd.MarkFlagsMutuallyExclusive("at", "before")
	cmd.MarkFlagsOneRequired("at", "before")
	return cmd
}

// offsetOf gives where words stand in a text, in code points. They must stand
// there once.
func offsetOf(text, words string) (int32, error) {
	at := strings.Index(text, words)
	if at < 0 {
		return 0, missing(fmt.Sprintf("the paragraph does not have the words %q", words), "they are compared as typed, attributions left out",
			"copy them from: travaux paragraph show --working")
	}
	if strings.Count(text, words) > 1 {
		return 0, usageProblem(fmt.Sprintf("the paragraph has the words %q more than once", words), "it is not clear where to part it", "give more words, or --offset")
	}
	return int32(utf8.RuneCountInString(text[:at])), nil
}

func (r *remote) paragraphMerge() *cobra.Command {
	var w writing
	var bases []int32
	var separator string
	cmd := r.command("merge [DOCUMENT] PARAGRAPH NEXT", "Make one paragraph of two neighbours", cobra.RangeArgs(2, 3), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 2)
		if err != nil {
			return err
		}
		if len(bases) != 0 && len(bases) != len(rest) {
			return usageProblem("the base revisions do not fit", fmt.Sprintf("%d are given for %d paragraphs", len(bases), len(rest)), "give one for each, or none")
		}
		req := &travauxv1.MergeParagraphsRequest{
			Parent: document, BaseRevisions: bases, Separator: separator, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		}
		for _, ref := range rest {
			at, err := s.working(ctx, document, ref)
			if err != nil {
				return err
			}
			req.Paragraphs = append(req.Paragraphs, at.Name)
			if len(bases) == 0 {
				req.BaseRevisions = append(req.BaseRevisions, at.Revision)
			}
		}
		made, err := s.documents().MergeParagraphs(ctx, req)
		if err != nil {
			return err
		}
		return s.printPassage(&w, "Merged", made)
	})
	addWriting(cmd, &w)
	cmd.Flags().Int32SliceVar(&bases, "base-revision", nil, "the numbers of the wordings that you saw, one for each paragraph (default: the newest, as just read)")
	cmd.Flags().StringVar(&separator, "separator", "", "what stands between the texts (default: one space)")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completePassages, completePassages)
	return cmd
}

func (r *remote) paragraphRelabel() *cobra.Command {
	var a acting
	var label string
	var kind travauxv1.ParagraphKind
	var depth int32
	cmd := r.onParagraph("relabel", "Change what is printed before the words, the kind or the depth", func(ctx context.Context, s *session, _ string, at place) error {
		req := &travauxv1.RelabelParagraphRequest{
			Name: at.Name, BaseRevision: a.baseOf(at), Kind: kind, Reason: a.reason, RequestId: a.id(), ValidateOnly: a.dryRun,
		}
		if s.cmd.Flags().Changed("label") {
			req.Label = proto.String(label)
		}
		if s.cmd.Flags().Changed("depth") {
			req.Depth = proto.Int32(depth)
		}
		made, err := s.documents().RelabelParagraph(ctx, req)
		if err != nil {
			return err
		}
		return s.printPassage(&a.writing, "Relabelled", made)
	})
	a.add(cmd)
	cmd.Flags().StringVar(&label, "label", "", `what is printed before the words; "" for nothing`)
	cmd.Flags().Int32Var(&depth, "depth", 0, "0 for a paragraph by itself, 1 for an item, 2 for a sub-item")
	enumFlag(cmd, &kind, "kind", "what it is")
	cmd.MarkFlagsOneRequired("label", "depth", "kind")
	return cmd
}

func (r *remote) paragraphUndo() *cobra.Command {
	var w writing
	var act int32
	cmd := r.command("undo [DOCUMENT]", "Undo an act on the working text, the newest where none is named", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		req := &travauxv1.UndoActRequest{Parent: document, Act: act, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		made, err := s.documents().UndoAct(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Undid act %d, %s.", made.Number, made.Type)
		return printOne(s, actView(), made)
	})
	addWriting(cmd, &w)
	cmd.Flags().Int32Var(&act, "act", 0, "the number of the act, as \"travaux paragraph acts\" lists it (default: the newest that is not undone)")
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}
