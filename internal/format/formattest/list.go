package formattest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// Item is what a list of changes tells of one: the class in words, and the words
// that went and came.
type Item struct{ What, Removed, Added string }

// Items gives the entries of a list as a rendering should tell them.
func Items(entries []changelist.Entry) []Item {
	out := []Item{}
	for _, e := range entries {
		out = append(out, Item{changelist.ClassWords(e.Class), e.Removed, e.Added})
	}
	return out
}

// Apply puts the changes of each paragraph into its old texts and gives the two
// sides as Law does: the old ones as the drafts have them, the new ones as the
// entries make them. It is an error if what an entry removes does not stand where
// it says.
func Apply(c *redline.Comparison, entries []changelist.Entry) ([][2]string, error) {
	of := map[int][]changelist.Entry{}
	for _, e := range entries {
		if e.HasWords() {
			of[e.Paragraph] = append(of[e.Paragraph], e)
		}
	}
	out := [][2]string{}
	for i, p := range c.Paragraphs {
		old := joined(c.Old, p.Old)
		new := old
		if p.Change == redline.Inserted {
			new = ""
		}
		for _, e := range slices.Backward(of[i]) {
			if !strings.HasPrefix(new[min(e.OldAt, len(new)):], e.Removed) {
				return nil, fmt.Errorf("change %d: %q does not stand at %d of %q", i, e.Removed, e.OldAt, new)
			}
			new = new[:e.OldAt] + e.Added + new[e.OldAt+len(e.Removed):]
			if len(p.New) > 0 && !strings.HasPrefix(joined(c.New, p.New)[e.NewAt:], e.Added) {
				return nil, fmt.Errorf("change %d: %q does not come at %d", i, e.Added, e.NewAt)
			}
		}
		if p.Change == redline.Deleted {
			if new != "" {
				return nil, fmt.Errorf("change %d: %q is left of a deleted paragraph", i, new)
			}
			new = "-"
		}
		out = append(out, [2]string{old, new})
	}
	return out, nil
}

// ListFromCSV reads the list back from CSV, and checks with the offsets that each
// row stands where it says.
func ListFromCSV(c *redline.Comparison, file []byte) ([]Item, error) {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		return nil, err
	}
	out := []Item{}
	for _, row := range rows[1:] {
		cell := map[string]string{}
		for i, head := range rows[0] {
			cell[head] = strings.TrimPrefix(row[i], "'")
		}
		for _, side := range []struct{ at, words, paragraphs string }{{"old_offset", "old_words", "old_paragraphs"}, {"new_offset", "new_words", "new_paragraphs"}} {
			if cell[side.at] == "" {
				continue
			}
			d := c.Old
			if side.at == "new_offset" {
				d = c.New
			}
			at, err := strconv.Atoi(cell[side.at])
			if err != nil {
				return nil, err
			}
			var paragraphs []int
			for f := range strings.FieldsSeq(cell[side.paragraphs]) {
				n, err := strconv.Atoi(f)
				if err != nil {
					return nil, err
				}
				paragraphs = append(paragraphs, n)
			}
			if r := []rune(joined(d, paragraphs)); !strings.HasPrefix(string(r[at:]), cell[side.words]) {
				return nil, fmt.Errorf("%q does not stand at %d of %q", cell[side.words], at, string(r))
			}
		}
		out = append(out, Item{cell["what"], cell["old_words"], cell["new_words"]})
	}
	return out, nil
}

// ListFromHTML reads the list back from a page of package html.
func ListFromHTML(page []byte) ([]Item, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	out := []Item{}
	for _, n := range below(root, "entry") {
		class, _ := attr(n, "data-class")
		item := Item{What: changelist.ClassWords(redline.Class(class))}
		for _, txt := range below(n, "txt") {
			item.Removed, item.Added = words(txt, "ins"), words(txt, "del")
		}
		out = append(out, item)
	}
	return out, nil
}

// ListFromMarkdown reads the list back from Markdown as a viewer shows it.
func ListFromMarkdown(file []byte) ([]Item, error) {
	root, err := viewed(file)
	if err != nil {
		return nil, err
	}
	out := []Item{}
	blocks := 0
	for n := root.FirstChild.LastChild.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type == html.CommentNode:
			class, _, _ := strings.Cut(strings.TrimSpace(n.Data), " ")
			out, blocks = append(out, Item{What: changelist.ClassWords(redline.Class(class))}), 0
		case n.Type == html.ElementNode && n.Data == "p" && len(out) > 0:
			if blocks++; blocks == 2 {
				out[len(out)-1].Removed, out[len(out)-1].Added = between(n, "ins"), between(n, "del")
			}
		case n.Type == html.ElementNode && n.Data == "hr":
			blocks = 2
		}
	}
	return out, nil
}

// between gives the words of a block of the list from its first del or ins to its
// last, without the elements named drop: those outside are only quoted.
func between(n *html.Node, drop string) string {
	first, last := (*html.Node)(nil), (*html.Node)(nil)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (c.Data == "del" || c.Data == "ins") {
			if first == nil {
				first = c
			}
			last = c
		}
	}
	var b strings.Builder
	for c := first; c != nil; c = c.NextSibling {
		b.WriteString(without(c, drop))
		if c == last {
			break
		}
	}
	return b.String()
}

// ListFromTerminal reads the list back from plain text without wrapping.
func ListFromTerminal(file string) []Item {
	_, body, _ := strings.Cut(file, "\n\n")
	out := []Item{}
	for block := range strings.SplitSeq(body, "\n\n") {
		lines := strings.Split(block, "\n")
		number, _, _ := strings.Cut(strings.TrimSpace(lines[0]), " ")
		if number != strconv.Itoa(len(out)+1)+"." {
			continue
		}
		item := Item{}
		for said := range strings.SplitSeq(lines[0], " · ") {
			for _, k := range redline.AllClasses() {
				if said == changelist.ClassWords(k) {
					item.What = said
				}
			}
		}
		if len(lines) > 1 && !strings.HasPrefix(lines[1], strings.Repeat(" ", gutter)+"· ") {
			item.Removed, item.Added = within(lines[1], '+'), within(lines[1], '-')
		}
		out = append(out, item)
	}
	return out
}
