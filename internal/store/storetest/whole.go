package storetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// checkSnapshot: a View sees one state from its first read to its end, whatever
// is written meanwhile; the next sees the newest. An Update sees the newest, the
// writes of those before it in the same commit included.
func checkSnapshot(t T, open func() store.Store) {
	s := open()
	name := amendment("a1", "").Name
	write(t, s, event("e1", states, amendment("a1", "one")))
	view(t, s, func(tx store.Tx) {
		first, err := tx.Get(t.Context(), negotiation.Keeper(), name)
		if err != nil {
			t.Fatalf("get: %v", err)
		}
		write(t, s, event("e2", states, amendment("a1", "two"), amendment("a2", "two")))
		again, err := tx.Get(t.Context(), negotiation.Keeper(), name)
		if err != nil || !bytes.Equal(first.Body, again.Body) || first.Version != again.Version {
			t.Errorf("the snapshot moved: %s, %v", again.Body, err)
		}
		list, err := tx.List(t.Context(), negotiation.Keeper(), store.Query{Kind: negotiation.KindAmendment, Parent: document})
		if err != nil || ids(list) != "a1" {
			t.Errorf("the snapshot grew: %q, %v", ids(list), err)
		}
		streams, err := tx.Streams(t.Context(), negotiation.Keeper(), document)
		if err != nil || len(streams) != 1 || streams[0].Counter != 1 {
			t.Errorf("its streams moved: %v, %v", streams, err)
		}
	})
	if r := get(t, s, negotiation.Keeper(), name); !strings.Contains(string(r.Body), `"two"`) {
		t.Errorf("the next snapshot is old: %s", r.Body)
	}
	// Each of these adds one to what it read; if any read an old state, a step is lost.
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			_, err := s.Update(t.Context(), store.Request{At: noon}, func(tx store.Tx) (store.Write, error) {
				r, err := tx.Get(t.Context(), negotiation.Keeper(), name)
				if err != nil {
					return store.Write{}, err
				}
				e, err := negotiation.DecodeEntity(r.Kind, r.Body)
				if err != nil {
					return store.Write{}, err
				}
				a := e.(*negotiation.Amendment)
				streams, err := tx.Streams(t.Context(), negotiation.Keeper(), document)
				if err != nil {
					return store.Write{}, err
				}
				if want := int64(a.Number) + 2; streams[0].Counter != want {
					t.Errorf("the stream stands at %d, want %d", streams[0].Counter, want)
				}
				a.Number++
				return store.Write{Events: []negotiation.Event{event("n"+numbered(i), states, a)}}, nil
			})
			if err != nil {
				t.Errorf("update: %v", err)
			}
		})
	}
	wg.Wait()
	if r := get(t, s, negotiation.Keeper(), name); !strings.Contains(string(r.Body), `"number":40`) {
		t.Errorf("steps were lost: %s", r.Body)
	}
}

func checkSecret(t T, open func() store.Store) {
	s, other := open(), open()
	if s.ID() == "" || s.ID() == other.ID() {
		t.Errorf("identities %q and %q", s.ID(), other.ID())
	}
	secret := func(s store.Store, purpose string) []byte {
		key, err := s.Secret(t.Context(), purpose)
		if err != nil || len(key) != 32 {
			t.Errorf("a key of %d bytes, %v", len(key), err)
		}
		return key
	}
	var keys [8][]byte
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() { keys[i] = secret(s, "watch") })
	}
	wg.Wait()
	for _, key := range keys {
		if !bytes.Equal(key, keys[0]) {
			t.Errorf("the key changes")
		}
	}
	clear(keys[0])
	if !bytes.Equal(secret(s, "watch"), keys[1]) {
		t.Errorf("the key is the caller's to change")
	}
	if bytes.Equal(keys[1], secret(s, "pages")) || bytes.Equal(keys[1], secret(other, "watch")) {
		t.Errorf("two purposes or stores have one key")
	}
}

