package negotiation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// applied is published with a proposal of Sarrow that was decided as reflected and
// put into the first paragraph.
func applied(t *testing.T) (s *scene, p []string, amendment string) {
	t.Helper()
	s, p = published(t)
	amendment = s.propose(sarrow, p[0], "The parties shall fairly share the waters of the river.")
	s.do(ines, negotiation.DecideAmendment{Amendment: amendment, Disposition: negotiation.Reflected, ApplyToText: true})
	return s, p, amendment
}

func findings(out negotiation.Outcome, code string) []negotiation.Finding {
	var found []negotiation.Finding
	for _, f := range out.Unsure {
		if f.Code == code {
			found = append(found, f)
		}
	}
	return found
}

// TestImportTellsWhatItReplaces imports a file made from the older draft.
func TestImportTellsWhatItReplaces(t *testing.T) {
	s, p, amendment := applied(t)
	s.edit(p[1], "The parties shall meet every second year in one of the capitals.")
	out := s.importDraft("rev1", startWords...)
	got := findings(out, negotiation.TextReplaced)
	if len(got) != 2 {
		t.Fatalf("findings %+v", out.Unsure)
	}
	first := got[0]
	for _, want := range []string{
		`"The parties shall fairly share the waters of …"`, `"The parties shall share the waters of the …"`, amendment,
	} {
		if !strings.Contains(first.Message, want) {
			t.Errorf("%q does not say %s", first.Message, want)
		}
	}
	if first.Place != `paragraph 1 of the content ("1.")` {
		t.Errorf("place %q", first.Place)
	}
	if strings.Contains(got[1].Message, "amendment") {
		t.Errorf("%q speaks of an amendment where none was applied", got[1].Message)
	}
	// What the text already said, and what only the import changes, is no finding.
	s, _ = published(t)
	if out := s.importDraft("rev1", "Each party shall share.", startWords[1], startWords[2]); len(findings(out, negotiation.TextReplaced)) > 0 {
		t.Errorf("findings %+v", out.Unsure)
	}
	s, _, _ = applied(t)
	out = s.importDraft("rev1", "The parties shall fairly share the waters of the river.", startWords[1], startWords[2])
	if len(findings(out, negotiation.TextReplaced)) > 0 {
		t.Errorf("findings %+v", out.Unsure)
	}
}

// TestImportTellsWhatItTakesOutOrBringsBack imports without a paragraph that was
// changed, and with one that was taken out.
func TestImportTellsWhatItTakesOutOrBringsBack(t *testing.T) {
	s, p, amendment := applied(t)
	s.do(ines, negotiation.DeletePassage{Paragraph: p[2], BaseRevision: 1})
	out := s.importDraft("rev1", startWords[1], startWords[2])
	got := findings(out, negotiation.TextReplaced)
	if len(got) != 2 {
		t.Fatalf("findings %+v", out.Unsure)
	}
	if !strings.Contains(got[0].Message, amendment) || !strings.Contains(got[1].Message, "taken out") {
		t.Errorf("findings %+v", got)
	}
}

// TestReflectedStaysOpenWhereTheWordingWasReplaced publishes after the wording
// that was applied had been replaced.
func TestReflectedStaysOpenWhereTheWordingWasReplaced(t *testing.T) {
	for _, c := range []struct {
		name string
		act  func(s *scene, p []string, amendment string)
		want negotiation.DispositionKind
	}{
		{"nothing", func(*scene, []string, string) {}, negotiation.Reflected},
		{"an import of the older words", func(s *scene, _ []string, _ string) {
			s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...)})
		}, negotiation.CarriedForward},
		{"an import that ends the paragraph", func(s *scene, _ []string, _ string) {
			s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(startWords[1:]...)})
		}, negotiation.CarriedForward},
		{"an import that keeps the words", func(s *scene, _ []string, _ string) {
			s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(
				"The parties shall fairly share the waters of the river and its sources.", startWords[1], startWords[2])})
		}, negotiation.Reflected},
		{"an undoing", func(s *scene, _ []string, _ string) {
			s.do(desk, negotiation.UndoAct{Document: compact})
		}, negotiation.CarriedForward},
		{"an edit on top of it", func(s *scene, p []string, _ string) {
			s.edit(p[0], "The parties shall equitably share the waters of the river.")
		}, negotiation.Reflected},
		{"an import, and a decision after it", func(s *scene, _ []string, amendment string) {
			s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...)})
			s.do(ines, negotiation.DecideAmendment{Amendment: amendment, Disposition: negotiation.Reflected})
		}, negotiation.Reflected},
		{"an import, and the decision applied again", func(s *scene, _ []string, amendment string) {
			s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...)})
			s.do(ines, negotiation.DecideAmendment{Amendment: amendment, Disposition: negotiation.Reflected, ApplyToText: true})
		}, negotiation.Reflected},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, p, amendment := applied(t)
			c.act(s, p, amendment)
			checkSettled(t, s, amendment, c.want)
		})
	}
}

