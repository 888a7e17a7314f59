package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Opens tells whether a label is the first of a row: 1, a, i or I, alone or behind
// what names its parent.
func (l Label) Opens() bool {
	if n := len(l.Sub); n > 0 {
		return slices.ContainsFunc(valuesOf(l.Sub[n-1]), func(v int) bool { return v == 1 })
	}
	n := len(l.Numbers)
	return n > 0 && l.Numbers[n-1] == 1 && l.Ordinals[n-1] == 0 && l.Alt == 0
}

// Follows tells whether a label is what comes next after another one in one row:
// printed in the same way, and one further, or the next bis, ter or alt of the
// same number. A letter that is also a roman number may be either.
func (l Label) Follows(other Label) bool {
	if l.style() != other.style() {
		return false
	}
	if n := len(l.Sub); n > 0 {
		if !slices.Equal(l.Numbers, other.Numbers) || !slices.Equal(l.Sub[:n-1], other.Sub[:n-1]) {
			return false
		}
		before := valuesOf(other.Sub[n-1])
		return slices.ContainsFunc(valuesOf(l.Sub[n-1]), func(v int) bool { return slices.Contains(before, v-1) })
	}
	n := len(l.Numbers)
	if n == 0 || !slices.Equal(l.Numbers[:n-1], other.Numbers[:n-1]) {
		return false
	}
	if l.Numbers[n-1] == other.Numbers[n-1] {
		return l.Ordinals[n-1] > other.Ordinals[n-1] || l.Alt > other.Alt
	}
	return l.Numbers[n-1] == other.Numbers[n-1]+1 && l.Ordinals[n-1] == 0
}

// labelStyle is how a label is printed, whatever its numbers.
type labelStyle struct {
	prefix, signs string
	numbers, subs int
	upper         bool
}

func (l Label) style() labelStyle {
	signs := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, l.Raw)
	s := labelStyle{l.Prefix, signs, len(l.Numbers), len(l.Sub), false}
	if n := len(l.Sub); n > 0 {
		first, _ := utf8.DecodeRuneInString(l.Sub[n-1])
		s.upper = unicode.IsUpper(first)
	}
	return s
}

// valuesOf gives the places in a row that a letter, roman number or number can stand
// for.
func valuesOf(sub string) []int {
	if n, ok := number(sub); ok {
		return []int{n}
	}
	var out []int
	lower := strings.ToLower(sub)
	if n := roman(lower); n > 0 {
		out = append(out, n)
	}
	for _, alphabet := range alphabets {
		if i := slices.Index(alphabet, lower); i >= 0 {
			out = append(out, i+1)
		}
	}
	return out
}

// alphabets are the letters that rows are lettered by. Arabic rows go by the old
// order of the letters, alif, ba, jim, dal.
var alphabets = [][]string{
	strings.Split("a b c d e f g h i j k l m n o p q r s t u v w x y z", " "),
	strings.Split("а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ э ю я", " "),
	strings.Split("أ ب ج د ه و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ", " "),
}
