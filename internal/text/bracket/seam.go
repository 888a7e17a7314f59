package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The signs that the repair of a seam looks at.
const (
	commas  = ",،，、"
	stops   = ",;:.!?،؛؟，、；：。！？"
	closers = stops + ")]）”"
)

// mend repairs the seam that the cut leaves in s, where the text before it goes
// back to from and that behind it up to next: of two spaces one goes, a space goes
// before a sign that closes, of two commas one goes, and so do a comma and spaces
// that would begin the paragraph. Where words that were parted by the cut alone
// would run together a space comes. Nothing but spaces and commas is touched.
func (c *cut) mend(s string, first bool, from, next int) {
	left, right := s[from:c.start], s[c.end:next]
	c.put = c.words
	if c.words == "" {
		l, r, space := seam(left, right, s[c.start:c.end], first && strings.TrimSpace(left) == "", next == len(s))
		c.from, c.to = c.start-l, c.end+r
		if space {
			c.put = " "
		}
		return
	}
	words := strings.TrimSpace(c.words)
	l, _, _ := seam(left, words, "", first && strings.TrimSpace(left) == "", false)
	_, r, _ := seam(words, right, "", false, next == len(s))
	c.from, c.to, c.put = c.start-l, c.end+r, words
}

// seam tells how many bytes go from the end of left and from the start of right,
// and whether a space comes, when removed went from between them.
func seam(left, right, removed string, begins, ends bool) (fromLeft, fromRight int, space bool) {
	bareLeft := strings.TrimRightFunc(left, unicode.IsSpace)
	bareRight := strings.TrimLeftFunc(right, unicode.IsSpace)
	leftSpace, rightSpace := len(left)-len(bareLeft), len(right)-len(bareRight)
	before, beforeWidth := utf8.DecodeLastRuneInString(bareLeft)
	after, afterWidth := utf8.DecodeRuneInString(bareRight)
	if bareLeft == "" {
		before = 0
	}
	if bareRight == "" {
		after = 0
	}
	switch {
	case begins && is(after, commas):
		rest := bareRight[afterWidth:]
		return 0, rightSpace + afterWidth + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace)), false
	case begins:
		return 0, rightSpace, false
	case ends && bareRight == "":
		return leftSpace, rightSpace, false
	case is(before, commas) && is(after, stops):
		return leftSpace + beforeWidth, rightSpace, false
	case is(before, stops) && is(after, commas):
		rest := bareRight[afterWidth:]
		gone := rightSpace + afterWidth
		if leftSpace > 0 {
			gone += len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
		}
		return 0, gone, false
	case leftSpace > 0 && rightSpace > 0:
		return 0, rightSpace, false
	case leftSpace > 0 && rightSpace == 0 && is(after, closers):
		return leftSpace, 0, false
	case is(before, "[(（") && left != "":
		return 0, rightSpace, false
	case leftSpace == 0 && rightSpace == 0 && joins(before) && joins(after):
		inner := strings.Trim(removed, "[]")
		return 0, 0, inner != strings.TrimSpace(inner)
	}
	return 0, 0, false
}

// is tells whether r is one of the signs.
func is(r rune, signs string) bool { return r != 0 && strings.ContainsRune(signs, r) }

// joins tells whether r would run into a letter beside it.
func joins(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
