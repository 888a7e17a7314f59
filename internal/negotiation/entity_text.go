package negotiation

import (
	"time"

	"github.com/travaux/travaux/internal/text"
)

// Document is a text under negotiation.
type Document struct {
	Name     string `json:"name"` // processes/{p}/documents/{d}
	Title    string `json:"title"`
	Symbol   string `json:"symbol,omitempty"`
	Language string `json:"language"` // of the negotiating version
	Closed   bool   `json:"closed,omitempty"`
	// Latest is the newest draft published to everyone who sees the document,
	// if any. Who sees narrower drafts finds them in the list of drafts.
	Latest string `json:"latest,omitempty"`
	// Level is how far the document itself is shown; empty means ToStates.
	Level Level `json:"level,omitempty"`
}

// Head is the working text of a document between drafts, for the team alone.
type Head struct {
	Name     string `json:"name"` // processes/{p}/documents/{d}/head
	Document string `json:"document"`
	// LastAct is the number of the newest act on the working text.
	LastAct int `json:"last_act"`
	// Base is the draft that the working text was last in line with.
	Base string `json:"base,omitempty"`
	// Latest is the newest draft published at any level.
	Latest string `json:"latest,omitempty"`
	// Amendments counts the amendments that participants have been shown: the
	// document-wide number given last.
	Amendments int `json:"amendments,omitempty"`
	// Brackets counts the brackets ever opened in the working text, BracketsShown
	// those that participants have been shown: the number given last of each kind.
	Brackets      int `json:"brackets,omitempty"`
	BracketsShown int `json:"brackets_shown,omitempty"`
	// BracketsOpen counts those that stand in the working text.
	BracketsOpen int `json:"brackets_open,omitempty"`
	// CutAt is when a draft was last cut.
	CutAt time.Time `json:"cut_at,omitzero"`
	// Drafts counts the drafts published.
	Drafts int `json:"drafts,omitempty"`
	// Published lists the drafts published, in the order of their numbers.
	Published []PublishedDraft `json:"published,omitempty"`
}

// PublishedDraft is a draft that has been published, and how far.
type PublishedDraft struct {
	Name  string `json:"name"` // …/drafts/{name}
	Level Level  `json:"level"`
}

// Passage is a paragraph as it stands in the working text.
type Passage struct {
	Name      string    `json:"name"` // processes/{p}/documents/{d}/passages/{id}
	Paragraph string    `json:"paragraph"`
	Kind      text.Kind `json:"kind"`
	Depth     int       `json:"depth"`
	// Order sorts the passages of a document; see OrderBetween.
	Order string `json:"order"`
	Label string `json:"label"`
	// Revision is the number of the newest wording in the team's own count; its
	// name is WorkingRevisionName(Paragraph, Revision).
	Revision int    `json:"revision"`
	Hash     string `json:"hash"` // of that wording
	Deleted  bool   `json:"deleted,omitempty"`
	// Standing is how the paragraph stands in the newest published draft.
	Standing Standing `json:"standing,omitzero"`
	// Origin tells where the paragraph comes from.
	Origin Origin `json:"origin,omitzero"`
	// Glyphs has for each bracket glyph of the wording, in order, the team's number
	// of its bracket, 0 for a glyph without a partner. The two glyphs of a bracket
	// may stand in two passages.
	Glyphs []int `json:"glyphs,omitempty"`
	// Closure is how far the paragraph is agreed; nil is open.
	Closure *ClosureRecord `json:"closure,omitempty"`
}

// Standing is how a paragraph stands in the newest draft published at any level;
// the zero Standing was never published.
type Standing struct {
	Draft    string `json:"draft,omitempty"`
	Revision int    `json:"revision,omitempty"` // the published number
	Hash     string `json:"hash,omitempty"`
	Gone     bool   `json:"gone,omitempty"` // that draft no longer has it
}

// OriginKind is how a paragraph came about.
type OriginKind string

// The origins; none means that it came in with the first draft.
const (
	SplitFrom  OriginKind = "split-from"
	MergedFrom OriginKind = "merged-from"
	NewIn      OriginKind = "new"
)

// Origin is the lineage of a paragraph within its document.
type Origin struct {
	OriginKind OriginKind `json:"kind,omitempty"`
	From       []string   `json:"from,omitempty"` // paragraphs
}

// Paragraph is a paragraph for life, as the last published draft has it.
type Paragraph struct {
	Name     string    `json:"name"` // processes/{p}/documents/{d}/paragraphs/{id}
	Kind     text.Kind `json:"kind"`
	Depth    int       `json:"depth"`
	Order    string    `json:"order"`
	Label    string    `json:"label"`
	Revision int       `json:"revision"`
	Hash     string    `json:"hash"`  // of that wording
	Draft    string    `json:"draft"` // where it stands so
	Deleted  bool      `json:"deleted,omitempty"`
	Origin   Origin    `json:"origin,omitzero"`
	// Level is how far the paragraph is shown as it stands here.
	Level Level `json:"level,omitempty"`
}

// TextStatus is what a wording in one language counts for.
type TextStatus string

// The statuses.
const (
	NegotiatingVersion TextStatus = "negotiating" // the one that is negotiated on
	DraftTranslation   TextStatus = "draft"
	FinalTranslation   TextStatus = "final"
	StaleTranslation   TextStatus = "stale" // its source has changed since
)

// Revision is one immutable wording of one paragraph. Wordings of the working
// text are numbered by the team's own count ("w7"); a published one has a number
// of its own, given when it is first shown, so that nobody can tell how often
// the team changed its mind between two drafts.
type Revision struct {
	Name      string `json:"name"` // …/paragraphs/{id}/revisions/{n}
	Paragraph string `json:"paragraph"`
	// Number counts the published wordings of the paragraph, whoever was shown
	// them: one number serves all audiences, so that they speak of the same wording
	// and a number never changes; a gap tells that there was a narrower draft.
	Number   int         `json:"number"`
	Language string      `json:"language"`
	Status   TextStatus  `json:"status"`
	Text     string      `json:"text"` // without attributions
	Marks    []text.Mark `json:"marks,omitempty"`
	Hash     string      `json:"hash"` // text.Hash of text and marks
	// Parents are the wordings that it came from, as far as its audience sees them.
	Parents []string `json:"parents,omitempty"`
	Cause   string   `json:"cause"` // the type of event that made it
	// At is when it was written into the working text or, of a published one, first
	// shown to the audience that it has now.
	At time.Time `json:"at"`
	// Level is how far a published wording is shown; empty on the working text.
	Level Level `json:"level,omitempty"`
	// Draft is the draft by which it was shown so far; empty on the working text.
	Draft string `json:"draft,omitempty"`
}

// Attribution stands beside a wording and says who holds what in it. It has an
// audience of its own and is no part of the wording's hash. A published draft has
// its own beside each wording, since the holders of the same words can change from
// draft to draft; it never changes but in how far it is shown.
type Attribution struct {
	// Name is …/revisions/w{n}/attribution on the working text and
	// …/drafts/{name}/attributions/{paragraph's id} once published.
	Name     string             `json:"name"`
	Revision string             `json:"revision"`
	Author   string             `json:"author,omitempty"` // actors/{a} that asked for the wording
	Held     []text.Attribution `json:"held,omitempty"`
	// Amendment is the amendment that the wording came from, on the working
	// text only.
	Amendment string `json:"amendment,omitempty"`
	// Level is how far a published attribution is shown.
	Level Level `json:"level,omitempty"`
}
