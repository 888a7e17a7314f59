package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/redline"
)

// edit replaces the bytes [start, end) of the base by insert.
type edit struct {
	start, end int
	insert     string
}

// editsOf gives the base of a change and what is done to it.
func editsOf(segments []redline.Segment) (base string, edits []edit) {
	var b strings.Builder
	for _, s := range segments {
		n := len(edits)
		touches := n > 0 && edits[n-1].end == b.Len()
		switch s.Op {
		case redline.Equal:
			b.WriteString(s.Text)
		case redline.Delete:
			if !touches {
				edits = append(edits, edit{start: b.Len()})
				n++
			}
			b.WriteString(s.Text)
			edits[n-1].end = b.Len()
		case redline.Insert:
			if !touches {
				edits = append(edits, edit{start: b.Len(), end: b.Len()})
				n++
			}
			edits[n-1].insert += s.Text
		}
	}
	return b.String(), edits
}

// step is an edit on the tokens [a, b) of a page.
type step struct {
	a, b int
	// middle is what stands between the tokens a-1 and b afterwards.
	middle string
}

// words gives what comes, without the spaces around it.
func (s step) words() string { return strings.TrimFunc(s.middle, isGap) }

// stepsOf puts edits on whole tokens, those that touch made one.
func (p *page) stepsOf(edits []edit) []step {
	var out []step
	i := 0
	for _, e := range edits {
		for i < len(p.tokens) && p.tokens[i].End <= e.start {
			i++
		}
		s := step{a: i, b: i}
		for s.b < len(p.tokens) && (p.tokens[s.b].Start < e.end) {
			s.b++
		}
		if s.a == s.b && s.a < len(p.tokens) && p.tokens[s.a].Start < e.start {
			s.b++ // an insertion within a token
		}
		from, to := p.endBefore(s.a), p.startOf(s.b)
		if n := len(out); n > 0 && out[n-1].b >= s.a {
			before := &out[n-1]
			if done := p.startOf(before.b); done > e.start {
				before.middle = before.middle[:len(before.middle)-(done-e.start)]
			} else {
				before.middle += p.text[done:e.start]
			}
			before.middle += e.insert + p.text[e.end:to]
			before.b = s.b
			continue
		}
		s.middle = p.text[from:e.start] + e.insert + p.text[e.end:to]
		out = append(out, s)
	}
	return out
}

// widen makes a step one on more tokens.
func (p *page) widen(s step, left, right int) step {
	a, b := max(s.a-left, 0), min(s.b+right, p.size())
	return step{a, b, p.text[p.endBefore(a):p.endBefore(s.a)] + s.middle + p.text[p.startOf(s.b):p.startOf(b)]}
}

// join makes one step of two between which words stay.
func (p *page) join(s, t step) step {
	s = p.widen(s, 0, t.a-s.b)
	gap := p.startOf(t.a) - p.endBefore(t.a)
	return step{s.a, t.b, s.middle[:len(s.middle)-gap] + t.middle}
}

// replaced gives what a replacement of [a, b) by words leaves between the tokens
// beside, by the rules of spacing.
func (p *page) replaced(s step) string {
	words, l, r := s.words(), p.leftOf(s.a), p.rightOf(s.b)
	gone := p.words(s.a, s.b)
	before, after := p.text[p.endBefore(s.a):p.startOf(s.a)], p.text[p.endBefore(s.b):p.startOf(s.b)]
	if words == "" {
		if l == 0 || r == 0 {
			return ""
		}
		return removed(l, r, gone, before, after)
	}
	return beside(l, first(words), first(gone), first(words), before) + words +
		beside(last(words), r, last(gone), last(words), after)
}

// inserted gives what an insertion at token a leaves between its neighbours.
func (p *page) inserted(s step, at At) string {
	words, gap := s.words(), p.text[p.endBefore(s.a):p.startOf(s.a)]
	switch at {
	case After, End:
		return space(p.leftOf(s.a), first(words)) + words + gap
	}
	return gap + words + space(last(words), p.rightOf(s.b))
}
