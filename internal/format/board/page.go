package board

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// WriteHTML gives the board as one self-contained page: no script, nothing loaded from
// elsewhere. The page runs in the direction of the document's language; its own words
// are English.
func WriteHTML(b *numbers.Board) []byte {
	w := &writer{board: b, flex: make(map[int]bool)}
	w.body()
	body := w.b.String()
	w.b.Reset()
	w.head()
	w.raw(body)
	return []byte(w.b.String())
}

// head writes what stands before the body, with the policy of the page.
func (w *writer) head() {
	css := w.style()
	sum := sha256.Sum256([]byte(css))
	dir := "ltr"
	if rightToLeft(w.board.Language) {
		dir = "rtl"
	}
	w.raw(`<!doctype html>`, "\n", `<html lang="en" dir="`, dir, `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-`,
		base64.StdEncoding.EncodeToString(sum[:]), `'"><meta name="referrer" content="no-referrer"><meta name="generator" content="Travaux"><title>`)
	w.raw("Board: ")
	w.plain(w.board.Title)
	if p := w.board.Last(); p != nil {
		w.raw(", ")
		w.plain(title(p))
	}
	w.raw("</title>\n<style>", css, "</style></head>\n")
}

// style is the style sheet with a rule for each share of a bar.
func (w *writer) style() string {
	var b strings.Builder
	b.WriteString(style)
	shares := make([]int, 0, len(w.flex))
	for n := range w.flex {
		shares = append(shares, n)
	}
	slices.Sort(shares)
	for _, n := range shares {
		b.WriteString(".f" + itoa(n) + "{flex:" + itoa(n) + "}")
	}
	return b.String()
}

const logo = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M8 3H4v18h4M16 3h4v18h-4"/><path d="M8 12c1.4-1.8 2.6-1.8 4 0s2.6 1.8 4 0"/></svg>`

func (w *writer) body() {
	b := w.board
	w.raw(`<body><a class="skip" href="#m">Skip to the board</a><header class="bar"><p class="brand">`, logo, `Travaux</p><p class="crumb"><b>`)
	w.words(b.Title)
	w.raw("</b>")
	if b.Process != "" {
		w.raw(" · ")
		w.name(b.Process)
	}
	w.raw(`</p></header>`, "\n", `<main class="wrap" id="m"><div class="head"><div><p class="eyebrow">`)
	if b.Team != nil {
		w.raw("Co-facilitators only")
	} else {
		w.raw("For participants")
	}
	w.raw(`</p><h1>Where the text stands</h1></div><span class="sp"></span>`)
	if b.Last() == nil {
		w.raw(`</div><p class="lede">There is no text to count yet.</p></main></body></html>`, "\n")
		return
	}
	w.figures()
	w.raw("</div>\n")
	w.base()
	if b.Team == nil {
		w.raw(`<div class="grid2 pair"><div class="stack">`)
		w.burnDown()
		w.raw(`</div><div class="stack">`)
		w.sections()
	} else {
		w.raw(`<div class="grid2"><div class="stack main">`)
		w.burnDown()
		w.sections()
		w.raw(`</div><div class="stack side">`)
		w.next()
		w.raw(`</div><div class="stack more">`)
		w.waiting()
	}
	w.raw("</div></div>\n")
	w.foot()
	w.raw("</main></body></html>\n")
}

// figures writes the four numbers at the head.
func (w *writer) figures() {
	last, before := w.board.Last(), w.board.Before()
	w.raw(`<dl class="kp num"><div><dt>Open brackets</dt><dd>`, itoa(last.Total.Open), "</dd>")
	if last.Total.Depth > 1 {
		w.raw(`<dd class="sub">up to `, itoa(last.Total.Depth), ` deep</dd>`)
	}
	w.raw("</div>")
	if before != nil {
		w.raw(`<div><dt>Closed since `)
		w.name(title(before))
		w.raw(`</dt><dd>`, itoa(last.Closed.All()), `</dd><dd class="sub">`, endingWords(last.Closed), "</dd></div>")
	}
	c := last.Total.Paragraphs
	w.raw(`<div><dt>Paragraphs agreed</dt><dd>`, itoa(c.Agreed), " of ", itoa(c.All()), `</dd></div><div><dt>Words in brackets</dt><dd>`, percent(last.Total.Share()),
		`</dd><dd class="sub">`, itoa(last.Total.Inside), " of ", itoa(last.Total.Words), "</dd></div></dl>")
}

// base names what the numbers are of.
func (w *writer) base() {
	b, p := w.board, w.board.Last()
	w.raw(`<dl class="base"><div><dt>Document</dt><dd>`)
	w.words(b.Title)
	if b.Symbol != "" {
		w.raw(" · ")
		w.name(b.Symbol)
	}
	w.raw(`</dd></div><div><dt>Counted</dt><dd>`)
	w.name(title(p))
	if !p.Working && !p.At.IsZero() {
		w.raw(" of ", date(b, p.At))
	}
	if p.Seal != "" {
		short := p.Seal
		if i := strings.IndexByte(short, ':'); len(short) > i+13 {
			short = short[:i+13]
		}
		w.raw(` <code title="`)
		w.plain(p.Seal)
		w.raw(`">`)
		w.plain(short)
		w.raw("</code>")
	}
	w.raw("</dd></div>")
	if !b.Made.IsZero() {
		w.raw(`<div><dt>Made</dt><dd>`, moment(b, b.Made), "</dd></div>")
	}
	w.raw(`</dl><p class="aid">`, aid)
	for _, n := range notes(b) {
		w.raw(" ")
		w.plain(n)
	}
	w.raw("</p>\n")
}

// foot tells how the numbers are made.
func (w *writer) foot() {
	w.raw(`<section class="how" aria-labelledby="h-how"><h2 id="h-how">How this is counted</h2><ul>`)
	for _, d := range definitions {
		w.raw("<li>", d, "</li>")
	}
	if w.board.Team != nil {
		w.raw("<li>A number with a w is the team's own: no draft with that bracket has been published. Not answering is never assent.</li>")
	}
	w.raw(`</ul></section>`)
}
