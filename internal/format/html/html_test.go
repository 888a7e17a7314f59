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
		page := html.Write(html.Of(c, html.Names{Old: "<old>", New: "new \"&"}))
		got, err := formattest.FromHTML(page)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(formattest.Law(c), got); diff != "" {
			t.Fatalf("sides of the changes (-want +got):\n%s", diff)
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
	page := html.Write(html.Of(c, html.Names{Old: "rev1", New: "rev2"}))
	for _, bad := range []string{" src=", "url(", "@import", "<link", "<iframe", "javascript:", "//"} {
		if strings.Contains(string(page), bad) {
			t.Errorf("%q stands in the page", bad)
		}
	}
	for _, element := range []string{"style", "script"} {
		_, rest, _ := strings.Cut(string(page), "<"+element+">")
		inner, _, _ := strings.Cut(rest, "</"+element+">")
		sum := sha256.Sum256([]byte(inner))
		if want := element + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(string(page), want) {
			t.Errorf("the policy does not allow the %s that is there", element)
		}
	}
	var wire bytes.Buffer
	z := gzip.NewWriter(&wire)
	if _, err := z.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if wire.Len() > 40_000 {
		t.Errorf("150 paragraphs take %d bytes, at most 40000 are allowed", wire.Len())
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
