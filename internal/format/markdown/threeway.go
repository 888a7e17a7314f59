package markdown

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// WriteThreeWay gives a three-way comparison as Markdown. As in WriteRedline,
// deletions and insertions are <del> and <ins>; the name of who made them stands
// after them in <sub>, and is not words. Where the sides clash, a bold ⟦ opens the
// clash and ⟧ closes it, the words of the base come first as <del>, and the name
// of each side stands before its words. Each paragraph follows a comment that
// names it:
//
//	<!-- CLASH base=3 mine=3 theirs=4 -->
//
// with the indexes, from 0, of its paragraphs in the three drafts. The same
// comparison gives the same bytes.
func WriteThreeWay(c *redline.ThreeWayComparison, n threeway.Names) []byte {
	var b strings.Builder
	title := c.Base.Title
	if title == "" {
		title = n.BaseDraft.Name
	}
	fmt.Fprintf(&b, "# Three-way view: %s\n\n", escapeText(oneLine(title)))
	threeWaySide(&b, "Base", n.BaseDraft, c.Base)
	threeWaySide(&b, n.Mine, n.MineDraft, c.Mine)
	threeWaySide(&b, n.Theirs, n.TheirsDraft, c.Theirs)
	b.WriteString("- <del>removed</del> <ins>added</ins> by the side named after them; " + clashOpens + " " + clashCloses + " hold what is for people to settle; square brackets are part of the text: words not agreed\n\n---\n")
	for i := range c.Paragraphs {
		p := &c.Paragraphs[i]
		fmt.Fprintf(&b, "\n<!-- %s base=%s mine=%s theirs=%s -->\n\n", p.Origin, changelist.Indexes(p.Base, ","), changelist.Indexes(p.Mine, ","), changelist.Indexes(p.Theirs, ","))
		var head []string
		if label := threeway.Label(c, p); label != "" {
			head = append(head, "**"+escapeText(label)+"**")
		}
		if state := threeway.State(p, n); state != "" {
			head = append(head, "<sub>"+literal(state)+"</sub>")
		}
		if len(head) > 0 {
			b.WriteString(strings.Join(head, " ") + "\n\n")
		}
		if words := threeWayWords(p, n); words != "" {
			b.WriteString(words + "\n")
		} else {
			b.WriteString("&#8203;\n")
		}
	}
	b.WriteString("\n---\n\n" + literal(threeway.Summary(c, n)) + ".\n")
	return []byte(b.String())
}

// The signs that hold a clash.
const (
	clashOpens  = "<b>⟦</b>"
	clashCloses = "<b>⟧</b>"
)

func threeWaySide(b *strings.Builder, role string, named threeway.Draft, d *text.Draft) {
	fmt.Fprintf(b, "- %s: %s, %s", escapeText(oneLine(role)), escapeText(oneLine(named.Name)), changelist.Counted(len(d.Paragraphs), "paragraph"))
	if named.Hash != "" {
		fmt.Fprintf(b, ", `%s`", named.Hash)
	}
	b.WriteString("\n")
}

// threeWayWords is the block of words of a paragraph.
func threeWayWords(p *redline.ThreeWayParagraph, n threeway.Names) string {
	var b strings.Builder
	by := func(who string) string { return "<sub>" + literal(oneLine(who)) + "</sub>" }
	change := func(gone, come, who string) {
		b.WriteString(inTag("del", gone) + inTag("ins", come) + by(who))
	}
	wording := func(s string) string {
		if s == "" {
			return by("nothing")
		}
		return inTag("ins", s)
	}
	for _, s := range p.Segments {
		switch s.Origin {
		case redline.Kept:
			b.WriteString(literal(s.Base))
		case redline.FromMine:
			change(s.Base, s.Mine, n.Mine)
		case redline.FromTheirs:
			change(s.Base, s.Theirs, n.Theirs)
		case redline.FromBoth:
			change(s.Base, s.Mine, "both")
		default:
			b.WriteString(clashOpens + inTag("del", s.Base) + by(n.Mine) + wording(s.Mine) + by(n.Theirs) + wording(s.Theirs) + clashCloses)
		}
	}
	return b.String()
}

// inTag writes words in a tag, nothing for none.
func inTag(tag, s string) string {
	if s == "" {
		return ""
	}
	return "<" + tag + ">" + literal(s) + "</" + tag + ">"
}
