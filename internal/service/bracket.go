package service

import (
	"context"
	"fmt"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Bracketed is a text of a document with its brackets, as the caller may see it.
type Bracketed struct {
	// Draft is the draft; nil for the working text, which the team alone sees.
	Draft *negotiation.Draft
	// Language is that of the text.
	Language string
	// Tree has the paragraphs, their ids the paragraphs' names, their words without
	// attributions; those that the caller may see are in its Flow.Held.
	Tree *bracket.Tree
	// Numbers has the published number of each bracket of the tree, 0 for none, Own
	// the team's own; Own is nil for others.
	Numbers, Own []int
	// Closures has the closure of each paragraph.
	Closures []negotiation.Closure

	records  map[int]Item          // for the team: its brackets, by its own numbers
	closings []negotiation.Closing // how brackets of drafts before ended, as far as the caller may know
}

// bracketed reads a text of a document: the draft of that name or, without a name,
// the working text where the viewer sees it and else the newest draft that it sees.
func (r reader) bracketed(document, draft string) (*Bracketed, error) {
	if err := negotiation.CheckName(negotiation.KindDocument, "parent", document); err != nil {
		return nil, err
	}
	item, err := r.get(negotiation.KindDocument, document)
	if err != nil {
		return nil, err
	}
	b := &Bracketed{}
	if d, ok := item.Entity.(*negotiation.Document); ok {
		b.Language = d.Language
	}
	_, team, err := r.find(negotiation.HeadName(document))
	if err != nil {
		return nil, err
	}
	if team {
		if b.records, err = r.bracketRecords(document); err != nil {
			return nil, err
		}
	}
	if draft == "" && team {
		return b, r.workingText(b, document)
	}
	if draft == "" {
		drafts, err := r.publishedDrafts(document)
		if err != nil {
			return nil, err
		}
		if len(drafts) == 0 {
			return nil, missing(document)
		}
		draft = drafts[len(drafts)-1].Name
	}
	if err := negotiation.CheckName(negotiation.KindDraft, "draft", draft); err != nil {
		return nil, err
	}
	if negotiation.DocumentOf(draft) != document {
		return nil, missing(draft)
	}
	if b.Draft, err = r.draft(draft); err != nil {
		return nil, err
	}
	if b.closings, err = r.closings(b.Draft); err != nil {
		return nil, err
	}
	return b, r.draftBrackets(b)
}

// closings gives how brackets of drafts before this one ended, as far as the viewer
// may know.
func (r reader) closings(d *negotiation.Draft) ([]negotiation.Closing, error) {
	all := slices.Clone(d.Closings)
	if d.State != negotiation.Published {
		return all, nil
	}
	for _, l := range []negotiation.Level{negotiation.ToStates, negotiation.ToStakeholders, negotiation.ToPublic} {
		item, ok, err := r.find(negotiation.ClosingsName(d.Name, l))
		if err != nil {
			return nil, err
		}
		if c, is := item.Entity.(*negotiation.Closings); ok && is {
			all = append(all, c.Closings...)
		}
	}
	return negotiation.SortClosings(all), nil
}

// bracketRecords reads the team's brackets of a document.
func (r reader) bracketRecords(document string) (map[int]Item, error) {
	records, err := r.list(store.Query{Kind: negotiation.KindBracket, Parent: document})
	if err != nil {
		return nil, err
	}
	out := make(map[int]Item, len(records))
	for _, rec := range records {
		item, err := itemOf(rec)
		if err != nil {
			return nil, err
		}
		if b, ok := item.Entity.(*negotiation.Bracket); ok {
			out[b.Working] = item
		}
	}
	return out, nil
}

// publishedDrafts gives the published drafts that the viewer sees, in the order of
// their numbers.
func (r reader) publishedDrafts(document string) ([]*negotiation.Draft, error) {
	records, err := r.list(store.Query{Kind: negotiation.KindDraft, Parent: document})
	if err != nil {
		return nil, err
	}
	drafts, err := entities[*negotiation.Draft](records)
	return slices.DeleteFunc(drafts, func(d *negotiation.Draft) bool { return d.State != negotiation.Published }), err
}

// draftBrackets reads the words of a draft.
func (r reader) draftBrackets(b *Bracketed) error {
	b.Language = b.Draft.Language
	glyphs := make([][]int, 0, len(b.Draft.Entries))
	f := bracket.Flow{}
	for _, e := range b.Draft.Entries {
		w, err := r.wording(b.Draft, e, Plain)
		if err != nil {
			return err
		}
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{
			ID: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Label: e.Label, Text: w.Text, Marks: w.Marks,
		})
		f.Held = append(f.Held, w.Held)
		glyphs = append(glyphs, e.Glyphs)
		b.Closures = append(b.Closures, e.Closure)
	}
	b.Tree = bracket.Parse(f, bracket.Options{})
	numbers := negotiation.BracketNumbers(b.Tree, glyphs)
	switch {
	case b.Draft.State == negotiation.Sealed:
		b.Own, b.Numbers = numbers, b.published(numbers)
	case b.records != nil:
		b.Numbers, b.Own = numbers, make([]int, len(numbers))
		own := make(map[int]int, len(b.records))
		for n, item := range b.records {
			if x, ok := item.Entity.(*negotiation.Bracket); ok && x.Number != 0 {
				own[x.Number] = n
			}
		}
		for i, n := range numbers {
			b.Own[i] = own[n]
		}
	default:
		b.Numbers = numbers
	}
	return nil
}

