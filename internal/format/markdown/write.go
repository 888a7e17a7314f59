package markdown

import (
	"fmt"
	"html"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/text"
)

// Write gives the draft as Markdown: one block a paragraph, in reading order.
// Read gives the same draft back, paragraph for paragraph, for every draft
//   - in normal form, whose paragraphs have neither line ends nor white space
//     at the ends of their words, and hold words, a label or an anchor;
//   - whose marks lie on whole characters, those of one kind parted by at least
//     one character, and whose links hold no white space in their address;
//   - whose footnotes are labelled in superscript digits, each once, and stand
//     in the order of their anchors right after the paragraph that anchors
//     them, one deeper.
//
// Identities are not written. Where Read would guess another kind, depth or
// label, a comment before the paragraph says which it is.
func Write(d *text.Draft) []byte {
	w := writer{}
	w.front(d)
	for _, p := range d.Paragraphs {
		w.paragraph(p)
	}
	return []byte(w.b.String())
}

type writer struct {
	b      strings.Builder
	kinds  guess.Classifier
	titled bool
}

// front writes the front matter where Read would not find the same without.
func (w *writer) front(d *text.Draft) {
	title := d.Title != firstTitle(d)
	language := d.Language != guess.Language(words(d))
	if !title && d.Symbol == "" && !language {
		return
	}
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	w.b.WriteString("---\n")
	if title {
		fmt.Fprintf(&w.b, "title: \"%s\"\n", quote.Replace(d.Title))
	}
	if d.Symbol != "" {
		fmt.Fprintf(&w.b, "symbol: \"%s\"\n", quote.Replace(d.Symbol))
	}
	if language {
		fmt.Fprintf(&w.b, "language: \"%s\"\n", quote.Replace(d.Language))
	}
	w.b.WriteString("---\n\n")
}

// words is all the words of a draft, a line a paragraph.
func words(d *text.Draft) string {
	var b strings.Builder
	for _, p := range d.Paragraphs {
		b.WriteString(p.Text + "\n")
	}
	return b.String()
}

var listNumber = regexp.MustCompile(`^[0-9]{1,9}[.)]$`)

// paragraph writes one block.
func (w *writer) paragraph(p text.Paragraph) {
	block, words := "", inline(p)
	switch kind, depth := w.wouldRead(p); {
	case p.Kind == text.Footnote:
		block = fmt.Sprintf("[^%s]: %s", text.FootnoteNumber(p.Label), words)
	case p.Kind == text.Title && !w.titled && w.headingKeeps(p, kind):
		block = "# " + join(p.Label, words)
	case (p.Kind == text.Heading || p.Kind == text.AnnexHeading) && p.Depth == 0 && w.headingKeeps(p, kind):
		block = "## " + join(p.Label, words)
	case kind == p.Kind && depth == p.Depth && listNumber.MatchString(p.Label) && words != "":
		block = p.Label + " " + words
	case kind == p.Kind && depth == p.Depth:
		block = join(p.Label, words)
	default:
		block = fmt.Sprintf("<!-- travaux kind=%s depth=%d label=%d -->\n\n%s", p.Kind, p.Depth, len(p.Label), join(p.Label, words))
	}
	w.titled = w.titled || p.Kind == text.Title && p.Text != ""
	w.b.WriteString(block + "\n\n")
	w.kinds.Took(p.Kind, p.Depth, p.Label)
}

// wouldRead tells what kind and depth Read would guess; a kind of "" says that
// it would not find the same label.
func (w *writer) wouldRead(p text.Paragraph) (text.Kind, int) {
	if !labelKeeps(p) {
		return "", 0
	}
	return w.kinds.Peek(p.Label, p.Text)
}

// labelKeeps tells whether Read would part label and words at the same place.
func labelKeeps(p text.Paragraph) bool {
	l, rest, _ := text.ParseLabel(strings.TrimSpace(p.Label + " " + p.Text))
	return l.Raw == p.Label && rest == p.Text
}

// headingKeeps tells whether Read would take a heading for the same kind.
func (w *writer) headingKeeps(p text.Paragraph, guessed text.Kind) bool {
	if !labelKeeps(p) || p.Depth != 0 || p.Text == "" {
		return false
	}
	return (guessed == text.AnnexHeading) == (p.Kind == text.AnnexHeading)
}

