package bracket_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
	"pgregory.net/rapid"
)

// typedTree reads a text of paragraphs with names.
func typedTree(s string) *bracket.Tree {
	return bracket.Parse(flow(lines(s)...), bracket.Options{Resolve: resolve})
}

// shown gives a rendering as lines, each with its label.
func shown(r *bracket.Rendering) string {
	var out []string
	for _, p := range r.Paragraphs {
		out = append(out, strings.TrimSpace(p.Label+" "+p.Text))
	}
	return strings.Join(out, "\n")
}

// besideWords gives the flow of a typed one with its names beside the words.
func besideWords(typed bracket.Flow) bracket.Flow {
	out := bracket.Flow{Held: make([][]text.Attribution, len(typed.Paragraphs))}
	words := make([]string, len(typed.Paragraphs))
	tree := bracket.Parse(typed, bracket.Options{Resolve: resolve})
	stances := make(map[bracket.Place]string)
	for _, b := range tree.Brackets {
		for _, h := range b.Holders {
			stances[h.Place] = h.Stance
		}
	}
	for _, x := range tree.Pieces {
		n, s := x.Paragraph, typed.Paragraphs[x.Paragraph].Text[x.Start:x.End]
		if x.Kind == bracket.Names {
			out.Held[n] = append(out.Held[n], text.Attribution{Offset: len(words[n]), Source: s, Actors: []string{"x"}, Stance: stances[x.Place()]})
		} else {
			words[n] += s
		}
	}
	for n, p := range typed.Paragraphs {
		p.Text = words[n]
		out.Paragraphs = append(out.Paragraphs, p)
	}
	return out
}

func TestUnattributed(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"names go", "All [DU: great – Coravia] rivers [old] (retain: Morvane) now", "All [great] rivers [old] now"},
		{"candidates by their text", "States [DU: shall][Coravia: may] [x]", "States [may][shall] [x]"},
		{"what parts them stays", "by [Tarsis: 50] / [40] now", "by [40] / [50] now"},
		{"strokes", "[DU: shall / may] act", "[may / shall] act"},
		{"inner before outer", "[DU: [z][Coravia: b] x][a]", "[[b][z] x][a]"},
		{"inner order decides nothing", "[[z][a] x][[m][y] x]", "[[a][z] x][[m][y] x]"},
		{"options with brackets", "[seas / all [great] rivers]", "[all [great] rivers / seas]"},
		{"a stroke between brackets", "[[b]/[a]]", "[[a]/[b]]"},
		{"those without words last", "[Morvane: delete][DU: shall]", "[shall][]"},
		{"options keep their numbers", "[DU: Option 2: b]\n[Option 1: a]", "[Option 2: b]\n[Option 1: a]"},
		{"other scripts", "على [دلتا: النهر][الماء] [三角洲联盟：河流][川]", "على [الماء][النهر] [川][河流]"},
	} {
		for form, tree := range map[string]*bracket.Tree{"typed": typedTree(c.typed), "beside": bracket.Parse(besideWords(flow(lines(c.typed)...)), bracket.Options{})} {
			r, brackets, err := tree.Unattributed()
			if err != nil {
				t.Errorf("%s, %s: %v", c.name, form, err)
				continue
			}
			if got := shown(r); got != c.want {
				t.Errorf("%s, %s: got %q, want %q", c.name, form, got, c.want)
			}
			again := bracket.Parse(bracket.Flow{Paragraphs: r.Paragraphs}, bracket.Options{})
			if len(brackets) != len(tree.Brackets) || len(again.Brackets) != len(brackets) {
				t.Errorf("%s, %s: %d brackets named of %d", c.name, form, len(brackets), len(again.Brackets))
			}
		}
	}
	for _, typed := range []string{"[Ouvena: x]", "[a – DU – Coravia]"} {
		var refused *bracket.Refusal
		if _, _, err := typedTree(typed).Unattributed(); !errors.As(err, &refused) || refused.Reason != bracket.NamesLeft {
			t.Errorf("%q: got %v, want a refusal", typed, err)
		}
	}
}

