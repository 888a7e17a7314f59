package service_test

import (
	"fmt"
	"math/rand/v2"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

func (w *tracedWorld) expect(who negotiation.Principal, draft string, want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.traced(who, draft)); diff != "" {
		w.t.Errorf("%s as %q (-want +got):\n%s", draft, who.User, diff)
	}
}

// TestProvenanceAlongDrafts: words keep the draft in which they first stood through
// edits, mergers, splits and puttings back; words that come back are new.
func TestProvenanceAlongDrafts(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	w.edit("The parties", "The parties share the waters.")
	one, two := w.paragraph("Requests"), w.paragraph("Invites")
	w.act(ines, negotiation.MergePassages{Paragraphs: []string{one.Paragraph, two.Paragraph}, BaseRevisions: []int{1, 1}})
	w.publish("rev1", negotiation.ToStates, true)
	w.edit("The parties", "The parties should share the waters.")
	merged := w.paragraph("Requests")
	w.act(ines, negotiation.SplitPassage{Paragraph: merged.Paragraph, BaseRevision: 1, At: []int{len("Requests a report every year.")}})
	w.edit("Invites", "Invites all observers.")
	w.publish("rev2", negotiation.ToStates, true)

	w.expect(mei, "rev1", "The parties share the waters. | zero 1",
		"Requests a report every year.  | zero 1", "Invites observers. | zero 1")
	w.expect(mei, "rev2", "The parties  | zero 1", "should  | rev2 3", "share the waters. | zero 1",
		"Requests a report every year. | zero 1", "Invites  | zero 1", "all  | rev2 1", "observers. | zero 1")
	w.expect(ines, "rev2", "The parties  | zero w1", "should  | rev2 w3", "share the waters. | zero w1",
		"Requests a report every year. | zero w1", "Invites  | zero w1", "all  | rev2 w2", "observers. | zero w1")

	w.edit("The parties", "Nothing is left of it.")
	w.act(ines, negotiation.UndoAct{Document: document})
	w.act(ines, negotiation.CutDraft{Document: document, Name: "rev3"})
	if got := w.traced(ines, "rev3"); !strings.HasPrefix(strings.Join(got, "\n"), "The parties  | zero w1\nshould  | rev2 w3\nshare the waters. | zero w1\n") {
		t.Errorf("what was undone left traces: %q", got)
	}
	if _, err := w.Provenance(t.Context(), mei, document+"/drafts/rev3", "", 0, ""); reason(err) != negotiation.NotThere {
		t.Errorf("a sealed draft is told of: %v", err)
	}
}

// TestProvenanceOfOtherKinds: paragraphs that were asked for, wordings that the team
// settled on, amendments carried over another draft and those replaced by their own
// proponent.
func TestProvenanceOfOtherKinds(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	insert := w.act(mei, negotiation.ProposeAmendment{Document: document, Kind: negotiation.InsertParagraph, Paragraph: w.paragraph("Invites").Paragraph,
		Wanted: "Decides to remain seized of the matter.", Circulation: negotiation.CirculateWithName, Submit: true}).Result.Entity.EntityName()
	w.take(insert)
	old := w.propose(joao, "The parties", "The parties must share the waters.", negotiation.CirculateWithName)
	p := w.paragraph("The parties")
	newer := w.act(joao, negotiation.ProposeAmendment{Document: document, Kind: negotiation.EditWords, Paragraph: p.Paragraph, BaseRevision: 1,
		Wanted: "The parties must share the waters, fairly.", Supersedes: old, Circulation: negotiation.CirculateWithName, Submit: true}).Result.Entity.EntityName()
	w.edit("The parties", "The parties should share the clean waters.")
	w.publish("rev1", negotiation.ToStates, true)
	w.act(ines, negotiation.DecideAmendment{Amendment: newer, Disposition: negotiation.PartlyReflected, ApplyToText: true,
		Text: "The parties must, where they can, share the clean waters."})
	w.publish("rev2", negotiation.ToStates, true)

	w.expect(joao, "rev2", "The parties  | zero 1", "must | rev2 3 | 3 sarrow decided", ", where they can, | rev2 3", " share the  | zero 1",
		"clean  | rev1 2", "waters. | zero 1", "Requests a report every year. | zero 1", "Invites observers. | zero 1",
		"Decides to remain seized of the matter. | rev1 1 | 1 coravia same-words")
	w.expect(ines, "rev2", "The parties  | zero w1", "must | rev2 w3 | 3 sarrow applied", ", where they can, | rev2 w3", " share the  | zero w1",
		"clean  | rev1 w2", "waters. | zero w1", "Requests a report every year. | zero w1", "Invites observers. | zero w1",
		"Decides to remain seized of the matter. | rev1 w1 | 1 coravia applied")
	if got := only(w.traced(mei, "rev2"), "must"); len(got) != 1 || got[0] != "must | rev2 3 | 3 sarrow same-words" {
		t.Errorf("the amendment replaced is told beside the one that replaced it: %q", got)
	}
	if got := only(w.traced(mei, "rev2"), "seized"); got[0] != "Decides to remain seized of the matter. | rev1 1 | 1 coravia decided" {
		t.Errorf("its proponent reads %q", got)
	}
}

