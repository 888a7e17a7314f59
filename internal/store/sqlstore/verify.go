package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
	"github.com/travaux/travaux/internal/store"
)

// MaxFaults is how many faults Verify lists; it counts the rest.
const MaxFaults = 100

// Verify is part of store.Store. It works on a snapshot on a connection of its
// own; the store may be in use meanwhile, also by another process.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (_ store.Verification, err error) {
	s.gate.RLock()
	shut := s.closed
	s.gate.RUnlock()
	if shut {
		return store.Verification{}, closed()
	}
	v := &verifier{projection: projection{audiences: map[negotiation.Audience]int64{}}, progress: progress}
	if v.kept, err = openSession(ctx, s.reading); err != nil {
		return store.Verification{}, fault("opening the database to verify it", err)
	}
	defer func() { err = errors.Join(err, v.kept.close()) }()
	if v.s, err = openScratch(ctx); err != nil {
		return store.Verification{}, fault("making a scratch database", err)
	}
	defer func() { err = errors.Join(err, v.s.close()) }()
	for _, step := range []func(context.Context) error{v.begin, v.replay, v.counters, v.sight, v.requests, v.entities, v.pages} {
		if err := step(ctx); err != nil {
			return store.Verification{}, fault("verifying", err)
		}
	}
	if v.unlisted > 0 {
		v.out.Faults = append(v.out.Faults, fmt.Sprintf("and %d more", v.unlisted))
	}
	return v.out, nil
}

// verifier is one run of Verify. Its projection is the scratch database that the
// events are played into.
type verifier struct {
	projection
	kept     *session // a snapshot of the store
	progress func(done, total int)
	streams  map[int64]*streamCheck
	out      store.Verification
	unlisted int
}

// streamCheck is a stream as its row has it, and how far its events have come.
type streamCheck struct {
	subject  string
	audience negotiation.Audience
	counter  int64
	seen     int64
}

func (v *verifier) fault(format string, args ...any) {
	if len(v.out.Faults) == MaxFaults {
		v.unlisted++
		return
	}
	v.out.Faults = append(v.out.Faults, fmt.Sprintf(format, args...))
}

// begin takes the snapshot and reads the streams.
func (v *verifier) begin(ctx context.Context) error {
	for _, s := range []*session{v.kept, v.s} {
		if err := s.exec("begin"); err != nil {
			return err
		}
	}
	v.streams = map[int64]*streamCheck{}
	err := v.kept.each(ctx, `select s.id, s.subject, a.key, s.counter from stream s join audience a on a.id = s.audience`, nil,
		func(r *row) error {
			v.streams[r.int(0)] = &streamCheck{subject: r.text(1), audience: negotiation.Audience(r.text(2)), counter: r.int(3)}
			return nil
		})
	v.out.Streams = len(v.streams)
	return err
}

// keptEvent is a row of the record.
type keptEvent struct {
	ord, stream, seq  int64
	id                string
	bytes, salt, leaf []byte
	values            []record.Value
}

// replay checks each event and plays it into the scratch database.
func (v *verifier) replay(ctx context.Context) error {
	total := 0
	if _, err := v.kept.one(`select count(*) from event`, nil, func(r *row) { total = int(r.int(0)) }); err != nil {
		return err
	}
	var e keptEvent
	done := func() error {
		if e.ord == 0 {
			return nil
		}
		v.out.Events++
		if v.progress != nil && (v.out.Events%1000 == 0 || v.out.Events == total) {
			v.progress(v.out.Events, total)
		}
		return v.event(e)
	}
	err := v.kept.each(ctx, `select e.ord, e.stream, e.seq, e.id, e.bytes, e.salt, e.leaf, v.pointer, v.salt, v.value
from event e left join event_value v on v.ord = e.ord order by e.ord, v.pointer`, nil,
		func(r *row) error {
			next := keptEvent{
				ord: r.int(0), stream: r.int(1), seq: r.int(2), id: r.text(3),
				bytes: r.bytes(4), salt: r.bytes(5), leaf: r.bytes(6),
			}
			if next.ord != e.ord {
				if err := done(); err != nil {
					return err
				}
				e = next
			}
			return appendValue(&e.values, r, 7)
		})
	if err != nil {
		return err
	}
	return done()
}

func (v *verifier) event(e keptEvent) error {
	s := v.streams[e.stream]
	if s == nil {
		v.fault("event %q stands in a stream that does not exist", e.id)
		return nil
	}
	if s.seen++; s.seen != e.seq {
		v.fault("event %q is number %d of its stream and stands at position %d", e.id, s.seen, e.seq)
	}
	var salt record.Salt
	var leaf [32]byte
	if copy(salt[:], e.salt) != len(salt) || copy(leaf[:], e.leaf) != len(leaf) {
		v.fault("event %q: salt or leaf is cut short", e.id)
		return nil
	}
	if err := record.Check(e.bytes, salt, leaf, e.values); err != nil {
		v.fault("event %q: %v", e.id, err)
		return nil
	}
	envelope, err := record.Open(e.bytes, e.values)
	if err != nil {
		v.fault("event %q: %v", e.id, err)
		return nil
	}
	if envelope.ID != e.id || envelope.Subject != s.subject || negotiation.Audience(envelope.Audience) != s.audience {
		v.fault("event %q stands in the stream or under the id of another", e.id)
		return nil
	}
	return v.play(e, envelope)
}

// play puts the facts of an event, as they are in the record, into the scratch
// database.
func (v *verifier) play(e keptEvent, envelope record.Envelope) error {
	audience, err := v.audience(negotiation.Audience(envelope.Audience))
	if err != nil {
		return err
	}
	// The scratch database has the events' places only, for its foreign keys.
	if err := v.s.exec(`insert into stream (id, subject, audience, counter) values (?1, ?2, ?3, 0) on conflict do nothing`,
		e.stream, envelope.Subject, audience); err != nil {
		return err
	}
	if err := v.s.exec(insertEvent, e.ord, e.stream, e.seq, e.id, []byte{}, e.salt, e.leaf); err != nil {
		return err
	}
	for i, f := range envelope.Facts {
		kind := negotiation.Kind(f.Kind)
		body, err := negotiation.DecodeEntity(kind, f.Body.Bytes())
		if err != nil {
			v.fault("event %q, fact %d: %v", e.id, i, err)
			continue
		}
		p := put{kind: kind, name: f.Name, keys: body.Keys(), body: f.Body.Bytes()}
		if err := v.put(p, audience, e.ord, etagOf(p.name, p.body)); err != nil {
			return err
		}
	}
	return nil
}
