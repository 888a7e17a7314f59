package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
)

// blameFormats are the formats of "travaux blame".
func blameFormats() []string { return []string{"text", "json", "jsonl", "yaml", "csv", "html"} }

// newBlame makes "travaux blame".
func (r *remote) newBlame() *cobra.Command {
	var view look
	cmd := r.command("blame [DOCUMENT] DRAFT [PARAGRAPH]", "Show where each word of a draft comes from", cobra.RangeArgs(1, 3), func(ctx context.Context, s *session, args []string) error {
		format, err := s.format(blameFormats()...)
		if err != nil {
			return err
		}
		if err := view.settle(s.env, s.output.file); err != nil {
			return err
		}
		name, paragraph, err := s.blameArgs(ctx, args)
		if err != nil {
			return err
		}
		b, err := s.blame(ctx, name, paragraph)
		if err != nil {
			return err
		}
		switch format {
		case "text":
			// What steers a terminal is harmless already, and the colours are ours.
			return deliver(s.env, s.output.file, terminal.WriteBlame(b.account(), terminal.BlameOptions{Colour: view.paint, Width: view.width}))
		case "html":
			return deliver(s.env, s.output.file, html.WriteBlame(b.account()))
		}
		l, err := b.listing()
		if err != nil {
			return err
		}
		return s.print(l)
	})
	cmd.Long = `Show for each word of a draft the draft in which it first stood and the
amendments that brought it, as far as you may be told: -o text, json, jsonl, yaml,
csv or html. CSV and JSON have one row for each run of words of one source.
DOCUMENT may be left out where the settings tell it and no PARAGRAPH is named.`
	hasFormats(cmd, blameFormats()...)
	cmd.Flags().Lookup("output").Usage = "text, json, jsonl, yaml, csv or html (default: text, or by the ending of --out)"
	view.add(cmd)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts, completeParagraphs)
	return cmd
}

// blameArgs gives the draft that is meant and the paragraph, "" for all.
func (s *session) blameArgs(ctx context.Context, args []string) (draft, paragraph string, err error) {
	ref := ""
	if len(args) == 3 {
		ref, args = args[2], args[:2]
	}
	document, rest, err := s.documentArgs(ctx, args, 1)
	if err != nil {
		return "", "", err
	}
	draft = draftName(document, rest[0])
	if ref == "" {
		return draft, "", nil
	}
	found, err := s.inDraft(ctx, document, draft, ref)
	return draft, found.Name, err
}

// blamed is a draft with the sources of its words as the API gave it, all pages
// together, and what its actors and amendments are called.
type blamed struct {
	draft      *travauxv1.DraftRef
	paragraphs []*travauxv1.TracedParagraph
	names      map[string]string // of actors
}

// blame asks the server for the sources of a draft's words.
func (s *session) blame(ctx context.Context, name, paragraph string) (*blamed, error) {
	b := &blamed{names: map[string]string{}}
	all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.TracedParagraph, string, error) {
		r, err := s.drafts().GetDraftProvenance(ctx, &travauxv1.GetDraftProvenanceRequest{Name: name, Paragraph: paragraph, PageToken: token})
		if r != nil {
			b.draft = r.Draft
		}
		return r.GetParagraphs(), r.GetNextPageToken(), err
	})
	if err != nil {
		return nil, err
	}
	b.paragraphs = all
	actors, err := s.listActors(ctx)
	for _, a := range actors {
		b.names[a.Name] = actorLabel(a)
	}
	return b, err
}

// actor gives what an actor is called.
func (b *blamed) actor(name string) string { return orWord(b.names[name], lastSegment(name)) }

// credit is an amendment in words, "4 Sarrow Islands".
func (b *blamed) credit(c *travauxv1.WordCredit) string {
	out := lastSegment(c.Amendment)
	if c.Number > 0 {
		out = strconv.Itoa(int(c.Number))
	}
	if c.Actor != "" {
		out += " " + b.actor(c.Actor)
	}
	if c.OnBehalf != "" {
		out += " for " + b.actor(c.OnBehalf)
	}
	return out
}

