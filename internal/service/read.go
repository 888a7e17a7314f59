package service

import (
	"context"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// reader reads one state for one viewer: a transaction's, or the shelf's.
type reader struct {
	ctx    context.Context
	tx     store.Tx // nil: the shelf
	shelf  *shelf
	notes  *notes // of what is read, for the shelf; may be nil
	viewer negotiation.Viewer
	key    string
}

// get gives an entity of a kind that the viewer sees, else NOT_FOUND.
func (r reader) get(kind negotiation.Kind, name string) (Item, error) {
	item, ok, err := r.find(name)
	if err != nil {
		return Item{}, err
	}
	if !ok || item.Entity.EntityKind() != kind {
		return Item{}, missing(name)
	}
	return item, nil
}

// find is get that answers false for what is not there.
func (r reader) find(name string) (Item, bool, error) {
	if r.tx == nil {
		return r.shelf.find(r.viewer, r.key, name)
	}
	rec, err := r.tx.Get(r.ctx, r.viewer, name)
	if kind(err) == negotiation.NotFound {
		if r.notes != nil && len(name) <= maxName {
			r.notes.gone = append(r.notes.gone, goneKey{r.key, name})
		}
		return Item{}, false, nil
	}
	if err != nil {
		return Item{}, false, err
	}
	item, err := itemOf(rec)
	r.notes.row(rec, item)
	return item, err == nil, err
}

// list gives a page of what the viewer sees. The shelf has none.
func (r reader) list(q store.Query) ([]store.Record, error) {
	if r.tx == nil {
		return nil, errMiss
	}
	return r.tx.List(r.ctx, r.viewer, q)
}

func (r reader) addBeside(b Beside, name string) error {
	item, ok, err := r.find(name)
	if ok {
		b[name] = item
	}
	return err
}

// beside reads what is shown beside an entity.
func (r reader) beside(b Beside, e negotiation.Entity) error {
	for _, name := range besides(e) {
		if err := r.addBeside(b, name); err != nil {
			return err
		}
	}
	return nil
}

func itemOf(r store.Record) (Item, error) {
	e, err := negotiation.DecodeEntity(r.Kind, r.Body)
	return Item{Entity: e, Etag: r.Etag}, err
}

// Get gives an entity of a kind, with what is shown beside it. What the caller
// may not see is NOT_FOUND.
func (s *Service) Get(ctx context.Context, p negotiation.Principal, kind negotiation.Kind, name string) (Item, Beside, error) {
	var item Item
	var beside Beside
	if err := checkLength("name", name); err != nil {
		return Item{}, nil, err
	}
	if err := negotiation.CheckName(kind, "name", name); err != nil {
		return Item{}, nil, err
	}
	err := s.view(ctx, p, func(r reader) (err error) {
		beside = Beside{}
		if item, err = r.get(kind, name); err != nil {
			return err
		}
		if item, err = r.paragraph(item); err != nil {
			return err
		}
		return r.beside(beside, item.Entity)
	})
	return item, beside, err
}

// ListQuery says what to list. The filters are part of what a page token is
// bound to.
type ListQuery struct {
	Kind   negotiation.Kind
	Parent string
	// Ref, where it is not empty, is the resource that they must refer to.
	Ref string
	// ShowDeleted also gives paragraphs and passages that stand no more.
	ShowDeleted bool
	// State, where it is not empty, is that of the amendments wanted.
	State negotiation.AmendmentState
	// Mine leaves the amendments that the caller's actor stands behind.
	Mine bool
	// PageSize is at most MaxPage; 0 means DefaultPage.
	PageSize  int
	PageToken string
}

// The sizes of pages.
const (
	DefaultPage = 50
	MaxPage     = 1000
)

// Page is a page of a list.
type Page struct {
	Items  []Item
	Beside Beside
	// Next is the token of the next page; empty at the end.
	Next string
}

// maxName is more bytes than any name has.
const maxName = 512

// checkLength refuses what is too long for a name before anything looks at it.
func checkLength(field, name string) error {
	if len(name) > maxName {
		return invalid(negotiation.InvalidName, field, "a name of more than 512 bytes", "use the name that the API gave")
	}
	return nil
}

// check refuses a parent or reference that is no name.
func (q ListQuery) check() error {
	if err := checkAnyName("parent", q.Parent); err != nil {
		return err
	}
	return checkAnyName("filter", q.Ref)
}

// checkAnyName refuses what is neither empty nor a name of any kind.
func checkAnyName(field, name string) error {
	if err := checkLength(field, name); err != nil {
		return err
	}
	if name != "" && negotiation.KindOf(name) == "" {
		return invalid(negotiation.InvalidName, field, "not the name of a resource", "use the name that the API gave")
	}
	return nil
}

// List gives a page. Errors are PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID, INVALID_NAME,
// and NOT_FOUND of a parent that the caller may not see.
func (s *Service) List(ctx context.Context, p negotiation.Principal, q ListQuery) (Page, error) {
	if q.PageSize < 0 || q.PageSize > MaxPage {
		return Page{}, invalid("PAGE_SIZE_INVALID", "page_size", "a page has 1 to 1,000 entries", "ask for 1 to 1,000, or 0 for 50")
	}
	if q.PageSize == 0 {
		q.PageSize = DefaultPage
	}
	if err := q.check(); err != nil {
		return Page{}, err
	}
	after, err := s.openPage(q)
	if err != nil {
		return Page{}, err
	}
	var page Page
	err = s.view(ctx, p, func(r reader) error {
		page = Page{Beside: Beside{}}
		if err := r.seesParent(q); err != nil {
			return err
		}
		if q.Kind == negotiation.KindParagraph {
			st, err := r.edition(q.Parent)
			if err != nil {
				return err
			}
			if st != nil || negotiation.KindOf(after.Name) == negotiation.KindDraft {
				return s.paragraphs(r, p, q, st, after, &page)
			}
		}
		return s.fill(r, p, q, nil, after, &page)
	})
	return page, err
}

// seesParent refuses to list below what the viewer may not see, so that an empty
// list is never said of what does not exist.
func (r reader) seesParent(q ListQuery) error {
	if q.Parent == "" {
		return nil
	}
	for _, name := range parents(q) {
		_, ok, err := r.find(name)
		if err != nil || ok {
			return err
		}
	}
	return missing(q.Parent)
}

// parents names the entities of which one must be visible for the list to be. The
// working text is listed below its document, and a paragraph that was never
// published has wordings too.
func parents(q ListQuery) []string {
	switch q.Kind {
	case negotiation.KindPassage, negotiation.KindAct:
		return []string{negotiation.HeadName(q.Parent)}
	case negotiation.KindRevision:
		return []string{q.Parent, negotiation.PassageOf(q.Parent)}
	}
	return []string{q.Parent}
}

// fill reads on until the page is full. Filters see only what the viewer sees. Of a
// document that the viewer reads by a draft of its own, st, only what that draft has no
// more is given.
func (s *Service) fill(r reader, p negotiation.Principal, q ListQuery, st *edition, after pageKey, page *Page) error {
	for {
		records, err := r.list(store.Query{
			Kind: q.Kind, Parent: q.Parent, Ref: q.Ref, AfterSort: after.Sort, AfterName: after.Name,
			Limit: min(q.PageSize-len(page.Items)+1, MaxPage),
		})
		if err != nil {
			return err
		}
		for _, rec := range records {
			item, err := itemOf(rec)
			if err != nil {
				return err
			}
			if len(page.Items) == q.PageSize {
				page.Next, err = s.sealPage(q, after)
				return err
			}
			after = pageKey{Sort: item.Entity.Keys().Sort, Name: rec.Name}
			if st != nil {
				if st.place(rec.Name) >= 0 {
					continue
				}
				if item, err = st.read(item); err != nil {
					return err
				}
			}
			ok, err := r.wanted(p, q, item.Entity)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			page.Items = append(page.Items, item)
			if err := r.beside(page.Beside, item.Entity); err != nil {
				return err
			}
		}
		if len(records) == 0 {
			return nil
		}
	}
}

// wanted tells whether the query's filters let an entity through.
func (r reader) wanted(p negotiation.Principal, q ListQuery, e negotiation.Entity) (bool, error) {
	switch e := e.(type) {
	case *negotiation.Passage:
		return q.ShowDeleted || !e.Deleted, nil
	case *negotiation.Paragraph:
		return q.ShowDeleted || !e.Deleted, nil
	case *negotiation.Amendment:
		if q.State != "" && e.State != q.State {
			return false, nil
		}
		if !q.Mine {
			return true, nil
		}
		return r.standsBehind(p, e.Name)
	}
	return true, nil
}

func (r reader) standsBehind(p negotiation.Principal, amendment string) (bool, error) {
	if p.Actor == "" {
		return false, nil
	}
	item, ok, err := r.find(negotiation.SponsorshipName(amendment))
	if err != nil || !ok {
		return false, err
	}
	sponsorship, ok := item.Entity.(*negotiation.Sponsorship)
	if !ok {
		return false, nil
	}
	for _, sp := range sponsorship.Sponsors {
		if sp.Actor == negotiation.ActorName(p.Actor) {
			return true, nil
		}
	}
	return false, nil
}
