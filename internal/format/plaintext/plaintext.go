// Package plaintext reads drafts from plain text and writes them so. It is
// pure: bytes in, draft out.
package plaintext

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/format/input"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// escape stands before words that would otherwise be read as a label, and for
// an empty paragraph.
const escape = `\`

// Read gives the draft that a plain text holds. A file without a blank line
// between its lines has one paragraph a line; else blank lines separate the
// paragraphs, and the lines of one are joined with one space, or with nothing
// between two characters of Chinese or Japanese. There too a line that begins
// with a label opens a paragraph where the line before ends a clause and the label
// opens a row or goes on with one, as lists are often typed without blank lines;
// this is reported. White space at both ends of a line is
// dropped, what stands inside is kept. Labels and the signs of bullets, "-" and
// "•", are taken off the head, and a line that is only a label is a paragraph. Kinds and
// depths are guesses (package guess). An empty file is a draft of no paragraphs. The error is that
// of input.Text.
func Read(data []byte) (*text.Draft, []negotiation.Finding, error) {
	s, found, err := input.Text(data)
	if err != nil {
		return nil, nil, err
	}
	r := reader{draft: &text.Draft{}, findings: found}
	lines := strings.Split(s, "\n")
	for _, b := range r.blocks(lines) {
		r.paragraph(b)
	}
	r.draft.Language = guess.Language(s)
	return r.draft, r.findings, nil
}

type reader struct {
	draft    *text.Draft
	findings []negotiation.Finding
	kinds    guess.Classifier
}

func (r *reader) report(code, place, message string) {
	r.findings = append(r.findings, negotiation.Finding{Code: code, Place: place, Message: message})
}

// paragraph adds the paragraph that the lines make.
func (r *reader) paragraph(lines []line) {
	var b strings.Builder
	b.WriteString(lines[0].words)
	for _, l := range lines[1:] {
		if begins(l.words) {
			r.report("TEXT_LABEL_INSIDE", fmt.Sprintf("line %d", l.no),
				"the line begins like a new paragraph but no blank line stands before it; it was joined to the one above")
		}
		if !joined(b.String(), l.words) {
			b.WriteByte(' ')
		}
		b.WriteString(l.words)
	}
	words := b.String()
	label, rest := labelOf(words)
	if after, ok := strings.CutPrefix(rest, escape); ok {
		rest = strings.TrimLeftFunc(after, unicode.IsSpace)
		r.report("TEXT_ESCAPE", fmt.Sprintf("line %d", lines[0].no),
			`a "\" before the words was left out: it tells that they are not a label`)
	}
	kind, depth := r.kinds.Next(label, rest)
	if kind == text.Title && r.draft.Title == "" {
		r.draft.Title = rest
	}
	r.draft.Paragraphs = append(r.draft.Paragraphs, text.Paragraph{Kind: kind, Depth: depth, Label: label, Text: rest})
}

// joined tells whether a wrapped line goes behind the one before without a
// space.
func joined(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return unspaced(last) && unspaced(first)
}

// unspaced tells the characters of scripts that part words by no space, and
// their full-width punctuation.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”‘’…—", r)
}

// Write gives the draft as plain text: one line a paragraph, a blank line
// between two, items indented for the eye. For every draft whose labels
// text.ParseLabel knows or are "-" or "•", and whose words hold no line feed and no white space
// at either end, Read gives the same labels and words in the same order; kinds
// and depths are guessed again, and marks, symbol and identities are not
// written. What Read gave once, it gives again.
func Write(d *text.Draft) []byte {
	var b bytes.Buffer
	for i, p := range d.Paragraphs {
		if i > 0 {
			b.WriteString("\n")
		}
		for range p.Depth {
			b.WriteString("    ")
		}
		b.WriteString(lineOf(p))
		b.WriteString("\n")
	}
	return b.Bytes()
}

// lineOf is the paragraph on one line, escaped where it must be. A label that
// cannot be read back goes before the words and becomes one of them.
func lineOf(p text.Paragraph) string {
	label, words := p.Label, p.Text
	if !isLabel(label) {
		label, words = "", strings.TrimRight(label+" "+words, " ")
	}
	if strings.HasPrefix(words, escape) || label == "" && words == "" {
		words = escape + words
	}
	head := strings.Trim(label+" "+words, " ")
	if l, rest := labelOf(head); l != label || rest != words {
		head = strings.Trim(label+" "+escape+words, " ")
	}
	return head
}
