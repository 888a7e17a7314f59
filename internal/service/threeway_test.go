package service_test

import (
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/service"
)

// threeWay is a comparison in short: the base, who the sides are, and the words that
// are not kept; or the reason of the refusal. That the segments give the three texts
// is checked on the way.
func (w *tracedWorld) threeWay(who negotiation.Principal, name, other string) []string {
	w.t.Helper()
	v, err := w.CompareAmendment(w.t.Context(), who, name, other)
	if err != nil {
		return []string{reason(err)}
	}
	var base, mine, theirs string
	out := []string{threeWayHead(v)}
	clashes := 0
	for _, s := range v.Segments {
		base, mine, theirs = base+s.Base, mine+s.Mine, theirs+s.Theirs
		switch s.Origin {
		case redline.Kept:
			continue
		case redline.InClash:
			clashes++
		}
		out = append(out, string(s.Origin)+" "+s.Base+" | "+s.Mine+" | "+s.Theirs)
	}
	want := ""
	if v.Base != nil {
		want = v.Base.Text
	}
	if base != want || mine != v.Mine.Text || theirs != v.Theirs.Text || clashes != v.Clashes() {
		w.t.Errorf("the segments give %q, %q and %q with %d clashes; the texts are %q, %q and %q, the clashes %d",
			base, mine, theirs, clashes, want, v.Mine.Text, v.Theirs.Text, v.Clashes())
	}
	return out
}

func threeWayHead(v service.ThreeWay) string {
	base := "no base"
	if v.Base != nil {
		base = path.Base(v.Base.Name)
	}
	if v.BaseDraft != nil {
		base = path.Base(v.BaseDraft.Name) + " " + base
	}
	side := func(s service.ThreeWaySide) string {
		if s.Derived {
			return s.Name + " (derived)"
		}
		return s.Name
	}
	return base + ": " + side(v.Mine) + ", " + side(v.Theirs)
}

const (
	threeWayZero  = "1. The parties should share the waters of the Delta every year.\n\n2. Requests a report.\n\n3. Invites observers.\n"
	sharesAll     = "The parties should share all the waters of the Delta every year."
	shallMonth    = "The parties shall share the waters of the Delta every month."
	mustSeason    = "The parties must share the waters of the Delta every season."
	sharesSilt    = "The parties should share the waters and the silt of the Delta every year."
	newDelta      = "The parties should share the waters of the Lower Delta every year."
	deltaBothDays = "The parties should share the waters of the Lower Delta every day."
)

func (w *tracedWorld) wants(t *testing.T, who negotiation.Principal, name, other string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, w.threeWay(who, name, other)); diff != "" {
		t.Errorf("as %s (-want +got):\n%s", who.User, diff)
	}
}

// TestCompareAmendmentByViewer: who is told what of two amendments, by how one of them
// was circulated.
func TestCompareAmendmentByViewer(t *testing.T) {
	words := []string{"CLASH should | shall | must", "CLASH year | month | season"}
	sees := func(head string) []string { return append([]string{"zero 1: " + head}, words...) }
	hidden := []string{"NOT_FOUND"}
	named, unnamed := sees("Sarrow Islands, Coravia"), sees(service.Unnamed+", Coravia")
	for _, c := range []struct {
		name               string
		circulate          negotiation.Circulation
		team, own, another []string
	}{
		{"with its name", negotiation.CirculateWithName, named, named, named},
		{"without its name", negotiation.CirculateUnnamed, named, named, unnamed},
		{"not circulated", negotiation.CirculateNot, named, named, hidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTracedWorld(t, threeWayZero, negotiation.ToPublic)
			mine := w.propose(joao, "The parties", shallMonth, c.circulate)
			theirs := w.propose(mei, "The parties", mustSeason, negotiation.CirculateWithName)
			w.wants(t, ines, mine, theirs, c.team...)
			w.wants(t, joao, mine, theirs, c.own...)
			w.wants(t, mei, mine, theirs, c.another...)
			w.wants(t, nobody, mine, theirs, hidden...)
			if _, err := w.CompareAmendment(t.Context(), mei, theirs, mine); (reason(err) == negotiation.NotThere) != (c.circulate == negotiation.CirculateNot) {
				t.Errorf("the other way round: %v", err)
			}
		})
	}
}

