package bracket_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	keep, drop, first := bracket.KeepWords, bracket.DropAll, bracket.KeepFirst
	type picks = map[int]bracket.Pick
	for _, c := range []struct {
		name, typed      string
		rule             bracket.Rule
		brackets, blocks picks
		want, refused    string
	}{
		{"keep", "All [DU: great – Coravia] rivers", keep, nil, nil, "All great rivers", ""},
		{"drop", "All [DU: great – Coravia] rivers", drop, nil, nil, "All rivers", ""},
		{"commas", "States, [as appropriate,] act[, always], now", drop, nil, nil, "States, act, now", ""},
		{"one of two", "All [great] [old] x [wide] rivers", keep, picks{1: bracket.PickKeep, 3: bracket.PickDrop}, nil, "All great x rivers", ""},
		{"candidate by letter", "by [DU: 40][50][60] now", keep, picks{1: 1}, nil, "by 50 now", ""},
		{"candidate by number", "by [40]/[50]/[60] now", drop, picks{3: bracket.PickKeep}, nil, "by 60 now", ""},
		{"the last one left", "by [40][50] now", keep, picks{1: bracket.PickDrop}, nil, "by 50 now", ""},
		{"none of them", "by [40] / [50] now", drop, nil, nil, "by now", ""},
		{"two of them after all", "a [great] [old] river", keep, picks{1: bracket.PickKeep, 2: bracket.PickKeep}, nil, "a great old river", ""},
		{"the first", "[shall][should] meet [40 / 50] times", first, nil, nil, "shall meet 40 times", ""},
		{"a stroke", "meet [ 40 / 50 ] times", keep, picks{1: 1}, nil, "meet 50 times", ""},
		{"strokes in a candidate", "[a/b][c] x", keep, picks{1: 1}, nil, "b x", ""},
		{"what goes needs no pick", "x [a [b][c] [d/e]] y", bracket.AskEach, picks{1: bracket.PickDrop}, nil, "x y", ""},
		{"an option not taken needs no pick", "[a [x][y] / b]", bracket.AskEach, picks{1: 1}, nil, "b", ""},
		{"nested", "[[Decides] that [all [great]] act]", keep, picks{4: bracket.PickDrop}, nil, "Decides that all act", ""},
		{"across paragraphs", "1. x\n2. a [b\n3. c\n4. d] e\n5. y", drop, nil, nil, "1. x\n2. a\n4. e\n5. y", ""},
		{"kept across paragraphs", "2. a [b\n3. c] d", keep, nil, nil, "2. a b\n3. c d", ""},
		{"no words", "[No text][ ][EU: x] y [DU: delete]", keep, nil, nil, "EU: x y", ""},
		{"words to come", "by [X] in [Placeholder for a date]", keep, nil, nil, "by X in Placeholder for a date", ""},
		{"options", "Option 1: a [x]\nOption 2: b\nOption 3: No text\n1. c", drop, nil, picks{1: 1}, "b\n1. c", ""},
		{"no option", "Option 1: a\nOption 2: b\n1. c", drop, nil, nil, "1. c", ""},
		{"the option without text", "Option 1: a\nOption 2: No text\n1. c", keep, nil, picks{1: 1}, "1. c", ""},
		{"options in brackets", "[DU: Option 1: a]\n[Option 2: b [c]]", bracket.AskEach, picks{2: bracket.PickDrop, 3: bracket.PickDrop}, picks{1: 1}, "", ""},
		{"an option in a bracket of its own", "[DU: Option 1: a]\n[Option 2: b [c]]", bracket.AskEach, picks{3: bracket.PickKeep}, picks{1: 1}, "b c", ""},
		{"a bracket that crosses options", "Option 1: [a\nOption 2: b] c\n1. d", keep, nil, picks{1: 0}, "a\n1. d", ""},
		{"a bracket that opens in an option that goes", "Option 1: a [b\nOption 2: c [d]\n1. e] f", drop, nil, picks{1: 1}, "1. f", ""},
		{"and is kept", "Option 1: a [b\nOption 2: c [d]\n1. e] f", keep, nil, picks{1: 1}, "c d\n1. e f", ""},
		{"a label in dispute", "[12 ter. New words]\n[13. x]", keep, picks{2: bracket.PickDrop}, nil, "12 ter. New words", ""},
		{"only signs are left", "1. [a];\n2. b;", drop, nil, nil, "2. b;", ""},
		{"without a partner", "a ] b [ c {note [x]} d", keep, nil, nil, "a b c {note [x]} d", ""},
		{"not chosen", "[a] [b/c] x [d]", bracket.AskEach, nil, nil, "", bracket.NotChosen},
		{"options have to be chosen", "[d] [b/c]", keep, nil, nil, "", bracket.NotChosen},
		{"options cannot be kept", "[b/c]", keep, picks{1: bracket.PickKeep}, nil, "", bracket.MustChoose},
		{"no such bracket", "[a]", keep, picks{2: bracket.PickKeep}, nil, "", bracket.NoSuchBracket},
		{"no such block", "[a]", keep, nil, picks{1: 0}, "", bracket.NoSuchBracket},
		{"no such option", "[a/b]", keep, picks{1: 2}, nil, "", bracket.NoSuchOption},
		{"no such candidate", "[a][b]", keep, picks{1: 2}, nil, "", bracket.NoSuchOption},
		{"it has no options", "x [a] y", keep, picks{1: 0}, nil, "", bracket.NoSuchOption},
		{"no such rule", "[a]", "base", nil, nil, "", bracket.NoSuchOption},
	} {
		got, err := typedTree(c.typed).Clean(bracket.Choice{Brackets: c.brackets, Blocks: c.blocks, Rule: c.rule})
		var refused *bracket.Refusal
		if errors.As(err, &refused) {
			if refused.Reason != c.refused {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil || c.refused != "" {
			t.Errorf("%s: %v", c.name, err)
		} else if text := shown(&got.Rendering); text != c.want {
			t.Errorf("%s: got %q, want %q", c.name, text, c.want)
		}
	}
}

// TestCleanTells tells what a reader has to know of a clean text.
func TestCleanTells(t *testing.T) {
	got, err := typedTree("a [X] ] b [Placeholder for dates] [50]\n[12 ter. New]").Clean(bracket.Choice{Rule: bracket.KeepFirst})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{0, 1}, got.Open); diff != "" {
		t.Errorf("open (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bracket.Place{{0, 6}}, got.Loose); diff != "" {
		t.Errorf("loose (-want +got):\n%s", diff)
	}
	if p := got.Paragraphs[1]; p.Label != "12 ter." || p.Text != "New" {
		t.Errorf("got %+v", p)
	}
}

// TestCleanMarks moves formatting with its words, also many marks and many brackets.
func TestCleanMarks(t *testing.T) {
	f := flow("so[a [b c], d] e")
	f.Paragraphs[0].Marks = []text.Mark{
		{Kind: text.Bold, Start: 0, End: 4}, {Kind: text.Italic, Start: 5, End: 9}, {Kind: text.Underline, Start: 12, End: 16}, {Kind: text.NoteAnchor, Start: 14, End: 14, Ref: "¹"},
	}
	got, err := bracket.Parse(f, bracket.Options{}).Clean(bracket.Choice{Rule: bracket.KeepWords, Brackets: map[int]bracket.Pick{2: bracket.PickDrop}})
	if err != nil {
		t.Fatal(err)
	}
	want := text.Paragraph{Kind: text.Plain, Text: "soa, d e", Marks: []text.Mark{
		{Kind: text.Bold, Start: 0, End: 3}, {Kind: text.Underline, Start: 5, End: 8}, {Kind: text.NoteAnchor, Start: 6, End: 6, Ref: "¹"},
	}}
	if diff := cmp.Diff(want, got.Paragraphs[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	const n = 100_000
	f = flow(strings.Repeat("x [a] y ", n))
	for i := range n {
		f.Paragraphs[0].Marks = append(f.Paragraphs[0].Marks, text.Mark{Kind: text.Bold, Start: 8 * i, End: 8*i + 4})
	}
	got, err = bracket.Parse(f, bracket.Options{}).Clean(bracket.Choice{Rule: bracket.KeepWords})
	if err != nil || got.Paragraphs[0].Text != strings.Repeat("x a y ", n) || got.Paragraphs[0].Marks[n-1] != (text.Mark{Kind: text.Bold, Start: 6*n - 6, End: 6*n - 3}) {
		t.Errorf("many marks: %v", err)
	}
}

// TestCleanNotes leaves out the footnotes of words that go.
func TestCleanNotes(t *testing.T) {
	f := flow("a [b] c", "x", "y")
	f.Paragraphs[0].Marks = []text.Mark{{Kind: text.NoteAnchor, Start: 4, End: 4, Ref: "¹"}, {Kind: text.NoteAnchor, Start: 7, End: 7, Ref: "²"}}
	for i, label := range []string{"¹", "²"} {
		f.Paragraphs[i+1].Kind, f.Paragraphs[i+1].Label = text.Footnote, label
	}
	got, err := bracket.Parse(f, bracket.Options{}).Clean(bracket.Choice{Rule: bracket.DropAll})
	if err != nil || shown(&got.Rendering) != "a c\n² y" {
		t.Errorf("got %q, %v", shown(&got.Rendering), err)
	}
	source := bracket.ReadSource("a [b[^1]] c[^2]\n\n[^1]: x\n\n[^2]: y\n", true)
	got, err = source.Parse(nil).Clean(bracket.Choice{Rule: bracket.DropAll})
	if err != nil || shown(&got.Rendering) != "a c[^2]\n[^2]: y" {
		t.Errorf("got %q, %v", shown(&got.Rendering), err)
	}
}

// TestCleanKeepsTheRest is the law of the clean form: no bracket is left but in
// drafters' notes, all text outside of brackets and options is kept but for spaces
// and commas, and nothing comes.
func TestCleanKeepsTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawn(t)
		for i := range f.Paragraphs {
			f.Paragraphs[i].Text = strings.NewReplacer("{", "(", "}", ")").Replace(f.Paragraphs[i].Text)
		}
		tree := bracket.Parse(f, bracket.Options{})
		for _, rule := range []bracket.Rule{bracket.DropAll, bracket.KeepFirst} {
			got, err := tree.Clean(bracket.Choice{Rule: rule})
			if err != nil {
				t.Fatalf("%s: %v", rule, err)
			}
			left := ""
			for i, p := range got.Paragraphs {
				if f.Paragraphs[got.From[i]].Label == "" {
					left += bare(p.Label)
				}
				left += bare(p.Text)
			}
			if strings.ContainsAny(left, "[]") {
				t.Fatalf("%s: brackets are left in %q", rule, left)
			}
			checkSubsequence(t, left, texts(tree.Flow), "came")
			if rule == bracket.DropAll {
				checkSubsequence(t, outsideAll(tree), left, "was lost")
			}
		}
	})
}

