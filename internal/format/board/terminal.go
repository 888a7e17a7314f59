package board

import (
	"fmt"
	"strings"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// Options steers the writing for a terminal.
type Options struct {
	// Colour makes headings bold; nothing is told by it alone.
	Colour bool
	// Width is the number of columns; less than 80 stands for 80. The table of holders
	// takes what its sections need.
	Width int
}

// WriteTerminal gives the board as text. Words of the document can not steer the
// terminal: characters that would are written as \u001b.
func WriteTerminal(b *numbers.Board, o Options) []byte {
	o.Width = max(o.Width, 80)
	w := &terminal{o: o, board: b}
	w.head()
	if b.Last() == nil {
		w.line("There is no text to count yet.")
		return []byte(w.b.String())
	}
	w.burnDown()
	w.sections()
	if b.Team != nil {
		w.team()
	}
	w.heading("How this is counted")
	for _, d := range definitions {
		w.item("", d)
	}
	return []byte(w.b.String())
}

type terminal struct {
	b     strings.Builder
	o     Options
	board *numbers.Board
}

func (w *terminal) line(s string) { w.b.WriteString(strings.TrimRight(s, " ") + "\n") }

// heading begins a part.
func (w *terminal) heading(s string) {
	w.line("")
	if w.o.Colour {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	w.line(s)
}

// item writes words after a label, wrapped, with the lines below the first set in.
func (w *terminal) item(label string, parts ...string) {
	const gutter = 6
	for _, part := range parts {
		for _, l := range wrap(clean(part), w.o.Width-gutter-2) {
			w.line("  " + pad(clean(label), gutter) + l)
			label = ""
		}
	}
}

// head names what is counted, and gives the first figures.
func (w *terminal) head() {
	b := w.board
	w.heading(clean(b.Title) + ": where the text stands")
	audience := "for participants"
	if b.Team != nil {
		audience = "co-facilitators only"
	}
	p := b.Last()
	if p == nil {
		w.line(audience)
		return
	}
	say := clean(title(p))
	if !p.Working && !p.At.IsZero() {
		say += " of " + date(b, p.At)
	}
	if p.Seal != "" {
		say += " · seal " + clean(p.Seal[:min(len(p.Seal), 12)])
	}
	w.line(audience + " · " + say)
	if !b.Made.IsZero() {
		w.line("made " + moment(b, b.Made))
	}
	w.line(aid)
	n := p.Total
	w.line("")
	w.line(fmt.Sprintf("%s open · %d of %s agreed · %s of the words in brackets", count(n.Open, "bracket"), n.Paragraphs.Agreed, count(n.Paragraphs.All(), "paragraph"), percent(n.Share())))
	if q := b.Before(); q != nil {
		w.line(fmt.Sprintf("%d closed since %s: %s", p.Closed.All(), clean(title(q)), endingWords(p.Closed)))
	}
	for _, s := range notes(b) {
		w.line(clean(s))
	}
}

// burnDown writes a bar for each edition.
func (w *terminal) burnDown() {
	b := w.board
	w.heading("Open brackets over the editions")
	rows := [][]string{{"", "", "open", "opened", "lifted", "not retained", "other", ""}}
	most := 1
	for _, p := range b.Points {
		most = max(most, p.Total.Open)
	}
	for i := range b.Points {
		p := &b.Points[i]
		c := p.Closed
		row := []string{clean(excerpt(title(p), 20)), date(b, p.At), itoa(p.Total.Open), itoa(p.Opened), itoa(c.Lifted), itoa(c.NotRetained), itoa(c.Merged + c.Superseded + c.Untold), ""}
		if i == 0 {
			row[4], row[5], row[6] = "", "", ""
		}
		rows = append(rows, row)
	}
	used := sum(widths(rows)) + 2
	for i := range b.Points {
		rows[i+1][7] = bar(b.Points[i].Total.Open, most, max(8, w.o.Width-used))
	}
	w.table(rows, "llrrrrrl")
}

// bar draws n of most with blocks, in eighths of a column.
func bar(n, most, columns int) string {
	eighths := n * columns * 8 / most
	if n > 0 {
		eighths = max(eighths, 1)
	}
	return strings.Repeat("█", eighths/8) + strings.TrimSpace(string([]rune(" ▏▎▍▌▋▊▉")[eighths%8]))
}

// sections writes the table of sections; options and depth only where there is room.
func (w *terminal) sections() {
	b := w.board
	w.heading("Section by section")
	last, before := b.Last(), b.Before()
	roomy := w.o.Width >= 110
	rows := [][]string{w.sectionRow(roomy, "", nil, nil)}
	for i, s := range b.Sections {
		var was *numbers.Part
		if before != nil {
			was = &before.Sections[i]
		}
		rows = append(rows, w.sectionRow(roomy, clean(s.Title), &last.Sections[i].Numbers, was))
	}
	if len(b.Sections) > 1 {
		var was *numbers.Part
		if before != nil {
			was = &numbers.Part{Present: true, Numbers: before.Total}
		}
		rows = append(rows, w.sectionRow(roomy, "All", &last.Total, was))
	}
	sizes := widths(rows)
	room := max(12, w.o.Width-2-(sum(sizes)-sizes[0]))
	for i := range rows {
		rows[i][0] = fit(rows[i][0], room)
	}
	w.table(rows, "l"+strings.Repeat("r", len(rows[0])-1))
}

// sectionRow writes the cells of a section, or the heads for nil.
func (w *terminal) sectionRow(roomy bool, name string, n *numbers.Numbers, was *numbers.Part) []string {
	change := ""
	switch {
	case n == nil || was == nil:
	case !was.Present:
		change = "new"
	case n.Open == was.Open:
		change = "="
	default:
		change = fmt.Sprintf("%+d", n.Open-was.Open)
	}
	row, more := []string{name, "open", "", "inside"}, []string{"agreed", "converging", "contested", "parked"}
	if n != nil {
		c := n.Paragraphs
		row[1], row[2], row[3] = itoa(n.Open), change, percent(n.Share())
		more = []string{itoa(c.Agreed), itoa(c.Converging), itoa(c.Contested), itoa(c.Parked)}
	}
	switch {
	case roomy && n == nil:
		row = append(row, "options", "depth")
	case roomy:
		row = append(row, itoa(n.Options), itoa(n.Depth))
	}
	return append(row, more...)
}