// TestCompareAmendmentRefusalIsOfNothing: an amendment that the caller may not see is
// refused as one that does not exist, on either side (domain law 8).
func TestCompareAmendmentRefusalIsOfNothing(t *testing.T) {
	w := newTracedWorld(t, threeWayZero, negotiation.ToStates)
	hidden := w.propose(joao, "The parties", shallMonth, negotiation.CirculateNot)
	elsewhere := w.propose(joao, "Requests", "Requests a short report.", negotiation.CirculateNot)
	seen := w.propose(mei, "The parties", mustSeason, negotiation.CirculateWithName)
	nothing := document + "/amendments/nothing"
	says := func(name, other, asked string) string {
		_, err := w.CompareAmendment(t.Context(), mei, name, other)
		if err == nil {
			t.Fatalf("%s and %s are compared", name, other)
		}
		return strings.ReplaceAll(err.Error(), asked, "…")
	}
	for _, name := range []string{hidden, elsewhere} {
		for _, c := range []struct{ got, want string }{
			{says(name, "", name), says(nothing, "", nothing)},
			{says(name, seen, name), says(nothing, seen, nothing)},
			{says(seen, name, name), says(seen, nothing, nothing)},
		} {
			if c.got != c.want {
				t.Errorf("refused with %s, and what does not exist with %s", c.got, c.want)
			}
		}
	}
}

// TestCompareAmendmentHidesOthers: what a reader may not see changes no byte of a
// comparison that it may read (domain law 8).
func TestCompareAmendmentHidesOthers(t *testing.T) {
	answers := func(secret func(w *tracedWorld, mine string)) string {
		w := newTracedWorld(t, threeWayZero, negotiation.ToPublic)
		mine := w.propose(joao, "The parties", sharesAll, negotiation.CirculateUnnamed)
		theirs := w.propose(mei, "The parties", mustSeason, negotiation.CirculateWithName)
		now := w.now
		secret(w, mine)
		w.now = now
		out := ""
		for _, other := range []string{theirs, ""} {
			v, err := w.CompareAmendment(t.Context(), mei, mine, other)
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			out += string(b)
		}
		return out
	}
	want := answers(func(*tracedWorld, string) {})
	for name, secret := range map[string]func(w *tracedWorld, mine string){
		"an amendment to the team alone": func(w *tracedWorld, _ string) {
			w.propose(joao, "The parties", shallMonth, negotiation.CirculateNot)
		},
		"the working text": func(w *tracedWorld, _ string) { w.edit("The parties", newDelta) },
		"a draft that is not published": func(w *tracedWorld, _ string) {
			w.edit("The parties", newDelta)
			w.act(ines, negotiation.CutDraft{Document: document, Name: "rev1"})
		},
		"a decision": func(w *tracedWorld, mine string) {
			w.act(ines, negotiation.DecideAmendment{Amendment: mine, Disposition: negotiation.CarriedForward})
		},
	} {
		if got := answers(secret); got != want {
			t.Errorf("%s changes the answer:\n%s", name, cmp.Diff(want, got))
		}
	}
	// The control: a draft that is published does change it.
	if answers(func(w *tracedWorld, _ string) {
		w.edit("The parties", newDelta)
		w.publish("rev1", negotiation.ToStates, true)
	}) == want {
		t.Error("a published draft changes nothing, so that the test proves nothing")
	}
}

