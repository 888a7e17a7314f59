package server_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/server"
)

// watching is an open stream.
type watching struct {
	grpc.ServerStreamingClient[v1.WatchResponse]
	t      testing.TB
	cancel context.CancelFunc
	token  string
}

// watch opens a stream and takes its first heartbeat.
func (w *world) watch(who string, req *v1.WatchRequest) *watching {
	w.t.Helper()
	s, err := w.tryWatch(who, req)
	w.must(err)
	return s
}

func (w *world) tryWatch(who string, req *v1.WatchRequest) (*watching, error) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.as(who), 2*time.Minute)
	w.t.Cleanup(cancel)
	stream, err := v1.NewRecordServiceClient(w.conn()).Watch(ctx, req)
	w.must(err)
	s := &watching{stream, w.t, cancel, ""}
	m, err := s.Recv()
	if err != nil {
		cancel()
		return nil, err
	}
	if m.GetHeartbeat() == nil {
		w.t.Errorf("the first message is no heartbeat: %v", m)
	}
	s.token = m.GetResumeToken()
	return s, nil
}

// next gives the next act.
func (s *watching) next() *v1.Event {
	s.t.Helper()
	for {
		m, err := s.Recv()
		if err != nil {
			s.t.Fatalf("waiting for an act: %v", err)
		}
		s.token = m.GetResumeToken()
		if e := m.GetEvent(); e != nil {
			return e
		}
	}
}

// ending gives how the stream ends, whatever comes before.
func (s *watching) ending() error {
	s.t.Helper()
	for {
		if _, err := s.Recv(); err != nil {
			return err
		}
	}
}

// meeting enters a meeting, a small act that everybody sees.
func (w *world) meeting(n int) {
	w.t.Helper()
	_, err := w.invoke("grpc", step{"meeting", "ines", "ProcessService.CreateMeeting", &v1.CreateMeetingRequest{Parent: process,
		MeetingId: fmt.Sprintf("m%d", n), Meeting: &v1.Meeting{Title: "Informal", Kind: v1.MeetingKind_MEETING_KIND_INFORMAL, Dates: always()}}})
	w.must(err)
}

func wantMeeting(t *testing.T, e *v1.Event, n int) {
	t.Helper()
	if want := fmt.Sprintf("%s/meetings/m%d", process, n); e.GetResource() != want {
		t.Fatalf("the act is on %s, want %s", e.GetResource(), want)
	}
}

func TestWatchResumes(t *testing.T) {
	w := newWorld(t)
	w.populate()
	req := &v1.WatchRequest{Subjects: []string{process}}
	s := w.watch("joao", req)
	for n := range 5 {
		w.meeting(n)
		wantMeeting(t, s.next(), n)
	}
	s.cancel()
	token := s.token
	for n := 5; n < 700; n++ { // more than a ring holds
		w.meeting(n)
	}
	// A new connection, and a new server on the same data.
	w.close()
	w.open()
	s = w.watch("joao", &v1.WatchRequest{Subjects: req.Subjects, ResumeToken: token})
	other := w.watch("joao", &v1.WatchRequest{Subjects: req.Subjects, ResumeToken: token})
	for n := 5; n < 700; n++ {
		wantMeeting(t, s.next(), n)
	}
	w.meeting(700)
	wantMeeting(t, s.next(), 700)
	for n := 5; n < 701; n++ { // slower than the first, and out of the ring in between
		wantMeeting(t, other.next(), n)
	}
	start := w.watch("joao", &v1.WatchRequest{Subjects: req.Subjects, FromStart: true})
	if e := start.next(); e.GetType() != "process.created" {
		t.Errorf("the first act is %s", e.GetType())
	}
}

