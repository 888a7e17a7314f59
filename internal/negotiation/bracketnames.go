package negotiation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// actors checks that a field lists actors of the register, each once.
func (d *desk) actors(field string, names []string) error {
	if err := listed(field, names); err != nil {
		return err
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return badField(field, "names "+name+" twice", "Name each actor once.")
		}
		if err := CheckName(KindActor, field, name); err != nil {
			return err
		}
		if _, err := known[*Actor](d.state, UnknownActor, field, name); err != nil {
			return err
		}
	}
	return nil
}

// holders checks attributions that are to stand beside the words of a bracket; in
// names the field that lists them, with its full stop, or is empty.
func (d *desk) holders(in string, entries []HolderEntry) error {
	if err := listed(in+"actors", entries); err != nil {
		return err
	}
	for _, e := range entries {
		if len(e.Actors) == 0 {
			return lacking(in+"actors", "a stance is somebody's")
		}
		if err := all(d.actors(in+"actors", e.Actors), oneOf(in+"stance", e.Stance, "", StanceRetain, StanceDelete, StanceReserve)); err != nil {
			return err
		}
	}
	return nil
}

// attributed puts names beside the words of a bracket, behind those that stand there.
// They take the first of the forms that texts know (domain §3) which reads back as
// the same: names before the words, "Coravia: ", or after them, " – Coravia"; with a
// stance in round brackets, " (retain: Coravia)", or where there are no words,
// "Coravia: delete". The flow given stays as it is.
func (d *desk) attributed(f bracket.Flow, at bracket.Place, entries []HolderEntry) (bracket.Flow, error) {
	f.Held = slices.Clone(f.Held)
	for _, e := range entries {
		names, err := d.printed(e.Actors)
		if err != nil {
			return f, err
		}
		tree := bracket.Parse(f, bracket.Options{})
		i := slices.IndexFunc(tree.Brackets, func(b bracket.Bracket) bool { return b.Open == at })
		if i < 0 {
			return f, fmt.Errorf("no bracket opens at %+v", at)
		}
		forms := formsOf(tree.Brackets[i], strings.Join(names.called, ", "), string(e.Stance))
		best := f
		for k, form := range forms {
			a := text.Attribution{Offset: form.place.Offset, Source: form.source, Actors: names.ids, Stance: string(e.Stance)}
			now := f
			now.Held = slices.Clone(f.Held)
			now.Held[form.place.Paragraph] = withHeld(f.Held[form.place.Paragraph], a)
			if k == 0 {
				best = now
			}
			if d.readsBack(now, tree.Brackets[i], form.place.Paragraph) {
				best = now
				break
			}
		}
		f = best
	}
	return f, d.names.err
}

// printedNames are actors in the order in which a text names them.
type printedNames struct{ ids, called []string }

// printed gives the names by which the document calls actors: by the display name in
// its language, else in English; one that the register gives to several is replaced
// by an alias that is the actor's alone.
func (d *desk) printed(actors []string) (printedNames, error) {
	process, err := get[*Process](d.state, d.process)
	if err != nil {
		return printedNames{}, err
	}
	ids, err := SortActors(d.state, process, actors)
	if err != nil {
		return printedNames{}, err
	}
	out := printedNames{ids: ids}
	for _, id := range ids {
		a, err := get[*Actor](d.state, id)
		if err != nil {
			return printedNames{}, err
		}
		called := cmp.Or(a.DisplayName[d.doc.Language], a.DisplayName["en"], LastID(id))
		for _, name := range append([]string{called, a.DisplayName["en"]}, a.Aliases...) {
			if whose, ok := d.names.resolve(name); ok && whose == id {
				called = name
				break
			}
		}
		out.called = append(out.called, called)
	}
	return out, d.names.err
}

// printedAs is one way to print an attribution.
type printedAs struct {
	source string
	place  bracket.Place
}

// formsOf gives the ways to print names, with or without a stance, on a bracket.
func formsOf(b bracket.Bracket, names, stance string) []printedAs {
	front := bracket.Place{Paragraph: b.Open.Paragraph, Offset: b.Open.Offset + 1}
	behind := bracket.Place{Paragraph: b.Close.Paragraph, Offset: b.Close.Offset + 1}
	if stance == "" {
		return []printedAs{{names + ": ", front}, {" – " + names, b.Close}}
	}
	round := "(" + stance + ": " + names + ")"
	forms := []printedAs{{" " + round, b.Close}, {" " + round, behind}, {round, front}}
	if b.Kind == bracket.Empty {
		forms = slices.Insert(forms, 0, printedAs{names + ": " + stance, front}, printedAs{round, front})
	}
	return forms
}

// withHeld puts an attribution among others, behind those at the same place.
func withHeld(held []text.Attribution, a text.Attribution) []text.Attribution {
	out := append(slices.Clone(held), a)
	slices.SortStableFunc(out, func(x, y text.Attribution) int { return cmp.Compare(x.Offset, y.Offset) })
	return out
}

