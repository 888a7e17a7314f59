package format_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
)

// failer is a test, by hand or drawn.
type failer interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
}

// TestRenderingsAgree reads drawn comparisons back from every rendering.
func TestRenderingsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { agree(t, formattest.Comparison(t)) })
}

// agree holds every rendering of a comparison to law 1, and all of them to the
// same changes as the JSON.
func agree(t failer, c *redline.Comparison) {
	t.Helper()
	data, err := redlinejson.Encode(redlinejson.Of(c, redlinejson.Names{}, redlinejson.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := redlinejson.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	back, err := doc.Comparison()
	if err != nil {
		t.Fatal(err)
	}
	want := formattest.Law(c)
	same(t, "JSON", want, formattest.Law(back))
	redlines(t, c, want)
	entries := changelist.Of(back)
	applied, err := formattest.Apply(c, entries)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range c.Paragraphs {
		if p.Change == redline.Inserted {
			applied[i][0] = "-"
		}
	}
	same(t, "the list applied", want, applied)
	lists(t, c, entries)
}

// redlines reads both sides of the whole redlines.
func redlines(t failer, c *redline.Comparison, want [][2]string) {
	t.Helper()
	for name, layout := range map[string]html.Layout{"HTML": html.Inline, "HTML in columns": html.Columns} {
		page := html.Of(c, html.Names{Old: "old", New: "new"})
		page.Layout = layout
		got, err := formattest.FromHTML(html.Write(page))
		if err != nil {
			t.Fatal(err)
		}
		same(t, name, want, got)
	}
	got, err := formattest.FromMarkdown(markdown.WriteRedline(c, markdown.Names{Old: "old", New: "new"}, markdown.RedlineOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Markdown", want, got)
	got, err = formattest.FromTerminal(c, string(terminal.Write(c, terminal.Options{All: true})))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "terminal", want, got)
}

// lists reads the list back from each of its renderings.
func lists(t failer, c *redline.Comparison, entries []changelist.Entry) {
	t.Helper()
	want := formattest.Items(entries)
	page := html.Of(c, html.Names{Old: "old", New: "new"})
	page.Layout = html.List
	got, err := formattest.ListFromHTML(html.Write(page))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "list as HTML", want, got)
	got, err = formattest.ListFromMarkdown(markdown.WriteList(c, markdown.Names{Old: "old", New: "new"}, markdown.RedlineOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "list as Markdown", want, got)
	same(t, "list on a terminal", want, formattest.ListFromTerminal(string(terminal.WriteList(c, terminal.Options{}))))
	file, err := changelist.WriteCSV(c, entries, changelist.Draft{Name: "old"}, changelist.Draft{Name: "new"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err = formattest.ListFromCSV(c, file); err != nil {
		t.Fatal(err)
	}
	same(t, "list as CSV", want, got)
}

func same[T any](t failer, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
