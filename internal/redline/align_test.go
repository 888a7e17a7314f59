package redline_test

import (
	"fmt"
	"testing"

	"github.com/travaux/travaux/internal/redline"
)

// TestQuality holds the comparer to the design's goals on heavy edits in six
// languages: the right paragraphs together, no word cut, few slivers, little
// marked beyond what must be.
func TestQuality(t *testing.T) {
	for _, language := range languageNames {
		g := newInventor(11, language)
		old := g.draft(150, 100)
		r := g.revise(old, 0.6)
		c := redline.Compare(old, r.draft, redline.Options{})
		truth := map[string]bool{}
		for _, p := range r.pairs {
			truth[fmt.Sprint(p.Old, p.New)] = true
		}
		right, found := 0, 0
		for _, p := range c.Paragraphs {
			if len(p.Old) > 0 && len(p.New) > 0 {
				found++
				if truth[fmt.Sprint(p.Old, p.New)] {
					right++
				}
			}
		}
		q := qualityOf(c)
		beyond := 100 * float64(q.changed-q.minimal) / float64(q.minimal)
		t.Logf("%s: %d of %d pairs right, of %d found; %d slivers, %.1f %% beyond minimal; %+v",
			language, right, len(truth), found, q.slivers, beyond, c.Stats)
		if float64(right) < 0.99*float64(len(truth)) || float64(right) < 0.99*float64(found) {
			t.Errorf("%s: %d of %d pairs found right, of %d found, want 99 %%", language, right, len(truth), found)
		}
		// A sign of Chinese counts as a word, and few of them stand alone.
		if most := map[bool]float64{false: 5, true: 10}[language == "zh"]; q.slivers > 10 || beyond > most || q.broken > 0 {
			t.Errorf("%s: %d slivers, %.1f %% beyond minimal, %d broken words, want at most 10, %.0f %% and 0",
				language, q.slivers, beyond, q.broken, most)
		}
	}
}
