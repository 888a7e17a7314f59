package formattest

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// FromHTML reads the two sides of each change back from a page of package html,
// in one text or in two columns, as Law gives them: without ins for the old side,
// without del for the new.
func FromHTML(page []byte) ([][2]string, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	out := [][2]string{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if change, ok := attr(n, "data-change"); ok {
			out = append(out, change2(n, change))
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return out, nil
}

func change2(n *html.Node, change string) [2]string {
	sides := [2]string{side(n, "ins"), side(n, "del")}
	if old, new := column(n, "old"), column(n, "new"); old != nil {
		sides = [2]string{side(old, "ins"), side(new, "del")}
	}
	if change == "INSERTED" {
		sides[0] = "-"
	}
	if change == "DELETED" {
		sides[1] = "-"
	}
	return sides
}

// column gives the column of a side below n, nil where there is none.
func column(n *html.Node, name string) *html.Node {
	if v, ok := attr(n, "data-side"); ok && v == name {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := column(c, name); found != nil {
			return found
		}
	}
	return nil
}

// side gives the words of the elements of class txt below n, joined by line
// feeds, without those in elements named drop.
func side(n *html.Node, drop string) string {
	var all []string
	for _, txt := range below(n, "txt") {
		all = append(all, words(txt, drop))
	}
	return strings.Join(all, "\n")
}

// below gives the elements below n that have a class.
func below(n *html.Node, class string) []*html.Node {
	if has(n, class) {
		return []*html.Node{n}
	}
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, below(c, class)...)
	}
	return out
}

// has tells whether an element has one of the classes.
func has(n *html.Node, classes ...string) bool {
	all, _ := attr(n, "class")
	for c := range strings.FieldsSeq(all) {
		if slices.Contains(classes, c) {
			return true
		}
	}
	return false
}

// words gives the words below n without those in elements named drop.
func words(n *html.Node, drop string) string {
	switch {
	case n.Type == html.TextNode:
		return n.Data
	case n.Type == html.ElementNode && n.Data == "br":
		return "\n"
	case n.Type == html.ElementNode && (n.Data == drop || has(n, "sr", "fn", "pl", "pm", "ctx", "bn", "ref")):
		return ""
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(words(c, drop))
	}
	return b.String()
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
