package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// TestAmendmentCard shows paragraphs by label and words, and each rebase and
// disposition with what was said to it.
func TestAmendmentCard(t *testing.T) {
	const doc = "processes/riverside/documents/compact/"
	at := labelled{
		doc + "paragraphs/a": {Label: "2.", Text: &travauxv1.Text{Content: "Also decides to open a second warning channel;"}},
		doc + "paragraphs/b": {Text: &travauxv1.Text{Content: "Recognizing the need for warnings,"}},
	}
	m := &travauxv1.Amendment{
		Name: doc + "amendments/x", Kind: travauxv1.AmendmentKind_AMENDMENT_KIND_INSERT, Paragraph: doc + "paragraphs/a",
		Label: "2 bis.", Text: "Decides to meet;", Rationale: "too seldom", State: travauxv1.AmendmentState_AMENDMENT_STATE_SUBMITTED,
		Sponsorship: &travauxv1.Sponsorship{Circulation: travauxv1.Circulation_CIRCULATION_WITH_NAME},
		Handling: &travauxv1.Handling{
			Rebases: []*travauxv1.Rebase{
				{Draft: doc + "drafts/rev1", Outcome: travauxv1.RebaseOutcome_REBASE_OUTCOME_CLEAN, Text: "Decides to meet often;", Answer: travauxv1.RebaseAnswer_REBASE_ANSWER_REVISED},
				{Draft: doc + "drafts/rev2", Outcome: travauxv1.RebaseOutcome_REBASE_OUTCOME_ORPHANED, Candidates: []string{doc + "paragraphs/b"}},
			},
			Dispositions: []*travauxv1.Disposition{{Kind: travauxv1.DispositionKind_DISPOSITION_KIND_NOT_REFLECTED, Reason: "no consensus"}},
		},
	}
	got := map[string]string{}
	card := amendmentCard(at)
	for i, cell := range card.row(m) {
		if cell != "" {
			got[card.heads()[i]] = cell
		}
	}
	want := map[string]string{
		"ID": "x", "KIND": "insert", "PARAGRAPH": "after 2. “Also decides to open a second …”", "LABEL": "2 bis.",
		"TEXT": "Decides to meet;", "RATIONALE": "too seldom", "STATE": "submitted", "CIRCULATION": "with-name, not yet shown",
		"REBASES":      "rev1: clean, revised: Decides to meet often;\nrev2: orphaned, it may go to “Recognizing the need for warnings,”",
		"DISPOSITIONS": "not-reflected: no consensus",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("card (-want +got):\n%s", diff)
	}
	m.Paragraph = ""
	if got := at.place(m, at.label); got != "first" {
		t.Errorf("place of a first insertion = %q", got)
	}
	m.Kind, m.Paragraph = travauxv1.AmendmentKind_AMENDMENT_KIND_EDIT, doc+"paragraphs/gone"
	if got := at.place(m, at.label); got != "gone" {
		t.Errorf("place of an unknown paragraph = %q", got)
	}
}
