package server_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/server"
	"github.com/travaux/travaux/internal/store"
)

// The benchmarks measure the goals of docs/architecture.md, each beside its baseline in
// the same run: what counts is the ratio, since the machine is what it is. They take
// their own number of rounds and tell only what they report.

const (
	callers = 16
	calls   = 2000 // of a load
	rounds  = 7    // of a comparison; the median counts
)

// compared is what rounds of two loads in turn came to: the medians of their rates and
// p99s, and of the ratios within each round, so that what else the machine does falls
// on both.
type compared struct{ base, rate, p99, ratio, p99Ratio float64 }

func compare(b *testing.B, base, call func(caller, i int) error) compared {
	b.Helper()
	load(b, calls, base)
	load(b, calls, func(c, i int) error { return call(c, -1-i) }) // warm
	var bases, rates, p99s, ratios, p99Ratios []float64
	for r := range rounds {
		baseRate, baseP99 := load(b, calls, base)
		rate, p99 := load(b, calls, func(c, i int) error { return call(c, r*calls+i) })
		bases, rates, p99s = append(bases, baseRate), append(rates, rate), append(p99s, float64(p99.Microseconds()))
		ratios, p99Ratios = append(ratios, rate/baseRate), append(p99Ratios, float64(p99)/float64(baseP99))
	}
	return compared{median(bases), median(rates), median(p99s), median(ratios), median(p99Ratios)}
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// load makes calls from several callers, each with its number, and gives how many a
// second there were and the time that all but one in a hundred took at most.
func load(b *testing.B, n int, call func(caller, i int) error) (rate float64, p99 time.Duration) {
	b.Helper()
	times := make([]time.Duration, n)
	var next atomic.Int64
	var work sync.WaitGroup
	begin := time.Now()
	for c := range callers {
		work.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				t := time.Now()
				if err := call(c, i); err != nil {
					b.Error(err)
					return
				}
				times[i] = time.Since(t)
			}
		})
	}
	work.Wait()
	rate = float64(n) / time.Since(begin).Seconds()
	slices.Sort(times)
	return rate, times[n*99/100]
}

// dials gives some connections to an address, as several clients have.
func dials(b *testing.B, address string, n int) []*grpc.ClientConn {
	b.Helper()
	conns := make([]*grpc.ClientConn, n)
	for i := range conns {
		var err error
		conns[i], err = grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { conns[i].Close() })
	}
	return conns
}

// bare serves one service with nothing around it.
func bare(b *testing.B, register func(*grpc.Server)) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	g := grpc.NewServer()
	register(g)
	go g.Serve(l)
	b.Cleanup(g.Stop)
	return l.Addr().String()
}

// unaryBaseline is an empty gRPC call.
func unaryBaseline(b *testing.B) func(caller, i int) error {
	conns := dials(b, bare(b, func(g *grpc.Server) { healthv1.RegisterHealthServer(g, health.NewServer()) }), 4)
	return func(c, _ int) error {
		_, err := healthv1.NewHealthClient(conns[c%len(conns)]).Check(context.Background(), &healthv1.HealthCheckRequest{})
		return err
	}
}

// BenchmarkPointRead: a paragraph with its wording, at most 1.5 times an empty call.
func BenchmarkPointRead(b *testing.B) {
	w := newWorld(b)
	w.populate()
	name := w.paragraph("Agree").GetName()
	empty := unaryBaseline(b)
	conns := dials(b, w.grpcAddr, 4)
	ctx := w.as("joao")
	read := func(c, _ int) error {
		_, err := v1.NewDocumentServiceClient(conns[c%len(conns)]).GetParagraph(ctx, &v1.GetParagraphRequest{Name: name})
		return err
	}
	c := compare(b, empty, read)
	b.ReportMetric(c.base, "unary/s")
	b.ReportMetric(c.rate, "reads/s")
	b.ReportMetric(1/c.ratio, "x-unary(goal:≤1.5)")
	b.ReportMetric(c.p99, "p99-µs")
	b.ReportMetric(0, "ns/op")
}

