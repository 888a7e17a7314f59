package negotiation_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

func TestViewerOf(t *testing.T) {
	s, _ := published(t)
	for _, c := range []struct {
		name string
		who  negotiation.Principal
		want []negotiation.Token
	}{
		{"nobody", anonymous, []negotiation.Token{"public"}},
		{"an administrator", root, []negotiation.Token{"administrators", "public", "user:root"}},
		{"a member State", sarrow, []negotiation.Token{"actor:sarrow", "group:delta", "public", "stakeholders:riverside", "states:riverside", "user:sarrow-1"}},
		{"a stakeholder", rivernet, []negotiation.Token{"actor:rivernet", "public", "stakeholders:riverside", "user:rivernet-1"}},
		{"a State that is not admitted", outsider, []negotiation.Token{"actor:tarsis", "public", "user:tarsis-1"}},
		{"a co-facilitator", ines, []negotiation.Token{"public", "stakeholders:riverside", "states:riverside", "team:riverside", "user:ines"}},
		{"the secretariat", desk, []negotiation.Token{"public", "stakeholders:riverside", "states:riverside", "team:riverside", "user:desk"}},
		{"the presiding officer", president, []negotiation.Token{"public", "stakeholders:riverside", "states:riverside", "user:presider"}},
		{"a co-facilitator in national service", negotiation.Principal{User: "ines", Actor: "sarrow", Capacity: negotiation.InNationalService},
			[]negotiation.Token{"actor:sarrow", "group:delta", "public", "stakeholders:riverside", "states:riverside", "user:ines"}},
		{"for another delegation", negotiation.Principal{User: "ines", Actor: "morvane", Capacity: negotiation.InNationalService},
			[]negotiation.Token{"public", "user:ines"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, s.viewer(c.who).Tokens()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSightHasDates ends a membership, an affiliation, an admission and an office.
func TestSightHasDates(t *testing.T) {
	s, _ := published(t)
	end := negotiation.Span{From: beginning.AddDate(-1, 0, 0), Until: s.now}
	s.do(root, negotiation.UpdateActor{Actor: "actors/sarrow", Memberships: &[]negotiation.Membership{{Group: "actors/delta", Span: end}}})
	s.do(root, negotiation.UpdateUser{User: "users/coravia-1", Affiliations: &[]negotiation.Affiliation{{Actor: "actors/coravia", Span: end}}})
	s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: "actors/morvane", Admitted: end})
	s.do(root, negotiation.EndRole{Role: riverside + "/roles/tomas"})
	for _, c := range []struct {
		who  negotiation.Principal
		lost negotiation.Token
	}{
		{sarrow, "group:delta"}, {coravia, "actor:coravia"}, {morvane, "states:riverside"}, {tomas, "team:riverside"},
	} {
		if s.viewer(c.who).Holds(c.lost) {
			t.Errorf("%s still holds %s", c.who.User, c.lost)
		}
	}
}

// TestProposalsAreShownAsChosen follows a proposal and its facets through the
// choices of circulation.
func TestProposalsAreShownAsChosen(t *testing.T) {
	for _, c := range []struct {
		circulation          negotiation.Circulation
		hold                 bool
		amendment, sponsored string // who sees them: d delegation, t team, s States
	}{
		{negotiation.CirculateNot, false, "dt", "dt"},
		{negotiation.CirculateUnnamed, false, "dts", "dt"},
		{negotiation.CirculateWithName, false, "dts", "dts"},
		{negotiation.CirculateWithName, true, "dt", "dt"},
	} {
		t.Run(fmt.Sprint(c.circulation, c.hold), func(t *testing.T) {
			s, p := published(t)
			proposal := s.proposal(p[0], "Other words.")
			proposal.Circulation, proposal.Hold = c.circulation, c.hold
			name := s.do(sarrow, proposal).Result.EntityName()
			check := func(name, want string) {
				t.Helper()
				got := ""
				for _, v := range []struct {
					letter string
					who    negotiation.Principal
				}{{"d", sarrow}, {"t", ines}, {"s", morvane}, {"o", outsider}, {"h", rivernet}, {"p", anonymous}, {"a", root}} {
					if s.sees(v.who, name) {
						got += v.letter
					}
				}
				if got != want {
					t.Errorf("%s is seen by %q, want %q", name, got, want)
				}
			}
			check(name, c.amendment)
			check(name+"/sponsorship", c.sponsored)
			check(name+"/handling", "dt")
			if number := get[*negotiation.Amendment](s, name).Number; (number > 0) != (c.amendment == "dts") {
				t.Errorf("it bears the number %d", number)
			}
			for _, e := range s.events {
				if s.viewer(morvane).Sees(e.Audience) && e.Resource == name && (e.By.User != "" || e.By.Actor != "" && c.circulation != negotiation.CirculateWithName) {
					t.Errorf("%s tells participants that %+v has acted", e.Type, e.By)
				}
			}
		})
	}
}

// TestLevels publishes drafts to narrow and wide audiences in turn; nobody loses
// what was shown, and nobody learns what was not.
func TestLevels(t *testing.T) {
	s, p := published(t)
	zero, rev1 := compact+"/drafts/zero", compact+"/drafts/rev1"
	s.do(ines, negotiation.PublishDraft{Draft: zero, Level: negotiation.ToPublic})
	public := s.state.Visible(negotiation.PublicViewer())
	s.edit(p[0], "Words for States.")
	s.do(desk, negotiation.DeletePassage{Paragraph: p[1], BaseRevision: 1})
	s.do(desk, negotiation.InsertPassage{Document: compact, After: p[2], Text: "A new paragraph."})
	s.publish("rev1")
	if diff := cmp.Diff(public, s.state.Visible(negotiation.PublicViewer())); diff != "" {
		t.Errorf("a draft for States changed what the public sees: %s", diff)
	}
	if !s.sees(morvane, rev1) || !s.sees(morvane, p[0]+"/revisions/2") {
		t.Error("States do not see the draft that is for them")
	}
	s.do(ines, negotiation.PublishDraft{Draft: rev1, Level: negotiation.ToPublic})
	for _, name := range []string{rev1, p[0], p[0] + "/revisions/1", p[0] + "/revisions/2", zero} {
		if !s.sees(anonymous, name) {
			t.Errorf("the public does not see %s", name)
		}
	}
	if d := get[*negotiation.Document](s, compact); d.Latest != rev1 || d.Level != negotiation.ToPublic {
		t.Errorf("document %+v", d)
	}
	if q := get[*negotiation.Paragraph](s, p[1]); !q.Deleted {
		t.Error("the public is not told that a paragraph is gone")
	}
	if q := get[*negotiation.Paragraph](s, p[0]); q.Revision != 2 || q.Draft != rev1 {
		t.Errorf("paragraph %+v", q)
	}
}

// TestNumbersTellNothingOfTheTeam edits a paragraph many times between two drafts:
// what is published is the same as after one edit.
func TestNumbersTellNothingOfTheTeam(t *testing.T) {
	story := func(times int) []string {
		s, p := published(t)
		for i := range times {
			s.edit(p[0], fmt.Sprintf("Attempt %d.", i))
			s.do(desk, negotiation.InsertPassage{Document: compact, After: p[0], Text: "For a while."})
			s.do(desk, negotiation.DeletePassage{Paragraph: s.paragraphs()[1], BaseRevision: 1})
		}
		s.edit(p[0], "The last word.")
		s.now = beginning.AddDate(0, 0, 1)
		s.ids = 1000
		s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
		s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToPublic})
		return s.state.Visible(s.viewer(sarrow))
	}
	if diff := cmp.Diff(story(0), story(7)); diff != "" {
		t.Error(diff)
	}
}
