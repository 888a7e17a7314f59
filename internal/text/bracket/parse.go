package bracket

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Options steers the parser; the zero value reads plain words.
type Options struct {
	// Resolve gives the id of the actor of that name. With it, names and stances
	// that stand in the words are taken as attributions, by the rules of
	// text.Detach, and names it does not know are told as BR008. Nil: all names
	// are words.
	Resolve func(name string) (actorID string, ok bool)
	// Markup gives the spans of a paragraph's Text, in order and apart from each
	// other, that are mark-up of the source and no text: "[^1]" in Markdown. Nil:
	// there are none. Acts are for flows without mark-up.
	Markup func(paragraph int) []Range
}

// Range is the bytes [Start, End) of one paragraph's Text.
type Range struct{ Start, End int }

// Parse reads the brackets of a flow. It takes any text; what is wrong is told
// in the diagnostics of the tree.
func Parse(f Flow, o Options) *Tree {
	p := parser{t: &Tree{Flow: f, options: o}}
	p.makeRoom()
	for i, x := range f.Paragraphs {
		if x.Kind != text.Footnote {
			p.paragraph(i)
			continue
		}
		outer := p.stack
		p.stack = nil
		p.paragraph(i)
		p.stack = outer
	}
	p.pair()
	p.holders()
	p.kinds()
	p.labels()
	p.alternatives()
	p.slots()
	p.blocks()
	p.tellShape()
	slices.SortStableFunc(p.t.Diagnostics, func(a, b Diagnostic) int {
		if c := a.Place.Compare(b.Place); c != 0 {
			return c
		}
		return strings.Compare(string(a.Code), string(b.Code))
	})
	return p.t
}

// parser is the state of one reading.
type parser struct {
	t     *Tree
	opens []opened
	stack []int      // indexes in opens of the glyphs that wait for their close
	names []nameSpan // what the pieces of kind Names say, in their order
	marks []markSpan // what the pieces of kind Mark say, in their order
}

// opened is one opening glyph: its piece, the glyph around it in opens, the
// piece that closes it or -1, and then its bracket or the one around it.
type opened struct{ piece, around, close, bracket int }

// makeRoom takes memory at once for what the glyphs will need: a piece for each and
// one for the words before it. To grow by bits costs a deep nest most of its time.
func (p *parser) makeRoom() {
	opens, closes := 0, 0
	for i := range p.t.Flow.Paragraphs {
		s := p.t.Flow.Paragraphs[i].Text
		opens += strings.Count(s, "[")
		closes += strings.Count(s, "]")
	}
	p.opens = make([]opened, 0, opens)
	p.t.Pieces = make([]Piece, 0, 4*len(p.t.Flow.Paragraphs)+2*(opens+closes))
}

// paragraph cuts one paragraph into pieces.
func (p *parser) paragraph(n int) {
	s := p.t.Flow.Paragraphs[n].Text
	fixed := p.fixed(n)
	at := 0
	glyph := nextGlyph(s, 0)
	for {
		next := len(s)
		if len(fixed) > 0 {
			next = fixed[0].start
		}
		if glyph < next {
			p.add(Words, n, at, glyph)
			p.glyph(n, glyph, s[glyph])
			at = glyph + 1
			glyph = nextGlyph(s, at)
			continue
		}
		p.add(Words, n, at, next)
		if len(fixed) == 0 {
			return
		}
		f := fixed[0]
		fixed = fixed[1:]
		p.t.Pieces = append(p.t.Pieces, Piece{f.kind, n, f.start, f.end, p.around()})
		switch f.kind {
		case Names:
			p.names = append(p.names, f.names)
		case Mark:
			p.marks = append(p.marks, f.mark)
		}
		if at = f.end; glyph < at {
			glyph = nextGlyph(s, at)
		}
	}
}

// nextGlyph gives where the next bracket stands, or the length.
func nextGlyph(s string, from int) int {
	for i := from; i < len(s); i++ {
		if s[i] == '[' || s[i] == ']' {
			return i
		}
	}
	return len(s)
}

// around gives the glyph around what comes next, or -1.
func (p *parser) around() int {
	if len(p.stack) == 0 {
		return -1
	}
	return p.stack[len(p.stack)-1]
}

// add adds a piece that has bytes.
func (p *parser) add(k PieceKind, n, start, end int) {
	if start < end {
		p.t.Pieces = append(p.t.Pieces, Piece{k, n, start, end, p.around()})
	}
}

// glyph adds a bracket and pairs it. Until pair has run, Piece.Bracket is an
// index in opens.
func (p *parser) glyph(n, at int, c byte) {
	piece := len(p.t.Pieces)
	if c == '[' {
		p.t.Opens++
		p.opens = append(p.opens, opened{piece: piece, around: p.around(), close: -1})
		p.stack = append(p.stack, len(p.opens)-1)
		p.t.Pieces = append(p.t.Pieces, Piece{Unclosed, n, at, at + 1, len(p.opens) - 1})
		return
	}
	p.t.Closes++
	if len(p.stack) == 0 {
		p.t.Pieces = append(p.t.Pieces, Piece{Stray, n, at, at + 1, -1})
		return
	}
	o := p.around()
	p.stack = p.stack[:len(p.stack)-1]
	p.opens[o].close = piece
	p.t.Pieces[p.opens[o].piece].Kind = Open
	p.t.Pieces = append(p.t.Pieces, Piece{Close, n, at, at + 1, o})
}

// pair makes brackets of the glyphs that have a partner. What stands in a glyph
// that has none stands in the bracket around it.
func (p *parser) pair() {
	t := p.t
	pairs := 0
	for i := range p.opens {
		if p.opens[i].close >= 0 {
			pairs++
		}
	}
	if pairs > 0 {
		t.Brackets = make([]Bracket, 0, pairs)
	}
	for i := range p.opens {
		o := &p.opens[i]
		o.bracket = -1
		depth := 1
		if o.around >= 0 {
			o.bracket = p.opens[o.around].bracket
		}
		if o.close < 0 {
			continue
		}
		if o.bracket >= 0 {
			depth = t.Brackets[o.bracket].Depth + 1
		}
		t.Brackets = append(t.Brackets, Bracket{
			Number: len(t.Brackets) + 1, Parent: o.bracket, Depth: depth, Slot: -1,
			Open: t.Pieces[o.piece].Place(), Close: t.Pieces[o.close].Place(), open: o.piece, close: o.close,
		})
		o.bracket = len(t.Brackets) - 1
	}
	for i := range t.Pieces {
		if x := &t.Pieces[i]; x.Bracket >= 0 {
			x.Bracket = p.opens[x.Bracket].bracket
		}
	}
}
