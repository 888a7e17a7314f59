package negotiation

import (
	"cmp"
	"slices"
)

// showLineages shows what was decided about the draft and other published ones to
// all who see both, as it is published or shown to more people. Where nothing is
// decided any more there is nothing to show: it would tell that something was.
func (p *publication) showLineages() error {
	shown := map[Level][]Entity{}
	for _, l := range p.lineages {
		if l.Newer != p.draft.Name && l.Older != p.draft.Name || len(l.Links) == 0 {
			continue
		}
		older, newer := p.draftNamed(l.Older), p.draftNamed(l.Newer)
		if older == nil || newer == nil {
			continue
		}
		if level := narrower(older.Level, newer.Level); l.Level == "" || level.WiderThan(l.Level) {
			shown[level] = append(shown[level], p.shownLineage(l, level))
		}
	}
	for _, level := range []Level{ToStates, ToStakeholders, ToPublic} {
		p.add(p.document, level.Audience(LastID(p.process)), "lineage.published", p.draft.Name, "", shown[level]...)
	}
	return nil
}

// shownLineage gives a lineage as it is shown to an audience from this moment on: when
// and in which order it was decided, before they saw it, is not told.
func (p *publication) shownLineage(l *Lineage, level Level) *Lineage {
	out := *l
	out.Level, out.Links = level, slices.Clone(l.Links)
	for i := range out.Links {
		out.Links[i].At = p.meta.Now
	}
	slices.SortFunc(out.Links, func(a, b LineageLink) int {
		return cmp.Or(slices.Compare(a.New, b.New), slices.Compare(a.Old, b.Old))
	})
	return &out
}

// kinOf is what the publication may tell a viewer of where paragraphs come from.
type kinOf struct {
	*publication
	viewer Viewer
}

// Origin is part of Kinship, by the working text.
func (k kinOf) Origin(paragraph string) (Origin, error) {
	if g := k.passages[paragraph]; g != nil {
		return g.Origin, nil
	}
	return Origin{}, nil
}

// Lineages is part of Kinship: what was decided between drafts that the viewer sees.
func (k kinOf) Lineages(string) ([]*Lineage, error) {
	if k.viewer.All() {
		return k.lineages, nil
	}
	sees := func(draft string) bool {
		d := k.draftNamed(draft)
		return d != nil && k.viewer.Sees(d.Level.Audience(LastID(k.process)))
	}
	return slices.DeleteFunc(slices.Clone(k.lineages), func(l *Lineage) bool { return !sees(l.Older) || !sees(l.Newer) }), nil
}

// cameFrom gives the paragraphs of the draft that came from one of an earlier draft,
// in reading order, as far as the viewer may know it: by what people decided, by
// identity, and by splits and mergers, as RecordedBetween has it.
func (p *publication) cameFrom(older *Draft, paragraph string, v Viewer) []string {
	// All of it is read before, so that nothing fails.
	kin := kinOf{p, v}
	lineages, _ := kin.Lineages(p.document)
	t := newTracer(older, p.draft, kin, lineages)
	var out []string
	for _, e := range p.draft.Entries {
		if x, _ := t.back(e.Paragraph, p.draft.CutAt); slices.Contains(x.from, paragraph) {
			out = append(out, e.Paragraph)
		}
	}
	return out
}
