package board

import numbers "github.com/travaux/travaux/internal/negotiation/board"

// heat writes who holds what, by section.
func (w *writer) heat() {
	b, t := w.board, w.board.Team
	w.open("heat", "Who holds what", "Open brackets by holder and section. A bracket with two holders counts for both.")
	rows := holderRows(t)
	if len(rows) == 0 {
		w.raw(`<p class="none">No bracket is open.</p></section>`, "\n")
		return
	}
	w.raw(`<div class="scroll" tabindex="0" role="region" aria-label="Brackets by holder and section"><table class="heat"><thead><tr><th scope="col"><span class="sr">Holder</span></th>`)
	for _, s := range b.Sections {
		w.raw(`<th scope="col"><abbr title="`)
		w.plain(s.Title)
		w.raw(`"><bdi>`)
		w.plain(s.Label)
		w.raw("</bdi></abbr></th>")
	}
	w.raw(`<th scope="col" class="tot">All</th></tr></thead><tbody>`)
	most := 1
	for _, r := range rows {
		for _, n := range r.Sections {
			most = max(most, n)
		}
	}
	for _, r := range rows {
		w.heatRow(r, most)
	}
	w.raw("</tbody></table></div></section>\n")
}

// heatRow writes the counts of one holder, each deeper in tint the nearer it is to
// the greatest.
func (w *writer) heatRow(r numbers.HolderRow, most int) {
	w.raw(`<tr><th scope="row">`)
	w.name(r.Display)
	w.raw("</th>")
	for _, n := range r.Sections {
		if n == 0 {
			w.raw(`<td class="h0"><span aria-hidden="true">·</span><span class="sr">0</span></td>`)
			continue
		}
		level := 1 + (n-1)*4/most
		w.raw(`<td class="num h`, itoa(level), `">`, itoa(n), "</td>")
	}
	w.raw(`<td class="num tot">`, itoa(r.Total), "</td></tr>")
}
