package markdown

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Names is what the caller says of the two drafts of a comparison.
type Names struct{ Old, New, OldHash, NewHash string }

// WriteRedline gives a comparison as Markdown. Deletions and insertions are
// <del> and <ins>, which the usual viewers show as such: CriticMarkup's
// {--…--} is shown by few, and a bare ~~…~~ has no counterpart for insertions.
// Each change is a heading line with its state and, below it, one block of
// words after a comment that names the change:
//
//	<!-- EDITED old=16 new=17 -->
//
// with the indexes, from 0, of its paragraphs in the two drafts. In the block
// that follows, without <ins> stand the old words, without <del> the new ones,
// <br> being the line feed between two paragraphs (law 1). For INSERTED and
// DELETED the whole block is one insertion or deletion. Formatting within the
// words is not shown. The same comparison gives the same bytes.
func WriteRedline(c *redline.Comparison, n Names) []byte {
	var b strings.Builder
	title := c.New.Title
	if title == "" {
		title = n.New
	}
	fmt.Fprintf(&b, "# Redline: %s\n\n", escapeText(oneLine(title)))
	side(&b, "Base", n.Old, n.OldHash, c.Old)
	side(&b, "New", n.New, n.NewHash, c.New)
	b.WriteString("- <del>removed</del> <ins>added</ins>; square brackets are part of the text: words not agreed\n\n---\n")
	for i := range c.Paragraphs {
		change(&b, c, &c.Paragraphs[i])
	}
	s := c.Stats
	fmt.Fprintf(&b, "\n---\n\n%d edited, %d new, %d deleted, %d moved, %d moved and edited, %d split, %d merged, %d renumbered, %d unchanged; %d words added, %d removed.\n",
		s.Edited, s.Inserted, s.Deleted, s.Moved, s.MovedEdited, s.Split, s.Merged, s.Renumbered, s.Unchanged, s.WordsInserted, s.WordsDeleted)
	return []byte(b.String())
}

func side(b *strings.Builder, role, name, hash string, d *text.Draft) {
	fmt.Fprintf(b, "- %s: %s, %d paragraphs", role, escapeText(oneLine(name)), len(d.Paragraphs))
	if hash != "" {
		fmt.Fprintf(b, ", `%s`", hash)
	}
	b.WriteString("\n")
}

// change writes one change.
func change(b *strings.Builder, c *redline.Comparison, p *redline.ParagraphChange) {
	fmt.Fprintf(b, "\n<!-- %s old=%s new=%s -->\n\n", p.Change, indexes(p.Old), indexes(p.New))
	if head := headline(c, p); head != "" {
		b.WriteString(head + "\n\n")
	}
	if words := changeWords(c, p); words != "" {
		b.WriteString(words + "\n")
	} else {
		b.WriteString("&#8203;\n")
	}
}

func indexes(at []int) string {
	var out []string
	for _, i := range at {
		out = append(out, fmt.Sprint(i))
	}
	return strings.Join(out, ",")
}

// headline is the label and the state of a change, in bold.
func headline(c *redline.Comparison, p *redline.ParagraphChange) string {
	label := labelsOf(c.New, p.New)
	if len(p.New) == 0 {
		label = labelsOf(c.Old, p.Old)
	}
	var parts []string
	if label != "" {
		parts = append(parts, "**"+escapeText(label)+"**")
	}
	if p.Change != redline.Unchanged {
		state := strings.ToLower(strings.ReplaceAll(string(p.Change), "_", " and "))
		if old := labelsOf(c.Old, p.Old); len(p.New) > 0 && len(p.Old) > 0 && old != "" && old != label {
			state += " from " + escapeText(old)
		}
		parts = append(parts, "<sub>"+state+"</sub>")
	}
	return strings.Join(parts, " ")
}

func labelsOf(d *text.Draft, at []int) string {
	var out []string
	for _, i := range at {
		if l := d.Paragraphs[i].Label; l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, ", ")
}

// changeWords is the block of words of a change.
func changeWords(c *redline.Comparison, p *redline.ParagraphChange) string {
	switch p.Change {
	case redline.Inserted:
		return wrap("ins", c.New.Paragraphs[p.New[0]].Text)
	case redline.Deleted:
		return wrap("del", c.Old.Paragraphs[p.Old[0]].Text)
	case redline.Unchanged:
		return literal(c.New.Paragraphs[p.New[0]].Text)
	}
	var b strings.Builder
	for _, s := range p.Segments {
		switch s.Op {
		case redline.Delete:
			b.WriteString(wrap("del", s.Text))
		case redline.Insert:
			b.WriteString(wrap("ins", s.Text))
		default:
			b.WriteString(literal(s.Text))
		}
	}
	return b.String()
}

func wrap(tag, s string) string {
	if s == "" {
		return ""
	}
	return "<" + tag + ">" + literal(s) + "</" + tag + ">"
}

// literal makes words literal wherever they stand in a block, for viewers that
// read links and other mark-up too. White space at the ends, which a viewer
// would drop, is written as a character reference.
func literal(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\n':
			b.WriteString("<br>")
		case r < 0x80 && strings.IndexByte("\\`*_<>&~|[]#:@", byte(r)) >= 0:
			if r == '[' || r == ']' {
				b.WriteString(bracket(s, i))
				continue
			}
			fmt.Fprintf(&b, "\\%c", r)
		case (i == 0 || i == len(s)-1) && (r == ' ' || r == '\t'):
			fmt.Fprintf(&b, "&#%d;", r)
		case i == 0 && r < 0x80 && strings.IndexByte("+-=0123456789", byte(r)) >= 0:
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// bracket writes a negotiating bracket: bare, unless what follows could make a
// link, a note or a task of it.
func bracket(s string, i int) string {
	if s[i] == '[' && (i+1 == len(s) || s[i+1] == '^' || s[i+1] == 'x' || s[i+1] == 'X' || s[i+1] == ' ' || s[i+1] == '!') ||
		s[i] == ']' && (i+1 == len(s) || s[i+1] == '(' || s[i+1] == ':') {
		return `\` + s[i:i+1]
	}
	return s[i : i+1]
}
