package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newParagraph makes "travaux paragraph".
func (r *remote) newParagraph() *cobra.Command {
	noun := r.noun("paragraph", "The paragraphs of a document and of its working text", "para")
	noun.AddCommand(
		r.paragraphList(), r.paragraphShow(), r.paragraphHistory(), r.paragraphActs(),
		r.paragraphEdit(), r.paragraphInsert(), r.paragraphDelete(), r.paragraphMove(),
		r.paragraphSplit(), r.paragraphMerge(), r.paragraphRelabel(), r.paragraphUndo(),
	)
	return noun
}

func (r *remote) paragraphList() *cobra.Command {
	var deleted, working bool
	cmd := r.command("list [DOCUMENT]", "List the paragraphs in reading order", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		if working {
			all, err := s.listPassages(ctx, document, deleted)
			if err != nil {
				return err
			}
			return printAll(s, passageView(), all)
		}
		all, err := s.listParagraphs(ctx, document, deleted)
		if err != nil {
			return err
		}
		return printAll(s, paragraphView(), all)
	})
	cmd.Flags().BoolVar(&deleted, "deleted", false, "also those that stand in it no more")
	addWorking(cmd, &working)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// addWorking adds --working.
func addWorking(cmd *cobra.Command, to *bool) {
	cmd.Flags().BoolVar(to, "working", false, "as it stands in the working text, for the co-facilitators' team; else as last published")
}

func (r *remote) paragraphShow() *cobra.Command {
	var working bool
	cmd := r.command("show [DOCUMENT] PARAGRAPH", "Show a paragraph", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		if working {
			at, err := s.working(ctx, document, rest[0])
			if err != nil {
				return err
			}
			p, err := s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + at.ID()})
			if err != nil {
				return err
			}
			return printOne(s, passageView(), p)
		}
		at, err := s.published(ctx, document, rest[0])
		if err != nil {
			return err
		}
		p, err := s.documents().GetParagraph(ctx, &travauxv1.GetParagraphRequest{Name: at.Name})
		if err != nil {
			return err
		}
		return printOne(s, paragraphView(), p)
	})
	addWorking(cmd, &working)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeParagraphs)
	return cmd
}

func (r *remote) paragraphHistory() *cobra.Command {
	var working bool
	cmd := r.command("history [DOCUMENT] PARAGRAPH", "List the wordings of a paragraph, oldest first", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		find := s.published
		if working {
			find = s.working
		}
		at, err := find(ctx, document, rest[0])
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Revision, string, error) {
			r, err := s.documents().ListRevisions(ctx, &travauxv1.ListRevisionsRequest{Parent: at.Name, PageSize: pageSize, PageToken: token})
			return r.GetRevisions(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, revisionView(), all)
	})
	addWorking(cmd, &working)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeParagraphs)
	return cmd
}

func (r *remote) paragraphActs() *cobra.Command {
	cmd := r.command("acts [DOCUMENT]", "List the acts on the working text, oldest first", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Act, string, error) {
			r, err := s.documents().ListActs(ctx, &travauxv1.ListActsRequest{Parent: document, PageSize: pageSize, PageToken: token})
			return r.GetActs(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, actView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}
