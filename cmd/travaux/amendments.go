package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newAmendment makes "travaux amendment".
func (r *remote) newAmendment() *cobra.Command {
	noun := r.noun("amendment", "Proposals on the text", "amend")
	noun.AddCommand(
		r.amendmentPropose(), r.amendmentRevise(), r.amendmentSubmit(), r.amendmentCirculate(), r.amendmentSponsor(),
		r.amendmentWithdraw(), r.amendmentDecide(), r.amendmentAnswer(),
		r.amendmentList(), r.amendmentShow(), r.amendmentPreview(), r.amendmentCompare(),
	)
	return noun
}

// onAmendment makes a verb that acts on one amendment.
func (r *remote) onAmendment(use, short string, run func(ctx context.Context, s *session, name string) error) *cobra.Command {
	cmd := r.command(use+" [DOCUMENT] AMENDMENT", short, cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		name, err := s.amendment(ctx, document, rest[0])
		if err != nil {
			return err
		}
		return run(ctx, s, name)
	})
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeAmendments)
	return cmd
}

// amendmentRef is how people are told of an amendment: by number where it has
// one, else by id.
func amendmentRef(a *travauxv1.Amendment) string {
	if a.Number > 0 {
		return strconv.Itoa(int(a.Number))
	}
	return lastSegment(a.Name)
}

func (r *remote) amendmentSubmit() *cobra.Command {
	var w writing
	var circulation travauxv1.Circulation
	var hold bool
	cmd := r.onAmendment("submit", "Hand an amendment in", func(ctx context.Context, s *session, name string) error {
		made, err := s.amendments().SubmitAmendment(ctx, &travauxv1.SubmitAmendmentRequest{
			Name: name, Circulation: circulation, Hold: hold, Etag: w.etag, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		w.told(s, "Handed in %s.", amendmentRef(made))
		w.tellCirculation(s, made)
		return s.printAmendment(ctx, made)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	enumFlag(cmd, &circulation, "circulate", "how far it is to be shown; default: as chosen before")
	addHold(cmd, &hold)
	return cmd
}

func (r *remote) amendmentCirculate() *cobra.Command {
	var w writing
	cmd := r.onAmendment("circulate", "Show a submitted amendment to the participants, as its proponent chose", func(ctx context.Context, s *session, name string) error {
		made, err := s.amendments().CirculateAmendment(ctx, &travauxv1.CirculateAmendmentRequest{
			Name: name, Reason: w.reason, Etag: w.etag, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		w.told(s, "Circulated as number %d.", made.Number)
		return s.printAmendment(ctx, made)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	return cmd
}

func (r *remote) amendmentSponsor() *cobra.Command {
	var w writing
	var onBehalf string
	kind := travauxv1.SponsorKind_SPONSOR_KIND_CO_SPONSOR
	cmd := r.onAmendment("sponsor", "Stand behind an amendment", func(ctx context.Context, s *session, name string) error {
		made, err := s.amendments().SponsorAmendment(ctx, &travauxv1.SponsorAmendmentRequest{
			Name: name, Kind: kind, OnBehalf: actorName(onBehalf), Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		w.told(s, "Standing behind %s.", amendmentRef(made))
		return s.printAmendment(ctx, made)
	})
	addWriting(cmd, &w)
	enumFlag(cmd, &kind, "as", "how")
	addOnBehalf(cmd, r, &onBehalf)
	return cmd
}

// addOnBehalf adds --on-behalf.
func addOnBehalf(cmd *cobra.Command, r *remote, to *string) {
	cmd.Flags().StringVar(to, "on-behalf", "", "a group that your actor speaks for")
	r.completeFlag(cmd, "on-behalf", completeActors)
}

func (r *remote) amendmentWithdraw() *cobra.Command {
	var w writing
	var favour string
	cmd := r.onAmendment("withdraw", "Take an amendment back; it stays in the record", func(ctx context.Context, s *session, name string) error {
		if favour != "" {
			document, _ := prefixSegments(name, 4)
			var err error
			if favour, err = s.amendment(ctx, document, favour); err != nil {
				return err
			}
		}
		made, err := s.amendments().WithdrawAmendment(ctx, &travauxv1.WithdrawAmendmentRequest{
			Name: name, InFavourOf: favour, Reason: w.reason, Etag: w.etag, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		w.told(s, "Withdrew %s.", amendmentRef(made))
		return s.printAmendment(ctx, made)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	cmd.Flags().StringVar(&favour, "in-favour-of", "", "the amendment that it is withdrawn for")
	return cmd
}

func (r *remote) amendmentShow() *cobra.Command {
	return r.onAmendment("show", "Show an amendment", func(ctx context.Context, s *session, name string) error {
		a, err := s.amendments().GetAmendment(ctx, &travauxv1.GetAmendmentRequest{Name: name})
		if err != nil {
			return err
		}
		return s.printAmendment(ctx, a)
	})
}

func (r *remote) amendmentList() *cobra.Command {
	var paragraph string
	var state travauxv1.AmendmentState
	var mine bool
	cmd := r.command("list [DOCUMENT]", "List the amendments that you may see, oldest submission first", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		req := &travauxv1.ListAmendmentsRequest{Parent: document, State: state, Mine: mine}
		if paragraph != "" {
			at, err := s.published(ctx, document, paragraph)
			if err != nil {
				return err
			}
			req.Paragraph = at.Name
		}
		all, err := s.listAmendments(ctx, req)
		if err != nil {
			return err
		}
		return printAll(s, amendmentView(s.labelled(ctx, document)), all)
	})
	cmd.Long = `List the amendments that you may see, oldest submission first. On a terminal that
is too narrow the columns needed least are left out; -o csv has all of them.`
	cmd.Flags().StringVar(&paragraph, "paragraph", "", "only those on this paragraph")
	cmd.Flags().BoolVar(&mine, "mine", false, "only those that your actor stands behind")
	enumFlag(cmd, &state, "state", "only those in this state")
	r.completeFlag(cmd, "paragraph", completeParagraphs)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}
