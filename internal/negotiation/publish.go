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
	gone     map[Level][]Entity  // paragraphs gone, for narrower audiences that knew them
	beside   []Entity            // attributions, for the same audience
	changed  []Entity            // passages, for the team
	inserted map[string]string   // by new paragraph, the amendment that asked for it
}

// Decide gives, in this order: draft.published for the audience, with all that
// it needs to read the draft; attributions.published for the same, where the
// edition is attributed; working-text.published for the team; and, on the first
// publication, for each amendment that it settles or leaves pending one event for
// its sponsors and the team: amendment.rebased where its paragraph has changed,
// else amendment.settled.
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
	p := &publication{desk: d, draft: draft, level: c.Level, newest: draft.Name, gone: map[Level][]Entity{}, inserted: map[string]string{}}
	first := draft.State != Published
	if first {
		err = p.first(c)
	} else {
		err = p.widen(c)
	}
	if err != nil {
		return Outcome{}, err
	}
	if err := p.emit(c); err != nil {
		return Outcome{}, err
	}
	if first {
		if err := p.tellSponsors(); err != nil {
			return Outcome{}, err
		}
	}
	return d.outcome(draft)
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
	p.head.Drafts++
	p.draft.Number, p.draft.Attributed = p.head.Drafts, c.Attributed
	p.draft.Previous = p.previous(drafts)
	p.head.Latest = p.draft.Name
	for i := range p.draft.Entries {
		if err := p.publishEntry(i); err != nil {
			return err
		}
	}
	return p.publishGone()
}

// published gives the drafts published so far, other than this one, in order.
func (p *publication) published() ([]*Draft, error) {
	drafts, err := list[*Draft](p.state, p.document, "")
	return slices.DeleteFunc(drafts, func(other *Draft) bool {
		return other.State != Published || other.Name == p.draft.Name
	}), err
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
	return nil
}

// publishEntry gives one paragraph of the draft its published wording.
func (p *publication) publishEntry(i int) error {
	e := &p.draft.Entries[i]
	g := p.passages[e.Paragraph]
	if g == nil {
		return fmt.Errorf("%s has %s, which the working text does not know", p.draft.Name, e.Paragraph)
	}
	working := WorkingRevisionName(e.Paragraph, e.Revision)
	number := g.Standing.Revision
	if number == 0 || g.Standing.Hash != e.Hash {
		number++
		if err := p.newWording(g, working, number); err != nil {
			return err
		}
	} else if err := p.showWording(RevisionName(e.Paragraph, number)); err != nil {
		return err
	}
	if err := p.besides(working, RevisionName(e.Paragraph, number)); err != nil {
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
	return p.showParagraph(&Paragraph{
		Name: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Order: fmt.Sprintf("%06d", i), Label: e.Label,
		Revision: number, Hash: e.Hash, Draft: p.draft.Name, Origin: p.shownOrigin(g), Level: p.level,
	})
}

// newWording makes the published wording out of the team's.
func (p *publication) newWording(g *Passage, working string, number int) error {
	r, err := get[*Revision](p.state, working)
	if err != nil {
		return err
	}
	r.Name, r.Number, r.Cause, r.At, r.Level = RevisionName(g.Paragraph, number), number, "draft.published", p.meta.Now, p.level
	r.Parents = nil
	if number > 1 {
		r.Parents = []string{RevisionName(g.Paragraph, number-1)}
	} else {
		for _, from := range p.shownOrigin(g).From {
			r.Parents = append(r.Parents, RevisionName(from, p.before[from].Revision))
		}
	}
	p.facts = append(p.facts, r)
	return nil
}

// showWording shows a wording published before to a wider audience, if it is one.
func (p *publication) showWording(name string) error {
	r, err := get[*Revision](p.state, name)
	if err != nil {
		return err
	}
	if p.level.WiderThan(r.Level) {
		r.Level = p.level
		p.facts = append(p.facts, r)
	}
	return nil
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
// Who asked for the wording stays with the team.
func (p *publication) besides(working, published string) error {
	a, err := attributionOf(p.state, working)
	if err != nil {
		return err
	}
	if !p.draft.Attributed || len(a.Held) == 0 {
		return nil
	}
	return p.showAttribution(&Attribution{Name: AttributionName(published), Revision: published, Held: a.Held, Level: p.level})
}

func (p *publication) showAttribution(a *Attribution) error {
	old, err := get[*Attribution](p.state, a.Name)
	if err != nil && !isNotFound(err) {
		return err
	}
	if err != nil || !old.Level.WiderThan(a.Level) {
		p.beside = append(p.beside, a)
	}
	return nil
}

// shownOrigin gives the lineage of a paragraph in terms of paragraphs that have
// been published: one that came and went between two drafts is stepped over.
func (p *publication) shownOrigin(g *Passage) Origin {
	o := Origin{OriginKind: g.Origin.OriginKind}
	seen := map[string]bool{}
	var walk func(from []string)
	walk = func(from []string) {
		for _, name := range from {
			if seen[name] {
				continue
			}
			seen[name] = true
			if p.before[name].Revision > 0 {
				o.From = append(o.From, name)
			} else if q := p.passages[name]; q != nil {
				walk(q.Origin.From)
			}
		}
	}
	walk(g.Origin.From)
	if len(o.From) == 0 && o.OriginKind != "" {
		return Origin{OriginKind: NewIn}
	}
	return o
}

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
	if len(p.changed) > 0 || p.head.Latest == p.draft.Name {
		p.add(p.document, teamOnly(p.process), "working-text.published", p.draft.Name, "", append([]Entity{p.head}, p.changed...)...)
	}
	return nil
}

// widen prepares to show a published draft to more people. What they already see
// of a newer draft stays as it is.
func (p *publication) widen(c PublishDraft) error {
	if !p.level.WiderThan(p.draft.Level) {
		return refuse(AlreadyPublished, p.draft.Name, "the draft is published to that audience already",
			"level", string(p.draft.Level))
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
	p.draft.Previous = p.previous(drafts)
	p.draft.Level = p.level
	p.draft.Attributed = p.draft.Attributed && c.Attributed
	shown := map[string]bool{}
	for i, e := range p.draft.Entries {
		shown[e.Paragraph] = true
		if err := p.widenEntry(i, e); err != nil {
			return err
		}
	}
	return p.widenGone(shown)
}

func (p *publication) widenEntry(i int, e Entry) error {
	name := RevisionName(e.Paragraph, e.Revision)
	if err := p.showWording(name); err != nil {
		return err
	}
	if p.draft.Attributed {
		a, err := attributionOf(p.state, name)
		if err != nil {
			return err
		}
		if len(a.Held) > 0 {
			a.Level = p.level
			if err := p.showAttribution(a); err != nil {
				return err
			}
		}
	}
	old, err := get[*Paragraph](p.state, e.Paragraph)
	if err != nil {
		return err
	}
	now := &Paragraph{
		Name: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Order: fmt.Sprintf("%06d", i), Label: e.Label,
		Revision: e.Revision, Hash: e.Hash, Draft: p.draft.Name, Origin: old.Origin, Level: p.level,
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
