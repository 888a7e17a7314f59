package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

const (
	// inOneMessage is the largest file sent in one request; larger ones go as a
	// stream of chunks.
	inOneMessage = 1 << 20
	chunkSize    = 512 << 10
)

func (r *remote) draftImport() *cobra.Command {
	var w writing
	var uncut bool
	var baseAct int32
	var linked []string
	source := &travauxv1.DraftSource{}
	cmd := r.command("import [DOCUMENT] FILE", "Make a draft of a file: plain text, Markdown or Akoma Ntoso", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		path := rest[0]
		file, err := content(s.env, path)
		if err != nil {
			return err
		}
		if path != "-" {
			source.FileName = filepath.Base(path)
		}
		if source.DraftId == "" && !uncut {
			source.DraftId = idFrom(source.FileName)
		}
		links, err := s.importLinks(ctx, document, linked)
		if err != nil {
			return err
		}
		made, err := s.importDraft(ctx, &travauxv1.ImportDraftRequest{
			Parent: document, Source: source, Content: file, BaseAct: baseAct, Links: links, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		for _, f := range made.Findings {
			s.say("%s: %s: %s", f.Place, f.Code, f.Message)
		}
		if uncut {
			w.told(s, "The working text follows %s; %d to look at.", path, len(made.Findings))
		} else {
			w.told(s, "Imported %s: %d paragraphs, %d to look at.", made.Draft.GetName(), made.Draft.GetParagraphCount(), len(made.Findings))
		}
		return s.printImport(made)
	})
	cmd.Long = `Make a draft of a file. Its paragraphs are mapped onto those of the document;
what was not sure, and each reference to a paragraph that the file does not have,
is listed on standard error, and in -o json and yaml as findings.`
	addWriting(cmd, &w)
	flags := cmd.Flags()
	flags.StringVar(&source.DraftId, "id", "", "the id of the draft, rev1 (default: from the name of the file)")
	flags.BoolVar(&uncut, "no-cut", false, "let the working text follow the file, and cut no draft")
	flags.StringArrayVar(&linked, "link", nil, "N=PARAGRAPH: the file's paragraph N, counted as in the findings, continues that one; N= alone: it is new; may be repeated")
	flags.Int32Var(&baseAct, "base-act", 0, "only where the newest act on the working text is this one")
	flags.StringVar(&source.Title, "title", "", "its title (default: the document's)")
	flags.StringVar(&source.Symbol, "symbol", "", "its symbol")
	flags.StringVar(&source.Language, "language", "", "BCP 47 tag (default: as the file has it, else the document's)")
	flags.StringVar(&source.MediaType, "media-type", "", "text/plain, text/markdown or application/akn+xml (default: by the name of the file)")
	enumFlag(cmd, &source.Kind, "kind", "what it is; default: a zero draft for the first, else a revision")
	cmd.ValidArgsFunction = r.completesWithFiles(completeDocuments)
	return cmd
}

// importLinks reads what a person has decided about paragraphs of the file.
func (s *session) importLinks(ctx context.Context, document string, typed []string) ([]*travauxv1.ImportLink, error) {
	var links []*travauxv1.ImportLink
	for _, t := range typed {
		place, ref, ok := strings.Cut(t, "=")
		n, err := strconv.Atoi(place)
		if !ok || err != nil || n < 1 {
			return nil, usageProblem(fmt.Sprintf("%q is no link", t), "a link is N=PARAGRAPH, N counted from 1", "type for example --link 21=17")
		}
		link := &travauxv1.ImportLink{Index: int32(n - 1)}
		if ref != "" {
			at, err := s.working(ctx, document, ref)
			if err != nil {
				return nil, err
			}
			link.Paragraph = at.Name
		}
		links = append(links, link)
	}
	return links, nil
}

// printImport prints the draft; to programs also the findings.
func (s *session) printImport(made *travauxv1.ImportDraftResponse) error {
	if made.Draft == nil {
		return printOne(s, workingView(), made.WorkingText)
	}
	l, err := listOf(draftView(), []*travauxv1.Draft{made.Draft})
	if err != nil {
		return err
	}
	l.Single = true
	if l.Items[0], err = itemOf(made); err != nil {
		return err
	}
	return s.print(l)
}

// idFrom makes an id of a file's name: lower-case letters, digits and hyphens.
func idFrom(file string) string {
	stem := strings.ToLower(strings.TrimSuffix(file, filepath.Ext(file)))
	parts := strings.FieldsFunc(stem, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(parts, "-")
}

// importDraft sends the file in one request, or in chunks with progress where it
// is large.
func (s *session) importDraft(ctx context.Context, req *travauxv1.ImportDraftRequest) (*travauxv1.ImportDraftResponse, error) {
	if len(req.Content) <= inOneMessage {
		return s.drafts().ImportDraft(ctx, req)
	}
	content := req.Content
	req.Content = nil
	stream, err := s.drafts().UploadDraft(ctx)
	if err != nil {
		return nil, err
	}
	bar := s.progress("Sending")
	defer bar.end()
	err = stream.Send(&travauxv1.UploadDraftRequest{Part: &travauxv1.UploadDraftRequest_Header{Header: req}})
	for sent := 0; err == nil && sent < len(content); {
		n := min(chunkSize, len(content)-sent)
		err = stream.Send(&travauxv1.UploadDraftRequest{Part: &travauxv1.UploadDraftRequest_Chunk{Chunk: content[sent : sent+n]}})
		sent += n
		bar.at(sent, len(content))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	// After io.EOF the server has ended the stream; its reason comes here.
	return stream.CloseAndRecv()
}
