// Package html writes a redline as one self-contained HTML page: no script is
// needed, nothing is loaded from elsewhere. The look, and the reasons for it,
// are those of the project's design: paper first, one accent, every state told
// by shape, word and colour.
//
// The page has a model of its own, so that a client of the API can fill it
// without the comparer; Of fills it from a comparison. The package is pure.
package html

import (
	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Layout is how a page shows a redline.
type Layout int

// The layouts.
const (
	Inline  Layout = iota // one text, deletions and insertions in it
	Columns               // the old text beside the new one
	List                  // one row for each change
)

// Page is a redline to be shown.
type Page struct {
	Layout Layout
	// Title and Symbol name the new draft; Language is its BCP 47 tag or empty.
	Title, Symbol, Language string
	// Old and New name the two drafts.
	Old, New Side
	// Time is when the redline was made, ready to print, or empty: then nothing
	// on the page depends on the moment.
	Time string
	// Blocks are the changes in reading order.
	Blocks []Block
	// Entries are the changes as a list, for the layout List and for the counts.
	Entries []changelist.Entry
	// WordsInserted and WordsDeleted count words in all changes.
	WordsInserted, WordsDeleted int
	// Only names the classes that the page opens with, by the choice "only"; the
	// reader can choose others. None shows all. OnlyStats counts the paragraphs that
	// have a change of one of them.
	Only      []redline.Class
	OnlyStats redline.Stats
}

// Side names one draft.
type Side struct {
	Name string
	// Hash is printed shortened, with the whole at hand.
	Hash       string
	Paragraphs int
	// Time is when the draft was published, ready to print; empty where that is
	// not known, as of a file.
	Time string
}

// Block is one change: a paragraph, or the several of a split or merge.
type Block struct {
	Change   string // EDITED and so on, as in package redline
	Old, New []Paragraph
	// Segments is empty for UNCHANGED, INSERTED and DELETED.
	Segments []Segment
	// Formatting lists the marks that came or went on words that stay, and
	// FormatNotes says so in words.
	Formatting  []Format
	FormatNotes []string
	// Classes are the sorts of its changes, as redline.ParagraphChange.Classes gives
	// them.
	Classes []redline.Class
	// Entries are the changes of the block, one by one, for its notes.
	Entries []changelist.Entry
	// Spoken is the words to read from the floor, sentence by sentence.
	Spoken []string
}

// Paragraph is a paragraph of one of the drafts.
type Paragraph struct {
	// Index counts from 0 in its draft.
	Index int
	Kind  string // "title", "heading" and so on, as in package text
	Depth int
	Label string
	Text  string
	Marks []Mark
}

// Mark is formatting of the bytes [Start, End) of a text; Kind is as in package
// text.
type Mark struct {
	Kind       string
	Start, End int
	Ref        string
	// op tells on the page that the mark itself came or went.
	op string
}

// Segment is a run of words that stay, go or come; Op is EQUAL, DELETE or
// INSERT, Class as in package redline or empty.
type Segment struct{ Op, Text, Class string }

// Format is a mark that came (Op INSERT, Index and offsets of the new draft) or
// went (DELETE, of the old one).
type Format struct {
	Op    string
	Index int
	Mark  Mark
}

// Names is what the caller says of the two drafts.
type Names struct{ Old, New, OldHash, NewHash, Time, OldTime, NewTime string }

// Of gives the page of a comparison.
func Of(c *redline.Comparison, n Names) *Page {
	p := &Page{
		Title: first(c.New.Title, c.Old.Title), Symbol: first(c.New.Symbol, c.Old.Symbol),
		Language: first(c.New.Language, c.Old.Language),
		Old:      Side{n.Old, n.OldHash, len(c.Old.Paragraphs), n.OldTime}, New: Side{n.New, n.NewHash, len(c.New.Paragraphs), n.NewTime},
		Time: n.Time, Entries: changelist.Of(c), WordsInserted: c.Stats.WordsInserted, WordsDeleted: c.Stats.WordsDeleted,
	}
	entries := changelist.ByParagraph(c)
	for i, ch := range c.Paragraphs {
		b := Block{Change: string(ch.Change), Old: paragraphs(c.Old, ch.Old), New: paragraphs(c.New, ch.New), Classes: ch.Classes(), Entries: entries[i], FormatNotes: changelist.FormatNotes(c, &ch)}
		for _, s := range ch.Segments {
			b.Segments = append(b.Segments, Segment{string(s.Op), s.Text, string(s.Class)})
		}
		for _, f := range ch.Formatting {
			b.Formatting = append(b.Formatting, Format{string(f.Op), f.Index, markOf(f.Mark)})
		}
		p.Blocks = append(p.Blocks, b)
	}
	return p
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func paragraphs(d *text.Draft, at []int) []Paragraph {
	var out []Paragraph
	for _, i := range at {
		t := d.Paragraphs[i]
		p := Paragraph{Index: i, Kind: string(t.Kind), Depth: t.Depth, Label: t.Label, Text: t.Text}
		for _, m := range t.Marks {
			p.Marks = append(p.Marks, markOf(m))
		}
		out = append(out, p)
	}
	return out
}

func markOf(m text.Mark) Mark {
	return Mark{Kind: string(m.Kind), Start: m.Start, End: m.End, Ref: m.Ref}
}

// changed tells whether a reader should look at the block.
func (b *Block) changed() bool {
	return b.Change != string(redline.Unchanged) || len(b.FormatNotes) > 0
}

// now is the paragraph that stands for the block: the first new one, or the
// old one where there is no new.
func (b *Block) now() Paragraph {
	if len(b.New) > 0 {
		return b.New[0]
	}
	return b.Old[0]
}

// id is the anchor of the block on the page.
func (b *Block) id() string {
	if len(b.New) > 0 {
		return "p" + itoa(b.New[0].Index+1)
	}
	return "d" + itoa(b.Old[0].Index+1)
}

// isHeading tells whether the block opens a section.
func (b *Block) isHeading() bool {
	k := b.now().Kind
	return k == string(text.Heading) || k == string(text.AnnexHeading)
}

// rightToLeft tells whether a language is written so.
func rightToLeft(language string) bool {
	for _, l := range []string{"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"} {
		if language == l || len(language) > len(l) && language[:len(l)+1] == l+"-" {
			return true
		}
	}
	return false
}
