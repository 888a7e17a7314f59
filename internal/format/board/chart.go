package board

import (
	"strconv"
	"time"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// frame is the size of a chart, in units of its view box: its right and bottom edges,
// and those of the plot.
type frame struct {
	id                       string
	width, height            float64
	left, right, top, bottom float64
}

// The chart is drawn twice, so that its letters can be read on a phone too.
var (
	wide   = frame{"wide", 720, 330, 44, 694, 30, 260}
	narrow = frame{"narrow", 360, 300, 30, 344, 30, 230}
)

// scale places the points of a board in a frame.
type scale struct {
	frame
	b     *numbers.Board
	xs    []float64
	days  bool // x is time; else the editions stand at equal distances
	first time.Time
	span  time.Duration
	step  int // between two lines of the grid
	top   int // the number at the top
}

func newScale(b *numbers.Board, f frame) *scale {
	s := &scale{frame: f, b: b, xs: make([]float64, len(b.Points)), days: true}
	most := 0
	for i, p := range b.Points {
		most = max(most, p.Total.Open)
		s.days = s.days && !p.At.IsZero() && (i == 0 || !p.At.Before(b.Points[i-1].At))
	}
	if b.Team != nil {
		for _, d := range b.Team.Days {
			most = max(most, d.Open)
		}
	}
	s.step = stepOf(most)
	s.top = max(s.step, (most+s.step-1)/s.step*s.step)
	n := len(b.Points)
	s.first = b.Points[0].At
	s.span = b.Points[n-1].At.Sub(s.first)
	s.days = s.days && s.span > 0 && !s.crowded()
	for i, p := range b.Points {
		switch {
		case s.days:
			s.xs[i] = s.at(p.At)
		case n > 1:
			s.xs[i] = s.left + (s.right-s.left)*float64(i)/float64(n-1)
		default:
			s.xs[i] = s.left
		}
	}
	return s
}

// crowded tells whether time would put half of the editions or more so close to the one
// before that their dots would hide one another.
func (s *scale) crowded() bool {
	const dots = 60 // so many stand side by side in the plot of the narrow chart
	close := 0
	for i := 1; i < len(s.b.Points); i++ {
		if s.b.Points[i].At.Sub(s.b.Points[i-1].At) < s.span/dots {
			close++
		}
	}
	return 2*close >= len(s.b.Points)-1
}

// stepOf finds a round distance between about four lines.
func stepOf(most int) int {
	for unit := 1; ; unit *= 10 {
		for _, k := range []int{1, 2, 4, 5} {
			if unit*k*4 >= most {
				return unit * k
			}
		}
	}
}

// at is the place of a moment.
func (s *scale) at(t time.Time) float64 {
	return s.left + (s.right-s.left)*float64(t.Sub(s.first))/float64(s.span)
}

// y is the height of a number.
func (s *scale) y(n int) float64 {
	return s.bottom - (s.bottom-s.frame.top)*float64(n)/float64(s.top)
}

// f writes a coordinate.
func f(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// burnDown writes the chart and the same as a table.
func (w *writer) burnDown() {
	b := w.board
	w.raw(`<section aria-labelledby="h-burn"><h2 id="h-burn">Open brackets over the editions</h2><p class="lede">`)
	if len(b.Points) == 1 {
		w.raw("One edition so far.")
	} else if b.Last().Working {
		w.raw("Each point is a published draft, the last one the working text as it stands.")
	} else {
		w.raw("Each point is a draft.")
	}
	s := newScale(b, wide)
	if len(b.Points) > 1 && !s.days {
		w.raw(" Equally spaced, not to the scale of time.")
	}
	daily := s.days && b.Team != nil && len(b.Team.Days) > len(b.Points)
	if daily {
		w.raw(" The thin line is the team's text from day to day.")
	}
	w.raw("</p>")
	w.chart(s, daily)
	w.chart(newScale(b, narrow), daily)
	w.burnTable()
	w.raw("</section>\n")
}

// chart draws the points.
func (w *writer) chart(s *scale, daily bool) {
	ps := s.b.Points
	labels, deep := s.labels()
	height := s.height - float64(1-deep)*34
	w.raw(`<svg viewBox="0 0 `, f(s.width), " ", f(height), `" role="img" aria-labelledby="t-`, s.id, ` d-`, s.id, `" class="chart `, s.id, `"><title id="t-`, s.id,
		`">Open brackets over the editions</title><desc id="d-`, s.id, `">`)
	for i := range ps {
		if i > 0 {
			w.raw(", ")
		}
		w.raw(itoa(ps[i].Total.Open), " at ")
		w.plain(title(&ps[i]))
	}
	w.raw(`.</desc>`)
	for n := 0; n <= s.top; n += s.step {
		y := s.y(n)
		w.raw(`<line x1="`, f(s.left), `" x2="`, f(s.right), `" y1="`, f(y), `" y2="`, f(y), `" class="grid"/><text x="`, f(s.left-8), `" y="`, f(y+4), `" class="ax" text-anchor="end">`, itoa(n), `</text>`)
	}
	path := ""
	for i := range ps {
		path += map[bool]string{true: "M", false: " L"}[i == 0] + f(s.xs[i]) + "," + f(s.y(ps[i].Total.Open))
	}
	w.raw(`<path d="`, path, " L", f(s.xs[len(ps)-1]), ",", f(s.bottom), " L", f(s.xs[0]), ",", f(s.bottom), ` Z" class="area"/>`)
	if daily {
		w.raw(`<path d="`, s.daily(), `" class="daily"/>`)
	}
	w.raw(`<path d="`, path, `" class="line"/>`)
	for i := range ps {
		w.raw(`<circle cx="`, f(s.xs[i]), `" cy="`, f(s.y(ps[i].Total.Open)), `" r="4.5" class="dot"/>`)
	}
	w.labels(s, labels)
	w.raw("</svg>")
}

// daily is the path of the counts by day, a step at each.
func (s *scale) daily() string {
	path, y := "", s.y(0)
	for _, d := range s.b.Team.Days {
		next := s.y(d.Open)
		// The count of a day stands from its end on.
		end := d.Date.AddDate(0, 0, 1)
		x := min(s.at(end), s.right)
		switch {
		case end.Before(s.first):
		case path == "":
			path = "M" + f(max(x, s.left)) + "," + f(next)
		default:
			path += " L" + f(x) + "," + f(y) + " L" + f(x) + "," + f(next)
		}
		y = next
	}
	if path == "" {
		return "M" + f(s.left) + "," + f(y)
	}
	return path + " L" + f(s.right) + "," + f(y)
}

// burnTable writes the same as a table.
func (w *writer) burnTable() {
	b := w.board
	untold := false
	for _, p := range b.Points {
		untold = untold || p.Closed.Untold > 0
	}
	w.raw(`<details><summary>The same as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Brackets by edition"><table class="burn"><thead><tr><th scope="col">Edition</th><th scope="col">Open</th><th scope="col">Opened</th><th scope="col">Lifted</th><th scope="col">Not retained</th><th scope="col">Merged</th><th scope="col">Superseded</th>`)
	if untold {
		w.raw(`<th scope="col">Not told how</th>`)
	}
	w.raw(`<th scope="col">Words inside</th></tr></thead><tbody class="num">`)
	for i := range b.Points {
		p := &b.Points[i]
		w.raw(`<tr><th scope="row">`)
		w.name(title(p))
		if !p.At.IsZero() {
			w.raw(`<span class="cap">`, date(b, p.At), "</span>")
		}
		w.raw("</th><td>", itoa(p.Total.Open), "</td>")
		cells := []int{p.Opened, p.Closed.Lifted, p.Closed.NotRetained, p.Closed.Merged, p.Closed.Superseded}
		if untold {
			cells = append(cells, p.Closed.Untold)
		}
		for k, n := range cells {
			switch {
			case i == 0 && k > 0:
				w.raw("<td></td>")
			case k == 0 && p.Reopened > 0:
				w.raw("<td>", itoa(n), `<span class="cap">`, itoa(p.Reopened), " again</span></td>")
			default:
				w.raw("<td>", itoa(n), "</td>")
			}
		}
		w.raw("<td>", percent(p.Total.Share()), "</td></tr>")
	}
	w.raw(`</tbody></table></div></details>`)
}
