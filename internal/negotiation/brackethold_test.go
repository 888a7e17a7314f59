package negotiation_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
)

// holding holds words of the zero draft's first paragraph.
func holding(p string, start, end int, stance negotiation.Stance) negotiation.HoldWords {
	return negotiation.HoldWords{Draft: compact + "/drafts/zero", Paragraph: p, Start: start, End: end, Stance: stance, Note: "under study"}
}

// heardBy gives the types of the events of a decision, with those who read them.
func heardBy(out negotiation.Outcome) []string {
	var all []string
	for _, e := range out.Events {
		all = append(all, e.Type+" "+string(e.Audience))
	}
	return all
}

// TestHoldWords follows words that delegations hold from the draft to the working
// text and out of it.
func TestHoldWords(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All the parties shall share the [deep] waters of the river.")
	out := s.do(coravia, holding(p[0], 12, 17, "")) // "shall"
	want := []string{"bracket.held actor:coravia+team:riverside", "working-text.bracket-opened team:riverside", "bracket.hold-linked team:riverside"}
	if diff := cmp.Diff(want, heardBy(out)); diff != "" {
		t.Error(diff)
	}
	h := out.Result.(*negotiation.Hold)
	if h.Words != "shall" || h.Stance != negotiation.StanceReserve || h.State != negotiation.Holding || h.Number != 0 || len(out.Also)+len(out.Unsure) > 0 {
		t.Errorf("answered %+v", out)
	}
	if got, want := s.typedWords()[0], "All the parties [shall (reserve: Coravia)] share the [deep] waters of the river."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b := get[*negotiation.Bracket](s, w(2))
	if b.OpenedBy != "actors/coravia" || b.History[0].Noted {
		t.Errorf("opened %+v", b)
	}
	second := s.do(morvane, holding(p[0], 12, 17, negotiation.StanceRetain))
	if got, want := s.typedWords()[0], "All the parties [shall (reserve: Coravia) (retain: Morvane)] share the [deep] waters of the river."; got != want || s.states() != "w1 open, w2 open" {
		t.Errorf("joined, %q, %s", got, s.states())
	}
	s.refused(tomas, negotiation.SettleBracket{Bracket: w(2), How: negotiation.KeepWords, Agreed: true}, "BRACKET_HELD")
	s.publish("rev1")
	if got := get[*negotiation.Hold](s, h.Name); got.Number == 0 || got.State != negotiation.Holding {
		t.Errorf("published, %+v", got)
	}
	out = s.do(morvane, negotiation.DropHold{Hold: second.Result.EntityName(), Reason: "satisfied"})
	if diff := cmp.Diff([]string{"bracket.dropped actor:morvane+team:riverside", "working-text.bracket-left team:riverside"}, heardBy(out)); diff != "" {
		t.Error(diff)
	}
	s.do(tomas, negotiation.RecordLeave{Bracket: shown(get[*negotiation.Hold](s, h.Name).Number), Actor: "actors/coravia", Reason: "by note of this morning"})
	if got := s.typedWords()[0]; got != "All the parties shall share the [deep] waters of the river." || s.states() != "w1 open, w2 lifted" {
		t.Errorf("left, %q, %s", got, s.states())
	}
	if got := get[*negotiation.Hold](s, h.Name); got.State != negotiation.DroppedOut || !got.EndNoted {
		t.Errorf("left, %+v", got)
	}
	s.checkReadsBack()
}

// TestHoldWhatIsGone keeps holds on words that the working text no longer has as
// published, tells the team, and lets it place them.
func TestHoldWhatIsGone(t *testing.T) {
	for name, change := range map[string]string{
		"rewritten": "The parties share the waters of the river.", "cut by a bracket": "The [parties shall] share the waters of the river.",
	} {
		t.Run(name, func(t *testing.T) {
			s, p := published(t)
			s.edited(p[0], change)
			out := s.do(coravia, holding(p[0], 12, 23, negotiation.StanceDelete)) // "shall share"
			if diff := cmp.Diff([]string{"bracket.held actor:coravia+team:riverside", "bracket.to-be-placed team:riverside"}, heardBy(out)); diff != "" {
				t.Error(diff)
			}
			if got := s.typedWords()[0]; got != change {
				t.Errorf("got %q", got)
			}
			h := out.Result.EntityName()
			at := strings.Index(change, "waters")
			c := negotiation.OpenBracket{Paragraph: p[0], BaseRevision: s.passage(p[0]).Revision, Start: at, End: at + 6, Actors: []string{"actors/coravia"}, Stance: negotiation.StanceDelete}
			b := s.do(desk, c).Result.EntityName()
			if got := get[*negotiation.HoldLink](s, negotiation.HoldLinkName(h)); got.Bracket != b {
				t.Errorf("linked to %q, want %q", got.Bracket, b)
			}
			s.do(coravia, negotiation.DropHold{Hold: h})
			if got := s.typedWords()[0]; got != change || !strings.Contains(s.states(), negotiation.LastID(b)+" lifted") {
				t.Errorf("dropped, %q, %s", got, s.states())
			}
		})
	}
}

