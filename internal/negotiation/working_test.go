package negotiation_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

func TestWorkingText(t *testing.T) {
	a, b, c := startWords[0], startWords[1], startWords[2]
	for _, v := range []struct {
		name    string
		command func(p []string) negotiation.Command
		want    []string
	}{
		{"insert first", func([]string) negotiation.Command {
			return negotiation.InsertPassage{Document: compact, Text: "New."}
		}, []string{"New.", a, b, c}},
		{"insert between", func(p []string) negotiation.Command {
			return negotiation.InsertPassage{Document: compact, After: p[1], Text: "New."}
		}, []string{a, b, "New.", c}},
		{"edit", func(p []string) negotiation.Command {
			return negotiation.EditPassage{Paragraph: p[1], BaseRevision: 1, Text: "  Cafe\u0301 talks.\n"}
		}, []string{a, "Caf\u00e9 talks.", c}},
		{"delete", func(p []string) negotiation.Command {
			return negotiation.DeletePassage{Paragraph: p[1], BaseRevision: 1}
		}, []string{a, c}},
		{"move down", func(p []string) negotiation.Command {
			return negotiation.MovePassage{Paragraph: p[0], BaseRevision: 1, After: p[2]}
		}, []string{b, c, a}},
		{"move to the front", func(p []string) negotiation.Command {
			return negotiation.MovePassage{Paragraph: p[2], BaseRevision: 1}
		}, []string{c, a, b}},
		{"split at places", func(p []string) negotiation.Command {
			return negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, At: []int{11, 17}}
		}, []string{"The parties", "shall", "share the waters of the river.", b, c}},
		{"split into given words", func(p []string) negotiation.Command {
			return negotiation.SplitPassage{Paragraph: p[1], BaseRevision: 1, Parts: []negotiation.Part{{Text: "One."}, {Text: "Two."}}}
		}, []string{a, "One.", "Two.", c}},
		{"merge", func(p []string) negotiation.Command {
			return negotiation.MergePassages{Paragraphs: p[:2], BaseRevisions: []int{1, 1}}
		}, []string{a + " " + b, c}},
	} {
		t.Run(v.name, func(t *testing.T) {
			s, p := published(t)
			out := s.do(desk, v.command(p))
			if diff := cmp.Diff(v.want, s.words()); diff != "" {
				t.Error(diff)
			}
			for _, e := range out.Events {
				if e.Audience != "team:riverside" {
					t.Errorf("%s is for %s", e.Type, e.Audience)
				}
			}
			s.do(desk, negotiation.UndoAct{Document: compact})
			if diff := cmp.Diff(startWords, s.words()); diff != "" {
				t.Errorf("after undoing: %s", diff)
			}
		})
	}
}

func TestLineageOfSplitsAndMergers(t *testing.T) {
	s, p := published(t)
	out := s.do(desk, negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, At: []int{12}, Parts: []negotiation.Part{{}, {Label: "1 bis."}}})
	halves := append([]negotiation.Entity{out.Result}, out.Also...)
	for i, want := range []string{"1.", "1 bis."} {
		g := halves[i].(*negotiation.Passage)
		if g.Label != want || g.Origin.OriginKind != negotiation.SplitFrom || !cmp.Equal(g.Origin.From, p[:1]) {
			t.Errorf("half %d is %+v", i, g)
		}
	}
	if !s.passage(p[0]).Deleted {
		t.Error("the old paragraph still stands")
	}
	// What came and went between two drafts is stepped over when it is published.
	names := s.paragraphs()
	s.do(desk, negotiation.MergePassages{Paragraphs: names[1:3], BaseRevisions: []int{1, 1}})
	s.publish("rev1")
	q := get[*negotiation.Paragraph](s, s.paragraphs()[1])
	if want := []string{p[0], p[1]}; !cmp.Equal(q.Origin.From, want) {
		t.Errorf("published lineage %v, want %v", q.Origin.From, want)
	}
}

