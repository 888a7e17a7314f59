package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// WatchOptions says what to follow.
type WatchOptions struct {
	// Subjects are processes, documents or "registry".
	Subjects []string
	// ResumeToken goes on after an earlier stream; FromStart begins with the first
	// act. With neither, what happens from now on is told.
	ResumeToken string
	FromStart   bool
	// Heartbeat is how long the stream may be silent; 0 leaves it to the server. A
	// stream silent for three times that (of the server's 30 s) is taken for dead.
	Heartbeat time.Duration
	// Heard, where it is not nil, is told of every message, heartbeats included,
	// and given the token to keep.
	Heard func(resumeToken string)
}

// The bounds of going on.
const (
	defaultSilence = 90 * time.Second
	maxBackoff     = 30 * time.Second
)

// errSilent ends a stream on which nothing came.
var errSilent = errors.New("no sign of life from the server")

// Watch follows the record and calls each for every act, in order, none lost and
// none twice. When the connection breaks, when the server goes away or finds the
// client too slow, it goes on from where it was, for as long as the context lasts. It
// returns the context's error, the error that each returned, or the refusal that
// only a person can do something about: ACCESS_REVOKED, TOKEN_FOREIGN, NOT_FOUND and
// the like.
func (c *Client) Watch(ctx context.Context, o WatchOptions, each func(*travauxv1.Event) error) error {
	w := watch{client: c, options: o, each: each, token: o.ResumeToken}
	backoff := c.options.Backoff
	for {
		heard, err := w.stream(ctx)
		var own callbackError
		switch {
		case errors.As(err, &own):
			return own.error
		case ctx.Err() != nil:
			return ctx.Err()
		case !passing(err):
			return err
		}
		if heard {
			backoff = c.options.Backoff
		}
		if wait(ctx, backoff) != nil {
			return ctx.Err()
		}
		backoff = min(2*backoff, maxBackoff)
	}
}

// passing tells whether an end of a stream passes by itself.
func passing(err error) bool {
	if errors.Is(err, io.EOF) || errors.Is(err, errSilent) {
		return true
	}
	r, ok := RefusalOf(err)
	return ok && (r.Code == codes.Unavailable || r.Reason == "SLOW_CONSUMER" ||
		r.Reason == "" && (r.Code == codes.Internal || r.Code == codes.Canceled))
}

// callbackError is an error of the caller's own function.
type callbackError struct{ error }

// watch is one Watch with its place.
type watch struct {
	client  *Client
	options WatchOptions
	each    func(*travauxv1.Event) error
	token   string
}

// stream follows one stream to its end; heard tells whether anything came.
func (w *watch) stream(ctx context.Context) (heard bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req := &travauxv1.WatchRequest{Subjects: w.options.Subjects, ResumeToken: w.token,
		FromStart: w.options.FromStart && w.token == ""}
	silence := defaultSilence
	if w.options.Heartbeat > 0 {
		req.Heartbeat = durationpb.New(w.options.Heartbeat)
		silence = 3 * max(w.options.Heartbeat, time.Second)
	}
	stream, err := w.client.Record.Watch(ctx, req)
	if err != nil {
		return false, err
	}
	alarm := time.AfterFunc(silence, func() { cancel(errSilent) })
	defer alarm.Stop()
	for {
		m, err := stream.Recv()
		if err != nil {
			if errors.Is(context.Cause(ctx), errSilent) {
				err = errSilent
			}
			return heard, err
		}
		heard = true
		alarm.Stop() // the caller may take its time over an act
		if err := w.take(m); err != nil {
			return heard, callbackError{err}
		}
		alarm.Reset(silence)
	}
}

// take hands an act to the caller, and only then moves on.
func (w *watch) take(m *travauxv1.WatchResponse) error {
	if e := m.GetEvent(); e != nil {
		if err := w.each(e); err != nil {
			return fmt.Errorf("at act %s: %w", e.GetId(), err)
		}
	}
	w.token = m.GetResumeToken()
	if w.options.Heard != nil {
		w.options.Heard(w.token)
	}
	return nil
}