// TestCompareAmendmentBases: on which wording two amendments meet that were made on
// different ones.
func TestCompareAmendmentBases(t *testing.T) {
	name, unnamed := negotiation.CirculateWithName, negotiation.CirculateUnnamed
	begin := func(t *testing.T, first string) (*tracedWorld, string) {
		w := newTracedWorld(t, threeWayZero, negotiation.ToStates)
		mine := w.propose(joao, "The parties", first, name)
		w.edit("The parties", newDelta)
		w.publish("rev1", negotiation.ToStates, true)
		return w, mine
	}
	t.Run("carried to the newer", func(t *testing.T) {
		w, mine := begin(t, shallMonth)
		theirs := w.propose(mei, "The parties", deltaBothDays, unnamed)
		for _, c := range []struct {
			who   negotiation.Principal
			other string
		}{{ines, "Coravia"}, {joao, service.Unnamed}, {mei, "Coravia"}} {
			w.wants(t, c.who, mine, theirs, "rev1 2: Sarrow Islands (derived), "+c.other, "MINE should | shall | should", "CLASH year | month | day")
		}
	})
	t.Run("the older goes on, the newer is carried back", func(t *testing.T) {
		w, mine := begin(t, "The parties should share the waters of the Upper Delta every year.")
		theirs := w.propose(mei, "The parties", deltaBothDays, name)
		w.wants(t, mei, mine, theirs, "zero 1: Sarrow Islands, Coravia (derived)", "MINE  | Upper  | ", "THEIRS year | year | day")
		w.wants(t, ines, theirs, mine, "zero 1: Coravia (derived), Sarrow Islands", "THEIRS  |  | Upper ", "MINE year | day | year")
	})
	t.Run("neither goes on the other's", func(t *testing.T) {
		w, mine := begin(t, "The parties should share the waters of the Upper Delta every year.")
		theirs := w.propose(mei, "The parties", "The parties should share the waters of the Middle Delta every year.", name)
		w.wants(t, ines, mine, theirs, "NO_COMMON_BASE")
		w.wants(t, joao, mine, "", "zero 1: Sarrow Islands, rev1", "CLASH  | Upper  | Lower ")
	})
	t.Run("both as derived, where that is told", func(t *testing.T) {
		w := newTracedWorld(t, threeWayZero, negotiation.ToStates)
		mine, theirs := w.propose(joao, "The parties", shallMonth, name), w.propose(mei, "The parties", sharesSilt, name)
		w.edit("The parties", newDelta)
		w.publish("rev1", negotiation.ToStates, true)
		w.wants(t, ines, mine, theirs, "rev1 2: Sarrow Islands (derived), Coravia (derived)",
			"MINE should | shall | should", "THEIRS  |  | and the silt ", "MINE year | month | year")
		w.wants(t, mei, mine, theirs, "zero 1: Sarrow Islands, Coravia",
			"MINE should | shall | should", "THEIRS  |  | and the silt ", "MINE year | month | year")
	})
	t.Run("revised on a draft", func(t *testing.T) {
		w, mine := begin(t, "The parties should share the waters of the Upper Delta every year.")
		w.act(joao, negotiation.AnswerRebase{Amendment: mine, Answer: negotiation.ReviseOnRebase,
			Wanted: "The parties should share the waters of the Upper and the Lower Delta every year."})
		w.wants(t, joao, mine, "", "rev1 2: Sarrow Islands, rev1", "MINE  | Upper and the  | ")
		w.wants(t, mei, mine, "", "zero 1: Sarrow Islands, rev1", "CLASH  | Upper  | Lower ")
	})
}

// TestCompareAmendmentWithDraft: beside the newest draft an amendment stands as its
// proponent worded it, whatever a rebase made of it.
func TestCompareAmendmentWithDraft(t *testing.T) {
	w := newTracedWorld(t, threeWayZero, negotiation.ToPublic)
	mine := w.propose(joao, "The parties", shallMonth, negotiation.CirculateWithName)
	w.wants(t, mei, mine, "", "zero 1: Sarrow Islands, zero", "MINE should | shall | should", "MINE year | month | year")
	w.edit("The parties", "The parties must share the waters of the Delta.")
	w.publish("rev1", negotiation.ToStates, true)
	w.wants(t, joao, mine, "", "zero 1: Sarrow Islands, rev1", "CLASH should | shall | must", "CLASH  every year |  every month | ")
	p := w.paragraph("The parties")
	w.act(ines, negotiation.DeletePassage{Paragraph: p.Paragraph, BaseRevision: p.Revision})
	w.publish("rev2", negotiation.ToStates, true)
	w.wants(t, mei, mine, "", "zero 1: Sarrow Islands, rev2",
		"CLASH The parties should share the waters of the Delta every year. | "+shallMonth+" | ")
}

