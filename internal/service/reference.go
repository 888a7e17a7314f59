package service

import (
	"context"
	"fmt"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// ReferencePage is a page of the references in a draft.
type ReferencePage struct {
	Draft *negotiation.Draft
	// Text has the draft's paragraphs, their ids the paragraphs' names; the words
	// without attributions are there for those of References.
	Text       *text.Draft
	References []text.BoundReference
	Next       string
}

// referencePlace is where a page of references begins.
type referencePlace struct {
	Paragraph, Skip int
}

// References gives the references in the words of a draft as the caller may see it,
// a page at a time: up to size (0: MaxPage) of the kind (empty: all), less where many
// words had to be read. Errors are NOT_FOUND, INVALID_NAME, FIELD_INVALID,
// PAGE_SIZE_INVALID and PAGE_TOKEN_INVALID.
func (s *Service) References(ctx context.Context, p negotiation.Principal, name string, kind text.ReferenceKind, size int, token string) (ReferencePage, error) {
	if size < 0 || size > MaxPage {
		return ReferencePage{}, invalid("PAGE_SIZE_INVALID", "page_size", "a page has 1 to 1,000 references", "ask for 1 to 1,000, or 0 for 1,000")
	}
	switch kind {
	case "", text.OwnReference, text.PresentReference, text.InstrumentReference:
	default:
		return ReferencePage{}, invalid(negotiation.FieldInvalid, "kind", "no such kind of reference", "give own, present or instrument, or none for all")
	}
	if size == 0 {
		size = MaxPage
	}
	var page ReferencePage
	err := s.view(ctx, p, func(r reader) (err error) {
		page = ReferencePage{}
		if page.Draft, err = r.draft(name); err != nil {
			return err
		}
		bind := fmt.Appendf(nil, "references %s %s", page.Draft.Seal, kind)
		var from referencePlace
		if token != "" && (Open(s.pages, token, &from, bind) != nil || from.Paragraph >= len(page.Draft.Entries)) {
			return badPage()
		}
		next, err := r.fillReferences(&page, kind, size, from)
		if err == nil && next.Paragraph < len(page.Draft.Entries) {
			page.Next, err = Seal(s.pages, next, bind)
		}
		return err
	})
	return page, err
}

// fillReferences reads the headings and as many paragraphs as the page takes, and
// gives where the next one begins.
func (r reader) fillReferences(page *ReferencePage, kind text.ReferenceKind, size int, from referencePlace) (referencePlace, error) {
	d := page.Draft
	page.Text = &text.Draft{Title: d.Title, Symbol: d.Symbol, Language: d.Language, Paragraphs: make([]text.Paragraph, len(d.Entries))}
	for i, e := range d.Entries {
		page.Text.Paragraphs[i] = text.Paragraph{ID: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Label: e.Label}
		if e.Kind == text.Heading || e.Kind == text.AnnexHeading || e.Kind == text.Title {
			if err := r.readWords(page, i); err != nil {
				return from, err
			}
		}
	}
	binder := text.NewBinder(page.Text)
	bytes := 0
	for i := from.Paragraph; i < len(d.Entries); i++ {
		if bytes >= pageBytes {
			return referencePlace{Paragraph: i}, nil
		}
		if err := r.readWords(page, i); err != nil {
			return from, err
		}
		bytes += len(page.Text.Paragraphs[i].Text)
		for k, ref := range binder.References(i) {
			if i == from.Paragraph && k < from.Skip || kind != "" && ref.Kind != kind {
				continue
			}
			if len(page.References) == size {
				return referencePlace{i, k}, nil
			}
			page.References = append(page.References, ref)
		}
	}
	return referencePlace{Paragraph: len(d.Entries)}, nil
}

// readWords reads the words of one paragraph without attributions.
func (r reader) readWords(page *ReferencePage, i int) error {
	w, err := r.wording(page.Draft, page.Draft.Entries[i], Plain)
	if err != nil {
		return err
	}
	page.Text.Paragraphs[i].Text = w.Text
	return nil
}
