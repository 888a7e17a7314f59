package service

import (
	"context"
	"errors"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// state lets decisions read a transaction. It sees everything, as a decision
// must; nothing that it reads goes to a caller but through Outcome.
type state struct {
	ctx   context.Context
	tx    store.Tx
	notes *notes // of what is read, for the shelf; may be nil
}

// Get is part of negotiation.State.
func (s state) Get(kind negotiation.Kind, name string) (negotiation.Entity, error) {
	r, err := s.tx.Get(s.ctx, negotiation.Keeper(), name)
	if err != nil {
		return nil, border(err)
	}
	if r.Kind != kind {
		return nil, missing(name)
	}
	item, err := itemOf(r)
	s.notes.row(r, item)
	return item.Entity, err
}

// List is part of negotiation.State.
func (s state) List(kind negotiation.Kind, parent, ref string) ([]negotiation.Entity, error) {
	records, err := s.tx.List(s.ctx, negotiation.Keeper(), store.Query{Kind: kind, Parent: parent, Ref: ref})
	if err != nil {
		return nil, err
	}
	all, err := decodeAll(records)
	if err == nil {
		s.notes.list(listKey{kind, parent, ref}, records, all)
	}
	return all, err
}

func decodeAll(records []store.Record) ([]negotiation.Entity, error) {
	out := make([]negotiation.Entity, len(records))
	for i, r := range records {
		e, err := negotiation.DecodeEntity(r.Kind, r.Body)
		if err != nil {
			return nil, err
		}
		out[i] = e
	}
	return out, nil
}

// witness is a state that keeps what was read, so that the writer can check that
// it still stands: names and versions, whole lists, lists by reference, and names
// that were not there.
type witness struct {
	state
	seen   map[string]int64
	lists  map[listKey]store.Version
	refs   map[listKey][]store.Version
	absent map[string]bool
}

type listKey struct {
	kind        negotiation.Kind
	parent, ref string
}

func newWitness(ctx context.Context, tx store.Tx) *witness {
	return &witness{
		state: state{ctx, tx, nil}, seen: map[string]int64{}, lists: map[listKey]store.Version{},
		refs: map[listKey][]store.Version{}, absent: map[string]bool{},
	}
}

// Get is part of negotiation.State.
func (w *witness) Get(kind negotiation.Kind, name string) (negotiation.Entity, error) {
	r, err := w.tx.Get(w.ctx, negotiation.Keeper(), name)
	var e *negotiation.Error
	if errors.As(err, &e) && e.Kind == negotiation.NotFound {
		w.absent[name] = true
	}
	if err != nil {
		return nil, border(err)
	}
	w.seen[name] = r.Version
	if r.Kind != kind {
		return nil, missing(name)
	}
	return negotiation.DecodeEntity(kind, r.Body)
}

// List is part of negotiation.State.
func (w *witness) List(kind negotiation.Kind, parent, ref string) ([]negotiation.Entity, error) {
	records, err := w.tx.List(w.ctx, negotiation.Keeper(), store.Query{Kind: kind, Parent: parent, Ref: ref})
	if err != nil {
		return nil, err
	}
	key := listKey{kind, parent, ref}
	if ref != "" {
		w.refs[key] = versionsOf(records)
	} else if w.lists[key], err = w.tx.VersionOf(w.ctx, kind, parent); err != nil {
		return nil, err
	}
	return decodeAll(records)
}

func versionsOf(records []store.Record) []store.Version {
	out := make([]store.Version, len(records))
	for i, r := range records {
		out[i] = store.Version{Name: r.Name, Version: r.Version}
	}
	return out
}

// checks gives what the store can check by itself.
func (w *witness) checks() []store.Version {
	var out []store.Version
	for name, version := range w.seen {
		out = append(out, store.Version{Name: name, Version: version})
	}
	for _, v := range w.lists {
		out = append(out, v)
	}
	return out
}

// stands checks the rest on the state that will be written to: lists by
// reference, and that what was absent still is.
func (w *witness) stands(tx store.Tx) error {
	for key, want := range w.refs {
		records, err := tx.List(w.ctx, negotiation.Keeper(), store.Query{Kind: key.kind, Parent: key.parent, Ref: key.ref})
		if err != nil {
			return err
		}
		if !slices.Equal(versionsOf(records), want) {
			return changed(key.ref)
		}
	}
	for name := range w.absent {
		_, err := tx.Get(w.ctx, negotiation.Keeper(), name)
		var e *negotiation.Error
		switch {
		case err == nil:
			return changed(name)
		case !errors.As(err, &e) || e.Kind != negotiation.NotFound:
			return err
		}
	}
	return nil
}

// concurrentChange is the reason of a heavy write whose reads no longer stand.
const concurrentChange = "CONCURRENT_CHANGE"

func changed(name string) error {
	return &negotiation.Error{Kind: negotiation.Stale, Reason: concurrentChange, Subject: name,
		Message: "it was changed while the request was being worked out",
		Remedy:  "read it again and repeat the request"}
}
