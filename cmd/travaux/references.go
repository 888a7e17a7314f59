package main

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/text"
)

// newReference makes "travaux reference".
func (r *remote) newReference() *cobra.Command {
	noun := r.noun("reference", "References: what the words of a draft point at")
	noun.AddCommand(r.referenceList())
	return noun
}

func (r *remote) referenceList() *cobra.Command {
	var kind travauxv1.ReferenceKind
	cmd := r.command("list [DOCUMENT] DRAFT", "List the references in the words of a draft", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.DraftReference, string, error) {
			page, err := s.drafts().ListReferences(ctx, &travauxv1.ListReferencesRequest{
				Parent: draftName(document, rest[0]), Kind: kind, PageSize: pageSize, PageToken: token,
			})
			return page.GetReferences(), page.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, referenceView(), all)
	})
	cmd.Long = `List the references in the words of a draft: those to its own paragraphs with
what they mean there, and the citations of other instruments. A reference that
means no paragraph, or one on another side than it says, has a doubt.`
	enumFlag(cmd, &kind, "kind", "only of this kind; default: all")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts)
	return cmd
}

// newReferences makes "travaux references", which works on a file.
func newReferences(env *Env) *cobra.Command {
	var kind travauxv1.ReferenceKind
	var f reading
	r := &remote{env: env}
	cmd := &cobra.Command{
		Use: "references FILE", Short: "List the references in a draft in a file, without a server", Args: cobra.ExactArgs(1), PreRunE: checkFlags,
		Long: `List the references in a draft in a file, Akoma Ntoso XML, Markdown or plain
text: those to its own paragraphs with what they mean there, and the citations
of other instruments. Nothing leaves this machine.`,
		Example: `  travaux references zero-draft.md
  travaux references rev1.xml --kind own -o csv`,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkNotInput(r.output.file, args[0]); err != nil {
			return err
		}
		in, err := f.read(env, args[0])
		if err != nil {
			return err
		}
		var all []*travauxv1.DraftReference
		for _, ref := range text.Bind(in.draft) {
			if m := referenceOf(in.draft, ref); kind == 0 || m.Kind == kind {
				all = append(all, m)
			}
		}
		s := &session{env: env, cmd: cmd, output: r.output}
		if err := printAll(s, referenceView(), all); err != nil {
			return err
		}
		f.tellFindings(env, in.name, in.found)
		return nil
	}
	r.addOutput(cmd)
	enumFlag(cmd, &kind, "kind", "only of this kind; default: all")
	f.add(cmd)
	return cmd
}

// referenceOf writes a reference as the API does; a file's paragraphs have no names.
func referenceOf(d *text.Draft, r text.BoundReference) *travauxv1.DraftReference {
	p := d.Paragraphs[r.Paragraph]
	count := func(at int) int32 { return int32(utf8.RuneCountInString(p.Text[:at])) }
	out := &travauxv1.DraftReference{
		Index: int32(r.Paragraph), Label: p.Label, Words: r.Words, Start: count(r.Start), End: count(r.End),
		Kind: wordEnum[travauxv1.ReferenceKind](string(r.Kind)), Unit: wordEnum[travauxv1.ReferenceUnit](string(r.Unit)),
		Side: wordEnum[travauxv1.ReferenceSide](string(r.Side)), Instrument: r.Instrument.String(), Symbol: r.Instrument.Symbol,
	}
	for i, t := range r.Targets {
		target := &travauxv1.ReferenceTarget{Words: p.Text[t.Start:t.End], Through: t.Through}
		if i < len(r.Bindings) {
			target.Doubt = wordEnum[travauxv1.ReferenceDoubt](string(r.Bindings[i].Doubt))
			if to := r.Bindings[i].Paragraph; to >= 0 {
				target.Label = orWord(d.Paragraphs[to].Label, fmt.Sprintf("at %d", to+1))
			}
		}
		out.Targets = append(out.Targets, target)
	}
	return out
}

// referenceView is how references stand in tables.
func referenceView() view[*travauxv1.DraftReference] {
	return view[*travauxv1.DraftReference]{
		{"IN", func(m *travauxv1.DraftReference) string { return orWord(m.Label, fmt.Sprintf("at %d", m.Index+1)) }},
		{"KIND", func(m *travauxv1.DraftReference) string { return enumWord(m.Kind) }},
		{"WORDS", func(m *travauxv1.DraftReference) string { return m.Words }},
		{"MEANS", means},
		{"DOUBT", doubts},
	}
}

// means tells what a reference points at: the labels that it is bound to, or the
// instrument.
func means(m *travauxv1.DraftReference) string {
	if m.Kind == travauxv1.ReferenceKind_REFERENCE_KIND_INSTRUMENT {
		return m.Instrument
	}
	var out []string
	for _, t := range m.Targets {
		word := orWord(t.Label, lastSegment(t.Paragraph))
		if word = orWord(word, "?"); t.Through {
			word = "to " + word
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// doubts tells which labels of a reference could not be bound, and why.
func doubts(m *travauxv1.DraftReference) string {
	var out []string
	for _, t := range m.Targets {
		if t.Doubt != 0 {
			out = append(out, t.Words+" "+enumWord(t.Doubt))
		}
	}
	return strings.Join(out, ", ")
}
