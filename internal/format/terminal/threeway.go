package terminal

import (
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// ThreeWayOptions steers the writing of a three-way comparison.
type ThreeWayOptions struct {
	threeway.Names
	// Colour, Width and All are as in Options.
	Colour bool
	Width  int
	All    bool
}

// WriteThreeWay gives a three-way comparison as text. A change of one side stands
// in braces after its name, {Coravia: {-gone-}{+new+}}, one of both sides alike
// after "both"; where they clash, the words of the base come first and then those
// of each side: {clash {-base-} Coravia: {+this+} Tarsis: {+that+}}, "nothing"
// standing for words that a side takes out. Names lose their braces and colons.
// The same comparison and options give the same bytes.
func WriteThreeWay(c *redline.ThreeWayComparison, o ThreeWayOptions) []byte {
	w := &threeWayWriter{writer: writer{o: Options{Colour: o.Colour, Width: o.Width, All: o.All}}, names: o.Names, c: c}
	w.head("base", o.BaseDraft, c.Base)
	w.head(clean(o.Mine), o.MineDraft, c.Mine)
	w.head(clean(o.Theirs), o.TheirsDraft, c.Theirs)
	w.b.WriteString("\n")
	for i := 0; i < len(c.Paragraphs); {
		n := 0
		for !o.All && i+n < len(c.Paragraphs) && c.Paragraphs[i+n].Origin == redline.Kept {
			n++
		}
		if n > 0 {
			w.folded(changelist.Counted(n, "paragraph") + " kept by all")
			i += n
			continue
		}
		w.change(&c.Paragraphs[i])
		i++
	}
	w.styled(bold, clean(threeway.Summary(c, o.Names)))
	line := "{NAME: {-removed-}{+added+}} is a change by one; {clash {-base-} NAME: {+words+} NAME: {+words+}} is for people to settle; square brackets are part of the text: words not agreed"
	w.styled(dim, line+w.signLegend())
	return w.b.Bytes()
}

// threeWayWriter writes one three-way comparison.
type threeWayWriter struct {
	writer
	names threeway.Names
	c     *redline.ThreeWayComparison
}

// head writes the line of one draft.
func (w *threeWayWriter) head(role string, named threeway.Draft, d *text.Draft) {
	line := role + "  " + clean(named.Name) + "  " + changelist.Counted(len(d.Paragraphs), "paragraph")
	if named.Hash != "" {
		line += "  " + clean(changelist.ShortHash(named.Hash))
	}
	w.styled(bold, line)
}

// change writes one paragraph: label and state, then the words.
func (w *threeWayWriter) change(p *redline.ThreeWayParagraph) {
	label := clean(threeway.Label(w.c, p))
	pad := strings.Repeat(" ", max(0, gutter-columns(label)))
	first := indent
	if state := threeway.State(p, w.names); state != "" {
		w.b.WriteString(w.sgr(bold) + pad + label + w.sgr(reset) + " " + w.sgr(dim) + "── " + clean(state) + w.sgr(reset) + "\n")
	} else {
		first = pad + label + " "
	}
	for k, l := range w.lines(w.runs(p), w.wrap()) {
		switch {
		case k == 0:
			w.b.WriteString(first + l)
		case l != "":
			w.b.WriteString(indent + l)
		}
		w.b.WriteString("\n")
	}
	w.b.WriteString("\n")
}

// runs gives the words of a paragraph with their marks.
func (w *threeWayWriter) runs(p *redline.ThreeWayParagraph) []run {
	var out []run
	mine, theirs := braceless(w.names.Mine), braceless(w.names.Theirs)
	for _, s := range p.Segments {
		switch s.Origin {
		case redline.Kept:
			out = append(out, run{"", escape(s.Base)})
		case redline.FromMine:
			out = append(out, w.byOne(mine, s.Base, s.Mine)...)
		case redline.FromTheirs:
			out = append(out, w.byOne(theirs, s.Base, s.Theirs)...)
		case redline.FromBoth:
			out = append(out, w.byOne("both", s.Base, s.Mine)...)
		default:
			out = append(out, run{bold, "{clash "})
			out = append(out, marked(s.Base, removed, "{-", "-} ")...)
			out = append(out, run{bold, mine + ": "})
			out = append(out, wording(s.Mine)...)
			out = append(out, run{bold, " " + theirs + ": "})
			out = append(out, wording(s.Theirs)...)
			out = append(out, run{bold, "}"})
		}
	}
	return out
}

// byOne writes a change of which all sides that make it make the same. Where
// signs are the change they are made visible.
func (w *threeWayWriter) byOne(name, gone, come string) []run {
	signs := changelist.SameSigns(gone, come)
	out := []run{{dim, "{" + name + ": "}}
	if gone != "" {
		out = append(out, w.removed(gone, signs))
	}
	if come != "" {
		out = append(out, w.added(come, signs))
	}
	return append(out, run{dim, "}"})
}

// wording writes what one side of a clash says.
func wording(s string) []run {
	if s == "" {
		return []run{{dim, "nothing"}}
	}
	return marked(s, added, "{+", "+}")
}

// marked writes words within their marks, nothing for none.
func marked(s, style, open, end string) []run {
	if s == "" {
		return nil
	}
	return []run{{style, open + escape(s) + end}}
}

// braceless gives a name that cannot be taken for a mark.
func braceless(name string) string {
	return clean(strings.NewReplacer("{", "(", "}", ")", ":", " ").Replace(name))
}
