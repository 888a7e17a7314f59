package negotiation_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
)

// TestWhoMayActOnBrackets tries each act on brackets in every role: those named may,
// all others are refused for who they are.
func TestWhoMayActOnBrackets(t *testing.T) {
	roles := map[string]negotiation.Principal{
		"public": anonymous, "administrator": root, "co-facilitator": ines, "team-member": tomas, "secretariat": desk,
		"presiding-officer": president, "holder": sarrow, "member-state": morvane, "stakeholder": rivernet, "outsider": outsider,
	}
	team := []string{"co-facilitator", "team-member", "secretariat"}
	states := []string{"holder", "member-state"}
	zero := compact + "/drafts/zero"
	for name, c := range map[string]struct {
		may     []string
		command func(s *scene, p []string, hold string) negotiation.Command
	}{
		"OpenBracket": {team, func(s *scene, p []string, _ string) negotiation.Command {
			return negotiation.OpenBracket{Paragraph: p[1], BaseRevision: 1, End: 3}
		}},
		"SettleBracket": {team[:2], func(*scene, []string, string) negotiation.Command {
			return negotiation.SettleBracket{Bracket: w(1), How: negotiation.KeepWords}
		}},
		"ReshapeBracket": {team, func(*scene, []string, string) negotiation.Command {
			return negotiation.ReshapeBracket{Bracket: w(1), Start: 0, End: 11}
		}},
		"AttributeBracket": {team, func(*scene, []string, string) negotiation.Command {
			return negotiation.AttributeBracket{Bracket: w(2), Holders: []negotiation.HolderEntry{{Actors: []string{"actors/coravia"}}}}
		}},
		"RecordLeave": {team[:2], func(*scene, []string, string) negotiation.Command {
			return negotiation.RecordLeave{Bracket: w(1), Actor: "actors/sarrow", Reason: "by telephone"}
		}},
		"NoteBracket": {team, func(*scene, []string, string) negotiation.Command {
			return negotiation.NoteBracket{Bracket: w(1), Owner: ptr("the Chair")}
		}},
		"ConfirmSlot": {team, func(*scene, []string, string) negotiation.Command {
			return negotiation.ConfirmSlot{Brackets: []string{w(2), w(3)}}
		}},
		"ConfirmBracket": {team, func(s *scene, p []string, _ string) negotiation.Command {
			s.edited(p[1], "Nothing [more].")
			s.edited(p[1], "Nothing more.")
			return negotiation.ConfirmBracket{Bracket: w(1), Continues: w(4)}
		}},
		"SetClosure, parked": {team, func(s *scene, p []string, _ string) negotiation.Command {
			return closing(s, p[1], negotiation.ParkedUntil)
		}},
		"SetClosure, agreed": {team[:2], func(s *scene, p []string, _ string) negotiation.Command {
			return closing(s, p[1], negotiation.Agreed)
		}},
		"HoldWords": {states, func(_ *scene, p []string, _ string) negotiation.Command {
			return negotiation.HoldWords{Draft: zero, Paragraph: p[1], End: 3}
		}},
		"Reserve": {states, func(*scene, []string, string) negotiation.Command {
			return negotiation.Reserve{Draft: zero, Kind: negotiation.GeneralReserve}
		}},
		"DropHold": {states[:1], func(_ *scene, _ []string, hold string) negotiation.Command {
			return negotiation.DropHold{Hold: hold}
		}},
	} {
		for role, who := range roles {
			t.Run(name+" by "+role, func(t *testing.T) {
				s, p := published(t)
				hold := s.do(sarrow, negotiation.HoldWords{Draft: zero, Paragraph: p[0], Start: 4, End: 11}).Result.EntityName()
				s.edited(p[2], "Each [party] [State] should report on its use of water.")
				_, err := s.try(who, c.command(s, p, hold))
				var e *negotiation.Error
				if may := slices.Contains(c.may, role); may && err != nil {
					t.Fatal(err)
				} else if !may && (!errors.As(err, &e) || e.Kind != negotiation.Forbidden && e.Kind != negotiation.Unidentified && e.Kind != negotiation.NotFound) {
					t.Fatalf("got %v, want a refusal for who asks", err)
				}
			})
		}
	}
}
