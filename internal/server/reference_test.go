package server_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// pointing is a draft whose words point at paragraphs and instruments; the é counts
// for one code point.
const pointing = `1. Décide, in line with paragraph 2 below and General Assembly resolution 70/125, paragraph 5, to share the waters;

2. Agree to meet as paragraph 9 above says;

3. Request a report under paragraph 1 above and the present paragraph;
`

// pointed imports and publishes pointing as the draft "pointing".
func (w *world) pointed() {
	w.t.Helper()
	w.populate()
	for _, s := range []step{
		{"import", "ines", "DraftService.ImportDraft", &v1.ImportDraftRequest{Parent: document, Content: []byte(pointing),
			Source: &v1.DraftSource{DraftId: "pointing", FileName: "pointing.txt"}}},
		{"publish", "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/pointing"}},
	} {
		_, err := w.invoke("grpc", s)
		w.must(err)
	}
}

func TestListReferences(t *testing.T) {
	w := newWorld(t)
	w.pointed()
	const list = "DraftService.ListReferences"
	all := &v1.ListReferencesRequest{Parent: document + "/drafts/pointing"}
	var got *v1.ListReferencesResponse
	for _, transport := range []string{"grpc", "in process", "json"} {
		replies, err := w.invoke(transport, step{"list", "joao", list, all})
		w.must(err)
		page := reply(w, replies, &v1.ListReferencesResponse{})
		if got != nil {
			if diff := cmp.Diff(got, page, protocmp.Transform()); diff != "" {
				t.Errorf("%s: %s", transport, diff)
			}
		}
		got = page
	}
	name := func(i int) string { return got.References[i].Paragraph }
	want := []*v1.DraftReference{
		{Index: 0, Label: "1.", Kind: v1.ReferenceKind_REFERENCE_KIND_OWN, Unit: v1.ReferenceUnit_REFERENCE_UNIT_PARAGRAPH, Paragraph: name(0),
			Words: "paragraph 2 below", Start: 21, End: 38, Side: v1.ReferenceSide_REFERENCE_SIDE_BELOW,
			Targets: []*v1.ReferenceTarget{{Words: "2", Paragraph: name(2), Label: "2."}}},
		{Index: 0, Label: "1.", Kind: v1.ReferenceKind_REFERENCE_KIND_INSTRUMENT, Unit: v1.ReferenceUnit_REFERENCE_UNIT_PARAGRAPH, Paragraph: name(0),
			Words: "General Assembly resolution 70/125, paragraph 5", Start: 43, End: 90, Targets: []*v1.ReferenceTarget{{Words: "5"}},
			Instrument: "General Assembly resolution 70/125", Symbol: "70/125"},
		{Index: 1, Label: "2.", Kind: v1.ReferenceKind_REFERENCE_KIND_OWN, Unit: v1.ReferenceUnit_REFERENCE_UNIT_PARAGRAPH, Paragraph: name(2),
			Words: "paragraph 9 above", Start: 17, End: 34, Side: v1.ReferenceSide_REFERENCE_SIDE_ABOVE,
			Targets: []*v1.ReferenceTarget{{Words: "9", Doubt: v1.ReferenceDoubt_REFERENCE_DOUBT_MISSING}}},
		{Index: 2, Label: "3.", Kind: v1.ReferenceKind_REFERENCE_KIND_OWN, Unit: v1.ReferenceUnit_REFERENCE_UNIT_PARAGRAPH, Paragraph: name(3),
			Words: "paragraph 1 above", Start: 23, End: 40, Side: v1.ReferenceSide_REFERENCE_SIDE_ABOVE,
			Targets: []*v1.ReferenceTarget{{Words: "1", Paragraph: name(0), Label: "1."}}},
		{Index: 2, Label: "3.", Kind: v1.ReferenceKind_REFERENCE_KIND_PRESENT, Unit: v1.ReferenceUnit_REFERENCE_UNIT_PARAGRAPH, Paragraph: name(3),
			Words: "present paragraph", Start: 49, End: 66},
	}
	if diff := cmp.Diff(want, got.References, protocmp.Transform()); diff != "" {
		t.Error(diff)
	}

	// Page by page, and of one kind, the same references come.
	var paged []*v1.DraftReference
	for token := ""; ; {
		replies, err := w.invoke("grpc", step{"page", "joao", list, &v1.ListReferencesRequest{Parent: all.Parent, PageSize: 2, PageToken: token}})
		w.must(err)
		page := reply(w, replies, &v1.ListReferencesResponse{})
		paged = append(paged, page.References...)
		if token = page.NextPageToken; token == "" {
			break
		}
		if len(page.References) != 2 {
			t.Errorf("a page of %d", len(page.References))
		}
	}
	if diff := cmp.Diff(got.References, paged, protocmp.Transform()); diff != "" {
		t.Errorf("page by page: %s", diff)
	}
	replies, err := w.invoke("json", step{"kind", "joao", list, &v1.ListReferencesRequest{Parent: all.Parent, Kind: v1.ReferenceKind_REFERENCE_KIND_INSTRUMENT}})
	w.must(err)
	if page := reply(w, replies, &v1.ListReferencesResponse{}); len(page.References) != 1 || page.References[0].Symbol != "70/125" {
		t.Errorf("instruments: %v", page.References)
	}
}

