package service

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
)

// insertedAs tells whether a proposal of a new paragraph may have been taken up in one
// whose first wording is given, in draft d. Where the viewer knows which paragraph was
// made of it, it is that one alone; else one that stands where it was to stand.
func (k *tracker) insertedAs(p *proposal, r *negotiation.Revision, d *negotiation.Draft) bool {
	if n := len(p.applied); n > 0 {
		return p.applied[n-1].Paragraph == r.Paragraph
	}
	if p.handling != nil {
		for _, x := range slices.Backward(p.handling.Dispositions) {
			if x.Revision != "" {
				return strings.HasPrefix(x.Revision, r.Paragraph+"/")
			}
		}
	}
	return k.standsWhereAsked(p.amendment, r.Paragraph, d)
}

// standsWhereAsked tells whether a paragraph that is new in a draft follows there the
// one that an insertion was to follow. Others that are new may stand between; where the
// one that it was to follow is gone, the one before that counts.
func (k *tracker) standsWhereAsked(a *negotiation.Amendment, paragraph string, d *negotiation.Draft) bool {
	on := k.drafts[max(0, k.at[d.Name]-1)]
	if at, seen := k.at[a.Draft]; seen {
		on = k.drafts[at]
	}
	at, stands := k.placesIn(d)[paragraph]
	if !stands {
		return false
	}
	b := k.between(on, d)
	asked, stands := k.placesIn(d)[a.Paragraph]
	if !stands {
		asked = -1 // the first place
		if was, stood := k.placesIn(on)[a.Paragraph]; stood {
			asked = b.kept[was]
		}
	}
	return b.before[at] <= asked && asked < at
}

// between tells which paragraphs of a draft stand in another, earlier or later.
type between struct {
	// kept is, by place in the one, where in the other the last paragraph up to there
	// stands that is in both; before is, by place in the other, where the last such
	// paragraph before it stands. -1 is none.
	kept, before []int
}

// between is worked out once for two drafts, since a page asks for it for each of many
// new paragraphs and each of many insertions.
func (k *tracker) between(on, d *negotiation.Draft) *between {
	key := [2]string{on.Name, d.Name}
	if b := k.betweens[key]; b != nil {
		return b
	}
	b := &between{make([]int, len(on.Entries)), make([]int, len(d.Entries))}
	was, now := k.placesIn(on), k.placesIn(d)
	last := -1
	for i, e := range on.Entries {
		if at, stands := now[e.Paragraph]; stands {
			last = at
		}
		b.kept[i] = last
	}
	last = -1
	for i, e := range d.Entries {
		b.before[i] = last
		if _, stood := was[e.Paragraph]; stood {
			last = i
		}
	}
	k.betweens[key] = b
	return b
}

// placesIn gives the places of the paragraphs of a draft.
func (k *tracker) placesIn(d *negotiation.Draft) map[string]int {
	if places := k.places[d.Name]; places != nil {
		return places
	}
	places := make(map[string]int, len(d.Entries))
	for i, e := range d.Entries {
		places[e.Paragraph] = i
	}
	k.places[d.Name] = places
	return places
}
