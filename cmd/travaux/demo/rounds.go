package demo

import (
	"context"
	"fmt"

	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// openRound sets up a round, then its meetings.
func (p *player) openRound(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	r, err := p.script.round(s.Round)
	if err != nil {
		return err
	}
	accepts, err := value[travauxv1.Accepts](r.Accepts)
	if err != nil {
		return err
	}
	late, err := value[travauxv1.LateRule](r.LateRule)
	if err != nil {
		return err
	}
	in := &travauxv1.Round{
		Title: r.Title, Number: r.Number, Dates: r.span.from(p.start), Accepts: accepts,
		Window: r.window.from(p.start), LateRule: late,
	}
	if _, err := by.processes.CreateRound(ctx, &travauxv1.CreateRoundRequest{Parent: p.process(), RoundId: r.ID, Round: in}); err != nil {
		return err
	}
	p.did("")
	return p.setMeetings(ctx, by, r.ID)
}

// setMeetings sets the meetings of a round, or those of none.
func (p *player) setMeetings(ctx context.Context, by api, round string) error {
	for _, m := range p.script.Meetings {
		if m.Round != round {
			continue
		}
		kind, err := value[travauxv1.MeetingKind](m.Kind)
		if err != nil {
			return err
		}
		in := &travauxv1.Meeting{Title: m.Title, Kind: kind, Dates: m.from(p.start), Place: m.Place}
		if round != "" {
			in.Round = p.process() + "/rounds/" + round
		}
		if _, err := by.processes.CreateMeeting(ctx, &travauxv1.CreateMeetingRequest{Parent: p.process(), MeetingId: m.ID, Meeting: in}); err != nil {
			return fmt.Errorf("meeting %s: %w", m.ID, err)
		}
	}
	return nil
}

// moveWindow changes when a round receives submissions.
func (p *player) moveWindow(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	_, err = by.processes.UpdateRound(ctx, &travauxv1.UpdateRoundRequest{
		Round:      &travauxv1.Round{Name: p.process() + "/rounds/" + s.Round, Window: s.window.from(p.start)},
		UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"window"}},
	})
	p.did("")
	return err
}
