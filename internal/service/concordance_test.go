package service_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

func draftOf(id string) string { return document + "/drafts/" + id }

// Two drafts of which the second has the first paragraph in other words at another place;
// the tests have the import take it for a new one.
const (
	beforeRewrite = "1. Decide to share the waters of the Delta fairly among all its riparian States;\n\n2. Agree to meet every second year;\n\n3. Invite observers;\n"
	afterRewrite  = "1. Agree to meet every second year;\n\n2. Decide to share fairly the waters of the Delta, its lakes and its springs;\n\n3. Invite observers;\n"
)

// clocked is a world with a clock that the test moves.
type clocked struct {
	*world
	now time.Time
}

func newClocked(t *testing.T) *clocked {
	t.Helper()
	w, _ := newWorld(t)
	c := &clocked{now: moment}
	ids := 0
	svc, err := service.New(t.Context(), service.Config{Store: w.store, Clock: func() time.Time { return c.now },
		NewID: func() string { ids++; return fmt.Sprintf("c%06d", ids) }})
	if err != nil {
		t.Fatal(err)
	}
	c.world = &world{svc, t, w.store}
	return c
}

// rows tells a concordance in words: "moved 2.→1. recorded".
func rows(c service.Concordance) []string {
	labels := func(s service.Side, at []int) string {
		var out []string
		for _, i := range at {
			out = append(out, s.Text.Paragraphs[i].Label)
		}
		return strings.Join(out, "+")
	}
	var out []string
	for _, r := range c.Rows {
		line := fmt.Sprintf("%s %s→%s %s", r.Relation, labels(c.Base, r.Old), labels(c.Target, r.New), r.Basis)
		if !r.Sure {
			line += "?"
		}
		out = append(out, line)
	}
	return out
}

func (w *world) wantRows(p negotiation.Principal, v service.Versus, want ...string) service.Concordance {
	w.t.Helper()
	c, err := w.Concordance(w.t.Context(), p, v)
	if err != nil {
		w.t.Fatal(err)
	}
	if diff := cmp.Diff(want, rows(c)); diff != "" {
		w.t.Errorf("as %s (-want +got):\n%s", p.User, diff)
	}
	return c
}