// outsideAll gives the words outside of brackets and options, in the paragraphs that
// say something there.
func outsideAll(tree *bracket.Tree) string {
	out := make([]string, len(tree.Flow.Paragraphs))
	for _, x := range tree.Pieces {
		in := x.Bracket >= 0 || x.Kind == bracket.Unclosed || x.Kind == bracket.Stray
		for _, b := range tree.Blocks {
			for _, o := range b.Options {
				in = in || o.Span.Start.Compare(x.Place()) <= 0 && x.Place().Compare(o.Span.End) < 0
			}
		}
		if !in {
			out[x.Paragraph] += tree.Flow.Paragraphs[x.Paragraph].Text[x.Start:x.End]
		}
	}
	whole := ""
	for _, s := range out {
		if strings.Trim(bare(s), ".;:/()¹–") != "" {
			whole += bare(s)
		}
	}
	return whole
}

// checkSubsequence checks that the characters of a stand in b in their order.
func checkSubsequence(t failer, a, b, what string) {
	t.Helper()
	rest := bare(b)
	for _, r := range bare(a) {
		at := strings.IndexRune(rest, r)
		if at < 0 {
			t.Fatalf("%q %s: %q of %q", r, what, a, b)
		}
		rest = rest[at+len(string(r)):]
	}
}

