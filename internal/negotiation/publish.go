package negotiation

import (
	"fmt"
	"slices"
)

// publication is a draft being shown to an audience.
type publication struct {
	*desk
	draft    *Draft
	level    Level
	newest   string              // the newest draft that everyone at the level sees
	passages map[string]*Passage // by paragraph
	before   map[string]Standing // by paragraph, as the draft before had it
	facts    []Entity            // for the audience of the publication
	gone     map[Level][]Entity  // for narrower audiences: paragraphs gone that they knew, their newest draft, how brackets ended
	beside   []Entity            // attributions, for the same audience
	changed  []Entity            // passages, for the team
	inserted map[string]string   // by new paragraph, the amendment that asked for it
	lineages []*Lineage          // what people decided about the drafts of the document
	working  map[string]int      // by paragraph of the draft, the team's number of its wording
	unsure   []Finding
	others   []*Draft          // the other drafts published, in the order of their numbers
	was      Level             // how far the draft was shown before, where it is shown to more
	viewers  map[string]Viewer // by actor, at this moment

	brackets        map[int]*Bracket // those of the document, by the team's number; see workingBrackets
	changedBrackets []*Bracket       // those that have been given a published number
}

// Decide gives, in this order: draft.published for the audience, with all that
// it needs to read the draft; attributions.published for the same, where the
// edition is attributed; working-text.published for the team; lineage.published
// for those who see both drafts of what was decided about it; and for each
// amendment that it settles or leaves pending one event for its proponent and the
// team: amendment.rebased where its paragraph has changed, else amendment.settled. A
// proponent that does not see the draft is told nothing of it: the same event is for
// the team alone, and the proponent's follows when it is shown the draft.
func (c PublishDraft) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindDraft, "draft", c.Draft); err != nil {
		return Outcome{}, err
	}
	d, err := openDesk(s, m, DocumentOf(c.Draft), PublishText)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(oneOf("level", c.Level, ToStates, ToStakeholders, ToPublic), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	draft, err := get[*Draft](s, c.Draft)
	if err != nil {
		return Outcome{}, err
	}
	p := &publication{desk: d, draft: draft, level: c.Level, newest: draft.Name, gone: map[Level][]Entity{}, inserted: map[string]string{}, working: map[string]int{},
		viewers: map[string]Viewer{}}
	first := draft.State != Published
	if first {
		err = p.first(c)
	} else {
		err = p.widen(c)
	}
	if err != nil {
		return Outcome{}, err
	}
	if err := p.refuseUnresolved(); err != nil {
		return Outcome{}, err
	}
	if err := p.emit(c); err != nil {
		return Outcome{}, err
	}
	if err := all(p.tellSponsors(first), p.tellHolders()); err != nil {
		return Outcome{}, err
	}
	out, err := d.outcome(draft)
	out.Unsure = p.unsure
	return out, err
}

// first prepares the first publication of a draft.
func (p *publication) first(c PublishDraft) error {
	drafts, err := p.published()
	if err != nil {
		return err
	}
	if n := len(drafts); n > 0 && drafts[n-1].CutAt.After(p.draft.CutAt) {
		return refuse(DraftOvertaken, p.draft.Name, "a draft that was cut later has been published already")
	}
	if err := p.load(); err != nil {
		return err
	}
	p.draft.State, p.draft.Level, p.draft.PublishedAt = Published, p.level, p.meta.Now
	p.draft.SourceHash = ""
	p.head.Drafts++
	p.draft.Number, p.draft.Attributed = p.head.Drafts, c.Attributed
	p.draft.Previous = p.previous(drafts)
	p.head.Latest = p.draft.Name
	p.head.Published = append(slices.Clone(p.head.Published), PublishedDraft{p.draft.Name, p.level})
	for i := range p.draft.Entries {
		if err := p.publishEntry(i); err != nil {
			return err
		}
	}
	if err := all(p.publishBrackets(), p.closeBrackets(), p.publishGone()); err != nil {
		return err
	}
	return p.pointToNewest(drafts)
}

