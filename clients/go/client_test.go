package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// flaky is a server that fails as it is told to: its answers to calls, and the endings
// of its streams, in turn.
type flaky struct {
	travauxv1.UnimplementedIdentityServiceServer
	travauxv1.UnimplementedRecordServiceServer

	mu       sync.Mutex
	failures []error  // of the next calls; nil is an answer
	requests []string // the request ids that came
	tokens   []string // the bearer tokens that came
	endings  []error  // of the streams, each after two acts
	resumed  []string // the resume tokens that came
}

func (f *flaky) next() error {
	if len(f.failures) == 0 {
		return nil
	}
	err := f.failures[0]
	f.failures = f.failures[1:]
	return err
}

func (f *flaky) CreateUser(ctx context.Context, req *travauxv1.CreateUserRequest) (*travauxv1.User, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = append(f.requests, req.GetRequestId())
	f.tokens = append(f.tokens, metadata.ValueFromIncomingContext(ctx, "authorization")...)
	return &travauxv1.User{Name: "users/" + req.GetUserId()}, f.next()
}

func (f *flaky) CreateToken(context.Context, *travauxv1.CreateTokenRequest) (*travauxv1.CreateTokenResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = append(f.requests, "")
	return &travauxv1.CreateTokenResponse{}, f.next()
}

// Watch tells the acts 1, 2, 3 … two a stream.
func (f *flaky) Watch(req *travauxv1.WatchRequest, stream grpc.ServerStreamingServer[travauxv1.WatchResponse]) error {
	f.mu.Lock()
	f.resumed = append(f.resumed, req.GetResumeToken())
	var ending error
	if len(f.endings) > 0 {
		ending, f.endings = f.endings[0], f.endings[1:]
	}
	f.mu.Unlock()
	at, _ := strconv.Atoi(req.GetResumeToken())
	for n := at + 1; n <= at+2; n++ {
		m := &travauxv1.WatchResponse{ResumeToken: strconv.Itoa(n), News: &travauxv1.WatchResponse_Event{Event: &travauxv1.Event{Id: strconv.Itoa(n)}}}
		if err := stream.Send(m); err != nil {
			return err
		}
	}
	return ending
}

// refusal is an error as the server makes them.
func refusal(code codes.Code, reason string) error {
	s, err := status.New(code, "what is wrong").WithDetails(&errdetails.ErrorInfo{Reason: reason, Domain: "travaux",
		Metadata: map[string]string{"remedy": "what to do", "subject": "users/ines", "current_revision": "3"}})
	if err != nil {
		return err
	}
	return s.Err()
}

func connect(t *testing.T, f *flaky, o Options) *Client {
	t.Helper()
	l := bufconn.Listen(1 << 16)
	g := grpc.NewServer()
	travauxv1.RegisterIdentityServiceServer(g, f)
	travauxv1.RegisterRecordServiceServer(g, f)
	var work sync.WaitGroup
	work.Go(func() {
		if err := g.Serve(l); err != nil {
			t.Error(err)
		}
	})
	o.Backoff = time.Millisecond
	o.Plaintext = true
	o.Dial = []grpc.DialOption{grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return l.DialContext(ctx) })}
	c, err := Dial("passthrough:///flaky", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Close()
		g.Stop()
		work.Wait()
	})
	return c
}

func TestRepeatsWithTheSameRequestID(t *testing.T) {
	unavailable, stale := refusal(codes.Unavailable, "OUTCOME_UNKNOWN"), refusal(codes.Aborted, "STALE_BASE")
	create := func(c *Client) error {
		req := &travauxv1.CreateUserRequest{UserId: "ines"}
		_, err := c.Identity.CreateUser(t.Context(), req)
		if req.GetRequestId() != "" {
			t.Error("the caller's message was changed")
		}
		return err
	}
	token := func(c *Client) error {
		_, err := c.Identity.CreateToken(t.Context(), &travauxv1.CreateTokenRequest{})
		return err
	}
	for _, c := range []struct {
		name     string
		call     func(*Client) error
		attempts int
		failures []error
		tries    int
		reason   string
	}{
		{"at once", create, 4, nil, 1, ""},
		{"the third time", create, 4, []error{unavailable, unavailable, nil}, 3, ""},
		{"never", create, 3, []error{unavailable, unavailable, unavailable, nil}, 3, "OUTCOME_UNKNOWN"},
		{"refused", create, 4, []error{stale, nil}, 1, "STALE_BASE"},
		{"a write without request id is not repeated", token, 4, []error{unavailable, nil}, 1, "OUTCOME_UNKNOWN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &flaky{failures: c.failures}
			err := c.call(connect(t, f, Options{Attempts: c.attempts, Token: "secret"}))
			if got := Reason(err); got != c.reason {
				t.Errorf("the reason is %q, want %q (%v)", got, c.reason, err)
			}
			if len(f.requests) != c.tries {
				t.Fatalf("%d tries, want %d", len(f.requests), c.tries)
			}
			for _, id := range f.requests {
				if id != f.requests[0] {
					t.Errorf("request ids %q differ", f.requests)
				}
			}
			for _, token := range f.tokens {
				if token != "Bearer secret" {
					t.Errorf("signed in with %q", token)
				}
			}
		})
	}
}

