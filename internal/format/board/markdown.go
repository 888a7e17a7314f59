package board

import (
	"fmt"
	"strings"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// WriteMarkdown gives the board as Markdown with tables, to be pasted into a minute or
// an issue. Words of the document cannot become mark-up.
func WriteMarkdown(b *numbers.Board) []byte {
	w := &markdown{board: b}
	w.line("# Where the text stands: " + md(b.Title))
	w.line("")
	p := b.Last()
	if p == nil {
		w.line("There is no text to count yet.")
		return []byte(w.b.String())
	}
	say := "For participants. "
	if b.Team != nil {
		say = "**Co-facilitators only.** "
	}
	say += "Counted: " + md(title(p))
	if !p.Working && !p.At.IsZero() {
		say += " of " + date(b, p.At)
	}
	if p.Seal != "" {
		say += ", `" + strings.ReplaceAll(clean(p.Seal), "`", "") + "`"
	}
	if !b.Made.IsZero() {
		say += ". Made " + moment(b, b.Made)
	}
	w.line(say + ". " + aid)
	n := p.Total
	w.line("")
	w.line(fmt.Sprintf("%s open, %d of %s agreed, %s of the words in brackets.", count(n.Open, "bracket"), n.Paragraphs.Agreed, count(n.Paragraphs.All(), "paragraph"), percent(n.Share())))
	for _, s := range notes(b) {
		w.line("\n" + md(s))
	}
	w.burnDown()
	w.sections()
	if b.Team != nil {
		w.team()
	}
	w.heading("How this is counted")
	for _, d := range definitions {
		w.line("* " + d)
	}
	return []byte(w.b.String())
}

type markdown struct {
	b     strings.Builder
	board *numbers.Board
}

func (w *markdown) line(s string) { w.b.WriteString(s + "\n") }

func (w *markdown) heading(s string) { w.line("\n## " + s + "\n") }

// row writes the cells of a table; rule is the line below its heads.
func (w *markdown) row(cells ...string) { w.line("| " + strings.Join(cells, " | ") + " |") }

func (w *markdown) rule(columns int) {
	w.line("|---|" + strings.Repeat("---:|", columns-1))
}

func (w *markdown) burnDown() {
	b := w.board
	w.heading("Open brackets over the editions")
	w.row("Edition", "Open", "Opened", "Lifted", "Not retained", "Merged", "Superseded", "Not told how")
	w.rule(8)
	for i := range b.Points {
		p := &b.Points[i]
		name := md(title(p))
		if !p.At.IsZero() {
			name += ", " + date(b, p.At)
		}
		c := p.Closed
		w.row(name, itoa(p.Total.Open), itoa(p.Opened), itoa(c.Lifted), itoa(c.NotRetained), itoa(c.Merged), itoa(c.Superseded), itoa(c.Untold))
	}
}

func (w *markdown) sections() {
	b := w.board
	w.heading("Section by section")
	w.row("Section", "Open", "Options", "Depth", "Words inside", "Agreed", "Converging", "Contested", "Parked")
	w.rule(9)
	row := func(name string, n numbers.Numbers) {
		c := n.Paragraphs
		w.row(name, itoa(n.Open), itoa(n.Options), itoa(n.Depth), percent(n.Share()), itoa(c.Agreed), itoa(c.Converging), itoa(c.Contested), itoa(c.Parked))
	}
	for i, s := range b.Sections {
		row(md(s.Title), b.Last().Sections[i].Numbers)
	}
	row("**All**", b.Last().Total)
}

func (w *markdown) team() {
	b, t := w.board, w.board.Team
	w.heading("Who holds what")
	head := []string{"Holder"}
	for _, s := range b.Sections {
		head = append(head, md(s.Label))
	}
	w.row(append(head, "All")...)
	w.rule(len(head) + 1)
	for _, h := range holderRows(t) {
		cells := []string{md(h.Display)}
		for _, n := range h.Sections {
			cells = append(cells, itoa(n))
		}
		w.row(append(cells, itoa(h.Total))...)
	}
	if t.Suggesting {
		w.heading("Ready to land (a suggestion)")
		for _, r := range t.Ready {
			w.line("* **" + r.Label() + "** " + md(what(r.Row)) + ": " + md(readyWords(b, r)))
		}
	}
	for _, l := range teamLists(b) {
		if len(l.rows) == 0 {
			continue
		}
		w.heading(l.heading)
		for _, r := range l.rows {
			w.line("* **" + r.Label() + "** " + md(what(r)) + ": " + md(l.say(r)))
		}
	}
	for _, p := range t.Packages {
		w.heading("Package " + md(p.Name))
		w.line("* " + labels(p.Rows))
	}
	for _, l := range []struct {
		heading string
		all     []numbers.Reservation
	}{{"Reservations", t.Reservations}, {"Words not yet in the working text", t.Waiting}} {
		if len(l.all) == 0 {
			continue
		}
		w.heading(l.heading)
		for _, r := range l.all {
			w.line("* " + md(reservationLine(b, r)))
		}
	}
	w.heading("Ended")
	w.line("* From the beginning: " + endingWords(t.EverClosed))
	for _, e := range endedLists(t) {
		w.line("* " + e.what + ": " + labels(e.rows))
	}
}

// md takes from words what Markdown would read as mark-up.
func md(s string) string {
	var b strings.Builder
	for _, r := range clean(strings.Join(strings.Fields(s), " ")) {
		if strings.ContainsRune("\\`*_{}[]<>()#+-.!|~&:@", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