// TestProvenanceOfDecidedLineage: where people decide that a paragraph became another
// one, its words keep where they come from.
func TestProvenanceOfDecidedLineage(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	old := w.paragraph("Requests")
	w.act(ines, negotiation.DeletePassage{Paragraph: old.Paragraph, BaseRevision: 1})
	w.act(ines, negotiation.InsertPassage{Document: document, After: w.paragraph("Invites").Paragraph, Kind: old.Kind, Label: "3.", Text: "Requests a full report every year."})
	w.publish("rev1", negotiation.ToStates, true)
	before := []string{"Requests a full report every year. | rev1 1"}
	if diff := cmp.Diff(before, only(w.traced(mei, "rev1"), "eport")); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	w.act(ines, negotiation.CorrectLineage{Older: document + "/drafts/zero", Newer: document + "/drafts/rev1",
		Links: []negotiation.LineageDecision{{Verdict: negotiation.Became, Old: []string{old.Paragraph}, New: []string{w.paragraph("Requests a full").Paragraph}}}})
	for _, c := range []struct {
		who  negotiation.Principal
		want []string
	}{
		{mei, []string{"Requests a  | zero 1", "full  | rev1 1", "report every year. | zero 1"}},
		{ines, []string{"Requests a  | zero w1", "full  | rev1 w1", "report every year. | zero w1"}},
	} {
		lines := w.traced(c.who, "rev1")
		if diff := cmp.Diff(c.want, lines[len(lines)-3:]); diff != "" {
			t.Errorf("as %s (-want +got):\n%s", c.who.User, diff)
		}
	}
}

// TestProvenanceForTheWider: who sees only some drafts is told of no other.
func TestProvenanceForTheWider(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	w.edit("The parties", "The parties shall share the waters.")
	w.publish("rev1", negotiation.ToPublic, true)
	w.edit("The parties", "The parties shall share all the waters.")
	w.publish("rev2", negotiation.ToStates, true)
	w.edit("The parties", "The parties shall share all the clean waters.")
	w.publish("rev3", negotiation.ToPublic, true)
	w.expect(nobody, "rev3", "The parties shall share  | rev1 2", "all  | rev3 4", "the  | rev1 2", "clean  | rev3 4", "waters. | rev1 2",
		"Requests a report every year. | rev1 1", "Invites observers. | rev1 1")
	if _, err := w.Provenance(t.Context(), nobody, document+"/drafts/rev2", "", 0, ""); reason(err) != negotiation.NotThere {
		t.Errorf("a draft for States is told of: %v", err)
	}
}

