package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// TestGetDraftProvenance: the sources of a draft's words, counted in code points, over
// each transport and as each caller may be told them.
func TestGetDraftProvenance(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	const method, rev1 = "DraftService.GetDraftProvenance", document + "/drafts/rev1"
	var amendment string
	for _, s := range []step{
		{"propose", "joao", "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: true, Circulation: v1.Circulation_CIRCULATION_WITH_NAME,
			Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: 1,
				Text: "Agree to meet every “third” year — at least — in the City of Ouvena;"}}},
		{"decide", "ines", "AmendmentService.DecideAmendment", &v1.DecideAmendmentRequest{Disposition: v1.DispositionKind_DISPOSITION_KIND_REFLECTED, Apply: true}},
		{"cut", "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "rev1"}},
		{"publish", "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: rev1, Sight: v1.Sight_SIGHT_STATES, Attributed: true}},
	} {
		if d, ok := s.req.(*v1.DecideAmendmentRequest); ok {
			d.Name = amendment
		}
		replies, err := w.invoke("grpc", s)
		w.must(err)
		if s.name == "propose" {
			amendment = reply(w, replies, &v1.Amendment{}).GetName()
		}
	}
	for _, c := range []struct {
		who, revision string
		basis         v1.CreditBasis
	}{
		{"ines", "/revisions/w2", v1.CreditBasis_CREDIT_BASIS_APPLIED},
		{"joao", "/revisions/2", v1.CreditBasis_CREDIT_BASIS_DECIDED},
		{"mei", "/revisions/2", v1.CreditBasis_CREDIT_BASIS_SAME_WORDS},
	} {
		by := []*v1.WordCredit{{Amendment: amendment, Number: 1, Actor: "actors/sarrow", Basis: c.basis}}
		for _, transport := range transports {
			replies, err := w.invoke(transport, step{method, c.who, method, &v1.GetDraftProvenanceRequest{Name: rev1, Paragraph: p.GetName()}})
			w.must(err)
			r := reply(w, replies, &v1.GetDraftProvenanceResponse{})
			if len(r.GetParagraphs()) != 1 || r.GetDraft().GetName() != rev1 || r.GetNextPageToken() != "" {
				t.Fatalf("%s as %s: %v", transport, c.who, r)
			}
			traced := r.GetParagraphs()[0]
			words := []rune(traced.GetParagraph().GetText().GetContent())
			var got []string
			for _, s := range traced.GetSpans() {
				from := traced.GetSources()[s.GetSource()]
				run := string(words[s.GetStart():s.GetEnd()])
				if from.GetDraft() == rev1 {
					run = "+" + run
					if diff := cmp.Diff(by, from.GetCredits(), protocmp.Transform()); diff != "" || from.GetRevision() != p.GetName()+c.revision || from.GetTime() == nil {
						t.Errorf("%s as %s: %v\n%s", transport, c.who, from, diff)
					}
				}
				got = append(got, run)
			}
			want := []string{"Agree to meet every ", "+“third”", " year ", "+— at least — ", "in the City of Ouvena;"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s (-want +got):\n%s", transport, c.who, diff)
			}
		}
	}
	for _, req := range []proto.Message{
		&v1.GetDraftProvenanceRequest{Name: rev1}, &v1.GetDraftProvenanceRequest{Name: document + "/drafts/none"},
	} {
		if _, err := w.invoke("json", step{method, "public", method, req}); status.Code(err) != codes.NotFound {
			t.Errorf("the public is told of %v: %v", req, err)
		}
	}
}
