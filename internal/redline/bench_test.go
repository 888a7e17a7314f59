package redline_test

import (
	"slices"
	"testing"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// The goals are those of the design: 150 paragraphs of some 117 words within
// 20 ms, 148,000 words within 250 ms, on two cores. Each benchmark reports, for
// the same drafts in the same run, how often the time of go-diff over all words
// at once it takes ("ratio", lower is better), the share of words marked beyond
// what is needed, and the kept runs of one or two words between two changes.

func BenchmarkCompare150Light(b *testing.B)    { benchmarkCompare(b, 150, 117, 0.25) }
func BenchmarkCompare150Heavy(b *testing.B)    { benchmarkCompare(b, 150, 117, 0.6) }
func BenchmarkCompare148000Words(b *testing.B) { benchmarkCompare(b, 1880, 79, 0.6) }

func benchmarkCompare(b *testing.B, paragraphs, words int, share float64) {
	g := newInventor(1, "en")
	old := g.draft(paragraphs, words)
	new := g.revise(old, share).draft
	var c *redline.Comparison
	b.ReportAllocs()
	for b.Loop() {
		c = redline.Compare(old, new, redline.Options{})
	}
	own := b.Elapsed() / time.Duration(b.N)
	start, n := time.Now(), 0
	for ; n == 0 || time.Since(start) < 200*time.Millisecond; n++ {
		wholeDiff(old, new)
	}
	b.ReportMetric(float64(own)/float64(time.Since(start)/time.Duration(n)), "ratio")
	q := qualityOf(c)
	b.ReportMetric(float64(q.slivers), "slivers")
	b.ReportMetric(100*float64(q.changed-q.minimal)/float64(max(1, q.minimal)), "%beyond")
}

// wholeDiff is the baseline: go-diff over all words of both drafts at once.
func wholeDiff(old, new *text.Draft) int {
	numbers := map[string]rune{}
	read := func(d *text.Draft) (out []rune) {
		for _, p := range d.Paragraphs {
			for _, t := range text.Tokens(p.Text, d.Language) {
				w := p.Text[t.Start:t.End]
				if numbers[w] == 0 {
					numbers[w] = rune(len(numbers) + 1)
				}
				out = append(out, numbers[w])
			}
		}
		return out
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	return len(dmp.DiffMainRunes(read(old), read(new), false))
}

// quality counts what makes a redline hard to read.
type quality struct {
	slivers          int // kept runs of one or two words between two changes of words
	changed, minimal int // tokens but spaces marked, and that had to be
	broken           int // segments that begin or end within a word
}

// qualityOf measures the edited paragraphs of a comparison.
func qualityOf(c *redline.Comparison) quality {
	var q quality
	for _, p := range c.Paragraphs {
		if p.Change != redline.Edited && p.Change != redline.MovedEdited {
			continue
		}
		old, new := c.Old.Paragraphs[p.Old[0]].Text, c.New.Paragraphs[p.New[0]].Text
		q.minimal += needed(old, new, c.Old.Language)
		bounds := [2][]int{tokenBounds(old, c.Old.Language), tokenBounds(new, c.Old.Language)}
		var at [2]int
		before, kept := 0, 0 // words changed before the last kept run, and in that run
		for i, s := range p.Segments {
			n := text.Words(s.Text, c.Old.Language)
			switch {
			case s.Op == redline.Equal:
				if i > 0 {
					kept = n
				}
			case kept > 0 && kept <= 2 && before > 0 && n > 0:
				q.slivers++
				fallthrough
			default:
				q.changed += len(signs(s.Text, c.Old.Language))
				before, kept = n, 0
			}
			if s.Op != redline.Insert {
				at[0] += len(s.Text)
			}
			if s.Op != redline.Delete {
				at[1] += len(s.Text)
			}
			for side := range at {
				if _, whole := slices.BinarySearch(bounds[side], at[side]); !whole {
					q.broken++
				}
			}
		}
	}
	return q
}

// needed is the least number of tokens that must be marked between two texts:
// all but twice their longest common subsequence.
func needed(old, new, language string) int {
	a, b := signs(old, language), signs(new, language)
	last := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := last[j+1]
			if a[i] == b[j] {
				last[j+1] = diagonal + 1
			} else {
				last[j+1] = max(above, last[j])
			}
			diagonal = above
		}
	}
	return len(a) + len(b) - 2*last[len(b)]
}

// signs gives the tokens of a text without the spaces.
func signs(s, language string) (out []string) {
	for _, t := range text.Tokens(s, language) {
		if t.Class != text.Space {
			out = append(out, s[t.Start:t.End])
		}
	}
	return out
}

// tokenBounds gives where tokens end, and 0.
func tokenBounds(s, language string) []int {
	out := []int{0}
	for _, t := range text.Tokens(s, language) {
		out = append(out, t.End)
	}
	return out
}
