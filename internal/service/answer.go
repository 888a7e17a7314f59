package service

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
)

// Item is an entity as the caller may see it, with its etag.
type Item struct {
	Entity negotiation.Entity
	Etag   string

	body []byte // the entity's JSON, where it is at hand
}

// Beside holds what is shown beside entities, by name: the wording and the
// attributions of a paragraph, who stands behind an amendment. What the caller may
// not see is not in it.
type Beside map[string]Item

// Answer is what became of a command.
type Answer struct {
	// Result is the entity that answers the caller; its Entity may be nil.
	Result Item
	// Also are further entities that the answer shows, in the decision's order.
	Also []Item
	// Beside is what is shown beside Result and Also.
	Beside Beside
	// Unsure lists what a person should look at.
	Unsure []negotiation.Finding
	// Replayed tells that this is the answer to an earlier request of the same id.
	Replayed bool
}

// Items gives Result, where there is one, and Also.
func (a Answer) Items() []Item {
	if a.Result.Entity == nil {
		return a.Also
	}
	return append([]Item{a.Result}, a.Also...)
}

// besides names what is shown beside an entity.
func besides(e negotiation.Entity) []string {
	switch e := e.(type) {
	case *negotiation.Passage:
		r := negotiation.WorkingRevisionName(e.Paragraph, e.Revision)
		return []string{r, negotiation.AttributionName(r)}
	case *negotiation.Paragraph:
		r := negotiation.RevisionName(e.Name, e.Revision)
		return []string{r, negotiation.EditionAttributionName(e.Draft, e.Name)}
	case *negotiation.Revision:
		if e.Draft != "" {
			return []string{negotiation.EditionAttributionName(e.Draft, e.Paragraph)}
		}
		return []string{negotiation.AttributionName(e.Name)}
	case *negotiation.Draft:
		if e.State == negotiation.Sealed {
			return []string{negotiation.HeadName(negotiation.DocumentOf(e.Name))}
		}
	case *negotiation.Amendment:
		return []string{negotiation.SponsorshipName(e.Name), negotiation.HandlingName(e.Name), negotiation.DocketName(e.Name)}
	}
	return nil
}

// answerOf makes the answer of an outcome that is not yet written: what is shown
// beside the result comes from the outcome where that changes it, as far as the
// viewer is in the audience, else from the state read.
func answerOf(r reader, o negotiation.Outcome) (Answer, error) {
	a := Answer{Beside: Beside{}, Unsure: o.Unsure}
	var err error
	if o.Result != nil {
		if a.Result, err = newItem(o.Result); err != nil {
			return Answer{}, err
		}
		a.Beside[o.Result.EntityName()] = a.Result
	}
	for _, e := range o.Also {
		item, err := newItem(e)
		if err != nil {
			return Answer{}, err
		}
		a.Also = append(a.Also, item)
		a.Beside[e.EntityName()] = item
	}
	fresh := freshFacts(r.viewer, o.Events)
	for _, item := range a.Items() {
		for _, name := range besides(item.Entity) {
			if _, ok := a.Beside[name]; ok {
				continue
			}
			if e, ok := fresh[name]; ok {
				if a.Beside[name], err = newItem(e); err != nil {
					return Answer{}, err
				}
			} else if err := r.addBeside(a.Beside, name); err != nil {
				return Answer{}, err
			}
		}
	}
	return a, nil
}

// freshFacts gives the newest state of each entity in events that the viewer
// sees.
func freshFacts(v negotiation.Viewer, events []negotiation.Event) map[string]negotiation.Entity {
	out := map[string]negotiation.Entity{}
	for _, e := range events {
		if !v.Sees(e.Audience) {
			continue
		}
		for _, f := range e.Facts {
			out[f.Name] = f.Body
		}
	}
	return out
}

func newItem(e negotiation.Entity) (Item, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return Item{}, fmt.Errorf("encoding a %s: %w", e.EntityKind(), err)
	}
	canonical, err := record.Canonical(body)
	if err != nil {
		return Item{}, fmt.Errorf("encoding a %s: %w", e.EntityKind(), err)
	}
	return Item{Entity: e, Etag: etagOf(e.EntityName(), canonical.Bytes()), body: body}, nil
}

// etagOf gives the etag that the store will give to an entity, see store.Record.
func etagOf(name string, body []byte) string {
	sum := sha256.Sum256(append(append([]byte(name), 0), body...))
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// kept is the form in which an answer is kept with its request id.
type kept struct {
	Result *keptItem             `json:"result,omitempty"`
	Also   []keptItem            `json:"also,omitempty"`
	Beside []keptItem            `json:"beside,omitempty"`
	Unsure []negotiation.Finding `json:"unsure,omitempty"`
}

type keptItem struct {
	Kind negotiation.Kind `json:"kind"`
	Body json.RawMessage  `json:"body"`
	Etag string           `json:"etag"`
}

func (a Answer) encode() ([]byte, error) {
	var k kept
	if a.Result.Entity != nil {
		item, err := a.Result.keep()
		if err != nil {
			return nil, err
		}
		k.Result = &item
	}
	for _, i := range a.Also {
		item, err := i.keep()
		if err != nil {
			return nil, err
		}
		k.Also = append(k.Also, item)
	}
	for _, i := range a.Beside {
		item, err := i.keep()
		if err != nil {
			return nil, err
		}
		k.Beside = append(k.Beside, item)
	}
	k.Unsure = a.Unsure
	return json.Marshal(k)
}

func (i Item) keep() (keptItem, error) {
	body := i.body
	if body == nil {
		var err error
		if body, err = json.Marshal(i.Entity); err != nil {
			return keptItem{}, err
		}
	}
	return keptItem{Kind: i.Entity.EntityKind(), Body: body, Etag: i.Etag}, nil
}

func (k keptItem) item() (Item, error) {
	e, err := negotiation.DecodeEntity(k.Kind, k.Body)
	return Item{Entity: e, Etag: k.Etag}, err
}

func decodeAnswer(b []byte) (Answer, error) {
	var k kept
	if err := json.Unmarshal(b, &k); err != nil {
		return Answer{}, fmt.Errorf("reading the answer kept with a request id: %w", err)
	}
	a := Answer{Unsure: k.Unsure, Beside: Beside{}}
	var err error
	if k.Result != nil {
		if a.Result, err = k.Result.item(); err != nil {
			return Answer{}, err
		}
	}
	for _, i := range k.Also {
		item, err := i.item()
		if err != nil {
			return Answer{}, err
		}
		a.Also = append(a.Also, item)
	}
	for _, i := range k.Beside {
		item, err := i.item()
		if err != nil {
			return Answer{}, err
		}
		a.Beside[item.Entity.EntityName()] = item
	}
	return a, nil
}
