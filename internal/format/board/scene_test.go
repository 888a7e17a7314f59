package board_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	numbers "github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// edition reads a text of the tests: one paragraph a line. "# " begins a heading,
// "~ " a preambular paragraph, a label with a full stop an operative one, "(a) " an
// item; "[21:six]" is bracket 21; " = agreed" at the end is the closure.
func edition(t testing.TB, name, called, at, script string) numbers.Edition {
	t.Helper()
	e := numbers.Edition{Name: name, Title: called, At: day(at), Working: name == "", Seal: strings.Repeat("4c1f09ae", 8)}
	if e.Working {
		e.Seal = ""
	}
	var flow bracket.Flow
	for i, line := range strings.Split(strings.TrimSpace(script), "\n") {
		p := text.Paragraph{ID: "processes/riverside/documents/compact/paragraphs/p" + strconv.Itoa(i), Kind: text.Operative}
		line, closure, _ := strings.Cut(strings.TrimSpace(line), " = ")
		first, rest, _ := strings.Cut(line, " ")
		switch {
		case first == "#":
			p.Kind = text.Heading
		case first == "~":
			p.Kind = text.Preambular
		case strings.HasPrefix(first, "("):
			p.Kind, p.Depth, p.Label = text.Item, 1, first
		default:
			p.Label = first
		}
		p.Text = numbered.ReplaceAllStringFunc(rest, func(s string) string {
			n, err := strconv.Atoi(s[1 : len(s)-1])
			if err != nil {
				t.Fatal(err)
			}
			e.Numbers = append(e.Numbers, n)
			return "["
		})
		flow.Paragraphs = append(flow.Paragraphs, p)
		e.Closures = append(e.Closures, negotiation.Closure(closure))
	}
	e.Tree = bracket.Parse(flow, bracket.Options{})
	return e
}

var numbered = regexp.MustCompile(`\[\d+:`)

func day(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	at, err := time.Parse("2006-01-02 15:04", s+" 09:00")
	if err != nil {
		panic(err)
	}
	return at
}

const zero = `
~ Recalling the Charter of the Shared Waters, = agreed
~ Noting [1:with concern] the low waters of two summers,
~ Mindful of [2:the rights of] all who live by the rivers,
# I. Shared principles
1. The rivers are [3:a common heritage][4:shared].
2. Each party uses the waters with care.
3. Harm done [5:knowingly] is made good [6:by the party that did it].
# II. Readings and early warning
14. Readings are published within [21:six] hours.
15. A release is told [23:in good time] to [24:all] [25:working] stations.
16. The gauges are [26:kept][27:kept and paid for] by each party.
# III. Finance and skills
19. A fund is set up. [28:The parties pay into it [29:by equal shares]] [30:The parties may pay into it].
20. The fund serves
(a) the training of [31:engineers];
(b) [32:the repair of gauges].
# IV. Living rivers
31. Fish pass [33:freely].
# V. Follow-up
57. A meeting is held each year[41:, convened by [42:the Depositary]].
58. The review is due in [43:X] years.
`

const rev1 = `
~ Recalling the Charter of the Shared Waters, = agreed
~ Noting the low waters of two summers, = agreed-in-informals
~ Mindful of [2:the rights of] all who live by the rivers,
# I. Shared principles
1. The rivers are shared. = agreed
2. Each party uses the waters with care. = agreed
3. Harm done is made good [6:by the party that did it].
# II. Readings and early warning
14. Readings are published within [21:six] hours.
15. A release is told [23:in good time] to all [25:working] stations.
16. The gauges are [26:kept][27:kept and paid for] by each party.
# III. Finance and skills
19. A fund is set up. [28:The parties pay into it [29:by equal shares]] [30:The parties may pay into it].
20. The fund serves = suggested
(a) the training of [31:engineers];
(b) the repair of gauges. = agreed
# IV. Living rivers
31. Fish pass freely. = agreed
# V. Follow-up
57. A meeting is held each year[41:, convened by [42:the Depositary]]. = pending-package
58. The review is due in [43:X] years.
`

