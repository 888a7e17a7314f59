package changelist_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/format/changelist"
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
		"spaces":            {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit(" ", "\u00a0")}, "edited: only signs, space → no-break space"},
		"two spaces":        {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit(" ", "  ")}, "edited: only signs, space added"},
		"hyphens":           {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit("-", "\u2011")}, "edited: only signs, hyphen → no-break hyphen"},
		"words":             {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: edit("-", "a")}, "edited"},
		"without a change":  {bare, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(0), Segments: []redline.Segment{{Op: redline.Equal, Text: "a"}}}, "edited"},
		"renumbered":        {numbered, redline.ParagraphChange{Change: redline.Renumbered, Old: at(0), New: at(1)}, "renumbered, 1 → 2"},
		"split at a space":  {bare, redline.ParagraphChange{Change: redline.Split, Old: at(0), New: at(0, 1), Segments: edit(" ", "\n")}, "split in two"},
		"edited and number": {numbered, redline.ParagraphChange{Change: redline.Edited, Old: at(0), New: at(1), Segments: edit("a", "b")}, "edited, 1 → 2"},
	} {
		t.Run(name, func(t *testing.T) {
			c := &redline.Comparison{Old: tc.d, New: tc.d}
			if got := changelist.State(c, &tc.p); got != tc.want {
				t.Errorf("State = %q, want %q", got, tc.want)
			}
		})
	}
}
