// Package spoken gives the words with which a delegate reads changes from the
// floor: "In paragraph 17, replace “second” with “first”; after “channel”,
// insert “by name”." They are made from the list of changes of a comparison, never from
// another one.
//
// Places are named as the old draft prints them, which is what the people in the
// room have before them, and no two places alike. Every instruction means the
// same in the old words and in what the instructions before it leave of them, and a
// listener who follows them, all at once or one after the other, comes to the new
// text: words that stand more than once are counted or lengthened, spaces are put where writing needs them (see
// the rules in spacing.go). The sentences are in the language of the new draft,
// else of the old: Arabic, Chinese, English, French, Russian or Spanish; for
// other languages they are English round the quoted words.
package spoken

import (
	"cmp"
	"slices"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Reader reads the changes of one comparison. It is cheap to make beside the
// comparison itself, and does not change it. It may be used by several goroutines.
type Reader struct {
	c        *redline.Comparison
	f        *phrases
	old, new *places
	gone     []bool // which paragraphs of the old draft are deleted
	// change tells, for each paragraph of the new draft, the change that it is in.
	change []int
}

// New gives a reader of a comparison.
func New(c *redline.Comparison) *Reader {
	r := &Reader{c: c, f: phrasesOf(cmp.Or(c.New.Language, c.Old.Language)),
		old: newPlaces(c.Old), new: newPlaces(c.New), change: make([]int, len(c.New.Paragraphs)),
		gone: make([]bool, len(c.Old.Paragraphs))}
	for i, k := range c.Paragraphs {
		for _, j := range k.New {
			r.change[j] = i
		}
		if k.Change == redline.Deleted {
			r.gone[k.Old[0]] = true
		}
	}
	return r
}

// Paragraph gives the sentences for change i of the comparison, none where
// nothing changed. The new label of a paragraph that is renumbered is said, too.
func (r *Reader) Paragraph(i int) []string {
	k := &r.c.Paragraphs[i]
	out := r.structure(i, k)
	if from, to, ok := r.relabelled(k); ok {
		out = append(out, r.becomes(from, to, from, to))
	}
	return out
}

// Document gives the sentences for the whole comparison in reading order.
// What is renumbered comes last, several at once where they follow each other,
// since until then every place is named as the old draft prints it.
func (r *Reader) Document() []string {
	var out []string
	for i := range r.c.Paragraphs {
		out = append(out, r.structure(i, &r.c.Paragraphs[i])...)
	}
	return append(out, r.renumbered(0, len(r.c.Paragraphs)-1)...)
}

// Instructions gives what Paragraph says about the words of change i, in the
// order in which it is said; none for paragraphs that come or go whole.
func (r *Reader) Instructions(i int) []Instruction {
	k := &r.c.Paragraphs[i]
	base, edits := editsOf(k.Segments)
	if len(edits) == 0 && len(k.Formatting) == 0 || len(k.Old) == 0 || len(k.New) == 0 {
		return nil
	}
	if len(k.Segments) == 0 {
		base = r.c.Old.Paragraphs[k.Old[0]].Text
	}
	p := newPage(base, cmp.Or(r.c.Old.Language, r.c.New.Language))
	steps := p.stepsOf(edits)
	if k.Change == redline.Merged {
		steps = slices.DeleteFunc(steps, func(s step) bool { return p.impliedJoin(s) })
	}
	out := p.instructions(steps, k.Change == redline.Split)
	return append(out, r.formatting(p, k)...)
}

// impliedJoin tells whether a step only puts a space between paragraphs that are
// merged, which needs no words.
func (p *page) impliedJoin(s step) bool {
	return s.b == s.a+1 && p.token(s.a) == "\n" && s.middle == " "
}

// structure gives the sentences for a change but for its new label.
func (r *Reader) structure(i int, k *redline.ParagraphChange) []string {
	switch k.Change {
	case redline.Inserted:
		return []string{r.insertion(k.New[0])}
	case redline.Deleted:
		return []string{r.deletion(k.Old[0])}
	}
	var out []string
	if k.Change == redline.Moved || k.Change == redline.MovedEdited {
		out = append(out, r.move(k))
	}
	all, language := r.Instructions(i), r.language()
	switch {
	case k.Change == redline.Split:
		return append(out, r.split(k, all))
	case k.Change == redline.Merged:
		return append(out, r.merge(k, all, language)...)
	case len(all) > 0:
		out = append(out, r.f.sentenceOf(r.f.place(r.old.chain(k.Old[0]), where), all, language))
	}
	return out
}

// formatting tells which marks came or went, where the words are of one old
// paragraph and can be found in it.
func (r *Reader) formatting(p *page, k *redline.ParagraphChange) []Instruction {
	if len(k.Old) != 1 || len(k.New) != 1 {
		return nil
	}
	var out []Instruction
	for _, m := range k.Formatting {
		from, to := m.Mark.Start, m.Mark.End
		if m.Op == redline.Insert {
			from, to = inBase(k.Segments, from), inBase(k.Segments, to)
		}
		if in, ok := p.marked(m.Mark, from, to); ok {
			in.Act = Set
			if m.Op == redline.Delete {
				in.Act = Unset
			}
			out = append(out, in)
		}
	}
	return out
}

// marked quotes the words that a mark covers; false where they are no whole words
// or the mark is one that nobody reads.
func (p *page) marked(m text.Mark, from, to int) (Instruction, bool) {
	if m.Kind == text.Link || from < 0 || to < from {
		return Instruction{}, false
	}
	p.index()
	a, _ := slices.BinarySearchFunc(p.tokens, from, func(t text.Token, at int) int { return cmp.Compare(t.Start, at) })
	b, _ := slices.BinarySearchFunc(p.tokens, to, func(t text.Token, at int) int { return cmp.Compare(t.End, at+1) })
	if m.Kind == text.NoteAnchor {
		if b == 0 {
			return Instruction{}, false
		}
		in := Instruction{Mark: m.Kind, At: After, Words: text.FootnoteNumber(m.Ref)}
		in.Anchor = p.either(func() (Quote, bool) { return p.anchor(b, After) })
		return in, true
	}
	if a >= b || p.countWords(a, b) == 0 {
		return Instruction{}, false
	}
	return Instruction{Mark: m.Kind, Quote: p.either(func() (Quote, bool) { return p.span(a, b) })}, true
}

// either gives a quotation that holds both before and after what is said of the
// words; where there is none, one that holds before.
func (p *page) either(quote func() (Quote, bool)) Quote {
	if q, ok := quote(); ok {
		return q
	}
	now := p.now
	p.now = nil
	q, _ := quote()
	p.now = now
	return q
}

// inBase gives the byte of the base that a byte of the new text was, or -1 for
// one that was inserted.
func inBase(segments []redline.Segment, at int) int {
	if len(segments) == 0 {
		return at
	}
	old, now := 0, 0
	for _, s := range segments {
		switch s.Op {
		case redline.Equal:
			if at >= now && at <= now+len(s.Text) {
				return old + at - now
			}
			old, now = old+len(s.Text), now+len(s.Text)
		case redline.Delete:
			old += len(s.Text)
		case redline.Insert:
			now += len(s.Text)
		}
	}
	return -1
}
