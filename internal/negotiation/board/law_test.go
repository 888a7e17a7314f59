package board_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

var (
	kinds    = []text.Kind{text.Title, text.Heading, text.Formula, text.Preambular, text.Operative, text.Item, text.Tail, text.Footnote, text.AnnexHeading, text.Plain}
	closures = []negotiation.Closure{negotiation.ClosureOpen, negotiation.ClosureSuggested, negotiation.Agreed, negotiation.AgreedInformally, negotiation.ParkedUntil, negotiation.PendingOnPackage, negotiation.ReopenedParagraph}
	pieces   = []string{"[", "]", "[", "]", "the waters", " ", "/", "Option 1: ", "Option 2: ", "{note}", "X", ""}
	states   = []negotiation.BracketState{negotiation.BracketOpen, negotiation.BracketLifted, negotiation.BracketNotRetained, negotiation.BracketMerged, negotiation.BracketSuperseded}
	start    = time.Date(2031, 1, 28, 9, 0, 0, 0, time.UTC)
)

// history draws editions of a document, with numbers that may be missing or stand
// twice, and closings of any brackets.
func history(t *rapid.T) board.Input {
	in := board.Input{Title: "Riverside Compact", Language: "en", Made: start.AddDate(0, 2, 0)}
	for i := range rapid.IntRange(0, 4).Draw(t, "editions") {
		var flow bracket.Flow
		for k := range rapid.IntRange(0, 9).Draw(t, "paragraphs") {
			p := text.Paragraph{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Depth: rapid.IntRange(0, 2).Draw(t, "depth"),
				Text: strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "words"), "")}
			if rapid.Bool().Draw(t, "has an id") {
				p.ID = fmt.Sprintf("paragraphs/%d", k)
			}
			flow.Paragraphs = append(flow.Paragraphs, p)
		}
		e := board.Edition{Name: fmt.Sprint("d", i), Tree: bracket.Parse(flow, bracket.Options{}), At: start.AddDate(0, 0, 9*i)}
		for range e.Tree.Brackets {
			e.Numbers = append(e.Numbers, rapid.IntRange(0, 12).Draw(t, "number"))
		}
		for range flow.Paragraphs {
			e.Closures = append(e.Closures, rapid.SampledFrom(closures).Draw(t, "closure"))
		}
		for range rapid.IntRange(0, 3).Draw(t, "closings") {
			e.Closings = append(e.Closings, negotiation.Closing{Number: rapid.IntRange(0, 12).Draw(t, "closed"), State: rapid.SampledFrom(states).Draw(t, "state")})
		}
		in.Editions = append(in.Editions, e)
	}
	return in
}

// counted tells the paragraphs that have a class.
func counted(p text.Paragraph) bool {
	return slices.Contains([]text.Kind{text.Preambular, text.Operative, text.Item, text.Tail, text.Plain}, p.Kind) && strings.TrimSpace(p.Text) != ""
}

// TestSumsOfSections: sections and what stood elsewhere are the whole, which is what
// the tree counts; so every bracket and every paragraph is in exactly one.
func TestSumsOfSections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := history(t)
		b, err := board.Of(in)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range b.Points {
			sum := p.Elsewhere
			for _, s := range p.Sections {
				sum.Open += s.Open
				sum.Options += s.Options
				sum.Depth = max(sum.Depth, s.Depth)
				sum.Words += s.Words
				sum.Inside += s.Inside
				sum.Unpaired += s.Unpaired
				sum.Paragraphs.Agreed += s.Paragraphs.Agreed
				sum.Paragraphs.Converging += s.Paragraphs.Converging
				sum.Paragraphs.Contested += s.Paragraphs.Contested
				sum.Paragraphs.Parked += s.Paragraphs.Parked
			}
			if diff := cmp.Diff(p.Total, sum); diff != "" {
				t.Fatalf("edition %d, total against sections (-total +sum):\n%s", i, diff)
			}
			tree := in.Editions[i].Tree
			c := tree.Count(in.Language)
			paragraphs := 0
			for _, x := range tree.Flow.Paragraphs {
				if counted(x) {
					paragraphs++
				}
			}
			got := [...]int{p.Total.Open, p.Total.Options, p.Total.Depth, p.Total.Words, p.Total.Inside, p.Total.Unpaired, p.Total.Paragraphs.All()}
			want := [...]int{len(tree.Brackets), c.Options(), c.MaxDepth(), c.Words, c.Inside, tree.Opens + tree.Closes - 2*len(tree.Brackets), paragraphs}
			if got != want {
				t.Fatalf("edition %d: %v, the tree counts %v", i, got, want)
			}
		}
		if n := len(b.Points); n > 0 && b.Points[n-1].Elsewhere != (board.Numbers{}) {
			t.Fatalf("the last edition has sections of its own: %+v", b.Points[n-1].Elsewhere)
		}
		labels := map[string]bool{}
		for _, s := range b.Sections {
			if s.Label == "" || s.Title == "" || s.ID == "" || labels[s.Label] {
				t.Fatalf("section %+v cannot be told from others", s)
			}
			labels[s.Label] = true
		}
	})
}

