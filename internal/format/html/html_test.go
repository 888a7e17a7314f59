package html_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// TestLaw1 holds the page to law 1: without insertions it is the old draft,
// without deletions the new one, change by change.
func TestLaw1(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := formattest.Comparison(t)
		for _, layout := range []html.Layout{html.Inline, html.Columns} {
			page := html.Of(c, html.Names{Old: "<old>", New: "new \"&"})
			page.Layout = layout
			got, err := formattest.FromHTML(html.Write(page))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(formattest.Law(c), got); diff != "" {
				t.Fatalf("layout %d, sides of the changes (-want +got):\n%s", layout, diff)
			}
		}
	})
}

func one(old, new text.Paragraph, change redline.Change, segs ...redline.Segment) string {
	c := &redline.Comparison{
		Old: &text.Draft{Paragraphs: []text.Paragraph{old}}, New: &text.Draft{Paragraphs: []text.Paragraph{new}},
		Paragraphs: []redline.ParagraphChange{{Change: change, Old: []int{0}, New: []int{0}, Segments: segs}},
	}
	page := string(html.Write(html.Of(c, html.Names{Old: "a.txt", New: "b.txt"})))
	_, article, _ := strings.Cut(page, "<article")
	article, _, _ = strings.Cut(article, "</article>")
	return article
}

// TestParts shows pieces of the page that readers rely on.
func TestParts(t *testing.T) {
	p := func(label, words string, marks ...text.Mark) text.Paragraph {
		return text.Paragraph{Kind: text.Operative, Label: label, Text: words, Marks: marks}
	}
	tests := []struct {
		name    string
		article string
		want    []string
		not     []string
	}{
		{"words for screen readers", one(p("17.", "We encourage"), p("17.", "We open"), redline.Edited,
			redline.Segment{Op: redline.Equal, Text: "We "}, redline.Segment{Op: redline.Delete, Text: "encourage"},
			redline.Segment{Op: redline.Insert, Text: "open"}),
			[]string{`<del><span class="sr">delete: </span>encourage<span class="sr"> end delete </span></del><ins>`, ">Edited<"}, nil},
		{"no line at the edge", one(p("", "principles [and provisions]"), p("", "principles in full"), redline.Edited,
			redline.Segment{Op: redline.Equal, Text: "principles"}, redline.Segment{Op: redline.Delete, Text: " [and provisions]"}, redline.Segment{Op: redline.Insert, Text: " in full"}),
			[]string{`<del class="edge"><span class="sr">delete: </span> <span class="ln"><span class="k">[</span>and`, `<ins class="edge"><span class="sr">insert: </span> <span class="ln">in full</span>`}, nil},
		{"a comma that goes", one(p("", "the Forum, of Sarrow"), p("", "the Forum of Sarrow"), redline.Edited,
			redline.Segment{Op: redline.Equal, Text: "the Forum"}, redline.Segment{Op: redline.Delete, Text: ","}, redline.Segment{Op: redline.Equal, Text: " of Sarrow"}),
			[]string{`<del class="dot"><span class="sr">delete: </span>,<span`}, nil},
		{"a comma that goes and a space", one(p("", "Sarrow, Coravia"), p("", "SarrowCoravia"), redline.Edited,
			redline.Segment{Op: redline.Equal, Text: "Sarrow"}, redline.Segment{Op: redline.Delete, Text: ", "}, redline.Segment{Op: redline.Equal, Text: "Coravia"}),
			[]string{`<del class="edge dot"><span class="sr">delete: </span><span class="ln">,</span> <span`}, nil},
		{"a bracket that goes", one(p("", "[all"), p("", "all"), redline.Edited, redline.Segment{Op: redline.Delete, Text: "["}, redline.Segment{Op: redline.Equal, Text: "all"}),
			[]string{`<del><span class="sr">delete: </span><span class="k">[</span><span`}, nil},
		{"renumbered", one(p("12.", "a"), p("13.", "a"), redline.Renumbered, redline.Segment{Op: redline.Equal, Text: "a"}),
			[]string{">Renumbered<", "12 → 13"}, nil},
		{"moved", one(p("14.", "a"), p("2.", "a"), redline.Moved, redline.Segment{Op: redline.Equal, Text: "a"}),
			[]string{">Moved from 14<"}, nil},
		{"hostile words", one(p("", "x"), p("", `<script>"&`), redline.Edited, redline.Segment{Op: redline.Delete, Text: "x"},
			redline.Segment{Op: redline.Insert, Text: `<script>"&`}), []string{`&lt;script&gt;"&amp;`}, []string{"<script>"}},
		{"hostile link", one(p("", "x"), p("", "x", text.Mark{Kind: text.Link, Start: 0, End: 1, Ref: "javascript:alert(1)"}),
			redline.Unchanged), []string{">x<"}, []string{"javascript:"}},
		{"overlapping marks", one(p("", "abc"), p("", "abc", text.Mark{Kind: text.Italic, Start: 0, End: 2},
			text.Mark{Kind: text.Bold, Start: 1, End: 3}), redline.Unchanged), []string{"<i>a</i><i><b>b</b></i><b>c</b>"}, nil},
		{"direction control", one(p("", "x"), p("", "a\u202Eb\u202Cc"), redline.Unchanged),
			[]string{"a<span class=\"cc\" title=\"U+202E\">\u202E</span>b"}, nil},
		{"bracket", one(p("", "x"), p("", "[six]"), redline.Unchanged), []string{`<span class="k">[</span>six<span class="k">]</span>`}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, want := range tt.want {
				if !strings.Contains(tt.article, want) {
					t.Errorf("%q is missing in\n%s", want, tt.article)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(tt.article, not) {
					t.Errorf("%q stands in\n%s", not, tt.article)
				}
			}
		})
	}
}

