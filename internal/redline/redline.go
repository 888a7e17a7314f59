// Package redline tells what changed between two drafts: it aligns their
// paragraphs, compares the words of each pair, merges three ways and carries
// edits over one another. It is pure; no timeout ever decides a redline, so
// the same drafts give the same bytes whatever the machine's load.
package redline

import "github.com/travaux/travaux/internal/text"

// Change tells what became of a paragraph.
type Change string

// The changes. The names are part of the command line's documented JSON.
const (
	Unchanged   Change = "UNCHANGED"    // same words, same label, same place
	Edited      Change = "EDITED"       // other words, same place
	Inserted    Change = "INSERTED"     // stands in the new draft only
	Deleted     Change = "DELETED"      // stands in the old draft only
	Moved       Change = "MOVED"        // same words, other place
	MovedEdited Change = "MOVED_EDITED" // other words, other place
	Split       Change = "SPLIT"        // one old paragraph became several new ones
	Merged      Change = "MERGED"       // several old paragraphs became one new one
	Renumbered  Change = "RENUMBERED"   // same words, same place, other label
)

// Op is what happens to a run of words.
type Op string

// The three operations.
const (
	Equal  Op = "EQUAL"
	Delete Op = "DELETE"
	Insert Op = "INSERT"
)

// Segment is a run of words that stay, go or come. Within one change the
// texts of the EQUAL and DELETE segments joined give the old paragraphs' texts
// joined by "\n", those of the EQUAL and INSERT segments the new ones'
// (domain law 1). A deletion stands before the insertion that replaces it.
type Segment struct {
	Op   Op
	Text string
	// Class tells what sort of change it is, the same for a deletion and the
	// insertion that replaces it; empty for Equal.
	Class Class
}

// Class is the sort of a change. One is given only where it is sure; what is
// not is Substance.
type Class string

// The classes. Brackets, numbers, editorial changes and formatting are told in
// every language, verbs, actors and qualifiers where the language is known.
const (
	Substance      Class = "SUBSTANCE"      // whatever no other class names for sure
	BracketOpened  Class = "BRACKET_OPENED" // brackets come round words, which stay
	BracketLifted  Class = "BRACKET_LIFTED" // brackets go, the words in them stay
	BracketMoved   Class = "BRACKET_MOVED"  // one side of a bracket stands elsewhere now
	VerbStronger   Class = "VERB_STRONGER"  // a verb gives way to one that binds more, "should" to "shall"
	VerbWeaker     Class = "VERB_WEAKER"    // and the reverse
	Number         Class = "NUMBER"         // a number, a date or a document symbol
	ActorClass     Class = "ACTOR"          // who acts, or on whom it falls
	Qualifier      Class = "QUALIFIER"      // "as appropriate", "voluntary", "in accordance with national law"
	Editorial      Class = "EDITORIAL"      // spelling, case, punctuation and spaces that change no meaning
	FormattingOnly Class = "FORMATTING"     // italics, footnote anchors: the words stay
	Structure      Class = "STRUCTURE"      // a paragraph moved, split, merged or renumbered
)

// FormatChange is a mark that came or went on words that stay. One that only
// moved because the words before it were edited is none, nor is one that covers
// white space alone, nor an anchor whose footnote has another number now. Marks of
// one kind that touch are one.
type FormatChange struct {
	Op Op // Insert: the new draft has the mark; Delete: the old one had it
	// Index is the paragraph's in its draft, the new one for Insert, the old one
	// for Delete.
	Index int
	// Mark counts in the bytes of that paragraph's text.
	Mark text.Mark
}

// ParagraphChange is what became of one paragraph, or of the several that
// were split or merged.
type ParagraphChange struct {
	Change Change
	// Old and New are indexes into the paragraphs of the two drafts, in
	// reading order. Inserted has no Old, Deleted has no New, Split has one Old
	// and several New, Merged the reverse; all others have one of each.
	Old, New []int
	// Segments is empty for Unchanged, Inserted and Deleted, whose words are
	// those of the paragraph itself.
	Segments []Segment
	// Formatting lists the marks that came or went on words that stay, in the
	// order of the text. A paragraph of which nothing else changed is Unchanged.
	Formatting []FormatChange
}

// Stats counts a comparison.
type Stats struct {
	Unchanged, Edited, Inserted, Deleted, Moved, MovedEdited, Split, Merged, Renumbered int
	// WordsInserted and WordsDeleted count words (not spaces, not punctuation)
	// in all changes, whole paragraphs included.
	WordsInserted, WordsDeleted int
}

// Comparison is the one list of changes from which every rendering is made.
// Paragraphs stand in the reading order of the new draft, deleted ones at
// their old place; every paragraph of both drafts stands in exactly one.
type Comparison struct {
	Old, New   *text.Draft
	Paragraphs []ParagraphChange
	Stats      Stats
}

// Differ compares the words of two texts. It is the seam behind which the
// word comparer can be replaced; Default is the one in use.
type Differ interface {
	// Diff gives segments that obey the law told at Segment, neighbours of
	// different Op, no empty text. It must not depend on time or load.
	Diff(old, new string, language string) []Segment
}

// Pair is a piece of known lineage: these old paragraphs became these new ones.
// One side may have several members (split, merge); neither is empty.
type Pair struct{ Old, New []int }

// Options steers a comparison; the zero value is the usual one.
type Options struct {
	// Lineage pairs paragraphs by what is known of them. Paragraphs with equal
	// non-empty IDs are paired without being named here. What stays
	// unpaired is aligned by content, unless ByLineageOnly is set.
	Lineage []Pair
	// ByLineageOnly leaves what lineage does not pair as deleted and inserted.
	ByLineageOnly bool
	// Differ compares words; nil means Default.
	Differ Differ
}

// Link is one suggestion of an alignment.
type Link struct {
	Pair
	// Similarity is the share of words in common, from 0 to 1.
	Similarity float64
	// Sure is false where a person should confirm the link: the similarity is
	// low, another paragraph is nearly as alike, or it is half of a split or merge.
	Sure bool
}
