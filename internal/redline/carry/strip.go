package carry

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// side is one of the two texts without its glyphs, names and drafters' notes: its
// units in the order of the flow, footnotes after all else, so that each bracket is
// the interval of units [open, close).
type side struct {
	tree  *bracket.Tree
	draft text.Draft
	units []unit
	// first and last are the units of each paragraph, the first of which is its mark.
	first, last []int32
	open, close []int32 // of each bracket
	opening     []int32 // the brackets in the order in which the flow opens them
	measure     []sum   // of the units before each, one longer than units
	inside      []int32 // how many brackets stand in each bracket
	words       []sum   // of each bracket
}

// unit is a word or a sign. Spaces and commas are none, as lifting a bracket repairs
// them.
type unit struct {
	key                int32
	paragraph, bracket int32 // the bracket is the innermost around it, or -1
	opens, closes      uint8 // glyphs right before and right behind it
	glued              bool  // no space stands between it and the unit before
}

// paragraphMark is the key of the unit that begins each paragraph.
const paragraphMark int32 = 0

// commas are the signs that are no units.
const commas = ",،，、"

// lexicon numbers what stands in units, variants of quotation marks and dashes as
// one.
type lexicon struct {
	numbers map[string]int32
	entries []entry
}

// entry is what is known of a key.
type entry struct {
	name   string
	weight int32
	sum    sum // of the unit alone
}

// What units count for: letters, so that "the" counts less than "infrastructure",
// and hardly anything for a sign.
const (
	weightLetter = 4
	weightSign   = 1
)

func newLexicon() *lexicon {
	l := &lexicon{numbers: make(map[string]int32, 1<<12)}
	l.entries = append(l.entries, entry{sum: emptySum})
	return l
}

// number gives the key of a token.
func (l *lexicon) number(s string, word bool) int32 {
	if s = text.Fold(s); strings.ContainsAny(s, commas) { // "1,000" where a bracket cut it
		s = strings.Map(func(r rune) rune {
			if strings.ContainsRune(commas, r) {
				return -1
			}
			return r
		}, s)
	}
	n, ok := l.numbers[s]
	if !ok {
		n = int32(len(l.entries))
		l.numbers[strings.Clone(s)] = n
		e := entry{name: s, weight: weightSign}
		if word {
			e.weight = weightLetter * int32(utf8.RuneCountInString(s))
		}
		e.sum = sumOf(s, int64(e.weight))
		l.entries = append(l.entries, e)
	}
	return n
}

// stripper reads one text.
type stripper struct {
	*side
	lexicon  *lexicon
	language string
	tokens   []text.Token
	bare     strings.Builder
	pending  uint8 // glyphs that opened since the last unit
	parted   bool  // a space stood since the last unit
}

// strip takes the glyphs, names and notes out of a text.
func strip(t *bracket.Tree, l *lexicon, language string) *side {
	n := len(t.Flow.Paragraphs)
	size := 0
	for _, p := range t.Flow.Paragraphs {
		size += len(p.Text)
	}
	s := &stripper{lexicon: l, language: language, side: &side{
		tree: t, draft: text.Draft{Language: language, Paragraphs: make([]text.Paragraph, n)}, units: make([]unit, 0, size/5+n),
		first: make([]int32, n), last: make([]int32, n), open: make([]int32, len(t.Brackets)), close: make([]int32, len(t.Brackets)),
	}}
	for _, footnotes := range []bool{false, true} {
		k := 0
		for i, p := range t.Flow.Paragraphs {
			from := k
			for k < len(t.Pieces) && t.Pieces[k].Paragraph == i {
				k++
			}
			if (p.Kind == text.Footnote) == footnotes {
				s.paragraph(i, t.Pieces[from:k])
			}
		}
	}
	s.inside = make([]int32, len(t.Brackets))
	for _, b := range slices.Backward(s.opening) {
		if p := t.Brackets[b].Parent; p >= 0 {
			s.inside[p] += s.inside[b] + 1
		}
	}
	s.measure = make([]sum, len(s.units)+1)
	s.measure[0] = emptySum
	for i, u := range s.units {
		s.measure[i+1] = s.measure[i].then(l.entries[u.key].sum)
	}
	s.words = make([]sum, len(t.Brackets))
	for b := range s.words {
		s.words[b] = s.measure[s.close[b]].without(s.measure[s.open[b]])
	}
	return s.side
}

