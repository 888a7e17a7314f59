package text_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/text"
)

// lines makes a draft of lines "kind depth label | words".
func lines(in ...string) *text.Draft {
	kinds := map[string]text.Kind{"op": text.Operative, "pp": text.Preambular, "it": text.Item, "tail": text.Tail,
		"h": text.Heading, "annex": text.AnnexHeading, "note": text.Footnote}
	d := &text.Draft{Language: "en"}
	for _, l := range in {
		head, words, _ := strings.Cut(l, " | ")
		f := strings.Fields(head)
		p := text.Paragraph{Kind: kinds[f[0]], Depth: int(f[1][0] - '0'), Text: words}
		if len(f) > 2 {
			p.Label = strings.Join(f[2:], " ")
		}
		d.Paragraphs = append(d.Paragraphs, p)
	}
	return d
}

// bound gives "words -> index doubt, …" of each reference to the draft itself.
func bound(d *text.Draft) []string {
	var out []string
	for _, r := range text.Bind(d) {
		if r.Kind != text.OwnReference {
			continue
		}
		s := r.Words + " ->"
		for _, b := range r.Bindings {
			s += strings.TrimRight(fmt.Sprintf(" %d %s", b.Paragraph, b.Doubt), " ")
		}
		out = append(out, s)
	}
	return out
}

