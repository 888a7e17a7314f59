package threeway

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Document is a three-way comparison in JSON. Other tools rely on the names:
// fields are added, never renamed or removed.
type Document struct {
	Base   Side `json:"base"`
	Mine   Side `json:"mine"`
	Theirs Side `json:"theirs"`
	// Clashes counts what a person must settle.
	Clashes    int         `json:"clashes"`
	Paragraphs []Paragraph `json:"paragraphs"`
}

// Side tells of one draft. Actor is who stands behind it, absent for the base.
type Side struct {
	Actor    string `json:"actor,omitempty"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Symbol   string `json:"symbol"`
	Language string `json:"language"`
	Hash     string `json:"hash"`
}

// Paragraph is one paragraph of the comparison. The changes are absent for a side
// that never had it; each segment has the words of all three.
type Paragraph struct {
	Origin       redline.Origin      `json:"origin"`
	Clash        []redline.ClashKind `json:"clash,omitempty"`
	MineChange   redline.Change      `json:"mine_change,omitempty"`
	TheirsChange redline.Change      `json:"theirs_change,omitempty"`
	Base         []Place             `json:"base"`
	Mine         []Place             `json:"mine"`
	Theirs       []Place             `json:"theirs"`
	Segments     []Segment           `json:"segments"`
}

// Place is where a paragraph stands in its draft, counted from 0, and its label.
type Place struct {
	Index int       `json:"index"`
	Label string    `json:"label"`
	Kind  text.Kind `json:"kind"`
}

// Segment is a run of words, as redline.ThreeWaySegment has it.
type Segment struct {
	Origin redline.Origin `json:"origin"`
	Base   string         `json:"base"`
	Mine   string         `json:"mine"`
	Theirs string         `json:"theirs"`
}

// Encode gives the comparison as JSON, indented by two spaces and ended by a line
// feed. The same comparison gives the same bytes.
func Encode(c *redline.ThreeWayComparison, n Names) ([]byte, error) {
	d := Document{Base: side(c.Base, n.BaseDraft, ""), Mine: side(c.Mine, n.MineDraft, n.Mine),
		Theirs: side(c.Theirs, n.TheirsDraft, n.Theirs), Clashes: c.Clashes(), Paragraphs: []Paragraph{}}
	for _, p := range c.Paragraphs {
		out := Paragraph{Origin: p.Origin, Clash: p.Clash, MineChange: p.MineChange, TheirsChange: p.TheirsChange,
			Base: places(c.Base, p.Base), Mine: places(c.Mine, p.Mine), Theirs: places(c.Theirs, p.Theirs), Segments: []Segment{}}
		for _, s := range p.Segments {
			out.Segments = append(out.Segments, Segment(s))
		}
		d.Paragraphs = append(d.Paragraphs, out)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("write three-way comparison as JSON: %w", err)
	}
	return b.Bytes(), nil
}

func side(d *text.Draft, named Draft, actor string) Side {
	return Side{Actor: actor, Name: named.Name, Title: d.Title, Symbol: d.Symbol, Language: d.Language, Hash: named.Hash}
}

func places(d *text.Draft, at []int) []Place {
	out := make([]Place, 0, len(at))
	for _, i := range at {
		out = append(out, Place{i, d.Paragraphs[i].Label, d.Paragraphs[i].Kind})
	}
	return out
}