// paragraph reads the pieces of one paragraph.
func (s *stripper) paragraph(n int, pieces []bracket.Piece) {
	p := s.tree.Flow.Paragraphs[n]
	s.first[n] = int32(len(s.units))
	s.units = append(s.units, unit{key: paragraphMark, paragraph: int32(n), bracket: -1})
	s.bare.Reset()
	s.pending, s.parted = 0, true
	whole := len(pieces) == 1 && pieces[0].Kind == bracket.Words
	for _, x := range pieces {
		switch x.Kind {
		case bracket.Open:
			s.open[x.Bracket] = int32(len(s.units))
			s.opening = append(s.opening, int32(x.Bracket))
			s.pending = min(s.pending+1, 100)
		case bracket.Close:
			s.close[x.Bracket] = int32(len(s.units))
			last := &s.units[len(s.units)-1]
			last.closes = min(last.closes+1, 100)
		case bracket.Words, bracket.Mark:
			words := p.Text[x.Start:x.End]
			s.piece(words, n, x.Bracket)
			if !whole {
				s.join(words)
			}
		default:
			s.parted = s.parted || strings.HasSuffix(p.Text[:x.End], " ")
		}
	}
	s.last[n] = int32(len(s.units))
	bare := p.Text
	switch {
	case s.last[n] == s.first[n]+1:
		bare = "" // only its place tells what becomes of it
	case !whole:
		bare = s.bare.String()
	}
	s.draft.Paragraphs[n] = text.Paragraph{ID: p.ID, Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: bare}
}

// piece adds the units of words.
func (s *stripper) piece(words string, paragraph, around int) {
	s.tokens = text.AppendTokens(s.tokens[:0], words, s.language)
	for _, t := range s.tokens {
		w := words[t.Start:t.End]
		if t.Class == text.Space || strings.Contains(commas, w) {
			s.parted = true
			continue
		}
		u := unit{key: s.lexicon.number(w, t.IsWord()), paragraph: int32(paragraph), bracket: int32(around), opens: s.pending, glued: !s.parted}
		s.units = append(s.units, u)
		s.pending, s.parted = 0, false
	}
}

// join adds words to those of the paragraph without glyphs, so that no two words run
// together and no two spaces stand where a glyph was.
func (s *stripper) join(words string) {
	if n := s.bare.Len(); n > 0 {
		before := s.bare.String()
		switch {
		case strings.HasSuffix(before, " "):
			words = strings.TrimLeft(words, " ")
		case letterLast(before) && letterFirst(words):
			s.bare.WriteByte(' ')
		}
	}
	s.bare.WriteString(words)
}

func letterLast(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func letterFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// letters gives what the words of paragraphs have in common with equal ones.
func (s *side) letters(paragraphs ...int) key {
	all := emptySum
	for _, p := range paragraphs {
		all = all.then(s.measure[s.last[p]].without(s.measure[s.first[p]]))
	}
	return all.key()
}

// contains tells whether bracket a stands round bracket b.
func (s *side) contains(a, b int) bool {
	x, y := &s.tree.Brackets[a], &s.tree.Brackets[b]
	return a != b && x.Open.Compare(y.Open) < 0 && y.Close.Compare(x.Close) < 0
}

// paragraphOf gives the paragraph where a bracket opens.
func (s *side) paragraphOf(b int) int { return s.tree.Brackets[b].Open.Paragraph }
