package formattest

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// FromHTML reads the two sides of each change back from a page of package html,
// as Law gives them: without ins for the old side, without del for the new.
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
	if change == "INSERTED" {
		sides[0] = "-"
	}
	if change == "DELETED" {
		sides[1] = "-"
	}
	return sides
}

// side gives the words of the element of class txt below n without those in
// elements named drop.
func side(n *html.Node, drop string) string {
	var b strings.Builder
	var walk func(*html.Node, bool)
	walk = func(n *html.Node, words bool) {
		class, _ := attr(n, "class")
		switch {
		case n.Type == html.TextNode && words:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && n.Data == "br" && words:
			b.WriteString("\n")
		case n.Type == html.ElementNode && (n.Data == drop || class == "sr" || class == "fn" || class == "pl" || class == "pm"):
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, words || class == "txt")
		}
	}
	walk(n, false)
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
