package bracket

import (
	"sort"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Form tells how options stand in the text.
type Form string

// The forms.
const (
	InSlot    Form = "candidates"   // brackets that touch
	InStrokes Form = "alternatives" // parted by strokes in one bracket
	InBlock   Form = "options"      // "Option 1:" and so on
)

// Question is one place of the text where options stand, with what may stand there.
type Question struct {
	Form Form
	// Number is that of the bracket, or of the first candidate; of a block, its place
	// in Tree.Blocks, from 1.
	Number int
	// Span is what the options take up, with glyphs and marks.
	Span Span
	// Before and After are a few words beside it in its paragraph, empty for a block.
	Before, After string
	// Holders are the attributions of a bracket with strokes: they hold it as a whole.
	Holders []Holder
	// Answers are the options in their order, and then the one that changes nothing.
	Answers []Answer
}

// Answer is one row of the table of options.
type Answer struct {
	// ID names it as people do, "21a"; that of a block has its number and letter,
	// too. The row that the table adds for no change has none.
	ID string
	// Name is the mark as printed, "Option 1"; empty but in a block.
	Name string
	// Text is its words, without glyphs, marks and its own names. For no change it is
	// what the words beside the options read without them, mended as the acts do;
	// nothing for a block. In brackets deeper than tableDepth it is left out, since
	// it stands in the row of those around.
	Text string
	// Holders are the attributions of the candidate, or of the bracket that holds the
	// option alone.
	Holders []Holder
	// NoChange tells the answer that puts no words into the text: that of the text,
	// "[No text]", where it has one, else the row added (NOC).
	NoChange bool
}

// tableDepth is how deep brackets may lie of which the table gives the words.
const tableDepth = 32

// Table is the form that shows the options as a table: one question for each slot,
// each bracket with strokes and each block, in the order in which they begin, with
// so many words beside.
func (t *Tree) Table(words int) []Question {
	var out []Question
	block := 0
	blocks := func(until Place) {
		for ; block < len(t.Blocks) && t.Blocks[block].Options[0].Span.Start.Compare(until) <= 0; block++ {
			out = append(out, t.blockQuestion(block))
		}
	}
	c := contexts{t: t, words: words, paragraph: -1}
	for i, b := range t.Brackets {
		blocks(b.Open)
		if b.Slot >= 0 && t.Slots[b.Slot].Brackets[0] == i {
			out = append(out, t.slotQuestion(&c, t.Slots[b.Slot].Brackets))
		}
		if len(b.Options) > 0 {
			out = append(out, t.strokeQuestion(&c, i))
		}
	}
	if n := len(t.Flow.Paragraphs); n > 0 {
		blocks(Place{n, 0})
	}
	return out
}

// slotQuestion is the question of a slot.
func (t *Tree) slotQuestion(c *contexts, slot []int) Question {
	first, last := t.Brackets[slot[0]], t.Brackets[slot[len(slot)-1]]
	q := Question{Form: InSlot, Number: first.Number, Span: Span{first.Open, last.Span().End}}
	for k, n := range slot {
		b := t.Brackets[n]
		q.Answers = append(q.Answers, Answer{ID: OptionID(first.Number, k), Text: t.content(n), Holders: b.Holders, NoChange: wordless(b.Kind)})
	}
	c.finish(&q)
	return q
}

// strokeQuestion is the question of a bracket with strokes.
func (t *Tree) strokeQuestion(c *contexts, i int) Question {
	b := t.Brackets[i]
	q := Question{Form: InStrokes, Number: b.Number, Span: b.Span(), Holders: b.Holders}
	for k, o := range b.Options {
		a := Answer{ID: OptionID(b.Number, k)}
		if b.Depth <= tableDepth {
			a.Text = t.Text(t.core(o))
		}
		q.Answers = append(q.Answers, a)
	}
	c.finish(&q)
	return q
}

// blockQuestion is the question of a block.
func (t *Tree) blockQuestion(i int) Question {
	options := t.Blocks[i].Options
	q := Question{Form: InBlock, Number: i + 1, Span: Span{options[0].Span.Start, options[len(options)-1].Span.End}}
	some := false
	for k, o := range options {
		a := Answer{ID: OptionID(i+1, k), Name: o.Name, NoChange: o.Null}
		words := Span{o.Mark.End, o.Span.End}
		if o.Mark.Start != o.Span.Start { // it stands in a bracket of its own
			words.End.Offset--
			a.Holders = t.holdersAt(o.Span.Start)
		}
		a.Text = strings.TrimSpace(t.Text(words))
		some = some || o.Null
		q.Answers = append(q.Answers, a)
	}
	if !some {
		q.Answers = append(q.Answers, Answer{NoChange: true})
	}
	return q
}

// holdersAt gives the holders of the bracket that opens at a place.
func (t *Tree) holdersAt(at Place) []Holder {
	i := sort.Search(len(t.Brackets), func(i int) bool { return t.Brackets[i].Open.Compare(at) >= 0 })
	if i == len(t.Brackets) || t.Brackets[i].Open != at {
		return nil
	}
	return t.Brackets[i].Holders
}

// content gives the words of a bracket without its glyphs and its own names.
func (t *Tree) content(i int) string {
	b := t.Brackets[i]
	if b.Depth > tableDepth {
		return ""
	}
	var out strings.Builder
	for _, x := range t.Pieces[b.open+1 : b.close] {
		if x.Kind != Names || x.Bracket != i {
			out.WriteString(t.source(x))
		}
	}
	return strings.TrimSpace(out.String())
}

// contexts finds the words beside questions, each paragraph cut into tokens once.
type contexts struct {
	t         *Tree
	words     int
	paragraph int
	tokens    []text.Token
}

// finish gives a question of one paragraph the words beside it, and the row for no
// change where no answer is that.
func (c *contexts) finish(q *Question) {
	n := q.Span.Start.Paragraph
	s := c.t.Flow.Paragraphs[n].Text
	if n != c.paragraph {
		c.paragraph, c.tokens = n, text.AppendTokens(c.tokens[:0], s, "")
	}
	from, to := before(c.tokens, q.Span.Start.Offset, c.words, 0), behind(c.tokens, q.Span.End.Offset, c.words)
	q.Before, q.After = s[from:q.Span.Start.Offset], s[q.Span.End.Offset:to]
	for _, a := range q.Answers {
		if a.NoChange {
			return
		}
	}
	gone := cut{start: q.Span.Start.Offset, end: q.Span.End.Offset}
	gone.mend(s[:to], from == 0, from, to)
	reads := strings.TrimSpace(s[from:gone.from] + gone.put + s[gone.to:to])
	q.Answers = append(q.Answers, Answer{Text: reads, NoChange: true})
}
