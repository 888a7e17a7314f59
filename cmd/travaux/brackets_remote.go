package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (s *session) brackets() travauxv1.BracketServiceClient {
	return travauxv1.NewBracketServiceClient(s.conn)
}

// newBracket makes "travaux bracket".
func (r *remote) newBracket() *cobra.Command {
	noun := r.noun("bracket", "Brackets on the server: text that is not agreed, and who holds it")
	noun.AddCommand(r.bracketList(), r.bracketGet(), r.bracketOpen(), r.bracketSettle(), r.bracketReshape(), r.bracketAttribute(),
		r.bracketLeave(), r.bracketUpdate(), r.bracketSlot(), r.bracketConfirm(), r.bracketText(), r.bracketOptions())
	return noun
}

func (r *remote) bracketList() *cobra.Command {
	req := &travauxv1.ListBracketsRequest{}
	var state, holder, paragraph string
	cmd := r.command("list [DOCUMENT]", "List the brackets of a draft or of the working text", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		req.Parent = document
		if req.Draft != "" {
			req.Draft = draftName(document, req.Draft)
		}
		if state != "" {
			if req.State, err = parseEnum[travauxv1.BracketState](state); err != nil {
				return usageProblem(fmt.Sprintf("%q is no state of a bracket", state), err.Error(), "use one of those words")
			}
		}
		req.Holder = actorName(holder)
		if paragraph != "" {
			place, err := s.working(ctx, document, paragraph)
			if err != nil {
				if place, err = s.published(ctx, document, paragraph); err != nil {
					return err
				}
			}
			req.Paragraph = place.Name
		}
		all, closings, err := s.listBrackets(ctx, req)
		if err != nil {
			return err
		}
		if len(closings) > 0 {
			s.say("Of the draft before: %s.", closed(closings))
		}
		return printAll(s, bracketView(), all)
	})
	cmd.Long = `List the brackets of a draft, in the order of the text: to the team those of the
working text where no draft is named, to others those of the newest draft. Who
holds them is told to the team, and in attributed editions to those who see them.`
	cmd.Flags().StringVar(&req.Draft, "draft", "", "the draft (default: to the team the working text, else the newest)")
	cmd.Flags().StringVar(&state, "state", "", "for the team: brackets that are lifted, not-retained, merged or superseded")
	cmd.Flags().StringVar(&holder, "holder", "", "only those that the actor holds")
	cmd.Flags().StringVar(&paragraph, "paragraph", "", "only those that open in the paragraph")
	r.completeFlag(cmd, "holder", completeActors)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func (s *session) listBrackets(ctx context.Context, req *travauxv1.ListBracketsRequest) (all []*travauxv1.Bracket, closings []*travauxv1.BracketClosing, err error) {
	all, err = pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Bracket, string, error) {
		req.PageToken = token
		r, err := s.brackets().ListBrackets(ctx, req)
		closings = append(closings, r.GetClosings()...)
		return r.GetBrackets(), r.GetNextPageToken(), err
	})
	return all, closings, err
}

// closed counts how brackets ended, in words.
func closed(all []*travauxv1.BracketClosing) string {
	counts := map[travauxv1.BracketState]int{}
	for _, c := range all {
		counts[c.State]++
	}
	var out []string
	for _, state := range []travauxv1.BracketState{travauxv1.BracketState_BRACKET_STATE_LIFTED, travauxv1.BracketState_BRACKET_STATE_NOT_RETAINED,
		travauxv1.BracketState_BRACKET_STATE_MERGED, travauxv1.BracketState_BRACKET_STATE_SUPERSEDED} {
		if counts[state] > 0 {
			out = append(out, fmt.Sprintf("%d %s", counts[state], strings.ReplaceAll(enumWord(state), "-", " ")))
		}
	}
	return strings.Join(out, ", ")
}

func (r *remote) bracketGet() *cobra.Command {
	cmd := r.command("get [DOCUMENT] BRACKET", "Show a bracket", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		name, err := s.bracketArg(ctx, args)
		if err != nil {
			return err
		}
		b, err := s.brackets().GetBracket(ctx, &travauxv1.GetBracketRequest{Name: name})
		if err != nil {
			return err
		}
		return printOne(s, bracketWholeView(), b)
	})
	cmd.Long = "Show a bracket: 21 is its published number, w7 the team's own."
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets)
	return cmd
}

// bracketArg gives the bracket of the arguments [DOCUMENT] BRACKET.
func (s *session) bracketArg(ctx context.Context, args []string) (string, error) {
	document, rest, err := s.documentArgs(ctx, args, 1)
	if err != nil {
		return "", err
	}
	return bracketName(document, rest[0]), nil
}

// bracketName takes the number of a bracket, the team's own as w7, or a whole name.
func bracketName(document, ref string) string {
	if strings.HasPrefix(ref, "processes/") {
		return ref
	}
	return document + "/brackets/" + ref
}

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

