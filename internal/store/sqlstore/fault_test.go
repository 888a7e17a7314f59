package sqlstore

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/mattn/go-sqlite3"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// faultyDisk stands between the store and the driver; while it is told to, COMMIT
// answers with an input/output error, having done its work or not.
type faultyDisk struct{ after, before atomic.Bool }

func (d *faultyDisk) wrap(c driver.Conn) driver.Conn { return faultyConn{c, d} }

type faultyConn struct {
	driver.Conn
	disk *faultyDisk
}

func (c faultyConn) Prepare(text string) (driver.Stmt, error) {
	s, err := c.Conn.Prepare(text)
	if err != nil || text != "commit" {
		return s, err
	}
	return faultyStmt{s.(*sqlite3.SQLiteStmt), c.disk}, nil
}

type faultyStmt struct {
	*sqlite3.SQLiteStmt
	disk *faultyDisk
}

func (s faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if s.disk.before.Swap(false) {
		return nil, sqlite3.Error{Code: sqlite3.ErrIoErr}
	}
	rows, err := s.SQLiteStmt.QueryContext(ctx, args)
	if s.disk.after.Swap(false) {
		return nil, errors.Join(sqlite3.Error{Code: sqlite3.ErrIoErr}, rows.Close())
	}
	return rows, err
}

// TestOutcomeUnknown: when COMMIT fails nobody is told that it happened, nor that
// it did not; repeated with the same request id it is done once, either way.
func TestOutcomeUnknown(t *testing.T) {
	for _, happened := range []bool{false, true} {
		t.Run(fmt.Sprintf("happened=%v", happened), func(t *testing.T) {
			var disk faultyDisk
			s, err := open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "store.db")}, disk.wrap)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			write(t, s, "e0")
			ask := func() (store.Result, error) {
				return s.Update(t.Context(), store.Request{ID: "r1", At: benchTime}, func(tx store.Tx) (store.Write, error) {
					return store.Write{Events: []negotiation.Event{oneEvent("e1")}, Answer: []byte("done")}, nil
				})
			}
			disk.after.Store(happened)
			disk.before.Store(!happened)
			if _, err := ask(); reasonOf(err) != "OUTCOME_UNKNOWN" {
				t.Fatalf("got %v", err)
			}
			got, err := ask()
			if err != nil || string(got.Answer) != "done" || got.Replayed != happened {
				t.Errorf("repeated: %+v, %v", got, err)
			}
			write(t, s, "e2")
			if v := verified(t, s); v.Events != 3 {
				t.Errorf("%d events, want 3", v.Events)
			}
		})
	}
}

