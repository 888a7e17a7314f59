package negotiation

import "time"

// AmendmentKind is what an amendment asks for.
type AmendmentKind string

// The kinds of amendment.
const (
	EditWords        AmendmentKind = "edit"    // other words in a paragraph
	ReplaceParagraph AmendmentKind = "replace" // an alternative, alt
	InsertParagraph  AmendmentKind = "insert"  // a new paragraph after Paragraph, or first
	DeleteParagraph  AmendmentKind = "delete"
	RetainParagraph  AmendmentKind = "retain"
	Comment          AmendmentKind = "comment"
)

// AmendmentState is where an amendment stands.
type AmendmentState string

// The states.
const (
	AmendmentDraft AmendmentState = "draft"     // its delegation's own
	Submitted      AmendmentState = "submitted" // received, in time or late
	Withdrawn      AmendmentState = "withdrawn"
	Superseded     AmendmentState = "superseded" // by its own proponent
)

// Circulation is how far the proponent wants the proposal shown.
type Circulation string

// The choices.
const (
	CirculateNot      Circulation = "not"          // to the co-facilitators only
	CirculateUnnamed  Circulation = "without-name" // to participants, without a name
	CirculateWithName Circulation = "with-name"    // to participants, with the name
)

// DispositionKind is what became of an amendment in one draft.
type DispositionKind string

// The dispositions, one per amendment and draft.
const (
	Reflected       DispositionKind = "reflected"
	PartlyReflected DispositionKind = "partly-reflected"
	BracketedIn     DispositionKind = "bracketed"
	Bridged         DispositionKind = "bridged"
	NotReflected    DispositionKind = "not-reflected"
	CarriedForward  DispositionKind = "carried-forward"
)

// Disposition is what became of an amendment in one draft.
type Disposition struct {
	// Draft is the draft it applies to; set when that draft is published, so that
	// a sponsor does not learn of a draft before.
	Draft    string          `json:"draft"`
	Kind     DispositionKind `json:"kind"`
	Reason   string          `json:"reason,omitempty"`   // to the proponent
	Revision string          `json:"revision,omitempty"` // the published wording, once there is one
	At       time.Time       `json:"at"`
}

// RebaseOutcome is what became of a pending amendment when its paragraph got a
// new wording.
type RebaseOutcome string

// The five outcomes (domain §4).
const (
	Untouched RebaseOutcome = "untouched"
	Clean     RebaseOutcome = "clean"
	Satisfied RebaseOutcome = "satisfied"
	Overlap   RebaseOutcome = "overlap"
	Orphaned  RebaseOutcome = "orphaned"
)

// Rebase is one rebase of an amendment, recorded when a draft was published.
type Rebase struct {
	Draft      string        `json:"draft"`
	From       int           `json:"from"` // revision number
	To         int           `json:"to"`
	Outcome    RebaseOutcome `json:"outcome"`
	Wanted     string        `json:"wanted,omitempty"`     // the derived wording, when clean
	Candidates []string      `json:"candidates,omitempty"` // paragraphs, when orphaned
	At         time.Time     `json:"at"`
	Answer     string        `json:"answer,omitempty"` // AnswerConfirmed and so on; empty: awaits the proponent
}

// Amendment is a proposal. It names nobody: who stands behind it is in its
// Sponsorship, and what became of it in its Handling, each with an audience of
// its own.
type Amendment struct {
	Name     string        `json:"name"` // …/documents/{d}/amendments/{id}
	Document string        `json:"document"`
	Kind     AmendmentKind `json:"kind"`
	// Paragraph is what it amends; for an insertion the paragraph that it is to
	// follow, empty for the first place.
	Paragraph string `json:"paragraph,omitempty"`
	Draft     string `json:"draft"` // the draft it was made on
	Revision  int    `json:"revision,omitempty"`
	BaseHash  string `json:"base_hash,omitempty"`
	// Number is document-wide, given when first shown to participants; 0 before.
	Number int `json:"number,omitempty"`
	// Wanted is the wording as submitted, kept for ever.
	Wanted      string         `json:"wanted,omitempty"`
	Label       string         `json:"label,omitempty"` // of an insertion: "12 bis."
	Rationale   string         `json:"rationale,omitempty"`
	Cites       []string       `json:"cites,omitempty"` // agreed language, as typed
	Editorial   bool           `json:"editorial,omitempty"`
	State       AmendmentState `json:"state"`
	Late        bool           `json:"late,omitempty"`
	Round       string         `json:"round,omitempty"`
	SubmittedAt time.Time      `json:"submitted_at,omitzero"`
	WithdrawnAt time.Time      `json:"withdrawn_at,omitzero"`
	// Supersedes is the amendment that this one replaces, where all who see this
	// one may know; its Handling tells the team.
	Supersedes string `json:"supersedes,omitempty"`
}

