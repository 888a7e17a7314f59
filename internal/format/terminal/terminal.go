// Package terminal writes a redline for people at a terminal, with colour or
// without. Without colour a deletion is {-so-} and an insertion {+so+}: square
// brackets belong to the negotiated text. It is pure.
//
// Words of a draft can not steer the terminal: a control character is written
// as \u001b, and so are the signs that turn the reading direction. To keep the
// marks unmistakable, a backslash in the words is doubled and one is put within
// "{-", "-}", "{+" and "+}" of the words themselves. Text written from right to
// left is kept in its logical order; the terminal turns it.
package terminal

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Options steers the writing.
type Options struct {
	// Colour marks changes by colour as well; the marks stay.
	Colour bool
	// Width is the number of columns to wrap at; 0 does not wrap.
	Width int
	// All shows the words of unchanged and of only renumbered paragraphs, which
	// are else folded to a line.
	All bool
	// OldName, NewName, OldHash and NewHash name the drafts.
	OldName, NewName, OldHash, NewHash string
}

// gutter is the width of the column of labels, without the space after it.
const gutter = 9

// minWidth is the narrowest text column that is still readable.
const minWidth = 20

// The colours, as SGR parameters.
const (
	reset   = "0"
	bold    = "1"
	dim     = "2"
	removed = "31;9" // red, struck through
	added   = "32;4" // green, underlined
)

// Write gives the redline as text. The same comparison and options give the
// same bytes. Without wrapping and with All, dropping what stands in {+ +}
// gives the old paragraphs and dropping {- -} the new ones (law 1); a line feed
// within a split or merge is written as ¶.
func Write(c *redline.Comparison, o Options) []byte {
	w := &writer{o: o, c: c}
	w.header()
	for i := 0; i < len(c.Paragraphs); {
		n := 1
		for !o.All && i+n < len(c.Paragraphs) && folds(c.Paragraphs[i].Change) && c.Paragraphs[i+n].Change == c.Paragraphs[i].Change {
			n++
		}
		switch {
		case o.All || !folds(c.Paragraphs[i].Change):
			w.paragraph(&c.Paragraphs[i])
		case c.Paragraphs[i].Change == redline.Unchanged:
			w.folded(count(n, "paragraph") + " unchanged")
		default:
			w.folded(renumbered(c, c.Paragraphs[i:i+n]))
		}
		i += n
	}
	w.footer()
	return w.b.Bytes()
}

type writer struct {
	o Options
	c *redline.Comparison
	b bytes.Buffer
}

// sgr gives the sequence that sets a style, or nothing.
func (w *writer) sgr(style string) string {
	if !w.o.Colour {
		return ""
	}
	return "\x1b[" + style + "m"
}

// styled writes a line in a style.
func (w *writer) styled(style, line string) {
	w.b.WriteString(w.sgr(style) + line + w.sgr(reset) + "\n")
}

func (w *writer) header() {
	w.side("base", w.o.OldName, w.o.OldHash, w.c.Old)
	w.side("new ", w.o.NewName, w.o.NewHash, w.c.New)
	w.b.WriteString("\n")
}

