package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newHold makes "travaux hold".
func (r *remote) newHold() *cobra.Command {
	noun := r.noun("hold", "What your delegation holds: brackets and reservations")
	noun.AddCommand(r.holdList(), r.holdGet(), r.holdWords(), r.holdReserve(), r.holdDrop())
	return noun
}

func (r *remote) holdList() *cobra.Command {
	var actor string
	var holding bool
	cmd := r.command("list [DOCUMENT]", "List what your delegation holds; for the team what all hold", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		name, err := s.actor(ctx, actor)
		if err != nil {
			return err
		}
		all, err := s.listHolds(ctx, &travauxv1.ListHoldsRequest{Parent: document, Actor: name, PageSize: pageSize})
		if err != nil {
			return err
		}
		if holding {
			all = slices.DeleteFunc(all, func(h *travauxv1.Hold) bool { return h.State != travauxv1.HoldState_HOLD_STATE_HOLDING })
		}
		view, err := s.holdView(ctx, all...)
		if err != nil {
			return err
		}
		return printAll(s, view, all)
	})
	cmd.Long = `List what your delegation holds, ended ones included: what is holding stands; what
is dropped ended by your own act, or by your word that the team recorded; what is not
retained is a bracket that the co-facilitators' text goes without, which you may enter
again: travaux hold words.`
	cmd.Flags().StringVar(&actor, "actor", "", "only those of the actor")
	cmd.Flags().BoolVar(&holding, "holding", false, "only what stands")
	r.completeFlag(cmd, "actor", completeActors)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func (s *session) listHolds(ctx context.Context, req *travauxv1.ListHoldsRequest) ([]*travauxv1.Hold, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Hold, string, error) {
		req.PageToken = token
		r, err := s.brackets().ListHolds(ctx, req)
		return r.GetHolds(), r.GetNextPageToken(), err
	})
}

func (r *remote) holdGet() *cobra.Command {
	cmd := r.command("get [DOCUMENT] HOLD", "Show a hold", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		name, err := s.hold(ctx, document, rest[0])
		if err != nil {
			return err
		}
		h, err := s.brackets().GetHold(ctx, &travauxv1.GetHoldRequest{Name: name})
		if err != nil {
			return err
		}
		return s.printHold(ctx, h)
	})
	cmd.Long = "Show a hold, named by the number of the bracket that you hold, or by its id, of which the beginning is enough."
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// newest gives the newest draft that the caller sees, or the one named.
func (s *session) newest(ctx context.Context, document, draft string) (string, error) {
	if draft != "" {
		return draftName(document, draft), nil
	}
	all, err := s.listDrafts(ctx, document)
	if err != nil {
		return "", err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Number > 0 {
			return all[i].Name, nil
		}
	}
	return "", missing("no draft has been published", "words are held in a published draft", "wait for the first draft")
}

func (r *remote) holdWords() *cobra.Command {
	var w writing
	var f stretch
	var draft, stance, behalf, note string
	cmd := r.command("words [DOCUMENT] PARAGRAPH", "Bracket words of a published draft for your delegation", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		req := &travauxv1.HoldWordsRequest{Note: note, RequestId: w.id(), ValidateOnly: w.dryRun}
		if req.OnBehalf, err = s.actor(ctx, behalf); err != nil {
			return err
		}
		if req.Draft, err = s.newest(ctx, document, draft); err != nil {
			return err
		}
		place, err := s.inDraft(ctx, document, req.Draft, rest[0])
		if err != nil {
			return err
		}
		req.Paragraph = place.Name
		if req.Start, req.End, err = f.in(place.Words); err != nil {
			return err
		}
		if req.Stance, err = stanceOf(stance); err != nil {
			return err
		}
		made, err := s.brackets().HoldWords(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Held. The brackets stand in the text from the next draft on; the co-facilitators know of it now.")
		return s.printHold(ctx, made)
	})
	cmd.Long = `Bracket words of a published draft: your delegation holds them until it drops out
(travaux hold drop). Names printed in the text are left out when words are counted.`
	cmd.Example = `  travaux hold words riverside 14 --words "shall" --stance delete --note "Our law does not allow it."`
	addHolding(cmd, &w, &draft, &behalf, &note)
	f.add(cmd)
	cmd.Flags().StringVar(&stance, "stance", "", "what you want: retain, delete or reserve (default reserve)")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeParagraphs)
	return cmd
}

// addHolding adds the flags of both ways to hold.
func addHolding(cmd *cobra.Command, w *writing, draft, behalf, note *string) {
	cmd.Flags().BoolVar(&w.dryRun, "dry-run", false, "let the server decide and answer, write nothing")
	cmd.Flags().StringVar(&w.requestID, "request-id", "", "makes the command repeatable: the same id with the same request is done once (default: a fresh one)")
	cmd.Flags().StringVar(draft, "draft", "", "the draft (default: the newest)")
	cmd.Flags().StringVar(behalf, "on-behalf", "", "the group that you speak for")
	cmd.Flags().StringVar(note, "note", "", "what you say to the co-facilitators about it")
}

