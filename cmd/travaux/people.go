package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newWhoami makes "travaux whoami".
func (r *remote) newWhoami() *cobra.Command {
	return r.command("whoami", "Tell as whom the server knows you", cobra.NoArgs, func(ctx context.Context, s *session, _ []string) error {
		who, err := s.identity().WhoAmI(ctx, &travauxv1.WhoAmIRequest{})
		if err != nil {
			return err
		}
		return printOne(s, identityView(), who)
	})
}

// newUser makes "travaux user".
func (r *remote) newUser() *cobra.Command {
	noun := r.noun("user", "People who sign in")
	noun.AddCommand(r.userCreate(), r.userGet(), r.userList(), r.userUpdate())
	return noun
}

// userFlags are what create and update say of a person.
type userFlags struct {
	writing
	name         string
	affiliations []string
}

func (f *userFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.name, "name", "", "the person's name")
	cmd.Flags().StringArrayVar(&f.affiliations, "actor", nil, "a delegation that the person belongs to, ACTOR or ACTOR=FROM..UNTIL; may be repeated")
	addWriting(cmd, &f.writing)
}

// user makes the message; its name is the caller's to set.
func (f *userFlags) user(s *session) (*travauxv1.User, error) {
	u := &travauxv1.User{DisplayName: f.name}
	for _, typed := range f.affiliations {
		actor, span, err := datedWord(typed, s)
		if err != nil {
			return nil, err
		}
		u.Affiliations = append(u.Affiliations, &travauxv1.Affiliation{Actor: actorName(actor), Span: span})
	}
	return u, nil
}

// datedWord reads WORD or WORD=FROM..UNTIL.
func datedWord(typed string, s *session) (string, *travauxv1.Span, error) {
	word, dates, dated := strings.Cut(typed, "=")
	if !dated {
		return word, nil, nil
	}
	span, err := spanPair(dates, s.now())
	if err != nil {
		return "", nil, usageProblem(fmt.Sprintf("%q cannot be read", typed), err.Error(), "type "+word+" or "+word+"=2026-01-01..2026-12-31")
	}
	return word, span, nil
}

func (r *remote) userCreate() *cobra.Command {
	var f userFlags
	cmd := r.command("create USER", "Enter a person", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		u, err := f.user(s)
		if err != nil {
			return err
		}
		made, err := s.identity().CreateUser(ctx, &travauxv1.CreateUserRequest{
			UserId: lastSegment(args[0]), User: u, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Entered %s.", made.Name)
		return printOne(s, userView(), made)
	})
	f.add(cmd)
	requireFlag(cmd, "name")
	return cmd
}

func (r *remote) userGet() *cobra.Command {
	return r.command("get USER", "Show a person", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		u, err := s.identity().GetUser(ctx, &travauxv1.GetUserRequest{Name: userName(args[0])})
		if err != nil {
			return err
		}
		return printOne(s, userView(), u)
	})
}

func (r *remote) userList() *cobra.Command {
	return r.command("list", "List the people that you may see", cobra.NoArgs, func(ctx context.Context, s *session, _ []string) error {
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.User, string, error) {
			r, err := s.identity().ListUsers(ctx, &travauxv1.ListUsersRequest{PageSize: pageSize, PageToken: token})
			return r.GetUsers(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, userView(), all)
	})
}

func (r *remote) userUpdate() *cobra.Command {
	var f userFlags
	cmd := r.command("update USER", "Change a person's name or delegations", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		u, err := f.user(s)
		if err != nil {
			return err
		}
		u.Name, u.Etag = userName(args[0]), f.etag
		mask, err := s.changed(map[string]string{"name": "display_name", "actor": "affiliations"})
		if err != nil {
			return err
		}
		made, err := s.identity().UpdateUser(ctx, &travauxv1.UpdateUserRequest{
			User: u, UpdateMask: mask, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Changed %s.", made.Name)
		return printOne(s, userView(), made)
	})
	f.add(cmd)
	addEtag(cmd, &f.writing)
	return cmd
}
