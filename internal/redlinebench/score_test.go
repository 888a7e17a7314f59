package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/redline"
)

// TestMinimal holds the fast count to the plain one.
func TestMinimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"the", "river", "shall", "flow", ",", "basin"}), 0, 200).Draw(t, name), " ")
		}
		a, b := draw("old"), draw("new")
		if got, want := minimal(a, b, "en"), plainMinimal(words(a, "en"), words(b, "en")); got != want {
			t.Fatalf("minimal(%q, %q) = %d, want %d", a, b, got, want)
		}
	})
}

func plainMinimal(a, b []string) int {
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

func TestScored(t *testing.T) {
	e, d, i := redline.Equal, redline.Delete, redline.Insert
	for _, c := range []struct {
		name     string
		old, new string
		pieces   []piece
		want     score
	}{
		{"nothing changed", "a river", "a river", []piece{{e, "a river"}}, score{lawful: true}},
		{"one word", "a river flows on", "a basin flows on", []piece{{e, "a "}, {d, "river"}, {i, "basin"}, {e, " flows on"}},
			score{lawful: true, islands: 1, changed: 2}},
		{"a sliver", "old river old", "new river new", []piece{{d, "old"}, {i, "new"}, {e, " river "}, {d, "old"}, {i, "new"}},
			score{lawful: true, islands: 2, slivers: 1, changed: 4}},
		{"a bracket round a word", "a river b", "a [river] b", []piece{{e, "a "}, {i, "["}, {e, "river"}, {i, "]"}, {e, " b"}},
			score{lawful: true, islands: 2, slivers: 1, framed: 1, changed: 2}},
		{"not over the end of a paragraph", "old\nold", "new\nnew", []piece{{d, "old"}, {i, "new"}, {e, "\n"}, {d, "old"}, {i, "new"}},
			score{lawful: true, islands: 2, changed: 4}},
		{"a broken word", "rivers", "river", []piece{{e, "river"}, {d, "s"}}, score{lawful: true, islands: 1, changed: 1, broken: 1}},
		{"words lost", "a river", "a basin", []piece{{e, "a "}, {i, "basin"}}, score{islands: 1, changed: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, scored(c.old, c.new, "en", c.pieces), cmp.AllowUnexported(score{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTruth: what the inventor says of its drafts is so.
func TestTruth(t *testing.T) {
	for seed := range uint64(5) {
		g := newInventor(seed)
		old := g.draft(6000)
		same, links := g.revise(old, 0) // no words edited
		last := -1
		for j, p := range same.Paragraphs {
			from := links.from[j]
			switch links.kind[j] {
			case kept, moved:
				if p.Text != old.Paragraphs[from[0]].Text {
					t.Fatalf("seed %d: paragraph %d is not its source", seed, j)
				}
			case merged:
				if p.Text != old.Paragraphs[from[0]].Text+" "+old.Paragraphs[from[1]].Text {
					t.Fatalf("seed %d: paragraph %d is not its two sources", seed, j)
				}
			case split:
				if !strings.Contains(old.Paragraphs[from[0]].Text, p.Text) {
					t.Fatalf("seed %d: paragraph %d is no part of its source", seed, j)
				}
			}
			if links.kind[j] != moved && len(from) > 0 {
				if from[0] < last {
					t.Fatalf("seed %d: paragraph %d is out of order and not called moved", seed, j)
				}
				last = from[0]
			}
		}
	}
}
