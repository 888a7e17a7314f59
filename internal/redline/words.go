package redline

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// words is a text cut into tokens, each with the number of its matching key:
// equal numbers match, whatever quotation mark or dash was typed.
type words struct {
	text   string
	tokens []token
	keys   []int32
	n      int // how many of the tokens are words
}

// token is a text.Token in a third of the space, as drafts have very many: it ends
// where the next one starts, and no text is so long that 31 bits do not count its
// bytes.
type token struct {
	Start int32
	Class text.Class
}

// IsWord tells whether the token counts as a word.
func (t token) IsWord() bool { return t.Class == text.Word || t.Class == text.Number }

// slice gives the bytes of the tokens [from, to).
func (w *words) slice(from, to int) string {
	if from >= to {
		return ""
	}
	return w.text[w.tokens[from].Start:w.end(to-1)]
}

// at gives the bytes of one token.
func (w *words) at(i int) string { return w.text[w.tokens[i].Start:w.end(i)] }

// end tells where a token ends.
func (w *words) end(i int) int {
	if i+1 < len(w.tokens) {
		return int(w.tokens[i+1].Start)
	}
	return len(w.text)
}

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

// space is the number of a single space, which is every second token.
const space int32 = 0

// reader cuts the texts of one comparison into words.
type reader struct {
	lexicon
	cut []text.Token // of the text in hand
	// What is left of the last piece of memory, and how many tokens one has: most
	// texts are short beside all of them, so they share pieces.
	tokens []token
	keys   []int32
	piece  int
}

// newReader gives a reader for about that many bytes of text.
func newReader(size int) *reader {
	const most = 1 << 13
	r := &reader{lexicon: newLexicon(size), piece: min(size/8, most)}
	r.number(" ")
	return r
}

// read cuts a text and numbers its tokens.
func (r *reader) read(s, language string) words {
	r.cut = text.AppendTokens(slices.Grow(r.cut[:0], len(s)/3+1), s, language)
	w := r.room(len(r.cut))
	w.text = s
	for i, t := range r.cut {
		w.tokens[i] = token{int32(t.Start), t.Class}
		if t.IsWord() {
			w.n++
		}
		if t.End == t.Start+1 && s[t.Start] == ' ' {
			w.keys[i] = space
			continue
		}
		w.keys[i] = r.number(text.Fold(s[t.Start:t.End]))
	}
	return w
}

// joined is several texts as one, a line feed between them. None is read again: a
// line feed parts words as the end of a text does.
func (r *reader) joined(all []words, at []int) words {
	const feed = "\n"
	n := len(at) - 1
	texts := make([]string, len(at))
	for k, i := range at {
		texts[k] = all[i].text
		n += len(all[i].tokens)
	}
	w := r.room(n)
	w.text = strings.Join(texts, feed)
	begin, k := int32(0), 0
	for i, p := range at {
		if i > 0 {
			w.tokens[k], w.keys[k] = token{begin, text.Space}, r.number(feed)
			begin, k = begin+1, k+1
		}
		copy(w.keys[k:], all[p].keys)
		for _, t := range all[p].tokens {
			w.tokens[k] = token{begin + t.Start, t.Class}
			k++
		}
		begin += int32(len(all[p].text))
		w.n += all[p].n
	}
	return w
}

// room gives words with room for n tokens. Long texts have their own memory, so that
// little of a piece is ever left over.
func (r *reader) room(n int) words {
	if n > len(r.tokens) {
		if n > r.piece/4 {
			return words{tokens: make([]token, n), keys: make([]int32, n)}
		}
		r.tokens, r.keys = make([]token, r.piece), make([]int32, r.piece)
	}
	w := words{tokens: r.tokens[:n:n], keys: r.keys[:n:n]}
	r.tokens, r.keys = r.tokens[n:], r.keys[n:]
	return w
}
