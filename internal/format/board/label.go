package board

import (
	"unicode/utf8"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// box is what a label covers.
type box struct{ x0, y0, x1, y1 float64 }

func (a box) meets(b box) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

// mark is a label of a chart.
type mark struct {
	x, y          float64
	anchor, class string
	text          string
	// at and from are where a line down from the axis stands and ends; from is 0 for
	// none.
	at, from float64
}

// labels places the number of each point and, under the axis, its day and title. The
// last and the first point come first; what would cover another label is left out,
// since the table below the chart has it. Deep is 1 if a second row under the axis is
// used.
func (s *scale) labels() (out []mark, deep int) {
	var values, names []box
	for i := range s.xs {
		r := 7.0
		y := s.y(s.b.Points[i].Total.Open)
		values = append(values, box{s.xs[i] - r, y - r, s.xs[i] + r, y + r})
	}
	for _, i := range importance(s.b.Points) {
		if m, ok := s.value(i, &values); ok {
			out = append(out, m)
		}
		ms, row := s.name(i, &names)
		out = append(out, ms...)
		deep = max(deep, row)
	}
	return out, deep
}

// importance orders points for labelling: the last, the first, the highest, the others
// from the end.
func importance(ps []numbers.Point) []int {
	last, high := len(ps)-1, 0
	for i := range ps {
		if ps[i].Total.Open > ps[high].Total.Open {
			high = i
		}
	}
	out := []int{last}
	add := func(i int) {
		for _, k := range out {
			if k == i {
				return
			}
		}
		out = append(out, i)
	}
	add(0)
	add(high)
	for i := last; i > 0; i-- {
		add(i)
	}
	return out
}

// value places the number of a point above it, else beside or below it.
func (s *scale) value(i int, taken *[]box) (mark, bool) {
	n := itoa(s.b.Points[i].Total.Open)
	x, y := s.xs[i], s.y(s.b.Points[i].Total.Open)
	size := 9.2 * float64(len(n))
	for _, m := range []mark{
		{x: x, y: y - 12, anchor: "middle"}, {x: x - 4, y: y - 12, anchor: "start"}, {x: x + 10, y: y - 8, anchor: "start"},
		{x: x - 9, y: y + 18, anchor: "end"}, {x: x, y: y + 24, anchor: "middle"},
	} {
		b := anchored(m, size, 12)
		if b.x1 > s.width || b.x0 < s.left-5 || b.y1 > s.bottom-2 || clash(b, *taken) {
			continue
		}
		*taken = append(*taken, b)
		m.class, m.text = "val", n
		return m, true
	}
	return mark{}, false
}

// name places day and title under the axis, in the first or the second row.
func (s *scale) name(i int, taken *[]box) ([]mark, int) {
	p := &s.b.Points[i]
	day := ""
	if !p.At.IsZero() {
		at := p.At.In(s.b.Made.Location())
		day = at.Format("2 Jan")
		if i == 0 || at.Year() != s.b.Points[i-1].At.In(s.b.Made.Location()).Year() {
			day = at.Format("2 Jan 2006")
		}
	}
	called := excerpt(title(p), 18)
	size := 6.4 * float64(max(utf8.RuneCountInString(day), utf8.RuneCountInString(called)))
	for row := range 2 {
		y := s.bottom + 18 + 34*float64(row)
		m := mark{x: s.xs[i], y: y, anchor: "middle", class: "ax", text: day}
		if m.x-size/2 < 2 {
			m.x, m.anchor = 2, "start"
		} else if m.x+size/2 > s.width-2 {
			m.x, m.anchor = s.width-2, "end"
		}
		b := anchored(m, size+10, 28)
		if clash(b, *taken) {
			continue
		}
		if stem := (box{s.xs[i] - 1, s.bottom, s.xs[i] + 1, y - 13}); row > 0 && !clash(stem, *taken) {
			m.at, m.from = s.xs[i], stem.y1
		}
		*taken = append(*taken, b)
		below := m
		below.y, below.class, below.text, below.from = y+15, "ax2", called, 0
		if day == "" {
			below.y = y
			return []mark{below}, row
		}
		return []mark{m, below}, row
	}
	return nil, 0
}

// anchored is the box of a label, with its baseline at the bottom.
func anchored(m mark, width, height float64) box {
	b := box{m.x, m.y - height, m.x + width, m.y}
	switch m.anchor {
	case "middle":
		b.x0, b.x1 = m.x-width/2, m.x+width/2
	case "end":
		b.x0, b.x1 = m.x-width, m.x
	}
	return b
}

func clash(b box, taken []box) bool {
	for _, t := range taken {
		if b.meets(t) {
			return true
		}
	}
	return false
}

// labels draws them.
func (w *writer) labels(s *scale, all []mark) {
	for _, m := range all {
		if m.from > 0 {
			w.raw(`<line x1="`, f(m.at), `" x2="`, f(m.at), `" y1="`, f(s.bottom), `" y2="`, f(m.from), `" class="grid"/>`)
		}
		w.raw(`<text x="`, f(m.x), `" y="`, f(m.y), `" class="`, m.class, `" text-anchor="`, m.anchor, `">`)
		w.plain(m.text)
		w.raw("</text>")
	}
}
