package redline

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestLexiconNumbersInOrder has far more keys than the table begins with.
func TestLexiconNumbersInOrder(t *testing.T) {
	l := newLexicon(0)
	for range 2 {
		for want := range int32(5000) {
			if got := l.number(fmt.Sprint("word", want)); got != want {
				t.Fatalf("key %d has the number %d", want, got)
			}
		}
	}
}

// TestJoinedIsAsRead holds texts that are joined to the same text read at once.
func TestJoinedIsAsRead(t *testing.T) {
	piece := rapid.SampledFrom([]string{"delta", " ", "-", "A/1", "1", "\u00a0", "000", "’", "水", "e\u0301", "\u0301", "\u200d", "[", ".", "\n"})
	rapid.Check(t, func(t *rapid.T) {
		r := newReader(0)
		var all []words
		var at []int
		for i := range rapid.IntRange(1, 4).Draw(t, "texts") {
			s := ""
			for _, p := range rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces") {
				s += p
			}
			all, at = append(all, r.read(s, "")), append(at, i)
		}
		got, want := r.joined(all, at), r.read(texts(all, at), "")
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(words{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("read at once and joined differ (-want +got):\n%s", diff)
		}
	})
}