// TestHoldOnAPublishedBracket knows the number of a bracket that the draft has, and
// leaves it by name or not.
func TestHoldOnAPublishedBracket(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [great] rivers")
	s.publish("rev1")
	hold := func(by negotiation.Principal, start, end int) *negotiation.Hold {
		c := holding(p[0], start, end, negotiation.StanceDelete)
		c.Draft = compact + "/drafts/rev1"
		return s.do(by, c).Result.(*negotiation.Hold)
	}
	first, second := hold(coravia, 5, 10), hold(morvane, 4, 11)
	if first.Number != 1 || second.Number != 1 || s.states() != "w1 open" {
		t.Errorf("numbers %d and %d, %s", first.Number, second.Number, s.states())
	}
	s.edited(p[0], "All [great (delete: Morvane)] rivers")
	out := s.do(coravia, negotiation.DropHold{Hold: first.Name})
	if diff := cmp.Diff([]string{"bracket.dropped actor:coravia+team:riverside", "bracket.left team:riverside"}, heardBy(out)); diff != "" {
		t.Error(diff)
	}
	s.edited(p[0], "All [great] rivers")
	s.do(morvane, negotiation.DropHold{Hold: second.Name})
	if got := s.typedWords()[0]; got != "All great rivers" || s.states() != "w1 lifted" {
		t.Errorf("left, %q, %s", got, s.states())
	}
}

// TestPlacingOneOfTwo links the hold on the words that the team brackets, and leaves
// the other waiting.
func TestPlacingOneOfTwo(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All parties waters")
	one := s.do(coravia, holding(p[0], 24, 48, "")).Result.EntityName()
	other := s.do(coravia, holding(p[0], 0, 11, "")).Result.EntityName()
	s.edited(p[0], "The parties and waters")
	b := s.do(desk, negotiation.OpenBracket{Paragraph: p[0], BaseRevision: s.passage(p[0]).Revision, End: 11, Actors: []string{"actors/coravia"}}).Result.EntityName()
	link := func(h string) string { return get[*negotiation.HoldLink](s, negotiation.HoldLinkName(h)).Bracket }
	if link(one) != "" || link(other) != b {
		t.Errorf("linked %q and %q to %q", link(one), link(other), b)
	}
}

// TestHoldForAGroup lets a group hold by the act of a member, until no member holds
// for it.
func TestHoldForAGroup(t *testing.T) {
	s, p := published(t)
	c := holding(p[0], 4, 11, negotiation.StanceReserve)
	c.OnBehalf = "actors/delta"
	first := s.do(coravia, c).Result.EntityName()
	second := s.do(sarrow, c).Result.EntityName()
	if got, want := s.typedWords()[0], "The [parties (reserve: Delta Union)] shall share the waters of the river."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s.do(coravia, negotiation.DropHold{Hold: first})
	if s.states() != "w1 open" {
		t.Errorf("one of two dropped, %s", s.states())
	}
	s.do(sarrow, negotiation.DropHold{Hold: second})
	if s.states() != "w1 lifted" {
		t.Errorf("both dropped, %s", s.states())
	}
}

// TestHoldsTellNothing is law 8 for holds: whatever the working text says, the
// delegation is answered and told the same.
func TestHoldsTellNothing(t *testing.T) {
	var answers, streams [][]string
	for _, change := range []string{
		"The parties shall share the waters of the river.", "Nothing of that.", "The [parties shall] share.", "The [Morvane: parties] shall share the waters of the river.",
		"The [parties/States] shall share the waters of the river.",
	} {
		s, p := published(t)
		if change != startWords[0] {
			s.edited(p[0], change)
		} else {
			s.edited(p[1], "Other words.")
		}
		s.ids = 5000
		var got []string
		say := func(by negotiation.Principal, c negotiation.Command) negotiation.Entity {
			s.ids += 1000 - s.ids%1000
			out, err := s.try(by, c)
			if err != nil {
				t.Fatal(err)
			}
			body, err := json.Marshal(out.Result)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(body))
			return out.Result
		}
		h := say(coravia, holding(p[0], 4, 11, ""))
		say(coravia, holding(p[0], 4, 17, negotiation.StanceDelete))
		say(coravia, negotiation.DropHold{Hold: h.EntityName()})
		answers = append(answers, got)
		streams = append(streams, append(s.streams(s.viewer(coravia)), s.state.Visible(s.viewer(coravia))...))
	}
	for i := range answers {
		if diff := cmp.Diff(answers[0], answers[i]); diff != "" {
			t.Errorf("text %d is answered differently: %s", i, diff)
		}
		if diff := cmp.Diff(streams[0], streams[i]); diff != "" {
			t.Errorf("text %d is told differently: %s", i, diff)
		}
	}
}

