package redline

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Chinese is compared sign by sign, so that a change may cut a number or a word:
// "二十六" became "二十七", "当地" became "本地". Without a dictionary nobody can tell
// where words begin; but a number is shown whole, and where one sign gives way that is
// hardly a word by itself, so is the sign beside it that alone can be its other half.

// loneSigns are words by themselves, or begin and end most of the words they are in.
const loneSigns = "的得了着过和与及或并又还也则而且但在于以为将对从向到至由自被把使让令应须可能会要请就都不未无非已曾再各该此其这那每某之所是有上下中内外前后间时年月日第条款段届次个项种名位者"

// wholeSigns takes out of the blocks the signs of Chinese that a change beside them
// parts from the rest of their number or word.
func (p *polisher) wholeSigns(blocks []block) []block {
	start, end := block{}, block{len(p.a.keys), len(p.b.keys), 0}
	for i := range len(blocks) + 1 {
		k, l := &start, &end
		if i > 0 {
			k = &blocks[i-1]
		}
		if i < len(blocks) {
			l = &blocks[i]
		}
		p.wholeNumber(k, l)
		p.wholeWord(k, l)
	}
	return slices.DeleteFunc(blocks, func(k block) bool { return k.n == 0 })
}

// wholeNumber gives to the change between two blocks the numerals that touch its own.
func (p *polisher) wholeNumber(k, l *block) {
	if p.a.numeralSign(k.a+k.n, l.a) || p.b.numeralSign(k.b+k.n, l.b) {
		for k.n > 0 && p.a.numeralSign(k.a+k.n-1, k.a+k.n) {
			k.n--
		}
	}
	if p.a.numeralSign(l.a-1, l.a) && l.a > k.a+k.n || p.b.numeralSign(l.b-1, l.b) && l.b > k.b+k.n {
		for l.n > 0 && p.a.numeralSign(l.a, l.a+l.n) {
			l.a, l.b, l.n = l.a+1, l.b+1, l.n-1
		}
	}
}

// wholeWord gives to the replacement of a sign between two blocks the sign beside it,
// or both where they stand alone.
func (p *polisher) wholeWord(k, l *block) {
	fromA, fromB := k.a+k.n, k.b+k.n
	gone, come := l.a-fromA, l.b-fromB
	if gone == 0 || come == 0 || gone > 1 && come > 1 || gone == 1 && !p.a.hardlyWord(fromA) || come == 1 && !p.b.hardlyWord(fromB) {
		return
	}
	left, right := k.n > 0 && p.a.halfSign(fromA-1), l.n > 0 && p.a.halfSign(l.a)
	if left && right && (k.n > 1 && p.a.halfSign(fromA-2) || l.n > 1 && p.a.halfSign(l.a+1)) {
		return // a longer run: any two of its signs may be the word
	}
	if left {
		k.n--
	}
	if right {
		l.a, l.b, l.n = l.a+1, l.b+1, l.n-1
	}
}

// numeralSign tells whether the first of the tokens [from, to) is a Chinese numeral.
func (w *words) numeralSign(from, to int) bool {
	return from >= 0 && from < to && unspaced(w.at(from)) && strings.Contains(chineseDigits, w.at(from))
}

// halfSign tells whether a token is a sign of Chinese that may be half of a word.
func (w *words) halfSign(i int) bool {
	s := w.at(i)
	return w.tokens[i].Class == text.Word && unspaced(s) && !strings.Contains(loneSigns, s) && !strings.Contains(chineseDigits, s)
}

// hardlyWord tells whether a sign of Chinese is hardly a word by itself. "如", which
// ends words such as "比如", is one.
func (w *words) hardlyWord(i int) bool { return w.halfSign(i) && w.at(i) != "如" }
