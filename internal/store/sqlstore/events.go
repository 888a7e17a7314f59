package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
	"github.com/travaux/travaux/internal/store"
)

// Streams is part of store.Tx.
func (t *tx) Streams(ctx context.Context, v negotiation.Viewer, subject string) ([]store.Stream, error) {
	rows, err := t.streams(ctx, v, subject)
	if err != nil {
		return nil, fault("reading streams", err)
	}
	out := make([]store.Stream, len(rows))
	for i, r := range rows {
		out[i] = r.Stream
	}
	return out, nil
}

// streamRow is a stream with its number in the database.
type streamRow struct {
	store.Stream
	id int64
}

func (t *tx) streams(ctx context.Context, v negotiation.Viewer, subject string) ([]streamRow, error) {
	condition, args := sight(v, "s.audience", 2)
	var out []streamRow
	err := t.each(ctx, `select s.id, s.subject, (select a.key from audience a where a.id = s.audience) as key, s.counter
from stream s where s.subject = cast(?1 as text) and `+condition+` order by key`, append([]any{subject}, args...),
		func(r *row) error {
			s := streamRow{id: r.int(0)}
			s.Subject, s.Audience, s.Counter = r.text(1), negotiation.Audience(r.text(2)), r.int(3)
			out = append(out, s)
			return t.checkSight(v, s.Audience, "Streams")
		})
	return out, err
}

// Events is part of store.Tx. Streams that do not exist and streams that the
// viewer may not see give nothing.
func (t *tx) Events(ctx context.Context, v negotiation.Viewer, after []store.Stream, limit int) ([]store.StreamEvent, error) {
	most, err := limitOf(limit)
	if err != nil {
		return nil, err
	}
	var found []placedEvent
	end := int64(math.MaxInt64) // behind which a stream may have events that were not read
	known := map[string][]streamRow{}
	for _, a := range after {
		rows, ok := known[a.Subject]
		if !ok {
			if rows, err = t.streams(ctx, v, a.Subject); err != nil {
				return nil, fault("reading streams", err)
			}
			known[a.Subject] = rows
		}
		i := slices.IndexFunc(rows, func(r streamRow) bool { return r.Audience == a.Audience })
		if i < 0 || rows[i].Counter <= a.Counter {
			continue
		}
		// No stream can give more than the whole answer holds.
		upTo := rows[i].Counter
		if upTo-a.Counter > most {
			upTo = a.Counter + most
		}
		events, whole, err := t.streamEvents(ctx, v, rows[i], a.Counter, upTo, limit > 0)
		if err != nil {
			return nil, fault("reading events", err)
		}
		if !whole {
			end = min(end, events[len(events)-1].ord)
		}
		found = append(found, events...)
	}
	slices.SortStableFunc(found, func(a, b placedEvent) int { return cmp.Compare(a.ord, b.ord) })
	found = slices.CompactFunc(found, func(a, b placedEvent) bool { return a.ord == b.ord })
	if int64(len(found)) > most {
		found = found[:most]
	}
	if limit > 0 {
		found = pageOf(found, end)
	}
	out := make([]store.StreamEvent, len(found))
	for i, p := range found {
		if out[i], err = p.decode(); err != nil {
			return nil, fault("reading an event", err)
		}
		if err := t.checkSight(v, out[i].Event.Audience, "Events"); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pageOf cuts a page at its bound in bytes, and at the end of what is known of all
// streams.
func pageOf(found []placedEvent, end int64) []placedEvent {
	bytes := 0
	for i, p := range found {
		if bytes += p.size(); i > 0 && bytes > store.PageBytes || p.ord > end {
			return found[:i]
		}
	}
	return found
}

// placedEvent is an event as kept, with its place in its stream and in the whole
// order, which is never served.
type placedEvent struct {
	ord    int64
	stream store.Stream
	bytes  []byte
	values []record.Value
}

func (p placedEvent) size() int {
	n := len(p.bytes)
	for _, v := range p.values {
		n += len(v.Value)
	}
	return n
}

// streamEvents reads the events of one stream at the positions (after, upTo].
// Positions have no gaps, so they bound the answer by themselves. With bounded it
// stops when it has read store.PageBytes; then whole is false.
func (t *tx) streamEvents(ctx context.Context, v negotiation.Viewer, s streamRow, after, upTo int64, bounded bool) (events []placedEvent, whole bool, err error) {
	condition, tokens := sight(v, "(select s.audience from stream s where s.id = e.stream)", 4)
	var out []placedEvent
	bytes := 0
	err = t.each(ctx, `select e.ord, e.seq, e.bytes, v.pointer, v.salt, v.value
from event e left join event_value v on v.ord = e.ord
where e.stream = cast(?1 as integer) and e.seq > ?2 and e.seq <= ?3 and `+condition+` order by e.seq, v.pointer`,
		append([]any{s.id, after, upTo}, tokens...),
		func(r *row) error {
			p := placedEvent{ord: r.int(0), stream: s.Stream, bytes: r.bytes(2)}
			p.stream.Counter = r.int(1)
			if n := len(out); n == 0 || out[n-1].ord != p.ord {
				if bounded && bytes > store.PageBytes {
					return errEnough
				}
				bytes += len(p.bytes)
				out = append(out, p)
			}
			return appendValue(&out[len(out)-1].values, r, 3)
		})
	if errors.Is(err, errEnough) {
		return out, false, nil
	}
	return out, true, err
}

// appendValue adds the blindable value in the columns from i, where there is one:
// pointer, salt, value.
func appendValue(values *[]record.Value, r *row, i int) error {
	if r.null(i) {
		return nil
	}
	v := record.Value{Pointer: r.text(i), Value: r.bytes(i + 2)}
	if salt := r.bytes(i + 1); copy(v.Salt[:], salt) != len(salt) || len(salt) != len(v.Salt) {
		return fmt.Errorf("a value has a salt of %d bytes", len(salt))
	}
	*values = append(*values, v)
	return nil
}

func (p placedEvent) decode() (store.StreamEvent, error) {
	e, err := record.Open(p.bytes, p.values)
	if err != nil {
		return store.StreamEvent{}, fmt.Errorf("opening an event: %w", err)
	}
	event, err := eventOf(e)
	return store.StreamEvent{Stream: p.stream, Event: event}, err
}

// eventOf gives the event of an envelope.
func eventOf(e record.Envelope) (negotiation.Event, error) {
	out := negotiation.Event{
		ID: e.ID, Subject: e.Subject, Audience: negotiation.Audience(e.Audience), Type: e.Type,
		Resource: e.Resource, At: e.At, Reason: e.Reason,
		By: negotiation.Principal{
			User: e.By.User, Actor: e.By.Actor, Capacity: negotiation.Capacity(e.By.Capacity),
		},
	}
	for _, f := range e.Facts {
		body, err := negotiation.DecodeEntity(negotiation.Kind(f.Kind), f.Body.Bytes())
		if err != nil {
			return out, fmt.Errorf("reading a fact: %w", err)
		}
		out.Facts = append(out.Facts, negotiation.Fact{Kind: body.EntityKind(), Name: f.Name, Body: body})
	}
	return out, nil
}
