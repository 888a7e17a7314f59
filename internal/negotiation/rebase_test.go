package negotiation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// TestRebaseOutcomes publishes a draft over a pending amendment, once for each
// way in which its paragraph can have changed.
func TestRebaseOutcomes(t *testing.T) {
	const wanted = "The parties shall share the waters of the great river."
	replace := func(words string) func(*scene, []string) {
		return func(s *scene, p []string) { s.edit(p[0], words) }
	}
	kind := func(k negotiation.AmendmentKind) func(*negotiation.ProposeAmendment) {
		return func(c *negotiation.ProposeAmendment) {
			if c.Kind = k; k != negotiation.InsertParagraph && k != negotiation.EditWords {
				c.Wanted, c.Rationale = "", "Because."
			}
		}
	}
	edit := kind(negotiation.EditWords)
	split := func(s *scene, p []string) {
		s.do(ines, negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, At: []int{17}})
	}
	remove := func(s *scene, p []string) { s.do(ines, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1}) }
	for _, c := range []struct {
		name    string
		propose func(*negotiation.ProposeAmendment)
		change  func(*scene, []string)
		outcome negotiation.RebaseOutcome // "" for none
		wanted  string
		heirs   int
	}{
		{"another paragraph changes", edit, func(s *scene, p []string) { s.edit(p[1], "Other words.") }, "", "", 0},
		{"only the label changes", edit, func(s *scene, p []string) {
			s.do(ines, negotiation.RelabelPassage{Paragraph: p[0], BaseRevision: 1, Label: ptr("1 bis.")})
		}, "", "", 0},
		{"other words of it change", edit, replace("All parties shall share the waters of the river."), negotiation.Clean,
			"All parties shall share the waters of the great river.", 0},
		{"the text says it now", edit, replace(wanted), negotiation.Satisfied, wanted, 0},
		{"the same words change", edit, replace("The parties shall share the waters of the long river."), negotiation.Overlap, "", 0},
		{"it is taken out", edit, remove, negotiation.Orphaned, "", 0},
		{"it is split", edit, split, negotiation.Orphaned, "", 2},
		{"it is merged", edit, func(s *scene, p []string) {
			s.do(ines, negotiation.MergePassages{Paragraphs: p[:2], BaseRevisions: []int{1, 1}})
		}, negotiation.Orphaned, "", 1},
		{"a comment on what changes", kind(negotiation.Comment), replace("Other."), negotiation.Clean, "", 0},
		{"a deletion of what changes", kind(negotiation.DeleteParagraph), replace("Other."), negotiation.Overlap, "", 0},
		{"a deletion of what is taken out", kind(negotiation.DeleteParagraph), remove, negotiation.Satisfied, "", 0},
		{"an insertion after what changes", kind(negotiation.InsertParagraph), replace("Other."), "", "", 0},
		{"an insertion of what is now there", kind(negotiation.InsertParagraph), func(s *scene, p []string) {
			s.do(ines, negotiation.InsertPassage{Document: compact, After: p[0], Text: wanted})
		}, negotiation.Satisfied, wanted, 0},
		{"an insertion of what is now there, after what is taken out", kind(negotiation.InsertParagraph), func(s *scene, p []string) {
			s.do(ines, negotiation.InsertPassage{Document: compact, After: p[0], Kind: text.Operative, Text: wanted})
			remove(s, p)
		}, negotiation.Satisfied, wanted, 0},
		{"an insertion after what is taken out", kind(negotiation.InsertParagraph), remove, negotiation.Orphaned, "", 0},
		{"an insertion after what is split", kind(negotiation.InsertParagraph), split, negotiation.Orphaned, "", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, p := published(t)
			proposal := s.proposal(p[0], wanted)
			c.propose(&proposal)
			name := s.do(sarrow, proposal).Result.EntityName()
			c.change(s, p)
			s.publish("rev1")
			h := get[*negotiation.Handling](s, name+"/handling")
			var got []negotiation.Rebase
			got = append(got, h.Rebases...)
			if c.outcome == "" {
				if len(got) != 0 {
					t.Fatalf("got %+v, want no rebase", got)
				}
			} else if len(got) != 1 || got[0].Outcome != c.outcome || got[0].Wanted != c.wanted || len(got[0].Candidates) != c.heirs {
				t.Fatalf("got %+v, want %s %q with %d heirs", got, c.outcome, c.wanted, c.heirs)
			}
			want := []negotiation.Disposition{{Draft: compact + "/drafts/rev1", Kind: negotiation.CarriedForward}}
			if diff := cmp.Diff(want, h.Dispositions, cmpopts.IgnoreFields(negotiation.Disposition{}, "At")); diff != "" {
				t.Error(diff)
			}
			if a := get[*negotiation.Amendment](s, name); proposal.Wanted != a.Wanted {
				t.Errorf("the wording as submitted has become %q", a.Wanted)
			}
		})
	}
}

func TestRebaseOverTwoDrafts(t *testing.T) {
	s, p := published(t)
	name := s.propose(sarrow, p[0], "The parties shall share the waters of the great river.")
	s.edit(p[0], "All parties shall share the waters of the river.")
	s.publish("rev1")
	s.edit(p[0], "All parties shall fairly share the waters of the river.")
	s.publish("rev2")
	h := get[*negotiation.Handling](s, name+"/handling")
	want := "All parties shall fairly share the waters of the great river."
	if len(h.Rebases) != 2 || h.Rebases[1].Wanted != want || h.Rebases[1].From != 2 || h.Rebases[1].To != 3 {
		t.Errorf("got %+v, want %q", h.Rebases, want)
	}
}

