package negotiation

import (
	"slices"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// bracketed is a stretch of the working text with its brackets: some passages, or
// all that stand.
type bracketed struct {
	passages []*Passage
	beside   []Attribution // what stands beside the words of each
	tree     *bracket.Tree
	numbers  []int // the team's number of each bracket of the tree, 0 for one that has none yet
}

// standing reads all of the working text with its brackets.
func (d *desk) standing() (*bracketed, error) {
	all, err := d.passages()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p *Passage) bool { return p.Deleted })
	return d.bracketed(all)
}

// bracketed reads passages, in their order, with their brackets.
func (d *desk) bracketed(some []*Passage) (*bracketed, error) {
	b := &bracketed{passages: some, beside: make([]Attribution, len(some))}
	f := bracket.Flow{Paragraphs: make([]text.Paragraph, len(some)), Held: make([][]text.Attribution, len(some))}
	for i, p := range some {
		w, err := d.newest(p)
		if err != nil {
			return nil, err
		}
		f.Paragraphs[i], f.Held[i], b.beside[i] = w.Paragraph, w.beside.Held, w.beside
	}
	b.tree = bracket.Parse(f, bracket.Options{})
	glyphs := make([][]int, len(some))
	for i, p := range some {
		glyphs[i] = p.Glyphs
	}
	b.numbers = BracketNumbers(b.tree, glyphs)
	return b, nil
}

// BracketNumbers reads which number each bracket of a tree has from the numbers of the
// glyphs of its paragraphs (Passage.Glyphs, Entry.Glyphs); 0 for none.
func BracketNumbers(t *bracket.Tree, glyphs [][]int) []int {
	numbers := make([]int, len(t.Brackets))
	paragraph, k := -1, 0
	for _, x := range t.Pieces {
		if x.Paragraph != paragraph {
			paragraph, k = x.Paragraph, 0
		}
		if !isGlyph(x.Kind) {
			continue
		}
		if all := glyphs[paragraph]; x.Kind == bracket.Open && k < len(all) {
			numbers[x.Bracket] = all[k]
		}
		k++
	}
	return numbers
}

// glyphsOf gives, for each paragraph of a tree, the number of the bracket of each
// glyph; nil for a paragraph without glyphs.
func glyphsOf(t *bracket.Tree, numbers []int) [][]int {
	out := make([][]int, len(t.Flow.Paragraphs))
	for _, x := range t.Pieces {
		switch {
		case x.Kind == bracket.Open || x.Kind == bracket.Close:
			out[x.Paragraph] = append(out[x.Paragraph], numbers[x.Bracket])
		case isGlyph(x.Kind):
			out[x.Paragraph] = append(out[x.Paragraph], 0)
		}
	}
	return out
}

func isGlyph(k bracket.PieceKind) bool {
	return k == bracket.Open || k == bracket.Close || k == bracket.Unclosed || k == bracket.Stray
}

// newest reads the newest wording of a passage, also one written by the act that is
// being decided.
func (d *desk) newest(p *Passage) (words, error) {
	w, ok := d.written[WorkingRevisionName(p.Paragraph, p.Revision)]
	if !ok {
		return d.words(p)
	}
	w.ID, w.Kind, w.Depth, w.Label = LastID(p.Paragraph), p.Kind, p.Depth, p.Label
	return w, nil
}

// at gives the index in the tree of the bracket with the team's number n, or -1.
func (b *bracketed) at(n int) int { return slices.Index(b.numbers, n) }
