package service

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// MaxRequestID is the longest request id, in bytes.
const MaxRequestID = 128

// attempts is how often a heavy command is decided again when what it read has
// changed before it could be written.
const attempts = 5

// RequestOptions steer a write.
type RequestOptions struct {
	// ID makes the write repeatable: the same principal, id and command give the
	// first answer again. Empty: not repeatable.
	ID string
	// ValidateOnly decides and answers, and writes nothing.
	ValidateOnly bool
	// Etag, where it is not empty, is that of Subject as the caller saw it; in
	// any other state the write is refused with ETAG_MISMATCH.
	Etag    string
	Subject string
}

// Execute has a command decided and keeps its outcome. Errors are
// *negotiation.Error where the caller can do something about them: those of the
// command, REQUEST_ID_INVALID, REQUEST_ID_REUSED, ETAG_MISMATCH, and of heavy
// commands CONCURRENT_CHANGE where the document never stood still.
func (s *Service) Execute(ctx context.Context, p negotiation.Principal, o RequestOptions, cmd negotiation.Command) (Answer, error) {
	if len(o.ID) > MaxRequestID {
		return Answer{}, invalid("REQUEST_ID_INVALID", "request_id",
			fmt.Sprintf("a request id of more than %d bytes", MaxRequestID), "use a UUID or ULID")
	}
	digest, err := digestOf(o, cmd)
	if err != nil {
		return Answer{}, err
	}
	w := write{Service: s, principal: p, options: o, command: cmd, digest: digest, now: s.Now()}
	var a Answer
	switch {
	case o.ValidateOnly:
		a, err = w.preview(ctx)
	case heavy(cmd):
		a, err = w.heavy(ctx)
	default:
		a, err = w.light(ctx)
	}
	return a, border(err)
}

// heavy tells whether a command reads much or thinks long: it is decided on a
// snapshot, so that other writers do not wait for it.
func heavy(cmd negotiation.Command) bool {
	switch cmd.(type) {
	case negotiation.ImportDraft, negotiation.CutDraft, negotiation.PublishDraft, negotiation.CorrectLineage, negotiation.SettleBracket,
		negotiation.ReshapeBracket, negotiation.OpenBracket, negotiation.HoldWords, negotiation.DropHold, negotiation.RecordLeave, negotiation.AttributeBracket,
		negotiation.SetClosure:
		return true
	}
	return false
}

// digestOf gives the hash of what is asked for.
func digestOf(o RequestOptions, cmd negotiation.Command) ([32]byte, error) {
	body, err := json.Marshal(cmd)
	if err != nil {
		return [32]byte{}, fmt.Errorf("encoding a %T: %w", cmd, err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "travaux.request.1\n%T\n%q\n%q\n", cmd, o.Subject, o.Etag)
	h.Write(body)
	return [32]byte(h.Sum(nil)), nil
}

// write is one command on its way into the record.
type write struct {
	*Service
	principal negotiation.Principal
	options   RequestOptions
	command   negotiation.Command
	digest    [32]byte
	now       time.Time
}

func (w write) request() store.Request {
	return store.Request{Principal: w.principal, ID: w.options.ID, Digest: w.digest, At: w.now}
}

// decide gives the events and the answer of the command on the state that tx
// reads through st.
func (w write) decide(ctx context.Context, tx store.Tx, st negotiation.State) ([]negotiation.Event, Answer, error) {
	outcome, err := w.command.Decide(st, negotiation.Meta{Now: w.now, By: w.principal, NewID: w.newID})
	if err != nil {
		return nil, Answer{}, err
	}
	if err := checkZone(w.command); err != nil {
		return nil, Answer{}, err
	}
	// Only who may do it at all is told that the state is another.
	if err := w.checkEtag(ctx, tx, st); err != nil {
		return nil, Answer{}, err
	}
	viewer, err := negotiation.ViewerOf(st, w.principal, w.now)
	if err != nil {
		return nil, Answer{}, err
	}
	a, err := answerOf(reader{ctx: ctx, tx: tx, viewer: viewer, key: keyOf(viewer)}, outcome)
	return outcome.Events, a, err
}

// checkZone refuses a time zone that the database of time zones does not have; the
// decision, which reads no database, has checked its form.
func checkZone(cmd negotiation.Command) error {
	zone := ""
	switch c := cmd.(type) {
	case negotiation.CreateProcess:
		zone = c.TimeZone
	case negotiation.UpdateProcess:
		if c.TimeZone != nil {
			zone = *c.TimeZone
		}
	}
	// "Local" is the zone of whatever machine asks.
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return negotiation.BadTimeZone()
	}
	return nil
}

func (w write) checkEtag(ctx context.Context, tx store.Tx, st negotiation.State) error {
	if w.options.Etag == "" {
		return nil
	}
	subject, err := negotiation.EntityNamed(st, w.options.Subject)
	if err != nil {
		return err
	}
	r, err := tx.Get(ctx, negotiation.Keeper(), subject)
	if err != nil {
		return err
	}
	if r.Etag != w.options.Etag {
		return &negotiation.Error{Kind: negotiation.Stale, Reason: "ETAG_MISMATCH", Subject: w.options.Subject,
			Message: "it has changed since the etag was given",
			Remedy:  "read it again, see whether the change still fits and repeat it with the new etag",
			Facts:   map[string]string{"etag": r.Etag}}
	}
	return nil
}

