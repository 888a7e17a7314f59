package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (r *remote) bracketText() *cobra.Command {
	req := &travauxv1.GetBracketedTextRequest{}
	var rendering string
	var choices []string
	cmd := r.command("text [DOCUMENT]", "Show a draft with its brackets in another form", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) (err error) {
		if req.Parent, _, err = s.documentArgs(ctx, args, 0); err != nil {
			return err
		}
		if req.Draft != "" {
			req.Draft = draftName(req.Parent, req.Draft)
		}
		if rendering != "" {
			if req.Rendering, err = parseEnum[travauxv1.TextRendering](rendering); err != nil {
				return usageProblem(fmt.Sprintf("%q is no form of a text", rendering), err.Error(), "use one of those words")
			}
		}
		for _, typed := range choices {
			c, err := choiceIn(req.Parent, typed)
			if err != nil {
				return err
			}
			req.Choices = append(req.Choices, c)
		}
		made, err := s.brackets().GetBracketedText(ctx, req)
		if err != nil {
			return err
		}
		s.say("%s %s", renderedBase(made), made.Legend)
		return printAll(s, renderedView(), made.Paragraphs)
	})
	cmd.Long = `Show a draft, or to the team the working text, in another form: with names
(attributed) or without (unattributed), clean of brackets by the choices given
(clean), or its brackets only (brackets-only). What clean is to make of each
bracket is said with --choose 21=b, 21=keep or 21=drop, and of all others with
--otherwise.`
	cmd.Example = "  travaux bracket text riverside --rendering clean --choose 21=b --otherwise keep"
	addForm(cmd, req)
	cmd.Flags().StringVar(&rendering, "rendering", "", "attributed, unattributed, clean or brackets-only (default: with the names that you may see)")
	cmd.Flags().StringArrayVar(&choices, "choose", nil, "what becomes of a bracket: 21=keep, 21=drop or an option, 21=b; may be repeated")
	cmd.Flags().StringVar(&req.Otherwise, "otherwise", "", "what becomes of all others: keep, drop or first")
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func addForm(cmd *cobra.Command, req *travauxv1.GetBracketedTextRequest) {
	cmd.Flags().StringVar(&req.Draft, "draft", "", "the draft (default: to the team the working text, else the newest)")
}

// renderedBase names the text that is shown.
func renderedBase(m *travauxv1.GetBracketedTextResponse) string {
	if m.Draft == nil {
		return "The working text, " + strings.ReplaceAll(enumWord(m.Rendering), "-", " ") + "."
	}
	return fmt.Sprintf("%s, seal %s, %s.", orWord(m.Draft.Title, lastSegment(m.Draft.Name)), clip(m.Draft.Seal, 12), strings.ReplaceAll(enumWord(m.Rendering), "-", " "))
}

// choiceIn reads "21=b", "21=keep" or "21=drop".
func choiceIn(document, typed string) (*travauxv1.BracketChoice, error) {
	number, what, ok := strings.Cut(typed, "=")
	c := &travauxv1.BracketChoice{Bracket: bracketName(document, strings.TrimSpace(number))}
	switch what = strings.TrimSpace(what); {
	case ok && what == "keep":
		c.Keep = true
	case ok && what == "drop":
	case ok && len(what) == 1 && what[0] >= 'a' && what[0] <= 'z':
		c.Option = int32(what[0]-'a') + 1
	default:
		n, err := strconv.Atoi(what)
		if !ok || err != nil || n < 1 || n > 1000 {
			return nil, usageProblem(fmt.Sprintf("%q is no choice", typed), "a choice is BRACKET=keep, BRACKET=drop or BRACKET=OPTION", "type for example --choose 21=b")
		}
		c.Option = int32(n)
	}
	return c, nil
}

func renderedView() view[*travauxv1.RenderedParagraph] {
	return view[*travauxv1.RenderedParagraph]{
		{"PARAGRAPH", func(m *travauxv1.RenderedParagraph) string { return orWord(m.Label, lastSegment(m.Paragraph)) }},
		{"WORDS", func(m *travauxv1.RenderedParagraph) string { return oneLine(m.Text) }},
	}
}

func (r *remote) bracketOptions() *cobra.Command {
	req := &travauxv1.GetBracketedTextRequest{}
	cmd := r.command("options [DOCUMENT]", "List the options of a draft as a table, with the row for no change", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) (err error) {
		if req.Parent, _, err = s.documentArgs(ctx, args, 0); err != nil {
			return err
		}
		if req.Draft != "" {
			req.Draft = draftName(req.Parent, req.Draft)
		}
		made, err := s.brackets().GetBracketedText(ctx, req)
		if err != nil {
			return err
		}
		s.say("%s %s", renderedBase(made), made.Legend)
		return printAll(s, optionView(), made.Options)
	})
	addForm(cmd, req)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func optionView() view[*travauxv1.OptionRow] {
	return view[*travauxv1.OptionRow]{
		{"PARAGRAPH", func(m *travauxv1.OptionRow) string { return orWord(m.Label, lastSegment(m.Paragraph)) }},
		{"OPTION", func(m *travauxv1.OptionRow) string {
			if m.NoChange && m.Id == "" {
				return "no change"
			}
			return m.Id
		}},
		{"HOLDERS", func(m *travauxv1.OptionRow) string { return holdersOf(m.Holders) }},
		{"WORDS", func(m *travauxv1.OptionRow) string { return oneLine(m.Text) }},
	}
}
