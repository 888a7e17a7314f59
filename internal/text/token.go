package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Class tells what a token is.
type Class uint8

// The classes of token.
const (
	Word    Class = iota // a word or a sign of writing, also "people-centred" or "A/RES/70/1"
	Number               // digits with their separators, "1,000", "3.5"
	Space                // white space
	Punct                // anything else: punctuation, symbols
	Bracket              // one square bracket, "[" or "]"
)

// Token is one piece of a text, the bytes [Start, End) of it.
type Token struct {
	Start, End int
	Class      Class
}

// IsWord tells whether the token counts as a word.
func (t Token) IsWord() bool { return t.Class == Word || t.Class == Number }

// Tokens cuts s into tokens that tile it: the first starts at 0, each starts
// where the one before ends, the last ends at len(s). The words are those of
// Unicode Standard Annex 29; on top of it, words joined by a hyphen are one
// token, so are document symbols ("A/RES/70/1", "79/194") and numbers whose
// thousands are parted by no-break spaces; a square bracket is a token of its
// own; a Chinese sign and a sign of Hiragana is one too. The language, a BCP 47 tag or
// empty, is taken so that a language may have its own rules; none has yet. Bytes
// that are not UTF-8 are tiled too, but where they are cut is not promised.
func Tokens(s, language string) []Token {
	return AppendTokens(make([]Token, 0, len(s)/3+1), s, language)
}

// AppendTokens appends the tokens of s to dst, to spare allocations.
func AppendTokens(dst []Token, s, language string) []Token {
	first := len(dst)
	it := words.FromString(s)
	skip := 0 // bytes up to here are already in a token
	for start, end := 0, 0; end < len(s); {
		start = end
		if end = plainEnd(s, start); end == start {
			it.SetText(s[start:])
			it.Next()
			end = start + it.End()
		}
		if end <= skip {
			continue
		}
		start = max(start, skip)
		c := s[start]
		if c == '[' || c == ']' {
			dst = append(dst, Token{start, start + 1, Bracket})
			if end > start+1 {
				dst = append(dst, Token{start + 1, end, Punct})
			}
			continue
		}
		t := Token{start, end, classOf(s[start:end])}
		if t.IsWord() {
			if end < len(s) && s[end] == '/' {
				if n := symbolLength(s[start:]); n > 0 {
					t.End, t.Class = start+n, Word
					skip = t.End
				}
			}
			dst = join(dst, first, s, t)
			continue
		}
		dst = append(dst, t)
	}
	return dst
}

// plainEnd gives where the word of Annex 29 that begins at a byte ends, or that
// byte where only the whole of the rules can tell: beyond ASCII, at a low line,
// and at signs that belong to a word when a letter or a digit stands on both sides.
// Most of what people write needs no more.
func plainEnd(s string, from int) int {
	c, end := s[from], from+1
	switch {
	case isAlnum(c):
		for end < len(s) && isAlnum(s[end]) {
			end++
		}
		if end == len(s) {
			return end
		}
		switch s[end] {
		case ' ':
			return end
		case '_':
			return from
		case '.', ',', ':', ';', '\'':
			if end+1 < len(s) && (isAlnum(s[end+1]) || s[end+1] >= utf8.RuneSelf) {
				return from
			}
		}
	case c == ' ':
		for end < len(s) && s[end] == ' ' {
			end++
		}
	case c == '_' || c == '\r' || c >= utf8.RuneSelf:
		return from
	}
	// A mark beyond ASCII belongs to what stands before it.
	if end < len(s) && s[end] >= utf8.RuneSelf {
		return from
	}
	return end
}

// Words counts the words of s: tokens that are words or numbers, and so the
// signs of Chinese.
func Words(s, language string) int {
	n := 0
	var few [32]Token // spares an allocation for a phrase
	for _, t := range AppendTokens(few[:0], s, language) {
		if t.IsWord() {
			n++
		}
	}
	return n
}

// classOf gives the class of one word of Annex 29, which its first rune tells.
func classOf(s string) Class {
	c := s[0]
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return Word
	case c >= '0' && c <= '9':
		return Number
	case c == ' ' || c == '\t' || c == '\n':
		return Space
	case c < utf8.RuneSelf:
		return Punct
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return Word
	case unicode.IsNumber(r):
		return Number
	case unicode.IsSpace(r):
		return Space
	}
	return Punct
}

// join appends the word t, or makes it one with the words before it where a
// hyphen or the no-break space of a number stands between.
func join(dst []Token, first int, s string, t Token) []Token {
	n := len(dst)
	if n-first < 2 || s[dst[n-1].Start] == ' ' || !dst[n-2].IsWord() {
		return append(dst, t)
	}
	left, middle := &dst[n-2], s[dst[n-1].Start:dst[n-1].End]
	switch middle {
	case "-", "\u2010", "\u2011":
		if isSign(s[left.Start:]) || isSign(s[t.Start:]) {
			return append(dst, t)
		}
		left.End, left.Class = t.End, Word
		return dst[:n-1]
	case "\u00A0", "\u202F", "\u2009":
		if left.Class == Number && t.Class == Number && isThousands(s[left.Start:left.End], s[t.Start:t.End]) {
			left.End = t.End
			return dst[:n-1]
		}
	}
	return append(dst, t)
}

// isSign tells whether s begins with a sign that is a word by itself.
func isSign(s string) bool {
	if s[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// isThousands tells whether three digits continue a number: "1 000".
func isThousands(left, right string) bool {
	if len(right) != 3 {
		return false
	}
	if strings.TrimRightFunc(right, isDigit) != "" {
		return false
	}
	return len(left)-len(strings.TrimRightFunc(left, isDigit)) <= 3
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// symbolLength gives the length of the document symbol that s begins with, or
// 0: pieces of capitals and digits parted by strokes, "E/HLPF/2024/7",
// "A/80/L.41", "A/C.2/78/L.5/Rev.1". One piece at least is a number, which
// keeps "and/or" and "North/South" apart.
func symbolLength(s string) int {
	i, strokes, number := 0, 0, false
	for {
		from, lower := i, false
		for i < len(s) && isAlnum(s[i]) {
			lower = lower || s[i] >= 'a'
			i++
		}
		piece := s[from:i]
		if piece == "" || piece[0] >= 'a' || lower && from == 0 {
			return 0
		}
		number = number || piece[0] <= '9'
		if i+1 >= len(s) || !isAlnum(s[i+1]) || s[i+1] >= 'a' {
			break
		}
		if s[i] == '/' {
			strokes++
		} else if s[i] != '-' && (s[i] != '.' || s[i+1] > '9') {
			break
		}
		i++
	}
	if strokes == 0 || !number {
		return 0
	}
	// A letter or combining mark beyond ASCII continues the last piece, but for
	// signs that are words by themselves.
	r, _ := utf8.DecodeRuneInString(s[i:])
	if i < len(s) && unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf) && !isSign(s[i:]) {
		return 0
	}
	return i
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
