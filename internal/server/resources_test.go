package server

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// TestDocketFollowsHandling: who is given the docket reads it behind what the proponent
// knows; without it, nothing tells that there is one.
func TestDocketFollowsHandling(t *testing.T) {
	a := &negotiation.Amendment{Name: "processes/riverside/documents/compact/amendments/a1"}
	beside := service.Beside{
		negotiation.HandlingName(a.Name): {Entity: &negotiation.Handling{
			Rebases:      []negotiation.Rebase{{Draft: "zero"}},
			Dispositions: []negotiation.Disposition{{Draft: "zero"}}}},
	}
	drafts := func() (out []string) {
		h := amendmentOut(a, "", beside).GetHandling()
		for _, r := range h.GetRebases() {
			out = append(out, "rebase "+r.GetDraft())
		}
		for _, d := range h.GetDispositions() {
			out = append(out, "disposition "+d.GetDraft())
		}
		return out
	}
	if diff := cmp.Diff([]string{"rebase zero", "disposition zero"}, drafts()); diff != "" {
		t.Errorf("the proponent (-want +got):\n%s", diff)
	}
	beside[negotiation.DocketName(a.Name)] = service.Item{Entity: &negotiation.Docket{
		Rebases: []negotiation.Rebase{{Draft: "rev1"}}, Dispositions: []negotiation.Disposition{{Draft: "rev1"}}}}
	if diff := cmp.Diff([]string{"rebase zero", "rebase rev1", "disposition zero", "disposition rev1"}, drafts()); diff != "" {
		t.Errorf("the team (-want +got):\n%s", diff)
	}
}
