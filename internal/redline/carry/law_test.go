package carry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
	"pgregory.net/rapid"
)

// node is a word, or a bracket with an identity that the test knows.
type node struct {
	word  string
	id    int // of a bracket, from 1
	nodes []node
}

// paragraph is a paragraph whose brackets the test knows.
type paragraph struct {
	id    string
	nodes []node
}

// drawer draws texts whose words are rare enough to be told apart, and some that are
// not.
type drawer struct {
	*rapid.T
	brackets, words, paragraphs int
	again                       bool // words come again
}

func (d *drawer) int(from, to int) int { return rapid.IntRange(from, to).Draw(d.T, "n") }

func (d *drawer) word() string {
	if d.int(0, 3) == 0 {
		return pickFrom(d, []string{"the", "of", "and", "shall", "water"})
	}
	if d.again {
		return pickFrom(d, []string{"delta", "river", "coast", "States", "meet", "talk", "水", "State's", "A/RES/70/1"})
	}
	d.words++
	return fmt.Sprintf("word%dx", d.words)
}

func pickFrom[T any](d *drawer, from []T) T { return from[d.int(0, len(from)-1)] }

// nodes draws words and brackets; a bracket begins with a word that no other has,
// unless words come again.
func (d *drawer) nodes(n, depth int) []node {
	var out []node
	for range n {
		if depth < 4 && d.int(0, 4) == 0 {
			d.brackets++
			b := node{id: d.brackets}
			if !d.again {
				d.words++
				b.nodes = append(b.nodes, node{word: fmt.Sprintf("word%dx", d.words)})
			}
			b.nodes = append(b.nodes, d.nodes(d.int(1, 4), depth+1)...)
			out = append(out, b)
			continue
		}
		out = append(out, node{word: d.word()})
	}
	return out
}

func (d *drawer) paragraph() paragraph {
	d.paragraphs++
	return paragraph{fmt.Sprint("p", d.paragraphs), d.nodes(d.int(6, 20), 0)}
}

func (d *drawer) text() []paragraph {
	var out []paragraph
	for range d.int(1, 6) {
		out = append(out, d.paragraph())
	}
	return out
}

// elsewhere edits words, in and out of brackets, drops, adds and moves paragraphs.
func (d *drawer) elsewhere(all []paragraph) []paragraph {
	out := slices.Clone(all)
	for range d.int(1, 4) {
		i := d.int(0, len(out)-1)
		switch d.int(0, 7) {
		case 0:
			if len(out) > 1 {
				out = slices.Delete(out, i, i+1)
			}
		case 1:
			out = slices.Insert(out, i, d.paragraph())
		case 2:
			p := out[i]
			out = slices.Delete(out, i, i+1)
			out = slices.Insert(out, d.int(0, len(out)), p)
		default:
			out[i] = paragraph{out[i].id, d.edited(out[i].nodes)}
		}
	}
	return out
}

// edited changes a few words, and puts a new bracket among them now and then.
func (d *drawer) edited(nodes []node) []node {
	out := slices.Clone(nodes)
	k := d.int(0, len(out)-1)
	if out[k].id > 0 && d.int(0, 1) == 0 {
		out[k].nodes = d.edited(out[k].nodes)
		return out
	}
	if out[k].id == 0 && d.int(0, 1) == 0 && len(out) > 1 {
		out = slices.Delete(out, k, k+1)
	}
	out = slices.Insert(out, min(k, len(out)), d.nodes(d.int(1, 2), 0)...)
	if d.int(0, 2) == 0 {
		out = slices.Insert(out, d.int(0, len(out)), node{word: d.word()})
	}
	return out
}

// written is a text with the identities of its brackets in the order of the tree.
type written struct {
	tree *bracket.Tree
	ids  []int
}

func write(all []paragraph, ids bool) written {
	var f bracket.Flow
	var w written
	for _, p := range all {
		var b strings.Builder
		w.write(&b, p.nodes)
		q := text.Paragraph{Kind: text.Operative, Text: b.String()}
		if ids {
			q.ID = p.id
		}
		f.Paragraphs = append(f.Paragraphs, q)
	}
	w.tree = bracket.Parse(f, bracket.Options{})
	return w
}

func (w *written) write(b *strings.Builder, nodes []node) {
	for i, n := range nodes {
		if i > 0 {
			b.WriteByte(' ')
		}
		if n.id == 0 {
			b.WriteString(n.word)
			continue
		}
		w.ids = append(w.ids, n.id)
		b.WriteByte('[')
		w.write(b, n.nodes)
		b.WriteByte(']')
	}
}

// run carries, twice, and holds the result to its rules.
func run(t failer, old, new *bracket.Tree, o carry.Options) *carry.Result {
	t.Helper()
	r := carry.Carry(old, new, o)
	checkResult(t, old, new, r)
	if diff := cmp.Diff(r, carry.Carry(old, new, o)); diff != "" {
		t.Fatalf("carried again:\n%s", diff)
	}
	return r
}

