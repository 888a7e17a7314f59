package bracket

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// run is the cells [from, to).
type run struct{ from, to int }

// group is runs of cells that may change places: the candidates of a slot, or the
// options of a bracket.
type group struct {
	runs  []run
	order []int // which run stands at each place
	level int   // how many groups begin with the same cell and hold this one
	slot  bool  // a run is a bracket with its glyphs
}

// orderer has the pieces of a tree, cut where options begin and end, and the groups
// by the cell with which they begin, the outer before the inner.
type orderer struct {
	cells  []Piece
	groups map[int][]*group
}

// ordered puts the runs of all groups in order: the inner groups first, so that the
// order of the outer ones does not depend on how the inner ones were typed.
func (t *Tree) ordered() *orderer {
	o := &orderer{groups: make(map[int][]*group)}
	glyphs := o.cut(t)
	var all []*group
	for _, b := range t.Brackets {
		if len(b.Options) == 0 {
			continue
		}
		g := &group{}
		for _, s := range b.Options {
			s = t.core(s)
			g.runs = append(g.runs, run{o.find(s.Start), o.find(s.End)})
		}
		all = append(all, g)
	}
	for _, s := range t.Slots {
		for _, part := range t.byOption(s.Brackets) {
			g := &group{slot: true}
			for _, n := range part {
				g.runs = append(g.runs, run{glyphs[t.Brackets[n].open], glyphs[t.Brackets[n].close] + 1})
			}
			all = append(all, g)
		}
	}
	slices.SortStableFunc(all, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.runs[0].from, b.runs[0].from), cmp.Compare(b.end(), a.end()))
	})
	for _, g := range all {
		at := g.runs[0].from
		g.level = len(o.groups[at])
		o.groups[at] = append(o.groups[at], g)
		for k := range g.runs {
			g.order = append(g.order, k)
		}
	}
	for _, g := range slices.Backward(all) {
		slices.SortStableFunc(g.order, func(a, b int) int { return o.compare(t, g, a, b) })
	}
	return o
}

// end is the cell behind the last run.
func (g *group) end() int { return g.runs[len(g.runs)-1].to }

// core is an option without the spaces at its ends.
func (t *Tree) core(s Span) Span {
	words := t.Text(s)
	s.End.Offset = s.Start.Offset + len(strings.TrimRight(words, " \u00A0"))
	s.Start.Offset += len(words) - len(strings.TrimLeft(words, " \u00A0"))
	return s
}

// byOption parts the candidates of a slot by the option of the bracket around them
// that they stand in, and leaves out those that stand there alone: "[[a]/[b] [c]]"
// has the options [a] and [b] [c].
func (t *Tree) byOption(slot []int) [][]int {
	parent := t.Brackets[slot[0]].Parent
	if parent < 0 || len(t.Brackets[parent].Options) == 0 {
		return [][]int{slot}
	}
	var out [][]int
	for _, o := range t.Brackets[parent].Options {
		var in []int
		for len(slot) > 0 && t.Brackets[slot[0]].Open.Compare(o.End) < 0 {
			in, slot = append(in, slot[0]), slot[1:]
		}
		if len(in) > 1 {
			out = append(out, in)
		}
	}
	return out
}

// cut makes the cells, and gives for each piece the cell with which it begins.
// Attributions that stand beside the words are no cells.
func (o *orderer) cut(t *Tree) []int {
	var cuts []Place
	for _, b := range t.Brackets {
		for _, s := range b.Options {
			s = t.core(s)
			cuts = append(cuts, s.Start, s.End)
		}
	}
	slices.SortFunc(cuts, Place.Compare)
	first := make([]int, len(t.Pieces))
	for i, x := range t.Pieces {
		first[i] = len(o.cells)
		for len(cuts) > 0 && cuts[0].Compare(Place{x.Paragraph, x.End}) < 0 {
			if at := cuts[0]; at.Compare(x.Place()) > 0 {
				o.cells = append(o.cells, Piece{x.Kind, x.Paragraph, x.Start, at.Offset, x.Bracket})
				x.Start = at.Offset
			}
			cuts = cuts[1:]
		}
		if x.Start < x.End {
			o.cells = append(o.cells, x)
		}
	}
	return first
}

// find gives the cell that begins at a place.
func (o *orderer) find(p Place) int {
	return sort.Search(len(o.cells), func(i int) bool { return o.cells[i].Place().Compare(p) >= 0 })
}

// compare compares two runs of a group by what they print.
func (o *orderer) compare(t *Tree, g *group, a, b int) int {
	left, right := o.content(g, a), o.content(g, b)
	x, y := left.words(t), right.words(t)
	if x == "" || y == "" {
		return cmp.Compare(min(1, len(y)), min(1, len(x)))
	}
	for x != "" && y != "" {
		n := min(len(x), len(y))
		if c := strings.Compare(x[:n], y[:n]); c != 0 {
			return c
		}
		if x = x[n:]; x == "" {
			x = left.words(t)
		}
		if y = y[n:]; y == "" {
			y = right.words(t)
		}
	}
	return cmp.Compare(len(x), len(y))
}

// content walks through what a run of a group holds.
func (o *orderer) content(g *group, k int) *walker {
	r := g.runs[k]
	switch {
	case g.slot:
		return o.walk(run{r.from + 1, r.to - 1}, 0)
	case k == 0:
		return o.walk(r, g.level+1)
	}
	return o.walk(r, 0)
}

// walker walks through cells in the order of the groups.
type walker struct {
	o     *orderer
	stack []frame
}

// frame is what is left of a run, or of a group the place k of which is next: its
// runs have the even places, what stands between them the odd ones.
type frame struct {
	run
	level int // groups that begin with the first cell and are begun already
	g     *group
	k     int
}

// walk begins with a run; level groups that begin with its first cell are not put
// in order.
func (o *orderer) walk(r run, level int) *walker {
	return &walker{o, []frame{{run: r, level: level}}}
}

// next gives the next cell.
func (w *walker) next() (cell int, ok bool) {
	for len(w.stack) > 0 {
		f := &w.stack[len(w.stack)-1]
		switch {
		case f.g != nil && f.k < 2*len(f.g.runs)-1:
			in := frame{run: f.g.part(f.k)}
			if in.from == f.g.runs[0].from {
				in.level = f.g.level + 1
			}
			f.k++
			w.stack = append(w.stack, in)
		case f.g != nil || f.from == f.to:
			w.stack = w.stack[:len(w.stack)-1]
		case f.level < len(w.o.groups[f.from]):
			g := w.o.groups[f.from][f.level]
			f.from, f.level = g.end(), 0
			w.stack = append(w.stack, frame{g: g})
		default:
			f.from, f.level = f.from+1, 0
			return f.from - 1, true
		}
	}
	return 0, false
}

// part gives the cells at a place of a group in its order.
func (g *group) part(k int) run {
	if k%2 == 0 {
		return g.runs[g.order[k/2]]
	}
	return run{g.runs[k/2].to, g.runs[k/2+1].from}
}

// words gives the next words that are printed, "" at the end.
func (w *walker) words(t *Tree) string {
	for {
		i, ok := w.next()
		if !ok {
			return ""
		}
		if x := w.o.cells[i]; x.Kind != Names {
			return t.source(x)
		}
	}
}
