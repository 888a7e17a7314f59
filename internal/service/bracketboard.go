package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/store"
)

// BoardQuery says which board to make.
type BoardQuery struct {
	Document string
	// Draft is the draft that the board is about, with those before it. Empty: the
	// working text for the team, for others the newest draft that they see.
	Draft string
	// NoSuggestions leaves out what is ready to land.
	NoSuggestions bool
}

// Board gives the numbers of a document's brackets: to the co-facilitators' team with
// who holds what, to others by section and draft. Errors are NOT_FOUND and
// INVALID_NAME. It holds no snapshot while it counts.
func (s *Service) Board(ctx context.Context, p negotiation.Principal, q BoardQuery) (*board.Board, error) {
	var in board.Input
	zone := ""
	err := s.view(ctx, p, func(r reader) (err error) {
		in, zone, err = r.boardInput(q)
		return err
	})
	if err != nil {
		return nil, err
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		return nil, fmt.Errorf("loading the time zone of a process: %w", err)
	}
	in.Made = s.Now().In(place)
	return board.Of(in)
}

// boardInput reads what a board is made from, and the process's time zone.
func (r reader) boardInput(q BoardQuery) (board.Input, string, error) {
	last, err := r.bracketed(q.Document, q.Draft)
	if err != nil {
		return board.Input{}, "", err
	}
	in := board.Input{Language: last.Language}
	document, err := seen[*negotiation.Document](r, q.Document)
	if err != nil {
		return board.Input{}, "", err
	}
	process, err := seen[*negotiation.Process](r, negotiation.ProcessOf(q.Document))
	if err != nil {
		return board.Input{}, "", err
	}
	in.Process, in.Title, in.Symbol = process.Title, document.Title, document.Symbol
	drafts, err := r.publishedDrafts(q.Document)
	if err != nil {
		return board.Input{}, "", err
	}
	for _, d := range drafts {
		if last.Draft != nil && (last.Draft.Name == d.Name || last.Draft.State == negotiation.Published && d.Number > last.Draft.Number) {
			continue
		}
		b, err := r.bracketed(q.Document, d.Name)
		if err != nil {
			return board.Input{}, "", err
		}
		in.Editions = append(in.Editions, b.boardEdition(r.viewer))
	}
	in.Editions = append(in.Editions, last.boardEdition(r.viewer))
	if last.records != nil {
		in.Team, err = r.boardTeam(q, process, document.Language, last)
	}
	return in, process.TimeZone, err
}

// seen reads an entity that the viewer sees, as its own type.
func seen[T negotiation.Entity](r reader, name string) (T, error) {
	var none T
	item, err := r.get(none.EntityKind(), name)
	if err != nil {
		return none, err
	}
	return asEntity[T](item)
}

func asEntity[T negotiation.Entity](item Item) (T, error) {
	e, ok := item.Entity.(T)
	if !ok {
		return e, fmt.Errorf("an entity is a %T, not a %T", item.Entity, e)
	}
	return e, nil
}

func (b *Bracketed) boardEdition(v negotiation.Viewer) board.Edition {
	e := board.Edition{Tree: b.Tree, Numbers: b.Numbers, Own: b.Own, Closures: b.Closures}
	if b.Draft == nil {
		e.Working = true
		return e
	}
	e.Name, e.Title, e.At = negotiation.LastID(b.Draft.Name), cmp.Or(b.Draft.Title, negotiation.LastID(b.Draft.Name)), b.Draft.SeenFrom(v)
	e.Seal, e.Closings = b.Draft.Seal, b.closings
	return e
}

// boardTeam gives what the team alone may see.
func (r reader) boardTeam(q BoardQuery, process *negotiation.Process, language string, b *Bracketed) (*board.TeamInput, error) {
	t := &board.TeamInput{NoSuggestions: q.NoSuggestions}
	var actors []string
	enter := func(names ...string) {
		for _, a := range names {
			if a != "" && !slices.Contains(actors, a) {
				actors = append(actors, a)
			}
		}
	}
	for _, item := range b.records {
		x, err := asEntity[*negotiation.Bracket](item)
		if err != nil {
			return nil, err
		}
		t.Brackets = append(t.Brackets, x)
		for _, h := range x.Holders {
			enter(h.Actors...)
		}
		enter(x.Can...)
		enter(x.OpenedBy)
	}
	slices.SortFunc(t.Brackets, func(a, b *negotiation.Bracket) int { return cmp.Compare(a.Working, b.Working) })
	holds, err := r.list(store.Query{Kind: negotiation.KindHold, Parent: q.Document})
	if err != nil {
		return nil, err
	}
	if t.Holds, err = entities[*negotiation.Hold](holds); err != nil {
		return nil, err
	}
	links, err := r.list(store.Query{Kind: negotiation.KindHoldLink, Parent: q.Document})
	if err != nil {
		return nil, err
	}
	if t.Links, err = entities[*negotiation.HoldLink](links); err != nil {
		return nil, err
	}
	for _, h := range t.Holds {
		enter(h.Actor, h.OnBehalf)
	}
	slices.Sort(actors)
	sorted, err := negotiation.SortActors(r, process, actors)
	if err != nil {
		return nil, err
	}
	for _, name := range sorted {
		a, err := seen[*negotiation.Actor](r, name)
		if kind(err) == negotiation.NotFound {
			t.Actors = append(t.Actors, board.Actor{Name: name, Display: negotiation.LastID(name)})
			continue
		}
		if err != nil {
			return nil, err
		}
		t.Actors = append(t.Actors, board.Actor{Name: name, Display: cmp.Or(a.DisplayName[language], a.DisplayName["en"], negotiation.LastID(name))})
	}
	return t, nil
}

// Get and List make a reader a negotiation.State of what its viewer sees.
func (r reader) Get(_ negotiation.Kind, name string) (negotiation.Entity, error) {
	item, ok, err := r.find(name)
	if err == nil && !ok {
		err = missing(name)
	}
	return item.Entity, err
}

// List is part of negotiation.State.
func (r reader) List(kind negotiation.Kind, parent, ref string) ([]negotiation.Entity, error) {
	records, err := r.list(store.Query{Kind: kind, Parent: parent, Ref: ref})
	if err != nil {
		return nil, err
	}
	return entities[negotiation.Entity](records)
}

// entities decodes records of one kind.
func entities[T negotiation.Entity](records []store.Record) ([]T, error) {
	out := make([]T, len(records))
	for i, rec := range records {
		item, err := itemOf(rec)
		if err != nil {
			return nil, err
		}
		if out[i], err = asEntity[T](item); err != nil {
			return nil, err
		}
	}
	return out, nil
}
