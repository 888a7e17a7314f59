package negotiation_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
)

// act is one step of a random history: what is done, by whom, on what. The
// numbers pick among what there is at that moment.
type act struct {
	kind    string
	by      negotiation.Principal
	a, b    int
	variant int
}

// bracketKinds are the steps of a random history that act on brackets.
var bracketKinds = []string{"open", "hold", "hold", "reserve", "drop", "leave", "settle", "reshape", "closure"}

func drawActs(t *rapid.T) []act {
	kinds := []string{"edit", "insert", "delete", "move", "split", "merge", "relabel", "undo", "cut", "publish", "widen",
		"propose", "propose", "propose", "submit", "circulate", "sponsor", "withdraw", "answer", "decide", "decide", "import"}
	kinds = append(kinds, bracketKinds...)
	delegates := []negotiation.Principal{sarrow, coravia, morvane, rivernet}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) act {
		return act{
			kind: rapid.SampledFrom(kinds).Draw(t, "kind"), by: rapid.SampledFrom(delegates).Draw(t, "by"),
			a: rapid.IntRange(0, 30).Draw(t, "a"), b: rapid.IntRange(0, 30).Draw(t, "b"), variant: rapid.IntRange(0, 5).Draw(t, "variant"),
		}
	}), 20, 50).Draw(t, "acts")
}

// shownTo gives the amendments that a principal sees, so that a step picks the
// same one whatever else exists.
func (s *scene) shownTo(by negotiation.Principal) []string {
	all, err := s.state.List(negotiation.KindAmendment, compact, "")
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, e := range all {
		if s.sees(by, e.EntityName()) && !strings.HasPrefix(negotiation.LastID(e.EntityName()), "secret") {
			out = append(out, e.EntityName())
		}
	}
	return out
}

// newestFor gives the number of the newest wording of a paragraph that a delegation
// sees.
func (s *scene) newestFor(by negotiation.Principal, p string) int {
	for n := s.passage(p).Standing.Revision; n > 0; n-- {
		if s.sees(by, negotiation.RevisionName(p, n)) {
			return n
		}
	}
	return 0
}

func pick(names []string, n int, prefix string) string {
	if len(names) == 0 {
		return prefix + "/none"
	}
	return names[len(names)-1-n%min(3, len(names))]
}

// command gives the step as a command and who gives it.
func (s *scene) command(n int, x act) (negotiation.Principal, negotiation.Command) {
	paragraphs := s.paragraphs()
	p := pick(paragraphs, x.a, compact+"/paragraphs")
	base := 0
	if len(paragraphs) > 0 {
		base = s.passage(p).Revision
	}
	words := fmt.Sprintf("The parties shall share water number %d of river %d.", x.b, x.variant)
	own, seen := pick(s.shownTo(x.by), x.a, compact+"/amendments"), pick(s.shownTo(ines), x.a, compact+"/amendments")
	drafts, _ := s.state.List(negotiation.KindDraft, compact, "")
	drafts = slices.DeleteFunc(drafts, func(d negotiation.Entity) bool { return d.EntityName() == narrow })
	draft := compact + "/drafts/none"
	if len(drafts) > 0 {
		draft = drafts[len(drafts)-1-x.a%min(2, len(drafts))].EntityName()
	}
	switch x.kind {
	case "edit":
		return ines, negotiation.EditPassage{Paragraph: p, BaseRevision: base, Text: words}
	case "insert":
		return ines, negotiation.InsertPassage{Document: compact, After: p, Text: words}
	case "delete":
		return ines, negotiation.DeletePassage{Paragraph: p, BaseRevision: base}
	case "move":
		return ines, negotiation.MovePassage{Paragraph: p, BaseRevision: base, After: pick(paragraphs, x.b, compact+"/paragraphs")}
	case "split":
		return ines, negotiation.SplitPassage{Paragraph: p, BaseRevision: base, At: []int{12}}
	case "merge":
		if i := slices.Index(paragraphs, p); i >= 0 && i+1 < len(paragraphs) {
			return ines, negotiation.MergePassages{Paragraphs: paragraphs[i : i+2], BaseRevisions: []int{base, s.passage(paragraphs[i+1]).Revision}}
		}
		return ines, negotiation.MergePassages{Paragraphs: []string{p}, BaseRevisions: []int{base}}
	case "relabel":
		return ines, negotiation.RelabelPassage{Paragraph: p, BaseRevision: base, Label: ptr(fmt.Sprint(x.b, "."))}
	case "undo":
		return ines, negotiation.UndoAct{Document: compact}
	case "cut":
		return desk, negotiation.CutDraft{Document: compact, Name: fmt.Sprint("d", n), Kind: negotiation.RevisedDraft}
	case "publish", "widen":
		level := []negotiation.Level{negotiation.ToStates, negotiation.ToStates, negotiation.ToStakeholders, negotiation.ToPublic}[x.b%4]
		return ines, negotiation.PublishDraft{Draft: draft, Level: level, Attributed: x.variant%2 == 0}
	case "import":
		return desk, negotiation.ImportDraft{Document: compact, Content: content(append(s.words(), words)...), Name: fmt.Sprint("i", n), Kind: negotiation.RevisedDraft}
	}
	if slices.Contains(bracketKinds, x.kind) {
		return s.bracketCommand(bracketStep{act: x})
	}
	shown := slices.DeleteFunc(paragraphs, func(p string) bool { return s.passage(p).Standing.Revision == 0 })
	return x.by, s.proposing(x, pick(shown, x.a, compact+"/paragraphs"), own, seen, words)
}

