package compile

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// mend changes slot i for the better in one step, and tells whether it did. It
// puts right, in this order: brackets cut through, brackets of the base that would
// touch, options without a word, and spaces at the edges.
func (b *builder) mend(i int) bool {
	s := &b.slots[i]
	stray, unclosed := s.unbalanced()
	switch {
	case stray && b.left(i), unclosed && b.right(i):
		return true
	case b.takeGlyphs(i):
		return true
	case s.wordless(b.language):
		if s.start > 0 && b.base[s.start-1] != ' ' && b.left(i) || s.end < len(b.base) && b.base[s.end] != ' ' && b.right(i) {
			return true
		}
		if s.bare() { // a sign by itself between spaces
			break
		}
		return b.left(i) || b.right(i)
	}
	return b.mendSpaces(i)
}

// takeGlyphs takes in a bracket of the base that touches slot i, spaces between
// not counted, since it would be read as one more option.
func (b *builder) takeGlyphs(i int) bool {
	s := b.slots[i]
	if at := len(strings.TrimRightFunc(b.base[:s.start], unicode.IsSpace)) - 1; at >= 0 && (b.base[at] == '[' || b.base[at] == ']') {
		if with, ok := b.partner[at]; ok {
			return b.extend(i, min(at, with), max(s.end, at+1, with+1))
		}
	}
	rest := b.base[s.end:]
	if at := s.end + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace)); at < len(b.base) && (b.base[at] == '[' || b.base[at] == ']') {
		if with, ok := b.partner[at]; ok {
			return b.extend(i, min(s.start, at, with), max(at, with)+1)
		}
	}
	return false
}

// unbalanced tells whether some text of a slot closes a bracket that it does not
// open, or opens one that it does not close.
func (s *slot) unbalanced() (stray, unclosed bool) {
	for _, t := range s.texts {
		depth := 0
		for k := range len(t) {
			switch t[k] {
			case '[':
				depth++
			case ']':
				if depth--; depth < 0 {
					stray, depth = true, 0
				}
			}
		}
		unclosed = unclosed || depth > 0
	}
	return stray, unclosed
}

// bare tells whether some have no words in the slot.
func (s *slot) bare() bool {
	for _, t := range s.texts {
		if t == "" {
			return true
		}
	}
	return false
}

// wordless tells whether some text of a slot is nothing but signs or spaces.
func (s *slot) wordless(language string) bool {
	for _, t := range s.texts {
		if t != "" && text.Words(t, language) == 0 {
			return true
		}
	}
	return false
}

// rims is what stands at the edges of the texts of a slot that are not empty.
type rims struct {
	bare                       bool // some are empty
	lead, trail                bool // some begin, some end with a space of any kind
	everyLead, everyTrail, any bool // all do, with one U+0020 and no more
}

func (s *slot) rims() rims {
	r := rims{everyLead: true, everyTrail: true}
	for _, t := range s.texts {
		if t == "" {
			r.bare = true
			continue
		}
		r.any = true
		r.lead = r.lead || isSpaceAt(t, true)
		r.trail = r.trail || isSpaceAt(t, false)
		r.everyLead = r.everyLead && t[0] == ' ' && len(t) > 1 && !isSpaceAt(t[1:], true)
		r.everyTrail = r.everyTrail && t[len(t)-1] == ' ' && len(t) > 1 && !isSpaceAt(t[:len(t)-1], false)
	}
	return r
}

// isSpaceAt tells whether a text begins, or ends, with a space.
func isSpaceAt(s string, first bool) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	if first {
		r, _ = utf8.DecodeRuneInString(s)
	}
	return unicode.IsSpace(r)
}

// mendSpaces brings spaces out of the options: one that all have goes outside;
// where some have no words, one goes with the slot, see side.
func (b *builder) mendSpaces(i int) bool {
	s := &b.slots[i]
	r := s.rims()
	if !r.bare {
		switch {
		case r.everyLead:
			s.trim(true)
		case r.everyTrail:
			s.trim(false)
		default:
			return r.lead && b.left(i) || r.trail && b.right(i)
		}
		return true
	}
	before, behind := s.start == 0 || b.base[s.start-1] == ' ', s.end < len(b.base) && b.base[s.end] == ' '
	switch {
	case r.everyLead && !r.trail && behind: // " words" before a space is "words " behind one
		for k, t := range s.texts {
			if t != "" {
				s.texts[k] = t[1:] + " "
			}
		}
		s.start, s.end = s.start+1, s.end+1
		return true
	case r.everyLead && !r.trail:
		return false
	case r.everyTrail && !r.lead:
		return !before && (b.right(i) || b.left(i))
	case r.lead || r.trail:
		return r.lead && b.left(i) || b.right(i) || b.left(i)
	}
	if s.start == 0 && !behind || s.start > 0 && !before {
		return false
	}
	return b.right(i) || b.left(i)
}

// trim takes one space from the beginning, or the end, of all texts of a slot.
func (s *slot) trim(first bool) {
	for k, t := range s.texts {
		if first {
			s.texts[k] = t[1:]
		} else {
			s.texts[k] = t[:len(t)-1]
		}
	}
	if first {
		s.start++
	} else {
		s.end--
	}
}

// side tells where the space stands that goes with a settled slot, and takes it
// out of the texts.
func (s slot) side() (Side, []string) {
	r := s.rims()
	if !r.bare || !r.any {
		return Neither, s.texts
	}
	bare := slot{texts: append([]string(nil), s.texts...)}
	side := Neither
	switch {
	case r.everyLead && !r.trail:
		side = Before
	case r.everyTrail && !r.lead:
		side = After
	default:
		return Neither, s.texts
	}
	for k, t := range bare.texts {
		bare.texts[k] = strings.Trim(t, " ")
	}
	return side, bare.texts
}
