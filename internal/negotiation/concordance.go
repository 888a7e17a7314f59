package negotiation

import (
	"slices"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Relation tells what became of paragraphs from one draft to another.
type Relation string

// The relations.
const (
	Continues          Relation = "continues"   // at its place, under its label
	MovedElsewhere     Relation = "moved"       // stands elsewhere
	RenumberedInPlace  Relation = "renumbered"  // at its place, under another label
	WasSplit           Relation = "split-from"  // several new ones come from one
	WasMerged          Relation = "merged-from" // one new one comes from several
	NewParagraph       Relation = "new"         // in the new draft only
	DisappearedFromNew Relation = "deleted"     // in the old draft only
)

// Basis tells how a row of a concordance is known.
type Basis string

// The bases.
const (
	ByRecord  Basis = "recorded"  // identity, or a recorded split or merger
	ByPerson  Basis = "confirmed" // a person decided it
	ByContent Basis = "suggested" // the words suggest it
)

// ConcordanceRow tells what became of one paragraph, or of the several that were
// split or merged.
type ConcordanceRow struct {
	Relation Relation
	// Old and New are indexes into the paragraphs of the two drafts, in rising
	// order; New is empty for deleted, Old for new.
	Old, New []int
	// Similarity is the share of words that both sides have in common, from 0 to
	// 1; 0 where one side is empty.
	Similarity float64
	Basis      Basis
	// Sure is false where a person should look: content suggests it, and the two
	// are not much alike, or another paragraph is nearly as alike, or it is a
	// split or a merger.
	Sure bool
}

// ConcordanceOf tells which paragraphs of old became which of new, in the reading
// order of new, deleted ones at their old place: what is recorded first, and what
// that leaves without a partner by content, as suggestions. Every paragraph of both
// drafts stands in exactly one row. A nil recorded says that nothing is known, as of
// files and of drafts of two documents; identities in the paragraphs are not looked at.
func ConcordanceOf(old, new *text.Draft, recorded *Recorded) []ConcordanceRow {
	known := recorded
	if known == nil {
		known = &Recorded{}
	}
	links := suggested(old, new, known)
	o := redline.Options{ByLineageOnly: true, Differ: wholly{}}
	byNew := map[int]redline.Link{}
	for _, l := range links {
		o.Lineage = append(o.Lineage, l.Pair)
		byNew[l.New[0]] = l
	}
	decided := map[int]Kin{}
	for _, k := range known.Kin {
		decided[k.New[0]] = k
	}
	var rows []ConcordanceRow
	for _, p := range redline.Compare(Unnamed(old), Unnamed(new), o).Paragraphs {
		row := ConcordanceRow{Old: p.Old, New: p.New, Relation: relationOf(p, old, new), Sure: true, Basis: ByRecord}
		switch {
		case len(p.Old) > 0 && len(p.New) > 0:
			l := byNew[p.New[0]]
			k, is := decided[p.New[0]]
			row.Similarity = l.Similarity
			row.Basis, row.Sure = basisOf(k, is && slices.Equal(k.Old, p.Old) && slices.Equal(k.New, p.New), l)
		case len(p.New) == 0 && slices.Contains(known.Ended, p.Old[0]), len(p.Old) == 0 && slices.Contains(known.Fresh, p.New[0]):
			row.Basis = ByPerson
		case recorded == nil:
			row.Basis = ByContent
		}
		rows = append(rows, row)
	}
	return rows
}

// basisOf tells how a link is known.
func basisOf(k Kin, known bool, l redline.Link) (Basis, bool) {
	switch {
	case known && k.Confirmed:
		return ByPerson, true
	case known:
		return ByRecord, true
	}
	return ByContent, l.Sure
}

func relationOf(p redline.ParagraphChange, old, new *text.Draft) Relation {
	switch p.Change {
	case redline.Split:
		return WasSplit
	case redline.Merged:
		return WasMerged
	case redline.Inserted:
		return NewParagraph
	case redline.Deleted:
		return DisappearedFromNew
	case redline.Moved, redline.MovedEdited:
		return MovedElsewhere
	}
	if old.Paragraphs[p.Old[0]].Label != new.Paragraphs[p.New[0]].Label {
		return RenumberedInPlace
	}
	return Continues
}

// suggested aligns the two drafts: what is known as it is, the rest by content, but
// for what a person decided to stand alone.
func suggested(old, new *text.Draft, known *Recorded) []redline.Link {
	a, fromA, toA := without(old, known.Ended)
	b, fromB, toB := without(new, known.Fresh)
	var o redline.Options
	for _, k := range known.Kin {
		o.Lineage = append(o.Lineage, redline.Pair{Old: through(toA, k.Old), New: through(toB, k.New)})
	}
	links := redline.Align(a, b, o)
	for i := range links {
		links[i].Old, links[i].New = through(fromA, links[i].Old), through(fromB, links[i].New)
	}
	return links
}

// without gives a draft without identities and without some of its paragraphs,
// where those that are left stood, and where they are now.
func without(d *text.Draft, some []int) (out *text.Draft, from, to []int) {
	out = Unnamed(d)
	to = make([]int, len(d.Paragraphs))
	kept := out.Paragraphs[:0]
	for i, p := range out.Paragraphs {
		if slices.Contains(some, i) {
			continue
		}
		to[i] = len(kept)
		kept, from = append(kept, p), append(from, i)
	}
	out.Paragraphs = kept
	return out, from, to
}

func through(places, at []int) []int {
	out := make([]int, len(at))
	for i, n := range at {
		out[i] = places[n]
	}
	return out
}

// Unnamed gives a draft without the identities of its paragraphs, for comparisons
// that are told what belongs together.
func Unnamed(d *text.Draft) *text.Draft {
	out := *d
	out.Paragraphs = slices.Clone(d.Paragraphs)
	for i := range out.Paragraphs {
		out.Paragraphs[i].ID = ""
	}
	return &out
}

// wholly is a comparer of words that only tells whether two texts are the same;
// a concordance does not ask for more.
type wholly struct{}

// Diff is part of redline.Differ.
func (wholly) Diff(old, new, _ string) []redline.Segment {
	if old == new {
		if old == "" {
			return nil
		}
		return []redline.Segment{{Op: redline.Equal, Text: old}}
	}
	var out []redline.Segment
	if old != "" {
		out = append(out, redline.Segment{Op: redline.Delete, Text: old})
	}
	if new != "" {
		out = append(out, redline.Segment{Op: redline.Insert, Text: new})
	}
	return out
}
