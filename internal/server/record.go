package server

import (
	"context"
	"math"
	"slices"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
)

// The bounds of a watch.
const (
	MaxSubjects      = 32
	DefaultHeartbeat = 30 * time.Second
	minHeartbeat     = time.Second
	maxHeartbeat     = 5 * time.Minute
)

// recordAPI serves travauxv1.RecordService.
type recordAPI struct {
	travauxv1.UnimplementedRecordServiceServer
	*api
}

func (a recordAPI) Watch(req *travauxv1.WatchRequest, stream grpc.ServerStreamingServer[travauxv1.WatchResponse]) error {
	ctx := stream.Context()
	subjects, err := subjectsIn(req)
	if err != nil {
		return err
	}
	c, now, err := a.hub.join(ctx, principal(ctx), subjects)
	if err != nil {
		return err
	}
	at := now
	switch {
	case req.GetResumeToken() != "":
		if at, err = openResume(a.hub.tokens, req.GetResumeToken(), c.resume); err != nil {
			a.hub.leave(c)
			return err
		}
	case req.GetFromStart():
		at = nil
	}
	w := &watcher{server: a.Server, cohort: c, caller: callerOf(ctx), place: place{at: at}, heartbeat: heartbeatOf(req), stream: stream}
	return w.follow(ctx)
}

func subjectsIn(req *travauxv1.WatchRequest) ([]string, error) {
	subjects := slices.Clone(req.GetSubjects())
	slices.Sort(subjects)
	subjects = slices.Compact(subjects)
	if len(subjects) == 0 || len(subjects) > MaxSubjects {
		return nil, refusal(negotiation.Invalid, "SUBJECT_MISSING", "subjects", "a watch has 1 to 32 subjects",
			`name processes, documents or "registry"`)
	}
	return subjects, nil
}

func heartbeatOf(req *travauxv1.WatchRequest) time.Duration {
	if req.GetHeartbeat() == nil {
		return DefaultHeartbeat
	}
	return min(max(req.GetHeartbeat().AsDuration(), minHeartbeat), maxHeartbeat)
}

// watcher is one open stream. It is a place in the news and sends one act at a time, so
// that however slow the client is nothing piles up.
type watcher struct {
	server    *Server
	cohort    *cohort
	caller    caller
	place     place
	heartbeat time.Duration
	stream    grpc.ServerStream
	// sending is since when gRPC has not taken what is being sent, in nanoseconds
	// since 1970; 0 while nothing is being sent.
	sending atomic.Int64
}

// follow runs the watcher until it ends or its client is too slow. A send that the
// client holds up cannot be interrupted: the watcher is left behind then, gRPC ends it
// when the call has returned, and the hub waits for it.
func (w *watcher) follow(ctx context.Context) error {
	done := make(chan error, 1)
	w.server.hub.work.Go(func() {
		defer w.server.hub.leave(w.cohort)
		done <- w.run(ctx)
	})
	stall := w.server.config.WatchStall
	look := time.NewTicker(max(stall/4, time.Millisecond))
	defer look.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-w.server.hub.stop:
			return shuttingDown()
		case now := <-look.C:
			if since := w.sending.Load(); since != 0 && now.Sub(time.Unix(0, since)) > stall {
				return refusal(negotiation.Exhausted, "SLOW_CONSUMER", "", "the client did not read for too long",
					"go on from the last token, and read faster")
			}
		}
	}
}

// run tells the watcher everything until the stream ends; the error names why.
func (w *watcher) run(ctx context.Context) error {
	if err := w.beat(); err != nil {
		return err
	}
	heartbeat := time.NewTicker(w.heartbeat)
	defer heartbeat.Stop()
	check := time.NewTicker(w.server.hub.check)
	defer check.Stop()
	for {
		more, err := w.catchUp(ctx)
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.server.hub.stop:
			return shuttingDown()
		case <-more:
		case <-check.C:
			err = w.server.stillSignedIn(ctx, w.caller)
		case <-heartbeat.C:
			if err = w.server.stillSignedIn(ctx, w.caller); err == nil {
				err = w.beat()
			}
		}
		if err != nil {
			return err
		}
	}
}

// catchUp sends all that is new, and gives what closes when there is more.
func (w *watcher) catchUp(ctx context.Context) (<-chan struct{}, error) {
	for {
		batch, now, lost, more, err := w.cohort.from(w.place)
		if err != nil {
			return nil, err
		}
		if lost {
			if more, err = w.readOn(ctx, more); more != nil || err != nil {
				return more, err
			}
			continue
		}
		if len(batch) == 0 {
			w.place.in, w.place.next = now.in, now.next
			return more, nil
		}
		// A token that was revoked ends the stream before the next act goes out.
		if err := w.cohort.signedIn(ctx, w.caller, now.next); err != nil {
			return nil, err
		}
		w.place.in, w.place.next = now.in, now.next
		if err := w.tellAll(batch); err != nil {
			return nil, err
		}
	}
}

// readOn sends a page from the store to a watcher that is not in the ring; it gives
// more back where there was none. Few pages are held at once: a watcher waits its turn
// for as long as others are slow to take theirs.
func (w *watcher) readOn(ctx context.Context, more <-chan struct{}) (<-chan struct{}, error) {
	turns := w.server.hub.turns(w.caller)
	select {
	case turns <- struct{}{}:
		defer func() { <-turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-w.server.hub.stop:
		return nil, shuttingDown()
	}
	batch, err := w.cohort.page(ctx, w.place.at)
	if err != nil || len(batch) == 0 {
		return more, err
	}
	if err := w.cohort.signedIn(ctx, w.caller, math.MaxInt64); err != nil {
		return nil, err
	}
	w.place.in = false
	return nil, w.tellAll(batch)
}

func (w *watcher) tellAll(batch []news) error {
	for _, n := range batch {
		if err := w.tell(n); err != nil {
			return err
		}
	}
	return nil
}

// tell sends one act, unless the watcher has been told it.
func (w *watcher) tell(n news) error {
	if w.place.at.of(n.stream) >= n.stream.Counter {
		return nil
	}
	if n.after.covers(w.place.at) {
		w.place.at = n.after
		return w.hand(frame{n.event, n.token})
	}
	// The watcher has read further in another stream than the ring had then: the
	// ring's token would have it told some of that again.
	w.place.at = w.place.at.with(n.stream)
	token, err := w.cohort.tokenAt(w.place.at)
	if err != nil {
		return err
	}
	return w.hand(frame{n.event, encodeToken(token)})
}

// beat sends a sign of life.
func (w *watcher) beat() error {
	token, err := w.cohort.tokenAt(w.place.at)
	if err != nil {
		return err
	}
	b, err := proto.Marshal(&travauxv1.WatchResponse{ResumeToken: token, News: &travauxv1.WatchResponse_Heartbeat{
		Heartbeat: &travauxv1.Heartbeat{Time: timeOut(w.server.config.Service.Now())}}})
	if err != nil {
		return err
	}
	return w.hand(frame{b})
}

// hand sends a frame.
func (w *watcher) hand(f frame) error {
	w.sending.Store(time.Now().UnixNano())
	defer w.sending.Store(0)
	return w.stream.SendMsg(f)
}