// TestPageIsSelfContained holds the page to its promises: nothing is loaded, no
// script runs but its own, and 150 paragraphs take at most 40 kB on the wire.
func TestPageIsSelfContained(t *testing.T) {
	c := &redline.Comparison{Old: &text.Draft{Language: "en"}, New: &text.Draft{Title: "Riverside Compact", Language: "en"}}
	for i := range 150 {
		n := strconv.Itoa(i + 1)
		same := "We resolve to publish the readings of gauge " + n + " on shared waters within "
		old, new := same+"six hours of their being taken, station by station.", same+"nine hours of their being taken, free of charge."
		c.Old.Paragraphs = append(c.Old.Paragraphs, text.Paragraph{Kind: text.Operative, Label: n + ".", Text: old})
		c.New.Paragraphs = append(c.New.Paragraphs, text.Paragraph{Kind: text.Operative, Label: n + ".", Text: new})
	}
	c = redline.Compare(c.Old, c.New, redline.Options{})
	for name, layout := range map[string]html.Layout{"inline": html.Inline, "columns": html.Columns, "list": html.List} {
		t.Run(name, func(t *testing.T) { selfContained(t, drawn(c, layout, nil)) })
	}
}

func selfContained(t *testing.T, page string) {
	for _, bad := range []string{" src=", "url(", "@import", "<link", "<iframe", "javascript:", "//"} {
		if strings.Contains(page, bad) {
			t.Errorf("%q stands in the page", bad)
		}
	}
	for _, element := range []string{"style", "script"} {
		_, rest, _ := strings.Cut(page, "<"+element+">")
		inner, _, _ := strings.Cut(rest, "</"+element+">")
		sum := sha256.Sum256([]byte(inner))
		if want := element + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(page, want) {
			t.Errorf("the policy does not allow the %s that is there", element)
		}
	}
	var wire bytes.Buffer
	z := gzip.NewWriter(&wire)
	if _, err := z.Write([]byte(page)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if wire.Len() > 40_000 {
		t.Errorf("150 paragraphs take %d bytes, at most 40000 are allowed", wire.Len())
	}
}

// drawn gives the page of a comparison in a layout.
func drawn(c *redline.Comparison, layout html.Layout, set func(*html.Page)) string {
	page := html.Of(c, html.Names{Old: "rev1", New: "rev2", OldHash: "seal:0123456789abcdef", OldTime: "2025-11-07 09:30 UTC"})
	page.Layout = layout
	if set != nil {
		set(page)
	}
	return string(html.Write(page))
}

// TestChangesThatAreHardToSee shows signs, formatting and classes on the page.
func TestChangesThatAreHardToSee(t *testing.T) {
	old := &text.Draft{Language: "en", Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "1.", Text: "We should meet on 6 May."},
		{Kind: text.Operative, Label: "2.", Text: "Noting non-State users"}, {Kind: text.Operative, Label: "3.", Text: "Affirms"},
		{Kind: text.Operative, Label: "4.", Text: "Ends"}}}
	new := &text.Draft{Language: "en", Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "1.", Text: "We shall meet on 9 May."},
		{Kind: text.Operative, Label: "2.", Text: "Noting non-State\u00a0users"}, {Kind: text.Operative, Label: "3.", Text: "Affirms",
			Marks: []text.Mark{{Kind: text.Italic, Start: 0, End: 7}}}, {Kind: text.Operative, Label: "4.", Text: "Ends"}}}
	equal := func(s string) redline.Segment { return redline.Segment{Op: redline.Equal, Text: s} }
	gone := func(s string, k redline.Class) redline.Segment {
		return redline.Segment{Op: redline.Delete, Text: s, Class: k}
	}
	come := func(s string, k redline.Class) redline.Segment {
		return redline.Segment{Op: redline.Insert, Text: s, Class: k}
	}
	c := &redline.Comparison{Old: old, New: new, Paragraphs: []redline.ParagraphChange{
		{Change: redline.Edited, Old: []int{0}, New: []int{0}, Segments: []redline.Segment{equal("We "), gone("should", redline.VerbStronger),
			come("shall", redline.VerbStronger), equal(" meet on "), gone("6", redline.Number), come("9", redline.Number), equal(" May.")}},
		{Change: redline.Edited, Old: []int{1}, New: []int{1}, Segments: []redline.Segment{equal("Noting non-State"), gone(" ", redline.Editorial), come("\u00a0", redline.Editorial), equal("users")}},
		{Change: redline.Unchanged, Old: []int{2}, New: []int{2}, Formatting: []redline.FormatChange{{Op: redline.Insert, Index: 2, Mark: text.Mark{Kind: text.Italic, Start: 0, End: 7}}}},
		{Change: redline.Unchanged, Old: []int{3}, New: []int{3}},
	}}
	spoken := func(p *html.Page) {
		p.Blocks[0].Spoken = []string{"In paragraph 1, replace “should” with “shall”."}
	}
	for _, tc := range []struct {
		name   string
		page   string
		want   []string
		absent string
	}{
		{"inline", drawn(c, html.Inline, spoken), []string{
			`<article class="para operative k-verb-stronger k-number"`, `<del title="stronger verb">`, `<p>Stronger verb: <bdi>should</bdi> → <bdi>shall</bdi></p>`,
			`<span class="sg sp" title="space"> </span>`, `<span class="sg nb" title="no-break space">` + "\u00a0</span>", `<p>Space → no-break space</p>`,
			`<span class="fm come" title="italics added"><span class="sr">italics added: </span>Affirms</span>`, `<article class="para operative k-formatting"`,
			`<input type="checkbox" id="k-number"><span>number, date or symbol <b class="num">1</b>`, `:root:has(#k-number:checked) main .k-number`,
			`<details class="floor"><summary>From the floor</summary><p lang="en" dir="ltr">In paragraph 1`, `2025-11-07 09:30 UTC`, `seal:0123456789abcdef`,
			`Underlined twice: added.`}, ` checked><span>number`},
		{"columns", drawn(c, html.Columns, spoken), []string{`<div class="side" data-side="old">`, `<a class="pn" href="#p1">1.</a>`, `<span class="pn">1.</span>`,
			`<summary>From the floor</summary>`, `>Base: <b><bdi>rev1</bdi>`}, `id="view-clean"`},
		{"list", drawn(c, html.List, func(p *html.Page) {
			spoken(p)
			p.Only, p.OnlyStats = []redline.Class{redline.Number}, redline.Stats{WordsInserted: 2, WordsDeleted: 3}
		}), []string{
			`data-class="VERB_STRONGER" data-old="0" data-new="0"`, `<b><bdi>paragraph 1</bdi></b>`, `>Italics added on “Affirms”</p>`,
			`id="k-number" checked`, `4 changes in 3 paragraphs · 0 words added, 0 removed · of these 1 paragraph with number, date or symbol: 2 words added, 3 removed`, `From the floor</p><p>In paragraph 1`}, `>Ends<`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, want := range tc.want {
				if !strings.Contains(tc.page, want) {
					t.Errorf("%q is missing", want)
				}
			}
			if strings.Contains(tc.page, tc.absent) {
				t.Errorf("%q stands in the page", tc.absent)
			}
		})
	}
}