func TestWatchRefusesForeignTokens(t *testing.T) {
	w := newWorld(t)
	w.populate()
	token := w.watch("joao", &v1.WatchRequest{Subjects: []string{process}}).token
	elsewhere := newWorld(t)
	elsewhere.populate()
	for name, try := range map[string]func() error{
		"another caller": func() error {
			_, err := w.tryWatch("mei", &v1.WatchRequest{Subjects: []string{process}, ResumeToken: token})
			return err
		},
		"another subject": func() error {
			_, err := w.tryWatch("joao", &v1.WatchRequest{Subjects: []string{document}, ResumeToken: token})
			return err
		},
		"another store": func() error {
			_, err := elsewhere.tryWatch("joao", &v1.WatchRequest{Subjects: []string{process}, ResumeToken: token})
			return err
		},
		"a changed letter": func() error {
			_, err := w.tryWatch("joao", &v1.WatchRequest{Subjects: []string{process}, ResumeToken: flip(token)})
			return err
		},
	} {
		if err := try(); reasonOf(err) != "TOKEN_FOREIGN" || status.Code(err) != codes.InvalidArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWatchEndsWithTheServer(t *testing.T) {
	w := newWorld(t)
	w.populate()
	s := w.watch("joao", &v1.WatchRequest{Subjects: []string{process, document, "registry"}})
	done := make(chan error, 1)
	go func() { done <- s.ending() }()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	w.must(w.server.Stop(ctx))
	if err := <-done; reasonOf(err) != "SHUTTING_DOWN" || status.Code(err) != codes.Unavailable {
		t.Errorf("the stream ended with %v", err)
	}
}

func TestWatchEndsWhenAccessIsRevoked(t *testing.T) {
	admission := func(w *world) {
		_, err := w.invoke("grpc", step{"end", "ada", "ProcessService.AdmitParticipant", &v1.AdmitParticipantRequest{Parent: process,
			Participant: &v1.Participant{Actor: "actors/sarrow", Admitted: &v1.Span{From: always().From, Until: timestamppb.New(moment)}}}})
		w.must(err)
	}
	affiliation := func(w *world) {
		_, err := w.invoke("grpc", step{"end", "ada", "IdentityService.UpdateUser", &v1.UpdateUserRequest{User: &v1.User{Name: "users/joao",
			Affiliations: []*v1.Affiliation{{Actor: "actors/coravia", Span: always()}}}}})
		w.must(err)
	}
	token := func(w *world) {
		all, err := w.tokens.Tokens(context.Background())
		w.must(err)
		i := slices.IndexFunc(all, func(e server.TokenEntry) bool { return e.Principal.User == "joao" })
		w.must(w.tokens.Revoke(context.Background(), all[i].Name))
	}
	for name, revoke := range map[string]func(*world){"admission": admission, "affiliation": affiliation, "token": token} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(c *server.Config) { c.WatchCheck = 50 * time.Millisecond })
			w.populate()
			s := w.watch("joao", &v1.WatchRequest{Subjects: []string{document}})
			control := w.watch("mei", &v1.WatchRequest{Subjects: []string{document}})
			revoke(w)
			if err := s.ending(); reasonOf(err) != "ACCESS_REVOKED" || status.Code(err) != codes.PermissionDenied {
				t.Errorf("the stream ended with %v", err)
			}
			// One who keeps the access keeps the stream.
			w.proposeAs("mei")
			if e := control.next(); !strings.HasPrefix(e.GetType(), "amendment.") {
				t.Errorf("the control is told %s", e.GetType())
			}
		})
	}
}

func (w *world) proposeAs(who string) {
	w.t.Helper()
	p := w.paragraph("Agree")
	_, err := w.invoke("grpc", step{"propose", who, "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: true,
		Circulation: v1.Circulation_CIRCULATION_WITH_NAME, Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT,
			Paragraph: p.GetName(), BaseRevision: p.GetRevision(), Text: "Agree to meet every year in the City of Ouvena;"}}})
	w.must(err)
}

