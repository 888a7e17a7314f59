package text

import "slices"

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
	near := b.inRegion(found, b.region[i])
	if len(near) == 0 {
		near = b.inRegion(found, 0)
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
	next := b.partAt(i) + 1
	if next > 0 {
		from = b.parts[next-1].start
	}
	if next < len(b.parts) {
		to = b.parts[next].start
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

// partAt gives the part that began last up to a paragraph, or -1.
func (b *Binder) partAt(i int) int {
	n, _ := slices.BinarySearchFunc(b.parts, i+1, func(p bindingPart, at int) int { return p.start - at })
	return n - 1
}

// between gives the indexes in [from, to) of some in order.
func between(found []int, from, to int) []int {
	first, _ := slices.BinarySearch(found, from)
	last, _ := slices.BinarySearch(found, to)
	return found[first:max(first, last)]
}

// inRegion gives those of some paragraphs in order that stand in one annex, or in the
// body.
func (b *Binder) inRegion(found []int, region int) []int {
	at := func(region int) int {
		n, _ := slices.BinarySearchFunc(found, region, func(j, region int) int { return b.region[j] - region })
		return n
	}
	return found[at(region):at(region+1)]
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
		at := b.partAt(i)
		if at >= 0 && w.Unit != SectionUnit {
			at = b.latest[w.Unit][at]
		}
		if at < 0 {
			return 0, 0, false, true
		}
		p := b.parts[at]
		return p.start, p.end, p.end > i, true
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
	all := b.named[partName{unit, key}]
	if unit == AnnexUnit {
		return all
	}
	// Parts stand in the order of their paragraphs.
	at := func(region int) int {
		n, _ := slices.BinarySearchFunc(all, region, func(k, region int) int { return b.region[b.parts[k].start] - region })
		return n
	}
	if near := all[at(b.region[i]):at(b.region[i]+1)]; len(near) > 0 {
		return near
	}
	return all
}

// item binds a letter by itself, in the lists around the paragraph from the inside.
func (b *Binder) item(i int, l Label) Binding {
	for at := b.context[i]; at >= 0; at = b.chapeau[at] {
		if found := b.items[itemKey{at, lettersOf(l.Sub)}]; len(found) > 0 {
			return one(found)
		}
	}
	return Binding{-1, NoSuchLabel}
}

// recitalAt counts the preambular paragraphs where they bear no labels.
func (b *Binder) recitalAt(i int, l Label) Binding {
	here := b.inRegion(b.recital, b.region[i])
	if n := l.Numbers[0]; len(l.Numbers) == 1 && n >= 1 && n <= len(here) {
		return Binding{here[n-1], ""}
	}
	return Binding{-1, NoSuchLabel}
}
