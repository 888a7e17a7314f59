package board

import (
	"github.com/travaux/travaux/internal/negotiation"
	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// shown is how many rows of a list stand open; the others unfold.
const shown = 8

// next writes what to do next, and who holds what.
func (w *writer) next() {
	t := w.board.Team
	if t.Suggesting {
		w.open("ready", "Ready to land", "A suggestion: one holder left, a bridge that every holder has said they can consider, or all settled that it depended on.")
		w.rows(len(t.Ready), "Nothing yet.", func(i int) { w.row(t.Ready[i].Row, func() { w.ready(t.Ready[i]) }) })
	}
	if len(t.NobodyLeft) > 0 {
		w.open("nobody", "No holder left", "All that held these have dropped out, and they still stand in the text.")
		w.rows(len(t.NobodyLeft), "", func(i int) {
			w.row(t.NobodyLeft[i], func() { w.raw("Last holder left on ", date(w.board, t.NobodyLeft[i].Left)) })
		})
	}
	w.open("longest", "Longest open", "")
	w.rows(len(t.Longest), "No bracket is open.", func(i int) { w.row(t.Longest[i], func() { w.aged(t.Longest[i]) }) })
	w.heat()
	w.linked()
}

// waiting writes what waits for somebody, and what ended.
func (w *writer) waiting() {
	t := w.board.Team
	if len(t.Placeholders) > 0 {
		w.open("place", "Words to come", "Placeholders and values, the first due first.")
		w.rows(len(t.Placeholders), "", func(i int) { w.row(t.Placeholders[i], func() { w.owed(t.Placeholders[i]) }) })
	}
	if len(t.Reservations) > 0 {
		w.open("reserve", "Reservations", "")
		w.rows(len(t.Reservations), "", func(i int) { w.reservation(t.Reservations[i]) })
	}
	w.doubtful()
	w.ended()
}

// open begins a section of the page, which rows ends.
func (w *writer) open(id, heading, lede string) {
	w.raw(`<section aria-labelledby="h-`, id, `"><h2 id="h-`, id, `">`, heading, "</h2>")
	if lede != "" {
		w.raw(`<p class="lede">`, lede, "</p>")
	}
}

// rows writes a list, what is beyond shown folded away.
func (w *writer) rows(n int, none string, one func(i int)) {
	if n == 0 {
		w.raw(`<p class="none">`, none, "</p></section>\n")
		return
	}
	w.raw(`<ul class="todo">`)
	for i := range n {
		if i == shown && n > shown+1 {
			w.raw("</ul><details><summary>", itoa(n-shown), ` more</summary><ul class="todo">`)
		}
		one(i)
	}
	w.raw("</ul>")
	if n > shown+1 {
		w.raw("</details>")
	}
	w.raw("</section>\n")
}

// label writes the number of a bracket.
func (w *writer) label(r numbers.Row) {
	w.raw(`<span class="k"><span class="sr">bracket </span><bdi>`, r.Label(), "</bdi></span>")
}

// row writes a bracket: its number, its words and place, and what is to be said of it.
func (w *writer) row(r numbers.Row, say func()) {
	w.raw("<li>")
	w.label(r)
	w.raw("<p>")
	w.what(r)
	w.raw("<br><span>")
	say()
	w.raw("</span></p></li>")
}

// what writes the words of a bracket and where it stands.
func (w *writer) what(r numbers.Row) {
	switch {
	case len(r.Options) > 0 && len(r.Options) < 4:
		for i, o := range r.Options {
			if i > 0 {
				w.raw(" or ")
			}
			w.quoted(excerpt(o, 40))
		}
	case r.Words == "":
		w.raw("Nothing stands in it")
	default:
		w.quoted(r.Words)
	}
	if r.Place != "" {
		w.raw(", ")
		w.name(r.Place)
	} else {
		w.raw(", in no place of this text")
	}
}

// ready says why a bracket is ready.
func (w *writer) ready(r numbers.Ready) {
	switch r.Why {
	case numbers.BridgeForAll:
		w.raw("Bridge: ")
		w.quoted(r.Bridge)
		w.raw(". ")
		w.holders(r.Row)
		w.raw(" can consider it")
	case numbers.Unblocked:
		w.raw("Depended on ")
		w.depends(r.Row)
		w.raw(". Held by ")
		w.holders(r.Row)
	case numbers.OneHolder:
		w.raw("Held by ")
		w.holders(r.Row)
		w.raw(" alone since ", date(w.board, alone(r.Row)))
		if len(r.LiftsIf) > 0 {
			w.raw("; lifts if settled: ")
			w.depends(r.Row)
		}
	}
}

// holders writes who holds a bracket, with their stances.
func (w *writer) holders(r numbers.Row) {
	if len(r.Holders) == 0 {
		w.raw("no holder known")
		return
	}
	for i, h := range r.Holders {
		switch {
		case i > 0 && i == len(r.Holders)-1:
			w.raw(" and ")
		case i > 0:
			w.raw(", ")
		}
		w.name(h.Display)
		if h.Stance != "" {
			w.raw(" (")
			w.name(h.Stance)
			w.raw(")")
		}
	}
}

// depends writes the brackets on which one depends: "28 (open)".
func (w *writer) depends(r numbers.Row) {
	for i, d := range r.LiftsIf {
		if i > 0 {
			w.raw(", ")
		}
		w.name(d.Label)
		w.raw(map[bool]string{true: " (settled)", false: " (open)"}[d.Settled])
	}
}

// aged says who holds a bracket and for how long.
func (w *writer) aged(r numbers.Row) {
	w.holders(r)
	w.raw(` · <span class="num">`, ageWords(r), "</span>")
	if r.Bridge != "" {
		w.raw(" · bridge offered")
	}
}

// owed says who is to fill a placeholder in.
func (w *writer) owed(r numbers.Row) {
	if r.Owner == "" {
		w.raw("No owner named")
	} else {
		w.raw("With ")
		w.name(r.Owner)
	}
	switch due := dueWords(w.board, r); {
	case r.Overdue:
		w.raw(` · <b class="late">`, due, "</b>")
	case due != "":
		w.raw(" · ", due)
	}
}

// reservation writes one.
func (w *writer) reservation(r numbers.Reservation) {
	w.raw(`<li class="wide"><p><b>`)
	w.name(r.Actor)
	w.raw("</b>")
	if r.OnBehalf != "" {
		w.raw(", for ")
		w.name(r.OnBehalf)
	}
	w.raw(" · ", reservationWords(r.Kind), ", ")
	if r.Place == "" {
		w.raw("on the whole of ")
		w.name(r.Draft)
	} else {
		w.name(r.Place)
	}
	if r.Words != "" {
		w.raw(" ")
		w.quoted(r.Words)
	}
	w.raw("<br><span>")
	if r.Noted {
		w.raw("Noted by the co-facilitators")
	} else {
		w.raw("Stated by the delegation")
	}
	w.raw(" on ", date(w.board, r.At))
	if r.Note != "" {
		w.raw(": ")
		w.name(r.Note)
	}
	w.raw("</span></p></li>")
}

// doubtful lists what a person has to look at.
func (w *writer) doubtful() {
	t := w.board.Team
	doubtful, adrift := len(t.Doubtful), len(t.Adrift)
	if doubtful+adrift+len(t.Waiting) == 0 {
		return
	}
	w.open("doubt", "To confirm", "What only a person can tell: where brackets have gone, and where words of holders are to stand.")
	w.rows(doubtful+adrift+len(t.Waiting), "", func(i int) {
		switch {
		case i < doubtful:
			w.row(t.Doubtful[i], func() { w.name(t.Doubtful[i].Doubt) })
		case i < doubtful+adrift:
			w.row(t.Adrift[i-doubtful], func() { w.raw("Open by the record, and not in the text counted here") })
		default:
			w.reservation(t.Waiting[i-doubtful-adrift])
		}
	})
}

// ended lists how brackets ended since the edition before.
func (w *writer) ended() {
	t := w.board.Team
	since := "so far"
	if p := w.board.Before(); p != nil {
		since = "since " + title(p)
	}
	if len(t.Ended) == 0 && t.EverClosed.All() == 0 {
		return
	}
	w.raw(`<section aria-labelledby="h-ended"><h2 id="h-ended">Ended `)
	w.name(since)
	w.raw(`</h2><p class="lede num">From the beginning: `, endingWords(t.EverClosed), `.</p><ul class="todo">`)
	for _, e := range endedLists(t) {
		w.endedAs(e)
	}
	w.raw("</ul></section>\n")
}

// endedAs lists the brackets that ended in one way.
func (w *writer) endedAs(e endedList) {
	w.raw(`<li class="wide"><p>`, e.what, `<br><span class="num">`)
	for i, r := range e.rows {
		if i > 0 {
			w.raw(", ")
		}
		w.raw("<bdi>", r.Label(), "</bdi>")
		if r.Into != "" {
			w.raw(" (into ")
			w.name(r.Into)
			w.raw(")")
		}
		if e.state == negotiation.BracketNotRetained && len(r.Holders) > 0 && !r.Told {
			w.raw(" (holders not told yet)")
		}
	}
	w.raw("</span></p></li>")
}

// linked lists what depends on what.
func (w *writer) linked() {
	t := w.board.Team
	if len(t.Linked)+len(t.Packages) == 0 {
		return
	}
	w.open("links", "Linked", "")
	w.rows(len(t.Linked)+len(t.Packages), "", func(i int) {
		if i < len(t.Linked) {
			r := t.Linked[i]
			w.row(r, func() { w.raw("Lifts if settled: "); w.depends(r) })
			return
		}
		p := t.Packages[i-len(t.Linked)]
		w.raw(`<li class="wide"><p>Package `)
		w.name(p.Name)
		w.raw(`<br><span class="num">`)
		for k, r := range p.Rows {
			if k > 0 {
				w.raw(", ")
			}
			w.raw("<bdi>", r.Label(), "</bdi>")
		}
		w.raw("</span></p></li>")
	})
}