const working = `
~ Recalling the Charter of the Shared Waters, = agreed
~ Noting the low waters of two summers, = agreed-in-informals
~ Mindful of all who live by the rivers, = suggested
# I. Shared principles
1. The rivers are shared. = agreed
2. Each party uses the waters with care. = agreed
3. Harm done is made good. = suggested
# II. Readings and early warning
14. Readings are published within [21:six/twelve] hours.
15. A release is told [23:in good time] to all [25:working] stations.
16. The gauges are kept by each party. = agreed-ad-referendum
# III. Finance and skills
19. A fund is set up. [28:The parties pay into it [29:by equal shares]] [30:The parties may pay into it].
20. The fund serves = suggested
(a) the training of [31:engineers] [0:and boatmen];
(b) the repair of gauges. = agreed
# IV. Living rivers
31. Fish pass freely. = agreed
# V. Follow-up
57. A meeting is held each year[41:, convened by the Depositary]. = pending-package
58. The review is due in [43:X] years.
`

// made is the moment of the boards of these tests.
var made = day("2031-03-17").Add(90 * time.Minute)

// participants is the board that delegations see.
func participants(t testing.TB) *numbers.Board {
	in := input(t)
	in.Editions = in.Editions[:len(in.Editions)-1]
	return of(t, in)
}

// team is the board of the co-facilitators.
func team(t testing.TB) *numbers.Board {
	in := input(t)
	in.Team = &numbers.TeamInput{Brackets: brackets(), Holds: holds(), Links: []*negotiation.HoldLink{{Hold: "h4"}}}
	for _, a := range []string{"Delta Union", "Highland Group", "Estuary Group", "Tarsis", "Morvane", "Coravia", "Sarrow Islands"} {
		in.Team.Actors = append(in.Team.Actors, numbers.Actor{Name: actor(a), Display: a})
	}
	return of(t, in)
}

