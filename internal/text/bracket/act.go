package bracket

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Change is what an act on a bracket makes of a flow.
type Change struct {
	// Flow is the whole text after the act. Paragraphs that did not change are
	// those given; what changed is new, and the flow given stays as it was. An
	// act takes out no paragraph: one may be left without words.
	Flow Flow
	// Changed are the indexes of the paragraphs that changed, Emptied those of
	// them that had words and have none now.
	Changed, Emptied []int
	// Gone are the indexes of the brackets of the tree that are not in Flow, in order.
	Gone []int
	// Anchors are the footnotes whose anchors stood in words that went.
	Anchors []string
}

// The reasons for which an act is refused.
const (
	NoSuchBracket = "BRACKET_UNKNOWN"         // there is no such bracket, slot or block
	NoSuchOption  = "BRACKET_OPTION_UNKNOWN"  // it has no such option
	NothingToKeep = "BRACKET_NOTHING_TO_KEEP" // no words stand in it
	MustChoose    = "BRACKET_HAS_OPTIONS"     // one of its options has to be chosen
	Breaks        = "BRACKET_BREAKS_OTHER"    // another bracket or block would be broken
	NoWords       = "BRACKET_NO_WORDS"        // no words were given to replace it
)

// Refusal is the error of an act that cannot be done.
type Refusal struct {
	Reason string
	// Message says what is wrong and why, Remedy what to do.
	Message, Remedy string
}

// Error gives reason and message.
func (r *Refusal) Error() string { return r.Reason + ": " + r.Message }

func refuse(reason, remedy, message string, args ...any) error {
	return &Refusal{Reason: reason, Message: fmt.Sprintf(message, args...), Remedy: remedy}
}

// Keep lifts a bracket by keeping its words: its glyphs and its names go.
// Errors are *Refusal: NoSuchBracket, NothingToKeep, MustChoose, Breaks.
func (t *Tree) Keep(bracket int) (*Change, error) {
	b, err := t.bracket(bracket)
	if err != nil {
		return nil, err
	}
	switch b.Kind {
	case Empty, Unknown, Placeholder, Stance, NoText:
		return nil, refuse(NothingToKeep, "drop it, or replace it by words", "bracket %d has no words that could stand in the text", b.Number)
	case Alternatives:
		return nil, refuse(MustChoose, "choose one of its options", "bracket %d has %d options, which cannot all be kept", b.Number, len(b.Options))
	}
	e := t.edit()
	e.cut(b.Open.Paragraph, b.Open.Offset, b.Open.Offset+1, "")
	e.cut(b.Close.Paragraph, b.Close.Offset, b.Close.Offset+1, "")
	e.names(b)
	return e.done(t, len(t.Brackets)-1)
}

// Drop lifts a bracket by dropping it with all that stands in it.
// Errors are *Refusal: NoSuchBracket, Breaks.
func (t *Tree) Drop(bracket int) (*Change, error) {
	b, err := t.bracket(bracket)
	if err != nil {
		return nil, err
	}
	if err := t.holdsBlocksWhole(b); err != nil {
		return nil, err
	}
	e := t.edit()
	e.span(b.Span())
	e.names(b)
	return e.done(t, len(t.Brackets)-t.inside(bracket))
}

// Replace lifts a bracket by putting other words in its place. The words must be
// in normal form and may have brackets of their own, each with its partner. In a
// bracket that crosses paragraphs they stand in the first of them.
// Errors are *Refusal: NoSuchBracket, NoWords, Breaks; and *text.Error.
func (t *Tree) Replace(bracket int, words string) (*Change, error) {
	b, err := t.bracket(bracket)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(words) == "" {
		return nil, refuse(NoWords, "give the words, or drop the bracket", "no words were given to replace bracket %d", b.Number)
	}
	if words, err = text.Normalize(words); err != nil {
		return nil, err
	}
	if err := t.holdsBlocksWhole(b); err != nil {
		return nil, err
	}
	own := Parse(Flow{Paragraphs: []text.Paragraph{{Text: words}}}, Options{})
	if own.Opens != own.Closes || len(own.Brackets) != own.Opens || strings.Contains(words, "\n") {
		return nil, refuse(Breaks, "give words of one paragraph in which every bracket has its partner", "the words for bracket %d have a bracket without its partner, or more than one line", b.Number)
	}
	e := t.edit()
	s := b.Span()
	if s.Start.Paragraph == s.End.Paragraph {
		e.cut(s.Start.Paragraph, s.Start.Offset, s.End.Offset, words)
	} else {
		e.span(s)
		e.insert(s.Start, words)
	}
	e.names(b)
	return e.done(t, len(t.Brackets)-t.inside(bracket)+len(own.Brackets))
}