// account makes the core's account of it, with spans counted in bytes.
func (b *blamed) account() *redline.Account {
	a := &redline.Account{Name: lastSegment(b.draft.GetName()), Title: b.draft.GetTitle(), Language: b.draft.GetLanguage(),
		Hash: "seal:" + b.draft.GetSeal(), Time: minuteOf(b.draft.GetTime())}
	for _, t := range b.paragraphs {
		p := redline.AccountParagraph{Index: int(t.GetParagraph().GetIndex())}
		p.Paragraph = draftPages{&travauxv1.GetDraftTextResponse{Paragraphs: []*travauxv1.DraftParagraph{t.Paragraph}}}.draft().Paragraphs[0]
		words := []rune(p.Text)
		at := 0
		for _, s := range t.Spans {
			end := at + len(string(words[s.Start:s.End]))
			p.Spans = append(p.Spans, redline.Span{Start: at, End: end, Source: int(s.Source)})
			at = end
		}
		for _, from := range t.Sources {
			n := redline.Note{Draft: lastSegment(from.Draft), Wording: lastSegment(from.Revision), Time: minuteOf(from.Time)}
			for _, c := range from.Credits {
				n.Amendments = append(n.Amendments, b.credit(c))
				n.Alike = n.Alike || c.Basis == travauxv1.CreditBasis_CREDIT_BASIS_SAME_WORDS
			}
			p.Notes = append(p.Notes, n)
		}
		a.Paragraphs = append(a.Paragraphs, p)
	}
	return a
}

func minuteOf(t *timestamppb.Timestamp) string {
	if t == nil {
		return ""
	}
	return t.AsTime().UTC().Format("2006-01-02 15:04 UTC")
}

// blameRow is one run of words as the answer has it.
type blameRow struct {
	Paragraph string      `json:"paragraph"`
	Label     string      `json:"label,omitempty"`
	Start     int32       `json:"start"`
	End       int32       `json:"end"`
	Words     string      `json:"words"`
	Draft     string      `json:"draft"`
	Revision  string      `json:"revision"`
	Cause     string      `json:"cause"`
	Time      string      `json:"time"`
	Credits   []creditRow `json:"credits,omitempty"`
}

// creditRow is an amendment that brought the words of a row.
type creditRow struct {
	Amendment string `json:"amendment"`
	Number    int32  `json:"number,omitempty"`
	Actor     string `json:"actor,omitempty"`
	OnBehalf  string `json:"onBehalf,omitempty"`
	Basis     string `json:"basis"`
}

// listing gives a row for each run of words.
func (b *blamed) listing() (listing, error) {
	l := listing{Heads: []string{"PARAGRAPH", "LABEL", "START", "END", "DRAFT", "REVISION", "TIME", "AMENDMENT", "BASIS", "WORDS"}}
	for _, t := range b.paragraphs {
		words := []rune(t.GetParagraph().GetText().GetContent())
		for _, s := range t.Spans {
			from := t.Sources[s.Source]
			row := blameRow{Paragraph: t.Paragraph.Paragraph, Label: t.Paragraph.Label, Start: s.Start, End: s.End, Words: string(words[s.Start:s.End]),
				Draft: from.Draft, Revision: from.Revision, Cause: from.Cause, Time: from.GetTime().AsTime().UTC().Format("2006-01-02T15:04:05Z")}
			var credits, bases []string
			for _, c := range from.Credits {
				row.Credits = append(row.Credits, creditRow{c.Amendment, c.Number, c.Actor, c.OnBehalf, enumWord(c.Basis)})
				credits, bases = append(credits, b.credit(c)), append(bases, enumWord(c.Basis))
			}
			item, err := json.Marshal(row)
			if err != nil {
				return listing{}, fmt.Errorf("encoding a run of words: %w", err)
			}
			l.Items = append(l.Items, item)
			l.Rows = append(l.Rows, []string{lastSegment(row.Paragraph), row.Label, strconv.Itoa(int(s.Start)), strconv.Itoa(int(s.End)),
				lastSegment(row.Draft), lastSegment(row.Revision), row.Time, strings.Join(credits, ", "), strings.Join(bases, ", "), row.Words})
		}
	}
	return l, nil
}