// importSealed makes a draft of a text, sealed.
func (w *world) importSealed(id, words string, links ...negotiation.ImportLink) {
	w.t.Helper()
	_, err := w.Import(w.t.Context(), ines, service.RequestOptions{},
		negotiation.ImportDraft{Document: document, Name: id, Kind: negotiation.RevisedDraft, Title: id, Links: links},
		service.File{Name: id + ".txt", Data: []byte(words)})
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestConcordanceSuggestsAndIsCorrected: what content suggests stands in the
// concordance and in no comparison until a person says so, and then for those who see
// both drafts.
func TestConcordanceSuggestsAndIsCorrected(t *testing.T) {
	w := newClocked(t)
	w.importFile("zero", "zero.txt", []byte(beforeRewrite))
	w.now = w.now.Add(time.Hour)
	w.importSealed("rev1", afterRewrite, negotiation.ImportLink{Index: 1})
	both := service.Versus{Base: draftOf("zero"), Target: draftOf("rev1")}
	first := w.wantRows(ines, both, "moved 2.→1. recorded", "renumbered 1.→2. suggested", "continues 3.→3. recorded")
	if _, err := w.Concordance(t.Context(), joao, both); reason(err) != "NOT_FOUND" {
		t.Errorf("a delegation asks for the concordance of a sealed draft: %v", err)
	}
	c, err := w.Compare(t.Context(), ines, both, service.Plain)
	if err != nil || c.Stats.Inserted != 1 || c.Stats.Deleted != 1 {
		t.Errorf("before anybody decided: %+v, %v, want one inserted and one deleted", c.Stats, err)
	}
	link := negotiation.LineageDecision{Verdict: negotiation.Became,
		Old: []string{first.Base.Text.Paragraphs[0].ID}, New: []string{first.Target.Text.Paragraphs[1].ID}}
	decide := func(l negotiation.LineageDecision) service.Answer {
		return w.do(ines, negotiation.CorrectLineage{Older: draftOf("zero"), Newer: draftOf("rev1"), Links: []negotiation.LineageDecision{l}})
	}
	decide(link)
	w.do(ines, negotiation.PublishDraft{Draft: draftOf("rev1"), Level: negotiation.ToStates})
	for _, p := range []negotiation.Principal{ines, joao} {
		got := w.wantRows(p, both, "moved 2.→1. recorded", "renumbered 1.→2. confirmed", "continues 3.→3. recorded")
		if _, ok := got.Lineage.Entity.(*negotiation.Lineage); !ok || got.Lineage.Etag == "" {
			t.Errorf("%s is not told the lineage: %+v", p.User, got.Lineage)
		}
		c, err := w.Compare(t.Context(), p, both, service.Plain)
		if err != nil || c.Stats.Inserted+c.Stats.Deleted != 0 || c.Stats.Moved+c.Stats.MovedEdited != 1 {
			t.Errorf("as %s after the decision: %+v, %v", p.User, c.Stats, err)
		}
	}
	// Not the same: the pair is parted, and not suggested again.
	link.Verdict = negotiation.Apart
	decide(link)
	w.wantRows(joao, both, "deleted 1.→ confirmed", "renumbered 2.→1. recorded", "new →2. confirmed", "continues 3.→3. recorded")
}

// TestConcordanceOfWhatOneSees: a decision about a draft that one does not see tells
// nothing to those who see the two round it.
func TestConcordanceOfWhatOneSees(t *testing.T) {
	w := newClocked(t)
	w.importFile("zero", "zero.txt", []byte(beforeRewrite))
	w.now = w.now.Add(time.Hour)
	w.importSealed("inner", afterRewrite, negotiation.ImportLink{Index: 1})
	w.now = w.now.Add(time.Hour)
	w.importSealed("rev1", afterRewrite+"\n4. Remain seized;\n")
	both := service.Versus{Base: draftOf("zero"), Target: draftOf("rev1")}
	c, err := w.Concordance(t.Context(), ines, both)
	if err != nil {
		t.Fatal(err)
	}
	w.do(ines, negotiation.CorrectLineage{Older: draftOf("zero"), Newer: draftOf("inner"), Links: []negotiation.LineageDecision{
		{Verdict: negotiation.Became, Old: []string{c.Base.Text.Paragraphs[0].ID}, New: []string{c.Target.Text.Paragraphs[1].ID}}}})
	w.do(ines, negotiation.PublishDraft{Draft: draftOf("rev1"), Level: negotiation.ToStates})
	rest := []string{"continues 3.→3. recorded", "new →4. recorded"}
	w.wantRows(ines, both, append([]string{"moved 2.→1. recorded", "renumbered 1.→2. confirmed"}, rest...)...)
	w.wantRows(joao, both, append([]string{"moved 2.→1. recorded", "renumbered 1.→2. suggested"}, rest...)...)
}

// TestBaseIsChosen: the draft before the target and the newest at a moment, among
// those that the caller may see.
func TestBaseIsChosen(t *testing.T) {
	w := newClocked(t)
	w.do(ada, negotiation.AdmitParticipant{Process: process, Actor: "actors/sarrow", Admitted: negotiation.Span{From: moment.Add(-time.Hour)}})
	texts := []string{"1. One.\n", "1. One and two.\n", "1. One, two and three.\n"}
	begin := w.now
	for i, id := range []string{"zero", "rev1", "rev2"} {
		w.importSealed(id, texts[i])
		if id != "rev1" {
			w.now = w.now.Add(time.Hour)
			w.do(ines, negotiation.PublishDraft{Draft: draftOf(id), Level: negotiation.ToStates})
		}
		w.now = w.now.Add(time.Hour)
	}
	// zero: cut at 0, shown at 1; rev1: cut at 2, sealed; rev2: cut at 3, shown at 4; zero for all at 6.
	w.now = begin.Add(6 * time.Hour)
	w.do(ines, negotiation.PublishDraft{Draft: draftOf("zero"), Level: negotiation.ToPublic})
	w.do(ines, negotiation.PublishDraft{Draft: draftOf("rev2"), Level: negotiation.ToPublic})
	at := func(h float64) time.Time { return begin.Add(time.Duration(h * float64(time.Hour))) }
	for _, c := range []struct {
		who    negotiation.Principal
		v      service.Versus
		want   string
		choice service.Choice
	}{
		{ines, service.Versus{Target: "rev2"}, "rev1", service.Previous},
		{joao, service.Versus{Target: "rev2"}, "zero", service.Previous},
		{nobody, service.Versus{Target: "rev2"}, "zero", service.Previous},
		{joao, service.Versus{Target: "zero"}, "NO_EARLIER_DRAFT", 0},
		{ines, service.Versus{Target: "rev2", Since: at(0.5)}, "zero", service.Since},
		{joao, service.Versus{Target: "rev2", Since: at(0.5)}, "NO_EARLIER_DRAFT", 0},
		{joao, service.Versus{Target: "rev2", Since: at(2.5)}, "zero", service.Since},
		{ines, service.Versus{Target: "rev2", Since: at(2.5)}, "rev1", service.Since},
		{joao, service.Versus{Target: "rev2", Since: at(5)}, "rev2", service.Since},
		{nobody, service.Versus{Target: "rev2", Since: at(5)}, "NO_EARLIER_DRAFT", 0},
		{nobody, service.Versus{Target: "rev2", Since: at(6)}, "rev2", service.Since},
		{ines, service.Versus{Target: "rev1", Since: at(5)}, "rev1", service.Since},
		{joao, service.Versus{Target: "rev1"}, "NOT_FOUND", 0},
		{joao, service.Versus{Base: "rev1", Target: "rev2"}, "NOT_FOUND", 0},
		{joao, service.Versus{Base: "zero", Target: "rev2", Since: at(2)}, "FIELD_INVALID", 0},
	} {
		name := fmt.Sprintf("%+v as %q", c.v, c.who.User)
		c.v.Target = draftOf(c.v.Target)
		if c.v.Base != "" {
			c.v.Base = draftOf(c.v.Base)
		}
		got, err := w.Compare(t.Context(), c.who, c.v, service.Plain)
		switch {
		case err != nil && reason(err) == c.want:
		case err != nil:
			t.Errorf("%s: %v, want %s", name, err, c.want)
		case got.Base.Draft.Name != draftOf(c.want) || got.Choice != c.choice:
			t.Errorf("%s: compared with %s, choice %d; want %s, %d", name, got.Base.Draft.Name, got.Choice, c.want, c.choice)
		}
	}
	_, err := w.Compare(t.Context(), joao, service.Versus{Target: draftOf("rev2"), Since: at(0.5)}, service.Plain)
	var e *negotiation.Error
	if !errors.As(err, &e) || e.Facts["first_draft"] != draftOf("zero") || e.Facts["first_time"] != "2031-03-04T10:00:00Z" {
		t.Errorf("the refusal does not tell the first draft: %+v", e)
	}
}

// TestDraftsOfTwoDocuments are compared by content, for one who sees both.
func TestDraftsOfTwoDocuments(t *testing.T) {
	w := newClocked(t)
	w.importFile("zero", "zero.txt", []byte(beforeRewrite))
	other := process + "/documents/declaration"
	w.do(ines, negotiation.CreateDocument{Process: process, ID: "declaration", Title: "Declaration", Language: "en"})
	_, err := w.Import(t.Context(), ines, service.RequestOptions{}, negotiation.ImportDraft{Document: other, Name: "zero", Title: "zero"},
		service.File{Name: "d.txt", Data: []byte("1. Agree to meet every third year;\n\n2. Invite observers;\n")})
	if err != nil {
		t.Fatal(err)
	}
	v := service.Versus{Base: draftOf("zero"), Target: other + "/drafts/zero"}
	if _, err := w.Compare(t.Context(), joao, v, service.Plain); reason(err) != "NOT_FOUND" {
		t.Errorf("a delegation compares with a sealed draft of another document: %v", err)
	}
	w.do(ines, negotiation.PublishDraft{Draft: other + "/drafts/zero", Level: negotiation.ToStates})
	c, err := w.Compare(t.Context(), joao, v, service.Plain)
	if err != nil || c.Stats.Edited != 1 || c.Stats.Renumbered != 1 || c.Stats.Deleted != 1 {
		t.Errorf("got %+v, %v; want one edited, one renumbered, one deleted", c.Stats, err)
	}
	w.wantRows(joao, v, "deleted 1.→ suggested", "renumbered 2.→1. suggested", "renumbered 3.→2. suggested")
	_, err = w.Execute(t.Context(), ines, service.RequestOptions{}, negotiation.CorrectLineage{Older: v.Base, Newer: v.Target,
		Links: []negotiation.LineageDecision{{Verdict: negotiation.Apart, New: []string{c.Target.Text.Paragraphs[0].ID}}}})
	if reason(err) != "DIFFERENT_DOCUMENTS" {
		t.Errorf("a correction between two documents: %v", err)
	}
}

// TestCorrectionIsRepeatableAndChecked: request ids, previews and etags hold as for
// the other commands.
func TestCorrectionIsRepeatableAndChecked(t *testing.T) {
	w := newClocked(t)
	w.importFile("zero", "zero.txt", []byte(beforeRewrite))
	w.now = w.now.Add(time.Hour)
	w.importFile("rev1", "rev1.txt", []byte(afterRewrite))
	c, err := w.Concordance(t.Context(), ines, service.Versus{Base: draftOf("zero"), Target: draftOf("rev1")})
	if err != nil {
		t.Fatal(err)
	}
	name := negotiation.LineageName(draftOf("rev1"), draftOf("zero"))
	decide := func(o service.RequestOptions, verdict negotiation.Verdict) (service.Answer, error) {
		o.Subject = name
		p := c.Target.Text.Paragraphs[2].ID
		return w.Execute(t.Context(), ines, o, negotiation.CorrectLineage{Older: draftOf("zero"), Newer: draftOf("rev1"),
			Links: []negotiation.LineageDecision{{Verdict: verdict, Old: []string{p}, New: []string{p}}}})
	}
	if _, err := decide(service.RequestOptions{ValidateOnly: true}, negotiation.Became); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Get(t.Context(), ines, negotiation.KindLineage, name); reason(err) != "NOT_FOUND" {
		t.Errorf("a preview left the lineage: %v", err)
	}
	first, err := decide(service.RequestOptions{ID: "one"}, negotiation.Became)
	if err != nil {
		t.Fatal(err)
	}
	again, err := decide(service.RequestOptions{ID: "one"}, negotiation.Became)
	if err != nil || !again.Replayed || again.Result.Etag != first.Result.Etag {
		t.Errorf("repeated: %+v, %v", again, err)
	}
	if _, err := decide(service.RequestOptions{Etag: `"old"`}, negotiation.Apart); reason(err) != "ETAG_MISMATCH" {
		t.Errorf("with an old etag: %v", err)
	}
	if _, err := decide(service.RequestOptions{Etag: first.Result.Etag}, negotiation.Apart); err != nil {
		t.Error(err)
	}
}
