package server_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/travaux/travaux/clients/go/tokenfile"
	v1 "github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
)

// refusing is a call that must be refused with a reason. before, where it is not
// nil, makes the state in which it is.
type refusing struct {
	reason string
	step
}

// deepXML is a file that nests elements without end.
func deepXML() []byte {
	return []byte(`<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">` + strings.Repeat("<p>", 300) + strings.Repeat("</p>", 300) + "</akomaNtoso>")
}

// bomb is the billion laughs.
const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><akomaNtoso>&y;</akomaNtoso>`

func importing(name, file string, content []byte) step {
	return step{name, "ines", "DraftService.ImportDraft", &v1.ImportDraftRequest{Parent: document, Content: content,
		Source: &v1.DraftSource{DraftId: "next", FileName: file}}}
}

// refusals is every refusal that one call can meet in the state that populate leaves.
func refusals(w *world) []refusing {
	p := w.paragraph("Agree")
	edit := func(base int32, text string) *v1.EditParagraphRequest {
		return &v1.EditParagraphRequest{Name: p.GetName(), BaseRevision: base, Text: text}
	}
	proposal := func(base int32, text string) *v1.ProposeAmendmentRequest {
		return &v1.ProposeAmendmentRequest{Parent: document, Submit: true, Circulation: v1.Circulation_CIRCULATION_WITH_NAME,
			Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: base, Text: text}}
	}
	const editing, proposing = "DocumentService.EditParagraph", "AmendmentService.ProposeAmendment"
	return []refusing{
		{"NOT_FOUND", step{"nothing there", "joao", "DocumentService.GetDocument", &v1.GetDocumentRequest{Name: process + "/documents/none"}}},
		{"NOT_FOUND", step{"not yours", "public", "DocumentService.GetDocument", &v1.GetDocumentRequest{Name: document}}},
		{"INVALID_NAME", step{"no name at all", "joao", "DocumentService.GetDocument", &v1.GetDocumentRequest{Name: process + "/documents/a@b"}}},
		{"PAGE_SIZE_INVALID", step{"page too large", "joao", "DocumentService.ListParagraphs", &v1.ListParagraphsRequest{Parent: document, PageSize: 1001}}},
		{"PAGE_TOKEN_INVALID", step{"page token made up", "joao", "DocumentService.ListParagraphs", &v1.ListParagraphsRequest{Parent: document, PageToken: "AAAA"}}},
		{"SIGN_IN_NEEDED", step{"nobody edits", "public", editing, edit(1, "Agree.")}},
		{"WRONG_CAPACITY", step{"a delegation edits", "joao", editing, edit(1, "Agree.")}},
		{"WRONG_CAPACITY", step{"an administrator edits", "ada", editing, edit(1, "Agree.")}},
		{"NOT_ADMITTED", step{"not admitted", "zoe", proposing, proposal(1, "Agree.")}},
		{"NOT_FOUND", step{"a stakeholder proposes on what it does not see", "omar", proposing, proposal(1, "Agree.")}},
		{"STALE_BASE", step{"edit on an old base", "ines", editing, edit(7, "Agree.")}},
		{"STALE_BASE", step{"proposal on an old base", "joao", proposing, proposal(7, "Agree.")}},
		{"NO_CHANGE", step{"edit that changes nothing", "ines", editing, edit(1, p.GetText().GetContent())}},
		{"TEXT_EMPTY", step{"edit to nothing", "ines", editing, edit(1, "")}},
		{"TEXT_TOO_LONG", step{"edit too long", "ines", editing, edit(1, strings.Repeat("water ", 20_000))}},
		{"INVALID_TEXT", step{"edit with a control character", "ines", editing, edit(1, "Agree \u0007.")}},
		{"INVALID_TEXT", step{"edit with an override", "ines", editing, edit(1, "Agree \u202e.")}},
		{"BAD_OFFSET", step{"mark outside the text", "ines", editing, &v1.EditParagraphRequest{Name: p.GetName(), BaseRevision: 1, Text: "Agree.",
			Marks: []*v1.Mark{{Kind: v1.MarkKind_MARK_KIND_BOLD, Start: 0, End: 7}}}}},
		{"UNKNOWN_ACTOR", step{"admit an unknown actor", "ada", "ProcessService.AdmitParticipant", &v1.AdmitParticipantRequest{
			Parent: process, Participant: &v1.Participant{Actor: "actors/atlantis"}}}},
		{"UNKNOWN_USER", step{"office for an unknown user", "ada", "ProcessService.AssignRole", &v1.AssignRoleRequest{
			Parent: process, Role: &v1.Role{User: "users/nobody", Role: v1.RoleKind_ROLE_KIND_SECRETARIAT}}}},
		{"ALREADY_EXISTS", step{"name taken", "ada", "IdentityService.CreateActor", &v1.CreateActorRequest{ActorId: "sarrow",
			Actor: &v1.Actor{Kind: v1.ActorKind_ACTOR_KIND_MEMBER_STATE, DisplayNames: map[string]string{"en": "Sarrow"}}}}},
		{"FIELD_REQUIRED", step{"no title", "ada", "ProcessService.CreateProcess", &v1.CreateProcessRequest{ProcessId: "second", Process: &v1.Process{TimeZone: "UTC"}}}},
		{"FIELD_INVALID", step{"no such kind", "ada", "IdentityService.CreateActor", &v1.CreateActorRequest{ActorId: "new",
			Actor: &v1.Actor{Kind: 99, DisplayNames: map[string]string{"en": "New"}}}}},
		{"BAD_UPDATE_MASK", step{"mask of another field", "ada", "ProcessService.UpdateProcess", &v1.UpdateProcessRequest{
			Process: &v1.Process{Name: process}, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"name"}}}}},
		{"ETAG_MISMATCH", step{"old etag", "ada", "ProcessService.UpdateProcess", &v1.UpdateProcessRequest{
			Process: &v1.Process{Name: process, Title: "Other", Etag: `"0"`}}}},
		{"REQUEST_ID_INVALID", step{"request id too long", "ada", "ProcessService.UpdateProcess", &v1.UpdateProcessRequest{
			Process: &v1.Process{Name: process, Title: "Other"}, RequestId: strings.Repeat("x", 200)}}},
		{"FIELD_REQUIRED", step{"close without a reason", "ines", "DocumentService.CloseDocument", &v1.CloseDocumentRequest{Name: document}}},
		{"DRAFT_EMPTY", importing("empty file", "empty.txt", nil)},
		{"INVALID_UTF8", importing("file in another encoding", "latin.txt", []byte("1. D\xe9cide de partager;\n"))},
		{"INPUT_FORMAT_UNKNOWN", importing("a Word file", "draft.docx", []byte("PK\x03\x04..."))},
		{"XML_DTD", importing("XML bomb", "bomb.xml", []byte(bomb))},
		{"XML_TOO_DEEP", importing("deep XML", "deep.xml", deepXML())},
		{"FILE_TOO_LARGE", importing("more than a message takes", "big.txt", bytes.Repeat([]byte("a"), 3<<20+1))},
		{"ALREADY_EXISTS", step{"draft name taken", "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "zero"}}},
		{"ALREADY_PUBLISHED", step{"publish again", "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/zero"}}},
		{"NOT_FOUND", step{"undo what is not there", "ines", "DocumentService.UndoAct", &v1.UndoActRequest{Parent: document, Act: 99}}},
		{"FIELD_REQUIRED", step{"preview of nothing", "joao", "AmendmentService.PreviewAmendment", &v1.PreviewAmendmentRequest{Parent: document}}},
		{"WRONG_CAPACITY", step{"tokens for others", "ines", "IdentityService.ListTokens", &v1.ListTokensRequest{}}},
		{"SIGN_IN_NEEDED", step{"tokens for nobody", "public", "IdentityService.ListTokens", &v1.ListTokensRequest{}}},
		{"SUBJECT_MISSING", step{"watch nothing", "joao", "RecordService.Watch", &v1.WatchRequest{}}},
		{"NOT_FOUND", step{"watch what is not there", "joao", "RecordService.Watch", &v1.WatchRequest{Subjects: []string{process + "/documents/none"}}}},
		{"TOKEN_FOREIGN", step{"resume with a token made up", "joao", "RecordService.Watch", &v1.WatchRequest{Subjects: []string{process}, ResumeToken: "AAAA"}}},
	}
}

// afterwards are refusals that need a state of their own; each leads to the next.
func (x *teller) afterwards(refuse func(reason string, s step)) {
	x.t.Helper()
	w := x.world
	p := w.paragraph("Agree")
	create := func(title string) step {
		return step{"request id used for another body", "ada", "ProcessService.CreateProcess", &v1.CreateProcessRequest{ProcessId: "other",
			Process: &v1.Process{Title: title, TimeZone: "UTC"}, RequestId: "same"}}
	}
	x.must(x.call(create("One")))
	x.must(x.call(create("One"))) // the same again is the first answer again
	refuse("REQUEST_ID_REUSED", create("Two"))
	propose := step{"proposal after the window", "joao", "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: true,
		Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p.GetName(), BaseRevision: 1, Text: "Agree to meet."}}}
	w.clock.advance(25 * 3600e9)
	refuse("WINDOW_CLOSED", propose)
	x.must(x.call(step{"close", "ines", "DocumentService.CloseDocument", &v1.CloseDocumentRequest{Name: document, Reason: "adopted"}}))
	refuse("DOCUMENT_CLOSED", step{"edit of a closed document", "ines", "DocumentService.EditParagraph",
		&v1.EditParagraphRequest{Name: p.GetName(), BaseRevision: 1, Text: "Agree."}})
	x.must(x.call(step{"close", "ada", "ProcessService.UpdateProcess", &v1.UpdateProcessRequest{Process: &v1.Process{Name: process, Closed: true}}}))
	refuse("PROCESS_CLOSED", step{"edit in a closed process", "ines", "DocumentService.EditParagraph",
		&v1.EditParagraphRequest{Name: p.GetName(), BaseRevision: 1, Text: "Agree."}})
	w.clock.advance(48 * 3600e9)
	refuse("TOKEN_EXPIRED", step{"token of yesterday", "joao", "IdentityService.WhoAmI", &v1.WhoAmIRequest{}})
	w.secrets["joao"] = strings.Replace(w.secret("joao"), "tvx_", "tvy_", 1)
	refuse("TOKEN_MALFORMED", step{"token with a slip", "joao", "IdentityService.WhoAmI", &v1.WhoAmIRequest{}})
	foreign, err := tokenfile.NewSecret(strings.NewReader(strings.Repeat("a", 32)))
	x.must(err)
	w.secrets["joao"] = foreign
	refuse("TOKEN_UNKNOWN", step{"token of another server", "joao", "IdentityService.WhoAmI", &v1.WhoAmIRequest{}})
}

func (x *teller) call(s step) error {
	_, err := x.invoke(x.transport, s)
	return err
}

// TestRefusals makes every refusal over every transport, checks that the three say the
// same, and keeps what they say in a golden file: HTTP's code, gRPC's, the reason, what
// is wrong, what to do.
func TestRefusals(t *testing.T) {
	said := map[string][]string{}
	var httpCodes []int
	for _, transport := range transports {
		w := newWorld(t)
		w.populate()
		x := &teller{world: w, transport: transport}
		refuse := func(reason string, s step) {
			err := x.call(s)
			if got := reasonOf(err); got != reason {
				t.Errorf("%s, %s: the reason is %q, want %q (%v)", transport, s.name, got, reason, err)
			}
			said[transport] = append(said[transport], fmt.Sprintf("# %s: %s as %s\n", s.name, s.method, s.as)+refusalLine(err))
			if transport == "json" {
				httpCodes = append(httpCodes, w.httpCode)
			}
		}
		state := w.stateHash()
		for _, r := range refusals(w) {
			refuse(r.reason, r.step)
		}
		if w.stateHash() != state {
			t.Errorf("%s: a call that was refused has changed the state", transport)
		}
		x.afterwards(refuse)
		w.close()
	}
	for _, transport := range transports[1:] {
		if diff := cmp.Diff(said[transports[0]], said[transport]); diff != "" {
			t.Errorf("%s and %s refuse differently:\n%s", transports[0], transport, diff)
		}
	}
	var out strings.Builder
	for i, s := range said["grpc"] {
		title, rest, _ := strings.Cut(s, "\n")
		fmt.Fprintf(&out, "%s\n%d %s", title, httpCodes[i], rest)
	}
	out.WriteString(catalogue())
	golden(t, "refusals.golden", out.String())
}

// catalogue lists all reasons that decisions can give, met above or not.
func catalogue() string {
	var b strings.Builder
	b.WriteString("\n# All reasons of decisions: kind, reason, meaning, what to do\n")
	for _, r := range negotiation.Refusals() {
		fmt.Fprintf(&b, "%s %s: %s\n  remedy: %s\n", r.Kind, r.Reason, r.Meaning, r.Remedy)
	}
	return b.String()
}

func reasonOf(err error) string {
	line := refusalLine(err)
	_, rest, ok := strings.Cut(line, "travaux/")
	if !ok {
		return ""
	}
	reason, _, _ := strings.Cut(rest, ":")
	return reason
}

// stateHash is over everything that the store keeps.
func (w *world) stateHash() string {
	w.t.Helper()
	v, err := w.store.Verify(context.Background(), func(int, int) {})
	w.must(err)
	if len(v.Faults) > 0 {
		w.t.Fatalf("the record does not verify: %v", v.Faults)
	}
	return v.StateHash
}

// TestTextThatIsNotUTF8 sends strings that are not UTF-8, which no client library
// does by itself.
func TestTextThatIsNotUTF8(t *testing.T) {
	w := newWorld(t)
	w.populate()
	err := w.conn().Invoke(w.as("ines"), "/travaux.v1.DocumentService/GetDocument", rawMessage("\x0a\x02\xff\xfe"), rawMessage(""), rawCodec())
	if reasonOf(err) != "INVALID_UTF8" || status.Code(err) != codes.InvalidArgument {
		t.Errorf("a name that is not UTF-8: %v", err)
	}
	err = w.conn().Invoke(w.as("ines"), "/travaux.v1.DocumentService/GetDocument", rawMessage("\x0a\x7f"), rawMessage(""), rawCodec())
	if reasonOf(err) != "MESSAGE_MALFORMED" || status.Code(err) != codes.InvalidArgument {
		t.Errorf("a message cut off: %v", err)
	}
	code, body := w.post("ada", "/api/v1/processes", "application/json", strings.NewReader("{\"process_id\":\"a\xff\"}"))
	if code != http.StatusBadRequest || !strings.Contains(body, "INVALID_UTF8") {
		t.Errorf("JSON that is not UTF-8: %d %s", code, body)
	}
}

// TestJSONRefusals covers what only HTTP can get wrong.
func TestJSONRefusals(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for _, c := range []struct {
		name, path, body string
		code             int
		reason           string
	}{
		{"no such path", "/api/v1/nothing", "{}", http.StatusNotFound, "NO_ROUTE"},
		{"nothing there", "/elsewhere", "{}", http.StatusNotFound, "NO_ROUTE"},
		{"broken JSON", "/api/v1/processes", `{"process_id":`, http.StatusBadRequest, "MESSAGE_MALFORMED"},
		{"unknown field", "/api/v1/processes", `{"nonsense":1}`, http.StatusBadRequest, "MESSAGE_MALFORMED"},
		{"body too large", "/api/v1/processes", `{"process_id":"` + strings.Repeat("a", 7<<20) + `"}`, http.StatusRequestEntityTooLarge, "BODY_TOO_LARGE"},
	} {
		code, body := w.post("ada", c.path, "application/json", strings.NewReader(c.body))
		if code != c.code || !strings.Contains(body, `"`+c.reason+`"`) {
			t.Errorf("%s: %d %s, want %d %s", c.name, code, body, c.code, c.reason)
		}
	}
	w.checkWrongMethods()
	req, err := http.NewRequest(http.MethodPost, "http://"+w.httpAddr+"/api/v1/processes", strings.NewReader("{}"))
	w.must(err)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if code, body := w.do("ada", req); code != http.StatusForbidden || !strings.Contains(body, "CROSS_ORIGIN") {
		t.Errorf("a page of another origin: %d %s", code, body)
	}
}

// TestForeignMetadataDoesNotPass: headers that the gateway would usually hand on as
// metadata must not name a caller.
func TestForeignMetadataDoesNotPass(t *testing.T) {
	w := newWorld(t)
	w.populate()
	req, err := http.NewRequest(http.MethodGet, "http://"+w.httpAddr+"/api/v1/whoami", nil)
	w.must(err)
	req.Header.Set("Grpc-Metadata-Authorization", "Bearer "+w.secret("ada"))
	req.Header.Set("Grpc-Metadata-X-Actor", "sarrow")
	if code, body := w.do("public", req); code != http.StatusOK || body != "{}" {
		t.Errorf("a header from outside named the caller: %d %s", code, body)
	}
	ctx := metadata.AppendToOutgoingContext(w.as("joao"), "authorization", "Bearer "+w.secret("ada"))
	if _, err := v1.NewIdentityServiceClient(w.conn()).WhoAmI(ctx, &v1.WhoAmIRequest{}); reasonOf(err) != "TOKEN_MALFORMED" {
		t.Errorf("two tokens: %v", err)
	}
}

// TestUploads sends files through both streams, the largest that is taken and one of
// 100 MB.
func TestUploads(t *testing.T) {
	w := newWorld(t)
	w.populate()
	path := "/api/v1/" + document + "/drafts:upload?draft_id=rev1&file_name=rev1.txt&title=Rev.1"
	code, body := w.post("ines", path, "text/plain", strings.NewReader(zeroDraft+"\n5. Decide to remain seized.\n"))
	if code != http.StatusOK || !strings.Contains(body, `"rev1"`) && !strings.Contains(body, "drafts/rev1") {
		t.Fatalf("upload: %d %s", code, body)
	}
	code, body = w.post("joao", path, "text/plain", strings.NewReader(zeroDraft))
	if code != http.StatusForbidden || !strings.Contains(body, "WRONG_CAPACITY") {
		t.Errorf("upload by a delegation: %d %s", code, body)
	}
	large := strings.NewReplacer("rev1", "large").Replace(path)
	code, body = w.post("ines", large, "text/plain", io.LimitReader(endless{}, 100_000_000))
	if code != http.StatusRequestEntityTooLarge || !strings.Contains(body, "INPUT_TOO_LARGE") {
		t.Errorf("100 MB by HTTP: %d %s", code, body)
	}
	stream, err := v1.NewDraftServiceClient(w.conn()).UploadDraft(w.as("ines"))
	w.must(err)
	w.must(stream.Send(&v1.UploadDraftRequest{Part: &v1.UploadDraftRequest_Header{Header: &v1.ImportDraftRequest{
		Parent: document, Source: &v1.DraftSource{DraftId: "large", FileName: "large.txt"}}}}))
	chunk := &v1.UploadDraftRequest{Part: &v1.UploadDraftRequest_Chunk{Chunk: bytes.Repeat([]byte("a"), 1<<20)}}
	for range 100 {
		if err = stream.Send(chunk); err != nil {
			break
		}
	}
	if _, err = stream.CloseAndRecv(); reasonOf(err) != "INPUT_TOO_LARGE" || status.Code(err) != codes.ResourceExhausted {
		t.Errorf("100 MB by gRPC: %v", err)
	}
	if _, err := v1.NewDraftServiceClient(w.conn()).GetDraft(w.as("ines"), &v1.GetDraftRequest{Name: document + "/drafts/large"}); status.Code(err) != codes.NotFound {
		t.Errorf("something is left of what was refused: %v", err)
	}
	code, body = w.get("ines", "/api/v1/"+document+"/drafts/rev1/file")
	if code != http.StatusOK || !strings.Contains(body, "5. Decide to remain seized.") {
		t.Errorf("download: %d %s", code, body)
	}
}

// endless is words without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "water "[i%6]
	}
	return len(p), nil
}

// TestOpenAPI: the description is served and has every route.
func TestOpenAPI(t *testing.T) {
	w := newWorld(t)
	code, body := w.get("public", "/api/openapi.json")
	if code != http.StatusOK {
		t.Fatal(code)
	}
	for selector := range rules() {
		if selector = selector[strings.LastIndexByte(selector, '.')+1:]; !strings.Contains(body, "_"+selector+`"`) {
			t.Errorf("the description lacks %s", selector)
		}
	}
}

// TestLogsTellNothingPrivate looks for words of the text, secrets and names in what
// was logged during a story with refusals.
func TestLogsTellNothingPrivate(t *testing.T) {
	w := newWorld(t)
	w.populate()
	x := &teller{world: w, transport: "grpc"}
	x.negotiate()
	for _, r := range refusals(w) {
		_ = x.call(r.step)
	}
	logged := w.log.String()
	for _, secret := range []string{"Delta", "waters", "joao", "Sarrow", "sarrow", w.secret("joao"), "Reed", "atlantis", "compact"} {
		if strings.Contains(logged, secret) {
			i := strings.Index(logged, secret)
			t.Errorf("the log has %q: …%s…", secret, logged[max(0, i-200):min(len(logged), i+60)])
		}
	}
	if !strings.Contains(logged, "reason=STALE_BASE") {
		t.Error("the log does not tell reasons")
	}
}
