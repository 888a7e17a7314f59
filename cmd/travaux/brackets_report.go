package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// bracketReport is what was read of the brackets of a file.
type bracketReport struct {
	name   string
	whole  string // what places count in
	tree   *bracket.Tree
	counts bracket.Counts
	found  []format.Finding
	offset func(bracket.Place) int // in bytes of whole
	print  func() string
	// printForm prints the text with other paragraphs; in Markdown where markdown tells so.
	printForm func(*bracket.Rendering) string
	markdown  bool
	language  string
	hash      string // of the bytes of the file
	resolve   func(string) (string, bool)
	marks     []int // how many characters stand before every bracketMarks-th byte
	lines     []int // and how many line feeds
	letter    map[int]int
}

// bracketMarks is how far apart the places are for which characters are counted
// beforehand.
const bracketMarks = 512

// reportOfSource reads a file as it is.
func reportOfSource(name, data string, markdown bool, language string, resolve func(string) (string, bool)) *bracketReport {
	s := bracket.ReadSource(data, markdown)
	t := s.Parse(resolve)
	return newBracketReport(&bracketReport{name: name, whole: data, tree: t, found: bytesFound(data),
		offset: s.Offset, print: func() string { return s.Print(t) }, printForm: s.PrintForm, markdown: markdown, resolve: resolve}, language)
}

// reportOfDraft reads a draft; its text is a line for each paragraph.
func reportOfDraft(name string, d *text.Draft, resolve func(string) (string, bool)) *bracketReport {
	t := bracket.Parse(bracket.Flow{Paragraphs: d.Paragraphs}, bracket.Options{Resolve: resolve})
	starts := make([]int, len(d.Paragraphs))
	at := 0
	for i, p := range d.Paragraphs {
		starts[i] = at
		at += len(p.Text) + 1
	}
	printed := strings.Join(t.Print(), "\n") + "\n"
	return newBracketReport(&bracketReport{name: name, whole: printed, tree: t,
		offset: func(p bracket.Place) int { return starts[p.Paragraph] + p.Offset }, print: func() string { return printed }, printForm: asLines, resolve: resolve}, d.Language)
}

// asLines prints the paragraphs of a draft, each with its label, parted by blank lines.
func asLines(r *bracket.Rendering) string {
	var b strings.Builder
	for _, p := range r.Paragraphs {
		b.WriteString(strings.TrimSpace(p.Label+" "+p.Text) + "\n\n")
	}
	return b.String()
}

func newBracketReport(r *bracketReport, language string) *bracketReport {
	r.counts, r.language = r.tree.Count(language), language
	n, lines, next := 0, 0, 0
	for i, c := range r.whole {
		for ; next <= i; next += bracketMarks {
			r.marks, r.lines = append(r.marks, n), append(r.lines, lines)
			if next < i { // the mark stands in the character before
				r.marks[len(r.marks)-1]--
			}
		}
		n++
		if c == '\n' {
			lines++
		}
	}
	r.letter = make(map[int]int)
	for _, s := range r.tree.Slots {
		for k, b := range s.Brackets {
			r.letter[b] = k
		}
	}
	return r
}

// character counts the characters before a place.
func (r *bracketReport) character(p bracket.Place) int {
	at := r.offset(p)
	k := min(at/bracketMarks, len(r.marks)-1)
	if k < 0 {
		return 0
	}
	from := k * bracketMarks
	return r.marks[k] + utf8.RuneCountInString(r.whole[start(r.whole, from):at])
}

// line is the number of the line of a place, from 1.
func (r *bracketReport) line(p bracket.Place) int {
	at := r.offset(p)
	k := min(at/bracketMarks, len(r.lines)-1)
	if k < 0 {
		return 1
	}
	return 1 + r.lines[k] + strings.Count(r.whole[min(k*bracketMarks, at):at], "\n")
}

// start goes back to where the character begins that byte i is of.
func start(s string, i int) int {
	for k := i; k > 0 && k > i-utf8.UTFMax; k-- {
		if utf8.RuneStart(s[k]) {
			if _, n := utf8.DecodeRuneInString(s[k:]); k+n > i {
				return k
			}
			break
		}
	}
	return i
}

// bytesFound tells of bytes that a text seldom has; they are kept as they are.
func bytesFound(data string) []format.Finding {
	var out []format.Finding
	for _, x := range []struct {
		code, sign, message string
	}{
		{"TEXT_BYTE_ORDER_MARK", "\uFEFF", "byte-order marks, kept as they are"},
		{"TEXT_PAGE_BREAKS", "\f", "form feeds, kept as they are"},
		{"TEXT_LINE_ENDS", "\r", "carriage returns, kept as they are"},
		{"TEXT_NUL", "\x00", "bytes of value 0, kept as they are"},
	} {
		if n := strings.Count(data, x.sign); n > 0 {
			out = append(out, format.Finding{Code: x.code, Place: "whole file", Message: fmt.Sprintf("%d %s", n, x.message)})
		}
	}
	if !utf8.ValidString(data) {
		out = append(out, format.Finding{Code: "INVALID_UTF8", Place: "whole file", Message: "bytes that are not UTF-8, kept as they are and shown as U+FFFD"})
	}
	return out
}

