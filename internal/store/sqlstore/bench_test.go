package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// benchTime is the server's time in benchmarks.
var benchTime = time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC)

// spread calls op n times from this many callers and gives how long it took.
func spread(b *testing.B, callers, n int, op func(i int) error) time.Duration {
	b.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for range callers {
		wg.Go(func() {
			for i := int(next.Add(1)); i <= n; i = int(next.Add(1)) {
				if err := op(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// bare is what the engine gives with nothing of ours around it: one insert a
// caller, in the same kind of group commit.
type bare struct {
	queue chan *bareCall
	db    *sql.DB
	wg    sync.WaitGroup
}

type bareCall struct {
	body []byte
	done chan error
}

func newBare(b *testing.B) *bare {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bare.db")
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.Exec(`create table t (id integer primary key, body blob) strict`); err != nil {
		b.Fatal(err)
	}
	e := &bare{queue: make(chan *bareCall, 1024), db: db}
	e.wg.Go(e.run)
	b.Cleanup(func() {
		close(e.queue)
		e.wg.Wait()
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	return e
}

func (e *bare) run() {
	ctx := context.Background()
	for c := range e.queue {
		batch := []*bareCall{c}
	more:
		for len(batch) < 128 {
			select {
			case c, ok := <-e.queue:
				if !ok {
					break more
				}
				batch = append(batch, c)
			default:
				break more
			}
		}
		err := e.insert(ctx, batch)
		for _, c := range batch {
			c.done <- err
		}
	}
}

func (e *bare) insert(ctx context.Context, batch []*bareCall) error {
	tx, err := e.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, `insert into t (body) values (?1)`)
	if err != nil {
		return err
	}
	for _, c := range batch {
		if _, err := stmt.ExecContext(ctx, c.body); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (e *bare) write(body []byte) error {
	c := &bareCall{body, make(chan error, 1)}
	e.queue <- c
	return <-c.done
}

// report gives rates, and the ratio of ours to the baseline of the same run.
func report(b *testing.B, n int, ours, baseline time.Duration) {
	b.Helper()
	b.ReportMetric(float64(n)/ours.Seconds(), "ops/s")
	b.ReportMetric(float64(n)/baseline.Seconds(), "baseline-ops/s")
	b.ReportMetric(baseline.Seconds()/ours.Seconds(), "ratio")
}

// BenchmarkWrite is one event with one fact, durable, against one bare insert.
func BenchmarkWrite(b *testing.B) {
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := benchStore(b)
			ours := spread(b, callers, b.N, func(i int) error {
				name := fmt.Sprintf("users/u%d", i%1000)
				u := &negotiation.User{Name: name, DisplayName: "A delegate"}
				return benchUpdate(s, i, func(store.Tx) ([]negotiation.Event, error) {
					return []negotiation.Event{benchEvent(fmt.Sprint(i), "registry", negotiation.AudienceOf(negotiation.AdministratorToken), u)}, nil
				})
			})
			b.StopTimer()
			e := newBare(b)
			body := make([]byte, 600)
			report(b, b.N, ours, spread(b, callers, b.N, func(int) error { return e.write(body) }))
		})
	}
}

// BenchmarkAmendment is what accepting an amendment asks of the store: six reads,
// two events with three facts, a request id with its answer.
func BenchmarkAmendment(b *testing.B) {
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := benchStore(b)
			doc := "processes/riverside/documents/compact"
			var known []string
			seedErr := benchUpdate(s, 0, func(store.Tx) ([]negotiation.Event, error) {
				e := benchEvent("seed", doc, negotiation.AudienceOf(negotiation.StatesToken("riverside")))
				for i := range 60 {
					r := &negotiation.Revision{
						Name: fmt.Sprintf("%s/paragraphs/p%d/revisions/1", doc, i), Paragraph: fmt.Sprintf("%s/paragraphs/p%d", doc, i),
						Text: "Decides to keep the river open to all who live along it, and to meet each year.",
					}
					known = append(known, r.Name)
					e.Facts = append(e.Facts, negotiation.Fact{Kind: r.EntityKind(), Name: r.Name, Body: r})
				}
				return []negotiation.Event{e}, nil
			})
			if seedErr != nil {
				b.Fatal(seedErr)
			}
			b.ResetTimer()
			ours := spread(b, callers, b.N, func(i int) error {
				return benchUpdate(s, i, func(tx store.Tx) ([]negotiation.Event, error) {
					for k := range 6 {
						r, err := tx.Get(context.Background(), negotiation.Keeper(), known[(i+k)%len(known)])
						if err != nil {
							return nil, err
						}
						if _, err := negotiation.DecodeEntity(r.Kind, r.Body); err != nil {
							return nil, err
						}
					}
					return benchAmendment(doc, i), nil
				})
			})
			b.StopTimer()
			e := newBare(b)
			body := make([]byte, 600)
			report(b, b.N, ours, spread(b, callers, b.N, func(int) error { return e.write(body) }))
		})
	}
}

// benchAmendment gives the events of one amendment.
func benchAmendment(doc string, i int) []negotiation.Event {
	name := fmt.Sprintf("%s/amendments/a%d", doc, i)
	a := &negotiation.Amendment{
		Name: name, Document: doc, Kind: negotiation.EditWords, Paragraph: doc + "/paragraphs/p7", Draft: doc + "/drafts/rev1",
		Revision: 3, Number: i, Wanted: "Decides to keep the river and its banks open to all who live along it, and to meet twice a year.",
		Rationale: "The banks flood.", State: negotiation.Submitted, SubmittedAt: benchTime, Round: "processes/riverside/rounds/1",
	}
	s := &negotiation.Sponsorship{
		Name: name + "/sponsorship", Amendment: name, Circulation: negotiation.CirculateWithName, OwnNumber: 4,
		Sponsors: []negotiation.Sponsor{{Actor: "actors/sarrow", Kind: negotiation.Proponent, At: benchTime}},
	}
	h := &negotiation.Handling{Name: name + "/handling", Amendment: name}
	states := negotiation.AudienceOf(negotiation.StatesToken("riverside"))
	owner := negotiation.AudienceOf(negotiation.ActorToken("sarrow"), negotiation.TeamToken("riverside"))
	return []negotiation.Event{
		benchEvent(fmt.Sprintf("s%d", i), doc, states, a, s),
		benchEvent(fmt.Sprintf("o%d", i), doc, owner, h),
	}
}

func benchEvent(id, subject string, audience negotiation.Audience, facts ...negotiation.Entity) negotiation.Event {
	e := negotiation.Event{
		ID: id, Subject: subject, Audience: audience, Type: "amendment.submitted", Resource: subject, At: benchTime,
		By: negotiation.Principal{User: "ines", Actor: "sarrow", Capacity: negotiation.InNationalService},
	}
	for _, f := range facts {
		e.Facts = append(e.Facts, negotiation.Fact{Kind: f.EntityKind(), Name: f.EntityName(), Body: f})
	}
	return e
}

func benchUpdate(s store.Store, i int, events func(store.Tx) ([]negotiation.Event, error)) error {
	req := store.Request{Principal: negotiation.Principal{User: "ines"}, ID: fmt.Sprintf("req%d", i), At: benchTime}
	_, err := s.Update(context.Background(), req, func(tx store.Tx) (store.Write, error) {
		e, err := events(tx)
		return store.Write{Events: e, Answer: []byte("done")}, err
	})
	return err
}

func benchStore(b *testing.B) *Store {
	b.Helper()
	s, err := Open(b.Context(), Config{Path: filepath.Join(b.TempDir(), "store.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

// BenchmarkPointRead is one entity by name for a delegation, against one bare
// select of the same bytes.
func BenchmarkPointRead(b *testing.B) {
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := benchStore(b)
			name := "processes/riverside/documents/compact/amendments/a1"
			doc := "processes/riverside/documents/compact"
			err := benchUpdate(s, 0, func(store.Tx) ([]negotiation.Event, error) { return benchAmendment(doc, 1), nil })
			if err != nil {
				b.Fatal(err)
			}
			v := negotiation.NewViewer(negotiation.StatesToken("riverside"), negotiation.ActorToken("sarrow"), negotiation.UserToken("ines"))
			b.ResetTimer()
			ours := spread(b, callers, b.N, func(int) error {
				return s.View(context.Background(), func(tx store.Tx) error {
					_, err := tx.Get(context.Background(), v, name)
					return err
				})
			})
			b.StopTimer()
			e := newBare(b)
			if err := e.write(make([]byte, 600)); err != nil {
				b.Fatal(err)
			}
			stmt, err := e.db.Prepare(`select body from t where id = ?1`)
			if err != nil {
				b.Fatal(err)
			}
			report(b, b.N, ours, spread(b, callers, b.N, func(int) error {
				var body []byte
				return stmt.QueryRow(1).Scan(&body)
			}))
		})
	}
}
