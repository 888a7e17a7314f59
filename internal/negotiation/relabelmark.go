package negotiation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// labelMark is a printed label taken apart: before + core + ordinal + alt + after.
type labelMark struct {
	ok      bool
	letters bool   // the core is a letter, a roman number or a number in brackets
	prefix  string // "OP" or "PP"
	before  string // what is printed before the core, the prefix included
	core    string // "12", "a", "iii", "十二"
	after   string // "." and the like
	alt     string // " alt 2", where there is one
	head    string // the number that stands before the letters of "12(a)"
	ordinal bool   // an ordinal stood after the core
	n       int    // the number of the core; 0 for letters
}

// plain tells labels without ordinal and alternative.
func (m labelMark) plain() bool { return m.ok && !m.ordinal && m.alt == "" }

// value is the place of the core in its series, as far as it tells it alone.
func (m labelMark) value() int {
	if !m.letters {
		return m.n
	}
	for _, s := range allSeries {
		if s.valueOf(m) == 1 {
			return 1
		}
	}
	return 0
}

// readMark takes a label apart; its ok is false where it has no place in a running
// order.
func readMark(label string) labelMark {
	var m labelMark
	rest := label
	if p := rest[:min(2, len(rest))]; p == "OP" || p == "PP" {
		m.prefix, rest = p, rest[2:]
	}
	at := strings.IndexFunc(rest, alphanumeric)
	if at < 0 {
		return m
	}
	m.before, rest = label[:len(m.prefix)+at], rest[at:]
	m.core, rest = cutCore(rest)
	if open := strings.IndexAny(rest, "(（"); open >= 0 && strings.TrimSpace(rest[:open]) == "" && isFigures(m.core) {
		m.head, m.before = m.core, m.before+m.core+rest[:open+1]
		m.core, rest = cutCore(rest[open+1:])
	}
	rest, m.ordinal = cutOrdinal(rest)
	rest, m.alt = cutAlternative(rest)
	m.after = rest
	if strings.ContainsFunc(rest, alphanumeric) || m.core == "" {
		return labelMark{}
	}
	m.letters = !isFigures(m.core) || strings.ContainsAny(m.before, "(（")
	if n, ok := figures(m.core); ok && !m.letters {
		m.n = n
	} else if l, _, ok := text.ParseLabel(m.core + "、"); ok && len(l.Numbers) == 1 && !strings.ContainsAny(m.before, "(（") {
		m.n, m.letters = l.Numbers[0], false
	}
	m.ok = !m.letters || seriesKnow(m)
	return m
}

