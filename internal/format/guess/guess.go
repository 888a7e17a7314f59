// Package guess tells from the words of a paragraph alone what it may be: a
// heading, a recital, an item of a list, the heading of an annex. Readers of
// formats that do not say ask it. It is pure.
package guess

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// annexWords open the heading of an annex in the six languages of the United
// Nations, in lower case.
var annexWords = []string{
	"annex", "appendix", "annexe", "appendice", "anexo", "apéndice",
	"приложение", "дополнение", "附件", "附录", "المرفق", "مرفق", "التذييل",
}

// annexRest is what may follow such a word: nothing, a number or letter, or a
// title after a colon, dash or full stop.
var annexRest = regexp.MustCompile(`^(\s+([0-9]{1,3}|[IVXLC]+|[A-ZА-Я])\.?)?\s*([.:–—-]\s*\S.*)?$`)

// annexRestOther is the same for the scripts without capitals.
var annexRestOther = regexp.MustCompile(`^\s*(\S{1,12})?\s*([.:：–—-]\s*\S.*)?$`)

// AnnexHeading tells whether a line is the heading of an annex: "Annex",
// "Annex II", "Annexe: …", "附件一", "المرفق الأول".
func AnnexHeading(line string) bool {
	line = strings.TrimSpace(line)
	if utf8.RuneCountInString(line) > 200 {
		return false
	}
	for _, w := range annexWords {
		if len(line) < len(w) || !strings.EqualFold(line[:len(w)], w) {
			continue
		}
		rest := line[len(w):]
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.Is(unicode.Han, first) || unicode.Is(unicode.Arabic, first) {
			return utf8.RuneCountInString(line) <= 60 && annexRestOther.MatchString(rest)
		}
		if annexRest.MatchString(rest) {
			return true
		}
	}
	return false
}

// commas are the signs that end a recital in the scripts of the six languages.
const commas = ",،，、;؛；"

// EndsWithComma tells whether the words end as a recital does, with a comma or
// a semicolon of any script, be it within brackets that close there.
func EndsWithComma(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("])］）", r) })
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(commas, last)
}

// EndsWithColon tells whether the words announce what follows.
func EndsWithColon(s string) bool {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：")
}
