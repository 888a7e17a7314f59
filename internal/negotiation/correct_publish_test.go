package negotiation_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// TestCandidatesGoByDecisions: what people set apart is no candidate, on whichever
// side they said so, and a decision about an older draft than the proponent was told
// of last says nothing of it.
func TestCandidatesGoByDecisions(t *testing.T) {
	split := func(t *testing.T) (s *scene, amendment, old string, parts []string) {
		s, p := published(t)
		amendment = s.propose(sarrow, p[0], "The parties shall share the waters of the river equitably.")
		s.do(ines, negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, At: []int{len("The parties shall share ")}})
		s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
		return s, amendment, p[0], s.paragraphs()[:2]
	}
	t.Run("a new one is apart", func(t *testing.T) {
		s, a, _, parts := split(t)
		s.do(desk, correct("zero", "rev1", apart(nil, parts[1:])))
		s.publishDraft("rev1", negotiation.ToStates)
		s.wantRecorded(sarrow, "zero", "rev1", "0→0", "1→2", "2→3", "fresh 1")
		s.wantCandidates(a, parts[0])
	})
	t.Run("the old one is apart", func(t *testing.T) {
		s, a, old, _ := split(t)
		s.do(desk, correct("zero", "rev1", apart([]string{old}, nil)))
		s.publishDraft("rev1", negotiation.ToStates)
		s.wantRecorded(sarrow, "zero", "rev1", "1→2", "2→3", "ended 0")
		s.wantCandidates(a)
	})
	t.Run("a part is apart from the draft before", func(t *testing.T) {
		s, a, _, parts := split(t)
		s.publishDraft("rev1", negotiation.ToStates)
		b := s.propose(coravia, parts[1], "the waters of the river and its lakes.")
		s.do(ines, negotiation.SplitPassage{Paragraph: parts[1], BaseRevision: s.passage(parts[1]).Revision, At: []int{len("the waters ")}})
		s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev2", Kind: negotiation.RevisedDraft})
		second := s.paragraphs()[1:3]
		s.do(desk, correct("zero", "rev2", apart(nil, second[1:])))
		s.publishDraft("rev2", negotiation.ToStates)
		s.wantRecorded(coravia, "rev1", "rev2", "0→0", "1→1+2", "2→3", "3→4")
		s.wantCandidates(b, second...)
		s.wantCandidates(a, parts...)
	})
}

// unheard is one way in which the team comes to decide on a sealed draft.
type unheard func(s *scene, first, second negotiation.LineageDecision)

// TestHiddenDecisionsAreNotHeard is law 8 for decisions: what the team decided and took
// back, when it decided and in which order is the same, byte for byte, to those who are
// shown only the outcome.
func TestHiddenDecisionsAreNotHeard(t *testing.T) {
	decide := func(s *scene, links ...negotiation.LineageDecision) {
		s.do(desk, correct("zero", "rev1", links...))
	}
	back := func(l negotiation.LineageDecision) negotiation.LineageDecision {
		l.Verdict = negotiation.Undecided
		return l
	}
	for _, c := range []struct {
		name   string
		worlds []unheard // they look the same
		links  int       // what is shown in the end; -1: no lineage
	}{
		{"nothing or taken back", []unheard{
			func(*scene, negotiation.LineageDecision, negotiation.LineageDecision) {},
			func(s *scene, a, _ negotiation.LineageDecision) { decide(s, a); decide(s, back(a)) },
		}, -1},
		{"sooner or later, at once or one by one, in either order", []unheard{
			func(s *scene, a, b negotiation.LineageDecision) { decide(s, a, b) },
			func(s *scene, a, b negotiation.LineageDecision) { decide(s, b); decide(s, a) },
			func(s *scene, a, b negotiation.LineageDecision) { decide(s, a); decide(s, back(a), b); decide(s, a) },
		}, 2},
	} {
		t.Run(c.name+", sealed", func(t *testing.T) {
			sameWorlds(t, c.worlds, c.links, false, sarrow, rivernet, anonymous, outsider, root)
		})
		t.Run(c.name+", shown to States", func(t *testing.T) {
			sameWorlds(t, c.worlds, c.links, true, rivernet, anonymous, root)
		})
	}
}

// sameWorlds plays the worlds: two paragraphs go in a second draft, the team decides,
// while it is sealed or when the States see it, and both drafts are shown to all.
func sameWorlds(t *testing.T, worlds []unheard, links int, shown bool, listeners ...negotiation.Principal) {
	var first []string
	for i, act := range worlds {
		s, p := published(t)
		s.do(ines, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
		s.do(ines, negotiation.DeletePassage{Paragraph: p[1], BaseRevision: 1})
		s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
		show := func(day int, draft string, level negotiation.Level) {
			s.now, s.ids = beginning.AddDate(0, 1, day), 1000*day
			s.publishDraft(draft, level)
		}
		if shown {
			show(1, "rev1", negotiation.ToStates)
		}
		act(s, apart(p[:1], nil), apart(p[1:2], nil))
		if !shown {
			show(2, "rev1", negotiation.ToStates)
		}
		show(3, "rev1", negotiation.ToPublic)
		show(4, "zero", negotiation.ToPublic)
		got := -1
		if name := negotiation.LineageName(draftOf("rev1"), draftOf("zero")); s.sees(anonymous, name) {
			got = len(get[*negotiation.Lineage](s, name).Links)
		}
		if got != links {
			t.Errorf("world %d: the public is shown %d decisions, want %d", i, got, links)
		}
		var heard []string
		for _, by := range listeners {
			v := s.viewer(by)
			heard = slices.Concat(heard, s.state.Visible(v), s.streams(v))
		}
		if i == 0 {
			first = heard
		}
		if diff := cmp.Diff(first, heard); diff != "" {
			t.Errorf("world %d is heard to differ (-first +this):\n%s", i, diff)
		}
		again, err := replay(s.events)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.state.Visible(negotiation.Keeper()), again.Visible(negotiation.Keeper())); diff != "" {
			t.Errorf("world %d replayed differs: %s", i, diff)
		}
	}
}
