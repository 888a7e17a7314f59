package negotiation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

func draftOf(id string) string { return compact + "/drafts/" + id }

// entryOf gives the paragraph at a place of a draft.
func (s *scene) entryOf(id string, i int) string {
	s.t.Helper()
	return get[*negotiation.Draft](s, draftOf(id)).Entries[i].Paragraph
}

// became and apart are decisions as the tests write them.
func became(old, new []string) negotiation.LineageDecision {
	return negotiation.LineageDecision{Verdict: negotiation.Became, Old: old, New: new}
}

func apart(old, new []string) negotiation.LineageDecision {
	return negotiation.LineageDecision{Verdict: negotiation.Apart, Old: old, New: new}
}

func correct(older, newer string, links ...negotiation.LineageDecision) negotiation.CorrectLineage {
	return negotiation.CorrectLineage{Older: draftOf(older), Newer: draftOf(newer), Links: links, Reason: "as the desk recalls"}
}

// rewritten is published with a second draft in which the first paragraph has been
// written anew beyond recognition under a new identity.
func rewritten(t testing.TB) (s *scene, old, new string) {
	s, p := published(t)
	s.do(desk, negotiation.ImportDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft,
		Content: content("Riparian States undertake equitable use of every stream.", startWords[1], startWords[2]),
		Links:   []negotiation.ImportLink{{Index: 0}}})
	return s, p[0], s.entryOf("rev1", 0)
}

func (s *scene) publishDraft(id string, level negotiation.Level) {
	s.t.Helper()
	s.do(ines, negotiation.PublishDraft{Draft: draftOf(id), Level: level})
}

