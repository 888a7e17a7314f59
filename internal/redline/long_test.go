package redline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// TestLongParagraphs holds the comparer to what really changed in one paragraph
// of 30,000 words, where few words or none stand only once.
func TestLongParagraphs(t *testing.T) {
	for name, vocabulary := range map[string]int{"few words": 60, "many words": 900, "two words": 2} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(vocabulary), 5))
			var old, new []string
			changed := 0
			for range 30000 {
				w := fmt.Sprint("w", r.IntN(vocabulary))
				old = append(old, w)
				if r.IntN(10) == 0 {
					w = fmt.Sprint("n", r.IntN(vocabulary))
					changed += 2
				}
				new = append(new, w)
			}
			a, b := strings.Join(old, " "), strings.Join(new, " ")
			segments := redline.Default{}.Diff(a, b, "en")
			if broken := brokenSegments(segments, a, b); broken != "" {
				t.Fatalf("%.300s", broken)
			}
			marked := 0
			for _, s := range segments {
				if s.Op != redline.Equal {
					marked += text.Words(s.Text, "en")
				}
			}
			if marked > 2*changed {
				t.Errorf("%d words are marked, %d changed", marked, changed)
			}
		})
	}
}
