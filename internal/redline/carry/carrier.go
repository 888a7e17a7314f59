package carry

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text/bracket"
)

// carrier pairs the brackets of two texts, the surest pairs first.
type carrier struct {
	old, new   *side
	paragraphs *alignment
	to, from   []int32 // by unit: its partner, or -1
	oldReach   reach
	newReach   reach

	partner, origin []int    // by bracket of old and of new: its partner, or -1
	doubt           []string // by bracket of old: what is doubtful, or ""
}

// reach tells from any place of a text which units near it have a partner.
type reach struct {
	// next is the first word at or behind a place that has one, prev the last before
	// it; after and before are the same with the marks of paragraphs.
	next, prev, after, before []int32
	weight                    []int64 // of the words before a place that have one
}

func newCarrier(old, new *bracket.Tree, o Options) *carrier {
	words := newLexicon()
	c := &carrier{old: strip(old, words, o.Language), new: strip(new, words, o.Language)}
	c.paragraphs = alignParagraphs(c.old, c.new, o.Lineage)
	c.to, c.from = partnerless(len(c.old.units)), partnerless(len(c.new.units))
	m := matcher{words: words, old: c.old, new: c.new, to: c.to, from: c.from}
	for _, g := range c.paragraphs.groups {
		m.match(g.old, g.new)
	}
	c.oldReach, c.newReach = newReach(c.old, c.to), newReach(c.new, c.from)
	c.partner, c.origin = none(len(old.Brackets)), none(len(new.Brackets))
	c.doubt = make([]string, len(old.Brackets))
	return c
}

// partnerless gives n times -1.
func partnerless(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func newReach(s *side, partner []int32) reach {
	n := len(partner)
	r := reach{make([]int32, n+1), make([]int32, n+1), make([]int32, n+1), make([]int32, n+1), make([]int64, n+1)}
	r.next[n], r.after[n], r.prev[0], r.before[0] = int32(n), int32(n), -1, -1
	for i := n - 1; i >= 0; i-- {
		r.next[i], r.after[i] = r.next[i+1], r.after[i+1]
		if partner[i] >= 0 {
			r.after[i] = int32(i)
			if s.units[i].key != paragraphMark {
				r.next[i] = int32(i)
			}
		}
	}
	for i := range n {
		r.prev[i+1], r.before[i+1], r.weight[i+1] = r.prev[i], r.before[i], r.weight[i]
		if partner[i] >= 0 {
			r.before[i+1] = int32(i)
			r.weight[i+1] += s.measure[i+1].weight - s.measure[i].weight
			if s.units[i].key != paragraphMark {
				r.prev[i+1] = int32(i)
			}
		}
	}
	return r
}

// extent is the first and the last word of a bracket that have a partner, told in the
// units of new.
type extent struct{ from, to int32 }

// oldExtent gives the extent of a bracket of old; false where none of its words has a
// partner.
func (c *carrier) oldExtent(b int) (extent, bool) {
	from, to := c.oldReach.next[c.old.open[b]], c.oldReach.prev[c.old.close[b]]
	if from >= c.old.close[b] {
		return extent{}, false
	}
	return extent{c.to[from], c.to[to]}, true
}

// newExtent gives the extent of a bracket of new.
func (c *carrier) newExtent(b int) (extent, bool) {
	from, to := c.newReach.next[c.new.open[b]], c.newReach.prev[c.new.close[b]]
	return extent{from, to}, from < c.new.close[b]
}

// stands gives the weight of the words of a bracket of old that stand in new.
func (c *carrier) stands(b int) int64 {
	return c.oldReach.weight[c.old.close[b]] - c.oldReach.weight[c.old.open[b]]
}

// stood gives the weight of the words of a bracket of new that stood in old.
func (c *carrier) stood(b int) int64 {
	return c.newReach.weight[c.new.close[b]] - c.newReach.weight[c.new.open[b]]
}

// shared gives the weight of the words that stood in o and stand in n, as old weighs
// them and as new does: a word that a glyph cut weighs less.
func (c *carrier) shared(o, n int) (inOld, inNew int64) {
	if e, ok := c.newExtent(n); ok {
		inOld = c.oldReach.between(c.from[e.from], c.from[e.to], c.old.open[o], c.old.close[o])
	}
	if e, ok := c.oldExtent(o); ok {
		inNew = c.newReach.between(e.from, e.to, c.new.open[n], c.new.close[n])
	}
	return inOld, inNew
}

// between gives the weight of the words with a partner from one unit to another, as far
// as they stand in [open, close).
func (r *reach) between(a, b, open, close int32) int64 {
	from, to := max(min(a, b), open), min(max(a, b)+1, close)
	if from >= to {
		return 0
	}
	return r.weight[to] - r.weight[from]
}

// link makes n the continuation of o.
func (c *carrier) link(o, n int, doubt string) {
	c.partner[o], c.origin[n] = n, o
	if c.doubt[o] = doubt; doubt == "" && !c.paragraphs.sure(c.old.paragraphOf(o)) && c.old.few(o) {
		c.doubt[o] = whyParagraph
	}
}

// freeOld and freeNew give the brackets that have no partner, in order.
func (c *carrier) freeOld() []int { return free(c.partner) }
func (c *carrier) freeNew() []int { return free(c.origin) }

func free(partner []int) []int {
	var out []int
	for i, p := range partner {
		if p < 0 {
			out = append(out, i)
		}
	}
	return out
}

// together tells whether two brackets open in paragraphs that continue each other.
func (c *carrier) together(o, n int) bool {
	return c.paragraphs.together(c.old.paragraphOf(o), c.new.paragraphOf(n))
}

// fewWords is how many words tell little of which bracket they stand in.
const fewWords = 3

// few tells whether only a few words stand in a bracket.
func (s *side) few(b int) bool {
	const most = 20 // units
	if s.close[b]-s.open[b] > most {
		return false
	}
	n := 0
	for u := s.open[b]; u < s.close[b]; u++ {
		if s.measure[u+1].weight-s.measure[u].weight >= weightLetter {
			if n++; n > fewWords {
				return false
			}
		}
	}
	return true
}

// holders gives who holds a bracket, as one string.
func (s *side) holders(b int) string {
	var out strings.Builder
	for _, h := range s.tree.Brackets[b].Holders {
		out.WriteString(h.Stance + ":" + strings.Join(slices.Sorted(slices.Values(h.Actors)), ",") + ";")
	}
	return out.String()
}
