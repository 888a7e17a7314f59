package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/timestamppb"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// TestCompareAmendment: two amendments, and one beside the newest draft, over each
// transport and as each caller may be told of them.
func TestCompareAmendment(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	const method, rev1 = "AmendmentService.CompareAmendment", document + "/drafts/rev1"
	call := func(who, method string, req proto.Message) []proto.Message {
		t.Helper()
		replies, err := w.invoke("grpc", step{method, who, method, req})
		w.must(err)
		return replies
	}
	propose := func(who, text string, c v1.Circulation) string {
		return reply(w, call(who, "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: true, Circulation: c,
			Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: 1, Text: text}}), &v1.Amendment{}).GetName()
	}
	mine := propose("joao", "Agree to meet every third year in the “City” of Ouvena;", v1.Circulation_CIRCULATION_WITHOUT_NAME)
	theirs := propose("mei", "Agree to meet every single year in the City of Ouvena;", v1.Circulation_CIRCULATION_WITH_NAME)
	secret := propose("mei", "Agree to meet every spring in the City of Ouvena;", v1.Circulation_CIRCULATION_NOT)

	const edit = v1.AmendmentKind_AMENDMENT_KIND_EDIT
	joao := &v1.ThreeWaySide{DisplayName: "Sarrow Islands", Actor: "actors/sarrow", Amendment: mine, Number: 1, Kind: edit}
	unnamed := &v1.ThreeWaySide{DisplayName: "a proponent who is not named", Amendment: mine, Number: 1, Kind: edit}
	mei := &v1.ThreeWaySide{DisplayName: "Coravia", Actor: "actors/coravia", Amendment: theirs, Number: 2, Kind: edit}
	segment := func(o v1.ThreeWayOrigin, base, mine, theirs string) *v1.ThreeWaySegment {
		return &v1.ThreeWaySegment{Origin: o, Base: base, Mine: mine, Theirs: theirs}
	}
	kept := func(words string) *v1.ThreeWaySegment {
		return segment(v1.ThreeWayOrigin_THREE_WAY_ORIGIN_KEPT, words, words, words)
	}
	const clash, byMine, byTheirs = v1.ThreeWayOrigin_THREE_WAY_ORIGIN_CLASH, v1.ThreeWayOrigin_THREE_WAY_ORIGIN_MINE, v1.ThreeWayOrigin_THREE_WAY_ORIGIN_THEIRS
	want := func(mine, theirs *v1.ThreeWaySide, segments ...*v1.ThreeWaySegment) *v1.CompareAmendmentResponse {
		return &v1.CompareAmendmentResponse{Paragraph: p.GetName(), Label: "2.", ParagraphKind: v1.ParagraphKind_PARAGRAPH_KIND_OPERATIVE, Mine: mine, Theirs: theirs, ClashCount: 1, Segments: segments,
			Time: timestamppb.New(w.clock.Now())}
	}
	compare := func(who, name, other string, want *v1.CompareAmendmentResponse) {
		t.Helper()
		for _, transport := range transports {
			replies, err := w.invoke(transport, step{method, who, method, &v1.CompareAmendmentRequest{Name: name, Other: other}})
			w.must(err)
			got := reply(w, replies, &v1.CompareAmendmentResponse{})
			if got.GetBase().GetName() != p.GetName()+"/revisions/1" || got.GetBaseDraft().GetName() != document+"/drafts/zero" {
				t.Errorf("%s as %s: the base is %v in %v", transport, who, got.GetBase(), got.GetBaseDraft())
			}
			got.Base, got.BaseDraft = nil, nil
			if diff := cmp.Diff(want, got, protocmp.Transform(), protocmp.IgnoreFields(&v1.DraftRef{}, "seal", "time", "language", "title")); diff != "" {
				t.Errorf("%s as %s (-want +got):\n%s", transport, who, diff)
			}
		}
	}
	both := []*v1.ThreeWaySegment{kept("Agree to meet every "), segment(clash, "second", "third", "single"), kept(" year in the "),
		segment(byMine, "", "“", ""), kept("City"), segment(byMine, "", "”", ""), kept(" of Ouvena;")}
	compare("ines", mine, theirs, want(joao, mei, both...))
	compare("joao", mine, theirs, want(joao, mei, both...))
	compare("mei", mine, theirs, want(unnamed, mei, both...))
	for _, c := range []struct{ who, name, other, refused string }{
		{"public", mine, theirs, mine}, {"zoe", mine, "", mine}, {"omar", mine, theirs, mine}, {"joao", mine, secret, secret}, {"joao", secret, "", secret},
	} {
		for _, transport := range transports {
			_, err := w.invoke(transport, step{method, c.who, method, &v1.CompareAmendmentRequest{Name: c.name, Other: c.other}})
			if err == nil || refusalLine(err) != absent(c.refused) {
				t.Errorf("%s as %s: refused otherwise than what does not exist: %v", transport, c.who, err)
			}
		}
	}

	// The newest draft: an overlap, shown against the wording that the proposal was
	// made on.
	call("ines", "DocumentService.EditParagraph", &v1.EditParagraphRequest{Name: p.GetName(), BaseRevision: 1, Text: "Agree to meet every other year in Ouvena;"})
	call("ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "rev1"})
	compare("ines", theirs, mine, want(mei, joao, kept("Agree to meet every "), segment(clash, "second", "single", "third"), kept(" year in the "),
		segment(byTheirs, "", "", "“"), kept("City"), segment(byTheirs, "", "", "”"), kept(" of Ouvena;")))
	call("ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: rev1, Sight: v1.Sight_SIGHT_STATES})
	draft := &v1.ThreeWaySide{DisplayName: "rev1", Draft: &v1.DraftRef{Name: rev1}, Revision: p.GetName() + "/revisions/2"}
	against := []*v1.ThreeWaySegment{kept("Agree to meet every "), segment(clash, "second", "single", "other"), kept(" year in "),
		segment(byTheirs, "the City of ", "the City of ", ""), kept("Ouvena;")}
	for _, who := range []string{"ines", "joao", "mei"} {
		compare(who, theirs, "", want(mei, draft, against...))
	}
	replies, err := w.invoke("json", step{method, "ines", method, &v1.CompareAmendmentRequest{Name: theirs}})
	w.must(err)
	if d := reply(w, replies, &v1.CompareAmendmentResponse{}).GetTheirs().GetDraft(); d.GetSeal() == "" || d.GetTitle() == "" || d.GetTime() == nil {
		t.Errorf("the draft is told as %v", d)
	}

	// What has no wording in common is refused alike, to those who see both.
	elsewhere := reply(w, call("joao", "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: true,
		Circulation: v1.Circulation_CIRCULATION_WITH_NAME, Proposal: &v1.Proposal{Kind: edit, Paragraph: w.paragraph("Invite").GetName(), BaseRevision: 1,
			Text: "Invite observers;"}}), &v1.Amendment{}).GetName()
	for _, transport := range transports {
		_, err := w.invoke(transport, step{method, "mei", method, &v1.CompareAmendmentRequest{Name: theirs, Other: elsewhere}})
		if reasonOf(err) != "NO_COMMON_BASE" || status.Code(err) != codes.FailedPrecondition {
			t.Errorf("%s: amendments on two paragraphs: %v", transport, err)
		}
	}
}
