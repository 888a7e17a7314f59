package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

func request(by negotiation.Principal, id string, digest byte) store.Request {
	return store.Request{Principal: by, ID: id, Digest: [32]byte{digest}, At: noon}
}

// checkRequest: a repeated request is done once and answered alike; the id with
// another body is refused; ids of others are others.
func checkRequest(t T, open func() store.Store) {
	s := open()
	other := ines
	other.Capacity = negotiation.OnTheTeam
	runs := 0
	ask := func(req store.Request, n int) (store.Result, error) {
		return s.Update(t.Context(), req, func(store.Tx) (store.Write, error) {
			runs++
			return store.Write{
				Events: []negotiation.Event{event("e"+numbered(n), states, amendment(numbered(n), "text"))},
				Answer: fmt.Appendf(nil, "answer %d", n),
			}, nil
		})
	}
	for i, c := range []struct {
		req      store.Request
		answer   string
		replayed bool
		refusal  string
		runs     int
	}{
		{request(ines, "r1", 1), "answer 0", false, "", 1},
		{request(ines, "r1", 1), "answer 0", true, "", 1},
		{request(ines, "r1", 2), "", false, "invalid REQUEST_ID_REUSED", 1},
		{request(other, "r1", 2), "answer 3", false, "", 2},
		{request(ines, "r2", 1), "answer 4", false, "", 3},
		{request(ines, "r1", 1), "answer 0", true, "", 3},
		{store.Request{Principal: ines, At: noon}, "answer 6", false, "", 4},
		{store.Request{Principal: ines, At: noon}, "answer 7", false, "", 5},
	} {
		got, err := ask(c.req, i)
		if reason(err) != c.refusal || string(got.Answer) != c.answer || got.Replayed != c.replayed || runs != c.runs {
			t.Errorf("call %d: %q replayed %v, %v, after %d runs; want %+v", i, got.Answer, got.Replayed, err, runs, c)
		}
	}
	// An act that changed nothing is remembered too, an empty answer included.
	for range 2 {
		got, err := s.Update(t.Context(), request(ines, "r3", 1), func(store.Tx) (store.Write, error) { return store.Write{}, nil })
		if err != nil || len(got.Answer) != 0 {
			t.Errorf("nothing to write: %v", err)
		}
	}
	if v := verified(t, s); v.Events != 5 {
		t.Errorf("%d events, want 5", v.Events)
	}
}

// checkRequestAtOnce: sixteen callers with one request id, one write.
func checkRequestAtOnce(t T, open func() store.Store) {
	s := open()
	var runs atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			got, err := s.Update(t.Context(), request(ines, "r1", 1), func(store.Tx) (store.Write, error) {
				runs.Add(1)
				return store.Write{Events: []negotiation.Event{event("e1", states, amendment("a1", "text"))}, Answer: []byte("done")}, nil
			})
			if err != nil || string(got.Answer) != "done" {
				t.Errorf("got %q, %v", got.Answer, err)
			}
		})
	}
	wg.Wait()
	if runs.Load() != 1 {
		t.Errorf("it was run %d times", runs.Load())
	}
}

