package redline

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// gap is what changed between two blocks, in words.
type gap struct {
	gone, come int
	sharp      sharp
	item       bool // put in or taken out with a comma or a bracket at its edge
	figured    bool // a few words on both sides, of which a figure is the first
	small      bool // few words, of which one is a number of one or two digits
}

// sharp tells whether a change is of one weighty word into another of its sort,
// which a reader must be able to see by itself.
type sharp uint8

// The sorts.
const (
	blunt  sharp = iota
	verb         // one binding verb became another
	figure       // one number, date or symbol became another
)

// size is the larger of the two sides.
func (g gap) size() int { return max(g.gone, g.come) }

// replaces tells whether words went and others came.
func (g gap) replaces() bool { return g.gone > 0 && g.come > 0 }

// join is the gap that is left when the kept run between two is folded. The words
// of that run do not count, lest one fold bring on the next. Figures that were
// joined are still figures.
func (g gap) join(h gap) gap {
	j := gap{gone: g.gone + h.gone, come: g.come + h.come, figured: g.figured && h.figured}
	switch {
	case j.figured:
		j.sharp = figure
	case g.sharp == h.sharp:
		j.sharp = g.sharp
	}
	return j
}

// between measures the gap between the end of block k and the start of block l.
func (p *polisher) between(k, l block) gap {
	const few = 4 // words of a date
	g := gap{gone: p.a.count(k.a+k.n, l.a), come: p.b.count(k.b+k.n, l.b)}
	if g.gone == 1 && g.come == 1 {
		if sort := p.a.sharpness(k.a+k.n, l.a); sort == p.b.sharpness(k.b+k.n, l.b) {
			g.sharp = sort
		}
	}
	if !g.replaces() {
		g.item = p.a.edged(k.a+k.n, l.a) || p.b.edged(k.b+k.n, l.b)
	}
	if g.size() <= few {
		g.figured = p.a.figureFirst(k.a+k.n, l.a) && p.b.figureFirst(k.b+k.n, l.b)
		g.small = p.a.smallWithin(k.a+k.n, l.a) || p.b.smallWithin(k.b+k.n, l.b)
	}
	return g
}

// edged tells whether the tokens [from, to) begin or end with punctuation or a bracket.
func (w *words) edged(from, to int) bool {
	for from < to && w.keys[from] == space {
		from++
	}
	for from < to && w.keys[to-1] == space {
		to--
	}
	sign := func(i int) bool { return w.tokens[i].Class == text.Punct || w.tokens[i].Class == text.Bracket }
	return from < to && (sign(from) || sign(to-1))
}

// sharpness tells the sort of the one word among the tokens [from, to).
func (w *words) sharpness(from, to int) sharp {
	for i := from; i < to; i++ {
		switch {
		case !w.tokens[i].IsWord():
		case w.figure(i):
			return figure
		case w.binds(i):
			return verb
		}
	}
	return blunt
}

// folds tells whether block k is too small to stand between the changes l and r:
// a comma between replacements, or the end of a sentence where they are of no more
// than two words; one or two words between changes that are larger,
// of which one is a replacement; the words that link two figures, or the month of
// a date. The change of one binding verb into another, and of a figure beside
// what is none, stays by itself.
func (p *polisher) folds(k block, l, r gap) bool {
	const longest, date = 2, 4
	if l.size() == 0 || r.size() == 0 {
		return false
	}
	words, within := p.within(k, date)
	switch {
	case !within:
		short := max(l.size(), r.size()) <= longest && l.sharp == blunt && r.sharp == blunt
		return short && l.replaces() && r.replaces() && p.stop(k)
	case p.dated(k) || p.shifted(k, l, r):
		return true
	case words > longest:
		return false
	case l.figured && r.figured:
		return p.linked(k)
	case l.sharp != blunt || r.sharp != blunt:
		return false
	case words == 0:
		return l.replaces() || r.replaces() || l.size()+r.size() > 3
	}
	matter, weighs := p.matter(k)
	return p.outweighed(words, matter, weighs, l, r)
}

// outweighed tells whether the changes l and r are so large that a run of one or
// two kept words between them, of which some are matter, hinders the reader more
// than it helps. An item of a list that is put in or taken out, or a qualifier, stays
// by itself.
func (p *polisher) outweighed(words, matter int, weighs bool, l, r gap) bool {
	const few, large, very = 2, 4, 7
	both, sum, least := l.replaces() && r.replaces(), l.size()+r.size(), min(l.size(), r.size())
	one := pure(l, r)
	switch {
	case words > sum:
		return false
	case !l.replaces() && !r.replaces():
		alone := l.item || r.item || words > 1
		return words <= least && matter == 0 || !weighs && (least >= large || least > few && !alone)
	case matter == 0 || least >= large && !weighs:
		return true
	case weighs:
		return false
	case !both && matter == 1 && one.size() > few && !one.item && sum >= few+words:
		return true
	}
	return both || sum >= very || least > 1 && sum >= large+words-1
}

// pure gives that of two changes which only puts in or only takes out, if one does.
func pure(l, r gap) gap {
	if l.replaces() {
		return r
	}
	return l
}

// linked tells whether a kept run only links the figures on its two sides, as in
// "14 to 19", "3, 5 and 8": words that link, a comma, a dash or a stroke.
func (p *polisher) linked(k block) bool {
	for i := k.a; i < k.a+k.n; i++ {
		switch t := p.a.tokens[i]; {
		case t.Class == text.Space:
		case t.Class == text.Punct && strings.ContainsAny(p.a.at(i), ",-–—−/،，、"):
		case t.Class != text.Word || !p.a.links(i):
			return false
		}
	}
	return true
}

// stop tells whether a kept run is nothing but the end of a sentence or a clause.
func (p *polisher) stop(k block) bool {
	signs := 0
	for i := k.a; i < k.a+k.n; i++ {
		switch t := p.a.tokens[i]; {
		case t.Class == text.Punct:
			signs++
		case p.a.keys[i] != space:
			return false
		}
	}
	return signs == 1
}

// matter counts the words of a block that do more than link, and tells whether
// one of them weighs.
func (p *polisher) matter(k block) (n int, weighs bool) {
	for i := k.a; i < k.a+k.n; i++ {
		if p.a.tokens[i].IsWord() && !p.a.links(i) {
			n++
			weighs = weighs || p.a.figure(i) || p.a.binds(i)
		}
	}
	return n, weighs
}

// within counts the words of a kept run of at most so many words that lies within
// one sentence and has no bracket; for another it gives false.
func (p *polisher) within(k block, most int) (words int, ok bool) {
	for i := k.a; i < k.a+k.n; i++ {
		switch t := p.a.tokens[i]; {
		case t.IsWord():
			if words++; words > most {
				return 0, false
			}
		case t.Class == text.Bracket || t.Class == text.Punct && strings.ContainsAny(p.a.at(i), ".;!?。；！？؛؟"):
			return 0, false
		case t.Class == text.Space && p.a.text[t.Start] == '\n':
			return 0, false
		}
	}
	return words, true
}
