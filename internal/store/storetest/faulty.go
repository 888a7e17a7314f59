package storetest

import (
	"context"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// fault is a way of being wrong that the contract is there to notice.
type fault struct {
	name    string
	noticed []string // checks
	wrap    func(store.Store) store.Store
}

// faulty is a store with some of its methods made wrong.
type faulty struct {
	store.Store
	tx     func(store.Tx) store.Tx
	update func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error)
	view   func(s store.Store, ctx context.Context, fn func(store.Tx) error) error
}

func (f faulty) View(ctx context.Context, fn func(store.Tx) error) error {
	inner := fn
	if f.tx != nil {
		inner = func(tx store.Tx) error { return fn(f.tx(tx)) }
	}
	if f.view != nil {
		return f.view(f.Store, ctx, inner)
	}
	return f.Store.View(ctx, inner)
}

func (f faulty) Update(ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
	if f.update != nil {
		return f.update(f.Store, ctx, req, fn)
	}
	return f.Store.Update(ctx, req, fn)
}

// faultyTx is a Tx with some of its methods made wrong.
type faultyTx struct {
	store.Tx
	get     func(tx store.Tx, ctx context.Context, v negotiation.Viewer, name string) (store.Record, error)
	list    func(tx store.Tx, ctx context.Context, v negotiation.Viewer, q store.Query) ([]store.Record, error)
	streams func(tx store.Tx, ctx context.Context, v negotiation.Viewer, subject string) ([]store.Stream, error)
	events  func(tx store.Tx, ctx context.Context, v negotiation.Viewer, after []store.Stream, limit int) ([]store.StreamEvent, error)
}

func (f faultyTx) Get(ctx context.Context, v negotiation.Viewer, name string) (store.Record, error) {
	if f.get != nil {
		return f.get(f.Tx, ctx, v, name)
	}
	return f.Tx.Get(ctx, v, name)
}

func (f faultyTx) List(ctx context.Context, v negotiation.Viewer, q store.Query) ([]store.Record, error) {
	if f.list != nil {
		return f.list(f.Tx, ctx, v, q)
	}
	return f.Tx.List(ctx, v, q)
}

func (f faultyTx) Streams(ctx context.Context, v negotiation.Viewer, subject string) ([]store.Stream, error) {
	if f.streams != nil {
		return f.streams(f.Tx, ctx, v, subject)
	}
	return f.Tx.Streams(ctx, v, subject)
}

func (f faultyTx) Events(ctx context.Context, v negotiation.Viewer, after []store.Stream, limit int) ([]store.StreamEvent, error) {
	if f.events != nil {
		return f.events(f.Tx, ctx, v, after, limit)
	}
	return f.Tx.Events(ctx, v, after, limit)
}

// withTx makes a fault of the reading side.
func withTx(f faultyTx) func(store.Store) store.Store {
	return func(s store.Store) store.Store {
		return faulty{Store: s, tx: func(tx store.Tx) store.Tx { f := f; f.Tx = tx; return f }}
	}
}

// withUpdate makes a fault of the writing side.
func withUpdate(update func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error)) func(store.Store) store.Store {
	return func(s store.Store) store.Store { return faulty{Store: s, update: update} }
}