// join puts the label, escaped, before the words.
func join(label, words string) string {
	if label == "" {
		return words
	}
	return strings.TrimSuffix(escapeText(label)+" "+words, " ")
}

// escapeText makes words literal. Brackets stay as they are; what follows one
// is escaped where it could seem an address or a note. Sentences keep their
// look: only signs that would be mark-up at their place bear a backslash.
func escapeText(s string) string { return escapePart(s, 0, len(s)) }

// escapePart escapes s[from:to] with a view to all of s: signs that are
// mark-up only together are parted by a tag in the file but not to Read.
func escapePart(s string, from, to int) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	var b strings.Builder
	for i := from; i < to; i++ {
		c := s[i]
		switch {
		case c == '\n':
			b.WriteString("<br>")
			continue
		case strings.IndexByte("\\`*_<&", c) >= 0,
			i == 0 && strings.IndexByte("#>+-=~|:", c) >= 0,
			i > 0 && i == digits && (c == '.' || c == ')'),
			i > 0 && s[i-1] == ']' && (c == '(' || c == ':'),
			i > 0 && s[i-1] == '[' && c == '^',
			i == len(s)-1 && c == '#':
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// inline gives the words of a paragraph with their marks as Markdown.
func inline(p text.Paragraph) string {
	var b strings.Builder
	at := 0
	for _, t := range tagsOf(p) {
		b.WriteString(escapePart(p.Text, at, t.at))
		b.WriteString(t.text)
		at = t.at
	}
	b.WriteString(escapePart(p.Text, at, len(p.Text)))
	return b.String()
}

// mdTag is a piece of mark-up that stands before the byte at of the words.
type mdTag struct {
	at    int
	text  string
	order int
}

// tagsOf gives the mark-up of the marks in the order in which it is written.
func tagsOf(p text.Paragraph) []mdTag {
	var tags []mdTag
	for i, m := range p.Marks {
		open, end := markup(p, m)
		if m.Kind == text.NoteAnchor {
			tags = append(tags, mdTag{m.Start, open, 0})
			continue
		}
		// At one place what ends goes before what begins; the inner ends first.
		tags = append(tags, mdTag{m.Start, open, 1 + i}, mdTag{m.End, end, -1 - i})
	}
	sort.SliceStable(tags, func(i, j int) bool {
		if tags[i].at != tags[j].at {
			return tags[i].at < tags[j].at
		}
		return tags[i].order < tags[j].order
	})
	return tags
}

// markup gives what stands at the two ends of a mark.
func markup(p text.Paragraph, m text.Mark) (open, end string) {
	switch m.Kind {
	case text.NoteAnchor:
		return "[^" + text.FootnoteNumber(m.Ref) + "]", ""
	case text.Italic:
		if plainEnds(p, m) {
			return "*", "*"
		}
		return "<i>", "</i>"
	case text.Bold:
		if plainEnds(p, m) {
			return "**", "**"
		}
		return "<b>", "</b>"
	case text.Underline:
		return "<u>", "</u>"
	case text.Superscript:
		return "<sup>", "</sup>"
	case text.Subscript:
		return "<sub>", "</sub>"
	}
	if plainAddress.MatchString(m.Ref) && plainEnds(p, m) && !strings.ContainsAny(p.Text[m.Start:m.End], "[]") {
		return "[", "](" + m.Ref + ")"
	}
	return `<a href="` + html.EscapeString(m.Ref) + `">`, "</a>"
}

// plainAddress is an address that needs no escape within a link.
var plainAddress = regexp.MustCompile(`^[a-z]+:[A-Za-z0-9/.,?=%+:#@-]+$`)

// plainEnds tells whether asterisks or brackets at the ends of a mark are safe:
// it begins and ends with a letter or digit, white space or nothing stands
// outside, and no other mark touches it.
func plainEnds(p text.Paragraph, m text.Mark) bool {
	first, _ := utf8.DecodeRuneInString(p.Text[m.Start:])
	last, _ := utf8.DecodeLastRuneInString(p.Text[:m.End])
	before, n := utf8.DecodeLastRuneInString(p.Text[:m.Start])
	after, k := utf8.DecodeRuneInString(p.Text[m.End:])
	if !isWord(first) || !isWord(last) || n > 0 && before != ' ' || k > 0 && after != ' ' {
		return false
	}
	for _, o := range p.Marks {
		if o != m && o.Start <= m.End && o.End >= m.Start {
			return false
		}
	}
	return true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