// TestEveryClassHasItsFilter keeps the style sheet in line with the classes.
func TestEveryClassHasItsFilter(t *testing.T) {
	page := drawn(&redline.Comparison{Old: &text.Draft{}, New: &text.Draft{}}, html.Inline, nil)
	for _, c := range redline.AllClasses() {
		key := "k-" + strings.ToLower(strings.ReplaceAll(string(c), "_", "-"))
		if !strings.Contains(page, ":root:has(#"+key+":checked) main ."+key) {
			t.Errorf("the style has no rule for %s", key)
		}
	}
}

// TestLanguage shows the direction of the text and of the program's own words.
func TestLanguage(t *testing.T) {
	c := redline.Compare(&text.Draft{Language: "ar"}, &text.Draft{Language: "ar", Paragraphs: []text.Paragraph{{Label: "1 -", Text: "نقرر"}}}, redline.Options{})
	page := string(html.Write(html.Of(c, html.Names{})))
	for _, want := range []string{`<html lang="ar" dir="rtl">`, `<a class="skip" href="#text" lang="en" dir="ltr">`,
		`<nav class="outline" aria-label="Sections and legend" lang="en">`, `<div class="key" lang="en" dir="ltr">`, `<main id="text" lang="ar" dir="rtl">`, `<span class="st inserted" lang="en" dir="ltr">New</span>`, ">1 -</a>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	page = string(html.Write(html.Of(redline.Compare(&text.Draft{}, &text.Draft{}, redline.Options{}), html.Names{})))
	for _, want := range []string{`<html lang="en" dir="ltr">`, `<main id="text" lang="">`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing where no language is known", want)
		}
	}
}

