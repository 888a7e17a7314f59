package spoken

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// whole names a paragraph without saying that only its chapeau is meant.
func (p *places) whole(i int) []unit {
	chain := p.chain(i)
	if chain[0].noun == chapeau {
		return chain[1:]
	}
	return chain
}

// insertion says that a whole paragraph comes.
func (r *Reader) insertion(j int) string {
	k := &r.c.New.Paragraphs[j]
	u := r.new.units[j]
	words := r.f.quoted(k.Text)
	t := r.f.fresh(u)
	if u.noun == footnote {
		return onceStopped(upper(fill(r.f.insertNote, "t", t, "w", words)))
	}
	if place := r.follows(j); place != "" {
		return onceStopped(upper(fill(r.f.insertAfter, "t", t, "p", place, "w", words)))
	}
	return onceStopped(upper(fill(r.f.insertFirst, "t", t, "w", words)))
}

// deletion says that a paragraph goes; only its chapeau where items of it stay.
func (r *Reader) deletion(i int) string {
	chain := r.old.whole(i)
	if r.old.chief[i] {
		for k := i + 1; k < len(r.gone) && r.old.draft.Paragraphs[k].Depth > r.old.draft.Paragraphs[i].Depth; k++ {
			if r.old.parent[k] == i && !r.gone[k] {
				chain = r.old.chain(i)
			}
		}
	}
	return upper(fill(r.f.deleted, "p", r.f.place(chain, bare)))
}

// move says that a paragraph goes to another place.
func (r *Reader) move(k *redline.ParagraphChange) string {
	p := r.f.place(r.old.whole(k.Old[0]), bare)
	if place := r.follows(k.New[0]); place != "" {
		return upper(fill(r.f.moveAfter, "p", p, "q", place))
	}
	return upper(fill(r.f.moveFirst, "p", p))
}

// follows names what paragraph j of the new draft follows, by its old name where
// it has one, in the form that stands after "after"; empty at the beginning.
func (r *Reader) follows(j int) string {
	all := r.c.New.Paragraphs
	before := j - 1
	for before >= 0 && (all[before].Kind == text.Footnote && all[j].Kind != text.Footnote || deeper(&all[before], &all[j])) {
		before--
	}
	if before < 0 {
		return ""
	}
	k := &r.c.Paragraphs[r.change[before]]
	if len(k.Old) == 0 {
		if n := r.new.units[before].noun; n == nthRecital || n == unlabelled {
			return r.f.justInserted
		}
		return r.f.newPlace(r.inserted(before))
	}
	old := k.Old[len(k.Old)-1]
	if all[before].Depth < all[j].Depth && all[j].Kind != text.Footnote {
		return r.f.after(r.old.chain(old))
	}
	return r.f.after(r.old.whole(old))
}

// inserted names a paragraph of the new draft that has no old name, but what it
// belongs to by the old name of that.
func (r *Reader) inserted(j int) []unit {
	chain, parent := r.new.whole(j), r.new.parent[j]
	if n := chain[0].noun; parent < 0 || n == beginning || n == following || n == counted {
		return chain
	}
	k := &r.c.Paragraphs[r.change[parent]]
	outer := r.inserted
	if len(k.Old) > 0 {
		outer = func(int) []unit { return r.old.whole(k.Old[0]) }
	}
	own, rest := r.new.units[j], outer(parent)
	if own.noun == item && rest[0].noun == item {
		own.label, rest = joinLabels(rest[0].label, own.label), rest[1:]
	}
	return append([]unit{own}, rest...)
}

// deeper tells whether a is an item of a list below the level of b.
func deeper(a, b *text.Paragraph) bool {
	return a.Depth > b.Depth && b.Kind != text.Footnote
}

// split says that a paragraph becomes several.
func (r *Reader) split(k *redline.ParagraphChange, all []Instruction) string {
	place, language := r.f.place(r.old.whole(k.Old[0]), bare), r.language()
	var acts []string
	at, breaks := 0, 0
	for n, in := range all {
		if in.Act == Break {
			at, breaks = n, breaks+1
		}
		breaks += strings.Count(in.Words, "\n")
	}
	if breaks == 1 && all[at].Act == Break {
		in := all[at]
		where := fill(r.f.splitPlace[in.At], "a", r.f.anchored(in, language))
		acts = append(acts, where)
		acts = append(acts, r.f.actsOf(slices.Delete(slices.Clone(all), at, at+1), language)...)
		return upper(fill(r.f.splitAt, "p", place, "t", strings.Join(acts, r.f.acts)))
	}
	return upper(fill(r.f.split, "p", place, "t", strings.Join(r.f.actsOf(all, language), r.f.acts)))
}

// merge says that several paragraphs become one.
func (r *Reader) merge(k *redline.ParagraphChange, all []Instruction, language string) []string {
	names := make([]string, len(k.Old))
	for i, old := range k.Old {
		names[i] = r.f.place(r.old.whole(old), bare)
	}
	out := []string{upper(fill(r.f.merge, "p", r.f.listed(names)))}
	if len(all) > 0 {
		out = append(out, r.f.sentenceOf(r.f.merged, all, language))
	}
	return out
}

// language is that of the words read.
func (r *Reader) language() string {
	if r.c.New.Language != "" {
		return r.c.New.Language
	}
	return r.c.Old.Language
}
