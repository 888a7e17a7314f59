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
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
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
	// OldName, NewName, OldHash and NewHash name the drafts; OldTime and NewTime
	// tell when they were published, where that is known.
	OldName, NewName, OldHash, NewHash, OldTime, NewTime string
	// Classes tells the classes of its changes beside each paragraph.
	Classes bool
	// Only shows the paragraphs that have a change of one of these classes; none
	// shows all. Whoever sets All sees all.
	Only []redline.Class
	// Spoken gives, for each paragraph change, the words to read from the floor;
	// nil leaves them out. Of a run of renumbered paragraphs that is one line or one
	// entry, those of the first are written.
	Spoken [][]string
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
// within a split or merge is written as ¶. Where spaces are the change, ⍽ is one
// that does not break and ␣ one that does; the foot tells so. Lines that begin
// with "· " below the words are notes.
func Write(c *redline.Comparison, o Options) []byte {
	w := &writer{o: o, c: c}
	w.header()
	for i := 0; i < len(c.Paragraphs); {
		fold := w.fold(i)
		switch fold {
		case "":
			w.paragraph(i)
			i++
		case renumbered:
			n := changelist.RunAt(c, i)
			w.folded(changelist.Renumbered(c, c.Paragraphs[i:i+n]), w.said(i)...)
			i += n
		default:
			i = w.passed(i)
		}
	}
	w.footer()
	return w.b.Bytes()
}

type writer struct {
	o Options
	c *redline.Comparison
	b bytes.Buffer
	// signs are the visible signs that were put for spaces.
	signs string
}

// The reasons for which a paragraph is folded.
const (
	unchanged  = "unchanged"
	renumbered = "renumbered"
	otherwise  = "with changes of other classes"
)

// fold gives the reason why a paragraph is folded, "" where it is shown.
func (w *writer) fold(i int) string {
	p := &w.c.Paragraphs[i]
	switch {
	case w.o.All:
		return ""
	case p.Change == redline.Unchanged && len(changelist.FormatNotes(w.c, p)) == 0:
		return unchanged
	case !changelist.HasAny(p, w.o.Only):
		return otherwise
	case changelist.RunAt(w.c, i) > 0:
		return renumbered
	}
	return ""
}

// passed writes a line for the paragraphs from i on that are not shown, and gives
// the index of what follows.
func (w *writer) passed(i int) int {
	n := map[string]int{}
	for ; i < len(w.c.Paragraphs); i++ {
		fold := w.fold(i)
		if fold != unchanged && fold != otherwise {
			break
		}
		n[fold]++
	}
	switch {
	case n[otherwise] == 0:
		w.folded(changelist.Counted(n[unchanged], "paragraph") + " " + unchanged)
	case n[unchanged] == 0:
		w.folded(changelist.Counted(n[otherwise], "paragraph") + " " + otherwise)
	default:
		w.folded(fmt.Sprintf("%s %s, %d %s", changelist.Counted(n[unchanged], "paragraph"), unchanged, n[otherwise], otherwise))
	}
	return i
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
	w.side("base", w.o.OldName, w.o.OldHash, w.o.OldTime, w.c.Old)
	w.side("new ", w.o.NewName, w.o.NewHash, w.o.NewTime, w.c.New)
	if len(w.o.Only) > 0 {
		w.styled(bold, "only  "+classes(w.o.Only))
	}
	w.b.WriteString("\n")
}

// classes names classes in words.
func classes(all []redline.Class) string {
	words := make([]string, len(all))
	for i, c := range all {
		words[i] = changelist.ClassWords(c)
	}
	return strings.Join(words, "; ")
}

func (w *writer) side(role, name, hash, time string, d *text.Draft) {
	line := role + "  " + clean(name)
	if d.Symbol != "" && d.Symbol != name {
		line += "  " + clean(d.Symbol)
	}
	line += "  " + changelist.Counted(len(d.Paragraphs), "paragraph")
	if hash != "" {
		line += "  " + clean(changelist.ShortHash(hash))
	}
	if time != "" {
		line += "  " + clean(time)
	}
	w.styled(bold, line)
}

// folded tells what was left out, with the words to read from the floor about it.
func (w *writer) folded(what string, said ...string) {
	w.styled(dim, indent+"… "+what)
	w.spoken(said)
	w.b.WriteString("\n")
}

// said gives the words to read from the floor about paragraph change i.
func (w *writer) said(i int) []string {
	if i < len(w.o.Spoken) {
		return w.o.Spoken[i]
	}
	return nil
}

// spoken writes words to read from the floor.
func (w *writer) spoken(said []string) {
	for _, s := range said {
		w.note("from the floor: " + s)
	}
}

// paragraph writes one change: the label and the state in one line, the words
// below, then the notes.
func (w *writer) paragraph(i int) {
	p := &w.c.Paragraphs[i]
	label := w.label(p)
	pad := strings.Repeat(" ", max(0, gutter-columns(label)))
	quiet := p.Change == redline.Unchanged && len(p.Formatting) == 0
	if !quiet {
		state := escape(changelist.State(w.c, p))
		if said := p.Classes(); w.o.Classes && len(said) > 0 {
			state += " · " + classes(said)
		}
		w.b.WriteString(w.sgr(bold) + pad + label + w.sgr(reset) + " " + w.sgr(dim) + "── " + state + w.sgr(reset) + "\n")
		label, pad = "", strings.Repeat(" ", gutter)
	}
	lines := w.lines(w.runs(i), w.wrap())
	for k, l := range lines {
		switch {
		case k == 0 && quiet:
			w.b.WriteString(pad + label + " " + l)
		case l != "":
			w.b.WriteString(indent + l)
		}
		w.b.WriteString("\n")
	}
	for _, s := range changelist.FormatNotes(w.c, p) {
		w.note("formatting: " + s)
	}
	w.spoken(w.said(i))
	w.b.WriteString("\n")
}

// indent is the space below the labels.
var indent = strings.Repeat(" ", gutter+1)

// wrap is the width of the column of words, 0 for no wrapping.
func (w *writer) wrap() int {
	if w.o.Width == 0 {
		return 0
	}
	return max(minWidth, w.o.Width-gutter-1)
}

// note writes a line about a change below its words.
func (w *writer) note(s string) {
	for i, l := range w.lines([]run{{dim, escape(s)}}, max(0, w.wrap()-2)) {
		sign := "· "
		if i > 0 {
			sign = "  "
		}
		w.b.WriteString(indent + sign + l + "\n")
	}
}

// label is the label that stands in the gutter.
func (w *writer) label(p *redline.ParagraphChange) string {
	if len(p.New) > 0 {
		return clean(w.c.New.Paragraphs[p.New[0]].Label)
	}
	return clean(w.c.Old.Paragraphs[p.Old[0]].Label)
}