// label is where a bracket stands, as a person says it.
func (r *bracketReport) label(p bracket.Place) string {
	return orWord(r.tree.Flow.Paragraphs[p.Paragraph].Label, fmt.Sprintf("at %d", p.Paragraph+1))
}

// candidate names a bracket as an option of its slot, with a question mark since
// it is a guess; empty for one in no slot.
func (r *bracketReport) candidate(i int) string {
	slot := r.tree.Brackets[i].Slot
	if slot < 0 {
		return ""
	}
	return bracket.OptionID(r.tree.Brackets[r.tree.Slots[slot].Brackets[0]].Number, r.letter[i]) + "?"
}

// holders are the names as typed.
func (r *bracketReport) holders(b bracket.Bracket) string {
	var out []string
	for _, h := range b.Holders {
		out = append(out, strings.Trim(strings.TrimSpace(h.Source), ":：–—-() "))
	}
	return strings.Join(out, "; ")
}

// words gives the first words of a bracket on one line.
func (r *bracketReport) words(b bracket.Bracket) string {
	const most = 200
	from, to := r.offset(b.Open), r.offset(b.Close)+1
	cut := to
	if to-from > most {
		cut = start(r.whole, from+most)
	}
	s := strings.ToValidUTF8(r.whole[from:cut], "\uFFFD")
	if cut < to {
		s += "…"
	}
	return clip(oneLine(s), 72)
}

// options names the options of a bracket, or the bracket as a candidate.
func (r *bracketReport) options(i int) string {
	b := r.tree.Brackets[i]
	var out []string
	if c := r.candidate(i); c != "" {
		out = append(out, c)
	}
	for k := range b.Options {
		out = append(out, bracket.OptionID(b.Number, k))
	}
	return strings.Join(out, " ")
}

// listing is the brackets as rows.
func (r *bracketReport) listing(all bool) (listing, error) {
	l := listing{Heads: []string{"NO", "IN", "LINE", "DEPTH", "KIND", "OPTIONS", "HOLDERS", "WORDS"}}
	for i, b := range r.tree.Brackets {
		kind := string(b.Kind)
		if b.Label {
			kind += ", label"
		}
		row := []string{strconv.Itoa(b.Number), r.label(b.Open), strconv.Itoa(r.line(b.Open)), strconv.Itoa(b.Depth), kind, r.options(i), r.holders(b), r.words(b)}
		if all && b.Depth <= deepestText {
			row[len(row)-1] = strings.ToValidUTF8(r.tree.Text(b.Span()), "\uFFFD")
		}
		l.Rows = append(l.Rows, row)
		item, err := json.Marshal(r.bracketJSON(i))
		if err != nil {
			return listing{}, fmt.Errorf("writing bracket %d: %w", b.Number, err)
		}
		l.Items = append(l.Items, item)
	}
	return l, nil
}

// writeTree writes the brackets under those that they stand in, with their options,
// and then the blocks of options.
func (r *bracketReport) writeTree(b *bytes.Buffer) {
	const deepest = 40 // further levels stand below each other
	for i, x := range r.tree.Brackets {
		indent := strings.Repeat("  ", min(x.Depth-1, deepest))
		head := strings.TrimSpace(strconv.Itoa(x.Number) + " " + r.candidate(i))
		if h := r.holders(x); h != "" {
			head += " (" + oneLine(h) + ")"
		}
		fmt.Fprintf(b, "%s%s  %s  %s\n", indent, head, x.Kind, isolate(r.words(x)))
		for k, o := range x.Options {
			fmt.Fprintf(b, "%s  %s  %s\n", indent, bracket.OptionID(x.Number, k), isolate(clip(oneLine(r.tree.Text(o)), 72)))
		}
	}
	for i, x := range r.tree.Blocks {
		fmt.Fprintf(b, "options %d, in %s\n", i+1, oneLine(r.label(x.Options[0].Mark.Start)))
		for _, o := range x.Options {
			null := ""
			if o.Null {
				null = "  no text"
			}
			fmt.Fprintf(b, "  %s  lines %d to %d%s\n", oneLine(o.Name), r.line(o.Span.Start), r.line(o.Span.End), null)
		}
	}
}
