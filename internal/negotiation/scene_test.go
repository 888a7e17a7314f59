package negotiation_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// scene is an invented negotiation on a Memory: a process with delegations, a
// team and a document, and a clock and ids that the test owns.
type scene struct {
	t      testing.TB
	state  *negotiation.Memory
	events []negotiation.Event
	now    time.Time
	ids    int
	// comparer is what decisions compare with; nil is the usual one.
	comparer negotiation.Comparer
}

const (
	riverside = "processes/riverside"
	compact   = "processes/riverside/documents/compact"
)

var (
	root       = negotiation.Principal{User: "root", Capacity: negotiation.AsAdministrator}
	ines       = negotiation.Principal{User: "ines", Capacity: negotiation.OnTheTeam}     // co-facilitator
	tomas      = negotiation.Principal{User: "tomas", Capacity: negotiation.OnTheTeam}    // team member
	desk       = negotiation.Principal{User: "desk", Capacity: negotiation.OnTheTeam}     // secretariat
	president  = negotiation.Principal{User: "presider", Capacity: negotiation.OnTheTeam} // presiding officer
	sarrow     = delegate("sarrow")
	coravia    = delegate("coravia")
	morvane    = delegate("morvane")
	rivernet   = delegate("rivernet") // a stakeholder
	outsider   = delegate("tarsis")   // not admitted
	anonymous  = negotiation.Principal{}
	beginning  = time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC)
	startWords = []string{
		"The parties shall share the waters of the river.",
		"The parties shall meet every year in one of the capitals.",
		"Each party should report on its use of water.",
	}
)

func delegate(actor string) negotiation.Principal {
	return negotiation.Principal{User: actor + "-1", Actor: actor, Capacity: negotiation.InNationalService}
}

// newScene gives the registers, the process, its people and an empty document.
func newScene(t testing.TB) *scene {
	s := &scene{t: t, state: negotiation.NewMemory(), now: beginning}
	s.bootstrap()
	actor := func(id string, kind negotiation.ActorKind, english string, groups ...string) {
		var in []negotiation.Membership
		for _, g := range groups {
			in = append(in, negotiation.Membership{Group: negotiation.ActorName(g), Span: negotiation.Span{From: beginning.AddDate(-1, 0, 0)}})
		}
		s.do(root, negotiation.CreateActor{ID: id, Kind: kind, DisplayName: map[string]string{"en": english}, Memberships: in})
	}
	actor("delta", negotiation.Group, "Delta Union")
	actor("highland", negotiation.Group, "Highland Group")
	actor("sarrow", negotiation.MemberState, "Sarrow Islands", "delta")
	actor("coravia", negotiation.MemberState, "Coravia", "delta")
	actor("morvane", negotiation.MemberState, "Morvane", "highland")
	actor("tarsis", negotiation.MemberState, "Tarsis")
	actor("rivernet", negotiation.Stakeholder, "River Network")
	person := func(id string, actors ...string) {
		var in []negotiation.Affiliation
		for _, a := range actors {
			in = append(in, negotiation.Affiliation{Actor: negotiation.ActorName(a), Span: negotiation.Span{From: beginning.AddDate(0, -1, 0)}})
		}
		s.do(root, negotiation.CreateUser{ID: id, DisplayName: "Person " + id, Affiliations: in})
	}
	for _, a := range []string{"sarrow", "coravia", "morvane", "tarsis", "rivernet"} {
		person(a+"-1", a)
	}
	s.do(root, negotiation.CreateProcess{ID: "riverside", Title: "Riverside Compact", TimeZone: "Europe/Vienna"})
	for _, a := range []string{"sarrow", "coravia", "morvane", "rivernet"} {
		s.do(root, negotiation.AdmitParticipant{Process: riverside, Actor: negotiation.ActorName(a)})
	}
	for _, o := range []struct {
		id   string
		role negotiation.RoleKind
	}{
		{"ines", negotiation.CoFacilitator}, {"tomas", negotiation.TeamMember},
		{"desk", negotiation.Secretariat}, {"presider", negotiation.PresidingOfficer},
	} {
		person(o.id, "sarrow")
		s.do(root, negotiation.AssignRole{Process: riverside, ID: o.id, User: negotiation.UserName(o.id), Role: o.role})
	}
	s.do(desk, negotiation.CreateDocument{Process: riverside, ID: "compact", Title: "Compact", Language: "en"})
	return s
}

// bootstrap enters the first administrator, as an installation does.
func (s *scene) bootstrap() {
	u := &negotiation.User{Name: "users/root", DisplayName: "Root"}
	s.apply([]negotiation.Event{{
		ID: "boot", Subject: "registry", Audience: negotiation.AudienceOf(negotiation.AdministratorToken), Type: "user.created",
		Resource: u.Name, At: s.now, Facts: []negotiation.Fact{{Kind: negotiation.KindUser, Name: u.Name, Body: u}},
	}})
}

// published is newScene with a zero draft of three paragraphs shown to the
// participants; it gives their names.
func published(t testing.TB) (*scene, []string) {
	s := newScene(t)
	s.importDraft("zero", startWords...)
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStates})
	return s, s.paragraphs()
}

