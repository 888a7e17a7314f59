package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// bracketRef is how people call a bracket.
func bracketRef(b *travauxv1.Bracket) string {
	if b.GetNumber() > 0 {
		return strconv.Itoa(int(b.GetNumber()))
	}
	return lastSegment(b.GetName())
}

// holdersOf gives those who hold a bracket, in words.
func holdersOf(all []*travauxv1.BracketHolder) string {
	return joined(all, func(h *travauxv1.BracketHolder) string {
		out := joined(h.Actors, lastSegment)
		if h.Stance != "" {
			out += ": " + h.Stance
		}
		return out
	})
}

func bracketView() view[*travauxv1.Bracket] {
	return view[*travauxv1.Bracket]{
		{"BRACKET", func(m *travauxv1.Bracket) string { return bracketRef(m) }},
		{"PARAGRAPH", func(m *travauxv1.Bracket) string { return orWord(m.Label, lastSegment(m.Paragraph)) }},
		{"DEPTH", func(m *travauxv1.Bracket) string {
			if m.Depth == 0 {
				return ""
			}
			return strconv.Itoa(int(m.Depth))
		}},
		{"STATE", func(m *travauxv1.Bracket) string { return enumWord(m.State) }},
		{"KIND", func(m *travauxv1.Bracket) string { return enumWord(m.Kind) }},
		{"OPTION", func(m *travauxv1.Bracket) string {
			if m.Candidate != "" && !m.CandidateConfirmed {
				return m.Candidate + "?"
			}
			return m.Candidate
		}},
		{"HOLDERS", func(m *travauxv1.Bracket) string { return holdersOf(m.Holders) }},
		{"SINCE", func(m *travauxv1.Bracket) string { return orWord(lastSegment(m.FirstDraft), "not shown yet") }},
		{"WORDS", func(m *travauxv1.Bracket) string { return oneLine(m.Words) }},
	}
}

// bracketWholeView shows all of a bracket; around is what it stands in, a line for
// each paragraph, empty where that is not known, and called is how people call the
// other brackets that it names.
func bracketWholeView(around string, called map[string]string) view[*travauxv1.Bracket] {
	return append(bracketView(), view[*travauxv1.Bracket]{
		{"STANDS IN", func(*travauxv1.Bracket) string { return around }},
		{"OPTIONS", func(m *travauxv1.Bracket) string {
			return joined(m.Options, func(o *travauxv1.BracketOption) string { return o.Id + " " + oneLine(o.Text) })
		}},
		{"LIFTS IF", func(m *travauxv1.Bracket) string {
			return joined(m.LiftsIf, func(name string) string { return called[name] })
		}},
		{"PACKAGE", func(m *travauxv1.Bracket) string { return m.Package }},
		{"OWNER", func(m *travauxv1.Bracket) string { return m.Owner }},
		{"DUE", func(m *travauxv1.Bracket) string { return showTime(m.DueTime) }},
		{"BRIDGE", func(m *travauxv1.Bracket) string { return oneLine(m.Bridge) }},
		{"CAN CONSIDER", func(m *travauxv1.Bracket) string { return joined(m.CanConsider, lastSegment) }},
		{"DOUBT", func(m *travauxv1.Bracket) string { return m.Doubt }},
		{"NOTES", func(m *travauxv1.Bracket) string { return oneLine(m.Notes) }},
		{"INTO", func(m *travauxv1.Bracket) string { return called[m.Into] }},
		{"HISTORY", func(m *travauxv1.Bracket) string {
			acts := make([]string, len(m.History))
			for i, a := range m.History {
				acts[i] = bracketActLine(a)
			}
			return strings.Join(acts, ";\n")
		}},
	}...)
}

// bracketActLine tells one act in the history of a bracket: what, when, who, by whose
// word and why.
func bracketActLine(a *travauxv1.BracketAct) string {
	out := a.Change + " " + showTime(a.Time)
	if a.Actor != "" {
		out += " " + lastSegment(a.Actor)
	}
	if a.Noted {
		out += ", noted by the team"
	}
	if a.Meeting != "" {
		out += ", meeting " + lastSegment(a.Meeting)
	}
	if a.Reason != "" {
		out += ": " + oneLine(a.Reason)
	}
	return out
}

