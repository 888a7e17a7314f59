package service_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

// offline compares two files as the command line does without a server.
func offline(t *testing.T, name string, old, new []byte) *redline.Comparison {
	t.Helper()
	var sides [2]*text.Draft
	for i, data := range [][]byte{old, new} {
		d, _, err := format.Read(name, data, format.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sides[i] = d
	}
	return redline.Compare(sides[0], sides[1], redline.Options{})
}

// words is what a comparison says, without what only one side of it knows: the names
// of paragraphs and of drafts.
func words(c *redline.Comparison) []redline.ParagraphChange { return c.Paragraphs }

// TestCompareAsOffline: two files imported one after the other and compared on the
// server give the answer that the same files give without one.
func TestCompareAsOffline(t *testing.T) {
	typed := [2]string{
		"1. Decide to share [Sarrow Islands: the waters] of the Delta;\n\n2. Agree to meet every second year;\n\n3. Invite observers.\n",
		"1. Decide to share [Sarrow Islands, Coravia: the waters] of the whole Delta;\n\n2. Invite observers to the meetings.\n\n3. Request a report every year;\n",
	}
	for _, c := range []struct {
		name string
		lang string
		file func(t *testing.T) (old, new []byte, name string)
	}{
		{"typed attributions", "en", func(*testing.T) ([]byte, []byte, string) { return []byte(typed[0]), []byte(typed[1]), "draft.txt" }},
		{"78/132 and 79/194 in English", "en", resolutions("en")},
		{"78/132 and 79/194 in Arabic", "ar", resolutions("ar")},
		{"78/132 and 79/194 in Chinese", "zh", resolutions("zh")},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, new, name := c.file(t)
			w, _ := newWorldIn(t, c.lang)
			w.importFile("old", name, old)
			w.importFile("new", name, new)
			want := offline(t, name, old, new)
			got, err := w.Compare(t.Context(), joao, service.Versus{Base: document + "/drafts/old", Target: document + "/drafts/new"}, service.Typed)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(words(want), words(got.Comparison)); diff != "" {
				t.Errorf("offline and server differ (-offline +server):\n%s", diff)
			}
			if diff := cmp.Diff(want.Stats, got.Stats); diff != "" {
				t.Errorf("counts differ (-offline +server):\n%s", diff)
			}
		})
	}
}

func resolutions(language string) func(t *testing.T) (old, new []byte, name string) {
	return func(t *testing.T) ([]byte, []byte, string) {
		return corpus(t, "un-ict", "A_RES_78_132."+language+".xml"), corpus(t, "un-ict", "A_RES_79_194."+language+".xml"), "draft.xml"
	}
}
