package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// Store is a store.Store in an SQLite file.
type Store struct {
	config Config
	id     string

	reading *connector
	// free holds the connections of readers; nil stands for one to be opened.
	free chan *session
	w    *writer // nil when read-only
	lock *os.File

	gate   sync.RWMutex // held for reading while a caller enters the queue
	closed bool

	listening sync.Mutex
	listeners map[chan<- struct{}]int

	secretsMu sync.Mutex
	secrets   map[string][]byte
}

var _ store.Store = (*Store)(nil)

// Open opens the store, making or migrating it as needed. Its errors wrap
// ErrInUse, ErrForeign, ErrNewer or ErrUnsafe where they are of that kind.
func Open(ctx context.Context, c Config) (*Store, error) {
	return open(ctx, c, nil)
}

// open is Open with a place between the driver and the store, where tests put
// their faults.
func open(ctx context.Context, c Config, wrap func(driver.Conn) driver.Conn) (_ *Store, err error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("configuration of the store: %w", err)
	}
	c = c.filled()
	path, err := prepareFile(c.Path, !c.ReadOnly)
	if err != nil {
		return nil, err
	}
	schema, err := schemaVersion()
	if err != nil {
		return nil, err
	}
	base := connector{path: path, busy: c.BusyTimeout, schema: schema}
	s := &Store{
		config: c, reading: base.as(reading), free: make(chan *session, c.Readers),
		listeners: map[chan<- struct{}]int{}, secrets: map[string][]byte{},
	}
	for range c.Readers {
		s.free <- nil
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.release())
		}
	}()
	if !c.ReadOnly {
		if err := s.openWriter(ctx, base, wrap); err != nil {
			return nil, err
		}
	}
	if s.id, err = s.readID(ctx); err != nil {
		return nil, err
	}
	if s.w != nil {
		go s.w.run()
	}
	return s, nil
}

// openWriter locks the file, brings it to the program's schema and connects the
// writer, which is not yet running.
func (s *Store) openWriter(ctx context.Context, base connector, wrap func(driver.Conn) driver.Conn) (err error) {
	if s.lock, err = lockFile(base.path); err != nil {
		return err
	}
	if err := found(ctx, base); err != nil {
		return err
	}
	writes := base.as(writing)
	writes.wrap = wrap
	s.w = &writer{
		from: writes, batch: s.config.Batch, random: s.config.Rand, log: s.config.Logger,
		queue: make(chan *call, s.config.Queue), stopped: make(chan struct{}), told: s.tell,
	}
	if err := s.w.open(); err != nil {
		return fmt.Errorf("opening the database for writing: %w", err)
	}
	return s.w.name()
}

func (c connector) as(m mode) *connector {
	c.mode = m
	return &c
}

// found looks whose file it is and brings it to the program's schema.
func found(ctx context.Context, base connector) error {
	info, err := os.Stat(base.path)
	if err != nil {
		return fmt.Errorf("looking at the database file: %w", err)
	}
	if info.Size() > 0 {
		db := sql.OpenDB(base.as(probing))
		err := errors.Join(db.PingContext(ctx), db.Close())
		if err != nil {
			return foreign(err, base.path)
		}
	}
	return migrate(ctx, base.as(founding))
}

// name gives a new store its identity.
func (w *writer) name() error {
	id := make([]byte, 16)
	if _, err := io.ReadFull(w.random, id); err != nil {
		return fmt.Errorf("making the store's identity: %w", err)
	}
	if err := w.a.s.exec(`insert into meta (key, value) values ('id', ?1) on conflict (key) do nothing`, id); err != nil {
		return fmt.Errorf("keeping the store's identity: %w", err)
	}
	return nil
}

func (s *Store) readID(ctx context.Context) (string, error) {
	var id []byte
	err := s.snapshot(ctx, func(r *session) error {
		found, err := r.one(`select value from meta where key = 'id'`, nil, func(r *row) { id = r.bytes(0) })
		if err == nil && !found {
			err = fmt.Errorf("%w: it has no identity", ErrForeign)
		}
		return err
	})
	return hex.EncodeToString(id), err
}