func refusedLineage() []refusal {
	two := func(s *scene, p []string) {
		s.edit(p[0], "Other words.")
		s.publish("rev1")
	}
	decide := func(links ...func(p []string) negotiation.LineageDecision) func(*scene, []string) negotiation.Command {
		return func(_ *scene, p []string) negotiation.Command {
			c := correct("zero", "rev1")
			for _, l := range links {
				c.Links = append(c.Links, l(p))
			}
			return c
		}
	}
	link := func(old, new []int) func(p []string) negotiation.LineageDecision {
		at := func(p []string, places []int) (out []string) {
			for _, i := range places {
				out = append(out, p[i])
			}
			return out
		}
		return func(p []string) negotiation.LineageDecision { return became(at(p, old), at(p, new)) }
	}
	return []refusal{
		{"a delegate corrects the lineage", sarrow, two, decide(link([]int{0}, []int{0})), "WRONG_CAPACITY"},
		{"the presiding officer corrects the lineage", president, two, decide(link([]int{0}, []int{0})), "ROLE_NEEDED"},
		{"a lineage of one draft", desk, two, fixed(correct("rev1", "rev1", apart(nil, []string{compact + "/paragraphs/none"}))), "DIFFERENT_DOCUMENTS"},
		{"a lineage backwards", desk, two, fixed(correct("rev1", "zero", apart(nil, []string{compact + "/paragraphs/none"}))), "DIFFERENT_DOCUMENTS"},
		{"a lineage of no draft", desk, two, fixed(correct("zero", "rev9", apart(nil, []string{compact + "/paragraphs/none"}))), "NOT_FOUND"},
		{"a lineage without a link", desk, two, decide(), "FIELD_REQUIRED"},
		{"a link that names nothing", desk, two, fixed(correct("zero", "rev1", apart(nil, nil))), "FIELD_REQUIRED"},
		{"a link by no verdict", desk, two, func(_ *scene, p []string) negotiation.Command {
			return correct("zero", "rev1", negotiation.LineageDecision{Verdict: "cousin", Old: p[:1]})
		}, "FIELD_INVALID"},
		{"a link of two to two", desk, two, decide(link([]int{0, 1}, []int{0, 1})), "FIELD_INVALID"},
		{"a link to no paragraph", desk, two, func(_ *scene, p []string) negotiation.Command {
			return correct("zero", "rev1", became(p[:1], []string{compact + "/paragraphs/none"}))
		}, "NOT_IN_DRAFT"},
		{"a link that names a paragraph twice", desk, two, decide(link([]int{0}, []int{0, 0})), "LINKED_TWICE"},
		{"two links of one paragraph", desk, two, decide(link([]int{0}, []int{0}), link([]int{0}, []int{1})), "LINKED_TWICE"},
		{"a link of a paragraph that goes on as itself", desk, two, decide(link([]int{0}, []int{1})), "LINKED_TWICE"},
		{"a link to a paragraph that stood before", desk, func(s *scene, p []string) {
			s.do(desk, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
			s.publish("rev1")
		}, decide(link([]int{0}, []int{1})), "LINKED_TWICE"},
		{"taking back what was not decided", desk, two, func(_ *scene, p []string) negotiation.Command {
			return correct("zero", "rev1", negotiation.LineageDecision{Verdict: negotiation.Undecided, New: p[:1]})
		}, "NO_CHANGE"},
		{"deciding the same twice", desk, func(s *scene, p []string) {
			two(s, p)
			s.do(desk, correct("zero", "rev1", became(p[:1], p[:1])))
		}, decide(link([]int{0}, []int{0})), "NO_CHANGE"},
		{"a lineage in a closed document", desk, func(s *scene, p []string) {
			two(s, p)
			s.do(ines, negotiation.CloseDocument{Document: compact, Reason: "adopted"})
		}, decide(link([]int{0}, []int{0})), "DOCUMENT_CLOSED"},
	}
}

// reader is what a principal may know of where paragraphs come from.
type reader struct {
	*scene
	viewer negotiation.Viewer
}

func (r reader) Origin(paragraph string) (negotiation.Origin, error) {
	e, err := r.state.Get(negotiation.KindPassage, negotiation.PassageOf(paragraph))
	if err != nil {
		return negotiation.Origin{}, err
	}
	return e.(*negotiation.Passage).Origin, nil
}

func (r reader) Lineages(document string) ([]*negotiation.Lineage, error) {
	all, err := r.state.List(negotiation.KindLineage, document, "")
	var out []*negotiation.Lineage
	for _, e := range all {
		if r.viewer.Sees(r.state.AudienceOf(e.EntityName())) {
			out = append(out, e.(*negotiation.Lineage))
		}
	}
	return out, err
}

// recorded tells how the paragraphs of two drafts belong together, in words that
// name places: "1+2→1 confirmed".
func (s *scene) recorded(by negotiation.Principal, older, newer string) []string {
	s.t.Helper()
	r, err := negotiation.RecordedBetween(get[*negotiation.Draft](s, draftOf(older)), get[*negotiation.Draft](s, draftOf(newer)), reader{s, s.viewer(by)})
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	places := func(at []int) string {
		return strings.ReplaceAll(strings.Trim(fmt.Sprint(at), "[]"), " ", "+")
	}
	for _, k := range r.Kin {
		line := places(k.Old) + "→" + places(k.New)
		if k.Confirmed {
			line += " confirmed"
		}
		out = append(out, line)
	}
	if len(r.Ended) > 0 {
		out = append(out, "ended "+places(r.Ended))
	}
	if len(r.Fresh) > 0 {
		out = append(out, "fresh "+places(r.Fresh))
	}
	return out
}

func (s *scene) wantRecorded(by negotiation.Principal, older, newer string, want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.recorded(by, older, newer)); diff != "" {
		s.t.Errorf("%s to %s as %s (-want +got):\n%s", older, newer, by.User, diff)
	}
}

func TestCorrectionsPairAndPart(t *testing.T) {
	s, old, new := rewritten(t)
	s.wantRecorded(ines, "zero", "rev1", "1→1", "2→2")
	s.do(desk, correct("zero", "rev1", became([]string{old}, []string{new})))
	s.wantRecorded(ines, "zero", "rev1", "0→0 confirmed", "1→1", "2→2")
	second := s.entryOf("zero", 1)
	s.do(tomas, correct("zero", "rev1", apart([]string{second}, []string{second})))
	s.wantRecorded(ines, "zero", "rev1", "0→0 confirmed", "2→2", "ended 1", "fresh 1")
	// A later decision takes the place of the earlier ones about its paragraphs.
	s.do(desk, correct("zero", "rev1", became([]string{old, second}, []string{new}), apart(nil, []string{second})))
	s.wantRecorded(ines, "zero", "rev1", "0+1→0 confirmed", "2→2", "fresh 1")
	s.do(desk, correct("zero", "rev1",
		negotiation.LineageDecision{Verdict: negotiation.Undecided, Old: []string{old}, New: []string{second}}))
	s.wantRecorded(ines, "zero", "rev1", "1→1", "2→2")
	if links := get[*negotiation.Lineage](s, negotiation.LineageName(draftOf("rev1"), draftOf("zero"))).Links; len(links) != 0 {
		t.Errorf("all was taken back, and %v are left", links)
	}
}

