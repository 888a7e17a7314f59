package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// TestSafeguards opens connections on which one safeguard at a time is weakened,
// and wants each refused by name.
func TestSafeguards(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	opened(t, Config{Path: path})
	schema, err := schemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []mode{writing, reading} {
		c := connector{path: path, mode: m, busy: DefaultBusyTimeout, schema: schema}
		conn, err := c.Connect(t.Context())
		if err != nil {
			t.Fatalf("nothing weakened, mode %d: %v", m, err)
		}
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for weaken, names := range map[string]string{
		"pragma synchronous = normal":     "synchronous",
		"pragma synchronous = off":        "synchronous",
		"pragma foreign_keys = off":       "foreign_keys",
		"pragma busy_timeout = 1":         "busy_timeout",
		"pragma secure_delete = off":      "secure_delete",
		"pragma secure_delete = fast":     "secure_delete",
		"pragma trusted_schema = on":      "trusted_schema",
		"pragma cell_size_check = off":    "cell_size_check",
		"pragma query_only = off":         "query_only",
		"pragma locking_mode = exclusive": "",
	} {
		c := connector{path: path, mode: reading, busy: DefaultBusyTimeout, schema: schema, weaken: weaken}
		conn, err := c.Connect(t.Context())
		if conn != nil {
			if err := conn.Close(); err != nil {
				t.Error(err)
			}
		}
		if names == "" {
			if err != nil {
				t.Errorf("%s is no safeguard of ours, and is refused: %v", weaken, err)
			}
			continue
		}
		if !errors.Is(err, ErrUnsafe) || !strings.Contains(err.Error(), names) {
			t.Errorf("%s: got %v", weaken, err)
		}
	}
}

// TestJournalMode: a file that somebody took out of WAL is not read.
func TestJournalMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	if err := opened(t, Config{Path: path}).Close(); err != nil {
		t.Fatal(err)
	}
	bareExec(t, path, "pragma journal_mode = delete")
	_, err := Open(t.Context(), Config{Path: path, ReadOnly: true})
	if !errors.Is(err, ErrUnsafe) || !strings.Contains(err.Error(), "journal_mode") {
		t.Errorf("got %v", err)
	}
}

