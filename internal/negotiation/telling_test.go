package negotiation_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/travaux/travaux/internal/negotiation"
)

const (
	fairly     = "The parties shall fairly share the waters of the river."
	hidden     = "The parties shall share the waters of the river and its hidden springs."
	fairlyHid  = "The parties shall fairly share the waters of the river and its hidden springs."
	leakRev2   = compact + "/drafts/rev2"
	springword = "hidden springs"
)

// accredited is a scene with a zero draft shown to stakeholders, one of which may propose.
func accredited(t testing.TB) (*scene, []string) {
	s := newScene(t)
	s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: "actors/rivernet",
		Rights: []negotiation.RightSpan{{Right: negotiation.ProposeInWriting, Source: "modalities"}}})
	s.importDraft("zero", startWords...)
	s.do(ines, negotiation.PublishDraft{Draft: leakZero, Level: negotiation.ToStakeholders})
	return s, s.paragraphs()
}

// left admits Tarsis, plays the acts and lets the admission expire.
func left(s *scene, acts func()) {
	s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: "actors/tarsis", Admitted: negotiation.Span{Until: s.now.Add(time.Hour)}})
	acts()
	s.now = s.now.Add(2 * time.Hour)
}

// told wants a handling, or what a docket keeps of it, whatever the moments.
func told(t *testing.T, rebases []negotiation.Rebase, dispositions []negotiation.Disposition, wantR []negotiation.Rebase, wantD ...negotiation.Disposition) {
	t.Helper()
	moments := cmp.Options{cmpopts.IgnoreFields(negotiation.Rebase{}, "At"), cmpopts.IgnoreFields(negotiation.Disposition{}, "At"), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(wantR, rebases, moments); diff != "" {
		t.Errorf("rebases: %s", diff)
	}
	if diff := cmp.Diff(wantD, dispositions, moments); diff != "" {
		t.Errorf("dispositions: %s", diff)
	}
}

func (s *scene) handling(t *testing.T, amendment string, wantR []negotiation.Rebase, wantD ...negotiation.Disposition) {
	t.Helper()
	h := get[*negotiation.Handling](s, amendment+"/handling")
	told(t, h.Rebases, h.Dispositions, wantR, wantD...)
}

func (s *scene) docket(t *testing.T, amendment string, wantR []negotiation.Rebase, wantD ...negotiation.Disposition) {
	t.Helper()
	k := get[*negotiation.Docket](s, amendment+"/docket")
	told(t, k.Rebases, k.Dispositions, wantR, wantD...)
}

func rebased(draft string, from, to int, outcome negotiation.RebaseOutcome, wanted string) []negotiation.Rebase {
	return []negotiation.Rebase{{Draft: draft, From: from, To: to, Outcome: outcome, Wanted: wanted}}
}

func carriedForward(draft string) negotiation.Disposition {
	return negotiation.Disposition{Draft: draft, Kind: negotiation.CarriedForward}
}

// TestUnseenDraftsTellTheirProponentsNothing publishes a draft over a pending
// proposal of one who does not see it (law 8).
func TestUnseenDraftsTellTheirProponentsNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		by   negotiation.Principal
	}{{"a stakeholder", rivernet}, {"a State whose admission has ended", outsider}} {
		t.Run(c.name, func(t *testing.T) {
			s, p := accredited(t)
			var a string
			left(s, func() { a = s.propose(c.by, p[0], fairly) })
			s.edit(p[0], hidden)
			s.publish("rev1")
			if s.sees(c.by, leakRev1) {
				t.Fatal("the draft is shown to the proponent")
			}
			s.reads(c.by, springword, false)
			s.reads(c.by, "rev1", false)
			s.reads(c.by, fairly, true)
			s.handling(t, a, nil)
			s.docket(t, a, rebased(leakRev1, 1, 2, negotiation.Clean, fairlyHid), carriedForward(leakRev1))
			if s.sees(c.by, a+"/docket") || !s.sees(ines, a+"/docket") {
				t.Error("the docket is not the team's alone")
			}
			for _, e := range s.events {
				if e.Type == "amendment.rebased" && s.viewer(c.by).Sees(e.Audience) {
					t.Error("the proponent hears of the rebase")
				}
			}
		})
	}
}

