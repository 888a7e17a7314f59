package bracket

import (
	"cmp"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Place is a point in a flow: the index of a paragraph and a byte offset in its
// Text, which may be the length of it.
type Place struct{ Paragraph, Offset int }

// Compare orders places as a reader meets them.
func (p Place) Compare(q Place) int {
	return cmp.Or(cmp.Compare(p.Paragraph, q.Paragraph), cmp.Compare(p.Offset, q.Offset))
}

// Span is what stands from Start up to End, End not included. It may cross
// paragraphs.
type Span struct{ Start, End Place }

// Flow is a text as it is read: paragraphs in reading order.
type Flow struct {
	// Paragraphs are in reading order. A footnote is a flow of its own: no
	// bracket reaches into it or out of it.
	Paragraphs []text.Paragraph
	// Held are the attributions that stand beside the words, one list for each
	// paragraph, each list in order of Offset; nil where none stand beside, as in
	// a text just typed.
	Held [][]text.Attribution
}

// PieceKind tells what a piece is.
type PieceKind uint8

// The kinds of piece.
const (
	Words    PieceKind = iota // words, with their spaces and signs
	Open                      // the glyph that opens a bracket
	Close                     // the glyph that closes it
	Unclosed                  // an opening glyph that nothing closes
	Stray                     // a closing glyph that nothing opened
	Names                     // an attribution; empty where it stands beside the words
	Note                      // a drafters' note in braces, glyphs inside it included
	Mark                      // "Option 1:" before a block alternative
	Markup                    // mark-up of the source, as the caller told
)

// Piece is a piece of one paragraph, the bytes [Start, End) of its Text.
type Piece struct {
	Kind                  PieceKind
	Paragraph, Start, End int
	// Bracket is the index of the innermost bracket around the piece, -1 for
	// none; for Open and Close it is the bracket itself.
	Bracket int
}

// Place is where the piece begins.
func (p Piece) Place() Place { return Place{p.Paragraph, p.Start} }

// Bracket is a pair of glyphs and what stands between.
type Bracket struct {
	// Number counts brackets in the order in which they open, from 1.
	Number int
	// Parent is the index of the bracket around it, or -1. Depth is 1 for a
	// bracket that stands in no other.
	Parent, Depth int
	// Open and Close are where the two glyphs stand.
	Open, Close Place
	// Kind is what stands inside.
	Kind Kind
	// Label tells that the label of the paragraph stands inside, so that the
	// paragraph's place is in dispute and not its words only: "[12 ter. New".
	Label bool
	// Options are the alternatives of "[a/b]", two or more, in order, without
	// the strokes and with their spaces; a guess. Else there are none.
	Options []Span
	// Slot is the index in Tree.Slots of the slot for which this bracket is one
	// of the candidates, -1 for none; a guess.
	Slot int
	// Holders are the attributions of the bracket, in order.
	Holders []Holder
	// Anchors are the footnotes on the bracket, as anchored.
	Anchors []string

	open, close int // its pieces
}

// Span covers the bracket with its glyphs.
func (b Bracket) Span() Span {
	return Span{b.Open, Place{b.Close.Paragraph, b.Close.Offset + 1}}
}

// Holder is one attribution of a bracket: names with or without a stance.
type Holder struct {
	// Actors are those named, as the register has them; Source is what was typed.
	Actors []string
	Source string
	// Stance is empty, or what was typed for it: "delete", "retain".
	Stance string
	// Place is where it stands. Where the attributions stand beside the words,
	// Index is its index in the Held of that paragraph; else it is -1.
	Place Place
	Index int
}

// Slot is one place of the text for which brackets that touch are candidates:
// the indexes of two brackets or more, in order. It is a guess.
type Slot struct{ Brackets []int }

// Block is a run of block alternatives, "Option 1:" to "Option 3:".
type Block struct {
	Options []Option
	// Parent is the index of the block around it and ParentOption that of the
	// option there; both are -1 for a block in no other.
	Parent, ParentOption int
	// Bracket is the bracket around the whole block, -1 for none.
	Bracket int
}

// Option is one block alternative.
type Option struct {
	// Name is the mark as printed, without its colon: "Option 1".
	Name string
	// Mark covers the mark; Span covers the option with its mark, and with its
	// own bracket where the mark is the first thing in one. Where the last
	// option of a block ends is a guess.
	Mark, Span Span
	// Null tells that the option is to have no text.
	Null bool
}

// Tree is a flow with its brackets.
type Tree struct {
	Flow Flow
	// Pieces tile the flow: those of a paragraph stand in order, each begins
	// where the one before it ends, and the last ends with the paragraph.
	Pieces []Piece
	// Brackets are the pairs, in the order in which they open.
	Brackets []Bracket
	Slots    []Slot
	Blocks   []Block
	// Diagnostics stand in the order of their places.
	Diagnostics []Diagnostic
	// Opens and Closes count the glyphs of the flow, those without a partner
	// included, those in notes and mark-up not.
	Opens, Closes int

	options Options
}

// Print gives the text of each paragraph from the pieces of the tree.
func (t *Tree) Print() []string {
	out := make([]string, len(t.Flow.Paragraphs))
	for i := 0; i < len(t.Pieces); {
		n := t.Pieces[i].Paragraph
		var b strings.Builder
		for ; i < len(t.Pieces) && t.Pieces[i].Paragraph == n; i++ {
			b.WriteString(t.source(t.Pieces[i]))
		}
		out[n] = b.String()
	}
	return out
}

// Text gives what stands in a span, paragraphs parted by line feeds.
func (t *Tree) Text(s Span) string {
	first := t.Flow.Paragraphs[s.Start.Paragraph].Text
	if s.Start.Paragraph == s.End.Paragraph {
		return first[s.Start.Offset:s.End.Offset]
	}
	var b strings.Builder
	b.WriteString(first[s.Start.Offset:])
	for _, p := range t.Flow.Paragraphs[s.Start.Paragraph+1 : s.End.Paragraph] {
		b.WriteByte('\n')
		b.WriteString(p.Text)
	}
	b.WriteByte('\n')
	b.WriteString(t.Flow.Paragraphs[s.End.Paragraph].Text[:s.End.Offset])
	return b.String()
}

// Inner gives what stands between the glyphs of the i-th bracket.
func (t *Tree) Inner(i int) string {
	b := t.Brackets[i]
	start := b.Open
	start.Offset++
	return t.Text(Span{start, b.Close})
}

// source gives the bytes of a piece.
func (t *Tree) source(p Piece) string {
	return t.Flow.Paragraphs[p.Paragraph].Text[p.Start:p.End]
}