// TestReserve enters reservations without text and takes them back.
func TestReserve(t *testing.T) {
	s, p := published(t)
	c := negotiation.Reserve{Draft: compact + "/drafts/zero", Kind: negotiation.AwaitsOrders, Note: "capital to confirm"}
	whole := s.do(coravia, c)
	c.Paragraph, c.Kind = p[1], negotiation.ScrutinyHold
	one := s.do(coravia, c)
	if diff := cmp.Diff([]string{"reservation.entered actor:coravia+team:riverside"}, heardBy(one)); diff != "" {
		t.Error(diff)
	}
	for _, by := range []negotiation.Principal{sarrow, morvane, rivernet, anonymous} {
		if s.sees(by, whole.Result.EntityName()) {
			t.Errorf("%s sees the reservation", by.User)
		}
	}
	out := s.do(coravia, negotiation.DropHold{Hold: whole.Result.EntityName()})
	if diff := cmp.Diff([]string{"bracket.dropped actor:coravia+team:riverside"}, heardBy(out)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(startWords, s.words()); diff != "" {
		t.Error(diff)
	}
}

// TestNoteBracket keeps notes, and forgets who could consider another bridge.
func TestNoteBracket(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [great] [old] rivers")
	s.publish("rev1")
	s.do(desk, negotiation.NoteBracket{Bracket: shown(1), LiftsIf: &[]string{shown(2)}, Package: ptr("water"), Owner: ptr("the Chair"), Due: &beginning,
		Notes: ptr("see the third meeting"), Bridge: ptr("large"), Can: &[]string{"actors/coravia"}})
	b := s.do(desk, negotiation.NoteBracket{Bracket: w(1), Notes: ptr("")}).Result.(*negotiation.Bracket)
	if !slices.Equal(b.LiftsIf, []string{w(2)}) || b.Package != "water" || b.Owner != "the Chair" || !b.Due.Equal(beginning) || b.Notes != "" || len(b.Can) != 1 {
		t.Errorf("%+v", b)
	}
	b = s.do(desk, negotiation.NoteBracket{Bracket: w(1), Bridge: ptr("mighty")}).Result.(*negotiation.Bracket)
	if len(b.Can) != 0 {
		t.Errorf("can consider %v", b.Can)
	}
	if s.sees(sarrow, w(1)) {
		t.Error("a delegation sees the bracket as the team has it")
	}
}

// TestConfirmBracket gives a bracket back the number of one that was taken to have
// gone, with those who hold it.
func TestConfirmBracket(t *testing.T) {
	s, p := published(t)
	hold := s.do(coravia, holding(p[0], 4, 11, "")).Result.EntityName()
	s.edited(p[0], "Nothing of that.")
	s.edited(p[0], "All [riparian States] share.")
	if got := s.states(); got != "w1 not-retained, w2 open" {
		t.Fatal(got)
	}
	b := s.do(desk, negotiation.ConfirmBracket{Bracket: w(2), Continues: w(1), Reason: "the same, reworded"}).Result.(*negotiation.Bracket)
	if b.Words != "riparian States" || s.states() != "w1 open, w2 merged" || get[*negotiation.Bracket](s, w(2)).Into != w(1) {
		t.Errorf("%+v, %s", b, s.states())
	}
	if diff := cmp.Diff([]int{1, 1}, s.passage(p[0]).Glyphs); diff != "" {
		t.Error(diff)
	}
	if got := get[*negotiation.HoldLink](s, negotiation.HoldLinkName(hold)).Bracket; got != w(1) {
		t.Errorf("linked to %s", got)
	}
	s.edited(p[0], "All [great riparian States] share.")
	if got := s.states(); got != "w1 open, w2 merged" {
		t.Error(got)
	}
	s.do(desk, negotiation.UndoAct{Document: compact})
	if got := s.states(); got != "w1 open, w2 merged" {
		t.Error(got)
	}
}

// TestHoldsOnce: what an actor holds already it cannot hold again.
func TestHoldsOnce(t *testing.T) {
	s, p := published(t)
	words := s.words()[0]
	hold := negotiation.HoldWords{Draft: compact + "/drafts/zero", Paragraph: p[0], Start: 4, End: len(words) - 1}
	s.do(sarrow, hold)
	s.refused(sarrow, hold, "NO_CHANGE")
	s.do(coravia, hold)
}

// TestChooseByNumber: on one of several candidates the option says which of them stays.
func TestChooseByNumber(t *testing.T) {
	s, p := published(t)
	s.typed(p[0], "All [six][twelve] hours count.")
	s.do(ines, negotiation.ConfirmSlot{Brackets: []string{w(1), w(2)}})
	s.refused(ines, negotiation.SettleBracket{Bracket: w(1), How: negotiation.ChooseOption, Option: 3, Agreed: true}, "BRACKET_OPTION_UNKNOWN")
	s.do(ines, negotiation.SettleBracket{Bracket: w(1), How: negotiation.ChooseOption, Option: 2, Agreed: true})
	if got := s.words()[0]; got != "All twelve hours count." {
		t.Errorf("got %q", got)
	}
}
