package negotiation

import "time"

// The commands of this file act on brackets (domain §3) and on the closure of
// paragraphs (§4). Those of the co-facilitators' team are acts on the working text,
// which UndoAct takes back; a bracket is named by …/brackets/w{n}, the team's own
// count, or …/brackets/{n}, the published number.

// OpenBracket puts brackets round words of the working text, for the team: as the
// word of those named, heard at a meeting, or of nobody.
type OpenBracket struct {
	Paragraph    string // …/paragraphs/{id}
	BaseRevision int    // Passage.Revision that the places count in
	// Start and End are places in the text, in code points. The stretch has whole
	// brackets of others in it, or none. Equal ones open an empty bracket.
	Start, End int
	// Actors, actors/{a}, are those that hold it, with their stance; may be empty.
	Actors  []string
	Stance  Stance
	Meeting string // where the word was heard; processes/{p}/meetings/{m}, or empty
	Reason  string
}

// BracketSettlement is how a bracket is settled.
type BracketSettlement string

// The settlements.
const (
	KeepWords    BracketSettlement = "keep"    // the words stay, the glyphs go
	DropWords    BracketSettlement = "drop"    // all of it goes
	ChooseOption BracketSettlement = "choose"  // one option of "[a/b]", or one bracket of a confirmed slot
	ReplaceWords BracketSettlement = "replace" // a bridge stands in its place
)

// SettleBracket takes a bracket out of the working text. With Agreed the room has
// agreed to it, and the bracket is lifted; refused as BRACKET_HELD while somebody is
// known to hold it, or a draft has named somebody as a holder, whose word has to be
// recorded first. Else it is not retained in
// the co-facilitators' text, and its holders are told when that is published. What
// stood in it and goes with it shares its fate; a bracket replaced, and the options
// not chosen, are superseded where Agreed.
type SettleBracket struct {
	Bracket string
	BaseAct int // Head.LastAct that the caller has seen; 0 is not checked
	How     BracketSettlement
	Option  int    // with ChooseOption, from 1; of candidates 0 is this one
	Words   string // with ReplaceWords, the wording that stands there now
	Agreed  bool
	Meeting string
	Reason  string
}

// ReshapeBracket narrows, widens or shifts a bracket within its paragraph.
type ReshapeBracket struct {
	Bracket string
	BaseAct int
	// Start and End are the new ends, in code points of the text of its paragraph
	// as it stands, the glyphs of this bracket counted. The stretch between has
	// whole brackets of others in it.
	Start, End int
	Meeting    string
	Reason     string
}

// AttributeBracket says who holds a bracket, instead of what is said now.
type AttributeBracket struct {
	Bracket string
	Holders []HolderEntry // in the order in which they are to stand; none is nobody
	Meeting string
	Reason  string
}

// HolderEntry is one attribution to be put beside the words of a bracket.
type HolderEntry struct {
	Actors []string // actors/{a}
	Stance Stance
}

// RecordLeave records the word of a holder that it drops out. The last one lifts
// the bracket: see DropHold.
type RecordLeave struct {
	Bracket string
	Actor   string // actors/{a}
	Meeting string // where it was said; required unless Reason tells how it came
	Reason  string
}

// NoteBracket changes what the team keeps on a bracket. A nil field stays as it is.
type NoteBracket struct {
	Bracket string
	LiftsIf *[]string // brackets
	Package *string
	Owner   *string
	Due     *time.Time
	Notes   *string
	Bridge  *string
	Can     *[]string // actors/{a} that can consider the bridge
	Reason  string
}

// ConfirmSlot says that brackets that stand side by side are candidates for one
// place of the text: "21a", "21b". With Apart it says that they are not.
type ConfirmSlot struct {
	Brackets []string // in the order of the text, two at least
	Apart    bool
	Reason   string
}

// ConfirmBracket settles what the carrying over was unsure of. With an empty
// Continues the bracket is what it is taken for; else it is the bracket that
// Continues names, which no longer stands in the text: that one is open again under
// its number and this one merged into it.
type ConfirmBracket struct {
	Bracket   string
	Continues string
	Reason    string
}

// SetClosure says how far a paragraph of the working text is agreed. A paragraph in
// which or around which a bracket is open cannot be agreed. Words of an agreed
// paragraph change only after it has been reopened.
type SetClosure struct {
	Paragraph    string
	BaseRevision int
	Closure      Closure
	// Actors are, with PendingOnActors, those on whom it waits; with
	// ReopenedParagraph those who asked.
	Actors  []string
	Package string    // with PendingOnPackage
	Until   time.Time // with ParkedUntil; may be zero
	Reason  string
}

// HoldWords is a delegation bracketing words of a published draft that it sees. It
// needs the right to propose in writing or orally, and a round that takes proposals
// on the paragraph. Where the words stand in the working text the brackets come to
// stand round them there; else the team is told and places them.
type HoldWords struct {
	Draft      string // …/drafts/{name}, published
	Paragraph  string // …/paragraphs/{id}
	Start, End int    // in code points of the wording in that draft; not equal
	Stance     Stance // empty is StanceReserve
	OnBehalf   string // actors/{a}, a group of which it is a member
	Note       string
}

// Reserve enters a reservation without text.
type Reserve struct {
	Draft     string // …/drafts/{name}, published
	Paragraph string // empty is the whole draft
	Kind      HoldKind
	OnBehalf  string
	Note      string
}

// DropHold is a delegation dropping out of a bracket or taking a reservation back; on
// behalf of a group only while it is a member.
// When the last holder of a bracket drops out the bracket is lifted: its words stay,
// unless all who held it last wanted them as their own (StanceRetain), when they go.
// Where it has several options, or no words, or lifting it would break another
// bracket, it stays in the text without holders for the team to settle.
type DropHold struct {
	Hold   string
	Reason string
}
