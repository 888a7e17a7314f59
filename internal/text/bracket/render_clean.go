package bracket

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/text"
)

// Pick says what Clean takes of one bracket or block: an option, counted from 0, or
// PickKeep or PickDrop.
type Pick int

// The picks that are no option.
const (
	PickKeep Pick = -1 // the words are kept
	PickDrop Pick = -2 // it goes with all that stands in it
)

// Rule says what Clean takes of what no pick names.
type Rule string

// The rules. An empty bracket, a stance without words and "[No text]" leave no
// words, whatever the rule.
const (
	AskEach   Rule = ""      // each has to be named
	KeepWords Rule = "keep"  // words are kept; where there are options, one has to be named
	KeepFirst Rule = "first" // words are kept, and of options the first
	DropAll   Rule = "drop"  // it goes, options and all
)

// Choice says what Clean takes of the brackets and blocks of a tree. Those that
// stand in what goes need no pick.
type Choice struct {
	// Brackets are the picks by Bracket.Number. An option is that of the strokes in
	// the bracket; for the first bracket of a slot, where it has no strokes, it is a
	// candidate of the slot. Where a candidate of a slot is kept, those without a
	// pick go.
	Brackets map[int]Pick
	// Blocks are the picks by the place of the block in Tree.Blocks, from 1.
	Blocks map[int]Pick
	// Rule is for all others.
	Rule Rule
}

// NotChosen is the reason for which Clean refuses when picks are missing.
const NotChosen = "BRACKET_NOT_CHOSEN"

// Clean is a text without brackets.
type Clean struct {
	// Rendering is the text. Paragraphs left with no word or number are left out,
	// and so are footnotes of which the anchors went.
	Rendering
	// Open are the indexes of the brackets kept that hold no words yet: values not
	// known, placeholders. They stand in the text without their glyphs.
	Open []int
	// Loose are the glyphs without a partner. They went, and nothing else: nobody
	// can tell what they held.
	Loose []Place
}

// Clean is the text that a choice makes: of each bracket what was picked, without
// glyphs, names and the marks of options, spaces and commas mended as the acts do.
// What is outside the brackets, drafters' notes included, stays. A label that stood
// in a bracket at the head of a paragraph without one becomes the label. Errors
// are *Refusal: NotChosen, MustChoose, NoSuchBracket, NoSuchOption.
func (t *Tree) Clean(c Choice) (*Clean, error) {
	d := chooser{t: t, choice: c, e: t.edit(), fates: make([]fate, len(t.Brackets)), blocks: make([]fate, len(t.Blocks)),
		alone: make(map[Place]bool), slots: make(map[int]bool), labels: make(map[int]bool)}
	if err := d.check(); err != nil {
		return nil, err
	}
	d.walk()
	if d.err != nil {
		return nil, d.err
	}
	if len(d.missing) > 0 {
		return nil, notChosen(d.missing)
	}
	out := &Clean{}
	for _, x := range t.Pieces {
		switch x.Kind {
		case Unclosed, Stray:
			out.Loose = append(out.Loose, x.Place())
			d.e.cut(x.Paragraph, x.Start, x.End, "")
		case Names:
			if x.Start < x.End {
				d.e.cut(x.Paragraph, x.Start, x.End, "")
			}
		case Markup:
			if x.Start == 0 && x.End == len(t.Flow.Paragraphs[x.Paragraph].Text) {
				delete(d.e.cuts, x.Paragraph) // an address, which is no text
			}
		}
	}
	for i, f := range d.fates {
		if k := t.Brackets[i].Kind; f.is == kept && (k == Unknown || k == Placeholder) {
			out.Open = append(out.Open, i)
		}
	}
	d.print(&out.Rendering)
	return out, nil
}

// notChosen is the refusal that names what is not chosen, the first few.
func notChosen(missing []string) error {
	const most = 8
	names := strings.Join(missing[:min(most, len(missing))], ", ")
	if n := len(missing) - most; n > 0 {
		names += " and " + itoa(n) + " more"
	}
	return refuse(NotChosen, "choose for each of them, or name a rule for all that are not named",
		"nothing is chosen for %s, and the rule does not tell", names)
}

