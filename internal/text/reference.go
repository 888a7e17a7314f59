package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReferenceKind tells whose text a reference points into.
type ReferenceKind string

// The kinds of reference.
const (
	// OwnReference points at paragraphs, items or parts of the document itself.
	OwnReference ReferenceKind = "own"
	// PresentReference points at where it stands: "the present paragraph".
	PresentReference ReferenceKind = "present"
	// InstrumentReference cites another instrument, or a part of one.
	InstrumentReference ReferenceKind = "instrument"
)

// Unit tells what sort of part a reference names.
type Unit string

// The units; none is a whole instrument.
const (
	ParagraphUnit  Unit = "paragraph"
	PreambularUnit Unit = "preambular-paragraph"
	ItemUnit       Unit = "sub-paragraph"
	SectionUnit    Unit = "section"
	ArticleUnit    Unit = "article"
	AnnexUnit      Unit = "annex"
)

// Side tells where a reference says that its target stands.
type Side string

// The sides; none where the reference does not say.
const (
	Above Side = "above"
	Below Side = "below"
)

// Span is the bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Empty tells whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Reference is one place of a text that points at something with a label or a
// symbol: "paragraphs 3 to 5 and 7 bis above", "paragraph 71 of resolution 70/125".
type Reference struct {
	// Start and End are its bytes in the text. Both are bounds of tokens.
	Start, End int
	// Words are those bytes.
	Words string
	Kind  ReferenceKind
	// Unit is what Targets are; empty for a whole instrument.
	Unit Unit
	// Targets are the parts named, in their order; none for a whole instrument, for
	// a PresentReference and for "the annex to the present resolution".
	Targets []Target
	// Side is where the reference says that they stand; SideAt is the word for it.
	Side   Side
	SideAt Span
	// Within is the part that the targets stand in, where one is named: article 4 for
	// "Article 4, paragraph 7".
	Within Within
	// Instrument is what an InstrumentReference cites.
	Instrument Instrument
}

// Within is a part of a document that holds what a reference names.
type Within struct {
	Unit Unit
	// Label is its number; the zero Label where This is set or where there is one
	// such part, "the annex".
	Label Label
	// This tells that it is the part where the reference stands: "of this Article".
	This bool
}

// Target is one label named by a reference.
type Target struct {
	// Start and End are its bytes in the text, within the reference.
	Start, End int
	// Label is what it names, from the outermost number: 5, (c) for the second
	// target of "5 (a) and (c)". Its Raw is the bytes of the target alone.
	Label Label
	// Number is where its number with its ordinal stands, Letters where each of its
	// letters does, without brackets. Number is empty where the number was said before.
	Number  Span
	Letters []Span
	// Through tells that the target is the end of a range that begins with the target
	// before it.
	Through bool
}

// Instrument is a document that a reference cites, as far as it can be told.
type Instrument struct {
	// Body is who adopted it, as printed: "General Assembly".
	Body string
	// Type is the word for it as printed, "resolution"; empty for a bare symbol.
	Type string
	// Symbol is its number or symbol as printed: "70/125", "1325 (2000)",
	// "A/RES/70/1", "1/CP.21".
	Symbol string
	// Name is what it is called where it has no symbol: "Paris Agreement", "report".
	Name string
}

// String gives the instrument in one line, its body where the language of that has it:
// before the act in English, after it in French, Spanish and Russian, within in Arabic.
func (i Instrument) String() string {
	parts := []string{i.Body, i.Type, i.Symbol, i.Name}
	switch first, _ := utf8.DecodeRuneInString(i.Body); {
	case unicode.Is(unicode.Arabic, first):
		parts = []string{i.Type, i.Body, i.Symbol, i.Name}
	case unicode.Is(unicode.Cyrillic, first) || unicode.IsLower(first):
		parts = []string{i.Type, i.Symbol, i.Name, i.Body}
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// References finds the references in a text, in their order; they do not overlap.
// The language is a BCP 47 tag: English, French, Spanish, Russian, Arabic or
// Chinese; for an empty one the first language that knows a word is taken, for
// any other symbols alone are found. A pattern that is not sure is left
// out: a number without a word for what it counts, a bare "24/7". A paragraph
// that an instrument is named for is never an OwnReference. Time is linear in
// the length of s, and any bytes are taken.
func References(s, language string) []Reference {
	x := newReferenceScanner(s, language)
	x.scan()
	return x.joined()
}