// printBracket prints one bracket, with the label of its paragraph and what the others
// that it names are called.
func (s *session) printBracket(ctx context.Context, b *travauxv1.Bracket, around string) error {
	if err := s.label(ctx, b); err != nil {
		return err
	}
	called := map[string]string{}
	for _, name := range append(slices.Clone(b.LiftsIf), b.Into) {
		if name == "" {
			continue
		}
		other, err := s.brackets().GetBracket(ctx, &travauxv1.GetBracketRequest{Name: name})
		if err != nil {
			return err
		}
		called[name] = bracketRef(other)
	}
	return printOne(s, bracketWholeView(around, called), b)
}

// label gives the brackets the labels of their paragraphs where the server names none,
// as it does for those that stand in no text any more.
func (s *session) label(ctx context.Context, all ...*travauxv1.Bracket) error {
	var labels map[string]string
	for _, b := range all {
		if b.Label != "" || b.Depth > 0 || b.Paragraph == "" {
			continue
		}
		if labels == nil {
			document, _ := prefixSegments(b.Paragraph, 4)
			var err error
			if labels, err = s.labels(ctx, document); err != nil {
				return err
			}
		}
		b.Label = labels[b.Paragraph]
	}
	return nil
}

// labels gives the labels of a document's paragraphs by their names: to the team as
// they stand in its text, to others as last published.
func (s *session) labels(ctx context.Context, document string) (map[string]string, error) {
	labels := map[string]string{}
	passages, err := s.listPassages(ctx, document, true)
	if err == nil {
		for _, p := range passages {
			labels[p.Paragraph] = p.Label
		}
		return labels, nil
	}
	if c := status.Code(err); c != codes.NotFound && c != codes.PermissionDenied {
		return nil, err
	}
	paragraphs, err := s.listParagraphs(ctx, document, true)
	for _, p := range paragraphs {
		labels[p.Name] = p.Label
	}
	return labels, err
}

// around gives the words of the paragraph where an open bracket stands, with all its
// brackets, and below it of the one where it closes, if that is another.
func (s *session) around(ctx context.Context, b *travauxv1.Bracket) (string, error) {
	if b.State != travauxv1.BracketState_BRACKET_STATE_OPEN {
		return "", nil
	}
	words := map[string]string{}
	if strings.HasPrefix(lastSegment(b.Name), "w") {
		document, _ := prefixSegments(b.Name, 4)
		for _, paragraph := range []string{b.Paragraph, b.EndParagraph} {
			if paragraph == "" {
				continue
			}
			p, err := s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + lastSegment(paragraph)})
			if err != nil {
				return "", err
			}
			words[paragraph] = oneLine(p.Label + " " + typedText(p.Text, p.Attributions))
		}
	} else {
		pages, err := s.draftText(ctx, b.LastDraft, travauxv1.TextForm_TEXT_FORM_TYPED)
		if err != nil {
			return "", err
		}
		for _, p := range pages.whole.Paragraphs {
			words[p.Paragraph] = oneLine(p.Label + " " + p.GetText().GetContent())
		}
	}
	if b.EndParagraph != "" && b.EndParagraph != b.Paragraph {
		return words[b.Paragraph] + "\n" + words[b.EndParagraph], nil
	}
	return words[b.Paragraph], nil
}

// answered prints what an act on a bracket did, or with --dry-run would do.
func (w *writing) answered(ctx context.Context, s *session, a *travauxv1.BracketAnswer, err error) error {
	if err != nil {
		return err
	}
	is, are, reads, out := "is", "are", "now reads", "is taken out"
	if w.dryRun {
		s.say("Checked only; nothing was written.")
		is, are, reads, out = "would be", "would be", "would read", "would be taken out"
	}
	s.say("Bracket %s %s %s; %d %s left in the working text.", bracketRef(a.Bracket), is, strings.ReplaceAll(enumWord(a.Bracket.State), "-", " "), a.BracketsLeft, are)
	for _, p := range a.Passages {
		if p.Paragraph == a.Bracket.Paragraph && a.Bracket.Label == "" {
			a.Bracket.Label = p.Label // the team's record has no place in a text
		}
		if p.Deleted {
			s.say("%s %s.", orWord(p.Label, lastSegment(p.Paragraph)), out)
			continue
		}
		s.say("%s %s: %s", orWord(p.Label, lastSegment(p.Paragraph)), reads, oneLine(typedText(p.Text, p.Attributions)))
	}
	return s.printBracket(ctx, a.Bracket, "")
}
