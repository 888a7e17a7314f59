package compile

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// noText stands in an unattributed print for the option to have no text.
const noText = "no text"

// Print gives the paragraph with its brackets, the forms of domain §3:
//
//	States [Base: shall] [Coravia, Tarsis: should] report.
//	States shall report [Morvane: promptly] on [Base: all] [Sarrow: delete] floods.
//
// The options of a slot stand side by side, parted by one U+0020; the space that
// goes with a slot stands outside, as one types it. Attributed, Parse gives the
// same object back. Unattributed there are no names: options are ordered by their
// text, that of the base keeps its mark, and deletion is "[no text]" and last.
func (c *Compiled) Print(attributed bool) string { return Print(c.Pieces, attributed) }

// Print is the print of pieces; see Compiled.Print.
func Print(pieces []Piece, attributed bool) string {
	p := printer{attributed: attributed}
	p.pieces(pieces, true)
	return p.String()
}

// printer writes pieces, and notes where the words of the base come to stand.
type printer struct {
	strings.Builder
	attributed bool
	base       int   // how much of the base is written
	runs       []run // in the order of the base
}

// run is n bytes that stand at one place of the base and at another in print.
type run struct{ base, print, n int }

// pieces writes pieces; based tells that agreed text there is the base's.
func (p *printer) pieces(all []Piece, based bool) {
	for _, x := range all {
		if len(x.Options) == 0 {
			p.words(x.Text, based)
			continue
		}
		in := x.Options
		if !p.attributed {
			in = slices.Clone(in)
			slices.SortStableFunc(in, byText)
		}
		space := based && !x.of("").empty() // the base has the space of the slot too
		if x.Space == Before {
			p.words(" ", space)
		}
		first := true
		for _, o := range in {
			if o.Base && o.empty() { // that the base has nothing there needs no bracket
				continue
			}
			if !first {
				p.WriteByte(' ')
			}
			first = false
			p.option(o, based)
		}
		if x.Space == After {
			p.words(" ", space)
		}
	}
}

// words writes words, of the base or of others.
func (p *printer) words(s string, based bool) {
	if based {
		p.runs = append(p.runs, run{p.base, p.Len(), len(s)})
		p.base += len(s)
	}
	p.WriteString(s)
}

// option writes one option in its brackets.
func (p *printer) option(o Option, based bool) {
	var names []string
	if o.Base {
		names = append(names, BaseName)
	}
	if p.attributed {
		names = append(names, o.Actors...)
	}
	p.WriteByte('[')
	if len(names) > 0 {
		p.WriteString(strings.Join(names, ", ") + ": ")
	}
	switch {
	case o.Delete && p.attributed:
		p.WriteString("delete")
	case o.Delete:
		p.WriteString(noText)
	default:
		p.words(o.Text, based && o.Base)
		p.pieces(o.Within, based && o.Base)
	}
	p.WriteByte(']')
}

// printMarked prints a paragraph with the marks of its base where its words stand.
func (c *Compiled) printMarked(attributed bool, marks []text.Mark) (string, []text.Mark) {
	p := printer{attributed: attributed}
	p.pieces(c.Pieces, true)
	var out []text.Mark
	for _, m := range marks {
		from := len(out)
		for _, r := range p.runs {
			start, end := max(m.Start, r.base), min(m.End, r.base+r.n)
			if start > end || start == end && (m.Start < m.End || len(out) > from) {
				continue
			}
			x := m
			x.Start, x.End = start-r.base+r.print, end-r.base+r.print
			out = append(out, x)
		}
	}
	text.SortMarks(out)
	return p.String(), out
}

// byText orders options by their text, deletion last.
func byText(a, b Option) int {
	if a.Delete != b.Delete {
		if a.Delete {
			return 1
		}
		return -1
	}
	return strings.Compare(a.said(), b.said())
}

// said is the text of an option, of one in dispute itself that of the base.
func (o Option) said() string {
	return o.Text + (&Compiled{o.Within}).Project("")
}

// differ gives the index of the first piece in which two readings differ, or -1.
func differ(a, b []Piece) int {
	for i := range a {
		if i >= len(b) || !a[i].equal(b[i]) {
			return i
		}
	}
	if len(b) > len(a) {
		return max(len(a)-1, 0)
	}
	return -1
}

func (p Piece) equal(q Piece) bool {
	return p.Text == q.Text && p.Space == q.Space && slices.EqualFunc(p.Options, q.Options, func(a, b Option) bool {
		return a.Base == b.Base && a.Delete == b.Delete && a.Text == b.Text && slices.Equal(a.Actors, b.Actors) && slices.EqualFunc(a.Within, b.Within, Piece.equal)
	})
}

// hasNest tells whether the wording of some option is in dispute itself.
func hasNest(pieces []Piece) bool {
	return slices.ContainsFunc(pieces, func(p Piece) bool {
		return slices.ContainsFunc(p.Options, func(o Option) bool { return len(o.Within) > 0 })
	})
}
