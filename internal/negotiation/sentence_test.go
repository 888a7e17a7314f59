package negotiation_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// TestRefusalsAreSentences wants the thing named in the sentence itself and the remedy
// that tells what to do.
func TestRefusalsAreSentences(t *testing.T) {
	s, p := published(t)
	edit := func(words string) negotiation.Command {
		return negotiation.EditPassage{Paragraph: p[0], BaseRevision: 1, Text: words}
	}
	const noChange = "Nothing needs doing; if a change was meant, check the base."
	for _, c := range []struct {
		by      negotiation.Principal
		command negotiation.Command
		reason  string
		message string // a part of it
		remedy  string
	}{
		{root, negotiation.CreateProcess{ID: "lake"}, "FIELD_REQUIRED", "the field title is required", "Give the field title."},
		{root, negotiation.CreateActor{ID: "lake", Kind: "lake", DisplayName: map[string]string{"en": "Lake"}}, "FIELD_INVALID",
			"the field kind is none of member-state",
			"Give one of member-state, observer-state, observer, group, united-nations, stakeholder."},
		{root, negotiation.CreateProcess{ID: "lake", Title: "A\nB"}, "FIELD_INVALID", "the field title has more than one line", "Write it on one line."},
		{desk, negotiation.ImportDraft{Document: compact, Content: text.Draft{}}, "DRAFT_EMPTY", "the file has no paragraph",
			"Check the file, or write the text first."},
		{desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...)}, "NO_CHANGE",
			"the working text of " + compact + " says the same already", noChange},
		{ines, edit(startWords[0]), "NO_CHANGE", "paragraph " + p[0] + " has that wording already", noChange},
		{ines, edit(" "), "TEXT_EMPTY", "the field text has no words",
			"Give the words; to take a paragraph out, delete it or propose its deletion."},
		{sarrow, edit("A."), "WRONG_CAPACITY", "ask for a token of capacity team",
			"Sign in with a token of capacity team; an administrator makes one."},
		{ines, negotiation.CreateProcess{ID: "lake", Title: "Lake"}, "WRONG_CAPACITY", "ask for a token of capacity administrator",
			"Sign in with a token of capacity administrator; an administrator makes one."},
		{ines, s.proposal(p[0], "A."), "WRONG_CAPACITY", "ask for a token of capacity delegation",
			"Sign in with a token of capacity delegation; an administrator makes one."},
	} {
		e := s.refused(c.by, c.command, c.reason)
		if !strings.Contains(e.Message, c.message) || e.Remedy != c.remedy {
			t.Errorf("%s: %q, remedy %q", c.reason, e.Message, e.Remedy)
		}
	}
}
