package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLabels is how many labels one reference may name, maxLetters how many letters
// one label.
const (
	maxLabels  = 64
	maxLetters = 4
)

// labels reads a list of labels, "3 to 5, 7 bis and 9 (a)", and gives where it
// ends; none where there is none.
func (x *referenceScanner) labels(at int, unit Unit) ([]Target, int) {
	from := at
	var out []Target
	var last Label
	for next, through := x.brackets(at), false; len(out) < maxLabels; {
		t, end, ok := x.target(next, unit, last)
		if !ok || !x.listBound(end) {
			break
		}
		t.Through = through
		out, at, last = append(out, t), end, t.Label
		if next, through, ok = x.separator(end); !ok {
			break
		}
	}
	// A label that ends within a token was no label; the one before it may be.
	for len(out) > 0 && !x.atBound(at) {
		if out = out[:len(out)-1]; len(out) > 0 {
			at = out[len(out)-1].End
		}
	}
	return out, x.closed(from, at)
}

// closed takes the square brackets in that a list opened, "[14]".
func (x *referenceScanner) closed(from, at int) int {
	open := strings.Count(x.s[from:at], "[") - strings.Count(x.s[from:at], "]")
	for range open {
		next := x.space(at)
		if !strings.HasPrefix(x.s[next:], "]") {
			break
		}
		at = next + 1
	}
	return at
}

// listBound tells whether a label may end at a place: at the bound of a token, or
// before the hyphen of a range that is one token.
func (x *referenceScanner) listBound(at int) bool {
	if x.atBound(at) {
		return true
	}
	r, n := utf8.DecodeRuneInString(x.s[at:])
	if foldRune(r) != '-' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(x.s[at+n:])
	return digit(next) >= 0
}

// separator moves past what parts two labels. Square brackets may stand between.
func (x *referenceScanner) separator(at int) (next int, through, ok bool) {
	at = x.brackets(at)
	r, n := utf8.DecodeRuneInString(x.s[at:])
	if strings.ContainsRune(",،、;", r) && n > 0 {
		ok, at = true, x.brackets(at+n)
	} else if foldRune(r) == '-' {
		return x.space(at + n), true, true
	}
	if x.lang == nil {
		return at, false, ok
	}
	if end := x.phrase(at, x.lang.to); end > at && !ok {
		return x.brackets(end), true, true
	}
	if end := x.phrase(at, x.lang.and); end > at {
		return x.brackets(end), false, true
	}
	// The Arabic "and" is written onto what follows.
	if x.lang.tag == "ar" && strings.HasPrefix(x.s[at:], "و") {
		after := at + len("و")
		if r, _ := utf8.DecodeRuneInString(x.s[after:]); digit(r) >= 0 || r == '(' {
			return after, false, true
		}
	}
	return at, false, ok
}

// brackets moves past white space and at most three square brackets.
func (x *referenceScanner) brackets(at int) int {
	at = x.space(at)
	for n := 0; n < 3 && at < len(x.s) && (x.s[at] == '[' || x.s[at] == ']'); n++ {
		at = x.space(at + 1)
	}
	return at
}

// target reads one label: "14", "7 bis", "5 (a)(ii)", "(b)", "II". What it does not
// say again it takes from the label before.
func (x *referenceScanner) target(at int, unit Unit, last Label) (Target, int, bool) {
	t := Target{Start: at}
	if unit == SectionUnit || unit == AnnexUnit {
		if end := x.roman(at); end > at {
			t.End, t.Label.Sub, t.Letters = end, []string{x.s[at:end]}, []Span{{at, end}}
			t.Label.Raw = x.s[at:end]
			return t, end, true
		}
	}
	end := at
	if p := (&labelParser{s: x.s, at: at}); unit != ItemUnit && p.numbers() {
		p.alt()
		t.Label = p.l
		t.Number, end = Span{at, p.at}, p.at
	} else if unit != ItemUnit && unit != ParagraphUnit && unit != ArticleUnit {
		return t, at, false
	}
	bare := t.Number.Empty()
	for len(t.Letters) < maxLetters {
		letter, after, ok := x.letter(end, bare && len(t.Letters) == 0)
		if !ok {
			break
		}
		t.Label.Sub = append(t.Label.Sub, x.s[letter.Start:letter.End])
		t.Letters, end = append(t.Letters, letter), after
	}
	if bare {
		if len(t.Letters) == 0 {
			return t, at, false
		}
		t.Label.Numbers, t.Label.Ordinals, t.Label.Prefix, t.Label.Alt = last.Numbers, last.Ordinals, last.Prefix, last.Alt
		if n := len(last.Sub) - len(t.Label.Sub); n > 0 {
			t.Label.Sub = slices.Concat(last.Sub[:n], t.Label.Sub)
		}
	}
	t.End, t.Label.Raw = end, x.s[at:end]
	return t, end, true
}

// letter reads "(a)" or "a)", after white space where it is not the first.
func (x *referenceScanner) letter(at int, first bool) (Span, int, bool) {
	start := at
	if !first {
		start = x.space(at)
	}
	p := labelParser{s: x.s, at: start}
	opened := p.take("(", "（")
	from := p.at
	if p.mark() == "" {
		return Span{}, at, false
	}
	letter := Span{from, p.at}
	if !p.take(")", "）") {
		return Span{}, at, false
	}
	// "paragraph 5 2)" would be two lists; a number needs its opening bracket.
	if r, _ := utf8.DecodeRuneInString(x.s[from:]); !opened && (digit(r) >= 0 || start == at && !first) {
		return Span{}, at, false
	}
	return letter, p.at, true
}

// roman moves past a roman number in capitals or a single capital letter that is a
// token by itself: "II", "B".
func (x *referenceScanner) roman(at int) int {
	end := at
	for end < len(x.s) && x.s[end] >= 'A' && x.s[end] <= 'Z' {
		end++
	}
	if end == at || end-at > 6 || !x.listBound(end) {
		return at
	}
	if s := x.s[at:end]; len(s) > 1 && roman(strings.ToLower(s)) == 0 {
		return at
	}
	return end
}

// capital tells whether a word that begins at a place begins with a capital.
func (x *referenceScanner) capital(at int) bool {
	r, _ := utf8.DecodeRuneInString(x.s[at:])
	return unicode.IsUpper(r)
}