// preview decides on a snapshot and writes nothing.
func (w write) preview(ctx context.Context) (a Answer, err error) {
	err = w.store.View(ctx, func(tx store.Tx) error {
		_, a, err = w.decide(ctx, tx, state{ctx, tx, nil})
		return err
	})
	return a, err
}

// light decides within the writing transaction.
func (w write) light(ctx context.Context) (Answer, error) {
	var a Answer
	var events []negotiation.Event
	defer func() { w.shelf.ended(events) }()
	result, err := w.store.Update(ctx, w.request(), func(tx store.Tx) (store.Write, error) {
		st := newWriterState(ctx, tx, w.shelf)
		decided, answer, err := w.decide(ctx, tx, st)
		st.keep()
		if err != nil {
			return store.Write{}, err
		}
		w.shelf.decided(decided)
		events, a = decided, answer
		return w.entry(events, a, nil)
	})
	return w.answer(ctx, a, result, err)
}

// heavy decides on a snapshot and writes only if all that was read still stands,
// else begins again.
func (w write) heavy(ctx context.Context) (Answer, error) {
	if a, done, err := w.replay(ctx); done || err != nil {
		return a, err
	}
	var err error
	for range attempts {
		var a Answer
		var result store.Result
		if a, result, err = w.attempt(ctx); err == nil {
			return w.answer(ctx, a, result, nil)
		}
		if !isConcurrent(err) {
			break
		}
	}
	// What stands in the way may be the outcome of the same request, which another
	// attempt has written meanwhile.
	if a, done, again := w.replay(ctx); done || kind(again) != "" {
		return a, again
	}
	return Answer{}, err
}

func (w write) attempt(ctx context.Context) (a Answer, result store.Result, err error) {
	var reads *witness
	var events []negotiation.Event
	err = w.store.View(ctx, func(tx store.Tx) error {
		reads = newWitness(ctx, tx)
		events, a, err = w.decide(ctx, tx, reads)
		return err
	})
	if err != nil {
		return Answer{}, store.Result{}, err
	}
	entry, err := w.entry(events, a, reads.checks())
	if err != nil {
		return Answer{}, store.Result{}, err
	}
	w.shelf.decided(events)
	defer w.shelf.ended(events)
	result, err = w.store.Update(ctx, w.request(), func(tx store.Tx) (store.Write, error) {
		if err := w.checkEtag(ctx, tx, state{ctx, tx, nil}); err != nil {
			return store.Write{}, err
		}
		return entry, reads.stands(tx)
	})
	return a, result, err
}

// errNotYet ends a look at the request ids without writing.
var errNotYet = errors.New("the request id is new")

// replay gives the first answer where the request has been answered before; a
// heavy command must ask before it decides, since its own outcome may stand in its
// way ("the name is taken").
func (w write) replay(ctx context.Context) (Answer, bool, error) {
	if w.options.ID == "" {
		return Answer{}, false, nil
	}
	result, err := w.store.Update(ctx, w.request(), func(store.Tx) (store.Write, error) {
		return store.Write{}, errNotYet
	})
	if errors.Is(err, errNotYet) {
		return Answer{}, false, nil
	}
	a, err := w.answer(ctx, Answer{}, result, err)
	return a, err == nil, err
}

func (w write) entry(events []negotiation.Event, a Answer, checks []store.Version) (store.Write, error) {
	entry := store.Write{Events: events, Check: checks}
	if w.options.ID == "" {
		return entry, nil
	}
	var err error
	entry.Answer, err = a.encode()
	return entry, err
}

func (w write) answer(ctx context.Context, a Answer, result store.Result, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	if !result.Replayed {
		return a, nil
	}
	if a, err = decodeAnswer(result.Answer); err != nil {
		return Answer{}, err
	}
	a.Replayed = true
	err = w.snapshot(ctx, w.principal, nil, func(r reader) error {
		if err := w.stillSees(r, a); err != nil {
			return err
		}
		// Findings are for the team: they name what only it sees.
		if !holdsTeam(r.viewer, a) {
			a.Unsure = nil
		}
		return nil
	})
	if err != nil {
		return Answer{}, err
	}
	return a, nil
}

// stillSees refuses a kept answer to one who by now may not see what it holds, as the
// same request would be refused if it came for the first time. What stood beside it and
// may not be seen any more is left out.
func (w write) stillSees(r reader, a Answer) error {
	for _, item := range a.Items() {
		_, ok, err := r.find(item.Entity.EntityName())
		if err != nil {
			return err
		}
		if ok {
			continue
		}
		_, err = w.command.Decide(state{r.ctx, r.tx, nil}, negotiation.Meta{Now: w.now, By: w.principal, NewID: w.newID})
		if err == nil {
			err = missing(item.Entity.EntityName())
		}
		return err
	}
	for name := range a.Beside {
		_, ok, err := r.find(name)
		if err != nil {
			return err
		}
		if !ok {
			delete(a.Beside, name)
		}
	}
	return nil
}

// holdsTeam tells whether a viewer belongs to the team of the process that an answer
// is about.
func holdsTeam(v negotiation.Viewer, a Answer) bool {
	for _, item := range a.Items() {
		id := negotiation.LastID(negotiation.ProcessOf(item.Entity.EntityName()))
		if !v.Holds(negotiation.TeamToken(id)) {
			return false
		}
	}
	return true
}

func isConcurrent(err error) bool {
	var e *negotiation.Error
	return errors.As(err, &e) && e.Kind == negotiation.Stale && e.Reason == concurrentChange
}