// queued lets callers into the queue while the writer is held, so that they share
// the next commit, and then lets it go.
func queued(t *testing.T, s *Store, callers ...func()) {
	t.Helper()
	held, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.Update(t.Context(), store.Request{}, func(store.Tx) (store.Write, error) {
			close(held)
			<-release
			return store.Write{}, nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	for i, c := range callers {
		wg.Go(c)
		for len(s.w.queue) <= i {
			runtime.Gosched()
		}
	}
	close(release)
	wg.Wait()
}

// TestNeighbours: of those who share a commit, one that fails halfway through its
// writing takes nothing of the others with it, and new streams and audiences
// that it made are unmade.
func TestNeighbours(t *testing.T) {
	s := opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
	write(t, s, "e0")
	var errs [6]error
	var callers []func()
	for i := range errs {
		callers = append(callers, func() {
			events := []negotiation.Event{oneEvent(fmt.Sprint("n", i)), oneEvent(fmt.Sprint("m", i))}
			events[0].Subject = "documents/shared"
			events[0].Audience = negotiation.AudienceOf(negotiation.UserToken(fmt.Sprint(i / 2)))
			if i%2 == 0 {
				events[1].ID = "e0" // taken
			}
			_, errs[i] = s.Update(t.Context(), store.Request{ID: fmt.Sprint(i), At: benchTime}, func(store.Tx) (store.Write, error) {
				return store.Write{Events: events}, nil
			})
		})
	}
	queued(t, s, callers...)
	for i, err := range errs {
		if (err != nil) != (i%2 == 0) {
			t.Errorf("caller %d: %v", i, err)
		}
	}
	if v := verified(t, s); v.Events != 7 || v.Streams != 4 {
		t.Errorf("%d events in %d streams, want 7 in 4", v.Events, v.Streams)
	}
}

// TestLeftTooLate: whoever goes away after its turn has come is served, told so,
// and can ask again by request id.
func TestLeftTooLate(t *testing.T) {
	s := opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
	ctx, cancel := context.WithCancel(t.Context())
	req := store.Request{ID: "r1", At: benchTime}
	first, err := s.Update(ctx, req, func(store.Tx) (store.Write, error) {
		cancel()
		return store.Write{Events: []negotiation.Event{oneEvent("e1")}, Answer: []byte("done")}, nil
	})
	if err != nil || string(first.Answer) != "done" {
		t.Errorf("got %+v, %v", first, err)
	}
	again, err := s.Update(t.Context(), req, func(store.Tx) (store.Write, error) { return store.Write{}, errors.New("run again") })
	if err != nil || !again.Replayed || string(again.Answer) != "done" {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// TestEndedDecision: a decision that ends the goroutine, as a failing test's
// does, costs those in its commit an error, and nobody else anything.
func TestEndedDecision(t *testing.T) {
	s := opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
	_, err := s.Update(t.Context(), store.Request{}, func(store.Tx) (store.Write, error) {
		runtime.Goexit()
		return store.Write{}, nil
	})
	if err == nil {
		t.Error("it was told that all is well")
	}
	write(t, s, "e1")
	verified(t, s)
}

// TestDiskFull: reads go on, writes are refused by name and leave nothing, and
// writing goes on by itself when there is room.
func TestDiskFull(t *testing.T) {
	s := opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
	write(t, s, "e0")
	limit := func(pages string) {
		queued(t, s) // the writer is idle afterwards
		if err := s.w.a.s.exec("pragma max_page_count = " + pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // no more pages than there are
	refused := 0
	for i := range 200 {
		err := tryWrite(t.Context(), s, fmt.Sprint("full", i))
		if err == nil {
			continue
		}
		refused++
		if reasonOf(err) != "STORAGE_FULL" {
			t.Fatalf("got %v", err)
		}
		if err := s.View(t.Context(), func(tx store.Tx) error {
			_, err := tx.Get(t.Context(), negotiation.Keeper(), "users/e0")
			return err
		}); err != nil {
			t.Fatalf("reading while the disk is full: %v", err)
		}
	}
	if refused == 0 {
		t.Fatal("the disk was never full")
	}
	before := verified(t, s)
	if before.Events != 201-refused {
		t.Errorf("%d events, want %d", before.Events, 201-refused)
	}
	limit("100000")
	write(t, s, "e1")
	if v := verified(t, s); v.Events != before.Events+1 {
		t.Errorf("%d events, want %d", v.Events, before.Events+1)
	}
}

// TestSightAlarm: where the tables let a row through that its audience does not,
// it is stopped, and somebody is told. The tables as they are set off no alarm.
func TestSightAlarm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	var log bytes.Buffer
	for _, broken := range []bool{false, true} {
		s := opened(t, Config{Path: path, Logger: slog.New(slog.NewTextHandler(&log, nil))})
		if !broken {
			write(t, s, "e1")
		}
		var errs []error
		after := []store.Stream{{Subject: "registry", Audience: negotiation.AudienceOf(negotiation.StatesToken("riverside"))}}
		v := negotiation.PublicViewer()
		if err := s.View(t.Context(), func(tx store.Tx) error {
			_, err := tx.Get(t.Context(), v, "users/e1")
			errs = append(errs, err)
			_, err = tx.List(t.Context(), v, store.Query{Kind: negotiation.KindUser})
			errs = append(errs, err)
			_, err = tx.Streams(t.Context(), v, "registry")
			errs = append(errs, err)
			_, err = tx.Events(t.Context(), v, after, 0)
			errs = append(errs, err)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := []string{"NOT_FOUND", "", "", ""}
		if broken {
			want = []string{"SIGHT_MISMATCH", "SIGHT_MISMATCH", "SIGHT_MISMATCH", "SIGHT_MISMATCH"}
		}
		for i, err := range errs {
			if reasonOf(err) != want[i] {
				t.Errorf("broken %v, read %d: %v", broken, i, err)
			}
		}
		if alarms := strings.Count(log.String(), "outside the viewer's sight"); broken != (alarms == 4) {
			t.Errorf("broken %v: %d alarms", broken, alarms)
		}
		if strings.Contains(log.String(), "e1") || strings.Contains(log.String(), "riverside") {
			t.Errorf("the alarm tells what it is about: %s", log.String())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if !broken {
			bareExec(t, path, "insert into audience_token (audience, token) select id, 'public' from audience")
		}
	}
}