// checkVerify: a clean record verifies, with its numbers, also while it grows.
func checkVerify(t T, open func() store.Store) {
	s := open()
	if v := verified(t, s); v.Events != 0 || v.Entities != 0 || v.Streams != 0 || v.StateHash == "" {
		t.Errorf("of nothing: %+v", v)
	}
	empty := verified(t, s).StateHash
	history(t, s, rand.New(rand.NewPCG(1, 2)), 60)
	calls := 0
	v, err := s.Verify(t.Context(), func(done, total int) {
		if calls++; done > total || total != 60 {
			t.Errorf("progress %d of %d", done, total)
		}
		write(t, s, event(fmt.Sprint("meanwhile", calls), states, amendment("m", fmt.Sprint(calls))))
	})
	if err != nil || len(v.Faults) > 0 || v.Events != 60 || v.StateHash == empty || calls == 0 {
		t.Errorf("%+v, %v, progress told %d times", v, err, calls)
	}
	if after := verified(t, s); after.Events != 60+calls || after.StateHash == v.StateHash {
		t.Errorf("after that: %+v", after)
	}
}

// history writes a random history of that many events, the same for the same
// source, some of it under request ids and some of it repeated.
func history(t T, s store.Store, r *rand.Rand, events int) {
	t.Helper()
	all := audiences()
	for n := 0; n < events; {
		var w store.Write
		for range min(1+r.IntN(3), events-n) {
			e := event("h"+numbered(n), all[r.IntN(len(all))])
			if r.IntN(3) == 0 {
				e.Subject, e.By = process, negotiation.Principal{}
			}
			for range r.IntN(4) {
				a := amendment(numbered(r.IntN(20)), strings.Repeat("text ", r.IntN(30)))
				a.Paragraph = fmt.Sprintf("%s/paragraphs/p%d", document, r.IntN(4))
				u := &negotiation.User{Name: "users/" + numbered(r.IntN(5)), DisplayName: fmt.Sprint("Delegate ", r.IntN(100))}
				for _, f := range []negotiation.Entity{a, u}[:1+r.IntN(2)] {
					e.Facts = append(e.Facts, negotiation.Fact{Kind: f.EntityKind(), Name: f.EntityName(), Body: f})
				}
			}
			w.Events = append(w.Events, e)
			n++
		}
		req := store.Request{At: noon}
		if r.IntN(2) == 0 {
			req = request(ines, numbered(n), byte(n))
		}
		for range 1 + r.IntN(2) {
			if _, err := s.Update(t.Context(), req, func(store.Tx) (store.Write, error) { return w, nil }); err != nil {
				t.Fatalf("writing the history: %v", err)
			}
			if req.ID == "" {
				break
			}
		}
	}
}

// checkHistory: the same random history gives the same state and streams in two
// stores, and another history another one.
func checkHistory(t T, open func() store.Store) {
	hashes := map[string]uint64{}
	for seed := range uint64(6) {
		var out [2]store.Verification
		var streams [2][]store.Stream
		for i := range out {
			s := open()
			history(t, s, rand.New(rand.NewPCG(seed, 7)), 40)
			out[i] = verified(t, s)
			view(t, s, func(tx store.Tx) {
				var err error
				if streams[i], err = tx.Streams(t.Context(), negotiation.Keeper(), document); err != nil {
					t.Errorf("streams: %v", err)
				}
			})
		}
		if diff := cmp.Diff(out[0], out[1]); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
		if diff := cmp.Diff(streams[0], streams[1]); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
		if before, ok := hashes[out[0].StateHash]; ok {
			t.Errorf("seeds %d and %d have one hash", before, seed)
		}
		hashes[out[0].StateHash] = seed
	}
}

// checkClose: what was accepted is done, what comes later is refused.
func checkClose(t T, open func() store.Store) {
	s := open()
	started := make(chan struct{})
	var wg sync.WaitGroup
	var once sync.Once
	for i := range 32 {
		wg.Go(func() {
			_, err := s.Update(t.Context(), store.Request{At: noon}, func(store.Tx) (store.Write, error) {
				once.Do(func() { close(started) })
				return store.Write{Events: []negotiation.Event{event("e"+numbered(i), states, amendment(numbered(i), ""))}}, nil
			})
			if r := reason(err); r != "" && r != "unavailable STORE_CLOSED" {
				t.Errorf("writing while it closes: %v", err)
			}
		})
	}
	<-started
	for range 2 {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	}
	wg.Wait()
	if r := reason(tryWrite(t.Context(), s, event("late", states))); r != "unavailable STORE_CLOSED" {
		t.Errorf("writing after Close: %s", r)
	}
	if r := reason(s.View(t.Context(), func(store.Tx) error { return nil })); r != "unavailable STORE_CLOSED" {
		t.Errorf("reading after Close: %s", r)
	}
	if _, err := s.Verify(t.Context(), nil); reason(err) != "unavailable STORE_CLOSED" {
		t.Errorf("verifying after Close: %v", err)
	}
}
