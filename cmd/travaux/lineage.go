package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newLineage makes "travaux lineage".
func (r *remote) newLineage() *cobra.Command {
	noun := r.noun("lineage", "What became of which paragraph, as the team decides it")
	noun.AddCommand(r.lineageConfirm(), r.lineageCorrect())
	return noun
}

// correcting holds what both verbs need.
type correcting struct {
	writing
	document, older, newer string
	concordance            *travauxv1.Concordance
}

// open reads the arguments [DOCUMENT] OLD NEW and the concordance of the two.
func (c *correcting) open(ctx context.Context, s *session, args []string) (err error) {
	var rest []string
	if c.document, rest, err = s.documentArgs(ctx, args, 2); err != nil {
		return err
	}
	c.older, c.newer = draftName(c.document, rest[0]), draftName(c.document, rest[1])
	c.concordance, err = s.drafts().GetConcordance(ctx, &travauxv1.GetConcordanceRequest{Base: c.older, Target: c.newer})
	if c.etag == "" {
		c.etag = c.concordance.GetLineage().GetEtag()
	}
	return err
}

// record sends the decisions and prints what is decided by now.
func (c *correcting) record(ctx context.Context, s *session, links []*travauxv1.LineageLink) error {
	made, err := s.drafts().CorrectLineage(ctx, &travauxv1.CorrectLineageRequest{
		Base: c.older, Target: c.newer, Links: links, Etag: c.etag, Reason: c.reason, RequestId: c.id(), ValidateOnly: c.dryRun,
	})
	if err != nil {
		return err
	}
	c.told(s, "Decided %d; of %s and %s %d decisions stand.", len(links), lastSegment(c.older), lastSegment(c.newer), len(made.Links))
	format, err := s.format("table", "json", "jsonl", "yaml", "csv")
	if err != nil {
		return err
	}
	l, err := listOf(c.view(), made.Links)
	if err == nil && (format == "json" || format == "yaml") {
		l.Single = true
		l.Items = l.Items[:0]
		whole, failed := itemOf(made)
		l.Items, err = append(l.Items, whole), failed
	}
	if err != nil {
		return err
	}
	return s.print(l)
}

// view shows decisions by the printed labels.
func (c *correcting) view() view[*travauxv1.LineageLink] {
	old, new := c.places()
	side := func(places []place, names []string) string {
		out := make([]string, len(names))
		for i, name := range names {
			out[i] = lastSegment(name)
			if found := findPlaces(places, name); len(found) == 1 {
				out[i] = orWord(found[0].Label, out[i])
			}
		}
		return strings.Join(out, " + ")
	}
	return view[*travauxv1.LineageLink]{
		{"OLD", func(m *travauxv1.LineageLink) string { return side(old, m.Old) }},
		{"NEW", func(m *travauxv1.LineageLink) string { return side(new, m.New) }},
		{"VERDICT", func(m *travauxv1.LineageLink) string { return enumWord(m.Verdict) }},
		{"TIME", func(m *travauxv1.LineageLink) string { return showTime(m.Time) }},
	}
}

// places gives the paragraphs of both drafts in their order, as people point at
// them.
func (c *correcting) places() (old, new []place) {
	var before, after []*travauxv1.ConcordanceParagraph
	for _, row := range c.concordance.GetRows() {
		before, after = append(before, row.Old...), append(after, row.New...)
	}
	return placesOf(before), placesOf(after)
}

func placesOf(all []*travauxv1.ConcordanceParagraph) []place {
	slices.SortFunc(all, func(a, b *travauxv1.ConcordanceParagraph) int { return cmp.Compare(a.Index, b.Index) })
	out := make([]place, len(all))
	for i, p := range all {
		out[i] = place{Name: p.Paragraph, Label: p.Label, Depth: int(p.Depth), Words: p.Opening, Annex: opensAnnex(p.Kind)}
	}
	return out
}

func (r *remote) lineageConfirm() *cobra.Command {
	var c correcting
	var sure bool
	cmd := r.command("confirm [DOCUMENT] OLD NEW", "Confirm what the words of two drafts suggest", cobra.RangeArgs(2, 3), func(ctx context.Context, s *session, args []string) error {
		if err := c.open(ctx, s, args); err != nil {
			return err
		}
		only, err := s.cmd.Flags().GetStringArray("paragraph")
		if err != nil {
			return err
		}
		links, err := c.suggestions(only, sure)
		if err != nil {
			return err
		}
		return c.record(ctx, s, links)
	})
	cmd.Long = `Confirm what the words of two drafts suggest, so that comparisons go by it: the
suggestions of the new paragraphs named with --paragraph, or all that are sure.
See them with travaux concordance.`
	addWriting(cmd, &c.writing)
	addEtag(cmd, &c.writing)
	cmd.Flags().StringArray("paragraph", nil, "a paragraph of the new draft, by label or id; may be repeated")
	cmd.Flags().BoolVar(&sure, "all-sure", false, "all suggestions that are sure")
	cmd.MarkFlagsOneRequired("paragraph", "all-sure")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts, completeDrafts)
	return cmd
}

