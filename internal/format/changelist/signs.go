package changelist

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// SameSigns tells whether two runs of words read the same: they differ in spaces,
// in signs that cannot be seen, or in variants of hyphens and quotation marks
// alone. Such a change has to be shown by naming the signs. The end of a
// paragraph is no sign.
func SameSigns(old, new string) bool {
	return old != new && visible(old) == visible(new) && !strings.Contains(old+new, "\n")
}

// OfSigns tells whether segment i is half, or the whole, of a change that reads
// the same on both sides.
func OfSigns(segments []redline.Segment, i int) bool {
	switch s := segments[i]; s.Op {
	case redline.Delete:
		if i+1 < len(segments) && segments[i+1].Op == redline.Insert {
			return SameSigns(s.Text, segments[i+1].Text)
		}
		return SameSigns(s.Text, "")
	case redline.Insert:
		if i > 0 && segments[i-1].Op == redline.Delete {
			return SameSigns(segments[i-1].Text, s.Text)
		}
		return SameSigns("", s.Text)
	}
	return false
}

// visible gives the words without spaces and invisible signs, variants of one
// sign made alike.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if Unseen(r) {
			return -1
		}
		return r
	}, text.Fold(s))
}

// Unseen tells the signs that leave no ink: spaces of every kind, soft hyphens,
// joiners of no width.
func Unseen(r rune) bool {
	return unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}

// Signs names the signs in which two runs differ that read the same, each once:
// "space → no-break space", "hyphen → no-break hyphen", "soft hyphen added".
func Signs(old, new string) []string {
	a, b := []rune(old), []rune(new)
	var out []string
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && j < len(b) && (Unseen(a[i]) && Unseen(b[j]) || !Unseen(a[i]) && !Unseen(b[j])):
			out = append(out, SignName(a[i])+" → "+SignName(b[j]))
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || Unseen(a[i])):
			out = append(out, SignName(a[i])+" removed")
			i++
		default:
			out = append(out, SignName(b[j])+" added")
			j++
		}
	}
	return distinct(out)
}

// distinct drops what stands twice and keeps the order.
func distinct(all []string) []string {
	var out []string
	for _, s := range all {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// SignName says what a sign is called.
func SignName(r rune) string {
	if name := signNames[r]; name != "" {
		return name
	}
	if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
		return fmt.Sprintf("U+%04X", r)
	}
	return string(r)
}

// signNames are the names of signs that look alike or not at all.
var signNames = map[rune]string{
	' ': "space", '\t': "tab", '\n': "paragraph end", '\u00a0': "no-break space", '\u2007': "figure space",
	'\u2009': "thin space", '\u202f': "narrow no-break space", '\u3000': "wide space", '\u00ad': "soft hyphen",
	'\u200b': "space of no width", '\u2060': "word joiner", '\ufeff': "byte order mark",
	'-': "hyphen", '\u2010': "hyphen U+2010", '\u2011': "no-break hyphen", '\u2012': "figure dash", '–': "en dash", '—': "em dash",
	'―': "long dash", '−': "minus sign", '﹣': "small hyphen", '－': "wide hyphen",
	'\'': "straight apostrophe", '’': "curly apostrophe ’", '‘': "single quotation mark ‘", '‚': "low quotation mark ‚",
	'"': "straight quotation mark", '“': "quotation mark “", '”': "quotation mark ”", '„': "low quotation mark „",
	'«': "quotation mark «", '»': "quotation mark »", '′': "prime", '″': "double prime", 'ʼ': "apostrophe U+02BC",
}

// Twin tells a sign that a reader would take for another one when it is the
// change: a space that does not break, a hyphen that is none.
func Twin(r rune) bool {
	return Unseen(r) || r == '\u2010' || r == '\u2011' || r == '\u2012' || r == '−' || r == 'ʼ'
}

// The signs that stand for spaces, which nobody sees, where these are the change.
const (
	NoBreak = "⍽"
	Space   = "␣"
)

// SpaceSign gives the sign that stands for a space in words that differ in signs alone:
// one for every space that does not break, and one for any other where the words are
// nothing but spaces, as Blank tells; empty for all else.
func SpaceSign(r rune, blank bool) string {
	switch {
	case r == '\u00a0':
		return NoBreak
	case r == ' ' && blank:
		return Space
	}
	return ""
}

// Blank tells whether words leave no ink.
func Blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !Unseen(r) }) < 0
}

// SpaceSigns names those of the two signs that are among the signs put, each with what
// it stands for.
func SpaceSigns(put string) [][2]string {
	var out [][2]string
	for _, s := range [][2]string{{NoBreak, "no-break space"}, {Space, "space"}} {
		if strings.Contains(put, s[0]) {
			out = append(out, s)
		}
	}
	return out
}
