package negotiation_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/travaux/travaux/internal/negotiation"
)

// TestAmendmentStates tries each act of a proponent and of the team in each state.
func TestAmendmentStates(t *testing.T) {
	states := map[negotiation.AmendmentState]func(s *scene, p []string) string{
		negotiation.AmendmentDraft: func(s *scene, p []string) string {
			c := s.proposal(p[0], "Words of Sarrow.")
			c.Submit = false
			return s.do(sarrow, c).Result.EntityName()
		},
		negotiation.Submitted: func(s *scene, p []string) string { return s.propose(sarrow, p[0], "Words of Sarrow.") },
		negotiation.Withdrawn: func(s *scene, p []string) string {
			name := s.propose(sarrow, p[0], "Words of Sarrow.")
			s.do(sarrow, negotiation.WithdrawAmendment{Amendment: name})
			return name
		},
		negotiation.Superseded: func(s *scene, p []string) string {
			name := s.propose(sarrow, p[0], "Words of Sarrow.")
			c := s.proposal(p[0], "Better words of Sarrow.")
			c.Supersedes = name
			s.do(sarrow, c)
			return name
		},
	}
	type then = map[negotiation.AmendmentState]negotiation.AmendmentState
	for _, c := range []struct {
		act  string
		by   negotiation.Principal
		make func(name string) negotiation.Command
		then then // the state after; refused where there is none
	}{
		{"revise", sarrow, func(n string) negotiation.Command {
			return negotiation.ReviseAmendment{Amendment: n, Wanted: ptr("Revised words.")}
		}, then{negotiation.AmendmentDraft: negotiation.AmendmentDraft}},
		{"submit", sarrow, func(n string) negotiation.Command { return negotiation.SubmitAmendment{Amendment: n} },
			then{negotiation.AmendmentDraft: negotiation.Submitted}},
		{"withdraw", sarrow, func(n string) negotiation.Command { return negotiation.WithdrawAmendment{Amendment: n} },
			then{negotiation.AmendmentDraft: negotiation.Withdrawn, negotiation.Submitted: negotiation.Withdrawn}},
		{"decide", ines, func(n string) negotiation.Command {
			return negotiation.DecideAmendment{Amendment: n, Disposition: negotiation.CarriedForward}
		}, then{negotiation.Submitted: negotiation.Submitted}},
	} {
		for state, arrange := range states {
			t.Run(c.act+" when "+string(state), func(t *testing.T) {
				s, p := published(t)
				name := arrange(s, p)
				_, err := s.try(c.by, c.make(name))
				want, allowed := c.then[state]
				if !allowed {
					want = state
				}
				if (err == nil) != allowed {
					t.Errorf("error %v", err)
				}
				if got := get[*negotiation.Amendment](s, name).State; got != want {
					t.Errorf("state %s, want %s", got, want)
				}
			})
		}
	}
}

func TestWindows(t *testing.T) {
	day := func(n int) time.Time { return beginning.AddDate(0, 0, n) }
	for _, c := range []struct {
		name  string
		rule  negotiation.LateRule
		at    time.Time
		late  bool
		taken bool
	}{
		{"before it opens", negotiation.LateMarked, day(0).Add(12 * time.Hour), false, false},
		{"while it is open", negotiation.LateRefused, day(2), false, true},
		{"at the deadline", negotiation.LateMarked, day(3), true, true},
		{"late, marked", negotiation.LateMarked, day(9), true, true},
		{"late, refused", negotiation.LateRefused, day(9), false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, p := published(t)
			s.do(desk, negotiation.CreateRound{Process: riverside, ID: "first", Title: "First", LateRule: c.rule,
				Window: negotiation.Span{From: day(1), Until: day(3)}})
			s.now = c.at.Add(-time.Minute)
			out, err := s.try(sarrow, s.proposal(p[0], "Words of Sarrow."))
			if (err == nil) != c.taken {
				t.Fatalf("error %v", err)
			}
			if c.taken {
				if a := out.Result.(*negotiation.Amendment); a.Late != c.late || a.Round != riverside+"/rounds/first" {
					t.Errorf("late %t in %q", a.Late, a.Round)
				}
				return
			}
			// A delegation can always draft, and the team can extend the window.
			draft := s.proposal(p[0], "Words of Sarrow.")
			draft.Submit = false
			name := s.do(sarrow, draft).Result.EntityName()
			s.do(desk, negotiation.UpdateRound{Round: riverside + "/rounds/first", Window: &negotiation.Span{From: day(0), Until: day(20)}})
			s.do(sarrow, negotiation.SubmitAmendment{Amendment: name})
		})
	}
}

func TestOwnNumbersCountWhatIsHandedIn(t *testing.T) {
	s, p := published(t)
	number := func(name string) int { return get[*negotiation.Handling](s, name+"/handling").OwnNumber }
	first := s.propose(sarrow, p[0], "First.")
	draft := s.proposal(p[1], "A draft.")
	draft.Submit = false
	private := s.do(sarrow, draft).Result.EntityName()
	s.propose(morvane, p[0], "Another's.")
	second := s.propose(sarrow, p[2], "Second.")
	s.do(sarrow, negotiation.SubmitAmendment{Amendment: private})
	for name, want := range map[string]int{first: 1, second: 2, private: 3} {
		if got := number(name); got != want {
			t.Errorf("number %d, want %d", got, want)
		}
	}
}