// faults lists them.
func faults() []fault {
	keeper := negotiation.Keeper()
	return []fault{
		{"Get shows everything", []string{"Sight", "TwoWorlds"}, withTx(faultyTx{
			get: func(tx store.Tx, ctx context.Context, _ negotiation.Viewer, name string) (store.Record, error) {
				return tx.Get(ctx, keeper, name)
			}})},
		{"Get refuses what is hidden in other words", []string{"Sight", "TwoWorlds"}, withTx(faultyTx{
			get: func(tx store.Tx, ctx context.Context, v negotiation.Viewer, name string) (store.Record, error) {
				r, err := tx.Get(ctx, v, name)
				if _, all := tx.Get(ctx, keeper, name); err != nil && all == nil {
					err = &negotiation.Error{Kind: negotiation.Forbidden, Reason: "NOT_YOURS", Subject: name}
				}
				return r, err
			}})},
		{"List filters after its limit", []string{"Pages", "TwoWorlds"}, withTx(faultyTx{
			list: func(tx store.Tx, ctx context.Context, v negotiation.Viewer, q store.Query) ([]store.Record, error) {
				all, err := tx.List(ctx, keeper, q)
				var out []store.Record
				for _, r := range all {
					if v.Sees(r.Audience) {
						out = append(out, r)
					}
				}
				return out, err
			}})},
		{"Streams shows everything", []string{"Sight", "TwoWorlds"}, withTx(faultyTx{
			streams: func(tx store.Tx, ctx context.Context, _ negotiation.Viewer, subject string) ([]store.Stream, error) {
				return tx.Streams(ctx, keeper, subject)
			}})},
		{"Events shows everything", []string{"Sight", "TwoWorlds", "Widening"}, withTx(faultyTx{
			events: func(tx store.Tx, ctx context.Context, _ negotiation.Viewer, after []store.Stream, limit int) ([]store.StreamEvent, error) {
				return tx.Events(ctx, keeper, after, limit)
			}})},
		{"Events loses one at the end of a page", []string{"Streams", "Follow"}, withTx(faultyTx{
			events: func(tx store.Tx, ctx context.Context, v negotiation.Viewer, after []store.Stream, limit int) ([]store.StreamEvent, error) {
				out, err := tx.Events(ctx, v, after, limit)
				if n := len(out); n > 1 && n == limit {
					out[n-2] = out[n-1]
					out = out[:n-1]
				}
				return out, err
			}})},
		{"a repetition runs again", []string{"Request", "RequestAtOnce"}, withUpdate(
			func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
				req.ID = ""
				return s.Update(ctx, req, fn)
			})},
		{"a repetition is not compared", []string{"Request"}, withUpdate(
			func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
				req.Digest = [32]byte{}
				return s.Update(ctx, req, fn)
			})},
		{"versions are not checked", []string{"Stale", "Failure"}, withUpdate(
			func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
				return s.Update(ctx, req, func(tx store.Tx) (store.Write, error) {
					w, err := fn(tx)
					w.Check = nil
					return w, err
				})
			})},
		{"a write is done on an old state", []string{"Snapshot"}, withUpdate(
			func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
				var w store.Write
				if err := s.View(ctx, func(tx store.Tx) (err error) { w, err = fn(tx); return err }); err != nil {
					return store.Result{}, err
				}
				return s.Update(ctx, req, func(store.Tx) (store.Write, error) { return w, nil })
			})},
		{"events are written one by one", []string{"Failure", "Refusals"}, withUpdate(
			func(s store.Store, ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
				var rest []negotiation.Event
				out, err := s.Update(ctx, req, func(tx store.Tx) (store.Write, error) {
					w, err := fn(tx)
					if len(w.Events) > 1 {
						w.Events, rest = w.Events[:1], w.Events[1:]
					}
					return w, err
				})
				for _, e := range rest {
					if err == nil {
						err = tryWrite(ctx, s, e)
					}
				}
				return out, err
			})},
		{"a view is not one snapshot", []string{"Snapshot"}, func(s store.Store) store.Store {
			return faulty{Store: s, view: func(s store.Store, _ context.Context, fn func(store.Tx) error) error {
				return fn(each{s})
			}}
		}},
	}
}

// each is a Tx that reads every time anew.
type each struct{ s store.Store }

func (e each) Get(ctx context.Context, v negotiation.Viewer, name string) (r store.Record, err error) {
	err = e.s.View(ctx, func(tx store.Tx) error { r, err = tx.Get(ctx, v, name); return err })
	return r, err
}

func (e each) List(ctx context.Context, v negotiation.Viewer, q store.Query) (r []store.Record, err error) {
	err = e.s.View(ctx, func(tx store.Tx) error { r, err = tx.List(ctx, v, q); return err })
	return r, err
}

func (e each) VersionOf(ctx context.Context, kind negotiation.Kind, parent string) (v store.Version, err error) {
	err = e.s.View(ctx, func(tx store.Tx) error { v, err = tx.VersionOf(ctx, kind, parent); return err })
	return v, err
}

func (e each) Streams(ctx context.Context, v negotiation.Viewer, subject string) (r []store.Stream, err error) {
	err = e.s.View(ctx, func(tx store.Tx) error { r, err = tx.Streams(ctx, v, subject); return err })
	return r, err
}

func (e each) Events(ctx context.Context, v negotiation.Viewer, after []store.Stream, limit int) (r []store.StreamEvent, err error) {
	err = e.s.View(ctx, func(tx store.Tx) error { r, err = tx.Events(ctx, v, after, limit); return err })
	return r, err
}
