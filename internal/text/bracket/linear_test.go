//go:build unix

package bracket_test

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/text/bracket"
)

// used is the processor time that the benchmarks have taken, which other programs on
// the machine do not lengthen.
func used(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkLinear compares the time that a text takes with that of one eight times as
// long, for texts that would take the square of it if anything were looked through
// again and again: eight is linear, sixty-four the square.
func BenchmarkLinear(b *testing.B) {
	const n, times = 3_000, 8
	for name, unit := range map[string]string{
		"deep": "[a ", "closed": "]", "braces": "{[", "round": "(retain: ", "options": "\nOption 1: a", "sub-options": "\nOption 1: (a) [Option 1.1: b",
		"colons": "[A: ", "dashes": "[a – A", "strokes": "[a/b", "touching": "[a] ", "links": "[a](b/", "names": "[DU: a – DU](retain: DU)", "Option (": "(",
	} {
		b.Run(name, func(b *testing.B) {
			best := func(n int) time.Duration {
				s := name + strings.Repeat(unit, n) + strings.Repeat("]", n)
				least := time.Hour
				for range 3 {
					start := used(b)
					tree := bracket.Parse(flow(s), bracket.Options{Resolve: resolve})
					tree.Count("en")
					bracket.ReadSource(s, true).Parse(resolve)
					least = min(least, used(b)-start)
				}
				return least
			}
			var small, large time.Duration
			for b.Loop() {
				small, large = best(n), best(n*times)
			}
			b.ReportMetric(float64(large)/float64(max(small, 1)), "x-for-8-times")
		})
	}
}

// TestVeryDeep reads one bracket in another a hundred thousand times over.
func TestVeryDeep(t *testing.T) {
	const deep = 100_000
	tree := bracket.Parse(nest(deep), bracket.Options{Resolve: resolve})
	checkTree(t, tree)
	if got := tree.Count("en").MaxDepth(); got != deep {
		t.Errorf("depth %d, want %d", got, deep)
	}
	c, err := tree.Drop(deep / 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(bracket.Parse(c.Flow, bracket.Options{}).Brackets); got != deep/2 {
		t.Errorf("%d brackets are left, want %d", got, deep/2)
	}
}
