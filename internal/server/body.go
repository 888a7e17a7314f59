package server

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"google.golang.org/grpc/metadata"

	"github.com/travaux/travaux/internal/negotiation"
)

// The bounds of what HTTP takes in.
const (
	// maxBody is MaxMessage as JSON, where bytes are a third longer.
	maxBody = MaxMessage * 3 / 2
	// maxSmallBody is for those without a valid token, and for watches, which hold
	// their body for as long as they are open.
	maxSmallBody = 64 << 10
	// The bytes of all bodies that are being read or answered, of those with a valid
	// token and of those without one: neither takes the room of the other.
	allBodies      = 64 << 20
	allSmallBodies = 16 << 20
	// eachBodies is what one of those with a valid token may take of it.
	eachBodies = 2 * maxBody
)

// room is a number of bytes that all callers share, and of which one has its share.
type room struct {
	all, each int64

	mu   sync.Mutex
	used int64
	by   map[negotiation.Principal]int64
}

func newRoom(all, each int64) *room {
	return &room{all: all, each: each, by: map[negotiation.Principal]int64{}}
}

// take tells whether there is room for n more of a caller's; if so, give must follow.
func (r *room) take(who negotiation.Principal, n int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.used+n > r.all || r.by[who]+n > r.each {
		return false
	}
	r.used += n
	r.by[who] += n
	return true
}

func (r *room) give(who negotiation.Principal, n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used -= n
	if r.by[who] -= n; r.by[who] == 0 {
		delete(r.by, who)
	}
}

// arriving takes room for a body as it arrives: what is only announced takes none.
type arriving struct {
	io.Reader
	room *room
	who  negotiation.Principal
	held int64
}

// errNoRoom says that there is no room for more of a body.
var errNoRoom = errors.New("no room for the body")

// Read is part of io.Reader.
func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	if n > 0 {
		if !a.room.take(a.who, int64(n)) {
			return 0, errNoRoom
		}
		a.held += int64(n)
	}
	return n, err
}

func isWatch(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, ":watch") }

// bounded limits bodies and the time for writing, refuses addresses that are not UTF-8,
// and keeps private answers out of caches.
func (s *Server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		limit := int64(maxBody)
		if strings.HasSuffix(r.URL.Path, "/drafts:upload") {
			limit = maxUpload
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		if isWatch(r) {
			w = &pacedWriter{w, s.config.WatchStall}
		} else {
			// A writer that knows no deadlines (a test's recorder) has none.
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(httpTime))
		}
		query, err := url.QueryUnescape(r.URL.RawQuery)
		if !utf8.ValidString(r.URL.Path) || err == nil && !utf8.ValidString(query) {
			s.refuse(w, r, refusal(negotiation.Invalid, invalidUTF8, "", "the address is not valid UTF-8", "send names and parameters in UTF-8"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// pacedWriter gives the client a time for each write, so that one that does not read
// holds a stream no longer than that.
type pacedWriter struct {
	http.ResponseWriter
	pace time.Duration
}

// Unwrap is for http.ResponseController.
func (p *pacedWriter) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// Write is part of http.ResponseWriter.
func (p *pacedWriter) Write(b []byte) (int, error) {
	p.begin()
	return p.ResponseWriter.Write(b)
}

// FlushError is for http.ResponseController.
func (p *pacedWriter) FlushError() error {
	p.begin()
	return http.NewResponseController(p.ResponseWriter).Flush()
}

// begin gives time for what is now written; a writer that knows no deadlines has none.
func (p *pacedWriter) begin() {
	_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(time.Now().Add(p.pace))
}

// signed tells who calls; nobody without a valid token.
func (s *Server) signed(r *http.Request) negotiation.Principal {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return negotiation.Principal{}
	}
	ctx, err := s.authenticate(metadata.NewIncomingContext(r.Context(), metadata.MD{"authorization": values}))
	if err != nil {
		return negotiation.Principal{}
	}
	return callerOf(ctx).Principal
}

// checkedBody refuses bodies that are too large or not UTF-8 with a reason of their
// own, which the gateway would not tell apart.
func (s *Server) checkedBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit, in := int64(maxSmallBody), &arriving{room: s.smallBodies}
		if r.ContentLength != 0 {
			if in.who = s.signed(r); in.who.User != "" {
				in.room = s.bodies
				if !isWatch(r) {
					limit = maxBody
				}
			}
		}
		in.Reader = http.MaxBytesReader(w, r.Body, limit)
		defer func() { in.room.give(in.who, in.held) }()
		body, err := io.ReadAll(in)
		if err == nil {
			err = checkBody(r, body)
		} else {
			err = unread(err)
		}
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		if isWatch(r) {
			// The time for reading a request does not end a stream.
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// unread gives the refusal of a body that could not be read whole.
func unread(err error) error {
	if errors.Is(err, errNoRoom) {
		return refusal(negotiation.Unavailable, "TOO_MANY_BODIES", "", "the server is reading as many bodies as it can at once, or as one caller may have",
			"send it again in a moment, with the same request id")
	}
	var tooLarge *http.MaxBytesError
	if !errors.As(err, &tooLarge) {
		return refusal(negotiation.Invalid, "BODY_UNREADABLE", "", "the body did not arrive whole", "send it again")
	}
	if tooLarge.Limit == maxSmallBody {
		return refusal(negotiation.Exhausted, "BODY_TOO_LARGE", "", "the body is larger than 64 KiB, the most without a valid token and for a watch",
			"sign in, or send less")
	}
	return refusal(negotiation.Exhausted, "BODY_TOO_LARGE", "", "the body is larger than 6 MiB",
		"send files to drafts:upload, which takes up to 16 MiB")
}

// checkBody refuses a body that is not UTF-8, and parameters beside a body that is to
// hold everything.
func checkBody(r *http.Request, body []byte) error {
	if !utf8.Valid(body) {
		return refusal(negotiation.Invalid, invalidUTF8, "body", "the body is not valid UTF-8",
			"send JSON in UTF-8; what is in another encoding has to be converted first")
	}
	if r.Method == http.MethodGet || r.Method == http.MethodDelete {
		return nil
	}
	return onlyParameters(r.URL.Query())
}
