package board

import (
	"strings"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// team writes the lists that only the team sees.
func (w *terminal) team() {
	t := w.board.Team
	w.holders()
	if t.Suggesting {
		w.heading("Ready to land (a suggestion)")
		w.none(len(t.Ready))
		for _, r := range t.Ready {
			w.item(r.Label(), what(r.Row), readyWords(w.board, r))
		}
	}
	for _, l := range teamLists(w.board) {
		if len(l.rows) == 0 {
			continue
		}
		w.heading(l.heading)
		for _, r := range l.rows {
			w.item(r.Label(), what(r), l.say(r))
		}
	}
	for _, p := range t.Packages {
		w.heading("Package " + clean(p.Name))
		w.item("", labels(p.Rows))
	}
	w.reservations("Reservations", t.Reservations)
	w.reservations("Words not yet in the working text", t.Waiting)
	w.ended()
}

func (w *terminal) none(n int) {
	if n == 0 {
		w.item("", "Nothing yet.")
	}
}

// holders writes who holds what.
func (w *terminal) holders() {
	b, t := w.board, w.board.Team
	w.heading("Who holds what (a bracket with two holders counts for both)")
	head := []string{""}
	for _, s := range b.Sections {
		head = append(head, clean(s.Label))
	}
	rows := [][]string{append(head, "all")}
	for _, h := range holderRows(t) {
		row := []string{clean(h.Display)}
		for _, n := range h.Sections {
			cell := "·"
			if n > 0 {
				cell = itoa(n)
			}
			row = append(row, cell)
		}
		rows = append(rows, append(row, itoa(h.Total)))
	}
	w.table(rows, "l"+strings.Repeat("r", len(b.Sections)+1))
}

func (w *terminal) reservations(heading string, all []numbers.Reservation) {
	if len(all) == 0 {
		return
	}
	w.heading(heading)
	for _, r := range all {
		w.item("", reservationLine(w.board, r))
	}
}

func (w *terminal) ended() {
	t := w.board.Team
	since := ""
	if p := w.board.Before(); p != nil {
		since = " since " + clean(title(p))
	}
	if t.EverClosed.All() == 0 {
		return
	}
	w.heading("Ended" + since)
	w.item("", "from the beginning: "+endingWords(t.EverClosed))
	for _, e := range endedLists(t) {
		w.item("", e.what+": "+labels(e.rows))
	}
}
