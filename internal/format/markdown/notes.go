package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	mdtext "github.com/yuin/goldmark/text"

	"github.com/travaux/travaux/internal/text"
)

// noteParser reads footnote definitions as goldmark's extension does, but
// leaves them where they stand, so that none is lost or put in another order.
type noteParser struct{ parser.BlockParser }

func newNoteParser() parser.BlockParser { return noteParser{extension.NewFootnoteBlockParser()} }

// Close implements parser.BlockParser.
func (noteParser) Close(ast.Node, mdtext.Reader, parser.Context) {}

// collectNotes finds the footnote definitions of the document.
func (r *reader) collectNotes(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if f, ok := c.(*extast.Footnote); ok {
			n := &footnote{node: f}
			r.notes[string(f.Ref)] = append(r.notes[string(f.Ref)], n)
			r.defined = append(r.defined, n)
		}
		if c.Type() == ast.TypeBlock {
			r.collectNotes(c)
		}
	}
}

// place emits the footnotes that the anchors of a paragraph call for and that
// stand nowhere yet: of several by one name, the first goes to the first anchor.
func (r *reader) place(p text.Paragraph, names []string) {
	for _, name := range names {
		left := r.notes[name]
		if len(left) > r.placed[name] {
			r.placed[name]++
			r.footnote(left[r.placed[name]-1], name, p.Depth+1)
		}
	}
}

// footnote emits one note: its first block bears the label, others follow.
func (r *reader) footnote(f *footnote, name string, depth int) {
	f.used = true
	label := text.FootnoteLabel(name)
	for c := f.node.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			p, anchors := r.words(c)
			p.Kind, p.Depth, p.Label = text.Footnote, depth, label
			if label == "" {
				p.Kind = text.Plain
			}
			label = ""
			r.keep(p, anchors)
		default:
			r.block(c, depth)
		}
	}
	if label != "" {
		r.keep(text.Paragraph{Kind: text.Footnote, Depth: depth, Label: label}, nil)
	}
}

// looseNotes emits the notes that no anchor called for, at the end.
func (r *reader) looseNotes() {
	for _, f := range r.defined {
		if !f.used {
			name := string(f.node.Ref)
			r.report("MARKDOWN_NOTE_WITHOUT_ANCHOR", r.line(f.node.Pos()),
				"the note [^"+name+"] has no anchor of its own left in the text; it stands at the end")
			r.footnote(f, name, 1)
		}
	}
}
