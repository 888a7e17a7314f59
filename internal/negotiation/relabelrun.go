package negotiation

import (
	"cmp"
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// run is the paragraphs of one sequence, in order. One without members stands for
// labels that no sequence can take.
type run struct {
	members []int
	last    int // the highest number in it
	series  series
	house   *form
}

// place tells which runs go on: by depth, numbers apart from letters and both from
// numbers in brackets, and by prefix.
type place struct {
	depth   int
	letters bool
	figures bool // numbers in brackets
	prefix  string
}

// at gives the place of a label at a depth.
func (m labelMark) at(depth int) place {
	return place{depth, m.letters, m.letters && series{}.valueOf(m) > 0, m.prefix}
}

// form is what is printed before and after the core of a label.
type form struct{ before, after string }

// join puts "OP2 bis" among the numbers that stand beside it, "2." and "3.", where no
// label that stays whole has its prefix, and its alternatives with it. Nothing tells
// the place of "PP2 bis" among "OP2" and "OP3".
func (r *relabeller) join() {
	own := map[place]bool{}
	for i, m := range r.marks {
		if m.plain() && !m.letters {
			own[m.at(r.in[i].Depth)] = true
		}
	}
	if len(own) == 0 {
		return
	}
	var beside labelMark // the form that the last paragraph took, for its alternatives
	var from place       // where that came from
	for i, p := range r.in {
		m := &r.marks[i]
		at := m.at(p.Depth)
		if p.Depth <= from.depth && (m.alt == "" || at != from) {
			beside = labelMark{}
		}
		if !m.ok || m.letters || own[at] || !r.anew(i) {
			continue
		}
		if m.alt == "" {
			from = at
			beside, _ = r.neighbour(i, func(n labelMark) bool {
				return n.plain() && !n.letters && (n.prefix == "") != (m.prefix == "")
			})
		}
		if beside.ok {
			m.prefix, m.before, m.after = beside.prefix, beside.before, beside.after
		}
	}
}

// arrange puts every paragraph with a label into its run.
func (r *relabeller) arrange() {
	open := map[place]*run{}
	afterTail := false
	for i, p := range r.in {
		switch p.Kind {
		case text.Footnote:
			continue
		case text.Tail:
			afterTail = true
			continue
		case text.Heading, text.AnnexHeading, text.Title:
			for at, run := range open {
				if at.depth > 0 || at.letters || r.restarts(i, run) {
					delete(open, at)
				}
			}
			continue
		}
		m := r.marks[i]
		at := m.at(p.Depth)
		for other := range open {
			if other.depth > p.Depth || other.depth == p.Depth && other.letters && m.ok && !m.letters {
				delete(open, other)
			}
		}
		if open[at] == nil || p.Depth > 0 && afterTail && p.Label != "" && r.anotherList(open[at], m) {
			open[at] = &run{}
		}
		here := open[at]
		r.runs[i] = here
		if m.alt != "" && len(here.members) == 0 {
			r.marks[i] = labelMark{} // an alternative to nothing
			continue
		}
		if !m.ok {
			afterTail = afterTail && p.Depth > 0
			continue
		}
		if len(here.members) == 0 {
			r.order = append(r.order, here)
		}
		afterTail = false
		here.members, here.last = append(here.members, i), max(here.last, m.n)
	}
	for _, run := range r.order {
		run.series, run.house = r.seriesOf(run), r.house(run)
	}
}

// anotherList tells whether a label after a tail opens a list of its own: it is the
// first of an order, and does not follow the last of the list before, as "(i)" does "(h)".
func (r *relabeller) anotherList(before *run, m labelMark) bool {
	if m.value() != 1 || m.alt != "" || len(before.members) == 0 {
		return false
	}
	last := r.marks[before.members[len(before.members)-1]]
	return !slices.ContainsFunc(allSeries, func(s series) bool {
		v := s.valueOf(last)
		return v > 0 && s.valueOf(m) == v+1
	})
}

// restarts tells whether a run of numbers ends at a heading: where the draft's own
// numbers begin anew there. At an annex most numbers of its first section have stood
// before; at another heading that must be the draft's habit, since a paragraph may
// have been moved: the number 1 stands under two headings at least.
func (r *relabeller) restarts(heading int, before *run) bool {
	annex := r.in[heading].Kind != text.Heading
	if len(before.members) == 0 {
		return annex
	}
	prefix := r.marks[before.members[0]].prefix
	if !annex && !r.habit(prefix) {
		return false
	}
	first, low, high := false, 0, 0
	for i := heading + 1; i < len(r.in); i++ {
		k := r.in[i].Kind
		if k == text.AnnexHeading || k == text.Title || k == text.Heading && (!annex || low+high > 0) {
			break
		}
		m := r.marks[i]
		if !m.ok || m.letters || m.alt != "" || r.in[i].Depth > 0 || m.prefix != prefix || r.in[i].Label == "" {
			continue
		}
		first = first || m.plain() && m.n == 1
		if m.n <= before.last {
			low++
		} else {
			high++
		}
	}
	return low > high || first
}

// habit tells whether the draft begins its numbers anew at headings.
func (r *relabeller) habit(prefix string) bool {
	known, ok := r.habits[prefix]
	if !ok {
		known = r.begins(prefix)
		r.habits[prefix] = known
	}
	return known
}

// begins tells whether the number 1 stands in two sections of the draft or of one
// annex.
func (r *relabeller) begins(prefix string) bool {
	sections, counted := 0, false
	for i, p := range r.in {
		switch m := r.marks[i]; {
		case p.Kind == text.AnnexHeading || p.Kind == text.Title:
			sections, counted = 0, false
		case p.Kind == text.Heading:
			counted = false
		case m.plain() && !m.letters && p.Depth == 0 && m.prefix == prefix && m.n == 1 && p.Label != "" && !counted:
			if sections, counted = sections+1, true; sections > 1 {
				return true
			}
		}
	}
	return false
}

// give writes the labels of a run.
func (r *relabeller) give(run *run) {
	n := 0
	if first := r.marks[run.members[0]]; !first.letters && first.plain() && first.n == 0 {
		n = -1
	}
	for _, i := range run.members {
		m := r.marks[i]
		if !r.anew(i) {
			n = cmp.Or(run.series.valueOf(m), n)
			continue
		}
		if m.alt == "" {
			n++
		}
		if label, ok := m.print(run.series, max(n, 0), run.house); ok {
			r.out.Labels[i] = label
		} else if r.in[i].Label != "" {
			r.out.Unread = append(r.out.Unread, i)
		}
	}
}

// house is the form in which most plain labels of a run are printed; nil where it has
// none.
func (r *relabeller) house(run *run) *form {
	count, best := map[form]int{}, form{}
	for _, i := range run.members {
		m := r.marks[i]
		if r.in[i].Label == "" || !m.plain() || m.head != "" {
			continue
		}
		f := form{m.before, m.after}
		if count[f]++; count[f] > count[best] {
			best = f
		}
	}
	if len(count) == 0 {
		return nil
	}
	return &best
}

// repeats finds the labels that two paragraphs of one run bear, and of what stands in
// its place without a number of its own.
func (r *relabeller) repeats() {
	type bearer struct {
		run   *run
		label string
	}
	met := map[bearer]int{}
	for i, label := range r.out.Labels {
		b := bearer{r.runs[i], label}
		if b.run == nil || label == "" {
			continue
		}
		switch first, twice := met[b]; {
		case !twice:
			met[b] = i
		case first >= 0:
			r.out.Repeated = append(r.out.Repeated, first)
			met[b] = -1
			fallthrough
		default:
			r.out.Repeated = append(r.out.Repeated, i)
		}
	}
	slices.Sort(r.out.Repeated)
}