// TestCorrectionsCarryOverDrafts: what was decided between two drafts holds between
// any two that they lie between, backwards too, and through later splits.
func TestCorrectionsCarryOverDrafts(t *testing.T) {
	s, old, new := rewritten(t)
	s.publishDraft("rev1", negotiation.ToStates)
	third := s.entryOf("zero", 2)
	s.do(desk, correct("zero", "rev1", became([]string{old}, []string{new}), apart([]string{third}, []string{third})))
	s.do(desk, negotiation.SplitPassage{Paragraph: new, BaseRevision: s.passage(new).Revision, At: []int{16}})
	s.publish("rev2")
	s.wantRecorded(ines, "zero", "rev2", "0→0+1 confirmed", "1→2", "ended 2", "fresh 3")
	s.wantRecorded(ines, "rev2", "zero", "0+1→0 confirmed", "2→1", "ended 3", "fresh 2")
	s.wantRecorded(ines, "rev1", "rev2", "0→0+1", "1→2", "2→3")
	// A decision about the longer stretch overrules those on the way, for it alone.
	s.do(desk, correct("zero", "rev2", became([]string{old}, []string{s.entryOf("rev2", 0)}), apart(nil, []string{s.entryOf("rev2", 1)})))
	s.wantRecorded(ines, "zero", "rev2", "0→0 confirmed", "1→2", "ended 2", "fresh 1+3")
	s.wantRecorded(ines, "rev1", "rev2", "0→0+1", "1→2", "2→3")
	s.wantRecorded(ines, "zero", "rev1", "0→0 confirmed", "1→1", "ended 2", "fresh 2")
}

// TestCorrectionsSwap: two paragraphs whose identities an import confused.
func TestCorrectionsSwap(t *testing.T) {
	s, p := published(t)
	s.edit(p[0], startWords[1])
	s.edit(p[1], startWords[0])
	s.publish("rev1")
	s.do(desk, correct("zero", "rev1", became(p[:1], p[1:2]), became(p[1:2], p[:1])))
	s.wantRecorded(ines, "zero", "rev1", "1→0 confirmed", "0→1 confirmed", "2→2")
	s.publish("rev2")
	s.wantRecorded(ines, "zero", "rev2", "1→0 confirmed", "0→1 confirmed", "2→2")
}

// TestLineageIsShownAsItsDrafts: decisions about a sealed draft are the team's, and
// go with its publication and with each widening to those who see both drafts.
func TestLineageIsShownAsItsDrafts(t *testing.T) {
	s, old, new := rewritten(t)
	s.do(desk, correct("zero", "rev1", became([]string{old}, []string{new})))
	name := negotiation.LineageName(draftOf("rev1"), draftOf("zero"))
	want := func(step string, who ...negotiation.Principal) {
		t.Helper()
		for _, by := range []negotiation.Principal{ines, sarrow, rivernet, anonymous} {
			if got := s.sees(by, name); got != slices.Contains(who, by) {
				t.Errorf("%s: %q sees the lineage: %v", step, by.User, got)
			}
		}
	}
	want("sealed", ines)
	s.publishDraft("rev1", negotiation.ToPublic)
	want("published to all, while the older one is for States", ines, sarrow)
	s.wantRecorded(sarrow, "zero", "rev1", "0→0 confirmed", "1→1", "2→2")
	s.publishDraft("zero", negotiation.ToStakeholders)
	want("the older one for stakeholders", ines, sarrow, rivernet)
	s.do(desk, correct("zero", "rev1", apart([]string{old}, []string{new})))
	want("corrected again", ines, sarrow, rivernet)
	s.publishDraft("zero", negotiation.ToPublic)
	want("both for all", ines, sarrow, rivernet, anonymous)
	for _, e := range s.events {
		if e.Type == "lineage.published" && e.Reason != "" {
			t.Errorf("the reason of the team went with the publication: %q", e.Reason)
		}
	}
}

