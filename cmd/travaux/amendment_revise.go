package main

import (
	"context"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (r *remote) amendmentRevise() *cobra.Command {
	var w writing
	var text words
	a := &travauxv1.Amendment{}
	var circulation travauxv1.Circulation
	cmd := r.onAmendment("revise", "Change an amendment that is not yet handed in", func(ctx context.Context, s *session, name string) error {
		mask := &fieldmaskpb.FieldMask{}
		for flag, field := range map[string]string{
			"text": "text", "text-file": "text", "label": "label", "rationale": "rationale",
			"cite": "cites", "editorial": "editorial", "circulate": "circulation",
		} {
			if s.cmd.Flags().Changed(flag) {
				mask.Paths = append(mask.Paths, field)
			}
		}
		a.Name, a.Etag = name, w.etag
		if err := s.fillRevision(ctx, a, mask, &text); err != nil {
			return err
		}
		mask.Normalize()
		made, err := s.amendments().ReviseAmendment(ctx, &travauxv1.ReviseAmendmentRequest{
			Amendment: a, UpdateMask: mask, Circulation: circulation, Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun,
		})
		if err != nil {
			return err
		}
		w.told(s, "Revised %s.", amendmentRef(made))
		return s.printAmendment(ctx, made)
	})
	cmd.Long = "Change an amendment that is not yet handed in. On a terminal, without any flag that says what to change, its words open in $EDITOR."
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	text.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&a.Label, "label", "", `the label of an insertion, "12 bis."`)
	flags.StringVar(&a.Rationale, "rationale", "", "why")
	flags.StringArrayVar(&a.Cites, "cite", nil, "agreed language that it rests on; may be repeated")
	flags.BoolVar(&a.Editorial, "editorial", false, "it changes nothing of substance")
	enumFlag(cmd, &circulation, "circulate", "how far it is to be shown")
	return cmd
}

// fillRevision reads the new words, where they are to change; where no flag says
// what is to change they come from the editor, which begins with the old ones.
func (s *session) fillRevision(ctx context.Context, a *travauxv1.Amendment, mask *fieldmaskpb.FieldMask, text *words) error {
	start := ""
	if len(mask.Paths) == 0 {
		old, err := s.amendments().GetAmendment(ctx, &travauxv1.GetAmendmentRequest{Name: a.Name})
		if err != nil {
			return err
		}
		start, a.Etag = old.Text, orWord(a.Etag, old.Etag)
		mask.Paths = append(mask.Paths, "text")
	} else if !text.given(s) {
		return nil
	}
	var err error
	a.Text, err = text.read(s, start)
	return err
}
