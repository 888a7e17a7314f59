package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
)

// TestSight reads every kind of thing as every kind of caller, over the wire. What one
// may not see is the same NOT_FOUND, to the byte but for the name asked for, as what
// does not exist.
func TestSight(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	amend := func(who string, submit bool, c v1.Circulation) string {
		replies, err := w.invoke("grpc", step{"propose", who, "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: submit, Circulation: c,
			Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_DELETE, Paragraph: p.GetName(), BaseRevision: 1}}})
		w.must(err)
		return reply(w, replies, &v1.Amendment{}).GetName()
	}
	own, toTeam := amend("joao", false, v1.Circulation_CIRCULATION_NOT), amend("joao", true, v1.Circulation_CIRCULATION_NOT)
	unnamed, named := amend("joao", true, v1.Circulation_CIRCULATION_WITHOUT_NAME), amend("joao", true, v1.Circulation_CIRCULATION_WITH_NAME)
	_, err := w.invoke("grpc", step{"cut", "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "rev1"}})
	w.must(err)
	get := func(name string) proto.Message { return &v1.GetAmendmentRequest{Name: name} }
	const amendment = "AmendmentService.GetAmendment"
	everybody := []string{"public", "ada", "ines", "joao", "mei", "omar", "zoe"}
	for _, c := range []struct {
		what, method string
		req          proto.Message
		sees         []string
	}{
		{"process", "ProcessService.GetProcess", &v1.GetProcessRequest{Name: process}, everybody},
		{"actor", "IdentityService.GetActor", &v1.GetActorRequest{Name: "actors/sarrow"}, everybody},
		{"participant", "ProcessService.GetParticipant", &v1.GetParticipantRequest{Name: process + "/participants/sarrow"}, everybody},
		{"user", "IdentityService.GetUser", &v1.GetUserRequest{Name: "users/joao"}, []string{"ada", "joao"}},
		{"document", "DocumentService.GetDocument", &v1.GetDocumentRequest{Name: document}, []string{"ines", "joao", "mei"}},
		{"paragraph", "DocumentService.GetParagraph", &v1.GetParagraphRequest{Name: p.GetName()}, []string{"ines", "joao", "mei"}},
		{"revision", "DocumentService.GetRevision", &v1.GetRevisionRequest{Name: p.GetName() + "/revisions/1"}, []string{"ines", "joao", "mei"}},
		{"working text", "DocumentService.GetWorkingText", &v1.GetWorkingTextRequest{Name: document + "/head"}, []string{"ines"}},
		{"passage", "DocumentService.GetPassage", &v1.GetPassageRequest{Name: strings.Replace(p.GetName(), "/paragraphs/", "/passages/", 1)}, []string{"ines"}},
		{"wording of the working text", "DocumentService.GetRevision", &v1.GetRevisionRequest{Name: p.GetName() + "/revisions/w1"}, []string{"ines"}},
		{"published draft", "DraftService.GetDraft", &v1.GetDraftRequest{Name: document + "/drafts/zero"}, []string{"ines", "joao", "mei"}},
		{"sealed draft", "DraftService.GetDraft", &v1.GetDraftRequest{Name: document + "/drafts/rev1"}, []string{"ines"}},
		{"text of a sealed draft", "DraftService.GetDraftText", &v1.GetDraftTextRequest{Name: document + "/drafts/rev1"}, []string{"ines"}},
		{"redline with a sealed draft", "DraftService.CompareDrafts", &v1.CompareDraftsRequest{Base: document + "/drafts/zero", Target: document + "/drafts/rev1"}, []string{"ines"}},
		{"concordance with a sealed draft", "DraftService.GetConcordance", &v1.GetConcordanceRequest{Target: document + "/drafts/rev1"}, []string{"ines"}},
		{"provenance of a sealed draft", "DraftService.GetDraftProvenance", &v1.GetDraftProvenanceRequest{Name: document + "/drafts/rev1"}, []string{"ines"}},
		{"references of a sealed draft", "DraftService.ListReferences", &v1.ListReferencesRequest{Parent: document + "/drafts/rev1"}, []string{"ines"}},
		{"provenance of a published draft", "DraftService.GetDraftProvenance", &v1.GetDraftProvenanceRequest{Name: document + "/drafts/zero"}, []string{"ines", "joao", "mei"}},
		{"references of a published draft", "DraftService.ListReferences", &v1.ListReferencesRequest{Parent: document + "/drafts/zero"}, []string{"ines", "joao", "mei"}},
		{"own draft of an amendment beside the text", "AmendmentService.CompareAmendment", &v1.CompareAmendmentRequest{Name: own}, []string{"joao"}},
		{"circulated amendment beside one to the team", "AmendmentService.CompareAmendment", &v1.CompareAmendmentRequest{Name: named, Other: toTeam}, []string{"ines", "joao"}},
		{"two circulated amendments", "AmendmentService.CompareAmendment", &v1.CompareAmendmentRequest{Name: named, Other: unnamed}, []string{"ines", "joao", "mei"}},
		{"own draft of an amendment", amendment, get(own), []string{"joao"}},
		{"amendment to the team", amendment, get(toTeam), []string{"ines", "joao"}},
		{"amendment without name", amendment, get(unnamed), []string{"ines", "joao", "mei"}},
		{"amendment with name", amendment, get(named), []string{"ines", "joao", "mei"}},
		{"stream of the document", "RecordService.Watch", &v1.WatchRequest{Subjects: []string{document}}, []string{"ines", "joao", "mei"}},
	} {
		for _, who := range everybody {
			if c.method == "RecordService.Watch" {
				_, err = w.tryWatch(who, c.req.(*v1.WatchRequest))
			} else {
				_, err = w.invoke("grpc", step{c.what, who, c.method, c.req})
			}
			if may := slices.Contains(c.sees, who); may != (err == nil) {
				t.Errorf("%s as %s: %v, may see it: %v", c.what, who, err, may)
			}
			if err != nil && refusalLine(err) != absent(reasonSubject(err)) {
				t.Errorf("%s as %s: the refusal is not that of what does not exist: %v", c.what, who, refusalLine(err))
			}
		}
	}
	// Who stands behind it is told as the proponent chose.
	for name, sees := range map[string][]string{unnamed: {"ines", "joao"}, named: {"ines", "joao", "mei"}} {
		for _, who := range []string{"ines", "joao", "mei"} {
			replies, err := w.invoke("grpc", step{"sponsors", who, amendment, get(name)})
			w.must(err)
			if told := reply(w, replies, &v1.Amendment{}).GetSponsorship() != nil; told != slices.Contains(sees, who) {
				t.Errorf("%s is told who stands behind %s: %v", who, name, told)
			}
		}
	}
}

func reasonSubject(err error) string {
	_, rest, _ := strings.Cut(refusalLine(err), "subject: ")
	return strings.TrimSpace(rest)
}

// absent is the refusal of what does not exist.
func absent(subject string) string {
	return fmt.Sprintf("%s travaux/NOT_FOUND: there is nothing of that name that you may see\n"+
		"  remedy: check the name, or ask whoever gave it to you for access\n  subject: %s\n", codes.NotFound, subject)
}

// TestDocumentedReasons: every reason that the API's comments name exists, in the
// catalogue of decisions or in the code of the server, the decisions, the use cases, the store or the
// readers.
func TestDocumentedReasons(t *testing.T) {
	known := map[string]bool{}
	for _, r := range negotiation.Refusals() {
		known[r.Reason] = true
	}
	for c := codes.OK; c <= codes.Unauthenticated; c++ {
		known[snake(c.String())] = true
	}
	for _, dir := range []string{".", "../negotiation", "../service", "../store/sqlstore", "../format", "../format/akn", "../text"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			for _, m := range regexp.MustCompile(`"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"`).FindAllStringSubmatch(read(t, f), -1) {
				known[m[1]] = known[m[1]] || !strings.HasSuffix(f, "_test.go")
			}
		}
	}
	protos, err := filepath.Glob("../../proto/travaux/v1/*.proto")
	if err != nil || len(protos) == 0 {
		t.Fatal("no protos", err)
	}
	word := regexp.MustCompile(`\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b`)
	for _, f := range protos {
		values := enumWords()
		for line := range strings.Lines(read(t, f)) {
			comment, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
			for _, w := range word.FindAllString(comment, -1) {
				if ok && !known[w] && !values[w] {
					t.Errorf("%s speaks of %s, which nothing gives", filepath.Base(f), w)
				}
			}
		}
	}
}

// enumWords are the enum values of all files, whole and without what stands before.
func enumWords() map[string]bool {
	out := map[string]bool{"UPPER_SNAKE_CASE": true}
	for _, e := range []protoreflect.FileDescriptor{v1.File_travaux_v1_types_proto, v1.File_travaux_v1_identity_proto, v1.File_travaux_v1_process_proto,
		v1.File_travaux_v1_draft_proto, v1.File_travaux_v1_amendment_proto} {
		for i := range e.Enums().Len() {
			for j := range e.Enums().Get(i).Values().Len() {
				name := string(e.Enums().Get(i).Values().Get(j).Name())
				for part := name; part != ""; {
					out[part] = true
					_, part, _ = strings.Cut(part, "_")
				}
			}
		}
	}
	return out
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// snake gives InvalidArgument as INVALID_ARGUMENT.
func snake(s string) string {
	return strings.ToUpper(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(s, "${1}_$2"))
}
