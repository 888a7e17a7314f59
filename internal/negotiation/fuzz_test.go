package negotiation_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// FuzzWords puts any words in, splits them anywhere and merges them again: each
// act is refused with an error of the catalogue, or leaves words in normal form
// that no cut has lost.
func FuzzWords(f *testing.F) {
	for _, words := range append(startWords, "", " a ", "[Delta Union: x] [y – Sarrow Islands]", "e\u0301 \u202e x", "水和河", "\xff") {
		f.Add(words, 3, 0, 2)
	}
	f.Fuzz(func(t *testing.T, words string, at, start, end int) {
		s, p := published(t)
		c := negotiation.EditPassage{Paragraph: p[0], BaseRevision: 1, Text: words}
		if end > start {
			c.Marks = []text.Mark{{Kind: text.Italic, Start: start, End: end}}
		}
		if _, err := s.try(ines, c); err != nil {
			if _, ok := err.(*negotiation.Error); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		whole := s.words()[0]
		if n, err := text.Normalize(whole); err != nil || n != whole || !utf8.ValidString(whole) {
			t.Fatalf("stored %q", whole)
		}
		_, err := s.try(ines, negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 2, At: []int{at}})
		if err != nil {
			if _, ok := err.(*negotiation.Error); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		names := s.paragraphs()
		s.do(ines, negotiation.MergePassages{Paragraphs: names[:2], BaseRevisions: []int{1, 1}})
		squeeze := func(s string) string {
			return strings.NewReplacer(" ", "", "\t", "", "\n", "").Replace(s)
		}
		if got := s.words()[0]; squeeze(got) != squeeze(whole) {
			t.Fatalf("%q split at %d and merged is %q", whole, at, got)
		}
	})
}