func alphanumeric(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// cutCore takes figures or letters from the start.
func cutCore(s string) (core, rest string) {
	first, _ := utf8.DecodeRuneInString(s)
	figures := unicode.IsDigit(first)
	end := strings.IndexFunc(s, func(r rune) bool {
		if figures {
			return !unicode.IsDigit(r)
		}
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:]
}

// isFigures tells whether a core is a number in figures.
func isFigures(core string) bool {
	_, ok := figures(core)
	return ok
}

// figures reads a number in figures of any script that labels may have.
func figures(core string) (int, bool) {
	first, _ := utf8.DecodeRuneInString(core)
	l, rest, ok := text.ParseLabel(core + ".")
	if !unicode.IsDigit(first) || !ok || rest != "" || len(l.Numbers) != 1 {
		return 0, false
	}
	return l.Numbers[0], true
}

// cutOrdinal takes " bis" or ".ter" away, wherever it stands before the delimiter.
func cutOrdinal(s string) (rest string, ok bool) {
	at := strings.IndexFunc(s, unicode.IsLetter)
	if at < 0 {
		return s, false
	}
	word, after := cutCore(s[at:])
	l, left, ok := text.ParseLabel("1 " + word + ".")
	if !ok || left != "" || len(l.Ordinals) != 1 || l.Ordinals[0] == 0 {
		return s, false
	}
	return strings.TrimRight(s[:at], " .\u00a0\u202f") + after, true
}

// cutAlternative takes " alt 2" away and gives it.
func cutAlternative(s string) (rest, alt string) {
	at := strings.Index(strings.ToLower(s), "alt")
	if at < 0 || strings.TrimSpace(s[:at]) != "" {
		return s, ""
	}
	end := at + len("alt")
	if digits := strings.TrimLeft(s[end:], " "); digits != "" && unicode.IsDigit(rune(digits[0])) {
		_, after := cutCore(digits)
		end = len(s) - len(after)
	}
	return s[end:], s[:end]
}

// print gives the label of the place n of a series. A label that had an ordinal, or
// none, takes the form that most of its run have; so does one that would be no label
// without its ordinal. Where none of its run has one, it keeps its own, with a full
// stop if it needs that.
func (m labelMark) print(s series, n int, house *form) (string, bool) {
	core, ok := s.at(n, m.core)
	if !ok {
		return "", false
	}
	label := m.before + core + m.alt + m.after
	own := isLabel(label)
	if house != nil && m.head == "" && (m.ordinal && m.alt == "" || !own) {
		if printed := house.before + core + m.alt + house.after; isLabel(printed) {
			return printed, true
		}
	}
	if !own {
		label += "."
	}
	return label, isLabel(label)
}

// headed puts another number before the letters of a label.
func (m labelMark) headed(label, number string) string {
	if rest, ok := strings.CutPrefix(label, m.prefix); ok {
		if i := strings.Index(rest, m.head); i >= 0 {
			return m.prefix + rest[:i] + number + rest[i+len(m.head):]
		}
	}
	return label
}

// isLabel tells whether a line could begin with the label.
func isLabel(label string) bool {
	_, rest, ok := text.ParseLabel(label)
	return ok && rest == ""
}

// series is an order of labels: the numbers, or a list of letters.
type series struct {
	name    string
	letters []string // in their order; after the last they are doubled
}

// allSeries are the orders of letters that lists are printed in.
var allSeries = []series{
	{"latin", strings.Split("abcdefghijklmnopqrstuvwxyz", "")},
	{"capital", strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "")},
	{"roman", romanNumbers()},
	{"capital roman", romanCapitals()},
	{"cyrillic", strings.Split("абвгдежзиклмнопрстуфхцчшщэюя", "")},
	{"arabic", []string{"أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر", "ش", "ت", "ث", "خ", "ذ", "ض", "ظ", "غ"}},
	{"figures", nil},
}

func romanNumbers() []string {
	units := []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	var out []string
	for n := 1; n < 40; n++ {
		out = append(out, strings.Repeat("x", n/10)+units[n%10])
	}
	return out
}

func romanCapitals() []string {
	out := romanNumbers()
	for i := range out {
		out[i] = strings.ToUpper(out[i])
	}
	return out
}

// seriesKnow tells whether any order has the letter.
func seriesKnow(m labelMark) bool {
	return slices.ContainsFunc(allSeries, func(s series) bool { return s.valueOf(m) > 0 })
}

// valueOf gives the place of a label in the series, from 1, or 0.
func (s series) valueOf(m labelMark) int {
	if s.letters == nil {
		if m.n > 0 {
			return m.n
		}
		if n, ok := figures(m.core); ok {
			return n
		}
		if l, _, ok := text.ParseLabel(m.core + "、"); ok && len(l.Numbers) == 1 {
			return l.Numbers[0]
		}
		return 0
	}
	core := m.core
	if core == "ه" {
		core = "هـ"
	}
	if i := slices.Index(s.letters, core); i >= 0 {
		return i + 1
	}
	if strings.Contains(s.name, "roman") {
		return 0
	}
	first, size := utf8.DecodeRuneInString(core)
	if len(core) == 2*size && core[size:] == core[:size] {
		if i := slices.Index(s.letters, string(first)); i >= 0 {
			return len(s.letters) + i + 1
		}
	}
	return 0
}

// at gives the label of the place n, in the writing of a sample.
func (s series) at(n int, sample string) (string, bool) {
	if s.letters == nil {
		return text.NumberLike(n, sample), n >= 0 && n <= 9999
	}
	switch {
	case n < 1:
		return "", false
	case n <= len(s.letters):
		return s.letters[n-1], true
	case n <= 2*len(s.letters) && !strings.Contains(s.name, "roman"):
		return strings.Repeat(s.letters[n-len(s.letters)-1], 2), true
	}
	return "", false
}

// seriesOf tells which series a run is printed in: the one that most of its labels
// belong to and follow each other in.
func (r *relabeller) seriesOf(run *run) series {
	numbers := allSeries[len(allSeries)-1]
	if !r.marks[run.members[0]].letters {
		return numbers
	}
	best, most := numbers, -1
	for _, s := range allSeries {
		score, before := 0, 0
		for k, i := range run.members {
			v := s.valueOf(r.marks[i])
			if v == 0 {
				continue
			}
			score += 2
			if v == k+1 {
				score++
			}
			if v == before+1 {
				score++
			}
			before = v
		}
		if score > most {
			best, most = s, score
		}
	}
	return best
}