// writeBaseline is a gRPC call that writes one row durably, with group commit.
func writeBaseline(b *testing.B) func(caller, i int) error {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "base.db")+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("create table row (id integer primary key, body blob not null) strict"); err != nil {
		b.Fatal(err)
	}
	c := &committer{db: db, queue: make(chan chan error, 1024)}
	var work sync.WaitGroup
	work.Go(c.run)
	b.Cleanup(func() { close(c.queue); work.Wait(); db.Close() })
	conns := dials(b, bare(b, func(g *grpc.Server) { healthv1.RegisterHealthServer(g, c) }), 4)
	return func(n, _ int) error {
		_, err := healthv1.NewHealthClient(conns[n%len(conns)]).Check(context.Background(), &healthv1.HealthCheckRequest{})
		return err
	}
}

// committer answers each call once a row is on the disk.
type committer struct {
	healthv1.UnimplementedHealthServer
	db    *sql.DB
	queue chan chan error
}

func (c *committer) Check(context.Context, *healthv1.HealthCheckRequest) (*healthv1.HealthCheckResponse, error) {
	done := make(chan error, 1)
	c.queue <- done
	return &healthv1.HealthCheckResponse{}, <-done
}

func (c *committer) run() {
	body := make([]byte, 200)
	for first := range c.queue {
		batch := []chan error{first}
		for len(batch) < 128 && len(c.queue) > 0 {
			batch = append(batch, <-c.queue)
		}
		tx, err := c.db.Begin()
		for range batch {
			if err == nil {
				_, err = tx.Exec("insert into row (body) values (?)", body)
			}
		}
		if err == nil {
			err = tx.Commit()
		}
		for _, done := range batch {
			done <- err
		}
	}
}

// BenchmarkAmendment: an accepted amendment, durable, at 16 callers: at least 0.35 of
// the baseline's rate with at most 4 times its p99.
func BenchmarkAmendment(b *testing.B) {
	w := newWorld(b)
	w.populate()
	p := w.paragraph("Agree")
	write := writeBaseline(b)
	conns := dials(b, w.grpcAddr, 4)
	people := []context.Context{w.as("joao"), w.as("mei")}
	propose := func(c, i int) error {
		_, err := v1.NewAmendmentServiceClient(conns[c%len(conns)]).ProposeAmendment(people[c%len(people)], &v1.ProposeAmendmentRequest{
			Parent: document, Submit: true, RequestId: fmt.Sprintf("%d-%d", c, i), Circulation: v1.Circulation_CIRCULATION_NOT,
			Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: 1,
				Text: fmt.Sprintf("Agree to meet every second year in the City of Ouvena, %d;", i)}})
		return err
	}
	c := compare(b, write, propose)
	b.ReportMetric(c.base, "writes/s")
	b.ReportMetric(c.rate, "amendments/s")
	b.ReportMetric(c.ratio, "x-write(goal:≥0.35)")
	b.ReportMetric(c.p99, "p99-µs")
	b.ReportMetric(c.p99Ratio, "x-p99(goal:≤4)")
	b.ReportMetric(0, "ns/op")
}

// rawStreams is a server whose streams wait for one message for all.
type rawStreams struct {
	healthv1.UnimplementedHealthServer
	mu   sync.Mutex
	wait chan struct{}
}

func (r *rawStreams) Watch(_ *healthv1.HealthCheckRequest, stream grpc.ServerStreamingServer[healthv1.HealthCheckResponse]) error {
	for {
		r.mu.Lock()
		wait := r.wait
		r.mu.Unlock()
		if err := stream.Send(&healthv1.HealthCheckResponse{}); err != nil {
			return err
		}
		select {
		case <-wait:
		case <-stream.Context().Done():
			return nil
		}
	}
}

func (r *rawStreams) all() {
	r.mu.Lock()
	defer r.mu.Unlock()
	close(r.wait)
	r.wait = make(chan struct{})
}

// last opens n streams on 100 connections, has something said to all of them some
// times and gives the median time until the last one heard it.
func last(b *testing.B, address string, n int, open func(conn *grpc.ClientConn, i int) (recv func() error), say func(round int) (begin time.Time)) time.Duration {
	b.Helper()
	conns := dials(b, address, 100)
	var opened, work sync.WaitGroup
	heard := make(chan struct{}, n)
	opened.Add(n)
	for i := range n {
		work.Go(func() {
			recv := open(conns[i%len(conns)], i)
			err := recv()
			opened.Done()
			for round := 0; err == nil && round < rounds; round++ {
				if err = recv(); err == nil {
					heard <- struct{}{}
				}
			}
			if err != nil {
				b.Error(err)
			}
		})
	}
	opened.Wait()
	times := make([]time.Duration, rounds)
	for round := range times {
		begin := say(round)
		for range n {
			<-heard
		}
		times[round] = time.Since(begin)
	}
	work.Wait()
	slices.Sort(times)
	return times[rounds/2]
}

