package main

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func paragraphView() view[*travauxv1.Paragraph] {
	return view[*travauxv1.Paragraph]{
		{"LABEL", func(m *travauxv1.Paragraph) string { return m.Label }},
		{"KIND", func(m *travauxv1.Paragraph) string { return enumWord(m.Kind) }},
		{"REV", func(m *travauxv1.Paragraph) string { return strconv.Itoa(int(m.Revision)) }},
		{"ID", func(m *travauxv1.Paragraph) string { return lastSegment(m.Name) }},
		{"OUT", func(m *travauxv1.Paragraph) string { return yes(m.Deleted) }},
		{"TEXT", func(m *travauxv1.Paragraph) string { return typedText(m.Text, m.Attributions) }},
	}
}

func passageView() view[*travauxv1.Passage] {
	return view[*travauxv1.Passage]{
		{"LABEL", func(m *travauxv1.Passage) string { return m.Label }},
		{"KIND", func(m *travauxv1.Passage) string { return enumWord(m.Kind) }},
		{"REV", func(m *travauxv1.Passage) string { return strconv.Itoa(int(m.Revision)) }},
		{"ID", func(m *travauxv1.Passage) string { return lastSegment(m.Name) }},
		{"OUT", func(m *travauxv1.Passage) string { return yes(m.Deleted) }},
		{"TEXT", func(m *travauxv1.Passage) string { return typedText(m.Text, m.Attributions) }},
	}
}

func revisionView() view[*travauxv1.Revision] {
	return view[*travauxv1.Revision]{
		{"REV", func(m *travauxv1.Revision) string { return strconv.Itoa(int(m.Number)) }},
		{"TIME", func(m *travauxv1.Revision) string { return showTime(m.CreateTime) }},
		{"CAUSE", func(m *travauxv1.Revision) string { return m.Cause }},
		{"AUTHOR", func(m *travauxv1.Revision) string { return lastSegment(m.Author) }},
		{"TEXT", func(m *travauxv1.Revision) string { return typedText(m.Text, m.Attributions) }},
	}
}

func actView() view[*travauxv1.Act] {
	return view[*travauxv1.Act]{
		{"ACT", func(m *travauxv1.Act) string { return strconv.Itoa(int(m.Number)) }},
		{"TYPE", func(m *travauxv1.Act) string { return m.Type }},
		{"PARAGRAPHS", func(m *travauxv1.Act) string { return joined(m.Paragraphs, lastSegment) }},
		{"UNDONE", func(m *travauxv1.Act) string { return yes(m.Undone) }},
		{"REASON", func(m *travauxv1.Act) string { return m.Reason }},
	}
}

func workingView() view[*travauxv1.WorkingText] {
	return view[*travauxv1.WorkingText]{
		{"DOCUMENT", func(m *travauxv1.WorkingText) string { return shortName(m.Document) }},
		{"LAST ACT", func(m *travauxv1.WorkingText) string { return strconv.Itoa(int(m.LastAct)) }},
		{"BASE DRAFT", func(m *travauxv1.WorkingText) string { return lastSegment(m.BaseDraft) }},
	}
}

func draftView() view[*travauxv1.Draft] {
	return view[*travauxv1.Draft]{
		{"NO.", func(m *travauxv1.Draft) string { return numberOf(m.Number) }},
		{"DRAFT", func(m *travauxv1.Draft) string { return lastSegment(m.Name) }},
		{"TITLE", func(m *travauxv1.Draft) string { return m.Title }},
		{"KIND", func(m *travauxv1.Draft) string { return enumWord(m.Kind) }},
		{"STATE", func(m *travauxv1.Draft) string { return enumWord(m.State) }},
		{"PARAGRAPHS", func(m *travauxv1.Draft) string { return strconv.Itoa(int(m.ParagraphCount)) }},
		{"PUBLISHED", func(m *travauxv1.Draft) string { return showTime(m.PublishTime) }},
		{"SEAL", func(m *travauxv1.Draft) string { return shortHash(m.Seal) }},
	}
}

// amendmentState is the state, and whether it came late.
func amendmentState(m *travauxv1.Amendment) string {
	s := enumWord(m.State)
	if m.Late {
		s += ", late"
	}
	return s
}

// sponsors lists who stands behind an amendment, the proponent first.
func sponsors(m *travauxv1.Amendment) string {
	return joined(m.GetSponsorship().GetSponsors(), func(s *travauxv1.Sponsor) string {
		word := lastSegment(s.Actor)
		if s.OnBehalf != "" {
			word += " for " + lastSegment(s.OnBehalf)
		}
		return word
	})
}

// lastRebase is the outcome of the newest rebase, and the answer to it.
func lastRebase(m *travauxv1.Amendment) string {
	rebases := m.GetHandling().GetRebases()
	if len(rebases) == 0 {
		return ""
	}
	r := rebases[len(rebases)-1]
	word := enumWord(r.Outcome)
	if r.Answer != 0 {
		word += ", " + enumWord(r.Answer)
	}
	return word
}

// lastDisposition is the newest disposition, with the draft that it is for.
func lastDisposition(m *travauxv1.Amendment) string {
	all := m.GetHandling().GetDispositions()
	if len(all) == 0 {
		return ""
	}
	return dispositionWord(all[len(all)-1])
}

// typedText puts the attributions back where they were typed.
func typedText(t *travauxv1.Text, held []*travauxv1.Attribution) string {
	if len(held) == 0 {
		return t.GetContent()
	}
	runes := []rune(t.GetContent())
	var b strings.Builder
	done := 0
	for _, a := range held {
		at := min(max(int(a.Offset), done), len(runes))
		b.WriteString(string(runes[done:at]))
		b.WriteString(a.Source)
		done = at
	}
	b.WriteString(string(runes[done:]))
	return b.String()
}

// shortHash is what tables show of a hash.
func shortHash(h string) string { return h[:min(len(h), 12)] }
