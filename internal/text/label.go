package text

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Label is what is printed before a paragraph: "12.", "OP 3 bis.", "(a)(iii)",
// "1 -", "¹". It is kept apart from the words and from the paragraph's identity.
type Label struct {
	// Raw is the label exactly as printed, its delimiter included; Print gives
	// it back. Sep is the white space that followed it on the line, so that
	// Raw + Sep + rest is the line.
	Raw, Sep string
	// Prefix is "OP" or "PP" where one is printed, else empty.
	Prefix string
	// Numbers are the numbers of the label, 16 and 5 for "16.5 octies". Ordinals
	// stand beside them: 2 for bis to 20 for vicies, 0 for none; "16.5 octies" has
	// 0 and 8, "16 quinquies.1" has 5 and 0.
	Numbers, Ordinals []int
	// Alt is 0, or 1 for "alt", or n for "alt n".
	Alt int
	// Sub are the letters, roman numbers or numbers in brackets or standing
	// alone, as printed without their delimiters: "a" and "iii" for "(a)(iii)",
	// "IV" for "IV.".
	Sub []string
	// Note tells that it is the marker of a footnote, in superscript digits.
	Note bool
}

// Print gives the label as it was printed.
func (l Label) Print() string { return l.Raw }

// ParseLabel recognises the label that a line begins with. It gives the label,
// the words after it, and true; or false, and the whole line as rest. A number
// is a label only with its delimiter (".", ")", " -", "、"), an ordinal word or a
// prefix OP or PP: "2030 Agenda", "12 States" and "3.5 per cent" have none. A line
// that begins with a bracket or white space has none either: in "[12 ter. New"
// the label itself is disputed, and the text keeps it. A line may consist of a
// label alone.
func ParseLabel(line string) (label Label, rest string, ok bool) {
	p := labelParser{s: line}
	if !p.label() {
		return Label{}, line, false
	}
	rest = strings.TrimLeftFunc(line[p.at:], unicode.IsSpace)
	label = p.l
	label.Raw = line[:p.at]
	label.Sep = line[p.at : len(line)-len(rest)]
	return label, rest, true
}

// Compare orders labels: preambular before operative before footnotes, then by
// number, so that 5, 5 alt, 5 bis, 5 ter and 6 follow each other, then by letters.
// Labels that print differently may be equal: "5." and "5)".
func Compare(a, b Label) int {
	if c := cmp.Compare(a.rank(), b.rank()); c != 0 {
		return c
	}
	for i := range min(len(a.Numbers), len(b.Numbers)) {
		if c := cmp.Or(cmp.Compare(a.Numbers[i], b.Numbers[i]), cmp.Compare(a.Ordinals[i], b.Ordinals[i])); c != 0 {
			return c
		}
	}
	if c := cmp.Or(cmp.Compare(len(a.Numbers), len(b.Numbers)), cmp.Compare(a.Alt, b.Alt)); c != 0 {
		return c
	}
	for i := range min(len(a.Sub), len(b.Sub)) {
		if c := compareSub(a.Sub[i], b.Sub[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a.Sub), len(b.Sub))
}

// rank puts the kinds of label in order.
func (l Label) rank() int {
	switch {
	case l.Note:
		return 2
	case l.Prefix == "PP":
		return 0
	}
	return 1
}

// compareSub orders letters and roman numbers without knowing which of the two
// a single "i" is: roman numbers stand right after the letter i, v or x that
// they begin from, so that both i, ii, iii, iv, v and h, i, j come out in order.
func compareSub(a, b string) int {
	ka, kb := subKey(a), subKey(b)
	for i := range ka {
		if c := cmp.Compare(ka[i], kb[i]); c != 0 {
			return c
		}
	}
	return 0
}

// subKey gives what compareSub compares: class, letter, place after the letter.
func subKey(s string) [3]int {
	if n, ok := number(s); ok {
		return [3]int{0, n, 0}
	}
	lower := strings.ToLower(s)
	if n := roman(lower); n > 0 {
		letter := 'i'
		if n >= 10 {
			letter = 'x'
		} else if n >= 5 {
			letter = 'v'
		}
		return [3]int{1, int(letter), n}
	}
	r, size := utf8.DecodeRuneInString(lower)
	if size == len(lower) {
		return [3]int{1, int(r), 0}
	}
	return [3]int{2 + utf8.RuneCountInString(lower), int(r), 0}
}

// number reads a number in Western, Arabic, Persian or full-width digits, or in
// Chinese numerals up to 99.
func number(s string) (int, bool) {
	if n, ok := chinese(s); ok {
		return n, true
	}
	n := 0
	for _, r := range s {
		d := digit(r)
		if d < 0 || n > 9999 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, s != ""
}

// digit gives the value of a digit, or -1.
func digit(r rune) int {
	for _, zero := range []rune{'0', '٠', '۰', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// chinese reads a Chinese numeral from 1 to 99.
func chinese(s string) (int, bool) {
	const digits = "一二三四五六七八九"
	tens, unit, seen := 0, 0, false
	for _, r := range s {
		switch i := strings.IndexRune(digits, r); {
		case i >= 0 && unit == 0:
			unit = i/len("一") + 1
		case r == '十' && !seen:
			tens, unit, seen = max(unit, 1), 0, true
		default:
			return 0, false
		}
	}
	return tens*10 + unit, tens+unit > 0
}

// roman reads a lower-case roman number up to 39, or gives 0. Larger ones need
// letters that lists of letters have too.
func roman(s string) int {
	rest, n := s, 0
	for n < 30 && strings.HasPrefix(rest, "x") {
		rest, n = rest[1:], n+10
	}
	for i, unit := range []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"} {
		if rest == unit {
			return n + i + 1
		}
	}
	if rest == "" {
		return n
	}
	return 0
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// FootnoteLabel gives the marker of a footnote in superscript digits, "¹²" for
// "12". Signs that have no superscript, such as "*", stay.
func FootnoteLabel(n string) string {
	digits := []rune(superscripts)
	return strings.Map(func(r rune) rune {
		if d := digit(r); d >= 0 {
			return digits[d]
		}
		return r
	}, n)
}

// FootnoteNumber is the way back from FootnoteLabel: "12" for "¹²".
func FootnoteNumber(label string) string {
	return strings.Map(func(r rune) rune {
		if d := superscript(r); d >= 0 {
			return rune('0' + d)
		}
		return r
	}, label)
}

// superscript gives the value of a superscript digit, or -1.
func superscript(r rune) int {
	for i, s := range []rune(superscripts) {
		if r == s {
			return i
		}
	}
	return -1
}
