package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// holders gives each attribution to its bracket: to the one that it stands in,
// or, for a stance in round brackets right behind a bracket, to that one. Footnotes
// on a bracket are given to it in the same way.
func (p *parser) holders() {
	t := p.t
	k, closed := 0, -1 // the next attribution; the bracket that has just closed
	for i, x := range t.Pieces {
		if i > 0 && t.Pieces[i-1].Paragraph != x.Paragraph {
			closed = -1
		}
		switch {
		case x.Kind == Close:
			closed = x.Bracket
		case x.Kind == Names:
			of := x.Bracket
			n := p.names[k]
			k++
			if closed >= 0 && strings.HasPrefix(strings.TrimSpace(n.source), "(") {
				of = closed
			}
			if of >= 0 {
				b := &t.Brackets[of]
				b.Holders = append(b.Holders, Holder{n.actors, n.source, n.stance, x.Place(), n.index})
			}
		case x.Kind == Markup && closed >= 0:
			t.Brackets[closed].Anchors = append(t.Brackets[closed].Anchors, t.source(x))
		case x.Kind != Words || strings.TrimSpace(t.source(x)) != "":
			closed = -1
		}
	}
	p.anchors()
}

// anchors gives the footnotes that are anchored right before or right behind a
// closing glyph to its bracket.
func (p *parser) anchors() {
	t := p.t
	var marks []text.Mark
	paragraph := -1
	for _, x := range t.Pieces {
		if x.Paragraph != paragraph {
			paragraph, marks = x.Paragraph, nil
			for _, m := range t.Flow.Paragraphs[paragraph].Marks {
				if m.Kind == text.NoteAnchor {
					marks = append(marks, m)
				}
			}
		}
		if x.Kind != Close {
			continue
		}
		for len(marks) > 0 && marks[0].Start <= x.End {
			if marks[0].Start >= x.Start {
				b := &t.Brackets[x.Bracket]
				b.Anchors = append(b.Anchors, marks[0].Ref)
			}
			marks = marks[1:]
		}
	}
}

// unknownNames tells of what stands where names may stand and looks like names,
// or has a name that is known among others that are not.
func (p *parser) unknownNames(n int, taken []fixedSpan) {
	s := p.t.Flow.Paragraphs[n].Text
	ends := make(map[int]int, len(taken)) // where names that were taken end, by start
	starts := make(map[int]bool, len(taken))
	for _, f := range taken {
		ends[f.start], starts[f.end] = f.end, true
	}
	from := 0
	for i := nextGlyph(s, 0); i < len(s); i = nextGlyph(s, i+1) {
		words := s[from:i]
		if s[i] == ']' && !starts[i] {
			if before, list := cutLastDash(words); strings.TrimSpace(before) != "" {
				p.unknownList(n, i-len(list), list)
			}
		}
		from = i + 1
		if s[i] == '[' {
			start := from
			for end, ok := ends[start]; ok && end > start; end, ok = ends[start] {
				start = end
			}
			end := min(start+longestList, nextGlyph(s, start))
			if colon := strings.IndexAny(s[start:end], ":：\n"); colon > 0 && s[start+colon] != '\n' {
				p.unknownList(n, start, s[start:start+colon])
			}
		}
	}
	p.unknownStances(n, ends)
}

// longestList is how many bytes of names are looked at.
const longestList = 400

// unknownStances looks at "(retain: names)".
func (p *parser) unknownStances(n int, ends map[int]int) {
	s := p.t.Flow.Paragraphs[n].Text
	taken := 0
	for i := 0; i < len(s); i++ {
		if end, ok := ends[i]; ok {
			taken = max(taken, end)
		}
		if s[i] != '(' || i < taken {
			continue
		}
		inside := s[i+1 : min(len(s), i+1+longestList)]
		if end := strings.IndexAny(inside, ")[]\n("); end < 0 || inside[end] != ')' {
			continue
		} else if word, list, ok := strings.Cut(inside[:end], ":"); ok && len(text.Slots("("+word+": x)")) > 0 {
			p.unknownList(n, i+1+len(word)+1, list)
		}
	}
}

// unknownList tells the first name of a list that the resolver does not know.
func (p *parser) unknownList(n, at int, list string) {
	if len(list) > longestList {
		return
	}
	found := text.Slots("[" + list + ":]")
	if len(found) == 0 {
		return
	}
	unknown, some := "", false
	for _, part := range found[0].Parts {
		_, ok := p.t.options.Resolve(part)
		some = some || ok
		if !ok && unknown == "" {
			unknown = part
		}
		if !ok && !looksLikeName(part) {
			return
		}
	}
	for _, joined := range found[0].Joined {
		_, ok := p.t.options.Resolve(joined)
		some = some || ok
	}
	if unknown == "" || !some && !cased(unknown) {
		return
	}
	p.tell(UnknownActor, Place{n, at + strings.Index(list, unknown)}, -1,
		"%q is not known here as an actor, so what may be names stays part of the text.", unknown)
}

// looksLikeName tells whether words may be the name of an actor: few of them,
// each with a capital but for the small words of names.
func looksLikeName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 || optionMark(s+":") > 0 {
		return false
	}
	switch strings.ToLower(strings.Trim(words[0], "*_")) {
	case "note", "placeholder", "preamble", "article", "articles", "annex", "chapter", "section", "paragraph", "paragraphs", "option", "title", "x", "n":
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "('’‘\""))
		small := unicode.IsLower(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r)
		if small && (i == 0 || !isSmallWord(w)) {
			return false
		}
	}
	return strings.IndexFunc(s, unicode.IsLetter) >= 0
}

// cased tells whether the script of the words has capitals, without which words
// and names cannot be told apart.
func cased(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }

// isSmallWord tells the small words that stand in names of States and groups.
func isSmallWord(w string) bool {
	switch strings.ToLower(w) {
	case "of", "the", "and", "on", "for", "de", "la", "le", "les", "du", "des", "del", "las", "los", "et", "y", "и", "по":
		return true
	}
	return false
}
