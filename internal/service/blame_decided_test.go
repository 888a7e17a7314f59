package service_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// correct decides about the paragraphs of two drafts.
func (w *tracedWorld) correct(older, newer string, links ...negotiation.LineageDecision) {
	w.t.Helper()
	w.act(ines, negotiation.CorrectLineage{Older: draftOf(older), Newer: draftOf(newer), Links: links})
}

// TestProvenanceGoesByDecisions: what people decided about two drafts goes before
// identity, for the team and for all others.
func TestProvenanceGoesByDecisions(t *testing.T) {
	// The texts swap places under their identities, as an import may pair them.
	swapped := func(w *tracedWorld) (one, two string) {
		one, two = w.paragraph("The parties").Paragraph, w.paragraph("Requests").Paragraph
		w.edit("The parties", "Requests a full report every single year.")
		w.act(ines, negotiation.EditPassage{Paragraph: two, BaseRevision: 1, Text: "The parties should share all the waters."})
		w.publish("rev1", negotiation.ToStates, true)
		return one, two
	}
	cross := func(w *tracedWorld, one, two string) {
		w.correct("zero", "rev1",
			negotiation.LineageDecision{Verdict: negotiation.Became, Old: []string{one}, New: []string{two}},
			negotiation.LineageDecision{Verdict: negotiation.Became, Old: []string{two}, New: []string{one}})
	}
	const invites = "Invites observers. | zero 1"
	for _, c := range []struct {
		name string
		do   func(w *tracedWorld)
		want []string
	}{
		{"swapped", func(w *tracedWorld) { one, two := swapped(w); cross(w, one, two) }, []string{
			"Requests a  | zero 1", "full  | rev1 2", "report every  | zero 1", "single  | rev1 2", "year. | zero 1",
			"The parties should share  | zero 1", "all  | rev1 2", "the waters. | zero 1", invites}},
		{"apart", func(w *tracedWorld) {
			one, _ := swapped(w)
			w.correct("zero", "rev1", negotiation.LineageDecision{Verdict: negotiation.Apart, Old: []string{one}, New: []string{one}})
		}, []string{"Requests a full report every single year. | rev1 2", "The parties should share all the waters | rev1 2", ". | zero 1", invites}},
		{"an old one that did not go on", func(w *tracedWorld) {
			one, _ := swapped(w)
			w.correct("zero", "rev1", negotiation.LineageDecision{Verdict: negotiation.Apart, Old: []string{one}})
		}, []string{"Requests a full report every single year. | rev1 2", "The parties should share all the waters | rev1 2", ". | zero 1", invites}},
		{"a part that is new", func(w *tracedWorld) {
			w.act(ines, negotiation.SplitPassage{Paragraph: w.paragraph("The parties").Paragraph, BaseRevision: 1, At: []int{len("The parties ")}})
			w.publish("rev1", negotiation.ToStates, true)
			w.correct("zero", "rev1", negotiation.LineageDecision{Verdict: negotiation.Apart, New: []string{w.paragraph("should share").Paragraph}})
		}, []string{"The parties | zero 1", "should share the waters. | rev1 1", "Requests a report every year. | zero 1", invites}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTracedWorld(t, tracedZero, negotiation.ToStates)
			c.do(w)
			w.expect(mei, "rev1", c.want...)
			w.expect(ines, "rev1", working(c.want)...)
		})
	}
}

// working writes the numbers of wordings as the team has them.
func working(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l[:len(l)-1] + "w" + l[len(l)-1:]
	}
	return out
}

// TestProvenanceOverTwoDecisions: a decision about two drafts holds for the first
// wording after the older one, and further back those about older drafts.
func TestProvenanceOverTwoDecisions(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	one, two := w.paragraph("The parties").Paragraph, w.paragraph("Requests").Paragraph
	swap := func(n int, first, second string) {
		w.act(ines, negotiation.EditPassage{Paragraph: one, BaseRevision: n, Text: first})
		w.act(ines, negotiation.EditPassage{Paragraph: two, BaseRevision: n, Text: second})
	}
	links := []negotiation.LineageDecision{
		{Verdict: negotiation.Became, Old: []string{one}, New: []string{two}}, {Verdict: negotiation.Became, Old: []string{two}, New: []string{one}}}
	swap(1, "Requests a full report every year.", "The parties shall share the waters.")
	w.publish("rev1", negotiation.ToStates, true)
	swap(2, "The parties shall share all the waters.", "Requests a full report every second year.")
	w.publish("rev2", negotiation.ToStates, true)
	w.correct("zero", "rev1", links...)
	w.correct("rev1", "rev2", links...)
	want := []string{"The parties  | zero 1", "shall | rev1 2", " share  | zero 1", "all  | rev2 3", "the waters. | zero 1",
		"Requests a  | zero 1", "full  | rev1 2", "report every  | zero 1", "second  | rev2 3", "year. | zero 1", "Invites observers. | zero 1"}
	w.expect(mei, "rev2", want...)
	w.expect(ines, "rev2", working(want)...)
	w.expect(mei, "rev1", "Requests a  | zero 1", "full  | rev1 2", "report every year. | zero 1",
		"The parties  | zero 1", "shall | rev1 2", " share the waters. | zero 1", "Invites observers. | zero 1")
}

// TestProvenanceAfterWidening: a draft that is shown to more people later stays the
// one with which the words began, and the time is when the caller could first see it.
func TestProvenanceAfterWidening(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	w.edit("The parties", "All the parties should share the waters.")
	w.publish("rev1", negotiation.ToStates, true)
	type source struct {
		draft string
		at    time.Time
	}
	sources := func(who negotiation.Principal) (out []source) {
		page, err := w.Provenance(t.Context(), who, draftOf("rev1"), "", 0, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Paragraphs[0].Sources {
			out = append(out, source{negotiation.LastID(s.Draft.Name), s.At})
		}
		return out
	}
	want := []source{{"zero", moment.Add(time.Minute)}, {"rev1", w.now}}
	check := func(when string) {
		t.Helper()
		if diff := cmp.Diff(want, sources(mei), cmp.AllowUnexported(source{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("before")
	w.act(ines, negotiation.PublishDraft{Draft: draftOf("zero"), Level: negotiation.ToPublic})
	check("after")
	if got := sources(ines); got[0].draft != "zero" || !got[0].at.Equal(moment) {
		t.Errorf("the team is told %+v", got)
	}
}

// TestProvenanceAfterClockStep: the team is told where words come from also where the
// clock was set back between a wording and the draft cut from it.
func TestProvenanceAfterClockStep(t *testing.T) {
	w := newTracedWorld(t, tracedZero, negotiation.ToStates)
	w.now = w.now.Add(time.Hour)
	w.edit("The parties", "The parties should share all the waters.")
	w.now = w.now.Add(-10 * time.Minute)
	w.publish("rev1", negotiation.ToStates, true)
	want := []string{"The parties should share  | zero 1", "all  | rev1 2", "the waters. | zero 1", "Requests a report every year. | zero 1", "Invites observers. | zero 1"}
	w.expect(mei, "rev1", want...)
	w.expect(ines, "rev1", working(want)...)
}
