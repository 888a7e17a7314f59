package spoken

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spaces are not read aloud: the listener puts them where writing needs them.
// These are the rules, which the words to read are chosen to suit; where they
// would not give the new text exactly, more words are quoted.
//
//   - A deletion leaves one of the spaces beside it if the words left need one. That
//     of a paragraph break, or of a bracket that closes up to one that opens, puts one
//     there even if there was none.
//   - A replacement keeps the spaces beside it, unless it begins or ends with
//     another sort of sign than the words that it replaces.
//   - An insertion after words is parted from them, and one before words from
//     those, by a space if they need one.

// closes tells whether r stands close to what is before it.
func closes(r rune) bool {
	return strings.ContainsRune(",.;:!?)]}”’»…%،؛؟。，；：！？、）」』》", r)
}

// opens tells whether r stands close to what follows it.
func opens(r rune) bool { return strings.ContainsRune("([{“‘«（「『《¿¡", r) }

// tight tells whether r stands close on both sides.
func tight(r rune) bool {
	return strings.ContainsRune("/-‐‑—\n", r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// needed tells whether a space parts l from r; 0 is an edge of the text.
func needed(l, r rune) bool {
	return l != 0 && r != 0 && !opens(l) && !closes(r) && !tight(l) && !tight(r) && !wide(l)
}

// wide tells whether r is punctuation that brings its own space.
func wide(r rune) bool { return strings.ContainsRune("。，；：！？、）」』》", r) }

// space gives the space that parts l from r, or none.
func space(l, r rune) string {
	if needed(l, r) {
		return " "
	}
	return ""
}

// sort puts runes into sorts that are spaced alike.
func sort(r rune) int {
	switch {
	case closes(r):
		return 1
	case opens(r):
		return 2
	case tight(r):
		return 3
	}
	return 0
}

// first gives the first rune of s, or 0.
func first(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// last gives the last rune of s, or 0.
func last(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// isGap tells whether r is a space that is not read aloud; a line feed is one
// between paragraphs, and is said.
func isGap(r rune) bool { return r != '\n' && unicode.IsSpace(r) }

// removed gives what is left between l and r when the words between the gaps
// before and after go.
func removed(l, r rune, gone, before, after string) string {
	switch {
	case !needed(l, r):
		return ""
	case before != "":
		return before
	case after == "" && parts(gone):
		return " "
	}
	return after
}

// parts tells whether words part those beside them without a space: they hold a
// paragraph break, or begin with a sign that closes and end with one that opens.
func parts(words string) bool {
	return strings.Contains(words, "\n") || closes(first(words)) && opens(last(words))
}

// beside gives the gap between a replacement and its neighbour, of which near and
// far are the runes at the gap in reading order and old the edge that was.
func beside(l, r, old, now rune, gap string) string {
	switch {
	case sort(old) == sort(now) || l == 0 || r == 0:
		return gap
	case !needed(l, r):
		return ""
	case gap == "":
		return " "
	}
	return gap
}
