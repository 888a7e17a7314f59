package bracket_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// act does one act by its name: "keep 1", "choose 1 b", "candidate 1 b", "option 1 b".
func act(tree *bracket.Tree, name string) (*bracket.Change, error) {
	word, rest, _ := strings.Cut(name, " ")
	number, rest, _ := strings.Cut(rest, " ")
	n := int(number[0]-'0') - 1
	switch word {
	case "keep":
		return tree.Keep(n)
	case "drop":
		return tree.Drop(n)
	case "replace":
		return tree.Replace(n, rest)
	case "choose":
		return tree.Choose(n, int(rest[0]-'a'))
	case "candidate":
		return tree.ChooseCandidate(n, int(rest[0]-'a'))
	}
	return tree.ChooseOption(n, int(rest[0]-'a'))
}

func texts(f bracket.Flow) string {
	var out []string
	for _, p := range f.Paragraphs {
		out = append(out, p.Text)
	}
	return strings.Join(out, "\n")
}

func TestActs(t *testing.T) {
	for name, tt := range map[string]struct{ typed, act, want string }{
		"keep":                       {"All [great] rivers", "keep 1", "All great rivers"},
		"drop":                       {"All [great] rivers", "drop 1", "All rivers"},
		"drop at the start":          {"[Great] rivers", "drop 1", "rivers"},
		"drop at the end":            {"All rivers [of the basin]", "drop 1", "All rivers"},
		"drop before a stop":         {"All rivers [of the basin].", "drop 1", "All rivers."},
		"drop, spaces inside":        {"All[ great] rivers", "drop 1", "All rivers"},
		"keep, spaces inside":        {"All [ great ] rivers", "keep 1", "All great rivers"},
		"keep commas":                {"States[, as appropriate,] act", "keep 1", "States, as appropriate, act"},
		"drop commas":                {"States[, as appropriate,] act", "drop 1", "States act"},
		"drop between commas":        {"seas, [lakes], rivers", "drop 1", "seas, rivers"},
		"drop before comma":          {"seas [and lakes], rivers", "drop 1", "seas, rivers"},
		"drop the last of a list":    {"seas, [lakes].", "drop 1", "seas."},
		"drop before a comma, first": {"[Recalling], affirms", "drop 1", "affirms"},
		"keep, double comma":         {"seas, [, lakes], rivers", "keep 1", "seas, lakes, rivers"},
		"keep nested":                {"a [b [c] d] e", "keep 1", "a b [c] d e"},
		"drop inner":                 {"a [b [c] d] e", "drop 2", "a [b d] e"},
		"drop inner at the end":      {"a [b [c]] d", "drop 2", "a [b] d"},
		"drop outer":                 {"a [b [c] d] e", "drop 1", "a e"},
		"suffix":                     {"State[s] act", "drop 1", "State act"},
		"would run together":         {"great[ and small]rivers", "drop 1", "great rivers"},
		"names":                      {"All [DU: great – Coravia] (retain: Morvane) rivers", "keep 1", "All great rivers"},
		"names dropped":              {"All [DU: great] (retain: Morvane) rivers", "drop 1", "All rivers"},
		"replace":                    {"All [great] rivers", "replace 1 large", "All large rivers"},
		"replace with a comma":       {"All [great] rivers", "replace 1 , large,", "All, large, rivers"},
		"replace with a bracket":     {"All [great] rivers", "replace 1 [very] large", "All [very] large rivers"},
		"choose":                     {"We [shall/should] act", "choose 1 b", "We should act"},
		"choose a bracket":           {"We [[shall]/[should]] act", "choose 1 a", "We [shall] act"},
		"choose, spaced":             {"[all States / willing States] act", "choose 1 b", "willing States act"},
		"candidate":                  {"We [shall][should][may] act", "candidate 1 b", "We should act"},
		"candidate, spaces":          {"the [best] [reliable] data", "candidate 1 a", "the best data"},
		"candidate without text":     {"rivers [and seas][No text].", "candidate 1 b", "rivers."},
		"candidate, delete":          {"All [great] [DU: delete] rivers", "candidate 1 b", "All rivers"},
		"crossing, keep":             {"We [act;\nand talk] now", "keep 1", "We act;\nand talk now"},
		"crossing, drop":             {"We [act;\nmeet;\nand talk] now", "drop 1", "We\n\nnow"},
		"crossing, replace":          {"We [act;\nmeet] now", "replace 1 rest;", "We rest;\nnow"},
		"option":                     {"Option 1: a [b]\nOption 2: c\nOption 3: No text", "option 1 a", "a [b]\n\n"},
		"option without text":        {"Option 1: a\nOption 2: No text", "option 1 b", "\n"},
		"option in brackets":         {"x [Option 1: a] [Option 2: b] c", "option 1 b", "x [b] c"},
		"French space":               {"eau [douce] ; sel", "drop 1", "eau ; sel"},
		"Arabic comma":               {"مياه، [بحار]، أنهار", "drop 1", "مياه، أنهار"},
		"Chinese":                    {"应[大力]保护水，[和]海", "drop 1", "应保护水，[和]海"},
		"beside a stray glyph":       {"a] [b] c", "drop 1", "a] c"},
	} {
		t.Run(name, func(t *testing.T) {
			f := bracket.Flow{}
			for _, s := range lines(tt.typed) {
				f.Paragraphs = append(f.Paragraphs, text.Paragraph{Text: s})
			}
			c, err := act(bracket.Parse(f, bracket.Options{Resolve: resolve}), tt.act)
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(c.Flow); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if texts(f) != tt.typed {
				t.Errorf("the text given is now %q", texts(f))
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for name, tt := range map[string]struct{ typed, act, want string }{
		"no such":           {"[a]", "keep 2", bracket.NoSuchBracket},
		"empty":             {"by [ ]", "keep 1", bracket.NothingToKeep},
		"unknown":           {"by [X]", "keep 1", bracket.NothingToKeep},
		"placeholder":       {"[Placeholder]", "keep 1", bracket.NothingToKeep},
		"alternatives":      {"[shall/should]", "keep 1", bracket.MustChoose},
		"no option":         {"[shall/should]", "choose 1 c", bracket.NoSuchOption},
		"no options":        {"[shall]", "choose 1 a", bracket.NoSuchOption},
		"no slot":           {"[shall]", "candidate 1 a", bracket.NoSuchBracket},
		"no candidate":      {"[shall][may]", "candidate 1 c", bracket.NoSuchOption},
		"no block":          {"[shall]", "option 1 a", bracket.NoSuchBracket},
		"no words":          {"[shall]", "replace 1  ", bracket.NoWords},
		"half a bracket":    {"[shall]", "replace 1 must]", bracket.Breaks},
		"both halves wrong": {"[shall]", "replace 1 ]must[", bracket.Breaks},
		"drop of a mark":    {"Option 1: [a\nOption 2: b] c", "drop 1", bracket.Breaks},
		"option, crossed":   {"Option 1: [a\nOption 2: b] c", "option 1 a", bracket.Breaks},
		"makes a note":      {"{[a] [b} x] y", "keep 2", bracket.Breaks},
	} {
		t.Run(name, func(t *testing.T) {
			tree := bracket.Parse(flow(lines(tt.typed)...), bracket.Options{})
			_, err := act(tree, tt.act)
			var r *bracket.Refusal
			if !errors.As(err, &r) || r.Reason != tt.want || r.Message == "" || r.Remedy == "" {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	var bad *text.Error
	if _, err := bracket.Parse(flow("[a]"), bracket.Options{}).Replace(0, "\x00"); !errors.As(err, &bad) {
		t.Errorf("got %v, want a *text.Error", err)
	}
}

// TestActMarks moves marks and names with their words, and tells of footnotes that
// go with theirs.
func TestActMarks(t *testing.T) {
	f := bracket.Flow{Paragraphs: []text.Paragraph{{
		Text: "All [great] and [old] rivers, [wide] seas",
		Marks: []text.Mark{
			{Kind: text.Italic, Start: 0, End: 11}, {Kind: text.Bold, Start: 5, End: 10},
			{Kind: text.NoteAnchor, Start: 8, End: 8, Ref: "¹"}, {Kind: text.NoteAnchor, Start: 28, End: 28, Ref: "²"},
			{Kind: text.Underline, Start: 22, End: 28},
		},
	}}, Held: [][]text.Attribution{{{Offset: 5, Source: "DU: ", Actors: []string{"delta"}}, {Offset: 31, Source: "C: ", Actors: []string{"coravia"}}}}}
	text.SortMarks(f.Paragraphs[0].Marks)
	c, err := bracket.Parse(f, bracket.Options{}).Drop(0)
	if err != nil {
		t.Fatal(err)
	}
	want := bracket.Change{
		Flow: bracket.Flow{
			Paragraphs: []text.Paragraph{{Text: "All and [old] rivers, [wide] seas", Marks: []text.Mark{
				{Kind: text.Italic, Start: 0, End: 4}, {Kind: text.Underline, Start: 14, End: 20}, {Kind: text.NoteAnchor, Start: 20, End: 20, Ref: "²"}}}},
			Held: [][]text.Attribution{{{Offset: 23, Source: "C: ", Actors: []string{"coravia"}}}},
		},
		Changed: []int{0}, Gone: []int{0}, Anchors: []string{"¹"},
	}
	if diff := cmp.Diff(want, *c); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
