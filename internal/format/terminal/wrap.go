package terminal

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns is how many columns a terminal gives a string.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += column(r)
	}
	return n
}

// column is the width of one character: 2 for East Asian wide ones, 0 for marks
// that stand on another character and for invisible signs.
func column(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// atom is what is not broken: a word with the white space after it.
type atom struct {
	style, text string
	cols        int // of the text without trailing spaces
	space       int // columns of the trailing spaces
	joined      bool
}

// lines breaks runs into lines of at most width columns; 0 makes one line. A
// word wider than that stands in a line of its own. A style is ended at the end
// of each line and taken up again in the next; the white space that a break
// replaces is not written.
func (w *writer) lines(runs []run, width int) []string {
	l := layout{w: w}
	atoms := atomsOf(runs, width > 0)
	for i := 0; i < len(atoms); {
		// Atoms joined without white space stay on one line if they can.
		j, need := i, 0
		for {
			need += atoms[j].cols
			j++
			if j == len(atoms) || !atoms[j].joined || width == 0 {
				break
			}
		}
		if width > 0 && l.cols > 0 && l.cols+need > width {
			l.endLine()
		}
		for ; i < j; i++ {
			l.add(atoms[i])
		}
	}
	l.endLine()
	return l.done
}

// layout is the line being written and those done.
type layout struct {
	w     *writer
	done  []string
	line  strings.Builder
	style string
	cols  int
	space string // white space seen and not yet written
}

// add puts an atom on the line.
func (l *layout) add(a atom) {
	l.line.WriteString(l.space)
	if a.style != l.style {
		if l.style != "" {
			l.line.WriteString(l.w.sgr(reset))
		}
		if a.style != "" {
			l.line.WriteString(l.w.sgr(a.style))
		}
		l.style = a.style
	}
	body := a.text[:len(a.text)-a.space]
	l.line.WriteString(body)
	l.space = a.text[len(body):]
	l.cols += a.cols + a.space
}

// endLine ends the line and its style.
func (l *layout) endLine() {
	if l.style != "" {
		l.line.WriteString(l.w.sgr(reset))
	}
	l.done = append(l.done, l.line.String())
	l.line.Reset()
	l.style, l.cols, l.space = "", 0, ""
}

// atomsOf cuts runs at white space and between characters of scripts that have
// none.
func atomsOf(runs []run, cut bool) []atom {
	var out []atom
	glued := false // the last atom ended without a place to break
	for _, r := range runs {
		if !cut {
			out = append(out, atom{style: r.style, text: r.text, joined: glued})
			glued = true
			continue
		}
		for s := r.text; s != ""; {
			n := breakAfter(s)
			body := strings.TrimRight(s[:n], " ")
			a := atom{r.style, s[:n], columns(body), n - len(body), glued}
			out = append(out, a)
			glued = a.space == 0 && !endsWide(body)
			s = s[n:]
		}
	}
	return out
}

// breakAfter gives the bytes up to the next place where a line may be broken.
func breakAfter(s string) int {
	spaced := false
	wide := false
	for i, r := range s {
		if spaced && r != ' ' || wide && !closes(r) {
			return i
		}
		spaced = spaced || r == ' '
		wide = column(r) == 2 && !opens(r)
	}
	return len(s)
}

func endsWide(s string) bool {
	r := []rune(s)
	return len(r) > 0 && column(r[len(r)-1]) == 2
}

// closes tells signs that no line begins with; opens those that none ends with.
func closes(r rune) bool { return strings.ContainsRune("，。；：！？、）】》”’]-+} ", r) }
func opens(r rune) bool  { return strings.ContainsRune("（【《“‘[", r) }
