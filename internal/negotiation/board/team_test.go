package board_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/text/bracket"
)

var now = time.Date(2031, 3, 17, 10, 0, 0, 0, time.UTC)

// record is an open bracket of the team that these actors hold.
func record(n int, holders ...string) *negotiation.Bracket {
	b := &negotiation.Bracket{Name: fmt.Sprintf("documents/d/brackets/w%d", n), Working: n, Number: n, State: negotiation.BracketOpen,
		Kind: bracket.Wording, Words: "words", OpenedAt: now.AddDate(0, 0, -10*n)}
	for _, h := range holders {
		b.Holders = append(b.Holders, negotiation.BracketHolder{Actors: []string{"actors/" + h}, Source: h})
	}
	return b
}

// teamOf gives the lists of the team for records that stand in one text, in order.
func teamOf(t *testing.T, in board.TeamInput) *board.Team {
	t.Helper()
	var words []string
	e := board.Edition{Working: true}
	for _, b := range in.Brackets {
		if b.State == negotiation.BracketOpen {
			words = append(words, "[words]")
			e.Own = append(e.Own, b.Working)
		}
	}
	e.Tree = bracket.Parse(flow("# I. Waters", "7. "+strings.Join(words, " and ")), bracket.Options{})
	in.Actors = []board.Actor{{Name: "actors/delta", Display: "Delta Union"}, {Name: "actors/tarsis", Display: "Tarsis"}}
	return of(t, board.Input{Made: now, Editions: []board.Edition{e}, Team: &in}).Team
}

// TestReady tells which brackets are ready to land, and why.
func TestReady(t *testing.T) {
	bridge := func(b *negotiation.Bracket, can ...string) *negotiation.Bracket {
		b.Bridge = "nine"
		for _, c := range can {
			b.Can = append(b.Can, "actors/"+c)
		}
		return b
	}
	settled := record(9, "delta")
	settled.State = negotiation.BracketLifted
	on := func(b *negotiation.Bracket, others ...*negotiation.Bracket) *negotiation.Bracket {
		for _, o := range others {
			b.LiftsIf = append(b.LiftsIf, o.Name)
		}
		return b
	}
	doubtful := record(8, "delta")
	doubtful.Doubt = "moved"
	all := []*negotiation.Bracket{
		record(1, "delta"), record(2, "delta", "tarsis"), record(3), bridge(record(4, "delta", "tarsis"), "tarsis", "delta"), bridge(record(5, "delta", "tarsis"), "tarsis"),
		bridge(record(6), "delta"), on(record(7, "delta", "tarsis"), settled), doubtful, settled, on(record(10, "delta", "tarsis"), settled, record(1)), record(11, "tarsis", "tarsis"),
	}
	var got []string
	for _, r := range teamOf(t, board.TeamInput{Brackets: all}).Ready {
		got = append(got, r.Label()+" "+string(r.Why))
	}
	if diff := cmp.Diff([]string{"4 bridge", "7 unblocked", "1 one-holder", "11 one-holder"}, got); diff != "" {
		t.Errorf("ready to land (-want +got):\n%s", diff)
	}
	if off := teamOf(t, board.TeamInput{Brackets: all, NoSuggestions: true}); off.Suggesting || len(off.Ready) > 0 {
		t.Errorf("switched off, %d are suggested", len(off.Ready))
	}
}

// TestAloneForItsPlace suggests one with one holder only where it has no rival for its
// place and depends on nothing open.
func TestAloneForItsPlace(t *testing.T) {
	ready := func(words string, all ...*negotiation.Bracket) string {
		e := board.Edition{Working: true, Tree: bracket.Parse(flow("1. "+words), bracket.Options{})}
		for _, b := range all {
			e.Own = append(e.Own, b.Working)
		}
		var out []string
		for _, r := range of(t, board.Input{Made: now, Editions: []board.Edition{e}, Team: &board.TeamInput{Brackets: all}}).Team.Ready {
			out = append(out, r.Label())
		}
		return strings.Join(out, " ")
	}
	slot := func(b *negotiation.Bracket, slot string) *negotiation.Bracket {
		b.Slot = slot
		return b
	}
	waits := record(1, "delta")
	waits.LiftsIf = []string{record(2).Name}
	for name, c := range map[string][2]string{
		"apart":           {ready("[a] and [b]", record(1, "delta"), record(2, "tarsis")), "1 2"},
		"guessed":         {ready("[a] [b]", record(1, "delta"), record(2, "tarsis")), ""},
		"confirmed":       {ready("[a]/[b]", slot(record(1, "delta"), "w1"), slot(record(2, "tarsis"), "w1")), ""},
		"confirmed apart": {ready("[a] [b]", slot(record(1, "delta"), "w1"), slot(record(2, "tarsis"), "w2")), "1 2"},
		"waiting":         {ready("[a] and [b]", waits, record(2, "tarsis")), "2"},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %q, want %q", name, c[0], c[1])
		}
	}
}

// TestTold tells of one not retained whether a holder was told.
func TestTold(t *testing.T) {
	gone, silent := record(1, "delta"), record(2, "delta")
	gone.State, silent.State = negotiation.BracketNotRetained, negotiation.BracketNotRetained
	team := teamOf(t, board.TeamInput{
		Brackets: []*negotiation.Bracket{gone, silent},
		Holds:    []*negotiation.Hold{{Name: "h1", State: negotiation.HoldNotRetained}, {Name: "h2", State: negotiation.Holding}},
		Links:    []*negotiation.HoldLink{{Hold: "h1", Bracket: gone.Name}, {Hold: "h2", Bracket: silent.Name}},
	})
	for _, r := range team.Ended {
		if r.Told != (r.Own == 1) {
			t.Errorf("bracket %d: told is %v", r.Own, r.Told)
		}
	}
	if len(team.Ended) != 2 {
		t.Errorf("%d ended, want 2", len(team.Ended))
	}
}

