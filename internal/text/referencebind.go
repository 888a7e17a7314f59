package text

import (
	"fmt"
	"slices"
	"strings"
)

// BoundReference is a reference of a draft with what its labels mean there.
type BoundReference struct {
	Reference
	// Paragraph is the index of the paragraph in which it stands.
	Paragraph int
	// Bindings are what each of Targets means; only an OwnReference has any.
	Bindings []Binding
}

// Doubt tells why a label could not be bound, or not as it was meant.
type Doubt string

// The doubts; none is a sure binding.
const (
	NoSuchLabel Doubt = "missing"   // no paragraph has the label
	SeveralSuch Doubt = "ambiguous" // several have it
	OtherSide   Doubt = "misplaced" // it is bound, but not above or below as the words say
)

// Binding is the paragraph that one label means.
type Binding struct {
	// Paragraph is its index in the draft, or -1.
	Paragraph int
	Doubt     Doubt
}

// Bind finds the references in a draft and binds those to its own parts. A label
// is looked for in the part that the reference names, else in the same annex or the
// body; where numbers restart at headings, in the same section first; from an annex
// also in the body, if it has no such paragraph itself. A letter by itself is an
// item of the same list or of one around it. References of a heading to parts are
// not given: a heading names itself.
func Bind(d *Draft) []BoundReference {
	b := NewBinder(d)
	var out []BoundReference
	for i := range d.Paragraphs {
		out = append(out, b.References(i)...)
	}
	return out
}

// References gives the bound references of one paragraph, whose words are read now:
// only those of headings need be there before.
func (b *Binder) References(i int) []BoundReference {
	var out []BoundReference
	p := b.draft.Paragraphs[i]
	for _, r := range References(p.Text, b.draft.Language) {
		if r.Kind == OwnReference && isHeading(p.Kind) {
			continue
		}
		bound := BoundReference{Reference: r, Paragraph: i}
		if r.Kind == OwnReference {
			bound.Bindings = b.bind(i, r)
		}
		out = append(out, bound)
	}
	return out
}

func isHeading(k Kind) bool { return k == Title || k == Heading || k == AnnexHeading }

// Binder knows where the labels of a draft stand.
type Binder struct {
	draft   *Draft
	region  []int      // by paragraph: how many annexes began before it
	chapeau []int      // by paragraph: the one whose list it stands in, or -1
	context []int      // by paragraph: the one whose list it may name items of
	subs    [][]string // by paragraph: the letters of its label
	// What is looked for is listed in order; no list is gone through from its beginning,
	// so that the time to bind grows with the length of a draft and no faster.
	keys    map[string][]int  // paragraphs, by bindingKey
	items   map[itemKey][]int // paragraphs, by their last letters
	recital []int             // the preambular paragraphs without labels
	parts   []bindingPart
	named   map[partName][]int // parts
	latest  map[Unit][]int     // for each part the last one of that unit up to it, or -1
}

// itemKey is what the items of one list have in common that end in the same letters.
type itemKey struct {
	chapeau int
	letters string
}

// partName is what parts have in common that words may mean alike.
type partName struct {
	unit Unit
	key  string
}

// bindingPart is a part of a draft with its heading.
type bindingPart struct {
	unit       Unit
	key        string // of its label; empty for "Annex"
	start, end int    // the paragraphs from its heading on
}

