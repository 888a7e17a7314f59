package changelist

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// formatWords says in words what became of the formatting: "italics added on
// “Recalling”", "footnote 3 added after “waters”".
func formatWords(c *redline.Comparison, f *redline.FormatChange) string {
	d := c.New
	if f.Op == redline.Delete {
		d = c.Old
	}
	return formatIn(f, d.Paragraphs[f.Index].Text)
}

// mostQuoted is how many places of one sort of formatting are named.
const mostQuoted = 3

// FormatNotes says in words what became of the formatting of a paragraph, one note
// for each kind of mark that came or went: "link added on “70/1”, “71/2”, “72/3”
// and 5 more". A link that has another address is one note, "link changed on
// “70/1”". Nothing is said of marks on punctuation or spaces alone.
func FormatNotes(c *redline.Comparison, p *redline.ParagraphChange) []string {
	var out []string
	for _, n := range formatNotes(c, p) {
		out = append(out, n.words)
	}
	return out
}

// formatNote is a note on marks of one kind.
type formatNote struct {
	first *redline.FormatChange
	words string
}

func formatNotes(c *redline.Comparison, p *redline.ParagraphChange) []formatNote {
	var out []formatNote
	var heads []string
	places := map[string][]string{}
	again := readdressed(c, p)
	for k := range p.Formatting {
		f := &p.Formatting[k]
		with, paired := again[k]
		if paired && with < k || unseenMark(c, f) {
			continue
		}
		head, quote, quoted := strings.Cut(formatWords(c, f), "“")
		if paired {
			head = MarkWord(f.Mark) + " changed on "
		}
		if _, ok := places[head]; !ok {
			heads = append(heads, head)
			out = append(out, formatNote{first: f})
		}
		if quoted {
			quote = "“" + quote
		}
		places[head] = append(places[head], quote)
	}
	for i, head := range heads {
		at := places[head]
		out[i].words = head + strings.Join(at[:min(len(at), mostQuoted)], ", ")
		if more := len(at) - mostQuoted; more > 0 {
			out[i].words += fmt.Sprintf(" and %d more", more)
		}
	}
	return out
}

// readdressed pairs a link that went with one that came on the same words, each by
// its index among the changes of formatting.
func readdressed(c *redline.Comparison, p *redline.ParagraphChange) map[int]int {
	out := map[int]int{}
	came := map[string][]int{} // by the words
	for k := range p.Formatting {
		if f := &p.Formatting[k]; f.Op == redline.Insert && f.Mark.Kind == text.Link {
			came[covered(c, f)] = append(came[covered(c, f)], k)
		}
	}
	for i := range p.Formatting {
		f := &p.Formatting[i]
		if f.Op != redline.Delete || f.Mark.Kind != text.Link {
			continue
		}
		if on := came[covered(c, f)]; len(on) > 0 {
			out[i], out[on[0]] = on[0], i
			came[covered(c, f)] = on[1:]
		}
	}
	return out
}

// covered gives the words that a mark stands on.
func covered(c *redline.Comparison, f *redline.FormatChange) string {
	d := c.New
	if f.Op == redline.Delete {
		d = c.Old
	}
	s := d.Paragraphs[f.Index].Text
	start, end := min(max(f.Mark.Start, 0), len(s)), min(max(f.Mark.End, 0), len(s))
	return s[start:max(start, end)]
}

// unseenMark tells a mark on punctuation or spaces alone, whose coming or going a
// reader does not see or does not mind; an anchor of a footnote is none.
func unseenMark(c *redline.Comparison, f *redline.FormatChange) bool {
	return f.Mark.Kind != text.NoteAnchor && strings.IndexFunc(covered(c, f), func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !Unseen(r)
	}) < 0
}

// formatIn is formatWords for the text of the paragraph that the mark counts in.
func formatIn(f *redline.FormatChange, s string) string {
	done := "added"
	if f.Op == redline.Delete {
		done = "removed"
	}
	out := MarkWord(f.Mark) + " " + done
	start, end := min(max(f.Mark.Start, 0), len(s)), min(max(f.Mark.End, 0), len(s))
	switch {
	case f.Mark.Kind == text.NoteAnchor && strings.TrimSpace(s[:start]) != "":
		return out + " after “" + strings.TrimSpace(lastWords(strings.TrimSpace(s[:start]), false)) + "”"
	case f.Mark.Kind != text.NoteAnchor && start < end:
		return out + " on “" + firstOf(s[start:end]) + "”"
	}
	return out
}

// MarkWord says what a mark is called.
func MarkWord(m text.Mark) string {
	switch m.Kind {
	case text.Italic:
		return "italics"
	case text.Superscript, text.Subscript:
		return string(m.Kind)
	case text.NoteAnchor:
		return "footnote " + text.FootnoteNumber(m.Ref)
	case text.Link:
		return "link"
	}
	return string(m.Kind)
}
