package spoken

import "github.com/travaux/travaux/internal/text"

// Act is what an instruction asks for.
type Act string

// The acts on the words of one paragraph.
const (
	Replace Act = "REPLACE" // the quoted words give way to Words
	Delete  Act = "DELETE"  // the quoted words go
	Insert  Act = "INSERT"  // Words come, at the place that At and Anchor tell
	Lift    Act = "LIFT"    // the square brackets round the quoted words go
	Enclose Act = "ENCLOSE" // square brackets come round the quoted words
	Break   Act = "BREAK"   // a new paragraph begins at the place told
	Rewrite Act = "REWRITE" // Words take the place of the whole text
	Set     Act = "SET"     // the quoted words are set in Mark
	Unset   Act = "UNSET"   // and no longer
)

// At tells where an instruction applies. It is empty where the quotation itself
// tells it.
type At string

// The places. After and Before stand with an anchor.
const (
	After     At = "AFTER"
	Before    At = "BEFORE"
	Beginning At = "BEGINNING"
	End       At = "END"
)

// Last is the Occurrence of the last of several.
const Last = -1

// Quote points to words of the base text. Words and signs are matched whole;
// spaces between them do not count, nor the kind of a dash or a quotation mark.
type Quote struct {
	// Text is what is quoted, as it stands in the base.
	Text string
	// To is empty, or what a long quotation ends with: then it begins with Text,
	// and both stand in the base once.
	To string
	// Occurrence is 0 where the words stand in the base once; n for the nth place
	// where they do, the first being 1; or Last.
	Occurrence int
}

// Instruction is one change to the words of a paragraph as it is said. Each
// means the same in the base text and in the text that those before it leave, so
// that they may be applied together or one after the other. For a change of several old paragraphs (Merged) the base text is theirs
// joined by line feeds; where several come (Split), line feeds part them.
type Instruction struct {
	Act Act
	// Quote is what Replace, Delete, Lift, Enclose, Set and Unset concern. If At
	// is not empty, it is punctuation, or words that go, which stand right there.
	Quote Quote
	// At and Anchor tell the place of Insert, of Break and of punctuation.
	At     At
	Anchor Quote
	// Words are those that come, without the spaces around them.
	Words string
	// Editorial tells that nothing changes that is heard: spaces, or kinds of
	// quotation mark and dash.
	Editorial bool
	// Mark is the formatting of Set and Unset; with text.NoteAnchor it is the
	// footnote named by Words, after Anchor.
	Mark text.MarkKind
}
