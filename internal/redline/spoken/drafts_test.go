package spoken_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/spoken"
	"github.com/travaux/travaux/internal/text"
)

// root gives the folder of the repository.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above this test")
		}
		dir = filepath.Dir(dir)
	}
}

// read reads a draft from a file.
func read(t testing.TB, file, language string) *text.Draft {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := format.Read(filepath.Base(file), data, format.Options{Language: language})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checkDrafts checks that all of a comparison is told, and can be followed.
func checkDrafts(t *testing.T, old, new *text.Draft) {
	t.Helper()
	c := redline.Compare(old, new, redline.Options{})
	r := spoken.New(c)
	document := r.Document()
	for i, k := range c.Paragraphs {
		if broken := brokenSpeech(r, c, i); broken != "" {
			t.Errorf("change %d: %s", i, broken)
		}
		said := r.Paragraph(i)
		if (len(said) == 0) != (k.Change == redline.Unchanged && len(k.Formatting) == 0) && k.Change != redline.Renumbered && len(k.Formatting) == 0 {
			t.Errorf("change %d is %s and is told as %q", i, k.Change, said)
		}
		for _, s := range said {
			if strings.ContainsAny(s, "{}") && !strings.ContainsAny(joinedTexts(old, k.Old)+joinedTexts(new, k.New), "{}") {
				t.Errorf("a template shows in %q", s)
			}
		}
	}
	if len(document) == 0 || slices.Contains(document, "") {
		t.Errorf("%d sentences for the whole, or an empty one", len(document))
	}
}

func TestDemoDrafts(t *testing.T) {
	folder := filepath.Join(root(t), "cmd", "travaux", "demo")
	names := []string{"zero-draft.md", "rev1.md", "rev2.md"}
	for i := range len(names) - 1 {
		checkDrafts(t, read(t, filepath.Join(folder, names[i]), "en"), read(t, filepath.Join(folder, names[i+1]), "en"))
	}
	checkDrafts(t, read(t, filepath.Join(folder, names[0]), "en"), read(t, filepath.Join(folder, names[2]), "en"))
}

func TestRealTexts(t *testing.T) {
	folder := filepath.Join(root(t), "..", "shared", "corpus", "un-ict")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the corpus of real texts is not beside the repository")
	}
	for _, language := range []string{"en", "fr", "ar", "zh", "ru", "es"} {
		t.Run(language, func(t *testing.T) {
			checkDrafts(t, read(t, filepath.Join(folder, "A_RES_78_132."+language+".xml"), language),
				read(t, filepath.Join(folder, "A_RES_79_194."+language+".xml"), language))
		})
	}
	t.Run("74/197 to 79/194", func(t *testing.T) {
		checkDrafts(t, read(t, filepath.Join(folder, "A_RES_74_197.en.xml"), "en"), read(t, filepath.Join(folder, "A_RES_79_194.en.xml"), "en"))
	})
}

// TestPlacesAreUnique deletes every paragraph of drafts and hears that no two
// places are named alike.
func TestPlacesAreUnique(t *testing.T) {
	item := func(kind text.Kind, depth int, label, words string) text.Paragraph {
		return text.Paragraph{Kind: kind, Depth: depth, Label: label, Text: words}
	}
	tricky := &text.Draft{Paragraphs: []text.Paragraph{
		item(text.Title, 0, "", "Compact"), item(text.Preambular, 0, "", "Recalling the river"), item(text.Preambular, 0, "", "Recalling the delta"),
		item(text.Heading, 0, "", "Waters"), item(text.Operative, 0, "1.", "We meet:"), item(text.Item, 1, "(a)", "here:"),
		item(text.Item, 2, "(i)", "now"), item(text.Item, 2, "(ii)", "soon"), item(text.Item, 1, "(b)", "there"), item(text.Tail, 0, "", "and act."),
		item(text.Operative, 0, "1.", "We go"), item(text.Operative, 0, "1 bis.", "We stay"),
		item(text.Heading, 0, "", "Fish"), item(text.Operative, 0, "1.", "We eat"), item(text.Plain, 0, "", "We eat and we drink together every day"),
		item(text.Plain, 0, "", "We eat and we drink together every night"), item(text.Plain, 0, "", ""), item(text.Plain, 0, "", ""),
		item(text.Plain, 0, "", "Twice"), item(text.Plain, 0, "", "Twice"), item(text.Heading, 0, "", "Fish"), item(text.Operative, 0, "1.", "We fish"),
		item(text.AnnexHeading, 0, "", "Annex I"), item(text.Operative, 0, "1.", "We count"), item(text.Item, 1, "a)", "fish"), item(text.Item, 1, "", "no label"),
		item(text.AnnexHeading, 0, "", "Annex II"), item(text.Operative, 0, "1.", "We weigh"), item(text.Preambular, 0, "", "Noting")}}
	for _, language := range []string{"en", "fr", "es", "ru", "zh", "ar", "sw"} {
		tricky.Language = language
		seen := map[string]bool{}
		sentences := spoken.New(redline.Compare(tricky, &text.Draft{Language: language}, redline.Options{})).Document()
		for _, s := range sentences {
			if seen[s] {
				t.Errorf("two places are told by %q", s)
			}
			seen[s] = true
		}
		if len(sentences) != len(tricky.Paragraphs) {
			t.Errorf("%d sentences for %d paragraphs", len(sentences), len(tricky.Paragraphs))
		}
		if testing.Verbose() {
			t.Log(strings.Join(sentences, "\n"))
		}
	}
}

func BenchmarkDocument(b *testing.B) {
	folder := filepath.Join(root(b), "cmd", "travaux", "demo")
	old, new := read(b, filepath.Join(folder, "zero-draft.md"), "en"), read(b, filepath.Join(folder, "rev1.md"), "en")
	var many, others text.Draft
	for len(many.Paragraphs) < 150 {
		many.Paragraphs = append(many.Paragraphs, old.Paragraphs...)
		others.Paragraphs = append(others.Paragraphs, new.Paragraphs...)
	}
	c := redline.Compare(&many, &others, redline.Options{})
	b.ReportAllocs()
	for b.Loop() {
		spoken.New(c).Document()
	}
	b.ReportMetric(float64(len(many.Paragraphs)), "paragraphs")
}

func BenchmarkLongParagraph(b *testing.B) {
	for _, words := range []int{1000, 10000} {
		line := strings.Repeat("the States of the delta shall keep the gauges of the river, and ", words/13)
		c := compared("en", []string{line}, []string{strings.ReplaceAll(line, "keep the gauges", "mend the gauges")})
		b.Run(strconv.Itoa(words), func(b *testing.B) {
			for b.Loop() {
				spoken.New(c).Document()
			}
		})
	}
}
