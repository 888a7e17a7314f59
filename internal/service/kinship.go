package service

import (
	"fmt"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// kinship is what a viewer may know of where the paragraphs of a document come from,
// as a negotiation.Kinship.
type kinship struct {
	reader
	told map[string]negotiation.Origin // by paragraph, where the viewer is told other than everybody
}

// kinship reads what is not asked paragraph by paragraph.
func (r reader) kinship(document string) (kinship, error) {
	k := kinship{r, map[string]negotiation.Origin{}}
	all, err := listAll[*negotiation.Ancestry](r, document)
	if err != nil {
		return k, err
	}
	levels := map[string]negotiation.Level{}
	for _, a := range all {
		if level, other := levels[a.Paragraph()]; !other || level.WiderThan(a.Level()) {
			levels[a.Paragraph()], k.told[a.Paragraph()] = a.Level(), a.Origin
		}
	}
	return k, nil
}

// Lineages is part of negotiation.Kinship: what the viewer may see.
func (k kinship) Lineages(document string) ([]*negotiation.Lineage, error) {
	return listAll[*negotiation.Lineage](k.reader, document)
}

// Origin is part of negotiation.Kinship: where a paragraph comes from, as far as the
// viewer may know.
func (k kinship) Origin(paragraph string) (negotiation.Origin, error) {
	// The working text knows of paragraphs that were never shown; the team alone
	// sees it.
	item, _, err := k.find(negotiation.PassageOf(paragraph))
	if p, ok := item.Entity.(*negotiation.Passage); ok {
		return p.Origin, nil
	}
	if o, ok := k.told[paragraph]; ok || err != nil {
		return o, err
	}
	item, _, err = k.find(paragraph)
	if p, ok := item.Entity.(*negotiation.Paragraph); ok {
		return p.Origin, nil
	}
	return negotiation.Origin{}, err
}

// listAll gives all entities of a kind below a document that the viewer sees.
func listAll[E negotiation.Entity](r reader, document string) ([]E, error) {
	var zero E
	records, err := r.list(store.Query{Kind: zero.EntityKind(), Parent: document})
	if err != nil {
		return nil, err
	}
	out := make([]E, len(records))
	for i, rec := range records {
		item, err := itemOf(rec)
		if err != nil {
			return nil, err
		}
		e, ok := item.Entity.(E)
		if !ok {
			return nil, fmt.Errorf("%s is a %T, not a %T", rec.Name, item.Entity, zero)
		}
		out[i] = e
	}
	return out, nil
}
