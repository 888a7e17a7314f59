package negotiation_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
)

const leakZero, leakRev1 = compact + "/drafts/zero", compact + "/drafts/rev1"

// show cuts the working text and publishes it.
func (s *scene) show(name string, level negotiation.Level, attributed bool) {
	s.t.Helper()
	s.do(desk, negotiation.CutDraft{Document: compact, Name: name, Kind: negotiation.RevisedDraft})
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/" + name, Level: level, Attributed: attributed})
}

// typed gives a paragraph new words in typed form.
func (s *scene) typed(paragraph, words string) {
	s.t.Helper()
	s.do(ines, negotiation.EditPassage{Paragraph: paragraph, BaseRevision: s.passage(paragraph).Revision, Text: words, Typed: true})
}

// bracketed is a scene with a zero draft in which Sarrow holds a bracket, shown
// to States with names.
func bracketed(t *testing.T) (*scene, string) {
	s := newScene(t)
	s.importDraft("zero", "The parties [Sarrow Islands: shall] share.", startWords[1])
	s.do(ines, negotiation.PublishDraft{Draft: leakZero, Level: negotiation.ToStates, Attributed: true})
	return s, s.paragraphs()[0]
}

// reads wants all that a principal sees to hold the words, or not to.
func (s *scene) reads(who negotiation.Principal, words string, want bool) {
	s.t.Helper()
	if got := strings.Contains(strings.Join(s.state.Visible(s.viewer(who)), "\n"), words); got != want {
		s.t.Errorf("%q reads %q: %t, want %t", who.User, words, got, want)
	}
}

func TestJoiningTellsNoReasons(t *testing.T) {
	s, p := published(t)
	c := s.proposal(p[0], "Other words.")
	c.Circulation = negotiation.CirculateWithName
	name := s.do(sarrow, c).Result.EntityName()
	s.do(ines, negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.NotReflected, Reason: "for Sarrow alone"})
	s.do(morvane, negotiation.SponsorAmendment{Amendment: name, Kind: negotiation.Supporter, Reason: "we like it"})
	s.reads(morvane, "for Sarrow alone", false)
	s.reads(sarrow, "for Sarrow alone", true)
	if h := get[*negotiation.Handling](s, name+"/handling"); h.OwnNumber != 1 {
		t.Errorf("joining took the own number: %+v", h)
	}
}

func TestPublishedDraftsConfirmNoFile(t *testing.T) {
	s := newScene(t)
	hash := strings.Repeat("ab", 32)
	s.do(desk, negotiation.ImportDraft{Document: compact, Content: content("The parties [Sarrow Islands: shall] share."), Name: "zero", SourceHash: hash})
	s.do(ines, negotiation.PublishDraft{Draft: leakZero, Level: negotiation.ToStates})
	s.reads(morvane, hash, false)
	s.reads(ines, hash, true)
	for _, e := range s.events {
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if s.viewer(morvane).Sees(e.Audience) && strings.Contains(string(body), hash) {
			t.Errorf("%s tells the hash", e.Type)
		}
	}
}

func TestUnresolvedNamesAreNotPublished(t *testing.T) {
	for _, c := range []struct {
		words   string
		refused bool
	}{
		{"The parties [Sarow: shall] share.", true},
		{"The parties [Sarow, Lindmark and USL: shall] share.", true},
		{"The parties [shall – Lindmark] share.", true},
		{"The parties [Republic of Lindmark: shall] share.", true},
		{"The parties shall share (retain: Lindmark).", true},
		{"The parties [Sarrow Islands: shall] share.", false}, // set beside the words
		{"[Placeholder: on finance]", false},
		{"[Option 1: The parties share]", false},
		{"[Note: to be checked]", false},
		{"[the parties: all of them]", false},
		{"The parties meet [Monday – Friday].", false},
		{"[Recalling the Treaty: its aims]", false},
	} {
		t.Run(c.words, func(t *testing.T) {
			s := newScene(t)
			s.importDraft("zero", c.words)
			command := negotiation.PublishDraft{Draft: leakZero, Level: negotiation.ToPublic}
			if !c.refused {
				s.do(ines, command)
				return
			}
			if e := s.refused(ines, command, negotiation.NamesUnresolved); !strings.Contains(e.Message, "1.") || strings.Contains(e.Message, "Lindmark") {
				t.Errorf("message %q", e.Message)
			}
			command.Attributed = true
			s.do(ines, command)
		})
	}
}

