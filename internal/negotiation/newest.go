package negotiation

// Newest names the newest draft that an audience has been shown, where wider
// audiences have been shown only older ones. A Paragraph stands as the widest
// audience knows it; who sees a Newest reads it as that draft has it.
type Newest struct {
	Name   string `json:"name"`  // processes/{p}/documents/{d}/newest/{level}
	Draft  string `json:"draft"` // …/drafts/{name}
	Number int    `json:"number"`
}

// pointToNewest tells each narrow audience of the newest draft that it sees, where
// that is one which wider audiences do not see.
func (p *publication) pointToNewest(others []*Draft) error {
	drafts := append(others, p.draft)
	for _, level := range []Level{ToStates, ToStakeholders} {
		var newest *Draft
		wider := false
		for _, d := range drafts {
			if !level.WiderThan(d.Level) && (newest == nil || d.Number > newest.Number) {
				newest = d
			}
			wider = wider || d.Level.WiderThan(level)
		}
		if newest == nil || newest.Level != level || !wider {
			continue
		}
		now := &Newest{Name: NewestName(p.document, level), Draft: newest.Name, Number: newest.Number}
		old, err := get[*Newest](p.state, now.Name)
		if err != nil && !isNotFound(err) {
			return err
		}
		if err != nil || *old != *now {
			p.gone[level] = append(p.gone[level], now)
		}
	}
	return nil
}