// checkSettled publishes rev1 and wants one disposition of that kind in it.
func checkSettled(t *testing.T, s *scene, amendment string, want negotiation.DispositionKind) {
	t.Helper()
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1"})
	out := s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates})
	ds := get[*negotiation.Handling](s, amendment+"/handling").Dispositions
	if len(ds) != 1 || ds[0].Kind != want || ds[0].Draft != compact+"/drafts/rev1" {
		t.Fatalf("dispositions %+v, want one %s", ds, want)
	}
	told := len(findings(out, negotiation.DecisionOpen)) == 1
	if open := want == negotiation.CarriedForward; told != open || (ds[0].Reason != "") != open {
		t.Errorf("disposition %+v, told %+v", ds[0], out.Unsure)
	}
	if want == negotiation.CarriedForward && ds[0].Revision != "" {
		t.Errorf("what is carried forward names the wording %q", ds[0].Revision)
	}
}

// TestInsertionsAndDeletionsStayOpenWhereReplaced imports the older text after an
// insertion and a deletion were applied.
func TestInsertionsAndDeletionsStayOpenWhereReplaced(t *testing.T) {
	s, p := published(t)
	added := s.do(sarrow, negotiation.ProposeAmendment{Document: compact, Kind: negotiation.InsertParagraph, Paragraph: p[0],
		Wanted: "A paragraph about fish, in between.", Label: "1 bis.", Submit: true}).Result.EntityName()
	deletion := s.proposal(p[2], "")
	deletion.Kind = negotiation.DeleteParagraph
	removed := s.do(morvane, deletion).Result.EntityName()
	for _, name := range []string{added, removed} {
		s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true})
	}
	s.importDraft("rev1", startWords...)
	out := s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates})
	for _, name := range []string{added, removed} {
		if ds := get[*negotiation.Handling](s, name+"/handling").Dispositions; len(ds) != 1 || ds[0].Kind != negotiation.CarriedForward {
			t.Errorf("dispositions %+v", ds)
		}
	}
	if n := len(findings(out, negotiation.DecisionOpen)); n != 2 {
		t.Errorf("%d findings: %+v", n, out.Unsure)
	}
}

// TestTwoDecisionsOnOneParagraphBothStand applies two proposals, one on the other.
func TestTwoDecisionsOnOneParagraphBothStand(t *testing.T) {
	s, p, first := applied(t)
	second := s.propose(coravia, p[0], "The parties shall share the waters of the river and its sources.")
	s.do(ines, negotiation.DecideAmendment{Amendment: second, Disposition: negotiation.Reflected, ApplyToText: true})
	s.publish("rev1")
	for _, name := range []string{first, second} {
		if ds := get[*negotiation.Handling](s, name+"/handling").Dispositions; len(ds) != 1 || ds[0].Kind != negotiation.Reflected || ds[0].Revision == "" {
			t.Errorf("dispositions %+v", ds)
		}
	}
}

// TestImportOfTheSameWordsKeepsWhereTheyComeFrom imports the words applied with a
// name typed before them.
func TestImportOfTheSameWordsKeepsWhereTheyComeFrom(t *testing.T) {
	s, p, amendment := applied(t)
	out := s.importDraft("", "[Coravia: The parties shall fairly share the waters of the river.]", startWords[1], startWords[2])
	g := s.passage(p[0])
	name := negotiation.AttributionName(negotiation.WorkingRevisionName(g.Paragraph, g.Revision))
	a := get[*negotiation.Attribution](s, name)
	if len(a.Held) == 0 {
		t.Fatalf("nothing is held in %q", s.words()[0])
	}
	if g.Hash == get[*negotiation.Revision](s, negotiation.WorkingRevisionName(p[0], 2)).Hash && a.Amendment != amendment {
		t.Errorf("the attribution is %+v; findings %+v", a, out.Unsure)
	}
}

func TestFindingsNameBothSides(t *testing.T) {
	s, _ := published(t)
	out := s.importDraft("", "The parties shall share the waters of the river.",
		"The parties shall gather each spring in the largest of the cities.", startWords[2])
	got := findings(out, negotiation.UnsureLink)
	if len(got) != 1 {
		t.Fatalf("findings %+v", out.Unsure)
	}
	if diff := cmp.Diff(`paragraph 2 of the content ("2.", "The parties shall gather each spring in the …")`, got[0].Place); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(got[0].Message, `"2." ("The parties shall meet every year in one …")`) {
		t.Errorf("message %q", got[0].Message)
	}
	out = s.importDraft("", startWords[:2]...)
	if got := findings(out, negotiation.UnsureGone); len(got) != 1 || strings.Contains(got[0].Place+got[0].Message, "id0") {
		t.Errorf("findings %+v", out.Unsure)
	}
}

func TestKindAndNumberOfADraft(t *testing.T) {
	s := newScene(t)
	s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...), Name: "zero"})
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "again"})
	zero, again := get[*negotiation.Draft](s, compact+"/drafts/zero"), get[*negotiation.Draft](s, compact+"/drafts/again")
	if zero.DraftKind != negotiation.ZeroDraft || again.DraftKind != negotiation.RevisedDraft {
		t.Errorf("kinds %q and %q", zero.DraftKind, again.DraftKind)
	}
	if zero.Number != 0 || again.Number != 0 {
		t.Errorf("numbers %d and %d before publication", zero.Number, again.Number)
	}
	s.do(ines, negotiation.PublishDraft{Draft: again.Name, Level: negotiation.ToStates})
	if n := get[*negotiation.Draft](s, again.Name).Number; n != 1 {
		t.Errorf("number %d", n)
	}
}
