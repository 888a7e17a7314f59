package bracket

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Rendering is another form of a flow (domain §3): what a reader is shown, made
// from the tree and never stored.
type Rendering struct {
	// Paragraphs are those of the form, in reading order. A paragraph that is as
	// in the flow shares its marks with it.
	Paragraphs []text.Paragraph
	// From gives for each of them the index of the paragraph of the flow that it
	// was made of.
	From []int
}

// Legend is the sentence that every export with brackets in it carries, since the
// same sign means other things in other houses (domain §3). It has no bracket
// itself, so that a text that carries it reads back with the same brackets.
const Legend = "Square brackets are part of the text and hold words that are not agreed; elsewhere the same sign can mark words as deleted."

// Attributed is the form with the names in the words, as typed: what stands beside
// the words is put back where it stood, byte for byte. A flow with nothing beside
// its words is in this form already.
func (t *Tree) Attributed() *Rendering {
	r := &Rendering{}
	for n, p := range t.Flow.Paragraphs {
		if n < len(t.Flow.Held) && len(t.Flow.Held[n]) > 0 {
			p.Text, p.Marks = text.Attach(p.Text, p.Marks, t.Flow.Held[n])
		}
		r.add(p, n)
	}
	return r
}

// add adds a paragraph made of the n-th of the flow.
func (r *Rendering) add(p text.Paragraph, n int) {
	r.Paragraphs, r.From = append(r.Paragraphs, p), append(r.From, n)
}

// OptionID names the k-th option, counted from 0, of what has a number: 2a, 2b, and
// after 2z 2aa.
func OptionID(number, k int) string { return itoa(number) + OptionLetter(k) }

// OptionLetter is the letter of the k-th option, counted from 0: a to z, then aa.
func OptionLetter(k int) string {
	var letters []byte
	for k++; k > 0; k = (k - 1) / 26 {
		letters = append(letters, byte('a'+(k-1)%26))
	}
	slices.Reverse(letters)
	return string(letters)
}

// stretch is the bytes [start, end) of a paragraph in the order of a rendering;
// put stands for it there if it is left out.
type stretch struct {
	start, end int
	left       bool // it is left out
	put        string
	at         int // where it stands in the rendering
}

// composed makes a paragraph of stretches that tile p.Text, given in their new
// order. Marks go with the words that they cover, an anchor with the character
// before it. Time is linear where marks of one kind do not overlap.
func composed(p text.Paragraph, order []stretch) text.Paragraph {
	var b strings.Builder
	b.Grow(len(p.Text))
	for i := range order {
		s := &order[i]
		s.at = b.Len()
		if s.left {
			b.WriteString(s.put)
		} else {
			b.WriteString(p.Text[s.start:s.end])
		}
	}
	marks := p.Marks
	p.Text, p.Marks = b.String(), nil
	if len(marks) == 0 {
		return p
	}
	tiles := slices.Clone(order)
	slices.SortFunc(tiles, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	for _, m := range marks {
		p.Marks = appendMoved(p.Marks, m, tiles)
	}
	text.SortMarks(p.Marks)
	return p
}

// appendMoved adds a mark where its words stand now: once for each run of them.
// Tiles are the stretches in the order of the old text.
func appendMoved(all []text.Mark, m text.Mark, tiles []stretch) []text.Mark {
	if m.Start == m.End {
		k := max(0, sort.Search(len(tiles), func(k int) bool { return tiles[k].start >= m.Start })-1)
		if len(tiles) == 0 {
			return all
		}
		at := tiles[k].at
		if !tiles[k].left {
			at += m.Start - tiles[k].start
		}
		m.Start, m.End = at, at
		return append(all, m)
	}
	from := len(all)
	for k := sort.Search(len(tiles), func(k int) bool { return tiles[k].end > m.Start }); k < len(tiles) && tiles[k].start < m.End; k++ {
		if x := tiles[k]; !x.left {
			piece := m
			piece.Start, piece.End = x.at+max(m.Start, x.start)-x.start, x.at+min(m.End, x.end)-x.start
			all = append(all, piece)
		}
	}
	runs := all[from:]
	slices.SortFunc(runs, func(a, b text.Mark) int { return cmp.Compare(a.Start, b.Start) })
	kept := runs[:0]
	for _, r := range runs {
		if k := len(kept) - 1; k >= 0 && kept[k].End == r.Start {
			kept[k].End = r.End
			continue
		}
		kept = append(kept, r)
	}
	return all[:from+len(kept)]
}

func itoa(n int) string { return strconv.Itoa(n) }