// SponsorKind is how an actor stands behind an amendment.
type SponsorKind string

// The ways.
const (
	Proponent   SponsorKind = "proponent"
	CoSponsored SponsorKind = "co-sponsor"
	Supporter   SponsorKind = "supporter"
)

// Sponsor is one actor behind an amendment.
type Sponsor struct {
	Actor    string      `json:"actor"`               // actors/{a}
	OnBehalf string      `json:"on_behalf,omitempty"` // actors/{a}, a group
	Kind     SponsorKind `json:"kind"`
	At       time.Time   `json:"at"`
}

// Sponsorship says who stands behind an amendment, beside it.
type Sponsorship struct {
	Name        string      `json:"name"` // …/amendments/{id}/sponsorship
	Amendment   string      `json:"amendment"`
	Circulation Circulation `json:"circulation"`
	// OwnNumber is the proponent's own count of the proposals it has submitted on
	// the document; 0 before and, since it would tell of others, once the
	// sponsorship is shown to participants.
	OwnNumber int       `json:"own_number"`
	Sponsors  []Sponsor `json:"sponsors"`
}

// Handling is what became of an amendment, between its proponent and the
// team: its rebases, one a draft that touched it, and its dispositions, one a
// draft. It knows only drafts that the proponent has been shown, and tells of them
// only what follows from what the proponent sees. Decisions without a draft are in
// the order in which they were taken; the last one that was taken before a draft
// was cut counts for it.
type Handling struct {
	Name      string `json:"name"` // …/amendments/{id}/handling
	Amendment string `json:"amendment"`
	// OwnNumber is the proponent's own count of the proposals it has submitted
	// on the document; it stays here when the sponsorship is shown to more.
	OwnNumber int `json:"own_number,omitempty"`
	// Supersedes is the proponent's earlier amendment that this one replaces.
	Supersedes string `json:"supersedes,omitempty"`
	// InFavourOf is the amendment that the proponent withdrew this one for.
	InFavourOf   string        `json:"in_favour_of,omitempty"`
	Rebases      []Rebase      `json:"rebases,omitempty"`
	Dispositions []Disposition `json:"dispositions,omitempty"`
}

// Docket is what the team alone keeps on an amendment: what became of it in drafts
// that its proponent has not been shown (one narrower than its sight, or published
// while it was not admitted), told when such a draft is shown to it; and where the
// decisions on it were put into the working text.
type Docket struct {
	Name         string        `json:"name"` // …/amendments/{id}/docket
	Amendment    string        `json:"amendment"`
	Rebases      []Rebase      `json:"rebases,omitempty"`
	Dispositions []Disposition `json:"dispositions,omitempty"`
	Applied      []Applied     `json:"applied,omitempty"`
}

// Applied is that a decision was applied to the working text.
type Applied struct {
	At        time.Time `json:"at"` // Disposition.At
	Paragraph string    `json:"paragraph"`
	// Revision is the team's number of the wording that says it; 0 of a deletion.
	Revision int `json:"revision,omitempty"`
	// Base and Words are given where that wording said it already, so that none was
	// made: the words, and the published wording that they change.
	Base  int    `json:"base,omitempty"`
	Words string `json:"words,omitempty"`
}

// Tally counts the proposals that an actor has handed in on a document, for the
// actor and the team.
type Tally struct {
	Name      string `json:"name"` // processes/{p}/documents/{d}/tallies/{a}
	Actor     string `json:"actor"`
	Submitted int    `json:"submitted"`
}
