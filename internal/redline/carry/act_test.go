package carry_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
	"pgregory.net/rapid"
)

// TestKeep lifts one bracket by keeping its words: that one is lifted, all others are
// kept.
func TestKeep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawer{T: t, again: rapid.Bool().Draw(t, "again")}
		if tree := write(d.text(), rapid.Bool().Draw(t, "ids")).tree; len(tree.Brackets) > 0 {
			checkKeep(t, tree, d.int(0, len(tree.Brackets)-1))
		}
	})
}

func checkKeep(t failer, old *bracket.Tree, i int) {
	t.Helper()
	c, err := old.Keep(i)
	if err != nil {
		return
	}
	new := bracket.Parse(c.Flow, bracket.Options{})
	r := run(t, old, new, carry.Options{})
	lifted := -1
	for o, f := range r.Fates {
		if f.Kind != carry.Kept {
			if lifted >= 0 {
				t.Fatalf("%d and %d did not stay, lifted was %d\nold %q\nnew %q", lifted, o, i, shown(old), shown(new))
			}
			lifted = o
		}
		if at := o; f.Kind == carry.Kept && !alone(old, o, i) && inner(old, o) != "" {
			if o > i {
				at--
			}
			if f.New[0] != at {
				t.Fatalf("bracket %d goes on as %d, not %d; lifted %d\nold %q\nnew %q", o, f.New[0], at, i, shown(old), shown(new))
			}
		}
	}
	if lifted < 0 || lifted != i && inner(old, lifted) != inner(old, i) {
		t.Fatalf("bracket %d did not stay, lifted was %d\nold %q\nnew %q", lifted, i, shown(old), shown(new))
	}
	if kind := r.Fates[lifted].Kind; kind != carry.Lifted && (kind != carry.Dropped || strings.Trim(inner(old, lifted), ",،，、") != "") {
		t.Fatalf("bracket %d is %s\nold %q\nnew %q", lifted, kind, shown(old), shown(new))
	}
}

// alone tells whether one of two brackets stands in the other with no words of its own,
// so that nobody could tell which of them was lifted.
func alone(t *bracket.Tree, a, b int) bool { return inner(t, a) == inner(t, b) }

// TestDrop lifts one bracket by dropping its words: it is dropped with all in it, those
// round it are edited, all others kept.
func TestDrop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawer{T: t}
		old := write(d.text(), rapid.Bool().Draw(t, "ids")).tree
		if len(old.Brackets) == 0 {
			return
		}
		i := d.int(0, len(old.Brackets)-1)
		c, err := old.Drop(i)
		if err != nil {
			return
		}
		new := bracket.Parse(c.Flow, bracket.Options{})
		r := run(t, old, new, carry.Options{})
		b := old.Brackets[i]
		for o, f := range r.Fates {
			x, want := old.Brackets[o], carry.Kept
			switch {
			case x.Open.Compare(b.Open) >= 0 && x.Close.Compare(b.Close) <= 0:
				want = carry.Dropped
			case x.Open.Compare(b.Open) < 0 && b.Close.Compare(x.Close) < 0:
				want = carry.Edited
			}
			if f.Kind != want {
				t.Fatalf("bracket %d is %s, not %s; dropped %d\nold %q\nnew %q", o, f.Kind, want, i, shown(old), shown(new))
			}
		}
	})
}

// TestAdd puts brackets round words: all others are kept.
func TestAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawer{T: t, again: rapid.Bool().Draw(t, "again")}
		all := d.text()
		old := write(all, rapid.Bool().Draw(t, "ids"))
		more := slices.Clone(all)
		for range d.int(1, 5) {
			i := d.int(0, len(more)-1)
			more[i].nodes = d.enclose(more[i].nodes)
		}
		new := write(more, rapid.Bool().Draw(t, "new ids"))
		r := run(t, old.tree, new.tree, carry.Options{Language: "en"})
		for n, id := range new.ids {
			o := slices.Index(old.ids, id)
			if o < 0 {
				continue
			}
			f := r.Fates[o]
			if f.Kind != carry.Kept || inner(new.tree, f.New[0]) != inner(new.tree, n) || f.New[0] != n && len(byText(new.tree)[inner(new.tree, n)]) == 1 {
				t.Fatalf("bracket %d is %+v, not %d\nold %q\nnew %q", o, f, n, shown(old.tree), shown(new.tree))
			}
		}
	})
}

