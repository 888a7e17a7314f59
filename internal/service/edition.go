package service

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/travaux/travaux/internal/negotiation"
)

// edition is how a viewer reads the paragraphs of a document: as a draft has them that
// is newer than what wider audiences have been shown. Nil where everybody reads the
// same.
type edition struct {
	draft *negotiation.Draft
	at    map[string]int // entries by paragraph; nil until many are looked up
}

// edition resolves how the viewer reads a document.
func (r reader) edition(document string) (*edition, error) {
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
	return &edition{draft: draft}, err
}

// index makes ready for many lookups.
func (s *edition) index() {
	if s == nil || s.at != nil {
		return
	}
	s.at = make(map[string]int, len(s.draft.Entries))
	for i, e := range s.draft.Entries {
		s.at[e.Paragraph] = i
	}
}

// place gives where a paragraph stands in the draft, or -1.
func (s *edition) place(paragraph string) int {
	if s.at == nil {
		return slices.IndexFunc(s.draft.Entries, func(e negotiation.Entry) bool { return e.Paragraph == paragraph })
	}
	if i, ok := s.at[paragraph]; ok {
		return i
	}
	return -1
}

// read gives a paragraph as the viewer has last been shown it: deleted where the draft
// does not have it. Anything else stays what it is.
func (s *edition) read(item Item) (Item, error) {
	p, ok := item.Entity.(*negotiation.Paragraph)
	if !ok || s == nil || s.draft.Name == p.Draft {
		return item, nil
	}
	now := *p
	now.Draft, now.Level = s.draft.Name, s.draft.Level
	i := s.place(p.Name)
	if now.Deleted = i < 0; i >= 0 {
		e := s.draft.Entries[i]
		now.Kind, now.Depth, now.Label, now.Revision, now.Hash = e.Kind, e.Depth, e.Label, e.Revision, e.Hash
		now.Order = fmt.Sprintf("%06d", i)
	}
	return newItem(&now)
}

// paragraph gives a paragraph as the viewer has last been shown it.
func (r reader) paragraph(item Item) (Item, error) {
	if item.Entity.EntityKind() != negotiation.KindParagraph {
		return item, nil
	}
	s, err := r.edition(negotiation.DocumentOf(item.Entity.EntityName()))
	if err != nil {
		return Item{}, err
	}
	return s.read(item)
}

// paragraphs lists paragraphs as they stand in a draft, in its order, and then, where
// the deleted are asked for, those that stand in it no more. after is where the page
// begins: the number of an entry and the draft, or the last of the deleted.
func (s *Service) paragraphs(r reader, p negotiation.Principal, q ListQuery, st *edition, after pageKey, page *Page) error {
	from := 0
	if negotiation.KindOf(after.Name) == negotiation.KindDraft {
		var err error
		if from, err = strconv.Atoi(after.Sort); err != nil {
			return badPage()
		}
		draft, err := r.draft(after.Name)
		if err != nil {
			return err
		}
		st = &edition{draft: draft}
	} else if after.Name != "" {
		from = len(st.draft.Entries)
	}
	st.index()
	for i := from; i < len(st.draft.Entries); i++ {
		if len(page.Items) == q.PageSize {
			var err error
			page.Next, err = s.sealPage(q, pageKey{Sort: strconv.Itoa(i), Name: st.draft.Name})
			return err
		}
		item, err := r.get(negotiation.KindParagraph, st.draft.Entries[i].Paragraph)
		if err == nil {
			item, err = st.read(item)
		}
		if err != nil {
			return err
		}
		page.Items = append(page.Items, item)
		if err := r.beside(page.Beside, item.Entity); err != nil {
			return err
		}
	}
	if !q.ShowDeleted {
		return nil
	}
	if len(page.Items) == q.PageSize {
		var err error
		page.Next, err = s.sealPage(q, pageKey{Sort: strconv.Itoa(len(st.draft.Entries)), Name: st.draft.Name})
		return err
	}
	if negotiation.KindOf(after.Name) == negotiation.KindDraft {
		after = pageKey{}
	}
	return s.fill(r, p, q, st, after, page)
}
