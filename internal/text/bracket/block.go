package bracket

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// maxBlocks is how deep blocks of options may stand in each other; deeper ones
// are read as standing beside each other.
const maxBlocks = 8

// openBlock is a block that may get more options.
type openBlock struct {
	block    int
	style    string
	number   int  // of the last option
	depth    int  // of the paragraph of the first mark
	labelled bool // that paragraph has a label of its own
	worded   bool // words follow the last mark in its paragraph
	null     bool // and they say that there is no text
	own      int  // the bracket around the last option alone, or -1
	last     int  // the paragraph of the last mark
	// shut is where the bracket around the block closes, zero while it is open. A
	// later mark that goes on with the numbers shows that the block had not ended.
	shut Place
}

// blockReader finds the blocks of options.
type blockReader struct {
	p     *parser
	stack []openBlock
	alone []int // by mark: the bracket that holds this option alone, or -1
	// within has the option around each opening glyph, by bracket.
	within []optionRef
}

// optionRef names an option; block is -1 for none.
type optionRef struct{ block, option int }

// blocks groups the marks of block alternatives, tells where each option ends,
// and tells of the brackets that cross the border of an option.
func (p *parser) blocks() {
	if len(p.marks) == 0 {
		return
	}
	r := blockReader{p: p, alone: p.alone()}
	t := p.t
	paragraph, k := -1, 0
	for i, x := range t.Pieces {
		if x.Paragraph != paragraph {
			paragraph = x.Paragraph
			r.paragraph(i)
		}
		switch x.Kind {
		case Mark:
			r.mark(i, k)
			k++
		case Close:
			r.close(x)
		}
	}
	last := len(t.Flow.Paragraphs) - 1
	r.end(0, Place{last, len(t.Flow.Paragraphs[last].Text)})
	r.crossings()
}

// alone gives for each mark the bracket that it begins and that holds no further
// mark of its style, or -1.
func (p *parser) alone() []int {
	out := make([]int, len(p.marks))
	next := make(map[string]int) // the piece of the following mark of each style
	k := len(p.marks)
	for i := len(p.t.Pieces) - 1; i >= 0; i-- {
		if p.t.Pieces[i].Kind != Mark {
			continue
		}
		k--
		out[k] = -1
		before := i - 1
		for before > 0 && p.t.dressesOption(p.t.Pieces[before]) {
			before--
		}
		if before >= 0 && p.t.Pieces[before].Kind == Open {
			b := p.t.Pieces[before].Bracket
			if n, ok := next[p.marks[k].style]; !ok || n > p.t.Brackets[b].close {
				out[k] = b
			}
		}
		next[p.marks[k].style] = i
	}
	return out
}

// dressesOption tells what may stand between an opening bracket and the mark of the
// option that it holds: spaces and names.
func (t *Tree) dressesOption(x Piece) bool {
	return x.Kind == Names || x.Kind == Words && strings.TrimSpace(t.source(x)) == ""
}

// paragraph ends the blocks that do not go on in the paragraph whose first piece
// is given.
func (r *blockReader) paragraph(piece int) {
	n := r.p.t.Pieces[piece].Paragraph
	q := r.p.t.Flow.Paragraphs[n]
	marked := r.p.t.Pieces[piece].Kind == Mark
	for i, o := range r.stack {
		ends := false
		switch {
		case n == o.last || q.Kind == text.Footnote:
		case q.Kind == text.Title || q.Kind == text.Heading || q.Kind == text.AnnexHeading || q.Kind == text.Formula:
			ends = !marked
		case q.Label != "" && q.Depth <= o.depth:
			ends = o.labelled || o.worded
		case o.null:
			ends = !marked && q.Depth <= o.depth && strings.TrimSpace(q.Text) != ""
		}
		if ends {
			before := n - 1
			r.end(i, Place{before, len(r.p.t.Flow.Paragraphs[before].Text)})
			return
		}
	}
}

// end closes the open blocks from the i-th on; their last options end at a place.
func (r *blockReader) end(i int, at Place) {
	for _, o := range r.stack[i:] {
		options := r.p.t.Blocks[o.block].Options
		x := &options[len(options)-1]
		if x.Span.End == (Place{}) {
			x.Span.End = at
			if o.shut != (Place{}) {
				x.Span.End = o.shut
			}
		}
	}
	r.stack = r.stack[:i]
}