func TestWideningShowsTheNamesOfItsDraft(t *testing.T) {
	s, p := bracketed(t)
	s.typed(p, "The parties [Sarrow Islands, Coravia: shall] share.")
	s.show("rev1", negotiation.ToStates, true)
	s.do(ines, negotiation.PublishDraft{Draft: leakZero, Level: negotiation.ToPublic, Attributed: true})
	s.reads(anonymous, `"source":"Sarrow Islands: "`, true)
	s.reads(anonymous, "Sarrow Islands, Coravia: ", false)
	s.reads(morvane, "Sarrow Islands, Coravia: ", true)
}

func TestADraftWithoutHoldersShowsNone(t *testing.T) {
	s, p := bracketed(t)
	s.typed(p, "The parties [shall] share.")
	s.show("rev1", negotiation.ToStates, true)
	held := negotiation.EditionAttributionName(leakRev1, p)
	if e, err := s.state.Get(negotiation.KindAttribution, held); err == nil {
		t.Errorf("the draft tells of %+v", e)
	}
	if !s.sees(morvane, negotiation.EditionAttributionName(leakZero, p)) {
		t.Error("the earlier draft lost its names")
	}
}

func TestStakeholdersProposeOnWhatTheySee(t *testing.T) {
	s, p := published(t)
	s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: "actors/rivernet", Rights: []negotiation.RightSpan{{Right: negotiation.ProposeInWriting}}})
	s.refused(rivernet, s.proposal(p[0], startWords[0]), negotiation.NotThere)
	toStakeholders(s, p)
	s.edit(p[0], "For States.")
	s.publish("rev1")
	c := s.proposal(p[0], "Words of the network.")
	s.refused(rivernet, c, negotiation.StaleBase) // revision 2 is not theirs to know of
	c.BaseRevision, c.Draft = 1, leakRev1
	s.refused(rivernet, c, negotiation.NotThere)
	c.Draft, c.Circulation = "", negotiation.CirculateUnnamed
	name := s.do(rivernet, c).Result.EntityName()
	if !s.sees(rivernet, name) || !s.sees(morvane, name) {
		t.Error("a circulated proposal is for its proponent and for States")
	}
}

func TestLineageTellsNothingOfNarrowerDrafts(t *testing.T) {
	s, p := published(t)
	s.edit(p[0], "Only for States.")
	s.publish("rev1")
	s.edit(p[0], "For everyone.")
	s.do(desk, negotiation.MergePassages{Paragraphs: []string{p[1], p[2]}, BaseRevisions: []int{1, 1}})
	s.show("rev2", negotiation.ToPublic, false)
	s.reads(anonymous, "For everyone.", true)
	for _, hidden := range []string{p[0] + "/revisions/2", p[1], p[2], "rev1"} {
		s.reads(anonymous, hidden, false)
	}
}

func TestReplacingLinksNoNames(t *testing.T) {
	for _, c := range []struct {
		was, now negotiation.Circulation
		refused  bool
	}{
		{negotiation.CirculateUnnamed, negotiation.CirculateWithName, true},
		{negotiation.CirculateWithName, negotiation.CirculateUnnamed, true},
		{negotiation.CirculateUnnamed, negotiation.CirculateUnnamed, false},
		{negotiation.CirculateWithName, negotiation.CirculateNot, false},
		{negotiation.CirculateNot, negotiation.CirculateWithName, false},
	} {
		t.Run(string(c.was)+" by "+string(c.now), func(t *testing.T) {
			s, p := published(t)
			first := s.proposal(p[0], "Other words.")
			first.Circulation = c.was
			second := s.proposal(p[0], "Better words.")
			second.Circulation, second.Supersedes = c.now, s.do(sarrow, first).Result.EntityName()
			if c.refused {
				s.refused(sarrow, second, negotiation.NamesWouldLink)
			} else {
				s.do(sarrow, second)
			}
		})
	}
}
