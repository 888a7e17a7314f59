package html

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// writer collects the page. Everything that comes from a draft goes through
// escape or attribute; there is no other way in.
type writer struct {
	b strings.Builder
	// notes are the footnotes of the page by side and label, for the links of
	// their anchors.
	notes map[string][]int
}

func itoa(n int) string { return strconv.Itoa(n) }

// raw writes mark-up of the program itself.
func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// escape writes words. Brackets are dressed; a control that turns the reading
// direction is shown and shut in, so that it cannot show other words than
// those stored.
func (w *writer) escape(s string) {
	from := 0
	flush := func(i int, with string, size int) {
		w.b.WriteString(s[from:i])
		w.b.WriteString(with)
		from = i + size
	}
	for i, r := range s {
		switch r {
		case '&':
			flush(i, "&amp;", 1)
		case '<':
			flush(i, "&lt;", 1)
		case '>':
			flush(i, "&gt;", 1)
		case '\n':
			flush(i, "<br>", 1)
		case '[', ']':
			flush(i, `<span class="k">`+string(r)+`</span>`, 1)
		case '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069':
			code := strings.ToUpper(strconv.FormatInt(int64(r), 16))
			flush(i, `<span class="cc" title="U+`+code+`">`+string(r)+`</span>`, len(string(r)))
		}
	}
	w.b.WriteString(s[from:])
}

// attribute writes a value between double quotes.
func (w *writer) attribute(s string) { w.b.WriteString(attribute(s)) }

var attributes = strings.NewReplacer("&", "&amp;", `"`, "&#34;", "<", "&lt;", ">", "&gt;", "\n", " ")

func attribute(s string) string { return attributes.Replace(s) }

// words writes the words of a block with its changes.
func (w *writer) words(b *Block) {
	switch {
	case b.Change == string(redline.Inserted):
		w.changed("ins", "insert", func() { w.marked(b.New[0].Text, 0, b.New[0].Marks, true) })
	case b.Change == string(redline.Deleted):
		w.changed("del", "delete", func() { w.marked(b.Old[0].Text, 0, b.Old[0].Marks, true) })
	case len(b.Segments) == 0:
		w.marked(b.now().Text, 0, b.now().Marks, true)
	default:
		w.segments(b)
	}
}

// changed writes an ins or del with the words that say so to a screen reader.
func (w *writer) changed(tag, say string, inner func()) {
	w.raw("<", tag, `><span class="sr">`, say, ": </span>")
	inner()
	w.raw(`<span class="sr"> end `, say, " </span></", tag, ">")
}

// segments writes the segments of a block, each with the marks of its side.
func (w *writer) segments(b *Block) {
	old, new := side{marks: joinMarks(b.Old)}, side{marks: joinMarks(b.New)}
	labels := labelsAfter(b)
	for _, s := range b.Segments {
		switch s.Op {
		case string(redline.Delete):
			w.changed("del", "delete", func() { w.pieces(s.Text, old, nil) })
		case string(redline.Insert):
			w.changed("ins", "insert", func() { labels = w.pieces(s.Text, new, labels) })
		default:
			labels = w.pieces(s.Text, new, labels)
		}
		if s.Op != string(redline.Insert) {
			old.at += len(s.Text)
		}
		if s.Op != string(redline.Delete) {
			new.at += len(s.Text)
		}
	}
}

// side is how far the texts of one draft have been written.
type side struct {
	marks []Mark
	at    int
}

// pieces writes a run of words; at a line feed, which parts the paragraphs of a
// split or merge, it writes a paragraph sign and the next label.
func (w *writer) pieces(s string, from side, labels []string) []string {
	at := from.at
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			w.raw(`<span class="pm" aria-hidden="true">¶</span><br>`)
			at++
			if len(labels) > 0 {
				if labels[0] != "" {
					w.raw(`<span class="pl">`)
					w.escape(labels[0])
					w.raw(" </span>")
				}
				labels = labels[1:]
			}
		}
		w.marked(part, at, from.marks, i == 0)
		at += len(part)
	}
	return labels
}

// labelsAfter gives the labels of the second and further new paragraphs.
func labelsAfter(b *Block) []string {
	var out []string
	for i, p := range b.New {
		if i > 0 {
			out = append(out, p.Label)
		}
	}
	return out
}

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

// tags are the elements of marks.
var tags = map[string]string{
	string(text.Italic): "i", string(text.Bold): "b", string(text.Underline): "u",
	string(text.Superscript): "sup", string(text.Subscript): "sub",
}

// marked writes s, which stands at the byte at of the marked text. Anchors of
// footnotes belong to the character before them; those at the very start to
// the first run.
func (w *writer) marked(s string, at int, marks []Mark, start bool) {
	end := at + len(s)
	cuts := []int{at, end}
	var here []Mark
	for _, m := range marks {
		if m.Kind == string(text.NoteAnchor) {
			if m.Start > at && m.Start <= end || m.Start == at && start && at == 0 {
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

// anchor writes the anchor of a footnote, a link where the note is on the page.
func (w *writer) anchor(m Mark) {
	label := text.FootnoteNumber(m.Ref)
	w.raw(`<sup class="fn">`)
	if to := w.notes[m.Ref]; len(to) > 0 {
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
