package negotiation

import "slices"

// Ancestry is where a paragraph comes from as one audience may know it, where that is
// not what Paragraph.Origin tells everybody: wider audiences do not see all that it
// came from, or did not when they were first shown the paragraph. Of those that a
// reader sees, the one for the narrowest audience counts.
type Ancestry struct {
	Name   string `json:"name"` // …/paragraphs/{id}/ancestry/{level}
	Origin Origin `json:"origin"`
}

// AncestryName names where a paragraph comes from, for one audience.
func AncestryName(paragraph string, l Level) string { return paragraph + "/ancestry/" + string(l) }

// Paragraph gives the paragraph that it is of.
func (e *Ancestry) Paragraph() string { return parentOf(e.Name) }

// Level gives the audience for which it counts.
func (e *Ancestry) Level() Level { return Level(LastID(e.Name)) }

// showAncestry tells every audience that sees a paragraph where it comes from, as far
// as that audience sees the paragraphs that it came from, now that the draft is shown.
func (p *publication) showAncestry() error {
	shown := map[string]*Paragraph{}
	for _, f := range p.facts {
		if q, ok := f.(*Paragraph); ok {
			shown[q.Name] = q
		}
	}
	for _, name := range sortedKeys(p.passages) {
		// A first publication tells of the paragraphs that it shows alone.
		if g := p.passages[name]; len(g.Origin.From) > 0 && (p.was != "" || shown[name] != nil) {
			if err := p.showAncestryOf(name, g.Origin, shown); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *publication) showAncestryOf(name string, of Origin, shown map[string]*Paragraph) error {
	q := shown[name]
	if q == nil {
		var err error
		if q, err = get[*Paragraph](p.state, name); isNotFound(err) {
			return nil // never shown
		} else if err != nil {
			return err
		}
	}
	known := q.Origin
	for _, level := range []Level{ToPublic, ToStakeholders, ToStates} {
		if level.WiderThan(q.Level) {
			continue
		}
		told, err := get[*Ancestry](p.state, AncestryName(name, level))
		if err == nil {
			known = told.Origin
		} else if !isNotFound(err) {
			return err
		}
		if level.WiderThan(p.level) {
			continue // sees no more than before
		}
		now, err := p.originFor(of, level, shown)
		if err != nil {
			return err
		}
		if slices.Equal(now.From, known.From) {
			continue
		}
		known = now
		p.tellLevel(level, &Ancestry{Name: AncestryName(name, level), Origin: now})
	}
	return nil
}

// tellLevel puts an entity for one of the audiences that the draft is shown to.
func (p *publication) tellLevel(level Level, e Entity) {
	if level == p.level {
		p.facts = append(p.facts, e)
		return
	}
	p.gone[level] = append(p.gone[level], e)
}

// originFor gives the lineage of a paragraph in terms of paragraphs that an audience
// has been shown, or, of those given, is being shown to more people; others are
// stepped over.
func (p *publication) originFor(of Origin, level Level, shown map[string]*Paragraph) (Origin, error) {
	o := Origin{OriginKind: of.OriginKind}
	seen := map[string]bool{}
	var walk func(from []string) error
	walk = func(from []string) error {
		for _, name := range from {
			if seen[name] {
				continue
			}
			seen[name] = true
			q, err := get[*Paragraph](p.state, name)
			if err != nil && !isNotFound(err) {
				return err
			}
			if err == nil && shown[name] != nil {
				q = shown[name]
			}
			if err == nil && !level.WiderThan(q.Level) {
				o.From = append(o.From, name)
			} else if g := p.passages[name]; g != nil {
				if err := walk(g.Origin.From); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := walk(of.From); err != nil {
		return Origin{}, err
	}
	if len(o.From) == 0 && o.OriginKind != "" {
		return Origin{OriginKind: NewIn}, nil
	}
	return o, nil
}
