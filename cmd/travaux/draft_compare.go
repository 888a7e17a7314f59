package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

func (r *remote) draftCompare() *cobra.Command {
	return r.comparing("compare [DOCUMENT] OLD NEW", cobra.RangeArgs(2, 3), 2, &baseFlags{}, func(rest []string) (string, string, error) {
		return rest[0], rest[1], nil
	})
}

// newDiff makes "travaux diff", the short form of "draft compare".
func (r *remote) newDiff() *cobra.Command {
	var base baseFlags
	cmd := r.comparing("diff [DOCUMENT] OLD..NEW", cobra.RangeArgs(1, 2), 1, &base, func(rest []string) (string, string, error) {
		return base.pair(rest[0])
	})
	cmd.Long += `

OLD is a draft, PROCESS/DOCUMENT/DRAFT of another document, or file:PATH, a file
on this machine, which does not leave it. ..NEW compares with the draft before
NEW that you may see, NEW --since MOMENT with the one that was the newest for you
at that moment. Drafts of one document are paired by the record, see travaux
concordance; those of two documents, and files, by their words.`
	base.add(cmd)
	return cmd
}

// comparing makes a verb that compares two drafts; n arguments name them.
func (r *remote) comparing(use string, args cobra.PositionalArgs, n int, base *baseFlags, pair func(rest []string) (older, newer string, err error)) *cobra.Command {
	form := travauxv1.TextForm_TEXT_FORM_TYPED
	var exitCode bool
	var show render
	cmd := r.plainCommand(use, "Show what changed between two drafts of a document", args, func(ctx context.Context, s *session, args []string) error {
		older, newer, err := pair(args[len(args)-n:])
		if err != nil {
			return err
		}
		if err := base.check(s, older); err != nil {
			return err
		}
		document, _, err := s.documentArgs(ctx, args, n)
		if err != nil {
			return err
		}
		if err := show.settle(s.env, s.output.file); err != nil {
			return err
		}
		base.verbose = show.verbose
		list, names, err := s.compareWith(ctx, document, older, newer, base, form)
		if err != nil {
			return err
		}
		body, err := show.comparison(list, names)
		if err != nil {
			return err
		}
		if err := deliver(s.env, s.output.file, body); err != nil {
			return err
		}
		if exitCode && differs(list) {
			return errDiffers
		}
		return nil
	})
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return likeDiff(exitCode, run(cmd, args)) }
	cmd.Long = `Show what changed between two drafts, as travaux redline does for files: -o text,
json, html, markdown or csv, inline, side by side, as a list or as the words to
read from the floor, and filtered by class.`
	formFlag(cmd, &form)
	show.addFlags(cmd, "tell the classes of the changes beside each paragraph, and of a file all that its reader had to say")
	cmd.Flags().StringVar(&r.output.file, "out", "", "write to this file, whole or not at all; its ending tells the format")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with 1 where the drafts differ, as diff does")
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDrafts, completeDrafts)
	return cmd
}

// errDiffers ends "diff --exit-code" where the drafts differ; nothing is printed
// for it.
var errDiffers = errors.New("the drafts differ")

// compared is a comparison that the server made.
type compared struct {
	header *travauxv1.ComparisonHeader
	list   *redline.Comparison
}

// sideName names a draft in the renderings: its id, its seal and when it was
// published.
func sideName(d *travauxv1.DraftRef) side {
	s := side{Name: lastSegment(d.GetName()), Hash: sealPrefix + d.GetSeal()}
	if d.GetTime() != nil {
		s.Time = d.GetTime().AsTime().UTC().Format(time.RFC3339)
	}
	return s
}

// compare asks the server for a comparison and puts its stream together.
func (s *session) compare(ctx context.Context, req *travauxv1.CompareDraftsRequest) (compared, error) {
	stream, err := s.drafts().CompareDrafts(ctx, req)
	if err != nil {
		return compared{}, err
	}
	var b comparisonBuilder
	for {
		m, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			c, err := b.done()
			if err != nil {
				return compared{}, err
			}
			return c, s.addMarks(ctx, c)
		}
		if err != nil {
			return compared{}, err
		}
		switch part := m.Part.(type) {
		case *travauxv1.CompareDraftsResponse_Header:
			b.header = part.Header
		case *travauxv1.CompareDraftsResponse_Paragraph:
			b.add(part.Paragraph)
		case *travauxv1.CompareDraftsResponse_Stats:
			b.stats = part.Stats
		}
	}
}

