package negotiation

import (
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
	// place in a running order can be told of them ("16.5 octies") or no label can be
	// printed for it (a fortieth roman number).
	Unread []int
	// Repeated are the paragraphs that bear a label which another of the same depth
	// bears in the same list, or, for numbers, up to where they begin anew.
	Repeated []int
}

// Relabel gives labels in running order, in the style in which they are printed,
// to the paragraphs for which anew holds. Numbers run on over headings, unless the
// draft's own numbers begin anew at its headings, and over annexes that run on;
// letters begin anew in each list. Ordinals go: "12 bis" becomes a number of its
// own, and so does "OP12 bis" in the form of the numbers beside it, where no other
// label has its prefix. "5 alt" stays beside the paragraph before it, with its
// number. What bears no label stays without one, but for an operative paragraph or item for which
// fresh holds, where the others of its kind bear one. Titles, headings and
// footnotes keep theirs. Where all are given anew, doing it twice changes nothing
// more; where some are kept it may, since a new 1 and a kept one can look like numbers
// that begin anew at headings ("2.", a heading, "2.", a kept "1.").
func Relabel(paragraphs []text.Paragraph, anew, fresh func(i int) bool) Relabelling {
	r := &relabeller{in: paragraphs, anew: anew, marks: make([]labelMark, len(paragraphs)), runs: make([]*run, len(paragraphs)), habits: map[string]bool{}}
	r.out.Labels = make([]string, len(paragraphs))
	for i, p := range paragraphs {
		r.out.Labels[i] = p.Label
		if numbered(p.Kind) {
			r.marks[i] = readMark(p.Label)
		}
	}
	r.adopt(fresh)
	r.join()
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
	slices.Sort(r.out.Unread)
	r.repeats()
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
	in     []text.Paragraph
	anew   func(int) bool
	marks  []labelMark
	runs   []*run // by paragraph
	order  []*run
	habits map[string]bool // by prefix
	out    Relabelling
}

// adopt gives fresh paragraphs without a label the form of their neighbours'.
func (r *relabeller) adopt(fresh func(int) bool) {
	for i, p := range r.in {
		if p.Label != "" || !fresh(i) || !r.anew(i) || p.Kind != text.Operative && p.Kind != text.Item {
			continue
		}
		if m, ok := r.neighbour(i, func(m labelMark) bool { return m.ok && m.head == "" }); ok {
			m.ordinal, m.alt, m.head = false, "", ""
			r.marks[i] = m
		}
	}
}

// neighbour gives the nearest fit label that stands beside a paragraph: of the same
// kind and depth, in its list where it is in one, the one before it first.
func (r *relabeller) neighbour(i int, fit func(labelMark) bool) (labelMark, bool) {
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(r.in); j += step {
			p := &r.in[j]
			if r.in[i].Depth > 0 && p.Depth < r.in[i].Depth && p.Kind != text.Footnote || p.Kind == text.AnnexHeading {
				break
			}
			if p.Depth == r.in[i].Depth && p.Kind == r.in[i].Kind && fit(r.marks[j]) {
				return r.marks[j], true
			}
		}
	}
	return labelMark{}, false
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
