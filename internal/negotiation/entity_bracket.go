package negotiation

import (
	"time"

	"github.com/travaux/travaux/internal/text/bracket"
)

// BracketState is where a bracket stands. Every bracket ever opened is in exactly
// one of these states.
type BracketState string

// The states (domain §3).
const (
	// BracketOpen is a bracket whose glyphs stand in the working text.
	BracketOpen BracketState = "open"
	// BracketLifted is one that its holders have lifted, each by its own act or by
	// its word as the team recorded it; or, where nobody was known to hold it, the
	// room, as the team recorded.
	BracketLifted BracketState = "lifted"
	// BracketNotRetained is one that the co-facilitators' text no longer has and
	// that nobody is recorded to have lifted. Its holders may enter it again.
	BracketNotRetained BracketState = "not-retained"
	// BracketMerged is one whose words stand in another, which Into names.
	BracketMerged BracketState = "merged"
	// BracketSuperseded is one in whose place a bridge or a chosen option stands, or
	// whose opening was undone.
	BracketSuperseded BracketState = "superseded"
)

// Stance is what a holder wants of a bracket.
type Stance string

// The stances that acts give; texts may bring others, as typed.
const (
	StanceRetain  Stance = "retain"  // the words are to stay
	StanceDelete  Stance = "delete"  // the words are to go
	StanceReserve Stance = "reserve" // the holder reserves its position
)

// Bracket is text that is not agreed, as an object, for the team. The number of
// its name is the team's own count; participants know it by Number. Where it stands
// is in the Glyphs of the passages.
type Bracket struct {
	Name     string `json:"name"` // processes/{p}/documents/{d}/brackets/w{n}
	Document string `json:"document"`
	Working  int    `json:"working"` // n
	// Number is the published number, stable for life in the document, given when a
	// draft with the bracket is first published; 0 before.
	Number int          `json:"number,omitempty"`
	State  BracketState `json:"state"`
	Kind   bracket.Kind `json:"kind"`
	// Paragraph is where it opens, or opened last; EndParagraph where it closes, if
	// that is another one.
	Paragraph    string `json:"paragraph"`
	EndParagraph string `json:"end_paragraph,omitempty"`
	// Words is what stands in it, or stood in it last, glyphs of inner brackets
	// included, cut after MaxBracketWords bytes; WordsHash is over all of it.
	Words     string `json:"words,omitempty"`
	WordsHash string `json:"words_hash,omitempty"`
	// Holders are those named beside its words, in the order in which they stand.
	Holders []BracketHolder `json:"holders,omitempty"`
	// OpenedAt and ClosedAt are when it came into and went from the working text;
	// OpenedIn is the draft from which the team's text went on then ("" before the
	// first), FirstDraft the first published draft that has it.
	OpenedAt   time.Time `json:"opened_at"`
	OpenedBy   string    `json:"opened_by,omitempty"` // actors/{a} that opened it by its own act
	OpenedIn   string    `json:"opened_in,omitempty"`
	FirstDraft string    `json:"first_draft,omitempty"`
	ClosedAt   time.Time `json:"closed_at,omitzero"`
	// Slot is the name of the first of the brackets that people confirmed as
	// candidates for one place, for all of them; "" for none.
	Slot string `json:"slot,omitempty"`
	// Into is the bracket that its words stand in, if it was merged; From are those
	// that it was split off.
	Into string   `json:"into,omitempty"`
	From []string `json:"from,omitempty"`
	// LiftsIf are brackets on whose settlement its lifting depends, Package those
	// that are to be settled with it.
	LiftsIf []string `json:"lifts_if,omitempty"`
	Package string   `json:"package,omitempty"` // a name that the brackets of one package share
	// Owner is who is to fill in a placeholder, as free text, by when.
	Owner string    `json:"owner,omitempty"`
	Due   time.Time `json:"due,omitzero"`
	Notes string    `json:"notes,omitempty"`
	// Bridge is a wording offered for all that stands here, and Can the holders
	// that have said they can consider it.
	Bridge string   `json:"bridge,omitempty"`
	Can    []string `json:"can,omitempty"`
	// Doubt says what the carrying over was unsure of, until a person confirms it.
	Doubt string `json:"doubt,omitempty"`
	// History are the acts on it, oldest first.
	History []BracketAct `json:"history,omitempty"`
}

// MaxBracketWords is how many bytes of its words a bracket keeps by itself.
const MaxBracketWords = 400

// BracketHolder is one attribution of a bracket: who holds it, and with what
// stance.
type BracketHolder struct {
	Actors []string `json:"actors"` // actors/{a}
	Source string   `json:"source"` // as it stands beside the words
	Stance string   `json:"stance,omitempty"`
}

// BracketChange is what an act did to a bracket.
type BracketChange string

// The changes.
const (
	Opened       BracketChange = "opened"
	Narrowed     BracketChange = "narrowed"
	Widened      BracketChange = "widened"
	Shifted      BracketChange = "shifted" // both ends moved
	Splitted     BracketChange = "split"   // others have split off
	MergedInto   BracketChange = "merged"
	Lifted       BracketChange = "lifted"
	NotRetained  BracketChange = "not-retained"
	SupersededBy BracketChange = "superseded"
	Reopened     BracketChange = "reopened"
	Attributed   BracketChange = "attributed" // its holders changed
	LeftBy       BracketChange = "left"       // a holder dropped out
	Confirmed    BracketChange = "confirmed"  // a person confirmed what was doubtful
)

