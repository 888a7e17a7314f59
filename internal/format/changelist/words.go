package changelist

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
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

// Place says in words where a change stands: by the label that the new draft
// prints, else the old one, with the labels above it for an item, "paragraph 12 (a)"; by
// what the paragraph is where none is printed, "title" or "preambular paragraph
// 3".
func Place(c *redline.Comparison, p *redline.ParagraphChange) string {
	if len(p.New) == 0 {
		return place(c.Old, p.Old[0])
	}
	return place(c.New, p.New[0])
}

func place(d *text.Draft, i int) string {
	p := &d.Paragraphs[i]
	label := Bare(p.Label)
	switch {
	case p.Kind == text.Footnote:
		return "footnote " + text.FootnoteNumber(p.Label)
	case label != "":
		label = above(d, i) + label
		if label[0] >= '0' && label[0] <= '9' && p.Kind != text.Heading && p.Kind != text.AnnexHeading {
			return "paragraph " + label
		}
		return label
	case p.Kind == text.Title:
		return "title"
	case p.Kind == text.Heading || p.Kind == text.AnnexHeading:
		return "heading “" + FirstWords(p.Text) + "”"
	case p.Kind == text.Preambular:
		n := 0
		for _, q := range d.Paragraphs[:i+1] {
			if q.Kind == text.Preambular && q.Depth == p.Depth {
				n++
			}
		}
		return "preambular paragraph " + strconv.Itoa(n)
	case p.Text == "":
		return "empty paragraph"
	}
	return "“" + FirstWords(p.Text) + "”"
}

// above gives the labels of the paragraphs that an item stands under.
func above(d *text.Draft, i int) string {
	out := ""
	depth := d.Paragraphs[i].Depth
	for k := i - 1; k >= 0 && depth > 0; k-- {
		if p := &d.Paragraphs[k]; p.Depth < depth && p.Kind != text.Footnote && p.Kind != text.Tail {
			depth = p.Depth
			if p.Label != "" {
				out = Bare(p.Label) + " " + out
			}
		}
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

// FirstWords quotes the beginning of a paragraph, to point at it.
func FirstWords(s string) string {
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

// was tells the place in the old draft where it is another than in the new one:
// "was 12"; else it is empty.
func was(c *redline.Comparison, p *redline.ParagraphChange) string {
	if len(p.Old) == 0 || len(p.New) == 0 {
		return ""
	}
	old, new := place(c.Old, p.Old[0]), place(c.New, p.New[0])
	if old == new || strings.Contains(old, "“") {
		return "" // it was quoted, not numbered
	}
	return "was " + old
}
