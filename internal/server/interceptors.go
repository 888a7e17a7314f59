package server

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/auth"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// The longest that a call may take, where the caller asks for no shorter time.
const (
	CallTime = 10 * time.Second
	LongTime = 60 * time.Second
)

// longCalls may take LongTime; endless ones have no limit but the caller's.
var (
	longCalls = map[string]bool{
		travauxv1.DraftService_ImportDraft_FullMethodName:   true,
		travauxv1.DraftService_UploadDraft_FullMethodName:   true,
		travauxv1.DraftService_CutDraft_FullMethodName:      true,
		travauxv1.DraftService_PublishDraft_FullMethodName:  true,
		travauxv1.DraftService_CompareDrafts_FullMethodName: true,
	}
	endlessCalls = map[string]bool{
		travauxv1.RecordService_Watch_FullMethodName:                     true,
		"/grpc.health.v1.Health/Watch":                                   true,
		"/grpc.reflection.v1.ServerReflection/ServerReflectionInfo":      true,
		"/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": true,
	}
)

// timed gives the call its limit.
func timed(ctx context.Context, method string) (context.Context, context.CancelFunc) {
	switch {
	case endlessCalls[method]:
		return ctx, func() {}
	case longCalls[method]:
		return context.WithTimeout(ctx, LongTime)
	}
	return context.WithTimeout(ctx, CallTime)
}

// unary and stream give the interceptors, the outermost first: what is logged is
// what goes out, and a panic of any of those below becomes INTERNAL.
func (s *Server) unary() grpc.ServerOption {
	return grpc.ChainUnaryInterceptor(
		s.logUnary,
		recovery.UnaryServerInterceptor(recovery.WithRecoveryHandlerContext(s.recovered)),
		auth.UnaryServerInterceptor(s.authenticate),
		s.unaryBorder,
	)
}

func (s *Server) stream() grpc.ServerOption {
	return grpc.ChainStreamInterceptor(
		s.logStream,
		recovery.StreamServerInterceptor(recovery.WithRecoveryHandlerContext(s.recovered)),
		auth.StreamServerInterceptor(s.authenticate),
		s.streamBorder,
	)
}

// unaryBorder limits the time, refuses messages that could not be read and turns
// errors into statuses.
func (s *Server) unaryBorder(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	ctx, cancel := timed(ctx, info.FullMethod)
	defer cancel()
	if err := readable(req); err != nil {
		return nil, s.status(ctx, err)
	}
	resp, err := handler(ctx, req)
	if err != nil {
		return nil, s.status(ctx, err)
	}
	return resp, nil
}

func (s *Server) streamBorder(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	ctx, cancel := timed(stream.Context(), info.FullMethod)
	defer cancel()
	return s.status(ctx, handler(srv, &borderStream{stream, ctx}))
}

// borderStream is a stream with the call's limit that refuses what could not be
// read.
type borderStream struct {
	grpc.ServerStream
	ctx context.Context
}

// Context is part of grpc.ServerStream.
func (b *borderStream) Context() context.Context { return b.ctx }

// RecvMsg is part of grpc.ServerStream.
func (b *borderStream) RecvMsg(m any) error {
	if err := b.ServerStream.RecvMsg(m); err != nil {
		return err
	}
	return readable(m)
}

// status is statusOf with the server's log.
func (s *Server) status(ctx context.Context, err error) error { return statusOf(ctx, s.log, err) }

// recovered turns a panic into INTERNAL. The value of the panic is not logged,
// since it may hold what was being worked on; its type and the stack are.
func (s *Server) recovered(ctx context.Context, p any) error {
	return s.status(ctx, fmt.Errorf("panic with a %T\n%s", p, debug.Stack()))
}

// logUnary and logStream write one line a call: what was called, how it ended and how
// long it took, and nothing of what was said. Calls that were answered are told at level
// debug, refusals at info, faults at error.
func (s *Server) logUnary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	begin := time.Now()
	resp, err := handler(ctx, req)
	s.logCall(ctx, info.FullMethod, begin, err)
	return resp, err
}

func (s *Server) logStream(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	begin := time.Now()
	err := handler(srv, stream)
	s.logCall(stream.Context(), info.FullMethod, begin, err)
	return err
}

func (s *Server) logCall(ctx context.Context, method string, begin time.Time, err error) {
	level := slog.LevelInfo
	switch status.Code(err) {
	case codes.OK:
		level = slog.LevelDebug
	case codes.Internal, codes.DataLoss, codes.Unknown:
		level = slog.LevelError
	}
	if !s.log.Enabled(ctx, level) {
		return
	}
	s.log.LogAttrs(ctx, level, "call", slog.String("method", method), slog.String("code", status.Code(err).String()),
		slog.String("reason", errorInfoOf(err).GetReason()), slog.Duration("took", time.Since(begin)))
}
