package html_test

import (
	"bytes"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

func account() *redline.Account {
	return &redline.Account{
		Name: "rev1", Title: "Rev.1 <of> us", Language: "ar", Hash: "seal:0123456789abcdef0123", Time: "2031-03-04 09:12 UTC",
		Paragraphs: []redline.AccountParagraph{
			{Paragraph: text.Paragraph{Kind: text.Operative, Label: "1.", Text: "The [parties] shall share & keep the clean waters.",
				Marks: []text.Mark{{Kind: text.Italic, Start: 4, End: 19}}},
				Spans: []redline.Span{{Start: 0, End: 14}, {Start: 14, End: 20, Source: 1}, {Start: 20, End: 37}, {Start: 37, End: 43, Source: 2}, {Start: 43, End: 50, Source: 1}},
				Notes: []redline.Note{{Draft: "zero"}, {Draft: "rev1", Amendments: []string{"4 <Sarrow>"}, Alike: true}, {Draft: "rev1"}}},
			{Paragraph: text.Paragraph{Kind: text.Preambular, Text: "Recalling \u202Eits\u202C report,"}, Index: 1,
				Spans: []redline.Span{{Start: 0, End: 27}}, Notes: []redline.Note{{Draft: "zero", Amendments: []string{"1", "2 Coravia"}}}},
		},
	}
}

// TestWriteBlame: the page holds each paragraph's words exactly, every letter leads to
// a note, nothing is loaded, and no words become mark-up.
func TestWriteBlame(t *testing.T) {
	a := account()
	page := html.WriteBlame(a)
	root, err := xhtml.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words, notes, links []string
	ids := map[string]bool{}
	var walk func(n *xhtml.Node, in *strings.Builder)
	walk = func(n *xhtml.Node, in *strings.Builder) {
		class, href := "", ""
		for _, x := range n.Attr {
			switch x.Key {
			case "class":
				class = x.Val
			case "href":
				href = x.Val
			case "id":
				ids[x.Val] = true
			case "src", "srcset", "style", "onclick":
				t.Errorf("%s has %s", n.Data, x.Key)
			}
		}
		if n.Type == xhtml.TextNode && in != nil {
			in.WriteString(n.Data)
		}
		if href != "" {
			links = append(links, href)
		}
		collect := func(to *[]string) {
			var b strings.Builder
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, &b)
			}
			*to = append(*to, b.String())
		}
		switch {
		case class == "txt":
			collect(&words)
			return
		case class == "ref" || class == "sr":
			in = nil
		case n.Data == "li":
			collect(&notes)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(root, nil)
	if diff := cmp.Diff([]string{a.Paragraphs[0].Text, a.Paragraphs[1].Text}, words); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	want := []string{"zero", "arev1 · as in amendment 4 <Sarrow>", "brev1", "zero · amendment 1, 2 Coravia"}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if len(links) < 5 {
		t.Errorf("%d links", len(links))
	}
	for _, l := range links {
		if id, ok := strings.CutPrefix(l, "#"); !ok || !ids[id] {
			t.Errorf("%s leads nowhere", l)
		}
	}
	if !bytes.Equal(page, html.WriteBlame(account())) {
		t.Error("the same account gives other bytes")
	}
	if empty := html.WriteBlame(&redline.Account{Name: "zero"}); !bytes.Contains(empty, []byte("There is no paragraph.")) {
		t.Error("an empty account says nothing")
	}
}
