package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store"
)

const draft = "1. Decide to share the waters;\n\n2. Agree to meet every second year.\n"

// TestEtagsAreThoseOfTheStore: the etag in the answer to a write is the one that a
// read gives afterwards.
func TestEtagsAreThoseOfTheStore(t *testing.T) {
	w, _ := newWorld(t)
	w.importFile("zero", "zero.txt", []byte(draft))
	a := w.do(joao, negotiation.ProposeAmendment{Document: document, Kind: negotiation.Comment, Rationale: "Well said.",
		Circulation: negotiation.CirculateNot, Paragraph: w.paragraphs()[0].Name, BaseRevision: 1})
	items := append(a.Items(), w.do(ada, negotiation.CreateUser{ID: "omar", DisplayName: "Omar Weir"}).Items()...)
	for _, i := range items {
		p := joao
		if i.Entity.EntityKind() == negotiation.KindUser {
			p = ada
		}
		got, _, err := w.Get(t.Context(), p, i.Entity.EntityKind(), i.Entity.EntityName())
		if err != nil {
			t.Fatal(err)
		}
		if got.Etag != i.Etag {
			t.Errorf("%s: the answer says %s, a read %s", i.Entity.EntityName(), i.Etag, got.Etag)
		}
	}
}

func (w *world) paragraphs() []*negotiation.Paragraph {
	w.t.Helper()
	page, err := w.List(context.Background(), ines, service.ListQuery{Kind: negotiation.KindParagraph, Parent: document, PageSize: 1000})
	if err != nil {
		w.t.Fatal(err)
	}
	out := make([]*negotiation.Paragraph, len(page.Items))
	for i, item := range page.Items {
		out[i] = item.Entity.(*negotiation.Paragraph)
	}
	return out
}

// TestRepetition: the same request gives the first answer again, for light commands and
// for heavy ones, whose own outcome would stand in the way of a second decision.
func TestRepetition(t *testing.T) {
	for name, c := range map[string]struct {
		p     negotiation.Principal
		cmd   negotiation.Command
		other negotiation.Command
	}{
		"light": {ada, negotiation.CreateUser{ID: "omar", DisplayName: "Omar"}, negotiation.CreateUser{ID: "omar", DisplayName: "Omer"}},
		"heavy": {ines, negotiation.CutDraft{Document: document, Name: "rev1", Kind: negotiation.RevisedDraft},
			negotiation.CutDraft{Document: document, Name: "rev1", Kind: negotiation.NonPaper}},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := newWorld(t)
			w.importFile("zero", "zero.txt", []byte(draft))
			o := service.RequestOptions{ID: "one"}
			first, err := w.Execute(t.Context(), c.p, o, c.cmd)
			if err != nil {
				t.Fatal(err)
			}
			again, err := w.Execute(t.Context(), c.p, o, c.cmd)
			if err != nil || !again.Replayed || first.Replayed {
				t.Fatalf("repeated: %v, replayed %v then %v", err, first.Replayed, again.Replayed)
			}
			again.Replayed = false
			if diff := cmp.Diff(first, again, cmpopts.IgnoreUnexported(service.Item{})); diff != "" {
				t.Errorf("the second answer differs (-first +second):\n%s", diff)
			}
			if _, err := w.Execute(t.Context(), c.p, o, c.other); reason(err) != "REQUEST_ID_REUSED" {
				t.Errorf("another command: %v", err)
			}
			if _, err := w.Execute(t.Context(), c.p, service.RequestOptions{ID: "two"}, c.cmd); reason(err) != "ALREADY_EXISTS" {
				t.Errorf("another id: %v", err)
			}
		})
	}
}

// TestValidateOnly: the answer is that of the write, and nothing is written.
func TestValidateOnly(t *testing.T) {
	w, _ := newWorld(t)
	cmd := negotiation.CreateUser{ID: "omar", DisplayName: "Omar"}
	dry, err := w.Execute(t.Context(), ada, service.RequestOptions{ValidateOnly: true}, cmd)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Get(t.Context(), ada, negotiation.KindUser, "users/omar"); reason(err) != negotiation.NotThere {
		t.Errorf("it is there: %v", err)
	}
	if diff := cmp.Diff(dry, w.do(ada, cmd), cmpopts.IgnoreUnexported(service.Item{})); diff != "" {
		t.Errorf("the write answers differently (-dry +write):\n%s", diff)
	}
}

