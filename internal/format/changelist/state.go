package changelist

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// State says in words what became of a paragraph: "edited", "moved from 14".
// Where paragraphs have no labels it tells numbers and places instead: "split in
// two", "moved, was after “Recognizing the need …”". A change of signs alone,
// and one of formatting alone, is named.
func State(c *redline.Comparison, p *redline.ParagraphChange) string {
	old, new := labels(c.Old, p.Old), labels(c.New, p.New)
	relabelled := ""
	if old != new && len(p.Old) > 0 && len(p.New) > 0 {
		relabelled = fmt.Sprintf(", %s → %s", orNone(old), orNone(new))
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
	switch {
	case len(FormatNotes(c, p)) > 0:
		return "formatting only"
	case len(p.Formatting) > 0:
		return "formatting of punctuation or spaces only"
	}
	return "unchanged"
}

// from tells where a paragraph was: its old label, else what it followed.
func from(c *redline.Comparison, p *redline.ParagraphChange, sep, old, relabelled string) string {
	if old != "" {
		return sep + "from " + old
	}
	for i := p.Old[0] - 1; i >= 0; i-- {
		if words := firstOf(c.Old.Paragraphs[i].Text); words != "" {
			return ", was after “" + words + "”" + relabelled
		}
	}
	return ", was first" + relabelled
}

// onlySigns is the note on a change that reads the same: spaces, or variants of
// hyphens, quotation marks and the like. It names the signs.
func onlySigns(p *redline.ParagraphChange) string {
	var signs []string
	changed := false
	for _, e := range edits(Entry{}, p.Segments) {
		changed = true
		if !SameSigns(e.Removed, e.Added) {
			return ""
		}
		signs = append(signs, Signs(e.Removed, e.Added)...)
	}
	if !changed {
		return ""
	}
	if signs = distinct(signs); len(signs) > 0 {
		return ": only signs, " + strings.Join(signs, ", ")
	}
	return ": only spaces or signs of another kind"
}

// number writes a small number as a word.
func number(n int) string {
	if words := []string{2: "two", 3: "three", 4: "four", 5: "five"}; n >= 2 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

// labels joins the labels of paragraphs, without what ends them, those of
// footnotes in plain digits.
func labels(d *text.Draft, at []int) string {
	var out []string
	for _, i := range at {
		l := Bare(d.Paragraphs[i].Label)
		if d.Paragraphs[i].Kind == text.Footnote {
			l = text.FootnoteNumber(l)
		}
		if l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, ", ")
}
