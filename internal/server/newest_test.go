package server_test

import (
	"strings"
	"testing"
	"time"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// TestNarrowDraftAfterAWideOne: a draft that only States see, after one that everybody
// sees, is what States read paragraph by paragraph and propose on; the public reads what
// it has been shown.
func TestNarrowDraftAfterAWideOne(t *testing.T) {
	w := newWorld(t)
	w.populate()
	drafts, documents := v1.NewDraftServiceClient(w.conn()), v1.NewDocumentServiceClient(w.conn())
	_, err := drafts.PublishDraft(w.as("ines"), &v1.PublishDraftRequest{Name: document + "/drafts/zero", Sight: v1.Sight_SIGHT_PUBLIC})
	w.must(err)
	list := func(who string, size int32) string {
		var out []string
		req := &v1.ListParagraphsRequest{Parent: document, PageSize: size}
		for {
			page, err := documents.ListParagraphs(w.as(who), req)
			w.must(err)
			for _, p := range page.GetParagraphs() {
				out = append(out, p.GetLabel()+" "+p.GetText().GetContent())
				one, err := documents.GetParagraph(w.as(who), &v1.GetParagraphRequest{Name: p.GetName()})
				w.must(err)
				if one.GetText().GetContent() != p.GetText().GetContent() || one.GetRevision() != p.GetRevision() || one.GetEtag() != p.GetEtag() {
					t.Errorf("%s: listed %v, read %v", who, p, one)
				}
			}
			if req.PageToken = page.GetNextPageToken(); req.PageToken == "" {
				return strings.Join(out, "\n")
			}
		}
	}
	before := list("public", 50)
	w.clock.advance(time.Minute)
	text := "The Parties to the Riverside Compact,\n\n1. Decide to share the waters of the Lower Delta in good faith and fairly;\n\n2. Establish a wholly new fund for dredging and repairs of quays;\n"
	_, err = drafts.ImportDraft(w.as("ines"), &v1.ImportDraftRequest{Parent: document, Content: []byte(text), Source: &v1.DraftSource{DraftId: "rev1", FileName: "a.txt"}})
	w.must(err)
	w.clock.advance(time.Minute)
	_, err = drafts.PublishDraft(w.as("ines"), &v1.PublishDraftRequest{Name: document + "/drafts/rev1", Sight: v1.Sight_SIGHT_STATES})
	w.must(err)
	want := " The Parties to the Riverside Compact,\n1. Decide to share the waters of the Lower Delta in good faith and fairly;\n2. Establish a wholly new fund for dredging and repairs of quays;"
	for _, size := range []int32{1, 2, 50} {
		if got := list("mei", size); got != want {
			t.Errorf("in pages of %d a State reads\n%s\nwant\n%s", size, got, want)
		}
		if got := list("public", size); got != before {
			t.Errorf("in pages of %d the public reads\n%s\nand before\n%s", size, got, before)
		}
	}
	all, err := documents.ListParagraphs(w.as("mei"), &v1.ListParagraphsRequest{Parent: document})
	w.must(err)
	p := all.GetParagraphs()[1]
	proposal := &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: p.GetRevision(),
		Text: "Decide to share the waters of the Lower Delta in good faith and very fairly;"}
	amendments := v1.NewAmendmentServiceClient(w.conn())
	preview, err := amendments.PreviewAmendment(w.as("mei"), &v1.PreviewAmendmentRequest{Parent: document, Subject: &v1.PreviewAmendmentRequest_Proposal{Proposal: proposal}})
	w.must(err)
	if preview.GetCurrent().GetNumber() != p.GetRevision() || preview.GetOutcome() != v1.RebaseOutcome_REBASE_OUTCOME_UNTOUCHED {
		t.Errorf("the preview compares with revision %d and gives %v", preview.GetCurrent().GetNumber(), preview.GetOutcome())
	}
	_, err = amendments.ProposeAmendment(w.as("mei"), &v1.ProposeAmendmentRequest{Parent: document, Proposal: proposal, Submit: true})
	w.must(err)
	// With those that it has no more, in pages of every size, the draft's come first.
	for _, size := range []int32{1, 2, 3, 50} {
		var got []string
		req := &v1.ListParagraphsRequest{Parent: document, PageSize: size, ShowDeleted: true}
		for {
			page, err := documents.ListParagraphs(w.as("mei"), req)
			w.must(err)
			for _, p := range page.GetParagraphs() {
				if p.GetDeleted() {
					got = append(got, "deleted")
				} else {
					got = append(got, p.GetLabel()+" "+p.GetText().GetContent())
				}
			}
			if req.PageToken = page.GetNextPageToken(); req.PageToken == "" {
				break
			}
		}
		deleted := strings.Count(before, "\n") + 1 - 2 // all that the public reads but the two that continue
		if all := strings.Join(got, "\n"); all != want+strings.Repeat("\ndeleted", deleted) {
			t.Errorf("in pages of %d, with the deleted, a State reads\n%s", size, all)
		}
	}
	// Shown to everybody, both read the same.
	w.clock.advance(time.Minute)
	_, err = drafts.PublishDraft(w.as("ines"), &v1.PublishDraftRequest{Name: document + "/drafts/rev1", Sight: v1.Sight_SIGHT_PUBLIC})
	w.must(err)
	if got := list("public", 50); got != want {
		t.Errorf("once it is public, the public reads\n%s", got)
	}
	if got := list("mei", 50); got != want {
		t.Errorf("once it is public, a State reads\n%s", got)
	}
}
