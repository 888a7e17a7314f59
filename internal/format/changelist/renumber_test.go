package changelist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// TestRuns puts renumbered paragraphs into one entry only while they are of one
// kind and their numbers run on in both drafts.
func TestRuns(t *testing.T) {
	type pair struct {
		kind     text.Kind
		old, new string
	}
	op, note, item := text.Operative, text.Footnote, text.Item
	for name, tc := range map[string]struct {
		pairs []pair
		want  [][2]string // place, note
	}{
		"run":            {[]pair{{op, "5.", "6."}, {op, "6.", "7."}, {op, "7.", "8."}}, [][2]string{{"paragraph 6 to paragraph 8", "5–7 renumbered 6–8; their words are unchanged"}}},
		"two":            {[]pair{{op, "5.", "6."}, {op, "6.", "7."}}, [][2]string{{"paragraph 6 to paragraph 7", "5, 6 renumbered 6, 7; their words are unchanged"}}},
		"footnote first": {[]pair{{note, "¹⁵", "¹⁶"}, {op, "5.", "6."}, {op, "6.", "7."}}, [][2]string{{"footnote 16", "renumbered, 15 → 16"}, {"paragraph 6 to paragraph 7", "5, 6 renumbered 6, 7; their words are unchanged"}}},
		"footnotes":      {[]pair{{note, "⁹", "¹⁰"}, {note, "¹⁰", "¹¹"}}, [][2]string{{"footnote 10 to footnote 11", "footnotes 9, 10 renumbered 10, 11; their words are unchanged"}}},
		"gap in the old": {[]pair{{op, "5.", "6."}, {op, "7.", "7."}}, [][2]string{{"paragraph 6", "renumbered, 5 → 6"}, {"paragraph 7", "renumbered"}}},
		"gap in the new": {[]pair{{op, "5.", "6."}, {op, "6.", "8."}}, [][2]string{{"paragraph 6", "renumbered, 5 → 6"}, {"paragraph 8", "renumbered, 6 → 8"}}},
		"bis":            {[]pair{{op, "5.", "6."}, {op, "6 bis.", "7."}}, [][2]string{{"paragraph 6", "renumbered, 5 → 6"}, {"paragraph 7", "renumbered, 6 bis → 7"}}},
		"letters":        {[]pair{{item, "(a)", "(b)"}, {item, "(b)", "(c)"}}, [][2]string{{"(b) to (c)", "(a), (b) renumbered (b), (c); their words are unchanged"}}},
		"no number":      {[]pair{{op, "", "6."}, {op, "", "7."}}, [][2]string{{"paragraph 6", "renumbered, no number → 6"}, {"paragraph 7", "renumbered, no number → 7"}}},
	} {
		t.Run(name, func(t *testing.T) {
			c := &redline.Comparison{Old: &text.Draft{}, New: &text.Draft{}}
			for i, p := range tc.pairs {
				c.Old.Paragraphs = append(c.Old.Paragraphs, text.Paragraph{Kind: p.kind, Label: p.old, Text: "Decides"})
				c.New.Paragraphs = append(c.New.Paragraphs, text.Paragraph{Kind: p.kind, Label: p.new, Text: "Decides"})
				c.Paragraphs = append(c.Paragraphs, redline.ParagraphChange{Change: redline.Renumbered, Old: []int{i}, New: []int{i},
					Segments: []redline.Segment{{Op: redline.Equal, Text: "Decides"}}})
			}
			var got [][2]string
			for _, e := range changelist.Of(c) {
				got = append(got, [2]string{e.Place, e.Note})
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFormatNotesThatMatter says once that a link has another address, and nothing of marks
// on punctuation or spaces alone.
func TestFormatNotesThatMatter(t *testing.T) {
	words := "Recalling resolution 70/1, and the floods."
	mark := func(op redline.Op, kind text.MarkKind, start, end int, ref string) redline.FormatChange {
		return redline.FormatChange{Op: op, Mark: text.Mark{Kind: kind, Start: start, End: end, Ref: ref}}
	}
	for name, tc := range map[string]struct {
		changes []redline.FormatChange
		want    []string
		state   string
	}{
		"other address": {[]redline.FormatChange{mark(redline.Delete, text.Link, 21, 25, "https://example.org/a"), mark(redline.Insert, text.Link, 21, 25, "https://example.org/b")},
			[]string{"link changed on “70/1”"}, "formatting only"},
		"two addresses": {[]redline.FormatChange{mark(redline.Delete, text.Link, 0, 9, "https://example.org/a"), mark(redline.Insert, text.Link, 0, 9, "https://example.org/b"),
			mark(redline.Delete, text.Link, 21, 25, "https://example.org/a"), mark(redline.Insert, text.Link, 21, 25, "https://example.org/b")},
			[]string{"link changed on “Recalling”, “70/1”"}, "formatting only"},
		"link that went": {[]redline.FormatChange{mark(redline.Delete, text.Link, 21, 25, "https://example.org/a"), mark(redline.Insert, text.Link, 0, 9, "https://example.org/a")},
			[]string{"link removed on “70/1”", "link added on “Recalling”"}, "formatting only"},
		"comma and space":    {[]redline.FormatChange{mark(redline.Insert, text.Italic, 25, 27, ""), mark(redline.Delete, text.Bold, 41, 42, "")}, nil, "formatting of punctuation or spaces only"},
		"words and a comma":  {[]redline.FormatChange{mark(redline.Insert, text.Italic, 0, 9, ""), mark(redline.Insert, text.Italic, 25, 26, "")}, []string{"italics added on “Recalling”"}, "formatting only"},
		"anchor of footnote": {[]redline.FormatChange{mark(redline.Insert, text.NoteAnchor, 42, 42, "²")}, []string{"footnote 2 added after “… 70/1, and the floods.”"}, "formatting only"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &text.Draft{Paragraphs: []text.Paragraph{{Kind: text.Operative, Text: words}}}
			c := &redline.Comparison{Old: d, New: d}
			p := redline.ParagraphChange{Change: redline.Unchanged, Old: []int{0}, New: []int{0}, Formatting: tc.changes}
			got := changelist.FormatNotes(c, &p)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if state := changelist.State(c, &p); state != tc.state {
				t.Errorf("state %q, want %q", state, tc.state)
			}
		})
	}
}

// TestPieces marks a bracket without the words in it.
func TestPieces(t *testing.T) {
	gone, come, stay := redline.Delete, redline.Insert, redline.Equal
	for name, tc := range map[string]struct {
		e    changelist.Entry
		want []redline.Segment
	}{
		"opened":           {changelist.Entry{Class: redline.BracketOpened, Removed: "shall", Added: "[shall]"}, []redline.Segment{{Op: come, Text: "["}, {Op: stay, Text: "shall"}, {Op: come, Text: "]"}}},
		"lifted":           {changelist.Entry{Class: redline.BracketLifted, Removed: "[six] ", Added: "six"}, []redline.Segment{{Op: gone, Text: "["}, {Op: stay, Text: "six"}, {Op: gone, Text: "] "}}},
		"spaces within":    {changelist.Entry{Class: redline.BracketOpened, Removed: " and ", Added: "[ and ]"}, []redline.Segment{{Op: come, Text: "["}, {Op: stay, Text: " and "}, {Op: come, Text: "]"}}},
		"one glyph":        {changelist.Entry{Class: redline.BracketLifted, Removed: "["}, []redline.Segment{{Op: gone, Text: "["}}},
		"other words":      {changelist.Entry{Class: redline.BracketOpened, Removed: "shall", Added: "[should]"}, []redline.Segment{{Op: gone, Text: "shall"}, {Op: come, Text: "[should]"}}},
		"no bracket class": {changelist.Entry{Class: redline.Substance, Removed: "shall", Added: "[shall]"}, []redline.Segment{{Op: gone, Text: "shall"}, {Op: come, Text: "[shall]"}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, tc.e.Pieces()); diff != "" {
				t.Errorf("pieces (-want +got):\n%s", diff)
			}
		})
	}
}
