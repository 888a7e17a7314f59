package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelParser reads a label from the start of s; at is how far it has come.
type labelParser struct {
	s  string
	at int
	l  Label
}

// label reads any form of label, or tells that there is none.
func (p *labelParser) label() bool {
	for _, form := range []func() bool{p.note, p.prefixed, p.numbered, p.bracketed, p.chineseNumeral, p.lettered} {
		p.at, p.l = 0, Label{}
		if form() {
			return true
		}
	}
	return false
}

// peek gives the rune at the place reached, 0 at the end.
func (p *labelParser) peek() rune {
	if p.at == len(p.s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.at:])
	return r
}

// take moves past one of the strings given, if one is there.
func (p *labelParser) take(options ...string) bool {
	for _, o := range options {
		if strings.HasPrefix(p.s[p.at:], o) {
			p.at += len(o)
			return true
		}
	}
	return false
}

// spaces moves past white space and tells whether there was any.
func (p *labelParser) spaces() bool {
	from := p.at
	for r := p.peek(); r != 0 && unicode.IsSpace(r); r = p.peek() {
		p.at += utf8.RuneLen(r)
	}
	return p.at > from
}

// ends tells whether a label may end here: before white space, the end, a
// bracket of the text, or a script written without spaces.
func (p *labelParser) ends() bool {
	r := p.peek()
	return r == 0 || unicode.IsSpace(r) || r == '[' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// note reads superscript digits.
func (p *labelParser) note() bool {
	n, from := 0, p.at
	for d := superscript(p.peek()); d >= 0 && n <= 999; d = superscript(p.peek()) {
		n = n*10 + d
		p.at += utf8.RuneLen(p.peek())
	}
	p.l.Numbers, p.l.Ordinals, p.l.Note = []int{n}, []int{0}, true
	return p.at > from && superscript(p.peek()) < 0
}

// prefixed reads "OP7", "OP 3 bis.", "PP5 alt", "OP7(a)".
func (p *labelParser) prefixed() bool {
	if !p.take("OP", "PP") {
		return false
	}
	p.l.Prefix = p.s[:p.at]
	p.spaces()
	if !p.numbers() {
		return false
	}
	p.alt()
	p.subs()
	p.take(".", ")", ":")
	return p.ends()
}

// numbered reads labels that begin with a number and need a delimiter or an
// ordinal: "12.", "5)", "1 -", "16.5 octies", "12(a)", "３．".
func (p *labelParser) numbered() bool {
	if !p.numbers() {
		return false
	}
	sure := slices.Max(p.l.Ordinals) > 0
	sure = p.alt() || sure
	sure = p.subs() || sure
	if p.take(".", ")", "）", "．", "、") {
		return p.ends()
	}
	return p.dash() || sure && p.ends()
}

// numbers reads numbers parted by points, each with its ordinal if it has one.
func (p *labelParser) numbers() bool {
	for {
		n, ok := p.number()
		if !ok {
			return false
		}
		p.l.Numbers = append(p.l.Numbers, n)
		p.l.Ordinals = append(p.l.Ordinals, p.ordinal())
		mark := p.at
		if !p.take(".") || digit(p.peek()) < 0 {
			p.at = mark
			return true
		}
	}
}

// number reads one number of at most four digits and no leading zero, which
// tells labels from dates and times.
func (p *labelParser) number() (int, bool) {
	n, count := 0, 0
	for d := digit(p.peek()); d >= 0; d = digit(p.peek()) {
		if count == 4 || count > 0 && n == 0 {
			return 0, false
		}
		n, count = n*10+d, count+1
		p.at += utf8.RuneLen(p.peek())
	}
	return n, count > 0
}

// ordinal reads "bis", " ter", ".quater" after a number, or gives 0.
func (p *labelParser) ordinal() int {
	mark := p.at
	if !p.spaces() {
		p.take(".")
	}
	from := p.at
	for r := p.peek(); unicode.IsLetter(r) || unicode.IsMark(r); r = p.peek() {
		p.at += utf8.RuneLen(r)
	}
	if n := ordinalValue(p.s[from:p.at]); n > 0 {
		return n
	}
	// Chinese has no end of word: 之二 may be followed by the words at once.
	p.at = from
	if p.take("之") {
		from := p.at
		for strings.ContainsRune("一二三四五六七八九十", p.peek()) && p.at < len(p.s) {
			p.at += len("一")
		}
		if n, ok := chinese(p.s[from:p.at]); ok && n > 1 {
			return n
		}
	}
	p.at = mark
	return 0
}

// alt reads "alt" or "alt 2" after a number.
func (p *labelParser) alt() bool {
	mark := p.at
	p.spaces()
	if !p.take("alt", "Alt", "ALT") || unicode.IsLetter(p.peek()) {
		p.at = mark
		return false
	}
	p.l.Alt = 1
	mark = p.at
	p.spaces()
	n, ok := p.number()
	if r := p.peek(); ok && n > 0 && (r == '.' || r == ')' || r == ':' || r == 0) {
		p.l.Alt = n
	} else {
		p.at = mark
	}
	return true
}

// subs reads bracketed parts that follow at once: "(a)(iii)".
func (p *labelParser) subs() bool {
	n := len(p.l.Sub)
	for p.sub() {
	}
	return len(p.l.Sub) > n
}

// sub reads one part in round brackets.
func (p *labelParser) sub() bool {
	mark := p.at
	if p.take("(", "（") {
		if s := p.mark(); s != "" && p.take(")", "）") {
			p.l.Sub = append(p.l.Sub, s)
			return true
		}
	}
	p.at = mark
	return false
}

// mark reads what numbers an item: a letter, a doubled letter, a roman number,
// a number of up to three digits, a Chinese numeral.
func (p *labelParser) mark() string {
	from, count := p.at, 0
	for r := p.peek(); unicode.IsLetter(r) || unicode.IsMark(r) || digit(r) >= 0; r = p.peek() {
		p.at += utf8.RuneLen(r)
		if count++; count > 8 {
			return ""
		}
	}
	s := p.s[from:p.at]
	if _, ok := number(s); ok {
		if count > 3 {
			return ""
		}
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	switch second := s[size:]; {
	case s == "" || unicode.IsDigit(first) || unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ""
	case second == "" || second == s[:size] || second == "ـ": // the Arabic "هـ" is drawn out
		return s
	case roman(s) > 0 || roman(strings.ToLower(s)) > 0 && strings.ToUpper(s) == s:
		return s
	}
	return ""
}

// bracketed reads "(a)", "(a)(iii)", "（一）".
func (p *labelParser) bracketed() bool {
	return p.subs() && p.ends()
}

// lettered reads "a)", "iii)", "A.", "IV.".
func (p *labelParser) lettered() bool {
	if digit(p.peek()) >= 0 {
		return false
	}
	s := p.mark()
	if s == "" || !p.take(")", ".", "）", "．") {
		return false
	}
	p.l.Sub = []string{s}
	return p.ends()
}

// chineseNumeral reads "一、" and "十二．".
func (p *labelParser) chineseNumeral() bool {
	from := p.at
	for strings.ContainsRune("一二三四五六七八九十", p.peek()) && p.at < len(p.s) {
		p.at += len("一")
	}
	n, ok := chinese(p.s[from:p.at])
	p.l.Numbers, p.l.Ordinals = []int{n}, []int{0}
	return ok && p.take("、", "．", ".")
}

// dash reads " -" as Arabic texts have it. A number after it makes a range, and a
// year before it begins a sentence; neither is a label.
func (p *labelParser) dash() bool {
	mark := p.at
	p.spaces()
	if p.l.Numbers[0] < 1000 && p.take("-", "–", "—") && p.ends() {
		end := p.at
		p.spaces()
		d := digit(p.peek())
		if p.at = end; d < 0 {
			return true
		}
	}
	p.at = mark
	return false
}

// ordinalValue gives 2 for bis to 20 for vicies, with the spellings met in
// texts, and the first ones of Arabic and Russian; 0 for any other word.
func ordinalValue(word string) int {
	switch strings.ToLower(word) {
	case "bis", "مكرر", "مكررا", "مكرراً", "бис":
		return 2
	case "ter", "тер":
		return 3
	case "quater", "кватер":
		return 4
	case "quinquies", "quinques", "квинквиес":
		return 5
	case "sexies", "sexties":
		return 6
	case "septies":
		return 7
	case "octies":
		return 8
	case "nonies", "novies":
		return 9
	case "decies":
		return 10
	case "undecies":
		return 11
	case "duodecies":
		return 12
	case "terdecies", "tredecies":
		return 13
	case "quaterdecies", "quattuordecies":
		return 14
	case "quindecies", "quinquiesdecies":
		return 15
	case "sexdecies", "sedecies":
		return 16
	case "septdecies", "septendecies":
		return 17
	case "octodecies":
		return 18
	case "novodecies", "novemdecies":
		return 19
	case "vicies":
		return 20
	}
	return 0
}
