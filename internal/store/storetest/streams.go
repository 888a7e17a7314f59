package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// positions gives "id@counter" of events, in order.
func positions(events []store.StreamEvent) string {
	var out []string
	for _, e := range events {
		out = append(out, fmt.Sprintf("%s@%d", e.Event.ID, e.Stream.Counter))
	}
	return strings.Join(out, " ")
}

// checkStreams: an event comes back as it went in, at its place; pages of every
// size give the same sequence.
func checkStreams(t T, open func() store.Store) {
	s := open()
	want := event("e1", states, amendment("a1", "text"), &negotiation.User{Name: "users/ines", DisplayName: "Inês"})
	write(t, s, want, event("e2", team), event("e3", states))
	elsewhere := event("e4", states)
	elsewhere.Subject = process
	write(t, s, elsewhere, event("e5", states), event("e6", sarrow))
	view(t, s, func(tx store.Tx) {
		streams, err := tx.Streams(t.Context(), negotiation.Keeper(), document)
		if err != nil {
			t.Fatalf("streams: %v", err)
		}
		counters := []store.Stream{{Subject: document, Audience: sarrow, Counter: 1}, {Subject: document, Audience: states, Counter: 3}, {Subject: document, Audience: team, Counter: 1}}
		if diff := cmp.Diff(counters, streams); diff != "" {
			t.Errorf("streams: %s", diff)
		}
		start := append(streams, store.Stream{Subject: process, Audience: states}, store.Stream{Subject: "registry", Audience: states, Counter: 9})
		for i := range start {
			start[i].Counter = 0
		}
		const all = "e1@1 e2@1 e3@2 e4@1 e5@3 e6@1"
		for _, size := range []int{0, 1, 2, 5, 6, 7} {
			if got := follow(t, tx, start, size); got != all {
				t.Errorf("pages of %d: %q, want %q", size, got, all)
			}
		}
		events, err := tx.Events(t.Context(), negotiation.Keeper(), start, 1)
		if err != nil || len(events) != 1 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		if diff := cmp.Diff(want, events[0].Event); diff != "" {
			t.Errorf("the event came back changed: %s", diff)
		}
	})
}

// checkHeavyPages reads large events of two streams in pages: none is larger than
// store.PageBytes unless it has one event, and all come in order.
func checkHeavyPages(t T, open func() store.Store) {
	s := open()
	var want []string
	var start []store.Stream
	for _, a := range []negotiation.Audience{states, team} {
		start = append(start, store.Stream{Subject: document, Audience: a})
	}
	for i, size := range []int{300, 500, 300, 2000, 100, 900, 500, 500, 10} {
		id := fmt.Sprintf("e%d", i)
		write(t, s, event(id, start[i%2].Audience, amendment(numbered(i), strings.Repeat("w", size<<10))))
		want = append(want, id)
	}
	view(t, s, func(tx store.Tx) {
		at := slices.Clone(start)
		var got []string
		for {
			page, err := tx.Events(t.Context(), negotiation.Keeper(), at, 100)
			if err != nil {
				t.Fatalf("events: %v", err)
			}
			if len(page) == 0 {
				break
			}
			bytes := 0
			for _, e := range page {
				bytes += len(e.Event.Facts[0].Body.(*negotiation.Amendment).Wanted)
				got = append(got, e.Event.ID)
				for i := range at {
					if at[i].Audience == e.Stream.Audience {
						at[i].Counter = e.Stream.Counter
					}
				}
			}
			if len(page) > 1 && bytes > store.PageBytes {
				t.Errorf("a page of %d events has %d bytes", len(page), bytes)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// follow reads on from the given positions in pages.
func follow(t T, tx store.Tx, from []store.Stream, size int) string {
	t.Helper()
	at := append([]store.Stream(nil), from...)
	var got []store.StreamEvent
	for {
		page, err := tx.Events(t.Context(), negotiation.Keeper(), at, size)
		if err != nil {
			t.Fatalf("events: %v", err)
		}
		if size > 0 && len(page) > size {
			t.Errorf("a page of %d has %d", size, len(page))
		}
		if len(page) == 0 {
			return positions(got)
		}
		got = append(got, page...)
		for _, e := range page {
			for i := range at {
				if at[i].Subject == e.Stream.Subject && at[i].Audience == e.Stream.Audience {
					at[i].Counter = e.Stream.Counter
				}
			}
		}
	}
}

// checkFollow: sixteen writers, and somebody who follows three streams meanwhile,
// woken by Notify: each event once, each stream without a gap, in one order.
func checkFollow(t T, open func() store.Store) {
	s := open()
	const writers, each = 16, 25
	woken := make(chan struct{}, 1)
	defer s.Notify(woken)()
	audiences := []negotiation.Audience{states, team, sarrow}
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for n := range each {
				id := fmt.Sprintf("w%02d-%03d", w, n)
				if err := tryWrite(t.Context(), s, event(id, audiences[(w+n)%3], amendment(fmt.Sprint("w", w), id))); err != nil {
					t.Errorf("writing: %v", err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()
	at := make([]store.Stream, len(audiences))
	for i, a := range audiences {
		at[i] = store.Stream{Subject: document, Audience: a}
	}
	seen := map[string]int{}
	lastOf := map[string]string{}
	for finished := false; ; {
		n := drain(t, s, at, seen, lastOf)
		if finished && n == 0 {
			break
		}
		if n > 0 {
			continue
		}
		select {
		case <-woken:
		case <-done:
			finished = true
		}
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
	if len(seen) != writers*each {
		t.Errorf("%d of %d events came", len(seen), writers*each)
	}
	verified(t, s)
}

// drain reads one page, moves the positions on and checks what came.
func drain(t T, s store.Store, at []store.Stream, seen map[string]int, lastOf map[string]string) (n int) {
	view(t, s, func(tx store.Tx) {
		events, err := tx.Events(t.Context(), negotiation.Keeper(), at, 7)
		if err != nil {
			t.Fatalf("events: %v", err)
		}
		n = len(events)
		for _, e := range events {
			for i := range at {
				if at[i].Audience != e.Stream.Audience {
					continue
				}
				if e.Stream.Counter != at[i].Counter+1 {
					t.Errorf("after %d comes %d", at[i].Counter, e.Stream.Counter)
				}
				at[i].Counter = e.Stream.Counter
			}
			seen[e.Event.ID]++
			// What one writer did in turn comes in turn, across streams.
			writer := e.Event.ID[:3]
			if e.Event.ID < lastOf[writer] {
				t.Errorf("%s comes after %s", e.Event.ID, lastOf[writer])
			}
			lastOf[writer] = e.Event.ID
		}
	})
	return n
}

func checkNotify(t T, open func() store.Store) {
	s := open()
	ch, full := make(chan struct{}, 1), make(chan struct{})
	stop := s.Notify(ch)
	defer s.Notify(full)() // nobody receives: it must not hold up anyone
	write(t, s, event("e1", states))
	select {
	case <-ch:
	case <-t.Context().Done():
		t.Fatalf("nothing came")
	}
	if _, err := s.Update(t.Context(), request(ines, "r1", 1), func(store.Tx) (store.Write, error) { return store.Write{}, nil }); err != nil {
		t.Errorf("writing nothing: %v", err)
	}
	stop()
	stop()
	write(t, s, event("e2", states))
	select {
	case <-ch:
		t.Errorf("it came without news, or after stop")
	default:
	}
}
