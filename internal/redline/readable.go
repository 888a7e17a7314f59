package redline

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// readable makes phrases of what match left as single words: it folds small
// kept runs into the changes around them, joins what both ends of a change
// share to its surroundings, moves the edges of changes to where a reader
// expects them and shows Chinese numbers whole. Brackets stay out of it: a kept
// bracket is never folded, and a change that is only brackets folds nothing.
func readable(a, b *words, blocks []block) []block {
	p := polisher{a: a, b: b}
	return p.wholeSigns(p.slide(p.besideBrackets(extend(a, b, p.rewritten(p.fold(blocks))))))
}

// polisher holds the two texts of one comparison.
type polisher struct{ a, b *words }

// fold takes out the blocks that are too small to be read between the changes
// around them. It looks back whenever a change grows.
func (p *polisher) fold(blocks []block) []block {
	end := block{len(p.a.keys), len(p.b.keys), 0}
	kept := make([]block, 0, len(blocks))
	gaps := make([]gap, 1, len(blocks)+1) // gaps[i] stands before kept[i]
	if len(blocks) > 0 {
		gaps[0] = p.between(block{}, blocks[0])
	}
	for i, k := range blocks {
		next := end
		if i+1 < len(blocks) {
			next = blocks[i+1]
		}
		kept, gaps = append(kept, k), append(gaps, p.between(k, next))
		for n := len(kept); n > 0 && p.folds(kept[n-1], gaps[n-1], gaps[n]); n-- {
			gaps[n-1] = gaps[n-1].join(gaps[n])
			kept, gaps = kept[:n-1], gaps[:n]
		}
	}
	return kept
}

// rewritten shows a sentence, or a large part of one, as replaced where little
// of it stays: several short kept runs, with a quarter of the words or less.
func (p *polisher) rewritten(blocks []block) []block {
	const short, little = 5, 3
	out := make([]block, 0, len(blocks))
	end := block{len(p.a.keys), len(p.b.keys), 0}
	for i := 0; i < len(blocks); {
		last := block{}
		if i > 0 {
			last = blocks[i-1]
		}
		g, kept, from := p.between(last, blocks[i]), 0, i
		for ; i < len(blocks); i++ {
			next := end
			if i+1 < len(blocks) {
				next = blocks[i+1]
			}
			h := p.between(blocks[i], next)
			words, within := p.within(blocks[i], short)
			if !within || g.size() == 0 || h.size() == 0 {
				break
			}
			kept += words
			g = g.join(h)
		}
		if i-from < 2 || kept*little > min(g.gone, g.come) {
			out = append(out, blocks[from:i]...)
		}
		if i < len(blocks) {
			out = append(out, blocks[i])
			i++
		}
	}
	return out
}

// extend gives to the blocks what both sides of a change begin or end with; at
// the ends of the text that may be a block of its own.
func extend(a, b *words, blocks []block) []block {
	all := make([]block, 1, len(blocks)+2)
	all = append(append(all, blocks...), block{len(a.keys), len(b.keys), 0})
	for i := range len(all) - 1 {
		k, l := &all[i], &all[i+1]
		for k.a+k.n < l.a && k.b+k.n < l.b && a.keys[k.a+k.n] == b.keys[k.b+k.n] {
			k.n++
		}
		for l.a > k.a+k.n && l.b > k.b+k.n && a.keys[l.a-1] == b.keys[l.b-1] {
			l.a, l.b, l.n = l.a-1, l.b-1, l.n+1
		}
	}
	return slices.DeleteFunc(all, func(k block) bool { return k.n == 0 })
}

// besideBrackets keeps the space in a change that is only of brackets, so that
// none but the brackets are marked.
func (p *polisher) besideBrackets(blocks []block) []block {
	out := make([]block, 0, len(blocks))
	last := block{}
	for _, k := range append(blocks, block{len(p.a.keys), len(p.b.keys), 0}) {
		x, okA := p.a.loneSpace(last.a+last.n, k.a)
		y, okB := p.b.loneSpace(last.b+last.n, k.b)
		if okA && okB {
			out = append(out, block{x, y, 1})
		}
		if last = k; k.n > 0 {
			out = append(out, k)
		}
	}
	return out
}