// TestOrphansFindWhatPeopleDecided: an amendment whose paragraph went has as
// candidates what the team decided that the paragraph became.
func TestOrphansFindWhatPeopleDecided(t *testing.T) {
	s, old, new := rewritten(t)
	a := s.propose(sarrow, old, "The parties shall share the waters of the whole river.")
	s.do(desk, correct("zero", "rev1", became([]string{old}, []string{new})))
	s.publishDraft("rev1", negotiation.ToStates)
	r := get[*negotiation.Handling](s, negotiation.HandlingName(a)).Rebases
	if len(r) != 1 || r[0].Outcome != negotiation.Orphaned || !slices.Equal(r[0].Candidates, []string{new}) {
		t.Errorf("got %+v, want an orphan with the candidate %s", r, new)
	}
}

// TestConcordanceOfEverything: each paragraph of both drafts stands in exactly one
// row, a link that is known stands as it is, and what a person set apart is not
// suggested again.
func TestConcordanceOfEverything(t *testing.T) {
	sentences := append(slices.Clone(startWords), "Each party should publish its plans before the flood season.",
		"The secretariat shall keep a register of wells and springs.", "A fund for the islands is established.")
	rapid.Check(t, func(t *rapid.T) {
		side := func(label string) *text.Draft {
			d := content(rapid.SliceOfN(rapid.SampledFrom(sentences), 0, 8).Draw(t, label)...)
			return &d
		}
		old, new := side("old"), side("new")
		known := drawRecorded(t, len(old.Paragraphs), len(new.Paragraphs))
		rows := negotiation.ConcordanceOf(old, new, known)
		olds, news := map[int]negotiation.ConcordanceRow{}, map[int]negotiation.ConcordanceRow{}
		for _, r := range rows {
			for _, i := range r.Old {
				if _, twice := olds[i]; twice {
					t.Fatalf("old %d stands twice", i)
				}
				olds[i] = r
			}
			for _, j := range r.New {
				if _, twice := news[j]; twice {
					t.Fatalf("new %d stands twice", j)
				}
				news[j] = r
			}
		}
		if len(olds) != len(old.Paragraphs) || len(news) != len(new.Paragraphs) {
			t.Fatalf("%d of %d and %d of %d paragraphs stand in rows", len(olds), len(old.Paragraphs), len(news), len(new.Paragraphs))
		}
		for _, k := range known.Kin {
			r := news[k.New[0]]
			want := negotiation.ByRecord
			if k.Confirmed {
				want = negotiation.ByPerson
			}
			if !slices.Equal(r.Old, k.Old) || !slices.Equal(r.New, k.New) || r.Basis != want || !r.Sure {
				t.Errorf("known %+v stands as %+v", k, r)
			}
		}
		for _, i := range known.Ended {
			if olds[i].Relation != negotiation.DisappearedFromNew || olds[i].Basis != negotiation.ByPerson {
				t.Errorf("old %d, which ended, stands as %+v", i, olds[i])
			}
		}
		for _, j := range known.Fresh {
			if news[j].Relation != negotiation.NewParagraph || news[j].Basis != negotiation.ByPerson {
				t.Errorf("new %d, which is new, stands as %+v", j, news[j])
			}
		}
	})
}

// drawRecorded makes up what is known: pairs, splits, and what stands alone.
func drawRecorded(t *rapid.T, olds, news int) *negotiation.Recorded {
	r := &negotiation.Recorded{}
	var free []int
	for j := range news {
		free = append(free, j)
	}
	if news > 0 {
		free = rapid.Permutation(free).Draw(t, "new ones")
	}
	for i := range olds {
		switch what := rapid.IntRange(0, 4).Draw(t, "old one"); {
		case what == 0:
			r.Ended = append(r.Ended, i)
		case what < 3 && len(free) >= what:
			k := negotiation.Kin{Confirmed: rapid.Bool().Draw(t, "confirmed")}
			k.Old, k.New = []int{i}, slices.Sorted(slices.Values(free[:what]))
			r.Kin, free = append(r.Kin, k), free[what:]
		}
	}
	if len(free) > 0 && rapid.Bool().Draw(t, "one is fresh") {
		r.Fresh = free[:1]
	}
	return r
}
