package redline

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// dated tells whether a kept run is part of a date of which both sides change, so
// that the date is shown as one: its month, with a day before it and a year after
// it, or what stands between the figures of a Chinese date.
func (p *polisher) dated(k block) bool {
	return p.month(k) || p.chineseDate(k)
}

// month tells whether a day stands before a kept run and a year after it.
func (p *polisher) month(k block) bool {
	// Spaces stand between the number and the month, on one side of the edge or the other.
	day := func(w *words, at int) bool {
		return w.digits(at-1, 1, 2) || w.digits(at-2, 1, 2) && w.tokens[at-1].Class == text.Space
	}
	year := func(w *words, at int) bool {
		return w.digits(at, 4, 4) || w.digits(at+1, 4, 4) && w.tokens[at].Class == text.Space
	}
	if !day(p.a, k.a) || !day(p.b, k.b) || !year(p.a, k.a+k.n) || !year(p.b, k.b+k.n) {
		return false
	}
	// A month is one word, or two names with a stroke between: "per cent by" is none.
	matter, _ := p.matter(k)
	return matter == 1 || strings.Contains(p.a.slice(k.a, k.a+k.n), "/")
}

// chineseDate tells whether a kept run is "年", "月" or "年12月" between figures.
func (p *polisher) chineseDate(k block) bool {
	s := p.a.slice(k.a, k.a+k.n)
	s = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(s, "年"), "月"), "0123456789")
	return s == "" && !p.a.digits(k.a, 1, 4) && !p.a.digits(k.a+k.n-1, 1, 4) &&
		p.a.digits(k.a-1, 1, 4) && p.b.digits(k.b-1, 1, 4) && p.a.digits(k.a+k.n, 1, 2) && p.b.digits(k.b+k.n, 1, 2)
}

// shifted tells whether a kept run is a small number that was matched with one at
// another place of a date or a range: "6月7日" and "7月23日", "6 to 8" and "8 to 12".
func (p *polisher) shifted(k block, l, r gap) bool {
	if k.n == 1 && p.a.digits(k.a, 1, 2) && p.unit(k) {
		return true
	}
	if !l.small || !r.small || l.replaces() || r.replaces() || (l.gone > 0) == (r.gone > 0) {
		return false
	}
	numbers := 0
	for i := k.a; i < k.a+k.n; i++ {
		switch {
		case p.a.digits(i, 1, 2):
			numbers++
		case p.a.tokens[i].IsWord() && !p.a.links(i):
			return false
		}
	}
	return numbers == 1
}

// unit tells whether a kept number is of a day in one text and of a month or a
// year in the other.
func (p *polisher) unit(k block) bool {
	i, j := k.a+1, k.b+1
	if i >= len(p.a.tokens) || j >= len(p.b.tokens) || p.a.keys[i] == p.b.keys[j] {
		return false
	}
	return strings.Contains("年月日", p.a.at(i)) && strings.Contains("年月日", p.b.at(j))
}

// smallWithin tells whether a number of one or two digits is among the tokens
// [from, to).
func (w *words) smallWithin(from, to int) bool {
	for i := from; i < to; i++ {
		if w.digits(i, 1, 2) {
			return true
		}
	}
	return false
}

// figureFirst tells whether the first word among the tokens [from, to) is a figure.
func (w *words) figureFirst(from, to int) bool {
	for i := from; i < to; i++ {
		if w.tokens[i].IsWord() {
			return w.figure(i)
		}
	}
	return false
}

// digits tells whether a token is a plain number of so many digits.
func (w *words) digits(i, least, most int) bool {
	if i < 0 || i >= len(w.tokens) {
		return false
	}
	s := w.at(i)
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}