// BenchmarkWatchers: one act to the last of many watchers, at most twice what raw
// streams take.
func BenchmarkWatchers(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			r := &rawStreams{wait: make(chan struct{})}
			base := last(b, bare(b, func(g *grpc.Server) { healthv1.RegisterHealthServer(g, r) }), n,
				func(conn *grpc.ClientConn, _ int) func() error {
					stream, err := healthv1.NewHealthClient(conn).Watch(ctx, &healthv1.HealthCheckRequest{})
					return func() error {
						if err == nil {
							_, err = stream.Recv()
						}
						return err
					}
				}, func(int) time.Time { begin := time.Now(); r.all(); return begin })
			took := watchersTook(b, n)
			b.ReportMetric(float64(base.Microseconds())/1000, "raw-ms")
			b.ReportMetric(float64(took.Microseconds())/1000, "last-ms")
			b.ReportMetric(float64(took)/float64(base), "x-raw(goal:≤2)")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func watchersTook(b *testing.B, n int) time.Duration {
	w := newWorld(b, func(c *server.Config) { c.WatchLimits = server.WatchLimits{Caller: n} })
	w.populate()
	people := []string{"joao", "mei", "ines"} // those whom meetings are shown to
	committed := make(chan struct{}, 1)
	defer w.service.Notify(committed)()
	ctxs := make([]context.Context, len(people))
	for i, who := range people {
		ctx, cancel := context.WithCancel(w.as(who))
		defer cancel()
		ctxs[i] = ctx
	}
	return last(b, w.grpcAddr, n, func(conn *grpc.ClientConn, i int) func() error {
		stream, err := v1.NewRecordServiceClient(conn).Watch(ctxs[i%len(ctxs)], &v1.WatchRequest{Subjects: []string{process}})
		return func() error {
			if err == nil {
				_, err = stream.Recv()
			}
			return err
		}
	}, func(round int) time.Time {
		var work sync.WaitGroup
		defer work.Wait()
		work.Go(func() { w.meeting(round) })
		<-committed // what is measured begins with the commit
		return time.Now()
	})
}

// BenchmarkColdStart: from nothing to the first answer on 100,000 revisions, at most a
// second.
func BenchmarkColdStart(b *testing.B) {
	w := newWorld(b)
	w.populate()
	fillRevisions(b, w, 100_000)
	name := w.paragraph("Agree").GetName()
	w.close()
	begin := time.Now()
	w.open()
	if _, err := v1.NewDocumentServiceClient(w.conn()).GetParagraph(w.as("joao"), &v1.GetParagraphRequest{Name: name}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(begin).Microseconds())/1000, "ms(goal:≤1000)")
	b.ReportMetric(0, "ns/op")
}

// fillRevisions puts wordings into the record as a long negotiation would.
func fillRevisions(b *testing.B, w *world, n int) {
	b.Helper()
	const each = 500
	for from := 0; from < n; from += each {
		e := negotiation.Event{ID: fmt.Sprintf("fill%d", from), Subject: document, Type: "paragraph.edited", Resource: document, At: moment,
			Audience: negotiation.AudienceOf(negotiation.TeamToken("riverside"))}
		for i := from; i < from+each; i++ {
			paragraph := fmt.Sprintf("%s/paragraphs/p%05d", document, i/10)
			r := &negotiation.Revision{Name: negotiation.WorkingRevisionName(paragraph, i%10+1), Paragraph: paragraph, Number: i%10 + 1, Language: "en",
				Status: negotiation.NegotiatingVersion, Text: fmt.Sprintf("Decide, for the %dth time, to share the waters of the Lower Delta in good faith;", i), At: moment}
			e.Facts = append(e.Facts, negotiation.Fact{Kind: negotiation.KindRevision, Name: r.Name, Body: r})
		}
		_, err := w.store.Update(context.Background(), store.Request{At: moment}, func(store.Tx) (store.Write, error) {
			return store.Write{Events: []negotiation.Event{e}}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