func TestAnswers(t *testing.T) {
	overlapped := func(t *testing.T) (*scene, []string, string) {
		s, p := published(t)
		name := s.propose(sarrow, p[0], "The parties shall share the waters of the great river.")
		s.edit(p[0], "The parties shall share the waters of the long river.")
		s.publish("rev1")
		return s, p, name
	}
	t.Run("revised", func(t *testing.T) {
		s, p, name := overlapped(t)
		s.do(sarrow, negotiation.AnswerRebase{Amendment: name, Answer: negotiation.ReviseOnRebase,
			Wanted: "The parties shall share the waters of the great and long river."})
		s.refused(sarrow, negotiation.AnswerRebase{Amendment: name, Answer: negotiation.ConfirmRebase}, "NO_REBASE_TO_ANSWER")
		s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true})
		if got := s.words()[0]; got != "The parties shall share the waters of the great and long river." {
			t.Errorf("got %q", got)
		}
		if a := get[*negotiation.Attribution](s, negotiation.AttributionName(negotiation.WorkingRevisionName(p[0], 3))); a.Author != "actors/sarrow" || a.Amendment != name {
			t.Errorf("the wording's author is %+v", a)
		}
	})
	t.Run("confirmed", func(t *testing.T) {
		s, _, name := overlapped(t)
		s.do(sarrow, negotiation.AnswerRebase{Amendment: name, Answer: negotiation.ConfirmRebase})
		s.refused(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true}, "OVERLAPS_TEXT")
		s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Bridged, ApplyToText: true, Text: "The parties shall share all waters."})
		if got := s.words()[0]; got != "The parties shall share all waters." {
			t.Errorf("got %q", got)
		}
	})
	t.Run("withdrawn", func(t *testing.T) {
		s, _, name := overlapped(t)
		s.do(sarrow, negotiation.AnswerRebase{Amendment: name, Answer: negotiation.WithdrawOnRebase})
		if a := get[*negotiation.Amendment](s, name); a.State != negotiation.Withdrawn {
			t.Errorf("state %s", a.State)
		}
	})
	t.Run("an orphan cannot be revised", func(t *testing.T) {
		s, p := published(t)
		name := s.propose(sarrow, p[0], "Other words.")
		s.do(ines, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
		s.publish("rev1")
		s.refused(sarrow, negotiation.AnswerRebase{Amendment: name, Answer: negotiation.ReviseOnRebase, Wanted: "Mine."}, "NOT_APPLICABLE")
	})
}

// TestEveryAmendmentIsDisposedOfOnceADraft is law 5 over three drafts.
func TestEveryAmendmentIsDisposedOfOnceADraft(t *testing.T) {
	s, p := published(t)
	var names []string
	for i, by := range []negotiation.Principal{sarrow, coravia, morvane} {
		names = append(names, s.propose(by, p[i], "Words of number "+string(rune('1'+i))+"."))
	}
	decide := func(name string, d negotiation.DispositionKind) {
		s.do(tomas, negotiation.DecideAmendment{Amendment: name, Disposition: d, Reason: "as discussed", ApplyToText: d == negotiation.Reflected})
	}
	decide(names[0], negotiation.NotReflected)
	decide(names[0], negotiation.Reflected) // the newer word counts
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
	decide(names[1], negotiation.Reflected) // after the cut: for the next draft
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates})
	s.publish("rev2")
	want := [][]string{{"rev1 reflected"}, {"rev1 carried-forward", "rev2 reflected"}, {"rev1 carried-forward", "rev2 carried-forward"}}
	for i, name := range names {
		var got []string
		for _, d := range get[*negotiation.Handling](s, name+"/handling").Dispositions {
			got = append(got, negotiation.LastID(d.Draft)+" "+string(d.Kind))
		}
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Errorf("amendment %d: %s", i, diff)
		}
	}
}

// TestDisjointChangesMeet is law 4 through publication and decision: a delegation
// and the team change different words, and both changes stand.
func TestDisjointChangesMeet(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		names := strings.Fields("water river dam canal lake delta basin flood tide reef marsh spring well pond creek bay")
		n := rapid.IntRange(6, len(names)).Draw(r, "words")
		mine := rapid.IntRange(0, n-1).Draw(r, "mine")
		theirs := rapid.IntRange(0, n-1).Filter(func(i int) bool { return i < mine-1 || i > mine+1 }).Draw(r, "theirs")
		with := func(changes map[int]string) string {
			words := slices.Clone(names[:n])
			for i, w := range changes {
				words[i] = w
			}
			return strings.Join(words, " ")
		}
		s := newScene(t)
		s.importDraft("zero", with(nil))
		s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStates})
		p := s.paragraphs()[0]
		name := s.propose(sarrow, p, with(map[int]string{mine: "mine"}))
		s.edit(p, with(map[int]string{theirs: "theirs"}))
		want := with(map[int]string{mine: "mine", theirs: "theirs"})
		if rapid.Bool().Draw(r, "published first") {
			s.publish("rev1")
			h := get[*negotiation.Handling](s, name+"/handling")
			if len(h.Rebases) != 1 || h.Rebases[0].Outcome != negotiation.Clean || h.Rebases[0].Wanted != want {
				r.Fatalf("rebased to %+v, want %q", h.Rebases, want)
			}
		}
		s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true})
		if got := s.words()[0]; got != want {
			r.Fatalf("got %q, want %q", got, want)
		}
	})
}
