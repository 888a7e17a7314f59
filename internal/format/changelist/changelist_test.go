package changelist_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// seg makes a segment of "=words", "-words" or "+words".
func seg(s string, class redline.Class) redline.Segment {
	op := map[byte]redline.Op{'=': redline.Equal, '-': redline.Delete, '+': redline.Insert}[s[0]]
	return redline.Segment{Op: op, Text: s[1:], Class: class}
}

// edited makes a comparison of one operative paragraph.
func edited(segments ...redline.Segment) *redline.Comparison {
	var old, new strings.Builder
	for _, s := range segments {
		if s.Op != redline.Insert {
			old.WriteString(s.Text)
		}
		if s.Op != redline.Delete {
			new.WriteString(s.Text)
		}
	}
	return &redline.Comparison{
		Old:        &text.Draft{Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "16.", Text: old.String()}}},
		New:        &text.Draft{Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "17.", Text: new.String()}}},
		Paragraphs: []redline.ParagraphChange{{Change: redline.Edited, Old: []int{0}, New: []int{0}, Segments: segments}},
	}
}

// TestEntries shows how the words of a paragraph are listed: place, class, what
// went and came, and what stands beside it.
func TestEntries(t *testing.T) {
	lifted := redline.BracketLifted
	for name, tc := range map[string]struct {
		c    *redline.Comparison
		want [][5]string // class, before, removed, added, after
	}{
		"replaced": {edited(seg("=We meet in the ", ""), seg("-second", redline.Number), seg("+first", redline.Number), seg("= week", "")),
			[][5]string{{"NUMBER", "We meet in the ", "second", "first", " week"}}},
		"two with few words between": {edited(seg("-one", ""), seg("= and ", ""), seg("+two", "")),
			[][5]string{{"SUBSTANCE", "", "one", "", " and …"}, {"SUBSTANCE", "… and ", "", "two", ""}}},
		"insertion before a deletion": {edited(seg("+one", ""), seg("-two", "")),
			[][5]string{{"SUBSTANCE", "", "", "one", ""}, {"SUBSTANCE", "", "two", "", ""}}},
		"bracket lifted": {edited(seg("=We ", ""), seg("-[", lifted), seg("=shall", ""), seg("-]", lifted), seg("= meet", "")),
			[][5]string{{"BRACKET_LIFTED", "We ", "[shall]", "shall", " meet"}}},
		"brackets of two": {edited(seg("-[", lifted), seg("=six] of [six", ""), seg("-]", lifted)),
			[][5]string{{"BRACKET_LIFTED", "", "[", "", "six] of [six …"}, {"BRACKET_LIFTED", "… six] of [six", "]", "", ""}}},
		"long context": {edited(seg("=Recalling all the earlier resolutions on the issue ", ""), seg("+of water", ""), seg("=, and those that follow from each of them", "")),
			[][5]string{{"SUBSTANCE", "… resolutions on the issue ", "", "of water", ", and those that …"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var got [][5]string
			for _, e := range changelist.Of(tc.c) {
				got = append(got, [5]string{string(e.Class), e.Before, e.Removed, e.Added, e.After})
				if e.Place != "paragraph 17" || e.Was != "was paragraph 16" {
					t.Errorf("place %q, %q", e.Place, e.Was)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPlaces names paragraphs with and without labels.
func TestPlaces(t *testing.T) {
	d := &text.Draft{Paragraphs: []text.Paragraph{
		{Kind: text.Title, Text: "Riverside Compact"}, {Kind: text.Preambular, Text: "Recalling"}, {Kind: text.Preambular, Text: "Noting"},
		{Kind: text.Heading, Text: "Shared waters"}, {Kind: text.Operative, Label: "12.", Text: "Decides"},
		{Kind: text.Item, Depth: 1, Label: "(a)", Text: "to meet"}, {Kind: text.Item, Depth: 2, Label: "(ii)", Text: "early"},
		{Kind: text.Footnote, Depth: 1, Label: "¹²", Text: "See above."}, {Kind: text.Plain, Text: "Done at Lindmark on the first of May"}, {Kind: text.Plain},
		{Kind: text.Operative, Label: "13.", Text: "Invites:"}, {Kind: text.Item, Depth: 1, Label: "-", Text: "all"}, {Kind: text.Item, Depth: 2, Label: "(i)", Text: "States"},
		{Kind: text.Tail, Depth: 1, Label: "x", Text: "and others"}, {Kind: text.Item, Depth: 2, Label: "(ii)", Text: "groups"},
		{Kind: text.Preambular, Depth: 1, Text: "Noting also"}, {Kind: text.Preambular, Text: "Recognizing"},
	}}
	want := []string{"title", "preambular paragraph 1", "preambular paragraph 2", "heading “Shared waters”", "paragraph 12",
		"paragraph 12 (a)", "paragraph 12 (a) (ii)", "footnote 12", "“Done at Lindmark on …”", "empty paragraph",
		"paragraph 13", "“all”", "paragraph 13 (i)", "paragraph 13 x", "paragraph 13 (ii)", "preambular paragraph 1", "preambular paragraph 3"}
	c := &redline.Comparison{Old: d, New: &text.Draft{}}
	for i := range want {
		c.Paragraphs = append(c.Paragraphs, redline.ParagraphChange{Change: redline.Deleted, Old: []int{i}})
	}
	for i, entries := range changelist.ByParagraph(c) {
		if got := entries[0].Place; got != want[i] {
			t.Errorf("Place of paragraph %d = %q, want %q", i, got, want[i])
		}
	}
}

// TestSigns names what differs in words that read the same.
func TestSigns(t *testing.T) {
	for _, tc := range []struct {
		old, new string
		same     bool
		want     []string
	}{
		{" ", "\u00a0", true, []string{"space → no-break space"}},
		{"", " ", true, []string{"space added"}},
		{"non-State", "non\u2011State", true, []string{"hyphen → no-break hyphen"}},
		{"“a” “b”", "\"a\" \"b\"", true, []string{"quotation mark “ → straight quotation mark", "quotation mark ” → straight quotation mark"}},
		{"co\u00adoperate", "cooperate", true, []string{"soft hyphen removed"}},
		{"a\u202fb", "a b", true, []string{"narrow no-break space → space"}},
		{"a", "b", false, nil},
		{"a", "a", false, nil},
	} {
		if got := changelist.SameSigns(tc.old, tc.new); got != tc.same {
			t.Errorf("SameSigns(%q, %q) = %v", tc.old, tc.new, got)
		}
		if got := changelist.Signs(tc.old, tc.new); tc.same && !slices.Equal(got, tc.want) {
			t.Errorf("Signs(%q, %q) = %q, want %q", tc.old, tc.new, got, tc.want)
		}
	}
}

// TestRenumberedRun makes one entry of paragraphs that have other labels only.
func TestRenumberedRun(t *testing.T) {
	c := &redline.Comparison{Old: draft("5.|a", "6.|b", "7.|c"), New: draft("6.|a", "7.|b", "8.|c")}
	for i := range 3 {
		c.Paragraphs = append(c.Paragraphs, redline.ParagraphChange{Change: redline.Renumbered, Old: []int{i}, New: []int{i},
			Segments: []redline.Segment{{Op: redline.Equal, Text: c.Old.Paragraphs[i].Text}}})
	}
	got := changelist.Of(c)
	if len(got) != 1 || got[0].Note != "5–7 renumbered 6–8; their words are unchanged" || got[0].Class != redline.Structure || !slices.Equal(got[0].New, []int{0, 1, 2}) {
		t.Errorf("entries: %+v", got)
	}
}

// TestFormatNotes groups what became of the formatting.
func TestFormatNotes(t *testing.T) {
	d := draft("1.|Recalling the waters of the basin")
	p := redline.ParagraphChange{Change: redline.Unchanged, Old: []int{0}, New: []int{0}, Formatting: []redline.FormatChange{
		{Op: redline.Insert, Mark: text.Mark{Kind: text.Italic, Start: 0, End: 9}},
		{Op: redline.Delete, Mark: text.Mark{Kind: text.NoteAnchor, Start: 20, End: 20, Ref: "³"}},
	}}
	for range 5 {
		p.Formatting = append(p.Formatting, redline.FormatChange{Op: redline.Insert, Mark: text.Mark{Kind: text.Link, Start: 14, End: 20, Ref: "x"}})
	}
	c := &redline.Comparison{Old: d, New: d, Paragraphs: []redline.ParagraphChange{p}}
	want := []string{"italics added on “Recalling”", "footnote 3 removed after “Recalling the waters”", "link added on “waters”, “waters”, “waters” and 2 more"}
	if diff := cmp.Diff(want, changelist.FormatNotes(c, &p)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if got := changelist.State(c, &p); got != "formatting only" {
		t.Errorf("State = %q", got)
	}
}

// TestCSVRunsNothing keeps words from being run as a formula.
func TestCSVRunsNothing(t *testing.T) {
	c := edited(seg("-=1+1", ""), seg("+@SUM", ""), seg("=", ""))
	file, err := changelist.WriteCSV(c, changelist.Of(c), changelist.Draft{Name: "-old"}, changelist.Draft{Name: "new", Time: "2025-11-07T09:30:00Z"}, [][]string{{"Replace.", "Delete."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{",'=1+1,'@SUM,", ",'-old,", ",Replace. Delete.,", ",2025-11-07T09:30:00Z"} {
		if !strings.Contains(string(file), want) {
			t.Errorf("%q is missing in\n%s", want, file)
		}
	}
}

// TestCounted writes a number with its noun.
func TestCounted(t *testing.T) {
	for want, got := range map[string]string{
		"0 paragraphs": changelist.Counted(0, "paragraph"), "1 paragraph": changelist.Counted(1, "paragraph"),
		"2 paragraphs": changelist.Counted(2, "paragraph"), "1 clash": changelist.Counted(1, "clash"), "3 clashes": changelist.Counted(3, "clash"),
	} {
		if got != want {
			t.Errorf("Counted gives %q, want %q", got, want)
		}
	}
}

// TestShortHash keeps twelve digits, and what is no hash whole.
func TestShortHash(t *testing.T) {
	for hash, want := range map[string]string{
		"sha256:33ef1c0d729600": "sha256:33ef1c0d7296", "sha256:33ef1c0d7296": "sha256:33ef1c0d7296", "seal:": "seal:", "": "",
	} {
		if got := changelist.ShortHash(hash); got != want {
			t.Errorf("ShortHash(%q) = %q, want %q", hash, got, want)
		}
	}
}

// BenchmarkByParagraph names the places of long drafts; what a paragraph costs must not
// grow with their number.
func BenchmarkByParagraph(b *testing.B) {
	for _, n := range []int{1_000, 32_000} {
		d := &text.Draft{}
		c := &redline.Comparison{Old: &text.Draft{}, New: d}
		for i := range n {
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Preambular, Text: "Recalling the report,"},
				text.Paragraph{Kind: text.Item, Depth: 1, Label: "(a)", Text: "the waters;"})
			c.Paragraphs = append(c.Paragraphs, redline.ParagraphChange{Change: redline.Inserted, New: []int{2 * i}},
				redline.ParagraphChange{Change: redline.Inserted, New: []int{2*i + 1}})
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				changelist.ByParagraph(c)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/paragraph")
		})
	}
}
