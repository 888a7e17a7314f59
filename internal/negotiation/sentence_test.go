package negotiation_test

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// TestRefusalsAreSentences wants the thing named in the sentence itself and a remedy
// that tells what to do.
func TestRefusalsAreSentences(t *testing.T) {
	s, p := published(t)
	edit := func(words string) negotiation.Command {
		return negotiation.EditPassage{Paragraph: p[0], BaseRevision: 1, Text: words}
	}
	for _, c := range []struct {
		by             negotiation.Principal
		command        negotiation.Command
		reason         string
		message, wants string // of the remedy
	}{
		{root, negotiation.CreateProcess{ID: "lake"}, "FIELD_REQUIRED", "the field title is required", "title"},
		{root, negotiation.CreateActor{ID: "lake", Kind: "lake", DisplayName: map[string]string{"en": "Lake"}}, "FIELD_INVALID",
			"the field kind is none of member-state", "one of"},
		{root, negotiation.CreateProcess{ID: "lake", Title: "A\nB"}, "FIELD_INVALID", "the field title has more than one line", "line"},
		{desk, negotiation.ImportDraft{Document: compact, Content: text.Draft{}}, "DRAFT_EMPTY", "the file has no paragraph", ""},
		{desk, negotiation.ImportDraft{Document: compact, Content: content(startWords...)}, "NO_CHANGE",
			"the working text of " + compact + " says the same already", ""},
		{ines, edit(startWords[0]), "NO_CHANGE", "paragraph " + p[0] + " has that wording already", ""},
		{ines, edit(" "), "TEXT_EMPTY", "the field text has no words", ""},
		{sarrow, edit("A."), "WRONG_CAPACITY", "ask for a token of capacity team", ""},
		{ines, negotiation.CreateProcess{ID: "lake", Title: "Lake"}, "WRONG_CAPACITY", "ask for a token of capacity administrator", ""},
		{ines, s.proposal(p[0], "A."), "WRONG_CAPACITY", "ask for a token of capacity delegation", ""},
	} {
		e := s.refused(c.by, c.command, c.reason)
		if !strings.Contains(e.Message, c.message) || !strings.Contains(e.Remedy, c.wants) || strings.Contains(e.Remedy, "the message tells") {
			t.Errorf("%s: %q, remedy %q", c.reason, e.Message, e.Remedy)
		}
	}
}