// ID is part of store.Store.
func (s *Store) ID() string { return s.id }

// View is part of store.Store.
func (s *Store) View(ctx context.Context, fn func(store.Tx) error) error {
	return s.snapshot(ctx, func(r *session) error {
		return fn(&tx{s: r, interrupt: true, log: s.config.Logger})
	})
}

// snapshot runs fn in a reading transaction on one of the readers' connections.
func (s *Store) snapshot(ctx context.Context, fn func(*session) error) (err error) {
	var r *session
	select {
	case held, ok := <-s.free:
		if !ok {
			return closed()
		}
		r = held
	case <-ctx.Done():
		return fmt.Errorf("waiting to read: %w", ctx.Err())
	}
	defer func() { s.free <- r }()
	if r == nil {
		if r, err = openSession(ctx, s.reading); err != nil {
			return fault("connecting to read", err)
		}
	}
	healthy := false
	defer func() {
		if !healthy {
			err = errors.Join(err, r.close())
			r = nil
		}
	}()
	if err := r.exec("begin"); err != nil {
		return fault("beginning to read", err)
	}
	defer func() {
		end := r.exec("rollback")
		healthy = end == nil
		if err == nil && end != nil {
			err = fault("ending to read", end)
		}
	}()
	return fn(r)
}

// Update is part of store.Store. A panic of fn goes on in the caller.
func (s *Store) Update(ctx context.Context, req store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
	if err := ctx.Err(); err != nil {
		return store.Result{}, fmt.Errorf("waiting to write: %w", err)
	}
	if s.w == nil {
		return store.Result{}, &negotiation.Error{
			Kind: negotiation.Unavailable, Reason: "STORE_READ_ONLY",
			Message: "the database was opened to be read only",
			Remedy:  "write through the server",
		}
	}
	if req.ID != "" && req.At.IsZero() {
		return store.Result{}, errors.New("a request with an id needs its time")
	}
	c := &call{ctx: ctx, req: req, fn: fn, done: make(chan struct{})}
	if err := s.enter(c); err != nil {
		return store.Result{}, err
	}
	select {
	case <-c.done:
	case <-ctx.Done():
		if c.state.CompareAndSwap(waiting, left) {
			return store.Result{}, fmt.Errorf("waiting to write: %w", ctx.Err())
		}
		<-c.done
	}
	if c.panicked != nil {
		panic(c.panicked)
	}
	if c.state.Load() == waiting && c.err == nil {
		c.err = fmt.Errorf("waiting to write: %w", ctx.Err())
	}
	return c.result, c.err
}

// enter puts a call into the queue.
func (s *Store) enter(c *call) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return closed()
	}
	select {
	case s.w.queue <- c:
		return nil
	case <-c.ctx.Done():
		return fmt.Errorf("waiting to write: %w", c.ctx.Err())
	}
}

// Notify is part of store.Store.
func (s *Store) Notify(ch chan<- struct{}) (stop func()) {
	s.listening.Lock()
	defer s.listening.Unlock()
	s.listeners[ch]++
	return sync.OnceFunc(func() {
		s.listening.Lock()
		defer s.listening.Unlock()
		if s.listeners[ch]--; s.listeners[ch] == 0 {
			delete(s.listeners, ch)
		}
	})
}

func (s *Store) tell() {
	s.listening.Lock()
	defer s.listening.Unlock()
	for ch := range s.listeners {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// Close is part of store.Store. A second Close does nothing.
func (s *Store) Close() error {
	s.gate.Lock()
	if s.closed {
		s.gate.Unlock()
		return nil
	}
	s.closed = true
	if s.w != nil {
		close(s.w.queue)
	}
	s.gate.Unlock()
	if s.w != nil {
		<-s.w.stopped
	}
	return s.release()
}

// release closes what is open, once nothing is written any more, and waits for
// readers to end.
func (s *Store) release() error {
	var errs []error
	for range s.config.Readers {
		if r := <-s.free; r != nil {
			errs = append(errs, r.close())
		}
	}
	close(s.free)
	if s.w != nil && s.w.a != nil {
		errs = append(errs, s.w.a.s.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}
