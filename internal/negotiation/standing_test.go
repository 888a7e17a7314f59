package negotiation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// importOld brings the words of the zero draft back.
func importOld(s *scene) {
	s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...)})
}

// TestEqualWordsOfTwoStandAndFallTogether applies the proposals of two delegations
// that want the same words, so that the second leaves no wording of its own.
func TestEqualWordsOfTwoStandAndFallTogether(t *testing.T) {
	for _, c := range []struct {
		name string
		text string // of the second decision
		kind negotiation.DispositionKind
		act  func(*scene, []string)
		want negotiation.DispositionKind
	}{
		{"nothing", "", negotiation.Reflected, func(*scene, []string) {}, negotiation.Reflected},
		{"an import of the older words", "", negotiation.Reflected, func(s *scene, _ []string) { importOld(s) }, negotiation.CarriedForward},
		{"an import over what was bridged", fairly, negotiation.Bridged, func(s *scene, _ []string) { importOld(s) }, negotiation.CarriedForward},
		{"an import of the words and more", "", negotiation.Reflected, func(s *scene, _ []string) {
			s.importDraft("", "The parties shall fairly share the waters of the river and its sources.", startWords[1], startWords[2])
		}, negotiation.Reflected},
		{"an edit of the team", "", negotiation.Reflected, func(s *scene, p []string) {
			s.edit(p[0], "The parties shall equitably share the waters of the river.")
		}, negotiation.Reflected},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, p, _ := applied(t)
			second := s.propose(coravia, p[0], fairly)
			s.do(ines, negotiation.DecideAmendment{Amendment: second, Disposition: c.kind, ApplyToText: true, Text: c.text})
			if n := s.passage(p[0]).Revision; n != 2 {
				t.Fatalf("the second decision made wording %d", n)
			}
			c.act(s, p)
			s.publish("rev1")
			want := negotiation.Disposition{Draft: leakRev1, Kind: c.want, Revision: p[0] + "/revisions/2"}
			if c.want == negotiation.CarriedForward {
				want.Revision, want.Reason = "", "the wording applied was replaced before the draft was cut"
			}
			s.handling(t, second, nil, want)
		})
	}
}

// TestWhatWasAppliedMustHold takes back what was applied, whatever the decision was
// called.
func TestWhatWasAppliedMustHold(t *testing.T) {
	const settled = "The parties shall share the waters of the river fairly."
	undo := func(s *scene) { s.do(desk, negotiation.UndoAct{Document: compact}) }
	for _, kind := range []negotiation.DispositionKind{negotiation.Reflected, negotiation.PartlyReflected, negotiation.BracketedIn, negotiation.Bridged} {
		for _, c := range []struct {
			name string
			act  func(*scene)
			want negotiation.DispositionKind
		}{
			{"nothing", func(*scene) {}, kind},
			{"an undoing", undo, negotiation.CarriedForward},
			{"an import of the older words", importOld, negotiation.CarriedForward},
		} {
			t.Run(string(kind)+", then "+c.name, func(t *testing.T) {
				s, p := published(t)
				a := s.propose(sarrow, p[0], fairly)
				s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: kind, ApplyToText: true, Text: settled})
				c.act(s)
				checkSettled(t, s, a, c.want)
			})
			t.Run("a deletion "+string(kind)+", then "+c.name, func(t *testing.T) {
				s, p := published(t)
				proposal := s.proposal(p[0], "")
				proposal.Kind = negotiation.DeleteParagraph
				a := s.do(sarrow, proposal).Result.EntityName()
				s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: kind, ApplyToText: true})
				c.act(s)
				checkSettled(t, s, a, c.want)
			})
			t.Run("an insertion "+string(kind)+", then "+c.name, func(t *testing.T) {
				s, p := published(t)
				proposal := s.proposal(p[0], "The parties shall keep the river clean.")
				proposal.Kind = negotiation.InsertParagraph
				a := s.do(sarrow, proposal).Result.EntityName()
				s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: kind, ApplyToText: true, Text: "The river shall be kept clean."})
				c.act(s)
				checkSettled(t, s, a, c.want)
			})
		}
	}
}

// TestDecisionsRestOnTheOneBefore decides again without applying anything.
func TestDecisionsRestOnTheOneBefore(t *testing.T) {
	again := func(s *scene, a string) {
		s.do(ines, negotiation.DecideAmendment{Amendment: a, Disposition: negotiation.PartlyReflected, Reason: "said better"})
	}
	t.Run("the words go afterwards", func(t *testing.T) {
		s, _, a := applied(t)
		again(s, a)
		importOld(s)
		checkSettled(t, s, a, negotiation.CarriedForward)
	})
	for name, goes := range map[string]func(*scene){"undone": func(s *scene) { s.do(desk, negotiation.UndoAct{Document: compact}) }, "imported over": importOld} {
		t.Run("the words are "+name+" before", func(t *testing.T) {
			s, _, a := applied(t)
			goes(s)
			again(s, a)
			s.publish("rev1")
			ds := get[*negotiation.Handling](s, a+"/handling").Dispositions
			if diff := cmp.Diff([]negotiation.DispositionKind{negotiation.PartlyReflected}, kindsOf(ds)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func kindsOf(ds []negotiation.Disposition) []negotiation.DispositionKind {
	var out []negotiation.DispositionKind
	for _, d := range ds {
		out = append(out, d.Kind)
	}
	return out
}
