package server_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// call makes a call that has to succeed.
func call[M proto.Message](w *world, who, method string, req proto.Message, into M) M {
	w.t.Helper()
	replies, err := w.invoke("grpc", step{method, who, method, req})
	if err != nil {
		w.t.Fatalf("%s as %s: %v", method, who, err)
	}
	return reply(w, replies, into)
}

// bracketLines shows brackets as "number state [words] holders".
func bracketLines(r *v1.ListBracketsResponse) []string {
	var out []string
	for _, b := range r.GetBrackets() {
		line := b.GetName()[strings.LastIndexByte(b.GetName(), '/')+1:] + " " +
			strings.ToLower(strings.TrimPrefix(b.GetState().String(), "BRACKET_STATE_")) + " [" + b.GetWords() + "]"
		for _, h := range b.GetHolders() {
			line += " " + strings.Join(h.GetActors(), "+")
		}
		out = append(out, line)
	}
	return out
}

// TestBracketsOverTheService: a delegation brackets words, the text shows it from the
// next draft on, another joins, both drop out, and the last one lifts it; each sees
// what it may.
func TestBracketsOverTheService(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	words := "every second year"
	start := utf8.RuneCountInString(p.GetText().GetContent()[:strings.Index(p.GetText().GetContent(), words)])
	const zero, rev1, rev2, rev3 = document + "/drafts/zero", document + "/drafts/rev1", document + "/drafts/rev2", document + "/drafts/rev3"
	hold := call(w, "joao", "BracketService.HoldWords", &v1.HoldWordsRequest{Draft: p.GetDraft(), Paragraph: p.GetName(),
		Start: int32(start), End: int32(start + len(words)), Stance: v1.HoldStance_HOLD_STANCE_DELETE, Note: "Too often."}, &v1.Hold{})
	if hold.GetActor() != "actors/sarrow" || hold.GetWords() != words || hold.GetNumber() != 0 {
		t.Fatalf("the hold is %v", hold)
	}
	list := func(who, draft string) []string {
		return bracketLines(call(w, who, "BracketService.ListBrackets", &v1.ListBracketsRequest{Parent: document, Draft: draft}, &v1.ListBracketsResponse{}))
	}
	if diff := cmp.Diff([]string{"w1 open [every second year] actors/sarrow"}, list("ines", "")); diff != "" {
		t.Fatalf("the working text:\n%s", diff)
	}
	if got := list("mei", ""); got != nil {
		t.Errorf("before a draft has it, others see %q", got)
	}
	publish := func(id string, attributed bool) {
		call(w, "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: id}, &v1.Draft{})
		call(w, "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/" + id, Sight: v1.Sight_SIGHT_STATES, Attributed: attributed}, &v1.Draft{})
	}
	publish("rev1", true)
	for who, want := range map[string]string{"ines": "w1 open [every second year] actors/sarrow", "mei": "1 open [every second year] actors/sarrow"} {
		if diff := cmp.Diff([]string{want}, list(who, rev1)); diff != "" {
			t.Errorf("Rev.1 as %s:\n%s", who, diff)
		}
	}
	if _, err := w.invoke("json", step{"public", "public", "BracketService.ListBrackets", &v1.ListBracketsRequest{Parent: document}}); status.Code(err) != codes.NotFound {
		t.Errorf("the public is told of brackets: %v", err)
	}
	call(w, "mei", "BracketService.HoldWords", &v1.HoldWordsRequest{Draft: rev1, Paragraph: p.GetName(),
		Start: int32(start + 1), End: int32(start + 1 + len(words))}, &v1.Hold{})
	publish("rev2", false)
	if diff := cmp.Diff([]string{"1 open [every second year]"}, list("mei", rev2)); diff != "" {
		t.Errorf("an edition without names:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"w1 open [every second year] actors/sarrow actors/coravia"}, list("ines", "")); diff != "" {
		t.Errorf("two hold it:\n%s", diff)
	}
	holds := func(who string) []*v1.Hold {
		return call(w, who, "BracketService.ListHolds", &v1.ListHoldsRequest{Parent: document}, &v1.ListHoldsResponse{}).GetHolds()
	}
	if own := holds("joao"); len(own) != 1 || own[0].GetNumber() != 1 {
		t.Errorf("what Sarrow holds is %v", own)
	}
	if all := holds("ines"); len(all) != 2 {
		t.Errorf("what all hold is %v", all)
	}
	if _, err := w.invoke("grpc", step{"drop another's", "mei", "BracketService.DropHold", &v1.DropHoldRequest{Name: hold.GetName()}}); status.Code(err) != codes.NotFound {
		t.Errorf("another's hold: %v", err)
	}
	call(w, "joao", "BracketService.DropHold", &v1.DropHoldRequest{Name: hold.GetName()}, &v1.Hold{})
	if diff := cmp.Diff([]string{"w1 open [every second year] actors/coravia"}, list("ines", "")); diff != "" {
		t.Errorf("one is left:\n%s", diff)
	}
	b := call(w, "ines", "BracketService.GetBoard", &v1.GetBoardRequest{Parent: document}, &v1.Board{})
	if ready := b.GetTeam().GetReady(); len(ready) != 1 || ready[0].GetWhy() != "one-holder" {
		t.Errorf("ready to land: %v", ready)
	}
	if b := call(w, "mei", "BracketService.GetBoard", &v1.GetBoardRequest{Parent: document}, &v1.Board{}); b.GetTeam() != nil || len(b.GetPoints()) != 3 {
		t.Errorf("the participants' board is %v", b)
	}
	answer := call(w, "ines", "BracketService.RecordLeave", &v1.RecordLeaveRequest{Name: document + "/brackets/1", Actor: "actors/coravia", Reason: "said in the corridor"}, &v1.BracketAnswer{})
	if answer.GetBracket().GetState() != v1.BracketState_BRACKET_STATE_LIFTED || answer.GetBracketsLeft() != 0 {
		t.Errorf("the last one lifts it: %v", answer)
	}
	publish("rev3", false)
	r := call(w, "mei", "BracketService.ListBrackets", &v1.ListBracketsRequest{Parent: document, Draft: rev3}, &v1.ListBracketsResponse{})
	if c := r.GetClosings(); len(r.GetBrackets()) != 0 || len(c) != 1 || c[0].GetNumber() != 1 || c[0].GetState() != v1.BracketState_BRACKET_STATE_LIFTED {
		t.Errorf("Rev.3: %v", r)
	}
	ended := call(w, "mei", "BracketService.GetBracket", &v1.GetBracketRequest{Name: document + "/brackets/1"}, &v1.Bracket{})
	if ended.GetState() != v1.BracketState_BRACKET_STATE_LIFTED || ended.GetLastDraft() != rev2 || len(ended.GetHistory()) != 0 || len(ended.GetHolders()) != 0 {
		t.Errorf("the bracket as a participant sees it is %v", ended)
	}
	form := call(w, "mei", "BracketService.GetBracketedText", &v1.GetBracketedTextRequest{Parent: document, Draft: rev1, Rendering: v1.TextRendering_TEXT_RENDERING_ATTRIBUTED}, &v1.GetBracketedTextResponse{})
	if !strings.Contains(form.String(), "[every second year (delete: Sarrow Islands)]") {
		t.Errorf("the attributed form is %v", form)
	}
	form = call(w, "mei", "BracketService.GetBracketedText", &v1.GetBracketedTextRequest{Parent: document, Draft: rev1, Rendering: v1.TextRendering_TEXT_RENDERING_CLEAN, Otherwise: "drop"}, &v1.GetBracketedTextResponse{})
	if strings.Contains(form.String(), "second year") || !strings.Contains(form.String(), "Agree to meet in the City of Ouvena") {
		t.Errorf("the clean form is %v", form)
	}
}

// TestHowABracketEndedAmongAudiences tells each audience that a bracket was lifted,
// also one that saw it in a draft which the next one's wider audience has not seen,
// and one that is shown that draft later.
func TestHowABracketEndedAmongAudiences(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	publish := func(id string, sight v1.Sight) {
		if id != "zero" && id != "rev1 again" {
			call(w, "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: id}, &v1.Draft{})
		}
		call(w, "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/" + strings.TrimSuffix(id, " again"), Sight: sight}, &v1.Draft{})
	}
	publish("zero", v1.Sight_SIGHT_PUBLIC)
	hold := call(w, "joao", "BracketService.HoldWords", &v1.HoldWordsRequest{Draft: p.GetDraft(), Paragraph: p.GetName(), Start: 0, End: 5}, &v1.Hold{})
	publish("rev1", v1.Sight_SIGHT_STATES)
	call(w, "joao", "BracketService.DropHold", &v1.DropHoldRequest{Name: hold.GetName()}, &v1.Hold{})
	publish("rev2", v1.Sight_SIGHT_PUBLIC)
	state := func(who string) string {
		var b v1.Bracket
		replies, err := w.invoke("grpc", step{who, who, "BracketService.GetBracket", &v1.GetBracketRequest{Name: document + "/brackets/1"}})
		if err != nil {
			return status.Code(err).String()
		}
		return reply(w, replies, &b).GetState().String()
	}
	if got := state("mei"); got != "BRACKET_STATE_LIFTED" {
		t.Errorf("to a State that saw it, it is %s", got)
	}
	board := call(w, "mei", "BracketService.GetBoard", &v1.GetBoardRequest{Parent: document}, &v1.Board{})
	if c := board.GetPoints()[2].GetClosed(); c.GetLifted() != 1 || c.GetUntold() != 0 {
		t.Errorf("the board of a State counts %v", c)
	}
	if got := state("public"); got != "NotFound" {
		t.Errorf("to the public, it is %s", got)
	}
	public := call(w, "public", "BracketService.ListBrackets", &v1.ListBracketsRequest{Parent: document}, &v1.ListBracketsResponse{})
	if len(public.GetClosings()) != 0 {
		t.Errorf("the public is told of %v", public.GetClosings())
	}
	publish("rev1 again", v1.Sight_SIGHT_PUBLIC)
	if got := state("public"); got != "BRACKET_STATE_LIFTED" {
		t.Errorf("to the public that sees it now, it is %s", got)
	}
}

// TestSlotWithoutItsFirst letters the candidates that people have confirmed also after
// the first of them has gone.
func TestSlotWithoutItsFirst(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	call(w, "ines", "DocumentService.EditParagraph", &v1.EditParagraphRequest{Name: p.GetName(), BaseRevision: 1, Text: "Agree to meet [soon] [often] [twice]."}, &v1.Passage{})
	names := []string{document + "/brackets/w1", document + "/brackets/w2", document + "/brackets/w3"}
	call(w, "ines", "BracketService.ConfirmSlot", &v1.ConfirmSlotRequest{Parent: document, Brackets: names}, &v1.Bracket{})
	call(w, "ines", "BracketService.SettleBracket", &v1.SettleBracketRequest{Name: names[0], Settlement: v1.Settlement_SETTLEMENT_DROP}, &v1.BracketAnswer{})
	var got []string
	for _, b := range call(w, "ines", "BracketService.ListBrackets", &v1.ListBracketsRequest{Parent: document}, &v1.ListBracketsResponse{}).GetBrackets() {
		if b.GetCandidateConfirmed() {
			got = append(got, b.GetCandidate())
		}
	}
	if diff := cmp.Diff([]string{"w2a", "w2b"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestEtagByEitherName settles a bracket that is named by its published number, on the
// etag that was read, and refuses a stale one.
func TestEtagByEitherName(t *testing.T) {
	w := newWorld(t)
	w.populate()
	p := w.paragraph("Agree")
	call(w, "joao", "BracketService.HoldWords", &v1.HoldWordsRequest{Draft: p.GetDraft(), Paragraph: p.GetName(), Start: 0, End: 5}, &v1.Hold{})
	call(w, "ines", "DraftService.CutDraft", &v1.CutDraftRequest{Parent: document, DraftId: "rev1"}, &v1.Draft{})
	call(w, "ines", "DraftService.PublishDraft", &v1.PublishDraftRequest{Name: document + "/drafts/rev1", Sight: v1.Sight_SIGHT_STATES}, &v1.Draft{})
	const name = document + "/brackets/1"
	b := call(w, "ines", "BracketService.GetBracket", &v1.GetBracketRequest{Name: name}, &v1.Bracket{})
	settle := &v1.SettleBracketRequest{Name: name, Etag: "stale", Settlement: v1.Settlement_SETTLEMENT_KEEP}
	if _, err := w.invoke("grpc", step{"stale", "ines", "BracketService.SettleBracket", settle}); status.Code(err) != codes.Aborted && status.Code(err) != codes.InvalidArgument && status.Code(err) != codes.FailedPrecondition {
		t.Errorf("a stale etag: %v", err)
	}
	settle.Etag = b.GetEtag()
	call(w, "ines", "BracketService.SettleBracket", settle, &v1.BracketAnswer{})
}
