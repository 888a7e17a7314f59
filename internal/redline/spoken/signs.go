package spoken

import "strings"

// sign is a mark of punctuation that is said in words. It is the rune that
// stands for all its variants.
type sign rune

// signOf tells which sign a token is, or 0 if it is not one that has a name.
func signOf(token string) sign {
	switch token {
	case ",", "،", "，":
		return ','
	case ";", "؛", "；":
		return ';'
	case ":", "：":
		return ':'
	case ".", "。":
		return '.'
	case "?", "؟", "？":
		return '?'
	case "!", "！":
		return '!'
	case "、", "(", ")", "[", "]", "“", "”", "«", "»", "\"", "—", "–", "…", "/", "\n":
		return sign(first(token))
	case "（":
		return '('
	case "）":
		return ')'
	}
	return 0
}

// sign gives the sign that token i is. A sign of another script than that of the
// language has no name of its own there, and is quoted.
func (p *page) sign(i int) sign {
	token := p.token(i)
	switch primary, _, _ := strings.Cut(p.language, "-"); {
	case strings.ContainsAny(token, "،؛؟") && primary != "ar",
		strings.ContainsAny(token, "，；：。？！（）") && primary != "zh":
		return 0
	}
	return signOf(token)
}

// opensWords tells whether the sign belongs to the words after it.
func (s sign) opensWords() bool { return s != 0 && strings.ContainsRune("([“«", rune(s)) }

// piece is a part of words as they are said: a sign by its name, or words in
// quotation marks, perhaps within brackets that are said too.
type piece struct {
	text    string
	sign    sign // not 0: text is that sign
	bracket sign // '[' or '(': text stands in such brackets
}

// pieces cuts words into what is said by name, at the edges, and what is quoted.
// Joined by the rules of spacing the pieces give the words; where that would not
// be so, the words are one piece.
func pieces(words, language string) []piece {
	p := newPage(words, language)
	var out []piece
	from := 0
	for i := 0; i <= p.size(); i++ {
		if i == p.size() || p.token(i) == "\n" {
			out = append(out, p.peel(from, i)...)
			if i < p.size() {
				out = append(out, piece{text: "\n", sign: '\n'})
			}
			from = i + 1
		}
	}
	if joined(out) != words {
		return []piece{{text: words}}
	}
	return out
}

// joined writes pieces by the rules of spacing.
func joined(all []piece) string {
	var b strings.Builder
	var l rune
	for _, k := range all {
		s := k.text
		switch k.bracket {
		case '[':
			s = "[" + s + "]"
		case '(':
			s = "(" + s + ")"
		}
		b.WriteString(space(l, first(s)))
		b.WriteString(s)
		l = last(s)
	}
	return b.String()
}

// peel takes the signs off the edges of [a, b), brackets and quotation marks only
// where their partner is not among the words left.
func (p *page) peel(a, b int) []piece {
	partner := p.partners()
	var before, after []piece
	for ; a < b; a++ {
		s := p.sign(a)
		if s == 0 || partner[a] > a && partner[a] < b {
			break
		}
		before = append(before, piece{text: p.token(a), sign: s})
	}
	for ; b > a; b-- {
		s := p.sign(b - 1)
		if s == 0 || partner[b-1] >= a {
			break
		}
		after = append(after, piece{text: p.token(b - 1), sign: s})
	}
	if a < b {
		k := piece{text: p.words(a, b)}
		if s := p.sign(a); (s == '[' || s == '(') && partner[a] == b-1 && b-a > 2 &&
			p.sign(a+1) == 0 && p.sign(b-2) == 0 {
			k.bracket, k.text = s, p.words(a+1, b-1)
		}
		before = append(before, k)
	}
	for i := len(after) - 1; i >= 0; i-- {
		before = append(before, after[i])
	}
	return before
}

// partners gives for each bracket and quotation mark the token of its partner,
// or -1; for all other tokens -1.
func (p *page) partners() []int {
	out := make([]int, p.size())
	var open []int
	for i := range out {
		out[i] = -1
		s := p.token(i)
		if n := len(open); n > 0 && p.closer(p.token(open[n-1])) == s {
			out[i], out[open[n-1]] = open[n-1], i
			open = open[:n-1]
		} else if p.closer(s) != "" {
			open = append(open, i)
		}
	}
	return out
}

// closer gives what closes an opening sign; empty for a sign that does not open.
// Arabic texts quote words ”like this“, which printed from right to left turns
// the marks towards them.
func (p *page) closer(s string) string {
	arabic := strings.HasPrefix(p.language, "ar")
	switch {
	case s == "[":
		return "]"
	case s == "(":
		return ")"
	case s == "“" && !arabic:
		return "”"
	case s == "”" && arabic:
		return "“"
	case s == "«":
		return "»"
	case s == `"`:
		return s
	}
	return ""
}

// isMark tells whether words are one double quotation mark.
func isMark(words string) bool { return words == "“" || words == "”" || words == `"` }

// allSigns tells whether every token of [a, b) has a name.
func (p *page) allSigns(a, b int) bool {
	for i := a; i < b; i++ {
		if p.sign(i) == 0 {
			return false
		}
	}
	return b > a
}

// unspaced gives what is heard of s: no spaces, one kind of dash and mark.
func unspaced(s string) string {
	return heard(strings.Map(func(r rune) rune {
		if isGap(r) {
			return -1
		}
		return r
	}, s))
}
