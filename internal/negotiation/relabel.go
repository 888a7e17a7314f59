package negotiation

import (
	"cmp"
	"slices"

	"github.com/travaux/travaux/internal/text"
)

// LabelPolicy is what cutting a draft does with the labels of a section.
type LabelPolicy string

// The policies; an empty one is KeepLabels.
const (
	KeepLabels LabelPolicy = "keep"     // labels stand as they are, "12 bis" included
	Renumber   LabelPolicy = "renumber" // labels are given anew in running order
)

// SectionLabels is the policy for one section: the paragraphs after a heading up
// to the next heading or annex.
type SectionLabels struct {
	// Heading is the paragraph that opens the section, …/paragraphs/{id}; empty is the
	// part before the first heading.
	Heading string
	Labels  LabelPolicy
}

// Relabelling is what became of the labels of a draft.
type Relabelling struct {
	// Labels are the labels as they are to stand, one for each paragraph.
	Labels []string
	// Unread are the paragraphs whose labels were to be given anew and stay, since no
	// place in a running order can be told of them ("16.5 octies").
	Unread []int
	// Repeated are the paragraphs that bear a label which another of the same order
	// bears, where kept and new labels meet.
	Repeated []int
}

// Relabel gives labels in running order, in the style in which they are printed,
// to the paragraphs for which anew holds. Numbers run on over headings, unless the
// draft's own numbers begin anew at its headings, and over annexes that run on;
// letters begin anew in each list. Ordinals go: "12 bis" becomes a number of its
// own. "5 alt" stays beside the paragraph before it, with its number. What bears
// no label stays without one, but for an operative paragraph or item for which
// fresh holds, where the others of its kind bear one. Titles, headings and
// footnotes keep theirs. Doing it twice changes nothing more.
func Relabel(paragraphs []text.Paragraph, anew, fresh func(i int) bool) Relabelling {
	r := &relabeller{in: paragraphs, anew: anew, marks: make([]labelMark, len(paragraphs)), runs: make([]*run, len(paragraphs))}
	r.out.Labels = make([]string, len(paragraphs))
	for i, p := range paragraphs {
		r.out.Labels[i] = p.Label
		if numbered(p.Kind) {
			r.marks[i] = readMark(p.Label)
		}
	}
	r.adopt(fresh)
	r.arrange()
	for _, run := range r.order {
		r.give(run)
	}
	r.composites()
	for i, p := range paragraphs {
		if anew(i) && numbered(p.Kind) && p.Label != "" && !r.marks[i].ok {
			r.out.Unread = append(r.out.Unread, i)
		}
	}
	slices.Sort(r.out.Repeated)
	return r.out
}

// numbered tells whether paragraphs of a kind can stand in a running order.
func numbered(k text.Kind) bool {
	switch k {
	case text.Title, text.Heading, text.AnnexHeading, text.Formula, text.Footnote, text.Tail:
		return false
	}
	return true
}

// relabeller gives labels. A run is a sequence of labels that follow each other.
type relabeller struct {
	in    []text.Paragraph
	anew  func(int) bool
	marks []labelMark
	runs  []*run // by paragraph
	order []*run
	out   Relabelling
}

// run is the paragraphs of one sequence, in order.
type run struct {
	members []int
	series  series
}

// place tells which runs go on: by depth, numbers apart from letters, and by prefix.
type place struct {
	depth   int
	letters bool
	prefix  string
}

// adopt gives fresh paragraphs without a label the form of their neighbours'.
func (r *relabeller) adopt(fresh func(int) bool) {
	for i, p := range r.in {
		if p.Label != "" || !fresh(i) || !r.anew(i) || p.Kind != text.Operative && p.Kind != text.Item {
			continue
		}
		if m, ok := r.neighbour(i); ok {
			m.ordinal, m.alt, m.head = false, "", ""
			r.marks[i] = m
		}
	}
}