// print makes the cuts and leaves out what has no words any more.
func (d *chooser) print(r *Rendering) {
	old := d.t.Flow.Paragraphs
	d.e.flow = Flow{Paragraphs: slices.Clone(old)}
	c := &Change{Flow: Flow{Paragraphs: slices.Clone(old)}}
	c.Changed = slices.Sorted(maps.Keys(d.e.cuts))
	for _, n := range c.Changed {
		d.e.flow.Paragraphs[n].Marks = nil
		d.e.apply(c, n)
		c.Flow.Paragraphs[n].Marks = placed(old[n].Marks, d.e.cuts[n], c)
	}
	gone := d.notesGone(c)
	for n, p := range c.Flow.Paragraphs {
		if p.Kind == text.Footnote && gone[strings.TrimSuffix(p.Label, ":")] {
			continue
		}
		if _, changed := slices.BinarySearch(c.Changed, n); changed {
			if strings.IndexFunc(p.Text, says) < 0 {
				continue
			}
			if d.labels[n] {
				p = labelled(p)
			}
		}
		r.add(p, n)
	}
}

// placed gives marks where their words stand after cuts that were made, as the acts
// do, and notes the anchors that went. There may be many cuts, so each is looked up.
func placed(marks []text.Mark, cuts []cut, c *Change) []text.Mark {
	by := make([]int, len(cuts)+1) // how far what stands before the k-th cut moved
	for k, x := range cuts {
		by[k+1] = by[k] + len(x.put) - (x.to - x.from)
	}
	place := func(at int, behind bool) int {
		k := sort.Search(len(cuts), func(k int) bool { return cuts[k].to > at || cuts[k].from >= at })
		switch {
		case k == len(cuts) || at <= cuts[k].from:
			return at + by[k]
		case behind:
			return cuts[k].from + by[k] + len(cuts[k].put)
		}
		return cuts[k].from + by[k]
	}
	var out []text.Mark
	for _, m := range marks {
		if m.Start < m.End {
			m.Start, m.End = place(m.Start, true), place(m.End, false)
			if m.Start < m.End {
				out = append(out, m)
			}
			continue
		}
		k := sort.Search(len(cuts), func(k int) bool { return cuts[k].end > m.Start })
		if k < len(cuts) && cuts[k].start < m.Start {
			if m.Kind == text.NoteAnchor {
				c.Anchors = append(c.Anchors, m.Ref)
			}
			continue
		}
		m.Start = place(m.Start, false)
		m.End = m.Start
		out = append(out, m)
	}
	text.SortMarks(out)
	return out
}

// says tells the characters that say something: all but spaces and signs.
func says(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) }

// notesGone gives the labels of the footnotes that were anchored in words that went
// and are anchored nowhere else. In a flow with mark-up, an anchor is mark-up.
func (d *chooser) notesGone(c *Change) map[string]bool {
	gone := make(map[string]bool, len(c.Anchors))
	for _, label := range c.Anchors {
		gone[label] = true
	}
	for _, p := range c.Flow.Paragraphs {
		for _, m := range p.Marks {
			if m.Kind == text.NoteAnchor {
				delete(gone, m.Ref)
			}
		}
	}
	d.markedNotes(gone)
	return gone
}

// markedNotes adds the labels of footnotes of which the anchors are mark-up.
func (d *chooser) markedNotes(gone map[string]bool) {
	stays := make(map[string]bool)
	var went []string
	paragraph, at := -1, 0
	var cuts []cut
	for _, x := range d.t.Pieces {
		if x.Paragraph != paragraph {
			paragraph, at = x.Paragraph, 0
			cuts = d.e.cuts[paragraph] // settled by apply: in order and apart
		}
		if x.Kind != Markup {
			continue
		}
		for at < len(cuts) && cuts[at].end <= x.Start {
			at++
		}
		if at < len(cuts) && cuts[at].start <= x.Start {
			went = append(went, d.t.source(x))
		} else {
			stays[d.t.source(x)] = true
		}
	}
	for _, label := range went {
		if !stays[label] {
			gone[label] = true
		}
	}
}

// labelled parts the label from the words of a paragraph that has none.
func labelled(p text.Paragraph) text.Paragraph {
	if p.Label != "" || p.Kind == text.Footnote {
		return p
	}
	label, rest, ok := text.ParseLabel(p.Text)
	if !ok || strings.IndexFunc(rest, says) < 0 {
		return p
	}
	by := len(p.Text) - len(rest)
	p.Label, p.Text = label.Raw, rest
	marks := p.Marks
	p.Marks = nil
	for _, m := range marks {
		m.Start, m.End = max(0, m.Start-by), m.End-by
		if m.End >= 0 && (m.Kind == text.NoteAnchor || m.Start < m.End) {
			p.Marks = append(p.Marks, m)
		}
	}
	return p
}
