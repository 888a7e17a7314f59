package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// completeTimeout is how long a person at the tab key waits for the server.
const completeTimeout = 1500 * time.Millisecond

// completer gives the words that may stand at a place, each with a tab and a
// description where one helps. within is what was typed before: a process or a
// document, or nothing.
type completer func(ctx context.Context, s *session, within string) ([]string, error)

// completeFunc is cobra's type for the completion of arguments and flags.
type completeFunc = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective)

// completes makes the completion of arguments of which the first, a process or
// a document, may be left out.
func (r *remote) completes(places ...completer) completeFunc {
	return r.completing(cobra.ShellCompDirectiveNoFileComp, places)
}

// completesWithFiles is completes where files may stand too.
func (r *remote) completesWithFiles(places ...completer) completeFunc {
	return r.completing(cobra.ShellCompDirectiveDefault, places)
}

func (r *remote) completing(directive cobra.ShellCompDirective, places []completer) completeFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		s, ctx, done := r.completion(cmd)
		if s == nil {
			return nil, directive
		}
		defer done()
		within, at := "", len(args)
		if at > 0 {
			within = args[0]
		}
		var out []string
		if at < len(places) {
			out = append(out, offered(ctx, s, places[at], within)...)
		}
		if at == 0 && len(places) > 1 && s.settings.Process != "" {
			out = append(out, offered(ctx, s, places[1], "")...)
		}
		return out, directive
	}
}

// completeFlag completes the value of a flag.
func (r *remote) completeFlag(cmd *cobra.Command, name string, c completer) {
	complete := func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		s, ctx, done := r.completion(cmd)
		if s == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer done()
		within := ""
		if len(args) > 0 {
			within = args[0]
		}
		return offered(ctx, s, c, within), cobra.ShellCompDirectiveNoFileComp
	}
	if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
		panic(err) // the flag is added by the caller just before
	}
}

// completion opens a session for one press of the tab key; nil where none can
// be had.
func (r *remote) completion(cmd *cobra.Command) (*session, context.Context, func()) {
	s, closeConn, err := r.connect(cmd, 1)
	if err != nil {
		return nil, nil, nil
	}
	parent := cmd.Context()
	if parent == nil {
		parent = context.Background()
	}
	ctx, cancel := context.WithTimeout(parent, completeTimeout)
	return s, ctx, func() { cancel(); closeConn() }
}

// offered asks a completer; a server that does not answer offers nothing.
func offered(ctx context.Context, s *session, c completer, within string) []string {
	words, err := c(ctx, s, within)
	if err != nil {
		return nil
	}
	for i, w := range words {
		words[i] = oneLineKeepTab(w)
	}
	return words
}

// oneLineKeepTab is oneLine on both sides of the tab that parts word and
// description.
func oneLineKeepTab(s string) string {
	word, about, ok := strings.Cut(s, "\t")
	if !ok {
		return oneLine(word)
	}
	return oneLine(word) + "\t" + clip(oneLine(about), 60)
}

func completeProcesses(ctx context.Context, s *session, _ string) ([]string, error) {
	all, err := s.listProcesses(ctx)
	return completions(all, err, func(p *travauxv1.Process) (string, string) { return lastSegment(p.Name), p.Title })
}

func completeDocuments(ctx context.Context, s *session, _ string) ([]string, error) {
	processes, err := s.listProcesses(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range processes {
		all, err := s.listDocuments(ctx, p.Name)
		if err != nil {
			return out, nil
		}
		for _, d := range all {
			out = append(out, shortName(d.Name)+"\t"+d.Title)
		}
	}
	return out, nil
}

func completeActors(ctx context.Context, s *session, _ string) ([]string, error) {
	all, err := s.listActors(ctx)
	return completions(all, err, func(a *travauxv1.Actor) (string, string) { return lastSegment(a.Name), actorLabel(a) })
}

func completeParagraphs(ctx context.Context, s *session, within string) ([]string, error) {
	document, err := s.document(ctx, within)
	if err != nil {
		return nil, err
	}
	all, err := s.listParagraphs(ctx, document, false)
	return completions(all, err, func(p *travauxv1.Paragraph) (string, string) {
		return pointer(p.Label, p.Name), p.GetText().GetContent()
	})
}

func completePassages(ctx context.Context, s *session, within string) ([]string, error) {
	document, err := s.document(ctx, within)
	if err != nil {
		return nil, err
	}
	all, err := s.listPassages(ctx, document, false)
	return completions(all, err, func(p *travauxv1.Passage) (string, string) {
		return pointer(p.Label, p.Paragraph), p.GetText().GetContent()
	})
}

func completeDrafts(ctx context.Context, s *session, within string) ([]string, error) {
	document, err := s.document(ctx, within)
	if err != nil {
		return nil, err
	}
	all, err := s.listDrafts(ctx, document)
	return completions(all, err, func(d *travauxv1.Draft) (string, string) { return lastSegment(d.Name), d.Title })
}

func completeAmendments(ctx context.Context, s *session, within string) ([]string, error) {
	document, err := s.document(ctx, within)
	if err != nil {
		return nil, err
	}
	all, err := s.listAmendments(ctx, &travauxv1.ListAmendmentsRequest{Parent: document})
	return completions(all, err, func(a *travauxv1.Amendment) (string, string) {
		return amendmentRef(a), enumWord(a.Kind) + " " + lastSegment(a.Paragraph) + " " + sponsors(a)
	})
}

func completeDispositions(context.Context, *session, string) ([]string, error) {
	return enumWords(travauxv1.DispositionKind(0).Descriptor()), nil
}

// pointer is how a paragraph is typed: its label without the full stop, else its id.
func pointer(label, name string) string {
	return orWord(strings.TrimRight(label, ". "), lastSegment(name))
}

// completions makes words with descriptions of a list.
func completions[M any](all []M, err error, show func(M) (word, about string)) ([]string, error) {
	if err != nil {
		return nil, err
	}
	out := make([]string, len(all))
	for i, m := range all {
		word, about := show(m)
		out[i] = word + "\t" + about
	}
	return out, nil
}
