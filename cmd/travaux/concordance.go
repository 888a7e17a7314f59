package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// newConcordance makes "travaux concordance", of two drafts of a server or of two
// files.
func (r *remote) newConcordance() *cobra.Command {
	var base baseFlags
	var files reading
	cmd := r.command("concordance [DOCUMENT] OLD NEW | NEW", "Show which paragraph of one draft became which of another", cobra.RangeArgs(1, 3), func(ctx context.Context, s *session, args []string) error {
		since, err := base.moment(s)
		if err != nil {
			return err
		}
		document, older, newer, err := s.concordanceArgs(ctx, args, &base)
		if err != nil {
			return err
		}
		c, err := s.drafts().GetConcordance(ctx, &travauxv1.GetConcordanceRequest{
			Base: baseName(document, older), Target: draftName(document, newer), Since: since,
		})
		if err != nil {
			return err
		}
		s.tellChoice(c.Header)
		return s.printConcordance(c, aboutDraft(c.Header.Base), aboutDraft(c.Header.Target))
	})
	cmd.Long = `Show which paragraph of one draft became which of another, in the reading order
of the new one: by the record, as people confirmed it, or as the words suggest it.
Where a row is not sure, a person should look; the team decides with
travaux lineage. OLD..NEW and ..NEW are taken too, as in travaux diff.

Where OLD and NEW are both files, they are compared here, without a server; a name
that ends as a draft in a file does, as in rev1.md, is that of a file. --language,
--stdin-name and --verbose are for files only.`
	base.addSince(cmd)
	files.add(cmd)
	cmd.ValidArgsFunction = r.completesWithFiles(completeDocuments, completeDrafts, completeDrafts)
	online := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 2 && meansFile(args[0]) && meansFile(args[1]) {
			return (&session{env: r.env, cmd: cmd, output: r.output}).concordanceOfFiles(args[0], args[1], &base, files)
		}
		return online(cmd, args)
	}
	return cmd
}

// concordanceArgs reads "[DOCUMENT] OLD NEW", "[DOCUMENT] OLD..NEW", or
// "[DOCUMENT] NEW" with --since.
func (s *session) concordanceArgs(ctx context.Context, args []string, base *baseFlags) (document, older, newer string, err error) {
	last := args[len(args)-1]
	n := 1
	if strings.Contains(last, "..") || base.since != "" {
		older, newer, err = base.pair(last)
	} else if len(args) < 2 {
		err = usageProblem("only one draft is named", "a concordance is of two", "name both, OLD NEW, or ..NEW for the draft before it")
	} else {
		n, older, newer = 2, args[len(args)-2], last
	}
	if err != nil {
		return "", "", "", err
	}
	if len(args) > n+1 {
		return "", "", "", usageProblem("there are too many arguments", "a concordance is of two drafts of one document", "type [DOCUMENT] OLD NEW")
	}
	document, _, err = s.documentArgs(ctx, args, n)
	return document, older, newer, err
}

// meansFile tells whether a person who types path means a file: one that is there, or
// a name that no draft can have.
func meansFile(path string) bool {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		return true
	}
	return path == "-" || filepath.IsAbs(path) || format.HasEnding(path)
}

// concordanceOfFiles aligns two files by their words.
func (s *session) concordanceOfFiles(old, new string, base *baseFlags, f reading) error {
	switch {
	case base.since != "":
		return usageProblem("--since is not for files", "it names a moment of a document's record, and files have none", "leave it out")
	case old == "-" && new == "-":
		return usageProblem("both drafts are standard input", "it can be read only once", "name a file for one of them")
	}
	if err := checkNotInput(s.output.file, old, new); err != nil {
		return err
	}
	a, err := f.read(s.env, old)
	if err != nil {
		return err
	}
	b, err := f.read(s.env, new)
	if err != nil {
		return err
	}
	c := &travauxv1.Concordance{Header: &travauxv1.ComparisonHeader{Base: fileRef(a), Target: fileRef(b)}}
	for _, r := range negotiation.ConcordanceOf(a.draft, b.draft, nil) {
		c.Rows = append(c.Rows, &travauxv1.ConcordanceRow{
			Relation: wordEnum[travauxv1.Relation](string(r.Relation)), Old: fileParagraphs(a.draft, r.Old), New: fileParagraphs(b.draft, r.New),
			Similarity: r.Similarity, Basis: travauxv1.LineageBasis_LINEAGE_BASIS_SUGGESTED, Sure: r.Sure,
		})
	}
	f.tellFindings(s.env, a.name, a.found)
	f.tellFindings(s.env, b.name, b.found)
	about := func(in input) string { return in.name + " (" + shortHash(bareHash(redlinejson.Hash(in.draft))) + ")" }
	return s.printConcordance(c, about(a), about(b))
}