// TestUnattributedMarks moves formatting and anchors with their words.
func TestUnattributedMarks(t *testing.T) {
	f := flow("x [DU: shall][Coravia: may] y")
	s := f.Paragraphs[0].Text
	at := func(w string) int { return strings.Index(s, w) }
	f.Paragraphs[0].Marks = []text.Mark{
		{Kind: text.Bold, Start: at("shall"), End: at("shall") + 5}, {Kind: text.NoteAnchor, Start: at("]") + 1, End: at("]") + 1, Ref: "¹"},
		{Kind: text.Italic, Start: at("may"), End: len(s)},
	}
	r, _, err := bracket.Parse(f, bracket.Options{Resolve: resolve}).Unattributed()
	if err != nil {
		t.Fatal(err)
	}
	want := text.Paragraph{Kind: text.Plain, Text: "x [may][shall] y", Marks: []text.Mark{
		{Kind: text.Italic, Start: 3, End: 7}, {Kind: text.Bold, Start: 8, End: 13}, {Kind: text.Italic, Start: 14, End: 16}, {Kind: text.NoteAnchor, Start: 14, End: 14, Ref: "¹"},
	}}
	text.SortMarks(want.Marks)
	if diff := cmp.Diff(want, r.Paragraphs[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// namesAndWords are typed texts in which names stand as attributions only.
func namesAndWords(t *rapid.T) string {
	names := []string{"", "", "DU: ", "Coravia, DU: ", "G9 and Tarsis: ", "دلتا: ", "三角洲联盟："}
	behind := []string{"", "", " – Morvane", " (retain: Sarrow Islands)", " – DU and Coravia"}
	words := []string{"water", "shall/may", "all / none", "river", ", as appropriate,", "مياه", "河流", "50", "Option 1: a", "x\n1. y"}
	var b strings.Builder
	depth := 0
	for range rapid.IntRange(0, 20).Draw(t, "parts") {
		switch rapid.IntRange(0, 4).Draw(t, "part") {
		case 0, 1:
			b.WriteString("[" + rapid.SampledFrom(names).Draw(t, "names"))
			depth++
		case 2:
			if depth > 0 {
				b.WriteString("z" + rapid.SampledFrom(behind).Draw(t, "behind") + "]")
				depth--
			}
		case 3:
			b.WriteString(rapid.SampledFrom(words).Draw(t, "words"))
		default:
			b.WriteString(" ")
		}
	}
	return b.String() + strings.Repeat("z]", depth)
}

// TestRenderedForms are the laws of the forms with names and without: with them they print
// what was typed, byte for byte; without them none of them is left, and no other
// word and no bracket is lost.
func TestRenderedForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := flow(lines(namesAndWords(t))...)
		want := shown(&bracket.Rendering{Paragraphs: typed.Paragraphs})
		beside := bracket.Parse(besideWords(typed), bracket.Options{})
		for _, tree := range []*bracket.Tree{bracket.Parse(typed, bracket.Options{Resolve: resolve}), beside} {
			if got := shown(tree.Attributed()); got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
			r, brackets, err := tree.Unattributed()
			if err != nil {
				continue
			}
			got := shown(r)
			for _, name := range []string{"DU", "Coravia", "G9", "Tarsis", "Morvane", "Sarrow", "دلتا", "三角洲"} {
				if strings.Contains(got, name) {
					t.Fatalf("%q stands in %q", name, got)
				}
			}
			if letters(got) != letters(shown(&bracket.Rendering{Paragraphs: besideWords(typed).Paragraphs})) {
				t.Fatalf("words were lost or came: %q of %q", got, want)
			}
			if slices.Sort(brackets); len(brackets) != len(tree.Brackets) || len(brackets) > 0 && brackets[len(brackets)-1] != len(brackets)-1 {
				t.Fatalf("brackets %v", brackets)
			}
		}
	})
}