// published gives the published numbers of brackets that are known by the team's.
func (b *Bracketed) published(own []int) []int {
	out := make([]int, len(own))
	for i, n := range own {
		if x, ok := b.records[n].Entity.(*negotiation.Bracket); ok {
			out[i] = x.Number
		}
	}
	return out
}

// workingText reads the words of the working text.
func (r reader) workingText(b *Bracketed, document string) error {
	records, err := r.list(store.Query{Kind: negotiation.KindPassage, Parent: document})
	if err != nil {
		return err
	}
	passages, err := entities[*negotiation.Passage](records)
	if err != nil {
		return err
	}
	var glyphs [][]int
	f := bracket.Flow{}
	for _, p := range passages {
		if p.Deleted {
			continue
		}
		revision := negotiation.WorkingRevisionName(p.Paragraph, p.Revision)
		item, err := r.get(negotiation.KindRevision, revision)
		if err != nil {
			return internal(err)
		}
		words, err := asEntity[*negotiation.Revision](item)
		if err != nil {
			return err
		}
		beside, _, err := r.find(negotiation.AttributionName(revision))
		if err != nil {
			return err
		}
		var held []text.Attribution
		if a, ok := beside.Entity.(*negotiation.Attribution); ok {
			held = a.Held
		}
		closure := negotiation.ClosureOpen
		if p.Closure != nil {
			closure = p.Closure.Closure
		}
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{
			ID: p.Paragraph, Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: words.Text, Marks: words.Marks,
		})
		f.Held = append(f.Held, held)
		glyphs = append(glyphs, p.Glyphs)
		b.Closures = append(b.Closures, closure)
	}
	b.Tree = bracket.Parse(f, bracket.Options{})
	b.Own = negotiation.BracketNumbers(b.Tree, glyphs)
	b.Numbers = b.published(b.Own)
	return nil
}

// BracketQuery says which brackets to list.
type BracketQuery struct {
	Document string
	// Draft is a draft of it. Empty: the working text for the team, for others the
	// newest draft that they see.
	Draft string
	// State, with an empty Draft and for the team, is that of the brackets wanted;
	// empty or BracketOpen is those of the text.
	State negotiation.BracketState
	// Holder and Paragraph leave those that the actor holds and those that open in
	// the paragraph; empty: all.
	Holder, Paragraph string
	PageSize          int // at most MaxPage; 0 means MaxPage
	PageToken         string
}

// BracketPage is a page of brackets.
type BracketPage struct {
	Draft    *negotiation.Draft // nil for the working text
	Language string
	Brackets []BracketView
	Next     string
	// Tree has the Diagnostics of the text, for the first page; else it is nil.
	Tree *bracket.Tree
	// Closings tell how brackets of earlier drafts that the caller sees ended.
	Closings []negotiation.Closing
}

// bracketBind is what a page token of brackets is bound to.
func (s *Service) bracketBind(q BracketQuery, b *Bracketed) []byte {
	of := "working text"
	if b.Draft != nil {
		of = b.Draft.Seal
	}
	return fmt.Appendf(nil, "brackets %s %s %s %s %s", q.Document, of, q.State, q.Holder, q.Paragraph)
}

// Brackets lists the brackets of a text. Errors are NOT_FOUND, INVALID_NAME,
// PAGE_SIZE_INVALID and PAGE_TOKEN_INVALID.
func (s *Service) Brackets(ctx context.Context, p negotiation.Principal, q BracketQuery) (BracketPage, error) {
	if q.PageSize < 0 || q.PageSize > MaxPage {
		return BracketPage{}, invalid("PAGE_SIZE_INVALID", "page_size", "a page has 1 to 1,000 brackets", "ask for 1 to 1,000, or 0 for 1,000")
	}
	if q.PageSize == 0 {
		q.PageSize = MaxPage
	}
	var b *Bracketed
	var drafts []*negotiation.Draft
	err := s.view(ctx, p, func(r reader) (err error) {
		if b, err = r.bracketed(q.Document, q.Draft); err != nil {
			return err
		}
		drafts, err = r.publishedDrafts(q.Document)
		return err
	})
	if err != nil {
		return BracketPage{}, err
	}
	page := BracketPage{Draft: b.Draft, Language: b.Language, Closings: b.closings}
	all := b.views(drafts)
	if b.Draft == nil && q.State != "" && q.State != negotiation.BracketOpen {
		all = b.ended(q.State, drafts)
	}
	all = slices.DeleteFunc(all, func(v BracketView) bool {
		return q.Holder != "" && !v.heldBy(q.Holder) || q.Paragraph != "" && v.Paragraph != q.Paragraph
	})
	from, bind := 0, s.bracketBind(q, b)
	if q.PageToken != "" && (Open(s.pages, q.PageToken, &from, bind) != nil || from > len(all)) {
		return BracketPage{}, badPage()
	}
	if from == 0 {
		for i := range b.Tree.Diagnostics {
			d := &b.Tree.Diagnostics[i]
			d.Message = b.relabelled(d.Message)
		}
		page.Tree = b.Tree
	}
	to := min(len(all), from+q.PageSize)
	page.Brackets = all[from:to]
	if to < len(all) {
		page.Next, err = Seal(s.pages, to, bind)
	}
	return page, err
}
