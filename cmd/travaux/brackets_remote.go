package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
		if req.Holder, err = s.actor(ctx, holder); err != nil {
			return err
		}
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
		if req.State != 0 { // of a draft the server gives those that are open
			all = slices.DeleteFunc(all, func(b *travauxv1.Bracket) bool { return b.State != req.State })
		}
		if len(closings) > 0 && req.Holder == "" && req.Paragraph == "" {
			s.say("Of the draft before: %s.", closed(closings))
		}
		if err := s.label(ctx, all...); err != nil {
			return err
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
		around, err := s.around(ctx, b)
		if err != nil {
			return err
		}
		return s.printBracket(ctx, b, around)
	})
	cmd.Long = `Show a bracket: 21 is its published number, w7 the team's own; with the words of
its paragraph as they stand in the working text, or for others in the newest draft
that they see and that has it.`
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

// passage reads a paragraph of the working text that a person means.
func (s *session) passage(ctx context.Context, document, ref string) (*travauxv1.Passage, error) {
	place, err := s.working(ctx, document, ref)
	if err != nil {
		return nil, err
	}
	return s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + place.ID()})
}

func completeBrackets(ctx context.Context, s *session, within string) ([]string, error) {
	all, _, err := s.listBrackets(ctx, &travauxv1.ListBracketsRequest{Parent: within})
	slices.SortFunc(all, func(a, b *travauxv1.Bracket) int { return strings.Compare(bracketRef(a), bracketRef(b)) })
	return completions(all, err, func(b *travauxv1.Bracket) (string, string) { return bracketRef(b), clip(oneLine(b.Words), 40) })
}