func bracketWholeView() view[*travauxv1.Bracket] {
	refs := func(all []string) string { return joined(all, lastSegment) }
	return append(bracketView(), view[*travauxv1.Bracket]{
		{"OPTIONS", func(m *travauxv1.Bracket) string {
			return joined(m.Options, func(o *travauxv1.BracketOption) string { return o.Id + " " + oneLine(o.Text) })
		}},
		{"LIFTS IF", func(m *travauxv1.Bracket) string { return refs(m.LiftsIf) }},
		{"PACKAGE", func(m *travauxv1.Bracket) string { return m.Package }},
		{"OWNER", func(m *travauxv1.Bracket) string { return m.Owner }},
		{"DUE", func(m *travauxv1.Bracket) string { return showTime(m.DueTime) }},
		{"BRIDGE", func(m *travauxv1.Bracket) string { return oneLine(m.Bridge) }},
		{"CAN CONSIDER", func(m *travauxv1.Bracket) string { return refs(m.CanConsider) }},
		{"DOUBT", func(m *travauxv1.Bracket) string { return m.Doubt }},
		{"NOTES", func(m *travauxv1.Bracket) string { return oneLine(m.Notes) }},
		{"INTO", func(m *travauxv1.Bracket) string { return orWord(lastSegment(m.Into), "") }},
		{"HISTORY", func(m *travauxv1.Bracket) string {
			return joined(m.History, func(a *travauxv1.BracketAct) string {
				out := a.Change + " " + showTime(a.Time)
				if a.Actor != "" {
					out += " " + lastSegment(a.Actor)
				}
				return out
			})
		}},
	}...)
}

// stretch are the flags that point at words of a paragraph.
type stretch struct {
	words      string
	nth        int
	start, end int32
}

func (f *stretch) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.words, "words", "", "the words, as they stand in the paragraph")
	cmd.Flags().IntVar(&f.nth, "nth", 0, "which of them, from 1, where they stand there more than once")
	cmd.Flags().Int32Var(&f.start, "start", -1, "instead of --words: the first character, from 0")
	cmd.Flags().Int32Var(&f.end, "end", -1, "and the character after the last one")
	cmd.MarkFlagsMutuallyExclusive("words", "start")
	cmd.MarkFlagsRequiredTogether("start", "end")
	cmd.MarkFlagsOneRequired("words", "start")
}

// in gives where the words stand in a text, in code points.
func (f *stretch) in(text string) (start, end int32, err error) {
	if f.words == "" {
		return f.start, f.end, nil
	}
	var at []int
	for from := 0; ; {
		i := strings.Index(text[from:], f.words)
		if i < 0 {
			break
		}
		at = append(at, from+i)
		from += i + len(f.words)
	}
	switch {
	case len(at) == 0:
		return 0, 0, missing(fmt.Sprintf("%q does not stand in the paragraph", clip(f.words, 60)), "the words, signs and spaces have to be the same, names left out",
			"see the paragraph, or point with --start and --end")
	case len(at) > 1 && f.nth == 0:
		return 0, 0, usageProblem(fmt.Sprintf("%q stands %d times in the paragraph", clip(f.words, 60), len(at)), "it is not said which is meant", "say which: --nth 2")
	case f.nth > len(at) || f.nth < 0:
		return 0, 0, usageProblem(fmt.Sprintf("there is no number %d", f.nth), fmt.Sprintf("the words stand %d times in the paragraph", len(at)), "count from 1")
	}
	from := at[max(f.nth, 1)-1]
	start = int32(utf8.RuneCountInString(text[:from]))
	return start, start + int32(utf8.RuneCountInString(f.words)), nil
}

// passage reads a paragraph of the working text that a person means.
func (s *session) passage(ctx context.Context, document, ref string) (*travauxv1.Passage, error) {
	place, err := s.working(ctx, document, ref)
	if err != nil {
		return nil, err
	}
	return s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + place.ID()})
}

// answered prints what an act on a bracket did.
func (w *writing) answered(s *session, a *travauxv1.BracketAnswer, err error) error {
	if err != nil {
		return err
	}
	w.told(s, "Bracket %s is %s; %d are left in the working text.", bracketRef(a.Bracket), strings.ReplaceAll(enumWord(a.Bracket.State), "-", " "), a.BracketsLeft)
	for _, p := range a.Passages {
		if p.Paragraph == a.Bracket.Paragraph && a.Bracket.Label == "" {
			a.Bracket.Label = p.Label // the team's record has no place in a text
		}
		if p.Deleted {
			s.say("%s is taken out.", orWord(p.Label, lastSegment(p.Paragraph)))
			continue
		}
		s.say("%s now reads: %s", orWord(p.Label, lastSegment(p.Paragraph)), oneLine(typedText(p.Text, p.Attributions)))
	}
	return printOne(s, bracketWholeView(), a.Bracket)
}

func completeBrackets(ctx context.Context, s *session, within string) ([]string, error) {
	all, _, err := s.listBrackets(ctx, &travauxv1.ListBracketsRequest{Parent: within})
	slices.SortFunc(all, func(a, b *travauxv1.Bracket) int { return strings.Compare(bracketRef(a), bracketRef(b)) })
	return completions(all, err, func(b *travauxv1.Bracket) (string, string) { return bracketRef(b), clip(oneLine(b.Words), 40) })
}
