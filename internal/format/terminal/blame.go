package terminal

import (
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// BlameOptions steers WriteBlame.
type BlameOptions struct {
	// Colour sets the margin apart by colour as well.
	Colour bool
	// Width is the number of columns to wrap at; 0 does not wrap.
	Width int
}

// The margin is as wide as the widest note, within these; narrower text columns than
// minWidth put the margin above the words.
const (
	leastMargin = 8
	mostMargin  = 32
)

// WriteBlame gives a draft with the source of each run of words in a margin before
// it: the draft in which the words first stood, and the amendments that brought them.
// White space between two runs is not written. The same account and options give the
// same bytes.
func WriteBlame(a *redline.Account, o BlameOptions) []byte {
	w := &blameWriter{writer: writer{o: Options{Colour: o.Colour, Width: o.Width}}, a: a, margin: marginOf(a)}
	w.above = o.Width > 0 && o.Width-w.margin-3 < minWidth
	line := clean(a.Name)
	for _, more := range []string{a.Title, changelist.ShortHash(a.Hash), a.Time} {
		if more != "" && more != a.Name {
			line += "  " + clean(more)
		}
	}
	w.styled(bold, line)
	w.b.WriteByte('\n')
	for i := range a.Paragraphs {
		w.traced(&a.Paragraphs[i])
	}
	legend := "in the margin: the draft in which the words first stood, and the amendments that brought them"
	if a.Alike() {
		legend += "; “as in”: they ask for the same words, and what was decided is not told"
	}
	legend += "; square brackets are part of the text: words not agreed"
	for _, l := range w.lines([]run{{"", legend}}, o.Width) {
		w.styled(dim, l)
	}
	return w.b.Bytes()
}

// blameWriter writes one account.
type blameWriter struct {
	writer
	a      *redline.Account
	margin int
	above  bool
}

// marginOf gives the width of the margin.
func marginOf(a *redline.Account) int {
	wide := leastMargin
	for _, p := range a.Paragraphs {
		for _, n := range p.Notes {
			wide = max(wide, columns(noteLine(n)))
		}
	}
	return min(wide, mostMargin)
}

// noteLine is a note on one line.
func noteLine(n redline.Note) string {
	line := clean(n.Draft)
	if by := n.By(); by != "" {
		line += "  " + clean(by)
	}
	return line
}

// traced writes one paragraph, a line or more for each run of words.
func (w *blameWriter) traced(p *redline.AccountParagraph) {
	label := clean(p.Label)
	if label != "" {
		label += " "
	}
	hang := strings.Repeat(" ", columns(label))
	spans := p.Spans
	if len(spans) == 0 {
		spans = []redline.Span{{}}
	}
	for i, s := range spans {
		note, style := "", ""
		if s.Source < len(p.Notes) {
			note = noteLine(p.Notes[s.Source])
		}
		if s.Source != 0 {
			style = bold
		}
		width := 0
		if w.o.Width > 0 {
			width = max(minWidth, w.o.Width-w.margin-3-columns(label))
			if w.above {
				width = max(minWidth, w.o.Width-columns(label))
			}
		}
		words := clean(strings.Join(strings.Fields(p.Text[s.Start:s.End]), " "))
		lead := hang
		if i == 0 {
			lead = label
		}
		w.run(note, lead, hang, w.lines([]run{{style, words}}, width))
	}
	w.b.WriteByte('\n')
}

// run writes the lines of one run of words, beside them those of its note.
func (w *blameWriter) run(note, lead, hang string, lines []string) {
	notes := []string{note}
	if w.above {
		w.styled(dim, "── "+note)
	} else {
		notes = w.lines([]run{{"", note}}, w.margin)
	}
	for i := range max(len(lines), len(notes)) {
		words, beside := "", ""
		if i < len(lines) {
			words = lead + lines[i]
		}
		if i < len(notes) {
			beside = notes[i]
		}
		if !w.above {
			words = w.sgr(dim) + beside + strings.Repeat(" ", max(0, w.margin-columns(beside))) + " │" + w.sgr(reset) + " " + words
		}
		w.b.WriteString(strings.TrimRight(words, " ") + "\n")
		lead = hang
	}
}
