package service

import (
	"context"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// Feed is what a viewer may follow of some subjects at one moment.
type Feed struct {
	Viewer negotiation.Viewer
	// Streams are those of the subjects that the viewer sees, with their counters.
	Streams []store.Stream
}

// MaxEvents is the longest page of events.
const MaxEvents = 1000

// FeedOf resolves what the caller may follow of the subjects: names of processes
// and documents, or "registry". A subject that the caller may not see is
// NOT_FOUND.
func (s *Service) FeedOf(ctx context.Context, p negotiation.Principal, subjects []string) (Feed, error) {
	var f Feed
	err := s.snapshot(ctx, p, nil, func(r reader) (err error) {
		f, err = r.feed(subjects)
		return err
	})
	return f, border(err)
}

// News gives FeedOf and up to limit events of its streams, in the order in which they
// were committed. after tells, of the streams, from where on. Both are read at one
// moment: no act is told that was committed after the caller lost sight of it.
func (s *Service) News(ctx context.Context, p negotiation.Principal, subjects []string, after func([]store.Stream) []store.Stream, limit int) (Feed, []store.StreamEvent, error) {
	var f Feed
	var events []store.StreamEvent
	err := s.snapshot(ctx, p, nil, func(r reader) (err error) {
		if f, err = r.feed(subjects); err != nil {
			return err
		}
		events, err = r.tx.Events(ctx, r.viewer, after(f.Streams), limit)
		return err
	})
	return f, events, border(err)
}

func (r reader) feed(subjects []string) (Feed, error) {
	f := Feed{Viewer: r.viewer}
	for _, subject := range subjects {
		if subject != Registry {
			if err := checkLength("subjects", subject); err != nil {
				return Feed{}, err
			}
			kind := negotiation.KindOf(subject)
			if kind != negotiation.KindProcess && kind != negotiation.KindDocument {
				return Feed{}, missing(subject)
			}
			if _, err := r.get(kind, subject); err != nil {
				return Feed{}, err
			}
		}
		streams, err := r.tx.Streams(r.ctx, r.viewer, subject)
		if err != nil {
			return Feed{}, err
		}
		f.Streams = append(f.Streams, streams...)
	}
	return f, nil
}

// Registry is the subject of acts on people and actors.
const Registry = "registry"

// Notify is that of the store: a hint after each commit.
func (s *Service) Notify(ch chan<- struct{}) (stop func()) { return s.store.Notify(ch) }

// StoreID is the identity of the store behind the service.
func (s *Service) StoreID() string { return s.store.ID() }

// Counters gives the streams of each subject with their counters, whoever may see
// them. It is for waking those who follow them; it must never be served, since
// counters tell that hidden acts exist.
func (s *Service) Counters(ctx context.Context, subjects []string) ([][]store.Stream, error) {
	out := make([][]store.Stream, len(subjects))
	err := s.store.View(ctx, func(tx store.Tx) (err error) {
		for i, subject := range subjects {
			if out[i], err = tx.Streams(ctx, negotiation.Keeper(), subject); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
