package server_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// TestMalformedRequestsAreExplained wants what is wrong in a request told by field
// or place, and no value of it.
func TestMalformedRequestsAreExplained(t *testing.T) {
	w := newWorld(t)
	w.populate()
	const processes, secret = "/api/v1/processes", "xyzzy"
	for _, c := range []struct{ name, path, body, want string }{
		{"unknown field", processes, `{"processId":"a","nonsense":1}`, `the message has no field \"nonsense\", at line 1, column 18`},
		{"field twice", processes, `{"processId":"a","processId":"b"}`, `the field \"processId\" is given twice`},
		{"no JSON", processes, "{\"processId\":\n xyzzy}", `the body is not JSON, at line 2, column 2`},
		{"cut off", processes, `{"processId":`, `the body ends before its JSON does`},
		{"more behind it", processes, `{} xyzzy`, `the body is not JSON`},
		{"wrong number", "/api/v1/" + document + "/drafts", `{"draftId":"rev1","baseAct":"xyzzy"}`, `the field \"baseAct\" has a value that is no int32`},
		{"wrong word", "/api/v1/" + document + "/drafts", `{"draftId":"rev1","draft":{"kind":"xyzzy"}}`, `the field \"kind\" has a value that is no enum`},
		{"wrong form", processes, `{"process":"xyzzy"}`, `the body`},
		{"query beside a body", processes + "?title=xyzzy", `{}`, `the call has no query parameter \"title\"`},
		{"unknown parameter", processes + "?pagesize=1", "", `the call has no query parameter \"pagesize\"`},
		{"parameter of the path", "/api/v1/" + document + "/drafts?parent=xyzzy", "", `the call has no query parameter \"parent\"`},
		{"no name at all", processes + "?" + strings.Repeat("xyzzy", 20) + "=1", "", `the call has no query parameter \"…\"`},
		{"wrong parameter", processes + "?page_size=xyzzy", "", `the query parameter \"page_size\" has a value that is no int32`},
		{"parameter twice", processes + "?page_size=1&pageSize=2", "", `is given twice`},
		{"unknown parameter of a file", "/api/v1/" + document + "/drafts/zero/file?fromat=text", "", `the call has no query parameter \"fromat\"`},
		{"wrong parameter of a file", "/api/v1/" + document + "/drafts/zero/file?form=xyzzy", "", `the query parameter \"form\"`},
	} {
		var code int
		var answer string
		if c.body == "" {
			code, answer = w.get("ada", c.path)
		} else {
			code, answer = w.post("ada", c.path, "application/json", strings.NewReader(c.body))
		}
		if code != http.StatusBadRequest || !strings.Contains(answer, `"MESSAGE_MALFORMED"`) || !strings.Contains(answer, c.want) {
			t.Errorf("%s: %d %s, want %s", c.name, code, answer, c.want)
		}
		if strings.Contains(answer, secret) {
			t.Errorf("%s: the answer quotes the request: %s", c.name, answer)
		}
	}
	if code, answer := w.get("ada", processes+"?page_size=1&pageToken="); code != http.StatusOK {
		t.Errorf("good parameters: %d %s", code, answer)
	}
}

// checkWrongMethods tries methods that addresses do not have.
func (w *world) checkWrongMethods() {
	w.t.Helper()
	for path, method := range map[string]string{
		"/api/v1/whoami":                            http.MethodPost,
		"/api/v1/processes":                         http.MethodDelete,
		"/api/v1/" + document + "/drafts:upload":    http.MethodGet,
		"/api/v1/" + document + "/drafts/zero/file": http.MethodPut,
		"/healthz":          http.MethodPost,
		"/api/openapi.json": http.MethodDelete,
	} {
		req, err := http.NewRequest(method, "http://"+w.httpAddr+path, nil)
		w.must(err)
		if code, body := w.do("ada", req); code != http.StatusMethodNotAllowed || !strings.Contains(body, "METHOD_NOT_ALLOWED") {
			w.t.Errorf("%s %s: %d %s", method, path, code, body)
		}
	}
}

// TestUploadsSayWhatTheyAre refuses what is no file itself, or of no known format.
func TestUploadsSayWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	w.populate()
	const multipart = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rev1.txt\"\r\n\r\n1. Decide to share.\r\n--x--\r\n"
	for _, c := range []struct {
		name, query, media, body string
		code                     int
		reason                   string
	}{
		{"curl -F", "draft_id=rev1&file_name=rev1.txt", "multipart/form-data; boundary=x", multipart, http.StatusUnsupportedMediaType, "MEDIA_TYPE_UNKNOWN"},
		{"a picture", "draft_id=rev1&file_name=rev1.txt", "image/png", zeroDraft, http.StatusUnsupportedMediaType, "MEDIA_TYPE_UNKNOWN"},
		{"no media type", "draft_id=rev1&file_name=rev1.txt", "/", zeroDraft, http.StatusUnsupportedMediaType, "MEDIA_TYPE_UNKNOWN"},
		{"no draft", "file_name=rev1.txt", "text/plain", zeroDraft, http.StatusBadRequest, "FIELD_REQUIRED"},
		{"neither name nor type", "draft_id=rev1", "application/octet-stream", zeroDraft, http.StatusBadRequest, "FIELD_REQUIRED"},
		{"wrong kind", "draft_id=rev1&kind=REVISION", "text/plain", zeroDraft, http.StatusBadRequest, "MESSAGE_MALFORMED"},
		{"neither true nor false", "draft_id=rev1&validate_only=perhaps", "text/plain", zeroDraft, http.StatusBadRequest, "MESSAGE_MALFORMED"},
		{"unknown parameter", "draft_id=rev1&name=rev1", "text/plain", zeroDraft, http.StatusBadRequest, "MESSAGE_MALFORMED"},
		{"type with a charset, no name", "draft_id=rev1&validate_only=true", "text/plain; charset=utf-8", zeroDraft + "5. Decide.\n", http.StatusOK, "workingText"},
		{"curl --data-binary", "draft_id=rev1&file_name=rev1.txt&validate_only=true", "application/x-www-form-urlencoded", zeroDraft + "5. Decide.\n", http.StatusOK, "workingText"},
	} {
		code, body := w.post("ines", "/api/v1/"+document+"/drafts:upload?"+c.query, c.media, strings.NewReader(c.body))
		if code != c.code || !strings.Contains(body, `"`+c.reason+`"`) {
			t.Errorf("%s: %d %s, want %d %s", c.name, code, body, c.code, c.reason)
		}
	}
}

