package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// editorial tells whether an edit changes no meaning for sure: variants of the
// same sign, spaces, capital letters, the sign that ends a paragraph, hyphens and
// spelling. A comma that comes or goes may change the meaning, quotation marks
// may too; neither is editorial.
func (k *classifier) editorial(e *change) bool {
	if endSign(e) || quoteForQuote(e) {
		return true
	}
	if otherWords(e) {
		return false
	}
	// The signs beside the edit tell which spaces matter.
	left, _ := utf8.DecodeLastRuneInString(e.before)
	right, _ := utf8.DecodeRuneInString(e.after)
	gone, come := typed(e.gone, left, right), typed(e.come, left, right)
	if gone == come {
		return true
	}
	if strings.EqualFold(gone, come) {
		return caseIsFree(e.gone) && caseIsFree(e.come)
	}
	return k.english && sameSpelling(gone, come)
}

// otherWords tells at a glance that an edit is no editorial one: it only adds or
// only removes words, or both sides begin with different letters.
func otherWords(e *change) bool {
	gone, come := strings.TrimLeft(e.gone, " "), strings.TrimLeft(e.come, " ")
	letter := func(s string) byte {
		if s == "" || (s[0]|0x20) < 'a' || (s[0]|0x20) > 'z' {
			return 0
		}
		return s[0] | 0x20
	}
	a, b := letter(gone), letter(come)
	return a != b && (a != 0 || gone == "") && (b != 0 || come == "")
}

// endSign tells whether one sign that ends a paragraph gives way to another:
// lists change theirs whenever an item is added.
func endSign(e *change) bool {
	if !e.ends || strings.TrimSpace(e.after) != "" {
		return false
	}
	sign := func(s string) bool {
		return strings.Contains(";.,:", plainSigns(strings.TrimSpace(s)))
	}
	gone, come := strings.TrimSpace(e.gone), strings.TrimSpace(e.come)
	return gone != come && utf8.RuneCountInString(gone) <= 1 && utf8.RuneCountInString(come) <= 1 && sign(gone) && sign(come)
}

// quoteForQuote tells whether one quotation mark gives way to another.
func quoteForQuote(e *change) bool {
	quote := func(s string) bool {
		s = text.Fold(s)
		return s == `"` || s == "'"
	}
	return quote(e.gone) && quote(e.come)
}

// plainSigns gives s with variants of signs made one: quotation marks, dashes,
// hyphens and spaces, full-width and Arabic punctuation, the shapes of digits;
// without signs that nobody sees.
func plainSigns(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	return strings.Map(plainSign, text.Fold(s))
}

func plainSign(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case r >= '！' && r <= '～': // the full-width forms of ASCII
		return r - '！' + '!'
	case r >= '\u200B' && r <= '\u200F', r == '\u061C', r == '\u00AD', r == '\u2060', r == '\uFEFF', r == 'ـ':
		return -1
	case r >= '\u2066' && r <= '\u2069', r >= '\u202A' && r <= '\u202E':
		return -1
	}
	switch r {
	case '،':
		return ','
	case '؛':
		return ';'
	case '؟':
		return '?'
	case '٪':
		return '%'
	case '。':
		return '.'
	case '\u3000':
		return ' '
	}
	return r
}

// typed gives a text as it reads whatever spaces and variants of signs were
// typed: runs of white space are one space, and none stands beside a sign that is
// no letter or digit, or beside a sign of Chinese. Between a comma or a full stop
// and a digit it stays: "3, 5" are two numbers, "3,5" is one. left and right are the
// signs around the text, or utf8.RuneError.
func typed(s string, left, right rune) string {
	s = plainSigns(s)
	var b strings.Builder
	last, space := left, false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && (parts(last) && parts(r) || (last == ',' || last == '.') && unicode.IsDigit(r)) {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		last = r
	}
	if space && parts(last) && parts(right) {
		b.WriteByte(' ')
	}
	return b.String()
}

// parts tells whether a space beside the sign parts words.
func parts(r rune) bool {
	return r != utf8.RuneError && isWordRune(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func isWordRune(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') ||
		r >= utf8.RuneSelf && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

// capitalCounts are words of which a capital letter changes the meaning: the
// States and Parties of an instrument, months and names that are words too.
var capitalCounts = set(`state states party parties government governments member members who us it aids may march turkey polish un
	convention protocol agreement charter covenant compact summit assembly council committee commission conference secretariat organization organisation
	north south east west earth agenda goal goals fund forum court bank union group
	état états etat etats partie parties estado estados parte partes государство государства государств стороны сторона сторон`)

// caseIsFree tells whether the capital letters of s may be others without a
// change of meaning.
func caseIsFree(s string) bool {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !isWordRune(r) }) {
		if capitalCounts[strings.ToLower(w)] {
			return false
		}
		// Short words in capitals are names made of initials.
		if n := utf8.RuneCountInString(w); n > 1 && n <= 5 && w == strings.ToUpper(w) && w != strings.ToLower(w) {
			return false
		}
	}
	return true
}
