package service_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// TestProvenanceOfInsertions: of two new paragraphs the one is told as brought by an
// insertion that was made of it or, where the viewer does not know which, that stands
// where it was asked for.
func TestProvenanceOfInsertions(t *testing.T) {
	const dredging = "Requests the Secretary-General to submit a report on the dredging of the delta."
	const pesticides = "Requests the Secretary-General to submit a report on the use of pesticides."
	for _, c := range []struct {
		name          string
		asked, placed string // the paragraphs that the insertion was to follow, and that the other follows
		gone          bool   // the one that it was to follow is taken out since
		want          map[string][]string
	}{
		{"elsewhere", "Invites", "The parties", false, map[string][]string{
			"ines": {pesticides + " | rev1 w1", dredging + " | rev1 w1 | 1 coravia applied"},
			"mei":  {pesticides + " | rev1 1", dredging + " | rev1 1 | 1 coravia decided"},
			"joao": {pesticides + " | rev1 1", dredging + " | rev1 1 | 1 coravia same-words"}}},
		// Others cannot know which of two at the same place was made of it.
		{"at the same place", "Invites", "Invites", false, map[string][]string{
			"ines": {pesticides + " | rev1 w1", dredging + " | rev1 w1 | 1 coravia applied"},
			"mei":  {pesticides + " | rev1 1", dredging + " | rev1 1 | 1 coravia decided"},
			"joao": {"Requests the Secretary-General to submit a report on the  | rev1 1 | 1 coravia same-words", "use | rev1 1",
				" of  | rev1 1 | 1 coravia same-words", "pesticides | rev1 1", ". | rev1 1 | 1 coravia same-words", dredging + " | rev1 1 | 1 coravia same-words"}}},
		{"after one that is gone", "Requests", "Invites", true, map[string][]string{
			"joao": {dredging + " | rev1 1 | 1 coravia same-words", pesticides + " | rev1 1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTracedWorld(t, tracedZero, negotiation.ToStates)
			at := w.paragraph(c.asked)
			w.take(w.act(mei, negotiation.ProposeAmendment{Document: document, Kind: negotiation.InsertParagraph, Paragraph: at.Paragraph,
				Wanted: dredging, Circulation: negotiation.CirculateWithName, Submit: true}).Result.Entity.EntityName())
			if c.gone {
				w.act(ines, negotiation.DeletePassage{Paragraph: at.Paragraph, BaseRevision: at.Revision})
			}
			after := w.paragraph(c.placed)
			w.act(ines, negotiation.InsertPassage{Document: document, After: after.Paragraph, Kind: after.Kind, Label: "9.", Text: pesticides})
			w.publish("rev1", negotiation.ToStates, true)
			for who, p := range map[string]negotiation.Principal{"ines": ines, "mei": mei, "joao": joao} {
				want, ok := c.want[who]
				if diff := cmp.Diff(want, only(w.traced(p, "rev1"), "rev1")); diff != "" && ok {
					t.Errorf("as %s (-want +got):\n%s", who, diff)
				}
			}
		})
	}
}

// TestProvenanceOfTheWithdrawn: an amendment withdrawn before a draft was cut is not
// told as asking for its words; one withdrawn since is.
func TestProvenanceOfTheWithdrawn(t *testing.T) {
	for _, c := range []struct {
		name   string
		before bool
		want   string
	}{
		{"before the cut", true, "must | rev1 2"},
		{"since", false, "must | rev1 2 | 1 sarrow same-words"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTracedWorld(t, tracedZero, negotiation.ToStates)
			a := w.propose(joao, "The parties", "The parties must share the waters.", negotiation.CirculateWithName)
			withdraw := func() { w.act(joao, negotiation.WithdrawAmendment{Amendment: a}) }
			if c.before {
				withdraw()
			}
			w.edit("The parties", "The parties must share the waters.")
			w.publish("rev1", negotiation.ToStates, true)
			if !c.before {
				withdraw()
			}
			if diff := cmp.Diff([]string{c.want}, only(w.traced(mei, "rev1"), "must")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