// TestCleanAsActs makes the same of one bracket as its acts do.
func TestCleanAsActs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []string{" ", ", ", "water", "and", ".", "\n1. x ", "مياه", "，", "\u00A0"}
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "before"), "") +
			"[" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(parts, "/", " / ")), 0, 6).Draw(t, "inside"), "") +
			"]" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "after"), "")
		tree := bracket.Parse(flow(lines(s)...), bracket.Options{})
		acts := map[bracket.Pick]func() (*bracket.Change, error){
			bracket.PickKeep: func() (*bracket.Change, error) { return tree.Keep(0) }, bracket.PickDrop: func() (*bracket.Change, error) { return tree.Drop(0) },
			0: func() (*bracket.Change, error) { return tree.Choose(0, 0) }, 1: func() (*bracket.Change, error) { return tree.Choose(0, 1) },
		}
		for pick, act := range acts {
			want, err := act()
			if err != nil {
				continue
			}
			got, err := tree.Clean(bracket.Choice{Brackets: map[int]bracket.Pick{1: pick}})
			if err != nil {
				t.Fatalf("%q, %d: %v", s, pick, err)
			}
			for i, p := range got.Paragraphs {
				if w := want.Flow.Paragraphs[got.From[i]]; w.Text != p.Text && p.Label == w.Label {
					t.Fatalf("%q, %d: got %q, want %q", s, pick, p.Text, w.Text)
				}
			}
		}
	})
}
