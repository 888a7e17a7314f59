package markdown

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/text"
)

// hint is what a comment of Write says of the next paragraph.
type hint struct {
	kind  text.Kind
	depth int
	label int // bytes of the words that are the label; a space follows them
}

var hintComment = regexp.MustCompile(`^<!-- travaux kind=([a-z-]+) depth=([0-9]{1,3}) label=([0-9]{1,4}) -->\s*$`)

// blocks reads the blocks below a node; depth is that of paragraphs there.
func (r *reader) blocks(n ast.Node, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, depth)
	}
}

// block reads one block.
func (r *reader) block(c ast.Node, depth int) {
	switch n := c.(type) {
	case *ast.Heading:
		r.heading(n, depth)
	case *ast.Paragraph, *ast.TextBlock:
		r.paragraph(c, depth)
	case *ast.List:
		r.list(n, depth)
	case *extast.Footnote:
	case *ast.ThematicBreak:
		r.report("MARKDOWN_RULE", r.line(c.Pos()), "a rule across the page was left out")
	case *ast.Blockquote:
		r.report("MARKDOWN_QUOTATION", r.line(c.Pos()), "a quotation was read as paragraphs of the text")
		r.blocks(c, depth)
	case *ast.HTMLBlock:
		r.html(n, depth)
	case *ast.CodeBlock:
		r.report("MARKDOWN_INDENTED", r.line(c.Pos()), "indented lines were read as a plain paragraph")
		r.verbatim(c, depth)
	case *ast.FencedCodeBlock:
		r.report("MARKDOWN_CODE", r.line(c.Pos()), "a block of code was kept as a plain paragraph")
		if n.Info != nil {
			r.emit(text.Paragraph{Kind: text.Plain, Depth: depth, Text: oneLine(string(n.Info.Segment.Value(r.src)))}, nil)
		}
		r.verbatim(c, depth)
	default:
		r.report("MARKDOWN_UNKNOWN", r.line(c.Pos()), "a block of kind "+c.Kind().String()+" was kept as plain paragraphs")
		r.verbatim(c, depth)
	}
}

// verbatim keeps the lines of a block, blank lines parting paragraphs.
func (r *reader) verbatim(c ast.Node, depth int) {
	var b strings.Builder
	for i := range c.Lines().Len() {
		seg := c.Lines().At(i)
		b.Write(seg.Value(r.src))
	}
	for part := range strings.SplitSeq(b.String(), "\n\n") {
		if s := oneLine(part); s != "" {
			r.emit(text.Paragraph{Kind: text.Plain, Depth: depth, Text: s}, nil)
		}
	}
}

// oneLine joins lines, the white space at their ends dropped.
func oneLine(s string) string {
	var parts []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			parts = append(parts, l)
		}
	}
	return strings.Join(parts, " ")
}

// html keeps the words of a block of HTML; a comment of Write is a hint.
func (r *reader) html(n *ast.HTMLBlock, depth int) {
	var b strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		b.Write(seg.Value(r.src))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(r.src))
	}
	s := strings.TrimSpace(b.String())
	if m := hintComment.FindStringSubmatch(s); m != nil {
		d, _ := strconv.Atoi(m[2])
		l, _ := strconv.Atoi(m[3])
		r.hint = &hint{text.Kind(m[1]), d, l}
		return
	}
	if strings.HasPrefix(s, "<!--") && strings.HasSuffix(s, "-->") && strings.Count(s, "-->") == 1 {
		r.report("MARKDOWN_COMMENT", r.line(n.Pos()), "a comment was left out: "+oneLine(s))
		return
	}
	r.report("MARKDOWN_HTML", r.line(n.Pos()), "a block of HTML was kept as a plain paragraph")
	r.emit(text.Paragraph{Kind: text.Plain, Depth: depth, Text: oneLine(s)}, nil)
}

// heading reads a heading; the first of level 1 is the title.
func (r *reader) heading(n *ast.Heading, depth int) {
	p, anchors := r.words(n)
	label := r.takeLabel(&p)
	kind := text.Heading
	guessed, _ := r.kinds.Peek(label, p.Text)
	switch {
	case guessed == text.AnnexHeading:
		kind = text.AnnexHeading
	case n.Level == 1 && firstTitle(r.draft) == "":
		kind = text.Title
	}
	p.Kind, p.Depth, p.Label = kind, depth, label
	r.keep(r.hinted(p), anchors)
}

// paragraph reads a paragraph that is no item of a Markdown list.
func (r *reader) paragraph(c ast.Node, depth int) {
	p, anchors := r.words(c)
	if strings.HasPrefix(p.Text, "|") || strings.HasPrefix(p.Text, "{:") {
		r.report("MARKDOWN_NOT_UNDERSTOOD", r.line(c.Pos()), "a table or mark-up of another kind was kept as a plain paragraph")
	}
	p.Label = r.takeLabel(&p)
	p.Kind, p.Depth = r.within(p, depth)
	r.keep(r.hinted(p), anchors)
}

