package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// addMeeting adds --meeting.
func addMeeting(cmd *cobra.Command, to *string, what string) {
	cmd.Flags().StringVar(to, "meeting", "", "the meeting where "+what)
}

// meetingName takes the id of a meeting of a document's process.
func meetingName(document, ref string) string {
	if ref == "" {
		return ""
	}
	process, _ := prefixSegments(document, 2)
	return below(process, "meetings", ref)
}

// stanceOf reads a stance as a person types it.
func stanceOf(typed string) (travauxv1.HoldStance, error) {
	if typed == "" {
		return 0, nil
	}
	stance, err := parseEnum[travauxv1.HoldStance](typed)
	if err != nil {
		return 0, usageProblem(fmt.Sprintf("%q is no stance", typed), err.Error(), "use one of those words")
	}
	return stance, nil
}

func (r *remote) bracketOpen() *cobra.Command {
	var w writing
	var f stretch
	var actors []string
	var stance, meeting string
	cmd := r.command("open [DOCUMENT] PARAGRAPH", "Put brackets round words of the working text", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		p, err := s.passage(ctx, document, rest[0])
		if err != nil {
			return err
		}
		req := &travauxv1.OpenBracketRequest{Paragraph: p.Paragraph, BaseRevision: p.Revision, Meeting: meetingName(document, meeting),
			Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		if req.Start, req.End, err = f.in(p.GetText().GetContent()); err != nil {
			return err
		}
		if req.Stance, err = stanceOf(stance); err != nil {
			return err
		}
		if req.Actors, err = s.actors(ctx, actors); err != nil {
			return err
		}
		a, err := s.brackets().OpenBracket(ctx, req)
		return w.answered(ctx, s, a, err)
	})
	cmd.Long = "Put brackets round words of the working text, as the word of the actors named, or of nobody."
	cmd.Example = "  travaux bracket open riverside 14 --words shall --actor coravia --meeting m7"
	addWriting(cmd, &w)
	f.add(cmd)
	cmd.Flags().StringArrayVar(&actors, "actor", nil, "who holds it, by id, name or alias; may be repeated")
	cmd.Flags().StringVar(&stance, "stance", "", "what they want: retain, delete or reserve")
	addMeeting(cmd, &meeting, "it was said")
	r.completeFlag(cmd, "actor", completeActors)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completePassages)
	return cmd
}

func (r *remote) bracketSettle() *cobra.Command {
	var w writing
	var how [3]bool // keep, drop, choose
	var option int32
	var words, meeting string
	var agreed bool
	cmd := r.command("settle [DOCUMENT] BRACKET", "Take a bracket out of the working text", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		name, err := s.bracketArg(ctx, args)
		if err != nil {
			return err
		}
		document, _ := prefixSegments(name, 4)
		req := &travauxv1.SettleBracketRequest{Name: name, Option: option, Words: words, Agreed: agreed, Meeting: meetingName(document, meeting),
			Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		switch {
		case how[0]:
			req.Settlement = travauxv1.Settlement_SETTLEMENT_KEEP
		case how[1]:
			req.Settlement = travauxv1.Settlement_SETTLEMENT_DROP
		case how[2] || option != 0:
			req.Settlement = travauxv1.Settlement_SETTLEMENT_CHOOSE
		default:
			req.Settlement = travauxv1.Settlement_SETTLEMENT_REPLACE
		}
		a, err := s.brackets().SettleBracket(ctx, req)
		return w.answered(ctx, s, a, err)
	})
	cmd.Long = `Take a bracket out of the working text: its words stay (--keep) or go (--drop),
one option stays (--option N, or --choose for this one of several candidates that
people have confirmed), or a bridge comes in its place (--replace WORDS). With
--agreed the room has agreed and the bracket is lifted, which nobody may still
hold. Else it is not retained in the co-facilitators' text: its holders are told
when that is published, and may enter it again. --dry-run shows the text.`
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	flags := cmd.Flags()
	flags.BoolVar(&how[0], "keep", false, "the words stay")
	flags.BoolVar(&how[1], "drop", false, "the words go")
	flags.BoolVar(&how[2], "choose", false, "this candidate stays, the others of its place go")
	flags.Int32Var(&option, "option", 0, "this option stays, counted from 1")
	flags.StringVar(&words, "replace", "", "these words come in its place")
	flags.BoolVar(&agreed, "agreed", false, "the room has agreed: the bracket is lifted")
	addMeeting(cmd, &meeting, "it was agreed")
	cmd.MarkFlagsMutuallyExclusive("keep", "drop", "choose", "option", "replace")
	cmd.MarkFlagsOneRequired("keep", "drop", "choose", "option", "replace")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets)
	return cmd
}

