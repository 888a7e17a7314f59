package sqlstore

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
)

// counters compares the counter of each stream with its events.
func (v *verifier) counters(context.Context) error {
	for _, s := range v.streams {
		if s.seen != s.counter {
			v.fault("the stream of %q has %d events and its counter stands at %d", s.subject, s.seen, s.counter)
		}
	}
	return nil
}

// sight compares the tokens of each audience, by which rows are found, with its
// name, which is in the events.
func (v *verifier) sight(ctx context.Context) error {
	tokens := map[negotiation.Audience][]negotiation.Token{}
	err := v.kept.each(ctx, `select a.key, t.token from audience a left join audience_token t on t.audience = a.id order by a.id, t.token`, nil,
		func(r *row) error {
			key, token := negotiation.Audience(r.text(0)), negotiation.Token("")
			if !r.null(1) {
				token = negotiation.Token(r.text(1))
			}
			tokens[key] = append(tokens[key], token)
			return nil
		})
	for key, got := range tokens {
		want := key.Tokens()
		if len(want) == 0 {
			want = []negotiation.Token{""}
		}
		if !slices.Equal(got, want) {
			v.fault("an audience is found by other tokens than its own: %q", key)
		}
	}
	return err
}

// requests checks that each answered request has its time, and its events.
func (v *verifier) requests(ctx context.Context) error {
	return v.kept.each(ctx, `select r.id, r.at, coalesce(r.first_event, 0), coalesce(r.last_event, 0),
(select count(*) from event e where e.ord between r.first_event and r.last_event) from request r`, nil,
		func(r *row) error {
			id, at, first, last, count := r.text(0), r.text(1), r.int(2), r.int(3), r.int(4)
			if _, err := record.ParseTime(at); err != nil {
				v.fault("request %q: %v", id, err)
			}
			whole := first > 0 && last >= first && count == last-first+1
			if none := first == 0 && last == 0; !none && !whole {
				v.fault("request %q has not all of its events", id)
			}
			return nil
		})
}

// stateRow is an entity as the state hash counts it. Its version is left out: it
// tells in which order things came, not what is.
type stateRow struct {
	name, kind, parent, sort, ref, audience, etag string
	version                                       int64
	body                                          []byte
}

const selectState = `select e.name, e.kind, coalesce(e.parent, ''), e.sort, coalesce(e.ref, ''), a.key, e.etag, e.version, e.body
from entity e join audience a on a.id = e.audience order by e.name`

// nextState gives the entities of a database one after the other, nil at the end.
func nextState(c *cursor) (*stateRow, error) {
	found, err := c.next()
	if err != nil || !found {
		return nil, err
	}
	r := &c.row
	return &stateRow{
		name: r.text(0), kind: r.text(1), parent: r.text(2), sort: r.text(3), ref: r.text(4),
		audience: r.text(5), etag: r.text(6), version: r.int(7), body: r.bytes(8),
	}, nil
}

func (r *stateRow) hash() [sha256.Size]byte {
	h := sha256.New()
	for _, part := range []string{r.name, r.kind, r.parent, r.sort, r.ref, r.audience, r.etag, string(r.body)} {
		writePart(h, part)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// writePart writes a part after its length, so that no two lists of parts look alike.
func writePart(h hash.Hash, part string) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
	h.Write([]byte(part))
}

// entities compares the state that is kept with the one that was replayed.
func (v *verifier) entities(ctx context.Context) (err error) {
	var sides [2]*cursor
	for i, s := range []*session{v.kept, v.s} {
		if sides[i], err = s.open(ctx, selectState, nil); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, sides[i].close()) }()
	}
	state := sha256.New()
	kept, err := nextState(sides[0])
	if err != nil {
		return err
	}
	replayed, err := nextState(sides[1])
	for err == nil && (kept != nil || replayed != nil) {
		if kept != nil && (replayed == nil || kept.name <= replayed.name) {
			v.out.Entities++
			sum := kept.hash()
			state.Write(sum[:])
		}
		switch {
		case replayed == nil || kept != nil && kept.name < replayed.name:
			v.fault("%s is in the state and in no event", kept.name)
			kept, err = nextState(sides[0])
			continue
		case kept == nil || replayed.name < kept.name:
			v.fault("%s is in the events and not in the state", replayed.name)
			replayed, err = nextState(sides[1])
			continue
		case kept.hash() != replayed.hash():
			v.fault("%s is not what the events say", kept.name)
		case kept.version != replayed.version:
			v.fault("%s is pinned to another event than the one that made it", kept.name)
		}
		if kept, err = nextState(sides[0]); err == nil {
			replayed, err = nextState(sides[1])
		}
	}
	v.out.StateHash = hex.EncodeToString(state.Sum(nil))
	return err
}

// pages lets SQLite look for damage of its own.
func (v *verifier) pages(ctx context.Context) error {
	for _, check := range []string{`select quick_check from pragma_quick_check where quick_check <> 'ok'`,
		`select "table" || ' row ' || coalesce(rowid, '?') from pragma_foreign_key_check`} {
		err := v.kept.each(ctx, check, nil, func(r *row) error {
			v.fault("the database file: %s", r.text(0))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
