// Package service holds the use cases: it resolves who asks, reads what a
// decision needs, has negotiation decide, has the store keep the outcome and
// gives the answer. It knows neither gRPC nor JSON on the wire.
package service

import (
	"context"
	"crypto/cipher"
	"errors"
	"log/slog"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// Config is what a Service is made of. All fields are required but Logger.
type Config struct {
	Store store.Store
	// Clock tells the server's time.
	Clock func() time.Time
	// NewID gives a fresh opaque identifier on each call; safe for concurrent use.
	NewID func() string
	// Logger is told of faults and never given negotiated text; nil discards.
	Logger *slog.Logger
}

// Service answers the use cases. It is safe for concurrent use. It must be the only one
// that writes to its store; entities that it gives must not be changed.
type Service struct {
	store store.Store
	clock func() time.Time
	newID func() string
	log   *slog.Logger
	pages cipher.AEAD
	shelf *shelf
}

// New gives a service on a store. It reads the store's key for page tokens.
func New(ctx context.Context, c Config) (*Service, error) {
	if c.Store == nil || c.Clock == nil || c.NewID == nil {
		return nil, errors.New("a service needs a store, a clock and a source of ids")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	pages, err := NewSealer(ctx, c.Store, "pages")
	if err != nil {
		return nil, err
	}
	return &Service{store: c.Store, clock: c.Clock, newID: c.NewID, log: c.Logger, pages: pages, shelf: newShelf()}, nil
}

// Now is the server's time, UTC.
func (s *Service) Now() time.Time { return s.clock().UTC() }

// view runs fn on one state with the viewer that the principal is on it: on the shelf
// where that has all that fn reads, else on a snapshot of the store. So fn may run
// twice, and must begin anew each time.
func (s *Service) view(ctx context.Context, p negotiation.Principal, fn func(reader) error) error {
	if err := s.fromShelf(ctx, p, fn); !errors.Is(err, errMiss) {
		return border(err)
	}
	seen, seq := newNotes(), s.shelf.now()
	err := s.snapshot(ctx, p, seen, fn)
	if err == nil || kind(err) == negotiation.NotFound {
		s.shelf.keep(seen, seq)
	}
	return border(err)
}

// fromShelf runs fn on the shelf. Nothing changes on it meanwhile.
func (s *Service) fromShelf(ctx context.Context, p negotiation.Principal, fn func(reader) error) error {
	s.shelf.mu.RLock()
	defer s.shelf.mu.RUnlock()
	v, err := negotiation.ViewerOf(s.shelf, p, s.Now())
	if err != nil {
		return errMiss // the store has the last word on who is refused
	}
	return fn(reader{ctx: ctx, shelf: s.shelf, viewer: v, key: keyOf(v)})
}

// snapshot runs fn on a snapshot of the store; notes, where they are not nil, get
// what was read.
func (s *Service) snapshot(ctx context.Context, p negotiation.Principal, n *notes, fn func(reader) error) error {
	return s.store.View(ctx, func(tx store.Tx) error {
		v, err := negotiation.ViewerOf(state{ctx, tx, n}, p, s.Now())
		if err != nil {
			return err
		}
		return fn(reader{ctx: ctx, tx: tx, notes: n, viewer: v, key: keyOf(v)})
	})
}

// kind gives the kind of a refusal; empty for another error.
func kind(err error) negotiation.ErrorKind {
	var e *negotiation.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// border gives what is absent and what is not the caller's one and the same form,
// whichever part of the program found it so.
func border(err error) error {
	var e *negotiation.Error
	if !errors.As(err, &e) || e.Kind != negotiation.NotFound || e.Reason != negotiation.NotThere {
		return err
	}
	return &negotiation.Error{Kind: e.Kind, Reason: e.Reason, Subject: e.Subject,
		Message: "there is nothing of that name that you may see",
		Remedy:  "check the name, or ask whoever gave it to you for access"}
}

// missing is the refusal of a name that is not there for the caller.
func missing(name string) error {
	return border(&negotiation.Error{Kind: negotiation.NotFound, Reason: negotiation.NotThere, Subject: name})
}

// invalid is the refusal of a field, whatever the state.
func invalid(reason, field, message, remedy string) error {
	return &negotiation.Error{Kind: negotiation.Invalid, Reason: reason, Subject: field, Message: message, Remedy: remedy}
}

// Sealer gives the cipher for tokens of one purpose of this store.
func (s *Service) Sealer(ctx context.Context, purpose string) (cipher.AEAD, error) {
	return NewSealer(ctx, s.store, purpose)
}
