package negotiation_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
)

const narrow = compact + "/drafts/narrow"

// TestNarrowDraftsInTwoWorlds is law 8 for what a draft for States says: two
// histories in which it has other words are the same, byte for byte, to all who do
// not see it, those with proposals on the paragraph included.
func TestNarrowDraftsInTwoWorlds(t *testing.T) {
	own := []string{"propose", "submit", "sponsor", "withdraw", "answer"} // what a delegation does
	rapid.Check(t, func(r *rapid.T) {
		// Undoing could put the words of that draft back into the text.
		acts := slices.DeleteFunc(drawActs(r), func(x act) bool { return x.kind == "undo" })
		acts = acts[:(len(acts)+1)/2]
		at := rapid.IntRange(0, len(acts)-1).Draw(r, "narrow at")
		one, _ := accredited(t)
		two, _ := accredited(t)
		shown := false
		for n, x := range acts {
			if n == at {
				on := rapid.IntRange(0, 30).Draw(r, "narrow on")
				shown = one.showStates(on, "qqqq")
				two.showStates(on, "zzzz")
			}
			if a, b := one.step(n, x), two.step(n, x); a != b && x.by == rivernet && slices.Contains(own, x.kind) {
				r.Fatalf("step %d, %s, is answered differently:\n%s\n%s", n, x.kind, a, b)
			}
		}
		for _, who := range []negotiation.Principal{rivernet, outsider, anonymous} {
			if diff := cmp.Diff(one.state.Visible(one.viewer(who)), two.state.Visible(two.viewer(who))); diff != "" {
				r.Fatalf("%s sees the difference: %s", who.User, diff)
			}
			if diff := cmp.Diff(one.streams(one.viewer(who)), two.streams(two.viewer(who))); diff != "" {
				r.Fatalf("%s hears the difference: %s", who.User, diff)
			}
		}
		if shown && cmp.Equal(one.state.Visible(one.viewer(sarrow)), two.state.Visible(two.viewer(sarrow))) {
			r.Fatal("States do not see the difference")
		}
	})
}

// showStates shows a draft to States in which a paragraph has one word more, over a
// proposal of the stakeholder where it sees the paragraph, and takes the word out
// again. It tells whether there was a paragraph that is not agreed.
func (s *scene) showStates(on int, word string) bool {
	s.ids = 900000
	all := s.passages()
	if len(all) == 0 {
		return false
	}
	if c := all[on%len(all)].Closure; c != nil && c.Closure.IsAgreed() {
		return false // its words do not change
	}
	p, was := all[on%len(all)].Paragraph, s.words()[on%len(all)]
	pending := s.proposal(p, was+" And so on.")
	pending.BaseRevision = s.newestFor(rivernet, p)
	if _, err := s.try(rivernet, pending); err != nil && !isRefusal(err) {
		s.t.Fatal(err)
	}
	s.edit(p, word+" "+was)
	s.publish("narrow")
	s.edit(p, was)
	return true
}

func isRefusal(err error) bool {
	var e *negotiation.Error
	return errors.As(err, &e)
}

// checkHandlings wants no proponent to be told of a draft that it does not see.
func (s *scene) checkHandlings(r *rapid.T) {
	for _, who := range []negotiation.Principal{sarrow, coravia, morvane, rivernet} {
		for _, line := range s.state.Visible(s.viewer(who)) {
			name, body, _ := strings.Cut(line, " ")
			if negotiation.KindOf(name) != negotiation.KindHandling {
				continue
			}
			var h negotiation.Handling
			if err := json.Unmarshal([]byte(body), &h); err != nil {
				r.Fatal(err)
			}
			var drafts []string
			for _, d := range h.Dispositions {
				drafts = append(drafts, d.Draft)
			}
			for _, rebase := range h.Rebases {
				drafts = append(drafts, rebase.Draft)
			}
			for _, d := range drafts {
				if d != "" && !s.sees(who, d) {
					r.Fatalf("%s is told of %s in %s", who.User, d, line)
				}
			}
		}
	}
}

// checkDispositions is law 5: each amendment has one disposition in each draft that
// was published while it was pending, told to its proponent or kept by the team, and
// never two.
func (s *scene) checkDispositions(r *rapid.T) {
	amendments, _ := s.state.List(negotiation.KindAmendment, compact, "")
	drafts, _ := s.state.List(negotiation.KindDraft, compact, "")
	for _, e := range amendments {
		a := e.(*negotiation.Amendment)
		if a.SubmittedAt.IsZero() {
			continue
		}
		all := get[*negotiation.Handling](s, a.Name+"/handling").Dispositions
		if e, err := s.state.Get(negotiation.KindDocket, a.Name+"/docket"); err == nil {
			all = append(all, e.(*negotiation.Docket).Dispositions...)
		}
		pending := a.State == negotiation.Submitted
		for _, e := range drafts {
			d := e.(*negotiation.Draft)
			if d.State != negotiation.Published {
				continue
			}
			in := slices.DeleteFunc(slices.Clone(all), func(x negotiation.Disposition) bool { return x.Draft != d.Name })
			if len(in) > 1 || pending && len(in) == 0 && a.SubmittedAt.Before(d.PublishedAt) {
				r.Fatalf("in %s %s has %+v of %+v", d.Name, a.Name, in, all)
			}
			pending = pending && !slices.ContainsFunc(in, func(x negotiation.Disposition) bool { return x.Kind != negotiation.CarriedForward })
		}
	}
}
