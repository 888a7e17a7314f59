package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"google.golang.org/grpc"

	client "github.com/travaux/travaux/clients/go"
	"github.com/travaux/travaux/clients/go/travauxv1"
)

// session is one command's talk with the server.
type session struct {
	env      *Env
	cmd      *cobra.Command
	settings settings
	output   outputFlags
	signedIn bool // a token goes with the calls
	// conn carries the calls; api is the client that it belongs to, nil where a
	// connection was given from outside.
	conn grpc.ClientConnInterface
	api  *client.Client
}

func (s *session) identity() travauxv1.IdentityServiceClient {
	return travauxv1.NewIdentityServiceClient(s.conn)
}

func (s *session) processes() travauxv1.ProcessServiceClient {
	return travauxv1.NewProcessServiceClient(s.conn)
}

func (s *session) documents() travauxv1.DocumentServiceClient {
	return travauxv1.NewDocumentServiceClient(s.conn)
}

func (s *session) drafts() travauxv1.DraftServiceClient {
	return travauxv1.NewDraftServiceClient(s.conn)
}

func (s *session) amendments() travauxv1.AmendmentServiceClient {
	return travauxv1.NewAmendmentServiceClient(s.conn)
}

// now is the moment from which stretches of time count.
func (s *session) now() time.Time { return s.env.Now().UTC() }

// pageSize is how many resources a list call asks for at a time.
const pageSize = 500

// pages collects all pages of a list. get is given the token of the page and
// gives its members and the token of the next, empty at the end.
func pages[M any](ctx context.Context, get func(ctx context.Context, token string) ([]M, string, error)) ([]M, error) {
	var all []M
	seen := map[string]bool{}
	for token := ""; ; {
		page, next, err := get(ctx, token)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if next == "" {
			return all, nil
		}
		if seen[next] {
			return nil, errors.New("the server gave the same page token twice; stopped before going round in circles")
		}
		seen[next] = true
		token = next
	}
}

// full gives a resource name from what a person typed: a whole name, or the id
// alone.
func full(collection, ref string) string {
	if strings.HasPrefix(ref, collection) {
		return ref
	}
	return collection + ref
}

// userName, actorName and tokenName take a name or an id; empty stays empty.
func userName(ref string) string  { return named("users/", ref) }
func actorName(ref string) string { return named("actors/", ref) }
func tokenName(ref string) string { return named("tokens/", ref) }

func named(collection, ref string) string {
	if ref == "" {
		return ""
	}
	return full(collection, ref)
}

// process gives the process that a person means: the one typed, else that of
// the settings.
func (s *session) process(ref string) (string, error) {
	if ref == "" {
		ref = s.settings.Process
	}
	if ref == "" {
		return "", usageProblem("no process is named", "the command needs to know which negotiation is meant",
			"name it as the first argument, with --process, or once for all: travaux config set process ID")
	}
	return full("processes/", ref), nil
}

// processArgs parts the arguments into the process, which may be left out where
// the settings have one, and the n that follow it.
func (s *session) processArgs(args []string, n int) (string, []string, error) {
	ref := ""
	if len(args) > n {
		ref, args = args[0], args[1:]
	} else if n > 0 && len(args) > 0 {
		if p, ok := prefixSegments(args[0], 2); ok {
			return p, args, nil
		}
	}
	p, err := s.process(ref)
	return p, args, err
}

// documentArgs parts the arguments into the document, which may be left out
// where the settings or a whole resource name tell it, and the n that follow it.
func (s *session) documentArgs(ctx context.Context, args []string, n int) (string, []string, error) {
	ref := ""
	if len(args) > n {
		ref, args = args[0], args[1:]
	} else if n > 0 && len(args) > 0 {
		if d, ok := prefixSegments(args[0], 4); ok {
			return d, args, nil
		}
	}
	d, err := s.document(ctx, ref)
	return d, args, err
}

// prefixSegments gives the first n segments of a whole resource name that has
// more than those.
func prefixSegments(name string, n int) (string, bool) {
	parts := strings.Split(name, "/")
	if len(parts) <= n || parts[0] != "processes" || n == 4 && parts[2] != "documents" {
		return "", false
	}
	return strings.Join(parts[:n], "/"), true
}
