package server_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

func user(id, name, actor string) step {
	u := &v1.User{DisplayName: name}
	if actor != "" {
		u.Affiliations = []*v1.Affiliation{{Actor: "actors/" + actor, Span: always()}}
	}
	return step{"enter " + id, "ada", "IdentityService.CreateUser", &v1.CreateUserRequest{UserId: id, User: u}}
}

func actor(id, name string, kind v1.ActorKind, groups ...string) step {
	a := &v1.Actor{Kind: kind, DisplayNames: map[string]string{"en": name}}
	for _, g := range groups {
		a.Memberships = append(a.Memberships, &v1.Membership{Group: "actors/" + g, Span: always()})
	}
	return step{"enter " + id, "ada", "IdentityService.CreateActor", &v1.CreateActorRequest{ActorId: id, Actor: a}}
}

func admit(id string) step {
	return step{"admit " + id, "ada", "ProcessService.AdmitParticipant", &v1.AdmitParticipantRequest{
		Parent: process, Participant: &v1.Participant{Actor: "actors/" + id, Admitted: always()}}}
}

// always is a span that has begun and does not end.
func always() *v1.Span { return &v1.Span{From: timestamppb.New(moment.Add(-time.Hour))} }

// founding is what every story begins with.
func founding() []step {
	const state = v1.ActorKind_ACTOR_KIND_MEMBER_STATE
	return []step{
		actor("delta", "Delta Union", v1.ActorKind_ACTOR_KIND_GROUP),
		actor("sarrow", "Sarrow Islands", state, "delta"), actor("coravia", "Coravia", state), actor("tarsis", "Tarsis", state),
		actor("rivers", "Rivers Watch", v1.ActorKind_ACTOR_KIND_STAKEHOLDER),
		user("ines", "Ines Moor", ""), user("joao", "Joao Reed", "sarrow"), user("mei", "Mei Ford", "coravia"),
		user("omar", "Omar Weir", "rivers"), user("zoe", "Zoe Fen", "tarsis"),
		{"open", "ada", "ProcessService.CreateProcess", &v1.CreateProcessRequest{ProcessId: "riverside",
			Process: &v1.Process{Title: "Riverside Compact", TimeZone: "Europe/Vienna"}}},
		admit("sarrow"), admit("coravia"), admit("rivers"),
		{"role", "ada", "ProcessService.AssignRole", &v1.AssignRoleRequest{Parent: process, RoleId: "chair",
			Role: &v1.Role{User: "users/ines", Role: v1.RoleKind_ROLE_KIND_CO_FACILITATOR, Span: always()}}},
		{"round", "ines", "ProcessService.CreateRound", &v1.CreateRoundRequest{Parent: process, RoundId: "first", Round: &v1.Round{
			Title: "First reading", Accepts: v1.Accepts_ACCEPTS_TEXT, Dates: always(), Window: &v1.Span{
				From: timestamppb.New(moment.Add(-time.Hour)), Until: timestamppb.New(moment.Add(24 * time.Hour))},
			LateRule: v1.LateRule_LATE_RULE_REFUSED}}},
		{"document", "ines", "DocumentService.CreateDocument", &v1.CreateDocumentRequest{Parent: process, DocumentId: "compact",
			Document: &v1.Document{Title: "Riverside Compact", Language: "en"}}},
		{"import", "ines", "DraftService.ImportDraft", &v1.ImportDraftRequest{Parent: document, Content: []byte(zeroDraft),
			Source: &v1.DraftSource{DraftId: "zero", Title: "Zero draft", Kind: v1.DraftKind_DRAFT_KIND_ZERO_DRAFT, FileName: "zero.txt"}}},
		{"publish", "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/zero", Sight: v1.Sight_SIGHT_STATES}},
	}
}

// reply reads an answer as its own type.
func reply[T proto.Message](w *world, replies []proto.Message, into T) T {
	w.t.Helper()
	b, err := proto.Marshal(replies[0])
	w.must(err)
	w.must(proto.Unmarshal(b, into))
	return into
}

// teller tells a story over one transport and keeps what was answered.
type teller struct {
	*world
	transport string
	said      strings.Builder
}

func (x *teller) tell(name, as, method string, req proto.Message) ([]proto.Message, error) {
	x.t.Helper()
	s := step{name, as, method, req}
	replies, err := x.invoke(x.transport, s)
	x.said.WriteString(transcript(s, replies, err))
	return replies, err
}