// within tells kind and depth of a paragraph that stands at a depth: below the
// top, one with a number of its own stands beside the item it is written in,
// and one without is plain.
func (r *reader) within(p text.Paragraph, depth int) (text.Kind, int) {
	kind, at := r.kinds.Peek(p.Label, p.Text)
	switch {
	case depth == 0:
		return kind, at
	case kind == text.Operative && depth == 1:
		return text.Operative, 0
	case kind == text.Operative:
		return text.Item, depth - 1
	case kind == text.Item || kind == text.Footnote:
		return kind, depth
	}
	return text.Plain, depth
}

// takeLabel takes the label off the head of the words: as long as a hint
// says, or what text.ParseLabel knows.
func (r *reader) takeLabel(p *text.Paragraph) string {
	if r.hint != nil {
		n := min(r.hint.label, len(p.Text))
		label := p.Text[:n]
		if n > 0 {
			cutFront(p, min(n+1, len(p.Text)))
		}
		return label
	}
	l, rest, ok := text.ParseLabel(p.Text)
	if !ok {
		return ""
	}
	// An anchor that hangs on the label itself moves to the head of the words.
	cutFront(p, len(p.Text)-len(rest))
	return l.Raw
}

// hinted lets a hint say kind and depth.
func (r *reader) hinted(p text.Paragraph) text.Paragraph {
	if r.hint != nil {
		p.Kind, p.Depth = r.hint.kind, r.hint.depth
		r.hint = nil
	}
	return p
}

// cutFront drops the first bytes of the words; the marks follow.
func cutFront(p *text.Paragraph, n int) {
	p.Text = p.Text[n:]
	kept := p.Marks[:0]
	for _, m := range p.Marks {
		m.Start, m.End = max(0, m.Start-n), max(0, m.End-n)
		if m.Start < m.End || m.Kind == text.NoteAnchor {
			kept = append(kept, m)
		}
	}
	p.Marks = kept
}

// list reads a Markdown list. Numbered paragraphs of the text itself are
// operative; bullets and lists within a paragraph are items below it.
func (r *reader) list(l *ast.List, depth int) {
	if depth == 0 && !l.IsOrdered() {
		depth = 1
	}
	i := 0
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		r.item(c, r.marker(l, c, i), depth)
		i++
	}
}

var markerAt = regexp.MustCompile(`^([0-9]{1,9}[.)]|[-+*])`)

// marker is the label of an item as it is printed in the file.
func (r *reader) marker(l *ast.List, item ast.Node, i int) string {
	if at := item.Pos(); at >= 0 && at < len(r.src) {
		if m := markerAt.Find(r.src[at:]); m != nil {
			return string(m)
		}
	}
	if l.IsOrdered() {
		return strconv.Itoa(l.Start+i) + string(l.Marker)
	}
	return string(l.Marker)
}

// item reads one item: its first block bears the label, what follows a list
// within it is its tail.
func (r *reader) item(c ast.Node, label string, depth int) {
	kind := text.Item
	if depth == 0 {
		kind = text.Operative
	}
	first, listed := true, false
	for b := c.FirstChild(); b != nil; b = b.NextSibling() {
		words := b.Kind() == ast.KindParagraph || b.Kind() == ast.KindTextBlock
		switch {
		case first && words:
			p, anchors := r.words(b)
			p.Kind, p.Depth, p.Label = kind, depth, label
			r.keep(r.hinted(p), anchors)
		case first:
			r.keep(text.Paragraph{Kind: kind, Depth: depth, Label: label}, nil)
			r.block(b, depth+1)
		case words && listed:
			r.afterList(b, depth)
		default:
			r.block(b, depth+1)
		}
		listed = listed || b.Kind() == ast.KindList
		first = false
	}
	if first {
		r.keep(text.Paragraph{Kind: kind, Depth: depth, Label: label}, nil)
	}
}

// afterList reads what follows a list within an item: words that go on in
// small letters are its tail, others stand by themselves.
func (r *reader) afterList(b ast.Node, depth int) {
	p, anchors := r.words(b)
	p.Label = r.takeLabel(&p)
	p.Kind, p.Depth = r.within(p, depth+1)
	if p.Label == "" && guess.StartsLower(p.Text) {
		p.Kind, p.Depth = text.Tail, depth
	}
	r.keep(r.hinted(p), anchors)
}

// keep adds a paragraph that holds anything, and places its footnotes.
func (r *reader) keep(p text.Paragraph, anchors []string) {
	if p.Text == "" && p.Label == "" && len(p.Marks) == 0 {
		return
	}
	r.emit(p, anchors)
}

func (r *reader) emit(p text.Paragraph, anchors []string) {
	r.kinds.Took(p.Kind, p.Depth, p.Label)
	if len(p.Marks) == 0 {
		p.Marks = nil
	}
	r.draft.Paragraphs = append(r.draft.Paragraphs, p)
	r.place(p, anchors)
}
