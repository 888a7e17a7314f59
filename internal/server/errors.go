package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"maps"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/travaux/travaux/internal/negotiation"
)

// Domain is the domain of the reasons in google.rpc.ErrorInfo.
const Domain = "travaux"

// codesOf gives the status code of each kind of error (AIP-193).
var codesOf = map[negotiation.ErrorKind]codes.Code{
	negotiation.Invalid:       codes.InvalidArgument,
	negotiation.Precondition:  codes.FailedPrecondition,
	negotiation.Stale:         codes.Aborted,
	negotiation.NotFound:      codes.NotFound,
	negotiation.AlreadyExists: codes.AlreadyExists,
	negotiation.Forbidden:     codes.PermissionDenied,
	negotiation.Unidentified:  codes.Unauthenticated,
	negotiation.Exhausted:     codes.ResourceExhausted,
	negotiation.Unavailable:   codes.Unavailable,
	negotiation.Internal:      codes.Internal,
}

// statusOf is the one way from an error to what goes over the wire: a status with
// one ErrorInfo. What is not a refusal is INTERNAL; its cause is logged under a
// number that the caller is told, and nothing of it is shown.
func statusOf(ctx context.Context, log *slog.Logger, err error) error {
	if err == nil {
		return nil
	}
	var refusal *negotiation.Error
	switch {
	case errors.As(err, &refusal) && refusal.Kind != negotiation.Internal:
		return refusalStatus(refusal)
	case errors.Is(err, context.DeadlineExceeded):
		return newStatus(codes.DeadlineExceeded, "the time for the call ran out", "DEADLINE_EXCEEDED", "",
			"repeat it with the same request id; give it a longer deadline, or ask for less", nil)
	case errors.Is(err, context.Canceled):
		return newStatus(codes.Canceled, "the caller gave the call up", "CANCELLED", "", "repeat it with the same request id", nil)
	}
	if s, ok := status.FromError(err); ok && s.Code() != codes.Unknown {
		return err
	}
	return internalStatus(ctx, log, err)
}

func refusalStatus(e *negotiation.Error) error {
	return newStatus(codesOf[e.Kind], e.Message, e.Reason, e.Subject, e.Remedy, e.Facts)
}

func internalStatus(ctx context.Context, log *slog.Logger, err error) error {
	incident := incidentID()
	log.ErrorContext(ctx, "a fault of the program", "incident", incident, "error", err.Error())
	reason := "INTERNAL"
	var fault *negotiation.Error
	if errors.As(err, &fault) && fault.Reason != "" {
		reason = fault.Reason
	}
	return newStatus(codes.Internal, "a fault of the program; the administrator finds it in the log as "+incident, reason, "",
		"tell the administrator the number", map[string]string{"incident": incident})
}

// incidentID is what a person can read out over the telephone.
func incidentID() string {
	var b [5]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func newStatus(code codes.Code, message, reason, subject, remedy string, facts map[string]string) error {
	info := &errdetails.ErrorInfo{Reason: reason, Domain: Domain, Metadata: map[string]string{}}
	maps.Copy(info.Metadata, facts)
	if subject != "" {
		info.Metadata["subject"] = subject
	}
	if remedy != "" {
		info.Metadata["remedy"] = remedy
	}
	s := status.New(code, message)
	if code == codes.Unavailable {
		if d, err := s.WithDetails(info, &errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)}); err == nil {
			return d.Err()
		}
	}
	d, err := s.WithDetails(info)
	if err != nil {
		return s.Err()
	}
	return d.Err()
}

// refusal makes a refusal of the server's own.
func refusal(kind negotiation.ErrorKind, reason, subject, message, remedy string) error {
	return &negotiation.Error{Kind: kind, Reason: reason, Subject: subject, Message: message, Remedy: remedy}
}

// errorInfoOf gives the ErrorInfo of a status, nil where it has none.
func errorInfoOf(err error) *errdetails.ErrorInfo {
	for _, d := range status.Convert(err).Details() {
		if info, ok := d.(*errdetails.ErrorInfo); ok {
			return info
		}
	}
	return nil
}
