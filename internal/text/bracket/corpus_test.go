package bracket_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/text/bracket"
)

// paris gives a real text that stands beside the repository, or skips.
func paris(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "corpus", "paris", name+"-dec-2015.md"))
	if err != nil {
		t.Skip("the real texts (../shared/corpus) are not here")
	}
	return string(data)
}

// TestParis reads real texts and compares with a counter of its own: glyphs, depth,
// and which of them have no partner.
func TestParis(t *testing.T) {
	note := regexp.MustCompile(`\[\^\d+\]`)
	address := regexp.MustCompile(`(?m)^\[\w+\]: \S+$`)
	link := regexp.MustCompile(`\[([^\]\[]*)\](?:\[(?:source|12dec|10nov|4dec|decision)\]|\([^)\s]*/[^)\s]*\))`)
	for name, want := range map[string]struct{ open, close, depth, unclosed, stray int }{
		"4":  {1015, 1018, 10, 1, 4},
		"9":  {217, 218, 4, 1, 2},
		"12": {0, 0, 0, 0, 0},
	} {
		data := paris(t, name)
		source := bracket.ReadSource(data, true)
		tree := source.Parse(func(string) (string, bool) { return "", false })
		checkTree(t, tree)
		if source.Print(tree) != data {
			t.Errorf("%s: not printed back", name)
		}
		words := link.ReplaceAllString(address.ReplaceAllString(note.ReplaceAllString(data, ""), ""), "$1")
		if open, close := strings.Count(words, "["), strings.Count(words, "]"); tree.Opens != open || tree.Closes != close {
			t.Errorf("%s: %d and %d glyphs, counted %d and %d", name, tree.Opens, tree.Closes, open, close)
		}
		got := want
		got.open, got.close, got.depth, got.unclosed, got.stray = tree.Opens, tree.Closes, tree.Count("en").MaxDepth(), 0, 0
		for _, d := range tree.Diagnostics {
			switch d.Code {
			case bracket.NotClosed:
				got.unclosed++
			case bracket.StrayClose:
				got.stray++
			}
		}
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

// TestParisUnbalanced names the places of the glyphs without a partner: each is where it
// says, and without them the text is balanced.
func TestParisUnbalanced(t *testing.T) {
	for _, name := range []string{"4", "9"} {
		data := paris(t, name)
		source := bracket.ReadSource(data, true)
		tree := source.Parse(nil)
		f := bracket.Flow{}
		f.Paragraphs = append(f.Paragraphs, tree.Flow.Paragraphs...)
		for i := len(tree.Pieces) - 1; i >= 0; i-- {
			x := tree.Pieces[i]
			p := &f.Paragraphs[x.Paragraph]
			if x.Kind == bracket.Unclosed || x.Kind == bracket.Stray || x.Kind == bracket.Markup {
				p.Text = p.Text[:x.Start] + p.Text[x.End:]
			}
		}
		for _, d := range tree.Diagnostics {
			if at := data[source.Offset(d.Place)]; d.Code == bracket.NotClosed && at != '[' || d.Code == bracket.StrayClose && at != ']' {
				t.Errorf("%s: %s at %q", name, d.Code, at)
			}
		}
		mended := bracket.Parse(f, bracket.Options{})
		if mended.Opens != mended.Closes || len(mended.Brackets) != mended.Opens || len(mended.Brackets) < len(tree.Brackets) {
			t.Errorf("%s: %d and %d glyphs without those, %d brackets, before %d", name, mended.Opens, mended.Closes, len(mended.Brackets), len(tree.Brackets))
		}
	}
}

// TestParisForms writes the forms of real texts.
func TestParisForms(t *testing.T) {
	for _, name := range []string{"4", "9", "12"} {
		data := paris(t, name)
		source := bracket.ReadSource(data, true)
		tree := source.Parse(nil)
		if source.PrintForm(tree.Attributed()) != data {
			t.Errorf("%s: the attributed form is not the file", name)
		}
		r, brackets, err := tree.Unattributed()
		if err != nil || len(brackets) != len(tree.Brackets) || letters(shown(r)) != letters(shown(tree.Attributed())) {
			t.Errorf("%s: without names: %d brackets of %d, %v", name, len(brackets), len(tree.Brackets), err)
		}
		for _, rule := range []bracket.Rule{bracket.KeepFirst, bracket.DropAll} {
			clean, err := tree.Clean(bracket.Choice{Rule: rule})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			again := bracket.ReadSource(source.PrintForm(&clean.Rendering), true).Parse(nil)
			if again.Opens+again.Closes > 0 || len(clean.Loose) != tree.Opens+tree.Closes-2*len(tree.Brackets) {
				t.Errorf("%s, %s: %d glyphs left, %d loose", name, rule, again.Opens+again.Closes, len(clean.Loose))
			}
		}
		options := 0
		for _, q := range tree.Table(6) {
			options += len(q.Answers)
		}
		if want := tree.Count("en").Options(); options < want {
			t.Errorf("%s: %d answers to %d options", name, options, want)
		}
	}
}

// TestParisActs keeps and drops brackets of a real text, one in twenty.
func TestParisActs(t *testing.T) {
	source := bracket.ReadSource(paris(t, "9"), false)
	tree := bracket.Parse(source.Flow, bracket.Options{})
	for i := 0; i < len(tree.Brackets); i += 20 {
		checkLift(t, tree, i)
	}
}

// TestSource reads the parts of a file, whatever its bytes.
func TestSource(t *testing.T) {
	data := "\uFEFF# Water\n\n1. States [shall\nmeet],\n2. [3 bis. Groups] talk[^1].\n   **Option 1:** [a](b/c) [d][e]\n\n\f(a) wrapped [x\nand 5. x]\r\n[e]: http://f\n\n[^1]: See [y]. \xff {:toc}\n"
	source := bracket.ReadSource(data, true)
	tree := source.Parse(nil)
	checkTree(t, tree)
	if got := source.Print(tree); got != data {
		t.Errorf("prints as %q", got)
	}
	type part struct{ Label, Text string }
	var got []part
	for _, p := range source.Flow.Paragraphs {
		got = append(got, part{p.Label, p.Text})
	}
	want := []part{
		{"", "Water"}, {"1.", "States [shall\nmeet],"}, {"2.", "[3 bis. Groups] talk[^1]."}, {"", "**Option 1:** [a](b/c) [d][e]"},
		{"(a)", "wrapped [x\nand 5. x]"}, {"", "[e]: http://f"}, {"[^1]:", "See [y]. \xff {:toc}"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"1 text [shall\nmeet]", "2 text [3 bis. Groups] label", "3 text [x\nand 5. x]", "4 text [y]"}, describe(tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCount(t *testing.T) {
	tree := bracket.Parse(flow("All [DU: great [and old]] rivers", "Option 1: [shall][should/may] act {moved here}", "x"), bracket.Options{Resolve: resolve})
	got := tree.Count("en")
	want := bracket.Counts{
		Count: bracket.Count{Brackets: 4, Words: 12, Inside: 6, Open: 2}, ByDepth: []int{3, 1},
		Slots: 1, Blocks: 1, Candidates: 2, Strokes: 2, BlockOptions: 1, Notes: 1,
		ByKind: map[bracket.Kind]int{bracket.Wording: 3, bracket.Alternatives: 1}, ByActor: map[string]int{"delta": 1},
		Paragraphs: []bracket.Count{{Brackets: 2, Words: 5, Inside: 3, Open: 1}, {Brackets: 2, Words: 6, Inside: 3, Open: 1}, {Words: 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Options() != 5 || got.MaxDepth() != 2 || got.Share() != 0.5 || (bracket.Count{}).Share() != 0 {
		t.Errorf("options %d, depth %d, share %g", got.Options(), got.MaxDepth(), got.Share())
	}
}