// enclose puts a bracket round some of the nodes, or of those in one of them.
func (d *drawer) enclose(nodes []node) []node {
	out := slices.Clone(nodes)
	from := d.int(0, len(nodes)-1)
	if out[from].id > 0 && d.int(0, 1) == 0 {
		out[from].nodes = d.enclose(out[from].nodes)
		return out
	}
	to := d.int(from+1, len(nodes))
	d.brackets++
	return slices.Replace(out, from, to, node{id: d.brackets, nodes: slices.Clone(nodes[from:to])})
}

// TestDeep lifts one bracket of very many that stand one in the other.
func TestDeep(t *testing.T) {
	const deep = 10_000
	for _, f := range []bracket.Flow{nest(deep, "water"), nest(deep, ""), nest(deep, ";")} {
		old := bracket.Parse(f, bracket.Options{})
		c, err := old.Keep(deep / 2)
		if err != nil {
			t.Fatal(err)
		}
		new := bracket.Parse(c.Flow, bracket.Options{})
		r := carry.Carry(old, new, carry.Options{})
		checkResult(t, old, new, r)
		kept := 0
		for _, f := range r.Fates {
			if f.Kind == carry.Kept {
				kept++
			}
		}
		if kept != deep-1 {
			t.Errorf("%d brackets of %d were kept", kept, deep)
		}
	}
}

// FuzzCarry holds any two texts to the rules of a result, to the same answer twice, to
// the identity and to the lifting of one bracket.
func FuzzCarry(f *testing.F) {
	f.Add("All [great [wide]] rivers", "All great [wide] rivers", uint(0), "")
	f.Add("[shall][should] [ ] [50]\n[x\ny] z", "[should] [ ] [60] z\n[x y]", uint(2), "ab")
	f.Add("[[a]] people[s] [,]", "[a] peoples\n#1 [b]", uint(1), "a")
	f.Add("#1 [a b] c [d]\n#2 e [f\n^ [g]\nh]", "#2 e [f\n^ [g]\nh]\n#1 a [b c] d", uint(3), "b")
	f.Fuzz(func(t *testing.T, a, b string, at uint, lineage string) {
		old, new := plain(a), plain(b)
		var pairs []redline.Pair
		for i, c := range []byte(lineage) {
			pairs = append(pairs, redline.Pair{Old: []int{i}, New: []int{int(c) % 8, int(c) / 8 % 8}})
		}
		run(t, old, new, carry.Options{Lineage: pairs})
		run(t, old, new, carry.Options{Language: "en"})
		checkIdentity(t, old)
		// In braces, and in what has no normal form and is therefore never stored, lifting
		// a bracket may make words of what was none.
		_, err := text.Normalize(a)
		if n := uint(len(old.Brackets)); n > 0 && err == nil && !strings.ContainsAny(a, "{}") {
			checkKeep(t, old, int(at%n))
		}
	})
}

// plain reads a text without names, in normal form where it has one.
func plain(s string) *bracket.Tree {
	if n, err := text.Normalize(s); err == nil {
		s = n
	}
	return bracket.Parse(read(s).Flow, bracket.Options{})
}

// soup are the pieces of texts that nobody would write.
var soup = []string{
	"[", "[", "[", "]", "]", "]", "\n", " ", " ", ", ", "/", "water", "shall", "and", "the", "Option 1: ", "No text", "X", "50", ".", ";", "水", "، ", "A/RES/70/1",
	"Placeholder for", "12 ter. ", "\n^ ", "\n#1 ", "\n#2 ", "s", "1,000", "…",
}

// TestSoup holds texts that nobody would write to the rules that hold for all.
func TestSoup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(soup), 0, 50).Draw(t, name), "")
		}
		a := draw("old")
		old, new := plain(a), plain(draw("new"))
		run(t, old, new, carry.Options{Language: "en"})
		checkIdentity(t, old)
		if len(old.Brackets) > 0 {
			checkKeep(t, old, rapid.IntRange(0, len(old.Brackets)-1).Draw(t, "lifted"))
		}
	})
}