func (r *remote) bracketReshape() *cobra.Command {
	var w writing
	var f stretch
	var meeting string
	cmd := r.command("reshape [DOCUMENT] BRACKET", "Narrow or widen a bracket", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		name, err := s.bracketArg(ctx, args)
		if err != nil {
			return err
		}
		document, _ := prefixSegments(name, 4)
		b, err := s.brackets().GetBracket(ctx, &travauxv1.GetBracketRequest{Name: name})
		if err != nil {
			return err
		}
		p, err := s.documents().GetPassage(ctx, &travauxv1.GetPassageRequest{Name: document + "/passages/" + lastSegment(b.Paragraph)})
		if err != nil {
			return err
		}
		req := &travauxv1.ReshapeBracketRequest{Name: name, Meeting: meetingName(document, meeting), Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		if req.Start, req.End, err = f.in(p.GetText().GetContent()); err != nil {
			return err
		}
		a, err := s.brackets().ReshapeBracket(ctx, req)
		return w.answered(ctx, s, a, err)
	})
	cmd.Long = "Narrow or widen a bracket within its paragraph: name the words that it is to stand round."
	addWriting(cmd, &w)
	f.add(cmd)
	addMeeting(cmd, &meeting, "it was agreed")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets)
	return cmd
}

func (r *remote) bracketAttribute() *cobra.Command {
	var w writing
	var holders []string
	var meeting string
	var nobody bool
	cmd := r.command("attribute [DOCUMENT] BRACKET", "Say who holds a bracket, instead of what was said", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		name, err := s.bracketArg(ctx, args)
		if err != nil {
			return err
		}
		document, _ := prefixSegments(name, 4)
		req := &travauxv1.AttributeBracketRequest{Name: name, Meeting: meetingName(document, meeting), Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		for _, typed := range holders {
			actors, stance, _ := strings.Cut(typed, ":")
			entry := &travauxv1.HolderEntry{}
			if entry.Actors, err = s.actors(ctx, strings.Split(actors, ",")); err != nil {
				return err
			}
			if entry.Stance, err = stanceOf(strings.TrimSpace(stance)); err != nil {
				return err
			}
			req.Holders = append(req.Holders, entry)
		}
		a, err := s.brackets().AttributeBracket(ctx, req)
		return w.answered(ctx, s, a, err)
	})
	cmd.Example = `  travaux bracket attribute riverside 21 --holder coravia,tarsis --holder delta:delete
  travaux bracket attribute riverside 21 --nobody`
	addWriting(cmd, &w)
	cmd.Flags().StringArrayVar(&holders, "holder", nil, "ACTOR,ACTOR or ACTOR:STANCE; may be repeated, in the order in which they are to stand")
	cmd.Flags().BoolVar(&nobody, "nobody", false, "nobody is known to hold it")
	addMeeting(cmd, &meeting, "it was said")
	cmd.MarkFlagsMutuallyExclusive("holder", "nobody")
	cmd.MarkFlagsOneRequired("holder", "nobody")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets)
	return cmd
}

func (r *remote) bracketLeave() *cobra.Command {
	var w writing
	var meeting string
	cmd := r.command("leave [DOCUMENT] BRACKET ACTOR", "Record the word of a holder that it drops out", cobra.RangeArgs(2, 3), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 2)
		if err != nil {
			return err
		}
		actor, err := s.actor(ctx, rest[1])
		if err != nil {
			return err
		}
		a, err := s.brackets().RecordLeave(ctx, &travauxv1.RecordLeaveRequest{Name: bracketName(document, rest[0]), Actor: actor,
			Meeting: meetingName(document, meeting), Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun})
		return w.answered(ctx, s, a, err)
	})
	cmd.Long = "Record, for the team, the word of a holder that it drops out, with the meeting where it was said, or a reason that tells how its word came; the last holder lifts the bracket. ACTOR is as the text names it: the group where one holds. A delegation does it itself: travaux hold drop."
	addWriting(cmd, &w)
	addMeeting(cmd, &meeting, "it was said")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets, completeActors)
	return cmd
}

