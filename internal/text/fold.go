package text

import (
	"strings"
	"unicode/utf8"
)

// Fold gives the key by which tokens are matched: variants of quotation marks,
// of dashes and hyphens and of the no-break space become one sign each, so that
// typists' habits do not hide that words are equal. Letter case and everything
// else are kept. Two texts with equal keys differ in such signs only.
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < 0xC2 {
		i++
	}
	if i == len(s) || !hasVariant(s[i:]) {
		return s
	}
	return strings.Map(foldRune, s)
}

func hasVariant(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if foldRune(r) != r {
			return true
		}
		i += n
	}
	return false
}

// foldRune gives the sign that stands for all variants of r.
func foldRune(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '‹', '›', 'ʼ', '′', '＇':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″', '＂':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		return '-'
	case '\u00A0', '\u2007', '\u2009', '\u202F':
		return ' '
	}
	return r
}