// NewBinder reads the labels of a draft and the words of its headings.
func NewBinder(d *Draft) *Binder {
	n := len(d.Paragraphs)
	b := &Binder{draft: d, region: make([]int, n), chapeau: make([]int, n), context: make([]int, n), subs: make([][]string, n),
		keys: map[string][]int{}, items: map[itemKey][]int{}, named: map[partName][]int{}, latest: map[Unit][]int{}}
	region := 0
	paths := make([]Label, n)
	var stack []int // the paragraphs that the next one may stand below, by depth
	for i, p := range d.Paragraphs {
		if isHeading(p.Kind) {
			stack = nil
			if p.Kind == AnnexHeading {
				region++
			}
			b.heading(d, i)
		}
		b.region[i], b.chapeau[i], b.context[i] = region, -1, i
		if isHeading(p.Kind) {
			continue
		}
		for len(stack) > 0 && d.Paragraphs[stack[len(stack)-1]].Depth >= p.Depth && (p.Kind != Tail || d.Paragraphs[stack[len(stack)-1]].Depth > p.Depth) {
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 {
			b.chapeau[i] = stack[len(stack)-1]
		}
		switch p.Kind {
		case Tail, Footnote:
			if len(stack) > 0 {
				b.context[i] = stack[len(stack)-1]
			}
			continue
		}
		stack = append(stack, i)
		if p.Kind == Preambular && p.Label == "" {
			b.recital = append(b.recital, i)
		}
		if path, ok := b.path(p, i, paths); ok {
			paths[i], b.subs[i] = path, path.Sub
			key := bindingKey(path, p.Kind == Preambular)
			b.keys[key] = append(b.keys[key], i)
			for from := range path.Sub {
				item := itemKey{b.chapeau[i], lettersOf(path.Sub[from:])}
				b.items[item] = append(b.items[item], i)
			}
		}
	}
	b.endParts(n)
	return b
}

// endParts finds where each part ends, in a draft of n paragraphs, and lists the parts.
func (b *Binder) endParts(n int) {
	for k := range b.parts {
		p := &b.parts[k]
		p.end = n
		for _, next := range b.parts[k+1:] {
			if next.unit == p.unit || next.unit == AnnexUnit {
				p.end = next.start
				break
			}
		}
		names := []partName{{p.unit, p.key}}
		if p.unit == AnnexUnit && p.key != "" {
			names = append(names, partName{AnnexUnit, ""}) // "the annex" may be any
		}
		for _, name := range names {
			b.named[name] = append(b.named[name], k)
		}
		for _, unit := range []Unit{SectionUnit, ArticleUnit, AnnexUnit} {
			last := -1
			if k > 0 {
				last = b.latest[unit][k-1]
			}
			if p.unit == unit {
				last = k
			}
			b.latest[unit] = append(b.latest[unit], last)
		}
	}
}

// lettersOf is what two labels have in common that end in the same letters.
func lettersOf(sub []string) string { return strings.ToLower(strings.Join(sub, "/")) }

// path gives the label of a paragraph with those of the lists that it stands in.
func (b *Binder) path(p Paragraph, i int, paths []Label) (Label, bool) {
	l, ok := readLabel(p.Label)
	if !ok || l.Note {
		return l, false
	}
	if up := b.chapeau[i]; up >= 0 && p.Depth > 0 {
		above := paths[up]
		switch {
		case len(l.Numbers) == 0:
			l.Sub = slices.Concat(above.Sub, l.Sub)
		case len(l.Sub) == 0 && len(l.Numbers) == 1:
			l.Sub = append(slices.Clone(above.Sub), fmt.Sprint(l.Numbers[0]))
		default:
			return l, true // the label has the whole path
		}
		l.Prefix, l.Numbers, l.Ordinals, l.Alt = above.Prefix, above.Numbers, above.Ordinals, above.Alt
	}
	return l, true
}

// readLabel reads a printed label, also without the delimiter that a line needs.
func readLabel(printed string) (Label, bool) {
	for _, try := range []string{printed, printed + "."} {
		if l, rest, ok := ParseLabel(try); ok && rest == "" && printed != "" {
			return l, true
		}
	}
	return Label{}, false
}

// bindingKey is what two labels have in common that mean the same paragraph.
func bindingKey(l Label, recital bool) string {
	class := "o"
	if recital || l.Prefix == "PP" {
		class = "p"
	}
	return fmt.Sprint(class, l.Numbers, l.Ordinals, l.Alt, strings.ToLower(strings.Join(l.Sub, "/")))
}

// heading enters a part of the draft.
func (b *Binder) heading(d *Draft, i int) {
	p := d.Paragraphs[i]
	part := bindingPart{unit: SectionUnit, start: i}
	if p.Kind == AnnexHeading {
		part.unit = AnnexUnit
	}
	if l, ok := readLabel(p.Label); ok {
		part.key = partKey(l)
	}
	if r, ok := namesItself(p.Text, d.Language); ok {
		part.unit, part.key = r.Unit, partKey(r.Targets[0].Label)
	}
	b.parts = append(b.parts, part)
}

// namesItself gives the name of a part that a heading begins with: "Article 4".
func namesItself(words, language string) (Reference, bool) {
	refs := References(words, language)
	if len(refs) == 0 {
		return Reference{}, false
	}
	r := refs[0]
	return r, r.Start == 0 && r.Kind == OwnReference && partUnit(r.Unit) && len(r.Targets) == 1
}

// partKey is bindingKey for parts: II and 2 are one number.
func partKey(l Label) string {
	if len(l.Numbers) > 0 {
		return fmt.Sprint(l.Numbers, l.Ordinals)
	}
	key := strings.ToLower(strings.Join(l.Sub, "/"))
	if n := roman(key); n > 0 {
		return fmt.Sprint([]int{n}, []int{0})
	}
	return key
}
