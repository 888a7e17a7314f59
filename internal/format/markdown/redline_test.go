package markdown_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/markdown"
)

// TestRedlineLaw1 holds the Markdown to law 1 as a viewer shows it.
func TestRedlineLaw1(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := formattest.Comparison(t)
		file := markdown.WriteRedline(c, markdown.Names{Old: "zero_draft.md", New: "rev1.md"}, markdown.RedlineOptions{})
		got, err := formattest.FromMarkdown(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(formattest.Law(c), got); diff != "" {
			t.Fatalf("sides of the changes (-want +got):\n%s\n%s", diff, file)
		}
	})
}
