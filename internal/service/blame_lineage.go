package service

import (
	"cmp"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
)

// decided is one decision of people about where paragraphs of a draft come from.
type decided struct {
	older, newer int // places among the drafts
	from         []string
	into         []string // empty where nothing went on
	apart        bool
}

// readLineages reads what people decided about the drafts that the viewer sees, in the
// order in which it counts: the newest step back first, of steps to one draft the longest.
func (k *tracker) readLineages(document string) error {
	all, err := listAll[*negotiation.Lineage](k.reader, document)
	if err != nil {
		return err
	}
	for _, l := range all {
		older, seen := k.at[l.Older]
		newer, too := k.at[l.Newer]
		if !seen || !too {
			continue
		}
		for _, link := range l.Links {
			k.decided = append(k.decided, &decided{older, newer, link.Old, link.New, link.Apart})
		}
	}
	slices.SortStableFunc(k.decided, func(a, b *decided) int { return cmp.Or(b.newer-a.newer, a.older-b.older) })
	return nil
}

// place gives the place of the first draft that has a wording, or could have it; -1
// where there is none yet.
func (k *tracker) place(r *negotiation.Revision) int {
	if d := k.draftOf(r); d != nil {
		return k.at[d.Name]
	}
	return -1
}

// decision gives what people decided of a paragraph between a draft and the wording,
// its first after that draft; nil for nothing.
func (k *tracker) decision(r, before *negotiation.Revision, until int) *decided {
	if len(k.decided) == 0 {
		return nil
	}
	at := k.place(r)
	for _, d := range k.decided {
		if d.spans(at, until) && slices.Contains(d.into, r.Paragraph) && (before == nil || k.place(before) <= d.older) {
			return d
		}
	}
	return nil
}

// spans tells whether a decision lies between some draft before the wording that stood
// first at a place and one until then.
func (d *decided) spans(at, until int) bool { return d.newer <= until && d.older < at && at <= d.newer }

// overruled tells whether people decided that a wording did not come from another one,
// which stood in a draft before: that its paragraph came from elsewhere, or that the
// other's became something else or did not go on.
func (k *tracker) overruled(r, parent *negotiation.Revision, until int) bool {
	if len(k.decided) == 0 {
		return false
	}
	at, from := k.place(r), k.place(parent)
	for _, d := range k.decided {
		if !d.spans(at, until) || from > d.older {
			continue
		}
		old, new := slices.Contains(d.from, parent.Paragraph), slices.Contains(d.into, r.Paragraph)
		if old || new {
			return d.apart || !old || !new
		}
	}
	return false
}

// decidedParents names the wordings, in the older draft, of the paragraphs from which
// people decided that one came; none where they decided that it is new.
func (k *tracker) decidedParents(d *decided) ([]string, error) {
	if d.apart {
		return nil, nil
	}
	var out []string
	for _, paragraph := range d.from {
		i := slices.IndexFunc(k.entries[paragraph], func(p placed) bool { return p.draft == d.older })
		if i < 0 {
			continue
		}
		name, err := k.nameIn(k.drafts[d.older], k.entries[paragraph][i].entry)
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}
