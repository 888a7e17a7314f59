package board

import (
	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// sections writes the table of sections.
func (w *writer) sections() {
	b, last, before := w.board, w.board.Last(), w.board.Before()
	w.raw(`<section aria-labelledby="h-secs"><h2 id="h-secs">Section by section</h2><div class="legend"><span class="st agreed">Agreed</span><span class="st conv">Converging</span><span class="st cont">Contested</span>`)
	if last.Total.Paragraphs.Parked > 0 {
		w.raw(`<span class="st park">Parked</span>`)
	}
	w.raw(`</div><table class="secs"><thead><tr><th scope="col">Section</th>`)
	if before != nil {
		w.raw(`<th scope="col" class="sp">Since `)
		w.name(title(&b.Points[0]))
		w.raw(`</th>`)
	}
	w.raw(`<th scope="col" class="end">Open</th>`)
	if before != nil {
		w.raw(`<th scope="col" class="end">vs `)
		w.name(title(before))
		w.raw(`</th>`)
	}
	w.raw(`<th scope="col" class="sh">Paragraphs</th></tr></thead><tbody>`)
	most := 1
	for _, p := range b.Points {
		for _, part := range p.Sections {
			most = max(most, part.Open)
		}
	}
	for i, s := range b.Sections {
		w.raw(`<tr><th scope="row">`)
		w.section(s)
		var was *numbers.Part
		if before != nil {
			was = &before.Sections[i]
		}
		w.sectionCells(i, last.Sections[i].Numbers, was, most)
		w.raw("</tr>")
	}
	w.raw(`</tbody>`)
	if len(b.Sections) > 1 {
		w.raw(`<tfoot><tr><th scope="row">All`)
		var was *numbers.Part
		if before != nil {
			was = &numbers.Part{Present: true, Numbers: before.Total}
		}
		w.sectionCells(-1, last.Total, was, 0)
		w.raw("</tr></tfoot>")
	}
	w.raw(`</table></section>`, "\n")
}

// sectionCells writes the cells of a row, the first being open; section -1 is the
// whole, which has no line of its own.
func (w *writer) sectionCells(section int, n numbers.Numbers, was *numbers.Part, most int) {
	w.facts(insideWords(n))
	w.raw("</th>")
	if was != nil {
		w.raw(`<td class="sp">`)
		if section >= 0 {
			w.spark(section, most)
		}
		w.raw("</td>")
	}
	w.raw(`<td class="num big">`, itoa(n.Open), "</td>")
	if was != nil {
		w.raw(`<td class="num chg">`)
		w.change(n.Open, was)
		w.raw("</td>")
	}
	w.raw(`<td class="sh">`)
	w.share(n.Paragraphs)
	w.facts(classWords(n.Paragraphs))
	w.raw("</td>")
}

// facts writes a line of facts, which breaks between them only.
func (w *writer) facts(all []string) {
	w.raw(`<span class="cap num">`)
	for i, s := range all {
		if i > 0 {
			w.raw(between)
		}
		w.raw(`<span class="nb">`, s, "</span>")
	}
	w.raw("</span>")
}

// change writes how a count stands against the edition before.
func (w *writer) change(open int, was *numbers.Part) {
	before := title(w.board.Before())
	say := func(sign, n, words string) {
		w.raw(`<span aria-hidden="true">`, sign, `</span>`)
		if n != "" {
			w.raw(" ", n)
		}
		w.raw(`<span class="sr"> `, words, " ")
		w.name(before)
		w.raw("</span>")
	}
	switch d := open - was.Open; {
	case !was.Present:
		say("new", "", "section that is not in")
	case d < 0:
		say("▼", itoa(-d), "fewer than in")
	case d > 0:
		say("▲", itoa(d), "more than in")
	default:
		say("=", "", "as many as in")
	}
}

// share draws the paragraphs by class as a bar; the words beside it say the same.
func (w *writer) share(c numbers.Classes) {
	if c.All() == 0 {
		return
	}
	w.raw(`<span class="share" aria-hidden="true">`)
	for _, x := range []struct {
		n     int
		class string
	}{{c.Agreed, "a"}, {c.Converging, "b"}, {c.Contested, "c"}, {c.Parked, "d"}} {
		if x.n > 0 {
			w.flex[x.n] = true
			w.raw(`<i class="`, x.class, " f", itoa(x.n), `"></i>`)
		}
	}
	w.raw("</span>")
}

// spark draws the open brackets of one section over the editions, all sections to one
// scale.
func (w *writer) spark(section, most int) {
	s := newScale(w.board, frame{left: 0, right: 150, top: 4, bottom: 40})
	y := func(n int) string { return f(40 - 36*float64(n)/float64(most)) }
	path, first, last := "", "", ""
	for i, p := range w.board.Points {
		part := p.Sections[section]
		if !part.Present {
			continue
		}
		if path == "" {
			path, first = "M", f(s.xs[i])
		} else {
			path += " L"
		}
		last = f(s.xs[i])
		path += last + "," + y(part.Open)
	}
	w.raw(`<svg viewBox="-4 0 160 46" class="spark" aria-hidden="true"><path d="`, path, " L", last, ",40 L", first, `,40 Z" class="area"/><path d="`, path, `" class="line"/><circle cx="`, last, `" cy="`,
		y(w.board.Last().Sections[section].Open), `" r="3.4" class="dot"/></svg>`)
}
