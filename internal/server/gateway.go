package server

import (
	"context"
	_ "embed" // the description of the JSON API
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

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

// The times of HTTP; a stream of news has a limit for each write instead.
const (
	headerTime = 10 * time.Second
	httpTime   = LongTime + 5*time.Second
	keptAlive  = 2 * time.Minute
)

// httpServer makes the server for JSON and files.
func (s *Server) httpServer(ctx context.Context) (*http.Server, error) {
	gateway, err := s.gateway(ctx)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	const drafts = "/api/v1/processes/{process}/documents/{document}/drafts"
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("/healthz", s.otherMethod("GET, HEAD"))
	mux.HandleFunc("GET /api/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(openAPI)
	})
	mux.HandleFunc("/api/openapi.json", s.otherMethod("GET, HEAD"))
	mux.HandleFunc("POST "+drafts+":upload", s.upload)
	mux.HandleFunc(drafts+":upload", s.otherMethod("POST"))
	mux.HandleFunc("GET "+drafts+"/{draft}/file", s.download)
	mux.HandleFunc(drafts+"/{draft}/file", s.otherMethod("GET, HEAD"))
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
		runtime.SetQueryParameterParser(&strictQuery{}),
		runtime.WithMarshalerOption(runtime.MIMEWildcard, strictJSON{&runtime.HTTPBodyMarshaler{Marshaler: &runtime.JSONPb{
			MarshalOptions:   protojson.MarshalOptions{EmitUnpopulated: false},
			UnmarshalOptions: protojson.UnmarshalOptions{},
		}}}),
	)
	for _, register := range []func(context.Context, *runtime.ServeMux, *grpc.ClientConn) error{
		travauxv1.RegisterIdentityServiceHandler, travauxv1.RegisterProcessServiceHandler,
		travauxv1.RegisterDocumentServiceHandler, travauxv1.RegisterDraftServiceHandler,
		travauxv1.RegisterAmendmentServiceHandler, travauxv1.RegisterBracketServiceHandler,
		travauxv1.RegisterRecordServiceHandler,
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

// jsonError writes a status; every one has its ErrorInfo.
func (s *Server) jsonError(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	var httpError *runtime.HTTPStatusError
	if errors.As(err, &httpError) {
		runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, err)
		return
	}
	if errorInfoOf(err) == nil && status.Code(err) == codes.InvalidArgument {
		// The gateway's own words may quote the body.
		err = s.status(ctx, malformedRequest(err))
	}
	runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, err)
}

// routingError answers for paths and methods that the JSON API does not have.
func (s *Server) routingError(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, code int) {
	err := refusal(negotiation.NotFound, "NO_ROUTE", "", "the API has no such path", "see /api/openapi.json for those it has")
	if code == http.StatusMethodNotAllowed {
		err = methodRefused(r.Method)
	}
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

// httpStatus is that of the gateway, but for what HTTP has a status of its own for.
func httpStatus(code codes.Code, reason string) int {
	switch {
	case code == codes.ResourceExhausted && strings.HasSuffix(reason, "_TOO_LARGE"):
		return http.StatusRequestEntityTooLarge
	case reason == mediaTypeUnknown:
		return http.StatusUnsupportedMediaType
	case reason == "METHOD_NOT_ALLOWED":
		return http.StatusMethodNotAllowed
	}
	return runtime.HTTPStatusFromCode(code)
}

// methodRefused is the refusal of a method that an address does not have.
func methodRefused(method string) error {
	return newStatus(codes.Unimplemented, "the address does not take the method "+shortName(method), "METHOD_NOT_ALLOWED", "",
		"see /api/openapi.json for the methods that it takes", nil)
}

// otherMethod answers the methods that an address outside the gateway does not have.
func (s *Server) otherMethod(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allowed)
		s.refuse(w, r, methodRefused(r.Method))
	}
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
