package client

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// The defaults of Options, and the largest message that is taken: the server's
// largest with room for what stands around it.
const (
	DefaultAttempts = 4
	DefaultBackoff  = 200 * time.Millisecond
	maxMessage      = 8 << 20
)

// Options says how to connect. The zero value connects without TLS as the public.
type Options struct {
	// Token is what the server or its administrator gave out to sign in with,
	// "tvx_…"; empty for the public.
	Token string
	// TLS is the configuration of TLS; nil connects without. A token goes without
	// TLS only to this machine, unless Plaintext allows it.
	TLS *tls.Config
	// Plaintext lets a token cross a network without TLS.
	Plaintext bool
	// Attempts is how often a call is tried in all where the server is not
	// available; 0 means DefaultAttempts, 1 never repeats.
	Attempts int
	// Backoff is the first wait before a repetition, doubled each time; 0 means
	// DefaultBackoff.
	Backoff time.Duration
	// UserAgent stands before the library's own name.
	UserAgent string
	// Dial are further options for gRPC, for tests and tracing.
	Dial []grpc.DialOption
}

// Client is a connection with all services on it. It is safe for concurrent use.
type Client struct {
	Identity   travauxv1.IdentityServiceClient
	Process    travauxv1.ProcessServiceClient
	Documents  travauxv1.DocumentServiceClient
	Drafts     travauxv1.DraftServiceClient
	Amendments travauxv1.AmendmentServiceClient
	Record     travauxv1.RecordServiceClient

	conn    *grpc.ClientConn
	options Options
}

// Dial gives a client of the server at target ("localhost:7431"). It connects at
// the first call. Close ends it.
func Dial(target string, o Options) (*Client, error) {
	if o.Attempts == 0 {
		o.Attempts = DefaultAttempts
	}
	if o.Backoff == 0 {
		o.Backoff = DefaultBackoff
	}
	if o.Token != "" && o.TLS == nil && !o.Plaintext && !local(target) {
		return nil, fmt.Errorf("the token would cross the network to %s without TLS; set TLS, or Plaintext if the way is safe", target)
	}
	transport := insecure.NewCredentials()
	if o.TLS != nil {
		transport = credentials.NewTLS(o.TLS)
	}
	dial := []grpc.DialOption{
		grpc.WithTransportCredentials(transport),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage)),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 30 * time.Second, Timeout: 10 * time.Second}),
		grpc.WithUserAgent(o.UserAgent),
		grpc.WithChainUnaryInterceptor(repeat(o)),
	}
	if o.Token != "" {
		dial = append(dial, grpc.WithPerRPCCredentials(bearer(o.Token)))
	}
	conn, err := grpc.NewClient(target, append(dial, o.Dial...)...)
	if err != nil {
		return nil, err
	}
	return New(conn, o), nil
}

// New gives a client on a connection that exists, in process for example. Of the
// options only those of Watch count; Close closes the connection.
func New(conn *grpc.ClientConn, o Options) *Client {
	if o.Backoff == 0 {
		o.Backoff = DefaultBackoff
	}
	return &Client{
		Identity: travauxv1.NewIdentityServiceClient(conn), Process: travauxv1.NewProcessServiceClient(conn),
		Documents: travauxv1.NewDocumentServiceClient(conn), Drafts: travauxv1.NewDraftServiceClient(conn),
		Amendments: travauxv1.NewAmendmentServiceClient(conn), Record: travauxv1.NewRecordServiceClient(conn),
		conn: conn, options: o,
	}
}

// Close ends the connection; open calls fail.
func (c *Client) Close() error { return c.conn.Close() }

// Conn gives the connection, for services of other packages.
func (c *Client) Conn() *grpc.ClientConn { return c.conn }

// NewRequestID gives a request id that nobody has used: 128 random bits.
func NewRequestID() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// bearer signs every call in.
type bearer string

// GetRequestMetadata is part of credentials.PerRPCCredentials.
func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + string(b)}, nil
}

// RequireTransportSecurity is part of credentials.PerRPCCredentials; Dial has looked
// after that.
func (b bearer) RequireTransportSecurity() bool { return false }

// local tells whether a target is on this machine.
func local(target string) bool {
	host, _, err := net.SplitHostPort(target)
	if err != nil {
		host = target
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// errGivenUp is the context's end while waiting for another try.
var errGivenUp = errors.New("given up while waiting to repeat the call")
