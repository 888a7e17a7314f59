package changelist

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
)

// ClassWords says in words what sort a change is.
func ClassWords(c redline.Class) string {
	switch c {
	case redline.VerbStronger:
		return "stronger verb"
	case redline.VerbWeaker:
		return "weaker verb"
	case redline.Number:
		return "number, date or symbol"
	case redline.ActorClass:
		return "actor"
	case redline.Qualifier:
		return "qualifier"
	case redline.BracketOpened:
		return "bracket opened"
	case redline.BracketLifted:
		return "bracket lifted"
	case redline.BracketMoved:
		return "bracket moved"
	case redline.Structure:
		return "structure"
	case redline.FormattingOnly:
		return "formatting"
	case redline.Editorial:
		return "editorial"
	}
	return "substance"
}

// ClassCount is how many changes there are of a class.
type ClassCount struct {
	Class redline.Class
	Count int
}

// Count counts entries by class, in the order of redline.AllClasses, without
// those of which there are none.
func Count(entries []Entry) []ClassCount {
	n := map[redline.Class]int{}
	for _, e := range entries {
		n[e.Class]++
	}
	var out []ClassCount
	for _, c := range redline.AllClasses() {
		if n[c] > 0 {
			out = append(out, ClassCount{c, n[c]})
		}
	}
	return out
}

// CountWords writes counts by class as words, "3 number, date or symbol".
func CountWords(counts []ClassCount) string {
	parts := make([]string, len(counts))
	for i, c := range counts {
		parts[i] = strconv.Itoa(c.Count) + " " + ClassWords(c.Class)
	}
	return strings.Join(parts, "; ")
}

// Totals counts a comparison, and what of it a choice of classes shows: the
// paragraphs that have a change of one of them, each with all its changes. This is
// what every rendering prints, and what the stats of the JSON are.
type Totals struct {
	Shown, Whole redline.Stats
	// Chosen tells that some classes only are shown.
	Chosen bool
}

// TotalsOf counts a comparison for a choice of classes; none shows all.
func TotalsOf(c *redline.Comparison, only []redline.Class) Totals {
	return Totals{Shown: c.Filter(only...).Stats, Whole: c.Stats, Chosen: len(only) > 0}
}

// Count writes a count of what is shown, with that of the whole where they are two
// things: "18 of 2034".
func (t Totals) Count(shown, whole int) string {
	if t.Chosen {
		return strconv.Itoa(shown) + " of " + strconv.Itoa(whole)
	}
	return strconv.Itoa(whole)
}

// Words counts words, "18 of 2034 words added, 5 of 900 removed, in the paragraphs
// with such changes".
func (t Totals) Words() string {
	noun := " words"
	if t.Whole.WordsInserted == 1 {
		noun = " word"
	}
	out := t.Count(t.Shown.WordsInserted, t.Whole.WordsInserted) + noun + " added, " + t.Count(t.Shown.WordsDeleted, t.Whole.WordsDeleted) + " removed"
	if t.Chosen {
		out += ", in the paragraphs with such changes"
	}
	return out
}

// Bare is a label without the full stop or dash that ends it.
func Bare(label string) string { return strings.TrimRight(label, ". -–—") }

// wordsQuoted and runesQuoted are how much is quoted to point at a paragraph.
const (
	wordsQuoted = 4
	runesQuoted = 32
)

// firstOf quotes the beginning of a paragraph, to point at it.
func firstOf(s string) string {
	words := strings.Fields(s)
	cut := len(words) > wordsQuoted
	out := []rune(strings.Join(words[:min(len(words), wordsQuoted)], " "))
	if len(out) > runesQuoted {
		out, cut = out[:runesQuoted], true
	}
	if cut {
		return strings.TrimSpace(string(out)) + " …"
	}
	return string(out)
}

// Counted writes a number with its noun: "1 paragraph", "2 paragraphs", "3 clashes".
func Counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "sh"):
		noun += "e"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Indexes writes indexes of paragraphs with a sign between two.
func Indexes(at []int, sign string) string {
	out := make([]string, len(at))
	for i, n := range at {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, sign)
}

// ShortHash gives the name of the algorithm, up to the colon, and the first twelve
// digits; a hash without a colon, or that is shorter, whole.
func ShortHash(hash string) string {
	const digits = 12
	if i := strings.IndexByte(hash, ':'); i >= 0 && len(hash) > i+digits+1 {
		return hash[:i+digits+1]
	}
	return hash
}