func TestJoining(t *testing.T) {
	s, p := published(t)
	c := s.proposal(p[0], "Words of Sarrow.")
	c.Circulation, c.OnBehalf = negotiation.CirculateWithName, "actors/delta"
	name := s.do(sarrow, c).Result.EntityName()
	s.do(morvane, negotiation.SponsorAmendment{Amendment: name, Kind: negotiation.Supporter})
	s.do(morvane, negotiation.SponsorAmendment{Amendment: name, Kind: negotiation.CoSponsored})
	s.refused(morvane, negotiation.SponsorAmendment{Amendment: name, Kind: negotiation.CoSponsored}, "ALREADY_SPONSOR")
	want := []negotiation.Sponsor{
		{Actor: "actors/sarrow", OnBehalf: "actors/delta", Kind: negotiation.Proponent},
		{Actor: "actors/morvane", Kind: negotiation.CoSponsored},
	}
	got := get[*negotiation.Sponsorship](s, name+"/sponsorship").Sponsors
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(negotiation.Sponsor{}, "At")); diff != "" {
		t.Error(diff)
	}
	s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true})
	if !s.sees(sarrow, name+"/handling") || s.sees(morvane, name+"/handling") || s.sees(coravia, name+"/handling") {
		t.Error("the handling is for the proponent and the team")
	}
}

// TestApplyingByKind puts an insertion and a deletion into the working text.
func TestApplyingByKind(t *testing.T) {
	s, p := published(t)
	insertion := negotiation.ProposeAmendment{Document: compact, Kind: negotiation.InsertParagraph, Paragraph: p[0],
		Wanted: "A paragraph in between.", Label: "1 bis.", Submit: true}
	added := s.do(sarrow, insertion).Result.EntityName()
	deletion := s.proposal(p[2], "")
	deletion.Kind = negotiation.DeleteParagraph
	removed := s.do(morvane, deletion).Result.EntityName()
	for _, name := range []string{added, removed} {
		s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true})
	}
	if diff := cmp.Diff([]string{startWords[0], "A paragraph in between.", startWords[1]}, s.words()); diff != "" {
		t.Error(diff)
	}
	g := s.passages()[1]
	if g.Label != "1 bis." || g.Kind != "operative" {
		t.Errorf("inserted as %+v", g)
	}
	s.edit(g.Paragraph, "A paragraph, edited, in between.")
	s.publish("rev1")
	if got, want := get[*negotiation.Handling](s, added+"/handling").Dispositions[0].Revision, g.Paragraph+"/revisions/1"; got != want {
		t.Errorf("reflected in %q, want %q", got, want)
	}
	for range 3 {
		s.do(ines, negotiation.UndoAct{Document: compact})
	}
	if diff := cmp.Diff(startWords, s.words()); diff != "" {
		t.Errorf("after undoing: %s", diff)
	}
}

// TestADraftWhoseBaseMovedIsRevised moves a delegation's own draft to the new base.
func TestADraftWhoseBaseMovedIsRevised(t *testing.T) {
	s, p := published(t)
	draft := s.proposal(p[0], "Words of Sarrow.")
	draft.Submit = false
	name := s.do(sarrow, draft).Result.EntityName()
	s.edit(p[0], "Words of the team.")
	s.publish("rev1")
	e := s.refused(sarrow, negotiation.SubmitAmendment{Amendment: name}, "STALE_BASE")
	if e.Facts["current_revision"] != "2" {
		t.Errorf("facts %v", e.Facts)
	}
	s.do(sarrow, negotiation.ReviseAmendment{Amendment: name, BaseRevision: 2})
	s.do(sarrow, negotiation.SubmitAmendment{Amendment: name})
}

func TestSortActors(t *testing.T) {
	s := newScene(t)
	s.do(root, negotiation.UpdateProcess{Process: riverside, ProtocolOrder: &[]string{"actors/tarsis", "actors/highland"}})
	got, err := negotiation.SortActors(s.state, get[*negotiation.Process](s, riverside),
		[]string{"actors/rivernet", "actors/morvane", "actors/gone", "actors/delta", "actors/tarsis", "actors/coravia", "actors/highland"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"actors/highland", "actors/delta", "actors/tarsis", "actors/coravia", "actors/morvane", "actors/rivernet", "actors/gone"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkPropose decides on a proposal in a document of 150 paragraphs with 80
// amendments, without applying it.
func BenchmarkPropose(b *testing.B) {
	s := newScene(b)
	var lines []string
	for i := range 150 {
		lines = append(lines, startWords[i%3]+" It is number "+string(rune('A'+i%26))+string(rune('a'+i/26))+".")
	}
	s.importDraft("zero", lines...)
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStates})
	p := s.paragraphs()
	for i := range 80 {
		s.propose([]negotiation.Principal{sarrow, coravia, morvane}[i%3], p[i], "Other words.")
	}
	c := s.proposal(p[100], "The words of Sarrow.")
	for b.Loop() {
		if _, err := c.Decide(s.state, s.meta(sarrow)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPublish decides on the publication of a draft of 150 paragraphs of
// which 40 have changed, with 80 amendments pending.
func BenchmarkPublish(b *testing.B) {
	s := newScene(b)
	var lines []string
	for i := range 150 {
		lines = append(lines, startWords[i%3]+" It is number "+string(rune('A'+i%26))+string(rune('a'+i/26))+".")
	}
	s.importDraft("zero", lines...)
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStates})
	p := s.paragraphs()
	for i := range 80 {
		s.propose([]negotiation.Principal{sarrow, coravia, morvane}[i%3], p[i], "First of all, "+lines[i])
	}
	for i := range 40 {
		s.edit(p[2*i], lines[2*i]+" And more.")
	}
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
	c := negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates}
	for b.Loop() {
		if _, err := c.Decide(s.state, s.meta(ines)); err != nil {
			b.Fatal(err)
		}
	}
}
