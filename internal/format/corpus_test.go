package format_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/format"
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
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(dir, "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the real texts (../shared/corpus) are not here")
	}
	return dir
}

func read(t *testing.T, path string) (*text.Draft, []format.Finding) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, found, err := format.Read(path, data, format.Options{})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return d, found
}

// TestResolutions counts what is known of the real resolutions.
func TestResolutions(t *testing.T) {
	dir := corpus(t)
	numbered := map[string]int{"74_197": 45, "75_202": 46, "76_189": 47, "77_150": 53, "78_132": 59, "79_194": 69, "79_277": 6, "80_173": 127}
	files, err := filepath.Glob(filepath.Join(dir, "un-*", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	name := regexp.MustCompile(`A_RES_(\d+_\d+)\.(\w\w)\.xml$`)
	for _, f := range files {
		m := name.FindStringSubmatch(f)
		d, found := read(t, f)
		n := 0
		for _, p := range d.Paragraphs {
			if p.Kind == text.Operative && p.Label != "" {
				n++
			}
			if p.Text != strings.TrimSpace(p.Text) || strings.ContainsAny(p.Text, "\n\t") {
				t.Errorf("%s: layout in the words of %q", f, p.Label)
			}
		}
		if n != numbered[m[1]] {
			t.Errorf("%s: %d numbered paragraphs, want %d", f, n, numbered[m[1]])
		}
		if symbol := "A/RES/" + strings.Replace(m[1], "_", "/", 1); d.Symbol != symbol || d.Language != m[2] || d.Title == "" {
			t.Errorf("%s: symbol %q, language %q, title %q", f, d.Symbol, d.Language, d.Title)
		}
		for _, x := range found {
			if x.Code == "AKN_UNKNOWN_ELEMENT" || x.Code == "AKN_LOOSE_TEXT" {
				t.Errorf("%s: %+v", f, x)
			}
		}
	}
}

// TestNoWordIsLost compares the words of the Markdown files with those of the
// drafts and the findings read from them.
func TestNoWordIsLost(t *testing.T) {
	word := regexp.MustCompile(`[\pL\pN]+`)
	for _, f := range []string{"4-dec-2015.md", "9-dec-2015.md", "12-dec-2015.md"} {
		path := filepath.Join(corpus(t), "paris", f)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		left := map[string]int{}
		take := func(s string, n int) {
			for _, w := range word.FindAllString(s, -1) {
				left[w] += n
			}
		}
		// Markers of notes, and lines that only define an address, are no words.
		body := string(data)
		for _, m := range regexp.MustCompile(`(?m)^(\[\^\d+\]):`).FindAllStringSubmatch(body, -1) {
			body = strings.ReplaceAll(body, m[1], "")
		}
		body = regexp.MustCompile(`(?m)^\[[^\]^]+\]: http.*$|^\[[^\]^]+\]: /.*$`).ReplaceAllString(body, "")
		body = regexp.MustCompile(`\]\[(source|12dec|decision|10nov|4dec)\]`).ReplaceAllString(body, "]")
		take(body, 1)
		d, found := read(t, path)
		take(d.Title+" title", -1)
		for _, p := range d.Paragraphs {
			take(p.Text, -1)
			if p.Kind != text.Footnote {
				take(p.Label, -1)
			}
		}
		for _, x := range found {
			if x.Code == "MARKDOWN_FRONT_MATTER" {
				take(strings.TrimPrefix(x.Message, "left out: "), -1)
			}
		}
		for w, n := range left {
			if n != 0 {
				t.Errorf("%s: %q stands %d times more in the file than in the draft", f, w, n)
			}
		}
	}
}

// TestLaw1OnRealTexts compares successive versions of real texts and reads the
// drafts back from each rendering.
func TestLaw1OnRealTexts(t *testing.T) {
	dir := corpus(t)
	un := func(n, l string) string { return filepath.Join(dir, "un-ict", "A_RES_"+n+"."+l+".xml") }
	paris := func(n string) string { return filepath.Join(dir, "paris", n+"-dec-2015.md") }
	pairs := [][2]string{
		{un("74_197", "en"), un("75_202", "en")}, {un("75_202", "en"), un("76_189", "en")}, {un("76_189", "en"), un("77_150", "en")},
		{un("77_150", "en"), un("78_132", "en")}, {paris("4"), paris("9")}, {paris("9"), paris("12")},
	}
	for _, l := range []string{"en", "ar", "zh", "fr", "ru", "es"} {
		pairs = append(pairs, [2]string{un("78_132", l), un("79_194", l)})
	}
	for _, pair := range pairs {
		t.Run(filepath.Base(pair[0])+" "+filepath.Base(pair[1]), func(t *testing.T) {
			old, _ := read(t, pair[0])
			new, _ := read(t, pair[1])
			agree(t, redline.Compare(old, new, redline.Options{}))
		})
	}
}
