package akn

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/text"
)

// paragraph reads a paragraph of the body: its number, its words, its list
// and what follows the list.
func (r *reader) paragraph(c *node, depth int) {
	label, hasNum := "", false
	if n := c.child("num"); n != nil {
		label, hasNum = n.words(), true
	}
	kind := text.Operative
	if depth > 0 {
		kind = text.Item
	}
	if hasNum && depth == 0 {
		r.numbered = true
		r.last, _ = strconv.Atoi(leadingDigits.FindString(label))
	}
	done := false // the label has been given to a paragraph
	take := func() string {
		if done {
			return ""
		}
		done = true
		return label
	}
	for _, k := range c.children {
		switch k.name {
		case "", "num":
			if k.name == "" {
				r.loose(k, depth)
			}
		case "heading", "subheading", "crossHeading":
			r.emit(k, headingKind(k), "", depth)
		case "content", "intro", "wrapUp", "p", "alinea":
			r.content(k, kind, take, hasNum, depth)
		case "list", "blockList":
			r.list(k, kind, take(), depth)
		case "paragraph", "subparagraph", "point", "indent", "clause", "item", "level":
			if hasNum && !done {
				r.add(text.Paragraph{Kind: kind, Depth: depth, Label: take()})
			}
			r.paragraph(k, depth+1)
		default:
			r.block(k, depth)
		}
	}
	if hasNum && !done {
		r.add(text.Paragraph{Kind: kind, Depth: depth, Label: take()})
	}
}

// content reads the words of a paragraph: the first block bears the label, any
// further one stands by itself.
func (r *reader) content(k *node, kind text.Kind, take func() string, hasNum bool, depth int) {
	blocks := []*node{k}
	if k.name != "p" && k.child("p", "list", "blockList", "table") != nil {
		blocks = k.children
	}
	for _, b := range blocks {
		switch b.name {
		case "":
			r.loose(b, depth)
		case "p", "content", "intro", "wrapUp", "alinea":
			label := take()
			switch {
			case k.name == "wrapUp":
				r.emit(b, text.Tail, label, depth)
			case hasNum && label == "":
				r.emit(b, text.Plain, "", depth)
			case hasNum:
				r.emit(b, kind, label, depth)
			default:
				r.line(b, depth)
			}
		case "list", "blockList":
			r.list(b, kind, take(), depth)
		default:
			r.block(b, depth)
		}
	}
}

// list reads a list: its intro is the paragraph itself, its points are one
// deeper, its wrap-up is the tail.
func (r *reader) list(c *node, kind text.Kind, label string, depth int) {
	for _, k := range c.children {
		switch k.name {
		case "":
			r.loose(k, depth)
		case "intro", "listIntroduction":
			r.emit(k, kind, label, depth)
			label = ""
		case "wrapUp", "listWrapUp":
			r.emit(k, text.Tail, "", depth)
		default:
			if label != "" {
				r.add(text.Paragraph{Kind: kind, Depth: depth, Label: label})
				label = ""
			}
			r.paragraph(k, depth+1)
		}
	}
	if label != "" {
		r.add(text.Paragraph{Kind: kind, Depth: depth, Label: label})
	}
}

// line reads a paragraph without a number and tells from its dress what it
// is: all bold is a heading; before the first number, words that end with a
// comma are preambular; words that begin in italics are operative; the rest
// is plain.
func (r *reader) line(c *node, depth int) {
	if c.name == "heading" || c.name == "subheading" || c.name == "crossHeading" {
		r.emit(c, headingKind(c), "", depth)
		return
	}
	p, notes := r.words(c)
	p.Depth = depth
	switch {
	case depth == 0 && r.numberInWords(c, &p):
		p.Kind = text.Operative
	case depth > 0:
		p.Kind = text.Item
	case covered(p, text.Bold):
		p.Kind = headingKind(c)
	case !r.numbered && guess.EndsWithComma(p.Text):
		p.Kind = text.Preambular
	case startsWith(p, text.Italic), !r.numbered && guess.EndsWithColon(p.Text):
		p.Kind = text.Operative
	default:
		p.Kind = text.Plain
	}
	r.keep(p, notes)
}

