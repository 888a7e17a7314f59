package demo

import (
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

func loaded(t *testing.T) *script {
	t.Helper()
	s, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestIDs holds that no id is given twice and that every one that is used is
// given.
func TestIDs(t *testing.T) {
	s := loaded(t)
	known := map[string]bool{}
	enter := func(kind, id string) {
		if known[kind+" "+id] {
			t.Errorf("%s %q stands twice", kind, id)
		}
		known[kind+" "+id] = true
	}
	for _, a := range s.Actors {
		enter("actor", a.ID)
	}
	for _, u := range s.Users {
		enter("user", u.ID)
	}
	for _, d := range s.Drafts {
		enter("draft", d.ID)
	}
	for _, r := range s.Rounds {
		enter("round", r.ID)
	}
	for _, m := range s.Meetings {
		enter("meeting", m.ID)
	}
	for _, a := range s.Amendments {
		enter("amendment", a.ID)
	}
	for _, use := range uses(s) {
		if use[1] != "" && !known[use[0]+" "+use[1]] {
			t.Errorf("%s %q is used and not given", use[0], use[1])
		}
	}
}

// uses lists what the script refers to: kind and id.
func uses(s *script) (out [][2]string) {
	use := func(kind string, ids ...string) {
		for _, id := range ids {
			out = append(out, [2]string{kind, id})
		}
	}
	use("actor", s.Process.ProtocolOrder...)
	for _, a := range s.Actors {
		for _, m := range a.Memberships {
			use("actor", m.Group)
		}
	}
	for _, u := range s.Users {
		use("actor", u.Actor)
	}
	for _, r := range s.Roles {
		use("actor", r.Actor)
		use("user", r.User)
	}
	for _, p := range s.Participants {
		use("actor", p.Actor)
	}
	for _, m := range s.Meetings {
		use("round", m.Round)
	}
	for _, a := range s.Amendments {
		use("user", a.By)
		use("actor", a.OnBehalf)
		use("draft", a.Draft)
		use("round", a.Round)
		use("amendment", a.Supersedes)
	}
	use("draft", s.Redline.Old, s.Redline.New)
	for _, st := range s.Steps {
		use("user", st.By)
		use("actor", st.Actors...)
		use("actor", st.CanConsider...)
		use("meeting", st.Meeting)
		for _, c := range st.Closures {
			use("actor", c.Actors...)
		}
		use("round", st.Round)
		use("draft", st.Draft)
		use("actor", st.OnBehalf)
		use("amendment", st.Amendment, st.InFavourOf)
		use("amendment", st.Amendments...)
		for _, d := range st.Decisions {
			use("amendment", d.Amendment)
		}
	}
	return out
}

// TestPlaces holds that every amendment names exactly one paragraph of its draft.
func TestPlaces(t *testing.T) {
	s := loaded(t)
	drafts := map[string][]found{}
	for _, d := range s.Drafts {
		drafts[d.ID] = paragraphs(t, s, d)
	}
	for _, a := range s.Amendments {
		if _, err := a.At.in(drafts[a.Draft]); err != nil {
			t.Errorf("amendment %s on %s: %v", a.ID, a.Draft, err)
		}
	}
}

// paragraphs reads a draft's file, the attributions taken out.
func paragraphs(t *testing.T, s *script, d draft) []found {
	t.Helper()
	file, err := d.file()
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := format.Read(d.File, file, format.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	var out []found
	for _, p := range read.Paragraphs {
		plain, _, _ := text.Detach(p.Text, p.Marks, s.resolve)
		out = append(out, found{label: p.Label, text: plain})
	}
	return out
}

// TestEveryOutcome holds that the negotiation shows all that can become of a
// proposal.
func TestEveryOutcome(t *testing.T) {
	s := loaded(t)
	expected := map[string]bool{}
	for _, st := range s.Steps {
		for _, d := range st.Decisions {
			expected["disposition "+d.Disposition] = true
			expected["rebase "+d.ExpectRebase] = true
		}
	}
	for n := range travauxv1.DispositionKind_name {
		if w := strings.ReplaceAll(word(travauxv1.DispositionKind(n)), " ", "-"); n != 0 && !expected["disposition "+w] {
			t.Errorf("no proposal is %s", w)
		}
	}
	for n := range travauxv1.RebaseOutcome_name {
		if w := word(travauxv1.RebaseOutcome(n)); n != 0 && !expected["rebase "+w] {
			t.Errorf("no rebase comes out %s", w)
		}
	}
}

// TestEveryForm holds that the last draft and the notes on its brackets show every
// form of what is not agreed.
func TestEveryForm(t *testing.T) {
	s := loaded(t)
	file, err := s.newest().file()
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := format.Read(s.newest().File, file, format.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	tree := bracket.Parse(bracket.Flow{Paragraphs: read.Paragraphs}, bracket.Options{Resolve: s.resolve})
	seen := map[string]bool{"adjacent options": len(tree.Slots) > 0}
	for _, d := range tree.Diagnostics {
		if d.Code != bracket.CrossesText {
			t.Errorf("%s has %s: %s", s.newest().File, d.Code, d.Message)
		}
	}
	for _, b := range tree.Brackets {
		seen["nested"] = seen["nested"] || b.Depth > 2
		seen["crossing"] = seen["crossing"] || b.Open.Paragraph != b.Close.Paragraph
		seen["attributed"] = seen["attributed"] || len(b.Holders) > 0
		seen["with a stance"] = seen["with a stance"] || len(b.Holders) > 0 && b.Holders[0].Stance != ""
		seen["placeholder"] = seen["placeholder"] || b.Kind == bracket.Placeholder
	}
	for _, b := range tree.Blocks {
		seen["block options"] = seen["block options"] || len(b.Options) > 2 && b.Options[len(b.Options)-1].Null
	}
	for _, st := range s.Steps {
		seen["linked"] = seen["linked"] || len(st.LiftsIf) > 0
		seen["in a package"] = seen["in a package"] || st.Package != ""
		seen["with a bridge"] = seen["with a bridge"] || st.Bridge != "" && len(st.CanConsider) > 0
		seen["owned and due"] = seen["owned and due"] || st.Owner != "" && st.Due.set
		seen["on behalf"] = seen["on behalf"] || st.Do == "hold" && st.OnBehalf != ""
	}
	for _, form := range []string{
		"nested", "crossing", "attributed", "with a stance", "placeholder", "adjacent options", "block options",
		"linked", "in a package", "with a bridge", "owned and due", "on behalf",
	} {
		if !seen[form] {
			t.Errorf("no bracket is %s", form)
		}
	}
}

func TestMoment(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{"-14d": "2026-02-15T12:00:00Z", "+3h": "2026-03-01T15:00:00Z", "-1m": "2026-03-01T11:59:00Z"} {
		var m moment
		if err := yaml.Unmarshal([]byte(`"`+in+`"`), &m); err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := m.from(start).AsTime().Format(time.RFC3339); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
	for _, in := range []string{"14d", "+d", "-3w", "tomorrow"} {
		var m moment
		if err := yaml.Unmarshal([]byte(`"`+in+`"`), &m); err == nil {
			t.Errorf("%s is taken as %v", in, m.offset)
		}
	}
	var none moment
	if got := none.from(start); got != nil {
		t.Errorf("a moment that is not set: got %v, want none", got)
	}
}

func TestPairs(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want int
	}{
		{[]string{"no bracket"}, 0},
		{[]string{"[a] [b [c]]"}, 3},
		{[]string{"[opened here", "closed there]"}, 1},
		{[]string{"stray ] and [ open"}, 0},
	} {
		if got := pairs(c.in); got != c.want {
			t.Errorf("%q: got %d pairs, want %d", c.in, got, c.want)
		}
	}
}

func TestItalics(t *testing.T) {
	words, marks := italics("*Noté* that *all* is well")
	if words != "Noté that all is well" || len(marks) != 2 {
		t.Fatalf("got %q with %d marks", words, len(marks))
	}
	if m := marks[1]; m.Start != 10 || m.End != 13 {
		t.Errorf("the second mark covers [%d, %d), want [10, 13)", m.Start, m.End)
	}
}
