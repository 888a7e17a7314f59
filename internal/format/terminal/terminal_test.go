package terminal_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// TestLaw1 holds the plain redline to law 1.
func TestLaw1(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := formattest.Comparison(t)
		out := string(terminal.Write(c, terminal.Options{All: true}))
		got, err := formattest.FromTerminal(c, out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(formattest.Law(c), got); diff != "" {
			t.Fatalf("sides of the changes (-want +got):\n%s\n%s", diff, out)
		}
	})
}

// TestWordsCannotSteer shows that escape sequences of a text stay words.
func TestWordsCannotSteer(t *testing.T) {
	d := &text.Draft{Paragraphs: []text.Paragraph{{Label: "1\x1b]0;x\x07.", Text: "red \x1b[31m and \u202eback\u202c \u009b"}}}
	c := &redline.Comparison{Old: d, New: d, Paragraphs: []redline.ParagraphChange{{Change: redline.Unchanged, Old: []int{0}, New: []int{0}}}}
	out := string(terminal.Write(c, terminal.Options{All: true, OldName: "a\x1b[2J", NewName: "b\rc"}))
	for _, bad := range []string{"\x1b", "\x07", "\r", "\u202e", "\u009b"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q stands in %q", bad, out)
		}
	}
	if !strings.Contains(out, `red \u001b[31m and \u202eback\u202c \u009b`) {
		t.Errorf("the control characters are not shown in %q", out)
	}
}

// TestWidth shows that no line is wider than asked, in scripts with and without
// spaces.
func TestWidth(t *testing.T) {
	words := strings.Repeat("We resolve to publish river-level readings [six] ", 5) + strings.Repeat("河流水位读数，", 20)
	old := &text.Draft{Paragraphs: []text.Paragraph{{Label: "1.", Text: words}}}
	c := &redline.Comparison{Old: old, New: old, Paragraphs: []redline.ParagraphChange{{Change: redline.Edited, Old: []int{0}, New: []int{0},
		Segments: []redline.Segment{{Op: redline.Equal, Text: words[:30]}, {Op: redline.Delete, Text: words[30:]}, {Op: redline.Insert, Text: words[30:]}}}}}
	for _, colour := range []bool{false, true} {
		out := string(terminal.Write(c, terminal.Options{Width: 60, Colour: colour}))
		body := out[strings.Index(out, "\n\n"):strings.LastIndex(out, "\n\n")]
		for _, l := range strings.Split(body, "\n") {
			if n := visible(l); n > 60 {
				t.Errorf("colour %v: %d columns in %q", colour, n, l)
			}
		}
	}
}

// visible counts columns, escape sequences left out.
func visible(s string) int {
	n := 0
	for len(s) > 0 {
		if strings.HasPrefix(s, "\x1b[") {
			s = s[strings.IndexByte(s, 'm')+1:]
			continue
		}
		r := []rune(s)[0]
		n++
		if r >= 0x2E80 {
			n++
		}
		s = s[len(string(r)):]
	}
	return n
}

// TestFolds shows the fold of unchanged paragraphs.
func TestFolds(t *testing.T) {
	d := &text.Draft{Paragraphs: []text.Paragraph{{Text: "a"}, {Text: "b"}, {Text: "c"}}}
	c := &redline.Comparison{Old: d, New: d, Paragraphs: []redline.ParagraphChange{
		{Change: redline.Unchanged, Old: []int{0}, New: []int{0}}, {Change: redline.Unchanged, Old: []int{1}, New: []int{1}},
		{Change: redline.Edited, Old: []int{2}, New: []int{2}, Segments: []redline.Segment{{Op: redline.Equal, Text: "c"}}}}}
	out := string(terminal.Write(c, terminal.Options{}))
	if !strings.Contains(out, "… 2 paragraphs unchanged\n") {
		t.Errorf("no fold in\n%s", out)
	}
}
