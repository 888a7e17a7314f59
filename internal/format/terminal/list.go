package terminal

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// WriteList gives the changes one by one: number, place and class in a line, the
// words below it between a few that stay, then notes. Of the options Only keeps
// the changes of its classes; All and Classes say nothing here. The marks are
// those of Write.
func WriteList(c *redline.Comparison, o Options) []byte {
	w := &writer{o: o, c: c}
	w.header()
	entries := changelist.Filter(changelist.Of(c), o.Only)
	last := -1
	for i := range entries {
		w.entry(i+1, &entries[i], entries[i].Paragraph != last)
		last = entries[i].Paragraph
	}
	if len(entries) == 0 {
		w.folded("nothing to list")
	}
	w.footer()
	return w.b.Bytes()
}

// entry writes one change; the words to read from the floor stand with the first
// of its paragraph.
func (w *writer) entry(n int, e *changelist.Entry, first bool) {
	number := strconv.Itoa(n) + "."
	said := " · " + changelist.ClassWords(e.Class)
	if e.Was != "" {
		said += " · " + escape(e.Was)
	}
	w.b.WriteString(strings.Repeat(" ", max(0, gutter-len(number))) + number + " " +
		w.sgr(bold) + escape(e.Place) + w.sgr(reset) + w.sgr(dim) + said + w.sgr(reset) + "\n")
	if e.HasWords() {
		for _, l := range w.lines(w.entryRuns(e), w.wrap()) {
			w.b.WriteString(indent + l + "\n")
		}
	}
	if e.Note != "" {
		w.note(e.Note)
	}
	if first {
		w.spoken(w.said(e.Paragraph))
	}
	w.b.WriteString("\n")
}

// entryRuns gives the words of a change between those beside it.
func (w *writer) entryRuns(e *changelist.Entry) []run {
	var out []run
	if strings.TrimSpace(e.Before) != "" {
		out = append(out, run{dim, escape(e.Before)})
	}
	signs := changelist.SameSigns(e.Removed, e.Added)
	for _, s := range e.Pieces() {
		switch s.Op {
		case redline.Delete:
			out = append(out, w.removed(s.Text, signs))
		case redline.Insert:
			out = append(out, w.added(s.Text, signs))
		default:
			out = append(out, run{"", escape(s.Text)})
		}
	}
	if strings.TrimSpace(e.After) != "" {
		out = append(out, run{dim, escape(e.After)})
	}
	return out
}
