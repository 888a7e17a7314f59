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

// TestState says what became of a paragraph in words that help where there are
// no labels.
func TestState(t *testing.T) {
	bare := draft("|Recognizing the need for a warning channel,", "|Recalling the floods,", "|Noting the rivers,")
	numbered := draft("1.|Decides", "2.|Invites", "3.|Requests")
	edit := func(old, new string) []redline.Segment {
		return []redline.Segment{{Op: redline.Equal, Text: "non"}, {Op: redline.Delete, Text: old}, {Op: redline.Insert, Text: new}, {Op: redline.Equal, Text: "State"}}
	}
	at := func(i ...int) []int { return i }
	for name, tc := range map[string]struct {
		d    *text.Draft
		p    redline.ParagraphChange
		want string
	}{
		"split":             {bare, redline.ParagraphChange{Change: redline.Split, Old: at(0), New: at(0, 1)}, "split in two"},
		"split, numbered":   {numbered, redline.ParagraphChange{Change: redline.Split, Old: at(0), New: at(0, 1, 2)}, "split in three, 1 → 1, 2, 3"},
		"merged":            {bare, redline.ParagraphChange{Change: redline.Merged, Old: at(0, 1), New: at(0)}, "two merged"},
		"moved":             {bare, redline.ParagraphChange{Change: redline.Moved, Old: at(1), New: at(2)}, "moved, was after “Recognizing the need for …”"},
		"moved from first":  {bare, redline.ParagraphChange{Change: redline.Moved, Old: at(0), New: at(2)}, "moved, was first"},
		"moved, numbered":   {numbered, redline.ParagraphChange{Change: redline.Moved, Old: at(0), New: at(2)}, "moved from 1"},
		"moved and edited":  {bare, redline.ParagraphChange{Change: redline.MovedEdited, Old: at(2), New: at(0), Segments: edit("a", "b")}, "moved and edited, was after “Recalling the floods,”"},
		"spaces":            {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit(" ", "\u00a0")}, "edited: only spaces or signs of another kind"},
		"two spaces":        {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit(" ", "  ")}, "edited: only spaces or signs of another kind"},
		"hyphens":           {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit("-", "\u2011")}, "edited: only spaces or signs of another kind"},
		"words":             {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit("-", "a")}, "edited"},
		"without a change":  {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: []redline.Segment{{Op: redline.Equal, Text: "a"}}}, "edited"},
		"renumbered":        {numbered, redline.ParagraphChange{Change: redline.Renumbered, Old: at(0), New: at(1)}, "renumbered, 1 → 2"},
		"split at a space":  {bare, redline.ParagraphChange{Change: redline.Split, Old: at(0), New: at(0, 1), Segments: edit(" ", "\n")}, "split in two"},
		"edited and number": {numbered, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(1), Segments: edit("a", "b")}, "edited, 1 → 2"},
	} {
		t.Run(name, func(t *testing.T) {
			c := &redline.Comparison{Old: tc.d, New: tc.d}
			if got := terminal.State(c, &tc.p); got != tc.want {
				t.Errorf("State = %q, want %q", got, tc.want)
			}
		})
	}
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
