package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// cellWidth is how many columns of a terminal s takes: two for what East Asian
// typography sets wide, none for combining signs and format characters.
func cellWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is how many columns one character takes.
func runeWidth(r rune) int {
	switch {
	case r == '\u00ad':
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clip shortens s to so many columns, an ellipsis in place of what is cut; it
// never parts a character from its combining signs.
func clip(s string, columns int) string {
	if cellWidth(s) <= columns {
		return s
	}
	used, end := 0, 0
	for i, r := range s {
		w := runeWidth(r)
		if used+w > columns-1 {
			break
		}
		used += w
		end = i + utf8.RuneLen(r)
	}
	return s[:end] + "…"
}

// oneLine puts a text on one line and makes its control characters and those that
// reorder the line visible as their code, so that no text can steer the terminal
// that shows it.
func oneLine(s string) string {
	return harmless(strings.Join(strings.Fields(s), " "))
}

// harmless shows control characters, but line feeds and tabs, and bidirectional
// overrides as their code points.
func harmless(s string) string {
	if !strings.ContainsFunc(s, steers) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			b.WriteString(codePoint(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// steers tells whether the character can change more than its own place: C0 and
// C1 controls, and the explicit bidirectional embeddings, overrides and isolates.
func steers(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20 || r >= 0x7f && r <= 0x9f:
		return true
	case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// codePoint writes a character as "<U+001B>".
func codePoint(r rune) string {
	const hex = "0123456789ABCDEF"
	digits := []byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]}
	return "<U+" + string(digits) + ">"
}

// isolate wraps a cell with right-to-left letters in an isolate, so that the
// columns after it stay where they are on a terminal that orders lines. The
// marks are ours, and take no room.
func isolate(s string) string {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			return "\u2068" + s + "\u2069"
		}
	}
	return s
}

// csvGuard puts an apostrophe before a cell that a spreadsheet would run as a
// formula.
func csvGuard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