// published gives the drafts published so far, other than this one, in order.
func (p *publication) published() ([]*Draft, error) {
	drafts, err := list[*Draft](p.state, p.document, "")
	p.others = slices.DeleteFunc(drafts, func(other *Draft) bool {
		return other.State != Published || other.Name == p.draft.Name
	})
	return p.others, err
}

// previous gives the newest draft before this one that everyone who is to see
// this one can see.
func (p *publication) previous(drafts []*Draft) string {
	name := ""
	for _, other := range drafts {
		if !p.level.WiderThan(other.Level) && other.Number < p.draft.Number {
			name = other.Name
		}
	}
	return name
}

func (p *publication) load() error {
	text, err := p.desk.passages()
	if err != nil {
		return err
	}
	p.passages = make(map[string]*Passage, len(text))
	p.before = make(map[string]Standing, len(text))
	for _, g := range text {
		p.passages[g.Paragraph] = g
		p.before[g.Paragraph] = g.Standing
	}
	p.lineages, err = list[*Lineage](p.state, p.document, "")
	return err
}

// publishEntry gives one paragraph of the draft its published wording.
func (p *publication) publishEntry(i int) error {
	e := &p.draft.Entries[i]
	g := p.passages[e.Paragraph]
	if g == nil {
		return fmt.Errorf("%s has %s, which the working text does not know", p.draft.Name, e.Paragraph)
	}
	working := WorkingRevisionName(e.Paragraph, e.Revision)
	p.working[e.Paragraph] = e.Revision
	number := g.Standing.Revision
	if number == 0 || g.Standing.Hash != e.Hash {
		number++
		if err := p.newWording(g, working, number); err != nil {
			return err
		}
	} else if err := p.showWording(RevisionName(e.Paragraph, number)); err != nil {
		return err
	}
	if err := p.besides(working, e.Paragraph, RevisionName(e.Paragraph, number)); err != nil {
		return err
	}
	if number == 1 {
		first, err := attributionOf(p.state, WorkingRevisionName(e.Paragraph, 1))
		if err != nil {
			return err
		}
		p.inserted[e.Paragraph] = first.Amendment
	}
	e.Revision = number
	standing := Standing{Draft: p.draft.Name, Revision: number, Hash: e.Hash}
	if g.Standing != standing {
		g.Standing = standing
		p.changed = append(p.changed, g)
	}
	origin, err := p.shownOrigin(g.Origin)
	if err != nil {
		return err
	}
	return p.showParagraph(&Paragraph{
		Name: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Order: fmt.Sprintf("%06d", i), Label: e.Label,
		Revision: number, Hash: e.Hash, Draft: p.draft.Name, Origin: origin, Level: p.level,
	})
}

// newWording makes the published wording out of the team's.
func (p *publication) newWording(g *Passage, working string, number int) error {
	r, err := get[*Revision](p.state, working)
	if err != nil {
		return err
	}
	r.Name, r.Number, r.Cause = RevisionName(g.Paragraph, number), number, "draft.published"
	return p.showRevision(r, g.Origin)
}

// showWording shows a wording published before to a wider audience, if it is one.
func (p *publication) showWording(name string) error {
	r, err := get[*Revision](p.state, name)
	if err != nil || !p.level.WiderThan(r.Level) {
		return err
	}
	return p.showRevision(r, p.passages[r.Paragraph].Origin)
}

// showRevision shows a wording to the audience, with the parents that it sees, from
// this moment on: an earlier one would date a draft that it does not see.
func (p *publication) showRevision(r *Revision, origin Origin) (err error) {
	r.Level, r.Draft, r.At = p.level, p.draft.Name, p.meta.Now
	r.Parents, err = p.shownParents(r, origin)
	p.facts = append(p.facts, r)
	return err
}

