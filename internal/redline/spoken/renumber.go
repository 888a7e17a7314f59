package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// relabelled gives the paragraphs of a change whose printed label is another,
// as indexes into the two drafts.
func (r *Reader) relabelled(k *redline.ParagraphChange) (old, new int, ok bool) {
	if len(k.Old) == 0 || len(k.New) == 0 {
		return 0, 0, false
	}
	old, new = k.Old[0], k.New[0]
	a, b := &r.c.Old.Paragraphs[old], &r.c.New.Paragraphs[new]
	return old, new, a.Kind != text.Footnote && spokenLabel(a.Label) != spokenLabel(b.Label)
}

// Run gives the words for what becomes of the labels of the changes first to
// last of the comparison, both included: "Paragraphs 21 to 24 become paragraphs 24
// to 27." Where they do not follow each other number by number these are several
// sentences with a space between them; empty where no label is another.
func (r *Reader) Run(first, last int) string {
	return strings.Join(r.renumbered(first, last), " ")
}

// renumbered says what becomes of the labels of the old draft, in its order, by
// the changes first to end.
func (r *Reader) renumbered(first, end int) []string {
	to := make([]int, len(r.c.Old.Paragraphs)) // the new paragraph, from 1, of each old one with another label
	for i := max(first, 0); i <= min(end, len(r.c.Paragraphs)-1); i++ {
		if old, new, ok := r.relabelled(&r.c.Paragraphs[i]); ok {
			to[old] = new + 1
		}
	}
	var out []string
	for i := 0; i < len(to); i++ {
		if to[i] == 0 {
			continue
		}
		last := i
		for k := i + 1; k < len(to); k++ {
			if r.old.draft.Paragraphs[k].Depth > r.old.draft.Paragraphs[i].Depth && to[k] == 0 {
				continue // items between keep their letters
			}
			if to[k] == 0 || !r.next(last, k, r.old) || !r.next(to[last]-1, to[k]-1, r.new) {
				break
			}
			last = k
		}
		if r.f.through[1] == "" && r.next(i, last, r.old) {
			last = i // a language that has a dual says two one by one
		}
		out = append(out, r.becomes(i, to[i]-1, last, to[last]-1))
		for k := i; k <= last; k++ {
			to[k] = 0
		}
	}
	return out
}

// next tells whether paragraph b of a draft is numbered right after a, by a plain
// number or letter.
func (r *Reader) next(a, b int, p *places) bool {
	u, v := p.units[a], p.units[b]
	if u.noun != v.noun || p.parent[a] != p.parent[b] || p.annex[a] != p.annex[b] || p.level[a] > 0 || p.level[b] > 0 {
		return false
	}
	x, _, ok := text.ParseLabel(p.draft.Paragraphs[a].Label)
	y, _, also := text.ParseLabel(p.draft.Paragraphs[b].Label)
	if !ok || !also || len(x.Numbers) != len(y.Numbers) || len(x.Sub) != len(y.Sub) || x.Alt+y.Alt > 0 || x.Prefix != y.Prefix {
		return false
	}
	switch {
	case len(x.Numbers) == 1 && len(x.Sub) == 0:
		return y.Numbers[0] == x.Numbers[0]+1 && x.Ordinals[0]+y.Ordinals[0] == 0
	case len(x.Numbers) == 0 && len(x.Sub) == 1:
		return len([]rune(x.Sub[0])) == 1 && len([]rune(y.Sub[0])) == 1 && first(y.Sub[0]) == first(x.Sub[0])+1
	}
	return false
}

// becomes says that the old paragraphs from i to last are numbered as the new ones
// from j to end.
func (r *Reader) becomes(i, j, last, end int) string {
	old, new := r.old.whole(i), r.new.units[j]
	switch {
	case new.label == "" || r.c.New.Paragraphs[j].Label == "":
		return upper(fill(r.f.unnumber, "p", r.f.place(old, of)))
	case r.old.units[i].label == "":
		return upper(fill(r.f.number, "p", r.f.place(old, bare), "l", new.label))
	case i == last:
		return upper(fill(r.f.becomes, "p", r.f.place(old, bare), "q", r.f.place([]unit{new}, becoming)))
	}
	through := r.f.through[0]
	if r.next(i, last, r.old) {
		through = r.f.through[1]
	}
	from := fill(r.f.nouns[old[0].noun].several, "l", old[0].label, "j", through, "m", r.old.whole(last)[0].label)
	if rest := old[1:]; len(rest) > 0 {
		from = r.f.several(from, rest)
	}
	to := fill(r.f.severalWith(new.noun), "l", new.label, "j", through, "m", r.new.units[end].label)
	return upper(fill(r.f.becomeRun, "p", from, "q", to))
}

// several adds to the name of several items what they belong to.
func (f *phrases) several(items string, rest []unit) string {
	if f.inward {
		return f.place(rest, bare) + items
	}
	return items + " " + f.place(rest, of)
}

// severalWith gives the form in which several become something.
func (f *phrases) severalWith(n noun) string {
	if s := f.nouns[n].severalWith; s != "" {
		return s
	}
	return f.nouns[n].several
}
