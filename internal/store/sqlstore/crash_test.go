package sqlstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// crashPath names the variable that makes the test binary a writer to be killed.
const crashPath = "TRAVAUX_TEST_CRASH_PATH"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashPath); path != "" {
		if err := writeUntilKilled(path, os.Getenv("TRAVAUX_TEST_CRASH_RUN")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeUntilKilled writes from sixteen callers, each write of two events for two
// audiences, and prints the id of each write once it is acknowledged.
func writeUntilKilled(path, run string) error {
	s, err := Open(context.Background(), Config{Path: path})
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	for w := range 16 {
		wg.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%s-%d-%d", run, w, n)
				req := store.Request{ID: id, At: benchTime}
				_, err := s.Update(context.Background(), req, func(store.Tx) (store.Write, error) {
					first, second := oneEvent(id+"/one"), oneEvent(id+"/two")
					second.Audience = negotiation.AudienceOf(negotiation.ActorToken("sarrow"))
					return store.Write{Events: []negotiation.Event{first, second}, Answer: []byte(id)}, nil
				})
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				mu.Lock()
				fmt.Println(id)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return errors.New("the writers ended before they were killed")
}

// TestKill kills a writing process ten times. After each, what was acknowledged
// is there, answer included, nothing is there by half, and the record verifies.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	acknowledged := map[string]bool{}
	for run := range 10 {
		for _, id := range killOnce(t, path, fmt.Sprint(run), 100+60*run) {
			acknowledged[id] = true
		}
		s := opened(t, Config{Path: path})
		verified(t, s)
		for _, wrong := range compareWith(t, s, acknowledged) {
			t.Error(wrong)
		}
		for id := range acknowledged {
			got, err := s.Update(t.Context(), store.Request{ID: id, At: benchTime}, func(store.Tx) (store.Write, error) {
				return store.Write{}, errors.New("it was run again")
			})
			if err != nil || string(got.Answer) != id || !got.Replayed {
				t.Fatalf("the answer to %s: %+v, %v", id, got, err)
			}
			break
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) < 1000 {
		t.Errorf("only %d writes were acknowledged: that is no load", len(acknowledged))
	}
}

// killOnce starts a writer, kills it after so many acknowledged writes and gives
// all that it acknowledged.
func killOnce(t *testing.T, path, run string, after int) (ids []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashPath+"="+path, "TRAVAUX_TEST_CRASH_RUN="+run)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if errors.Is(err, io.EOF) {
			break // a line cut short was not read by anyone
		}
		if err != nil {
			t.Fatal(err)
		}
		if ids = append(ids, strings.TrimSpace(line)); len(ids) == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || len(ids) < after {
		t.Fatalf("the writer ended by itself after %d writes: %v: %s", len(ids), err, said.String())
	}
	return ids
}

// compareWith wants both events of each acknowledged write, and of every other
// write both or none; it gives what is wrong.
func compareWith(t *testing.T, s *Store, acknowledged map[string]bool) (wrong []string) {
	t.Helper()
	parts := map[string]int{}
	err := s.View(t.Context(), func(tx store.Tx) error {
		streams, err := tx.Streams(t.Context(), negotiation.Keeper(), "registry")
		if err != nil {
			return err
		}
		for i := range streams {
			streams[i].Counter = 0
		}
		events, err := tx.Events(t.Context(), negotiation.Keeper(), streams, 0)
		for _, e := range events {
			id, _, _ := strings.Cut(e.Event.ID, "/")
			parts[id]++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := range acknowledged {
		if parts[id] == 0 {
			wrong = append(wrong, id+" was acknowledged and is not there")
		}
	}
	for id, n := range parts {
		if n != 2 {
			wrong = append(wrong, fmt.Sprintf("%d of the 2 events of %s are there", n, id))
		}
	}
	return wrong
}

// TestKillControl: the comparison notices a write that is lost and one that is
// half there, and nothing where all is well.
func TestKillControl(t *testing.T) {
	s := opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
	write(t, s, "0-0-0/one", "0-0-0/two")
	if wrong := compareWith(t, s, map[string]bool{"0-0-0": true}); len(wrong) != 0 {
		t.Errorf("all is well, and it says %q", wrong)
	}
	if wrong := compareWith(t, s, map[string]bool{"0-0-0": true, "0-0-1": true}); len(wrong) != 1 {
		t.Errorf("one is lost, and it says %q", wrong)
	}
	write(t, s, "0-0-2/one")
	if wrong := compareWith(t, s, map[string]bool{"0-0-0": true}); len(wrong) != 1 {
		t.Errorf("one is half there, and it says %q", wrong)
	}
}