// TestHeavyCommandsMeetConcurrentWrites: what is written between the snapshot and the
// write of a heavy command has it decided again, on the new state.
func TestHeavyCommandsMeetConcurrentWrites(t *testing.T) {
	w, m := newWorld(t)
	w.importFile("zero", "zero.txt", []byte(draft))
	p := w.paragraphs()[0]
	const wanted = "Decide to share all the waters;"
	m.between = func() {
		w.do(ines, negotiation.EditPassage{Paragraph: p.Name, BaseRevision: 1, Text: wanted})
	}
	w.do(ines, negotiation.CutDraft{Document: document, Name: "rev1", Kind: negotiation.RevisedDraft})
	page, err := w.DraftText(t.Context(), ines, document+"/drafts/rev1", service.Plain, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := page.Wordings[0].Text; got != wanted {
		t.Errorf("the draft was cut without what was written meanwhile: %q", got)
	}
}

// TestHeavyCommandsGiveUp: a document that never stands still is told so, not waited
// for without end.
func TestHeavyCommandsGiveUp(t *testing.T) {
	w, m := newWorld(t)
	w.importFile("zero", "zero.txt", []byte(draft))
	p, n := w.paragraphs()[0], 1
	var edit func()
	edit = func() {
		w.do(ines, negotiation.EditPassage{Paragraph: p.Name, BaseRevision: n, Text: fmt.Sprintf("Decide %d times;", n)})
		n++
		m.between = edit
	}
	m.between = edit
	_, err := w.Execute(t.Context(), ines, service.RequestOptions{}, negotiation.CutDraft{Document: document, Name: "rev1", Kind: negotiation.RevisedDraft})
	m.between = nil
	if reason(err) != "CONCURRENT_CHANGE" {
		t.Errorf("it ended with %v", err)
	}
	if _, _, err := w.Get(t.Context(), ines, negotiation.KindDraft, document+"/drafts/rev1"); reason(err) != negotiation.NotThere {
		t.Errorf("something is left of it: %v", err)
	}
}

// TestEtagMismatch: a write meant for another state is refused, and only to those who
// may make it at all.
func TestEtagMismatch(t *testing.T) {
	w, _ := newWorld(t)
	title := "Other"
	o := service.RequestOptions{Etag: `"0"`, Subject: process}
	cmd := negotiation.UpdateProcess{Process: process, Title: &title}
	if _, err := w.Execute(t.Context(), ada, o, cmd); reason(err) != "ETAG_MISMATCH" {
		t.Errorf("an administrator: %v", err)
	}
	if _, err := w.Execute(t.Context(), joao, o, cmd); reason(err) != negotiation.WrongCapacity {
		t.Errorf("a delegation: %v", err)
	}
	item, _, err := w.Get(t.Context(), ada, negotiation.KindProcess, process)
	if err != nil {
		t.Fatal(err)
	}
	o.Etag = item.Etag
	if _, err := w.Execute(t.Context(), ada, o, cmd); err != nil {
		t.Errorf("with the right etag: %v", err)
	}
}

// TestPages: the pages of a list are the list, in order, and their tokens are good for
// nothing else.
func TestPages(t *testing.T) {
	w, _ := newWorld(t)
	var file string
	for i := range 23 {
		file += fmt.Sprintf("%d. Decide for the %dth time;\n\n", i+1, i+1)
	}
	w.importFile("zero", "zero.txt", []byte(file))
	whole := w.paragraphs()
	q := service.ListQuery{Kind: negotiation.KindParagraph, Parent: document, PageSize: 5}
	var got []*negotiation.Paragraph
	pages := 0
	for next := ""; pages == 0 || next != ""; pages++ {
		q.PageToken = next
		page, err := w.List(t.Context(), joao, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range page.Items {
			got = append(got, i.Entity.(*negotiation.Paragraph))
		}
		next = page.Next
	}
	if diff := cmp.Diff(whole, got); diff != "" || pages != 5 {
		t.Errorf("%d pages (-whole +pages):\n%s", pages, diff)
	}
	q.PageToken = ""
	page, err := w.List(t.Context(), joao, q)
	if err != nil {
		t.Fatal(err)
	}
	q.PageToken = page.Next
	for name, other := range map[string]func(*service.ListQuery){
		"another list":   func(q *service.ListQuery) { q.Kind = negotiation.KindDraft },
		"another filter": func(q *service.ListQuery) { q.ShowDeleted = true },
		"another token":  func(q *service.ListQuery) { q.PageToken = flip(q.PageToken) },
	} {
		changed := q
		other(&changed)
		if _, err := w.List(t.Context(), joao, changed); reason(err) != "PAGE_TOKEN_INVALID" {
			t.Errorf("%s: %v", name, err)
		}
	}
	q.PageSize = 7
	if _, err := w.List(t.Context(), joao, q); err != nil {
		t.Errorf("another size of page: %v", err)
	}
}

// TestTwoWorlds: the same history but for one secret. Every answer to those who may not
// know the secret is the same, byte for byte.
func TestTwoWorlds(t *testing.T) {
	told := [2]string{}
	for i := range told {
		w, _ := newWorld(t)
		w.importFile("zero", "zero.txt", []byte(draft))
		p := w.paragraphs()[0]
		if i == 1 {
			w.do(joao, negotiation.ProposeAmendment{Document: document, Kind: negotiation.DeleteParagraph, Paragraph: p.Name, BaseRevision: 1})
		}
		for _, who := range []negotiation.Principal{nobody, mei, ines, ada} {
			told[i] += w.everything(who)
		}
	}
	if diff := cmp.Diff(told[0], told[1]); diff != "" {
		t.Errorf("somebody is told of the secret:\n%s", diff)
	}
	w, _ := newWorld(t) // the control: who may know is told
	w.importFile("zero", "zero.txt", []byte(draft))
	before := w.everything(joao)
	w.do(joao, negotiation.ProposeAmendment{Document: document, Kind: negotiation.DeleteParagraph, Paragraph: w.paragraphs()[0].Name, BaseRevision: 1})
	if before == w.everything(joao) {
		t.Error("nobody is told, so the test is void")
	}
}

// everything is all that somebody can read of the document, with streams and their
// counters.
func (w *world) everything(p negotiation.Principal) string {
	w.t.Helper()
	out := fmt.Sprintf("%+v\n", p)
	for _, kind := range []negotiation.Kind{negotiation.KindParagraph, negotiation.KindPassage, negotiation.KindDraft, negotiation.KindAmendment, negotiation.KindAct} {
		page, err := w.List(context.Background(), p, service.ListQuery{Kind: kind, Parent: document})
		out += fmt.Sprintf("%s %v %d", kind, err, len(page.Items))
		for _, i := range page.Items {
			out += fmt.Sprintf(" %s %s %+v", i.Entity.EntityName(), i.Etag, len(page.Beside))
		}
		out += "\n"
	}
	feed, err := w.FeedOf(context.Background(), p, []string{document, process})
	out += fmt.Sprintf("%v %+v\n", err, feed)
	if err == nil {
		_, events, err := w.News(context.Background(), p, []string{document, process}, fromStart, 1000)
		told, jsonErr := json.Marshal(events)
		out += fmt.Sprintf("%v %v %s\n", err, jsonErr, told)
	}
	for _, n := range []string{"x000001", "x000030", "none"} {
		_, _, err := w.Get(context.Background(), p, negotiation.KindAmendment, document+"/amendments/"+n)
		out += fmt.Sprintf("%v\n", err)
	}
	return out
}

// fromStart gives the streams at their beginning.
func fromStart(streams []store.Stream) []store.Stream {
	out := slices.Clone(streams)
	for i := range out {
		out[i].Counter = 0
	}
	return out
}

// flip changes the first letter of a token.
func flip(token string) string {
	if token[0] == 'A' {
		return "B" + token[1:]
	}
	return "A" + token[1:]
}
