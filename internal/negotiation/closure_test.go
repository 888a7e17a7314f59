package negotiation_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// TestSetClosure goes from each closure to each other: what the table allows is done
// and can be undone, and nothing else is.
func TestSetClosure(t *testing.T) {
	closures := []negotiation.Closure{
		negotiation.ClosureOpen, negotiation.ClosureSuggested, negotiation.AgreedInformally, negotiation.AgreedReferendum, negotiation.Agreed,
		negotiation.PendingOnActors, negotiation.PendingOnPackage, negotiation.ParkedUntil, negotiation.ReopenedParagraph,
	}
	// A row for the closure from which, in the order above; "=" is one that stands
	// already.
	want := map[negotiation.Closure]string{
		negotiation.ClosureOpen:       "=yyyyyyyn",
		negotiation.ClosureSuggested:  "y=yyyyyyn",
		negotiation.AgreedInformally:  "nn=yynnny",
		negotiation.AgreedReferendum:  "nnn=ynnny",
		negotiation.Agreed:            "nnnn=nnny",
		negotiation.PendingOnActors:   "yyyyy=yyn",
		negotiation.PendingOnPackage:  "yyyyyy=yn",
		negotiation.ParkedUntil:       "yyyyyyy=n",
		negotiation.ReopenedParagraph: "yyyyyyyy=",
	}
	for from, row := range want {
		for i, to := range closures {
			s, p := published(t)
			if from == negotiation.ReopenedParagraph {
				s.do(tomas, closing(s, p[0], negotiation.Agreed))
			}
			if from != negotiation.ClosureOpen {
				s.do(tomas, closing(s, p[0], from))
			}
			_, err := s.try(tomas, closing(s, p[0], to))
			got := "y"
			var e *negotiation.Error
			if errors.As(err, &e) {
				got = map[string]string{"NO_CHANGE": "=", "CLOSURE_NOT_POSSIBLE": "n"}[e.Reason]
			}
			if got != row[i:i+1] {
				t.Errorf("from %q to %q: got %s (%v), want %s", from, to, got, err, row[i:i+1])
			}
			if got != "y" {
				continue
			}
			if c := s.passage(p[0]).Closure; c.Closure != to || !c.At.Equal(s.now) || c.Reason != "heard in the room" {
				t.Errorf("%+v", c)
			}
			s.do(tomas, negotiation.UndoAct{Document: compact})
			after := negotiation.ClosureOpen
			if c := s.passage(p[0]).Closure; c != nil {
				after = c.Closure
			}
			if after != from {
				t.Errorf("undone, %q, want %q", after, from)
			}
		}
	}
}

// closing gives the command with what the closure needs.
func closing(s *scene, p string, c negotiation.Closure) negotiation.SetClosure {
	out := negotiation.SetClosure{Paragraph: p, BaseRevision: s.passage(p).Revision, Closure: c, Reason: "heard in the room"}
	switch c {
	case negotiation.PendingOnActors, negotiation.ReopenedParagraph:
		out.Actors = []string{"actors/coravia"}
	case negotiation.PendingOnPackage:
		out.Package = "water"
	case negotiation.ParkedUntil:
		out.Until = beginning.AddDate(0, 1, 0)
	}
	return out
}

// TestClosureAroundBrackets agrees on paragraphs that no open bracket touches, and on
// no other.
func TestClosureAroundBrackets(t *testing.T) {
	s, _ := published(t)
	s.importDraft("rev1", "All great [rivers", "All lakes", "All seas]", "[All] wells", "All springs")
	p := s.paragraphs()
	for i, want := range []bool{false, false, false, false, true} {
		_, err := s.try(tomas, closing(s, p[i], negotiation.AgreedInformally))
		if got := err == nil; got != want {
			t.Errorf("paragraph %d: %v", i, err)
		}
	}
	var e *negotiation.Error
	if _, err := s.try(tomas, closing(s, p[1], negotiation.Agreed)); !errors.As(err, &e) || !cmp.Equal(e.Facts, map[string]string{"brackets": "w1"}) {
		t.Errorf("got %v", err)
	}
	s.do(tomas, negotiation.SettleBracket{Bracket: w(1), How: negotiation.KeepWords})
	for i, want := range []bool{true, true, true, false} {
		_, err := s.try(tomas, closing(s, p[i], negotiation.Agreed))
		if got := err == nil; got != want {
			t.Errorf("settled, paragraph %d: %v", i, err)
		}
	}
}

// TestWaitForMore changes what a paragraph waits for.
func TestWaitForMore(t *testing.T) {
	s, p := published(t)
	c := closing(s, p[0], negotiation.PendingOnActors)
	s.do(tomas, c)
	c.Actors = []string{"actors/coravia", "actors/morvane"}
	s.do(tomas, c)
	if got := s.passage(p[0]).Closure.Actors; !cmp.Equal(got, c.Actors) {
		t.Errorf("waits for %v", got)
	}
	s.edited(p[0], "Other words are still possible.")
}

// TestAgreedInsideABracket: no act changes an agreed paragraph or puts a bracket round
// it, but an import, which reopens it and says so.
func TestAgreedInsideABracket(t *testing.T) {
	s, p := published(t)
	s.close(p[1], negotiation.Agreed)
	edit := func(n int, words string) negotiation.EditPassage {
		return negotiation.EditPassage{Paragraph: p[n], BaseRevision: s.passage(p[n]).Revision, Text: words}
	}
	s.refused(ines, edit(1, "Other words."), "PARAGRAPH_AGREED")
	s.refused(ines, negotiation.DeletePassage{Paragraph: p[1], BaseRevision: s.passage(p[1]).Revision}, "PARAGRAPH_AGREED")
	s.refused(ines, negotiation.SplitPassage{Paragraph: p[1], BaseRevision: s.passage(p[1]).Revision, At: []int{12}}, "PARAGRAPH_AGREED")
	s.refused(ines, negotiation.MergePassages{Paragraphs: p[:2], BaseRevisions: []int{s.passage(p[0]).Revision, s.passage(p[1]).Revision}}, "PARAGRAPH_AGREED")
	s.do(ines, edit(0, "All [rivers"))
	s.refused(ines, edit(2, "All seas] are shared."), "PARAGRAPH_AGREED")
	out := s.importDraft("rev1", "All [rivers", s.words()[1], "All seas] are shared.")
	if got := s.passage(p[1]).Closure.Closure; got != negotiation.ReopenedParagraph {
		t.Errorf("after the import the paragraph is %q", got)
	}
	if !slices.ContainsFunc(out.Unsure, func(f negotiation.Finding) bool { return f.Code == negotiation.AgreedReopened && f.Paragraph == p[1] }) {
		t.Errorf("the reopening is not told: %v", out.Unsure)
	}
}

// TestUndoKeepsAWord: what a holder said is not undone, nor are names put beside the
// words since.
func TestUndoKeepsAWord(t *testing.T) {
	s, p := published(t)
	s.typed(p[0], "The parties [Coravia: shall] share the waters of the river.")
	s.do(ines, negotiation.AttributeBracket{Bracket: w(1), Holders: []negotiation.HolderEntry{{Actors: []string{"actors/morvane"}}}})
	e := s.refused(ines, negotiation.UndoAct{Document: compact, Act: 2}, "STALE_ACT")
	if e == nil {
		t.Fatal("undone")
	}
	s.do(tomas, negotiation.RecordLeave{Bracket: w(1), Actor: "actors/morvane", Reason: "said so"})
	s.refused(ines, negotiation.UndoAct{Document: compact}, "NOTHING_TO_UNDO")
}
