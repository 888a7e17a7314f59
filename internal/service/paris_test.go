package service_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text/bracket"
)

// TestParisBurnsDown imports three states of one negotiation as successive drafts: the
// counts are those of the glyphs in each text, the burn-down falls to nothing, and of
// the brackets with words that stand unchanged in the next draft nine in ten and more
// keep their number. Which those are is told by the exact words alone: those of which
// each of the two drafts has one bracket.
func TestParisBurnsDown(t *testing.T) {
	w, _ := newWorldIn(t, "en")
	ids := []string{"dec4", "dec9", "dec12"}
	for i, file := range []string{"4-dec-2015.md", "9-dec-2015.md", "12-dec-2015.md"} {
		w.importFile(ids[i], file, corpus(t, "paris", file))
	}
	texts := make([]map[string][]int, len(ids)) // the numbers of the brackets, by words
	for i, id := range ids {
		var all []service.BracketView
		for token := ""; ; {
			page, err := w.Brackets(t.Context(), joao, service.BracketQuery{Document: document, Draft: document + "/drafts/" + id, PageToken: token})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, page.Brackets...)
			if token = page.Next; token == "" {
				break
			}
		}
		text, err := w.DraftText(t.Context(), joao, document+"/drafts/"+id, service.Plain, 0, "")
		if err != nil {
			t.Fatal(err)
		}
		opens, closes := 0, 0
		for _, x := range text.Wordings {
			opens, closes = opens+strings.Count(x.Text, "["), closes+strings.Count(x.Text, "]")
		}
		t.Logf("%s: %d opening and %d closing glyphs, %d brackets", id, opens, closes, len(all))
		if len(all) > min(opens, closes) || len(all) < min(opens, closes)-5 {
			t.Errorf("%s: %d brackets of %d and %d glyphs", id, len(all), opens, closes)
		}
		seen := make(map[int]bool)
		texts[i] = make(map[string][]int)
		for _, v := range all {
			if v.Number == 0 || seen[v.Number] {
				t.Fatalf("%s: bracket %q has the number %d, which it does not own", id, v.Words, v.Number)
			}
			seen[v.Number] = true
			if len(v.Words) < negotiation.MaxBracketWords && v.Kind != bracket.Empty {
				texts[i][v.Words] = append(texts[i][v.Words], v.Number)
			}
		}
	}
	for i := 1; i < len(texts); i++ {
		same, kept := 0, 0
		for words, old := range texts[i-1] {
			now := texts[i][words]
			if len(old) == 1 && len(now) == 1 {
				same++
				if old[0] == now[0] {
					kept++
				}
			}
		}
		t.Logf("%s to %s: %d of %d brackets with unchanged words keep their number", ids[i-1], ids[i], kept, same)
		if 10*kept < 9*same {
			t.Errorf("%s to %s: only %d of %d brackets with unchanged words keep their number", ids[i-1], ids[i], kept, same)
		}
	}
	b, err := w.Board(t.Context(), joao, service.BoardQuery{Document: document})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range b.Points {
		t.Logf("%s: %d open, %d deep, %d opened, %+v", p.Name, p.Total.Open, p.Total.Depth, p.Opened, p.Closed)
		if i > 0 && p.Total.Open != b.Points[i-1].Total.Open+p.Opened-p.Closed.All() {
			t.Errorf("%s: the sums do not meet", p.Name)
		}
		if i > 0 && p.Closed.Lifted != 0 {
			t.Errorf("%s: nobody is recorded to have lifted a bracket", p.Name)
		}
	}
	if len(b.Points) != 3 || b.Points[0].Total.Open < 900 || b.Points[2].Total.Open != 0 {
		t.Errorf("the burn-down does not fall to nothing")
	}
}
