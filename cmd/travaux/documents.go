package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newDocument makes "travaux document".
func (r *remote) newDocument() *cobra.Command {
	noun := r.noun("document", "Texts under negotiation", "doc")
	noun.AddCommand(r.documentCreate(), r.documentGet(), r.documentList(),
		r.documentClosing("close", "End all writing in a document", "Closed", closeDocument),
		r.documentClosing("reopen", "Take the closing of a document back", "Opened again", reopenDocument))
	return noun
}

func (r *remote) documentCreate() *cobra.Command {
	var w writing
	var title, symbol, language string
	cmd := r.command("create [PROCESS] DOCUMENT", "Open a document", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, id, err := s.newDocumentArgs(args)
		if err != nil {
			return err
		}
		made, err := s.documents().CreateDocument(ctx, &travauxv1.CreateDocumentRequest{
			Parent: process, DocumentId: id, RequestId: w.id(), ValidateOnly: w.dryRun, Reason: w.reason,
			Document: &travauxv1.Document{Title: title, Symbol: symbol, Language: language},
		})
		if err != nil {
			return err
		}
		w.told(s, "Opened %s.", made.Name)
		return printOne(s, documentView(), made)
	})
	addWriting(cmd, &w)
	cmd.Flags().StringVar(&title, "title", "", "its title")
	cmd.Flags().StringVar(&symbol, "symbol", "", "its symbol")
	cmd.Flags().StringVar(&language, "language", "", "BCP 47 tag of the negotiating version (default en)")
	requireFlag(cmd, "title")
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

// newDocumentArgs gives the process and the id of a document that is to be made,
// from PROCESS/DOCUMENT, a whole name, PROCESS DOCUMENT, or DOCUMENT alone where
// the settings have the process.
func (s *session) newDocumentArgs(args []string) (process, id string, err error) {
	if parts := strings.Split(args[0], "/"); len(args) == 1 && len(parts) == 2 {
		return "processes/" + parts[0], parts[1], nil
	}
	process, rest, err := s.processArgs(args, 1)
	if err != nil {
		return "", "", err
	}
	return process, lastSegment(rest[0]), nil
}

func (r *remote) documentGet() *cobra.Command {
	cmd := r.command("get [DOCUMENT]", "Show a document", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		name, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		d, err := s.documents().GetDocument(ctx, &travauxv1.GetDocumentRequest{Name: name})
		if err != nil {
			return err
		}
		return printOne(s, documentView(), d)
	})
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func (r *remote) documentList() *cobra.Command {
	cmd := r.command("list [PROCESS]", "List the documents of a process", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		process, _, err := s.processArgs(args, 0)
		if err != nil {
			return err
		}
		all, err := s.listDocuments(ctx, process)
		if err != nil {
			return err
		}
		return printAll(s, documentView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

// closing is how a document is closed or opened again.
type closing func(ctx context.Context, s *session, name string, w *writing) (*travauxv1.Document, error)

func closeDocument(ctx context.Context, s *session, name string, w *writing) (*travauxv1.Document, error) {
	return s.documents().CloseDocument(ctx, &travauxv1.CloseDocumentRequest{
		Name: name, Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
	})
}

func reopenDocument(ctx context.Context, s *session, name string, w *writing) (*travauxv1.Document, error) {
	return s.documents().ReopenDocument(ctx, &travauxv1.ReopenDocumentRequest{
		Name: name, Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
	})
}

// documentClosing makes close and reopen.
func (r *remote) documentClosing(verb, short, done string, do closing) *cobra.Command {
	var w writing
	cmd := r.command(verb+" [DOCUMENT]", short, cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		name, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		made, err := do(ctx, s, name, &w)
		if err != nil {
			return err
		}
		w.told(s, "%s %s.", done, made.Name)
		return printOne(s, documentView(), made)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	requireFlag(cmd, "reason")
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}
