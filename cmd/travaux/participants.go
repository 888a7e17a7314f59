package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func (r *remote) processAdmit() *cobra.Command {
	var w writing
	var from, until, profile string
	var rights []string
	cmd := r.command("admit [PROCESS] ACTOR", "Admit an actor, or change its dates and rights", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		span, err := s.span(from, until)
		if err != nil {
			return err
		}
		p := &travauxv1.Participant{Actor: actorName(rest[0]), Admitted: span}
		for _, typed := range rights {
			right, err := datedRight(typed, s)
			if err != nil {
				return err
			}
			p.Rights = append(p.Rights, right)
		}
		made, err := s.processes().AdmitParticipant(ctx, &travauxv1.AdmitParticipantRequest{
			Parent: process, Participant: p, Profile: profile, RequestId: w.id(), ValidateOnly: w.dryRun, Reason: w.reason,
		})
		if err != nil {
			return err
		}
		w.told(s, "Admitted %s to %s.", lastSegment(made.Actor), process)
		return printOne(s, participantView(), made)
	})
	addWriting(cmd, &w)
	addSpan(cmd, &from, &until, "when it is admitted")
	cmd.Flags().StringVar(&profile, "profile", "", "a row of the table of usual rights (default: that of the actor's kind)")
	cmd.Flags().StringArrayVar(&rights, "right", nil, "a right, RIGHT or RIGHT=FROM..UNTIL, instead of those usual for its kind; may be repeated")
	cmd.ValidArgsFunction = r.completes(completeProcesses, completeActors)
	return cmd
}

// datedRight reads RIGHT or RIGHT=FROM..UNTIL.
func datedRight(typed string, s *session) (*travauxv1.RightSpan, error) {
	word, span, err := datedWord(typed, s)
	if err != nil {
		return nil, err
	}
	right, err := parseEnum[travauxv1.Right](word)
	if err != nil {
		return nil, usageProblem(fmt.Sprintf("%q is no right", word), err.Error(), "use one of those words")
	}
	return &travauxv1.RightSpan{Right: right, Span: span}, nil
}

func (r *remote) processParticipants() *cobra.Command {
	cmd := r.command("participants [PROCESS]", "List who is admitted", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		process, _, err := s.processArgs(args, 0)
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Participant, string, error) {
			r, err := s.processes().ListParticipants(ctx, &travauxv1.ListParticipantsRequest{Parent: process, PageSize: pageSize, PageToken: token})
			return r.GetParticipants(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, participantView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) processAssignRole() *cobra.Command {
	var w writing
	var from, until, id, actor string
	var office travauxv1.RoleKind
	cmd := r.command("assign-role [PROCESS] USER", "Give a person an office", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		span, err := s.span(from, until)
		if err != nil {
			return err
		}
		made, err := s.processes().AssignRole(ctx, &travauxv1.AssignRoleRequest{
			Parent: process, RoleId: id, RequestId: w.id(), ValidateOnly: w.dryRun, Reason: w.reason,
			Role: &travauxv1.Role{User: userName(rest[0]), Actor: actorName(actor), Role: office, Span: span},
		})
		if err != nil {
			return err
		}
		w.told(s, "%s is %s of %s.", lastSegment(made.User), enumWord(made.Role), process)
		return printOne(s, roleView(), made)
	})
	addWriting(cmd, &w)
	addSpan(cmd, &from, &until, "when the office is held")
	enumFlag(cmd, &office, "role", "the office")
	requireFlag(cmd, "role")
	cmd.Flags().StringVar(&id, "id", "", "the id of the role (default: the server chooses one)")
	cmd.Flags().StringVar(&actor, "actor", "", "the actor whose service the person is of")
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) processEndRole() *cobra.Command {
	var w writing
	var until string
	cmd := r.command("end-role [PROCESS] ROLE", "End an office; it is kept with its dates", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		span, err := s.span("", until)
		if err != nil {
			return err
		}
		made, err := s.processes().EndRole(ctx, &travauxv1.EndRoleRequest{
			Name: below(process, "roles", rest[0]), Until: span.GetUntil(), Etag: w.etag, RequestId: w.id(), ValidateOnly: w.dryRun, Reason: w.reason,
		})
		if err != nil {
			return err
		}
		w.told(s, "Ended %s.", made.Name)
		return printOne(s, roleView(), made)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	cmd.Flags().StringVar(&until, "until", "", "when it ends (default: now)")
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) processRoles() *cobra.Command {
	cmd := r.command("roles [PROCESS]", "List who holds which office, and when", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		process, _, err := s.processArgs(args, 0)
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Role, string, error) {
			r, err := s.processes().ListRoles(ctx, &travauxv1.ListRolesRequest{Parent: process, PageSize: pageSize, PageToken: token})
			return r.GetRoles(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, roleView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}
