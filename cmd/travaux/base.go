package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/redline"
)

// fileBase marks a base that is a file on this machine.
const fileBase = "file:"

// baseFlags choose what a draft is compared with where the arguments do not.
type baseFlags struct {
	since, file string
	verbose     bool // whether all that the reader of a file had to say is told
}

func (b *baseFlags) add(cmd *cobra.Command) {
	b.addSince(cmd)
	cmd.Flags().StringVar(&b.file, "base-file", "", "compare with a file on this machine, which does not leave it")
	cmd.MarkFlagsMutuallyExclusive("since", "base-file")
}

func (b *baseFlags) addSince(cmd *cobra.Command) {
	cmd.Flags().StringVar(&b.since, "since", "", "compare with the draft that was the newest for you at that moment: 2026-03-01, 2026-03-01T18:00Z or -7d; without a zone UTC")
}

// pair reads "OLD..NEW", "..NEW", "file:PATH..NEW" or, where a flag tells the base,
// "NEW". An empty older one is for the server to choose.
func (b *baseFlags) pair(typed string) (older, newer string, err error) {
	at := strings.Index(typed, "..")
	if strings.HasPrefix(typed, fileBase) {
		at = strings.LastIndex(typed, "..") // a path may have them, too
	}
	switch {
	case at >= 0:
		older, newer = typed[:at], typed[at+2:]
	case b.since != "" || b.file != "":
		newer = typed
	}
	if newer == "" || older == fileBase {
		return "", "", usageProblem(fmt.Sprintf("%q names no two drafts", typed), "a comparison is OLD..NEW, or ..NEW with the draft before it",
			"type for example zero-draft..rev1")
	}
	if older != "" && (b.since != "" || b.file != "") {
		return "", "", usageProblem("the base is told twice", older+" stands before the dots, and a flag names another", "leave one of them out: ..NEW")
	}
	if b.file != "" {
		older = fileBase + b.file
	}
	return older, newer, nil
}

// moment gives the moment of --since, nil where none is typed.
func (b *baseFlags) moment(s *session) (*timestamppb.Timestamp, error) {
	if b.since == "" {
		return nil, nil
	}
	t, err := parseTime(b.since, s.now())
	if err != nil {
		return nil, usageProblem(fmt.Sprintf("%q is no moment", b.since), "--since takes 2026-03-01, 2026-03-01T18:00Z or -7d; without a zone UTC", "type it in one of those forms")
	}
	return timestamppb.New(t), nil
}

// check refuses, before the server is asked, what it need not be asked about: a moment
// that cannot be read, and an answer that would be written over the base.
func (b *baseFlags) check(s *session, older string) error {
	if path, ok := strings.CutPrefix(older, fileBase); ok {
		if err := checkNotInput(s.output.file, path); err != nil {
			return err
		}
	}
	_, err := b.moment(s)
	return err
}

// baseName gives the name of a base, empty for one that the server is to choose.
// One of another document is PROCESS/DOCUMENT/DRAFT.
func baseName(document, ref string) string {
	if ref == "" {
		return ""
	}
	if parts := strings.Split(ref, "/"); len(parts) == 3 && parts[0] != "processes" {
		return draftName("processes/"+parts[0]+"/documents/"+parts[1], parts[2])
	}
	return draftName(document, ref)
}

// compareWith compares a draft with the base that a person means.
func (s *session) compareWith(ctx context.Context, document, older, newer string, b *baseFlags, form travauxv1.TextForm) (*redline.Comparison, sides, error) {
	if path, ok := strings.CutPrefix(older, fileBase); ok {
		return s.compareFile(ctx, path, draftName(document, newer), form, reading{verbose: b.verbose})
	}
	since, err := b.moment(s)
	if err != nil {
		return nil, sides{}, err
	}
	c, err := s.compare(ctx, &travauxv1.CompareDraftsRequest{
		Base: baseName(document, older), Target: draftName(document, newer), Since: since, Form: form,
	})
	if err != nil {
		return nil, sides{}, err
	}
	s.tellChoice(c.header)
	return c.list, sides{Old: sideName(c.header.Base), New: sideName(c.header.Target)}, nil
}

// tellChoice says which base the server chose, and why that one.
func (s *session) tellChoice(h *travauxv1.ComparisonHeader) {
	switch h.GetChoice() {
	case travauxv1.BaseChoice_BASE_CHOICE_PREVIOUS:
		s.say("The base is %s, the draft before %s.", aboutDraft(h.Base), lastSegment(h.GetTarget().GetName()))
	case travauxv1.BaseChoice_BASE_CHOICE_SINCE:
		s.say("The base is %s, the newest draft at %s.", aboutDraft(h.Base), showTime(h.Since))
	}
}

// aboutDraft names a draft with its title, seal and time.
func aboutDraft(d *travauxv1.DraftRef) string {
	return fmt.Sprintf("%s (%s, seal %s, %s)", lastSegment(d.GetName()), d.GetTitle(), shortHash(d.GetSeal()), showTime(d.GetTime()))
}

// compareFile compares a file on this machine with a draft of the server. The
// draft comes here; the file does not leave.
func (s *session) compareFile(ctx context.Context, path, target string, form travauxv1.TextForm, f reading) (*redline.Comparison, sides, error) {
	old, err := f.read(s.env, path)
	if err != nil {
		return nil, sides{}, err
	}
	pages, err := s.draftText(ctx, target, form)
	if err != nil {
		return nil, sides{}, err
	}
	f.tellFindings(s.env, old.name, old.found)
	c := redline.Compare(old.draft, pages.draft(), redline.Options{})
	return c, sides{Old: side{Name: old.name, Hash: redlinejson.Hash(old.draft)}, New: sideName(pages.whole.GetDraft())}, nil
}
