package negotiation

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// FootnoteLoose is the code of the finding that the anchor of a footnote went with
// words that an act took out.
const FootnoteLoose = "FOOTNOTE_UNANCHORED"

// findBracket reads a bracket by the team's name for it, …/brackets/w{n}, or by its
// published number, …/brackets/{n}.
func findBracket(s State, name string) (*Bracket, error) {
	id, document := LastID(name), DocumentOf(name)
	if strings.HasPrefix(id, "w") {
		return get[*Bracket](s, name)
	}
	n, err := strconv.Atoi(id)
	if err != nil || n <= 0 || BracketName(document, n) != name {
		return nil, notFound(name)
	}
	all, err := list[*Bracket](s, document, "")
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if b.Number == n {
			return b, nil
		}
	}
	return nil, notFound(name)
}

// EntityNamed gives the name of the entity that a name in a request stands for: the
// team's of a bracket that is called by its published number; else the name itself.
func EntityNamed(s State, name string) (string, error) {
	if CheckName(KindBracket, "name", name) != nil {
		return name, nil
	}
	b, err := findBracket(s, name)
	if err != nil {
		return "", err
	}
	return b.Name, nil
}

// openDeskForBracket is openDesk for a command that names a bracket.
func openDeskForBracket(s State, m Meta, name string, task TeamTask) (*desk, error) {
	if err := CheckName(KindBracket, "bracket", name); err != nil {
		return nil, err
	}
	return openDesk(s, m, DocumentOf(name), task)
}

// grip is an open bracket of the working text with the text around it.
type grip struct {
	*bracketed
	bracket *Bracket
	index   int // in the tree
}

// grip reads an open bracket and all of the working text.
func (d *desk) grip(name string) (*grip, error) {
	b, err := findBracket(d.state, name)
	if err != nil {
		return nil, err
	}
	if b.State != BracketOpen {
		return nil, refuse(BracketClosed, name, "the bracket is "+string(b.State), "state", string(b.State))
	}
	all, err := d.standing()
	if err != nil {
		return nil, err
	}
	g := &grip{bracketed: all, bracket: b, index: all.at(b.Working)}
	if g.index < 0 {
		return nil, fmt.Errorf("%s is open and stands nowhere in the working text", b.Name)
	}
	return g, nil
}

// paragraph gives the index of a paragraph among the passages, or -1.
func (b *bracketed) paragraph(name string) int {
	return slices.IndexFunc(b.passages, func(p *Passage) bool { return p.Paragraph == name })
}

// stretchOf gives the span of one paragraph between two places in code points.
func (b *bracketed) stretchOf(n, start, end int) (bracket.Span, error) {
	from, to, err := bytesOf(b.tree.Flow.Paragraphs[n].Text, start, end)
	return bracket.Span{Start: bracket.Place{Paragraph: n, Offset: from}, End: bracket.Place{Paragraph: n, Offset: to}}, err
}

// bytesOf turns two places of a text in code points into places in bytes.
func bytesOf(s string, start, end int) (from, to int, err error) {
	length := utf8.RuneCountInString(s)
	switch {
	case start < 0 || start > length:
		return 0, 0, outsideText("start", length)
	case end < start || end > length:
		return 0, 0, outsideText("end", length)
	}
	from, to, n := len(s), len(s), 0
	for i := range s {
		if n == start {
			from = i
		}
		if n == end {
			to = i
			break
		}
		n++
	}
	return from, to, nil
}

func outsideText(field string, length int) error {
	return badField(field, "is no place of the text, or lies before the start", fmt.Sprintf("Count in code points, from 0 to %d, the start before the end.", length))
}

// drawn is what an act on brackets makes of the text.
type drawn struct {
	*bracket.Change
	tree    *bracket.Tree // the text after the act
	numbers []int         // of its brackets, 0 for new ones
}

