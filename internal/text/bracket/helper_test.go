package bracket_test

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// resolve knows a few invented actors.
func resolve(name string) (string, bool) {
	id, ok := map[string]string{
		"Delta Union": "delta", "DU": "delta", "Sarrow Islands": "sarrow", "Coravia": "coravia", "Morvane": "morvane",
		"G9 and Tarsis": "g9", "Tarsis": "tarsis", "Unión del Delta": "delta", "Союз Дельты": "delta", "دلتا": "delta", "三角洲联盟": "delta",
	}[name]
	return id, ok
}

// flow makes a flow of plain paragraphs; a label is parted from its words as the
// readers do.
func flow(paragraphs ...string) bracket.Flow {
	var f bracket.Flow
	for _, s := range paragraphs {
		p := text.Paragraph{Kind: text.Plain, Text: s}
		if l, rest, ok := text.ParseLabel(s); ok {
			p.Label, p.Text = l.Raw, rest
		}
		f.Paragraphs = append(f.Paragraphs, p)
	}
	return f
}

// failer is what a test and a drawn case have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkTree holds a tree to law 2 and to its own rules.
func checkTree(t failer, tree *bracket.Tree) {
	t.Helper()
	for i, got := range tree.Print() {
		if want := tree.Flow.Paragraphs[i].Text; got != want {
			t.Fatalf("paragraph %d prints as %q, want %q", i, got, want)
		}
	}
	paragraph, at := -1, 0
	for _, x := range tree.Pieces {
		if x.Paragraph != paragraph {
			if x.Paragraph < paragraph {
				t.Fatalf("piece %+v stands after paragraph %d", x, paragraph)
			}
			paragraph, at = x.Paragraph, 0
		}
		if x.Start != at || x.End < x.Start {
			t.Fatalf("piece %+v does not begin at %d", x, at)
		}
		at = x.End
		if x.Bracket >= len(tree.Brackets) {
			t.Fatalf("piece %+v stands in no bracket", x)
		}
	}
	unclosed, stray := 0, 0
	for _, d := range tree.Diagnostics {
		switch d.Code {
		case bracket.NotClosed:
			unclosed++
		case bracket.StrayClose:
			stray++
		}
	}
	if len(tree.Brackets)+unclosed != tree.Opens || len(tree.Brackets)+stray != tree.Closes {
		t.Fatalf("%d brackets, %d unclosed, %d stray of %d and %d glyphs", len(tree.Brackets), unclosed, stray, tree.Opens, tree.Closes)
	}
	for i, b := range tree.Brackets {
		if b.Number != i+1 || b.Open.Compare(b.Close) >= 0 || i > 0 && tree.Brackets[i-1].Open.Compare(b.Open) >= 0 {
			t.Fatalf("bracket %d: %+v", i, b)
		}
		depth := 1
		if b.Parent >= 0 {
			out := tree.Brackets[b.Parent]
			depth = out.Depth + 1
			if out.Open.Compare(b.Open) >= 0 || b.Close.Compare(out.Close) >= 0 {
				t.Fatalf("bracket %d does not stand in %d", i, b.Parent)
			}
		}
		open, close := tree.Flow.Paragraphs[b.Open.Paragraph].Text[b.Open.Offset], tree.Flow.Paragraphs[b.Close.Paragraph].Text[b.Close.Offset]
		if b.Depth != depth || open != '[' || close != ']' {
			t.Fatalf("bracket %d: depth %d, from %q to %q", i, b.Depth, open, close)
		}
	}
}

// lines parts a text of a test into paragraphs.
func lines(s string) []string { return strings.Split(s, "\n") }
