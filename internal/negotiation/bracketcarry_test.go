package negotiation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// bracketsOf gives the brackets of the compact as "number/published state words",
// by the team's number.
func (s *scene) bracketsOf() []string {
	s.t.Helper()
	all, err := s.state.List(negotiation.KindBracket, compact, "")
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, e := range all {
		b := e.(*negotiation.Bracket)
		line := fmt.Sprintf("w%d/%d %s %q", b.Working, b.Number, b.State, b.Words)
		if b.Into != "" {
			line += " into " + negotiation.LastID(b.Into)
		}
		var acts []string
		for _, a := range b.History {
			acts = append(acts, string(a.Change))
		}
		out = append(out, line+" "+strings.Join(acts, " "))
	}
	return out
}

// edited gives a paragraph other words.
func (s *scene) edited(paragraph, words string) {
	s.t.Helper()
	p, err := s.state.Get(negotiation.KindPassage, negotiation.PassageOf(paragraph))
	if err != nil {
		s.t.Fatal(err)
	}
	s.do(ines, negotiation.EditPassage{Paragraph: paragraph, BaseRevision: p.(*negotiation.Passage).Revision, Text: words, Typed: true})
}

// TestBracketsKeepTheirNumbers follows three brackets through edits, a draft, an
// import and an undoing.
func TestBracketsKeepTheirNumbers(t *testing.T) {
	s := newScene(t)
	s.importDraft("zero",
		"The parties [shall][should] share the waters of the river.",
		"The parties shall meet [Coravia: every year] in one of the capitals.",
		"Each party should report on its use of water.")
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStates, Attributed: true})
	p := s.paragraphs()
	s.edited(p[0], "All the parties [shall][should] share the waters of the river.")
	s.edited(p[2], "Each party should report on [its use of] water.")
	s.edited(p[1], "The parties shall meet every year in one of the capitals.")
	want := []string{
		`w1/1 open "shall" opened`,
		`w2/2 open "should" opened`,
		`w3/3 not-retained "every year" opened not-retained`,
		`w4/0 open "its use of" opened`,
	}
	if diff := cmp.Diff(want, s.bracketsOf()); diff != "" {
		t.Errorf("after edits:\n%s", diff)
	}
	s.do(ines, negotiation.UndoAct{Document: compact})
	want[2] = `w3/3 open "every year" opened not-retained reopened`
	if diff := cmp.Diff(want, s.bracketsOf()); diff != "" {
		t.Errorf("after undoing:\n%s", diff)
	}
	s.importDraft("rev1",
		"A new first paragraph stands here.",
		"Each party should report on [its use of] water.",
		"All the parties [should] share the waters of the river.",
		"The parties shall meet [Coravia: every year, at least] in one of the capitals.")
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates})
	want = []string{
		`w1/1 not-retained "shall" opened not-retained`,
		`w2/2 open "should" opened`,
		`w3/3 open "every year, at least" opened not-retained reopened`,
		`w4/4 open "its use of" opened`,
	}
	if diff := cmp.Diff(want, s.bracketsOf()); diff != "" {
		t.Errorf("after an import:\n%s", diff)
	}
	d, err := s.state.Get(negotiation.KindDraft, compact+"/drafts/rev1")
	if err != nil {
		t.Fatal(err)
	}
	var numbers [][]int
	for _, e := range d.(*negotiation.Draft).Entries {
		numbers = append(numbers, e.Glyphs)
	}
	if diff := cmp.Diff([][]int{nil, {4, 4}, {2, 2}, {3, 3}}, numbers); diff != "" {
		t.Errorf("numbers in the draft:\n%s", diff)
	}
	if diff := cmp.Diff([]negotiation.Closing{{Number: 1, State: negotiation.BracketNotRetained}}, d.(*negotiation.Draft).Closings); diff != "" {
		t.Errorf("closings:\n%s", diff)
	}
}
