package bracket

import (
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/text"
)

// strokes is what is known of the strokes right inside one bracket.
type strokes struct {
	bracket       int
	spaced, tight []Range
	gaps          bool // words inside stand apart from each other
}

// alternatives finds the brackets whose options are parted by strokes. Strokes
// between spaces part them, whatever else there is; strokes between words that
// touch do so where each option is one word or one bracket, else nobody can tell
// (BR007). "And/or" and the strokes of symbols part nothing.
func (p *parser) alternatives() {
	t := p.t
	var all []strokes
	at := make(map[int]int) // the place in all, by bracket
	for i, x := range t.Pieces {
		if x.Kind != Words || x.Bracket < 0 {
			continue
		}
		b := &t.Brackets[x.Bracket]
		if b.Open.Paragraph != b.Close.Paragraph || b.Kind == Placeholder || b.Kind == NoText {
			continue
		}
		if strings.IndexByte(t.source(x), '/') < 0 {
			continue
		}
		k, ok := at[x.Bracket]
		if !ok {
			k = len(all)
			at[x.Bracket] = k
			all = append(all, strokes{bracket: x.Bracket})
		}
		p.strokes(&all[k], i)
	}
	if len(all) == 0 {
		return
	}
	for i, x := range t.Pieces { // words that stand apart, in pieces without strokes
		if k, ok := at[x.Bracket]; ok && x.Kind == Words && apart(t.source(x), t.Pieces[i-1].Kind == Open, t.Pieces[i+1].Kind == Close) {
			all[k].gaps = true
		}
	}
	for _, s := range all {
		p.settle(s)
	}
}

// apart tells whether words are parted by spaces, those at the ends of the
// bracket not counted.
func apart(words string, first, last bool) bool {
	if first {
		words = strings.TrimLeftFunc(words, unicode.IsSpace)
	}
	if last {
		words = strings.TrimRightFunc(words, unicode.IsSpace)
	}
	return strings.IndexFunc(words, unicode.IsSpace) >= 0
}

// strokes finds the strokes in one piece.
func (p *parser) strokes(s *strokes, piece int) {
	x := p.t.Pieces[piece]
	words := p.t.source(x)
	tokens := text.Tokens(words, "")
	for i, t := range tokens {
		if words[t.Start:t.End] != "/" {
			continue
		}
		r := Range{x.Start + t.Start, x.Start + t.End}
		before, after := text.Token{}, text.Token{}
		if i > 0 {
			before = tokens[i-1]
		}
		if i+1 < len(tokens) {
			after = tokens[i+1]
		}
		switch {
		case i > 0 && before.Class == text.Space || i+1 < len(tokens) && after.Class == text.Space:
			s.spaced = append(s.spaced, r)
		case !isPhrase(words[before.Start:before.End], words[after.Start:after.End]):
			s.tight = append(s.tight, r)
		}
	}
}

// isPhrase tells "and/or" in six languages.
func isPhrase(before, after string) bool {
	switch strings.ToLower(before) + "/" + strings.ToLower(after) {
	case "and/or", "or/and", "et/ou", "ou/et", "y/o", "и/или", "و/أو", "و/او", "和/或":
		return true
	}
	return false
}

// settle makes options of the strokes of a bracket, if they part any.
func (p *parser) settle(s strokes) {
	b := &p.t.Brackets[s.bracket]
	at := s.spaced
	if len(at) == 0 {
		at = s.tight
		if first := p.t.Pieces[b.open+1].Start; s.gaps && len(at) > 0 && at[0].Start > first {
			p.tell(Ambiguous, b.Open, s.bracket, "Bracket %d has a stroke among several words, so where its alternatives begin and end cannot be told.", b.Number)
			return
		} else if s.gaps {
			return
		}
	}
	if len(at) == 0 {
		return
	}
	n := b.Open.Paragraph
	words := p.t.Flow.Paragraphs[n].Text
	var options []Span
	from := p.t.Pieces[b.open+1].Start
	for k := b.open + 1; k < b.close && p.t.Pieces[k].Kind == Names; k++ {
		from = p.t.Pieces[k].End
	}
	end := b.Close.Offset
	for k := b.close - 1; k > b.open && p.t.Pieces[k].Kind == Names; k-- {
		end = p.t.Pieces[k].Start
	}
	for _, r := range append(at, Range{end, end}) {
		if r.Start < from || strings.TrimSpace(words[from:r.Start]) == "" {
			return
		}
		options = append(options, Span{Place{n, from}, Place{n, r.Start}})
		from = r.End
	}
	b.Options, b.Kind = options, Alternatives
}

