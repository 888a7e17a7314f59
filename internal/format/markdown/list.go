package markdown

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// WriteList gives the changes of a comparison one by one. Each is a line with its
// number, place and class and, where words went or came, a block of these with
// <del> and <ins>, between a few words that stay, after a comment
//
//	<!-- NUMBER EDITED old=16 new=17 -->
//
// with its class, the change that it belongs to and the indexes, from 0, of its
// paragraphs. Notes stand in quotations, as in WriteRedline.
func WriteList(c *redline.Comparison, n Names, o RedlineOptions) []byte {
	w := &redlineWriter{c: c, o: o}
	entries := changelist.Filter(changelist.Of(c), o.Only)
	last := -1
	for i := range entries {
		e := &entries[i]
		w.entry(i+1, e)
		if e.Paragraph != last {
			w.spoken(e.Paragraph)
		}
		last = e.Paragraph
	}
	if len(entries) == 0 {
		w.b.WriteString("\nNothing to list.\n")
	}
	return w.page("Changes", n)
}

// entry writes one change.
func (w *redlineWriter) entry(n int, e *changelist.Entry) {
	fmt.Fprintf(&w.b, "\n<!-- %s %s old=%s new=%s -->\n\n**%d\\. %s** <sub>%s", e.Class, e.Change, changelist.Indexes(e.Old, ","), changelist.Indexes(e.New, ","),
		n, literal(e.Place), changelist.ClassWords(e.Class))
	if e.Was != "" {
		w.b.WriteString(", " + literal(e.Was))
	}
	w.b.WriteString("</sub>\n")
	if e.HasWords() {
		signs := changelist.SameSigns(e.Removed, e.Added)
		w.b.WriteString("\n" + context(e.Before))
		for _, s := range e.Pieces() {
			switch s.Op {
			case redline.Delete:
				w.b.WriteString(w.marked("del", s.Text, signs))
			case redline.Insert:
				w.b.WriteString(w.marked("ins", s.Text, signs))
			default:
				w.b.WriteString(literal(s.Text))
			}
		}
		w.b.WriteString(context(e.After) + "\n")
	}
	if e.Note != "" {
		w.note("", e.Note)
	}
}

// context writes words that stay beside a change.
func context(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return literal(s)
}