// TestLinksAreNoInsertions holds links to plain ink: colour and an unbroken line
// below tell what was added.
func TestLinksAreNoInsertions(t *testing.T) {
	page := string(html.Write(html.Of(redline.Compare(&text.Draft{}, &text.Draft{}, redline.Options{}), html.Names{})))
	for _, want := range []string{".txt a{color:inherit;text-decoration:underline dotted", "ins a,del a{text-decoration:none}"} {
		if !strings.Contains(page, want) {
			t.Errorf("the style lacks %q", want)
		}
	}
}

// TestStyle holds the style sheet to what no other test sees: runs of figures and of
// Latin letters keep their order in a text from right to left, and the words to
// read from the floor are printed.
func TestStyle(t *testing.T) {
	page := drawn(&redline.Comparison{Old: &text.Draft{}, New: &text.Draft{}}, html.Inline, nil)
	for _, want := range []string{"ins,del{unicode-bidi:isolate", ".fn{unicode-bidi:isolate", ".floor::details-content{content-visibility:visible"} {
		if !strings.Contains(page, want) {
			t.Errorf("the style lacks %q", want)
		}
	}
	if _, print, _ := strings.Cut(page, "@media print{"); strings.Contains(print, ".floor{display:none") {
		t.Error("print hides the words to read from the floor")
	}
}

// TestListKeepsBracketedWords shows a bracket that came without marking its words.
func TestListKeepsBracketedWords(t *testing.T) {
	c := &redline.Comparison{
		Old: &text.Draft{Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "1.", Text: "We shall meet"}}},
		New: &text.Draft{Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "1.", Text: "We [shall] meet"}}},
		Paragraphs: []redline.ParagraphChange{{Change: redline.Edited, Old: []int{0}, New: []int{0}, Segments: []redline.Segment{
			{Op: redline.Equal, Text: "We "}, {Op: redline.Insert, Text: "[", Class: redline.BracketOpened}, {Op: redline.Equal, Text: "shall"},
			{Op: redline.Insert, Text: "]", Class: redline.BracketOpened}, {Op: redline.Equal, Text: " meet"}}}},
	}
	page := drawn(c, html.List, nil)
	if !strings.Contains(page, ` end insert </span></ins>shall<ins>`) || strings.Contains(page, "</del>shall") {
		t.Errorf("the words in the bracket are marked in\n%s", page[strings.Index(page, "<main"):])
	}
}