// letters gives the characters of a text in an order of their own.
func letters(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

func TestOnly(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"words on each side", "1. States of the basin shall [all] protect the rivers\n2. None.\n3. [x]", "1. … basin shall [all] protect the …\n3. [x]"},
		{"near ones are joined", "a b c d [x] e f g [y] h", "… c d [x] e f g [y] h"},
		{"far ones are not", "[x] e f g h i j [y]", "[x] e f … i j [y]"},
		{"across paragraphs", "1. a b c [d e\n2. f g\n3. h] i j k", "1. … b c [d e\n2. f g\n3. h] i j …"},
		{"without a partner", "a b c d ] e f g [ h i j", "… c d ] e f g [ h i …"},
		{"no word", "[] , , , , [x]", "[] , , , , [x]"},
		{"Chinese", "各国应当[保护]所有的河流", "…应当[保护]所有…"},
	} {
		got := strings.ReplaceAll(shown(typedTree(c.typed).Only(2)), "… 应", "…应")
		if got = strings.ReplaceAll(got, "有 …", "有…"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	tree := typedTree("1. States of the basin [DU: shall][Coravia: may][No text] act, [great / old – Tarsis], always.\nOption 1: [x][y] and\nmore\n[DU: Option 2: z]\n2. They [a] [b] do.")
	type row struct {
		Form           bracket.Form
		ID, Name, Text string
		Holders        []string
		NoChange       bool
	}
	var got []row
	holders := func(all []bracket.Holder) (out []string) {
		for _, h := range all {
			out = append(out, h.Actors...)
		}
		return out
	}
	for _, q := range tree.Table(3) {
		for _, a := range q.Answers {
			got = append(got, row{q.Form, a.ID, a.Name, a.Text, append(holders(q.Holders), holders(a.Holders)...), a.NoChange})
		}
	}
	want := []row{
		{bracket.InSlot, "1a", "", "shall", []string{"delta"}, false},
		{bracket.InSlot, "1b", "", "may", []string{"coravia"}, false},
		{bracket.InSlot, "1c", "", "No text", nil, true},
		{bracket.InStrokes, "4a", "", "great", []string{"tarsis"}, false},
		{bracket.InStrokes, "4b", "", "old", []string{"tarsis"}, false},
		{bracket.InStrokes, "", "", "No text] act, always.", []string{"tarsis"}, true},
		{bracket.InBlock, "1a", "Option 1", "[x][y] and\nmore", nil, false},
		{bracket.InBlock, "1b", "Option 2", "z", []string{"delta"}, false},
		{bracket.InBlock, "", "", "", nil, true},
		{bracket.InSlot, "5a", "", "x", nil, false},
		{bracket.InSlot, "5b", "", "y", nil, false},
		{bracket.InSlot, "", "", "Option 1: and", nil, true},
		{bracket.InSlot, "8a", "", "a", nil, false},
		{bracket.InSlot, "8b", "", "b", nil, false},
		{bracket.InSlot, "", "", "They do.", nil, true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOptionID counts beyond z.
func TestOptionID(t *testing.T) {
	got := []string{bracket.OptionID(2, 0), bracket.OptionID(2, 25), bracket.OptionID(2, 26), bracket.OptionID(2, 702)}
	if diff := cmp.Diff([]string{"2a", "2z", "2aa", "2aaa"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPrintForm prints a file with other paragraphs, its other bytes kept.
func TestPrintForm(t *testing.T) {
	const data = "\uFEFF# Water\r\n\r\n1. States [DU: shall] meet.\n\n2. [All of it]\n\n\f[3 bis. Groups] talk\n"
	source := bracket.ReadSource(data, true)
	tree := source.Parse(resolve)
	if got := source.PrintForm(tree.Attributed()); got != data {
		t.Errorf("attributed: %q", got)
	}
	clean, err := tree.Clean(bracket.Choice{Rule: bracket.KeepWords, Brackets: map[int]bracket.Pick{2: bracket.PickDrop}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := source.PrintForm(&clean.Rendering), "\uFEFF# Water\r\n\r\n1. States shall meet.\n\n\f3 bis. Groups talk\n"; got != want {
		t.Errorf("clean: got %q, want %q", got, want)
	}
	if got, want := source.PrintForm(tree.Only(0)), "1. … [DU: shall] …\n\n2. [All of it]\n\n\f[3 bis. Groups] …\n"; got != want {
		t.Errorf("only: got %q, want %q", got, want)
	}
}
