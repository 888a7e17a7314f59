package negotiation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// blunt is another comparer: it aligns nothing and replaces everything.
type blunt struct{ asked *int }

func (b blunt) Align(_, _ *text.Draft, _ redline.Options) []redline.Link {
	*b.asked++
	return nil
}

func (b blunt) EditsOf(base, wanted, _ string) []redline.Edit {
	*b.asked++
	return []redline.Edit{{Start: 0, End: len(base), Insert: wanted}}
}

// CarryBrackets says that no bracket goes on.
func (b blunt) CarryBrackets(old, now *bracket.Tree, _ carry.Options) *carry.Result {
	*b.asked++
	r := &carry.Result{From: make([]int, len(now.Brackets)), Fates: make([]carry.Fate, len(old.Brackets))}
	for i := range r.From {
		r.From[i] = -1
	}
	for i := range r.Fates {
		r.Fates[i] = carry.Fate{Kind: carry.Dropped, Sure: true}
	}
	return r
}

// compared plays a history in which decisions compare: an import over a working
// text, and a rebase.
func compared(t *testing.T, c negotiation.Comparer) *scene {
	s, p := published(t)
	s.comparer = c
	s.propose(sarrow, p[0], "The parties shall share the waters of the great river.")
	s.importDraft("rev1", "All parties shall share the waters of the river.", startWords[2], startWords[1])
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates})
	return s
}

// TestReplayAsksNoComparer is law 7: what one comparer decided replays to the same
// state when another is in use, and none is asked. The control shows that
// the other one would have decided otherwise.
func TestReplayAsksNoComparer(t *testing.T) {
	var asked int
	usual, other := compared(t, nil), compared(t, blunt{&asked})
	if asked == 0 {
		t.Fatal("the history asks no comparer: the test shows nothing")
	}
	if cmp.Equal(usual.state.Visible(negotiation.Keeper()), other.state.Visible(negotiation.Keeper())) {
		t.Fatal("both comparers decide alike: the test shows nothing")
	}
	asked = 0
	for name, s := range map[string]*scene{"usual": usual, "other": other} {
		again, err := replay(s.events)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.state.Visible(negotiation.Keeper()), again.Visible(negotiation.Keeper())); diff != "" {
			t.Errorf("%s: replayed, the state differs:\n%s", name, diff)
		}
	}
	if asked != 0 {
		t.Errorf("replay asked the comparer %d times", asked)
	}
}
