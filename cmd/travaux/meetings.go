package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// newMeeting makes "travaux meeting".
func (r *remote) newMeeting() *cobra.Command {
	noun := r.noun("meeting", "Meetings of a process")
	noun.AddCommand(r.meetingCreate(), r.meetingGet(), r.meetingList(), r.meetingUpdate())
	return noun
}

// meetingFlags are what create and update say of a meeting.
type meetingFlags struct {
	writing
	title, place, round, from, until string
	kind                             travauxv1.MeetingKind
}

func (f *meetingFlags) add(cmd *cobra.Command) {
	addWriting(cmd, &f.writing)
	addSpan(cmd, &f.from, &f.until, "when it is held")
	enumFlag(cmd, &f.kind, "kind", "what kind it is")
	cmd.Flags().StringVar(&f.title, "title", "", "its title")
	cmd.Flags().StringVar(&f.place, "place", "", "where")
	cmd.Flags().StringVar(&f.round, "round", "", "the round that it belongs to")
}

// meeting makes the message; its name is the caller's to set.
func (f *meetingFlags) meeting(s *session, process string) (*travauxv1.Meeting, error) {
	dates, err := s.span(f.from, f.until)
	if err != nil {
		return nil, err
	}
	m := &travauxv1.Meeting{Title: f.title, Kind: f.kind, Dates: dates, Place: f.place}
	if f.round != "" {
		m.Round = below(process, "rounds", f.round)
	}
	return m, nil
}

func (r *remote) meetingCreate() *cobra.Command {
	f := meetingFlags{kind: travauxv1.MeetingKind_MEETING_KIND_INFORMAL}
	cmd := r.command("create [PROCESS] MEETING", "Set a meeting", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		m, err := f.meeting(s, process)
		if err != nil {
			return err
		}
		made, err := s.processes().CreateMeeting(ctx, &travauxv1.CreateMeetingRequest{
			Parent: process, MeetingId: lastSegment(rest[0]), Meeting: m, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Set %s.", made.Name)
		return printOne(s, meetingView(), made)
	})
	f.add(cmd)
	requireFlag(cmd, "title")
	requireFlag(cmd, "from")
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) meetingGet() *cobra.Command {
	cmd := r.command("get [PROCESS] MEETING", "Show a meeting", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		m, err := s.processes().GetMeeting(ctx, &travauxv1.GetMeetingRequest{Name: below(process, "meetings", rest[0])})
		if err != nil {
			return err
		}
		return printOne(s, meetingView(), m)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) meetingList() *cobra.Command {
	cmd := r.command("list [PROCESS]", "List the meetings", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		process, _, err := s.processArgs(args, 0)
		if err != nil {
			return err
		}
		all, err := pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Meeting, string, error) {
			r, err := s.processes().ListMeetings(ctx, &travauxv1.ListMeetingsRequest{Parent: process, PageSize: pageSize, PageToken: token})
			return r.GetMeetings(), r.GetNextPageToken(), err
		})
		if err != nil {
			return err
		}
		return printAll(s, meetingView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}

func (r *remote) meetingUpdate() *cobra.Command {
	var f meetingFlags
	cmd := r.command("update [PROCESS] MEETING", "Change a meeting", cobra.RangeArgs(1, 2), func(ctx context.Context, s *session, args []string) error {
		process, rest, err := s.processArgs(args, 1)
		if err != nil {
			return err
		}
		mask, err := s.changed(map[string]string{
			"title": "title", "kind": "kind", "from": "dates", "until": "dates", "place": "place", "round": "round",
		})
		if err != nil {
			return err
		}
		m, err := f.meeting(s, process)
		if err != nil {
			return err
		}
		m.Name, m.Etag = below(process, "meetings", rest[0]), f.etag
		if d := m.Dates; d != nil && (d.From == nil || d.Until == nil) {
			now, err := s.processes().GetMeeting(ctx, &travauxv1.GetMeetingRequest{Name: m.Name})
			if err != nil {
				return err
			}
			keepOtherEnd(d, now.Dates)
			m.Etag = orWord(m.Etag, now.Etag)
		}
		made, err := s.processes().UpdateMeeting(ctx, &travauxv1.UpdateMeetingRequest{
			Meeting: m, UpdateMask: mask, RequestId: f.id(), ValidateOnly: f.dryRun, Reason: f.reason,
		})
		if err != nil {
			return err
		}
		f.told(s, "Changed %s.", made.Name)
		return printOne(s, meetingView(), made)
	})
	f.add(cmd)
	addEtag(cmd, &f.writing)
	cmd.ValidArgsFunction = r.completes(completeProcesses)
	return cmd
}
