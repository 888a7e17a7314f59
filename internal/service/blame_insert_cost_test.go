package service_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
)

// replaced is a world in which every paragraph of a draft is new and as many others
// were asked for as insertions.
func replaced(t testing.TB, paragraphs int) *tracedWorld {
	text := func(word string) string {
		var b strings.Builder
		for i := range paragraphs {
			fmt.Fprintf(&b, "%d. %s%d of %s%d.\n\n", i+1, word, i, word, i*i)
		}
		return b.String()
	}
	w := newTracedWorld(t, text("Water"), negotiation.ToPublic)
	item, _, err := w.Get(t.Context(), ines, negotiation.KindDraft, draftOf("zero"))
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range item.Entity.(*negotiation.Draft).Entries {
		w.act(mei, negotiation.ProposeAmendment{Document: document, Kind: negotiation.InsertParagraph, Paragraph: e.Paragraph,
			Wanted: fmt.Sprintf("Rain%d is shared.", i), Circulation: negotiation.CirculateWithName, Submit: true})
	}
	w.importFile("rev1", "rev1.txt", []byte(text("River")))
	return w
}

// BenchmarkProvenanceInsertions tells where the words of a draft come from in which all
// is new and might be any of as many insertions: each pair has a bounded cost.
func BenchmarkProvenanceInsertions(b *testing.B) {
	for _, n := range []int{50, 100, 200} {
		w := replaced(b, n)
		b.Run(fmt.Sprintf("paragraphs=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := w.Provenance(b.Context(), joao, draftOf("rev1"), "", 0, ""); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n*n), "ns/pair")
		})
	}
}