// proposing gives the steps of delegations, and the team's answers to them.
func (s *scene) proposing(x act, p, own, seen, words string) negotiation.Command {
	switch x.kind {
	case "propose":
		kinds := []negotiation.AmendmentKind{negotiation.EditWords, negotiation.EditWords, negotiation.InsertParagraph, negotiation.DeleteParagraph, negotiation.Comment}
		c := negotiation.ProposeAmendment{
			Document: compact, Kind: kinds[x.b%5], Paragraph: p, Wanted: words, Submit: x.variant > 0, Hold: x.variant == 4,
			Circulation: []negotiation.Circulation{negotiation.CirculateNot, negotiation.CirculateUnnamed, negotiation.CirculateWithName}[x.a%3],
		}
		if negotiation.LastID(p) != "none" {
			c.BaseRevision = s.newestFor(x.by, p)
		}
		if c.Kind != negotiation.EditWords && c.Kind != negotiation.InsertParagraph {
			c.Wanted, c.Rationale = "", "For these reasons."
		}
		if x.variant == 2 {
			c.Supersedes = own
		}
		return c
	case "submit":
		return negotiation.SubmitAmendment{Amendment: own}
	case "sponsor":
		return negotiation.SponsorAmendment{Amendment: own, Kind: negotiation.CoSponsored}
	case "withdraw":
		return negotiation.WithdrawAmendment{Amendment: own, Reason: "on reflection"}
	case "answer":
		return negotiation.AnswerRebase{Amendment: own, Answer: []negotiation.RebaseAnswer{negotiation.ConfirmRebase, negotiation.ReviseOnRebase, negotiation.WithdrawOnRebase}[x.b%3], Wanted: words}
	case "circulate":
		return negotiation.CirculateAmendment{Amendment: seen}
	}
	return negotiation.DecideAmendment{
		Amendment: seen, Reason: "as discussed", ApplyToText: x.b%2 == 0,
		Disposition: []negotiation.DispositionKind{negotiation.Reflected, negotiation.NotReflected, negotiation.CarriedForward}[x.variant%3],
	}
}

// step plays one act. Its ids depend on the act's number alone, and what it
// answers is part of what is compared.
func (s *scene) step(n int, x act) string {
	by, c := s.command(n, x)
	switch c.(type) {
	case negotiation.CirculateAmendment, negotiation.DecideAmendment:
		by = tomas
	}
	s.ids = 1000 * (n + 1)
	s.now = beginning.AddDate(0, 0, n+1)
	out, err := s.try(by, c)
	if err != nil {
		return err.Error()
	}
	answer, err := json.Marshal(out.Result)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(answer)
}

// streams gives what the viewer reads in each stream, in order.
func (s *scene) streams(v negotiation.Viewer) []string {
	var out []string
	counters := map[string]int{}
	for _, e := range s.events {
		if !v.Sees(e.Audience) {
			continue
		}
		stream := e.Subject + " " + string(e.Audience)
		counters[stream]++
		body, err := json.Marshal(e)
		if err != nil {
			s.t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %d %s", stream, counters[stream], body))
	}
	return out
}

var others = map[string]negotiation.Principal{
	"another delegation": sarrow, "a co-facilitator": ines, "the secretariat": desk, "the presiding officer": president,
	"a stakeholder": rivernet, "a State outside": outsider, "the public": anonymous, "an administrator": root,
}

// TestTwoWorlds is law 8: two histories that differ in one private draft are the
// same, byte for byte, to everyone else.
func TestTwoWorlds(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		acts := drawActs(r)
		at := rapid.IntRange(0, len(acts)-1).Draw(r, "secret at")
		open, _ := accredited(t)
		secret, _ := accredited(t)
		told := false
		for n, x := range acts {
			if n == at {
				told = secret.confide(r)
			}
			if a, b := open.step(n, x), secret.step(n, x); a != b {
				r.Fatalf("step %d, %s by %s, is answered differently:\n%s\n%s", n, x.kind, x.by.User, a, b)
			}
		}
		for name, who := range others {
			if diff := cmp.Diff(open.state.Visible(open.viewer(who)), secret.state.Visible(secret.viewer(who))); diff != "" {
				r.Fatalf("%s sees the difference: %s", name, diff)
			}
			if diff := cmp.Diff(open.streams(open.viewer(who)), secret.streams(secret.viewer(who))); diff != "" {
				r.Fatalf("%s hears the difference: %s", name, diff)
			}
		}
		// The control: the comparison would have shown it.
		if told && cmp.Equal(open.state.Visible(open.viewer(morvane)), secret.state.Visible(secret.viewer(morvane))) {
			r.Fatal("its own delegation does not see the difference")
		}
	})
}

