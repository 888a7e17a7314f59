package negotiation_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
)

// outsideTheTeam are those who may know of brackets only what drafts show, and of
// holds their own.
var outsideTheTeam = map[string]negotiation.Principal{
	"Sarrow": sarrow, "Coravia": coravia, "Morvane": morvane, "a stakeholder": rivernet, "the presiding officer": president,
	"a State outside": outsider, "the public": anonymous, "an administrator": root,
}

// TestTwoWorldsOfBrackets is law 8 for brackets: two histories that differ in what
// the team has done to its text since it cut a draft are the same, byte for byte, to
// everyone else, also when that draft is published and shown to more people, and
// whatever delegations do.
func TestTwoWorldsOfBrackets(t *testing.T) {
	differed := 0
	rapid.Check(t, func(r *rapid.T) {
		steps, secret, after := drawBracketSteps(r, 4, 14), drawBracketSteps(r, 1, 6), drawBracketSteps(r, 2, 8)
		worlds := make([]*scene, 2)
		for i := range worlds {
			worlds[i], _ = published(t)
			s := worlds[i]
			for n, x := range steps {
				s.bracketStep(n, x)
			}
			s.atStep(200)
			if _, err := s.try(desk, negotiation.CutDraft{Document: compact, Name: "later", Kind: negotiation.RevisedDraft}); err != nil {
				r.Skip("nothing is left to cut")
			}
			for n, x := range secret {
				if s.atStep(300 + n); i == 1 && !s.tells(x) {
					by, c := s.bracketCommand(x)
					if _, err := s.try(by, c); err == nil {
						differed++
					}
				}
			}
		}
		for n, x := range after {
			if a, b := worlds[0].afterwards(400+n, x), worlds[1].afterwards(400+n, x); a != b {
				r.Fatalf("step %d, %s by %s, is answered differently:\n%s\n%s", n, x.kind, x.by.User, a, b)
			}
		}
		for name, who := range outsideTheTeam {
			if diff := cmp.Diff(worlds[0].state.Visible(worlds[0].viewer(who)), worlds[1].state.Visible(worlds[1].viewer(who))); diff != "" {
				r.Fatalf("%s sees the difference: %s", name, diff)
			}
			if diff := cmp.Diff(worlds[0].streams(worlds[0].viewer(who)), worlds[1].streams(worlds[1].viewer(who))); diff != "" {
				r.Fatalf("%s hears the difference: %s", name, diff)
			}
		}
	})
	if differed == 0 {
		t.Error("the team did nothing that others must not see")
	}
}

// atStep gives the clock and the ids of a step, so that both worlds have the same.
func (s *scene) atStep(n int) {
	s.ids = 1000 * (n + 1)
	s.now = beginning.AddDate(0, 0, n+1)
}

// tells says of a step that somebody outside the team does it, or is told of it.
func (s *scene) tells(x bracketStep) bool {
	return x.kind == "hold" || x.kind == "drop" || x.kind == "leave" || x.kind == "publish"
}

// bracketStep plays one step of a history of brackets.
func (s *scene) bracketStep(n int, x bracketStep) {
	s.atStep(n)
	if x.kind != "publish" {
		by, c := s.bracketCommand(x)
		s.try(by, c)
		return
	}
	name := fmt.Sprint("d", n)
	if _, err := s.try(desk, negotiation.CutDraft{Document: compact, Name: name, Kind: negotiation.RevisedDraft}); err == nil {
		s.try(ines, negotiation.PublishDraft{Draft: compact + "/drafts/" + name, Level: levelOf(x.act), Attributed: x.b%2 == 0})
	}
}

func levelOf(x act) negotiation.Level {
	return []negotiation.Level{negotiation.ToStates, negotiation.ToStates, negotiation.ToStakeholders, negotiation.ToPublic}[x.a%4]
}

// afterwards plays a step of somebody outside the team or a publication, on what
// everybody knows, and gives what is answered to others than the team.
func (s *scene) afterwards(n int, x bracketStep) string {
	s.atStep(n)
	drafts := []string{"zero", "later"}
	for i := range 30 {
		drafts = append(drafts, fmt.Sprint("d", i))
	}
	draft := compact + "/drafts/" + chosen(drafts, x.b)
	if x.variant < 3 {
		draft = compact + "/drafts/later"
	}
	paragraph := compact + "/paragraphs/none"
	if d, err := s.state.Get(negotiation.KindDraft, draft); err == nil {
		paragraph = chosen(d.(*negotiation.Draft).Entries, x.a).Paragraph
	}
	var c negotiation.Command
	switch x.kind {
	case "publish", "open", "edit", "import":
		s.try(ines, negotiation.PublishDraft{Draft: draft, Level: levelOf(x.act), Attributed: x.b%2 == 0})
		return ""
	case "drop", "leave", "settle", "undo":
		var own []*negotiation.Hold
		for _, h := range ofKind[*negotiation.Hold](s) {
			if h.Actor == "actors/"+x.by.Actor {
				own = append(own, h)
			}
		}
		hold := compact + "/holds/none"
		if h := chosen(own, x.a); h != nil {
			hold = h.Name
		}
		c = negotiation.DropHold{Hold: hold}
	case "note", "slot":
		c = negotiation.Reserve{Draft: draft, Paragraph: paragraph, Kind: negotiation.ScrutinyHold}
	default:
		c = negotiation.HoldWords{Draft: draft, Paragraph: paragraph, Start: x.b % 12, End: x.b%12 + x.variant*2}
	}
	out, err := s.try(x.by, c)
	if err != nil {
		return err.Error()
	}
	events := ""
	for _, e := range out.Events {
		if s.viewer(x.by).Sees(e.Audience) {
			events += e.Type + " "
		}
	}
	answer, err := json.Marshal([]any{out.Result, out.Also, out.Unsure})
	if err != nil {
		s.t.Fatal(err)
	}
	return events + string(answer)
}
