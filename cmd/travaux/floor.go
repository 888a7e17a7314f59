package main

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/spoken"
)

// writeFloor gives the words to read from the floor for the whole of a comparison,
// in the order in which they hold one after the other; width 0 wraps nothing.
func writeFloor(c *redline.Comparison, n sides, width int) []byte {
	var b strings.Builder
	for i, d := range []side{n.Old, n.New} {
		b.WriteString([]string{"base", "new "}[i])
		for _, what := range []string{d.Name, clip(d.Hash, 24), d.shown()} {
			if what != "" {
				b.WriteString(gap + harmless(what))
			}
		}
		b.WriteByte('\n')
	}
	said := spoken.New(c).Document()
	if len(said) == 0 {
		b.WriteString("\nNothing changed.\n")
	}
	digits := len(fmt.Sprint(len(said)))
	for i, s := range said {
		b.WriteString("\n")
		head := fmt.Sprintf("%*d. ", digits, i+1)
		for _, line := range foldLines(oneLine(s), width-len(head)) {
			b.WriteString(head + isolate(line) + "\n")
			head = strings.Repeat(" ", len(head))
		}
	}
	return []byte(b.String())
}

// foldLines parts a text at its spaces into lines of so many columns of a terminal; a
// word that is longer has a line to itself, and less than narrow columns fold nothing.
func foldLines(s string, columns int) []string {
	if columns < narrow {
		return []string{s}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case cellWidth(line)+1+cellWidth(word) > columns:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}
