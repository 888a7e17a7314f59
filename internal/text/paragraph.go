package text

// Kind tells what a paragraph is in the document it stands in.
type Kind string

// The kinds of paragraph. A paragraph with items below it is their chapeau;
// that is read from the depths and needs no kind of its own.
const (
	Title        Kind = "title"         // the title of the document
	Heading      Kind = "heading"       // a section heading, numbered or not
	Formula      Kind = "formula"       // the enacting words, "The General Assembly,"
	Preambular   Kind = "preambular"    // a preambular paragraph, a recital
	Operative    Kind = "operative"     // an operative paragraph, usually numbered
	Item         Kind = "item"          // an item of a list, (a), or deeper, (i)
	Tail         Kind = "tail"          // the words after a list that belong to its chapeau
	Footnote     Kind = "footnote"      // a footnote, standing after the paragraph that anchors it
	AnnexHeading Kind = "annex-heading" // opens an annex; numbers may restart after it
	Plain        Kind = "plain"         // a paragraph of which the source tells nothing more
)

// MarkKind tells what a mark does to the words it covers.
type MarkKind string

// The marks kept beside the words.
const (
	Italic      MarkKind = "italic"
	Bold        MarkKind = "bold"
	Underline   MarkKind = "underline"
	Superscript MarkKind = "superscript"
	Subscript   MarkKind = "subscript"
	Link        MarkKind = "link"     // Ref is the address
	NoteAnchor  MarkKind = "footnote" // empty span; Ref is the label of the footnote
)

// Mark is formatting beside the words of one paragraph: it covers the bytes
// [Start, End) of the text. A NoteAnchor covers nothing (Start == End).
// The marks of a paragraph are sorted by Start, then by End descending, then
// by Kind.
type Mark struct {
	Kind  MarkKind `json:"kind"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Ref   string   `json:"ref,omitempty"`
}

// Paragraph is one unit of a draft as a reader meets it.
type Paragraph struct {
	// ID is the paragraph's identity for life; empty where it has none yet,
	// as in a file.
	ID string
	// Kind is what the paragraph is.
	Kind Kind
	// Depth is 0 for a paragraph that stands by itself, 1 for an item of its
	// list, 2 for a sub-item. A footnote is one deeper than its paragraph. A
	// tail has the depth of the chapeau that it completes.
	Depth int
	// Label is what is printed before the words, exactly as printed: "12.",
	// "OP 3 bis.", "(a)", "1 -". A footnote's label is its marker in superscript
	// digits, "¹", or the sign printed. Empty where there is none.
	Label string
	// Text is the words with their brackets, in normal form (see Normalize),
	// without label and without footnote markers.
	Text string
	// Marks is the formatting beside Text.
	Marks []Mark
}

// Draft is the content of a draft: its paragraphs in reading order.
type Draft struct {
	// Title and Symbol are as the source gives them; both may be empty.
	Title, Symbol string
	// Language is a BCP 47 tag ("en", "ar"), or empty where it is not known.
	Language string
	// Paragraphs stand in reading order. A title that is printed in the text
	// is a paragraph here too.
	Paragraphs []Paragraph
}
