package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strconv"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// MaxLimit is the longest page that List and Events give.
const MaxLimit = 1000

// tx reads on one connection within a transaction.
type tx struct {
	s *session
	// interrupt lets the end of a caller's context interrupt long statements;
	// never set on the writer's connection.
	interrupt bool
	log       *slog.Logger
}

// selectRecord fetches the audience by a subquery: with a join the engine
// prepares the statement anew each time it runs, at three times the cost.
const selectRecord = `select e.kind, e.name, (select a.key from audience a where a.id = e.audience),
e.body, e.etag, e.version from entity e where `

const (
	selectVersion = `select count(*), coalesce(max(version), 0) from entity where `
	underParent   = `kind = cast(?1 as text) and parent = cast(?2 as text)`
)

func recordOf(r *row) store.Record {
	return store.Record{
		Kind: negotiation.Kind(r.text(0)), Name: r.text(1), Audience: negotiation.Audience(r.text(2)),
		Body: r.bytes(3), Etag: r.text(4), Version: r.int(5),
	}
}

// Get is part of store.Tx.
func (t *tx) Get(ctx context.Context, v negotiation.Viewer, name string) (store.Record, error) {
	if err := ctx.Err(); err != nil {
		return store.Record{}, err
	}
	var r store.Record
	condition, args := sight(v, "e.audience", 2)
	found, err := t.s.one(selectRecord+"e.name = ?1 and "+condition, append([]any{name}, args...),
		func(row *row) { r = recordOf(row) })
	if err != nil {
		return store.Record{}, fault("reading an entity", err)
	}
	if !found {
		return store.Record{}, notFound(name)
	}
	if err := t.checkSight(v, r.Audience, "Get"); err != nil {
		return store.Record{}, err
	}
	return r, nil
}

// List is part of store.Tx.
func (t *tx) List(ctx context.Context, v negotiation.Viewer, q store.Query) ([]store.Record, error) {
	limit, err := limitOf(q.Limit)
	if err != nil {
		return nil, err
	}
	text, args := listStatement(v, q)
	if limit < math.MaxInt64 {
		text += limitClause(limit)
	}
	var out []store.Record
	err = t.each(ctx, text, args, func(row *row) error {
		r := recordOf(row)
		if err := t.checkSight(v, r.Audience, "List"); err != nil {
			return err
		}
		if out = append(out, r); int64(len(out)) == limit {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fault("listing entities", err)
	}
	return out, nil
}

// listStatement gives the statement for a query. Which of its parts it has
// depends on which arguments are there, so that each form finds its index. The
// casts change nothing but that the engine does not prepare the statement anew
// for each argument, as it does where it finds "column = ?" beside an index.
func listStatement(v negotiation.Viewer, q store.Query) (string, []any) {
	args := []any{string(q.Kind)}
	text := selectRecord + "e.kind = cast(?1 as text)"
	add := func(before string, value any, after string) {
		args = append(args, value)
		text += before + strconv.Itoa(len(args)) + after
	}
	if q.Parent != "" || q.Ref == "" {
		add(" and e.parent = cast(?", q.Parent, " as text)")
	}
	if q.Ref != "" {
		add(" and e.ref = cast(?", q.Ref, " as text)")
	}
	if q.AfterSort != "" || q.AfterName != "" {
		add(" and (e.sort, e.name) > (?", q.AfterSort, ", ")
		add("?", q.AfterName, ")")
	}
	condition, tokens := sight(v, "e.audience", len(args)+1)
	return text + " and " + condition + " order by e.sort, e.name", append(args, tokens...)
}

// errEnough ends a statement whose page is full.
var errEnough = errors.New("the page is full")

// limitClause bounds a page in the statement's text, rounded up so that few
// different statements exist; the reader stops at the page's end. As an argument
// the bound would make the engine prepare the statement anew each time.
func limitClause(limit int64) string {
	bound := int64(1)
	for bound < limit {
		bound *= 4
	}
	return " limit " + strconv.FormatInt(bound, 10)
}

// VersionOf is part of store.Tx.
func (t *tx) VersionOf(ctx context.Context, kind negotiation.Kind, parent string) (store.Version, error) {
	if err := ctx.Err(); err != nil {
		return store.Version{}, err
	}
	v := store.Version{Name: parent, Kind: kind}
	_, err := t.s.one(selectVersion+underParent, []any{string(kind), parent}, func(r *row) {
		v.Count, v.Version = int(r.int(0)), r.int(1)
	})
	if err != nil {
		return store.Version{}, fault("reading a version", err)
	}
	return v, nil
}

// each reads the rows of a statement; on a reader's connection the end of the
// context interrupts it.
func (t *tx) each(ctx context.Context, text string, args []any, read func(*row) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !t.interrupt {
		ctx = context.Background()
	}
	return t.s.each(ctx, text, args, read)
}

// checkSight is the second look at a row before it leaves. The statement has
// left out what the viewer may not see; a row that got through all the same means
// that a statement or the audience tables are wrong.
func (t *tx) checkSight(v negotiation.Viewer, a negotiation.Audience, method string) error {
	if v.Sees(a) {
		return nil
	}
	t.log.Error("a row outside the viewer's sight was stopped", "method", method)
	return &negotiation.Error{
		Kind: negotiation.Internal, Reason: "SIGHT_MISMATCH",
		Message: "the store found something that it may not show",
		Remedy:  "tell the administrator; the record should be verified",
	}
}

func limitOf(n int) (int64, error) {
	switch {
	case n == 0:
		return math.MaxInt64, nil
	case n < 0 || n > MaxLimit:
		return 0, &negotiation.Error{
			Kind: negotiation.Invalid, Reason: "PAGE_SIZE_INVALID",
			Message: fmt.Sprintf("a page of %d is not possible", n),
			Remedy:  fmt.Sprintf("ask for 1 to %d", MaxLimit),
		}
	}
	return int64(n), nil
}