func (x *teller) ok(name, as, method string, req proto.Message) []proto.Message {
	x.t.Helper()
	replies, err := x.tell(name, as, method, req)
	if err != nil {
		x.t.Fatalf("%s: %v", name, err)
	}
	return replies
}

// TestTheSameOverEachTransport tells one negotiation in process, over gRPC and over
// JSON. The answers must be the same, byte for byte, and end as the golden file says.
func TestTheSameOverEachTransport(t *testing.T) {
	told := map[string]string{}
	for _, transport := range transports {
		w := newWorld(t)
		w.populate()
		x := &teller{world: w, transport: transport}
		x.negotiate()
		told[transport] = x.said.String()
		w.close()
	}
	for _, transport := range transports[1:] {
		if diff := cmp.Diff(told[transports[0]], told[transport]); diff != "" {
			t.Errorf("%s and %s answer differently:\n%s", transports[0], transport, diff)
		}
	}
	golden(t, "story.golden", told[transports[0]])
}

func (x *teller) negotiate() {
	x.t.Helper()
	p1, p2 := x.paragraph("Decide"), x.paragraph("Agree")
	for _, as := range []string{"public", "joao", "ines"} {
		x.tell("who", as, "IdentityService.WhoAmI", &v1.WhoAmIRequest{})
	}
	x.ok("paragraphs", "joao", "DocumentService.ListParagraphs", &v1.ListParagraphsRequest{Parent: document, PageSize: 3})
	edit := &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_EDIT, Paragraph: p1.GetName(), BaseRevision: p1.GetRevision(),
		Text: "Decide to share the waters of the whole Delta in good faith;", Rationale: "The upper reaches belong to it."}
	x.ok("preview", "joao", "AmendmentService.PreviewAmendment", &v1.PreviewAmendmentRequest{Parent: document,
		Subject: &v1.PreviewAmendmentRequest_Proposal{Proposal: edit}})
	a := reply(x.world, x.ok("propose", "joao", "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document,
		Proposal: edit, Circulation: v1.Circulation_CIRCULATION_WITH_NAME, OnBehalf: "actors/delta", RequestId: "one"}), &v1.Amendment{})
	x.tell("others do not see it", "mei", "AmendmentService.GetAmendment", &v1.GetAmendmentRequest{Name: a.GetName()})
	x.ok("revise", "joao", "AmendmentService.ReviseAmendment", &v1.ReviseAmendmentRequest{
		Amendment: &v1.Amendment{Name: a.GetName(), Etag: a.GetEtag(), Rationale: "The upper reaches belong to the Delta."}})
	x.ok("submit", "joao", "AmendmentService.SubmitAmendment", &v1.SubmitAmendmentRequest{Name: a.GetName()})
	x.tell("circulate", "ines", "AmendmentService.CirculateAmendment", &v1.CirculateAmendmentRequest{Name: a.GetName()})
	x.ok("sponsor", "mei", "AmendmentService.SponsorAmendment", &v1.SponsorAmendmentRequest{Name: a.GetName(), Kind: v1.SponsorKind_SPONSOR_KIND_CO_SPONSOR})
	x.ok("preview again", "mei", "AmendmentService.PreviewAmendment", &v1.PreviewAmendmentRequest{Parent: document,
		Subject: &v1.PreviewAmendmentRequest_Amendment{Amendment: a.GetName()}})
	x.ok("decide", "ines", "AmendmentService.DecideAmendment", &v1.DecideAmendmentRequest{Name: a.GetName(),
		Disposition: v1.DispositionKind_DISPOSITION_KIND_REFLECTED, Apply: true})
	x.ok("deletion", "mei", "AmendmentService.ProposeAmendment", &v1.ProposeAmendmentRequest{Parent: document, Submit: true,
		Proposal: &v1.Proposal{Kind: v1.AmendmentKind_AMENDMENT_KIND_DELETE, Paragraph: p2.GetName(), BaseRevision: p2.GetRevision()}})
	x.work()
	x.ok("cut", "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "rev1",
		Draft: &v1.Draft{Title: "Rev.1", Kind: v1.DraftKind_DRAFT_KIND_REVISION}})
	x.tell("not yet for delegations", "joao", "DraftService.GetDraft", &v1.GetDraftRequest{Name: document + "/drafts/rev1"})
	x.ok("publish", "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/rev1", Sight: v1.Sight_SIGHT_PUBLIC})
	x.trace()
	x.read(a)
}

