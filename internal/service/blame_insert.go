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
	names := func(d *negotiation.Draft) []string {
		out := make([]string, len(d.Entries))
		for i, e := range d.Entries {
			out[i] = e.Paragraph
		}
		return out
	}
	before, now := names(on), names(d)
	at := slices.Index(now, paragraph)
	if at < 0 {
		return false
	}
	asked := a.Paragraph
	if !slices.Contains(now, asked) {
		asked = lastIn(before[:slices.Index(before, asked)+1], now)
	}
	return lastIn(now[:at], append(before, asked)) == asked
}

// lastIn gives the last of some paragraphs that is one of others; "" for none.
func lastIn(paragraphs, others []string) string {
	for _, p := range slices.Backward(paragraphs) {
		if slices.Contains(others, p) {
			return p
		}
	}
	return ""
}