// fileRef names a file where a draft of a server has its title and seal.
func fileRef(in input) *travauxv1.DraftRef {
	return &travauxv1.DraftRef{Title: in.name, Seal: redlinejson.Hash(in.draft), Language: in.draft.Language}
}

// bareHash drops the name of the algorithm.
func bareHash(h string) string { return h[strings.IndexByte(h, ':')+1:] }

func fileParagraphs(d *text.Draft, at []int) []*travauxv1.ConcordanceParagraph {
	out := make([]*travauxv1.ConcordanceParagraph, len(at))
	for i, n := range at {
		p := d.Paragraphs[n]
		opening := []rune(p.Text)
		out[i] = &travauxv1.ConcordanceParagraph{Index: int32(n), Label: p.Label, Depth: int32(p.Depth),
			Kind: wordEnum[travauxv1.ParagraphKind](string(p.Kind)), Opening: string(opening[:min(len(opening), openingRunes)])}
	}
	return out
}

// openingRunes is how much of a paragraph a concordance shows, as the server has it.
const openingRunes = 60

// printConcordance prints the rows, CSV with the drafts beside each; to programs
// the whole.
func (s *session) printConcordance(c *travauxv1.Concordance, older, newer string) error {
	format, err := s.format("table", "json", "jsonl", "yaml", "csv")
	if err != nil {
		return err
	}
	v := concordanceView()
	if format == "csv" {
		v = append(v, view[*travauxv1.ConcordanceRow]{
			{"OLD ID", func(m *travauxv1.ConcordanceRow) string { return cells(m.Old, idOf) }},
			{"NEW ID", func(m *travauxv1.ConcordanceRow) string { return cells(m.New, idOf) }},
			{"OLD DRAFT", func(*travauxv1.ConcordanceRow) string { return older }},
			{"NEW DRAFT", func(*travauxv1.ConcordanceRow) string { return newer }},
		}...)
	}
	l, err := listOf(v, c.Rows)
	if err != nil {
		return err
	}
	if format == "json" || format == "yaml" {
		whole, err := itemOf(c)
		if err != nil {
			return err
		}
		l.Single, l.Items = true, append(l.Items[:0], whole)
	}
	if format == "table" {
		s.say("%s\n→ %s", older, newer)
	}
	return s.print(l)
}

func concordanceView() view[*travauxv1.ConcordanceRow] {
	return view[*travauxv1.ConcordanceRow]{
		{"OLD", func(m *travauxv1.ConcordanceRow) string { return cells(m.Old, labelOrPlace) }},
		{"NEW", func(m *travauxv1.ConcordanceRow) string { return cells(m.New, labelOrPlace) }},
		{"RELATION", func(m *travauxv1.ConcordanceRow) string { return enumWord(m.Relation) }},
		{"SIMILARITY", func(m *travauxv1.ConcordanceRow) string {
			if len(m.Old) == 0 || len(m.New) == 0 {
				return ""
			}
			return strconv.FormatFloat(m.Similarity, 'f', 2, 64)
		}},
		{"BASIS", func(m *travauxv1.ConcordanceRow) string { return enumWord(m.Basis) }},
		{"SURE", func(m *travauxv1.ConcordanceRow) string {
			if m.Sure {
				return "yes"
			}
			return "no"
		}},
		{"TEXT", func(m *travauxv1.ConcordanceRow) string {
			if len(m.New) > 0 {
				return m.New[0].Opening
			}
			return m.Old[0].Opening
		}},
	}
}

// cells joins what stands on one side of a row.
func cells(side []*travauxv1.ConcordanceParagraph, show func(*travauxv1.ConcordanceParagraph) string) string {
	out := make([]string, len(side))
	for i, p := range side {
		out[i] = show(p)
	}
	return strings.Join(out, " + ")
}

func idOf(p *travauxv1.ConcordanceParagraph) string { return lastSegment(p.Paragraph) }

// labelOrPlace is what is printed before a paragraph, else its place counted from 1.
func labelOrPlace(p *travauxv1.ConcordanceParagraph) string {
	return orWord(p.Label, fmt.Sprintf("¶%d", p.Index+1))
}
