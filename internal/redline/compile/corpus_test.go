package compile_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/redline/compile"
	"github.com/travaux/travaux/internal/text"
)

// corpus gives the folder of real texts beside the repository.
func corpus(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	path := filepath.Join(dir, "..", "shared", "corpus", "un-ict")
	if _, err := os.Stat(path); err != nil {
		t.Skip("no real texts beside the repository")
	}
	return path
}

// TestCorpus compiles real resolutions of two years in six languages, as if the
// later were what one wants of the earlier, and another the earlier cut short.
func TestCorpus(t *testing.T) {
	dir := corpus(t)
	for _, language := range []string{"ar", "en", "es", "fr", "ru", "zh"} {
		t.Run(language, func(t *testing.T) {
			read := func(name string) *text.Draft {
				data, err := os.ReadFile(filepath.Join(dir, name+"."+language+".xml"))
				if errors.Is(err, os.ErrNotExist) {
					t.Skip("the text is not there")
				} else if err != nil {
					t.Fatal(err)
				}
				d, _, err := format.Read(name+".xml", data, format.Options{})
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			base, later := read("A_RES_78_132"), read("A_RES_79_194")
			short := &text.Draft{Language: base.Language, Paragraphs: slices.Clone(base.Paragraphs[:len(base.Paragraphs)/2])}
			w, err := compile.Drafts(base, []compile.ActorDraft{{Actor: "Morvane", Draft: short}, {Actor: "Coravia", Draft: later}}, compile.Options{Language: language})
			if err != nil {
				t.Fatal(err)
			}
			for actor, d := range map[string]*text.Draft{"": base, "Coravia": later, "Morvane": short} {
				var want []string
				for _, p := range d.Paragraphs {
					if p.Text != "" {
						want = append(want, p.Text)
					}
				}
				if !slices.Equal(w.Project(actor), want) {
					t.Errorf("the draft of %q does not come back", actor)
				}
			}
		})
	}
}
