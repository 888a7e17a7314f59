package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newRound makes "travaux round".
func (r *remote) newRound() *cobra.Command {
	noun := r.noun("round", "Readings and rounds of informals, with their submission windows")
	noun.AddCommand(r.roundCreate(), r.roundGet(), r.roundList(), r.roundUpdate())
	return noun
}

// roundFlags are what create and update say of a round.
type roundFlags struct {
	writing
	title, from, until, opens, closes string
	number                            int32
	accepts                           travauxv1.Accepts
	late                              travauxv1.LateRule
	paragraphs                        []string
}

func (f *roundFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.title, "title", "", "its title")
	addSpan(cmd, &f.from, &f.until, "when it is held")
	flags.StringVar(&f.opens, "opens", "", "from when submissions are received")
	flags.StringVar(&f.closes, "closes", "", "the deadline")
	flags.StringSliceVar(&f.paragraphs, "paragraph", nil, "the whole name of a paragraph that it takes text on; may be repeated")
	enumFlag(cmd, &f.accepts, "accepts", "what it takes")
	enumFlag(cmd, &f.late, "late", "what happens to late submissions")
	addWriting(cmd, &f.writing)
}

// round makes the message; its name is the caller's to set.
func (f *roundFlags) round(s *session) (*travauxv1.Round, error) {
	dates, err := s.span(f.from, f.until)
	if err != nil {
		return nil, err
	}
	window, err := s.span(f.opens, f.closes)
	if err != nil {
		return nil, err
	}
	return &travauxv1.Round{
		Title: f.title, Number: f.number, Dates: dates, Accepts: f.accepts,
		Paragraphs: f.paragraphs, Window: window, LateRule: f.late,
	}, nil
}

func (r *remote) roundCreate() *cobra.Command {
	f := roundFlags{accepts: travauxv1.Accepts_ACCEPTS_TEXT}
	cmd := r.command("create [PROCESS] ROUND", "Set a round with its submission window", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		round, err := f.round(s)
		if err != nil {
			return err
		}
		if round.Dates == nil {
			round.Dates = round.Window
		}
		made, err := s.processes().CreateRound(ctx, &travauxv1.CreateRoundRequest{
			Parent: process, RoundId: lastSegment(rest[0]), Round: round, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Set %s.", made.Name)
		return printOne(s, roundView(), made)
	})
	cmd.Long = "Set a round. Dates that are not given are those of the window."
	f.add(cmd)
	cmd.Flags().Int32Var(&f.number, "number", 0, "its number (default: the next one)")
	requireFlag(cmd, "title")
	requireFlag(cmd, "opens")
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) roundGet() *cobra.Command {
	cmd := r.command("get [PROCESS] ROUND", "Show a round", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		round, err := s.processes().GetRound(ctx, &travauxv1.GetRoundRequest{Name: below(process, "rounds", rest[0])})
		if err != nil {
			return err
		}
		return printOne(s, roundView(), round)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) roundList() *cobra.Command {
	cmd := r.command("list [PROCESS]", "List the rounds", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		process, _, err := s.processArgs(args, 0)
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Round, string, error) {
			r, err := s.processes().ListRounds(ctx, &travauxv1.ListRoundsRequest{Parent: process, PageSize: pageSize, PageToken: token})
			return r.GetRounds(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, roundView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) roundUpdate() *cobra.Command {
	var f roundFlags
	cmd := r.command("update [PROCESS] ROUND", "Change a round, for example to extend its window", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		mask, err := s.changed(map[string]string{
			"title": "title", "from": "dates", "until": "dates", "opens": "window", "closes": "window",
			"paragraph": "paragraphs", "accepts": "accepts", "late": "late_rule",
		})
		if err != nil {
			return err
		}
		round, err := f.round(s)
		if err != nil {
			return err
		}
		round.Name, round.Etag = below(process, "rounds", rest[0]), f.etag
		if err := s.keepOtherEnds(ctx, round); err != nil {
			return err
		}
		made, err := s.processes().UpdateRound(ctx, &travauxv1.UpdateRoundRequest{
			Round: round, UpdateMask: mask, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Changed %s.", made.Name)
		return printOne(s, roundView(), made)
	})
	f.add(cmd)
	addEtag(cmd, &f.writing)
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

// keepOtherEnds fills in the ends of spans that were not typed from the round
// as it stands, since the API takes a span whole; the etag read with them goes
// along, so that a change in between is not undone.
func (s *session) keepOtherEnds(ctx context.Context, round *travauxv1.Round) error {
	half := func(span *travauxv1.Span) bool {
		return span != nil && (span.From == nil || span.Until == nil)
	}
	if !half(round.Dates) && !half(round.Window) {
		return nil
	}
	now, err := s.processes().GetRound(ctx, &travauxv1.GetRoundRequest{Name: round.Name})
	if err != nil {
		return err
	}
	keepOtherEnd(round.Dates, now.Dates)
	keepOtherEnd(round.Window, now.Window)
	round.Etag = orWord(round.Etag, now.Etag)
	return nil
}

// keepOtherEnd fills in the end that was not typed.
func keepOtherEnd(typed, stands *travauxv1.Span) {
	if typed == nil {
		return
	}
	if typed.From == nil {
		typed.From = stands.GetFrom()
	}
	if typed.Until == nil {
		typed.Until = stands.GetUntil()
	}
}
