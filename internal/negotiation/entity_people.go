package negotiation

import "time"

// Span is a stretch of time: from From, until but not including Until; the zero
// Until is open.
type Span struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until,omitzero"`
}

// Holds tells whether t is within the span.
func (s Span) Holds(t time.Time) bool {
	return !t.Before(s.From) && (s.Until.IsZero() || t.Before(s.Until))
}

// User is a person. Signing in is by token; what the person may do follows from
// affiliations and roles.
type User struct {
	Name        string        `json:"name"`         // users/{u}
	DisplayName string        `json:"display_name"` // personal data, blindable
	Affiliation []Affiliation `json:"affiliations,omitempty"`
}

// Affiliation says that a person belongs to the delegation of an actor.
type Affiliation struct {
	Actor string `json:"actor"` // actors/{a}
	Span
}

// ActorKind is what an actor is.
type ActorKind string

// The kinds of actor.
const (
	MemberState   ActorKind = "member-state"
	ObserverState ActorKind = "observer-state"
	Observer      ActorKind = "observer" // an observer organisation, such as a union of States
	Group         ActorKind = "group"    // a negotiating group
	UnitedNations ActorKind = "united-nations"
	Stakeholder   ActorKind = "stakeholder"
)

// Actor is who negotiates or is heard.
type Actor struct {
	Name        string            `json:"name"` // actors/{a}
	ActorKind   ActorKind         `json:"kind"`
	DisplayName map[string]string `json:"display_name"` // by language tag; "en" always
	Aliases     []string          `json:"aliases,omitempty"`
	Code        string            `json:"code,omitempty"` // ISO 3166-1 alpha-3, only as a code
	// StakeholderType and Region are set for stakeholders.
	StakeholderType string       `json:"stakeholder_type,omitempty"`
	Region          string       `json:"region,omitempty"`
	Memberships     []Membership `json:"memberships,omitempty"`
}

// Membership says that an actor belongs to a group, from when and by what source.
type Membership struct {
	Group string `json:"group"` // actors/{a} of kind group
	Span
	Source string `json:"source,omitempty"`
}
