package service_test

import (
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// TestLineageOfNarrowerDrafts: who sees a draft that others do not goes on seeing what
// became of its paragraphs when the next draft is shown to all, and those who are shown
// the earlier one afterwards see it from then on.
func TestLineageOfNarrowerDrafts(t *testing.T) {
	versus := service.Versus{Base: draftOf("zero"), Target: draftOf("rev1")}
	for name, show := range map[string][]negotiation.Level{
		"at once":  {negotiation.ToPublic},
		"by steps": {negotiation.ToStates, negotiation.ToStakeholders, negotiation.ToPublic},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTracedWorld(t, tracedZero, negotiation.ToStates)
			p := w.paragraph("The parties")
			w.act(ines, negotiation.SplitPassage{Paragraph: p.Paragraph, BaseRevision: p.Revision, At: []int{len("The parties ")}})
			w.publish("rev1", show[0], true)
			for _, level := range show[1:] {
				w.act(ines, negotiation.PublishDraft{Draft: draftOf("rev1"), Level: level, Attributed: true})
			}
			w.split(joao, versus)
			w.expect(joao, "rev1", "The parties | zero 1", "should share the waters. | zero 1", "Requests a report every year. | zero 1", "Invites observers. | zero 1")
			if _, err := w.Compare(t.Context(), nobody, versus, service.Plain); reason(err) != "NOT_FOUND" {
				t.Errorf("the public and a draft for States: %v", err)
			}
			w.act(ines, negotiation.PublishDraft{Draft: draftOf("zero"), Level: negotiation.ToPublic, Attributed: true})
			w.split(joao, versus)
			w.split(nobody, versus)
		})
	}
}

// split wants one paragraph split between two drafts, and no other change.
func (w *tracedWorld) split(who negotiation.Principal, v service.Versus) {
	w.t.Helper()
	c, err := w.Compare(w.t.Context(), who, v, service.Plain)
	if err != nil || c.Stats.Split != 1 || c.Stats.Inserted+c.Stats.Deleted != 0 {
		w.t.Errorf("as %q: %+v, %v, want one split", who.User, c.Stats, err)
	}
}
