package text

import (
	"cmp"
	"slices"
)

// SortMarks puts marks into the order that a Paragraph keeps them in: by Start,
// then by End descending, then by Kind, then by Ref.
func SortMarks(marks []Mark) {
	slices.SortStableFunc(marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref))
	})
}