// TestEveryBracketIsAccountedFor: what was open, and what opened, is what closed and
// what is open.
func TestEveryBracketIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, err := board.Of(history(t))
		if err != nil {
			t.Fatal(err)
		}
		before := 0
		for i, p := range b.Points {
			if before+p.Opened != p.Closed.All()+p.Total.Open || p.Reopened > p.Opened {
				t.Fatalf("edition %d: %d open before, %d opened, %d reopened, %d closed, %d open", i, before, p.Opened, p.Reopened, p.Closed.All(), p.Total.Open)
			}
			before = p.Total.Open
		}
	})
}

// TestParticipantsBoardKnowsNoTeam: the numbers that both boards have are the same,
// whoever holds what and whatever the team has on record.
func TestParticipantsBoardKnowsNoTeam(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := history(t)
		plain, err := board.Of(in)
		if err != nil {
			t.Fatal(err)
		}
		if plain.Team != nil {
			t.Fatal("the board of participants has the lists of the team")
		}
		in.Team = records(t, in)
		for _, e := range in.Editions {
			for i := range e.Tree.Brackets {
				e.Tree.Brackets[i].Holders = []bracket.Holder{{Actors: []string{"actors/tarsis"}, Source: "Tarsis"}}
			}
		}
		full, err := board.Of(in)
		if err != nil {
			t.Fatal(err)
		}
		team := full.Team
		full.Team = nil
		if diff := cmp.Diff(plain, full); diff != "" {
			t.Fatalf("the team's records changed the numbers (-without +with):\n%s", diff)
		}
		holdings(t, in, team)
	})
}

// records draws what the team has on record, with no bracket twice.
func records(t *rapid.T, in board.Input) *board.TeamInput {
	out := &board.TeamInput{Actors: []board.Actor{{Name: "actors/delta", Display: "Delta Union"}, {Name: "actors/tarsis", Display: "Tarsis"}}}
	for n := range rapid.IntRange(0, 9).Draw(t, "records") {
		b := &negotiation.Bracket{Name: fmt.Sprintf("brackets/w%d", n+1), Working: n + 1, Number: rapid.IntRange(0, 1).Draw(t, "shown") * (n + 1),
			State: rapid.SampledFrom(states).Draw(t, "state"), OpenedAt: start.AddDate(0, 0, rapid.IntRange(-9, 30).Draw(t, "opened"))}
		b.ClosedAt = b.OpenedAt.AddDate(0, 0, 5)
		for _, a := range rapid.SliceOfN(rapid.SampledFrom([]string{"actors/delta", "actors/tarsis", "actors/coravia"}), 0, 4).Draw(t, "holders") {
			b.Holders = append(b.Holders, negotiation.BracketHolder{Actors: []string{a}})
		}
		out.Brackets = append(out.Brackets, b)
	}
	return out
}

// holdings: the table of holders has each pair of open bracket and holder once, and
// each open bracket without holders once.
func holdings(t *rapid.T, in board.Input, team *board.Team) {
	want := 0
	open := 0
	for _, b := range in.Team.Brackets {
		if b.State != negotiation.BracketOpen {
			continue
		}
		open++
		distinct := map[string]bool{}
		for _, h := range b.Holders {
			distinct[h.Actors[0]] = true
		}
		want += max(1, len(distinct))
	}
	got := team.Unheld.Total
	for _, r := range team.Holders {
		got += r.Total
		sum := 0
		for _, n := range r.Sections {
			sum += n
		}
		if sum > r.Total {
			t.Fatalf("%s holds %d in the sections and %d in all", r.Display, sum, r.Total)
		}
	}
	if got != want || len(team.Open) != open || team.EverClosed.All()+open != len(in.Team.Brackets) {
		t.Fatalf("%d holdings, want %d; %d open, want %d; %d ended of %d", got, want, len(team.Open), open, team.EverClosed.All(), len(in.Team.Brackets))
	}
}

// TestOrderOfRecords: the order in which the records are given changes nothing.
func TestOrderOfRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := history(t)
		in.Team = records(t, in)
		first, err := board.Of(in)
		if err != nil {
			t.Fatal(err)
		}
		turned := *in.Team
		turned.Brackets = rapid.Permutation(in.Team.Brackets).Draw(t, "order")
		in.Team = &turned
		second, err := board.Of(in)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := fmt.Sprintf("%+v", *first.Team), fmt.Sprintf("%+v", *second.Team); a != b {
			t.Fatalf("in another order:\n%s\n%s", a, b)
		}
	})
}
