package service

import (
	"context"
	"errors"
	"fmt"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// Form chooses how texts with attributions are shown.
type Form int

// The forms.
const (
	// Typed puts the attributions that the caller may see back into the words.
	Typed Form = iota
	// Plain leaves them out.
	Plain
)

// Wording is one paragraph of a draft as assembled.
type Wording struct {
	Entry negotiation.Entry
	// Revision is the wording without attributions.
	Revision *negotiation.Revision
	// Held are the attributions that the caller may see.
	Held []text.Attribution
	// Text and Marks are the words in the form asked for.
	Text  string
	Marks []text.Mark
}

// DraftPage is a page of a draft's words.
type DraftPage struct {
	Draft *negotiation.Draft
	Form  Form
	// First is the index of the first of Wordings in the draft.
	First    int
	Wordings []Wording
	Next     string
}

// pageBytes is when a page of a draft's words ends.
const pageBytes = 1 << 20

// revisionName names the wording of an entry: a draft that is not yet published
// lists wordings of the working text.
func revisionName(d *negotiation.Draft, e negotiation.Entry) string {
	if d.State == negotiation.Sealed {
		return negotiation.WorkingRevisionName(e.Paragraph, e.Revision)
	}
	return negotiation.RevisionName(e.Paragraph, e.Revision)
}

// wording assembles one entry.
func (r reader) wording(d *negotiation.Draft, e negotiation.Entry, form Form) (Wording, error) {
	name := revisionName(d, e)
	item, err := r.get(negotiation.KindRevision, name)
	if errors.Is(err, errMiss) {
		return Wording{}, err
	}
	if err != nil {
		return Wording{}, fmt.Errorf("a draft that is seen has a wording that is not: %w", internal(err))
	}
	revision, ok := item.Entity.(*negotiation.Revision)
	if !ok || revision.Hash != e.Hash {
		return Wording{}, fmt.Errorf("wording %s is not the one that the draft was sealed over", name)
	}
	w := Wording{Entry: e, Revision: revision, Text: revision.Text, Marks: revision.Marks}
	held := negotiation.AttributionName(name)
	if d.State != negotiation.Sealed {
		held = negotiation.EditionAttributionName(d.Name, e.Paragraph)
	}
	beside, ok, err := r.find(held)
	if err != nil {
		return Wording{}, err
	}
	if a, is := beside.Entity.(*negotiation.Attribution); ok && is {
		w.Held = a.Held
	}
	if form == Typed {
		w.Text, w.Marks = text.Attach(revision.Text, revision.Marks, w.Held)
	}
	return w, nil
}

// internal hides a refusal in a fault of the program, so that it does not answer
// a caller who asked for something else.
func internal(err error) error {
	return &negotiation.Error{Kind: negotiation.Internal, Reason: "RECORD_INCOMPLETE",
		Message: "something that the record should have is missing",
		Remedy:  "tell the administrator; the record should be verified", Cause: err}
}

// draft reads a draft that the viewer sees.
func (r reader) draft(name string) (*negotiation.Draft, error) {
	if err := negotiation.CheckName(negotiation.KindDraft, "name", name); err != nil {
		return nil, err
	}
	item, err := r.get(negotiation.KindDraft, name)
	if err != nil {
		return nil, err
	}
	d, ok := item.Entity.(*negotiation.Draft)
	if !ok {
		return nil, missing(name)
	}
	return d, nil
}

// DraftText gives the words of a draft, a page at a time: up to size paragraphs
// (0: MaxPage), less where they are long. Errors are NOT_FOUND, PAGE_SIZE_INVALID
// and PAGE_TOKEN_INVALID.
func (s *Service) DraftText(ctx context.Context, p negotiation.Principal, name string, form Form, size int, token string) (DraftPage, error) {
	if size < 0 || size > MaxPage {
		return DraftPage{}, invalid("PAGE_SIZE_INVALID", "page_size", "a page has 1 to 1,000 paragraphs", "ask for 1 to 1,000, or 0 for 1,000")
	}
	if size == 0 {
		size = MaxPage
	}
	var page DraftPage
	err := s.view(ctx, p, func(r reader) (err error) {
		page = DraftPage{Form: form}
		if page.Draft, err = r.draft(name); err != nil {
			return err
		}
		bind := fmt.Appendf(nil, "text %s %d", page.Draft.Seal, form)
		if token != "" && (Open(s.pages, token, &page.First, bind) != nil || page.First > len(page.Draft.Entries)) {
			return badPage()
		}
		next, err := r.fillText(&page, size)
		if err == nil && next < len(page.Draft.Entries) {
			page.Next, err = Seal(s.pages, next, bind)
		}
		return err
	})
	return page, err
}

func (r reader) fillText(page *DraftPage, size int) (next int, err error) {
	bytes := 0
	for next = page.First; next < len(page.Draft.Entries) && next < page.First+size && bytes < pageBytes; next++ {
		w, err := r.wording(page.Draft, page.Draft.Entries[next], page.Form)
		if err != nil {
			return 0, err
		}
		page.Wordings = append(page.Wordings, w)
		bytes += len(w.Text)
	}
	return next, nil
}
