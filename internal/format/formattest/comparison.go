package formattest

import (
	"strings"

	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Comparison draws a comparison that obeys the contract of package redline
// without calling its comparer, so that renderings meet every kind of change
// and every cut between segments.
func Comparison(t *rapid.T) *redline.Comparison {
	c := &redline.Comparison{Old: &text.Draft{}, New: &text.Draft{}}
	for range rapid.IntRange(0, 5).Draw(t, "changes") {
		change := rapid.SampledFrom([]redline.Change{redline.Unchanged, redline.Edited, redline.Inserted, redline.Deleted,
			redline.Moved, redline.MovedEdited, redline.Split, redline.Merged, redline.Renumbered}).Draw(t, "change")
		add(t, c, change)
	}
	return c
}

// add draws one change and puts its paragraphs at the end of both drafts.
func add(t *rapid.T, c *redline.Comparison, change redline.Change) {
	p := redline.ParagraphChange{Change: change}
	var segs []redline.Segment
	switch change {
	case redline.Unchanged, redline.Inserted, redline.Deleted, redline.Moved, redline.Renumbered:
		if w := Words(t); w != "" {
			segs = append(segs, redline.Segment{Op: redline.Equal, Text: w})
		}
	default:
		segs = segments(t, change)
	}
	old, new := sides(segs)
	if change != redline.Inserted {
		p.Old = put(t, c.Old, old)
	}
	if change != redline.Deleted {
		p.New = put(t, c.New, new)
	}
	if change != redline.Unchanged && change != redline.Inserted && change != redline.Deleted {
		p.Segments = segs
		classify(t, p.Segments)
	}
	if len(p.Old) == 1 && len(p.New) == 1 && rapid.IntRange(0, 3).Draw(t, "formatted") == 0 {
		p.Formatting = formatting(t, c, &p)
	}
	c.Paragraphs = append(c.Paragraphs, p)
}

// put adds the paragraphs that a joined text holds.
func put(t *rapid.T, d *text.Draft, joined string) []int {
	var at []int
	for part := range strings.SplitSeq(joined, "\n") {
		notes := 0
		at = append(at, len(d.Paragraphs))
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{
			Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Label: rapid.SampledFrom(labels).Draw(t, "label"),
			Depth: rapid.IntRange(0, 2).Draw(t, "depth"), Text: part, Marks: marks(t, part, &notes),
		})
	}
	return at
}

// segments draws segments of alternating operation; a split has a line feed
// that comes, a merge one that goes.
func segments(t *rapid.T, change redline.Change) []redline.Segment {
	var segs []redline.Segment
	last := redline.Op("")
	for range rapid.IntRange(1, 5).Draw(t, "segments") {
		op := rapid.SampledFrom([]redline.Op{redline.Equal, redline.Delete, redline.Insert}).Draw(t, "op")
		s := Words(t)
		if op != redline.Equal && rapid.IntRange(0, 3).Draw(t, "sign") == 0 {
			s = rapid.SampledFrom([]string{" ", "\u00a0", "  ", "\u202f", "-", "\u2011", "[", "]", "’", "'", "⍽", "␣"}).Draw(t, "which")
		}
		if s == "" || op == last || op == redline.Delete && last == redline.Insert {
			continue
		}
		if rapid.Bool().Draw(t, "space") {
			s += " "
		}
		segs, last = append(segs, redline.Segment{Op: op, Text: s}), op
	}
	op := redline.Insert
	if change == redline.Merged {
		op = redline.Delete
	}
	if change == redline.Split || change == redline.Merged {
		segs = append(segs, redline.Segment{Op: redline.Equal, Text: "one"}, redline.Segment{Op: op, Text: "\n"},
			redline.Segment{Op: redline.Equal, Text: "two"})
	}
	return segs
}

// classify draws classes, one for a deletion and what replaces it.
func classify(t *rapid.T, segs []redline.Segment) {
	for i := range segs {
		switch {
		case segs[i].Op == redline.Equal:
		case i > 0 && segs[i].Op == redline.Insert && segs[i-1].Op == redline.Delete:
			segs[i].Class = segs[i-1].Class
		default:
			segs[i].Class = rapid.SampledFrom(redline.AllClasses()).Draw(t, "class")
		}
	}
}

// formatting draws marks that came or went on a pair of paragraphs.
func formatting(t *rapid.T, c *redline.Comparison, p *redline.ParagraphChange) []redline.FormatChange {
	var out []redline.FormatChange
	for _, side := range []struct {
		op redline.Op
		d  *text.Draft
		at int
	}{{redline.Delete, c.Old, p.Old[0]}, {redline.Insert, c.New, p.New[0]}} {
		for _, m := range side.d.Paragraphs[side.at].Marks {
			if rapid.Bool().Draw(t, "came or went") {
				out = append(out, redline.FormatChange{Op: side.op, Index: side.at, Mark: m})
			}
		}
	}
	return out
}

// sides gives the old and the new texts of segments.
func sides(segs []redline.Segment) (old, new string) {
	for _, s := range segs {
		if s.Op != redline.Insert {
			old += s.Text
		}
		if s.Op != redline.Delete {
			new += s.Text
		}
	}
	return old, new
}

// Law gives the texts of each change of the comparison as law 1 has them: the
// old ones joined by line feeds, and the new ones. A side that has no paragraph
// is "-", which a rendering shows by leaving it out.
func Law(c *redline.Comparison) [][2]string {
	out := [][2]string{}
	for _, p := range c.Paragraphs {
		out = append(out, [2]string{joined(c.Old, p.Old), joined(c.New, p.New)})
	}
	return out
}

func joined(d *text.Draft, at []int) string {
	if len(at) == 0 {
		return "-"
	}
	var parts []string
	for _, i := range at {
		parts = append(parts, d.Paragraphs[i].Text)
	}
	return strings.Join(parts, "\n")
}
