package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newActor makes "travaux actor".
func (r *remote) newActor() *cobra.Command {
	noun := r.noun("actor", "States, groups, observers and others who negotiate or are heard")
	noun.AddCommand(r.actorCreate(), r.actorGet(), r.actorList(), r.actorUpdate())
	return noun
}

// actorFlags are what create and update say of an actor.
type actorFlags struct {
	writing
	kind    travauxv1.ActorKind
	names   []string
	aliases []string
	code    string
	kindOf  string
	region  string
	groups  []string
}

func (f *actorFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.names, "name", nil, "its name, in English or as LANGUAGE=NAME; may be repeated")
	flags.StringArrayVar(&f.aliases, "alias", nil, "another name under which texts speak of it; may be repeated")
	flags.StringVar(&f.code, "code", "", "ISO 3166-1 alpha-3")
	flags.StringVar(&f.kindOf, "stakeholder-type", "", "the type of a stakeholder")
	flags.StringVar(&f.region, "region", "", "the region of a stakeholder")
	flags.StringArrayVar(&f.groups, "group", nil, "a group that it belongs to, GROUP or GROUP=FROM..UNTIL; may be repeated")
	addWriting(cmd, &f.writing)
}

// actor makes the message; its name is the caller's to set.
func (f *actorFlags) actor(s *session) (*travauxv1.Actor, error) {
	a := &travauxv1.Actor{
		Kind: f.kind, Aliases: f.aliases, Code: f.code, StakeholderType: f.kindOf, Region: f.region,
		DisplayNames: map[string]string{},
	}
	for _, typed := range f.names {
		lang, name, ok := strings.Cut(typed, "=")
		if !ok {
			lang, name = "en", typed
		}
		if a.DisplayNames[lang] != "" {
			return nil, usageProblem(fmt.Sprintf("two names in %q", lang), "an actor has one name in a language", "give other names with --alias")
		}
		a.DisplayNames[lang] = name
	}
	for _, typed := range f.groups {
		group, span, err := datedWord(typed, s)
		if err != nil {
			return nil, err
		}
		a.Memberships = append(a.Memberships, &travauxv1.Membership{Group: actorName(group), Span: span})
	}
	return a, nil
}

func (r *remote) actorCreate() *cobra.Command {
	var f actorFlags
	cmd := r.command("create ACTOR", "Enter an actor", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		a, err := f.actor(s)
		if err != nil {
			return err
		}
		made, err := s.identity().CreateActor(ctx, &travauxv1.CreateActorRequest{
			ActorId: lastSegment(args[0]), Actor: a, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Entered %s.", made.Name)
		return printOne(s, actorView(), made)
	})
	f.add(cmd)
	enumFlag(cmd, &f.kind, "kind", "what it is")
	requireFlag(cmd, "kind")
	requireFlag(cmd, "name")
	return cmd
}

func (r *remote) actorGet() *cobra.Command {
	cmd := r.command("get ACTOR", "Show an actor", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		a, err := s.identity().GetActor(ctx, &travauxv1.GetActorRequest{Name: actorName(args[0])})
		if err != nil {
			return err
		}
		return printOne(s, actorView(), a)
	})
	cmd.ValidArgsFunction = r.completes(completeActors)
	return cmd
}

func (r *remote) actorList() *cobra.Command {
	return r.command("list", "List the actors", cobra.NoArgs, func(ctx context.Context, s *session, _ []string) error {
		all, err := s.listActors(ctx)
		if err != nil {
			return err
		}
		return printAll(s, actorView(), all)
	})
}

// listActors gives the whole register.
func (s *session) listActors(ctx context.Context) ([]*travauxv1.Actor, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Actor, string, error) {
		r, err := s.identity().ListActors(ctx, &travauxv1.ListActorsRequest{PageSize: pageSize, PageToken: token})
		return r.GetActors(), r.GetNextPageToken(), err
	})
}

func (r *remote) actorUpdate() *cobra.Command {
	var f actorFlags
	cmd := r.command("update ACTOR", "Change an actor's names, aliases, code, type, region or groups", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		a, err := f.actor(s)
		if err != nil {
			return err
		}
		a.Name, a.Etag = actorName(args[0]), f.etag
		mask, err := s.changed(map[string]string{
			"name": "display_names", "alias": "aliases", "code": "code",
			"stakeholder-type": "stakeholder_type", "region": "region", "group": "memberships",
		})
		if err != nil {
			return err
		}
		made, err := s.identity().UpdateActor(ctx, &travauxv1.UpdateActorRequest{
			Actor: a, UpdateMask: mask, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Changed %s.", made.Name)
		return printOne(s, actorView(), made)
	})
	cmd.Long = "Change an actor. A list that is given (names, aliases, groups) takes the place of the list before."
	f.add(cmd)
	addEtag(cmd, &f.writing)
	cmd.ValidArgsFunction = r.completes(completeActors)
	return cmd
}