var leadingDigits = regexp.MustCompile(`[0-9]{1,4}`)

// typedNumber is a number typed at the head of the words.
var typedNumber = regexp.MustCompile(`^(([0-9]{1,4})\s?[.–—-])\s+`)

// numberInWords takes the number off the words of a paragraph whose file has
// it there and not in a num element. It is taken for one only where it is the
// next number, so that a year or a figure that opens a sentence stays.
func (r *reader) numberInWords(c *node, p *text.Paragraph) bool {
	m := typedNumber.FindStringSubmatch(p.Text)
	if m == nil {
		return false
	}
	if n, err := strconv.Atoi(m[2]); err != nil || n != r.last+1 {
		return false
	}
	p.Label = m[1]
	cutFront(p, len(m[0]))
	r.last++
	r.report("AKN_NUMBER_IN_WORDS", c.place(), "the number "+m[1]+" stands among the words; it was read as the label")
	return true
}

// cutFront drops the first bytes of the words; the marks follow.
func cutFront(p *text.Paragraph, n int) {
	p.Text = p.Text[n:]
	kept := p.Marks[:0]
	for _, m := range p.Marks {
		m.Start, m.End = max(0, m.Start-n), max(0, m.End-n)
		if m.Start < m.End || m.Kind == text.NoteAnchor {
			kept = append(kept, m)
		}
	}
	p.Marks = kept
}

// covered tells whether one mark of the kind covers all the words.
func covered(p text.Paragraph, kind text.MarkKind) bool {
	for _, m := range p.Marks {
		if m.Kind == kind && m.Start == 0 && m.End == len(p.Text) && p.Text != "" {
			return true
		}
	}
	return false
}

// startsWith tells whether the first words bear a mark of the kind.
func startsWith(p text.Paragraph, kind text.MarkKind) bool {
	for _, m := range p.Marks {
		if m.Kind == kind && m.Start == 0 {
			return true
		}
	}
	return false
}

// emit reads the words of n and keeps them as a paragraph of the kind.
func (r *reader) emit(n *node, kind text.Kind, label string, depth int) {
	p, notes := r.words(n)
	p.Kind, p.Label, p.Depth = kind, label, depth
	r.keep(p, notes)
}

// words gives the words of n as a paragraph without kind.
func (r *reader) words(n *node) (text.Paragraph, []note) {
	var out run
	r.inline(&out, n)
	s, marks := out.squeeze()
	return text.Paragraph{Text: s, Marks: marks}, out.notes
}

// keep adds the paragraph, unless it holds nothing, and its footnotes.
func (r *reader) keep(p text.Paragraph, notes []note) {
	if p.Text == "" && p.Label == "" && len(p.Marks) == 0 {
		return
	}
	if p.Kind == text.AnnexHeading {
		r.numbered, r.last = false, 0
	}
	if p.Kind == text.Title || p.Kind == text.Heading || p.Kind == text.AnnexHeading {
		p.Marks = withoutWholeBold(p)
	}
	r.add(p)
	for _, n := range notes {
		f, inner := r.words(n.body)
		f.Kind, f.Label, f.Depth = text.Footnote, n.label, p.Depth+1
		r.undress(&f)
		// A note within a note has no place of its own and follows it.
		r.keep(f, inner)
	}
}

// withoutWholeBold drops a bold that covers a whole heading: its kind says so.
func withoutWholeBold(p text.Paragraph) []text.Mark {
	var kept []text.Mark
	for _, m := range p.Marks {
		if m.Kind != text.Bold || m.Start != 0 || m.End != len(p.Text) {
			kept = append(kept, m)
		}
	}
	return kept
}

// undress drops the empty brackets that stand where a note printed its marker.
func (r *reader) undress(f *text.Paragraph) {
	rest, ok := strings.CutPrefix(f.Text, "()")
	if !ok {
		return
	}
	cut := len(f.Text) - len(strings.TrimLeft(rest, " "))
	cutFront(f, cut)
	r.dressed++
}

func (r *reader) add(p text.Paragraph) {
	r.draft.Paragraphs = append(r.draft.Paragraphs, p)
}
