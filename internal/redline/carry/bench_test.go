//go:build unix

package carry_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// used is the processor time of this program, which other programs on the machine do
// not lengthen.
func used(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure runs a benchmark and reports the processor time of one run, in milliseconds,
// and of one of n parts of it.
func measure(b *testing.B, n int, part string, run func()) {
	b.ReportAllocs()
	start := used(b)
	for b.Loop() {
		run()
	}
	one := float64((used(b) - start).Nanoseconds()) / float64(b.N)
	b.ReportMetric(one/1e6, "cpu-ms")
	b.ReportMetric(one/float64(n), "cpu-ns/"+part)
}

// BenchmarkCarry carries a draft to a heavily edited copy. The goal is 100 ms for
// 1,700 brackets in 54,000 words, and a cost near linear to 500,000.
func BenchmarkCarry(b *testing.B) {
	for _, words := range []int{54_000, 150_000, 500_000} {
		for _, ids := range []bool{true, false} {
			g := newInventor(7)
			f := g.flow(words, 30)
			old, new := bracket.Parse(f, bracket.Options{}), bracket.Parse(g.revise(f, 0.6, ids), bracket.Options{})
			b.Run(fmt.Sprintf("%dwords/ids=%v", words, ids), func(b *testing.B) {
				measure(b, words, "word", func() { carry.Carry(old, new, carry.Options{Language: "en"}) })
				b.ReportMetric(float64(len(old.Brackets)), "brackets")
			})
		}
	}
}

// BenchmarkAlign is the share of redline.Align in BenchmarkCarry, for comparison.
func BenchmarkAlign(b *testing.B) {
	g := newInventor(7)
	f := g.flow(54_000, 30)
	old, new := &text.Draft{Language: "en", Paragraphs: f.Paragraphs}, &text.Draft{Language: "en", Paragraphs: g.revise(f, 0.6, false).Paragraphs}
	measure(b, 54_000, "word", func() { redline.Align(old, new, redline.Options{}) })
}

// BenchmarkDeep carries brackets one in another to a copy in which words changed and
// some were lifted.
func BenchmarkDeep(b *testing.B) {
	for _, deep := range []int{1_000, 10_000, 100_000} {
		f, changed := nest(deep, "a"), nest(deep, "a")
		half := len(f.Paragraphs[0].Text) / 4
		changed.Paragraphs[0].Text = strings.Replace(f.Paragraphs[0].Text[:half], "a", "water", 3) + " more " + f.Paragraphs[0].Text[half:]
		for name, g := range map[string]bracket.Flow{"edited": changed, "lifted": nest(deep-3, "a"), "replaced": nest(deep, "b"), "signs": nest(deep, ";")} {
			old, new := bracket.Parse(f, bracket.Options{}), bracket.Parse(g, bracket.Options{})
			b.Run(fmt.Sprintf("%d/%s", deep, name), func(b *testing.B) {
				measure(b, deep, "bracket", func() { carry.Carry(old, new, carry.Options{}) })
			})
		}
	}
}
