package markdown

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Names is what the caller says of the two drafts of a comparison. The times are
// when they were published, ready to print, and empty where that is not known.
type Names struct{ Old, New, OldHash, NewHash, OldTime, NewTime string }

// RedlineOptions steers the writing of a comparison; the zero value shows all.
type RedlineOptions struct {
	// Only keeps the paragraphs, or the entries of the list, that have a change of
	// one of these classes.
	Only []redline.Class
	// Spoken gives, for each paragraph change, the words to read from the floor.
	Spoken [][]string
}

// WriteRedline gives a comparison as Markdown. Deletions and insertions are
// <del> and <ins>, which the usual viewers show as such: CriticMarkup's
// {--…--} is shown by few, and a bare ~~…~~ has no counterpart for insertions.
// Each change is a heading line with its state and, below it, one block of
// words after a comment that names the change:
//
//	<!-- EDITED old=16 new=17 -->
//
// with the indexes, from 0, of its paragraphs in the two drafts. In the block
// that follows, without <ins> stand the old words, without <del> the new ones,
// <br> being the line feed between two paragraphs (law 1); what stands in <sub>
// makes a sign visible that is the change and is not words. For INSERTED and
// DELETED the whole block is one insertion or deletion. Notes stand in quotations
// below: formatting that came or went, the words to read from the floor. The
// same comparison gives the same bytes.
func WriteRedline(c *redline.Comparison, n Names, o RedlineOptions) []byte {
	w := &redlineWriter{c: c, o: o}
	for i := range c.Paragraphs {
		if changelist.HasAny(&c.Paragraphs[i], o.Only) {
			w.change(i)
		}
	}
	return w.page("Redline", n)
}

// redlineWriter collects the changes of a comparison.
type redlineWriter struct {
	c *redline.Comparison
	o RedlineOptions
	b strings.Builder
	// signs are the signs that were put for spaces.
	signs string
}

// page puts the head and the foot round what was written.
func (w *redlineWriter) page(what string, n Names) []byte {
	var b strings.Builder
	c := w.c
	title := c.New.Title
	if title == "" {
		title = n.New
	}
	fmt.Fprintf(&b, "# %s: %s\n\n", what, escapeText(oneLine(title)))
	side(&b, "Base", n.Old, n.OldHash, n.OldTime, c.Old)
	side(&b, "New", n.New, n.NewHash, n.NewTime, c.New)
	if len(w.o.Only) > 0 {
		var only []string
		for _, k := range w.o.Only {
			only = append(only, changelist.ClassWords(k))
		}
		b.WriteString("- Only: " + strings.Join(only, "; ") + "\n")
	}
	b.WriteString("- <del>removed</del> <ins>added</ins>; square brackets are part of the text: words not agreed\n")
	for _, s := range changelist.SpaceSigns(w.signs) {
		fmt.Fprintf(&b, "- <sub>%s</sub> %s, where that is the change\n", s[0], s[1])
	}
	b.WriteString("\n---\n" + w.b.String())
	w.totals(&b)
	return []byte(b.String())
}

// totals counts the changes.
func (w *redlineWriter) totals(b *strings.Builder) {
	t := changelist.TotalsOf(w.c, w.o.Only)
	n, of := t.Shown, t.Whole
	fmt.Fprintf(b, "\n---\n\n%s edited, %s new, %s deleted, %s moved, %s moved and edited, %s split, %s merged, %s renumbered, %d unchanged; %s.\n",
		t.Count(n.Edited, of.Edited), t.Count(n.Inserted, of.Inserted), t.Count(n.Deleted, of.Deleted), t.Count(n.Moved, of.Moved),
		t.Count(n.MovedEdited, of.MovedEdited), t.Count(n.Split, of.Split), t.Count(n.Merged, of.Merged), t.Count(n.Renumbered, of.Renumbered),
		of.Unchanged, t.Words())
	if counts := changelist.Count(changelist.Of(w.c)); len(counts) > 0 {
		what := "Changes: "
		if t.Chosen {
			what = "Changes of all classes: "
		}
		b.WriteString("\n" + what + changelist.CountWords(counts) + ".\n")
	}
}

func side(b *strings.Builder, role, name, hash, time string, d *text.Draft) {
	fmt.Fprintf(b, "- %s: %s, %s", role, escapeText(oneLine(name)), changelist.Counted(len(d.Paragraphs), "paragraph"))
	if hash != "" {
		fmt.Fprintf(b, ", `%s`", hash)
	}
	if time != "" {
		b.WriteString(", " + escapeText(time))
	}
	b.WriteString("\n")
}

