package main

import (
	"context"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newProcess makes "travaux process".
func (r *remote) newProcess() *cobra.Command {
	noun := r.noun("process", "Negotiations: who takes part, who runs them")
	noun.AddCommand(
		r.processCreate(), r.processGet(), r.processList(), r.processUpdate(), r.processClose(),
		r.processAdmit(), r.processParticipants(),
		r.processAssignRole(), r.processEndRole(), r.processRoles(),
	)
	return noun
}

// processFlags are what create and update say of a process.
type processFlags struct {
	writing
	title, mandate, zone string
	order                []string
}

func (f *processFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.title, "title", "", "its title")
	flags.StringVar(&f.mandate, "mandate", "", "the mandate that it rests on")
	flags.StringVar(&f.zone, "time-zone", "", "IANA name of the time zone of the city it meets in")
	flags.StringSliceVar(&f.order, "order", nil, "actors in protocol order, with commas between")
	addWriting(cmd, &f.writing)
}

func (f *processFlags) process() *travauxv1.Process {
	p := &travauxv1.Process{Title: f.title, Mandate: f.mandate, TimeZone: f.zone}
	for _, a := range f.order {
		p.ProtocolOrder = append(p.ProtocolOrder, actorName(a))
	}
	return p
}

func (r *remote) processCreate() *cobra.Command {
	var f processFlags
	cmd := r.command("create PROCESS", "Open a negotiation", cobra.ExactArgs(1), func(ctx context.Context, s *session, args []string) error {
		made, err := s.processes().CreateProcess(ctx, &travauxv1.CreateProcessRequest{
			ProcessId: lastSegment(args[0]), Process: f.process(), RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Opened %s.", made.Name)
		return printOne(s, processView(), made)
	})
	f.add(cmd)
	requireFlag(cmd, "title")
	cmd.Flags().Lookup("time-zone").DefValue = "UTC"
	f.zone = "UTC"
	return cmd
}

func (r *remote) processGet() *cobra.Command {
	cmd := r.command("get [PROCESS]", "Show a negotiation", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		name, _, err := s.processArgs(args, 0)
		if err != nil {
			return err
		}
		p, err := s.processes().GetProcess(ctx, &travauxv1.GetProcessRequest{Name: name})
		if err != nil {
			return err
		}
		return printOne(s, processView(), p)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) processList() *cobra.Command {
	return r.command("list", "List the negotiations", cobra.NoArgs, func(ctx context.Context, s *session, _ []string) error {
		all, err := s.listProcesses(ctx)
		if err != nil {
			return err
		}
		return printAll(s, processView(), all)
	})
}

// listProcesses gives all negotiations.
func (s *session) listProcesses(ctx context.Context) ([]*travauxv1.Process, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Process, string, error) {
		r, err := s.processes().ListProcesses(ctx, &travauxv1.ListProcessesRequest{PageSize: pageSize, PageToken: token})
		return r.GetProcesses(), r.GetNextPageToken(), err
	})
}

func (r *remote) processUpdate() *cobra.Command {
	var f processFlags
	cmd := r.command("update [PROCESS]", "Change title, mandate, time zone or protocol order", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		mask, err := s.changed(map[string]string{
			"title": "title", "mandate": "mandate", "time-zone": "time_zone", "order": "protocol_order",
		})
		if err != nil {
			return err
		}
		return s.updateProcess(ctx, args, f.process(), mask, &f.writing)
	})
	f.add(cmd)
	addEtag(cmd, &f.writing)
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) processClose() *cobra.Command {
	var w writing
	cmd := r.command("close [PROCESS]", "End all writing in a negotiation", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		return s.updateProcess(ctx, args, &travauxv1.Process{Closed: true}, &fieldmaskpb.FieldMask{Paths: []string{"closed"}}, &w)
	})
	addWriting(cmd, &w)
	addEtag(cmd, &w)
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

// updateProcess changes the process that the arguments name.
func (s *session) updateProcess(ctx context.Context, args []string, p *travauxv1.Process, mask *fieldmaskpb.FieldMask, w *writing) error {
	name, _, err := s.processArgs(args, 0)
	if err != nil {
		return err
	}
	p.Name, p.Etag = name, w.etag
	made, err := s.processes().UpdateProcess(ctx, &travauxv1.UpdateProcessRequest{
		Process: p, UpdateMask: mask, RequestId: w.id(), ValidateOnly: w.dryRun, Reason: w.reason,
	})
	if err != nil {
		return err
	}
	w.told(s, "Changed %s.", made.Name)
	return printOne(s, processView(), made)
}
