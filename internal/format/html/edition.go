package html

import (
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Edition is a text with its brackets, to be shown: one of its forms, or its
// options as a table.
type Edition struct {
	// Title names the form and the text, ready to print; Language is the BCP 47 tag
	// of the text or empty.
	Title, Language string
	// Facts are the entries of the head, each a name and a value: the base, its hash.
	Facts [][2]string
	// About are the sentences that tell how to read it, the legend among them.
	About []string
	// Tree has the text. Numbers are the numbers to print with its brackets, in
	// their order; nil for their own.
	Tree    *bracket.Tree
	Numbers []int
	// Heads and Rows are a table shown in the place of the text, where there are some.
	Heads []string
	Rows  [][]string
}

// editionStyle is what the page has beside the common style.
const editionStyle = `
body{padding-inline:var(--s5)}main{max-inline-size:74rem;margin-inline:auto;padding-inline:0}
.about{max-inline-size:var(--measure);font-size:var(--t-1);color:var(--ink-2);padding-block:var(--s4)}.about p+p{margin-block-start:var(--s1)}
.bn{font:600 .58em/1 var(--sans);color:var(--br);vertical-align:super;font-variant-numeric:tabular-nums;padding-inline-end:.15em;unicode-bidi:isolate}
.by{font-variant-caps:all-small-caps;color:var(--ink-2)}:lang(ar) .by{font-variant-caps:normal}.drafters{color:var(--ink-3);font-style:italic}
.opts{border-collapse:collapse;inline-size:100%;font-size:var(--t-1)}.opts th,.opts td{text-align:start;vertical-align:top;padding:var(--s2) var(--s3);border-block-end:1px solid var(--rule)}.opts th{color:var(--ink-3)}
.opts td{font-variant-numeric:tabular-nums;white-space:pre-wrap;overflow-wrap:anywhere}
@media (max-width:40rem){body{padding-inline:var(--s4)}.opts{display:block;overflow-x:auto}}
@media print{body{padding:0}}
`

// WriteEdition gives a text with its brackets as one self-contained page without
// script. The same edition gives the same bytes. Each paragraph stands in an
// element with the attribute data-paragraph, its words in one of class txt; what
// has the class sr, bn or fn there is not words.
func WriteEdition(e *Edition) []byte {
	w := &writer{notes: map[string][]int{}, language: e.Language}
	w.top(e.Language, style+editionStyle, "", e.Title)
	w.raw(`<body><a class="skip" href="#text"`, ours, `>Skip to the text</a>`, "\n", `<main id="text"`, direction(e.Language), `><header class="dochead"><p class="brand"`, ours, `>`, logo, `Travaux</p><h1>`)
	w.escape(e.Title)
	w.raw(`</h1><dl class="meta"`, ours, ">")
	for _, f := range e.Facts {
		w.fact(f[0], f[1])
	}
	w.raw(`</dl></header><div class="about"`, ours, ">")
	for _, s := range e.About {
		w.raw("<p>")
		w.escape(s)
		w.raw("</p>")
	}
	w.raw("</div>\n")
	if len(e.Heads) > 0 {
		w.table(e.Heads, e.Rows)
	} else {
		w.edition(e)
	}
	w.raw("</main></body></html>\n")
	return []byte(w.b.String())
}

// edition writes the paragraphs.
func (w *writer) edition(e *Edition) {
	for i, p := range e.Tree.Flow.Paragraphs {
		if p.Kind == text.Footnote {
			w.notes[p.Label] = append(w.notes[p.Label], i)
		}
	}
	if len(e.Tree.Flow.Paragraphs) == 0 {
		w.raw(`<p class="none"`, ours, `>There is no paragraph.</p>`)
	}
	pieces := e.Tree.Pieces
	for n, p := range e.Tree.Flow.Paragraphs {
		id := "p" + itoa(n+1)
		w.raw(`<section class="para `, string(p.Kind), " d", itoa(min(p.Depth, 4)), `" id="`, id, `" data-paragraph><div class="gut"><a class="pn" href="#`, id, `"`)
		if p.Label == "" {
			w.raw(` aria-label="Paragraph `, itoa(n+1), `">·`)
		} else {
			w.raw(">")
			w.escape(p.Label)
		}
		w.raw(`</a></div><div class="txt">`)
		marks := joinMarks(paragraphs(&text.Draft{Paragraphs: e.Tree.Flow.Paragraphs[n : n+1]}, []int{0}))
		for ; len(pieces) > 0 && pieces[0].Paragraph == n; pieces = pieces[1:] {
			w.bracketPiece(e, p.Text, pieces[0], marks)
		}
		w.raw("</div></section>\n")
	}
}

// bracketPiece writes a piece; brackets have their numbers.
func (w *writer) bracketPiece(e *Edition, s string, x bracket.Piece, marks []Mark) {
	words := s[x.Start:x.End]
	switch x.Kind {
	case bracket.Open:
		number := itoa(e.number(x.Bracket))
		w.raw(`<span class="sr"`, ours, `> open bracket `, number, ` </span>`)
		w.marked(words, x.Start, marks, x.Start == 0)
		w.raw(`<span class="bn" aria-hidden="true">`, number, "</span>")
	case bracket.Close:
		if e.holdsAnother(x.Bracket) {
			w.raw(`<span class="bn" aria-hidden="true">`, itoa(e.number(x.Bracket)), "</span>")
		}
		w.marked(words, x.Start, marks, false)
		w.raw(`<span class="sr"`, ours, `> close bracket `, itoa(e.number(x.Bracket)), ` </span>`)
	case bracket.Names, bracket.Note:
		w.raw(`<span class="`, map[bracket.PieceKind]string{bracket.Names: "by", bracket.Note: "drafters"}[x.Kind], `">`)
		w.marked(words, x.Start, marks, x.Start == 0)
		w.raw("</span>")
	default:
		w.marked(words, x.Start, marks, x.Start == 0)
	}
}

// number is what is printed with a bracket.
func (e *Edition) number(bracket int) int {
	if e.Numbers == nil {
		return e.Tree.Brackets[bracket].Number
	}
	return e.Numbers[bracket]
}

// holdsAnother tells whether the bracket that opens next stands in this one.
func (e *Edition) holdsAnother(bracket int) bool {
	return bracket+1 < len(e.Tree.Brackets) && e.Tree.Brackets[bracket+1].Parent == bracket
}

// table writes rows of words.
func (w *writer) table(heads []string, rows [][]string) {
	w.raw(`<table class="opts"><thead><tr`, ours, ">")
	for _, h := range heads {
		w.raw(`<th scope="col">`)
		w.escape(h)
		w.raw("</th>")
	}
	w.raw("</tr></thead><tbody>")
	for _, row := range rows {
		w.raw("<tr>")
		for _, cell := range row {
			w.raw(`<td dir="auto">`)
			w.escape(cell)
			w.raw("</td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody></table>\n")
}
