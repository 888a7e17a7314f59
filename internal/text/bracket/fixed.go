package bracket

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// fixedSpan is a span of a paragraph that is one piece whatever it holds.
type fixedSpan struct {
	start, end int
	kind       PieceKind
	names      nameSpan
	mark       markSpan
}

// fixed gives the fixed spans of a paragraph, in order and apart from each other.
func (p *parser) fixed(n int) []fixedSpan {
	s := p.t.Flow.Paragraphs[n].Text
	var all []fixedSpan
	var markup []Range
	if p.t.options.Markup != nil {
		markup = p.t.options.Markup(n)
	}
	for _, r := range markup {
		all = append(all, fixedSpan{start: r.Start, end: r.End, kind: Markup})
	}
	all = appendNotes(all, s)
	names := p.appendNames(nil, n)
	all = append(appendMarks(all, s, markup, names), names...)
	if len(all) < 2 {
		return all
	}
	slices.SortStableFunc(all, func(a, b fixedSpan) int {
		// Names that stand beside the words take no room and come first.
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(min(1, a.end-a.start), min(1, b.end-b.start)), cmp.Compare(b.end, a.end))
	})
	kept, end := all[:0], 0
	for _, f := range all {
		if f.start >= end {
			kept = append(kept, f)
			end = f.end
		}
	}
	return kept
}

// appendNotes adds the drafters' notes: what stands in braces that close in the
// same paragraph and at the same depth of brackets. Of notes in notes the outer
// one counts.
func appendNotes(all []fixedSpan, s string) []fixedSpan {
	if strings.IndexByte(s, '{') < 0 {
		return all
	}
	type brace struct{ at, depth, least, notes int }
	var open []brace
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
			if n := len(open); n > 0 {
				open[n-1].least = min(open[n-1].least, depth)
			}
		case '{':
			open = append(open, brace{i, depth, depth, len(all)})
		case '}':
			n := len(open)
			if n == 0 {
				continue
			}
			b := open[n-1]
			open = open[:n-1]
			if n > 1 {
				open[n-2].least = min(open[n-2].least, b.least)
			}
			if b.depth == depth && b.least == depth {
				all = append(all[:b.notes], fixedSpan{start: b.at, end: i + 1, kind: Note})
			}
		}
	}
	return all
}

// nameSpan is what an attribution says; index is that of a held one, or -1.
type nameSpan struct {
	source, stance string
	actors         []string
	index          int
}

// appendNames adds the attributions of a paragraph: those beside the words at
// their places, else those that text.Detach would take out. The names before a
// bracket that closes here and opened before this paragraph are found by giving
// Detach the words before it in a bracket of their own.
func (p *parser) appendNames(all []fixedSpan, n int) []fixedSpan {
	s := p.t.Flow.Paragraphs[n].Text
	if n < len(p.t.Flow.Held) {
		at := 0
		for i, a := range p.t.Flow.Held[n] {
			at = min(max(a.Offset, at), len(s))
			all = append(all, fixedSpan{at, at, Names, nameSpan{a.Source, a.Stance, a.Actors, i}, markSpan{}})
		}
	}
	if p.t.options.Resolve == nil || !strings.ContainsAny(s, "[](") {
		return all
	}
	from := len(all)
	all = appendDetached(all, s, 0, p.t.options.Resolve)
	if left := len(p.stack); left > 0 {
		all = p.appendTrailing(all, s, left)
	}
	p.unknownNames(n, all[from:])
	return all
}

// appendDetached adds what Detach finds in s, which stands at offset by.
func appendDetached(all []fixedSpan, s string, by int, resolve func(string) (string, bool)) []fixedSpan {
	_, _, held := text.Detach(s, nil, resolve)
	for _, a := range held {
		start := a.Offset + by
		by += len(a.Source)
		all = append(all, fixedSpan{start, start + len(a.Source), Names, nameSpan{a.Source, a.Stance, a.Actors, -1}, markSpan{}})
	}
	return all
}

// appendTrailing adds the names before the first brackets that close more than
// the paragraph opened, at most left of them.
func (p *parser) appendTrailing(all []fixedSpan, s string, left int) []fixedSpan {
	depth, from := 0, 0
	for i := nextGlyph(s, 0); i < len(s) && left > 0; i = nextGlyph(s, i+1) {
		switch {
		case s[i] == '[':
			depth++
		case depth > 0:
			depth--
		default:
			left--
			if words := s[from:i]; hasDash(words) {
				found := appendDetached(nil, "["+words+"]", from-1, p.t.options.Resolve)
				if k := len(found) - 1; k >= 0 && found[k].end == i && found[k].start > from {
					all = append(all, found[k])
				}
			}
		}
		from = i + 1
	}
	return all
}

// hasDash tells whether names may stand after a dash.
func hasDash(s string) bool {
	_, after := cutLastDash(s)
	return after != ""
}

// cutLastDash gives what stands before and after the last dash between spaces.
func cutLastDash(s string) (before, after string) {
	at, width := -1, 0
	for _, dash := range []string{" – ", " — ", " - "} {
		if n := strings.LastIndex(s, dash); n > at {
			at, width = n, len(dash)
		}
	}
	if at < 0 {
		return s, ""
	}
	return s[:at], s[at+width:]
}
