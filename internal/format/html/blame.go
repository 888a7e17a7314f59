package html

import (
	"maps"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// WriteBlame gives a draft with the source of each of its words as one self-contained
// page. Words that came after the paragraph began stand underlined, with a letter that
// leads to the note in the margin: the draft in which they first stood, and the
// amendments that brought them. The same account gives the same bytes.
//
// Each paragraph stands in an element with the attribute data-paragraph, its words in
// one of class txt. What has the class sr, fn or ref there is not words.
func WriteBlame(a *redline.Account) []byte {
	w := &writer{notes: map[string][]int{}}
	for _, p := range a.Paragraphs {
		if p.Kind == text.Footnote {
			w.notes[p.Label] = append(w.notes[p.Label], p.Index)
		}
	}
	w.blameHead(a)
	for i := range a.Paragraphs {
		w.tracedParagraph(&a.Paragraphs[i])
	}
	if len(a.Paragraphs) == 0 {
		w.raw(`<p class="none"`, ours, `>There is no paragraph.</p>`)
	}
	w.raw("</main></body></html>\n")
	return []byte(w.b.String())
}

// blameStyle is what the page has beside the common style.
const blameStyle = `
body{padding-inline:var(--s5)}main{max-inline-size:74rem;margin-inline:auto;padding-inline:0}
.about{max-inline-size:var(--measure);font-size:var(--t-1);color:var(--ink-2);padding-block:var(--s4)}
.w{text-decoration:underline;text-decoration-thickness:.055em;text-decoration-color:var(--rule-strong);text-underline-offset:.26em}
.ref{font:600 .58em/1 var(--sans);vertical-align:super;padding-inline-start:.12em;font-variant-numeric:tabular-nums}
.txt .ref a{text-decoration:none;color:var(--accent);padding:.3em .15em}
.sources{display:grid;gap:.3rem;align-content:start;padding-block-start:.35rem;font-size:var(--t-2);line-height:1.45;color:var(--ink-2)}
.sources li{display:grid;grid-template-columns:1.4rem minmax(0,1fr);overflow-wrap:anywhere}
.sources li:has(>.n:empty){display:block}.sources b{color:var(--ink)}.sources .n{font-weight:600;color:var(--accent);font-variant-numeric:tabular-nums}
.sources li:target,.w:has(+.ref a:focus-visible){background:var(--accent-soft);border-radius:3px}
@media (max-width:72rem){.sources{grid-column:2}}
@media (max-width:40rem){body{padding-inline:var(--s4)}.sources{grid-column:1}}
@media print{.sources{grid-column:2;font-size:8.5pt}body{padding:0}}
`

func (w *writer) blameHead(a *redline.Account) {
	w.top(a.Language, style+blameStyle, "", first(a.Title, a.Name)+": where its words come from")
	w.raw(`<body><a class="skip" href="#text"`, ours, `>Skip to the text</a>`, "\n", `<main id="text"`, direction(a.Language), `><header class="dochead"><p class="brand"`, ours, `>`, logo, `Travaux</p><h1>`)
	w.escape(first(a.Title, a.Name))
	w.raw(`</h1><dl class="meta"`, ours, ">")
	w.fact("Draft", a.Name)
	w.fact("Time", a.Time)
	w.fact("Hash", a.Hash)
	w.raw(`</dl></header><p class="about"`, ours, `>Underlined words came after the paragraph began; the letter leads to the note that says with which draft, and by which amendment. `)
	if a.Alike() {
		w.raw(`“As in” names amendments that ask for the same words; what was decided of them is not told. `)
	}
	w.raw(`Square brackets are part of the text: words not agreed. A working aid without prejudice; the draft itself prevails.</p>`, "\n")
}

// fact writes one entry of the head, where there is one.
func (w *writer) fact(role, value string) {
	if value == "" {
		return
	}
	w.raw("<div><dt>", role, "</dt><dd><bdi>")
	w.escape(value)
	w.raw("</bdi></dd></div>")
}

// tracedParagraph writes a paragraph, its words with their letters, and the notes.
func (w *writer) tracedParagraph(p *redline.AccountParagraph) {
	id := "p" + itoa(p.Index+1)
	w.raw(`<section class="para `, string(p.Kind), " d", itoa(min(p.Depth, 4)), `" id="`, id, `" data-paragraph><div class="gut"><a class="pn" href="#`, id, `"`)
	if p.Label == "" {
		w.raw(` aria-label="Paragraph `, itoa(p.Index+1), `">·`)
	} else {
		w.raw(">")
		w.escape(p.Label)
	}
	w.raw(`</a></div><div class="txt">`)
	marks := make([]Mark, len(p.Marks))
	for i, m := range p.Marks {
		marks[i] = Mark{Kind: string(m.Kind), Start: m.Start, End: m.End, Ref: m.Ref}
	}
	numbers := numbersOf(p)
	for _, s := range p.Spans {
		n := numbers[s.Source]
		words := p.Text[s.Start:s.End]
		if n == 0 {
			w.marked(words, s.Start, marks, s.Start == 0)
			continue
		}
		// The spaces at both ends stand outside the line and the letter.
		from, end := s.End-len(strings.TrimLeft(words, " ")), s.Start+len(strings.TrimRight(words, " "))
		w.marked(p.Text[s.Start:from], s.Start, marks, s.Start == 0)
		w.raw(`<span class="w">`)
		w.marked(p.Text[from:end], from, marks, false)
		// A word joiner keeps the letter on the line of its word.
		w.raw(`</span><span class="ref">&#8288;<a href="#`, id, "-", letters(n), `"><span class="sr"> source </span>`, letters(n), `</a></span>`)
		w.marked(p.Text[end:s.End], end, marks, false)
	}
	w.raw(`</div><ol class="sources"`, ours, ">")
	for _, i := range slices.SortedFunc(maps.Keys(numbers), func(a, b int) int { return numbers[a] - numbers[b] }) {
		if i < len(p.Notes) {
			w.source(id, numbers[i], p.Notes[i])
		}
	}
	w.raw("</ol></section>\n")
}

// numbersOf numbers the sources that a paragraph's words have, in the order in which
// they appear; that with which the paragraph began is 0.
func numbersOf(p *redline.AccountParagraph) map[int]int {
	numbers := map[int]int{}
	next := 1
	for _, s := range p.Spans {
		if _, ok := numbers[s.Source]; ok {
			continue
		}
		if s.Source == 0 {
			numbers[s.Source] = 0
			continue
		}
		numbers[s.Source] = next
		next++
	}
	return numbers
}

// letters writes a number as letters, which footnotes seldom have: a to z, then aa.
// The source with which the paragraph began, 0, has none.
func letters(n int) string {
	var out []byte
	for ; n > 0; n = (n - 1) / 26 {
		out = append([]byte{byte('a' + (n-1)%26)}, out...)
	}
	return string(out)
}

// source writes one note.
func (w *writer) source(id string, n int, note redline.Note) {
	w.raw(`<li id="`, id, "-", letters(n), `"><span class="n">`, letters(n), "</span><span>")
	if n > 0 {
		w.raw("<b>")
	}
	w.escape(note.Draft)
	if n > 0 {
		w.raw("</b>")
	}
	if len(note.Amendments) > 0 {
		w.raw(" · ")
		if note.Alike {
			w.raw("as in ")
		}
		w.raw("amendment ")
		w.escape(strings.Join(note.Amendments, ", "))
	}
	w.raw("</span></li>")
}
