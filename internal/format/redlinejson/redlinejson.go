// Package redlinejson writes a comparison as the command line's own documented
// JSON (docs/json.md) and reads it back. Other tools rely on the names: fields
// are added, never renamed or removed. It is pure.
package redlinejson

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Document is a comparison in JSON.
type Document struct {
	Old Side `json:"old"`
	New Side `json:"new"`
	// Filter is absent where all paragraphs are there; else those only that have a
	// change of one of its classes.
	Filter     []redline.Class `json:"filter,omitempty"`
	Paragraphs []Change        `json:"paragraphs"`
	// Stats counts what stands in Paragraphs; Total, absent without a filter, the
	// whole comparison.
	Stats Stats  `json:"stats"`
	Total *Stats `json:"total,omitempty"`
	// Classes counts the entries of package changelist by class, filtered or not.
	Classes map[redline.Class]int `json:"classes,omitempty"`
}

// Side tells which draft stands on one side of the comparison.
type Side struct {
	// Name is what the caller calls the draft, such as the file name.
	Name string `json:"name"`
	// Title, Symbol and Language are as the draft has them, or empty.
	Title    string `json:"title"`
	Symbol   string `json:"symbol"`
	Language string `json:"language"`
	// Paragraphs counts the paragraphs of the draft.
	Paragraphs int `json:"paragraphs"`
	// Hash is that of Hash.
	Hash string `json:"hash"`
	// Time is when the draft was published; absent where that is not known.
	Time string `json:"time,omitempty"`
	// Seal is the server's seal of the draft; absent for a file.
	Seal string `json:"seal,omitempty"`
}

// Change is what became of one paragraph, or of those split or merged.
type Change struct {
	Change redline.Change `json:"change"`
	Old    []Paragraph    `json:"old"`
	New    []Paragraph    `json:"new"`
	// Segments is absent for UNCHANGED, INSERTED and DELETED, and present, maybe
	// empty, for all others.
	Segments []Segment `json:"segments,omitzero"`
	// Formatting is absent where no mark came or went on words that stay.
	Formatting []Format `json:"formatting,omitempty"`
	// Spoken is absent where the words to read from the floor were not asked for.
	Spoken []string `json:"spoken,omitempty"`
}

// Paragraph is one paragraph of one of the drafts.
type Paragraph struct {
	// Index counts from 0 in the paragraph's draft.
	Index int    `json:"index"`
	Label string `json:"label"`
	Text  string `json:"text"`
	// Kind and Depth are those of text.Paragraph.
	Kind  text.Kind `json:"kind"`
	Depth int       `json:"depth"`
	// Marks is absent where there are none; offsets are bytes of Text.
	Marks []text.Mark `json:"marks,omitempty"`
}

// Segment is a run of words that stay, go or come.
type Segment struct {
	Op   redline.Op `json:"op"`
	Text string     `json:"text"`
	// Class is absent for EQUAL.
	Class redline.Class `json:"class,omitempty"`
}

// Format is a mark that came or went on words that stay.
type Format struct {
	// Op is INSERT for a mark that the new draft has, DELETE for one of the old.
	Op redline.Op `json:"op"`
	// Index is the place of the paragraph in its draft, from 0.
	Index int `json:"index"`
	// Mark counts in the bytes of that paragraph's text.
	Mark text.Mark `json:"mark"`
}

// Stats counts the changes, and the words in them.
type Stats struct {
	Unchanged     int `json:"unchanged"`
	Edited        int `json:"edited"`
	Inserted      int `json:"inserted"`
	Deleted       int `json:"deleted"`
	Moved         int `json:"moved"`
	MovedEdited   int `json:"moved_edited"`
	Split         int `json:"split"`
	Merged        int `json:"merged"`
	Renumbered    int `json:"renumbered"`
	WordsInserted int `json:"words_inserted"`
	WordsDeleted  int `json:"words_deleted"`
}

// Names is what the caller says of the two drafts: what they are called, when
// they were published, and their seals on a server. Both may be empty.
type Names struct{ Old, New, OldTime, NewTime, OldSeal, NewSeal string }

// Options steers what a document holds; the zero value gives all but the words to
// read from the floor.
type Options struct {
	// Only keeps the paragraphs that have a change of one of these classes.
	Only []redline.Class
	// Spoken gives, for each paragraph change, the words to read from the floor.
	Spoken [][]string
}

