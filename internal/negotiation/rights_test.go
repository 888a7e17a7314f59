package negotiation_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// TestWhoMayDoWhat tries every command in every role: those named may, all others
// are refused for who they are, before anything else.
func TestWhoMayDoWhat(t *testing.T) {
	roles := map[string]negotiation.Principal{
		"public": anonymous, "administrator": root, "co-facilitator": ines, "team-member": tomas, "secretariat": desk,
		"presiding-officer": president, "proponent": sarrow, "member-state": morvane, "stakeholder": rivernet, "outsider": outsider,
	}
	team := []string{"co-facilitator", "team-member", "secretariat"}
	facilitators := team[:2]
	admin := []string{"administrator"}
	proponent := []string{"proponent"}
	for _, c := range []struct {
		name    string
		may     []string
		command func(s *scene, p []string, a amendments) negotiation.Command
	}{
		{"CreateUser", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CreateUser{ID: "nadia", DisplayName: "N"}
		}},
		{"UpdateUser", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.UpdateUser{User: "users/ines", DisplayName: ptr("I")}
		}},
		{"CreateActor", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CreateActor{ID: "aldria", Kind: negotiation.MemberState, DisplayName: map[string]string{"en": "Aldria"}}
		}},
		{"UpdateActor", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.UpdateActor{Actor: "actors/tarsis", Aliases: &[]string{"T"}}
		}},
		{"CreateProcess", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CreateProcess{ID: "lake", Title: "Lake"}
		}},
		{"UpdateProcess", []string{"administrator", "co-facilitator", "secretariat"}, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.UpdateProcess{Process: riverside, Title: ptr("Riverside")}
		}},
		{"AdmitParticipant", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.AdmitParticipant{Process: riverside, Actor: "actors/tarsis"}
		}},
		{"AssignRole", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.AssignRole{Process: riverside, User: "users/tarsis-1", Role: negotiation.TeamMember}
		}},
		{"EndRole", admin, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.EndRole{Role: riverside + "/roles/tomas"}
		}},
		{"CreateRound", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CreateRound{Process: riverside, ID: "second", Title: "Second"}
		}},
		{"UpdateRound", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.UpdateRound{Round: riverside + "/rounds/first", Title: ptr("First")}
		}},
		{"CreateMeeting", append(slices.Clone(team), "presiding-officer"), func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CreateMeeting{Process: riverside, ID: "closing", Title: "Closing", Kind: negotiation.Plenary, Dates: negotiation.Span{From: beginning}}
		}},
		{"UpdateMeeting", append(slices.Clone(team), "presiding-officer"), func(*scene, []string, amendments) negotiation.Command {
			return negotiation.UpdateMeeting{Meeting: riverside + "/meetings/opening", Place: ptr("Hall 2")}
		}},
		{"CreateDocument", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CreateDocument{Process: riverside, ID: "annex", Title: "Annex"}
		}},
		{"CloseDocument", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CloseDocument{Document: compact, Reason: "adopted"}
		}},
		{"ReopenDocument", team, func(s *scene, _ []string, _ amendments) negotiation.Command {
			s.do(ines, negotiation.CloseDocument{Document: compact, Reason: "adopted"})
			return negotiation.ReopenDocument{Document: compact, Reason: "an error"}
		}},
		{"InsertPassage", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.InsertPassage{Document: compact, Kind: text.Operative, Text: "New."}
		}},
		{"EditPassage", team, func(_ *scene, p []string, _ amendments) negotiation.Command {
			return negotiation.EditPassage{Paragraph: p[0], BaseRevision: 1, Text: "New."}
		}},
		{"DeletePassage", team, func(_ *scene, p []string, _ amendments) negotiation.Command {
			return negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1}
		}},
		{"MovePassage", team, func(_ *scene, p []string, _ amendments) negotiation.Command {
			return negotiation.MovePassage{Paragraph: p[0], BaseRevision: 1, After: p[2]}
		}},
		{"SplitPassage", team, func(_ *scene, p []string, _ amendments) negotiation.Command {
			return negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, At: []int{11}}
		}},
		{"MergePassages", team, func(_ *scene, p []string, _ amendments) negotiation.Command {
			return negotiation.MergePassages{Paragraphs: p[:2], BaseRevisions: []int{1, 1}}
		}},
		{"RelabelPassage", team, func(_ *scene, p []string, _ amendments) negotiation.Command {
			return negotiation.RelabelPassage{Paragraph: p[0], BaseRevision: 1, Label: ptr("7.")}
		}},
		{"UndoAct", team, func(*scene, []string, amendments) negotiation.Command { return negotiation.UndoAct{Document: compact} }},
		{"ImportDraft", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.ImportDraft{Document: compact, Content: content("Only this.")}
		}},
		{"CutDraft", team, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft}
		}},
		{"PublishDraft", facilitators, func(*scene, []string, amendments) negotiation.Command {
			return negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToPublic}
		}},
		{"ProposeAmendment", []string{"proponent", "member-state"}, func(s *scene, p []string, _ amendments) negotiation.Command {
			return s.proposal(p[1], "Other words.")
		}},
		{"ReviseAmendment", proponent, func(_ *scene, _ []string, a amendments) negotiation.Command {
			return negotiation.ReviseAmendment{Amendment: a.draft, Wanted: ptr("Better words.")}
		}},
		{"SubmitAmendment", proponent, func(_ *scene, _ []string, a amendments) negotiation.Command {
			return negotiation.SubmitAmendment{Amendment: a.draft}
		}},
		{"CirculateAmendment", team, func(_ *scene, _ []string, a amendments) negotiation.Command {
			return negotiation.CirculateAmendment{Amendment: a.held}
		}},
		{"SponsorAmendment", []string{"member-state"}, func(_ *scene, _ []string, a amendments) negotiation.Command {
			return negotiation.SponsorAmendment{Amendment: a.named, Kind: negotiation.CoSponsored}
		}},
		{"WithdrawAmendment", proponent, func(_ *scene, _ []string, a amendments) negotiation.Command {
			return negotiation.WithdrawAmendment{Amendment: a.named}
		}},
		{"AnswerRebase", proponent, func(s *scene, p []string, a amendments) negotiation.Command {
			s.edit(p[0], "Quite other words.")
			s.publish("rev1")
			return negotiation.AnswerRebase{Amendment: a.named, Answer: negotiation.ConfirmRebase}
		}},
		{"DecideAmendment", facilitators, func(_ *scene, _ []string, a amendments) negotiation.Command {
			return negotiation.DecideAmendment{Amendment: a.named, Disposition: negotiation.CarriedForward}
		}},
	} {
		for role, who := range roles {
			t.Run(c.name+" by "+role, func(t *testing.T) {
				s, p := published(t)
				command := c.command(s, p, s.prepare(p))
				_, err := s.try(who, command)
				if slices.Contains(c.may, role) {
					if err != nil {
						t.Fatalf("refused: %v", err)
					}
					return
				}
				var e *negotiation.Error
				if !errors.As(err, &e) || e.Kind != negotiation.Forbidden && e.Kind != negotiation.Unidentified &&
					e.Kind != negotiation.NotFound && e.Reason != negotiation.AlreadySponsor {
					t.Fatalf("got %v, want a refusal for who asks", err)
				}
			})
		}
	}
}

