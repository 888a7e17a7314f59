package text

import (
	"cmp"
	"slices"
)

// SortMarks puts marks into the order that a Paragraph keeps them in: by Start,
// then by End descending, then by Kind, then by Ref. Footnote anchors at one
// place keep the order in which they stand, which is what a reader sees.
func SortMarks(marks []Mark) {
	slices.SortStableFunc(marks, func(a, b Mark) int {
		order := cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Kind, b.Kind))
		if order != 0 || a.Kind == NoteAnchor {
			return order
		}
		return cmp.Compare(a.Ref, b.Ref)
	})
}
