package redline

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Account is a draft with the source of each of its words, ready to be shown.
type Account struct {
	// Name, Title and Language are the draft's; Hash is its seal, "seal:…", and Time
	// when it was published or cut, in words.
	Name, Title, Language, Hash, Time string
	Paragraphs                        []AccountParagraph
}

// AccountParagraph is a paragraph with the sources of its words.
type AccountParagraph struct {
	text.Paragraph
	// Index counts from 0 in the draft.
	Index int
	// Spans cover the text; Span.Source is a place in Notes.
	Spans []Span
	// Notes are the sources. With the first the paragraph began.
	Notes []Note
}

// Note says in words where words come from.
type Note struct {
	Draft string // in which they first stood, "rev1"
	// Amendments are those that brought them, each as its number and proponent as
	// far as they may be told, "4 Sarrow Islands"; empty: nobody's.
	Amendments []string
	// Alike says that the amendments ask for the same words and that what was decided
	// of them is not told.
	Alike bool
	// Wording is the number of the wording, "2" or "w7", and Time when it was made or
	// shown.
	Wording, Time string
}

// By names the amendments, "4 Sarrow Islands"; where they only ask for the same
// words, "as in 4 Sarrow Islands". It is empty where there are none.
func (n Note) By() string {
	if len(n.Amendments) == 0 {
		return ""
	}
	by := strings.Join(n.Amendments, ", ")
	if n.Alike {
		return "as in " + by
	}
	return by
}

// Alike tells whether a note of the account says that amendments only ask for the same
// words.
func (a *Account) Alike() bool {
	for _, p := range a.Paragraphs {
		for _, n := range p.Notes {
			if n.Alike && len(n.Amendments) > 0 {
				return true
			}
		}
	}
	return false
}
