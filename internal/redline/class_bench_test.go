package redline_test

import (
	"testing"
	"time"

	"github.com/travaux/travaux/internal/redline"
)

// BenchmarkClassify classes the changes of 150 paragraphs of which six in ten
// were edited. "share" is its part of the whole of Compare in the same run, which
// must stay below a tenth.
func BenchmarkClassify(b *testing.B) {
	g := newInventor(1, "en")
	old := g.draft(150, 117)
	new := g.revise(old, 0.6).draft
	c := redline.Compare(old, new, redline.Options{})
	b.ReportAllocs()
	for b.Loop() {
		redline.Classify(c)
	}
	own := b.Elapsed() / time.Duration(b.N)
	start, n := time.Now(), 0
	for ; n == 0 || time.Since(start) < 200*time.Millisecond; n++ {
		redline.Compare(old, new, redline.Options{})
	}
	b.ReportMetric(float64(own)/float64(time.Since(start)/time.Duration(n)), "share")
}
