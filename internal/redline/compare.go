package redline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Compare tells what became of every paragraph of old and new. What is compared
// is the words, and the labels beside them; a paragraph whose words and label
// stay is Unchanged whatever became of its kind, depth and marks. Marks are
// compared on the words that stay, see FormatChange; where an edit touches words
// their marks are those of each draft. Both drafts are taken
// to be in normal form, and are not changed. The result depends on its arguments
// alone.
func Compare(old, new *text.Draft, o Options) *Comparison {
	a := newAligner(old, new, o)
	a.align()
	c := &Comparison{Old: old, New: new}
	w := writer{a: a, c: c}
	w.deleted(0)
	for j, g := range a.newGroup {
		switch {
		case g < 0:
			w.inserted(j)
		case a.groups[g].new[0] == j:
			w.group(&a.groups[g])
		}
	}
	classify(c)
	return c
}

// writer writes the changes of a comparison in reading order.
type writer struct {
	a *aligner
	c *Comparison
}

// add appends a change.
func (w *writer) add(change Change, old, new []int, segments []Segment) {
	w.c.Paragraphs = append(w.c.Paragraphs, ParagraphChange{Change: change, Old: old, New: new, Segments: segments})
	*w.c.Stats.of(change)++
}

// of gives the counter of a change.
func (s *Stats) of(change Change) *int {
	switch change {
	case Edited:
		return &s.Edited
	case Inserted:
		return &s.Inserted
	case Deleted:
		return &s.Deleted
	case Moved:
		return &s.Moved
	case MovedEdited:
		return &s.MovedEdited
	case Split:
		return &s.Split
	case Merged:
		return &s.Merged
	case Renumbered:
		return &s.Renumbered
	}
	return &s.Unchanged
}

// deleted writes the old paragraphs without partner from i on, up to the next
// one that stays in its place.
func (w *writer) deleted(i int) {
	for ; i < len(w.a.old); i++ {
		switch g := w.a.oldGroup[i]; {
		case g < 0:
			w.add(Deleted, []int{i}, nil, nil)
			w.c.Stats.WordsDeleted += w.a.old[i].n
		case w.a.groups[g].backbone && w.a.groups[g].old[0] == i:
			return
		}
	}
}

// inserted writes a new paragraph without partner.
func (w *writer) inserted(j int) {
	w.add(Inserted, nil, []int{j}, nil)
	w.c.Stats.WordsInserted += w.a.new[j].n
}

// group writes paragraphs that belong together.
func (w *writer) group(g *group) {
	change := w.change(g)
	var segments []Segment
	if change != Unchanged {
		segments = w.segments(g)
	}
	w.add(change, g.old, g.new, segments)
	w.c.Paragraphs[len(w.c.Paragraphs)-1].Formatting = w.formatting(g, segments)
	if g.backbone {
		w.deleted(g.old[0] + 1)
	}
}

// change names what became of the paragraphs of a group.
func (w *writer) change(g *group) Change {
	if len(g.new) > 1 {
		return Split
	}
	if len(g.old) > 1 {
		return Merged
	}
	old, new := &w.a.oldDraft.Paragraphs[g.old[0]], &w.a.newDraft.Paragraphs[g.new[0]]
	switch same := old.Text == new.Text; {
	case same && !g.backbone:
		return Moved
	case !g.backbone:
		return MovedEdited
	case !same:
		return Edited
	case old.Label != new.Label:
		return Renumbered
	}
	return Unchanged
}

// segments compares the words of a group and counts them.
func (w *writer) segments(g *group) []Segment {
	a := w.a
	var out []Segment
	switch {
	case a.o.Differ != nil:
		out = a.o.Differ.Diff(texts(a.old, g.old), texts(a.new, g.new), cmp.Or(a.newDraft.Language, a.oldDraft.Language))
	case len(g.old) > 1 || len(g.new) > 1:
		old, new := a.reader.joined(a.old, g.old), a.reader.joined(a.new, g.new)
		out = a.comparer.segments(&old, &new)
	default:
		old, new := &a.old[g.old[0]], &a.new[g.new[0]]
		if old.text == new.text {
			if old.text == "" {
				return nil
			}
			return []Segment{{Op: Equal, Text: old.text}}
		}
		if blocks, ok := a.compared[[2]int{g.old[0], g.new[0]}]; ok {
			out = segments(old, new, blocks)
		} else {
			out = a.comparer.segments(old, new)
		}
	}
	for _, s := range out {
		switch s.Op {
		case Delete:
			w.c.Stats.WordsDeleted += text.Words(s.Text, a.oldDraft.Language)
		case Insert:
			w.c.Stats.WordsInserted += text.Words(s.Text, a.newDraft.Language)
		}
	}
	return out
}

// texts joins the texts of several paragraphs.
func texts(all []words, at []int) string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = all[k].text
	}
	return strings.Join(out, "\n")
}

// links gives the groups as suggestions, in the order of the new draft.
func (a *aligner) links() []Link {
	out := make([]Link, 0, len(a.groups))
	for _, g := range a.groups {
		l := Link{Pair: Pair{Old: g.old, New: g.new}, Similarity: a.similarity(g)}
		half := len(g.old)+len(g.new) > 2
		l.Sure = g.known || !g.doubtful && !half && l.Similarity >= 0.5
		out = append(out, l)
	}
	slices.SortFunc(out, func(x, y Link) int { return cmp.Compare(x.New[0], y.New[0]) })
	return out
}

// similarity gives the share of words that both sides of a group have.
func (a *aligner) similarity(g group) float64 {
	if len(g.old) == 1 && len(g.new) == 1 {
		return inCommon(&a.old[g.old[0]], &a.new[g.new[0]])
	}
	old, new := a.reader.joined(a.old, g.old), a.reader.joined(a.new, g.new)
	return inCommon(&old, &new)
}