// neighbour gives the form of the labels that stand beside a paragraph: of the same
// kind and depth, in its list where it is in one, the one before it first.
func (r *relabeller) neighbour(i int) (labelMark, bool) {
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(r.in); j += step {
			p := r.in[j]
			if r.in[i].Depth > 0 && p.Depth < r.in[i].Depth && p.Kind != text.Footnote || p.Kind == text.AnnexHeading {
				break
			}
			if p.Depth == r.in[i].Depth && p.Kind == r.in[i].Kind && r.marks[j].ok && r.marks[j].head == "" {
				return r.marks[j], true
			}
		}
	}
	return labelMark{}, false
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
		at := place{p.Depth, m.letters, m.prefix}
		for other := range open {
			if other.depth > p.Depth || other.depth == p.Depth && other.letters && m.ok && !m.letters {
				delete(open, other)
			}
		}
		if m.alt != "" && open[at] == nil {
			r.marks[i] = labelMark{} // an alternative to nothing
			continue
		}
		if !m.ok {
			afterTail = afterTail && p.Depth > 0
			continue
		}
		if open[at] == nil || p.Depth > 0 && afterTail && m.value() == 1 {
			open[at] = &run{}
			r.order = append(r.order, open[at])
		}
		afterTail = false
		open[at].members = append(open[at].members, i)
		r.runs[i] = open[at]
	}
	for _, run := range r.order {
		run.series = r.seriesOf(run)
	}
}

// restarts tells whether a run of numbers ends at a heading: where the draft's own
// numbers begin anew there. At an annex most numbers after it have stood before; at
// another heading that must be the draft's habit, since a paragraph may have been
// moved: the number 1 stands under two headings at least.
func (r *relabeller) restarts(heading int, before *run) bool {
	if len(before.members) == 0 {
		return true
	}
	last := 0
	for _, i := range before.members {
		last = max(last, r.marks[i].n)
	}
	prefix := r.marks[before.members[0]].prefix
	first, low, high := false, 0, 0
	for i := heading + 1; i < len(r.in); i++ {
		if k := r.in[i].Kind; k == text.AnnexHeading || k == text.Heading && r.in[heading].Kind == text.Heading {
			break
		}
		m := r.marks[i]
		if !m.ok || m.letters || m.alt != "" || r.in[i].Depth > 0 || m.prefix != prefix {
			continue
		}
		first = first || m.plain() && m.n == 1
		if m.n <= last {
			low++
		} else {
			high++
		}
	}
	if r.in[heading].Kind == text.Heading && !r.habit(prefix) {
		return false
	}
	return low > high || first
}

// habit tells whether the draft begins its numbers anew at headings.
func (r *relabeller) habit(prefix string) bool {
	sections, counted := 0, false
	for i, p := range r.in {
		switch m := r.marks[i]; {
		case p.Kind == text.AnnexHeading:
			sections, counted = 0, false
		case p.Kind == text.Heading:
			counted = false
		case m.ok && !m.letters && p.Depth == 0 && m.prefix == prefix && m.plain() && m.n == 1 && !counted:
			if sections, counted = sections+1, true; sections > 1 {
				return true
			}
		}
	}
	return false
}

// give writes the labels of a run.
func (r *relabeller) give(run *run) {
	n, seen, mixed := 0, map[string]int{}, false
	if first := r.marks[run.members[0]]; !first.letters && first.plain() && first.n == 0 {
		n = -1
	}
	for _, i := range run.members {
		m := r.marks[i]
		if r.anew(i) {
			if m.alt == "" {
				n++
			}
			if label, ok := m.print(run.series, max(n, 0), r.house(run)); ok {
				r.out.Labels[i] = label
			}
		} else {
			mixed = true
			n = cmp.Or(run.series.valueOf(m), n)
		}
		if other, twice := seen[r.out.Labels[i]]; twice && mixed {
			r.out.Repeated = append(r.out.Repeated, other, i)
		}
		seen[r.out.Labels[i]] = i
	}
	r.out.Repeated = slices.Compact(slices.Sorted(slices.Values(r.out.Repeated)))
}

// house is the form in which most plain labels of a run are printed.
func (r *relabeller) house(run *run) [2]string {
	count, best := map[[2]string]int{}, [2]string{"", "."}
	for _, i := range run.members {
		m := r.marks[i]
		form := [2]string{m.before, m.after}
		if r.in[i].Label == "" || !m.plain() {
			continue
		}
		if count[form]++; count[form] > count[best] {
			best = form
		}
	}
	return best
}

// composites gives items that print the number of their paragraph, "12(a)", its new
// number.
func (r *relabeller) composites() {
	last := -1
	for i, m := range r.marks {
		switch {
		case m.ok && !m.letters && m.head == "":
			last = i
		case m.ok && m.head != "" && r.anew(i) && last >= 0 && r.marks[last].core == m.head:
			now := readMark(r.out.Labels[last])
			r.out.Labels[i] = r.marks[i].headed(r.out.Labels[i], now.core)
		}
	}
}