// confide drafts a proposal of Morvane that nobody else is to know of, and tells
// whether it could.
func (s *scene) confide(r *rapid.T) bool {
	paragraphs := s.paragraphs()
	if len(paragraphs) == 0 {
		return false
	}
	p := paragraphs[rapid.IntRange(0, len(paragraphs)-1).Draw(r, "secret on")]
	c := s.proposal(p, "Words that nobody is to know.")
	c.Submit, c.Circulation = false, negotiation.CirculateWithName
	m := s.meta(morvane)
	n := 0
	m.NewID = func() string { n++; return fmt.Sprint("secret", n) }
	out, err := c.Decide(s.state, m)
	if err != nil {
		return false // the paragraph is not published
	}
	s.apply(out.Events)
	if rapid.Bool().Draw(r, "taken back") {
		out, err = negotiation.WithdrawAmendment{Amendment: out.Result.EntityName()}.Decide(s.state, m)
		if err != nil {
			s.t.Fatal(err)
		}
		s.apply(out.Events)
	}
	return true
}

// TestRandomHistories checks, over random histories: law 7, replay gives the same
// state; nobody loses sight of what was shown; nothing that one sees names an
// amendment that one does not; no proponent is told of a draft that it does not see;
// and law 5, one disposition a draft.
func TestRandomHistories(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) { randomHistory(t, r) })
}

// FuzzReplay is TestRandomHistories for the fuzzer: law 7 over histories that it
// makes up.
func FuzzReplay(f *testing.F) {
	f.Fuzz(func(t *testing.T, seed []byte) {
		rapid.MakeFuzz(func(r *rapid.T) { randomHistory(t, r) })(t, seed)
	})
}

func randomHistory(t *testing.T, r *rapid.T) {
	s, _ := accredited(t)
	sight := map[string]map[string]bool{}
	for n, x := range drawActs(r) {
		s.step(n, x)
		if n%4 != 0 {
			continue
		}
		for name, who := range others {
			now := map[string]bool{}
			for _, l := range s.state.Visible(s.viewer(who)) {
				entity, _, _ := strings.Cut(l, " ")
				now[entity] = true
			}
			for _, lost := range slices.Sorted(maps.Keys(sight[name])) {
				if !now[lost] {
					r.Fatalf("after %s, %s no longer sees %s", x.kind, name, lost)
				}
			}
			sight[name] = now
		}
	}
	s.checkNames(r)
	s.checkHandlings(r)
	s.checkDispositions(r)
	s.checkReplay(r)
	s.checkOrder(r)
}

func (s *scene) checkNames(r *rapid.T) {
	all, _ := s.state.List(negotiation.KindAmendment, compact, "")
	for name, who := range others {
		seen := strings.Join(s.state.Visible(s.viewer(who)), "\n")
		for _, e := range all {
			if !s.sees(who, e.EntityName()) && strings.Contains(seen, negotiation.LastID(e.EntityName())) {
				r.Fatalf("%s is told of %s", name, e.EntityName())
			}
		}
	}
}

func (s *scene) checkReplay(r *rapid.T) {
	again, err := replay(s.events)
	if err != nil {
		r.Fatal(err)
	}
	if diff := cmp.Diff(s.state.Visible(negotiation.Keeper()), again.Visible(negotiation.Keeper())); diff != "" {
		r.Fatalf("replayed, the state differs: %s", diff)
	}
}

// replay gives the state that the events add up to, their facts read back from
// JSON as a store has them.
func replay(events []negotiation.Event) (*negotiation.Memory, error) {
	again := negotiation.NewMemory()
	for _, e := range events {
		e.Facts = slices.Clone(e.Facts)
		for i, f := range e.Facts {
			body, err := json.Marshal(f.Body)
			if err != nil {
				return nil, err
			}
			if e.Facts[i].Body, err = negotiation.DecodeEntity(f.Kind, body); err != nil {
				return nil, err
			}
		}
		if err := again.Apply([]negotiation.Event{e}); err != nil {
			return nil, err
		}
	}
	return again, nil
}

func (s *scene) checkOrder(r *rapid.T) {
	orders := map[string]bool{}
	for _, p := range s.passages() {
		if orders[p.Order] || len(p.Order) > negotiation.MaxOrder {
			r.Fatalf("the order key %q stands twice or is too long", p.Order)
		}
		orders[p.Order] = true
	}
}
