package sqlstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
	"github.com/travaux/travaux/internal/store"
)

const (
	selectRequest = `select digest, answer from request where principal = ?1 and id = ?2`
	insertRequest = `insert into request (principal, id, digest, answer, at, first_event, last_event)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`
	insertEvent   = `insert into event (ord, stream, seq, id, bytes, salt, leaf) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`
	insertValue   = `insert into event_value (ord, pointer, salt, value) values (?1, ?2, ?3, ?4)`
	insertStream  = `insert into stream (id, subject, audience, counter) values (?1, ?2, ?3, 0)`
	updateCounter = `update stream set counter = ?1 where id = ?2`
)

// appender writes what callers ask for within the writer's transaction. It
// knows the streams and audiences that exist, so that an event costs few
// statements; what it knows is undone with the transaction.
type appender struct {
	projection
	recent  *recent
	streams map[streamKey]*counter
	raised  []*counter // whose rows are behind
	last    int64      // the newest place in the whole order
	random  io.Reader
	log     *slog.Logger
}

type streamKey struct {
	subject  string
	audience int64
}

// counter is a stream's position in memory. The row in the database follows
// before anyone reads it and before the commit.
type counter struct {
	id, at int64
	behind bool
}

// newAppender reads what an appender knows from the database.
func newAppender(s *session, random io.Reader, log *slog.Logger) (*appender, error) {
	a := &appender{projection: projection{s: s}, recent: newRecent(), streams: map[streamKey]*counter{}, random: random, log: log}
	if err := a.load(); err != nil {
		return nil, fmt.Errorf("reading the audiences: %w", err)
	}
	err := s.each(context.Background(), `select id, subject, audience, counter from stream`, nil, func(r *row) error {
		a.streams[streamKey{r.text(1), r.int(2)}] = &counter{id: r.int(0), at: r.int(3)}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the streams: %w", err)
	}
	if _, err := s.one(`select coalesce(max(ord), 0) from event`, nil, func(r *row) { a.last = r.int(0) }); err != nil {
		return nil, fmt.Errorf("reading the newest event: %w", err)
	}
	return a, nil
}

// repeated looks up the answer to an earlier request of that id.
func (a *appender) repeated(req store.Request) (store.Result, bool, error) {
	if req.ID == "" {
		return store.Result{}, false, nil
	}
	var digest, answer []byte
	found, err := a.s.one(selectRequest, []any{principalKey(req.Principal), req.ID}, func(r *row) {
		digest, answer = r.bytes(0), r.bytes(1)
	})
	switch {
	case err != nil:
		return store.Result{}, false, fault("looking up a request", err)
	case !found:
		return store.Result{}, false, nil
	case string(digest) != string(req.Digest[:]):
		return store.Result{}, false, requestReused(req.ID)
	}
	return store.Result{Answer: answer, Replayed: true}, true, nil
}

// write appends, within a savepoint, what a caller asks for. After an error
// nothing of it remains; lost tells that the transaction is gone with it.
func (a *appender) write(req store.Request, w store.Write) (lost bool, err error) {
	entries, err := encodeEvents(w.Events, a.random)
	if err != nil {
		return false, fmt.Errorf("making events ready to be written: %w", err)
	}
	for _, v := range w.Check {
		if err := a.check(v); err != nil {
			return false, err
		}
	}
	if len(entries) == 0 && req.ID == "" {
		return false, nil
	}
	if err := a.s.exec("savepoint caller"); err != nil {
		return true, fault("beginning a write", err)
	}
	mark, last := a.mark(), a.last
	if err = a.append(req, w.Answer, entries); err == nil {
		if err = a.s.exec("release caller"); err == nil {
			return false, nil
		}
	}
	a.back(mark)
	a.last = last
	a.recent.forget()
	if undo := errors.Join(a.s.exec("rollback to caller"), a.s.exec("release caller")); undo != nil {
		return true, fault("undoing a write", errors.Join(err, undo))
	}
	return false, fault("writing", err)
}

// check tells whether what was read on an earlier snapshot still stands.
func (a *appender) check(v store.Version) error {
	where, args := `name = ?1`, []any{v.Name}
	if v.Kind != "" {
		where, args = underParent, []any{string(v.Kind), v.Name}
	}
	var count, version int64
	if _, err := a.s.one(selectVersion+where, args, func(r *row) { count, version = r.int(0), r.int(1) }); err != nil {
		return fault("checking a version", err)
	}
	if version != v.Version || v.Kind != "" && count != int64(v.Count) {
		return concurrentChange(v.Name)
	}
	return nil
}

func (a *appender) append(req store.Request, answer []byte, entries []entry) error {
	var first, last any
	for i, e := range entries {
		if err := a.event(e); err != nil {
			return err
		}
		if last = a.last; i == 0 {
			first = a.last
		}
	}
	if req.ID == "" {
		return nil
	}
	if answer == nil {
		answer = []byte{}
	}
	return a.s.exec(insertRequest, principalKey(req.Principal), req.ID, req.Digest[:], answer,
		record.FormatTime(req.At), first, last)
}

// event appends one event to its stream and puts its facts.
func (a *appender) event(e entry) error {
	audience, err := a.audience(e.event.Audience)
	if err != nil {
		return err
	}
	c, err := a.stream(streamKey{e.event.Subject, audience})
	if err != nil {
		return err
	}
	a.last++
	c.at++
	a.undo = append(a.undo, func() { c.at-- })
	if !c.behind {
		c.behind = true
		a.raised = append(a.raised, c)
	}
	if err := a.s.exec(insertEvent, a.last, c.id, c.at, e.event.ID, e.sealed.Bytes, e.sealed.Salt[:], e.sealed.Leaf[:]); err != nil {
		return err
	}
	for _, v := range e.sealed.Values {
		if err := a.s.exec(insertValue, a.last, v.Pointer, v.Salt[:], v.Value); err != nil {
			return err
		}
	}
	for _, f := range e.puts {
		etag := etagOf(f.name, f.body)
		if err := a.put(f, audience, a.last, etag); err != nil {
			return err
		}
		a.recent.put(store.Record{
			Kind: f.kind, Name: f.name, Audience: e.event.Audience, Body: f.body, Etag: etag, Version: a.last,
		})
	}
	return nil
}

// stream finds a stream's counter, and makes the stream where it is new.
func (a *appender) stream(key streamKey) (*counter, error) {
	if c, ok := a.streams[key]; ok {
		return c, nil
	}
	c := &counter{id: int64(len(a.streams)) + 1}
	if err := a.s.exec(insertStream, c.id, key.subject, key.audience); err != nil {
		return nil, err
	}
	a.streams[key] = c
	a.undo = append(a.undo, func() { delete(a.streams, key) })
	return c, nil
}

// flush brings the rows of the counters up to those in memory.
func (a *appender) flush() error {
	for _, c := range a.raised {
		if err := a.s.exec(updateCounter, c.at, c.id); err != nil {
			return fault("raising the counter of a stream", err)
		}
		c.behind = false
	}
	a.raised = a.raised[:0]
	return nil
}

// writerTx is what a caller's fn reads with: the newest state, earlier callers of
// the same commit included.
type writerTx struct {
	tx
	a *appender
}

// Get is part of store.Tx. The record keeper's reads, which decisions are made
// of, are answered from memory where they can be.
func (t *writerTx) Get(ctx context.Context, v negotiation.Viewer, name string) (store.Record, error) {
	if !v.All() {
		return t.tx.Get(ctx, v, name)
	}
	if err := ctx.Err(); err != nil {
		return store.Record{}, err
	}
	if r, ok := t.a.recent.get(name); ok {
		return r, nil
	}
	r, err := t.tx.Get(ctx, v, name)
	if err == nil {
		kept := r
		kept.Body = bytes.Clone(r.Body)
		t.a.recent.put(kept)
	}
	return r, err
}

// Streams is part of store.Tx.
func (t *writerTx) Streams(ctx context.Context, v negotiation.Viewer, subject string) ([]store.Stream, error) {
	if err := t.a.flush(); err != nil {
		return nil, err
	}
	return t.tx.Streams(ctx, v, subject)
}

// Events is part of store.Tx.
func (t *writerTx) Events(ctx context.Context, v negotiation.Viewer, after []store.Stream, limit int) ([]store.StreamEvent, error) {
	if err := t.a.flush(); err != nil {
		return nil, err
	}
	return t.tx.Events(ctx, v, after, limit)
}