// Of gives the comparison as a Document.
func Of(c *redline.Comparison, n Names, o Options) *Document {
	d := &Document{
		Old: side(n.Old, c.Old), New: side(n.New, c.New), Filter: o.Only,
		Paragraphs: make([]Change, 0, len(c.Paragraphs)), Stats: Stats(c.Filter(o.Only...).Stats),
	}
	if len(o.Only) > 0 {
		total := Stats(c.Stats)
		d.Total = &total
	}
	d.Old.Time, d.Old.Seal, d.New.Time, d.New.Seal = n.OldTime, n.OldSeal, n.NewTime, n.NewSeal
	for _, k := range changelist.Count(changelist.Of(c)) {
		if d.Classes == nil {
			d.Classes = map[redline.Class]int{}
		}
		d.Classes[k.Class] = k.Count
	}
	for i, p := range c.Paragraphs {
		if !changelist.HasAny(&p, o.Only) {
			continue
		}
		change := Change{Change: p.Change, Old: paragraphs(c.Old, p.Old), New: paragraphs(c.New, p.New)}
		if p.Change != redline.Unchanged && p.Change != redline.Inserted && p.Change != redline.Deleted {
			change.Segments = make([]Segment, 0, len(p.Segments))
			for _, s := range p.Segments {
				change.Segments = append(change.Segments, Segment(s))
			}
		}
		for _, f := range p.Formatting {
			change.Formatting = append(change.Formatting, Format(f))
		}
		if i < len(o.Spoken) {
			change.Spoken = o.Spoken[i]
		}
		d.Paragraphs = append(d.Paragraphs, change)
	}
	return d
}

func side(name string, d *text.Draft) Side {
	return Side{Name: name, Title: d.Title, Symbol: d.Symbol, Language: d.Language, Paragraphs: len(d.Paragraphs), Hash: Hash(d)}
}

func paragraphs(d *text.Draft, at []int) []Paragraph {
	out := make([]Paragraph, 0, len(at))
	for _, i := range at {
		p := d.Paragraphs[i]
		out = append(out, Paragraph{i, p.Label, p.Text, p.Kind, p.Depth, p.Marks})
	}
	return out
}

// Encode gives the JSON of a document, indented by two spaces and ended by a
// line feed. The same document gives the same bytes. Characters are written as
// they are; only what JSON demands is escaped.
func Encode(d *Document) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("write comparison as JSON: %w", err)
	}
	return b.Bytes(), nil
}

// Decode reads what Encode wrote. Fields that it does not know are an error.
func Decode(data []byte) (*Document, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var d Document
	if err := dec.Decode(&d); err != nil {
		return nil, fmt.Errorf("read comparison from JSON: %w", err)
	}
	return &d, nil
}

// Comparison gives the document back as a comparison. Identities are not in
// the JSON and are empty. The error tells an index that is missing or doubled, as
// in a document that was filtered.
func (d *Document) Comparison() (*redline.Comparison, error) {
	c := &redline.Comparison{Stats: redline.Stats(d.Stats)}
	c.Old = &text.Draft{Title: d.Old.Title, Symbol: d.Old.Symbol, Language: d.Old.Language}
	c.New = &text.Draft{Title: d.New.Title, Symbol: d.New.Symbol, Language: d.New.Language}
	var olds, news []Paragraph
	for _, p := range d.Paragraphs {
		change := redline.ParagraphChange{Change: p.Change, Old: indexes(p.Old), New: indexes(p.New)}
		for _, s := range p.Segments {
			change.Segments = append(change.Segments, redline.Segment(s))
		}
		for _, f := range p.Formatting {
			change.Formatting = append(change.Formatting, redline.FormatChange(f))
		}
		c.Paragraphs = append(c.Paragraphs, change)
		olds, news = append(olds, p.Old...), append(news, p.New...)
	}
	if err := fill(c.Old, olds); err != nil {
		return nil, fmt.Errorf("old draft: %w", err)
	}
	if err := fill(c.New, news); err != nil {
		return nil, fmt.Errorf("new draft: %w", err)
	}
	return c, nil
}

func indexes(ps []Paragraph) []int {
	var out []int
	for _, p := range ps {
		out = append(out, p.Index)
	}
	return out
}

// fill puts paragraphs at their indexes.
func fill(d *text.Draft, ps []Paragraph) error {
	slices.SortStableFunc(ps, func(a, b Paragraph) int { return a.Index - b.Index })
	for i, p := range ps {
		if p.Index != i {
			return fmt.Errorf("paragraph %d is missing or stands twice", i)
		}
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: p.Text, Marks: p.Marks})
	}
	return nil
}

// Hash gives "sha256:" and 64 hexadecimal digits over all that the paragraphs
// of a draft show a reader, in order; title, symbol, language and identities
// are not in it. The bytes hashed are "travaux.file.1" LF and, for each
// paragraph, kind SP depth SP length of label in bytes SP label SP
// text.Hash of words and marks LF.
func Hash(d *text.Draft) string {
	h := sha256.New()
	b := []byte("travaux.file.1\n")
	for _, p := range d.Paragraphs {
		b = append(append(b, p.Kind...), ' ')
		b = append(strconv.AppendInt(b, int64(p.Depth), 10), ' ')
		b = append(strconv.AppendInt(b, int64(len(p.Label)), 10), ' ')
		b = append(append(append(b, p.Label...), ' '), text.Hash(p.Text, p.Marks)...)
		b = append(b, '\n')
		h.Write(b)
		b = b[:0]
	}
	h.Write(b)
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
