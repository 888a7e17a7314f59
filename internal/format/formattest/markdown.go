package formattest

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	mdhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// FromMarkdown reads the two sides of each change back from a redline in
// Markdown as a viewer shows it, with the extensions that the usual viewers
// have. The last block before the next comment that is no quotation holds the
// words, without what stands in sub.
func FromMarkdown(file []byte) ([][2]string, error) {
	root, err := viewed(file)
	if err != nil {
		return nil, err
	}
	out := [][2]string{}
	change, block := "", (*html.Node)(nil)
	flush := func() {
		if change == "" || block == nil {
			return
		}
		s := [2]string{without(block, "ins"), without(block, "del")}
		if strings.HasPrefix(change, "INSERTED") {
			s[0] = "-"
		}
		if strings.HasPrefix(change, "DELETED") {
			s[1] = "-"
		}
		out = append(out, s)
	}
	for n := root.FirstChild.LastChild.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type == html.CommentNode:
			flush()
			change, block = strings.TrimSpace(n.Data), nil
		case n.Type == html.ElementNode && n.Data == "hr":
			flush()
			change = ""
		case n.Type == html.ElementNode && n.Data != "blockquote":
			block = n
		}
	}
	return out, nil
}

// viewed gives the page that a viewer makes of Markdown.
func viewed(file []byte) (*html.Node, error) {
	viewer := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(mdhtml.WithUnsafe()))
	var page bytes.Buffer
	if err := viewer.Convert(file, &page); err != nil {
		return nil, err
	}
	return html.Parse(&page)
}

// without gives the words below n without the elements named drop.
func without(n *html.Node, drop string) string {
	switch {
	case n.Type == html.TextNode:
		return strings.ReplaceAll(n.Data, "\u200b", "")
	case n.Type == html.ElementNode && (n.Data == drop || n.Data == "sub"):
		return ""
	case n.Type == html.ElementNode && n.Data == "br":
		return "\n"
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(without(c, drop))
	}
	return b.String()
}