// bareExec runs statements on a file without any of the store's safeguards.
func bareExec(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestFileModes: nobody but the owner can open what the store makes, whatever the
// umask; a file that is open to others is refused.
func TestFileModes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := opened(t, Config{Path: path})
	write(t, s, "e1")
	for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", info.Name(), info.Mode().Perm())
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Config{Path: path}); !errors.Is(err, ErrUnsafe) || !strings.Contains(err.Error(), "0644") {
		t.Errorf("a file open to all: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name    string
		prepare func(path string)
		want    error
	}{
		{"a text", func(path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("minutes of a meeting\n", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrForeign},
		{"another program's database", func(path string) {
			bareExec(t, path, "create table songs (title text)")
			if err := os.Chmod(path, 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrForeign},
		{"another program's number", func(path string) {
			bareExec(t, path, "pragma application_id = 17", "create table songs (title text)")
			if err := os.Chmod(path, 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrForeign},
		{"a newer schema", func(path string) {
			if err := opened(t, Config{Path: path}).Close(); err != nil {
				t.Fatal(err)
			}
			bareExec(t, path, "pragma user_version = 999")
		}, ErrNewer},
		{"a directory", func(path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, ErrForeign},
		{"a folder that is not there", func(path string) {
			if err := os.Remove(filepath.Dir(path)); err != nil {
				t.Fatal(err)
			}
		}, fs.ErrNotExist},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "in", "store.db")
			if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			c.prepare(path)
			before, _ := os.ReadFile(path)
			s, err := Open(t.Context(), Config{Path: path})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if s != nil {
				t.Error("a store was given all the same")
			}
			if after, _ := os.ReadFile(path); string(before) != string(after) {
				t.Error("the file was changed")
			}
		})
	}
}

// TestCutShort: a file whose making was cut short anywhere is finished.
func TestCutShort(t *testing.T) {
	mark := fmt.Sprint("pragma application_id = ", applicationID)
	for name, statements := range map[string][]string{
		"empty":        nil,
		"marked":       {mark},
		"in migration": {mark, "pragma journal_mode = wal", "create table goose_db_version (id integer primary key autoincrement, version_id integer not null, is_applied integer not null, tstamp timestamp default current_timestamp)", "insert into goose_db_version (version_id, is_applied) values (0, 1)"},
	} {
		path := filepath.Join(t.TempDir(), "store.db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		bareExec(t, path, statements...)
		s, err := Open(t.Context(), Config{Path: path})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		write(t, s, "e1")
		verified(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestConfigValidate(t *testing.T) {
	if err := (Config{Path: "x"}).Validate(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	err := Config{Readers: -1, Batch: 1 << 20, Queue: -5, BusyTimeout: -1}.Validate()
	for _, part := range []string{"path", "readers is -1", "commit is 1048576", "queue is -5", "busy timeout is -1ns"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not named in %v", part, err)
		}
	}
}

// TestOneProcess: a second store on the file is refused, by whatever name it is
// opened, and let in when the first is closed. Reading beside it is allowed.
func TestOneProcess(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "store.db"), filepath.Join(dir, "link.db")
	s := opened(t, Config{Path: path})
	write(t, s, "e1")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, link} {
		if _, err := Open(t.Context(), Config{Path: p}); !errors.Is(err, ErrInUse) {
			t.Errorf("%s: got %v", filepath.Base(p), err)
		}
	}
	reader := opened(t, Config{Path: path, ReadOnly: true})
	if reader.ID() != s.ID() {
		t.Error("the reader sees another store")
	}
	write(t, s, "e2")
	v, err := reader.Verify(t.Context(), nil)
	if err != nil || v.Events != 2 || len(v.Faults) > 0 {
		t.Errorf("verifying beside the writer: %+v, %v", v, err)
	}
	_, err = reader.Update(t.Context(), store.Request{}, func(store.Tx) (store.Write, error) { return store.Write{}, nil })
	if reasonOf(err) != "STORE_READ_ONLY" {
		t.Errorf("writing through a reader: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	opened(t, Config{Path: link})
}

// TestNothingRuns: a closed store leaves no goroutine behind.
func TestNothingRuns(t *testing.T) {
	running := goleak.IgnoreCurrent()
	s := opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
	write(t, s, "e1")
	verified(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	goleak.VerifyNone(t, running)
}

// TestReopen: identity, keys, answers and state are there again, also read-only
// with no writer there.
func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := opened(t, Config{Path: path})
	ask := func(s *Store) store.Result {
		got, err := s.Update(t.Context(), store.Request{ID: "r1", At: benchTime}, func(store.Tx) (store.Write, error) {
			return store.Write{Events: []negotiation.Event{oneEvent("e1")}, Answer: []byte("first")}, nil
		})
		if err != nil {
			t.Error(err)
		}
		return got
	}
	ask(s)
	id, hash := s.ID(), verified(t, s).StateHash
	key, err := s.Secret(t.Context(), "watch")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		s := opened(t, Config{Path: path, ReadOnly: readOnly})
		again, err := s.Secret(t.Context(), "watch")
		if err != nil || string(again) != string(key) || s.ID() != id || verified(t, s).StateHash != hash {
			t.Errorf("read-only %v: something is different: %v", readOnly, err)
		}
		if !readOnly {
			if got := ask(s); !got.Replayed || string(got.Answer) != "first" {
				t.Errorf("the answer is not remembered: %+v", got)
			}
			write(t, s, "e2")
			verified(t, s)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// oneEvent gives an event with one fact.
func oneEvent(id string) negotiation.Event {
	return benchEvent(id, "registry", negotiation.AudienceOf(negotiation.StatesToken("riverside")),
		&negotiation.User{Name: "users/" + id, DisplayName: "Delegate " + id})
}

func tryWrite(ctx context.Context, s *Store, ids ...string) error {
	_, err := s.Update(ctx, store.Request{}, func(store.Tx) (w store.Write, err error) {
		for _, id := range ids {
			w.Events = append(w.Events, oneEvent(id))
		}
		return w, nil
	})
	return err
}

func write(t testing.TB, s *Store, ids ...string) {
	t.Helper()
	if err := tryWrite(t.Context(), s, ids...); err != nil {
		t.Fatal(err)
	}
}

func verified(t testing.TB, s *Store) store.Verification {
	t.Helper()
	v, err := s.Verify(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Faults {
		t.Error(f)
	}
	return v
}

// reasonOf gives the reason of a refusal, or the text of another error.
func reasonOf(err error) string {
	var refusal *negotiation.Error
	if errors.As(err, &refusal) {
		return refusal.Reason
	}
	if err == nil {
		return ""
	}
	return err.Error()
}
