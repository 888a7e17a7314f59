package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// labelled are the paragraphs of a document by name, deleted ones too, so that
// tables point at them as people do. One that is missing is told by its id.
type labelled map[string]*travauxv1.Paragraph

// labelled reads the paragraphs of a document where the answer is for people;
// programs get the whole names. What cannot be read is told by id: it must not
// make a failure of an act that is done.
func (s *session) labelled(ctx context.Context, document string) labelled {
	if f, err := s.format("table", "json", "jsonl", "yaml", "csv"); err != nil || f != "table" && f != "csv" {
		return nil
	}
	all, err := s.listParagraphs(ctx, document, true)
	if err != nil {
		return nil
	}
	out := labelled{}
	for _, p := range all {
		out[p.Name] = p
	}
	return out
}

// label is the paragraph's label, else its first words, else its id.
func (l labelled) label(name string) string {
	p := l[name]
	switch {
	case p.GetLabel() != "":
		return p.Label
	case p.GetText().GetContent() != "":
		return firstWords(p.GetText().GetContent(), 3)
	}
	return lastSegment(name)
}

// whole is the label with the first words beside it.
func (l labelled) whole(name string) string {
	p := l[name]
	words := p.GetText().GetContent()
	if words == "" {
		return l.label(name)
	}
	return strings.TrimSpace(p.GetLabel() + " " + firstWords(words, 6))
}

// place is where an amendment stands: the paragraph, or for an insertion what it
// follows.
func (l labelled) place(m *travauxv1.Amendment, show func(name string) string) string {
	switch {
	case m.Kind != travauxv1.AmendmentKind_AMENDMENT_KIND_INSERT:
		return show(m.Paragraph)
	case m.Paragraph == "":
		return firstPlace
	}
	return "after " + show(m.Paragraph)
}

// firstWords quotes the first n words of a text; text without spaces is clipped.
func firstWords(s string, n int) string {
	words := strings.Fields(s)
	if len(words) > n {
		words = append(words[:n], "…")
	}
	return "“" + clip(strings.Join(words, " "), 12*n) + "”"
}

// printAmendment prints one amendment with all that is known of it.
func (s *session) printAmendment(ctx context.Context, m *travauxv1.Amendment) error {
	return printOne(s, amendmentCard(s.labelled(ctx, m.Document)), m)
}

// amendmentView is the table of amendments.
func amendmentView(at labelled) view[*travauxv1.Amendment] {
	return view[*travauxv1.Amendment]{
		{"NO.", func(m *travauxv1.Amendment) string { return numberOf(m.Number) }},
		{"ID", func(m *travauxv1.Amendment) string { return lastSegment(m.Name) }},
		{"KIND", func(m *travauxv1.Amendment) string { return enumWord(m.Kind) }},
		{"PARAGRAPH", func(m *travauxv1.Amendment) string { return at.place(m, at.label) }},
		{"STATE", amendmentState},
		{"SPONSORS", sponsors},
		{"REBASE", lastRebase},
		{"DISPOSITION", lastDisposition},
		{"SUBMITTED", func(m *travauxv1.Amendment) string { return showTime(m.SubmitTime) }},
		{"TEXT", func(m *travauxv1.Amendment) string { return orWord(m.Text, m.Rationale) }},
	}
}

// amendmentCard shows one amendment by itself, with its reasons and its history.
func amendmentCard(at labelled) view[*travauxv1.Amendment] {
	return view[*travauxv1.Amendment]{
		{"NO.", func(m *travauxv1.Amendment) string { return numberOf(m.Number) }},
		{"ID", func(m *travauxv1.Amendment) string { return lastSegment(m.Name) }},
		{"KIND", func(m *travauxv1.Amendment) string { return enumWord(m.Kind) }},
		{"PARAGRAPH", func(m *travauxv1.Amendment) string { return at.place(m, at.whole) }},
		{"LABEL", func(m *travauxv1.Amendment) string { return m.Label }},
		{"TEXT", func(m *travauxv1.Amendment) string { return m.Text }},
		{"RATIONALE", func(m *travauxv1.Amendment) string { return m.Rationale }},
		{"CITES", func(m *travauxv1.Amendment) string { return strings.Join(m.Cites, "; ") }},
		{"EDITORIAL", func(m *travauxv1.Amendment) string { return yes(m.Editorial) }},
		{"STATE", amendmentState},
		{"SUBMITTED", func(m *travauxv1.Amendment) string { return showTime(m.SubmitTime) }},
		{"ROUND", func(m *travauxv1.Amendment) string { return lastSegment(m.Round) }},
		{"CIRCULATION", circulation},
		{"SPONSORS", sponsors},
		{"BASE", func(m *travauxv1.Amendment) string { return baseOf(m) }},
		{"SUPERSEDES", func(m *travauxv1.Amendment) string {
			return lastSegment(orWord(m.Supersedes, m.GetHandling().GetSupersedes()))
		}},
		{"IN FAVOUR OF", func(m *travauxv1.Amendment) string { return lastSegment(m.GetHandling().GetInFavourOf()) }},
		{"REBASES", func(m *travauxv1.Amendment) string { return rebases(m, at) }},
		{"DISPOSITIONS", dispositions},
	}
}

// numberOf writes a number that is given late; nothing before.
func numberOf(n int32) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

// baseOf tells the wording that an amendment was made on.
func baseOf(m *travauxv1.Amendment) string {
	if m.BaseRevision == 0 {
		return lastSegment(m.Draft)
	}
	return strings.TrimSpace(fmt.Sprintf("%s revision %d", lastSegment(m.Draft), m.BaseRevision))
}

// circulation is how far the proponent wants it shown, and whether it has been;
// nothing where the caller may not see that.
func circulation(m *travauxv1.Amendment) string {
	word := enumWord(m.GetSponsorship().GetCirculation())
	if word != "" && !staysWithTeam(m) && m.Number == 0 {
		return word + ", not yet shown"
	}
	return word
}

// staysWithTeam tells whether the proponent wants it shown to the team alone.
func staysWithTeam(m *travauxv1.Amendment) bool {
	c := m.GetSponsorship().GetCirculation()
	return m.Number == 0 && c <= travauxv1.Circulation_CIRCULATION_NOT
}

// rebases lists what each draft did to an amendment, one in a line: the outcome,
// the wording that came out or was answered, and the answer.
func rebases(m *travauxv1.Amendment, at labelled) string {
	var lines []string
	for _, r := range m.GetHandling().GetRebases() {
		line := lastSegment(r.Draft) + ": " + enumWord(r.Outcome)
		if len(r.Candidates) > 0 {
			line += ", it may go to " + joined(r.Candidates, at.whole)
		}
		if r.Answer != 0 {
			line += ", " + enumWord(r.Answer)
		}
		if r.Text != "" {
			line += ": " + r.Text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// dispositions lists what became of an amendment in each draft, with the reason.
func dispositions(m *travauxv1.Amendment) string {
	var lines []string
	for _, d := range m.GetHandling().GetDispositions() {
		line := dispositionWord(d)
		if d.Reason != "" {
			line += ": " + d.Reason
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// dispositionWord is a disposition with the draft that it is for.
func dispositionWord(d *travauxv1.Disposition) string {
	if d.Draft == "" {
		return enumWord(d.Kind)
	}
	return enumWord(d.Kind) + " (" + lastSegment(d.Draft) + ")"
}
