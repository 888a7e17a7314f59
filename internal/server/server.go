// Package server puts the use cases on the wire: gRPC with health and reflection,
// JSON beside it, plain HTTP for files, and the hub that brings news to watchers.
// It turns messages into commands and refusals into statuses; what may be done and
// seen is decided below it.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
	"google.golang.org/grpc/test/bufconn"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/service"
)

// The limits of what one client may take (design: reliability).
const (
	MaxMessage  = 4 << 20 // bytes of a message
	MaxHeaders  = 16 << 10
	maxStreams  = 250 // on one connection
	connectTime = 10 * time.Second
	// MaxConnections is how many connections a listener should take at once; whoever
	// makes the listener limits it, below TLS.
	MaxConnections = 4096
	pingInterval   = 20 * time.Second
	idleTime       = 15 * time.Minute
	maxAge         = time.Hour
	maxAgeGrace    = time.Minute
	bufconnBuffer  = 1 << 20
)

// The defaults of Config.
const (
	DefaultWatchStall = 15 * time.Second
	DefaultWatchCheck = 10 * time.Second
)

// Config is what a Server is made of.
type Config struct {
	Service       *service.Service // required
	Authenticator Authenticator    // required
	// Logger is told of calls and faults; nil discards. It is never given
	// negotiated text or tokens.
	Logger *slog.Logger
	// WatchStall is how long a client may leave one act untaken; 0 means
	// DefaultWatchStall.
	WatchStall time.Duration
	// WatchCheck is how often open streams are checked for what their caller may
	// still see; 0 means DefaultWatchCheck.
	WatchCheck time.Duration
	// WatchLimits say how many watches may be open at once.
	WatchLimits WatchLimits
}

// Server serves the API. Make it with New, end it with Stop.
type Server struct {
	config Config
	log    *slog.Logger
	hub    *hub
	health *health.Server

	outer *grpc.Server // on the network
	inner *grpc.Server // in process, for JSON and for pages, without limits of number and age
	pipe  *bufconn.Listener
	conn  *grpc.ClientConn
	http  *http.Server
	work  sync.WaitGroup

	uploads             chan struct{} // holds one for each upload in progress
	bodies, smallBodies *room         // of HTTP, of those with a valid token and of those without

	stopping sync.Once
}

// api is what the services share.
type api struct {
	*Server
	service *service.Service
}

// New makes a server and starts what works in it: the hub and the in-process
// connection. It listens nowhere yet.
func New(ctx context.Context, c Config) (*Server, error) {
	if c.Service == nil || c.Authenticator == nil {
		return nil, errors.New("a server needs a service and an authenticator")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.WatchStall == 0 {
		c.WatchStall = DefaultWatchStall
	}
	if c.WatchCheck == 0 {
		c.WatchCheck = DefaultWatchCheck
	}
	tokens, err := c.Service.Sealer(ctx, "watch")
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, log: c.Logger, health: health.NewServer(), pipe: bufconn.Listen(bufconnBuffer),
		uploads: make(chan struct{}, MaxUploads)}
	s.bodies, s.smallBodies = newRoom(allBodies, eachBodies), newRoom(allSmallBodies, allSmallBodies)
	s.conn, err = grpc.NewClient("passthrough:///in-process", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return s.pipe.DialContext(ctx) }),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(2*MaxMessage)))
	if err != nil {
		return nil, fmt.Errorf("in-process connection: %w", err)
	}
	s.hub = newHub(ctx, c.Service, tokens, c.Logger, c.WatchCheck, c.WatchLimits, s.stillSignedIn)
	s.outer, s.inner = s.grpcServer(limits()...), s.grpcServer()
	if s.http, err = s.httpServer(ctx); err != nil {
		return nil, errors.Join(err, s.Stop(ctx))
	}
	s.work.Go(func() {
		if err := s.inner.Serve(s.pipe); err != nil {
			s.log.Error("serving in process", "error", err.Error())
		}
	})
	return s, nil
}

// limits are those of connections from outside.
func limits() []grpc.ServerOption {
	return []grpc.ServerOption{
		grpc.MaxConcurrentStreams(maxStreams),
		grpc.MaxHeaderListSize(MaxHeaders),
		grpc.ConnectionTimeout(connectTime),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: pingInterval, PermitWithoutStream: true}),
		grpc.KeepaliveParams(keepalive.ServerParameters{
			MaxConnectionIdle: idleTime, MaxConnectionAge: maxAge, MaxConnectionAgeGrace: maxAgeGrace,
		}),
	}
}

// grpcServer makes a gRPC server with all services.
func (s *Server) grpcServer(options ...grpc.ServerOption) *grpc.Server {
	g := grpc.NewServer(append(options,
		grpc.MaxRecvMsgSize(MaxMessage),
		grpc.ForceServerCodecV2(newCodec()),
		s.unary(), s.stream(),
	)...)
	a := &api{Server: s, service: s.config.Service}
	travauxv1.RegisterIdentityServiceServer(g, identityAPI{api: a})
	travauxv1.RegisterProcessServiceServer(g, processAPI{api: a})
	travauxv1.RegisterDocumentServiceServer(g, documentAPI{api: a})
	travauxv1.RegisterDraftServiceServer(g, draftAPI{api: a})
	travauxv1.RegisterAmendmentServiceServer(g, amendmentAPI{api: a})
	travauxv1.RegisterBracketServiceServer(g, bracketAPI{api: a})
	travauxv1.RegisterRecordServiceServer(g, recordAPI{api: a})
	healthv1.RegisterHealthServer(g, s.health)
	reflection.Register(g)
	return g
}

// ServeGRPC serves gRPC on a listener until Stop.
func (s *Server) ServeGRPC(l net.Listener) error { return s.outer.Serve(l) }

// ServeHTTP serves JSON and files on a listener until Stop.
func (s *Server) ServeHTTP(l net.Listener) error {
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Handler gives what ServeHTTP serves.
func (s *Server) Handler() http.Handler { return s.http.Handler }

// InProcess gives a connection to the same services without a network. Calls carry
// credentials as any others do. It is closed by Stop.
func (s *Server) InProcess() *grpc.ClientConn { return s.conn }

// Stop ends watchers with SHUTTING_DOWN, lets other calls end until the context
// does, and waits for everything that the server started. A second call does nothing.
func (s *Server) Stop(ctx context.Context) (err error) {
	s.stopping.Do(func() { err = s.stop(ctx) })
	return err
}

func (s *Server) stop(ctx context.Context) error {
	s.health.Shutdown()
	s.hub.shutdown()
	var errs []error
	if s.http != nil {
		errs = append(errs, s.http.Shutdown(ctx))
	}
	drained := make(chan struct{})
	s.work.Go(func() {
		defer close(drained)
		s.outer.GracefulStop()
		s.inner.GracefulStop()
	})
	select {
	case <-drained:
	case <-ctx.Done():
		errs = append(errs, ctx.Err(), s.httpClose())
		s.outer.Stop()
		s.inner.Stop()
	}
	errs = append(errs, s.conn.Close())
	s.work.Wait()
	s.hub.close()
	return errors.Join(errs...)
}

func (s *Server) httpClose() error {
	if s.http == nil {
		return nil
	}
	return s.http.Close()
}