func (w *writer) side(role, name, hash string, d *text.Draft) {
	line := role + "  " + clean(name)
	if d.Symbol != "" && d.Symbol != name {
		line += "  " + clean(d.Symbol)
	}
	line += "  " + count(len(d.Paragraphs), "paragraph")
	if i := strings.IndexByte(hash, ':'); i >= 0 && len(hash) > i+13 {
		line += "  " + hash[:i+13]
	}
	w.styled(bold, line)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// folds tells the changes whose words say nothing new.
func folds(c redline.Change) bool { return c == redline.Unchanged || c == redline.Renumbered }

// folded tells what was left out.
func (w *writer) folded(what string) {
	w.styled(dim, strings.Repeat(" ", gutter+1)+"… "+what)
	w.b.WriteString("\n")
}

// paragraph writes one change: the label and the state in one line, the words
// below.
func (w *writer) paragraph(p *redline.ParagraphChange) {
	label := w.label(p)
	pad := strings.Repeat(" ", max(0, gutter-columns(label)))
	state := State(w.c, p)
	if p.Change != redline.Unchanged {
		w.b.WriteString(w.sgr(bold) + pad + label + w.sgr(reset) + " " + w.sgr(dim) + "── " + state + w.sgr(reset) + "\n")
		label, pad = "", strings.Repeat(" ", gutter)
	}
	indent := strings.Repeat(" ", gutter+1)
	width := 0
	if w.o.Width > 0 {
		width = max(minWidth, w.o.Width-gutter-1)
	}
	lines := w.lines(w.runs(p), width)
	for i, l := range lines {
		if i == 0 && p.Change == redline.Unchanged {
			w.b.WriteString(pad + label + " " + l + "\n")
			continue
		}
		if l != "" {
			w.b.WriteString(indent + l)
		}
		w.b.WriteString("\n")
	}
	w.b.WriteString("\n")
}

// label is the label that stands in the gutter.
func (w *writer) label(p *redline.ParagraphChange) string {
	if len(p.New) > 0 {
		return clean(w.c.New.Paragraphs[p.New[0]].Label)
	}
	return clean(w.c.Old.Paragraphs[p.Old[0]].Label)
}

// run is a run of words in one style.
type run struct{ style, text string }

// runs gives the words of a change with their marks.
func (w *writer) runs(p *redline.ParagraphChange) []run {
	del := func(s string) run { return run{removed, "{-" + escape(s) + "-}"} }
	ins := func(s string) run { return run{added, "{+" + escape(s) + "+}"} }
	switch {
	case p.Change == redline.Inserted:
		return []run{ins(w.c.New.Paragraphs[p.New[0]].Text)}
	case p.Change == redline.Deleted:
		return []run{del(w.c.Old.Paragraphs[p.Old[0]].Text)}
	case p.Change == redline.Unchanged:
		return []run{{"", escape(w.c.New.Paragraphs[p.New[0]].Text)}}
	}
	var out []run
	for _, s := range p.Segments {
		switch s.Op {
		case redline.Delete:
			out = append(out, del(s.Text))
		case redline.Insert:
			out = append(out, ins(s.Text))
		default:
			out = append(out, run{"", escape(s.Text)})
		}
	}
	return out
}

var markSigns = strings.NewReplacer(`\`, `\\`, "{-", `{\-`, "-}", `-\}`, "{+", `{\+`, "+}", `+\}`, "\n", "¶", "¶", `\u00b6`)

// escape makes words harmless and the marks unmistakable. A line feed, which
// parts the paragraphs of a split, becomes a paragraph sign. A sign that would
// join with the mark beside it ("-" before "-}", "-" or "+" after an opening
// mark) cannot be taken for it, since marks are read from the left.
func escape(s string) string { return controls(markSigns.Replace(s)) }

// clean makes a label or a name harmless.
func clean(s string) string { return controls(s) }

// controls writes the characters that steer a terminal or the reading
// direction as \uXXXX.
func controls(s string) string {
	if strings.IndexFunc(s, steers) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func steers(r rune) bool {
	return r != '\t' && unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}

// footer writes the totals and how to read the marks.
func (w *writer) footer() {
	s := w.c.Stats
	var parts []string
	for _, n := range []struct {
		n    int
		what string
	}{
		{s.Edited, "edited"}, {s.Inserted, "new"}, {s.Deleted, "deleted"}, {s.Moved, "moved"}, {s.MovedEdited, "moved and edited"},
		{s.Split, "split"}, {s.Merged, "merged"}, {s.Renumbered, "renumbered"}, {s.Unchanged, "unchanged"},
	} {
		if n.n > 0 {
			parts = append(parts, strconv.Itoa(n.n)+" "+n.what)
		}
	}
	if len(parts) == 0 {
		parts = []string{"both drafts are empty"}
	}
	w.styled(bold, strings.Join(parts, ", "))
	w.styled(dim, fmt.Sprintf("%s added, %d removed", count(s.WordsInserted, "word"), s.WordsDeleted))
	w.styled(dim, "{-removed-} {+added+}; square brackets are part of the text: words not agreed")
}
