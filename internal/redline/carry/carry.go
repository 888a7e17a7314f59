// Package carry makes ids follow their words: it tells what became of the
// brackets of one text in another (domain §5, law 6). It is pure: the same texts
// give the same answer, and what a person should look at is said, not decided in
// silence.
package carry

import (
	"slices"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Options steers a carry-over; the zero value reads texts of an unknown language
// in which nothing is known of the paragraphs but their identities.
type Options struct {
	// Language is the BCP 47 tag of both texts, or empty.
	Language string
	// Lineage says which paragraphs are known to continue each other, as
	// redline.Options has it; splits and mergers are pairs of several.
	Lineage []redline.Pair
}

// Kind tells what became of a bracket.
type Kind string

// The kinds. Kept to Split go on: another bracket continues them. The others end.
const (
	Kept     Kind = "kept"     // the same words
	Edited   Kind = "edited"   // the same extent, words inside changed
	Narrowed Kind = "narrowed" // some of its words stand outside it now
	Widened  Kind = "widened"  // words that stood outside it stand inside now
	Shifted  Kind = "shifted"  // both: words went out and others came in
	Split    Kind = "split"    // goes on, and other brackets hold some of its words
	Merged   Kind = "merged"   // its words stand in a bracket that continues another
	Lifted   Kind = "lifted"   // its words stand, or half of them and more, without the glyphs
	Dropped  Kind = "dropped"  // its words went with the glyphs
)

// GoesOn tells whether a bracket of the new text continues it.
func (k Kind) GoesOn() bool {
	switch k {
	case Kept, Edited, Narrowed, Widened, Shifted, Split:
		return true
	}
	return false
}

// Fate is what became of one bracket.
type Fate struct {
	Kind Kind
	// New are the brackets of the new text that hold its words. For one that goes
	// on the first continues it, and the others have split off; for one that
	// merged the first is the one that it went into.
	New []int
	// Sure is false where a person should confirm.
	Sure bool
	// Why says, where Sure is false, what is doubtful: one sentence for a delegate,
	// which names no bracket by its number.
	Why string
}

// Result is what became of all brackets of a text.
type Result struct {
	// From has for each bracket of the new text the index of the old one that it
	// continues, or -1 for one that is new. No old one comes twice.
	From []int
	// Fates has for each bracket of the old text what became of it.
	Fates []Fate
}

// Carry tells what became of the brackets of old in new. Paragraphs with the same
// non-empty ID continue each other, others by the lineage given, else by content.
// Brackets are told apart by their words, spaces and commas not counted; names and
// drafters' notes are no words. Of several with the same words the first continues
// the first. Time grows nearly linearly with the texts, whatever the depth.
func Carry(old, new *bracket.Tree, o Options) *Result {
	if len(o.Lineage) == 0 && same(old, new) {
		return identity(len(old.Brackets))
	}
	c := newCarrier(old, new, o)
	c.inPlace()
	c.elsewhere(true)
	c.sameExtent()
	c.overlapping()
	c.floating()
	c.besideOne()
	c.elsewhere(false)
	return c.result()
}

// same tells whether two texts are the same, paragraph by paragraph.
func same(old, new *bracket.Tree) bool {
	placed := func(a, b bracket.Bracket) bool { return a.Open == b.Open && a.Close == b.Close }
	return slices.EqualFunc(old.Brackets, new.Brackets, placed) && slices.EqualFunc(old.Flow.Paragraphs, new.Flow.Paragraphs, func(a, b text.Paragraph) bool {
		return a.Text == b.Text && a.ID == b.ID && (a.Kind == text.Footnote) == (b.Kind == text.Footnote)
	})
}

// identity is the result where nothing changed.
func identity(n int) *Result {
	r := &Result{From: make([]int, n), Fates: make([]Fate, n)}
	for i := range n {
		r.From[i] = i
		r.Fates[i] = Fate{Kind: Kept, New: []int{i}, Sure: true}
	}
	return r
}
