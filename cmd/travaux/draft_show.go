package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/plaintext"
	"github.com/travaux/travaux/internal/text"
)

// formFlag is a flag that chooses whether attributions are shown.
func formFlag(cmd *cobra.Command, to *travauxv1.TextForm) {
	enumFlag(cmd, to, "form", "with the attributions that you may see, or without")
}

func (r *remote) draftShow() *cobra.Command {
	form := travauxv1.TextForm_TEXT_FORM_TYPED
	cmd := r.command("show [DOCUMENT] DRAFT", "Print the words of a draft", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		format, err := s.format("text", "markdown", "json")
		if err != nil {
			return err
		}
		d, err := s.draftText(ctx, draftName(document, rest[0]), form)
		if err != nil {
			return err
		}
		body, err := d.encode(format)
		if format == "text" && s.output.file == "" && s.env.IsTerminal(s.env.Stdout) {
			body, err = plaintext.Write(raisedAnchors(d.draft())), nil
		}
		if err != nil {
			return err
		}
		return s.deliver(body)
	})
	cmd.Long = `Print the words of a draft, -o text, markdown or json. DRAFT "latest" is not a
name: see travaux draft list. On a terminal the footnotes' signs stand raised
after the words that they belong to; in a file they would become words.`
	formFlag(cmd, &form)
	hasFormats(cmd, "text", "markdown", "json")
	cmd.Flags().Lookup("output").Usage = "text, markdown or json (default: text, or by the ending of --out)"
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts)
	return cmd
}

// raisedAnchors puts the sign of each footnote, raised, after the words at which
// it is anchored. The draft given is not changed.
func raisedAnchors(d *text.Draft) *text.Draft {
	out := *d
	out.Paragraphs = slices.Clone(d.Paragraphs)
	for i, p := range d.Paragraphs {
		var b strings.Builder
		done := 0
		for _, m := range p.Marks {
			if m.Kind == text.NoteAnchor && m.Start >= done {
				b.WriteString(p.Text[done:m.Start] + raised(m.Ref))
				done = m.Start
			}
		}
		out.Paragraphs[i].Text = b.String() + p.Text[done:]
		out.Paragraphs[i].Marks = nil
	}
	return &out
}

// raised writes a footnote's sign in superior figures; one that is not a number
// stands after a circumflex.
func raised(sign string) string {
	figures := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, r := range sign {
		if r < '0' || r > '9' {
			return "^" + sign
		}
		b.WriteRune(figures[r-'0'])
	}
	return b.String()
}

// draftPages is a draft's text as the API gave it, all pages together.
type draftPages struct {
	whole *travauxv1.GetDraftTextResponse
}

// draftText reads all pages of a draft's text.
func (s *session) draftText(ctx context.Context, name string, form travauxv1.TextForm) (draftPages, error) {
	out := &travauxv1.GetDraftTextResponse{}
	all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.DraftParagraph, string, error) {
		r, err := s.drafts().GetDraftText(ctx, &travauxv1.GetDraftTextRequest{Name: name, Form: form, PageToken: token})
		if r != nil {
			out.Draft, out.Form = r.Draft, r.Form
		}
		return r.GetParagraphs(), r.GetNextPageToken(), err
	})
	out.Paragraphs = all
	return draftPages{out}, err
}

// encode writes the text in a format.
func (d draftPages) encode(format string) ([]byte, error) {
	switch format {
	case "json":
		raw, err := itemOf(d.whole)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := json.Indent(&b, raw, "", "  "); err != nil {
			return nil, fmt.Errorf("encoding the draft: %w", err)
		}
		b.WriteByte('\n')
		return b.Bytes(), nil
	case "markdown":
		return markdown.Write(d.draft()), nil
	}
	return plaintext.Write(d.draft()), nil
}

// draft makes the core's draft of it, with marks counted in bytes.
func (d draftPages) draft() *text.Draft {
	out := &text.Draft{Title: d.whole.GetDraft().GetTitle(), Language: d.whole.GetDraft().GetLanguage()}
	for _, p := range d.whole.Paragraphs {
		out.Paragraphs = append(out.Paragraphs, text.Paragraph{
			ID: lastSegment(p.Paragraph), Kind: kindOf(p.Kind), Depth: int(p.Depth), Label: p.Label,
			Text: p.GetText().GetContent(), Marks: marksOf(p.GetText()),
		})
	}
	return out
}

// kindOf gives the core's kind of paragraph; both use the same words.
func kindOf(k travauxv1.ParagraphKind) text.Kind {
	return text.Kind(orWord(enumWord(k), string(text.Plain)))
}

// marksOf gives the marks of a text with offsets in bytes.
func marksOf(t *travauxv1.Text) []text.Mark {
	if len(t.GetMarks()) == 0 {
		return nil
	}
	at := make([]int, 0, len(t.Content)+1)
	for i := range t.Content {
		at = append(at, i)
	}
	at = append(at, len(t.Content))
	clamp := func(n int32) int { return at[min(max(int(n), 0), len(at)-1)] }
	out := make([]text.Mark, len(t.Marks))
	for i, m := range t.Marks {
		out[i] = text.Mark{Kind: text.MarkKind(enumWord(m.Kind)), Start: clamp(m.Start), End: clamp(m.End), Ref: m.Ref}
	}
	return out
}
