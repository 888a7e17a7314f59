package markdown_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// TestWriteReadGivesTheSameDraft is the promise of Write.
func TestWriteReadGivesTheSameDraft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := formattest.Draft(t)
		file := markdown.Write(want)
		got, _, err := markdown.Read(file)
		if err != nil {
			t.Fatalf("Read: %v\n%s", err, file)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("not the same draft (-want +got):\n%s\nfile:\n%s", diff, file)
		}
	})
}

// TestBracketsAreWords holds the reader to the brackets of negotiated texts.
func TestBracketsAreWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"adjacent", "[six][twelve] hours", "[six][twelve] hours"},
		{"empty", "within [ ] hours or [] days", "within [ ] hours or [] days"},
		{"no address behind", "paragraph [x](a) above", "paragraph [x](a) above"},
		{"attributed", "[Delta]: yes", "[Delta]: yes"},
		{"unbalanced", "[one [two] three", "[one [two] three"},
		{"link", "see [the atlas](https://example.org/atlas) now", "see the atlas now"},
		{"named link", "see [the atlas][a] now\n\n[a]: https://example.org/atlas", "see the atlas now"},
		{"emphasis across", "[*Recalling* the [old] Compact,]", "[Recalling the [old] Compact,]"},
		{"unknown note", "a [^9] mark", "a [^9] mark"},
		{"task list look", "[x] done", "[x] done"},
		{"image", "see ![map](https://example.org/m.png)", "see ![map](https://example.org/m.png)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, err := markdown.Read([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Paragraphs) != 1 || d.Paragraphs[0].Text != tt.want {
				t.Errorf("got %+v, want the words %q", d.Paragraphs, tt.want)
			}
		})
	}
}

// TestReadKinds shows what a Markdown draft becomes.
func TestReadKinds(t *testing.T) {
	in := "---\ntitle: Riverside Compact\nedit: true\n---\n\n# Riverside Compact\n\nThe Assembly of the Banks,\n\n" +
		"*Recalling* the first\nmeeting,\n\n## I. Readings\n\n12. Decides:[^1]\n    - to read;\n    - to publish;\n\n    and to listen.\n\n" +
		"12 bis. Asks Coravia\n\n[^1]: By **two** votes.\n\n## Annex\n\n| a | b |\n"
	want := []text.Paragraph{
		{Kind: text.Title, Text: "Riverside Compact"},
		{Kind: text.Formula, Text: "The Assembly of the Banks,"},
		{Kind: text.Preambular, Text: "Recalling the first meeting,", Marks: []text.Mark{{Kind: text.Italic, Start: 0, End: 9}}},
		{Kind: text.Heading, Label: "I.", Text: "Readings"},
		{Kind: text.Operative, Label: "12.", Text: "Decides:", Marks: []text.Mark{{Kind: text.NoteAnchor, Start: 8, End: 8, Ref: "¹"}}},
		{Kind: text.Footnote, Depth: 1, Label: "¹", Text: "By two votes.", Marks: []text.Mark{{Kind: text.Bold, Start: 3, End: 6}}},
		{Kind: text.Item, Depth: 1, Label: "-", Text: "to read;"},
		{Kind: text.Item, Depth: 1, Label: "-", Text: "to publish;"},
		{Kind: text.Tail, Text: "and to listen."},
		{Kind: text.Operative, Label: "12 bis.", Text: "Asks Coravia"},
		{Kind: text.AnnexHeading, Text: "Annex"},
		{Kind: text.Plain, Text: "| a | b |"},
	}
	d, found, err := markdown.Read([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, d.Paragraphs, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	if diff := cmp.Diff([]string{"MARKDOWN_FRONT_MATTER", "MARKDOWN_NOT_UNDERSTOOD"}, codes); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if d.Title != "Riverside Compact" {
		t.Errorf("title = %q", d.Title)
	}
}

// TestNesting shows what becomes of nesting that no draft has.
func TestNesting(t *testing.T) {
	_, _, err := markdown.Read([]byte("We affirm\n\n" + strings.Repeat("> ", 200)))
	var e *negotiation.Error
	if !errors.As(err, &e) || e.Reason != "MARKDOWN_TOO_DEEP" || e.Subject != "line 3" {
		t.Errorf("quotations: error = %v, want MARKDOWN_TOO_DEEP in line 3", err)
	}
	in := strings.Repeat("*a ", 200) + strings.Repeat("a* ", 200)
	d, found, err := markdown.Read([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(d.Paragraphs[0].Text, "a"); got != 400 || len(found) != 1 || found[0].Code != "MARKDOWN_EMPHASIS" {
		t.Errorf("emphasis: %d words of 400, findings %v", got, found)
	}
}