// TestNoAnswerOntoAnUnseenDraft answers a rebase that a handling of old still has:
// what would be refused for what the draft says must not be told.
func TestNoAnswerOntoAnUnseenDraft(t *testing.T) {
	s, p := accredited(t)
	a := s.propose(rivernet, p[0], fairly)
	s.edit(p[0], hidden)
	s.publish("rev1")
	h := get[*negotiation.Handling](s, a+"/handling")
	h.Rebases = rebased(leakRev1, 1, 2, negotiation.Clean, "")
	s.apply([]negotiation.Event{{ID: "old", Subject: compact, Audience: s.state.AudienceOf(h.Name), Type: "amendment.rebased",
		Resource: a, At: s.now, Facts: []negotiation.Fact{{Kind: negotiation.KindHandling, Name: h.Name, Body: h}}}})
	var answers []string
	for _, draft := range []string{"", leakRev1, compact + "/drafts/rev9"} {
		for _, wanted := range []string{hidden, "A guess."} {
			c := negotiation.AnswerRebase{Amendment: a, Draft: draft, Answer: negotiation.ReviseOnRebase, Wanted: wanted}
			answers = append(answers, s.refused(rivernet, c, negotiation.NoRebase).Error())
		}
	}
	for _, other := range answers[1:] {
		if other != answers[0] {
			t.Errorf("%q, and %q", answers[0], other)
		}
	}
}

// TestProponentsAreToldWhenADraftIsShownToThem widens the draft to the proponent.
func TestProponentsAreToldWhenADraftIsShownToThem(t *testing.T) {
	s, p := accredited(t)
	a, decided := s.propose(rivernet, p[0], fairly), s.propose(rivernet, p[1], "Other words.")
	s.do(ines, negotiation.DecideAmendment{Amendment: decided, Disposition: negotiation.Reflected, ApplyToText: true})
	s.edit(p[0], hidden)
	s.publish("rev1")
	later := s.proposal(p[2], "Words handed in on the zero draft since.")
	later.BaseRevision = 1
	since := s.do(rivernet, later).Result.EntityName()
	s.handling(t, decided, nil, negotiation.Disposition{Kind: negotiation.Reflected})
	booked := negotiation.Disposition{Draft: leakRev1, Kind: negotiation.Reflected, Revision: p[1] + "/revisions/2"}
	s.docket(t, decided, nil, booked)
	s.do(ines, negotiation.PublishDraft{Draft: leakRev1, Level: negotiation.ToStakeholders})
	s.handling(t, a, rebased(leakRev1, 1, 2, negotiation.Clean, fairlyHid), carriedForward(leakRev1))
	s.handling(t, decided, nil, booked)
	s.handling(t, since, nil, carriedForward(leakRev1))
	s.docket(t, a, nil)
	s.docket(t, decided, nil)
	s.do(rivernet, negotiation.AnswerRebase{Amendment: a, Answer: negotiation.ConfirmRebase})
	s.do(ines, negotiation.PublishDraft{Draft: leakRev1, Level: negotiation.ToPublic})
	s.handling(t, decided, nil, booked)
	s.handling(t, since, nil, carriedForward(leakRev1))
}

// TestAnOlderDraftIsShownAfterANewerOne tells what became of a proposal in drafts
// out of their order.
func TestAnOlderDraftIsShownAfterANewerOne(t *testing.T) {
	s, p := accredited(t)
	a, decided := s.propose(rivernet, p[0], fairly), s.propose(rivernet, p[1], "Other words.")
	s.do(ines, negotiation.DecideAmendment{Amendment: decided, Disposition: negotiation.Reflected, ApplyToText: true})
	s.edit(p[0], hidden)
	s.publish("rev1")
	s.edit(p[0], "All parties shall share the waters of the river.")
	s.show("rev2", negotiation.ToStakeholders, false)
	wanted := "All parties shall fairly share the waters of the river."
	s.handling(t, a, rebased(leakRev2, 1, 3, negotiation.Clean, wanted), carriedForward(leakRev2))
	reflected := func(draft string) negotiation.Disposition {
		return negotiation.Disposition{Draft: draft, Kind: negotiation.Reflected, Revision: p[1] + "/revisions/2"}
	}
	s.handling(t, decided, nil, reflected(leakRev2))
	s.do(ines, negotiation.PublishDraft{Draft: leakRev1, Level: negotiation.ToPublic})
	s.handling(t, a, rebased(leakRev2, 1, 3, negotiation.Clean, wanted), carriedForward(leakRev1), carriedForward(leakRev2))
	s.handling(t, decided, nil, reflected(leakRev1), reflected(leakRev2))
}

