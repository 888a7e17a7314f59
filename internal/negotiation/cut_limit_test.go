package negotiation_test

import (
	"fmt"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// TestDraftsAreBounded: what may not be imported at once may not be written one by
// one and cut either, since answers are made for drafts of so many paragraphs.
func TestDraftsAreBounded(t *testing.T) {
	s := newScene(t)
	lines := make([]string, negotiation.MaxParagraphs)
	for i := range lines {
		lines[i] = fmt.Sprintf("Word%d.", i+1)
	}
	s.do(desk, negotiation.ImportDraft{Document: compact, Content: content(lines...)})
	s.do(ines, negotiation.InsertPassage{Document: compact, Kind: text.Operative, Text: "One more."})
	s.refused(desk, negotiation.CutDraft{Document: compact, Name: "zero"}, "DRAFT_TOO_LONG")
	s.do(ines, negotiation.DeletePassage{Paragraph: s.paragraphs()[0], BaseRevision: 1})
	s.do(desk, negotiation.CutDraft{Document: compact, Name: "zero"})
}
