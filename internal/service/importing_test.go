package service_test

import (
	"testing"

	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

// TestImportOfTheOutcomeDocument: A/RES/80/173 has 127 numbered paragraphs in each
// language, although some of its files have two preambles and fail the schema.
func TestImportOfTheOutcomeDocument(t *testing.T) {
	for _, language := range []string{"ar", "en", "es", "fr", "ru", "zh"} {
		t.Run(language, func(t *testing.T) {
			data := corpus(t, "un-wsis20", "A_RES_80_173."+language+".xml")
			w, _ := newWorldIn(t, language)
			w.importFile("adopted", "A_RES_80_173.xml", data)
			got, err := w.DraftText(t.Context(), joao, document+"/drafts/adopted", service.Plain, 0, "")
			if err != nil {
				t.Fatal(err)
			}
			numbered := 0
			for _, w := range got.Wordings {
				if w.Entry.Kind == text.Operative && w.Entry.Label != "" {
					numbered++
				}
			}
			if numbered != 127 {
				t.Errorf("%d numbered paragraphs, want 127", numbered)
			}
			if got.Draft.Language != language {
				t.Errorf("language %q, want %q", got.Draft.Language, language)
			}
		})
	}
}
