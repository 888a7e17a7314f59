package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newDraft makes "travaux draft".
func (r *remote) newDraft() *cobra.Command {
	noun := r.noun("draft", "Drafts: sealed, named states of a document")
	noun.AddCommand(r.draftImport(), r.draftCut(), r.draftPublish(), r.draftList(), r.draftShow(), r.draftCompare())
	return noun
}

func (r *remote) draftPublish() *cobra.Command {
	var w writing
	var attributed bool
	sight := travauxv1.Sight_SIGHT_STATES
	cmd := r.command("publish [DOCUMENT] DRAFT", "Show a sealed draft to an audience, now", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		made, err := s.drafts().PublishDraft(ctx, &travauxv1.PublishDraftRequest{
			Name: draftName(document, rest[0]), Sight: sight, Attributed: attributed,
			Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		w.told(s, "Published %s, seal %s.", made.Name, shortHash(made.Seal))
		return printOne(s, draftView(), made)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	enumFlag(cmd, &sight, "sight", "to whom")
	cmd.Flags().BoolVar(&attributed, "attributed", false, "also who holds what")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts)
	return cmd
}

func (r *remote) draftList() *cobra.Command {
	cmd := r.command("list [DOCUMENT]", "List the drafts that you may see, oldest first", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		all, err := s.listDrafts(ctx, document)
		if err != nil {
			return err
		}
		return printAll(s, draftView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// listDrafts gives the drafts of a document, oldest first.
func (s *session) listDrafts(ctx context.Context, document string) ([]*travauxv1.Draft, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Draft, string, error) {
		r, err := s.drafts().ListDrafts(ctx, &travauxv1.ListDraftsRequest{Parent: document, PageSize: pageSize, PageToken: token})
		return r.GetDrafts(), r.GetNextPageToken(), err
	})
}