func TestRefusalOf(t *testing.T) {
	got, ok := RefusalOf(refusal(codes.Aborted, "STALE_BASE"))
	want := Refusal{Code: codes.Aborted, Reason: "STALE_BASE", Message: "what is wrong", Remedy: "what to do",
		Subject: "users/ines", Facts: map[string]string{"current_revision": "3"}}
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("RefusalOf (-want +got):\n%s", diff)
	}
	for _, err := range []error{nil, errors.New("another")} {
		if r, ok := RefusalOf(err); ok {
			t.Errorf("RefusalOf(%v) gives %v", err, r)
		}
	}
	if Remedy(refusal(codes.Aborted, "STALE_BASE")) != "what to do" {
		t.Error("no remedy")
	}
}

func TestWatchGoesOn(t *testing.T) {
	f := &flaky{endings: []error{
		refusal(codes.Unavailable, "SHUTTING_DOWN"), refusal(codes.ResourceExhausted, "SLOW_CONSUMER"), nil, refusal(codes.PermissionDenied, "ACCESS_REVOKED"),
	}}
	c := connect(t, f, Options{})
	var got []string
	kept := ""
	err := c.Watch(t.Context(), WatchOptions{Subjects: []string{"processes/riverside"}, Heard: func(token string) { kept = token }},
		func(e *travauxv1.Event) error { got = append(got, e.GetId()); return nil })
	if Reason(err) != "ACCESS_REVOKED" {
		t.Errorf("the watch ended with %v", err)
	}
	if diff := cmp.Diff([]string{"1", "2", "3", "4", "5", "6", "7", "8"}, got); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"", "2", "4", "6"}, f.resumed); diff != "" {
		t.Errorf("resumed with (-want +got):\n%s", diff)
	}
	if kept != "8" {
		t.Errorf("the token to keep is %q", kept)
	}
}

func TestWatchEndsWithTheCallersError(t *testing.T) {
	mine := errors.New("enough")
	for _, c := range []struct {
		name string
		want error
		each func(context.CancelFunc) error
	}{
		{"own error", mine, func(context.CancelFunc) error { return mine }},
		{"cancelled", context.Canceled, func(cancel context.CancelFunc) error { cancel(); return nil }},
	} {
		f := &flaky{}
		ctx, cancel := context.WithCancel(t.Context())
		kept := ""
		err := connect(t, f, Options{}).Watch(ctx, WatchOptions{Heard: func(token string) { kept = token }},
			func(*travauxv1.Event) error { return c.each(cancel) })
		cancel()
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if c.want == mine && kept != "" {
			t.Errorf("%s: moved on to %q past an act that was not taken", c.name, kept)
		}
	}
}

func TestNoTokenInClear(t *testing.T) {
	for target, ok := range map[string]bool{
		"localhost:7431": true, "127.0.0.1:7431": true, "[::1]:7431": true, "travaux.example:7431": false, "10.0.0.1:7431": false,
	} {
		c, err := Dial(target, Options{Token: "tvx_secret"})
		if (err == nil) != ok {
			t.Errorf("%s: %v", target, err)
		}
		if err == nil {
			c.Close()
		}
		if c, err = Dial(target, Options{}); err != nil {
			t.Errorf("%s without a token: %v", target, err)
		} else {
			c.Close()
		}
	}
}

func TestRequestIDsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		id := NewRequestID()
		if seen[id] || len(id) != 32 {
			t.Fatal(fmt.Sprint("not a new id: ", id))
		}
		seen[id] = true
	}
}