// link says that a bracket follows another with nothing between; gap, that there
// are spaces.
type link struct {
	before int
	gap    bool
}

// slots finds the brackets that touch and groups them. A bracket that begins with
// a comma or with "and", or follows one that ends so, adds to the one before it
// and is no candidate beside it. Where some touch and some are a space apart, the
// spaces part the slots, and BR007 says so.
func (p *parser) slots() {
	t := p.t
	links := p.links()
	slotOf := func(i int) int {
		if t.Brackets[i].Slot < 0 {
			t.Brackets[i].Slot = len(t.Slots)
			t.Slots = append(t.Slots, Slot{Brackets: []int{i}})
		}
		return t.Brackets[i].Slot
	}
	mixed := make([]bool, len(t.Brackets)) // a chain that has both, by its last bracket
	tight := make([]bool, len(t.Brackets)) // the bracket touches one of its chain
	for i, l := range links {
		if l.before >= 0 && !l.gap {
			tight[i], tight[l.before] = true, true
		}
	}
	for i, l := range links {
		switch {
		case l.before < 0:
		case l.gap && (tight[i] || tight[l.before]):
			if mixed[i] = true; !mixed[l.before] {
				p.tell(Ambiguous, t.Brackets[l.before].Open, l.before,
					"Some of the brackets from %d on touch and some are a space apart, so which of them are alternatives cannot be told.", t.Brackets[l.before].Number)
			}
		default:
			s := slotOf(l.before)
			t.Brackets[i].Slot = s
			t.Slots[s].Brackets = append(t.Slots[s].Brackets, i)
			mixed[i] = mixed[l.before]
		}
	}
}

// links gives for each bracket the one that it follows at once.
func (p *parser) links() []link {
	t := p.t
	out := make([]link, len(t.Brackets))
	last, gap := -1, false
	for i, x := range t.Pieces {
		switch x.Kind {
		case Close:
			last, gap = x.Bracket, false
		case Names, Markup:
		case Open:
			out[x.Bracket].before = -1
			b := &t.Brackets[x.Bracket]
			if last >= 0 && t.Pieces[i-1].Paragraph == x.Paragraph && t.Brackets[last].Close.Paragraph == x.Paragraph &&
				t.Brackets[last].Parent == b.Parent && p.mayStandFor(&t.Brackets[last], b) {
				out[x.Bracket] = link{last, gap}
			}
			last = -1
		case Words:
			s := t.source(x)
			switch bare := strings.TrimSpace(s); {
			case bare == "" && strings.IndexByte(s, '\n') < 0:
				gap = true
			case bare == "/":
			default:
				last = -1
			}
		default:
			last = -1
		}
	}
	return out
}

// mayStandFor tells whether b may be a candidate beside a.
func (p *parser) mayStandFor(a, b *Bracket) bool {
	for _, x := range []*Bracket{a, b} {
		if x.Kind == Empty || x.Kind == Placeholder || x.Label || x.Open.Paragraph != x.Close.Paragraph {
			return false
		}
	}
	return !p.joinsOn(p.firstWords(b)) && !strings.ContainsAny(lastSign(p.lastWords(a)), ",;،，、؛")
}

// firstWords gives the words right behind the opening glyph and its names.
func (p *parser) firstWords(b *Bracket) string {
	for _, x := range p.t.Pieces[b.open+1 : b.close] {
		if x.Kind == Words {
			return p.t.source(x)
		} else if x.Kind != Names {
			break
		}
	}
	return ""
}

// lastWords gives the words right before the closing glyph and its names.
func (p *parser) lastWords(b *Bracket) string {
	for k := b.close - 1; k > b.open; k-- {
		if x := p.t.Pieces[k]; x.Kind == Words {
			return p.t.source(x)
		} else if x.Kind != Names {
			break
		}
	}
	return ""
}

// joinsOn tells whether words begin with a sign or a conjunction that joins them
// to what stands before.
func (p *parser) joinsOn(s string) bool {
	s = strings.TrimLeft(s, " \u00A0*_")
	if s == "" {
		return false
	}
	if strings.ContainsRune(",;.:/،，、؛。", firstRune(s)) {
		return true
	}
	word, rest, _ := strings.Cut(s, " ")
	switch strings.ToLower(word) {
	case "and", "and/or", "as", "et", "y", "e", "и":
		return strings.TrimSpace(rest) != ""
	}
	return false
}

// lastSign gives the last character that is no space.
func lastSign(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	if s == "" {
		return ""
	}
	r := []rune(s[max(0, len(s)-4):])
	return string(r[len(r)-1])
}