// readsBack tells whether the typed form of the paragraph gives back the same words
// with the same names, and whether one more attribution than the bracket had is the
// bracket's.
func (d *desk) readsBack(f bracket.Flow, was bracket.Bracket, paragraph int) bool {
	p, held := f.Paragraphs[paragraph], f.Held[paragraph]
	typed, marks := text.Attach(p.Text, p.Marks, held)
	plain, _, again := text.Detach(typed, marks, d.names.resolve)
	if plain != p.Text || !slices.EqualFunc(held, again, sameHeld) {
		return false
	}
	from, to := was.Open.Paragraph, was.Close.Paragraph+1
	tree := bracket.Parse(bracket.Flow{Paragraphs: f.Paragraphs[from:to], Held: f.Held[from:to]}, bracket.Options{})
	for _, b := range tree.Brackets {
		if b.Open == (bracket.Place{Offset: was.Open.Offset}) {
			return len(b.Holders) == len(was.Holders)+1
		}
	}
	return false
}

// withoutHolders takes names from beside the words of a bracket: those of an actor
// from each attribution that has it, and the attribution where it was the only one;
// all of them where no actor is named. The flow given stays as it is.
func (d *desk) withoutHolders(f bracket.Flow, b bracket.Bracket, actor string) (bracket.Flow, error) {
	f.Held = slices.Clone(f.Held)
	gone := make(map[int][]int) // indexes by paragraph
	for _, h := range b.Holders {
		if h.Index < 0 || actor != "" && !slices.Contains(h.Actors, actor) {
			continue
		}
		n := h.Place.Paragraph
		left := slices.DeleteFunc(slices.Clone(h.Actors), func(a string) bool { return a == actor })
		if actor == "" || len(left) == 0 {
			gone[n] = append(gone[n], h.Index)
			continue
		}
		names, err := d.printed(left)
		if err != nil {
			return f, err
		}
		f.Held[n] = slices.Clone(f.Held[n])
		a := &f.Held[n][h.Index]
		a.Source, a.Actors, a.Marks = reprinted(a.Source, strings.Join(names.called, ", "), h.Stance), names.ids, nil
	}
	for n, indexes := range gone {
		var kept []text.Attribution
		for i, a := range f.Held[n] {
			if !slices.Contains(indexes, i) {
				kept = append(kept, a)
			}
		}
		f.Held[n] = kept
	}
	return f, nil
}

// reprinted gives an attribution with other names in the form that it had.
func reprinted(source, names, stance string) string {
	bare := strings.TrimLeft(source, " ")
	switch spaces := source[:len(source)-len(bare)]; {
	case strings.HasPrefix(bare, "("):
		return spaces + "(" + stance + ": " + names + ")"
	case spaces != "":
		return " – " + names
	}
	return names + ": " + stance
}

// heldBeside gives the change to a text of which only the names beside the words
// changed.
func heldBeside(was, now bracket.Flow) *bracket.Change {
	c := &bracket.Change{Flow: now}
	for i := range now.Held {
		if !slices.EqualFunc(was.Held[i], now.Held[i], sameHeld) {
			c.Changed = append(c.Changed, i)
		}
	}
	return c
}

// holding gives who is known to hold a bracket: those named beside its words and
// those whose holds on it have not ended, each once, sorted.
func (d *desk) holding(b *Bracket) ([]string, error) {
	var out []string
	for _, h := range b.Holders {
		out = append(out, h.Actors...)
	}
	holds, err := d.holdsOn(b.Name)
	for _, h := range holds {
		out = append(out, h.holder())
	}
	slices.Sort(out)
	return slices.Compact(out), err
}

// holdsOn reads the holds on a bracket, and on those merged into it, that have not
// ended.
func (d *desk) holdsOn(name string) ([]*Hold, error) {
	names, err := d.mergedIn(name)
	if err != nil {
		return nil, err
	}
	var out []*Hold
	for _, n := range names {
		links, err := list[*HoldLink](d.state, "", n)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			h, err := get[*Hold](d.state, l.Hold)
			if err != nil {
				return nil, err
			}
			if h.State == Holding {
				out = append(out, h)
			}
		}
	}
	return out, nil
}

// mergedIn names a bracket and all that have been merged into it, one by way of
// another too.
func (d *desk) mergedIn(name string) ([]string, error) {
	if d.merged == nil {
		d.merged = make(map[string][]string)
		all, err := list[*Bracket](d.state, d.document, "")
		if err != nil {
			return nil, err
		}
		for _, b := range all {
			if b.State == BracketMerged {
				d.merged[b.Into] = append(d.merged[b.Into], b.Name)
			}
		}
	}
	names := []string{name}
	for i := 0; i < len(names); i++ {
		names = append(names, d.merged[names[i]]...)
	}
	return names, nil
}

// ownHolds is holdsOn without those that the team has noted for holders whom a draft
// named.
func (d *desk) ownHolds(name string) ([]*Hold, error) {
	holds, err := d.holdsOn(name)
	return slices.DeleteFunc(holds, func(h *Hold) bool { return h.Noted }), err
}

// holder is who holds: the group on whose behalf the actor spoke, else the actor.
func (h *Hold) holder() string { return cmp.Or(h.OnBehalf, h.Actor) }
