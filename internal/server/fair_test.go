package server_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// TestNoActAfterRevocation: what was committed after a token was taken back is not
// told on it, however short a time before it was found in force.
func TestNoActAfterRevocation(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for n := range 10 {
		e, secret, err := w.tokens.Issue(context.Background(), people["joao"], w.clock.Now().Add(48*time.Hour))
		w.must(err)
		w.secrets["joao"] = secret
		s := w.watch("joao", &v1.WatchRequest{Subjects: []string{process}})
		w.meeting(2 * n)
		s.next()
		w.must(w.tokens.Revoke(context.Background(), e.Name))
		w.meeting(2*n + 1)
		for {
			m, err := s.Recv()
			if err != nil {
				break
			}
			if m.GetEvent() != nil {
				t.Fatal("an act was told that was committed after the token was revoked")
			}
		}
		s.cancel()
	}
}

// TestAnnouncedBodiesTakeNoRoom: one caller who announces as much as the server holds
// and sends a byte keeps nobody else from writing.
func TestAnnouncedBodiesTakeNoRoom(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for range 24 {
		c, err := net.Dial("tcp", w.httpAddr)
		w.must(err)
		defer c.Close()
		fmt.Fprintf(c, "POST /api/v1/%s/amendments HTTP/1.1\r\nHost: travaux\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{",
			document, w.secret("joao"), 6<<20)
	}
	for range 20 { // the connections above are being served meanwhile
		if code, answer := w.post("mei", "/api/v1/"+document+"/amendments", "application/json", strings.NewReader(`{"proposal":{}}`)); code == 503 {
			t.Fatalf("mei is refused: %s", answer)
		}
	}
}

// TestKeptFindingsAreTheTeams: an answer that is given again to one who has left the
// team no longer names what only the team sees.
func TestKeptFindingsAreTheTeams(t *testing.T) {
	w := newWorld(t)
	w.populate()
	drafts, amendments := v1.NewDraftServiceClient(w.conn()), v1.NewAmendmentServiceClient(w.conn())
	p := w.paragraph("Decide to share")
	w.clock.advance(time.Minute)
	a, err := amendments.ProposeAmendment(w.as("joao"), &v1.ProposeAmendmentRequest{Parent: document, Submit: true, Proposal: &v1.Proposal{
		Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.Name, BaseRevision: 1, Text: "Decide to share the waters of the Lower Delta fairly;"}})
	w.must(err)
	_, err = amendments.DecideAmendment(w.as("ines"), &v1.DecideAmendmentRequest{Name: a.Name, Disposition: v1.DispositionKind_DISPOSITION_KIND_REFLECTED, Apply: true})
	w.must(err)
	_, err = v1.NewDocumentServiceClient(w.conn()).UndoAct(w.as("ines"), &v1.UndoActRequest{Parent: document})
	w.must(err)
	_, err = drafts.CutDraft(w.as("ines"), &v1.CutDraftRequest{Parent: document, DraftId: "rev1"})
	w.must(err)
	req := &v1.PublishDraftRequest{Name: document + "/drafts/rev1", Sight: v1.Sight_SIGHT_PUBLIC, RequestId: "publication"}
	first, err := drafts.PublishDraft(w.as("ines"), req)
	w.must(err)
	if len(first.GetFindings()) == 0 {
		t.Fatal("the publication has no finding to keep")
	}
	again, err := drafts.PublishDraft(w.as("ines"), req)
	w.must(err)
	if len(again.GetFindings()) != len(first.GetFindings()) {
		t.Errorf("the team is given %d of %d findings again", len(again.GetFindings()), len(first.GetFindings()))
	}
	_, err = v1.NewProcessServiceClient(w.conn()).EndRole(w.as("ada"), &v1.EndRoleRequest{Name: process + "/roles/chair"})
	w.must(err)
	w.clock.advance(time.Hour)
	if again, err = drafts.PublishDraft(w.as("ines"), req); err == nil && len(again.GetFindings()) > 0 {
		t.Errorf("one who has left the team is told %v", again.GetFindings())
	}
}
