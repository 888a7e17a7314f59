package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// Limits of what a command may carry.
const (
	MaxParagraphBytes = 64 << 10 // one wording
	MaxLineBytes      = 1 << 10  // a title, label, name, place
	MaxNoteBytes      = 16 << 10 // a rationale, reason or mandate
	MaxParagraphs     = 5000     // of one draft
	MaxListed         = 500      // entries of a list field
)

// line is a field of one line: title, name, label.
func line(field, value string) error { return prose(field, value, MaxLineBytes, true) }

// note is a field of free prose: rationale, mandate, reason.
func note(field, value string) error { return prose(field, value, MaxNoteBytes, false) }

func prose(field, value string, limit int, oneLine bool) error {
	if len(value) > limit {
		return badField(field, fmt.Sprintf("is longer than %d bytes", limit), fmt.Sprintf("Shorten it to %d bytes of UTF-8.", limit))
	}
	if _, err := text.Normalize(value); err != nil {
		return invalidText(field, err)
	}
	if oneLine && strings.ContainsAny(value, "\n\r") {
		return badField(field, "has more than one line", "Write it on one line.")
	}
	return nil
}

// required is a line that may not be empty.
func required(field, value string) error {
	if strings.TrimSpace(value) == "" {
		return lacking(field, "")
	}
	return line(field, value)
}

// invalidText keeps the reason of package text as the cause, without its text.
func invalidText(field string, err error) error {
	e := refuse(InvalidText, field, "not a text that can be negotiated on")
	if t, ok := err.(*text.Error); ok {
		e.Message, e.Remedy = t.Message, t.Remedy
		e.Facts = map[string]string{"text_reason": t.Reason, "offset": fmt.Sprint(t.Offset)}
	}
	e.Cause = err
	return e
}

// oneOf checks a value against those that a field can have.
func oneOf[T ~string](field string, value T, allowed ...T) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	return badField(field, "is none of "+strings.Join(names, ", "), "Give one of "+strings.Join(names, ", ")+".")
}

// span checks that a stretch of time does not end before it begins.
func span(field string, s Span) error {
	if !s.Until.IsZero() && !s.From.Before(s.Until) {
		return badField(field, "ends before it begins", "Give an end after the beginning, or none.")
	}
	return nil
}

// listed checks the length of a list.
func listed[T any](field string, values []T) error {
	if len(values) > MaxListed {
		return badField(field, fmt.Sprintf("has more than %d entries", MaxListed), fmt.Sprintf("Give %d entries at most.", MaxListed))
	}
	return nil
}

// all gives the first error.
func all(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

var paragraphKinds = []text.Kind{
	text.Title, text.Heading, text.Formula, text.Preambular, text.Operative,
	text.Item, text.Tail, text.Footnote, text.AnnexHeading, text.Plain,
}

// wording brings words that somebody wrote into normal form and refuses what
// cannot be negotiated on.
func wording(field string, p text.Paragraph) (text.Paragraph, error) {
	if p.Kind == "" {
		p.Kind = text.Plain
	}
	if err := oneOf(field+".kind", p.Kind, paragraphKinds...); err != nil {
		return p, err
	}
	if p.Depth < 0 || p.Depth > maxDepth {
		return p, badField(field+".depth", fmt.Sprintf("is not from 0 to %d", maxDepth), fmt.Sprintf("Give a depth from 0 to %d.", maxDepth))
	}
	if err := all(line(field+".label", p.Label), listed(field+".marks", p.Marks)); err != nil {
		return p, err
	}
	if len(p.Text) > MaxParagraphBytes {
		return p, tooLong(field, len(p.Text))
	}
	if err := marksFit(field, p); err != nil {
		return p, err
	}
	p.Label = strings.TrimSpace(p.Label)
	n, err := text.NormalizeParagraph(p)
	if err != nil {
		return p, invalidText(field, err)
	}
	n = trimmed(n)
	if n.Text == "" {
		return p, refuse(TextEmpty, field, "the field "+field+" has no words")
	}
	if len(n.Text) > MaxParagraphBytes {
		return p, tooLong(field, len(n.Text))
	}
	return n, nil
}

// maxDepth is the deepest list: (a), (i), and three more.
const maxDepth = 8

func tooLong(field string, n int) error {
	return refuse(TextTooLong, field, fmt.Sprintf("the text has %d bytes; a paragraph may have %d", n, MaxParagraphBytes))
}

// marksFit checks that marks lie on whole characters of the text.
func marksFit(field string, p text.Paragraph) error {
	on := func(i int) bool { return i == len(p.Text) || i >= 0 && i < len(p.Text) && utf8.RuneStart(p.Text[i]) }
	for i, k := range p.Marks {
		if !on(k.Start) || !on(k.End) || k.End < k.Start || (k.Start == k.End) != (k.Kind == text.NoteAnchor) {
			return badField(fmt.Sprintf("%s.marks[%d]", field, i), "does not cover whole characters of the text",
				"Give a start and an end within the text; only an anchor of a note has both at one place.")
		}
		if err := oneOf(field+".marks", k.Kind, text.Italic, text.Bold, text.Underline,
			text.Superscript, text.Subscript, text.Link, text.NoteAnchor); err != nil {
			return err
		}
		if err := line(field+".marks", k.Ref); err != nil {
			return err
		}
	}
	return nil
}

// trimmed takes white space off both ends and moves the marks along.
func trimmed(p text.Paragraph) text.Paragraph {
	start := len(p.Text) - len(strings.TrimLeft(p.Text, " \t\n"))
	return cutOut(p, start, len(strings.TrimRight(p.Text, " \t\n")))
}

// cutOut gives the part [start, end) of a paragraph with the marks that lie in it.
func cutOut(p text.Paragraph, start, end int) text.Paragraph {
	end = max(start, end)
	whole := p.Marks
	p.Text = p.Text[start:end]
	p.Marks = nil
	for _, k := range whole {
		anchor := k.Start == k.End
		k.Start, k.End = max(k.Start, start)-start, min(k.End, end)-start
		if k.Start < k.End || anchor && k.Start == k.End {
			p.Marks = append(p.Marks, k)
		}
	}
	return p
}

// hashOf is the hash of a wording, words and marks.
func hashOf(p text.Paragraph) string { return text.Hash(p.Text, p.Marks) }

// spoken is free prose that may not be empty.
func spoken(field, value string) error {
	if strings.TrimSpace(value) == "" {
		return lacking(field, "")
	}
	return note(field, value)
}