// amendments are Sarrow's on the first paragraph.
type amendments struct{ draft, held, named string }

func (s *scene) prepare(p []string) amendments {
	s.do(desk, negotiation.CreateRound{Process: riverside, ID: "first", Title: "First", Window: negotiation.Span{From: beginning}})
	s.do(desk, negotiation.CreateMeeting{Process: riverside, ID: "opening", Title: "Opening", Kind: negotiation.Plenary, Dates: negotiation.Span{From: beginning}})
	make := func(submit, hold bool) string {
		c := s.proposal(p[0], "Words of Sarrow.")
		c.Submit, c.Hold, c.Circulation = submit, hold, negotiation.CirculateWithName
		return s.do(sarrow, c).Result.EntityName()
	}
	return amendments{draft: make(false, false), held: make(true, true), named: make(true, false)}
}

func TestDefaultRights(t *testing.T) {
	has := func(p negotiation.Profile, r negotiation.Right, at time.Time) bool {
		participant := negotiation.Participant{Rights: negotiation.DefaultRights(p)}
		return participant.Has(r, at)
	}
	year := func(y int) time.Time { return time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		profile negotiation.Profile
		right   negotiation.Right
		year    int
		want    bool
	}{
		{negotiation.ProfileMemberState, negotiation.Vote, 1990, true},
		{negotiation.ProfileMemberState, negotiation.ProposeInWriting, 2025, true},
		{negotiation.ProfilePalestine, negotiation.CoSponsor, 1990, false},
		{negotiation.ProfilePalestine, negotiation.CoSponsor, 2000, true},
		{negotiation.ProfilePalestine, negotiation.ProposeInWriting, 2023, false},
		{negotiation.ProfilePalestine, negotiation.ProposeInWriting, 2024, true},
		{negotiation.ProfilePalestine, negotiation.Vote, 2025, false},
		{negotiation.ProfileHolySee, negotiation.CoSponsor, 2005, true},
		{negotiation.ProfileHolySee, negotiation.Vote, 2025, false},
		{negotiation.ProfileEuropeanUnion, negotiation.ProposeOrally, 2010, false},
		{negotiation.ProfileEuropeanUnion, negotiation.ProposeOrally, 2011, true},
		{negotiation.ProfileEuropeanUnion, negotiation.CoSponsor, 2025, false},
		{negotiation.ProfileEuropeanUnion, negotiation.Vote, 2025, false},
		{negotiation.ProfileStakeholder, negotiation.GiveInput, 2025, true},
		{negotiation.ProfileStakeholder, negotiation.ProposeInWriting, 2025, false},
		{negotiation.ProfileGroup, negotiation.Vote, 2025, false},
		{"nobody", negotiation.Vote, 2025, false},
	} {
		if got := has(c.profile, c.right, year(c.year)); got != c.want {
			t.Errorf("%s, %s in %d: got %t", c.profile, c.right, c.year, got)
		}
	}
	for _, p := range []negotiation.Profile{negotiation.ProfileMemberState, negotiation.ProfilePalestine, negotiation.ProfileHolySee, negotiation.ProfileEuropeanUnion} {
		for _, r := range negotiation.DefaultRights(p) {
			if r.Source == "" {
				t.Errorf("%s: %s names no source", p, r.Right)
			}
		}
	}
}

// TestAProcessMayChangeRights gives a stakeholder the right to propose, for a day.
func TestAProcessMayChangeRights(t *testing.T) {
	s, p := published(t)
	toStakeholders(s, p)
	s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: "actors/rivernet", Rights: []negotiation.RightSpan{{
		Right: negotiation.ProposeInWriting, Source: "decision 1 of the process",
		Span: negotiation.Span{From: beginning, Until: beginning.AddDate(0, 0, 1)},
	}}})
	s.propose(rivernet, p[0], "Words of the network.")
	s.now = beginning.AddDate(0, 0, 2)
	s.refused(rivernet, s.proposal(p[0], "More words."), "RIGHT_NEEDED")
}
