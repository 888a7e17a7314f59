package redline_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// corpus gives the folder of real texts beside the repository, or skips.
func corpus(t *testing.T) string {
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
	folder := filepath.Join(dir, "..", "shared", "corpus", "un-ict")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the corpus of real texts is not beside the repository")
	}
	return folder
}

// crude reads the paragraphs of a file by taking its tags away.
func crude(t *testing.T, file, language string) *text.Draft {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Draft{Language: language}
	tags, paragraphs := regexp.MustCompile(`<[^>]*>`), regexp.MustCompile(`(?s)<p[ >].*?</p>`)
	for _, p := range paragraphs.FindAllString(string(raw), -1) {
		line := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(p, ""))), " ")
		s, err := text.Normalize(line)
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(file), err)
		}
		l, rest, _ := text.ParseLabel(s)
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Label: l.Print(), Text: rest})
	}
	return d
}

func TestCompareRealTexts(t *testing.T) {
	folder := corpus(t)
	type pair struct{ old, new, language string }
	var pairs []pair
	names := []string{"A_RES_74_197", "A_RES_75_202", "A_RES_76_189", "A_RES_77_150", "A_RES_78_132", "A_RES_79_194"}
	for i := range len(names) - 1 {
		pairs = append(pairs, pair{names[i], names[i+1], "en"})
	}
	for _, language := range []string{"ar", "zh", "fr", "ru", "es"} {
		pairs = append(pairs, pair{"A_RES_78_132", "A_RES_79_194", language})
	}
	for _, p := range pairs {
		t.Run(p.old+" "+p.language, func(t *testing.T) {
			old := crude(t, filepath.Join(folder, p.old+"."+p.language+".xml"), p.language)
			new := crude(t, filepath.Join(folder, p.new+"."+p.language+".xml"), p.language)
			c := redline.Compare(old, new, redline.Options{})
			if broken := brokenLaw(c); broken != "" {
				t.Fatal(broken)
			}
			kept := c.Stats.Unchanged + c.Stats.Renumbered + c.Stats.Edited
			if len(old.Paragraphs) < 40 || kept < len(old.Paragraphs)/2 {
				t.Errorf("%d of %d paragraphs have a partner at their place: %+v", kept, len(old.Paragraphs), c.Stats)
			}
			q := qualityOf(c)
			t.Logf("%d and %d paragraphs, %d slivers, %d broken, %d marked, %d needed; %+v",
				len(old.Paragraphs), len(new.Paragraphs), q.slivers, q.broken, q.changed, q.minimal, c.Stats)
		})
	}
}