func (s *scene) importDraft(name string, lines ...string) negotiation.Outcome {
	return s.do(desk, negotiation.ImportDraft{
		Document: compact, Content: content(lines...), Name: name, Kind: negotiation.ZeroDraft,
	})
}

func content(lines ...string) text.Draft {
	d := text.Draft{Language: "en"}
	for i, l := range lines {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative, Label: fmt.Sprintf("%d.", i+1), Text: l})
	}
	return d
}

func (s *scene) meta(by negotiation.Principal) negotiation.Meta {
	return negotiation.Meta{Now: s.now, By: by, Comparer: s.comparer, NewID: func() string {
		s.ids++
		return fmt.Sprintf("id%06d", s.ids)
	}}
}

// try decides and, where allowed, applies.
func (s *scene) try(by negotiation.Principal, c negotiation.Command) (negotiation.Outcome, error) {
	s.t.Helper()
	s.now = s.now.Add(time.Minute)
	out, err := c.Decide(s.state, s.meta(by))
	if err == nil {
		s.apply(out.Events)
	}
	return out, err
}

// do is try for what must be allowed.
func (s *scene) do(by negotiation.Principal, c negotiation.Command) negotiation.Outcome {
	s.t.Helper()
	out, err := s.try(by, c)
	if err != nil {
		s.t.Fatalf("%T by %s: %v", c, by.User, err)
	}
	return out
}

func (s *scene) apply(events []negotiation.Event) {
	s.t.Helper()
	if err := s.state.Apply(events); err != nil {
		s.t.Fatal(err)
	}
	s.events = append(s.events, events...)
}

// refused wants the command refused for that reason.
func (s *scene) refused(by negotiation.Principal, c negotiation.Command, reason string) *negotiation.Error {
	s.t.Helper()
	out, err := s.try(by, c)
	var e *negotiation.Error
	if !errors.As(err, &e) {
		s.t.Fatalf("%T by %q: got %d events and error %v, want %s", c, by.User, len(out.Events), err, reason)
	}
	if e.Reason != reason {
		s.t.Fatalf("%T by %q: got %v, want %s", c, by.User, e, reason)
	}
	return e
}

// get reads an entity that must be there.
func get[T negotiation.Entity](s *scene, name string) T {
	s.t.Helper()
	var zero T
	e, err := s.state.Get(zero.EntityKind(), name)
	if err != nil {
		s.t.Fatal(err)
	}
	return e.(T)
}

// passages gives the working text without what was taken out.
func (s *scene) passages() []*negotiation.Passage {
	s.t.Helper()
	all, err := s.state.List(negotiation.KindPassage, compact, "")
	if err != nil {
		s.t.Fatal(err)
	}
	var out []*negotiation.Passage
	for _, e := range all {
		if p := e.(*negotiation.Passage); !p.Deleted {
			out = append(out, p)
		}
	}
	return out
}

func (s *scene) paragraphs() []string {
	var out []string
	for _, p := range s.passages() {
		out = append(out, p.Paragraph)
	}
	return out
}

// words gives the texts of the working text, in order.
func (s *scene) words() []string {
	s.t.Helper()
	var out []string
	for _, p := range s.passages() {
		out = append(out, get[*negotiation.Revision](s, negotiation.WorkingRevisionName(p.Paragraph, p.Revision)).Text)
	}
	return out
}

func (s *scene) passage(paragraph string) *negotiation.Passage {
	return get[*negotiation.Passage](s, negotiation.PassageOf(paragraph))
}

// edit changes the words of a paragraph of the working text.
func (s *scene) edit(paragraph, words string) {
	s.t.Helper()
	s.do(ines, negotiation.EditPassage{Paragraph: paragraph, BaseRevision: s.passage(paragraph).Revision, Text: words})
}

// publish cuts the working text and shows it to the participants.
func (s *scene) publish(name string) {
	s.t.Helper()
	s.do(desk, negotiation.CutDraft{Document: compact, Name: name, Kind: negotiation.RevisedDraft})
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/" + name, Level: negotiation.ToStates})
}

// propose hands in a change of words and gives the amendment's name.
func (s *scene) propose(by negotiation.Principal, paragraph, wanted string) string {
	s.t.Helper()
	return s.do(by, s.proposal(paragraph, wanted)).Result.EntityName()
}

func (s *scene) proposal(paragraph, wanted string) negotiation.ProposeAmendment {
	return negotiation.ProposeAmendment{
		Document: compact, Kind: negotiation.EditWords, Paragraph: paragraph,
		BaseRevision: s.passage(paragraph).Standing.Revision, Wanted: wanted, Submit: true,
	}
}

// viewer gives what a principal is now.
func (s *scene) viewer(p negotiation.Principal) negotiation.Viewer {
	s.t.Helper()
	v, err := negotiation.ViewerOf(s.state, p, s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

// sees tells whether a principal sees the entity of that name now.
func (s *scene) sees(p negotiation.Principal, name string) bool {
	return s.viewer(p).Sees(s.state.AudienceOf(name))
}
