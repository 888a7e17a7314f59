package negotiation_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
)

// split cuts a paragraph of the working text after its first word; false where it has
// but one.
func (s *scene) split(paragraph, words string) bool {
	at := strings.Index(words, " ") + 1
	if at < 1 {
		return false
	}
	s.do(ines, negotiation.SplitPassage{Paragraph: paragraph, BaseRevision: s.passage(paragraph).Revision, At: []int{at}})
	return true
}

// merge puts two paragraphs of the working text together.
func (s *scene) merge(paragraphs []string) {
	s.do(ines, negotiation.MergePassages{Paragraphs: paragraphs,
		BaseRevisions: []int{s.passage(paragraphs[0]).Revision, s.passage(paragraphs[1]).Revision}})
}

// TestLineageSplitAndMergedCrosswise: the second half of a paragraph goes to the next
// one. Each of the four belongs with another, in groups that a comparison can show.
func TestLineageSplitAndMergedCrosswise(t *testing.T) {
	s, was := published(t)
	s.split(was[0], startWords[0])
	s.merge(s.paragraphs()[1:3])
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1"})
	s.wantRecorded(ines, "zero", "rev1", "0→0", "1→1", "2→2")
	s.wantRecorded(ines, "rev1", "zero", "0→0", "1→1", "2→2")
}

// TestLineageLeavesNoneOut: however paragraphs are split and merged, each stands in
// one group, and one side of the group has one paragraph.
func TestLineageLeavesNoneOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, _ := published(t)
		for range rapid.IntRange(1, 8).Draw(rt, "acts") {
			now := s.paragraphs()
			i := rapid.IntRange(0, len(now)-1).Draw(rt, "at")
			if rapid.Bool().Draw(rt, "split") || i+1 == len(now) {
				s.split(now[i], s.words()[i])
			} else {
				s.merge(now[i : i+2])
			}
		}
		s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1"})
		older, newer := get[*negotiation.Draft](s, draftOf("zero")), get[*negotiation.Draft](s, draftOf("rev1"))
		r, err := negotiation.RecordedBetween(older, newer, reader{s, s.viewer(ines)})
		if err != nil {
			rt.Fatal(err)
		}
		var olds, news []int
		for _, k := range r.Kin {
			if len(k.Old) > 1 && len(k.New) > 1 {
				rt.Errorf("a group of %d and %d", len(k.Old), len(k.New))
			}
			olds, news = append(olds, k.Old...), append(news, k.New...)
		}
		for _, side := range []struct {
			draft *negotiation.Draft
			got   []int
		}{{older, olds}, {newer, news}} {
			slices.Sort(side.got)
			for i := range side.draft.Entries {
				if i >= len(side.got) || side.got[i] != i {
					rt.Fatalf("of the %d of %s these stand in groups: %v, want each once", len(side.draft.Entries), side.draft.Name, side.got)
				}
			}
		}
	})
}
