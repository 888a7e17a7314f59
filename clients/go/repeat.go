package client

import (
	"context"
	"errors"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// repeat repeats calls that end UNAVAILABLE. Reads may always be repeated; a write is
// given a request id where it has none and the message has room for one, and is
// repeated with the same, so that it is done once. A write without room for one is
// not repeated.
func repeat(o Options) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		message, safe := repeatable(req)
		var err error
		for attempt := range o.Attempts {
			if attempt > 0 {
				if wait(ctx, o.Backoff<<(attempt-1)) != nil {
					return errors.Join(err, errGivenUp)
				}
			}
			err = invoke(ctx, method, message, reply, cc, opts...)
			if !safe || status.Code(err) != codes.Unavailable {
				return err
			}
		}
		return err
	}
}

// repeatable gives the message to send, and whether it may be sent again.
func repeatable(req any) (any, bool) {
	m, ok := req.(proto.Message)
	if !ok {
		return req, false
	}
	fields := m.ProtoReflect().Descriptor().Fields()
	id := fields.ByName("request_id")
	if id == nil {
		return req, readOnly(m.ProtoReflect().Descriptor().Name())
	}
	if m.ProtoReflect().Get(id).String() != "" {
		return req, true
	}
	// The caller's message is left as it is.
	m = proto.Clone(m)
	m.ProtoReflect().Set(id, protoreflect.ValueOfString(NewRequestID()))
	return m, true
}

// readOnly tells requests of calls that write nothing.
func readOnly(name protoreflect.Name) bool {
	for _, verb := range []string{"Get", "List", "WhoAmI", "Preview"} {
		if len(name) >= len(verb) && string(name[:len(verb)]) == verb {
			return true
		}
	}
	return false
}

// wait waits, or gives the context's error.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
