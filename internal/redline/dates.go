package redline

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// dated tells whether a kept run is part of a date of which both sides change, so
// that the date is shown as one: what stands between its day, its month and its
// year, as the six languages write them, or any one word between a day and a year.
func (p *polisher) dated(k block) bool {
	return p.a.inDate(k.a-1, k.a+k.n) && p.b.inDate(k.b-1, k.b+k.n) || p.month(k)
}

// piece is what a token is to a date.
type piece uint8

// The pieces.
const (
	foreign piece = iota // no part of any date
	joint                // may stand within one: "to", "de", a space, a stroke
	numeral              // a day or a year, also "1er" and "27–31"
	named                // the name of a month, or a Chinese sign that follows a figure
)

// dateJoints are the words within dates and ranges of dates.
var dateJoints = set("to and au et le les al y e de del по до и года إلى حتى و 至 和 到")

// monthNames are the names of months in all languages, as dates have them.
var monthNames = func() map[string]bool {
	out := set("年 月 日")
	for _, names := range months {
		for name := range names {
			out[name] = true
		}
	}
	return out
}()

// datePiece tells what a token is to a date.
func (w *words) datePiece(i int) piece {
	s := w.at(i)
	switch w.tokens[i].Class {
	case text.Space:
		if s != "\n" {
			return joint
		}
	case text.Punct:
		if s == "/" || text.Fold(s) == "-" {
			return joint
		}
	case text.Word, text.Number:
		return wordPiece(s)
	}
	return foreign
}

// wordPiece tells what a word is to a date.
func wordPiece(s string) piece {
	const year = 4
	if s[0] >= '0' && s[0] <= '9' {
		for part := range strings.SplitSeq(text.Fold(s), "-") {
			end := strings.TrimLeft(part, "0123456789")
			if n := len(part) - len(end); n == 0 || n > year || end != "" && !ordinalEnds[end] {
				return foreign
			}
		}
		return numeral
	}
	switch {
	case dateJoints[s]:
		return joint
	case monthNames[s] || strings.Contains(s, "ـ") && monthNames[plainSigns(s)]:
		return named
	}
	return foreign
}

// inDate tells whether the tokens from and to and all between are of one date, or of
// dates that only joints part: with figures and a month, from the first of them to
// the last.
func (w *words) inDate(from, to int) bool {
	if from < 0 || to >= len(w.tokens) {
		return false
	}
	var seen [named + 1]bool
	first, last := len(w.tokens), -1 // the outermost figures and months
	note := func(i int) bool {
		kind := w.datePiece(i)
		if seen[kind] = true; kind > joint {
			first, last = min(first, i), max(last, i)
		}
		return kind != foreign
	}
	for i := from; i <= to; i++ {
		if !note(i) {
			return false
		}
	}
	for i := from - 1; i >= 0 && note(i); i-- {
	}
	for i := to + 1; i < len(w.tokens) && note(i); i++ {
	}
	return first <= from && last >= to && seen[numeral] && seen[named]
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
