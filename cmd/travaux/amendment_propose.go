package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// firstPlace is typed for PARAGRAPH where an insertion is to stand before all
// others.
const firstPlace = "first"

// proposing holds the flags of a proposal.
type proposing struct {
	writing
	words
	kind                                   travauxv1.AmendmentKind
	circulation                            travauxv1.Circulation
	base                                   int32
	label, rationale, supersedes, onBehalf string
	cites                                  []string
	editorial, submit, hold, preview       bool
}

func (r *remote) amendmentPropose() *cobra.Command {
	p := proposing{kind: travauxv1.AmendmentKind_AMENDMENT_KIND_EDIT, circulation: travauxv1.Circulation_CIRCULATION_NOT}
	cmd := r.command("propose [DOCUMENT] PARAGRAPH", "Propose a change to a paragraph as last published", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 1)
		if err != nil {
			return err
		}
		proposal, err := p.proposal(ctx, s, document, rest[0])
		if err != nil {
			return err
		}
		if p.preview {
			return s.preview(ctx, &travauxv1.PreviewAmendmentRequest{Parent: document, Subject: &travauxv1.PreviewAmendmentRequest_Proposal{Proposal: proposal}})
		}
		made, err := s.amendments().ProposeAmendment(ctx, &travauxv1.ProposeAmendmentRequest{
			Parent: document, Proposal: proposal, Circulation: p.circulation, OnBehalf: actorName(p.onBehalf),
			Submit: p.submit, Hold: p.hold, Reason: p.reason, RequestId: p.id(), ValidateOnly: p.dryRun,
		})
		if err != nil {
			return err
		}
		if p.submit {
			p.told(s, "Proposed and handed in as %s.", amendmentRef(made))
			p.tellCirculation(s, made)
		} else {
			p.told(s, "Kept as your delegation's own draft. To hand it in: travaux amendment submit %s", made.Name)
		}
		return s.printAmendment(ctx, made)
	})
	cmd.Long = `Propose a change. For an insertion PARAGRAPH is the one that it is to follow, or
the word "first"; "annex 1" is paragraph 1 of the annex. The words are the whole
paragraph as you want it; on a terminal, without --text or --text-file, the
paragraph opens in $EDITOR.`
	p.add(cmd, r)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeParagraphs)
	return cmd
}

func (p *proposing) add(cmd *cobra.Command, r *remote) {
	addWriting(cmd, &p.writing)
	p.words.add(cmd)
	enumFlag(cmd, &p.kind, "kind", "what it asks for")
	enumFlag(cmd, &p.circulation, "circulate", "how far it is to be shown")
	flags := cmd.Flags()
	flags.Int32Var(&p.base, "base-revision", 0, "the number of the wording that you saw (default: the newest published, as just read)")
	flags.StringVar(&p.label, "label", "", `the label of an insertion, "12 bis."`)
	flags.StringVar(&p.rationale, "rationale", "", "why; required for a comment")
	flags.StringVar(&p.supersedes, "supersedes", "", "an amendment of yours that it replaces")
	flags.StringArrayVar(&p.cites, "cite", nil, "agreed language that it rests on; may be repeated")
	flags.BoolVar(&p.editorial, "editorial", false, "it changes nothing of substance")
	flags.BoolVar(&p.submit, "submit", false, "hand it in at once; else it stays your delegation's own draft")
	addHold(cmd, &p.hold)
	flags.BoolVar(&p.preview, "preview", false, "show what it would change, and propose nothing")
	addOnBehalf(cmd, r, &p.onBehalf)
}

// addHold adds --hold.
func addHold(cmd *cobra.Command, hold *bool) {
	cmd.Flags().BoolVar(hold, "hold", false, "when handed in, leave it to the co-facilitators' team when it is circulated")
}

// proposal makes what is asked for out of the flags and the paragraph meant.
func (p *proposing) proposal(ctx context.Context, s *session, document, ref string) (*travauxv1.Proposal, error) {
	var at place
	if ref != firstPlace || p.kind != travauxv1.AmendmentKind_AMENDMENT_KIND_INSERT {
		var err error
		if at, err = s.published(ctx, document, ref); err != nil {
			return nil, err
		}
	}
	out := &travauxv1.Proposal{
		Kind: p.kind, Paragraph: at.Name, BaseRevision: at.Revision, Label: p.label,
		Rationale: p.rationale, Cites: p.cites, Editorial: p.editorial,
	}
	if p.base != 0 {
		out.BaseRevision = p.base
	}
	if p.supersedes != "" {
		name, err := s.amendment(ctx, document, p.supersedes)
		if err != nil {
			return nil, err
		}
		out.Supersedes = name
	}
	start, needed := at.Words, true
	switch p.kind {
	case travauxv1.AmendmentKind_AMENDMENT_KIND_INSERT, travauxv1.AmendmentKind_AMENDMENT_KIND_REPLACE:
		start = ""
	case travauxv1.AmendmentKind_AMENDMENT_KIND_EDIT:
	default:
		needed = p.given(s)
	}
	if !needed {
		return out, nil
	}
	var err error
	out.Text, err = p.read(s, start)
	return out, err
}
