package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	mdtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/format/input"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// reader walks one document in reading order.
type reader struct {
	src      []byte
	draft    *text.Draft
	findings []negotiation.Finding
	kinds    guess.Classifier
	// refs are the addresses that the file defines, by folded name; lines that
	// defined them are counted.
	refs map[string]string
	// notes are the footnote definitions by name, placed how many of each have
	// been emitted; defined are all of them in order.
	notes   map[string][]*footnote
	placed  map[string]int
	defined []*footnote
	hint    *hint
	// lines are the offsets in src at which lines begin.
	lines []int
	// firstLine is the number of the line that src begins with.
	firstLine int
}

// footnote is a definition and whether its note has been placed.
type footnote struct {
	node *extast.Footnote
	used bool
}

// Read gives the draft that a Markdown file holds, and what was left out or not
// understood. Headings, numbered and bulleted lists (items with their printed
// labels, nested to any depth), emphasis, links, superscripts and footnotes are
// kept; a footnote follows the paragraph that anchors it. Lines of one
// paragraph are joined. Tables, code, quotations and HTML keep their words as
// plain paragraphs and are reported. Title, symbol and language may stand in
// front matter. The error is that of input.Text,
// or MARKDOWN_TOO_DEEP where lists and quotations nest deeper than maxNesting.
func Read(data []byte) (*text.Draft, []negotiation.Finding, error) {
	s, found, err := input.Text(data)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{draft: &text.Draft{}, findings: found, refs: map[string]string{}, notes: map[string][]*footnote{},
		placed: map[string]int{}, firstLine: 1}
	named := r.frontMatter(&s)
	r.src = []byte(s)
	if err := r.nesting(); err != nil {
		return nil, nil, err
	}
	root := r.parse()
	r.collectNotes(root)
	r.blocks(root, 0)
	r.looseNotes()
	if len(r.refs) > 0 {
		r.report("MARKDOWN_ADDRESSES", "document", fmt.Sprintf("%d lines that only define the address of a link were read as such", len(r.refs)))
	}
	if !named["title"] {
		r.draft.Title = firstTitle(r.draft)
	}
	if !named["language"] {
		r.draft.Language = guess.Language(words(r.draft))
	}
	for i, p := range r.draft.Paragraphs {
		if p, err = text.NormalizeParagraph(p); err != nil {
			return nil, nil, fmt.Errorf("paragraph %d: %w", i+1, err)
		}
		r.draft.Paragraphs[i] = p
	}
	return r.draft, r.findings, nil
}

// maxNesting is how many signs of lists and quotations one line may begin with.
const maxNesting = 100

var nestingSigns = regexp.MustCompile(`^([ \t]*(>|[-+*][ \t]|[0-9]{1,9}[.)][ \t]))+`)

// nesting refuses lines whose nesting would cost more than any draft is worth.
func (r *reader) nesting() error {
	at := 0
	for l := range bytes.Lines(r.src) {
		signs := nestingSigns.Find(l)
		if len(signs) > maxNesting && bytes.Count(signs, []byte(">"))+len(bytes.Fields(signs)) > maxNesting {
			return &negotiation.Error{Kind: negotiation.Exhausted, Reason: "MARKDOWN_TOO_DEEP", Subject: r.line(at),
				Message: fmt.Sprintf("the line begins with more than %d signs of lists and quotations", maxNesting),
				Remedy:  "flatten the lists of the file"}
		}
		at += len(l)
	}
	return nil
}

// firstTitle is the words of the first title paragraph, or "".
func firstTitle(d *text.Draft) string {
	for _, p := range d.Paragraphs {
		if p.Kind == text.Title {
			return p.Text
		}
	}
	return ""
}

func (r *reader) report(code, place, message string) {
	r.findings = append(r.findings, negotiation.Finding{Code: code, Place: place, Message: message})
}

// line tells the line of the file that a byte of src stands in.
func (r *reader) line(at int) string {
	if r.lines == nil {
		r.lines = []int{0}
		for i, c := range r.src {
			if c == '\n' {
				r.lines = append(r.lines, i+1)
			}
		}
	}
	n := sort.SearchInts(r.lines, at+1)
	return fmt.Sprintf("line %d", r.firstLine+max(0, n-1))
}

// parse takes the blocks and the emphasis from goldmark. Links are left to
// this package: brackets are words here unless an address stands behind them.
func (r *reader) parse() ast.Node {
	blocks := append(parser.DefaultBlockParsers(), util.Prioritized(newNoteParser(), 999))
	p := parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(util.Prioritized(definitions{r}, 100)),
	)
	return p.Parse(mdtext.NewReader(r.src))
}

// definitions takes the lines that define addresses off the head of
// paragraphs.
type definitions struct{ r *reader }

var definition = regexp.MustCompile(`^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?([^\s>]+)>?[ \t]*("[^"]*"|'[^']*')?[ \t]*\r?\n?$`)

// Transform implements parser.ParagraphTransformer.
func (d definitions) Transform(node *ast.Paragraph, reader mdtext.Reader, _ parser.Context) {
	lines, n := node.Lines(), 0
	for n < lines.Len() {
		seg := lines.At(n)
		m := definition.FindSubmatch(seg.Value(reader.Source()))
		if m == nil || !isAddress(string(m[2])) {
			break
		}
		name := fold(string(m[1]))
		if _, known := d.r.refs[name]; !known {
			d.r.refs[name] = string(m[2])
		}
		n++
	}
	switch {
	case n == 0:
	case n == lines.Len():
		node.Parent().RemoveChild(node.Parent(), node)
	default:
		rest := mdtext.NewSegments()
		for i := n; i < lines.Len(); i++ {
			rest.Append(lines.At(i))
		}
		node.SetLines(rest)
	}
}

// fold is the form in which names of addresses are compared.
func fold(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

var frontLine = regexp.MustCompile(`^(\s+\S.*|#.*|-\s.*|[A-Za-z_][A-Za-z0-9_ -]*:.*|)$`)

// frontMatter takes the block between "---" lines off the head, with title,
// symbol and language; it tells which keys it names.
func (r *reader) frontMatter(s *string) map[string]bool {
	rest, ok := strings.CutPrefix(*s, "---\n")
	if !ok {
		return nil
	}
	lines := strings.Split(rest, "\n")
	end := -1
	for i, l := range lines {
		l = strings.TrimRight(l, " ")
		if l == "---" || l == "..." {
			end = i
			break
		}
		if !frontLine.MatchString(l) {
			return nil
		}
	}
	if end < 0 {
		return nil
	}
	named := map[string]bool{}
	var other []string
	for _, l := range lines[:end] {
		key, value, _ := strings.Cut(l, ":")
		value = unquote(strings.TrimSpace(value))
		named[key] = true
		switch key {
		case "title":
			r.draft.Title = value
		case "symbol":
			r.draft.Symbol = value
		case "language":
			r.draft.Language = value
		default:
			if l != "" {
				other = append(other, strings.TrimSpace(l))
			}
		}
	}
	if len(other) > 0 {
		r.report("MARKDOWN_FRONT_MATTER", "line 1", "left out: "+strings.Join(other, "; "))
	}
	*s = strings.Join(lines[end+1:], "\n")
	r.firstLine = end + 3
	return named
}

// unquote takes the quotation marks off a value of the front matter.
func unquote(v string) string {
	if len(v) >= 2 && v[0] == '"' && v[len(v)-1] == '"' {
		return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(v[1 : len(v)-1])
	}
	return strings.Trim(v, "'")
}
