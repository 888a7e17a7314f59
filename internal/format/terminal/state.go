package terminal

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// State says in words what became of a paragraph: "edited", "moved from 14".
// Where paragraphs have no labels it tells numbers and places instead: "split in
// two", "moved, was after “Recognizing the need …”".
func State(c *redline.Comparison, p *redline.ParagraphChange) string {
	old, new := labels(c.Old, p.Old), labels(c.New, p.New)
	relabelled := ""
	if old != new && len(p.Old) > 0 && len(p.New) > 0 {
		relabelled = fmt.Sprintf(", %s → %s", none(old), none(new))
	}
	switch p.Change {
	case redline.Inserted:
		return "new"
	case redline.Deleted:
		return "deleted"
	case redline.Moved:
		return "moved" + from(c, p, " ", old, relabelled)
	case redline.MovedEdited:
		return "moved and edited" + from(c, p, ", ", old, relabelled) + onlySigns(p)
	case redline.Split:
		return "split in " + number(len(p.New)) + relabelled + onlySigns(p)
	case redline.Merged:
		return number(len(p.Old)) + " merged" + relabelled + onlySigns(p)
	case redline.Renumbered:
		return "renumbered" + relabelled
	case redline.Edited:
		return "edited" + relabelled + onlySigns(p)
	}
	return "unchanged"
}

// from tells where a paragraph was: its old label, else what it followed.
func from(c *redline.Comparison, p *redline.ParagraphChange, sep, old, relabelled string) string {
	if old != "" {
		return sep + "from " + old
	}
	for i := p.Old[0] - 1; i >= 0; i-- {
		if words := firstWords(c.Old.Paragraphs[i].Text); words != "" {
			return ", was after “" + words + "”" + relabelled
		}
	}
	return ", was first" + relabelled
}

// wordsQuoted and columnsQuoted are how much is quoted to point at a paragraph.
const (
	wordsQuoted   = 4
	columnsQuoted = 32
)

// firstWords gives the first words of a paragraph, harmless to a terminal.
func firstWords(s string) string {
	words := strings.Fields(s)
	cut := len(words) > wordsQuoted
	out := escape(strings.Join(words[:min(len(words), wordsQuoted)], " "))
	if columns(out) > columnsQuoted {
		n := 0
		cut = true
		out = out[:strings.IndexFunc(out, func(r rune) bool {
			n += column(r)
			return n > columnsQuoted
		})]
	}
	if cut {
		out = strings.TrimSpace(out) + " …"
	}
	return out
}

// onlySigns is the note on a change that reads the same: spaces, or variants of
// hyphens, quotation marks and the like.
func onlySigns(p *redline.ParagraphChange) string {
	var old, new strings.Builder
	same := true
	for _, s := range p.Segments {
		same = same && s.Op == redline.Equal
		if s.Op != redline.Insert {
			old.WriteString(s.Text)
		}
		if s.Op != redline.Delete {
			new.WriteString(s.Text)
		}
	}
	if same || visibleSigns(old.String()) != visibleSigns(new.String()) || strings.Count(old.String(), "\n") != strings.Count(new.String(), "\n") {
		return ""
	}
	return ": only spaces or signs of another kind"
}

// visibleSigns gives the words without spaces and invisible signs, variants of
// one sign made alike.
func visibleSigns(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff' {
			return -1
		}
		return r
	}, text.Fold(s))
}

// renumbered tells of several paragraphs that have other numbers and no other
// words, "5–8 renumbered 6–9".
func renumbered(c *redline.Comparison, run []redline.ParagraphChange) string {
	var old, new []string
	for _, p := range run {
		old = append(old, none(labels(c.Old, p.Old)))
		new = append(new, none(labels(c.New, p.New)))
	}
	whose := "their words are unchanged"
	if len(run) == 1 {
		whose = "its words are unchanged"
	}
	return span(old) + " renumbered " + span(new) + "; " + whose
}

// span writes a list of labels, one of more than two by its ends.
func span(labels []string) string {
	if len(labels) > 2 {
		return labels[0] + "–" + labels[len(labels)-1]
	}
	return strings.Join(labels, ", ")
}

// number writes a small number as a word.
func number(n int) string {
	if words := []string{2: "two", 3: "three", 4: "four", 5: "five"}; n >= 2 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

func none(label string) string {
	if label == "" {
		return "no number"
	}
	return label
}

// labels joins the labels of paragraphs, without what ends them.
func labels(d *text.Draft, at []int) string {
	var out []string
	for _, i := range at {
		if l := strings.TrimRight(d.Paragraphs[i].Label, ". -–—"); l != "" {
			out = append(out, clean(l))
		}
	}
	return strings.Join(out, ", ")
}