// suggestions gives the links that the words suggest: those of the paragraphs
// named and, with sure, all that are sure.
func (c *correcting) suggestions(only []string, sure bool) ([]*travauxv1.LineageLink, error) {
	_, new := c.places()
	wanted, typed := map[string]bool{}, map[string]string{}
	var asked []string // in the order in which they were typed
	for _, ref := range only {
		p, err := onePlace(new, ref, c.document, "in "+lastSegment(c.newer))
		if err != nil {
			return nil, err
		}
		wanted[p.Name], typed[p.Name] = true, ref
		asked = append(asked, p.Name)
	}
	var links []*travauxv1.LineageLink
	for _, row := range c.concordance.GetRows() {
		link := &travauxv1.LineageLink{Verdict: travauxv1.LineageVerdict_LINEAGE_VERDICT_BECAME}
		take := sure && row.Sure
		for _, p := range row.New {
			take = take || wanted[p.Paragraph]
			link.New = append(link.New, p.Paragraph)
		}
		for _, p := range row.Old {
			link.Old = append(link.Old, p.Paragraph)
		}
		if !take || row.Basis != travauxv1.LineageBasis_LINEAGE_BASIS_SUGGESTED || len(link.Old) == 0 || len(link.New) == 0 {
			continue
		}
		for _, name := range link.New {
			delete(wanted, name)
		}
		links = append(links, link)
	}
	for _, name := range asked {
		if !wanted[name] {
			continue
		}
		return nil, missing(fmt.Sprintf("nothing is suggested for %s", typed[name]), "it is recorded or decided, or no words of the old draft are like it",
			"decide it yourself: travaux lineage correct")
	}
	if len(links) == 0 {
		return nil, missing("nothing is suggested", "what the drafts have in common is recorded or decided", "see it: travaux concordance")
	}
	return links, nil
}

func (r *remote) lineageCorrect() *cobra.Command {
	var c correcting
	typed := map[string]*[]string{}
	cmd := r.command("correct [DOCUMENT] OLD NEW", "Decide what became of which paragraph", cobra.RangeArgs(2, 3), func(ctx context.Context, s *session, args []string) error {
		if err := c.open(ctx, s, args); err != nil {
			return err
		}
		var links []*travauxv1.LineageLink
		for _, flag := range []string{"link", "apart", "undecided"} {
			for _, t := range *typed[flag] {
				link, err := c.link(flag, t)
				if err != nil {
					return err
				}
				links = append(links, link)
			}
		}
		return c.record(ctx, s, links)
	})
	cmd.Long = `Decide what became of which paragraph of two drafts: OLD=NEW, by printed label
or id, several with commas between. Neither draft changes; comparisons and
concordances go by it for all who see both. A later decision about the same
paragraphs takes the place of an earlier one.`
	cmd.Example = `  travaux lineage correct riverside zero rev1 --link 5=6 --link 7=8,9
  travaux lineage correct riverside zero rev1 --apart 12=12
  travaux lineage correct riverside zero rev1 --apart =14 --undecided 5=6`
	addWriting(cmd, &c.writing)
	addEtag(cmd, &c.writing)
	for flag, usage := range map[string]string{
		"link":      "OLD=NEW: these became those; may be repeated",
		"apart":     "OLD=NEW: they are not the same; =NEW: it is new; OLD=: it did not go on",
		"undecided": "OLD=NEW: what was decided about these is taken back; either may be empty",
	} {
		typed[flag] = cmd.Flags().StringArray(flag, nil, usage)
	}
	cmd.MarkFlagsOneRequired("link", "apart", "undecided")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts, completeDrafts)
	return cmd
}

// link reads "OLD=NEW" as a decision.
func (c *correcting) link(flag, typed string) (*travauxv1.LineageLink, error) {
	before, after, ok := strings.Cut(typed, "=")
	if !ok || strings.TrimSpace(before+after) == "" {
		return nil, usageProblem(fmt.Sprintf("%q is no link", typed), "a link is OLD=NEW", "type for example --"+flag+" 5=6")
	}
	link := &travauxv1.LineageLink{Verdict: map[string]travauxv1.LineageVerdict{
		"link":      travauxv1.LineageVerdict_LINEAGE_VERDICT_BECAME,
		"apart":     travauxv1.LineageVerdict_LINEAGE_VERDICT_APART,
		"undecided": travauxv1.LineageVerdict_LINEAGE_VERDICT_UNDECIDED,
	}[flag]}
	old, new := c.places()
	var err error
	if link.Old, err = c.named(old, before, c.older); err != nil {
		return nil, err
	}
	link.New, err = c.named(new, after, c.newer)
	return link, err
}

// named gives the names of the paragraphs of one draft that a person lists.
func (c *correcting) named(places []place, typed, draft string) ([]string, error) {
	var out []string
	for _, ref := range strings.Split(typed, ",") {
		if ref = strings.TrimSpace(ref); ref == "" {
			continue
		}
		p, err := onePlace(places, ref, c.document, "in "+lastSegment(draft))
		if err != nil {
			return nil, err
		}
		out = append(out, p.Name)
	}
	return out, nil
}
