package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// hashOf is how a file is named by its bytes.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// titleOf names a form and the file that it was made of.
func (r *bracketReport) titleOf(form string) string {
	what := map[string]string{attributedForm: "Attributed text", unattributedForm: "Unattributed text", cleanForm: "Clean text",
		onlyForm: "Brackets", optionsForm: "Options"}[form]
	return what + " of " + oneLine(strings.ToValidUTF8(r.name, "\uFFFD"))
}

// base names the file, its hash with it.
func (r *bracketReport) base(form string) string { return r.titleOf(form) + ", " + r.hash + "." }

// write gives the form in a format.
func (s *shown) write(r *bracketReport, format string) []byte {
	switch format {
	case "html":
		tree := bracket.Parse(bracket.Flow{Paragraphs: s.rendering.Paragraphs}, bracket.Options{Resolve: r.resolve})
		return html.WriteEdition(&html.Edition{Title: r.titleOf(s.form), Language: r.language,
			Facts: [][2]string{{"Base", r.name}, {"Hash", r.hash}}, About: s.about, Tree: tree, Numbers: s.numbers})
	case "markdown":
		body := r.printForm(s.rendering)
		switch d := r.draft(s); {
		case r.markdown:
		case formatted(d.Paragraphs):
			body = string(markdown.Write(d))
		default:
			body = string(markdown.WriteParagraphs(d.Paragraphs))
		}
		return []byte(strings.TrimRight(body, "\r\n") + "\n\n---\n\n> " + strings.Join(append([]string{r.base(s.form)}, s.about...), "\n>\n> ") + "\n")
	}
	lines := append([]string{r.base(s.form)}, s.about...)
	return []byte(strings.TrimRight(r.printForm(s.rendering), "\r\n") + "\n\n---\n" + strings.Join(lines, "\n") + "\n")
}

// formatted tells whether paragraphs have formatting.
func formatted(all []text.Paragraph) bool {
	return slices.ContainsFunc(all, func(p text.Paragraph) bool { return len(p.Marks) > 0 })
}

// optionsJSON is the JSON of the table of options, described in docs/json.md.
type optionsJSON struct {
	Base      string         `json:"base"`
	Hash      string         `json:"hash"`
	Legend    string         `json:"legend"`
	Questions []questionJSON `json:"questions"`
}

type questionJSON struct {
	Form      bracket.Form        `json:"form"`
	Number    int                 `json:"number"`
	Label     string              `json:"label"`
	Paragraph int                 `json:"paragraph"`
	Start     int                 `json:"start"`
	End       int                 `json:"end"`
	Before    string              `json:"before"`
	After     string              `json:"after"`
	Holders   []bracketHolderJSON `json:"holders"`
	Answers   []answerJSON        `json:"answers"`
}

type answerJSON struct {
	ID       string              `json:"id"`
	Name     string              `json:"name"`
	Text     string              `json:"text"`
	NoChange bool                `json:"noChange"`
	Holders  []bracketHolderJSON `json:"holders"`
}

// holdersJSON gives attributions as JSON has them.
func holdersJSON(all []bracket.Holder) []bracketHolderJSON {
	out := []bracketHolderJSON{}
	for _, h := range all {
		out = append(out, bracketHolderJSON{h.Actors, h.Stance, h.Source})
	}
	return out
}

// noChange is what the row is called that changes nothing, as tables of proposals
// elsewhere have it.
const noChange = "NOC"

// optionsTable gives the table of options: a row for each, and for no change.
func (r *bracketReport) optionsTable() (optionsJSON, listing, error) {
	out := optionsJSON{Base: r.name, Hash: r.hash, Legend: bracket.Legend, Questions: []questionJSON{}}
	l := listing{Heads: []string{"NO", "IN", "LINE", "FORM", "HOLDERS", "WORDS", "BEFORE", "AFTER", "BASE", "HASH"}}
	for _, q := range r.tree.Table(wordsBeside) {
		x := questionJSON{Form: q.Form, Number: q.Number, Label: r.tree.Flow.Paragraphs[q.Span.Start.Paragraph].Label, Paragraph: q.Span.Start.Paragraph,
			Start: r.character(q.Span.Start), End: r.character(q.Span.End), Before: q.Before, After: q.After, Holders: holdersJSON(q.Holders)}
		for _, a := range q.Answers {
			x.Answers = append(x.Answers, answerJSON{a.ID, a.Name, a.Text, a.NoChange, holdersJSON(a.Holders)})
			l.Rows = append(l.Rows, r.optionRow(q, a))
		}
		item, err := json.Marshal(x)
		if err != nil {
			return out, l, fmt.Errorf("writing the options of %d: %w", q.Number, err)
		}
		l.Items = append(l.Items, item)
		out.Questions = append(out.Questions, x)
	}
	return out, l, nil
}

// optionRow is an option as a row of the table.
func (r *bracketReport) optionRow(q bracket.Question, a bracket.Answer) []string {
	id := orWord(a.Name, a.ID)
	words := strings.ToValidUTF8(a.Text, "\uFFFD")
	if a.ID == "" {
		id = fmt.Sprintf("%d %s", q.Number, noChange)
		words = "no change: " + orWord(words, "no text")
	} else if a.NoChange {
		words += " (no change)"
	}
	if a.Name != "" {
		id = "options " + a.ID + ", " + a.Name
	} else if q.Form == bracket.InBlock {
		id = "options " + id
	}
	holders := r.holders(bracket.Bracket{Holders: append(append([]bracket.Holder{}, q.Holders...), a.Holders...)})
	return []string{id, r.label(q.Span.Start), fmt.Sprint(r.line(q.Span.Start)), string(q.Form), holders, words,
		strings.ToValidUTF8(q.Before, "\uFFFD"), strings.ToValidUTF8(q.After, "\uFFFD"), r.name, r.hash}
}

// writeOptions writes the table of options in a format.
func (r *bracketReport) writeOptions(format string, columns int) ([]byte, error) {
	all, l, err := r.optionsTable()
	if err != nil {
		return nil, err
	}
	about := []string{"For each place where options stand: the options, and how the text reads without them (" + noChange + ", no change).", bracket.Legend,
		"A working aid without prejudice; the draft itself prevails."}
	var b bytes.Buffer
	switch format {
	case "json":
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err = e.Encode(all)
	case "html", "markdown":
		shownHeads, rows := forPeople(l)
		if format == "html" {
			return html.WriteEdition(&html.Edition{Title: r.titleOf(optionsForm), Language: r.language,
				Facts: [][2]string{{"Base", r.name}, {"Hash", r.hash}}, About: about, Heads: shownHeads, Rows: rows}), nil
		}
		return markdown.WriteTable(shownHeads, rows, append([]string{r.base(optionsForm)}, about...)), nil
	case "table":
		l.Heads = l.Heads[:6]
		for i := range l.Rows {
			l.Rows[i] = l.Rows[i][:6]
		}
		err = l.write(&b, format, columns)
	default:
		err = l.write(&b, format, columns)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the answer: %w", err)
	}
	return b.Bytes(), nil
}

// forPeople gives the columns that people read on a page.
func forPeople(l listing) (heads []string, rows [][]string) {
	for _, row := range l.Rows {
		rows = append(rows, append(append([]string{}, row[:2]...), row[4], row[5], row[6], row[7]))
	}
	return []string{"No.", "In", "Holders", "Words", "Before", "After"}, rows
}
