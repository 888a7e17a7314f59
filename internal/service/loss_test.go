package service_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store"
)

// TestNewsIsReadAtOneMoment: an act that is committed after the caller has lost sight of
// it is not told, even where that happens while the news are read.
func TestNewsIsReadAtOneMoment(t *testing.T) {
	w, _ := newWorld(t)
	w.importFile("zero", "zero.txt", []byte(draft))
	w.do(ada, negotiation.CreateUser{ID: "ivo", DisplayName: "Ivo"})
	ivo := negotiation.Principal{User: "ivo", Capacity: negotiation.OnTheTeam}
	role := w.do(ada, negotiation.AssignRole{Process: process, User: "users/ivo", Role: negotiation.TeamMember,
		Term: negotiation.Span{From: moment.Add(-time.Hour)}}).Result.Entity.EntityName()
	p := w.paragraphs()[0].Name
	edit := func(base int, reason string) {
		w.do(ines, negotiation.EditPassage{Paragraph: p, BaseRevision: base, Text: "Decide " + reason + ";", Reason: reason})
	}
	told := func(meanwhile func()) map[string]bool {
		_, events, err := w.News(t.Context(), ivo, []string{document}, func(s []store.Stream) []store.Stream {
			meanwhile()
			return fromStart(s)
		}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		reasons := map[string]bool{}
		for _, e := range events {
			reasons[e.Event.Reason] = true
		}
		return reasons
	}
	edit(1, "before")
	got := told(func() {
		w.do(ada, negotiation.EndRole{Role: role})
		edit(2, "after")
	})
	if !got["before"] || got["after"] {
		t.Errorf("told of the acts %v", got)
	}
}

// TestListsTakeOnlyNames: what is no name is refused before anything is read or kept.
func TestListsTakeOnlyNames(t *testing.T) {
	w, _ := newWorld(t)
	for name, q := range map[string]service.ListQuery{
		"parent":      {Kind: negotiation.KindDraft, Parent: "processes/" + strings.Repeat("x", 1<<20)},
		"long parent": {Kind: negotiation.KindDraft, Parent: document + "/" + strings.Repeat("x/", 1<<19)},
		"no parent":   {Kind: negotiation.KindDraft, Parent: "nothing of the kind"},
		"ref":         {Kind: negotiation.KindAmendment, Parent: document, Ref: strings.Repeat("x", 1<<20)},
	} {
		if _, err := w.List(t.Context(), nobody, q); reason(err) != negotiation.InvalidName {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := w.Get(t.Context(), nobody, negotiation.KindDraft, strings.Repeat("x/", 1<<20)); reason(err) != negotiation.InvalidName {
		t.Errorf("a name of 2 MiB: %v", err)
	}
}

// TestAKeptAnswerIsForWhoStillSeesIt: the repetition of a request gives nothing back to
// one who has lost the access; the control still has it.
func TestAKeptAnswerIsForWhoStillSeesIt(t *testing.T) {
	w, _ := newWorld(t)
	w.importFile("zero", "zero.txt", []byte(draft))
	cmd := negotiation.EditPassage{Paragraph: w.paragraphs()[0].Name, BaseRevision: 1, Text: "Words of the team alone;"}
	again := func(id string) (service.Answer, error) {
		return w.Execute(t.Context(), ines, service.RequestOptions{ID: id}, cmd)
	}
	first, err := again("one")
	if err != nil {
		t.Fatal(err)
	}
	if second, err := again("one"); err != nil || !second.Replayed || len(second.Beside) != len(first.Beside) {
		t.Fatalf("the control: %v, replayed %v, beside %d", err, second.Replayed, len(second.Beside))
	}
	w.do(ada, negotiation.EndRole{Role: process + "/roles/chair"})
	_, fresh := again("two")
	got, err := again("one")
	if fresh == nil || reason(err) != reason(fresh) || len(got.Beside) != 0 {
		t.Errorf("repeated: %v with %d beside; anew: %v", err, len(got.Beside), fresh)
	}
}

// TestHeavyRepetitionsOverlap: a request that is repeated before its first attempt has
// ended gets the first answer, not a refusal for what the first attempt has done.
func TestHeavyRepetitionsOverlap(t *testing.T) {
	w, m := newWorld(t)
	w.importFile("zero", "zero.txt", []byte(draft))
	cut := negotiation.CutDraft{Document: document, Name: "rev1", Kind: negotiation.RevisedDraft}
	one := service.RequestOptions{ID: "one"}
	var first service.Answer
	var firstErr error
	m.before = func() { // when the second has found no answer yet
		first, firstErr = w.Execute(context.Background(), ines, one, cut)
	}
	second, err := w.Execute(t.Context(), ines, one, cut)
	if err != nil || firstErr != nil {
		t.Fatalf("first %v, second %v", firstErr, err)
	}
	if second.Result.Etag != first.Result.Etag || !second.Replayed {
		t.Errorf("first %s, second %s, replayed %v", first.Result.Etag, second.Result.Etag, second.Replayed)
	}
}
