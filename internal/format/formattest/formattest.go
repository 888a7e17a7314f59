// Package formattest generates drafts and comparisons for the tests of the
// formats: words in six scripts, brackets, marks, footnotes, and the signs that
// each format has to escape. It is imported by tests only.
package formattest

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/text"
)

// wordPool holds words of six scripts and what formats stumble over.
var wordPool = []string{
	"river", "Compact", "shall", "Decides", "water", "12", "2030", "[", "]", "[six]", "[twelve]", "[ ]", "(a)", "and/or",
	"ضفاف", "المياه", "المشتركة،", "河流", "公约，", "决定", "реки", "договор", "États", "à", "élevée", "niño", "ríos",
	"*", "**", "_", "`", "<b>", "</ins>", "&amp;", "&", "<", ">", "#", "~", "|", "\\", "]:", "](", "[^1]", "{-", "-}", "{+", "+}",
	"https://example.org/a", "e\u0301", "\u00A0", "“quoted”", "-", "–", "—", "1.", "IV.", ":", "\t",
	"<!--", "-->", "{", "}", "''", "\"", "==", "\u200f", "\U0001F30A", "d'eau", "A/RES/70/1",
}

// Words draws words without white space at either end. They may be empty.
func Words(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(wordPool), 0, 8).Draw(t, "words")
	gaps := rapid.SliceOfN(rapid.SampledFrom([]string{" ", " ", " ", "", "  "}), len(parts), len(parts)).Draw(t, "gaps")
	var b strings.Builder
	for i, p := range parts {
		b.WriteString(p + gaps[i])
	}
	return strings.TrimSpace(norm.NFC.String(b.String()))
}

var labels = []string{"", "", "", "1.", "12.", "3 bis.", "(a)", "(iii)", "1 -", "OP7", "PP5 alt", "I.", "5)", "-", "A."}

var kinds = []text.Kind{text.Title, text.Heading, text.Formula, text.Preambular, text.Operative, text.Operative,
	text.Item, text.Tail, text.AnnexHeading, text.Plain}

// Draft draws a draft that obeys the conditions told at markdown.Write.
func Draft(t *rapid.T) *text.Draft {
	d := &text.Draft{
		Title:    rapid.SampledFrom([]string{"", "Riverside \"Compact\"", `back\slash`}).Draw(t, "title"),
		Symbol:   rapid.SampledFrom([]string{"", "RC/31/L.4/Rev.2"}).Draw(t, "symbol"),
		Language: rapid.SampledFrom([]string{"", "en", "ar"}).Draw(t, "language"),
	}
	notes := 0
	for range rapid.IntRange(0, 6).Draw(t, "paragraphs") {
		p := text.Paragraph{
			Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Depth: rapid.IntRange(0, 2).Draw(t, "depth"),
			Label: rapid.SampledFrom(labels).Draw(t, "label"), Text: Words(t),
		}
		if p.Text == "" && p.Label == "" {
			p.Text = "river"
		}
		first := notes
		p.Marks = marks(t, p.Text, &notes)
		d.Paragraphs = append(d.Paragraphs, p)
		for n := first + 1; n <= notes; n++ {
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Footnote, Depth: p.Depth + 1,
				Label: text.FootnoteLabel(strconv.Itoa(n)), Text: Words(t)})
		}
	}
	return d
}

// marks draws marks on whole characters, those of one kind apart, and anchors.
func marks(t *rapid.T, s string, notes *int) []text.Mark {
	var cuts []int
	for i := range s {
		cuts = append(cuts, i)
	}
	cuts = append(cuts, len(s))
	var out []text.Mark
	for _, kind := range []text.MarkKind{text.Italic, text.Bold, text.Underline, text.Superscript, text.Subscript, text.Link} {
		if len(cuts) < 2 || rapid.IntRange(0, 3).Draw(t, "marked") > 0 {
			continue
		}
		a := rapid.IntRange(0, len(cuts)-2).Draw(t, "start")
		b := rapid.IntRange(a+1, len(cuts)-1).Draw(t, "end")
		m := text.Mark{Kind: kind, Start: cuts[a], End: cuts[b]}
		if kind == text.Link {
			m.Ref = rapid.SampledFrom([]string{"https://example.org/a", "https://example.org/b(c)?d=1&e=\"2\"", "/local", "odd"}).Draw(t, "ref")
		}
		out = append(out, m)
	}
	if rapid.IntRange(0, 3).Draw(t, "anchored") == 0 {
		for _, at := range cuts {
			if rapid.IntRange(0, 9).Draw(t, "anchor") == 0 {
				*notes++
				out = append(out, text.Mark{Kind: text.NoteAnchor, Start: at, End: at, Ref: text.FootnoteLabel(strconv.Itoa(*notes))})
			}
		}
	}
	text.SortMarks(out)
	return out
}
