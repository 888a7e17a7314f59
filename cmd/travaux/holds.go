package main

import (
	"context"
	"fmt"
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
	cmd := r.command("list [DOCUMENT]", "List what your delegation holds; for the team what all hold", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		all, err := s.listHolds(ctx, &travauxv1.ListHoldsRequest{Parent: document, Actor: actorName(actor), PageSize: pageSize})
		if err != nil {
			return err
		}
		return printAll(s, holdView(), all)
	})
	cmd.Flags().StringVar(&actor, "actor", "", "only those of the actor")
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
	return r.command("get [DOCUMENT] HOLD", "Show a hold", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		h, err := s.brackets().GetHold(ctx, &travauxv1.GetHoldRequest{Name: below(document, "holds", rest[0])})
		if err != nil {
			return err
		}
		return printOne(s, holdView(), h)
	})
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
		req := &travauxv1.HoldWordsRequest{OnBehalf: actorName(behalf), Note: note, RequestId: w.id(), ValidateOnly: w.dryRun}
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
		return printOne(s, holdView(), made)
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
		req := &travauxv1.EnterReservationRequest{OnBehalf: actorName(behalf), Note: note, RequestId: w.id(), ValidateOnly: w.dryRun}
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
		w.told(s, "Reserved; the co-facilitators know of it.")
		return printOne(s, holdView(), made)
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
		w.told(s, "Dropped.")
		return printOne(s, holdView(), made)
	})
	cmd.Long = "Drop out of a bracket, named by its number or by the id of the hold, or take a reservation back, named by its id. The last holder of a bracket lifts it."
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// hold gives the hold that a person means: by its id or name, or by the number of
// the bracket.
func (s *session) hold(ctx context.Context, document, ref string) (string, error) {
	number, err := strconv.Atoi(ref)
	if err != nil {
		return below(document, "holds", ref), nil
	}
	all, err := s.listHolds(ctx, &travauxv1.ListHoldsRequest{Parent: document, PageSize: pageSize})
	if err != nil {
		return "", err
	}
	for _, h := range all {
		if int(h.Number) == number && h.State == travauxv1.HoldState_HOLD_STATE_HOLDING {
			return h.Name, nil
		}
	}
	return "", missing(fmt.Sprintf("you do not hold bracket %d", number), "no hold of yours on it stands", "see what you hold: travaux hold list "+shortName(document))
}

func holdView() view[*travauxv1.Hold] {
	return view[*travauxv1.Hold]{
		{"HOLD", func(m *travauxv1.Hold) string { return lastSegment(m.Name) }},
		{"BRACKET", func(m *travauxv1.Hold) string {
			if m.Number == 0 {
				return ""
			}
			return strconv.Itoa(int(m.Number))
		}},
		{"ACTOR", func(m *travauxv1.Hold) string { return lastSegment(m.Actor) }},
		{"KIND", func(m *travauxv1.Hold) string { return enumWord(m.Kind) }},
		{"STATE", func(m *travauxv1.Hold) string { return strings.ReplaceAll(enumWord(m.State), "-", " ") }},
		{"STANCE", func(m *travauxv1.Hold) string { return m.Stance }},
		{"DRAFT", func(m *travauxv1.Hold) string { return lastSegment(m.Draft) }},
		{"SINCE", func(m *travauxv1.Hold) string { return showTime(m.Time) }},
		{"WORDS", func(m *travauxv1.Hold) string { return oneLine(m.Words) }},
	}
}
