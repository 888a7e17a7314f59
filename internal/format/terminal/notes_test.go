package terminal_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// marked is a comparison with a number, a no-break space and italics in it.
func marked() *redline.Comparison {
	old, new := draft("1.|on 6 May", "2.|six users", "3.|Affirms", "4.|Ends"), draft("1.|on 9 May", "2.|six\u00a0users", "3.|Affirms", "4.|Ends")
	pair := func(i int, change redline.Change, s ...redline.Segment) redline.ParagraphChange {
		return redline.ParagraphChange{Change: change, Old: []int{i}, New: []int{i}, Segments: s}
	}
	c := &redline.Comparison{Old: old, New: new, Stats: redline.Stats{Edited: 2, Unchanged: 2, WordsInserted: 1, WordsDeleted: 1}, Paragraphs: []redline.ParagraphChange{
		pair(0, redline.Edited, redline.Segment{Op: redline.Equal, Text: "on "}, redline.Segment{Op: redline.Delete, Text: "6", Class: redline.Number},
			redline.Segment{Op: redline.Insert, Text: "9", Class: redline.Number}, redline.Segment{Op: redline.Equal, Text: " May"}),
		pair(1, redline.Edited, redline.Segment{Op: redline.Equal, Text: "six"}, redline.Segment{Op: redline.Delete, Text: " ", Class: redline.Editorial},
			redline.Segment{Op: redline.Insert, Text: "\u00a0", Class: redline.Editorial}, redline.Segment{Op: redline.Equal, Text: "users"}),
		pair(2, redline.Unchanged), pair(3, redline.Unchanged),
	}}
	c.Paragraphs[2].Formatting = []redline.FormatChange{{Op: redline.Insert, Index: 2, Mark: text.Mark{Kind: text.Italic, Start: 0, End: 7}}}
	return c
}

// TestWhatIsHardToSee shows signs and formatting, names both drafts with their
// times, and tells how to read the signs.
func TestWhatIsHardToSee(t *testing.T) {
	out := string(terminal.Write(marked(), terminal.Options{OldName: "rev1", OldHash: "seal:0123456789abcdef", OldTime: "2025-11-07 09:30 UTC", NewName: "rev2",
		Classes: true, Spoken: [][]string{{"Replace “6” with “9”."}}}))
	for _, want := range []string{
		"base  rev1  4 paragraphs  seal:0123456789ab  2025-11-07 09:30 UTC\n",
		"── edited · number, date or symbol\n", "· from the floor: Replace “6” with “9”.\n",
		"six{-␣-}{+⍽+}users\n", "── edited: only signs, space → no-break space",
		"── formatting only", "          · formatting: italics added on “Affirms”\n", "… 1 paragraph unchanged",
		"2 unchanged, 1 of them in other formatting\n", "changes: 1 number, date or symbol; 1 editorial; 1 formatting\n", "; ⍽ no-break space; ␣ space\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

// TestOnly folds what has no change of the classes asked for.
func TestOnly(t *testing.T) {
	o := terminal.Options{Only: []redline.Class{redline.Number}}
	out := string(terminal.Write(marked(), o))
	if !strings.Contains(out, "only  number, date or symbol\n") || !strings.Contains(out, "{-6-}") ||
		!strings.Contains(out, "… 1 paragraph unchanged, 2 with changes of other classes\n") || strings.Contains(out, "users") {
		t.Errorf("redline of one class:\n%s", out)
	}
	if !strings.Contains(out, "1 of 2 edited, 2 unchanged") || !strings.Contains(out, "1 of 1 word added, 1 of 1 removed, in the paragraphs with such changes\n") {
		t.Errorf("totals of one class and of all are missing in\n%s", out)
	}
	out = string(terminal.WriteList(marked(), o))
	if !strings.Contains(out, "1. paragraph 1 · number, date or symbol\n          on {-6-}{+9+} May\n") || strings.Contains(out, "2. paragraph 2") {
		t.Errorf("list of one class:\n%s", out)
	}
}
