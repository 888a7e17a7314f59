package akn

import (
	"errors"
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// languages maps the three-letter codes of FRBRlanguage to the tags used here.
var languages = map[string]string{
	"ara": "ar", "zho": "zh", "chi": "zh", "eng": "en", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es",
}

// reader walks one document. ctx-like state is kept in fields because the
// walk is strictly in reading order.
type reader struct {
	draft    *text.Draft
	findings []negotiation.Finding
	// seenNotes are the markers of the notes met so far.
	seenNotes map[string]bool
	// dressed counts the raised brackets dropped round note markers.
	dressed int
	// unknownAt and unknownCount tell of each unknown element where it was
	// first met and how often.
	unknownAt    map[string]string
	unknownCount map[string]int
	unknownOrder []string
	// numbered is set once a numbered paragraph was met in the present part.
	numbered bool
	// last is the number of the last numbered paragraph of the part, or 0.
	last int
}

// Read gives the draft that an Akoma Ntoso document holds, and what was left
// out or not understood. Errors are *negotiation.Error with reasons that begin
// with XML_, or the reasons of text.Normalize for characters that no text may
// hold; docs/errors.md lists them.
func Read(data []byte) (*text.Draft, []negotiation.Finding, error) {
	root, err := parse(data)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{
		draft: &text.Draft{}, seenNotes: map[string]bool{},
		unknownAt: map[string]string{}, unknownCount: map[string]int{},
	}
	r.identify(root)
	r.blocks(root, 0)
	r.summarise()
	for i, p := range r.draft.Paragraphs {
		p, err = text.NormalizeParagraph(p)
		if err != nil {
			return nil, nil, refused(err, i)
		}
		if p.Kind == text.Title && r.draft.Title == "" {
			r.draft.Title = p.Text
		}
		r.draft.Paragraphs[i] = p
	}
	return r.draft, r.findings, nil
}

// refused gives a refusal of text.Normalize with the paragraph it is in.
func refused(err error, i int) error {
	var te *text.Error
	if !errors.As(err, &te) {
		return fmt.Errorf("paragraph %d: %w", i+1, err)
	}
	e := refuse(negotiation.Invalid, te.Reason, fmt.Sprintf("paragraph %d of the document", i+1), te.Message, te.Remedy)
	e.Cause = err
	return e
}

// identify takes symbol and language from the metadata and the cover page.
func (r *reader) identify(root *node) {
	if l := root.find("FRBRlanguage"); l != nil {
		code := l.attr["language"]
		if tag, ok := languages[code]; ok {
			code = tag
		}
		r.draft.Language = code
	}
	if cover := root.find("coverPage"); cover != nil {
		if n := cover.find("docNumber"); n != nil {
			r.draft.Symbol = n.words()
		}
	}
}

// report adds a finding.
func (r *reader) report(code, place, message string) {
	r.findings = append(r.findings, negotiation.Finding{Code: code, Place: place, Message: message})
}

// unknown counts an element that the reader does not know.
func (r *reader) unknown(n *node, what string) {
	key := n.name + "\x00" + what
	if r.unknownCount[key] == 0 {
		r.unknownAt[key] = n.place()
		r.unknownOrder = append(r.unknownOrder, key)
	}
	r.unknownCount[key]++
}

// summarise reports what was counted rather than told one by one.
func (r *reader) summarise() {
	for _, key := range r.unknownOrder {
		name, what, _ := strings.Cut(key, "\x00")
		r.report("AKN_UNKNOWN_ELEMENT", r.unknownAt[key],
			fmt.Sprintf("the element <%s> is not known here (%d times); %s", name, r.unknownCount[key], what))
	}
	if r.dressed > 0 {
		r.report("AKN_NOTE_DRESS", "document",
			fmt.Sprintf("brackets that only dress the markers of notes were left out %d times", r.dressed))
	}
}

// blocks reads the children of a part of the document in reading order.
func (r *reader) blocks(n *node, depth int) {
	for _, c := range n.children {
		r.block(c, depth)
	}
}

// block reads one block element.
func (r *reader) block(c *node, depth int) {
	switch c.name {
	case "":
		r.loose(c, depth)
	case "meta":
	case "statement", "doc", "bill", "act", "debateReport", "amendment", "portion", "officialGazette",
		"documentCollection", "collectionBody", "component", "components", "body", "content", "block", "blockContainer",
		"tblock", "hcontainer":
		r.part(c, depth)
	case "mainBody":
		r.blocks(c, depth)
	case "coverPage", "conclusions":
		r.aside(c)
	case "preface":
		r.preface(c)
	case "preamble", "recitals", "citations":
		r.preamble(c)
	case "formula":
		r.emit(c, text.Formula, "", depth)
	case "attachments", "attachment", "annex":
		r.numbered, r.last = false, 0
		r.part(c, depth)
	case "section", "part", "chapter", "article", "title", "division", "book", "tome", "subsection", "subpart",
		"subchapter", "subdivision", "list":
		r.part(c, depth)
	case "paragraph", "clause", "subparagraph", "point", "indent", "alinea", "rule", "proviso", "transitional", "level":
		r.paragraph(c, depth)
	case "p", "longTitle", "crossHeading", "heading", "subheading", "intro", "wrapUp", "wrap":
		r.line(c, depth)
	default:
		r.unknown(c, "its words were kept as a plain paragraph")
		r.emit(c, text.Plain, "", depth)
	}
}

// loose keeps words that stand between blocks, where no words should be.
func (r *reader) loose(c *node, depth int) {
	if strings.TrimSpace(c.text) == "" {
		return
	}
	r.report("AKN_LOOSE_TEXT", c.place(), "words stand outside any paragraph; they were kept as a plain paragraph")
	r.emit(&node{name: "p", children: []*node{c}, line: c.line}, text.Plain, "", depth)
}

// part reads a container: its number and heading as one heading, then the rest.
func (r *reader) part(c *node, depth int) {
	label := ""
	for _, k := range c.children {
		switch k.name {
		case "num":
			label = k.words()
			if c.child("heading", "subheading") == nil {
				r.add(text.Paragraph{Kind: text.Heading, Depth: depth, Label: label})
			}
		case "heading", "subheading":
			r.emit(k, headingKind(k), label, depth)
			label = ""
		default:
			r.block(k, depth)
		}
	}
}

// headingKind tells an annex heading from another by its words.
func headingKind(n *node) text.Kind {
	if guess.AnnexHeading(n.words()) {
		return text.AnnexHeading
	}
	return text.Heading
}

// aside reports what frames the text without being negotiated, in its words.
func (r *reader) aside(c *node) {
	code := "AKN_COVER_PAGE"
	if c.name == "conclusions" {
		code = "AKN_CONCLUSIONS"
	}
	for _, k := range c.children {
		if w := k.words(); w != "" {
			r.report(code, k.place(), "not part of the negotiated text: "+w)
		}
	}
}

// preface reads the title; everything else there is reported.
func (r *reader) preface(c *node) {
	for _, k := range c.children {
		if t := k.find("docTitle"); t != nil {
			r.emit(t, text.Title, "", 0)
			for _, o := range k.children {
				if w := o.words(); o != t && o.name != "" && w != "" && o.find("docTitle") == nil {
					r.report("AKN_PREFACE", o.place(), "not part of the negotiated text: "+w)
				}
			}
			continue
		}
		if w := k.words(); w != "" {
			r.report("AKN_PREFACE", k.place(), "not part of the negotiated text: "+w)
		}
	}
}

// preamble reads preambular paragraphs: a UN file has one container for each.
func (r *reader) preamble(c *node) {
	for _, k := range c.children {
		switch k.name {
		case "":
			r.loose(k, 0)
		case "formula":
			r.emit(k, text.Formula, "", 0)
		case "recitals", "citations", "preamble":
			r.preamble(k)
		case "heading", "subheading":
			r.emit(k, headingKind(k), "", 0)
		case "container", "recital", "citation", "p":
			r.recital(k)
		default:
			r.block(k, 0)
		}
	}
}

// recital reads one preambular container.
func (r *reader) recital(k *node) {
	if k.name == "p" || k.child("p", "container", "list", "blockList", "num") == nil {
		r.emit(k, text.Preambular, "", 0)
		return
	}
	label := ""
	for _, c := range k.children {
		switch c.name {
		case "":
			r.loose(c, 0)
		case "num":
			label = c.words()
		case "p":
			r.emit(c, text.Preambular, label, 0)
			label = ""
		case "list", "blockList":
			r.list(c, text.Preambular, label, 0)
			label = ""
		default:
			r.block(c, 0)
		}
	}
}
