package spoken

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// page is the base text of one change as a listener walks it: its words and
// signs without the spaces between them.
type page struct {
	text     string
	language string
	tokens   []text.Token     // without spaces
	keys     []string         // what a listener hears of each token
	at       map[string][]int // where each key stands
	now      *course          // the text as it stands when something is said, nil for the base
}

// single makes double quotation marks single ones, as within a quotation. It
// keeps every byte in its place.
var single = strings.NewReplacer("“", "‘", "”", "’")

// newPage reads a base text. Words are cut as they are where they stand in a
// quotation, so that what is quoted is found again.
func newPage(s, language string) *page {
	all := text.Tokens(single.Replace(s), language)
	p := &page{text: s, language: language, tokens: all[:0]}
	for _, t := range all {
		if t.Class != text.Space || s[t.Start] == '\n' {
			p.tokens = append(p.tokens, t)
			p.keys = append(p.keys, heard(s[t.Start:t.End]))
		}
	}
	return p
}

// heard gives the key by which words are told apart by ear: quotation marks of
// every kind sound alike, as do dashes.
func heard(s string) string {
	return strings.ReplaceAll(text.Fold(s), `"`, "'")
}

// index builds the lists of places, which only a page with edits needs.
func (p *page) index() {
	if p.at != nil {
		return
	}
	p.at = make(map[string][]int, len(p.keys))
	for i, k := range p.keys {
		p.at[k] = append(p.at[k], i)
	}
}

// size is the number of tokens.
func (p *page) size() int { return len(p.tokens) }

// token gives the text of a token.
func (p *page) token(i int) string { return p.text[p.tokens[i].Start:p.tokens[i].End] }

// words gives the text of the tokens [a, b), with the gaps between them.
func (p *page) words(a, b int) string {
	if a == b {
		return ""
	}
	return p.text[p.tokens[a].Start:p.tokens[b-1].End]
}

// endBefore gives the byte where token a-1 ends.
func (p *page) endBefore(a int) int {
	if a == 0 {
		return 0
	}
	return p.tokens[a-1].End
}

// startOf gives the byte where token b starts.
func (p *page) startOf(b int) int {
	if b == len(p.tokens) {
		return len(p.text)
	}
	return p.tokens[b].Start
}

// leftOf and rightOf give the runes beside the tokens [a, b), 0 at the edges.
func (p *page) leftOf(a int) rune  { return last(p.text[:p.endBefore(a)]) }
func (p *page) rightOf(b int) rune { return first(p.text[p.startOf(b):]) }

// isWord tells whether token i is a word, not a sign.
func (p *page) isWord(i int) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].IsWord()
}

// countWords counts the words among the tokens [a, b).
func (p *page) countWords(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		if p.tokens[i].IsWord() {
			n++
		}
	}
	return n
}

// pivot gives the rarest token of [a, b).
func (p *page) pivot(a, b int) int {
	pivot := a
	for i := a; i < b; i++ {
		if len(p.at[p.keys[i]]) < len(p.at[p.keys[pivot]]) {
			pivot = i
		}
	}
	return pivot
}

// unique tells whether the words of [a, b) stand once. Of words that are all very
// frequent it takes for granted that they do not.
func (p *page) unique(a, b int) bool {
	const frequent = 256
	pivot, count := p.pivot(a, b), 0
	if len(p.at[p.keys[pivot]]) > frequent {
		return false
	}
	for _, i := range p.at[p.keys[pivot]] {
		if p.same(i-(pivot-a), a, b) {
			if count++; count > 1 {
				return false
			}
		}
	}
	if p.now == nil {
		return true
	}
	_, count, ok := p.now.occurrence(a, b)
	return ok && count == 1
}

// occurrence tells which of how many places with the words of [a, b) that is,
// the first being 1. Places may overlap.
func (p *page) occurrence(a, b int) (nth, count int) {
	if b == a+1 {
		all := p.at[p.keys[a]]
		n, _ := slices.BinarySearch(all, a)
		return n + 1, len(all)
	}
	pivot := p.pivot(a, b)
	for _, i := range p.at[p.keys[pivot]] {
		from := i - (pivot - a)
		if !p.same(from, a, b) {
			continue
		}
		count++
		if from == a {
			nth = count
		}
	}
	return nth, count
}

// same tells whether the words from there on are those of [a, b).
func (p *page) same(from, a, b int) bool {
	if from < 0 || from+b-a > len(p.keys) {
		return false
	}
	for k := a; k < b; k++ {
		if p.keys[from+k-a] != p.keys[k] {
			return false
		}
	}
	return true
}
