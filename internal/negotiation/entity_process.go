package negotiation

// Process is one negotiation.
type Process struct {
	Name     string `json:"name"` // processes/{p}
	Title    string `json:"title"`
	Mandate  string `json:"mandate,omitempty"`
	TimeZone string `json:"time_zone"` // IANA name, of the city it meets in
	// ProtocolOrder lists actors in the order in which names stand; actors not
	// in it follow, by English name. Groups always stand before States.
	ProtocolOrder []string `json:"protocol_order,omitempty"`
	Closed        bool     `json:"closed,omitempty"`
}

// Right is one thing that a participant may do in a process.
type Right string

// The rights. Their defaults by kind of actor are in DefaultRights.
const (
	ProposeInWriting Right = "propose-in-writing"
	ProposeOrally    Right = "propose-orally"
	CoSponsor        Right = "co-sponsor"
	ObjectToSilence  Right = "object-to-silence"
	Vote             Right = "vote"
	Dissociate       Right = "dissociate"
	GiveInput        Right = "give-input"
)

// Participant is an actor admitted to a process.
type Participant struct {
	Name     string      `json:"name"`  // processes/{p}/participants/{a}
	Actor    string      `json:"actor"` // actors/{a}
	Admitted Span        `json:"admitted"`
	Rights   []RightSpan `json:"rights"`
}

// RightSpan is a right with its dates and the rule that it comes from.
type RightSpan struct {
	Right Right `json:"right"`
	Span
	Source string `json:"source,omitempty"`
}

// RoleKind is an office in a process.
type RoleKind string

// The offices.
const (
	CoFacilitator    RoleKind = "co-facilitator"
	TeamMember       RoleKind = "team-member"
	Secretariat      RoleKind = "secretariat"
	PresidingOfficer RoleKind = "presiding-officer"
)

// Role is an office held by a person, with its dates.
type Role struct {
	Name     string   `json:"name"` // processes/{p}/roles/{r}
	User     string   `json:"user"` // users/{u}
	Actor    string   `json:"actor,omitempty"`
	RoleKind RoleKind `json:"role"`
	Span
}

// Accepts is what a round takes.
type Accepts string

// What rounds accept.
const (
	AcceptsComments   Accepts = "general-comments"
	AcceptsText       Accepts = "text"
	AcceptsParagraphs Accepts = "named-paragraphs"
	AcceptsBridges    Accepts = "bridges"
)

// LateRule is what happens to a submission after the window has closed.
type LateRule string

// The rules for late submissions.
const (
	LateMarked  LateRule = "marked"  // taken, and marked late
	LateRefused LateRule = "refused" // refused
)

// Round is a reading or a round of informals.
type Round struct {
	Name       string   `json:"name"` // processes/{p}/rounds/{r}
	Title      string   `json:"title"`
	Number     int      `json:"number"`
	Dates      Span     `json:"dates"`
	Accepts    Accepts  `json:"accepts"`
	Paragraphs []string `json:"paragraphs,omitempty"` // with AcceptsParagraphs
	// Window is when submissions are received; its Until is the deadline.
	Window   Span     `json:"window"`
	LateRule LateRule `json:"late_rule"`
}

// MeetingKind is a kind of meeting.
type MeetingKind string

// The kinds of meeting.
const (
	Preparatory      MeetingKind = "preparatory"
	Consultation     MeetingKind = "stakeholder-consultation"
	Informal         MeetingKind = "informal"
	InformalInformal MeetingKind = "informal-informal"
	Committee        MeetingKind = "committee"
	Plenary          MeetingKind = "plenary"
	HighLevel        MeetingKind = "high-level"
	SideEvent        MeetingKind = "side-event"
)

// Meeting is one meeting of a process.
type Meeting struct {
	Name        string      `json:"name"` // processes/{p}/meetings/{m}
	Title       string      `json:"title"`
	MeetingKind MeetingKind `json:"kind"`
	Dates       Span        `json:"dates"`
	Place       string      `json:"place,omitempty"`
	Round       string      `json:"round,omitempty"`
}
