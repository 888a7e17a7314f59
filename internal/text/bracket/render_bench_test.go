//go:build unix

package bracket_test

import (
	"strings"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// forms are the renderings of a tree, those that a refusal may end left to end so.
func forms() map[string]func(*bracket.Tree) {
	return map[string]func(*bracket.Tree){
		"attributed":   func(t *bracket.Tree) { t.Attributed() },
		"unattributed": func(t *bracket.Tree) { _, _, _ = t.Unattributed() },
		"clean first":  func(t *bracket.Tree) { _, _ = t.Clean(bracket.Choice{Rule: bracket.KeepFirst}) },
		"clean drop":   func(t *bracket.Tree) { _, _ = t.Clean(bracket.Choice{Rule: bracket.DropAll}) },
		"only":         func(t *bracket.Tree) { t.Only(6) },
		"table":        func(t *bracket.Tree) { t.Table(6) },
	}
}

// BenchmarkForms writes each form of a long draft.
func BenchmarkForms(b *testing.B) {
	tree := bracket.Parse(long(54_000), bracket.Options{Resolve: resolve})
	for name, write := range forms() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				write(tree)
			}
		})
	}
}

// BenchmarkFormsLinear compares each form of a text with that of one eight times as
// long, as BenchmarkLinear does.
func BenchmarkFormsLinear(b *testing.B) {
	const n, times = 3_000, 8
	for name, unit := range map[string]string{
		"deep": "[a ", "touching": "[a] ", "slots in slots": "[[b][a] ", "strokes": "[a/", "strokes of brackets": "[[b]/[a]/", "options": "\nOption 1: a", "names": "[DU: a – Coravia]",
		"stray": "]", "notes": "{a} [", "same": "[[aa][aa] ",
	} {
		tree := func(n int) *bracket.Tree {
			f := flow(lines(strings.Repeat(unit, n) + strings.Repeat("]", n))...)
			if name == "touching" {
				for i := range n {
					f.Paragraphs[0].Marks = append(f.Paragraphs[0].Marks, text.Mark{Kind: text.Bold, Start: 4 * i, End: 4*i + 2})
				}
			}
			return bracket.Parse(f, bracket.Options{Resolve: resolve})
		}
		for form, write := range forms() {
			b.Run(form+"/"+name, func(b *testing.B) {
				best := func(t *bracket.Tree) time.Duration {
					least := time.Hour
					for range 3 {
						start := used(b)
						write(t)
						least = min(least, used(b)-start)
					}
					return least
				}
				var small, large time.Duration
				for b.Loop() {
					small, large = best(tree(n)), best(tree(n*times))
				}
				b.ReportMetric(float64(large)/float64(max(small, 1)), "x-for-8-times")
			})
		}
	}
}
