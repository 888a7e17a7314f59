package demo

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// api is the server as one person reaches it.
type api struct {
	conn       grpc.ClientConnInterface
	identity   travauxv1.IdentityServiceClient
	processes  travauxv1.ProcessServiceClient
	documents  travauxv1.DocumentServiceClient
	drafts     travauxv1.DraftServiceClient
	amendments travauxv1.AmendmentServiceClient
	brackets   travauxv1.BracketServiceClient
}

// callers is one connection used in turn by everybody who has a token.
type callers struct {
	conn  *grpc.ClientConn
	calls atomic.Int64
}

// dial opens the connection; it is made with the first call.
func dial(address string) (*callers, error) {
	c := &callers{}
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, call grpc.UnaryInvoker, opts ...grpc.CallOption) error {
			c.calls.Add(1)
			return call(ctx, method, req, reply, cc, opts...)
		}))
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", address, err)
	}
	c.conn = conn
	return c, nil
}

// with gives the server as the holder of a token reaches it.
func (c *callers) with(token string) api {
	conn := signed{c.conn, bearer(token)}
	return api{
		conn:       conn,
		identity:   travauxv1.NewIdentityServiceClient(conn),
		processes:  travauxv1.NewProcessServiceClient(conn),
		documents:  travauxv1.NewDocumentServiceClient(conn),
		drafts:     travauxv1.NewDraftServiceClient(conn),
		amendments: travauxv1.NewAmendmentServiceClient(conn),
		brackets:   travauxv1.NewBracketServiceClient(conn),
	}
}

// signed is a connection that shows a token with every call.
type signed struct {
	grpc.ClientConnInterface
	token bearer
}

func (s signed) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	return s.ClientConnInterface.Invoke(ctx, method, args, reply, append(opts, grpc.PerRPCCredentials(s.token))...)
}

func (s signed) NewStream(ctx context.Context, desc *grpc.StreamDesc, method string, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	return s.ClientConnInterface.NewStream(ctx, desc, method, append(opts, grpc.PerRPCCredentials(s.token))...)
}

// bearer is a token as credentials. It goes to a server on this machine only,
// which is why it needs no TLS.
type bearer string

func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + string(b)}, nil
}

func (b bearer) RequireTransportSecurity() bool { return false }

// pages collects all pages of a list.
func pages[M any](get func(token string) ([]M, string, error)) ([]M, error) {
	var all []M
	for token := ""; ; {
		page, next, err := get(token)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if next == "" {
			return all, nil
		}
		token = next
	}
}

// value gives the enum value of the API that a word of the script means:
// member-state is ACTOR_KIND_MEMBER_STATE. An empty word is UNSPECIFIED.
func value[E protoreflect.Enum](word string) (E, error) {
	var zero E
	if word == "" {
		return zero, nil
	}
	values := zero.Descriptor().Values()
	prefix := strings.TrimSuffix(string(values.ByNumber(0).Name()), "UNSPECIFIED")
	v := values.ByName(protoreflect.Name(prefix + strings.ToUpper(strings.ReplaceAll(word, "-", "_"))))
	if v == nil {
		return zero, fmt.Errorf("%q is no %s", word, zero.Descriptor().Name())
	}
	return zero.Type().New(v.Number()).(E), nil
}

// word is the way back: the word of an enum value, spaces for hyphens.
func word(e protoreflect.Enum) string {
	values := e.Descriptor().Values()
	prefix := strings.TrimSuffix(string(values.ByNumber(0).Name()), "UNSPECIFIED")
	name := strings.TrimPrefix(string(values.ByNumber(e.Number()).Name()), prefix)
	return strings.ToLower(strings.ReplaceAll(name, "_", " "))
}

// told gives a refusal in words for a person: what, the reason and the remedy.
// Other errors stay as they are.
func told(err error) error {
	s, ok := status.FromError(err)
	if err == nil || !ok {
		return err
	}
	said := s.Message()
	for _, d := range s.Details() {
		if info, ok := d.(*errdetails.ErrorInfo); ok {
			said += fmt.Sprintf(" (%s %s; %s)", info.Reason, info.Metadata["subject"], info.Metadata["remedy"])
		}
	}
	return &refused{said: said, cause: err}
}

// refused is an answer of the server that stops the demo.
type refused struct {
	said  string
	cause error
}

func (r *refused) Error() string { return r.said }
func (r *refused) Unwrap() error { return r.cause }