// BracketAct is one change of a bracket.
type BracketAct struct {
	Change BracketChange `json:"change"`
	At     time.Time     `json:"at"`
	// Cause is the type of the event, "working-text.edited".
	Cause string `json:"cause"`
	// Actor is whom it concerns: who opened, held or left.
	Actor string `json:"actor,omitempty"`
	// Meeting is where the team heard the word that it recorded.
	Meeting string `json:"meeting,omitempty"`
	// Noted says that the team recorded the actor's word; else the actor said it.
	Noted  bool   `json:"noted,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// HoldKind is what a delegation entered.
type HoldKind string

// The kinds.
const (
	HoldsWords     HoldKind = "words"                // brackets round words
	GeneralReserve HoldKind = "general-reservation"  // on a paragraph or the whole text
	ScrutinyHold   HoldKind = "scrutiny-reservation" // until the text has been examined
	AwaitsOrders   HoldKind = "pending-instructions"
)

// HoldState is where a hold stands.
type HoldState string

// The states.
const (
	Holding         HoldState = "holding"
	DroppedOut      HoldState = "dropped"
	HoldNotRetained HoldState = "not-retained" // a draft was published without the bracket
)

// Hold is that one actor holds a bracket, or has entered a reservation, for the
// actor and the team. It says nothing of the working text, nor of other holders.
type Hold struct {
	Name     string    `json:"name"` // processes/{p}/documents/{d}/holds/{id}
	Document string    `json:"document"`
	Actor    string    `json:"actor"`               // actors/{a}
	OnBehalf string    `json:"on_behalf,omitempty"` // actors/{a}, a group
	Kind     HoldKind  `json:"kind"`
	State    HoldState `json:"state"`
	Stance   Stance    `json:"stance,omitempty"`
	// Draft and Paragraph are what it was entered on; a reservation without a
	// Paragraph is on the whole draft.
	Draft     string `json:"draft"`
	Paragraph string `json:"paragraph,omitempty"`
	// Words are those bracketed; Number is the bracket's published number, 0 until
	// a draft that the actor sees has it.
	Words  string `json:"words,omitempty"`
	Number int    `json:"number,omitempty"`
	Note   string `json:"note,omitempty"`
	// Noted says that the co-facilitators entered it for the actor, at Meeting;
	// else the delegation stated it.
	Noted   bool      `json:"noted,omitempty"`
	Meeting string    `json:"meeting,omitempty"`
	At      time.Time `json:"at"`
	EndedAt time.Time `json:"ended_at,omitzero"`
	// EndNoted and EndMeeting say the same of its end.
	EndNoted   bool   `json:"end_noted,omitempty"`
	EndMeeting string `json:"end_meeting,omitempty"`
	// Without is the draft that was published without the bracket.
	Without string `json:"without,omitempty"`
}

// HoldLink is the team's note of which bracket a hold is on.
type HoldLink struct {
	Name    string `json:"name"` // …/holds/{id}/link
	Hold    string `json:"hold"`
	Bracket string `json:"bracket,omitempty"` // …/brackets/w{n}; "" while its words stand in no working text
	// At is from when on the hold is on the bracket.
	At time.Time `json:"at,omitzero"`
}

// Closure is how far a paragraph is agreed, apart from its brackets (domain §4).
type Closure string

// The closures; the zero Closure is open.
const (
	ClosureOpen       Closure = ""
	ClosureSuggested  Closure = "suggested"           // for closure
	AgreedInformally  Closure = "agreed-in-informals" // yellow
	AgreedReferendum  Closure = "agreed-ad-referendum"
	Agreed            Closure = "agreed" // green
	PendingOnActors   Closure = "pending-actors"
	PendingOnPackage  Closure = "pending-package"
	ParkedUntil       Closure = "parked"
	ReopenedParagraph Closure = "reopened"
)

// IsAgreed tells the three closures in which the words are agreed. Nothing is
// agreed until everything is agreed.
func (c Closure) IsAgreed() bool {
	return c == AgreedInformally || c == AgreedReferendum || c == Agreed
}

// ClosureRecord is the closure of a paragraph in the working text, with its cause.
// Participants are shown the Closure alone, with the draft that has it.
type ClosureRecord struct {
	Closure Closure   `json:"closure"`
	Actors  []string  `json:"actors,omitempty"`  // actors/{a}: on whom it waits, or who asked to reopen
	Package string    `json:"package,omitempty"` // what it is to be settled with
	Until   time.Time `json:"until,omitzero"`    // until when it is parked
	Reason  string    `json:"reason,omitempty"`
	At      time.Time `json:"at"`
}

// Closing is how a bracket of the draft before ended, as a draft tells.
type Closing struct {
	Number int          `json:"number"`
	State  BracketState `json:"state"`
	// Into is the number of the bracket that its words stand in, if it was merged.
	Into int `json:"into,omitempty"`
}

// Closings tell one audience of a draft how further brackets ended, which it saw in
// another draft before that not all who see the draft have seen.
type Closings struct {
	Name     string    `json:"name"` // …/drafts/{d}/closings/{level}
	Closings []Closing `json:"closings"`
}
