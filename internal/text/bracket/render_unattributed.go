package bracket

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// NamesLeft is the reason for which an unattributed form is refused.
const NamesLeft = "BRACKET_NAMES_LEFT" // words that may be names would be printed

// Unattributed is the form that names nobody: attributions are not printed, and the
// candidates of each slot and the options that strokes part stand in the order of
// their bytes, those without words last, so that their order does not tell who came
// first (domain §6). The options of a block keep theirs, by which they are
// numbered. Brackets gives for each bracket of the form, in its order, the index of
// that bracket in the tree.
//
// It is refused with a *Refusal NamesLeft while names are unresolved (BR008), and
// where names stand behind names and would be left. A tree that was read without
// Options.Resolve is taken to have all its names beside its words.
func (t *Tree) Unattributed() (r *Rendering, brackets []int, err error) {
	for _, d := range t.Diagnostics {
		if d.Code == UnknownActor {
			return nil, nil, t.namesLeft(d.Place.Paragraph)
		}
	}
	order := make([][]stretch, len(t.Flow.Paragraphs))
	o := t.ordered()
	for w := o.walk(run{0, len(o.cells)}, 0); ; {
		i, ok := w.next()
		if !ok {
			break
		}
		x := o.cells[i]
		order[x.Paragraph] = append(order[x.Paragraph], stretch{start: x.Start, end: x.End, left: x.Kind == Names})
		if x.Kind == Open {
			brackets = append(brackets, x.Bracket)
		}
	}
	r = &Rendering{}
	for n, p := range t.Flow.Paragraphs {
		r.add(composed(p, order[n]), n)
	}
	if t.options.Resolve == nil {
		return r, brackets, nil
	}
	for n, p := range r.Paragraphs {
		if _, _, left := text.Detach(p.Text, nil, t.options.Resolve); len(left) > 0 {
			return nil, nil, t.namesLeft(r.From[n])
		}
	}
	return r, brackets, nil
}

func (t *Tree) namesLeft(n int) error {
	p := t.Flow.Paragraphs[n]
	where := p.Label
	if where == "" {
		where = "that begins with " + strings.ToValidUTF8(p.Text[:min(len(p.Text), 40)], "")
	}
	return refuse(NamesLeft, "make the names known, or take them out of the words",
		"the paragraph %s has words that may be names and would be printed", where)
}
