package service

import (
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
)

// decided is one decision of people about where paragraphs of a draft come from.
type decided struct {
	older, newer int // places among the drafts
	from         []string
}

// readLineages reads what people decided about the drafts that the viewer sees.
func (k *tracker) readLineages(document string) error {
	all, err := listAll[*negotiation.Lineage](k.reader, document)
	if err != nil {
		return err
	}
	k.became = map[string][]*decided{}
	place := func(name string) int {
		return slices.IndexFunc(k.drafts, func(d *negotiation.Draft) bool { return d.Name == name })
	}
	for _, l := range all {
		older, newer := place(l.Older), place(l.Newer)
		if older < 0 || newer < 0 {
			continue
		}
		for _, link := range l.Links {
			if link.Apart {
				continue
			}
			for _, paragraph := range link.New {
				k.became[paragraph] = append(k.became[paragraph], &decided{older, newer, link.Old})
			}
		}
	}
	return nil
}

// decidedParents names the wordings, in the older draft, of the paragraphs from which
// people decided that one came whose first wording this is.
func (k *tracker) decidedParents(r *negotiation.Revision) ([]string, error) {
	d := k.draftOf(r)
	at := slices.Index(k.drafts, d)
	for _, link := range k.became[r.Paragraph] {
		if at <= link.older || at > link.newer {
			continue
		}
		var out []string
		for _, paragraph := range link.from {
			i := slices.IndexFunc(k.entries[paragraph], func(p placed) bool { return p.draft == link.older })
			if i < 0 || paragraph == r.Paragraph {
				continue
			}
			name, err := k.nameIn(k.drafts[link.older], k.entries[paragraph][i].entry)
			if err != nil {
				return nil, err
			}
			out = append(out, name)
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}