func (r *remote) bracketUpdate() *cobra.Command {
	var w writing
	var b travauxv1.Bracket
	var due string
	var liftsIf, can []string
	cmd := r.command("update [DOCUMENT] BRACKET", "Change what the team keeps on a bracket", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		name, err := s.bracketArg(ctx, args)
		if err != nil {
			return err
		}
		document, _ := prefixSegments(name, 4)
		b.Name, b.Etag = name, w.etag
		for _, ref := range liftsIf {
			b.LiftsIf = append(b.LiftsIf, bracketName(document, ref))
		}
		if b.CanConsider, err = s.actors(ctx, can); err != nil {
			return err
		}
		if due != "" {
			at, err := parseTime(due, s.now())
			if err != nil {
				return usageProblem("a date cannot be read", err.Error(), "type it in one of those forms")
			}
			b.DueTime = timestamppb.New(at)
		}
		mask, err := s.changed(map[string]string{"lifts-if": "lifts_if", "package": "package", "owner": "owner", "due": "due_time",
			"notes": "notes", "bridge": "bridge", "can-consider": "can_consider"})
		if err != nil {
			return err
		}
		made, err := s.brackets().UpdateBracket(ctx, &travauxv1.UpdateBracketRequest{Bracket: &b, UpdateMask: mask,
			Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun})
		if err != nil {
			return err
		}
		w.told(s, "Noted on bracket %s.", bracketRef(made))
		return s.printBracket(ctx, made, "")
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	flags := cmd.Flags()
	flags.StringArrayVar(&liftsIf, "lifts-if", nil, "a bracket on whose settlement its lifting depends; may be repeated")
	flags.StringVar(&b.Package, "package", "", "a name that the brackets to be settled together share")
	flags.StringVar(&b.Owner, "owner", "", "who is to fill in a placeholder")
	flags.StringVar(&due, "due", "", "by when: 2026-03-01, +14d; empty takes it away")
	flags.StringVar(&b.Notes, "notes", "", "the team's notes")
	flags.StringVar(&b.Bridge, "bridge", "", "a wording offered for all that stands here")
	flags.StringArrayVar(&can, "can-consider", nil, "a holder that has said it can consider the bridge; may be repeated")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets)
	return cmd
}

func (r *remote) bracketSlot() *cobra.Command {
	var w writing
	var apart bool
	cmd := r.command("slot [DOCUMENT] BRACKET,BRACKET…", "Confirm that brackets side by side are candidates for one place", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		req := &travauxv1.ConfirmSlotRequest{Parent: document, Apart: apart, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		for _, ref := range strings.Split(rest[0], ",") {
			req.Brackets = append(req.Brackets, bracketName(document, strings.TrimSpace(ref)))
		}
		made, err := s.brackets().ConfirmSlot(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Confirmed for %d brackets.", len(req.Brackets))
		return s.printBracket(ctx, made, "")
	})
	cmd.Example = "  travaux bracket slot riverside 21,22,23"
	addWriting(cmd, &w)
	cmd.Flags().BoolVar(&apart, "apart", false, "they are not candidates for one place")
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func (r *remote) bracketConfirm() *cobra.Command {
	var w writing
	var continues string
	cmd := r.command("confirm [DOCUMENT] BRACKET", "Confirm what a bracket is taken for, or say which it really is", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		name, err := s.bracketArg(ctx, args)
		if err != nil {
			return err
		}
		document, _ := prefixSegments(name, 4)
		req := &travauxv1.ConfirmBracketRequest{Name: name, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		if continues != "" {
			req.Continues = bracketName(document, continues)
		}
		made, err := s.brackets().ConfirmBracket(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Confirmed: bracket %s.", bracketRef(made))
		return s.printBracket(ctx, made, "")
	})
	addWriting(cmd, &w)
	cmd.Flags().StringVar(&continues, "continues", "", "the ended bracket that it really is")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeBrackets)
	return cmd
}