// loneSpace finds the one space among brackets in the tokens [from, to); false
// where there is another token, or none or several.
func (w *words) loneSpace(from, to int) (at int, ok bool) {
	at = -1
	for i := from; i < to; i++ {
		switch {
		case w.keys[i] == space && at < 0:
			at = i
		case w.tokens[i].Class != text.Bracket:
			return 0, false
		}
	}
	return at, at >= 0
}

// slide moves each pure insertion or deletion along words that it repeats, to
// the place where it reads best.
func (p *polisher) slide(blocks []block) []block {
	for i := 0; i+1 < len(blocks); i++ {
		k, l := &blocks[i], &blocks[i+1]
		fromA, toA, fromB, toB := k.a+k.n, l.a, k.b+k.n, l.b
		if (fromA < toA) == (fromB < toB) {
			continue
		}
		side, from, to := p.a, fromA, toA
		other, at := p.b, fromB
		if fromB < toB {
			side, from, to, other, at = p.b, fromB, toB, p.a, fromA
		}
		n := bestShift(side, from, to, other, at, k.n, l.n)
		k.n += n
		l.a, l.b, l.n = l.a+n, l.b+n, l.n-n
	}
	return blocks
}

// bestShift gives by how many tokens, back or forth, the change [from, to) reads
// best, which stands at a place of the other text; it may move by less than back
// tokens to the left and forth to the right. Above all, what is kept shall be the
// same in its bytes, lest a space be given for a no-break space; then a quotation that
// comes or goes shall be whole.
func bestShift(w *words, from, to int, other *words, at, back, forth int) int {
	const same, whole = 40, 15 // more than two edges weigh, and than both
	inside := w.quoting(from, to)
	best, top := 0, edge(w, from)+edge(w, to)
	for n, gain, in := 1, 0, inside; n < back && w.keys[from-n] == w.keys[to-n]; n++ {
		gain += same * unlike(other.at(at-n), w.at(from-n), w.at(to-n))
		if w.quote(from - n) {
			gain, in = gain+whole*in, -in
		}
		if s := gain + edge(w, from-n) + edge(w, to-n); s > top {
			best, top = -n, s
		}
	}
	for n, gain, in := 1, 0, inside; n < forth && w.keys[from+n-1] == w.keys[to+n-1]; n++ {
		gain += same * unlike(other.at(at+n-1), w.at(to+n-1), w.at(from+n-1))
		if w.quote(from + n - 1) {
			gain, in = gain+whole*in, -in
		}
		if s := gain + edge(w, from+n) + edge(w, to+n); s > top {
			best, top = n, s
		}
	}
	return best
}

// quoting gives 1 where the change [from, to) has quotation marks and begins within
// a quotation, -1 where it begins outside of one, and 0 where it has none.
func (w *words) quoting(from, to int) int {
	has, in := false, -1
	for i := from; i < to && !has; i++ {
		has = w.quote(i)
	}
	if !has {
		return 0
	}
	for i := range from {
		if w.quote(i) {
			in = -in
		}
	}
	return in
}

// quote tells whether a token is a double quotation mark or a parenthesis. Which of
// them open differs by language, so they are told by turns.
func (w *words) quote(i int) bool {
	return w.tokens[i].Class == text.Punct && strings.Contains("\"“”„«»()", w.at(i))
}

// unlike gives 1 where a token is written as the second of two and not as the
// first, -1 the other way round, and 0 where they are alike to it.
func unlike(s, first, second string) int {
	switch {
	case first == second:
		return 0
	case s == second:
		return 1
	case s == first:
		return -1
	}
	return 0
}

// edge tells how well a change may begin or end before token i: best between
// sentences, then at the edge of a clause, then before a word.
func edge(w *words, i int) int {
	if i == 0 || i == len(w.tokens) {
		return 6
	}
	before, after := w.at(i-1), w.at(i)
	if strings.TrimSpace(before) == "" {
		if before == "\n" || i > 1 && strings.ContainsAny(w.at(i-2), ".!?؟") && !w.tokens[i-2].IsWord() {
			return 5
		}
		return 3
	}
	switch {
	case after == "\n" || strings.ContainsAny(before, "。！？") && !w.tokens[i-1].IsWord():
		return 5
	case strings.ContainsAny(after, ",;:،؛，；：、") && !w.tokens[i].IsWord():
		return 4
	case strings.TrimSpace(after) == "":
		return 2
	}
	return 0
}