func TestBind(t *testing.T) {
	for _, v := range []struct {
		name     string
		in, want []string
	}{
		{"numbers", []string{"op 0 1. | See paragraphs 2 and 3 below.", "op 0 2. | Words.", "op 0 3. | See paragraph 2 bis and paragraph 4 above.", "op 0 2 bis. | Words."},
			[]string{"paragraphs 2 and 3 below -> 1 2", "paragraph 2 bis -> 3", "paragraph 4 above -> -1 missing"}},
		{"the other side", []string{"op 0 1. | See paragraph 2 above.", "op 0 2. | Words."}, []string{"paragraph 2 above -> 1 misplaced"}},
		{"items", []string{"op 0 1. | Chapeau:", "it 1 (a) | words;", "it 1 (b) | see sub-paragraph (a) above and paragraph 2 (a) (ii);",
			"op 0 2. | Chapeau:", "it 1 (a) | chapeau:", "it 2 (i) | words;", "it 2 (ii) | sub-paragraph (b) below;", "it 1 (b) | words;", "tail 0 | as sub-paragraph (b) above says."},
			[]string{"sub-paragraph (a) above -> 1", "paragraph 2 (a) (ii) -> 6", "sub-paragraph (b) below -> 7", "sub-paragraph (b) above -> 7"}},
		{"an annex begins anew", []string{"op 0 1. | See paragraph 1 of the annex and paragraph 3 below.", "op 0 2. | Words.", "op 0 3. | Words.", "annex 0 | Annex",
			"op 0 1. | See paragraph 2.", "op 0 2. | See paragraph 3."},
			[]string{"paragraph 1 of the annex -> 4", "paragraph 3 below -> 2", "paragraph 2 -> 5", "paragraph 3 -> 2"}},
		{"annexes", []string{"op 0 1. | See annex II and paragraph 1 of annex I.", "annex 0 | Annex I", "op 0 1. | Words.", "annex 0 | Annex II", "op 0 1. | Words."},
			[]string{"annex II -> 3", "paragraph 1 of annex I -> 2"}},
		{"articles", []string{"h 0 | Article 1", "op 0 1. | Words.", "op 0 2. | See paragraph 1 of this Article.", "h 0 | Article 2", "op 0 1. | See Article 1, paragraph 2, and paragraph 2.", "op 0 2. | See paragraph 3."},
			[]string{"paragraph 1 of this Article -> 1", "Article 1, paragraph 2 -> 2", "paragraph 2 -> 5", "paragraph 3 -> -1 missing"}},
		{"sections", []string{"h 0 I. | Water", "op 0 1. | See section II and section 3.", "h 0 II. | Land", "op 0 2. | See paragraph 1 of section I."},
			[]string{"section II -> 2", "section 3 -> -1 missing", "paragraph 1 of section I -> 1"}},
		{"ambiguous", []string{"op 0 1. | See paragraph 2.", "op 0 2. | Words.", "op 0 2. | Words."}, []string{"paragraph 2 -> -1 ambiguous"}},
		{"recitals", []string{"pp 0 | Words.", "pp 0 | Words.", "op 0 2. | See preambular paragraph 2 and PP3."},
			[]string{"preambular paragraph 2 -> 1", "PP3 -> -1 missing"}},
		{"prefixes", []string{"op 0 PP1 | Words.", "op 0 OP1 | See PP1 and OP2 bis.", "op 0 OP2 bis | Words."}, []string{"PP1 -> 0", "OP2 bis -> 2"}},
		{"a heading names itself", []string{"h 0 | Article 1", "op 0 1. | Words."}, nil},
		{"a note", []string{"op 0 1. | Chapeau:", "it 1 (a) | words;", "note 2 ¹ | See sub-paragraph (a) above."}, []string{"sub-paragraph (a) above -> 1"}},
	} {
		t.Run(v.name, func(t *testing.T) {
			if diff := cmp.Diff(v.want, bound(lines(v.in...))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSay(t *testing.T) {
	n := func(number string, letters ...string) text.SpokenLabel {
		return text.SpokenLabel{Number: number, Letters: letters}
	}
	for _, v := range []struct {
		language, in string
		labels       []text.SpokenLabel
		side         text.Side
		want         string
	}{
		{"en", "paragraph 14 above", []text.SpokenLabel{n("15")}, "", "paragraph 15 above"},
		{"en", "paragraph 14 above", []text.SpokenLabel{n("15")}, text.Below, "paragraph 15 below"},
		{"en", "paragraphs 3 to 5 and 7 bis", []text.SpokenLabel{n("4"), n("6"), n("8")}, "", "paragraphs 4 to 6 and 8"},
		{"en", "paragraphs 10-12", []text.SpokenLabel{n("11"), n("13 bis")}, "", "paragraphs 11-13 bis"},
		{"en", "paragraph 5 (a) and (c)", []text.SpokenLabel{n("6", "b"), n("6", "d")}, "", "paragraph 6 (b) and (d)"},
		{"en", "paragraph 5 (a) and (c)", []text.SpokenLabel{n("5", "a"), n("6", "a")}, "", "paragraph 5 (a) and 6 (a)"},
		{"en", "sub-paragraph (b) of paragraph 5", []text.SpokenLabel{n("6", "c")}, "", "sub-paragraph (c) of paragraph 6"},
		{"fr", "alinéa b) du paragraphe 5 ci-dessus", []text.SpokenLabel{n("6", "c")}, text.Below, "alinéa c) du paragraphe 6 ci-dessous"},
		{"ar", "الفقرة 14 أعلاه", []text.SpokenLabel{n("15")}, "", "الفقرة 15 أعلاه"},
		{"ar", "الفقرة ١٤ أعلاه", []text.SpokenLabel{n("15")}, text.Below, "الفقرة ١٥ أدناه"},
		{"zh", "上文第十四段", []text.SpokenLabel{n("15")}, text.Below, "下文第十五段"},
		{"en", "OP7", []text.SpokenLabel{{Number: "8", Prefix: "OP"}}, "", "OP8"},
	} {
		t.Run(v.in, func(t *testing.T) {
			refs := text.References(v.in, v.language)
			if len(refs) != 1 {
				t.Fatalf("%d references", len(refs))
			}
			if got := refs[0].Say(v.labels, v.side, v.language); got != v.want {
				t.Errorf("got %q, want %q", got, v.want)
			}
		})
	}
}

// TestSayingTheSame holds that a reference says its own words of what it is bound to,
// and that saying other labels binds to them.
func TestSayingTheSame(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(r, "paragraphs")
		at := func(name string) int { return rapid.IntRange(0, n-1).Draw(r, name) }
		a, b, c := at("a"), at("b"), at("c")
		d := &text.Draft{Language: "en"}
		for i := range n {
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative, Label: fmt.Sprintf("%d.", i+1), Text: "Words."})
		}
		d.Paragraphs[c].Text = fmt.Sprintf("See paragraphs %d and %d of the present resolution.", a+1, b+1)
		ref := text.Bind(d)[0]
		labels := text.SpokenLabels(d)
		say := ref.Say([]text.SpokenLabel{labels[a], labels[b]}, "", "en")
		if say != ref.Words {
			r.Fatalf("%q says %q", ref.Words, say)
		}
		x, y := at("x"), at("y")
		d.Paragraphs[c].Text = ref.Say([]text.SpokenLabel{labels[x], labels[y]}, "", "en")
		again := text.Bind(d)[0]
		if want := []text.Binding{{Paragraph: x}, {Paragraph: y}}; !slices.Equal(again.Bindings, want) {
			r.Fatalf("%q is bound to %v, want %v", again.Words, again.Bindings, want)
		}
	})
}

// TestReferencesOfRealTexts counts over the corpus what stands there, so that a
// pattern that is lost shows. Every symbol of an instrument with a cue is found.
func TestReferencesOfRealTexts(t *testing.T) {
	folder := corpusFolder(t)
	tags, paragraphs := regexp.MustCompile(`<[^>]*>`), regexp.MustCompile(`(?s)<p[ >].*?</p>`)
	for language, cue := range map[string]string{
		"en": `(?i)resolutions? \d+/\d+|paragraph \d+`, "fr": `(?i)résolution \d+/\d+|paragraphe \d+`, "es": `(?i)resolución \d+/\d+|párrafo \d+`,
		"ru": `(?i)резолюци\pL \d+/\d+|пункте \d+`, "ar": `(?:القرار|قرارها) \d+/\d+|الفقرة \d+`, "zh": `第\d+/\d+号决议|第\d+段`,
	} {
		files, err := filepath.Glob(filepath.Join(folder, "un-*", "*."+language+".xml"))
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		pattern, wanted := regexp.MustCompile(cue), 0
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range paragraphs.FindAllString(string(raw), -1) {
				s, err := text.Normalize(strings.Join(strings.Fields(tags.ReplaceAllString(p, "")), " "))
				if err != nil {
					t.Fatal(err)
				}
				refs := text.References(s, language)
				for _, m := range pattern.FindAllStringIndex(s, -1) {
					wanted++
					if !slices.ContainsFunc(refs, func(r text.Reference) bool { return r.Start < m[1] && m[0] < r.End }) {
						t.Errorf("%s: not found: %q", filepath.Base(file), s[m[0]:m[1]])
					}
				}
				for _, r := range refs {
					if r.Kind == text.OwnReference && r.Unit == text.ParagraphUnit {
						t.Errorf("%s: %q is no reference to the resolution itself", filepath.Base(file), r.Words)
					}
				}
			}
		}
		if wanted < 10 {
			t.Errorf("%s: only %d references to look for", language, wanted)
		}
	}
}

// corpusFolder gives the folder of real texts beside the repository, or skips.
func corpusFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above this test")
		}
		dir = filepath.Dir(dir)
	}
	folder := filepath.Join(dir, "..", "shared", "corpus")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the corpus of real texts is not beside the repository")
	}
	return folder
}

// BenchmarkBind binds the references of drafts in which every paragraph has the label of
// every other; what one costs must not grow with their number.
func BenchmarkBind(b *testing.B) {
	for _, n := range []int{500, 8_000} {
		d := &text.Draft{Language: "en"}
		for range n {
			d.Paragraphs = append(d.Paragraphs,
				text.Paragraph{Kind: text.Heading, Text: "Article 1"},
				text.Paragraph{Kind: text.Operative, Label: "1.", Text: "As paragraph 1 of this Article and paragraph 2 of article 1 say:"},
				text.Paragraph{Kind: text.Item, Depth: 1, Label: "(a)", Text: "what sub-paragraph (b) says;"},
				text.Paragraph{Kind: text.Preambular, Text: "Recalling preambular paragraph 1,"})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				text.Bind(d)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/article")
		})
	}
}
