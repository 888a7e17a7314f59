package bracket

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markSpan is what the mark of a block alternative says.
type markSpan struct {
	name   string // as printed, "Option 1"
	style  string // how it is numbered; options of one block are numbered alike
	number int    // its number by that style
}

// appendMarks adds the marks of block alternatives: at the start of the
// paragraph, of a line in it, and of a bracket, there behind the names if it has
// some. Behind such a mark that of the next option may stand anywhere in the paragraph.
func appendMarks(all []fixedSpan, s string, markup []Range, names []fixedSpan) []fixedSpan {
	free := true       // nothing but spaces, opening brackets and names stand before
	var last *markSpan // the mark before, in the same paragraph
	for i := 0; i < len(s); i++ {
		for len(names) > 0 && names[0].start < i {
			names = names[1:]
		}
		switch c := s[i]; {
		case free && len(names) > 0 && names[0].start == i && names[0].end > i:
			i = names[0].end - 1
		case c == '[' || c == '\n':
			free = true
		case c == ' ' || c == '\t' || c == '*' || c == '_':
		case free:
			free = false
			if m, end := readMark(s, i, markup); end > 0 {
				start := i - (len(s[:i]) - len(strings.TrimRight(s[:i], "*_")))
				all = append(all, fixedSpan{start: start, end: end, kind: Mark, mark: m})
				i, last = end-1, &m
			}
		case last != nil && s[i-1] == ' ':
			// "Option 2:" within the paragraph, where it is the next of the one before.
			if m, end := readMark(s, i, markup); end > 0 && m.follows(*last) && strings.ContainsAny(s[i:end], ":：") {
				all = append(all, fixedSpan{start: i, end: end, kind: Mark, mark: m})
				i, last = end-1, &m
			}
		}
	}
	return all
}

// follows tells whether a mark is the next one of another, in the same words.
func (m markSpan) follows(last markSpan) bool {
	word := optionWord(m.name)
	return m.style == last.style && m.number == last.number+1 && m.name[:word] == last.name[:min(word, len(last.name))]
}

// optionMark gives the length of the mark that s begins with, or 0.
func optionMark(s string) int {
	_, end := readMark(s, 0, nil)
	return end
}

// readMark reads "Option 1:" at i, with what dresses it and the spaces behind
// it, and gives where it ends, 0 for none. Behind the number stands a colon, a
// full stop or a dash; or the line ends there.
func readMark(s string, i int, markup []Range) (m markSpan, end int) {
	word := optionWord(s[i:])
	if word == 0 {
		return m, 0
	}
	at := i + word
	at += len(s[at:]) - len(strings.TrimLeft(s[at:], " \u00A0"))
	var n int
	m, n = readNumber(s[at:])
	if n == 0 {
		return m, 0
	}
	at += n
	m.name = s[i:at]
	for k := sort.Search(len(markup), func(k int) bool { return markup[k].Start >= at }); k < len(markup) && markup[k].Start == at; k++ {
		at = markup[k].End
	}
	rest := strings.TrimLeft(s[at:], "*_ \u00A0\u202F")
	sign, width := utf8.DecodeRuneInString(rest)
	after := rest[min(width, len(rest)):]
	switch {
	case rest == "" || sign == '\n' || sign == ']':
		return m, len(s) - len(rest)
	case sign == ':' || sign == '：':
	case (sign == '.' || sign == '–' || sign == '—' || sign == '-') && (after == "" || after[0] == ' '):
	default:
		return m, 0
	}
	return m, len(s) - len(strings.TrimLeft(after, "*_: \u00A0"))
}

// optionWord gives the length of the word for an option that s begins with.
func optionWord(s string) int {
	if s == "" || !strings.ContainsRune("OoAaВв\u0627选选备方", firstRune(s)) {
		return 0
	}
	for _, w := range []string{"Option", "OPTION", "option", "Opción", "OPCIÓN", "Alternative", "Вариант", "ВАРИАНТ", "الخيار", "备选案文", "选项", "方案"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// readNumber reads the number of an option and gives its length, 0 for none:
// "1", "1.2", "2(a)", "(b)", "II", "C", "一".
func readNumber(s string) (m markSpan, length int) {
	for length < len(s) {
		number, style, n := readPart(s[length:])
		if n == 0 {
			break
		}
		m.style += style
		m.number = number
		length += n
		if strings.HasPrefix(s[length:], ".") && firstDigit(s[length+1:]) {
			length++
		}
	}
	if r := firstRune(s[length:]); length < len(s) && (unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) || unicode.IsDigit(r)) {
		return m, 0
	}
	return m, length
}

func firstDigit(s string) bool { return s != "" && unicode.IsDigit(firstRune(s)) }

// readPart reads one part of a number: digits, a letter in round brackets, a
// roman number or a single letter, a Chinese numeral.
func readPart(s string) (number int, style string, length int) {
	if r := firstRune(s); r == '(' || r == '（' {
		open := utf8.RuneLen(r)
		number, style, n := readPlain(s[open:])
		shut := firstRune(s[open+n:])
		if n == 0 || shut != ')' && shut != '）' {
			return 0, "", 0
		}
		return number, "(" + style + ")", open + n + utf8.RuneLen(shut)
	}
	return readPlain(s)
}

// readPlain reads a part that stands in no round brackets.
func readPlain(s string) (number int, style string, length int) {
	for i, r := range s {
		d := digitValue(r)
		if d < 0 || number > 9999 {
			break
		}
		number = number*10 + d
		length = i + utf8.RuneLen(r)
	}
	if length > 0 {
		return number, "1", length
	}
	r := firstRune(s)
	if at := strings.IndexRune("一二三四五六七八九十", r); at >= 0 && s != "" {
		return at/len("一") + 1, "一", utf8.RuneLen(r)
	}
	return readLetters(s)
}

// digitValue gives the value of a Western, Arabic or full-width digit, or -1.
func digitValue(r rune) int {
	for _, zero := range []rune{'0', '٠', '۰', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// readLetters reads a roman number up to X, or one letter.
func readLetters(s string) (number int, style string, length int) {
	for length < len(s) && (s[length]|0x20) >= 'a' && (s[length]|0x20) <= 'z' {
		length++
	}
	word := s[:length]
	for i, roman := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"} {
		if word == roman {
			return i + 1, "I", length
		}
		if word == strings.ToLower(roman) && len(roman) > 1 {
			return i + 1, "i", length
		}
	}
	switch {
	case length != 1:
		return 0, "", 0
	case word[0] >= 'a':
		return int(word[0]-'a') + 1, "a", 1
	}
	return int(word[0]-'A') + 1, "A", 1
}