// Choose lifts a bracket of alternatives by keeping one of its options, counted
// from 0. Errors are *Refusal: NoSuchBracket, NoSuchOption, Breaks.
func (t *Tree) Choose(bracket, option int) (*Change, error) {
	b, err := t.bracket(bracket)
	if err != nil {
		return nil, err
	}
	if option < 0 || option >= len(b.Options) {
		return nil, refuse(NoSuchOption, "name one of them", "bracket %d has %d options", b.Number, len(b.Options))
	}
	n, o := b.Open.Paragraph, b.Options[option]
	words := t.Text(o)
	start := o.Start.Offset + len(words) - len(strings.TrimLeft(words, " \u00A0"))
	end := o.Start.Offset + len(strings.TrimRight(words, " \u00A0"))
	left := 1
	for i := bracket + 1; i < len(t.Brackets) && t.Brackets[i].open < b.close; i++ {
		if at := t.Brackets[i].Open.Offset; at < start || at >= end {
			left++
		}
	}
	e := t.edit()
	e.cut(n, b.Open.Offset, start, "")
	e.cut(n, end, b.Close.Offset+1, "")
	e.names(b)
	return e.done(t, len(t.Brackets)-left)
}

// ChooseCandidate lifts all brackets of a slot: the words of one of them,
// counted from 0, are kept and the others are dropped. Errors are those of Keep
// and Drop; a candidate without text may be chosen too.
func (t *Tree) ChooseCandidate(slot, candidate int) (*Change, error) {
	if slot < 0 || slot >= len(t.Slots) {
		return nil, refuse(NoSuchBracket, "list what there is", "there is no such slot")
	}
	return t.ChooseAmong(t.Slots[slot].Brackets, candidate)
}

// ChooseAmong is ChooseCandidate for brackets, in the order of the text, that people
// have confirmed as candidates for one place.
func (t *Tree) ChooseAmong(brackets []int, candidate int) (*Change, error) {
	if candidate < 0 || candidate >= len(brackets) {
		return nil, refuse(NoSuchOption, "name one of them", "the slot has %d candidates", len(brackets))
	}
	e := t.edit()
	left := 0
	for i, n := range brackets {
		b, err := t.bracket(n)
		if err != nil {
			return nil, err
		}
		keep := i == candidate && b.Kind != NoText && b.Kind != Stance
		switch {
		case keep && b.Kind == Alternatives:
			return nil, refuse(MustChoose, "choose one of its options first", "bracket %d has %d options, which cannot all be kept", b.Number, len(b.Options))
		case keep:
			left++
			e.cut(b.Open.Paragraph, b.Open.Offset, b.Open.Offset+1, "")
			e.cut(b.Close.Paragraph, b.Close.Offset, b.Close.Offset+1, "")
		default:
			if err := t.holdsBlocksWhole(b); err != nil {
				return nil, err
			}
			left += t.inside(n)
			e.span(b.Span())
		}
		e.names(b)
	}
	e.gaps(t, t.Brackets[brackets[0]], t.Brackets[brackets[len(brackets)-1]])
	return e.done(t, len(t.Brackets)-left)
}

// SideBySide tells whether brackets, named in the order of the text, stand in the
// same bracket or none with nothing but spaces and strokes between them.
func (t *Tree) SideBySide(brackets []int) bool {
	for i := 1; i < len(brackets); i++ {
		a, b := t.Brackets[brackets[i-1]], t.Brackets[brackets[i]]
		if a.Parent != b.Parent || a.close >= b.open {
			return false
		}
		for _, x := range t.Pieces[a.close+1 : b.open] {
			if x.Kind != Names && x.Kind != Markup && !t.isGap(x) {
				return false
			}
		}
	}
	return true
}

