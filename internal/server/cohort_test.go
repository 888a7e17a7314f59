package server

import (
	"crypto/aes"
	"crypto/cipher"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// newRing makes a cohort that nothing is pumped into but by the test.
func newRing(t *testing.T) *cohort {
	t.Helper()
	block, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		t.Fatal(err)
	}
	return &cohort{hub: &hub{tokens: tokens}, more: make(chan struct{})}
}

// acts gives the acts of one stream with these counters.
func acts(from, to int) []store.StreamEvent {
	var out []store.StreamEvent
	for n := from; n <= to; n++ {
		out = append(out, store.StreamEvent{
			Stream: store.Stream{Subject: "processes/riverside", Audience: "public", Counter: int64(n)},
			Event:  negotiation.Event{ID: fmt.Sprintf("e%d", n), Subject: "processes/riverside", Type: "meeting.created"},
		})
	}
	return out
}

// TestABatchOutlivesTheRing: what a watcher has been given stays what it was, however
// much is put into the ring before it is sent.
func TestABatchOutlivesTheRing(t *testing.T) {
	c := newRing(t)
	put := func(from, to int) { // one by one, as they come
		for n := from; n <= to; n++ {
			if err := c.add(acts(n, n)); err != nil {
				t.Fatal(err)
			}
		}
	}
	put(1, ringFrames) // full: each further act drops one
	batch, now, lost, _, err := c.from(place{})
	if err != nil || lost {
		t.Fatalf("lost %v, %v", lost, err)
	}
	if len(batch) != batchFrames || now.next != batchFrames {
		t.Fatalf("a batch of %d, then %d; want %d", len(batch), now.next, batchFrames)
	}
	var before []string
	for _, n := range batch {
		before = append(before, string(n.event))
	}
	put(ringFrames+1, ringFrames+2*batchFrames)
	var after []string
	for _, n := range batch {
		after = append(after, string(n.event))
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("the batch has changed (-before +after):\n%s", diff)
	}
	if _, _, lost, _, _ := c.from(now); !lost {
		t.Error("the place is still in the ring, so the test is void")
	}
}
