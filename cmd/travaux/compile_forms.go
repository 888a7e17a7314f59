package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline/compile"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// compilationJSON is the JSON of a compilation, described in docs/json.md.
type compilationJSON struct {
	Base       string         `json:"base"`
	Hash       string         `json:"hash"`
	Legend     string         `json:"legend"`
	Actors     []string       `json:"actors,omitempty"`
	Moved      int            `json:"moved"`
	Paragraphs []compiledJSON `json:"paragraphs"`
}

type compiledJSON struct {
	Index     int            `json:"index"`
	Label     string         `json:"label"`
	Kind      text.Kind      `json:"kind"`
	Text      string         `json:"text"`
	Pieces    []pieceJSON    `json:"pieces"`
	Proposals []proposalJSON `json:"proposals"`
}

type pieceJSON struct {
	Text    string       `json:"text,omitempty"`
	Space   compile.Side `json:"space,omitempty"`
	Options []choiceJSON `json:"options,omitempty"`
}

type choiceJSON struct {
	Actors []string    `json:"actors,omitempty"`
	Base   bool        `json:"base,omitempty"`
	Delete bool        `json:"delete,omitempty"`
	Text   string      `json:"text"`
	Within []pieceJSON `json:"within,omitempty"`
}

type proposalJSON struct {
	Change string   `json:"change"`
	Actors []string `json:"actors,omitempty"`
	Text   string   `json:"text"`
}

// json gives the compilation as JSON.
func (c *compilation) json() ([]byte, error) {
	out := compilationJSON{Base: c.name, Hash: c.hash, Legend: bracket.Legend, Moved: c.whole.Moved, Paragraphs: []compiledJSON{}}
	if c.attributed {
		out.Actors = c.whole.Actors
	}
	for _, p := range c.whole.Paragraphs {
		shown := p.Compiled
		if !c.attributed {
			shown = *shown.Unattributed()
		}
		x := compiledJSON{Index: p.Base, Label: p.Paragraph.Label, Kind: p.Paragraph.Kind, Text: shown.Print(c.attributed), Pieces: piecesJSON(shown.Pieces), Proposals: []proposalJSON{}}
		for _, w := range c.wordings(p) {
			x.Proposals = append(x.Proposals, proposalJSON{w.change, w.actors, w.text})
		}
		out.Paragraphs = append(out.Paragraphs, x)
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

// piecesJSON gives pieces as JSON has them.
func piecesJSON(all []compile.Piece) []pieceJSON {
	out := make([]pieceJSON, 0, len(all))
	for _, p := range all {
		x := pieceJSON{Text: p.Text, Space: p.Space}
		for _, o := range p.Options {
			x.Options = append(x.Options, choiceJSON{o.Actors, o.Base, o.Delete, o.Text, piecesJSON(o.Within)})
		}
		out = append(out, x)
	}
	return out
}

// wording is one wording wanted of a paragraph, with those who want it.
type wording struct {
	change string // MOD, SUP or ADD
	actors []string
	text   string
}

// wordings gathers what is wanted of a paragraph, equal wordings once; without
// names they are ordered by their text.
func (c *compilation) wordings(p compile.CompiledParagraph) []wording {
	var out []wording
	for _, q := range p.Proposals {
		k := slices.IndexFunc(out, func(w wording) bool { return w.text == q.Wanted })
		if k < 0 {
			change := "MOD"
			switch {
			case p.Base < 0:
				change = "ADD"
			case q.Delete:
				change = "SUP"
			}
			k = len(out)
			out = append(out, wording{change: change, text: q.Wanted})
		}
		if c.attributed {
			out[k].actors = append(out[k].actors, q.Actor)
		}
	}
	if !c.attributed {
		slices.SortFunc(out, func(a, b wording) int { return strings.Compare(a.text, b.text) })
	}
	return out
}

// matrix gives the proposals paragraph by paragraph: a row for no change, then one
// for each wording.
func (c *compilation) matrix() listing {
	l := listing{Heads: []string{"PARAGRAPH", "LABEL", "PROPOSAL", "SPONSORS", "WORDING", "BASE", "HASH"}}
	if !c.attributed {
		l.Heads = slices.Delete(l.Heads, 3, 4)
	}
	last := 0
	add := func(n int, label, change, sponsors, words string) {
		at := fmt.Sprintf("after %d", last)
		if n >= 0 {
			last = n + 1
			at = fmt.Sprint(last)
		}
		row := []string{at, label, change, sponsors, words, c.name, c.hash}
		if !c.attributed {
			row = slices.Delete(row, 3, 4)
		}
		l.Rows = append(l.Rows, row)
	}
	for _, p := range c.whole.Paragraphs {
		if p.Base >= 0 {
			add(p.Base, p.Paragraph.Label, noChange, "", p.Paragraph.Text)
		}
		for _, w := range c.wordings(p) {
			add(p.Base, p.Paragraph.Label, w.change, strings.Join(w.actors, "; "), w.text)
		}
	}
	return l
}
