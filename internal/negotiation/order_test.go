package negotiation_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
)

func TestOrderBetweenSortsBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := negotiation.OrderKeys(rapid.IntRange(0, 20).Draw(t, "n"))
		for range rapid.IntRange(1, 200).Draw(t, "insertions") {
			at := rapid.IntRange(0, len(keys)).Draw(t, "at")
			low, high := "", ""
			if at > 0 {
				low = keys[at-1]
			}
			if at < len(keys) {
				high = keys[at]
			}
			keys = slices.Insert(keys, at, negotiation.OrderBetween(low, high))
		}
		for i, k := range keys {
			if k == "" || k[len(k)-1] == '0' {
				t.Fatalf("key %q leaves no room before it", k)
			}
			if i > 0 && keys[i-1] >= k {
				t.Fatalf("%q does not sort before %q", keys[i-1], k)
			}
		}
	})
}

func TestOrderKeysStayShort(t *testing.T) {
	last := negotiation.OrderKeys(150)[149]
	for range 3600 {
		last = negotiation.OrderBetween(last, "")
	}
	if len(last) > 6 {
		t.Errorf("appending 3,600 paragraphs gives the key %q", last)
	}
	low, high := "", negotiation.OrderKeys(1)[0]
	for i := range 200 {
		if high = negotiation.OrderBetween(low, high); len(high) > 6+(i+1)/5+1 {
			t.Fatalf("after %d insertions at one place the key is %q", i+1, high)
		}
	}
	many := negotiation.OrderKeys(5000)
	if !slices.IsSorted(many) || len(slices.Compact(many)) != 5000 {
		t.Error("5,000 keys do not rise")
	}
}

// TestTextIsSpreadAnew inserts at one place until keys would be too long.
func TestTextIsSpreadAnew(t *testing.T) {
	s, p := published(t)
	for range 400 {
		s.do(desk, negotiation.InsertPassage{Document: compact, After: p[0], Text: "One more."})
	}
	passages := s.passages()
	if len(passages) != 403 || passages[0].Paragraph != p[0] || passages[401].Paragraph != p[1] {
		t.Error("the paragraphs do not stand where they were put")
	}
	for _, g := range passages {
		if len(g.Order) > negotiation.MaxOrder {
			t.Fatalf("key of %d bytes", len(g.Order))
		}
	}
}
