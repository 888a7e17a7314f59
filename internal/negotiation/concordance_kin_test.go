package negotiation_test

import (
	"slices"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
)

// counting counts what is asked of a Kinship.
type counting struct {
	reader
	asked map[string]int
}

func (c counting) Origin(paragraph string) (negotiation.Origin, error) {
	c.asked[paragraph]++
	return c.reader.Origin(paragraph)
}

// braided is published with its first paragraph split and merged again so many
// times, and its second one taken out, sealed as rev1.
func braided(t *testing.T, cycles int) (s *scene, was []string) {
	s, was = published(t)
	cut := len("The parties shall share ")
	for now := was[0]; cycles > 0; cycles-- {
		s.do(ines, negotiation.SplitPassage{Paragraph: now, BaseRevision: s.passage(now).Revision, At: []int{cut}})
		parts := s.paragraphs()[:2]
		s.do(ines, negotiation.MergePassages{Paragraphs: parts, BaseRevisions: []int{s.passage(parts[0]).Revision, s.passage(parts[1]).Revision}})
		now = s.paragraphs()[0]
	}
	s.do(ines, negotiation.DeletePassage{Paragraph: was[1], BaseRevision: 1})
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
	return s, was
}

// TestLineageThatPartsAndMeets: each split and merger doubles the ways back, and no
// paragraph on them is asked for twice. A walk along every way would not end.
func TestLineageThatPartsAndMeets(t *testing.T) {
	const cycles = 40
	s, was := braided(t, cycles)
	c := counting{reader{s, s.viewer(ines)}, map[string]int{}}
	r, err := negotiation.RecordedBetween(get[*negotiation.Draft](s, draftOf("zero")), get[*negotiation.Draft](s, draftOf("rev1")), c)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Kin) != 2 || !slices.Equal(r.Kin[0].Old, []int{0}) || !slices.Equal(r.Kin[0].New, []int{0}) {
		t.Errorf("got %+v, want the first to come from the first alone", r.Kin)
	}
	// A cycle makes two parts and what they were merged into.
	if len(c.asked) != 3*cycles {
		t.Errorf("%d paragraphs were met, want %d", len(c.asked), 3*cycles)
	}
	for p, n := range c.asked {
		if n > 1 {
			t.Errorf("%s was asked for %d times", p, n)
		}
	}
	edited := s.propose(sarrow, was[0], "The parties shall share the waters of the river fairly.")
	deleted := s.propose(coravia, was[1], "The parties shall meet every year in one of the capitals or online.")
	s.do(desk, correct("zero", "rev1", apart(was[1:2], nil)))
	s.publishDraft("rev1", negotiation.ToStates)
	s.wantCandidates(edited, s.entryOf("rev1", 0))
	s.wantCandidates(deleted)
}

// wantCandidates wants an amendment orphaned by the last draft, with these
// candidates.
func (s *scene) wantCandidates(amendment string, want ...string) {
	s.t.Helper()
	r := get[*negotiation.Handling](s, negotiation.HandlingName(amendment)).Rebases
	if len(r) == 0 {
		s.t.Errorf("%s was not rebased, want an orphan", amendment)
		return
	}
	if last := r[len(r)-1]; last.Outcome != negotiation.Orphaned || !slices.Equal(last.Candidates, want) {
		s.t.Errorf("got %+v, want an orphan with the candidates %v", last, want)
	}
}