// TestLists sorts brackets into the lists of the team.
func TestLists(t *testing.T) {
	value, due, late, left, adrift := record(1), record(2), record(3, "delta"), record(4), record(5, "coravia")
	value.Kind = bracket.Unknown
	due.Owner, due.Due = "the secretariat", now.AddDate(0, 0, 3)
	late.Due = now.AddDate(0, 0, -1)
	left.History = []negotiation.BracketAct{{Change: negotiation.LeftBy, At: now.AddDate(0, 0, -2)}}
	left.Number = 0
	merged := record(6)
	merged.State, merged.ClosedAt, merged.Into = negotiation.BracketMerged, now, late.Name
	team := teamOf(t, board.TeamInput{Brackets: []*negotiation.Bracket{value, due, late, left, merged}, Longest: 2})
	list := func(rows []board.Row) string {
		var out []string
		for _, r := range rows {
			out = append(out, r.Label())
		}
		return strings.Join(out, " ")
	}
	for name, got := range map[string][2]string{
		"placeholders": {list(team.Placeholders), "3 2 1"},
		"longest":      {list(team.Longest), "w4 3"},
		"nobody left":  {list(team.NobodyLeft), "w4"},
		"ended":        {list(team.Ended), "6"},
		"open":         {list(team.Open), "1 2 3 w4"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", name, got[0], got[1])
		}
	}
	if !team.Placeholders[0].Overdue || team.Placeholders[1].Overdue || team.Ended[0].Into != "3" || team.Open[0].Days != 10 || team.Open[0].Place != "paragraph 7" {
		t.Errorf("rows: %+v, %+v, %+v", team.Placeholders[0], team.Ended[0], team.Open[0])
	}

	text := board.Edition{Tree: bracket.Parse(flow("1. [a] [b]"), bracket.Options{}), Numbers: []int{1, 0}}
	b := of(t, board.Input{Made: now, Editions: []board.Edition{text}, Team: &board.TeamInput{Brackets: []*negotiation.Bracket{value, adrift}}})
	if list(b.Team.Adrift) != "5" || b.Team.Unrecorded != 1 || b.Team.Holders[0].Total != 1 || b.Team.Holders[0].Display != "coravia" || b.Team.Holders[0].Sections[0] != 0 {
		t.Errorf("adrift %q, %d unrecorded, holders %+v", list(b.Team.Adrift), b.Team.Unrecorded, b.Team.Holders)
	}
}

// TestDays counts over time from the histories, and from first and last moments where
// a history does not end as the bracket stands.
func TestDays(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2031, 3, n, 23, 30, 0, 0, time.UTC) }
	again, lifted, broken := record(1), record(2), record(3)
	again.History = []negotiation.BracketAct{{Change: negotiation.Opened, At: day(1)}, {Change: negotiation.Lifted, At: day(3)}, {Change: negotiation.Narrowed, At: day(4)}, {Change: negotiation.Reopened, At: day(5)}}
	lifted.OpenedAt, lifted.ClosedAt, lifted.State = day(1), day(5), negotiation.BracketLifted
	broken.OpenedAt, broken.History = day(2), []negotiation.BracketAct{{Change: negotiation.Opened, At: day(1)}, {Change: negotiation.Lifted, At: day(3)}}
	var got []string
	for _, d := range teamOf(t, board.TeamInput{Brackets: []*negotiation.Bracket{again, lifted, broken}}).Days {
		got = append(got, fmt.Sprintf("%d: +%d -%d = %d", d.Date.Day(), d.Opened, d.Closed, d.Open))
	}
	if diff := cmp.Diff([]string{"1: +2 -0 = 2", "2: +1 -0 = 3", "3: +0 -1 = 2", "5: +1 -1 = 2"}, got); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
	east := time.FixedZone("east", 3600)
	b := of(t, board.Input{Made: now.In(east), Team: &board.TeamInput{Brackets: []*negotiation.Bracket{lifted}}})
	if d := b.Team.Days[0].Date; d.Day() != 2 {
		t.Errorf("half past eleven in the evening is %v an hour further east", d)
	}
}

// TestReservations lists what stands, and the words that wait.
func TestReservations(t *testing.T) {
	hold := func(name string, kind negotiation.HoldKind, state negotiation.HoldState, at int) *negotiation.Hold {
		return &negotiation.Hold{Name: name, Actor: "actors/tarsis", Kind: kind, State: state, Draft: "documents/d/drafts/rev1", At: now.AddDate(0, 0, -at)}
	}
	team := teamOf(t, board.TeamInput{
		Holds: []*negotiation.Hold{hold("a", negotiation.GeneralReserve, negotiation.Holding, 1), hold("b", negotiation.ScrutinyHold, negotiation.Holding, 2),
			hold("c", negotiation.ScrutinyHold, negotiation.DroppedOut, 3), hold("d", negotiation.HoldsWords, negotiation.Holding, 4), hold("e", negotiation.HoldsWords, negotiation.Holding, 5)},
		Links: []*negotiation.HoldLink{{Hold: "d"}, {Hold: "e", Bracket: "documents/d/brackets/w1"}},
	})
	var got []string
	for _, r := range append(team.Reservations, team.Waiting...) {
		got = append(got, string(r.Kind)+" "+r.Actor+" "+r.Draft)
	}
	if diff := cmp.Diff([]string{"scrutiny-reservation Tarsis rev1", "general-reservation Tarsis rev1", "words Tarsis rev1"}, got); diff != "" {
		t.Errorf("holds (-want +got):\n%s", diff)
	}
}
