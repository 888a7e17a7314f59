package changelist

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// places names the places of the changes of one comparison. What counting needs of
// the paragraphs before each is found once for a draft, so that a long draft costs
// no more a paragraph than a short one.
type places struct{ old, new placesOf }

func newPlaces(c *redline.Comparison) *places {
	return &places{newPlacesOf(c.Old), newPlacesOf(c.New)}
}

// name says in words where a change stands: by the label that the new draft prints,
// else the old one, with the labels above it for an item, "paragraph 12 (a)"; by
// what the paragraph is where none is printed, "title" or "preambular paragraph 3".
func (p *places) name(change *redline.ParagraphChange) string {
	if len(change.New) == 0 {
		return p.old.name(change.Old[0])
	}
	return p.new.name(change.New[0])
}

// was tells the place in the old draft where it is another than in the new one:
// "was 12"; else it is empty.
func (p *places) was(change *redline.ParagraphChange) string {
	if len(change.Old) == 0 || len(change.New) == 0 {
		return ""
	}
	old := p.old.name(change.Old[0])
	if old == p.new.name(change.New[0]) || strings.Contains(old, "“") {
		return "" // it was quoted, not numbered
	}
	return "was " + old
}

// placesOf names the paragraphs of one draft.
type placesOf struct {
	d      *text.Draft
	parent []int // the paragraph that each stands under, or -1
	nth    []int // which preambular paragraph of its depth it is, from 1
}

func newPlacesOf(d *text.Draft) placesOf {
	p := placesOf{d, make([]int, len(d.Paragraphs)), make([]int, len(d.Paragraphs))}
	recitals := map[int]int{} // by depth
	var path []int            // what the next paragraph may stand under, the deepest last
	for i := range d.Paragraphs {
		k := &d.Paragraphs[i]
		if k.Kind == text.Preambular {
			recitals[k.Depth]++
			p.nth[i] = recitals[k.Depth]
		}
		above := len(path)
		for above > 0 && d.Paragraphs[path[above-1]].Depth >= k.Depth {
			above--
		}
		p.parent[i] = -1
		if above > 0 {
			p.parent[i] = path[above-1]
		}
		if k.Kind != text.Footnote && k.Kind != text.Tail {
			path = append(path[:above], i)
		}
	}
	return p
}

// name names one paragraph.
func (p *placesOf) name(i int) string {
	k := &p.d.Paragraphs[i]
	label := Bare(k.Label)
	switch {
	case k.Kind == text.Footnote:
		return "footnote " + text.FootnoteNumber(k.Label)
	case label != "":
		label = p.above(i) + label
		if label[0] >= '0' && label[0] <= '9' && k.Kind != text.Heading && k.Kind != text.AnnexHeading {
			return "paragraph " + label
		}
		return label
	case k.Kind == text.Title:
		return "title"
	case k.Kind == text.Heading || k.Kind == text.AnnexHeading:
		return "heading “" + firstOf(k.Text) + "”"
	case k.Kind == text.Preambular:
		return "preambular paragraph " + strconv.Itoa(p.nth[i])
	case k.Text == "":
		return "empty paragraph"
	}
	return "“" + firstOf(k.Text) + "”"
}

// above gives the labels of the paragraphs that an item stands under.
func (p *placesOf) above(i int) string {
	out := ""
	for k := p.parent[i]; k >= 0; k = p.parent[k] {
		if label := Bare(p.d.Paragraphs[k].Label); label != "" {
			out = label + " " + out
		}
	}
	return out
}