// TestWatchShowsOnlyWhatOneMaySee: a draft of a delegation's own is told to it alone,
// and to nobody else by a byte.
func TestWatchShowsOnlyWhatOneMaySee(t *testing.T) {
	w := newWorld(t)
	w.populate()
	mine := w.watch("joao", &v1.WatchRequest{Subjects: []string{document}})
	others := map[string]*watching{}
	for _, who := range []string{"ines", "mei"} {
		others[who] = w.watch(who, &v1.WatchRequest{Subjects: []string{document}})
	}
	p := w.paragraph("Agree")
	_, err := w.invoke("grpc", step{"own draft", "joao", "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document,
		Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_DELETE, Paragraph: p.GetName(), BaseRevision: 1}}})
	w.must(err)
	// The stream for the delegation's own drafts did not exist when mine began.
	if e := mine.next(); e.GetFacts()[0].GetAmendment().GetState() != v1.AmendmentState_AMENDMENT_STATE_DRAFT {
		t.Errorf("the delegation is told %v", e)
	}
	w.proposeAs("mei")
	for who, s := range others {
		if e := s.next(); strings.Contains(e.String(), "STATE_DRAFT") {
			t.Errorf("%s is told of it: %v", who, e)
		}
	}
}

// TestASlowWatcher has watchers that never read beside one that does. The writer must
// not wait, the reader gets everything, and the slow ones are cut off by name. The
// control, in which nobody is cut off for being slow, keeps them.
func TestASlowWatcher(t *testing.T) {
	for name, c := range map[string]struct {
		stall time.Duration
		cut   bool
		acts  int
	}{
		"cut off": {stall: 100 * time.Millisecond, cut: true, acts: 1200},
		"control": {stall: time.Hour, cut: false, acts: 1200},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(s *server.Config) { s.WatchStall = c.stall })
			w.populate()
			lazy := w.slowWatch("joao")
			keen := w.watch("mei", &v1.WatchRequest{Subjects: []string{process}})
			long := strings.Repeat("Informal ", 100)
			done := make(chan error, 1)
			go func() {
				for n := range c.acts {
					_, err := w.invoke("grpc", step{"meeting", "ines", "ProcessService.CreateMeeting", &v1.CreateMeetingRequest{Parent: process,
						MeetingId: fmt.Sprintf("m%d", n), Meeting: &v1.Meeting{Title: "Informal", Place: long, Kind: v1.MeetingKind_MEETING_KIND_INFORMAL, Dates: always()}}})
					if err != nil {
						done <- err
						return
					}
				}
				done <- nil
			}()
			for n := range c.acts {
				wantMeeting(t, keen.next(), n)
			}
			w.must(<-done)
			for c.cut && !strings.Contains(w.log.String(), "reason=SLOW_CONSUMER") {
				runtime.Gosched()
			}
			told, err := w.drain(lazy, c.acts)
			if c.cut && (reasonOf(err) != "SLOW_CONSUMER" || status.Code(err) != codes.ResourceExhausted || told == c.acts) {
				t.Errorf("the slow one was told %d acts and ended with %v", told, err)
			}
			if !c.cut && (err != nil || told != c.acts) {
				t.Errorf("without a limit the slow one was told %d acts and ended with %v", told, err)
			}
		})
	}
}

// slowWatch opens a stream on a connection with the smallest window, and reads its
// first message only.
func (w *world) slowWatch(who string) *watching {
	w.t.Helper()
	conn, err := grpc.NewClient(w.grpcAddr, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithInitialWindowSize(1<<16), grpc.WithInitialConnWindowSize(1<<16))
	w.must(err)
	w.conns["slow"] = conn
	ctx, cancel := context.WithTimeout(w.as(who), 2*time.Minute)
	w.t.Cleanup(cancel)
	stream, err := v1.NewRecordServiceClient(conn).Watch(ctx, &v1.WatchRequest{Subjects: []string{process}, Heartbeat: durationpb.New(time.Minute)})
	w.must(err)
	_, err = stream.Recv()
	w.must(err)
	return &watching{stream, w.t, cancel, ""}
}

// drain reads what a stream still has, up to so many acts.
func (w *world) drain(s *watching, acts int) (told int, err error) {
	w.t.Helper()
	for told < acts {
		m, err := s.Recv()
		if err != nil {
			return told, err
		}
		if m.GetEvent() != nil {
			told++
		}
	}
	return told, nil
}

// flip changes the first letter of a token.
func flip(token string) string {
	if token[0] == 'A' {
		return "B" + token[1:]
	}
	return "A" + token[1:]
}
