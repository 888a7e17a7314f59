package bracket

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// Source is a file of plain text or Markdown cut into paragraphs without a byte
// changed or lost, so that places in it can be told as places in the file.
// Paragraphs are parted by blank lines, and begin at labels and at marks of
// options after a line that ends a sentence.
type Source struct {
	// Flow has the paragraphs; labels and signs of headings stand outside Text.
	Flow   Flow
	data   string
	starts []int // where the Text of each paragraph begins in data
	markup [][]Range
}

// byteOrderMark may stand at the beginning of a file.
const byteOrderMark = "\uFEFF"

// ReadSource cuts a file into paragraphs; it takes any bytes. In Markdown the
// markers of footnotes, links and attributes are mark-up and no brackets.
func ReadSource(data string, markdown bool) *Source {
	s := &Source{data: data}
	var defined map[string]bool
	if markdown {
		defined = definitions(data)
	}
	from, previous := -1, "" // where the paragraph began; the line before
	end := 0                 // where the words of the paragraph end
	flush := func() {
		if from >= 0 {
			s.paragraph(from, end, markdown)
			from = -1
		}
	}
	for at := 0; at < len(data); {
		line := data[at:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n+1]
		}
		bare := strings.TrimSpace(strings.TrimPrefix(line, byteOrderMark))
		switch {
		case bare == "":
			flush()
		case from < 0 || begins(bare, previous, markdown):
			flush()
			from = at
		}
		if bare != "" {
			end = at + len(strings.TrimRight(line, " \t\r\n\f"))
		}
		previous = bare
		at += len(line)
	}
	flush()
	if markdown {
		for i, p := range s.Flow.Paragraphs {
			s.markup[i] = linkMarkup(p.Text, defined)
		}
	}
	return s
}

// begins tells whether a line that no blank line precedes begins a paragraph.
func begins(line, previous string, markdown bool) bool {
	if markdown {
		_, here := definition(line)
		_, before := definition(previous)
		if here || before || isHeading(line) || isHeading(previous) || noteMarker(line) > 0 {
			return true
		}
	}
	if optionMark(strings.TrimLeft(line, "[*_")) > 0 {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(previous, "*_"))
	if !is(last, closers+"}") {
		return false
	}
	_, _, ok := text.ParseLabel(strings.TrimLeft(line, "["))
	return ok
}

func isHeading(line string) bool {
	bare := strings.TrimLeft(line, "#")
	return bare != line && strings.HasPrefix(bare, " ")
}

// paragraph adds the paragraph of data[from:end], its label parted from its words.
func (s *Source) paragraph(from, end int, markdown bool) {
	p := text.Paragraph{Kind: text.Plain}
	start := from + len(s.data[from:end]) - len(strings.TrimLeft(s.data[from:end], byteOrderMark+" \t\f\r"))
	indent := strings.ReplaceAll(s.data[from:start], "\t", "    ")
	p.Depth = min(len(indent)/4, 8)
	line, _, _ := strings.Cut(s.data[start:end], "\n")
	switch n := noteMarker(line); {
	case markdown && isHeading(line):
		p.Kind = text.Heading
		start += len(line) - len(strings.TrimLeft(line, "# "))
	case markdown && n > 0:
		p.Kind, p.Label = text.Footnote, line[:n]
		start += n + len(line[n:]) - len(strings.TrimLeft(line[n:], " "))
	default:
		if label, rest, ok := text.ParseLabel(line); ok {
			p.Label = label.Raw
			start += len(line) - len(rest)
			if len(label.Numbers) == 0 {
				p.Depth++
			}
		}
	}
	p.Text = s.data[start:max(start, end)]
	s.Flow.Paragraphs = append(s.Flow.Paragraphs, p)
	s.starts = append(s.starts, start)
	s.markup = append(s.markup, nil)
}

// noteMarker gives the length of "[^1]:" at the start of a line, or 0.
func noteMarker(line string) int {
	if n := noteAnchor(line); n > 0 && strings.HasPrefix(line[n:], ":") {
		return n + 1
	}
	return 0
}

// noteAnchor gives the length of "[^1]" at the start of s, or 0.
func noteAnchor(s string) int {
	if !strings.HasPrefix(s, "[^") {
		return 0
	}
	n := strings.IndexAny(s[:min(len(s), 60)], "] \n")
	if n < 3 || s[n] != ']' {
		return 0
	}
	return n + 1
}

// definitions gives the names of the addresses that a file defines, "[name]: …".
func definitions(data string) map[string]bool {
	out := make(map[string]bool)
	for line := range strings.SplitSeq(data, "\n") {
		if name, ok := definition(line); ok {
			out[name] = true
		}
	}
	return out
}

// definition reads "[name]: address".
func definition(line string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "[")
	if !ok || strings.HasPrefix(rest, "^") {
		return "", false
	}
	name, address, ok := strings.Cut(rest, "]: ")
	return strings.ToLower(name), ok && !strings.Contains(name, "[") && isAddress(address)
}

// isAddress tells whether s is the address of a link.
func isAddress(s string) bool {
	return !strings.ContainsAny(s, " \n[]") && strings.ContainsAny(s, "/#") || strings.HasPrefix(s, "mailto:")
}

// linkMarkup gives the mark-up of one paragraph of Markdown.
func linkMarkup(s string, defined map[string]bool) []Range {
	if _, ok := definition(s); ok {
		return []Range{{0, len(s)}}
	}
	var out []Range
	var open []int
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			if end := strings.IndexByte(s[i:min(len(s), i+200)], '}'); strings.HasPrefix(s[i:], "{:") && end > 0 {
				out = append(out, Range{i, i + end + 1})
				i += end
			}
		case '[':
			if n := noteAnchor(s[i:]); n > 0 {
				out = append(out, Range{i, i + n})
				i += n - 1
				continue
			}
			open = append(open, i)
		case ']':
			if len(open) == 0 {
				continue
			}
			from := open[len(open)-1]
			open = open[:len(open)-1]
			if n := linkTarget(s[i+1:], defined); n > 0 {
				out = append(out, Range{from, from + 1}, Range{i, i + 1 + n})
				i += n
			}
		}
	}
	slices.SortFunc(out, func(a, b Range) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// linkTarget gives the length of "(address)" or "[name]" at the start of s, or 0.
func linkTarget(s string, defined map[string]bool) int {
	if s == "" || s[0] != '(' && s[0] != '[' {
		return 0
	}
	end := strings.IndexAny(s[1:min(len(s), 2000)], ")]")
	if end < 0 {
		return 0
	}
	inside := s[1 : 1+end]
	if s[0] == '(' && s[1+end] == ')' && isAddress(inside) || s[0] == '[' && s[1+end] == ']' && defined[strings.ToLower(inside)] {
		return end + 2
	}
	return 0
}

// Parse reads the brackets of the file.
func (s *Source) Parse(resolve func(name string) (actorID string, ok bool)) *Tree {
	return Parse(s.Flow, Options{Resolve: resolve, Markup: func(n int) []Range { return s.markup[n] }})
}

// Print gives the file back from the pieces of its tree, byte for byte.
func (s *Source) Print(t *Tree) string {
	var b strings.Builder
	at := 0
	for i, words := range t.Print() {
		b.WriteString(s.data[at:s.starts[i]])
		b.WriteString(words)
		at = s.starts[i] + len(s.Flow.Paragraphs[i].Text)
	}
	b.WriteString(s.data[at:])
	return b.String()
}

// Offset gives the byte of the file where a place stands.
func (s *Source) Offset(p Place) int { return s.starts[p.Paragraph] + p.Offset }