// TestProvenancePages: pages give the same as the whole, one paragraph is itself, and
// what is asked wrongly is refused.
func TestProvenancePages(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	w.edit("Invites", "Invites all observers.")
	w.publish("rev1", negotiation.ToStates, true)
	const rev1 = document + "/drafts/rev1"
	whole, err := w.Provenance(t.Context(), mei, rev1, "", 0, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []service.TracedWording
	for token := ""; ; {
		page, err := w.Provenance(t.Context(), mei, rev1, "", 2, token)
		if err != nil || page.First != len(got) {
			t.Fatalf("page at %d: first %d, %v", len(got), page.First, err)
		}
		got = append(got, page.Paragraphs...)
		if token = page.Next; token == "" {
			break
		}
	}
	if diff := cmp.Diff(whole.Paragraphs, got); diff != "" {
		t.Errorf("(-whole +pages):\n%s", diff)
	}
	third := whole.Paragraphs[2].Entry.Paragraph
	one, err := w.Provenance(t.Context(), mei, rev1, third, 0, "")
	if diff := cmp.Diff(whole.Paragraphs[2:], one.Paragraphs); diff != "" || one.First != 2 || one.Next != "" || err != nil {
		t.Errorf("one paragraph is number %d, next %q, %v (-whole +one):\n%s", one.First, one.Next, err, diff)
	}
	for _, c := range []struct {
		draft, paragraph, token, want string
		size                          int
	}{
		{document + "/drafts/none", "", "", negotiation.NotThere, 0},
		{document, "", "", negotiation.InvalidName, 0},
		{rev1, "3", "", negotiation.InvalidName, 0},
		{rev1, document + "/paragraphs/none", "", negotiation.NotThere, 0},
		{rev1, "", "x", "PAGE_TOKEN_INVALID", 0},
		{rev1, "", "", "PAGE_SIZE_INVALID", -1},
		{rev1, "", "", "PAGE_SIZE_INVALID", service.MaxPage + 1},
	} {
		if _, err := w.Provenance(t.Context(), mei, c.draft, c.paragraph, c.size, c.token); reason(err) != c.want {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// BenchmarkProvenance tells the sources of 150 paragraphs with ten drafts behind
// them, in each of which a fifth was edited, and of which every tenth edit took an
// amendment up. The goal is well under 200 ms.
func BenchmarkProvenance(b *testing.B) {
	g := rand.New(rand.NewPCG(1, 2))
	word := func() string { return fmt.Sprintf("w%03d", g.IntN(400)) }
	texts := make([][]string, 150)
	var zero strings.Builder
	for i := range texts {
		for range 115 {
			texts[i] = append(texts[i], word())
		}
		texts[i][0] = fmt.Sprintf("Begins%03d", i)
		fmt.Fprintf(&zero, "%d. %s.\n\n", i+1, strings.Join(texts[i], " "))
	}
	w := newTracedWorld(b, zero.String(), negotiation.ToStates)
	names := make([]string, len(texts))
	for i := range texts {
		names[i] = w.paragraph(texts[i][0]).Name
	}
	for d := range 10 {
		for i := range texts {
			if g.IntN(5) > 0 {
				continue
			}
			for range 6 {
				texts[i][1+g.IntN(len(texts[i])-1)] = word()
			}
			item, _, err := w.Get(b.Context(), ines, negotiation.KindPassage, names[i])
			if err != nil {
				b.Fatal(err)
			}
			p := item.Entity.(*negotiation.Passage)
			if words := strings.Join(texts[i], " ") + "."; g.IntN(10) > 0 {
				w.act(ines, negotiation.EditPassage{Paragraph: p.Paragraph, BaseRevision: p.Revision, Text: words})
			} else {
				w.take(w.act(joao, negotiation.ProposeAmendment{Document: document, Kind: negotiation.EditWords, Paragraph: p.Paragraph,
					BaseRevision: p.Standing.Revision, Wanted: words, Circulation: negotiation.CirculateWithName, Submit: true}).Result.Entity.EntityName())
			}
		}
		w.publish(fmt.Sprintf("rev%d", d+1), negotiation.ToStates, true)
	}
	for _, who := range []negotiation.Principal{mei, ines} {
		b.Run(path.Base(who.User), func(b *testing.B) {
			for b.Loop() {
				if _, err := w.Provenance(b.Context(), who, document+"/drafts/rev10", "", 0, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
