package format_test

import (
	"testing"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/redline"
)

// FuzzLaw1 holds the whole way, from two texts to the renderings, to law 1.
func FuzzLaw1(f *testing.F) {
	f.Add("Riverside\n\n1. We [shall] affirm.\n\n2. We ask.", "Riverside\n\n1. We affirm.\n\n3. We ask.")
	f.Add("1 - نؤكد المياه\n2 - نقرر", "1 - نؤكد\n2 - نقرر المياه")
	f.Add("我们重申河流\n我们决定", "我们决定\n我们重申[河流]")
	f.Add("1. The waters\u00a0of non-State users.", "1. The waters of non\u2011State users.")
	f.Add("1. We agree [shall] meet [in Lindmark].\n\n2. [Others]", "1. We agree shall meet in [Lindmark].")
	f.Fuzz(func(t *testing.T, a, b string) {
		old, _, err := format.Read("old.txt", []byte(a), format.Options{})
		if err != nil {
			return
		}
		new, _, err := format.Read("new.txt", []byte(b), format.Options{})
		if err != nil {
			return
		}
		agree(t, redline.Compare(old, new, redline.Options{}))
	})
}
