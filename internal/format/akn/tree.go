package akn

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
)

// The budgets of one document. encoding/xml itself has none: it follows five
// million nested elements without complaint.
const (
	// MaxBytes is the largest input read.
	MaxBytes = 16 << 20
	// MaxDepth is how deep elements may nest.
	MaxDepth = 256
	// MaxAttributes is how many attributes one element may have.
	MaxAttributes = 64
	// MaxNodes is how many elements and runs of text a document may have.
	MaxNodes = 500_000
)

// node is an element, or a run of text where name is empty.
type node struct {
	name     string
	attr     map[string]string
	text     string
	children []*node
	line     int
	near     string // the eId of the node or of the nearest above it
}

// place names the node for a finding: the eId there, if there is one, and the
// line.
func (n *node) place() string {
	if n.near != "" {
		return fmt.Sprintf("%s, line %d", n.near, n.line)
	}
	return fmt.Sprintf("line %d", n.line)
}

// child gives the first child element of one of the names, or nil.
func (n *node) child(names ...string) *node {
	for _, c := range n.children {
		for _, name := range names {
			if c.name == name {
				return c
			}
		}
	}
	return nil
}

// find gives the first element of that name below n, or nil.
func (n *node) find(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
		if f := c.find(name); f != nil {
			return f
		}
	}
	return nil
}

// words gives all text below n, white space runs folded to one space.
func (n *node) words() string {
	var b strings.Builder
	var walk func(*node)
	walk = func(c *node) {
		if c.name == "" {
			b.WriteString(c.text)
			return
		}
		// The end of a block or a line is a space to the eye.
		block := c.name == "p" || c.name == "eol" || c.name == "num"
		for _, k := range c.children {
			walk(k)
		}
		if block {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// parse reads XML into a tree within the budgets.
func parse(data []byte) (*node, error) {
	if len(data) > MaxBytes {
		return nil, refuse(negotiation.Exhausted, "XML_TOO_LARGE", "",
			fmt.Sprintf("the document has %d bytes; at most %d are read", len(data), MaxBytes),
			"cut the document into parts")
	}
	p := &parser{dec: xml.NewDecoder(bytes.NewReader(data))}
	root := &node{name: "#document"}
	p.stack = []*node{root}
	for {
		tok, err := p.dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, p.syntax(err)
		}
		if err := p.add(tok); err != nil {
			return nil, err
		}
	}
	if root.child("akomaNtoso") == nil {
		return nil, refuse(negotiation.Invalid, "XML_NOT_AKOMA_NTOSO", "",
			"the root element is not akomaNtoso", "export the document as Akoma Ntoso 3.0, or send plain text or Markdown")
	}
	return root.child("akomaNtoso"), nil
}

// parser builds the tree and keeps count.
type parser struct {
	dec   *xml.Decoder
	stack []*node
	count int
}

// add puts one token into the tree.
func (p *parser) add(tok xml.Token) error {
	line, _ := p.dec.InputPos()
	top := p.stack[len(p.stack)-1]
	place := fmt.Sprintf("line %d", line)
	switch t := tok.(type) {
	case xml.Directive:
		return refuse(negotiation.Invalid, "XML_DTD", place,
			"the document declares a document type or entities, which could pull in or multiply other text",
			"remove the <!…> declaration and write the characters themselves")
	case xml.StartElement:
		if len(p.stack) > MaxDepth {
			return refuse(negotiation.Exhausted, "XML_TOO_DEEP", place,
				fmt.Sprintf("elements nest deeper than %d", MaxDepth), "flatten the document")
		}
		if len(t.Attr) > MaxAttributes {
			return refuse(negotiation.Exhausted, "XML_TOO_MANY_ATTRIBUTES", place,
				fmt.Sprintf("an element has %d attributes; at most %d are read", len(t.Attr), MaxAttributes),
				"remove attributes that Akoma Ntoso does not define")
		}
		n := &node{name: t.Name.Local, line: line, near: top.near}
		if len(t.Attr) > 0 {
			n.attr = make(map[string]string, len(t.Attr))
			for _, a := range t.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			if id := n.attr["eId"]; id != "" {
				n.near = id
			}
		}
		top.children = append(top.children, n)
		p.stack = append(p.stack, n)
		p.count++
	case xml.EndElement:
		p.stack = p.stack[:len(p.stack)-1]
	case xml.CharData:
		if len(p.stack) > 1 {
			top.children = append(top.children, &node{text: string(t), line: line, near: top.near})
			p.count++
		}
	}
	if p.count > MaxNodes {
		return refuse(negotiation.Exhausted, "XML_TOO_MANY_ELEMENTS", place,
			fmt.Sprintf("the document has more than %d elements and runs of text", MaxNodes), "cut the document into parts")
	}
	return nil
}

// syntax turns an error of the XML decoder into ours, with its place.
func (p *parser) syntax(err error) error {
	line, col := p.dec.InputPos()
	place := fmt.Sprintf("line %d, column %d", line, col)
	why := err.Error()
	var se *xml.SyntaxError
	if errors.As(err, &se) {
		why = se.Msg
	}
	if strings.Contains(why, "invalid character entity") {
		return refuse(negotiation.Invalid, "XML_ENTITY", place, "the document uses a named entity, and none may be declared",
			"write the character itself or its number")
	}
	e := refuse(negotiation.Invalid, "XML_SYNTAX", place, "the document is not well-formed XML: "+why,
		"mend the file at that place, or export it again")
	e.Cause = err
	return e
}

// refuse makes the typed error of this package.
func refuse(kind negotiation.ErrorKind, reason, place, message, remedy string) *negotiation.Error {
	return &negotiation.Error{Kind: kind, Reason: reason, Subject: place, Message: message, Remedy: remedy}
}