// inDraft gives the paragraph of a draft that a person means, with its words
// without attributions.
func (s *session) inDraft(ctx context.Context, document, draft, ref string) (place, error) {
	pages, err := s.draftText(ctx, draft, travauxv1.TextForm_TEXT_FORM_PLAIN)
	if err != nil {
		return place{}, err
	}
	var places []place
	for _, p := range pages.whole.Paragraphs {
		places = append(places, place{p.Paragraph, p.Label, int(p.Depth), p.Revision, p.GetText().GetContent(), opensAnnex(p.Kind)})
	}
	return onePlace(places, ref, document, "in "+lastSegment(draft))
}

func (r *remote) holdReserve() *cobra.Command {
	var w writing
	var draft, kind, behalf, note string
	cmd := r.command("reserve [DOCUMENT] [PARAGRAPH]", "Enter a reservation without text", cobra.MaximumNArgs(2), func(ctx context.Context, s *session, args []string) error {
		document, ref, err := s.reserveArgs(ctx, args)
		if err != nil {
			return err
		}
		req := &travauxv1.EnterReservationRequest{Note: note, RequestId: w.id(), ValidateOnly: w.dryRun}
		if req.OnBehalf, err = s.actor(ctx, behalf); err != nil {
			return err
		}
		switch kind {
		case "general":
			req.Kind = travauxv1.HoldKind_HOLD_KIND_GENERAL_RESERVATION
		case "scrutiny":
			req.Kind = travauxv1.HoldKind_HOLD_KIND_SCRUTINY_RESERVATION
		case "instructions":
			req.Kind = travauxv1.HoldKind_HOLD_KIND_PENDING_INSTRUCTIONS
		default:
			return usageProblem(fmt.Sprintf("%q is no kind of reservation", kind), "they are general, scrutiny and instructions", "use one of those words with --kind")
		}
		if req.Draft, err = s.newest(ctx, document, draft); err != nil {
			return err
		}
		if ref != "" {
			place, err := s.inDraft(ctx, document, req.Draft, ref)
			if err != nil {
				return err
			}
			req.Paragraph = place.Name
		}
		made, err := s.brackets().EnterReservation(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "Reserved; the co-facilitators know of it now.")
		return s.printHold(ctx, made)
	})
	cmd.Long = "Enter a reservation on a paragraph, or with --whole on the whole draft, without offering text."
	addHolding(cmd, &w, &draft, &behalf, &note)
	cmd.Flags().StringVar(&kind, "kind", "general", "general, scrutiny or instructions")
	cmd.Flags().Bool("whole", false, "on the whole draft")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeParagraphs)
	return cmd
}

// reserveArgs gives the document and the paragraph, none with --whole.
func (s *session) reserveArgs(ctx context.Context, args []string) (document, ref string, err error) {
	n := 1
	if whole, _ := s.cmd.Flags().GetBool("whole"); whole {
		n = 0
	}
	if len(args) < n || len(args) > n+1 {
		return "", "", usageProblem("the arguments do not fit", "a reservation is on one paragraph, or with --whole on the whole draft", "the form is: "+s.cmd.UseLine())
	}
	document, rest, err := s.documentArgs(ctx, args, n)
	if err == nil && n == 1 {
		ref = rest[0]
	}
	return document, ref, err
}

func (r *remote) holdDrop() *cobra.Command {
	var w writing
	cmd := r.command("drop [DOCUMENT] HOLD", "Drop out of a bracket, or take a reservation back", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		name, err := s.hold(ctx, document, rest[0])
		if err != nil {
			return err
		}
		made, err := s.brackets().DropHold(ctx, &travauxv1.DropHoldRequest{Name: name, Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun})
		if err != nil {
			return err
		}
		w.told(s, "Dropped; the co-facilitators know of it now, and the next draft shows it.")
		return s.printHold(ctx, made)
	})
	cmd.Long = "Drop out of a bracket, named by its number or by the id of the hold, or take a reservation back, named by its id; the beginning of an id is enough. The last holder of a bracket lifts it."
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// hold gives the hold that a person means: by its name or id, of which the beginning is
// enough, or by the number of the bracket.
func (s *session) hold(ctx context.Context, document, ref string) (string, error) {
	if strings.Contains(ref, "/") {
		return ref, nil
	}
	number, err := strconv.Atoi(ref)
	named := err != nil
	all, err := s.listHolds(ctx, &travauxv1.ListHoldsRequest{Parent: document, PageSize: pageSize})
	if err != nil {
		return "", err
	}
	begin := below(document, "holds", strings.ToUpper(strings.TrimSuffix(ref, "…")))
	var found []string
	for _, h := range all {
		if named && strings.HasPrefix(h.Name, begin) || !named && int(h.Number) == number && h.State == travauxv1.HoldState_HOLD_STATE_HOLDING {
			found = append(found, h.Name)
		}
	}
	switch {
	case len(found) == 1 || len(found) > 1 && !named:
		return found[0], nil
	case len(found) > 1:
		return "", usageProblem(fmt.Sprintf("%q is the beginning of %d holds", ref, len(found)), "they are "+joined(found, lastSegment), "type more of the id")
	case named:
		return "", missing(fmt.Sprintf("no hold %q", ref), "it does not exist, or is not for you to see", "see what you hold: travaux hold list "+shortName(document))
	}
	return "", missing(fmt.Sprintf("you do not hold bracket %d", number), "no hold of yours on it stands", "see what you hold: travaux hold list "+shortName(document))
}