// checkFailure: those who fail leave nothing behind and disturb nobody who shares
// their commit.
func checkFailure(t T, open func() store.Store) {
	s := open()
	refused := errors.New("refused by the decision")
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			_, err := s.Update(t.Context(), request(ines, numbered(i), 1), func(store.Tx) (store.Write, error) {
				w := store.Write{
					Events: []negotiation.Event{
						event("e"+numbered(i), audience(negotiation.UserToken(numbered(i%7))), amendment(numbered(i), "text")),
						event("f"+numbered(i), states, amendment("all", numbered(i))),
					},
				}
				switch i % 4 {
				case 1:
					return w, refused
				case 2:
					// Fails in the database, after its first event went in.
					w.Events[1].ID = w.Events[0].ID
				case 3:
					w.Check = []store.Version{{Name: "users/nobody", Version: 12}}
				}
				return w, nil
			})
			if i%4 == 0 && err != nil || i%4 != 0 && err == nil || i%4 == 1 && !errors.Is(err, refused) {
				t.Errorf("caller %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	v := verified(t, s)
	if v.Events != 30 || v.Entities != 16 {
		t.Errorf("%d events and %d entities, want 30 and 16", v.Events, v.Entities)
	}
	// A failed request was not answered for: its id can be used.
	got, err := s.Update(t.Context(), request(ines, numbered(1), 2), func(store.Tx) (store.Write, error) { return store.Write{Answer: []byte("now")}, nil })
	if err != nil || got.Replayed {
		t.Errorf("the id of a failed request: %+v, %v", got, err)
	}
}

// checkPanic: a panic of a decision goes on in its caller, and the store goes on.
func checkPanic(t T, open func() store.Store) {
	s := open()
	func() {
		defer func() {
			if p := recover(); p == nil || !strings.Contains(fmt.Sprint(p), "a fault in the decision") {
				t.Errorf("recovered %v", p)
			}
		}()
		_, err := s.Update(t.Context(), store.Request{At: noon}, func(store.Tx) (store.Write, error) { panic("a fault in the decision") })
		t.Errorf("it returned %v", err)
	}()
	write(t, s, event("e1", states, amendment("a1", "text")))
	verified(t, s)
}

// checkStale: what was read on an earlier snapshot and has changed refuses the
// write; what has not lets it through.
func checkStale(t T, open func() store.Store) {
	s := open()
	write(t, s, event("e1", states, amendment("a1", "one"), amendment("a2", "two")))
	a1 := get(t, s, negotiation.Keeper(), amendment("a1", "").Name)
	var all, none store.Version
	view(t, s, func(tx store.Tx) {
		var err error
		if all, err = tx.VersionOf(t.Context(), negotiation.KindAmendment, document); err != nil {
			t.Fatalf("version: %v", err)
		}
		if none, err = tx.VersionOf(t.Context(), negotiation.KindRound, process); err != nil {
			t.Fatalf("version: %v", err)
		}
	})
	one := store.Version{Name: a1.Name, Version: a1.Version}
	absent := store.Version{Name: amendment("a3", "").Name}
	try := func(id string, check ...store.Version) string {
		_, err := s.Update(t.Context(), store.Request{At: noon}, func(store.Tx) (store.Write, error) {
			return store.Write{Events: []negotiation.Event{event(id, team, &negotiation.User{Name: "users/" + id})}, Check: check}, nil
		})
		return reason(err)
	}
	const stale = "stale CONCURRENT_CHANGE"
	for _, c := range []struct {
		what, want string
		check      []store.Version
		before     *negotiation.Event
	}{
		{"nothing has changed", "", []store.Version{one, all, none, absent}, nil},
		{"an entity has", stale, []store.Version{one}, new(event("x1", states, amendment("a1", "new")))},
		{"it has for those under its parent", stale, []store.Version{all}, nil},
		{"something absent is there", stale, []store.Version{none, absent}, new(event("x2", sarrow, amendment("a3", "new")))},
		{"others have not", "", []store.Version{none}, nil},
	} {
		if c.before != nil {
			write(t, s, *c.before)
		}
		if got := try("c"+strings.ReplaceAll(c.what, " ", "-"), c.check...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	if v := verified(t, s); v.Events != 5 {
		t.Errorf("%d events, want 5", v.Events)
	}
}

// checkEnded: a caller whose context has ended before its turn is not served.
func checkEnded(t T, open func() store.Store) {
	s := open()
	busy, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.Update(t.Context(), store.Request{At: noon}, func(store.Tx) (store.Write, error) {
			close(busy)
			<-release
			return store.Write{Events: []negotiation.Event{event("e1", states, amendment("a1", "text"))}}, nil
		})
		if err != nil {
			t.Errorf("the first caller: %v", err)
		}
	})
	<-busy
	ctx, cancel := context.WithCancel(t.Context())
	wg.Go(func() {
		_, err := s.Update(ctx, store.Request{At: noon}, func(store.Tx) (store.Write, error) {
			t.Errorf("it was served")
			return store.Write{}, nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		close(release)
	})
	cancel()
	wg.Wait()
	write(t, s, event("e2", states, amendment("a2", "text")))
	if v := verified(t, s); v.Events != 2 {
		t.Errorf("%d events, want 2", v.Events)
	}
	if err := s.View(ctx, func(store.Tx) error { return nil }); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("viewing: %v", err)
	}
}