// trace has the team decide what became of a paragraph, and takes it back.
func (x *teller) trace() {
	x.t.Helper()
	zero, rev1 := document+"/drafts/zero", document+"/drafts/rev1"
	c := reply(x.world, x.ok("concordance", "ines", "DraftService.GetConcordance", &v1.GetConcordanceRequest{Base: zero, Target: rev1}), &v1.Concordance{})
	var goes, comes []string
	for _, r := range c.GetRows() {
		switch r.GetRelation() {
		case v1.Relation_RELATION_DELETED:
			goes = append(goes, r.GetOld()[0].GetParagraph())
		case v1.Relation_RELATION_NEW:
			comes = append(comes, r.GetNew()[0].GetParagraph())
		}
	}
	if len(goes) == 0 || len(comes) == 0 {
		x.t.Fatalf("the story has no paragraph that goes and none that comes: %v", c)
	}
	decide := func(as, name, etag string, verdict v1.LineageVerdict) *v1.Lineage {
		x.t.Helper()
		replies, err := x.tell(name, as, "DraftService.CorrectLineage", &v1.CorrectLineageRequest{Base: zero, Target: rev1, Etag: etag, Reason: "as the desk recalls",
			Links: []*v1.LineageLink{{Verdict: verdict, Old: goes[:1], New: comes[:1]}}})
		if err != nil {
			return nil
		}
		return reply(x.world, replies, &v1.Lineage{})
	}
	decide("joao", "a delegation does not decide it", "", v1.LineageVerdict_LINEAGE_VERDICT_BECAME)
	l := decide("ines", "became", "", v1.LineageVerdict_LINEAGE_VERDICT_BECAME)
	for _, as := range []string{"public", "joao"} {
		x.tell("concordance", as, "DraftService.GetConcordance", &v1.GetConcordanceRequest{Base: zero, Target: rev1})
	}
	x.ok("redline of what was decided", "joao", "DraftService.CompareDrafts", &v1.CompareDraftsRequest{Target: rev1, Form: v1.TextForm_TEXT_FORM_PLAIN,
		Classes: []v1.ChangeClass{v1.ChangeClass_CHANGE_CLASS_SUBSTANCE, v1.ChangeClass_CHANGE_CLASS_STRUCTURE}, Spoken: true})
	decide("ines", "taken back on an old state", `"0"`, v1.LineageVerdict_LINEAGE_VERDICT_UNDECIDED)
	decide("ines", "taken back", l.GetEtag(), v1.LineageVerdict_LINEAGE_VERDICT_UNDECIDED)
	x.ok("since", "joao", "DraftService.CompareDrafts", &v1.CompareDraftsRequest{Target: rev1, Since: timestamppb.New(moment)})
	x.tell("since before all", "joao", "DraftService.CompareDrafts", &v1.CompareDraftsRequest{Target: rev1, Since: timestamppb.New(moment.Add(-time.Hour))})
	x.tell("before the first", "joao", "DraftService.GetConcordance", &v1.GetConcordanceRequest{Target: zero})
	x.tell("a base and a moment", "joao", "DraftService.GetConcordance", &v1.GetConcordanceRequest{Base: zero, Target: rev1, Since: timestamppb.New(moment)})
	x.tell("a class that is none", "joao", "DraftService.CompareDrafts", &v1.CompareDraftsRequest{Target: rev1, Classes: []v1.ChangeClass{0}})
}

