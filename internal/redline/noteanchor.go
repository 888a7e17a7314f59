package redline

import (
	"slices"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/text"
)

// noteAnchor is a footnote's anchor after a sign that stays.
type noteAnchor struct {
	formatted
	note  int // the footnote's group, or -1
	equal bool
}

// anchors compares the anchors of footnotes. An anchor whose footnote was only
// given another number is the same.
func (a *aligner) anchors(k *kept) []formatted {
	old, new := k.anchors(Delete, a.oldGroup), k.anchors(Insert, a.newGroup)
	same := func(fits func(o, n *noteAnchor) bool) {
		j := 0
		for i := range old {
			for j < len(new) && new[j].at < old[i].at {
				j++
			}
			for n := j; n < len(new) && new[n].at == old[i].at && !old[i].equal; n++ {
				if !new[n].equal && fits(&old[i], &new[n]) {
					old[i].equal, new[n].equal = true, true
				}
			}
		}
	}
	same(func(o, n *noteAnchor) bool { return o.note >= 0 && o.note == n.note })
	same(func(o, n *noteAnchor) bool { return (o.note < 0 || n.note < 0) && o.Mark.Ref == n.Mark.Ref })
	var out []formatted
	for _, n := range slices.Concat(old, new) {
		if !n.equal {
			out = append(out, n.formatted)
		}
	}
	return out
}

// anchors gives the anchors of one side that stand after a sign that stays, or
// before one at the beginning of a paragraph, in the order of the text.
func (k *kept) anchors(op Op, groups []int) []noteAnchor {
	var out []noteAnchor
	on := k.side(op)
	for p, index := range on.at {
		words := on.paragraph(p).Text
		for _, m := range on.paragraph(p).Marks {
			if m.Kind != text.NoteAnchor {
				continue
			}
			end := len(strings.TrimRightFunc(words[:m.Start], unicode.IsSpace))
			at := k.before(op, spot{p, end})
			// The byte by which it stands: the one before, or the first of all.
			if by := max(end-1, 0); words != "" && k.before(op, spot{p, by}) == k.before(op, spot{p, by + 1}) {
				continue // it came or went with the word
			}
			out = append(out, noteAnchor{formatted: formatted{FormatChange{Op: op, Index: index, Mark: m}, at}, note: noteGroup(on.d, index, m.Ref, groups)})
		}
	}
	slices.SortStableFunc(out, func(x, y noteAnchor) int { return x.at - y.at })
	return out
}

// noteGroup gives the group of the footnote that a paragraph anchors by its label,
// or -1.
func noteGroup(d *text.Draft, i int, label string, groups []int) int {
	for i++; i < len(d.Paragraphs) && natureOf(&d.Paragraphs[i]) == note; i++ {
		if d.Paragraphs[i].Label == label {
			return groups[i]
		}
	}
	return -1
}
