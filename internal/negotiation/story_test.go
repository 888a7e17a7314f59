package negotiation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

func TestZeroDraftIsShownToParticipants(t *testing.T) {
	s, p := published(t)
	if diff := cmp.Diff(startWords, s.words()); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{compact, compact + "/drafts/zero", p[0], p[0] + "/revisions/1"} {
		for _, who := range []negotiation.Principal{sarrow, morvane, ines, desk, president} {
			if !s.sees(who, name) {
				t.Errorf("%s does not see %s", who.User, name)
			}
		}
		for _, who := range []negotiation.Principal{outsider, rivernet, anonymous, root} {
			if s.sees(who, name) {
				t.Errorf("%q sees %s", who.User, name)
			}
		}
	}
	for _, name := range []string{compact + "/head", negotiation.PassageOf(p[0]), p[0] + "/revisions/w1"} {
		for _, who := range []negotiation.Principal{sarrow, president, root, anonymous} {
			if s.sees(who, name) {
				t.Errorf("%q sees %s", who.User, name)
			}
		}
		if !s.sees(ines, name) {
			t.Errorf("the team does not see %s", name)
		}
	}
}

func TestAmendmentTravelsIntoTheNextDraft(t *testing.T) {
	s, p := published(t)
	name := s.propose(sarrow, p[0], "The parties shall share the waters of the great river.")
	if s.sees(morvane, name) || !s.sees(sarrow, name) || !s.sees(ines, name) {
		t.Error("a proposal that is not circulated is for its delegation and the team")
	}
	s.edit(p[0], "The parties shall fairly share the waters of the river.")
	s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.Reflected, ApplyToText: true})
	want := "The parties shall fairly share the waters of the great river."
	if got := s.words()[0]; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s.publish("rev1")
	h := get[*negotiation.Handling](s, name+"/handling")
	if len(h.Dispositions) != 1 || h.Dispositions[0].Draft != compact+"/drafts/rev1" || h.Dispositions[0].Revision != p[0]+"/revisions/2" {
		t.Errorf("dispositions %+v", h.Dispositions)
	}
	if len(h.Rebases) != 0 {
		t.Errorf("a decided amendment was rebased: %+v", h.Rebases)
	}
	r := get[*negotiation.Revision](s, p[0]+"/revisions/2")
	if r.Text != want || r.Number != 2 {
		t.Errorf("published %q as %d", r.Text, r.Number)
	}
}