// isGap tells whether a piece may stand between two candidates.
func (t *Tree) isGap(x Piece) bool {
	bare := strings.TrimSpace(t.source(x))
	return x.Kind == Words && (bare == "" || bare == "/")
}

// ChooseOption settles a block: the words of one option, counted from 0, are kept
// without their mark, the other options are dropped. Where the last option ends
// is a guess: look at the span first. Errors are *Refusal: NoSuchBracket,
// NoSuchOption, Breaks where a bracket opens in one option and closes outside it.
func (t *Tree) ChooseOption(block, option int) (*Change, error) {
	if block < 0 || block >= len(t.Blocks) {
		return nil, refuse(NoSuchBracket, "list what there is", "there is no such block of options")
	}
	options := t.Blocks[block].Options
	if option < 0 || option >= len(options) {
		return nil, refuse(NoSuchOption, "name one of them", "the block has %d options", len(options))
	}
	e := t.edit()
	left := 0
	for i, o := range options {
		if b, ok := t.crossing(o.Span); ok {
			return nil, refuse(Breaks, "settle that bracket first", "bracket %d opens or closes in %s and has its other end outside", b.Number, o.Name)
		}
		if i != option || o.Null {
			left += t.between(o.Span)
			e.span(o.Span)
		} else {
			e.span(o.Mark)
		}
	}
	return e.done(t, len(t.Brackets)-left)
}

// bracket gives a bracket by its index.
func (t *Tree) bracket(i int) (*Bracket, error) {
	if i < 0 || i >= len(t.Brackets) {
		return nil, refuse(NoSuchBracket, "list what there is", "there is no such bracket")
	}
	return &t.Brackets[i], nil
}

// inside counts a bracket and those within it.
func (t *Tree) inside(i int) int {
	n := 1
	for k := i + 1; k < len(t.Brackets) && t.Brackets[k].open < t.Brackets[i].close; k++ {
		if t.inFootnote(t.Brackets[k].Open) == t.inFootnote(t.Brackets[i].Open) {
			n++
		}
	}
	return n
}

// inFootnote tells whether a place stands in a footnote, which no act from
// outside touches.
func (t *Tree) inFootnote(p Place) bool {
	return t.Flow.Paragraphs[p.Paragraph].Kind == text.Footnote
}

// between counts the brackets that open in a span.
func (t *Tree) between(s Span) int {
	n := 0
	for _, b := range t.Brackets {
		if s.Start.Compare(b.Open) <= 0 && b.Open.Compare(s.End) < 0 && !t.inFootnote(b.Open) {
			n++
		}
	}
	return n
}

// crossing gives a bracket with one glyph in a span and one outside.
func (t *Tree) crossing(s Span) (Bracket, bool) {
	in := func(p Place) bool { return s.Start.Compare(p) <= 0 && p.Compare(s.End) < 0 }
	for _, b := range t.Brackets {
		if in(b.Open) != in(b.Close) {
			return b, true
		}
	}
	return Bracket{}, false
}

// holdsBlocksWhole refuses a bracket that holds a part of a block of options.
func (t *Tree) holdsBlocksWhole(b *Bracket) error {
	in := func(p Place) bool { return b.Open.Compare(p) < 0 && p.Compare(b.Close) < 0 }
	for _, x := range t.Blocks {
		first, last := x.Options[0], x.Options[len(x.Options)-1]
		if b.Open.Compare(first.Span.Start) <= 0 && last.Span.End.Compare(Place{b.Close.Paragraph, b.Close.Offset + 1}) <= 0 {
			continue
		}
		for _, o := range x.Options {
			if in(o.Mark.Start) {
				return refuse(Breaks, "settle the options, or narrow the bracket", "bracket %d holds %s and not all the options beside it", b.Number, o.Name)
			}
		}
	}
	return nil
}
