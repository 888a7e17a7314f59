package redline

import "github.com/travaux/travaux/internal/text"

// words is a text cut into tokens, each with the number of its matching key:
// equal numbers match, whatever quotation mark or dash was typed.
type words struct {
	text   string
	tokens []text.Token
	keys   []int32
}

// slice gives the bytes of the tokens [from, to).
func (w *words) slice(from, to int) string {
	if from >= to {
		return ""
	}
	return w.text[w.tokens[from].Start:w.tokens[to-1].End]
}

// at gives the bytes of one token.
func (w *words) at(i int) string { return w.text[w.tokens[i].Start:w.tokens[i].End] }

// count counts the words among the tokens [from, to).
func (w *words) count(from, to int) int {
	n := 0
	for _, t := range w.tokens[from:to] {
		if t.IsWord() {
			n++
		}
	}
	return n
}

// lexicon numbers the keys of one comparison, from 0 in order of appearance.
type lexicon struct {
	numbers map[string]int32
}

// space is the number of a single space, which is every second token.
const space int32 = 0

// newLexicon gives a lexicon for about that many bytes of text.
func newLexicon(size int) *lexicon {
	l := &lexicon{numbers: make(map[string]int32, 64+size/64)}
	l.numbers[" "] = space
	return l
}

// read cuts a text and numbers its tokens.
func (l *lexicon) read(s, language string) words {
	w := words{text: s, tokens: text.Tokens(s, language)}
	w.keys = make([]int32, len(w.tokens))
	for i, t := range w.tokens {
		if t.End == t.Start+1 && s[t.Start] == ' ' {
			w.keys[i] = space
			continue
		}
		key := text.Fold(s[t.Start:t.End])
		n, ok := l.numbers[key]
		if !ok {
			n = int32(len(l.numbers))
			l.numbers[key] = n
		}
		w.keys[i] = n
	}
	return w
}
