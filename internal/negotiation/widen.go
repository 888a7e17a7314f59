package negotiation

import (
	"fmt"
	"slices"
)

// widen prepares to show a published draft to more people. What they already see
// of a newer draft stays as it is.
func (p *publication) widen(c PublishDraft) error {
	if !p.level.WiderThan(p.draft.Level) {
		return refuse(AlreadyPublished, p.draft.Name, "the draft is published to that audience already",
			"level", string(p.draft.Level))
	}
	if err := p.load(); err != nil {
		return err
	}
	drafts, err := p.published()
	if err != nil {
		return err
	}
	for _, other := range drafts {
		if other.Number > p.draft.Number && !p.level.WiderThan(other.Level) {
			p.newest = other.Name
		}
	}
	p.was = p.draft.Level
	p.draft.Previous = p.previous(drafts)
	p.draft.Shown = slices.Clone(p.draft.Shown)
	if len(p.draft.Shown) == 0 {
		p.draft.Shown = append(p.draft.Shown, Showing{p.draft.Level, p.draft.PublishedAt})
	}
	p.draft.Shown = append(p.draft.Shown, Showing{p.level, p.meta.Now})
	p.draft.Level = p.level
	p.head.Published = slices.Clone(p.head.Published)
	p.head.Published[p.draft.Number-1].Level = p.level
	p.draft.Attributed = p.draft.Attributed && c.Attributed
	shown := map[string]bool{}
	for i, e := range p.draft.Entries {
		shown[e.Paragraph] = true
		if err := p.widenEntry(i, e); err != nil {
			return err
		}
	}
	if err := all(p.closeBrackets(), p.widenGone(shown)); err != nil {
		return err
	}
	return p.pointToNewest(drafts)
}

func (p *publication) widenEntry(i int, e Entry) error {
	name := RevisionName(e.Paragraph, e.Revision)
	if err := p.showWording(name); err != nil {
		return err
	}
	if p.draft.Attributed {
		a, err := get[*Attribution](p.state, EditionAttributionName(p.draft.Name, e.Paragraph))
		if err != nil && !isNotFound(err) {
			return err
		}
		if err == nil {
			a.Level = p.level
			p.beside = append(p.beside, a)
		}
	}
	old, err := get[*Paragraph](p.state, e.Paragraph)
	if err != nil {
		return err
	}
	origin, err := p.shownOrigin(p.passages[e.Paragraph].Origin)
	if err != nil {
		return err
	}
	now := &Paragraph{
		Name: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Order: fmt.Sprintf("%06d", i), Label: e.Label,
		Revision: e.Revision, Hash: e.Hash, Draft: p.draft.Name, Origin: origin, Level: p.level,
	}
	if p.newest != p.draft.Name {
		// They see a newer draft: what it has stays, and what it has not is gone.
		if !p.level.WiderThan(old.Level) {
			return nil
		}
		now.Draft, now.Deleted = p.newest, true
	}
	return p.showParagraph(now)
}

// widenGone tells the wider audience of paragraphs that it was shown and that
// this draft no longer has.
func (p *publication) widenGone(shown map[string]bool) error {
	if p.newest != p.draft.Name {
		return nil
	}
	paragraphs, err := list[*Paragraph](p.state, p.document, "")
	if err != nil {
		return err
	}
	for _, q := range paragraphs {
		if shown[q.Name] || q.Deleted || q.Level != p.level {
			continue
		}
		q.Deleted, q.Draft = true, p.draft.Name
		p.facts = append(p.facts, q)
	}
	return nil
}