// mark adds an option for the k-th mark: to the innermost open block that it goes
// on, else to a new one.
func (r *blockReader) mark(piece, k int) {
	t := r.p.t
	x, m := t.Pieces[piece], r.p.marks[k]
	q := t.Flow.Paragraphs[x.Paragraph]
	around, start := x.Bracket, x.Place()
	own := r.alone[k]
	if own >= 0 {
		around, start = t.Brackets[own].Parent, t.Brackets[own].Open
	}
	at := r.goesOn(m, q.Depth)
	block := -1
	if at < len(r.stack) && r.stack[at].style == m.style && m.number > r.stack[at].number {
		r.end(at+1, start)
		o := r.stack[at]
		if o.shut != (Place{}) {
			t.Blocks[o.block].Bracket = around
		}
		r.stack[at].shut = Place{}
		r.end(at, start)
		o.shut = Place{}
		r.stack = append(r.stack, o)
		block = o.block
	} else {
		if k := slices.IndexFunc(r.stack, func(o openBlock) bool { return o.shut != (Place{}) }); k >= 0 {
			at = min(at, k)
		}
		r.end(at, start)
		parent := optionRef{-1, -1}
		if n := len(r.stack); n > 0 {
			parent = optionRef{r.stack[n-1].block, len(t.Blocks[r.stack[n-1].block].Options) - 1}
		}
		block = len(t.Blocks)
		t.Blocks = append(t.Blocks, Block{Parent: parent.block, ParentOption: parent.option, Bracket: around})
		r.stack = append(r.stack, openBlock{block: block, style: m.style, depth: q.Depth, labelled: q.Label != ""})
	}
	o := &r.stack[len(r.stack)-1]
	words := r.firstWords(piece)
	o.number, o.last, o.own = m.number, x.Paragraph, own
	o.worded, o.null = words != "", isNull(words)
	null := o.null || words == "" && r.nullFollows(piece)
	t.Blocks[block].Options = append(t.Blocks[block].Options, Option{
		Name: m.name, Mark: Span{x.Place(), Place{x.Paragraph, x.End}}, Span: Span{Start: start}, Null: null,
	})
}

// goesOn gives the index in the stack of the block that the mark goes on, or of
// the first one that ends with it.
func (r *blockReader) goesOn(m markSpan, depth int) int {
	for i := len(r.stack) - 1; i >= 0; i-- {
		o := r.stack[i]
		if o.style != m.style {
			continue
		}
		if m.number > o.number && (depth >= o.depth || o.labelled || i == 0) {
			return i
		}
		if m.number <= o.number && depth <= o.depth {
			return i
		}
	}
	return min(len(r.stack), maxBlocks-1)
}

// firstWords gives the words that follow a mark in its paragraph, notes skipped.
func (r *blockReader) firstWords(piece int) string {
	t := r.p.t
	for _, x := range t.Pieces[piece+1:] {
		if x.Paragraph != t.Pieces[piece].Paragraph || x.Kind == Mark || x.Kind == Close {
			return ""
		}
		if x.Kind == Words {
			if s := strings.TrimSpace(t.source(x)); s != "" {
				return s
			}
		}
	}
	return ""
}

// nullFollows tells whether the paragraph behind that of a mark says that there
// is no text.
func (r *blockReader) nullFollows(piece int) bool {
	paragraphs := r.p.t.Flow.Paragraphs
	n := r.p.t.Pieces[piece].Paragraph + 1
	return n < len(paragraphs) && isNull(strings.TrimLeft(paragraphs[n].Text, "[ "))
}

// close ends the blocks that a bracket holds, and the option that it holds alone.
func (r *blockReader) close(x Piece) {
	t := r.p.t
	for i := range r.stack {
		o := r.stack[i]
		if o.own == x.Bracket {
			r.end(i+1, x.Place())
			options := t.Blocks[o.block].Options
			options[len(options)-1].Span.End = Place{x.Paragraph, x.End}
			return
		}
		if t.Blocks[o.block].Bracket == x.Bracket && o.shut == (Place{}) {
			r.end(i+1, x.Place())
			r.stack[i].shut = x.Place()
			return
		}
	}
}

// crossings tells of brackets that open in one option and close elsewhere.
func (r *blockReader) crossings() {
	t := r.p.t
	r.within = make([]optionRef, len(t.Brackets))
	var starts []optionRef // options in the order in which they begin
	for b := range t.Blocks {
		for o := range t.Blocks[b].Options {
			starts = append(starts, optionRef{b, o})
		}
	}
	slices.SortFunc(starts, func(a, b optionRef) int {
		return cmp.Or(t.option(a).Span.Start.Compare(t.option(b).Span.Start), cmp.Compare(a.block, b.block))
	})
	var stack []optionRef
	for _, x := range t.Pieces {
		if t.Flow.Paragraphs[x.Paragraph].Kind == text.Footnote || x.Kind != Open && x.Kind != Close {
			continue
		}
		at := x.Place()
		for len(starts) > 0 && t.option(starts[0]).Span.Start.Compare(at) <= 0 {
			stack = append(stack, starts[0])
			starts = starts[1:]
		}
		for len(stack) > 0 && t.option(stack[len(stack)-1]).Span.End.Compare(at) <= 0 {
			stack = stack[:len(stack)-1]
		}
		in := optionRef{-1, -1}
		if len(stack) > 0 {
			in = stack[len(stack)-1]
		}
		if x.Kind == Open {
			r.within[x.Bracket] = in
		} else if from := r.within[x.Bracket]; from != in {
			b := t.Brackets[x.Bracket]
			r.p.tell(CrossesOptions, b.Open, x.Bracket, "Bracket %d opens %s and closes %s, so neither can be taken by itself.", b.Number, t.inOption(from), t.inOption(in))
		}
	}
}

// option gives the option that a ref names.
func (t *Tree) option(r optionRef) Option { return t.Blocks[r.block].Options[r.option] }

// inOption says where a place is.
func (t *Tree) inOption(r optionRef) string {
	if r.block < 0 {
		return "outside the options"
	}
	return "in " + t.option(r).Name
}