// TestReferencesAreSeenWithTheWords: whoever does not see the words of a draft is told
// nothing of its references.
func TestReferencesAreSeenWithTheWords(t *testing.T) {
	w := newWorld(t)
	w.pointed()
	cut := &v1.CutDraftRequest{Parent: document, DraftId: "rev1"}
	_, err := w.invoke("grpc", step{"cut", "ines", "DraftService.CutDraft", cut})
	w.must(err)
	for who, sees := range map[string][2]bool{"ines": {true, true}, "joao": {true, false}, "zoe": {}, "public": {}, "ada": {}} {
		for i, draft := range []string{"pointing", "rev1"} {
			name := document + "/drafts/" + draft
			_, err := w.invoke("grpc", step{"list", who, "DraftService.ListReferences", &v1.ListReferencesRequest{Parent: name}})
			if (err == nil) != sees[i] {
				t.Errorf("%s of %s: %v", draft, who, err)
			}
			if err != nil && refusalLine(err) != absent(name) {
				t.Errorf("%s of %s: %s", draft, who, refusalLine(err))
			}
		}
	}
	for what, c := range map[string]struct {
		req    *v1.ListReferencesRequest
		reason string
	}{
		"too many":     {&v1.ListReferencesRequest{Parent: document + "/drafts/pointing", PageSize: 1001}, "PAGE_SIZE_INVALID"},
		"foreign page": {&v1.ListReferencesRequest{Parent: document + "/drafts/pointing", PageToken: "x"}, "PAGE_TOKEN_INVALID"},
		"no kind":      {&v1.ListReferencesRequest{Parent: document + "/drafts/pointing", Kind: 99}, "FIELD_INVALID"},
		"no name":      {&v1.ListReferencesRequest{Parent: document}, "INVALID_NAME"},
	} {
		if _, err := w.invoke("grpc", step{what, "joao", "DraftService.ListReferences", c.req}); err == nil || !strings.Contains(refusalLine(err), "/"+c.reason+":") {
			t.Errorf("%s: %v, want %s", what, err, c.reason)
		}
	}
}

// TestCutDraftLabels numbers anew over the API: the list comes before the cut and with
// it, and the working text and the draft agree.
func TestCutDraftLabels(t *testing.T) {
	w := newWorld(t)
	w.pointed()
	_, err := w.invoke("grpc", step{"insert", "ines", "DocumentService.InsertParagraph", &v1.InsertParagraphRequest{Parent: document,
		Label: "0 bis.", Kind: v1.ParagraphKind_PARAGRAPH_KIND_OPERATIVE, Text: "Begin anew;"}})
	w.must(err)
	cut := func(check bool) *v1.Draft {
		replies, err := w.invoke("json", step{"cut", "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "rev1",
			Labels: v1.LabelPolicy_LABEL_POLICY_RENUMBER, ValidateOnly: check}})
		w.must(err)
		return reply(w, replies, &v1.Draft{})
	}
	checked := cut(true)
	made := cut(false)
	if diff := cmp.Diff(checked.Findings, made.Findings, protocmp.Transform()); diff != "" {
		t.Errorf("the check and the cut: %s", diff)
	}
	var got [][3]string
	for _, f := range made.Findings {
		got = append(got, [3]string{f.Code, f.Words, f.Suggestion})
		if f.Paragraph == "" || f.Place == "" || f.Message == "" {
			t.Errorf("%v lacks something", f)
		}
	}
	want := [][3]string{
		{"LABEL_CHANGED", "0 bis.", "1."},
		{"LABEL_CHANGED", "1.", "2."},
		{"REFERENCE_RENUMBERED", "paragraph 2 below", "paragraph 3 below"},
		{"REFERENCE_RENUMBERED", "paragraph 1 above", "paragraph 2 above"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	text, err := v1.NewDraftServiceClient(w.conn()).GetDraftText(w.as("ines"), &v1.GetDraftTextRequest{Name: made.Name})
	w.must(err)
	passages, err := v1.NewDocumentServiceClient(w.conn()).ListPassages(w.as("ines"), &v1.ListPassagesRequest{Parent: document})
	w.must(err)
	for i, p := range text.Paragraphs {
		if q := passages.Passages[i]; q.Paragraph != p.Paragraph || q.Label != p.Label {
			t.Errorf("the draft has %q, the working text %q", p.Label, q.Label)
		}
	}
}
