package markdown

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// WriteParagraphs gives paragraphs without formatting as Markdown: a block each, its
// label before its words, all of it literal. Unlike Write it says nothing of kinds.
func WriteParagraphs(all []text.Paragraph) []byte {
	var b strings.Builder
	for i, p := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		if p.Label != "" {
			b.WriteString(escapeText(p.Label) + " ")
		}
		b.WriteString(literal(strings.TrimSpace(p.Text)) + "\n")
	}
	return []byte(b.String())
}

// WriteTable gives a table as Markdown, with sentences about it below: a table as
// GitHub reads it, every cell literal, line feeds as <br>.
func WriteTable(heads []string, rows [][]string, about []string) []byte {
	var b strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + literal(strings.TrimSpace(c)) + " ")
		}
		b.WriteString("|\n")
	}
	line(heads)
	b.WriteString(strings.Repeat("| --- ", len(heads)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	b.WriteString("\n---\n")
	for _, s := range about {
		b.WriteString("\n> " + literal(oneLine(s)) + "\n")
	}
	return []byte(b.String())
}