func of(t testing.TB, in numbers.Input) *numbers.Board {
	t.Helper()
	b, err := numbers.Of(in)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func input(t testing.TB) numbers.Input {
	in := numbers.Input{Process: "Riverside", Title: "Riverside Compact on Shared Waters", Symbol: "RC/2031/L.2", Language: "en", Made: made, Editions: []numbers.Edition{
		edition(t, "zero", "zero draft", "2031-01-28", zero),
		edition(t, "rev1", "Rev.1", "2031-02-25", rev1),
		edition(t, "", "", "", working),
	}}
	in.Editions[1].Closings = []negotiation.Closing{{Number: 1, State: negotiation.BracketLifted}, {Number: 3, State: negotiation.BracketSuperseded}, {Number: 4, State: negotiation.BracketLifted},
		{Number: 5, State: negotiation.BracketNotRetained}, {Number: 24, State: negotiation.BracketLifted}, {Number: 32, State: negotiation.BracketLifted}, {Number: 33, State: negotiation.BracketLifted}}
	for i := range in.Editions[2].Numbers {
		own := in.Editions[2].Numbers[i] + 100
		if own == 100 {
			own = 150
		}
		in.Editions[2].Own = append(in.Editions[2].Own, own)
	}
	return in
}

func actor(display string) string {
	return "actors/" + strings.ToLower(strings.ReplaceAll(display, " ", "-"))
}

// brackets are the records of the team.
func brackets() []*negotiation.Bracket {
	var out []*negotiation.Bracket
	add := func(number int, opened, words string, kind bracket.Kind, holders ...string) *negotiation.Bracket {
		b := &negotiation.Bracket{Name: "processes/riverside/documents/compact/brackets/w" + strconv.Itoa(number+100), Number: number, Working: number + 100,
			State: negotiation.BracketOpen, Kind: kind, OpenedAt: day(opened), Words: words}
		for _, h := range holders {
			name, stance, _ := strings.Cut(h, ": ")
			b.Holders = append(b.Holders, negotiation.BracketHolder{Actors: []string{actor(name)}, Source: name, Stance: stance})
		}
		out = append(out, b)
		return b
	}
	closed := func(number int, opened, at string, state negotiation.BracketState, holders ...string) *negotiation.Bracket {
		b := add(number, opened, "words", bracket.Wording, holders...)
		b.State, b.ClosedAt = state, day(at)
		return b
	}
	for _, n := range []int{1, 4, 24, 32, 33} {
		closed(n, "2031-01-20", "2031-02-20", negotiation.BracketLifted)
	}
	closed(3, "2031-01-20", "2031-02-20", negotiation.BracketSuperseded)
	closed(5, "2031-01-20", "2031-02-24", negotiation.BracketNotRetained)
	closed(2, "2031-01-20", "2031-03-04", negotiation.BracketLifted, "Tarsis")
	closed(6, "2031-01-20", "2031-03-10", negotiation.BracketNotRetained, "Morvane")
	closed(26, "2031-01-22", "2031-03-12", negotiation.BracketSuperseded)
	closed(27, "2031-01-22", "2031-03-12", negotiation.BracketSuperseded)
	closed(42, "2031-01-22", "2031-03-14", negotiation.BracketMerged).Into = "processes/riverside/documents/compact/brackets/w141"

	b := add(21, "2031-01-22", "six/twelve", bracket.Alternatives, "Delta Union", "Highland Group")
	b.Bridge, b.Can = "nine", []string{actor("Highland Group"), actor("Delta Union")}
	add(23, "2031-02-11", "in good time", bracket.Wording, "Highland Group: reserve")
	b = add(25, "2031-01-22", "working", bracket.Wording, "Tarsis")
	b.History = []negotiation.BracketAct{{Change: negotiation.Opened, At: b.OpenedAt}, {Change: negotiation.LeftBy, At: day("2031-02-11"), Actor: actor("Coravia")}}
	add(28, "2031-01-20", "The parties pay into it [by equal shares]", bracket.Wording, "Delta Union", "Sarrow Islands").Package = "money"
	b = add(29, "2031-01-28", "by equal shares", bracket.Wording, "Delta Union", "Estuary Group: delete")
	b.Doubt = "The words moved from another bracket; confirm that it is this one."
	add(30, "2031-01-20", "The parties may pay into it", bracket.Wording, "Estuary Group").Package = "money"
	add(31, "2031-01-20", "engineers", bracket.Wording)
	b = add(41, "2031-01-22", ", convened by the Depositary", bracket.Wording, "Coravia", "Morvane")
	b.LiftsIf = []string{"processes/riverside/documents/compact/brackets/w128"}
	b = add(43, "2031-01-20", "X", bracket.Unknown)
	b.Owner, b.Due = "the secretariat", day("2031-03-14")
	b = add(0, "2031-03-15", "and boatmen", bracket.Wording, "Sarrow Islands")
	b.Name, b.Working = "processes/riverside/documents/compact/brackets/w150", 150
	return out
}

func holds() []*negotiation.Hold {
	return []*negotiation.Hold{
		{Name: "h1", Actor: actor("Tarsis"), Kind: negotiation.ScrutinyHold, State: negotiation.Holding, Draft: "processes/riverside/documents/compact/drafts/rev1",
			Paragraph: "processes/riverside/documents/compact/paragraphs/p9", At: day("2031-03-03"), Note: "the ministry is reading it"},
		{Name: "h2", Actor: actor("Morvane"), OnBehalf: actor("Estuary Group"), Kind: negotiation.GeneralReserve, State: negotiation.Holding, Draft: "rev1", At: day("2031-03-01"), Noted: true, Meeting: "m4"},
		{Name: "h3", Actor: actor("Coravia"), Kind: negotiation.AwaitsOrders, State: negotiation.DroppedOut, Draft: "rev1", At: day("2031-03-02")},
		{Name: "h4", Actor: actor("Coravia"), Kind: negotiation.HoldsWords, State: negotiation.Holding, Draft: "rev1", Paragraph: "p8", Words: "within six hours", At: day("2031-03-16")},
	}
}
