// Package compile makes one bracketed text of what many actors want a text to
// say (domain §5, law 3). The compiled object is exact: it gives back the wording
// of each actor and the base, and so does its print, read by internal/text/bracket.
// Options are phrases on the bounds of words; no word is ever cut. It is pure: the
// result depends on its arguments alone, and not on the order of the proposals.
package compile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// BaseName is what marks the option of the base in print: "[Base: shall]". No
// actor may bear it.
const BaseName = "Base"

// Proposal is what one actor wants a paragraph to say.
type Proposal struct {
	// Actor is the name as it is printed.
	Actor string
	// Wanted is the whole paragraph as the actor wants it, in normal form; empty
	// to have it deleted, as Delete says too, whatever Wanted is.
	Wanted string
	Delete bool
}

// Options steers a compilation; the zero value is the usual one.
type Options struct {
	// Language is a BCP 47 tag or empty.
	Language string
	// Order has the names in the order in which they stand, groups first as a rule;
	// those it does not name come after them, by their bytes.
	Order []string
}

// Compiled is a paragraph with all that is wanted of it.
type Compiled struct {
	// Pieces stand in reading order. Two texts never follow each other.
	Pieces []Piece
}

// Side tells on which side of a slot a space stands.
type Side string

// The sides.
const (
	Neither Side = ""
	Before  Side = "before"
	After   Side = "after"
)

// Piece is a run of agreed text, or a slot: a place with options.
type Piece struct {
	// Text is what all have there; empty for a slot.
	Text string
	// Options of a slot are two or more, that of the base first; one alone where
	// the base has mark-up that could be taken for names.
	Options []Option
	// Space tells where one U+0020 stands that goes with the slot: whoever has no
	// words in it does not have the space either.
	Space Side
}

// Option is a wording for a slot.
type Option struct {
	// Actors are those who want it, in the order given, each in one option of a slot.
	Actors []string
	// Base tells that it is the wording of the base, and of all who are named in no
	// option of the slot. Its Text is empty where others put words in.
	Base bool
	// Delete tells that the words of the base are to go; Text is empty then.
	Delete bool
	// Text is the wording; empty where it is in dispute itself, see Within.
	Text string
	// Within has the wording of several who differ from the base in single words
	// only, beside one that words all of it anew. Only an option that is the base
	// and has Actors has it.
	Within []Piece
}

// Project gives the wording of one actor; for one who wants nothing, and for "",
// that of the base.
func (c *Compiled) Project(actor string) string {
	var b strings.Builder
	project(&b, c.Pieces, actor)
	return b.String()
}

func project(b *strings.Builder, pieces []Piece, actor string) {
	for _, p := range pieces {
		if len(p.Options) == 0 {
			b.WriteString(p.Text)
			continue
		}
		o := p.of(actor)
		words := !o.empty()
		if words && p.Space == Before {
			b.WriteByte(' ')
		}
		b.WriteString(o.Text)
		project(b, o.Within, actor)
		if words && p.Space == After {
			b.WriteByte(' ')
		}
	}
}

// of gives the option of an actor, else that of the base.
func (p Piece) of(actor string) Option {
	i := slices.IndexFunc(p.Options, func(o Option) bool { return actor != "" && slices.Contains(o.Actors, actor) })
	if i < 0 {
		i = slices.IndexFunc(p.Options, func(o Option) bool { return o.Base })
	}
	return p.Options[max(i, 0)]
}

// empty tells whether an option has no words.
func (o Option) empty() bool { return o.Text == "" && len(o.Within) == 0 }

// Disputed tells whether anything is in dispute.
func (c *Compiled) Disputed() bool {
	return slices.ContainsFunc(c.Pieces, func(p Piece) bool { return len(p.Options) > 0 })
}

// Paragraph compiles what several actors want one paragraph to say; base is the
// paragraph, in normal form and without its label, and empty for a new one. Equal
// wordings share an option. Brackets of the base stay whole, inside one option or
// outside of all. Errors are *Error: NotTold, BadName, Twice.
func Paragraph(base string, proposals []Proposal, o Options) (*Compiled, error) {
	all, names, err := variants(base, proposals, o)
	if err != nil {
		return nil, err
	}
	b := newBuilder(base, all, names, o.Language)
	b.settle()
	nest := true
	for tries := 0; ; tries++ {
		pieces := b.pieces(nest)
		read := Parse(Print(pieces, true), names).Pieces
		at := differ(pieces, read)
		switch {
		case at < 0:
			return &Compiled{Pieces: pieces}, nil
		case nest && hasNest(pieces):
			nest = false
		case b.whole():
			return nil, notTold()
		case tries > widenings || !b.widenAt(pieces, at):
			b.widenWhole()
		}
	}
}

// widenings is how often a stretch that reads back as something else is widened
// before the whole paragraph is taken.
const widenings = 8

// variant is a wording that differs from the base, with those who want it.
type variant struct {
	text   string
	actors []string
}

// variants checks the proposals and gathers those of equal wording, in the order
// of their first names. Names are those of all who propose, in order.
func variants(base string, proposals []Proposal, o Options) (all []variant, names []string, err error) {
	rank := make(map[string]int, len(o.Order))
	for i, n := range o.Order {
		if _, twice := rank[n]; !twice {
			rank[n] = i
		}
	}
	order := func(a, b string) int {
		i, known := rank[a]
		j, too := rank[b]
		if known != too {
			if known {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(i, j), strings.Compare(a, b))
	}
	wanted := make(map[string]string, len(proposals))
	for _, p := range proposals {
		if p.Delete {
			p.Wanted = ""
		}
		if !isName(p.Actor) {
			return nil, nil, badName(p.Actor)
		}
		if before, twice := wanted[p.Actor]; twice && before != p.Wanted {
			return nil, nil, twiceBy(p.Actor)
		} else if !twice {
			names = append(names, p.Actor)
		}
		wanted[p.Actor] = p.Wanted
	}
	slices.SortFunc(names, order)
	at := make(map[string]int)
	for _, n := range names {
		w := wanted[n]
		if w == base {
			continue
		}
		k, ok := at[w]
		if !ok {
			k = len(all)
			at[w] = k
			all = append(all, variant{text: w})
		}
		all[k].actors = append(all[k].actors, n)
	}
	return all, names, nil
}

// isName tells whether a name can be told from other words when it is printed
// before the words of an option.
func isName(name string) bool {
	if name == BaseName || name == "" || strings.TrimSpace(name) != name || strings.ContainsAny(name, "[]():：\n") {
		return false
	}
	_, _, held := text.Detach("["+name+": x]", nil, func(n string) (string, bool) { return n, n == name })
	return len(held) == 1 && held[0].Source == name+": "
}