// TestCompareAmendmentKinds: amendments that ask for other things than other words.
func TestCompareAmendmentKinds(t *testing.T) {
	w := newTracedWorld(t, threeWayZero, negotiation.ToStates)
	p, q := w.paragraph("The parties"), w.paragraph("Requests")
	ask := func(who negotiation.Principal, kind negotiation.AmendmentKind, on *negotiation.Passage, wanted string) string {
		return w.act(who, negotiation.ProposeAmendment{Document: document, Kind: kind, Paragraph: on.Paragraph, BaseRevision: 1, Wanted: wanted,
			Rationale: "it is needed", Circulation: negotiation.CirculateWithName, Submit: true}).Result.Entity.EntityName()
	}
	edit, gone, also := ask(joao, negotiation.EditWords, q, "Requests a short report."), ask(mei, negotiation.DeleteParagraph, q, ""), ask(joao, negotiation.DeleteParagraph, q, "")
	stays, says := ask(mei, negotiation.RetainParagraph, q, ""), ask(mei, negotiation.Comment, q, "")
	alt := ask(mei, negotiation.ReplaceParagraph, q, "Requests two reports.")
	first, second, same := ask(joao, negotiation.InsertParagraph, p, "Decides to meet."), ask(mei, negotiation.InsertParagraph, p, "Decides to rest."), ask(mei, negotiation.InsertParagraph, p, "Decides to meet.")
	far := ask(mei, negotiation.InsertParagraph, q, "Decides to rest.")
	const head, short = "zero 1: Sarrow Islands, Coravia", "MINE  | short  | "
	for _, c := range []struct {
		name, mine, theirs string
		want               []string
	}{
		{"words and a deletion", edit, gone, []string{head, "CLASH Requests a report. | Requests a short report. | "}},
		{"two deletions", also, gone, []string{head, "BOTH Requests a report. |  | "}},
		{"a deletion and retaining", also, stays, []string{head, "MINE Requests a report. |  | Requests a report."}},
		{"words and retaining", edit, stays, []string{head, short}},
		{"words and a comment", edit, says, []string{head, short}},
		{"words and an alternative", edit, alt, []string{head, "CLASH a report | a short report | two reports"}},
		{"two new paragraphs at one place", first, second, []string{"no base: Sarrow Islands, Coravia", "CLASH  | Decides to meet. | Decides to rest."}},
		{"the same new paragraph", first, same, []string{"no base: Sarrow Islands, Coravia", "BOTH  | Decides to meet. | Decides to meet."}},
		{"new paragraphs at two places", first, far, []string{"NO_COMMON_BASE"}},
		{"a new paragraph and words", far, edit, []string{"NO_COMMON_BASE"}},
		{"a new paragraph and the draft", first, "", []string{"NO_COMMON_BASE"}},
		{"with itself", edit, edit, []string{"FIELD_INVALID"}},
		{"no amendment", edit, document + "/drafts/zero", []string{"INVALID_NAME"}},
		{"nothing", "", edit, []string{"INVALID_NAME"}},
	} {
		t.Run(c.name, func(t *testing.T) { w.wants(t, ines, c.mine, c.theirs, c.want...) })
	}
}

// TestCompareAmendmentStepsOverNarrowDrafts: what a draft says that a stakeholder is
// not shown changes no byte of what it is told of its amendments (domain law 8).
func TestCompareAmendmentStepsOverNarrowDrafts(t *testing.T) {
	omar := negotiation.Principal{User: "omar", Actor: "rivers", Capacity: negotiation.InNationalService}
	var told [2]string
	var newest [2][]string
	for i, narrow := range []string{"The parties should share the waters of the Lower Delta every single year.", "The parties must share no waters."} {
		w := newTracedWorld(t, threeWayZero, negotiation.ToStakeholders)
		w.do(ada, negotiation.CreateActor{ID: "rivers", Kind: negotiation.Stakeholder, DisplayName: map[string]string{"en": "Rivers Watch"}})
		w.do(ada, negotiation.CreateUser{ID: "omar", DisplayName: "omar", Affiliations: []negotiation.Affiliation{{Actor: "actors/rivers"}}})
		w.do(ada, negotiation.AdmitParticipant{Process: process, Actor: "actors/rivers",
			Rights: []negotiation.RightSpan{{Right: negotiation.ProposeInWriting, Source: "modalities"}}})
		tell := func(name, other string) []string {
			out := w.threeWay(omar, name, other)
			told[i] += strings.Join(out, "\n") + "\n"
			return out
		}
		propose := func(wanted string, on int, draft string) string {
			return w.act(omar, negotiation.ProposeAmendment{Document: document, Kind: negotiation.EditWords, Paragraph: w.paragraph("The parties").Paragraph,
				BaseRevision: on, Draft: document + "/drafts/" + draft, Wanted: wanted, Circulation: negotiation.CirculateNot, Submit: true}).Result.Entity.EntityName()
		}
		first := propose(shallMonth, 1, "zero")
		w.edit("The parties", narrow)
		w.publish("rev1", negotiation.ToStates, true)
		if diff := cmp.Diff([]string{"zero 1: Rivers Watch, zero", "MINE should | shall | should", "MINE year | month | year"}, tell(first, "")); diff != "" {
			t.Errorf("the stakeholder's newest draft (-want +got):\n%s", diff)
		}
		newest[i] = w.threeWay(ines, first, "")
		w.edit("The parties", newDelta)
		w.publish("rev2", negotiation.ToStakeholders, true)
		second := propose(deltaBothDays, 3, "rev2")
		if diff := cmp.Diff([]string{"rev2 3: Rivers Watch (derived), Rivers Watch", "MINE should | shall | should", "CLASH year | month | day"}, tell(first, second)); diff != "" {
			t.Errorf("over a wording that is not seen (-want +got):\n%s", diff)
		}
		tell(second, "")
	}
	if told[0] != told[1] {
		t.Errorf("the answers differ:\n%s", cmp.Diff(told[0], told[1]))
	}
	if cmp.Equal(newest[0], newest[1]) {
		t.Error("the team is told the same, so that the test proves nothing")
	}
}