// drawnAs numbers the brackets after an act: those that stay keep their numbers, in
// their order. mine is the index of the bracket that the act has put elsewhere or in
// anew, with its number; those from there on that are more than before are new.
func (b *bracketed) drawnAs(c *bracket.Change, mine, number int, moved []int) *drawn {
	x := &drawn{Change: c, tree: bracket.Parse(c.Flow, bracket.Options{})}
	var stay []int
	for i, n := range b.numbers {
		if !slices.Contains(c.Gone, i) && !slices.Contains(moved, i) {
			stay = append(stay, n)
		}
	}
	fresh := len(x.tree.Brackets) - len(stay)
	for i := range x.tree.Brackets {
		switch {
		case i >= mine && i < mine+fresh:
			x.numbers = append(x.numbers, number)
		default:
			x.numbers = append(x.numbers, stay[0])
			stay = stay[1:]
		}
	}
	return x
}

// put writes what an act on brackets changed, as new wordings whose glyphs have
// their numbers. Passages left without words are taken out.
func (d *desk) put(b *bracketed, x *drawn, cause string) error {
	d.restored = true
	glyphs := glyphsOf(x.tree, x.numbers)
	for _, i := range x.Changed {
		p := b.passages[i]
		if slices.Contains(x.Emptied, i) {
			d.remove(p)
			continue
		}
		before := *p
		w := words{Paragraph: trimmed(x.Flow.Paragraphs[i]), beside: Attribution{Held: x.Flow.Held[i]}}
		if err := canStand(w.Text, p.Paragraph); err != nil {
			return err
		}
		if hashOf(w.Paragraph) == p.Hash { // the words stay theirs
			w.beside.Author, w.beside.Amendment = b.beside[i].Author, b.beside[i].Amendment
		}
		d.write(p, w, cause)
		p.Glyphs = glyphs[i]
		d.touch(&before, p)
	}
	for _, ref := range x.Anchors {
		d.unsure = append(d.unsure, Finding{
			Code: FootnoteLoose, Place: d.document, Message: "the footnote " + ref + " was anchored in words that are gone; take it out, or anchor it anew",
		})
	}
	return nil
}

// canStand refuses a wording that an act would make too long, and one in which signs
// that a glyph kept apart would become one letter.
func canStand(words, paragraph string) error {
	if len(words) > MaxParagraphBytes {
		return tooLong(paragraph, len(words))
	}
	n, err := text.Normalize(words)
	if err != nil {
		return invalidText(paragraph, err)
	}
	if n != words {
		e := refuse(bracket.Breaks, paragraph, "signs that the bracket keeps apart would become one letter")
		e.Remedy = "Edit the paragraph instead."
		return e
	}
	return nil
}

// mayChange refuses an act that would change the words of an agreed paragraph.
func (b *bracketed) mayChange(c *bracket.Change) error {
	for _, i := range c.Changed {
		if c.Flow.Paragraphs[i].Text == b.tree.Flow.Paragraphs[i].Text {
			continue
		}
		if err := notAgreed(b.passages[i]); err != nil {
			return err
		}
	}
	return nil
}

// heard checks that a meeting, where one is named, is one of the process.
func (d *desk) heard(meeting string) error {
	if meeting == "" {
		return nil
	}
	if err := CheckName(KindMeeting, "meeting", meeting); err != nil {
		return err
	}
	if ProcessOf(meeting) != d.process {
		return notFound(meeting)
	}
	_, err := get[*Meeting](d.state, meeting)
	return err
}

// refusedAct turns the refusal of an act on brackets into the error of a decision.
// It speaks of brackets by the numbers given, where they have one.
func refusedAct(err error, subject, sign string, numbers []int) error {
	var r *bracket.Refusal
	if !errors.As(err, &r) {
		return err
	}
	e := refuse(r.Reason, subject, calling(r.Message, sign, numbers))
	e.Remedy = strings.ToUpper(r.Remedy[:1]) + r.Remedy[1:] + "."
	return e
}

// calling replaces "bracket 3", the third of the text, by "bracket w12" or the like.
func calling(message, sign string, numbers []int) string {
	const word = "bracket "
	head, rest, ok := strings.Cut(message, word)
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	if !ok || digits == 0 {
		return message
	}
	n, err := strconv.Atoi(rest[:digits])
	if err != nil || n < 1 || n > len(numbers) || numbers[n-1] == 0 {
		return head + "a bracket" + rest[digits:]
	}
	return head + word + sign + strconv.Itoa(numbers[n-1]) + rest[digits:]
}
