package terminal_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// draft makes a draft of paragraphs written "label|words".
func draft(paragraphs ...string) *text.Draft {
	d := &text.Draft{}
	for _, p := range paragraphs {
		label, words, _ := strings.Cut(p, "|")
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Label: label, Text: words})
	}
	return d
}

// TestRenumberedFold puts consecutive renumberings into one line, and shows their
// words with All.
func TestRenumberedFold(t *testing.T) {
	old := draft("5.|a", "6.|b", "7.|c", "8.|d", "9.|e")
	new := draft("6.|a", "7.|b", "8.|c", "9.|d", "9.|e")
	c := &redline.Comparison{Old: old, New: new}
	for i := range 4 {
		c.Paragraphs = append(c.Paragraphs, redline.ParagraphChange{Change: redline.Renumbered, Old: []int{i}, New: []int{i},
			Segments: []redline.Segment{{Op: redline.Equal, Text: old.Paragraphs[i].Text}}})
	}
	c.Paragraphs = append(c.Paragraphs, redline.ParagraphChange{Change: redline.Unchanged, Old: []int{4}, New: []int{4}})
	out := string(terminal.Write(c, terminal.Options{}))
	if !strings.Contains(out, "… 5–8 renumbered 6–9; their words are unchanged\n\n          … 1 paragraph unchanged\n") {
		t.Errorf("no fold in\n%s", out)
	}
	if out = string(terminal.Write(c, terminal.Options{All: true})); strings.Count(out, "── renumbered") != 4 {
		t.Errorf("not all shown in\n%s", out)
	}
	c.Paragraphs = c.Paragraphs[:1]
	if out = string(terminal.Write(c, terminal.Options{})); !strings.Contains(out, "… 5 renumbered 6; its words are unchanged\n") {
		t.Errorf("no line of one in\n%s", out)
	}
}
