// Package demo plays an invented negotiation, the Riverside Compact on Shared
// Waters, against a server that it starts for the purpose. Everything goes
// through the public API, each act with the token of the person who does it.
package demo

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// content holds the script and the drafts that it names. script.yaml tells at
// its head what each of its fields means.
//
//go:embed script.yaml *.md
var content embed.FS

// script is the negotiation: who takes part, what is proposed, what happens.
type script struct {
	Process      process
	Document     document
	Drafts       []draft
	Redline      pair
	Actors       []actor
	Users        []user
	Roles        []role
	Participants []participant
	Rounds       []round
	Meetings     []meeting
	Amendments   []amendment
	Steps        []step
}

type process struct {
	ID, Title, Mandate string
	TimeZone           string   `yaml:"time_zone"`
	ProtocolOrder      []string `yaml:"protocol_order"`
}

type document struct{ ID, Title, Symbol, Language, By string }

type draft struct{ ID, Title, Kind, Symbol, File string }

// pair is the ids of two drafts that are compared.
type pair struct{ Old, New string }

type actor struct {
	ID, Kind, Name  string
	Aliases         []string
	StakeholderType string `yaml:"stakeholder_type"`
	Region          string
	Memberships     []membership
}

type membership struct {
	Group, Source string
	span          `yaml:",inline"`
}

type user struct{ ID, Name, Actor, Capacity string }

type role struct {
	ID, User, Actor, Role string
	span                  `yaml:",inline"`
}

type participant struct {
	Actor, Source string
	Rights        []string
	span          `yaml:",inline"`
}

type round struct {
	ID, Title, Accepts string
	Number             int32
	LateRule           string `yaml:"late_rule"`
	span               `yaml:",inline"`
	window             `yaml:",inline"`
}

type meeting struct {
	ID, Title, Kind, Place, Round string
	span                          `yaml:",inline"`
}

// span is a stretch of time as the script has it; an end that is absent is open.
type span struct{ From, Until moment }

// window is the stretch in which a round receives submissions.
type window struct {
	WindowFrom  moment `yaml:"window_from"`
	WindowUntil moment `yaml:"window_until"`
}

// place names a paragraph by its label, where given, and words that stand in it.
type place struct{ Label, Words string }

type amendment struct {
	ID, By      string
	OnBehalf    string `yaml:"on_behalf"`
	Kind, Draft string
	At          place
	Label, Text string
	Rationale   string
	Circulation string
	Editorial   bool
	Supersedes  string
	Round       string
	KeepDraft   bool `yaml:"keep_draft"`
	ExpectLate  bool `yaml:"expect_late"`
}

type decision struct {
	Amendment, Disposition, Reason string
	Apply                          bool
	ExpectRebase                   string `yaml:"expect_rebase"`
	ExpectText                     string `yaml:"expect_text"`
}

// step is one thing that happens. Do says what; only the fields that belong to
// it are set.
type step struct {
	Do, By, Say string

	Round      string
	window     `yaml:",inline"`
	Draft, To  string
	Attributed bool

	Amendments  []string
	Amendment   string
	Decisions   []decision
	Kind        string
	OnBehalf    string `yaml:"on_behalf"`
	InFavourOf  string `yaml:"in_favour_of"`
	Answer      string
	Text, Label string
	Reason      string
	At          place
	After, With place
	Depth       int32
	Before      string

	bracketing  `yaml:",inline"`
	expectation `yaml:",inline"`
}

// load reads the script. A field that is not known is an error.
func load() (*script, error) {
	raw, err := content.ReadFile("script.yaml")
	if err != nil {
		return nil, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	s := &script{}
	if err := dec.Decode(s); err != nil {
		return nil, fmt.Errorf("reading the script of the demo: %w", err)
	}
	return s, nil
}

// file gives what a draft's file says.
func (d draft) file() ([]byte, error) { return fs.ReadFile(content, d.File) }

// member gives the one with that id.
func member[M any](all []M, id string, of func(M) string) (M, error) {
	for _, m := range all {
		if of(m) == id {
			return m, nil
		}
	}
	var none M
	return none, fmt.Errorf("the script has no %T %q", none, id)
}

func (s *script) draft(id string) (draft, error) {
	return member(s.Drafts, id, func(d draft) string { return d.ID })
}

// newest is the last draft of the negotiation.
func (s *script) newest() draft { return s.Drafts[len(s.Drafts)-1] }

func (s *script) round(id string) (round, error) {
	return member(s.Rounds, id, func(r round) string { return r.ID })
}

func (s *script) amendment(id string) (amendment, error) {
	return member(s.Amendments, id, func(a amendment) string { return a.ID })
}

// resolve gives the actor of that name, as the register does.
func (s *script) resolve(name string) (string, bool) {
	i := slices.IndexFunc(s.Actors, func(a actor) bool { return a.Name == name || slices.Contains(a.Aliases, name) })
	if i < 0 {
		return "", false
	}
	return s.Actors[i].ID, true
}

// coFacilitator gives the user id of the first co-facilitator in office.
func (s *script) coFacilitator() (string, error) {
	r, err := member(s.Roles, "co-facilitator", func(r role) string {
		if r.Until.set {
			return ""
		}
		return r.Role
	})
	return r.User, err
}

// administrator gives the first administrator.
func (s *script) administrator() (user, error) {
	return member(s.Users, "administrator", func(u user) string { return u.Capacity })
}