// change writes one change.
func (w *redlineWriter) change(i int) {
	p := &w.c.Paragraphs[i]
	fmt.Fprintf(&w.b, "\n<!-- %s old=%s new=%s -->\n\n", p.Change, changelist.Indexes(p.Old, ","), changelist.Indexes(p.New, ","))
	if head := headline(w.c, p); head != "" {
		w.b.WriteString(head + "\n\n")
	}
	if words := w.words(p); words != "" {
		w.b.WriteString(words + "\n")
	} else {
		w.b.WriteString("&#8203;\n")
	}
	for _, s := range changelist.FormatNotes(w.c, p) {
		w.note("Formatting: ", s)
	}
	w.spoken(i)
}

// note writes a line about a change; head is the program's own.
func (w *redlineWriter) note(head, s string) {
	w.b.WriteString("\n> " + head + literal(oneLine(s)) + "\n")
}

// spoken writes the words to read from the floor about paragraph change i.
func (w *redlineWriter) spoken(i int) {
	if i < len(w.o.Spoken) && len(w.o.Spoken[i]) > 0 {
		w.note("From the floor: ", strings.Join(w.o.Spoken[i], " "))
	}
}

// headline is the label and the state of a change, in bold.
func headline(c *redline.Comparison, p *redline.ParagraphChange) string {
	label := labelsOf(c.New, p.New)
	if len(p.New) == 0 {
		label = labelsOf(c.Old, p.Old)
	}
	var parts []string
	if label != "" {
		parts = append(parts, "**"+escapeText(label)+"**")
	}
	if p.Change != redline.Unchanged || len(p.Formatting) > 0 {
		parts = append(parts, "<sub>"+literal(changelist.State(c, p))+"</sub>")
	}
	return strings.Join(parts, " ")
}

func labelsOf(d *text.Draft, at []int) string {
	var out []string
	for _, i := range at {
		if l := d.Paragraphs[i].Label; l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, ", ")
}

// words is the block of words of a change.
func (w *redlineWriter) words(p *redline.ParagraphChange) string {
	switch p.Change {
	case redline.Inserted:
		return w.marked("ins", w.c.New.Paragraphs[p.New[0]].Text, false)
	case redline.Deleted:
		return w.marked("del", w.c.Old.Paragraphs[p.Old[0]].Text, false)
	case redline.Unchanged:
		return literal(w.c.New.Paragraphs[p.New[0]].Text)
	}
	var b strings.Builder
	for i, s := range p.Segments {
		signs := changelist.OfSigns(p.Segments, i)
		switch s.Op {
		case redline.Delete:
			b.WriteString(w.marked("del", s.Text, signs))
		case redline.Insert:
			b.WriteString(w.marked("ins", s.Text, signs))
		default:
			b.WriteString(literal(s.Text))
		}
	}
	return b.String()
}

// marked writes words that came or went; where signs are the change, what would
// not be seen of them has a visible sign before it.
func (w *redlineWriter) marked(tag, s string, signs bool) string {
	if s == "" {
		return ""
	}
	if !signs {
		return "<" + tag + ">" + literal(s) + "</" + tag + ">"
	}
	blank := changelist.Blank(s)
	var b strings.Builder
	from := 0
	for i, r := range s {
		sign := changelist.SpaceSign(r, blank)
		if sign == "" && r != ' ' && r != '\n' && changelist.Twin(r) {
			sign = fmt.Sprintf("U+%04X", r)
		}
		if sign != "" {
			b.WriteString(literal(s[from:i]) + "<sub>" + sign + "</sub>")
			w.signs += sign
			from = i
		}
	}
	return "<" + tag + ">" + b.String() + literal(s[from:]) + "</" + tag + ">"
}

// literal makes words literal wherever they stand in a block, for viewers that
// read links and other mark-up too. White space at the ends, which a viewer
// would drop, is written as a character reference.
func literal(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\n':
			b.WriteString("<br>")
		case r < 0x80 && strings.IndexByte("\\`*_<>&~|[]#:@", byte(r)) >= 0:
			if r == '[' || r == ']' {
				b.WriteString(bracket(s, i))
				continue
			}
			fmt.Fprintf(&b, "\\%c", r)
		case (i == 0 || i == len(s)-1) && (r == ' ' || r == '\t'):
			fmt.Fprintf(&b, "&#%d;", r)
		case i == 0 && r < 0x80 && strings.IndexByte("+-=0123456789", byte(r)) >= 0:
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// bracket writes a negotiating bracket: bare, unless what follows could make a
// link, a note or a task of it.
func bracket(s string, i int) string {
	if s[i] == '[' && (i+1 == len(s) || s[i+1] == '^' || s[i+1] == 'x' || s[i+1] == 'X' || s[i+1] == ' ' || s[i+1] == '!') ||
		s[i] == ']' && (i+1 == len(s) || s[i+1] == '(' || s[i+1] == ':') {
		return `\` + s[i:i+1]
	}
	return s[i : i+1]
}
