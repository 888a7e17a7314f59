package server_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/server"
)

// TestTooManyWatches: one caller cannot take all the room, and has it back when a watch
// has ended.
func TestTooManyWatches(t *testing.T) {
	w := newWorld(t, func(c *server.Config) { c.WatchLimits = server.WatchLimits{Caller: 2, Public: 1} })
	w.populate()
	req := &v1.WatchRequest{Subjects: []string{process}}
	w.watch("joao", req)
	second := w.watch("joao", req)
	w.watch("public", req)
	for _, who := range []string{"joao", "public"} {
		_, err := w.tryWatch(who, req)
		if reasonOf(err) != "TOO_MANY_WATCHES" || status.Code(err) != codes.ResourceExhausted {
			t.Errorf("%s: one more ends with %v", who, err)
		}
	}
	w.watch("mei", req)
	second.cancel()
	for { // the server hears of it in its own time; the test's time is the limit
		if _, err := w.tryWatch("joao", req); err == nil {
			break
		}
		runtime.Gosched()
	}
}

// header is what comes first in an upload.
func header() *v1.UploadDraftRequest {
	return &v1.UploadDraftRequest{Part: &v1.UploadDraftRequest_Header{Header: &v1.ImportDraftRequest{
		Parent: document, Source: &v1.DraftSource{DraftId: "rev1", FileName: "rev1.txt"}}}}
}

// TestUploadsAreAdmittedFirst: who may not import is told so before a byte of the file
// is sent, and so is one upload too many.
func TestUploadsAreAdmittedFirst(t *testing.T) {
	w := newWorld(t)
	w.populate()
	open := func(who string) v1.DraftService_UploadDraftClient {
		ctx, cancel := context.WithTimeout(w.as(who), 10*time.Second)
		t.Cleanup(cancel)
		s, err := v1.NewDraftServiceClient(w.conn()).UploadDraft(ctx)
		w.must(err)
		w.must(s.Send(header()))
		return s
	}
	for who, want := range map[string]codes.Code{"public": codes.Unauthenticated, "joao": codes.NotFound} {
		if err := open(who).RecvMsg(&v1.ImportDraftResponse{}); status.Code(err) != want && status.Code(err) != codes.PermissionDenied {
			t.Errorf("%s: %v", who, err)
		}
	}
	for range server.MaxUploads {
		if _, err := open("ines").Header(); err != nil {
			t.Fatal(err)
		}
	}
	err := open("ines").RecvMsg(&v1.ImportDraftResponse{})
	if reasonOf(err) != "TOO_MANY_UPLOADS" || status.Code(err) != codes.Unavailable {
		t.Errorf("one more: %v", err)
	}
}

// TestHTTPUploadsAreAdmittedFirst: the answer comes before the body is whole. 256 KiB of
// it net/http throws away first, so that a client that only writes is answered too.
func TestHTTPUploadsAreAdmittedFirst(t *testing.T) {
	w := newWorld(t)
	w.populate()
	c, err := net.Dial("tcp", w.httpAddr)
	w.must(err)
	defer c.Close()
	w.must(c.SetDeadline(time.Now().Add(10 * time.Second)))
	fmt.Fprintf(c, "POST /api/v1/%s/drafts:upload?draft_id=rev1&file_name=rev1.txt HTTP/1.1\r\nHost: travaux\r\nContent-Length: 1000000\r\n\r\n%s",
		document, strings.Repeat("x", 300<<10))
	line := make([]byte, len("HTTP/1.1 401"))
	_, err = io.ReadFull(c, line)
	w.must(err)
	if string(line) != "HTTP/1.1 401" {
		t.Errorf("the answer begins with %q", line)
	}
}

// TestBodiesOfStrangers: who has no valid token is not read beyond 64 KiB; who has one
// is.
func TestBodiesOfStrangers(t *testing.T) {
	w := newWorld(t)
	w.populate()
	body := []byte(`{"reason":"` + strings.Repeat("r", 100<<10) + `"}`)
	for who, want := range map[string]bool{"public": true, "ines": false} {
		_, answer := w.post(who, "/api/v1/"+document+"/drafts:import", "application/json", bytes.NewReader(body))
		if got := strings.Contains(answer, "BODY_TOO_LARGE"); got != want {
			t.Errorf("%s: %s", who, answer)
		}
	}
}

// TestStrangeAddresses: what is not UTF-8 is refused as such, and so is more than one
// set of credentials.
func TestStrangeAddresses(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for _, path := range []string{"/api/v1/processes/%ff", "/api/v1/processes?page_token=%ff", "/api/v1/" + document + "/drafts/zero/file?form=%ff"} {
		if code, answer := w.get("joao", path); code != http.StatusBadRequest || !strings.Contains(answer, "INVALID_UTF8") {
			t.Errorf("%s: %d %s", path, code, answer)
		}
	}
	for _, c := range []struct{ method, path string }{
		{http.MethodGet, "/api/v1/" + document + "/drafts/zero/file"},
		{http.MethodPost, "/api/v1/" + document + "/drafts:upload?draft_id=rev1&file_name=rev1.txt"},
		{http.MethodGet, "/api/v1/" + document},
	} {
		req, err := http.NewRequest(c.method, "http://"+w.httpAddr+c.path, strings.NewReader("1. Decide;\n"))
		w.must(err)
		for _, who := range []string{"joao", "ines"} {
			req.Header.Add("Authorization", "Bearer "+w.secret(who))
		}
		if code, answer := w.do("public", req); code != http.StatusUnauthorized || !strings.Contains(answer, "TOKEN_MALFORMED") {
			t.Errorf("%s %s: %d %s", c.method, c.path, code, answer)
		}
	}
}

// TestAnHTTPWatchThatIsNotRead ends: its handler is not held by a client that takes
// nothing.
func TestAnHTTPWatchThatIsNotRead(t *testing.T) {
	w := newWorld(t, func(c *server.Config) { c.WatchStall = 200 * time.Millisecond })
	w.populate()
	began, ended := make(chan struct{}), make(chan struct{})
	web := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		close(began)
		defer close(ended)
		w.server.Handler().ServeHTTP(rw, r)
	}))
	web.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		w.must(c.(*net.TCPConn).SetWriteBuffer(16 << 10))
		return ctx
	}
	web.Start()
	defer web.Close()
	c, err := net.Dial("tcp", web.Listener.Addr().String())
	w.must(err)
	defer c.Close()
	w.must(c.(*net.TCPConn).SetReadBuffer(4096))
	body := fmt.Sprintf(`{"subjects":[%q]}`, process)
	fmt.Fprintf(c, "POST /api/v1/record:watch HTTP/1.1\r\nHost: travaux\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		w.secret("joao"), len(body), body)
	<-began
	reason := strings.Repeat("r", 16000)
	for n := range 80 {
		_, err := w.invoke("grpc", step{"meeting", "ines", "ProcessService.CreateMeeting", &v1.CreateMeetingRequest{Parent: process, Reason: reason,
			MeetingId: fmt.Sprintf("m%d", n), Meeting: &v1.Meeting{Title: "Informal", Kind: v1.MeetingKind_MEETING_KIND_INFORMAL, Dates: always()}}})
		w.must(err)
	}
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("the handler is still held")
	}
}
