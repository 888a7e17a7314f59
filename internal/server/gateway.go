package server

import (
	"context"
	_ "embed" // the description of the JSON API
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
)

//go:embed openapi/travaux.swagger.json
var openAPI []byte

// The times of HTTP; a stream of news has no limit on writing.
const (
	headerTime = 10 * time.Second
	httpTime   = LongTime + 5*time.Second
	keptAlive  = 2 * time.Minute
	// maxBody is MaxMessage as JSON, where bytes are a third longer.
	maxBody = MaxMessage * 3 / 2
)

// httpServer makes the server for JSON and files.
func (s *Server) httpServer(ctx context.Context) (*http.Server, error) {
	gateway, err := s.gateway(ctx)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /api/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(openAPI)
	})
	mux.HandleFunc("POST /api/v1/processes/{process}/documents/{document}/drafts:upload", s.upload)
	mux.HandleFunc("GET /api/v1/processes/{process}/documents/{document}/drafts/{draft}/file", s.download)
	mux.Handle("/api/v1/", s.checkedBody(gateway))
	mux.HandleFunc("/", s.noRoute)
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, refusal(negotiation.Forbidden, "CROSS_ORIGIN", "", "a page of another origin may not do this",
			"call from a program, or from pages of this server"))
	}))
	return &http.Server{
		Handler: s.bounded(crossOrigin.Handler(mux)), ReadHeaderTimeout: headerTime, ReadTimeout: httpTime,
		IdleTimeout: keptAlive, MaxHeaderBytes: MaxHeaders,
	}, nil
}

// gateway makes the JSON API, as a client of the in-process server: streams and
// interceptors are those of gRPC.
func (s *Server) gateway(ctx context.Context) (http.Handler, error) {
	mux := runtime.NewServeMux(
		runtime.WithIncomingHeaderMatcher(noHeader),
		runtime.WithOutgoingHeaderMatcher(noHeader),
		runtime.WithErrorHandler(s.jsonError),
		runtime.WithRoutingErrorHandler(s.routingError),
		runtime.WithStreamErrorHandler(func(_ context.Context, err error) *status.Status { return status.Convert(err) }),
		runtime.WithMarshalerOption(runtime.MIMEWildcard, &runtime.HTTPBodyMarshaler{Marshaler: &runtime.JSONPb{
			MarshalOptions:   protojson.MarshalOptions{EmitUnpopulated: false},
			UnmarshalOptions: protojson.UnmarshalOptions{},
		}}),
	)
	for _, register := range []func(context.Context, *runtime.ServeMux, *grpc.ClientConn) error{
		travauxv1.RegisterIdentityServiceHandler, travauxv1.RegisterProcessServiceHandler,
		travauxv1.RegisterDocumentServiceHandler, travauxv1.RegisterDraftServiceHandler,
		travauxv1.RegisterAmendmentServiceHandler, travauxv1.RegisterRecordServiceHandler,
	} {
		if err := register(ctx, mux, s.conn); err != nil {
			return nil, err
		}
	}
	return mux, nil
}

// noHeader lets no header through by its name. The gateway hands on Authorization by
// itself, and nothing else counts; Grpc-Metadata-* from outside ends here.
func noHeader(string) (string, bool) { return "", false }

// bounded limits bodies and the time for writing, and keeps private answers out of
// caches.
func (s *Server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := int64(maxBody)
		if strings.HasSuffix(r.URL.Path, "/drafts:upload") {
			limit = maxUpload
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		if !strings.HasSuffix(r.URL.Path, ":watch") {
			// A writer that knows no deadlines (a test's recorder) has none.
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(httpTime))
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// checkedBody refuses bodies that are too large or not UTF-8 with a reason of their
// own, which the gateway would not tell apart.
func (s *Server) checkedBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			s.refuse(w, r, refusal(negotiation.Exhausted, "BODY_TOO_LARGE", "", "the body is larger than 6 MiB",
				"send files to drafts:upload, which takes up to 16 MiB"))
			return
		case err != nil:
			s.refuse(w, r, refusal(negotiation.Invalid, "BODY_UNREADABLE", "", "the body did not arrive whole", "send it again"))
			return
		case !utf8.Valid(body):
			s.refuse(w, r, refusal(negotiation.Invalid, invalidUTF8, "body", "the body is not valid UTF-8",
				"send JSON in UTF-8; what is in another encoding has to be converted first"))
			return
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		next.ServeHTTP(w, r)
	})
}

// jsonError writes a status; every one has its ErrorInfo.
func (s *Server) jsonError(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	var httpError *runtime.HTTPStatusError
	if errors.As(err, &httpError) {
		runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, err)
		return
	}
	if errorInfoOf(err) == nil && status.Code(err) == codes.InvalidArgument {
		// The gateway's own words may quote the body.
		err = refusalStatus(&negotiation.Error{Kind: negotiation.Invalid, Reason: brokenMessage,
			Message: "the request could not be read", Remedy: "see /api/openapi.json for the fields and their forms"})
	}
	runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, err)
}

// routingError answers for paths and methods that the JSON API does not have.
func (s *Server) routingError(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, code int) {
	err := refusal(negotiation.NotFound, "NO_ROUTE", "", "the API has no such path or method", "see /api/openapi.json for those it has")
	runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, &runtime.HTTPStatusError{HTTPStatus: code, Err: s.status(ctx, err)})
}

// refuse writes a refusal as the gateway does, for routes outside it.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	st := status.Convert(s.status(r.Context(), err))
	body, merr := protojson.Marshal(st.Proto())
	if merr != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if st.Code() == codes.Unauthenticated {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(httpStatus(st.Code(), errorInfoOf(st.Err()).GetReason()))
	w.Write(body)
}

// httpStatus is that of the gateway, and 413 for what is too large.
func httpStatus(code codes.Code, reason string) int {
	if code == codes.ResourceExhausted && strings.HasSuffix(reason, "_TOO_LARGE") {
		return http.StatusRequestEntityTooLarge
	}
	return runtime.HTTPStatusFromCode(code)
}

func (s *Server) noRoute(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, refusal(negotiation.NotFound, "NO_ROUTE", "", "there is nothing here",
		"the JSON API is below /api/v1/, described by /api/openapi.json"))
}

// healthz tells whether the server takes calls.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	select {
	case <-s.hub.stop:
		w.WriteHeader(http.StatusServiceUnavailable)
		json.NewEncoder(w).Encode(map[string]string{"status": "shutting down"})
	default:
		json.NewEncoder(w).Encode(map[string]string{"status": "serving"})
	}
}
