package board

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// widths are the columns that each column of a table takes.
func widths(rows [][]string) []int {
	out := make([]int, len(rows[0]))
	for _, r := range rows {
		for k, cell := range r {
			out[k] = max(out[k], columns(cell))
		}
	}
	return out
}

// sum is the width of a table with two spaces after each column.
func sum(widths []int) int {
	n := 0
	for _, w := range widths {
		n += w + 2
	}
	return n
}

// table writes rows in columns, each l or r as aligned.
func (w *terminal) table(rows [][]string, align string) {
	sizes := widths(rows)
	for _, r := range rows {
		line := "  "
		for k, cell := range r {
			gap := strings.Repeat(" ", sizes[k]-columns(cell))
			if align[k] == 'r' {
				line += gap + cell + "  "
			} else {
				line += cell + gap + "  "
			}
		}
		w.line(line)
	}
}

// columns is how many columns a terminal gives a string.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func pad(s string, most int) string { return s + strings.Repeat(" ", max(0, most-columns(s))) }

// fit cuts words to a number of columns.
func fit(s string, most int) string {
	if columns(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		n += columns(string(r))
		if n > most-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// wrap breaks words into lines.
func wrap(s string, most int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && columns(line)+1+columns(word) > most {
			out = append(out, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(out, line)
}

// clean writes the characters that steer a terminal as an escape.
func clean(s string) string {
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