// TestFindingsOfAnImportAndAPublication follows a decision that an import undoes.
func TestFindingsOfAnImportAndAPublication(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	made, err := v1.NewAmendmentServiceClient(w.conn()).ProposeAmendment(w.as("joao"), &v1.ProposeAmendmentRequest{
		Parent: document, Submit: true, Circulation: v1.Circulation_CIRCULATION_WITH_NAME, Proposal: &v1.Proposal{
			Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: 1, Text: "Agree to meet every year in the City of Ouvena;"}})
	w.must(err)
	_, err = v1.NewAmendmentServiceClient(w.conn()).DecideAmendment(w.as("ines"), &v1.DecideAmendmentRequest{
		Name: made.GetName(), Disposition: v1.DispositionKind_DISPOSITION_KIND_REFLECTED, Apply: true})
	w.must(err)
	code, body := w.post("ines", "/api/v1/"+document+"/drafts:upload?draft_id=rev1", "text/plain", strings.NewReader(zeroDraft))
	if code != http.StatusOK || !strings.Contains(body, "WORKING_TEXT_REPLACED") || !strings.Contains(body, made.GetName()) {
		t.Errorf("import: %d %s", code, body)
	}
	draft, err := v1.NewDraftServiceClient(w.conn()).PublishDraft(w.as("ines"), &v1.PublishDraftRequest{Name: document + "/drafts/rev1"})
	w.must(err)
	if f := draft.GetFindings(); len(f) != 1 || f[0].GetCode() != "DECISION_REOPENED" || f[0].GetPlace() != made.GetName() {
		t.Errorf("publication: %v", f)
	}
	if draft.GetNumber() != 2 || draft.GetKind() != v1.DraftKind_DRAFT_KIND_REVISION {
		t.Errorf("draft %v", draft)
	}
}

// TestTokensForDelegations makes none for an actor that the person is not with.
func TestTokensForDelegations(t *testing.T) {
	w := newWorld(t)
	w.populate()
	token := func(user, actor string) error {
		_, err := v1.NewIdentityServiceClient(w.conn()).CreateToken(w.as("ada"), &v1.CreateTokenRequest{
			Token: &v1.Token{User: user, Actor: actor, Capacity: v1.Capacity_CAPACITY_DELEGATION}})
		return err
	}
	w.must(token("users/joao", "actors/sarrow"))
	if err := token("users/joao", "actors/coravia"); reasonOf(err) != "NOT_AFFILIATED" {
		t.Errorf("a token for another delegation: %v", err)
	}
	if err := token("users/joao", "actors/atlantis"); reasonOf(err) != "NOT_FOUND" {
		t.Errorf("a token for no actor: %v", err)
	}
}

// TestTimeZones takes the names that the database has.
func TestTimeZones(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for zone, want := range map[string]string{"Africa/Nairobi": "", "": "", "Middle/Earth": "FIELD_INVALID", "Local": "FIELD_INVALID"} {
		_, err := v1.NewProcessServiceClient(w.conn()).CreateProcess(w.as("ada"), &v1.CreateProcessRequest{
			ProcessId: "lake", ValidateOnly: true, Process: &v1.Process{Title: "Lake", TimeZone: zone}})
		if got := reasonOf(err); got != want {
			t.Errorf("%q: %v", zone, err)
		}
	}
	_, err := v1.NewProcessServiceClient(w.conn()).UpdateProcess(w.as("ada"), &v1.UpdateProcessRequest{
		Process: &v1.Process{Name: process, TimeZone: "Middle/Earth"}})
	if reasonOf(err) != "FIELD_INVALID" {
		t.Errorf("update: %v", err)
	}
}

// TestDescription wants the description to say what it describes and how to sign in.
func TestDescription(t *testing.T) {
	w := newWorld(t)
	_, body := w.get("public", "/api/openapi.json")
	for _, want := range []string{`"title": "Travaux API"`, `"version": "v1"`, `"name": "Authorization"`, "drafts:upload"} {
		if !strings.Contains(body, want) {
			t.Errorf("the description lacks %s", want)
		}
	}
}

// FuzzQuery reads any query without fault, and quotes no value of it.
func FuzzQuery(f *testing.F) {
	w := newWorld(f)
	w.populate()
	f.Add("page_size=1")
	f.Add("a.b.c=%00&page_size[x]=y")
	f.Fuzz(func(t *testing.T, q string) {
		req, err := http.NewRequest(http.MethodGet, "http://"+w.httpAddr+"/api/v1/processes", nil)
		if err != nil {
			t.Fatal(err)
		}
		values, err := url.ParseQuery(q)
		if err != nil {
			return
		}
		req.URL.RawQuery = values.Encode()
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %d %v", q, resp.StatusCode, err)
		}
	})
}
