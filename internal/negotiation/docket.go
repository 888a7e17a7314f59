package negotiation

import "time"

// docketOf reads what the team keeps on an amendment; an empty one where it keeps
// nothing.
func docketOf(s State, amendment string) (*Docket, error) {
	k, err := get[*Docket](s, DocketName(amendment))
	if isNotFound(err) {
		return &Docket{Name: DocketName(amendment), Amendment: amendment}, nil
	}
	return k, err
}

// applied tells how the decision taken at that moment was applied; nil for one
// that was not.
func (k *Docket) applied(at time.Time) *Applied {
	for i := range k.Applied {
		if k.Applied[i].At.Equal(at) {
			return &k.Applied[i]
		}
	}
	return nil
}

// renew lets a decision that is not applied itself rest on what the one before put
// into the text, as long as that stands there. It tells whether there was any.
func (k *Docket) renew(s State, now time.Time, deletion bool) (bool, error) {
	if len(k.Applied) == 0 {
		return false, nil
	}
	last := k.Applied[len(k.Applied)-1]
	g, err := get[*Passage](s, PassageOf(last.Paragraph))
	if err != nil || g.Deleted != deletion {
		return false, err
	}
	last.At = now
	k.Applied = append(k.Applied, last)
	return true, nil
}
