package negotiation

// showLineages shows what was decided about the draft and other published ones to
// all who see both, as it is published or shown to more people.
func (p *publication) showLineages() error {
	lineages, err := list[*Lineage](p.state, p.document, "")
	if err != nil {
		return err
	}
	shown := map[Level][]Entity{}
	for _, l := range lineages {
		other := l.Older
		switch p.draft.Name {
		case l.Newer:
		case l.Older:
			other = l.Newer
		default:
			continue
		}
		draft, err := get[*Draft](p.state, other)
		if err != nil {
			return err
		}
		if draft.State != Published {
			continue
		}
		if level := narrower(draft.Level, p.draft.Level); l.Level == "" || level.WiderThan(l.Level) {
			l.Level = level
			shown[level] = append(shown[level], l)
		}
	}
	for _, level := range []Level{ToStates, ToStakeholders, ToPublic} {
		p.add(p.document, level.Audience(LastID(p.process)), "lineage.published", p.draft.Name, "", shown[level]...)
	}
	return nil
}

// descent is what people decided that a paragraph of the draft came from.
type descent struct {
	older string // the draft that had those paragraphs
	from  []string
}

// becameIn tells, by paragraph of the draft, which earlier paragraphs people
// decided that it came from.
func (p *publication) becameIn() (map[string][]descent, error) {
	lineages, err := list[*Lineage](p.state, p.document, p.draft.Name)
	if err != nil {
		return nil, err
	}
	out := map[string][]descent{}
	for _, l := range lineages {
		for _, link := range l.Links {
			for _, n := range link.New {
				if !link.Apart {
					out[n] = append(out[n], descent{l.Older, link.Old})
				}
			}
		}
	}
	return out, nil
}

// cameFrom gives the earlier paragraphs that people decided that one came from, as
// far as the viewer sees the drafts that it was decided on.
func (p *publication) cameFrom(paragraph string, v Viewer) (from []string, decided bool) {
	for _, d := range p.became[paragraph] {
		older := p.draftNamed(d.older)
		if v.All() || older != nil && v.Sees(older.Level.Audience(LastID(p.process))) {
			from, decided = append(from, d.from...), true
		}
	}
	return from, decided
}
