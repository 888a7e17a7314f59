package bracket

import "github.com/travaux/travaux/internal/text"

// Counts are the numbers of a flow.
type Counts struct {
	Count
	// ByDepth are the brackets of each depth, those of depth 1 first; its length
	// is the greatest depth.
	ByDepth []int
	// Slots are places with candidates, Blocks runs of block alternatives.
	Slots, Blocks int
	// Candidates, Strokes and BlockOptions are the options of slots, of brackets
	// with strokes, and of blocks.
	Candidates, Strokes, BlockOptions int
	// Notes are the drafters' notes.
	Notes int
	// ByKind counts the brackets of each kind, ByActor those that each actor
	// holds, by the ids that the attributions give.
	ByKind  map[Kind]int
	ByActor map[string]int
	// Paragraphs has the numbers of each paragraph of the flow. A bracket counts
	// in the paragraph where it opens.
	Paragraphs []Count
}

// Count are the numbers of one paragraph or of several.
type Count struct {
	// Brackets are the pairs of brackets.
	Brackets int
	// Words are the words, names and drafters' notes not included; Inside are
	// those of them that stand in a bracket.
	Words, Inside int
	// Open is 1 for a paragraph with some of a bracket in it.
	Open int
}

// Share is the share of words inside brackets, from 0 to 1; 0 where there are none.
func (c Count) Share() float64 {
	if c.Words == 0 {
		return 0
	}
	return float64(c.Inside) / float64(c.Words)
}

// Options are all options of whatever form.
func (c Counts) Options() int { return c.Candidates + c.Strokes + c.BlockOptions }

// MaxDepth is the depth of the deepest bracket.
func (c Counts) MaxDepth() int { return len(c.ByDepth) }

// Section gives the numbers of the paragraphs from one index up to another, that
// one not included.
func (c Counts) Section(from, to int) Count {
	var sum Count
	for _, p := range c.Paragraphs[from:to] {
		sum.add(p)
	}
	return sum
}

func (c *Count) add(d Count) {
	c.Brackets += d.Brackets
	c.Words += d.Words
	c.Inside += d.Inside
	c.Open += d.Open
}

// Count counts. Words are counted by the rules of text.Words; language is a BCP
// 47 tag or empty.
func (t *Tree) Count(language string) Counts {
	c := Counts{
		ByKind: make(map[Kind]int), ByActor: make(map[string]int),
		Slots: len(t.Slots), Blocks: len(t.Blocks), Paragraphs: make([]Count, len(t.Flow.Paragraphs)),
	}
	for _, b := range t.Brackets {
		for len(c.ByDepth) < b.Depth {
			c.ByDepth = append(c.ByDepth, 0)
		}
		c.ByDepth[b.Depth-1]++
		c.ByKind[b.Kind]++
		c.Strokes += len(b.Options)
		for actor := range b.actors() {
			c.ByActor[actor]++
		}
		c.Paragraphs[b.Open.Paragraph].Brackets++
	}
	for _, s := range t.Slots {
		c.Candidates += len(s.Brackets)
	}
	for _, b := range t.Blocks {
		c.BlockOptions += len(b.Options)
	}
	t.countWords(&c, language)
	for _, p := range c.Paragraphs {
		c.Count.add(p)
	}
	return c
}

// actors is the set of those who hold a bracket.
func (b Bracket) actors() map[string]bool {
	if len(b.Holders) == 0 {
		return nil
	}
	out := make(map[string]bool)
	for _, h := range b.Holders {
		for _, a := range h.Actors {
			out[a] = true
		}
	}
	return out
}

// countWords counts words piece by piece, each paragraph cut into tokens once.
func (t *Tree) countWords(c *Counts, language string) {
	var all, tokens []text.Token // of the paragraph; those not yet counted
	paragraph := -1
	for _, x := range t.Pieces {
		if x.Paragraph != paragraph {
			paragraph = x.Paragraph
			all = text.AppendTokens(all[:0], t.Flow.Paragraphs[paragraph].Text, language)
			tokens = all
		}
		p := &c.Paragraphs[paragraph]
		if x.Bracket >= 0 {
			p.Open = 1
		}
		if x.Kind == Note {
			c.Notes++
		}
		words := 0
		k := 0
		for ; k < len(tokens) && tokens[k].Start < x.End; k++ {
			if tokens[k].IsWord() {
				words++
			}
		}
		tokens = tokens[k:]
		if x.Kind != Words && x.Kind != Mark {
			continue
		}
		p.Words += words
		if x.Bracket >= 0 {
			p.Inside += words
		}
	}
}