// work does each act on the working text once.
func (x *teller) work() {
	x.t.Helper()
	passages := reply(x.world, x.ok("working text", "ines", "DocumentService.ListPassages", &v1.ListPassagesRequest{Parent: document}), &v1.ListPassagesResponse{}).GetPassages()
	last := passages[len(passages)-1]
	before := passages[len(passages)-2]
	x.ok("insert", "ines", "DocumentService.InsertParagraph", &v1.InsertParagraphRequest{Parent: document, After: last.GetParagraph(),
		Kind: v1.ParagraphKind_PARAGRAPH_KIND_OPERATIVE, Label: "5.", Text: "Decide to remain seized of the rivers; and of the estuaries."})
	x.ok("edit", "ines", "DocumentService.EditParagraph", &v1.EditParagraphRequest{Name: last.GetParagraph(), BaseRevision: last.GetRevision(),
		Text: "[Delta Union: Invite] observers to take part in the meetings.", Reason: "bracket asked for",
		Marks: []*v1.Mark{{Kind: v1.MarkKind_MARK_KIND_ITALIC, Start: 23, End: 32}}})
	x.ok("relabel", "ines", "DocumentService.RelabelParagraph", &v1.RelabelParagraphRequest{Name: before.GetParagraph(),
		BaseRevision: before.GetRevision(), Label: proto.String("3 bis.")})
	x.ok("move", "ines", "DocumentService.MoveParagraph", &v1.MoveParagraphRequest{Name: before.GetParagraph(),
		BaseRevision: before.GetRevision(), After: last.GetParagraph()})
	x.ok("undo", "ines", "DocumentService.UndoAct", &v1.UndoActRequest{Parent: document, Reason: "by mistake"})
	split := reply(x.world, x.ok("split", "ines", "DocumentService.SplitParagraph", &v1.SplitParagraphRequest{Name: passages[1].GetParagraph(),
		BaseRevision: passages[1].GetRevision(), At: []int32{10}}), &v1.SplitParagraphResponse{}).GetParts()
	x.ok("merge", "ines", "DocumentService.MergeParagraphs", &v1.MergeParagraphsRequest{Parent: document,
		Paragraphs: []string{split[0].GetParagraph(), split[1].GetParagraph()}, BaseRevisions: []int32{1, 1}})
	x.ok("delete", "ines", "DocumentService.DeleteParagraph", &v1.DeleteParagraphRequest{Name: passages[2].GetParagraph(), BaseRevision: passages[2].GetRevision()})
	x.tell("not for delegations", "joao", "DocumentService.ListPassages", &v1.ListPassagesRequest{Parent: document})
	x.ok("acts", "ines", "DocumentService.ListActs", &v1.ListActsRequest{Parent: document})
}

// read reads everything that the story has left, as those who see most and least.
func (x *teller) read(a *v1.Amendment) {
	x.t.Helper()
	for _, as := range []string{"public", "joao", "ines"} {
		x.tell("amendment", as, "AmendmentService.GetAmendment", &v1.GetAmendmentRequest{Name: a.GetName()})
		x.tell("amendments", as, "AmendmentService.ListAmendments", &v1.ListAmendmentsRequest{Parent: document})
		x.tell("mine", as, "AmendmentService.ListAmendments", &v1.ListAmendmentsRequest{Parent: document, Mine: true, State: v1.AmendmentState_AMENDMENT_STATE_SUBMITTED})
		x.tell("drafts", as, "DraftService.ListDrafts", &v1.ListDraftsRequest{Parent: document})
		for _, form := range []v1.TextForm{v1.TextForm_TEXT_FORM_TYPED, v1.TextForm_TEXT_FORM_PLAIN} {
			x.tell("text", as, "DraftService.GetDraftText", &v1.GetDraftTextRequest{Name: document + "/drafts/rev1", Form: form})
			x.tell("redline", as, "DraftService.CompareDrafts", &v1.CompareDraftsRequest{Base: document + "/drafts/zero", Target: document + "/drafts/rev1", Form: form})
		}
		x.tell("users", as, "IdentityService.ListUsers", &v1.ListUsersRequest{})
		x.tell("roles", as, "ProcessService.ListRoles", &v1.ListRolesRequest{Parent: process})
		x.tell("document", as, "DocumentService.GetDocument", &v1.GetDocumentRequest{Name: document})
	}
	x.ok("update", "ada", "ProcessService.UpdateProcess", &v1.UpdateProcessRequest{Process: &v1.Process{Name: process, Mandate: "Decision 7"},
		UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"mandate"}}})
}

// refusalLine writes an error as the golden file of refusals has it: code, reason,
// message, remedy and the other facts.
func refusalLine(err error) string {
	s := status.Convert(err)
	for _, d := range s.Details() {
		info, ok := d.(*errdetails.ErrorInfo)
		if !ok {
			continue
		}
		var facts strings.Builder
		for _, k := range slices.Sorted(maps.Keys(info.GetMetadata())) {
			fmt.Fprintf(&facts, "  %s: %s\n", k, info.GetMetadata()[k])
		}
		return fmt.Sprintf("%s %s/%s: %s\n%s", s.Code(), info.GetDomain(), info.GetReason(), s.Message(), facts.String())
	}
	return fmt.Sprintf("%s without a reason: %s\n", s.Code(), s.Message())
}
