package main

import (
	"fmt"

	"github.com/spf13/cobra"

	client "github.com/travaux/travaux/clients/go"
	"github.com/travaux/travaux/clients/go/travauxv1"
)

// writing holds the flags that all commands share that change something.
type writing struct {
	dryRun    bool
	requestID string
	reason    string
	etag      string
}

// addWriting adds --dry-run, --request-id and --reason.
func addWriting(cmd *cobra.Command, w *writing) {
	cmd.Flags().BoolVar(&w.dryRun, "dry-run", false, "let the server decide and answer, write nothing")
	cmd.Flags().StringVar(&w.requestID, "request-id", "", "makes the command repeatable: the same id with the same request is done once (default: a fresh one)")
	cmd.Flags().StringVar(&w.reason, "reason", "", "why; kept in the record")
}

// addEtag adds --etag.
func addEtag(cmd *cobra.Command, w *writing) {
	cmd.Flags().StringVar(&w.etag, "etag", "", "only where the resource is still in this state")
}

// requireFlag marks a flag that the command does not work without.
func requireFlag(cmd *cobra.Command, name string) {
	if err := cmd.MarkFlagRequired(name); err != nil {
		panic(err) // the flag is added by the caller just before
	}
	cmd.Flags().Lookup(name).Usage += " (required)"
}

// id gives the request id: the one typed, or a fresh one, so that a retry after
// a broken connection writes nothing twice.
func (w *writing) id() string {
	if w.requestID == "" {
		w.requestID = client.NewRequestID()
	}
	return w.requestID
}

// told says on stderr what came of a write; of a dry run, that it was one.
func (w *writing) told(s *session, format string, args ...any) {
	if w.dryRun {
		s.say("Checked only; nothing was written.")
		return
	}
	s.say(format, args...)
}

// tellCirculation says of an amendment just handed in that the participants do
// not see it, where that is so.
func (w *writing) tellCirculation(s *session, m *travauxv1.Amendment) {
	switch {
	case w.dryRun || m.Number != 0:
	case staysWithTeam(m):
		s.say("Not circulated: only the co-facilitators' team sees it (--circulate)")
	default:
		s.say("Not circulated yet: the co-facilitators' team decides when (--hold)")
	}
}

// say writes one line of talk to stderr.
func (s *session) say(format string, args ...any) {
	fmt.Fprintln(s.env.Stderr, harmless(fmt.Sprintf(format, args...)))
}
