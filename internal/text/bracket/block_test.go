package bracket_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// describeBlocks writes the blocks in short: each option with its words.
func describeBlocks(tree *bracket.Tree) []string {
	var out []string
	for i, b := range tree.Blocks {
		head := fmt.Sprintf("block %d", i)
		if b.Parent >= 0 {
			head += fmt.Sprintf(" in %s", tree.Blocks[b.Parent].Options[b.ParentOption].Name)
		}
		out = append(out, head)
		for _, o := range b.Options {
			s := o.Name + "|" + strings.ReplaceAll(strings.TrimSpace(tree.Text(o.Span)), "\n", "/")
			if o.Null {
				s += " (no text)"
			}
			out = append(out, s)
		}
	}
	for _, d := range tree.Diagnostics {
		if d.Code == bracket.CrossesOptions {
			out = append(out, d.Message)
		}
	}
	return out
}

func TestBlocks(t *testing.T) {
	for name, tt := range map[string]struct {
		typed string
		want  []string
	}{
		"three, one without text": {
			"2. Option 1: States meet.\nOption 2: Groups meet.\nOption 3: No text\n3. Decides",
			[]string{"block 0", "Option 1|Option 1: States meet.", "Option 2|Option 2: Groups meet.", "Option 3|Option 3: No text (no text)"}},
		"in one paragraph": {
			"43. Option 1: States meet. Option 2: Groups meet, see option 3: no. Option 5: x Option 3: No text",
			[]string{"block 0", "Option 1|Option 1: States meet.", "Option 2|Option 2: Groups meet, see option 3: no. Option 5: x", "Option 3|Option 3: No text (no text)"}},
		"a gap in the numbers": {
			"Option 1: a\nOption 4: b",
			[]string{"block 0", "Option 1|Option 1: a", "Option 4|Option 4: b"}},
		"marks alone on their line": {
			"Option 1\n1. States meet.\n2. They talk.\nOption 2:\n[No text]",
			[]string{"block 0", "Option 1|Option 1/States meet./They talk.", "Option 2|Option 2:/[No text] (no text)"}},
		"sub-options": {
			"Option 1: a\nOption (a): b\nOption (b): c\nOption 2: d",
			[]string{"block 0", "Option 1|Option 1: a/Option (a): b/Option (b): c", "Option 2|Option 2: d",
				"block 1 in Option 1", "Option (a)|Option (a): b", "Option (b)|Option (b): c"}},
		"numbered sub-options": {
			"Option 1: a\nOption 1.1: b\nOption 1.2: c\nOption 2: d",
			[]string{"block 0", "Option 1|Option 1: a/Option 1.1: b/Option 1.2: c", "Option 2|Option 2: d",
				"block 1 in Option 1", "Option 1.1|Option 1.1: b", "Option 1.2|Option 1.2: c"}},
		"roman": {
			"Option I: a\nOption II: b",
			[]string{"block 0", "Option I|Option I: a", "Option II|Option II: b"}},
		"two blocks": {
			"1. Option 1: a\nOption 2: b\n2. Option 1: c\nOption 2: d",
			[]string{"block 0", "Option 1|Option 1: a", "Option 2|Option 2: b", "block 1", "Option 1|Option 1: c", "Option 2|Option 2: d"}},
		"in a bracket": {
			"4. [Option 1: a\nOption 2: b] c",
			[]string{"block 0", "Option 1|Option 1: a", "Option 2|Option 2: b"}},
		"each in a bracket": {
			"4. [Option 1: a] [Option 2: b] c",
			[]string{"block 0", "Option 1|[Option 1: a]", "Option 2|[Option 2: b]"}},
		"a bracket across the border": {
			"Option 1: [a\nOption 2: b] c",
			[]string{"block 0", "Option 1|Option 1: [a", "Option 2|Option 2: b] c",
				"Bracket 1 opens in Option 1 and closes in Option 2, so neither can be taken by itself."}},
		"emphasis":     {"**Option 1:** a\n**Option 2**: b", []string{"block 0", "Option 1|**Option 1:** a", "Option 2|**Option 2**: b"}},
		"in words":     {"Note: Option 1 and Option 2 go together", nil},
		"no number":    {"Option: a\nOptional words\nOption one", nil},
		"French":       {"Option 1 : a\nOption 2 : pas de texte", []string{"block 0", "Option 1|Option 1 : a", "Option 2|Option 2 : pas de texte (no text)"}},
		"Spanish":      {"Opción 1: a\nOpción 2: Sin texto", []string{"block 0", "Opción 1|Opción 1: a", "Opción 2|Opción 2: Sin texto (no text)"}},
		"Russian":      {"Вариант 1: a\nВариант 2: Без текста", []string{"block 0", "Вариант 1|Вариант 1: a", "Вариант 2|Вариант 2: Без текста (no text)"}},
		"Arabic":       {"الخيار ١: ماء\nالخيار ٢: لا نص", []string{"block 0", "الخيار ١|الخيار ١: ماء", "الخيار ٢|الخيار ٢: لا نص (no text)"}},
		"Chinese":      {"备选案文1：水\n备选案文2：无案文", []string{"block 0", "备选案文1|备选案文1：水", "备选案文2|备选案文2：无案文 (no text)"}},
		"never-ending": {"Option " + strings.Repeat("(", 40) + "\nOption 1.2.3.4.5", []string{"block 0", "Option 1.2.3.4.5|Option 1.2.3.4.5"}},
	} {
		t.Run(name, func(t *testing.T) {
			tree := bracket.Parse(flow(lines(tt.typed)...), bracket.Options{})
			checkTree(t, tree)
			if diff := cmp.Diff(tt.want, describeBlocks(tree), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestBlockEndsAtHeading: the last option does not reach beyond its section.
func TestBlockEndsAtHeading(t *testing.T) {
	f := flow("Option 1:", "States meet.", "Water", "Decides")
	f.Paragraphs[2].Kind = text.Heading
	tree := bracket.Parse(f, bracket.Options{})
	checkTree(t, tree)
	if diff := cmp.Diff([]string{"block 0", "Option 1|Option 1:/States meet."}, describeBlocks(tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
