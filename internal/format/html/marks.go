package html

import (
	"slices"
	"sort"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// joinMarks gives the marks of paragraphs whose texts are joined by "\n".
func joinMarks(ps []Paragraph) []Mark {
	if len(ps) == 1 {
		return ps[0].Marks
	}
	var out []Mark
	at := 0
	for _, p := range ps {
		for _, m := range p.Marks {
			m.Start, m.End = m.Start+at, m.End+at
			out = append(out, m)
		}
		at += len(p.Text) + 1
	}
	return out
}

// overlaid gives the marks of new words that stay, with those that came told as
// such, and with those that went; shift is how much farther the words stand in
// the new texts than in the old ones.
func overlaid(marks []Mark, b *Block, shift int) []Mark {
	if len(b.Formatting) == 0 {
		return marks
	}
	return dressed(dressed(marks, b, redline.Insert, b.New, 0), b, redline.Delete, b.Old, shift)
}

// dressed adds to marks the changes of formatting of one operation; their
// offsets count in the paragraphs of their side and are moved by shift.
func dressed(marks []Mark, b *Block, op redline.Op, side []Paragraph, shift int) []Mark {
	out := slices.Clone(marks)
	at := shift
	for _, p := range side {
		for _, f := range b.Formatting {
			if f.Op != string(op) || f.Index != p.Index {
				continue
			}
			m := f.Mark
			m.Start, m.End, m.op = m.Start+at, m.End+at, f.Op
			if m.Kind == string(text.NoteAnchor) && op == redline.Insert {
				if i := slices.IndexFunc(out, func(o Mark) bool {
					return o.Kind == m.Kind && o.Start == m.Start && o.Ref == m.Ref && o.op == ""
				}); i >= 0 {
					out[i].op = m.op
					continue
				}
			}
			out = append(out, m)
		}
		at += len(p.Text) + 1
	}
	return out
}

// tags are the elements of marks.
var tags = map[string]string{
	string(text.Italic): "i", string(text.Bold): "b", string(text.Underline): "u",
	string(text.Superscript): "sup", string(text.Subscript): "sub",
}

// marked writes s, which stands at the byte at of the marked text. Anchors of
// footnotes belong to the character before them; those at the start of a
// paragraph, which start tells, to its first run.
func (w *writer) marked(s string, at int, marks []Mark, start bool) {
	end := at + len(s)
	cuts := []int{at, end}
	var here []Mark
	for _, m := range marks {
		if m.Kind == string(text.NoteAnchor) {
			if m.Start > at && m.Start <= end || m.Start == at && start {
				here = append(here, m)
				cuts = append(cuts, m.Start)
			}
			continue
		}
		if m.Start < end && m.End > at {
			here = append(here, m)
			cuts = append(cuts, min(max(m.Start, at), end), min(max(m.End, at), end))
		}
	}
	if len(here) == 0 {
		w.escape(s)
		return
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	sort.SliceStable(here, func(i, j int) bool { return here[i].Start < here[j].Start })
	var active []Mark
	for i, c := range cuts {
		active = slices.DeleteFunc(active, func(m Mark) bool { return m.End <= c })
		for len(here) > 0 && here[0].Start <= c {
			if here[0].Kind == string(text.NoteAnchor) {
				w.anchor(here[0])
			} else {
				active = append(active, here[0])
			}
			here = here[1:]
		}
		if i+1 < len(cuts) {
			w.piece(s[c-at:cuts[i+1]-at], active)
		}
	}
}

// piece writes words that all these marks cover.
func (w *writer) piece(s string, marks []Mark) {
	var open []string
	for _, m := range marks {
		if m.op != "" {
			w.dress(m)
			open = append(open, "span")
			continue
		}
		if tag := tags[m.Kind]; tag != "" {
			w.raw("<", tag, ">")
			open = append(open, tag)
		} else if m.Kind == string(text.Link) && safeAddress(m.Ref) {
			w.raw(`<a rel="noopener noreferrer" href="`)
			w.attribute(m.Ref)
			w.raw(`">`)
			open = append(open, "a")
		}
	}
	w.escape(s)
	for i := len(open) - 1; i >= 0; i-- {
		w.raw("</", open[i], ">")
	}
}

// dress opens the span of words on which a mark came or went, with the words
// that say so to a screen reader.
func (w *writer) dress(m Mark) {
	class := "fm come"
	if m.op == string(redline.Delete) {
		class = "fm gone"
	}
	w.raw(`<span class="`, class, `" title="`)
	w.attribute(markWords(m))
	w.raw(`"><span class="sr">`)
	w.escape(markWords(m) + ": ")
	w.raw("</span>")
}

// markWords says what became of a mark: "italics added".
func markWords(m Mark) string {
	done := " added"
	if m.op == string(redline.Delete) {
		done = " removed"
	}
	return changelist.MarkWord(text.Mark{Kind: text.MarkKind(m.Kind), Ref: m.Ref}) + done
}

// anchor writes the anchor of a footnote, a link where the note is on the page.
func (w *writer) anchor(m Mark) {
	label := text.FootnoteNumber(m.Ref)
	switch m.op {
	case string(redline.Insert):
		w.raw(`<sup class="fn come"`)
	case string(redline.Delete):
		w.raw(`<sup class="fn gone"`)
	default:
		w.raw(`<sup class="fn"`)
	}
	if m.op != "" {
		w.raw(` title="`)
		w.attribute(markWords(m))
		w.raw(`"><span class="sr">`)
		w.escape(markWords(m))
		w.raw(` </span`)
	}
	w.raw(">")
	if m.op == string(redline.Delete) {
		w.escape(label) // the note that it names is the old draft's
	} else if to := w.notes[m.Ref]; len(to) > 0 {
		w.raw(`<a href="#p`, itoa(to[0]+1), `" aria-label="note `)
		w.attribute(label)
		w.raw(`">`)
		w.escape(label)
		w.raw("</a>")
	} else {
		w.escape(label)
	}
	w.raw("</sup>")
}

// safeAddress tells the addresses that become links. Others, such as
// "javascript:", are shown as words only.
func safeAddress(ref string) bool {
	lower := strings.ToLower(ref)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "mailto:")
}
