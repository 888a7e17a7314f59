package negotiation

import "time"

// Capacity is in what role a person has signed in; who serves on the
// co-facilitators' team and on a delegation chooses one of them, and neither
// sees the other's drafts.
type Capacity string

// The capacities.
const (
	Nobody            Capacity = ""              // no token: the public
	InNationalService Capacity = "delegation"    // acts for the actor
	OnTheTeam         Capacity = "team"          // acts in the dated roles of processes
	AsAdministrator   Capacity = "administrator" // runs the registers; sees no draft by that alone
)

// Principal is who asks: a person, the actor it acts for and its capacity. The
// zero Principal is the public.
type Principal struct {
	User     string   // id of the user, "ines"
	Actor    string   // id of the actor, "sarrow"; empty on the team
	Capacity Capacity // in what role
}

// Fact is the state of one entity after an event, whole: an outcome, so that
// replay needs no rule. Deleted entities keep their row with their state.
type Fact struct {
	Kind Kind
	Name string
	Body Entity
}

// Event is one act as the record keeps it. Whoever is in its audience may read
// all of it, facts included, and every entity that it names has that audience
// from then on; so an act that concerns two audiences is two events, and
// showing a thing to more people is a new event for the wider audience.
type Event struct {
	// ID is opaque and unique.
	ID string
	// Subject is the resource whose stream the event belongs to: a process, a
	// document, or "registry".
	Subject string
	// Audience is who may read it.
	Audience Audience
	// Type is the act, "amendment.submitted".
	Type string
	// Resource is the name of what was acted on.
	Resource string
	// At is the server's time of the act, UTC.
	At time.Time
	// By is who did it; the zero Principal where the audience may not know.
	By Principal
	// Reason is what the author gave as reason; may be empty.
	Reason string
	// Facts are the outcomes, in the order in which they apply.
	Facts []Fact
}

// Kind names a kind of entity.
type Kind string

// Entity is a thing that the record keeps the state of. Its JSON form is its
// stored body.
type Entity interface {
	// EntityKind is the kind, the same for all values of the type.
	EntityKind() Kind
	// EntityName is the resource name, "processes/riverside/documents/compact".
	EntityName() string
	// Keys tells how the store finds it.
	Keys() Keys
}

// Keys are the columns by which entities are found.
type Keys struct {
	// Alone says that the entity is found by its name and no list has it; then
	// the other keys are empty. It spares the store two index entries a write.
	Alone bool
	// Parent is the resource under which the entity is listed; "" at the top.
	Parent string
	// Sort orders the entities of one parent and kind; equal ones by name.
	Sort string
	// Ref is one further resource by which it can be found: the paragraph of
	// an amendment, the user of a role, the actor of a participant.
	Ref string
}

// Blindable is an Entity with fields that may have to be blinded later
// (personal data, positions). In the canonical bytes of an event they stand as
// salted commitments.
type Blindable interface {
	Entity
	// BlindFields gives the top-level JSON names of those fields. Each holds a
	// JSON string; blinded, it replays as the string "blinded".
	BlindFields() []string
}

// State reads the entities as they stand at one moment. Decisions read with it.
type State interface {
	// Get gives the entity of that name, or *Error of kind NotFound.
	Get(kind Kind, name string) (Entity, error)
	// List gives the entities of a kind under a parent, in sort order. With a
	// ref only those that have it; parent may then be empty.
	List(kind Kind, parent, ref string) ([]Entity, error)
}

// Meta is what a decision is given from outside, so that it is a function of its
// arguments.
type Meta struct {
	Now time.Time
	By  Principal
	// NewID gives a fresh opaque identifier on each call.
	NewID func() string
	// Comparer is what a decision compares with; nil is that of package redline.
	Comparer Comparer
}

// Command is one act that somebody asks for.
type Command interface {
	// Decide checks rights and rules against the state and gives the events
	// that follow, or an *Error. It changes nothing.
	Decide(s State, m Meta) (Outcome, error)
}

// Outcome is what a decision leads to.
type Outcome struct {
	// Events are to be appended together or not at all. None is allowed: the
	// act changed nothing.
	Events []Event
	// Result is the entity that answers the caller, as it will stand.
	Result Entity
	// Also are further entities that the answer shows (the sponsorship beside
	// an amendment, the new halves of a split).
	Also []Entity
	// Unsure lists what a person should look at (import mappings); may be nil.
	Unsure []Finding
}

// Finding is something that a reader or an import was not sure of, or did not
// understand, with its place.
type Finding struct {
	// Code is stable, UPPER_SNAKE_CASE.
	Code string `json:"code"`
	// Place says where: "line 12", "paragraph 14", an XML path.
	Place string `json:"place"`
	// Message says what and why, for a person.
	Message string `json:"message"`
	// Paragraph is the paragraph of the document that it is about, where it is about
	// words of one; Words are those, Suggestion what should stand there instead.
	Paragraph  string `json:"paragraph,omitempty"`
	Words      string `json:"words,omitempty"`
	Suggestion string `json:"suggestion,omitempty"`
}