// addMarks puts the formatting beside the words, which comparisons do not carry,
// from the drafts themselves.
func (s *session) addMarks(ctx context.Context, c compared) error {
	for _, d := range []struct {
		name string
		to   *text.Draft
	}{{c.header.Base.GetName(), c.list.Old}, {c.header.Target.GetName(), c.list.New}} {
		pages, err := s.draftText(ctx, d.name, c.header.Form)
		if err != nil {
			return err
		}
		for i, p := range pages.draft().Paragraphs {
			if i < len(d.to.Paragraphs) && d.to.Paragraphs[i].Text == p.Text {
				d.to.Paragraphs[i].Marks = p.Marks
			}
		}
	}
	return nil
}

// comparisonBuilder rebuilds the core's comparison from the messages of a stream.
type comparisonBuilder struct {
	header     *travauxv1.ComparisonHeader
	stats      *travauxv1.RedlineStats
	old, new   map[int]text.Paragraph
	paragraphs []redline.ParagraphChange
}

func (b *comparisonBuilder) add(p *travauxv1.ParagraphRedline) {
	if b.old == nil {
		b.old, b.new = map[int]text.Paragraph{}, map[int]text.Paragraph{}
	}
	c := redline.ParagraphChange{Change: redline.Change(apiWord(p.Change)), Old: takeSide(b.old, p.Old), New: takeSide(b.new, p.New)}
	for _, seg := range p.Segments {
		c.Segments = append(c.Segments, redline.Segment{Op: redline.Op(apiWord(seg.Op)), Text: seg.Text, Class: redline.Class(apiWord(seg.Class))})
	}
	for _, f := range p.Formatting {
		c.Formatting = append(c.Formatting, formatFrom(p, f))
	}
	b.paragraphs = append(b.paragraphs, c)
}

// formatFrom reads a mark that came or went; it counts in the words of its
// paragraph.
func formatFrom(p *travauxv1.ParagraphRedline, f *travauxv1.FormattingChange) redline.FormatChange {
	out := redline.FormatChange{Op: redline.Op(apiWord(f.Op)), Index: int(f.Index)}
	side := p.New
	if out.Op == redline.Delete {
		side = p.Old
	}
	for _, q := range side {
		if q.Index == f.Index {
			out.Mark = marksOf(&travauxv1.Text{Content: q.Text, Marks: []*travauxv1.Mark{f.Mark}})[0]
		}
	}
	return out
}

// takeSide keeps the paragraphs of one side and gives their indexes.
func takeSide(into map[int]text.Paragraph, side []*travauxv1.ComparedParagraph) []int {
	var at []int
	for _, p := range side {
		into[int(p.Index)] = text.Paragraph{
			ID: lastSegment(p.Paragraph), Kind: kindOf(p.Kind), Depth: int(p.Depth), Label: p.Label, Text: p.Text,
		}
		at = append(at, int(p.Index))
	}
	return at
}

// done gives the comparison, or an error where the stream ended before its end.
func (b *comparisonBuilder) done() (compared, error) {
	if b.header == nil || b.stats == nil {
		return compared{}, brokenAnswer("it broke off before its end")
	}
	older, err := sideOf(b.header.Base, b.old)
	if err != nil {
		return compared{}, err
	}
	newer, err := sideOf(b.header.Target, b.new)
	if err != nil {
		return compared{}, err
	}
	return compared{b.header, &redline.Comparison{Old: older, New: newer, Paragraphs: b.paragraphs, Stats: statsOf(b.stats)}}, nil
}

// brokenAnswer is a comparison of which a part is missing.
func brokenAnswer(why string) error {
	return &problem{code: exitTryLater, reason: "ANSWER_INCOMPLETE", what: "the comparison from the server is not whole", why: why, remedy: "ask again; if it happens again, tell who runs the server"}
}

// sideOf puts the paragraphs of a side in order; a gap is an error.
func sideOf(ref *travauxv1.DraftRef, at map[int]text.Paragraph) (*text.Draft, error) {
	d := &text.Draft{Title: ref.GetTitle(), Language: ref.GetLanguage()}
	for i := range len(at) {
		p, ok := at[i]
		if !ok {
			return nil, brokenAnswer(fmt.Sprintf("it has no paragraph %d of %s", i, ref.GetName()))
		}
		d.Paragraphs = append(d.Paragraphs, p)
	}
	return d, nil
}

func statsOf(s *travauxv1.RedlineStats) redline.Stats {
	return redline.Stats{
		Unchanged: int(s.Unchanged), Edited: int(s.Edited), Inserted: int(s.Inserted), Deleted: int(s.Deleted),
		Moved: int(s.Moved), MovedEdited: int(s.MovedEdited), Split: int(s.Split), Merged: int(s.Merged),
		Renumbered: int(s.Renumbered), WordsInserted: int(s.WordsInserted), WordsDeleted: int(s.WordsDeleted),
	}
}
