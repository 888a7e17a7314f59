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
		to, err := keepSecret(f.secretTo)
		if err != nil {
			return err
		}
		defer to.dropEmpty()
		if f.file != "" {
			return s.issueOffline(f, ends, to)
		}
		made, err := s.identity().CreateToken(ctx, &travauxv1.CreateTokenRequest{Token: &travauxv1.Token{
			User: userName(f.user), Actor: actorName(f.actor), Capacity: f.capacity, ExpireTime: timestamppb.New(ends),
		}})
		if err != nil {
			return err
		}
		return s.handOver(to, made.Token, made.Secret)
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

// secretFile is the new file that a secret goes into; the zero value is standard
// output.
type secretFile struct {
	file *os.File
	kept bool
}

// keepSecret makes the file for a secret, readable by its owner alone, before
// there is a token whose secret could be lost. No path is standard output.
func keepSecret(path string) (*secretFile, error) {
	if path == "" {
		return &secretFile{}, nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, &problem{code: exitFailed, reason: "FILE_EXISTS", what: path + " exists; no token was made",
			why: "a secret goes into a new file only", remedy: "give --secret-to another name", cause: err}
	}
	if err != nil {
		return nil, fileProblem("the file for the secret cannot be made; no token was made", err)
	}
	return &secretFile{file: f}, nil
}

// dropEmpty closes the file, and removes it where no secret came.
func (k *secretFile) dropEmpty() {
	if k.file == nil || k.kept {
		return
	}
	_ = k.file.Close()
	_ = os.Remove(k.file.Name())
}

// handOver gives the secret to whom asked for it.
func (s *session) handOver(to *secretFile, t *travauxv1.Token, secret string) error {
	s.say("Issued %s for %s (%s), until %s.", t.GetName(), lastSegment(t.GetUser()), enumWord(t.GetCapacity()), showTime(t.GetExpireTime()))
	if to.file == nil {
		s.say("The secret is shown this once:")
		_, err := fmt.Fprintln(s.env.Stdout, secret)
		return err
	}
	to.kept = true
	_, err := fmt.Fprintln(to.file, secret)
	if err = errors.Join(err, to.file.Sync(), to.file.Close()); err != nil {
		return fileProblem("writing the secret (the token is in force; revoke it: travaux token revoke "+t.GetName()+")", err)
	}
	return nil
}

// issueOffline adds a line to a server's token file. The server reads it at
// the next call.
func (s *session) issueOffline(f issuing, ends time.Time, to *secretFile) error {
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
	return s.handOver(to, &travauxv1.Token{
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
