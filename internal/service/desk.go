package service

import (
	"context"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// writerState is what decisions within the writing transaction read. What is on the
// shelf is what the transaction would read, since every write in flight, those before
// it in the same commit included, has taken off what it changes. What is read comes on,
// but for that.
type writerState struct {
	state
	shelf *shelf
}

func newWriterState(ctx context.Context, tx store.Tx, s *shelf) writerState {
	return writerState{state{ctx, tx, newNotes()}, s}
}

// Get is part of negotiation.State.
func (w writerState) Get(kind negotiation.Kind, name string) (negotiation.Entity, error) {
	w.shelf.mu.RLock()
	e, err := w.shelf.Get(kind, name)
	w.shelf.mu.RUnlock()
	if err != nil {
		if e, err = w.state.Get(kind, name); err != nil {
			return nil, err
		}
	}
	return copyOf(e), nil
}

// List is part of negotiation.State.
func (w writerState) List(kind negotiation.Kind, parent, ref string) ([]negotiation.Entity, error) {
	w.shelf.mu.RLock()
	all, err := w.shelf.List(kind, parent, ref)
	w.shelf.mu.RUnlock()
	if err != nil {
		if all, err = w.state.List(kind, parent, ref); err != nil {
			return nil, err
		}
	}
	out := make([]negotiation.Entity, len(all))
	for i, e := range all {
		out[i] = copyOf(e)
	}
	return out, nil
}

// keep puts what was read on the shelf; the decision must not yet be announced.
func (w writerState) keep() {
	w.notes.gone = nil
	w.shelf.keep(w.notes, w.shelf.now())
}
