package main

import (
	"context"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/proto"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// acting holds the flags of an act on one paragraph of the working text.
type acting struct {
	writing
	base int32
}

// add adds the flags; the base is what was read unless --base-revision tells it.
func (a *acting) add(cmd *cobra.Command) {
	addWriting(cmd, &a.writing)
	cmd.Flags().Int32Var(&a.base, "base-revision", 0, "the number of the wording that you saw (default: the newest, as just read)")
}

// baseOf gives the revision that the act is based on.
func (a *acting) baseOf(p place) int32 {
	if a.base != 0 {
		return a.base
	}
	return p.Revision
}

// onParagraph makes a verb that acts on one paragraph of the working text.
func (r *remote) onParagraph(use, short string, run func(ctx context.Context, s *session, document string, at place) error) *cobra.Command {
	cmd := r.command(use+" [DOCUMENT] PARAGRAPH", short, cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		at, err := s.working(ctx, document, rest[0])
		if err != nil {
			return err
		}
		return run(ctx, s, document, at)
	})
	cmd.ValidArgsFunction = r.completes(completeDocuments, completePassages)
	return cmd
}

func (r *remote) paragraphEdit() *cobra.Command {
	var a acting
	var w words
	var typed bool
	cmd := r.onParagraph("edit", "Give a paragraph another wording", func(ctx context.Context, s *session, _ string, at place) error {
		text, err := w.read(s, at.Words)
		if err != nil {
			return err
		}
		made, err := s.documents().EditParagraph(ctx, &travauxv1.EditParagraphRequest{
			Name: at.Name, BaseRevision: a.baseOf(at), Text: text, Typed: typed, Reason: a.reason, RequestId: a.id(), ValidateOnly: a.dryRun,
		})
		if err != nil {
			return err
		}
		return s.printPassage(&a.writing, "Edited", made)
	})
	cmd.Long = "Give a paragraph of the working text another wording. On a terminal, without --text or --text-file, it opens in $EDITOR."
	a.add(cmd)
	w.add(cmd)
	cmd.Flags().BoolVar(&typed, "typed", false, "the names typed in the words are all there are; else those that stand there keep their places")
	return cmd
}

// printPassage says what was done and prints the passage as it now stands.
func (s *session) printPassage(w *writing, done string, p *travauxv1.Passage) error {
	w.told(s, "%s %s, now revision %d.", done, orWord(p.Label, lastSegment(p.Paragraph)), p.Revision)
	return printOne(s, passageView(), p)
}

func (r *remote) paragraphInsert() *cobra.Command {
	var wr writing
	var w words
	var after, label string
	var first bool
	var kind travauxv1.ParagraphKind
	var depth int32
	cmd := r.command("insert [DOCUMENT]", "Put a new paragraph into the working text", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		follows, err := s.follows(ctx, document, after, first)
		if err != nil {
			return err
		}
		if !s.cmd.Flags().Changed("depth") {
			depth = int32(follows.Depth)
		}
		text, err := w.read(s, "")
		if err != nil {
			return err
		}
		made, err := s.documents().InsertParagraph(ctx, &travauxv1.InsertParagraphRequest{
			Parent: document, After: follows.Name, Kind: kind, Depth: depth, Label: label, Text: text,
			Reason: wr.reason, RequestId: wr.id(), ValidateOnly: wr.dryRun,
		})
		if err != nil {
			return err
		}
		return s.printPassage(&wr, "Inserted", made)
	})
	addWriting(cmd, &wr)
	w.add(cmd)
	addFollows(cmd, r, &after, &first)
	enumFlag(cmd, &kind, "kind", "what it is; default: as the paragraph that it follows")
	cmd.Flags().StringVar(&label, "label", "", "what is printed before the words")
	cmd.Flags().Int32Var(&depth, "depth", 0, "0 for a paragraph by itself, 1 for an item, 2 for a sub-item (default: as the paragraph that it follows)")
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// addFollows adds --after and --first, of which a place needs one.
func addFollows(cmd *cobra.Command, r *remote, after *string, first *bool) {
	cmd.Flags().StringVar(after, "after", "", "the paragraph that it is to follow")
	cmd.Flags().BoolVar(first, "first", false, "to the first place")
	cmd.MarkFlagsMutuallyExclusive("after", "first")
	cmd.MarkFlagsOneRequired("after", "first")
	r.completeFlag(cmd, "after", completePassages)
}

// follows gives the paragraph that --after names; none with --first.
func (s *session) follows(ctx context.Context, document, after string, first bool) (place, error) {
	if first {
		return place{}, nil
	}
	return s.working(ctx, document, after)
}

func (r *remote) paragraphDelete() *cobra.Command {
	var a acting
	cmd := r.onParagraph("delete", "Take a paragraph out of the working text", func(ctx context.Context, s *session, _ string, at place) error {
		made, err := s.documents().DeleteParagraph(ctx, &travauxv1.DeleteParagraphRequest{
			Name: at.Name, BaseRevision: a.baseOf(at), Reason: a.reason, RequestId: a.id(), ValidateOnly: a.dryRun,
		})
		if err != nil {
			return err
		}
		a.told(s, "Took %s out; \"travaux paragraph undo\" brings it back.", orWord(made.Label, at.ID()))
		return printOne(s, passageView(), made)
	})
	a.add(cmd)
	return cmd
}

func (r *remote) paragraphMove() *cobra.Command {
	var a acting
	var after string
	var first bool
	var depth int32
	cmd := r.onParagraph("move", "Put a paragraph to another place", func(ctx context.Context, s *session, document string, at place) error {
		follows, err := s.follows(ctx, document, after, first)
		if err != nil {
			return err
		}
		req := &travauxv1.MoveParagraphRequest{
			Name: at.Name, BaseRevision: a.baseOf(at), After: follows.Name, Reason: a.reason, RequestId: a.id(), ValidateOnly: a.dryRun,
		}
		if s.cmd.Flags().Changed("depth") {
			req.Depth = proto.Int32(depth)
		}
		made, err := s.documents().MoveParagraph(ctx, req)
		if err != nil {
			return err
		}
		return s.printPassage(&a.writing, "Moved", made)
	})
	a.add(cmd)
	addFollows(cmd, r, &after, &first)
	cmd.Flags().Int32Var(&depth, "depth", 0, "its depth there (default: as it is)")
	return cmd
}
