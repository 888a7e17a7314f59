package redline

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// bracketGlyphsOnly tells whether an edit changes square brackets and the spaces
// beside them, and leaves every other sign.
func bracketGlyphsOnly(e *change) bool {
	if !strings.ContainsAny(e.gone, "[]") && !strings.ContainsAny(e.come, "[]") {
		return false
	}
	return withoutBrackets(e.gone) == withoutBrackets(e.come)
}

// withoutBrackets gives s without square brackets and white space.
func withoutBrackets(s string) string {
	if strings.Trim(s, "[] ") == "" {
		return ""
	}
	return strings.NewReplacer("[", "", "]", "").Replace(flat(s))
}

// bracketEdit is an edit of brackets only: the segments [from, to) of a
// paragraph, and which glyphs of the two drafts it touches.
type bracketEdit struct {
	paragraph, from, to int
	old, new            span
}

// span is the numbers [from, to) of glyphs.
type span struct{ from, to int }

// settleBrackets gives edits of brackets their classes. A bracket may cross
// paragraphs, so all glyphs of both drafts are paired first, as they nest.
func settleBrackets(c *Comparison, edits []bracketEdit) {
	g := glyphs{old: glyphsOf(c.Old), new: glyphsOf(c.New)}
	g.follow(c, edits)
	for _, e := range edits {
		class := g.classOf(e)
		segments := c.Paragraphs[e.paragraph].Segments[e.from:e.to]
		for i := range segments {
			segments[i].Class = class
		}
	}
}

// glyphs is the square brackets of both drafts and what became of them.
type glyphs struct{ old, new bracketLine }

// bracketLine is the brackets of one draft in reading order.
type bracketLine struct {
	first []int  // by paragraph, the number of its first glyph
	sign  []byte // '[' or ']'
	mate  []int  // the other glyph of its pair, or none
	same  []int  // the same glyph in the other draft, or none
	alone []bool // an edit of brackets only makes it come or go
}

// none stands for a glyph that is not there.
const none = -1

// glyphsOf finds and pairs the brackets of a draft.
func glyphsOf(d *text.Draft) bracketLine {
	l := bracketLine{first: make([]int, 0, len(d.Paragraphs)+1)}
	var open []int
	for i := range d.Paragraphs {
		l.first = append(l.first, len(l.sign))
		s := d.Paragraphs[i].Text
		if strings.IndexByte(s, '[') < 0 && strings.IndexByte(s, ']') < 0 {
			continue
		}
		for at := range len(s) {
			if s[at] != '[' && s[at] != ']' {
				continue
			}
			n := len(l.sign)
			l.sign, l.mate, l.same = append(l.sign, s[at]), append(l.mate, none), append(l.same, none)
			l.alone = append(l.alone, false)
			switch {
			case s[at] == '[':
				open = append(open, n)
			case len(open) > 0:
				l.mate[n] = open[len(open)-1]
				l.mate[l.mate[n]] = n
				open = open[:len(open)-1]
			}
		}
	}
	l.first = append(l.first, len(l.sign))
	return l
}

// of gives the numbers of the glyphs of several paragraphs.
func (l *bracketLine) of(paragraphs []int) []int {
	var out []int
	for _, p := range paragraphs {
		for n := l.first[p]; n < l.first[p+1]; n++ {
			out = append(out, n)
		}
	}
	return out
}

// follow finds which glyphs stay, and which the edits touch.
func (g *glyphs) follow(c *Comparison, edits []bracketEdit) {
	for i := range c.Paragraphs {
		p := &c.Paragraphs[i]
		old, new := g.old.of(p.Old), g.new.of(p.New)
		if len(old)+len(new) == 0 {
			continue
		}
		if p.Change == Unchanged {
			g.keep(old, new)
		}
		for k := range p.Segments {
			s := &p.Segments[k]
			n := strings.Count(s.Text, "[") + strings.Count(s.Text, "]")
			if len(edits) > 0 && edits[0].paragraph == i && edits[0].from <= k {
				g.touch(&edits[0], s.Op, old, new, n)
				if k+1 == edits[0].to {
					edits = edits[1:]
				}
			}
			switch s.Op {
			case Equal:
				g.keep(old[:n], new[:n])
				old, new = old[n:], new[n:]
			case Delete:
				old = old[n:]
			case Insert:
				new = new[n:]
			}
		}
	}
}

// keep notes that glyphs stay.
func (g *glyphs) keep(old, new []int) {
	for i := range old {
		g.old.same[old[i]], g.new.same[new[i]] = new[i], old[i]
	}
}

// touch notes the next n glyphs as those of the edit.
func (g *glyphs) touch(e *bracketEdit, op Op, old, new []int, n int) {
	if n == 0 {
		return
	}
	line, at, own := &g.old, &e.old, old
	if op == Insert {
		line, at, own = &g.new, &e.new, new
	}
	*at = span{own[0], own[0] + n}
	for k := at.from; k < at.to; k++ {
		line.alone[k] = true
	}
}

// classOf gives the class that all glyphs of an edit have, or Substance.
func (g *glyphs) classOf(e bracketEdit) Class {
	class := Class("")
	for _, line := range []struct {
		own, other *bracketLine
		span       span
		both       Class
	}{{&g.old, &g.new, e.old, BracketLifted}, {&g.new, &g.old, e.new, BracketOpened}} {
		for n := line.span.from; n < line.span.to; n++ {
			k := fate(line.own, line.other, n, line.span, line.both)
			if class != "" && class != k {
				return Substance
			}
			class = k
		}
	}
	if class == "" {
		return Substance
	}
	return class
}

// fate tells what happened to glyph n of the line own, which the other draft
// has not. It goes from the glyph to its mate, from there, if the mate stays, to
// the mate's mate in the other draft, and so on. Where that ends with a glyph
// that only own has, a whole pair came or went, even if a nested one took over
// its glyphs; where it ends with one that only other has, the side moved. A
// pair with nothing in it is a placeholder, and "][" parts or joins what
// brackets hold: that is substance.
func fate(own, other *bracketLine, n int, within span, both Class) Class {
	here, there, at := own, other, n
	hops := 1
	for ; ; hops++ {
		at = here.mate[at]
		if at == none {
			return both // the texts leave it without a partner
		}
		if here.same[at] == none {
			break
		}
		at = here.same[at]
		here, there = there, here
	}
	switch {
	case here == other && hops == 2 && here.alone[at]:
		return BracketMoved
	case here == other:
		return Substance // too much was rebuilt beside it to be sure
	case (own.sign[n] == '[') != (n < at):
		return Substance
	case within.from <= at && at < within.to:
		return Substance
	}
	return both
}
