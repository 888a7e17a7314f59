package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/mattn/go-sqlite3"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// call is one caller of Update, from the queue to its answer.
type call struct {
	ctx   context.Context
	req   store.Request
	fn    func(store.Tx) (store.Write, error)
	state atomic.Int32 // waiting, then taken by the writer or left by its caller
	done  chan struct{}

	// What became of it; the writer's until done is closed.
	result   store.Result
	err      error
	panicked *panicked
	appended bool
}

const (
	waiting int32 = iota
	taken
	left
)

// gatherYields is how often the writer lets others run before it takes fewer
// callers than the last time.
const gatherYields = 8

// panicked carries a panic of fn from the writer to the caller whose it is.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

// writer owns the one connection that writes.
type writer struct {
	from    *connector
	batch   int
	random  io.Reader
	log     *slog.Logger
	queue   chan *call
	stopped chan struct{}
	// told is called after each commit that appended events.
	told func()

	a      *appender // nil after a connection was given up
	lately int       // how many shared the last commit
}

func (w *writer) open() error {
	s, err := openSession(context.Background(), w.from)
	if err != nil {
		return err
	}
	a, err := newAppender(s, w.random, w.log)
	if err != nil {
		return errors.Join(err, s.close())
	}
	w.a = a
	return nil
}

// giveUp closes a connection of which it is not known what it has done. What it
// has not committed is gone; what it has, the next one will find.
func (w *writer) giveUp(why error) {
	if w.a == nil {
		return
	}
	w.log.Error("the writing connection was given up", "cause", why)
	if err := w.a.s.close(); err != nil {
		w.log.Warn("closing the writing connection", "error", err)
	}
	w.a = nil
}

// run serves the queue until it is closed and empty.
func (w *writer) run() {
	batch := make([]*call, 0, w.batch)
	over := false
	defer func() {
		if over {
			close(w.stopped)
			return
		}
		// A caller's fn ended this goroutine (runtime.Goexit). Nobody else's
		// write may be lost with it.
		w.giveUp(errors.New("a caller's function ended the writer's goroutine"))
		answer(batch, errors.New("another caller's function ended the writer's goroutine"))
		go w.run()
	}()
	for first := range w.queue {
		batch = w.gather(append(batch[:0], first))
		w.lately = len(batch)
		w.serve(batch)
		clear(batch)
	}
	over = true
}

// gather adds those who wait already. Those who were answered a moment ago are
// given the chance to come back first: else a commit for one of them would make
// all the others wait.
func (w *writer) gather(batch []*call) []*call {
	for range gatherYields {
		if len(w.queue)+1 >= w.lately {
			break
		}
		runtime.Gosched()
	}
	for len(batch) < w.batch {
		select {
		case c, ok := <-w.queue:
			if !ok {
				return batch
			}
			batch = append(batch, c)
		default:
			return batch
		}
	}
	return batch
}

// serve runs a batch in one transaction and answers it.
func (w *writer) serve(batch []*call) {
	if w.a == nil {
		if err := w.open(); err != nil {
			answer(batch, &negotiation.Error{
				Kind: negotiation.Unavailable, Reason: "STORE_UNAVAILABLE",
				Message: "the database cannot be opened for writing",
				Remedy:  "try again in a moment, with the same request id", Cause: err,
			})
			return
		}
	}
	if err := w.a.s.exec("begin immediate"); err != nil {
		w.giveUp(err)
		answer(batch, fault("beginning to write", err))
		return
	}
	if err := w.fill(batch); err != nil {
		w.abandon(err)
		answer(batch, err)
		return
	}
	if err := w.commit(); err != nil {
		answer(batch, err)
		return
	}
	appended := false
	for _, c := range batch {
		appended = appended || c.appended
	}
	if appended {
		w.told()
	}
	answer(batch, nil)
}

// fill serves each caller in turn. An error concerns all of them: the
// transaction is lost.
func (w *writer) fill(batch []*call) error {
	for _, c := range batch {
		// Whoever has gone before its turn is skipped; from here on a caller
		// waits for the outcome.
		if c.ctx.Err() != nil || !c.state.CompareAndSwap(waiting, taken) {
			continue
		}
		lost, err := w.serveOne(c)
		if lost {
			return err
		}
		c.err = err
	}
	return w.a.flush()
}

func (w *writer) serveOne(c *call) (lost bool, err error) {
	result, repeated, err := w.a.repeated(c.req)
	if err != nil || repeated {
		c.result = result
		return false, err
	}
	write, err := c.decide(&writerTx{tx{s: w.a.s, log: w.log}, w.a})
	if err != nil || c.panicked != nil {
		return false, err
	}
	if lost, err := w.a.write(c.req, write); err != nil {
		return lost, err
	}
	c.result.Answer = write.Answer
	c.appended = len(write.Events) > 0
	return false, nil
}

// decide runs the caller's function; its panic is kept for the caller.
func (c *call) decide(t store.Tx) (w store.Write, err error) {
	defer func() {
		if value := recover(); value != nil {
			c.panicked = &panicked{value, debug.Stack()}
		}
	}()
	return c.fn(t)
}

// commit makes the transaction lasting. When COMMIT fails, it may have happened
// all the same: the bytes may be on the disk although the disk did not say so.
// Then the connection is given up, and only the record itself can tell. A full
// disk is the exception: the last bytes were not written, so nothing happened.
func (w *writer) commit() error {
	err := w.a.s.exec("commit")
	if err == nil {
		w.a.committed()
		return nil
	}
	if sqliteCode(err) == sqlite3.ErrFull {
		w.abandon(err)
		return fault("committing", err)
	}
	w.giveUp(err)
	return outcomeUnknown(err)
}

// abandon rolls the transaction back; where that is not possible, the connection
// is given up. SQLite has rolled back by itself after some errors.
func (w *writer) abandon(why error) {
	w.log.Warn("a transaction was rolled back", "cause", why)
	err := w.a.s.exec("rollback")
	if err == nil || sqliteCode(err) == sqlite3.ErrError {
		// The appender's knowledge of places and counters is read anew.
		a, again := newAppender(w.a.s, w.random, w.log)
		if err = again; err == nil {
			w.a = a
			return
		}
	}
	w.giveUp(err)
}

// answer lets the callers of a batch go; err, if any, is every one's.
func answer(batch []*call, err error) {
	for _, c := range batch {
		if c == nil {
			continue
		}
		if err != nil {
			c.result, c.err, c.panicked = store.Result{}, err, nil
		}
		close(c.done)
	}
}
