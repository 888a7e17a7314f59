package negotiation

import (
	"time"

	"github.com/travaux/travaux/internal/text"
)

// DraftKind is what a draft is.
type DraftKind string

// The kinds of draft.
const (
	ElementsPaper  DraftKind = "elements-paper"
	NonPaper       DraftKind = "non-paper"
	ZeroDraft      DraftKind = "zero-draft"
	RevisedDraft   DraftKind = "revision"
	CompilationDoc DraftKind = "compilation"
	CoFacText      DraftKind = "co-facilitators-text"
	UnderSilence   DraftKind = "final-under-silence"
	LDocument      DraftKind = "l-document"
	AdoptedText    DraftKind = "adopted"
)

// DraftState is where a draft stands.
type DraftState string

// The states of a draft that exist so far.
const (
	Sealed    DraftState = "sealed"    // cut, seen by the team alone
	Published DraftState = "published" // shown to an audience
)

// Draft is an immutable, named, ordered list of wordings, sealed by one hash.
type Draft struct {
	Name      string    `json:"name"` // …/drafts/{name}
	Title     string    `json:"title"`
	DraftKind DraftKind `json:"kind"`
	Symbol    string    `json:"symbol,omitempty"`
	Language  string    `json:"language"`
	// Number is 1 for the first draft of the document to be published. A draft
	// shown to a wider audience later keeps it, so that all audiences speak of the
	// same draft; a gap tells that there was a narrower one.
	Number int        `json:"number"`
	State  DraftState `json:"state"`
	// Level is how far a published draft is shown.
	Level       Level     `json:"level,omitempty"`
	Entries     []Entry   `json:"entries"`
	Seal        string    `json:"seal"` // over the entries, see SealOf
	CutAt       time.Time `json:"cut_at"`
	PublishedAt time.Time `json:"published_at,omitzero"`
	Previous    string    `json:"previous,omitempty"`
	// Shown tells since when each audience sees a draft that was shown to more
	// people after its publication, the first publication included; empty where
	// PublishedAt says it all.
	Shown []Showing `json:"shown,omitempty"`
	// Attributed says that the edition for the widest audience shows who holds
	// what. Who saw an attributed edition before keeps it.
	Attributed bool `json:"attributed,omitempty"`
	// SourceHash is the SHA-256 of the file it was imported from, if any. It goes
	// with publication, since it would confirm a guess at the names in that file;
	// the Act of the import keeps it for the team.
	SourceHash string `json:"source_hash,omitempty"`
	// Closings tell how the brackets of Previous that are not in this draft ended;
	// set on publication, in the order of their numbers; see the kind Closings too.
	Closings []Closing `json:"closings,omitempty"`
}

// Showing is that a draft was shown at a level from a moment on.
type Showing struct {
	Level Level     `json:"level"`
	At    time.Time `json:"at"`
}

// SeenFrom gives the moment from which a viewer, as it is now, could see the draft:
// when it was cut for the team, else when it was first shown to an audience of the
// viewer's; of an audience that the viewer no longer belongs to, nothing counts.
func (d *Draft) SeenFrom(v Viewer) time.Time {
	process := ProcessOf(d.Name)
	if d.State != Published || v.Sees(teamOnly(process)) {
		return d.CutAt
	}
	for _, s := range d.Shown {
		if v.Sees(s.Level.Audience(LastID(process))) {
			return s.At
		}
	}
	return d.PublishedAt
}

// Level is how far something published is shown; see Audience.
type Level string

// The levels, from narrow to wide.
const (
	ToStates       Level = "states"       // member States, observer States and observers of the process
	ToStakeholders Level = "stakeholders" // and its accredited stakeholders
	ToPublic       Level = "public"       // and everyone
)

// Entry is one paragraph of a draft. Hash is that of the wording, so that the
// seal covers the words and not only their numbers.
type Entry struct {
	Paragraph string `json:"paragraph"` // …/paragraphs/{id}
	// Revision is the wording's number: the team's own while the draft is
	// sealed, the published one from publication on. The seal is not over it.
	Revision int       `json:"revision"`
	Hash     string    `json:"hash"`
	Label    string    `json:"label"`
	Kind     text.Kind `json:"kind"`
	Depth    int       `json:"depth"`
	// Glyphs has for each bracket glyph of the wording the number of its bracket,
	// the team's own while the draft is sealed, the published one from publication
	// on; 0 for a glyph without a partner. The seal is not over it.
	Glyphs []int `json:"glyphs,omitempty"`
	// Closure is how far the paragraph was agreed when the draft was cut.
	Closure Closure `json:"closure,omitempty"`
}

// Act is one act on the working text, kept so that it can be undone.
type Act struct {
	Name   string `json:"name"` // …/acts/{n}, n padded to sort
	Number int    `json:"number"`
	Type   string `json:"type"` // the event's type
	// Before and After are the passages it touched; a nil Before did not exist.
	Touched []Touch `json:"touched"`
	Undone  bool    `json:"undone,omitempty"`
	// Undoes is the number of the act that this one took back, if any.
	Undoes int    `json:"undoes,omitempty"`
	Reason string `json:"reason,omitempty"`
	// SourceHash is the SHA-256 of the file, of an import.
	SourceHash string `json:"source_hash,omitempty"`
}

// Touch is a passage before and after an act.
type Touch struct {
	Before *Passage `json:"before,omitempty"`
	After  Passage  `json:"after"`
}
