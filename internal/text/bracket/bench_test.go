package bracket_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/text/bracket"
)

// long makes a text of so many words, about one bracket for each 32.
func long(words int) bracket.Flow {
	const paragraph = "2. [Decides] that States [shall][should], [DU, Coravia: as appropriate,] protect [all [great] rivers/all seas] by [X] – see {note} (retain: Coravia) and A/RES/70/1, and calls upon them to report, to learn, and to do so every year from now on."
	unit := paragraph + strings.Repeat("\n3. They also decide that all of the waters of the basin are held in common, and that nobody may close them to others (see below).", 8) + "\n"
	n := len(strings.Fields(unit))
	return flow(lines(strings.TrimSuffix(strings.Repeat(unit, words/n), "\n"))...)
}

// nest makes one bracket in another, so deep.
func nest(depth int) bracket.Flow {
	return flow(strings.Repeat("[a ", depth) + strings.Repeat("]", depth))
}

func BenchmarkParse(b *testing.B) {
	for _, words := range []int{10_000, 54_000, 150_000, 500_000} {
		f := long(words)
		b.Run(fmt.Sprint(words, "words"), func(b *testing.B) {
			for b.Loop() {
				bracket.Parse(f, bracket.Options{Resolve: resolve})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(words), "ns/word")
		})
	}
}

func BenchmarkDepth(b *testing.B) {
	for _, depth := range []int{1_000, 10_000, 100_000} {
		f := nest(depth)
		b.Run(fmt.Sprint(depth), func(b *testing.B) {
			for b.Loop() {
				bracket.Parse(f, bracket.Options{Resolve: resolve})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(depth), "ns/bracket")
		})
	}
}

func BenchmarkCount(b *testing.B) {
	tree := bracket.Parse(long(54_000), bracket.Options{Resolve: resolve})
	for b.Loop() {
		tree.Count("en")
	}
}

func BenchmarkKeep(b *testing.B) {
	tree := bracket.Parse(long(54_000), bracket.Options{Resolve: resolve})
	for b.Loop() {
		if _, err := tree.Keep(100); err != nil {
			b.Fatal(err)
		}
	}
}
