package server_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/grpclog"
	"google.golang.org/grpc/metadata"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/server"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store/sqlstore"
)

func TestMain(m *testing.M) {
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, io.Discard))
	goleak.VerifyTestMain(m)
}

// moment is when the clock of a world starts.
var moment = time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC)

// clock is a clock that moves only when it is told to. It is far ahead of the
// machine's, so that a use of the machine's shows.
type clock struct{ now atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.now.Store(moment.UnixNano())
	return c
}

func (c *clock) Now() time.Time          { return time.Unix(0, c.now.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.now.Add(int64(d)) }

// world is a whole server on a data file of its own. Its clock stands still and its
// ids count, so that two worlds in which the same was done give the same answers,
// byte for byte.
type world struct {
	t       testing.TB
	clock   *clock
	store   *sqlstore.Store
	service *service.Service
	tokens  *server.TokenFile
	server  *server.Server
	log     *logBuffer
	path    string

	grpcAddr, httpAddr string
	conns              map[string]*grpc.ClientConn
	secrets            map[string]string
	serving            sync.WaitGroup
	stop               sync.Once
	tokenPath          string
	ids                atomic.Int64
	httpCode           int // of the last JSON call
}

// logBuffer holds what was logged.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

type option func(*server.Config)

func newWorld(t testing.TB, options ...option) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{t: t, clock: newClock(), log: &logBuffer{}, path: filepath.Join(dir, "travaux.db"),
		conns: map[string]*grpc.ClientConn{}, secrets: map[string]string{}, tokenPath: filepath.Join(dir, "tokens")}
	w.open(options...)
	t.Cleanup(w.close)
	return w
}

// open starts the server on the world's files.
func (w *world) open(options ...option) {
	w.t.Helper()
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(w.log, nil))
	st, err := sqlstore.Open(ctx, sqlstore.Config{Path: w.path, Logger: log})
	w.must(err)
	svc, err := service.New(ctx, service.Config{Store: st, Clock: w.clock.Now, Logger: log,
		NewID: func() string { return fmt.Sprintf("x%06d", w.ids.Add(1)) }})
	w.must(err)
	w.tokens, err = server.OpenTokenFile(w.tokenPath, w.clock.Now, log)
	w.must(err)
	config := server.Config{Service: svc, Authenticator: w.tokens, Logger: log}
	for _, o := range options {
		o(&config)
	}
	srv, err := server.New(ctx, config)
	w.must(err)
	w.store, w.service, w.server, w.stop = st, svc, srv, sync.Once{}
	w.grpcAddr, w.httpAddr = w.listen(srv.ServeGRPC), w.listen(srv.ServeHTTP)
}

func (w *world) listen(serve func(net.Listener) error) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	w.serving.Go(func() {
		if err := serve(l); err != nil {
			w.t.Errorf("serving: %v", err)
		}
	})
	return l.Addr().String()
}

func (w *world) close() {
	w.stop.Do(func() {
		for _, c := range w.conns {
			c.Close()
		}
		clear(w.conns)
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := w.server.Stop(ctx); err != nil {
			w.t.Errorf("stopping: %v", err)
		}
		w.serving.Wait()
		w.must(w.store.Close())
		http.DefaultClient.CloseIdleConnections()
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// people are the callers that tests speak of.
var people = map[string]negotiation.Principal{
	"public": {},
	"ada":    {User: "ada", Capacity: negotiation.AsAdministrator},
	"ines":   {User: "ines", Capacity: negotiation.OnTheTeam}, // co-facilitator
	"joao":   {User: "joao", Actor: "sarrow", Capacity: negotiation.InNationalService},
	"mei":    {User: "mei", Actor: "coravia", Capacity: negotiation.InNationalService},
	"omar":   {User: "omar", Actor: "rivers", Capacity: negotiation.InNationalService}, // a stakeholder
	"zoe":    {User: "zoe", Actor: "tarsis", Capacity: negotiation.InNationalService},  // not admitted
}

// secret gives a token for a person.
func (w *world) secret(who string) string {
	w.t.Helper()
	p, ok := people[who]
	if !ok {
		w.t.Fatalf("nobody is called %q", who)
	}
	if p.User == "" {
		return ""
	}
	if w.secrets[who] == "" {
		_, secret, err := w.tokens.Issue(context.Background(), p, w.clock.Now().Add(48*time.Hour))
		w.must(err)
		w.secrets[who] = secret
	}
	return w.secrets[who]
}

// as gives a context that calls as a person.
func (w *world) as(who string) context.Context {
	ctx := context.Background()
	if s := w.secret(who); s != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+s)
	}
	return ctx
}

// conn is a connection over the network.
func (w *world) conn() *grpc.ClientConn {
	w.t.Helper()
	if w.conns["tcp"] == nil {
		c, err := grpc.NewClient(w.grpcAddr, grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(16<<20), grpc.MaxCallSendMsgSize(200<<20)))
		w.must(err)
		w.conns["tcp"] = c
	}
	return w.conns["tcp"]
}

// post sends a body and gives status and answer.
func (w *world) post(who, path, contentType string, body io.Reader) (int, string) {
	w.t.Helper()
	req, err := http.NewRequest(http.MethodPost, "http://"+w.httpAddr+path, body)
	w.must(err)
	req.Header.Set("Content-Type", contentType)
	return w.do(who, req)
}

func (w *world) get(who, path string) (int, string) {
	w.t.Helper()
	req, err := http.NewRequest(http.MethodGet, "http://"+w.httpAddr+path, nil)
	w.must(err)
	return w.do(who, req)
}

func (w *world) do(who string, req *http.Request) (int, string) {
	w.t.Helper()
	if s := w.secret(who); s != "" {
		req.Header.Set("Authorization", "Bearer "+s)
	}
	resp, err := http.DefaultClient.Do(req)
	w.must(err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	w.must(err)
	return resp.StatusCode, string(b)
}

// zeroDraft is an invented first draft.
const zeroDraft = `The Parties to the Riverside Compact,

Recalling the Declaration of the Five Estuaries,

Mindful that rivers do not stop at borders,

1. Decide to share the waters of the Lower Delta in good faith;

2. Agree to meet every second year in the City of Ouvena;

3. Request the Secretariat to publish the flow of each channel;

4. Invite observers to take part in the meetings.
`

const (
	process  = "processes/riverside"
	document = process + "/documents/compact"
)

// populate enters the people, opens the process and publishes a zero draft.
func (w *world) populate() {
	w.t.Helper()
	w.must(w.service.EnterAdministrator(context.Background(), "ada", "Ada Brook"))
	for _, s := range founding() {
		if _, err := w.invoke("grpc", s); err != nil {
			w.t.Fatalf("%s as %s: %v", s.method, s.as, err)
		}
	}
}

// paragraph gives the published paragraph that begins with some words.
func (w *world) paragraph(words string) *travauxv1.Paragraph {
	w.t.Helper()
	resp, err := travauxv1.NewDocumentServiceClient(w.conn()).ListParagraphs(w.as("ines"), &travauxv1.ListParagraphsRequest{Parent: document})
	w.must(err)
	for _, p := range resp.GetParagraphs() {
		if strings.HasPrefix(p.GetText().GetContent(), words) {
			return p
		}
	}
	w.t.Fatalf("no paragraph begins with %q", words)
	return nil
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (make it with -update)", err)
	}
	if string(want) != got {
		t.Errorf("%s differs; see it with git diff after go test -update\n%s", name, firstDifference(string(want), got))
	}
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines instead of %d", len(b), len(a))
}
