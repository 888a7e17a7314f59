package negotiation

// sheet collects the events of one decision.
type sheet struct {
	meta   Meta
	events []Event
}

func newSheet(m Meta) *sheet {
	m.Now = m.Now.UTC()
	return &sheet{meta: m}
}

// add writes an event that everyone in the audience may read, facts included.
// Nothing is written where there is no fact. Who acts stands in it; by changes
// that where the audience may not know.
func (b *sheet) add(subject string, audience Audience, kind, resource, reason string, facts ...Entity) {
	if len(facts) == 0 {
		return
	}
	e := Event{
		ID:       b.meta.NewID(),
		Subject:  subject,
		Audience: audience,
		Type:     kind,
		Resource: resource,
		At:       b.meta.Now,
		By:       b.meta.By,
		Reason:   reason,
	}
	for _, f := range facts {
		e.Facts = append(e.Facts, Fact{Kind: f.EntityKind(), Name: f.EntityName(), Body: f})
	}
	b.events = append(b.events, e)
}

// by changes who the newest event says has acted.
func (b *sheet) by(p Principal) { b.events[len(b.events)-1].By = p }

// outcome gives what has been collected, with the entity that answers.
func (b *sheet) outcome(result Entity, also ...Entity) (Outcome, error) {
	return Outcome{Events: b.events, Result: result, Also: also}, nil
}

// registry is the subject of events on the registers of people and actors.
const registry = "registry"

// set puts a given value in place; nil leaves what is there.
func set[T any](dst *T, v *T) {
	if v != nil {
		*dst = *v
	}
}
