package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/text/bracket"
)

// deepestText is the depth to which brackets are given with their text: the text
// of deeper ones is in that of those around them, and a nest without end would
// give it again and again.
const deepestText = 32

// bracketsJSON is the JSON of "travaux brackets", described in docs/json.md.
type bracketsJSON struct {
	Name        string               `json:"name"`
	OpenGlyphs  int                  `json:"openGlyphs"`
	CloseGlyphs int                  `json:"closeGlyphs"`
	MarkupOpen  int                  `json:"markupOpenGlyphs"`
	MarkupClose int                  `json:"markupCloseGlyphs"`
	MaxDepth    int                  `json:"maxDepth"`
	ByDepth     []int                `json:"byDepth"`
	Options     int                  `json:"options"`
	Words       int                  `json:"words"`
	WordsInside int                  `json:"wordsInside"`
	ShareInside float64              `json:"shareInside"`
	Brackets    []bracketJSON        `json:"brackets"`
	Blocks      []blockJSON          `json:"blocks"`
	Diagnostics []bracketNoticeJSON  `json:"diagnostics"`
	Findings    []bracketFindingJSON `json:"findings"`
}

// bracketJSON is one bracket; Start and End are in code points.
type bracketJSON struct {
	Number       int                 `json:"number"`
	Parent       int                 `json:"parent"`
	Depth        int                 `json:"depth"`
	Label        string              `json:"label"`
	Paragraph    int                 `json:"paragraph"`
	EndParagraph int                 `json:"endParagraph"`
	Start        int                 `json:"start"`
	End          int                 `json:"end"`
	Text         string              `json:"text"`
	Kind         bracket.Kind        `json:"kind"`
	LabelInside  bool                `json:"labelInside"`
	Candidate    string              `json:"candidate"`
	Options      []bracketOptionJSON `json:"options"`
	Holders      []bracketHolderJSON `json:"holders"`
}

type bracketOptionJSON struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type bracketHolderJSON struct {
	Names  []string `json:"names"`
	Stance string   `json:"stance"`
	Source string   `json:"source"`
}

type blockJSON struct {
	Options []blockOptionJSON `json:"options"`
}

type blockOptionJSON struct {
	Name   string `json:"name"`
	NoText bool   `json:"noText"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

type bracketNoticeJSON struct {
	Code      bracket.Code `json:"code"`
	Paragraph int          `json:"paragraph"`
	Start     int          `json:"start"`
	Line      int          `json:"line"`
	Message   string       `json:"message"`
}

type bracketFindingJSON struct {
	Code    string `json:"code"`
	Place   string `json:"place"`
	Message string `json:"message"`
}

// json writes the whole report.
func (r *bracketReport) json() ([]byte, error) {
	c := r.counts
	opens, closes := strings.Count(r.whole, "["), strings.Count(r.whole, "]")
	out := bracketsJSON{
		Name: r.name, OpenGlyphs: opens, CloseGlyphs: closes, MarkupOpen: opens - r.tree.Opens, MarkupClose: closes - r.tree.Closes, MaxDepth: c.MaxDepth(), ByDepth: append([]int{}, c.ByDepth...),
		Options: c.Options(), Words: c.Words, WordsInside: c.Inside, ShareInside: c.Share(),
		Brackets: make([]bracketJSON, 0, len(r.tree.Brackets)), Blocks: []blockJSON{}, Diagnostics: []bracketNoticeJSON{}, Findings: []bracketFindingJSON{},
	}
	for i := range r.tree.Brackets {
		out.Brackets = append(out.Brackets, r.bracketJSON(i))
	}
	for _, b := range r.tree.Blocks {
		var x blockJSON
		for _, o := range b.Options {
			x.Options = append(x.Options, blockOptionJSON{o.Name, o.Null, r.character(o.Span.Start), r.character(o.Span.End)})
		}
		out.Blocks = append(out.Blocks, x)
	}
	for _, d := range r.tree.Diagnostics {
		out.Diagnostics = append(out.Diagnostics, bracketNoticeJSON{d.Code, d.Place.Paragraph, r.character(d.Place), r.line(d.Place), d.Message})
	}
	for _, f := range r.found {
		out.Findings = append(out.Findings, bracketFindingJSON{f.Code, f.Place, f.Message})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return nil, fmt.Errorf("writing the answer: %w", err)
	}
	return b.Bytes(), nil
}

// bracketJSON gives the i-th bracket.
func (r *bracketReport) bracketJSON(i int) bracketJSON {
	b := r.tree.Brackets[i]
	x := bracketJSON{
		Number: b.Number, Parent: b.Parent + 1, Depth: b.Depth, Label: r.tree.Flow.Paragraphs[b.Open.Paragraph].Label,
		Paragraph: b.Open.Paragraph, EndParagraph: b.Close.Paragraph,
		Start: r.character(b.Open), End: r.character(b.Close) + 1,
		Kind: b.Kind, LabelInside: b.Label, Candidate: strings.TrimSuffix(r.candidate(i), "?"),
		Options: []bracketOptionJSON{}, Holders: holdersJSON(b.Holders),
	}
	if b.Depth <= deepestText {
		x.Text = r.whole[r.offset(b.Open) : r.offset(b.Close)+1]
	}
	for k, o := range b.Options {
		x.Options = append(x.Options, bracketOptionJSON{bracket.OptionID(b.Number, k), strings.TrimSpace(r.tree.Text(o))})
	}
	return x
}
