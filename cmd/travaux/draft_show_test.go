package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/text"
)

// TestRaisedAnchors puts footnote signs after their words and leaves the draft
// as it was.
func TestRaisedAnchors(t *testing.T) {
	words := "Recalling the floods, and the rivers,"
	d := &text.Draft{Paragraphs: []text.Paragraph{{Text: words, Marks: []text.Mark{
		{Kind: text.Italic, Start: 0, End: 9},
		{Kind: text.NoteAnchor, Start: 20, End: 20, Ref: "12"},
		{Kind: text.NoteAnchor, Start: 20, End: 20, Ref: "*"},
		{Kind: text.NoteAnchor, Start: len(words), End: len(words), Ref: "3"},
	}}}}
	got := raisedAnchors(d).Paragraphs[0].Text
	if diff := cmp.Diff("Recalling the floods¹²^*, and the rivers,³", got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	if d.Paragraphs[0].Text != words || len(d.Paragraphs[0].Marks) != 4 {
		t.Error("the draft given was changed")
	}
}
