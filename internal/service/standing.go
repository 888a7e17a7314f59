package service

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/travaux/travaux/internal/negotiation"
)

// newest is the draft that a viewer reads the paragraphs of a document by, where that is
// a newer one than wider audiences have been shown; nil where everybody reads the same.
func (r reader) newest(document string) (*negotiation.Draft, error) {
	var found *negotiation.Newest
	for _, level := range []negotiation.Level{negotiation.ToStates, negotiation.ToStakeholders} {
		item, ok, err := r.find(negotiation.NewestName(document, level))
		if err != nil {
			return nil, err
		}
		if n, is := item.Entity.(*negotiation.Newest); ok && is && (found == nil || n.Number > found.Number) {
			found = n
		}
	}
	if found == nil {
		return nil, nil
	}
	draft, err := r.draft(found.Draft)
	if err != nil {
		return nil, err
	}
	// A draft that everybody sees may have come since.
	item, ok, err := r.find(document)
	if d, is := item.Entity.(*negotiation.Document); err == nil && ok && is && d.Latest != "" && d.Latest != draft.Name {
		latest, err := r.draft(d.Latest)
		if err != nil {
			return nil, err
		}
		if latest.Number > draft.Number {
			return nil, nil
		}
	}
	return draft, err
}

// paragraph gives a paragraph as the viewer has last been shown it.
func (r reader) paragraph(item Item) (Item, error) {
	p, ok := item.Entity.(*negotiation.Paragraph)
	if !ok {
		return item, nil
	}
	draft, err := r.newest(negotiation.DocumentOf(p.Name))
	if err != nil || draft == nil || draft.Name == p.Draft {
		return item, err
	}
	return standingIn(draft, p)
}

// standingIn gives a paragraph as it stands in a draft; deleted where it does not.
func standingIn(draft *negotiation.Draft, p *negotiation.Paragraph) (Item, error) {
	now := *p
	now.Draft, now.Level = draft.Name, draft.Level
	i := slices.IndexFunc(draft.Entries, func(e negotiation.Entry) bool { return e.Paragraph == p.Name })
	if now.Deleted = i < 0; i >= 0 {
		e := draft.Entries[i]
		now.Kind, now.Depth, now.Label, now.Revision, now.Hash = e.Kind, e.Depth, e.Label, e.Revision, e.Hash
		now.Order = fmt.Sprintf("%06d", i)
	}
	return newItem(&now)
}

// paragraphs lists the paragraphs that stand in a draft, in its order. after is where
// the page begins: the number of an entry, and the draft.
func (s *Service) paragraphs(r reader, q ListQuery, draft *negotiation.Draft, after pageKey, page *Page) error {
	from := 0
	if after.Name != "" {
		var err error
		if from, err = strconv.Atoi(after.Sort); err != nil {
			return badPage()
		}
		if draft, err = r.draft(after.Name); err != nil {
			return err
		}
	}
	for i := from; i < len(draft.Entries); i++ {
		if len(page.Items) == q.PageSize {
			var err error
			page.Next, err = s.sealPage(q, pageKey{Sort: strconv.Itoa(i), Name: draft.Name})
			return err
		}
		item, err := r.get(negotiation.KindParagraph, draft.Entries[i].Paragraph)
		if err != nil {
			return err
		}
		if p, ok := item.Entity.(*negotiation.Paragraph); ok && p.Draft != draft.Name {
			if item, err = standingIn(draft, p); err != nil {
				return err
			}
		}
		page.Items = append(page.Items, item)
		if err := r.beside(page.Beside, item.Entity); err != nil {
			return err
		}
	}
	return nil
}