// TestRebaseSkipsWordingsThatTheProponentDoesNotSee has a wording between, for States
// only, that changes the same words; by the outcome it could be guessed.
func TestRebaseSkipsWordingsThatTheProponentDoesNotSee(t *testing.T) {
	s, p := accredited(t)
	a := s.propose(rivernet, p[0], "The parties shall share the waters of the great river.")
	ofState := s.propose(sarrow, p[0], "The parties shall share the waters of the great river.")
	s.edit(p[0], "The parties shall share the waters of the hidden river.")
	s.publish("rev1")
	s.edit(p[0], "All parties shall share the waters of the river.")
	s.show("rev2", negotiation.ToStakeholders, false)
	s.handling(t, a, rebased(leakRev2, 1, 3, negotiation.Clean, "All parties shall share the waters of the great river."), carriedForward(leakRev2))
	if h := get[*negotiation.Handling](s, ofState+"/handling"); len(h.Rebases) != 2 || h.Rebases[0].Outcome != negotiation.Overlap {
		t.Errorf("the State is told %+v", h.Rebases)
	}
}

// TestReadmitted lets a State come back after a draft was published without it.
func TestReadmitted(t *testing.T) {
	s, p := accredited(t)
	var a string
	left(s, func() { a = s.propose(outsider, p[0], fairly) })
	s.edit(p[0], hidden)
	s.publish("rev1")
	s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: "actors/tarsis"})
	s.edit(p[1], "Other words.")
	s.publish("rev2")
	s.handling(t, a, rebased(leakRev2, 1, 2, negotiation.Clean, fairlyHid), carriedForward(leakRev1), carriedForward(leakRev2))
	s.docket(t, a, nil)
}

// TestDecisionsTellNothingOfCuts decides twice, with and without a draft cut between.
func TestDecisionsTellNothingOfCuts(t *testing.T) {
	run := func(cut bool) *scene {
		s, p := published(t)
		a := s.propose(sarrow, p[0], fairly)
		s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: negotiation.NotReflected, Reason: "no"})
		if cut {
			s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1"})
		} else {
			s.now = s.now.Add(time.Minute)
		}
		s.ids = 1000
		s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: negotiation.CarriedForward})
		return s
	}
	with, without := run(true), run(false)
	if diff := cmp.Diff(without.state.Visible(without.viewer(sarrow)), with.state.Visible(with.viewer(sarrow))); diff != "" {
		t.Errorf("the proponent sees that a draft was cut: %s", diff)
	}
}

// TestOneDispositionADraft has two decisions, each with a draft cut after it, of
// which only the second is published (law 5).
func TestOneDispositionADraft(t *testing.T) {
	s, _, a := applied(t)
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1"})
	s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: negotiation.NotReflected, Reason: "on reflection"})
	s.publish("rev2")
	s.handling(t, a, nil, negotiation.Disposition{Draft: leakRev2, Kind: negotiation.NotReflected, Reason: "on reflection"})
}

// TestWordingsDateNoHiddenDraft publishes a wording to everyone that States were
// shown before.
func TestWordingsDateNoHiddenDraft(t *testing.T) {
	s, p := accredited(t)
	s.edit(p[0], fairly)
	s.publish("rev1")
	at := s.now
	s.show("rev2", negotiation.ToPublic, false)
	r := get[*negotiation.Revision](s, p[0]+"/revisions/2")
	if !r.At.Equal(s.now) || r.At.Equal(at) || r.Level != negotiation.ToPublic {
		t.Errorf("shown to %s at %s, want now, %s", r.Level, r.At, s.now)
	}
	s.show("rev3", negotiation.ToPublic, false)
	if again := get[*negotiation.Revision](s, r.Name); !again.At.Equal(r.At) {
		t.Errorf("shown again, it is dated %s, not %s", again.At, r.At)
	}
}

// TestCandidatesFollowFromWhatTheProponentSees decides what a paragraph became on a
// draft for States only.
func TestCandidatesFollowFromWhatTheProponentSees(t *testing.T) {
	s, p := accredited(t)
	ofState, a := s.propose(sarrow, p[0], fairly), s.propose(rivernet, p[0], fairly)
	s.publish("rev1")
	heir := s.do(ines, negotiation.InsertPassage{Document: compact, After: p[0], Text: "Waters are shared."}).Result.(*negotiation.Passage).Paragraph
	s.do(ines, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev2"})
	s.do(ines, negotiation.CorrectLineage{Older: leakRev1, Newer: leakRev2, Reason: "reworded",
		Links: []negotiation.LineageDecision{{Verdict: negotiation.Became, Old: p[:1], New: []string{heir}}}})
	s.do(ines, negotiation.PublishDraft{Draft: leakRev2, Level: negotiation.ToStakeholders})
	want := negotiation.Rebase{Draft: leakRev2, From: 1, Outcome: negotiation.Orphaned}
	s.handling(t, a, []negotiation.Rebase{want}, carriedForward(leakRev2))
	want.Candidates = []string{heir}
	s.handling(t, ofState, []negotiation.Rebase{want}, carriedForward(leakRev1), carriedForward(leakRev2))
}