// TestElsewhere is law 6 of the algebra: a bracket whose words did not change keeps its
// id across any edit elsewhere, also where the new text comes without identities.
func TestElsewhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkElsewhere(t, &drawer{T: t}) })
}

// FuzzElsewhere is the same for texts and edits that are made of any bytes.
func FuzzElsewhere(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { checkElsewhere(t, &drawer{T: t}) }))
}

func checkElsewhere(t failer, d *drawer) {
	t.Helper()
	all := d.text()
	old, new := write(all, true), write(d.elsewhere(all), rapid.Bool().Draw(d.T, "ids"))
	r := run(t, old.tree, new.tree, carry.Options{Language: "en"})
	for n, id := range new.ids {
		o := slices.Index(old.ids, id)
		if o < 0 || inner(old.tree, o) != inner(new.tree, n) {
			continue
		}
		if r.From[n] != o || r.Fates[o].Kind != carry.Kept {
			t.Fatalf("bracket %d %q: continues %d, %s\nold %q\nnew %q", o, inner(old.tree, o), r.From[n], r.Fates[o].Kind, shown(old.tree), shown(new.tree))
		}
	}
}

// shown gives the words of a text for a message.
func shown(t *bracket.Tree) string {
	var out []string
	for _, p := range t.Flow.Paragraphs {
		out = append(out, p.Text)
	}
	return strings.Join(out, "\n")
}

// TestElsewhereAgain is the same where words come again and again: brackets of
// paragraphs that did not change keep their id, and of several with the same words as
// many go on as there are.
func TestElsewhereAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawer{T: t, again: true}
		all := d.text()
		edited := d.elsewhere(all)
		old, new := write(all, true), write(edited, true)
		r := run(t, old.tree, new.tree, carry.Options{Language: "en"})
		left := make(map[string]int) // brackets that should go on, by their words
		for n, id := range new.ids {
			words := inner(new.tree, n)
			if from := r.From[n]; from >= 0 && inner(old.tree, from) == words {
				left[words]--
			}
			o := slices.Index(old.ids, id)
			if o < 0 || inner(old.tree, o) != words {
				continue
			}
			left[words]++
			before, after := old.tree.Flow.Paragraphs[old.tree.Brackets[o].Open.Paragraph], new.tree.Flow.Paragraphs[new.tree.Brackets[n].Open.Paragraph]
			if before.Text == after.Text && r.From[n] != o {
				t.Fatalf("bracket %d %q: continues %d, not %d\nold %q\nnew %q", n, words, r.From[n], o, shown(old.tree), shown(new.tree))
			}
		}
		for words, n := range left {
			if n > 0 {
				t.Fatalf("%d brackets %q do not go on\nold %q\nnew %q", n, words, shown(old.tree), shown(new.tree))
			}
		}
	})
}

// TestLineageLaw splits and merges paragraphs at the words outside brackets, with the
// lineage told.
func TestLineageLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawer{T: t, again: rapid.Bool().Draw(t, "again")}
		whole := d.text()
		var parts []paragraph
		var lineage []redline.Pair
		for i, p := range whole {
			at := d.int(0, len(p.nodes)-1)
			pair := redline.Pair{Old: []int{i}, New: []int{len(parts)}}
			if at > 0 {
				parts = append(parts, paragraph{"", p.nodes[:at]})
				pair.New = append(pair.New, len(parts))
			}
			parts = append(parts, paragraph{"", p.nodes[at:]})
			lineage = append(lineage, pair)
		}
		one, many := write(whole, true), write(parts, false)
		for _, back := range []bool{false, true} {
			old, new := one, many
			if back {
				old, new = many, one
				for i, l := range lineage {
					lineage[i] = redline.Pair{Old: l.New, New: l.Old}
				}
			}
			r := run(t, old.tree, new.tree, carry.Options{Language: "en", Lineage: lineage})
			for o, f := range r.Fates {
				if f.Kind != carry.Kept || f.New[0] != o {
					t.Fatalf("bracket %d: %+v\nold %q\nnew %q", o, f, shown(old.tree), shown(new.tree))
				}
			}
		}
	})
}

// TestIdentity carries texts to themselves, also where one paragraph more keeps the
// short way from being taken.
func TestIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawer{T: t, again: rapid.Bool().Draw(t, "again")}
		all := d.text()
		ids := rapid.Bool().Draw(t, "ids")
		checkIdentity(t, write(all, ids).tree)
	})
}

func checkIdentity(t failer, tree *bracket.Tree) {
	t.Helper()
	f := bracket.Flow{Paragraphs: append(slices.Clone(tree.Flow.Paragraphs), text.Paragraph{Text: "Done"})}
	for _, new := range []*bracket.Tree{tree, bracket.Parse(f, bracket.Options{})} {
		if len(new.Brackets) != len(tree.Brackets) {
			continue
		}
		r := run(t, tree, new, carry.Options{})
		for o, f := range r.Fates {
			if r.From[o] != o || f.Kind != carry.Kept || len(f.New) != 1 || !f.Sure {
				t.Fatalf("bracket %d of %q: %+v", o, shown(tree), f)
			}
		}
	}
}
