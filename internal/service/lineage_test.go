package service_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// lastTwoGo is a world with rev1, sealed, in which the last two of three paragraphs
// are gone; it gives what decides that one of them did not go on, or takes it back.
func lastTwoGo(t *testing.T) (w *tracedWorld, decide func(negotiation.Verdict, int) negotiation.CorrectLineage) {
	w = newTracedWorld(t, tracedZero, negotiation.ToStates)
	gone := []string{w.paragraph("Requests").Paragraph, w.paragraph("Invites").Paragraph}
	for _, p := range gone {
		w.act(ines, negotiation.DeletePassage{Paragraph: p, BaseRevision: 1})
	}
	w.act(ines, negotiation.CutDraft{Document: document, Name: "rev1"})
	return w, func(v negotiation.Verdict, i int) negotiation.CorrectLineage {
		return negotiation.CorrectLineage{Older: draftOf("zero"), Newer: draftOf("rev1"),
			Links: []negotiation.LineageDecision{{Verdict: v, Old: gone[i : i+1]}}}
	}
}

// over gives the world's use cases on a store in which something can happen between,
// with ids of their own.
func (w *tracedWorld) over(m *meddling, prefix string) *service.Service {
	w.t.Helper()
	ids := 0
	svc, err := service.New(w.t.Context(), service.Config{Store: m, Clock: func() time.Time { return w.now },
		NewID: func() string { ids++; return fmt.Sprintf("%s%06d", prefix, ids) }})
	if err != nil {
		w.t.Fatal(err)
	}
	return svc
}

// TestConcordanceIsOfOneState: whatever is decided while a concordance is worked out,
// its rows go by the decisions that it shows.
func TestConcordanceIsOfOneState(t *testing.T) {
	w, decide := lastTwoGo(t)
	w.act(ines, decide(negotiation.Apart, 0))
	m := &meddling{Store: w.store}
	verdict := negotiation.Apart
	for at := 1; at <= 4; at++ {
		svc := w.over(m, fmt.Sprint("m", at)) // which has read nothing yet
		views, decided := 0, false
		var meddle func()
		meddle = func() {
			if views++; views < at {
				m.before = meddle
				return
			}
			decided = true
			w.now = w.now.Add(time.Minute)
			if _, err := svc.Execute(t.Context(), ines, service.RequestOptions{}, decide(verdict, 1)); err != nil {
				t.Fatal(err)
			}
		}
		m.before = meddle
		c, err := svc.Concordance(t.Context(), ines, service.Versus{Base: draftOf("zero"), Target: draftOf("rev1")})
		if err != nil {
			t.Fatal(err)
		}
		confirmed := strings.Count(strings.Join(rows(c), "\n"), "confirmed")
		if l, ok := c.Lineage.Entity.(*negotiation.Lineage); !ok || len(l.Links) != confirmed {
			t.Errorf("decided before snapshot %d: rows %q, and the lineage %+v", at, rows(c), c.Lineage.Entity)
		}
		if decided {
			verdict = map[negotiation.Verdict]negotiation.Verdict{negotiation.Apart: negotiation.Undecided, negotiation.Undecided: negotiation.Apart}[verdict]
		}
		m.before = nil
	}
}

// TestConcordanceBackwards: what was decided between two drafts is told whichever of
// them is the base.
func TestConcordanceBackwards(t *testing.T) {
	w, decide := lastTwoGo(t)
	there, back := service.Versus{Base: draftOf("zero"), Target: draftOf("rev1")}, service.Versus{Base: draftOf("rev1"), Target: draftOf("zero")}
	if c := w.wantRows(ines, back, "continues 1.→1. recorded", "new →2. recorded", "new →3. recorded"); c.Lineage.Entity != nil {
		t.Errorf("nothing was decided, and %+v is told", c.Lineage.Entity)
	}
	w.act(ines, decide(negotiation.Apart, 0))
	want := w.wantRows(ines, there, "continues 1.→1. recorded", "deleted 2.→ confirmed", "deleted 3.→ recorded").Lineage
	got := w.wantRows(ines, back, "continues 1.→1. recorded", "new →2. confirmed", "new →3. recorded").Lineage
	if got.Entity == nil || got.Etag != want.Etag {
		t.Errorf("backwards the lineage is %+v, want %+v", got, want)
	}
}

// TestConcordanceHidesSealedDecisions is law 8: neither what was taken back nor when
// the team decided while the draft was sealed changes a delegate's answer.
func TestConcordanceHidesSealedDecisions(t *testing.T) {
	answer := func(first, second negotiation.Verdict, later time.Duration) string {
		w, decide := lastTwoGo(t)
		cut := w.now
		w.now = cut.Add(later)
		for _, v := range []negotiation.Verdict{first, second} {
			if v != "" {
				w.act(ines, decide(v, 0))
			}
		}
		w.now = cut.Add(time.Hour)
		w.act(ines, negotiation.PublishDraft{Draft: draftOf("rev1"), Level: negotiation.ToStates})
		c, err := w.Concordance(t.Context(), joao, service.Versus{Target: draftOf("rev1")})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	nothing, decided := answer("", "", 0), answer(negotiation.Apart, "", 0)
	if nothing == decided {
		t.Error("a decision that stands changes nothing, so that the test proves nothing")
	}
	if diff := cmp.Diff(nothing, answer(negotiation.Apart, negotiation.Undecided, 0)); diff != "" {
		t.Errorf("a delegate is told of what was taken back (-nothing +taken back):\n%s", diff)
	}
	if diff := cmp.Diff(decided, answer(negotiation.Apart, "", 7*time.Minute)); diff != "" {
		t.Errorf("a delegate is told when it was decided (-sooner +later):\n%s", diff)
	}
}

// TestCorrectionIsDecidedOnASnapshot: other writers do not wait for it, and a draft
// that is published meanwhile has it decided again, for those who see the draft now.
func TestCorrectionIsDecidedOnASnapshot(t *testing.T) {
	w, decide := lastTwoGo(t)
	m := &meddling{Store: w.store}
	snapshots := 0
	var count func()
	count = func() { snapshots++; m.before = count }
	m.before = count
	m.between = func() {
		if snapshots != 1 {
			t.Errorf("%d snapshots before the write, want that of the decision", snapshots)
		}
		w.act(ines, negotiation.PublishDraft{Draft: draftOf("rev1"), Level: negotiation.ToStates})
	}
	if _, err := w.over(m, "m").Execute(t.Context(), ines, service.RequestOptions{}, decide(negotiation.Apart, 0)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Get(t.Context(), joao, negotiation.KindLineage, negotiation.LineageName(draftOf("rev1"), draftOf("zero"))); err != nil {
		t.Errorf("a delegate that sees both drafts: %v", err)
	}
}