// shownParents gives the newest wording before this one that the audience sees or,
// where there is none, those of the paragraphs that the paragraph came from.
func (p *publication) shownParents(r *Revision, origin Origin) ([]string, error) {
	parent, err := p.newestSeen(r.Paragraph, r.Number-1)
	if parent != "" || err != nil {
		return []string{parent}, err
	}
	origin, err = p.shownOrigin(origin)
	if err != nil {
		return nil, err
	}
	var parents []string
	for _, from := range origin.From {
		if parent, err = p.newestSeen(from, p.before[from].Revision); err != nil {
			return nil, err
		}
		if parent != "" {
			parents = append(parents, parent)
		}
	}
	return parents, nil
}

// newestSeen names the newest wording of a paragraph, of number n at most, that
// the audience sees; "" for none.
func (p *publication) newestSeen(paragraph string, n int) (string, error) {
	for ; n > 0; n-- {
		r, err := get[*Revision](p.state, RevisionName(paragraph, n))
		if err != nil {
			return "", err
		}
		if !p.level.WiderThan(r.Level) {
			return r.Name, nil
		}
	}
	return "", nil
}

// showParagraph puts a paragraph as this draft has it, unless more people have
// been shown it than see this draft: what they see stays as it is.
func (p *publication) showParagraph(now *Paragraph) error {
	old, err := get[*Paragraph](p.state, now.Name)
	if err != nil && !isNotFound(err) {
		return err
	}
	if err == nil && old.Level.WiderThan(now.Level) {
		return nil
	}
	p.facts = append(p.facts, now)
	return nil
}

// besides publishes who holds what in a wording, where the edition is attributed.
// Who asked for the wording stays with the team. The names are those of this
// draft: another draft may have the same words held by others.
func (p *publication) besides(working, paragraph, published string) error {
	a, err := attributionOf(p.state, working)
	if err != nil {
		return err
	}
	if p.draft.Attributed && len(a.Held) > 0 {
		p.beside = append(p.beside, &Attribution{
			Name: EditionAttributionName(p.draft.Name, paragraph), Revision: published, Held: a.Held, Level: p.level,
		})
	}
	return nil
}

// shownOrigin gives the lineage of a paragraph as the audience of the publication may
// know it. Where narrower ones may know more, showAncestry tells them.
func (p *publication) shownOrigin(of Origin) (Origin, error) { return p.originFor(of, p.level, nil) }

// publishGone marks the paragraphs that the draft before had and this one has not.
func (p *publication) publishGone() error {
	for _, paragraph := range sortedKeys(p.passages) {
		g := p.passages[paragraph]
		if g.Standing.Draft == "" || g.Standing.Gone || g.Standing.Draft == p.draft.Name {
			continue
		}
		g.Standing.Gone, g.Standing.Draft = true, p.draft.Name
		p.changed = append(p.changed, g)
		old, err := get[*Paragraph](p.state, paragraph)
		if err != nil {
			return err
		}
		old.Deleted, old.Draft = true, p.draft.Name
		switch {
		case old.Level == p.level:
			p.facts = append(p.facts, old)
		case p.level.WiderThan(old.Level):
			p.gone[old.Level] = append(p.gone[old.Level], old)
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// emit writes the events of the publication itself.
func (p *publication) emit(c PublishDraft) error {
	if err := p.showAncestry(); err != nil {
		return err
	}
	audience := p.level.Audience(LastID(p.process))
	facts := []Entity{p.draft}
	if !p.doc.Level.WiderThan(p.level) {
		p.doc.Level, p.doc.Latest = p.level, p.newest
		facts = append(facts, p.doc)
	}
	p.add(p.document, audience, "draft.published", p.draft.Name, c.Reason, append(facts, p.facts...)...)
	for _, level := range []Level{ToStates, ToStakeholders} {
		p.add(p.document, level.Audience(LastID(p.process)), "draft.published", p.draft.Name, "", p.gone[level]...)
	}
	p.add(p.document, audience, "attributions.published", p.draft.Name, "", p.beside...)
	for _, b := range p.changedBrackets {
		p.changed = append(p.changed, b)
	}
	p.add(p.document, teamOnly(p.process), "working-text.published", p.draft.Name, "", append([]Entity{p.head}, p.changed...)...)
	return p.showLineages()
}
