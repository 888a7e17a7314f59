package sqlstore

import (
	"context"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
)

const (
	insertAudience = `insert into audience (id, key) values (?1, ?2)`
	insertToken    = `insert into audience_token (audience, token) values (?1, ?2)`
	upsertEntity   = `insert into entity (name, kind, parent, sort, ref, audience, version, body, etag)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
on conflict (name) do update set kind = excluded.kind, parent = excluded.parent, sort = excluded.sort,
ref = excluded.ref, audience = excluded.audience, version = excluded.version, body = excluded.body,
etag = excluded.etag`
)

// projection puts what events say into the tables of the present state. The
// writer and the replay of Verify use the same one.
type projection struct {
	s         *session
	audiences map[negotiation.Audience]int64
	// undo lists what is in memory and not yet committed, oldest first.
	undo []func()
}

// mark gives the present point of undo, for back.
func (p *projection) mark() int { return len(p.undo) }

// back undoes what was kept in memory since the mark; the database's part is
// undone by its own rollback.
func (p *projection) back(mark int) {
	for i := len(p.undo) - 1; i >= mark; i-- {
		p.undo[i]()
	}
	p.undo = p.undo[:mark]
}

// committed makes what is in memory lasting.
func (p *projection) committed() {
	clear(p.undo)
	p.undo = p.undo[:0]
}

// load reads the audiences that are there.
func (p *projection) load() error {
	p.audiences = map[negotiation.Audience]int64{}
	return p.s.each(context.Background(), `select id, key from audience`, nil, func(r *row) error {
		p.audiences[negotiation.Audience(r.text(1))] = r.int(0)
		return nil
	})
}

// audience gives the number of an audience, and makes it where it is new.
func (p *projection) audience(a negotiation.Audience) (int64, error) {
	if id, ok := p.audiences[a]; ok {
		return id, nil
	}
	id := int64(len(p.audiences)) + 1
	if err := p.s.exec(insertAudience, id, string(a)); err != nil {
		return 0, err
	}
	for _, t := range a.Tokens() {
		if err := p.s.exec(insertToken, id, string(t)); err != nil {
			return 0, err
		}
	}
	a = negotiation.Audience(strings.Clone(string(a)))
	p.audiences[a] = id
	p.undo = append(p.undo, func() { delete(p.audiences, a) })
	return id, nil
}

// put makes the entity of a fact what the fact says, for the event's audience.
func (p *projection) put(f put, audience, ord int64, etag string) error {
	var parent, ref any // null where there is none, which the index leaves out
	if !f.keys.Alone {
		parent = f.keys.Parent
	}
	if f.keys.Ref != "" {
		ref = f.keys.Ref
	}
	return p.s.exec(upsertEntity, f.name, string(f.kind), parent, f.keys.Sort, ref,
		audience, ord, f.body, etag)
}
