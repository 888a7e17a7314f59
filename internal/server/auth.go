package server

import (
	"context"
	"strings"
	"time"

	"google.golang.org/grpc/metadata"

	"github.com/travaux/travaux/internal/negotiation"
)

// Session is a caller as its token names it.
type Session struct {
	Principal negotiation.Principal
	// Expires is when the token ends.
	Expires time.Time
}

// Authenticator tells who a bearer token stands for. It is asked at the start of
// every call, and again while a stream is open, so that a revoked token ends both.
type Authenticator interface {
	// Authenticate gives the session of a token. Errors are *negotiation.Error
	// of kind Unidentified: TOKEN_MALFORMED, TOKEN_UNKNOWN or TOKEN_EXPIRED; or
	// Unavailable where it cannot tell. A wrong token is never the public.
	Authenticate(ctx context.Context, token string) (Session, error)
}

// TokenKeeper is an Authenticator that issues its tokens itself.
type TokenKeeper interface {
	Authenticator
	// Issue makes a token and gives its secret, which is kept nowhere.
	Issue(ctx context.Context, p negotiation.Principal, expires time.Time) (TokenEntry, string, error)
	// Tokens gives the tokens in force, by user and name.
	Tokens(ctx context.Context) ([]TokenEntry, error)
	// Revoke ends a token; *negotiation.Error of kind NotFound where there is
	// none of that name.
	Revoke(ctx context.Context, name string) error
}

// TokenEntry is a token without its secret.
type TokenEntry struct {
	// Name is tokens/{t}; it tells nothing of the secret.
	Name string
	Session
}

// caller is what the interceptors know of who calls.
type caller struct {
	Session
	token string
}

type callerKey struct{}

// principal gives who calls; the public where no token was sent.
func principal(ctx context.Context) negotiation.Principal { return callerOf(ctx).Principal }

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// authenticate puts the caller into the context. Only the header "authorization"
// counts; no header names an actor by itself.
func (s *Server) authenticate(ctx context.Context) (context.Context, error) {
	values := metadata.ValueFromIncomingContext(ctx, "authorization")
	if len(values) == 0 {
		return context.WithValue(ctx, callerKey{}, caller{}), nil
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	if len(values) > 1 || !strings.EqualFold(scheme, "bearer") {
		return ctx, s.status(ctx, refusal(negotiation.Unidentified, "TOKEN_MALFORMED", "authorization",
			"the header does not hold one bearer token", `send "authorization: Bearer " and the token, or no such header at all`))
	}
	session, err := s.config.Authenticator.Authenticate(ctx, strings.TrimSpace(token))
	if err != nil {
		return ctx, s.status(ctx, err)
	}
	return context.WithValue(ctx, callerKey{}, caller{Session: session, token: strings.TrimSpace(token)}), nil
}

// stillSignedIn asks again for a stream that stays open.
func (s *Server) stillSignedIn(ctx context.Context, c caller) error {
	if c.token == "" {
		return nil
	}
	session, err := s.config.Authenticator.Authenticate(ctx, c.token)
	if err == nil && session.Principal == c.Principal {
		return nil
	}
	return accessRevoked()
}

func accessRevoked() error {
	return refusal(negotiation.Forbidden, "ACCESS_REVOKED", "", "you see less than when the stream began",
		"sign in again, and open a new stream")
}