// TestUndoingAllGivesTheStart plays random acts and takes them all back.
func TestUndoingAllGivesTheStart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, _ := published(t)
		image := func() string {
			var out []string
			for i, g := range s.passages() {
				out = append(out, fmt.Sprint(g.Paragraph, g.Label, g.Kind, g.Depth, g.Order, s.words()[i]))
			}
			return fmt.Sprint(out)
		}
		start, done := image(), 0
		for n := range rapid.IntRange(1, 12).Draw(r, "acts") {
			kinds := []string{"edit", "insert", "delete", "move", "split", "merge", "relabel"}
			x := act{kind: rapid.SampledFrom(kinds).Draw(r, "kind"), by: sarrow,
				a: rapid.IntRange(0, 9).Draw(r, "a"), b: rapid.IntRange(0, 9).Draw(r, "b")}
			by, c := s.command(n, x)
			if _, err := s.try(by, c); err == nil {
				done++
			}
		}
		for range done {
			s.do(desk, negotiation.UndoAct{Document: compact})
		}
		if got := image(); got != start {
			r.Fatalf("after undoing %d acts:\n%s\nwant\n%s", done, got, start)
		}
	})
}

func TestNamesInBracketsStandBeside(t *testing.T) {
	s, p := published(t)
	s.do(root, negotiation.UpdateActor{Actor: "actors/sarrow", Aliases: &[]string{"SI"}})
	typed := "The parties shall [Delta Union, SI: fairly] share [Nobody: all] the waters."
	s.do(ines, negotiation.EditPassage{Paragraph: p[0], BaseRevision: 1, Text: typed})
	if got, want := s.words()[0], "The parties shall [fairly] share [Nobody: all] the waters."; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
	held := func(n int) []text.Attribution {
		return get[*negotiation.Attribution](s, negotiation.AttributionName(negotiation.WorkingRevisionName(p[0], n))).Held
	}
	want := []text.Attribution{{Offset: 19, Source: "Delta Union, SI: ", Actors: []string{"actors/delta", "actors/sarrow"}}}
	if diff := cmp.Diff(want, held(2)); diff != "" {
		t.Fatal(diff)
	}
	// An edit of the plain form carries the names along.
	s.edit(p[0], "All parties concerned shall [very fairly] share [Nobody: all] the waters.")
	if got := held(3); len(got) != 1 || got[0].Offset != 29 {
		t.Errorf("carried to %+v", got)
	}
	// Typed where they stand, they are not doubled.
	s.edit(p[0], "All parties concerned shall [Delta Union: very fairly] share [Nobody: all] the waters.")
	if got := held(4); len(got) != 1 || got[0].Source != "Delta Union: " {
		t.Errorf("typed anew, held are %+v", got)
	}
	// In the typed form, the names that are typed are all there are.
	s.do(ines, negotiation.EditPassage{Paragraph: p[0], BaseRevision: 4, Text: "All parties shall [fairly] share.", Typed: true})
	if e, err := s.state.Get(negotiation.KindAttribution, negotiation.AttributionName(negotiation.WorkingRevisionName(p[0], 5))); err == nil {
		t.Errorf("names are still held: %+v", e)
	}
}

func TestAttributedEdition(t *testing.T) {
	for _, attributed := range []bool{true, false} {
		t.Run(fmt.Sprint(attributed), func(t *testing.T) {
			s, p := published(t)
			s.edit(p[0], "The parties shall [Delta Union: fairly] share the waters.")
			s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
			s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates, Attributed: attributed})
			if got := s.sees(morvane, negotiation.EditionAttributionName(compact+"/drafts/rev1", p[0])); got != attributed {
				t.Errorf("States see who holds what: %t", got)
			}
			if s.sees(anonymous, negotiation.EditionAttributionName(compact+"/drafts/rev1", p[0])) {
				t.Error("the public sees who holds what")
			}
		})
	}
}
