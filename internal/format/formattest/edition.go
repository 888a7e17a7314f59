package formattest

import (
	"bytes"

	"golang.org/x/net/html"
)

// EditionWords reads the words of each paragraph back from a page of
// html.WriteEdition or html.WriteBlame.
func EditionWords(page []byte) ([]string, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	var out []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if _, ok := attr(n, "data-paragraph"); ok {
			out = append(out, side(n, ""))
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return out, nil
}
