package html_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
	"pgregory.net/rapid"
)

// TestWriteEdition shows the brackets with their numbers, and what is not ours as words.
func TestWriteEdition(t *testing.T) {
	tree := bracket.Parse(bracket.Flow{Paragraphs: []text.Paragraph{
		{Kind: text.Operative, Label: "1.", Text: "All [great [old]] <rivers> {note} ] x", Marks: []text.Mark{{Kind: text.Italic, Start: 0, End: 7}}},
		{Kind: text.Operative, Label: "2.", Text: "[Delta: x\n]"},
	}}, bracket.Options{Resolve: func(name string) (string, bool) { return name, name == "Delta" }})
	page := string(html.WriteEdition(&html.Edition{
		Title: "Form of a<b", Facts: [][2]string{{"Base", "rev1.md"}, {"Hash", "sha256:00"}}, About: []string{bracket.Legend}, Tree: tree, Numbers: []int{1, 4, 3},
	}))
	for _, want := range []string{
		"Form of a&lt;b", "sha256:00", "hold words that are not agreed", `<span class="bn" aria-hidden="true">4</span>old`, "open bracket 3",
		`<span class="by">Delta: </span>`, `<span class="drafters">{note}</span>`, "&lt;rivers&gt;",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page:\n%s", want, page)
		}
	}
	table := string(html.WriteEdition(&html.Edition{Title: "t", Heads: []string{"NO"}, Rows: [][]string{{"1a<"}}}))
	if !strings.Contains(table, `<td dir="auto">1a&lt;</td>`) {
		t.Error(table)
	}
}

// TestEditionKeepsWords reads the words back from the page.
func TestEditionKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Draft(t)
		page := html.WriteEdition(&html.Edition{Title: "x", Language: d.Language, Tree: bracket.Parse(bracket.Flow{Paragraphs: d.Paragraphs}, bracket.Options{})})
		got, err := formattest.EditionWords(page)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(d.Paragraphs) {
			t.Fatalf("%d paragraphs, want %d", len(got), len(d.Paragraphs))
		}
		for i, p := range d.Paragraphs {
			if got[i] != p.Text {
				t.Fatalf("paragraph %d: got %q, want %q", i, got[i], p.Text)
			}
		}
	})
}
