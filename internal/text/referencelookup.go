package text

import (
	"slices"
	"strings"
)

// bind binds the labels of a reference that stands in the paragraph of that index.
func (b *Binder) bind(i int, r Reference) []Binding {
	out := make([]Binding, len(r.Targets))
	for k, t := range r.Targets {
		out[k] = b.target(i, r, t.Label)
		if at := out[k].Paragraph; at >= 0 && (r.Side == Above && at > i || r.Side == Below && at < i) {
			out[k].Doubt = OtherSide
		}
	}
	return out
}

// target binds one label.
func (b *Binder) target(i int, r Reference, l Label) Binding {
	if partUnit(r.Unit) {
		return only(b.partsOf(i, r.Unit, partKey(l)), func(k int) int { return b.parts[k].start })
	}
	if len(l.Numbers) == 0 {
		return b.item(i, l)
	}
	from, to, limited, ok := b.within(i, r.Within)
	if !ok {
		return Binding{-1, NoSuchLabel}
	}
	found := b.keys[bindingKey(l, r.Unit == PreambularUnit)]
	if limited {
		return one(between(found, from, to))
	}
	if r.Unit == PreambularUnit && len(found) == 0 {
		return b.recitalAt(i, l)
	}
	near := slices.DeleteFunc(slices.Clone(found), func(j int) bool { return b.region[j] != b.region[i] })
	if len(near) == 0 && b.region[i] > 0 {
		near = slices.DeleteFunc(slices.Clone(found), func(j int) bool { return b.region[j] != 0 })
	}
	if len(near) > 1 {
		near = b.nearest(i, r.Side, near)
	}
	return one(near)
}

// nearest chooses among paragraphs with one label: those under the same heading,
// then those on the side that the words name.
func (b *Binder) nearest(i int, side Side, found []int) []int {
	from, to := 0, len(b.region)
	for _, p := range b.parts {
		if p.start <= i {
			from = p.start
		} else {
			to = p.start
			break
		}
	}
	if here := between(found, from, to); len(here) > 0 {
		return here
	}
	switch side {
	case Above:
		return between(found, 0, i+1)
	case Below:
		return between(found, i, len(b.region))
	}
	return found
}

// between gives the indexes in [from, to).
func between(found []int, from, to int) []int {
	var out []int
	for _, j := range found {
		if j >= from && j < to {
			out = append(out, j)
		}
	}
	return out
}

// one makes a binding of what was found.
func one(found []int) Binding { return only(found, func(j int) int { return j }) }

func only(found []int, at func(int) int) Binding {
	switch len(found) {
	case 0:
		return Binding{-1, NoSuchLabel}
	case 1:
		return Binding{at(found[0]), ""}
	}
	return Binding{-1, SeveralSuch}
}

// within gives the paragraphs of the part that a reference names. limited is false
// where it names none.
func (b *Binder) within(i int, w Within) (from, to int, limited, ok bool) {
	switch {
	case !partUnit(w.Unit):
		return 0, 0, false, true
	case w.This:
		for _, p := range slices.Backward(b.parts) {
			if p.start <= i && (p.unit == w.Unit || w.Unit == SectionUnit) {
				return p.start, p.end, p.end > i, true
			}
		}
		return 0, 0, false, true
	}
	found := b.partsOf(i, w.Unit, partKey(w.Label))
	if len(found) != 1 {
		return 0, 0, false, false
	}
	p := b.parts[found[0]]
	return p.start, p.end, true, true
}

// partsOf gives the parts of that unit and label, those of the same annex first.
// An annex without a label is the only annex.
func (b *Binder) partsOf(i int, unit Unit, key string) []int {
	var near, all []int
	for k, p := range b.parts {
		if p.unit != unit || p.key != key && !(unit == AnnexUnit && key == "") {
			continue
		}
		all = append(all, k)
		if b.region[p.start] == b.region[i] {
			near = append(near, k)
		}
	}
	if len(near) > 0 && unit != AnnexUnit {
		return near
	}
	return all
}

// item binds a letter by itself, in the lists around the paragraph from the inside.
func (b *Binder) item(i int, l Label) Binding {
	for at := b.context[i]; at >= 0; at = b.chapeau[at] {
		var found []int
		for j := at + 1; j < len(b.chapeau) && b.inside(at, j); j++ {
			if b.chapeau[j] == at && b.letters(j, l) {
				found = append(found, j)
			}
		}
		if len(found) > 0 {
			return one(found)
		}
	}
	return Binding{-1, NoSuchLabel}
}

// inside tells whether a paragraph stands below another.
func (b *Binder) inside(above, i int) bool {
	for at := i; at > above; at = b.chapeau[at] {
		if b.chapeau[at] == above {
			return true
		}
	}
	return false
}

// letters tells whether the label of a paragraph ends in the letters.
func (b *Binder) letters(i int, l Label) bool {
	own := b.subs[i]
	n := len(own) - len(l.Sub)
	return n >= 0 && len(l.Sub) > 0 && strings.EqualFold(strings.Join(own[n:], "/"), strings.Join(l.Sub, "/"))
}

// recitalAt counts the preambular paragraphs where they bear no labels.
func (b *Binder) recitalAt(i int, l Label) Binding {
	here := slices.DeleteFunc(slices.Clone(b.recital), func(j int) bool { return b.region[j] != b.region[i] })
	if n := l.Numbers[0]; len(l.Numbers) == 1 && n >= 1 && n <= len(here) {
		return Binding{here[n-1], ""}
	}
	return Binding{-1, NoSuchLabel}
}
