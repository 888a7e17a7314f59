package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/tokenfile"
	"github.com/travaux/travaux/clients/go/travauxv1"
)

// usualTokenAge is how long a token is good for unless --expires tells otherwise.
const usualTokenAge = 90 * 24 * time.Hour

// newToken makes "travaux token".
func (r *remote) newToken() *cobra.Command {
	noun := r.noun("token", "Tokens with which people and programs sign in")
	noun.AddCommand(r.tokenCreate(), r.tokenList(), r.tokenRevoke())
	return noun
}

// issuing holds what is said of a token that is to be made.
type issuing struct {
	user, actor, expires, file, secretTo string
	capacity                             travauxv1.Capacity
}

func (r *remote) tokenCreate() *cobra.Command {
	f := issuing{capacity: travauxv1.Capacity_CAPACITY_DELEGATION}
	cmd := r.command("create", "Issue a token; its secret is printed once and kept nowhere", cobra.NoArgs, func(ctx context.Context, s *session, _ []string) error {
		if f.actor == "" && f.capacity == travauxv1.Capacity_CAPACITY_DELEGATION {
			return usageProblem("no actor is named", "a delegation's token is for one actor", "give --actor ACTOR, or another --capacity")
		}
		ends := s.now().Add(usualTokenAge)
		if f.expires != "" {
			var err error
			if ends, err = parseTime(f.expires, s.now()); err != nil {
				return usageProblem("the end cannot be read", err.Error(), "type for example --expires +30d")
			}
		}
		if f.file != "" {
			return s.issueOffline(f, ends)
		}
		made, err := s.identity().CreateToken(ctx, &travauxv1.CreateTokenRequest{Token: &travauxv1.Token{
			User: userName(f.user), Actor: actorName(f.actor), Capacity: f.capacity, ExpireTime: timestamppb.New(ends),
		}})
		if err != nil {
			return err
		}
		return s.handOver(f, made.Token, made.Secret)
	})
	cmd.Long = `Issue a token. The secret is the one line on standard output; with --secret-to it
goes into a file of mode 0600 instead.

With --file the token is written into a server's token file without asking the
server: so the first administrator signs in.`
	cmd.Example = `  travaux token create --file tokens --user ines --capacity administrator --secret-to ~/.travaux-token
  travaux token create --user joao --actor sarrow`
	flags := cmd.Flags()
	flags.StringVar(&f.user, "user", "", "who signs in with it")
	flags.StringVar(&f.actor, "actor", "", "for whom, with --capacity delegation")
	flags.StringVar(&f.expires, "expires", "", "when it ends, a date or +30d (default +90d)")
	flags.StringVar(&f.file, "file", "", "write it into this token file of a server, offline")
	flags.StringVar(&f.secretTo, "secret-to", "", "write the secret into this new file, not to standard output")
	enumFlag(cmd, &f.capacity, "capacity", "in what capacity")
	requireFlag(cmd, "user")
	r.completeFlag(cmd, "actor", completeActors)
	return cmd
}

// handOver gives the secret to whom asked for it.
func (s *session) handOver(f issuing, t *travauxv1.Token, secret string) error {
	s.say("Issued %s for %s (%s), until %s.", t.GetName(), lastSegment(t.GetUser()), enumWord(t.GetCapacity()), showTime(t.GetExpireTime()))
	if f.secretTo == "" {
		s.say("The secret is shown this once:")
		_, err := fmt.Fprintln(s.env.Stdout, secret)
		return err
	}
	out, err := os.OpenFile(f.secretTo, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fileProblem("writing the secret (the token is in force; revoke it if the secret is lost)", err)
	}
	_, err = fmt.Fprintln(out, secret)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fileProblem("writing the secret (the token is in force; revoke it if the secret is lost)", err)
	}
	return nil
}

// issueOffline adds a line to a server's token file. The server reads it at
// the next call.
func (s *session) issueOffline(f issuing, ends time.Time) error {
	secret, err := tokenfile.NewSecret(rand.Reader)
	if err != nil {
		return err
	}
	hash, err := tokenfile.Hash(secret)
	if err != nil {
		return err
	}
	e := tokenfile.Entry{
		SHA256: hash, User: lastSegment(f.user), Actor: lastSegment(f.actor),
		Capacity: enumWord(f.capacity), Expires: ends.UTC().Truncate(time.Second),
	}
	line, err := e.Line()
	if err != nil {
		return usageProblem("the token cannot be made", err.Error(), "see travaux token create --help")
	}
	old, err := os.ReadFile(f.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileProblem("reading the token file", err)
	}
	if n := len(old); n > 0 && old[n-1] != '\n' {
		old = append(old, '\n')
	}
	if err := replaceFile(f.file, append(old, line+"\n"...), 0o600); err != nil {
		return fileProblem("writing the token file", err)
	}
	return s.handOver(f, &travauxv1.Token{
		Name: tokenfile.Name(hash), User: userName(e.User), Actor: actorName(e.Actor),
		Capacity: f.capacity, ExpireTime: timestamppb.New(e.Expires),
	}, secret)
}

func (r *remote) tokenList() *cobra.Command {
	return r.command("list", "List the tokens in force, without their secrets", cobra.NoArgs, func(ctx context.Context, s *session, _ []string) error {
		all, err := s.identity().ListTokens(ctx, &travauxv1.ListTokensRequest{})
		if err != nil {
			return err
		}
		return printAll(s, tokenView(), all.Tokens)
	})
}

func (r *remote) tokenRevoke() *cobra.Command {
	return r.command("revoke TOKEN", "End a token at once", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		name := tokenName(args[0])
		if _, err := s.identity().RevokeToken(ctx, &travauxv1.RevokeTokenRequest{Name: name}); err != nil {
			return err
		}
		s.say("Revoked %s.", name)
		return nil
	})
}
