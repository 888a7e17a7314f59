package compile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
)

// pieces writes out the settled slots; with nest an option may be in dispute
// itself, where that says it shorter.
func (b *builder) pieces(nest bool) []Piece {
	var out []Piece
	at := 0
	for _, s := range b.slots {
		if s.start > at {
			out = append(out, Piece{Text: b.base[at:s.start]})
		}
		out = append(out, b.piece(s, nest))
		at = s.end
	}
	if at < len(b.base) {
		out = append(out, Piece{Text: b.base[at:]})
	}
	return out
}

// piece makes options of a slot: that of the base, then those of the variants in
// their order.
func (b *builder) piece(s slot, nest bool) Piece {
	side, texts := s.side()
	base := texts[0]
	p := Piece{Options: []Option{{Base: true, Text: base}}, Space: side}
	at := map[string]int{base: 0}
	for i, t := range texts[1:] {
		k, ok := at[t]
		if !ok {
			k = len(p.Options)
			at[t] = k
			p.Options = append(p.Options, Option{Text: t, Delete: t == ""})
		}
		if k > 0 {
			p.Options[k].Actors = append(p.Options[k].Actors, b.all[i].actors...)
		}
	}
	for k := range p.Options {
		b.sort(p.Options[k].Actors)
	}
	if nest {
		p.Options = b.nested(p.Options)
	}
	return p
}

// longEnough is how many bytes the options of a slot have before a shorter way to
// say them is looked for, and mostAnew how many wordings may stand beside the one
// that is in dispute itself.
const longEnough, mostAnew = 140, 4

// rated is an option with what it changes in the words of the base.
type rated struct {
	Option
	edits []redline.Edit
	size  int // bytes taken out and put in
}

// nested puts those who differ from the base in single words into one option with
// it, beside those who word the whole anew, if that is much shorter to read.
func (b *builder) nested(flat []Option) []Option {
	length := 0
	for _, o := range flat {
		length += len(o.Text)
	}
	base := flat[0].Text
	if length < longEnough || len(flat) < 3 || base == "" {
		return flat
	}
	var all []rated
	for _, o := range flat[1:] {
		r := rated{Option: o, edits: phrases(base, o.Text, b.language), size: len(base) + len(o.Text)}
		if o.Text != "" {
			r.size = 0
			for _, e := range r.edits {
				r.size += e.End - e.Start + len(e.Insert)
			}
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(x, y rated) int { return cmp.Or(cmp.Compare(y.size, x.size), strings.Compare(x.Text, y.Text)) })
	best, least := flat, printedLength(flat)*7/10
	var chosen *builder
	for k := 1; k < len(all) && k <= mostAnew; k++ {
		if all[k].Text == "" {
			continue
		}
		group, inner := b.group(flat, all[k:])
		if inner.whole() {
			continue
		}
		group.Within = inner.pieces(false)
		options := []Option{group}
		for _, o := range flat[1:] {
			if !slices.ContainsFunc(all[k:], func(r rated) bool { return r.Text == o.Text }) {
				options = append(options, o)
			}
		}
		if n := printedLength(options); n < least {
			best, least, chosen = options, n, inner
		}
	}
	if chosen != nil {
		best[0].Within = chosen.pieces(true)
	}
	return best
}

// group makes one option of that of the base, the first of flat, and of those who
// differ from it mildly; it gives the builder of its wording too.
func (b *builder) group(flat []Option, mild []rated) (Option, *builder) {
	mild = slices.Clone(mild)
	slices.SortStableFunc(mild, func(x, y rated) int { return cmp.Compare(indexOf(flat, x.Text), indexOf(flat, y.Text)) })
	group := Option{Base: true}
	var in []variant
	var edits [][]redline.Edit
	for _, r := range mild {
		in, edits = append(in, variant{r.Text, r.Actors}), append(edits, r.edits)
		group.Actors = append(group.Actors, r.Actors...)
	}
	b.sort(group.Actors)
	inner := builderOf(flat[0].Text, in, edits, b.names, b.language)
	inner.settle()
	return group, inner
}

// sort puts names in order.
func (b *builder) sort(names []string) {
	if len(names) > 1 {
		slices.SortFunc(names, func(x, y string) int { return slices.Index(b.names, x) - slices.Index(b.names, y) })
	}
}

// indexOf gives where the option of a text stands.
func indexOf(options []Option, t string) int {
	return slices.IndexFunc(options, func(o Option) bool { return o.Text == t })
}

// printedLength is what options take to read.
func printedLength(options []Option) int {
	return len(Print([]Piece{{Options: options}}, true))
}
