package negotiation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// typedWords gives the working text with the names in its words, in order.
func (s *scene) typedWords() []string {
	s.t.Helper()
	var out []string
	for _, p := range s.passages() {
		name := negotiation.WorkingRevisionName(p.Paragraph, p.Revision)
		r := get[*negotiation.Revision](s, name)
		var held []text.Attribution
		if e, err := s.state.Get(negotiation.KindAttribution, negotiation.AttributionName(name)); err == nil {
			held = e.(*negotiation.Attribution).Held
		}
		words, _ := text.Attach(r.Text, r.Marks, held)
		out = append(out, words)
	}
	return out
}

// states gives the brackets of the compact as "w1 open".
func (s *scene) states() string {
	s.t.Helper()
	all, err := s.state.List(negotiation.KindBracket, compact, "")
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, e := range all {
		b := e.(*negotiation.Bracket)
		out = append(out, negotiation.LastID(b.Name)+" "+string(b.State))
	}
	return strings.Join(out, ", ")
}

// TestSettleBracket settles brackets in each way, with the room's agreement and
// without.
func TestSettleBracket(t *testing.T) {
	with := func(how negotiation.BracketSettlement, change ...func(*negotiation.SettleBracket)) negotiation.SettleBracket {
		c := negotiation.SettleBracket{Bracket: w(1), How: how}
		for _, f := range change {
			f(&c)
		}
		return c
	}
	agreed := func(c *negotiation.SettleBracket) { c.Agreed = true }
	second := func(c *negotiation.SettleBracket) { c.Option = 2 }
	bridge := func(words string) func(*negotiation.SettleBracket) {
		return func(c *negotiation.SettleBracket) { c.Words = words }
	}
	for name, tt := range map[string]struct {
		words   string
		command negotiation.SettleBracket
		want    string
		states  string
	}{
		"kept":                {"All [great] rivers", with(negotiation.KeepWords), "All great rivers", "w1 not-retained"},
		"kept by agreement":   {"All [great] rivers", with(negotiation.KeepWords, agreed), "All great rivers", "w1 lifted"},
		"kept with inner":     {"All [very [great]] rivers", with(negotiation.KeepWords, agreed), "All very [great] rivers", "w1 lifted, w2 open"},
		"names go":            {"All [Coravia: great (retain: Morvane)] rivers", with(negotiation.KeepWords), "All great rivers", "w1 not-retained"},
		"dropped":             {"All [very [great]] rivers [and] seas", with(negotiation.DropWords, agreed), "All rivers [and] seas", "w1 lifted, w2 lifted, w3 open"},
		"dropped, unheld":     {"All [very [great]] rivers", with(negotiation.DropWords), "All rivers", "w1 not-retained, w2 not-retained"},
		"an option":           {"We [shall / [always] should] act", with(negotiation.ChooseOption, second, agreed), "We [always] should act", "w1 lifted, w2 open"},
		"the other option":    {"We [[always] shall / should] act", with(negotiation.ChooseOption, second, agreed), "We should act", "w1 lifted, w2 superseded"},
		"bridged":             {"All [great] rivers", with(negotiation.ReplaceWords, bridge("large"), agreed), "All large rivers", "w1 superseded"},
		"bridged, unheld":     {"All [great] rivers", with(negotiation.ReplaceWords, bridge("large")), "All large rivers", "w1 not-retained"},
		"bridge with a comma": {"All seas [and] flow", with(negotiation.ReplaceWords, bridge(", and [Coravia: wide] lakes,"), agreed), "All seas, and [Coravia: wide] lakes, flow", "w1 superseded, w2 open"},
		"bridge in brackets":  {"All [great [a]] rivers [b]", with(negotiation.ReplaceWords, bridge("[Coravia: large] [and wide]"), agreed), "All [Coravia: large] [and wide] rivers [b]", "w1 superseded, w2 superseded, w3 open, w4 open, w5 open"},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := published(t)
			s.edited(p[0], tt.words)
			out := s.do(tomas, tt.command)
			if got := s.typedWords()[0]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := s.states(); got != tt.states {
				t.Errorf("got %s, want %s", got, tt.states)
			}
			b := out.Result.(*negotiation.Bracket)
			if last := b.History[len(b.History)-1]; b.State == negotiation.BracketOpen || last.Cause != "working-text.bracket-settled" || last.Noted != tt.command.Agreed {
				t.Errorf("answered with %+v", b)
			}
			s.do(tomas, negotiation.UndoAct{Document: compact})
			if got := s.typedWords()[0]; got != tt.words {
				t.Errorf("undone, got %q, want %q", got, tt.words)
			}
			if strings.Contains(s.states(), "w1 open") != true {
				t.Errorf("undone, got %s", s.states())
			}
		})
	}
}

// TestDropWholeParagraph drops a bracket that holds all the words of paragraphs.
func TestDropWholeParagraph(t *testing.T) {
	s, _ := published(t)
	s.importDraft("rev1", "[All great rivers.", "All lakes.]", "All seas.")
	s.do(tomas, negotiation.SettleBracket{Bracket: w(1), How: negotiation.DropWords, Agreed: true})
	if diff := cmp.Diff([]string{"All seas."}, s.words()); diff != "" {
		t.Error(diff)
	}
	if got := s.states(); got != "w1 lifted" {
		t.Error(got)
	}
}

// TestFootnoteLost tells of a footnote whose anchor goes with the words of a bracket.
func TestFootnoteLost(t *testing.T) {
	s, p := published(t)
	s.do(desk, negotiation.EditPassage{Paragraph: p[0], BaseRevision: 1, Text: "All [great] rivers", Marks: []text.Mark{{Kind: text.NoteAnchor, Start: 7, End: 7, Ref: "1"}}})
	out := s.do(tomas, negotiation.SettleBracket{Bracket: w(1), How: negotiation.DropWords})
	if len(out.Unsure) != 1 || out.Unsure[0].Code != negotiation.FootnoteLoose {
		t.Errorf("told %+v", out.Unsure)
	}
}

// TestSlots confirms candidates for one place, chooses one, and parts others.
func TestSlots(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "We [shall] [should [always]] [may] act")
	s.do(desk, negotiation.ConfirmSlot{Brackets: []string{w(1), w(2), w(4)}, Reason: "as the room reads it"})
	slot := func(n int) string { return get[*negotiation.Bracket](s, w(n)).Slot }
	if got := []string{slot(1), slot(2), slot(3), slot(4)}; !slices.Equal(got, []string{w(1), w(1), "", w(1)}) {
		t.Errorf("slots %q", got)
	}
	s.refused(desk, negotiation.ConfirmSlot{Brackets: []string{w(1), w(2), w(4)}}, "NO_CHANGE")
	s.do(desk, negotiation.ConfirmSlot{Brackets: []string{w(1), w(2)}, Apart: true})
	if got := []string{slot(1), slot(2), slot(4)}; !slices.Equal(got, []string{w(1), w(2), ""}) {
		t.Errorf("parted, slots %q", got)
	}
	s.do(desk, negotiation.ConfirmSlot{Brackets: []string{w(1), w(2), w(4)}})
	s.do(tomas, negotiation.SettleBracket{Bracket: w(4), How: negotiation.ChooseOption, Agreed: true})
	if got := s.typedWords()[0]; got != "We may act" {
		t.Errorf("chosen, %q", got)
	}
	if got, want := s.states(), "w1 superseded, w2 superseded, w3 superseded, w4 lifted"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestOpenBracket opens brackets with and without names.
func TestOpenBracket(t *testing.T) {
	for name, tt := range map[string]struct {
		words      string
		start, end int
		actors     []string
		stance     negotiation.Stance
		want       string
	}{
		"nobody's":             {"All great rivers", 4, 9, nil, "", "All [great] rivers"},
		"one's":                {"All great rivers", 4, 9, []string{"actors/coravia"}, "", "All [Coravia: great] rivers"},
		"a group before all":   {"All great rivers", 4, 9, []string{"actors/coravia", "actors/delta"}, "", "All [Delta Union, Coravia: great] rivers"},
		"with a stance":        {"All great rivers", 4, 9, []string{"actors/coravia"}, negotiation.StanceRetain, "All [great (retain: Coravia)] rivers"},
		"empty":                {"All rivers", 4, 4, nil, "", "All []rivers"},
		"empty with a stance":  {"All rivers", 4, 4, []string{"actors/coravia"}, negotiation.StanceDelete, "All [Coravia: delete]rivers"},
		"empty with a name":    {"All rivers", 10, 10, []string{"actors/coravia"}, "", "All rivers[Coravia: ]"},
		"round another's":      {"All [Morvane: great] rivers", 4, 11, []string{"actors/coravia"}, negotiation.StanceReserve, "All [[Morvane: great]] (reserve: Coravia) rivers"},
		"in another's":         {"All [Morvane: great] rivers", 5, 10, []string{"actors/coravia"}, "", "All [Morvane: [Coravia: great]] rivers"},
		"in code points":       {"État grand «éé» rivière", 11, 15, nil, "", "État grand [«éé»] rivière"},
		"a word like a stance": {"All delete rivers", 4, 10, []string{"actors/coravia"}, "", "All [delete – Coravia] rivers"},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := published(t)
			s.edited(p[0], tt.words)
			before := s.states()
			c := negotiation.OpenBracket{Paragraph: p[0], BaseRevision: s.passage(p[0]).Revision, Start: tt.start, End: tt.end, Actors: tt.actors, Stance: tt.stance}
			b := s.do(desk, c).Result.(*negotiation.Bracket)
			if got := s.typedWords()[0]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			s.checkReadsBack()
			var holders []string
			for _, h := range b.Holders {
				holders = append(holders, h.Actors...)
				if h.Stance != string(tt.stance) {
					t.Errorf("stance %q", h.Stance)
				}
			}
			if slices.Sort(holders); b.State != negotiation.BracketOpen || !slices.Equal(holders, tt.actors) {
				t.Errorf("opened %+v", b)
			}
			s.do(desk, negotiation.UndoAct{Document: compact})
			if got := s.typedWords()[0]; got != tt.words {
				t.Errorf("undone, got %q", got)
			}
			if got := strings.TrimPrefix(s.states(), before); strings.TrimPrefix(got, ", ") != negotiation.LastID(b.Name)+" superseded" {
				t.Errorf("undone, %s", got)
			}
		})
	}
}

// checkReadsBack holds the typed form of each paragraph to what stands beside its
// words.
func (s *scene) checkReadsBack() {
	s.t.Helper()
	ids := map[string]string{"Coravia": "actors/coravia", "Morvane": "actors/morvane", "Delta Union": "actors/delta", "Sarrow Islands": "actors/sarrow"}
	for i, typed := range s.typedWords() {
		p := s.passages()[i]
		plain, _, held := text.Detach(typed, nil, func(name string) (string, bool) { id, ok := ids[name]; return id, ok })
		name := negotiation.WorkingRevisionName(p.Paragraph, p.Revision)
		if r := get[*negotiation.Revision](s, name); plain != r.Text {
			s.t.Errorf("%q reads back as %q, want %q", typed, plain, r.Text)
		}
		var want []text.Attribution
		if e, err := s.state.Get(negotiation.KindAttribution, negotiation.AttributionName(name)); err == nil {
			want = e.(*negotiation.Attribution).Held
		}
		if diff := cmp.Diff(want, held); diff != "" {
			s.t.Errorf("%q reads back otherwise: %s", typed, diff)
		}
	}
}

// TestOpenAgain opens a bracket that was not retained under its own number.
func TestOpenAgain(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [great] rivers and [wide] seas")
	s.do(tomas, negotiation.SettleBracket{Bracket: w(1), How: negotiation.KeepWords})
	b := s.do(desk, negotiation.OpenBracket{Paragraph: p[0], BaseRevision: s.passage(p[0]).Revision, Start: 4, End: 9}).Result.(*negotiation.Bracket)
	if b.Name != w(1) || s.states() != "w1 open, w2 open" {
		t.Errorf("opened %s: %s", b.Name, s.states())
	}
	if diff := cmp.Diff([]int{1, 1, 2, 2}, s.passage(p[0]).Glyphs); diff != "" {
		t.Error(diff)
	}
}

// TestReshapeBracket moves ends of a bracket that keeps its number and names.
func TestReshapeBracket(t *testing.T) {
	for name, tt := range map[string]struct {
		words      string
		start, end int
		want       string
		change     negotiation.BracketChange
		glyphs     []int
	}{
		"narrowed":    {"All [Coravia: great old] and [wide] rivers", 5, 10, "All [Coravia: great] old and [wide] rivers", negotiation.Narrowed, []int{1, 1, 2, 2}},
		"widened":     {"All [Coravia: great] and [wide] rivers", 5, 22, "All [Coravia: great and [wide]] rivers", negotiation.Widened, []int{1, 2, 2, 1}},
		"shifted":     {"All [Coravia: great] and [wide] rivers", 17, 21, "All great and [[Coravia: wide]] rivers", negotiation.Shifted, []int{2, 1, 1, 2}},
		"shifted off": {"All [Coravia: great] and [wide] rivers", 23, 29, "All great and [wide] [Coravia: rivers]", negotiation.Shifted, []int{2, 2, 1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := published(t)
			s.edited(p[0], tt.words)
			b := s.do(desk, negotiation.ReshapeBracket{Bracket: w(1), Start: tt.start, End: tt.end, Reason: "asked"}).Result.(*negotiation.Bracket)
			if got := s.typedWords()[0]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			last := b.History[len(b.History)-1]
			if b.Name != w(1) || last.Change != tt.change || last.Reason != "asked" || len(b.Holders) != 1 {
				t.Errorf("%+v", b)
			}
			if diff := cmp.Diff(tt.glyphs, s.passage(p[0]).Glyphs); diff != "" {
				t.Error(diff)
			}
			s.do(desk, negotiation.UndoAct{Document: compact})
			if got := s.typedWords()[0]; got != tt.words || s.states() != "w1 open, w2 open" {
				t.Errorf("undone, %q, %s", got, s.states())
			}
		})
	}
}

// TestAttributeBracket says anew who holds a bracket.
func TestAttributeBracket(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [Coravia: great – Morvane] rivers")
	entry := func(stance negotiation.Stance, ids ...string) negotiation.HolderEntry {
		e := negotiation.HolderEntry{Stance: stance}
		for _, id := range ids {
			e.Actors = append(e.Actors, "actors/"+id)
		}
		return e
	}
	for _, tt := range []struct {
		holders []negotiation.HolderEntry
		want    string
	}{
		{[]negotiation.HolderEntry{entry("", "morvane", "delta"), entry(negotiation.StanceDelete, "coravia")}, "All [Delta Union, Morvane: great (delete: Coravia)] rivers"},
		{[]negotiation.HolderEntry{entry(negotiation.StanceRetain, "delta"), entry(negotiation.StanceReserve, "sarrow")}, "All [great (retain: Delta Union) (reserve: Sarrow Islands)] rivers"},
		{nil, "All [great] rivers"},
		{[]negotiation.HolderEntry{entry("", "coravia"), entry("", "morvane")}, "All [Coravia: Morvane: great] rivers"},
	} {
		b := s.do(desk, negotiation.AttributeBracket{Bracket: w(1), Holders: tt.holders}).Result.(*negotiation.Bracket)
		if got := s.typedWords()[0]; got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
		s.checkReadsBack()
		if len(b.Holders) != len(tt.holders) {
			t.Errorf("%+v", b.Holders)
		}
	}
	s.do(desk, negotiation.UndoAct{Document: compact})
	if got := s.typedWords()[0]; got != "All [great] rivers" {
		t.Errorf("undone, %q", got)
	}
}

// TestRecordLeave records the words of holders until the last one lifts the bracket.
func TestRecordLeave(t *testing.T) {
	for name, tt := range map[string]struct {
		words  string
		leave  []string
		want   string
		states string
	}{
		"one of two":          {"All [Coravia, Delta Union: great] rivers", []string{"coravia"}, "All [Delta Union: great] rivers", "w1 open"},
		"of two attributions": {"All [Coravia: great (delete: Morvane)] rivers", []string{"morvane"}, "All [Coravia: great] rivers", "w1 open"},
		"out of a stance":     {"All [great] (retain: Coravia, Morvane) rivers", []string{"coravia"}, "All [great] (retain: Morvane) rivers", "w1 open"},
		"behind a dash":       {"All [great – Coravia, Morvane] rivers", []string{"coravia"}, "All [great – Morvane] rivers", "w1 open"},
		"the last one":        {"All [Coravia, Morvane: great] rivers", []string{"coravia", "morvane"}, "All great rivers", "w1 lifted"},
		"the last to retain":  {"All [great (retain: Coravia)] rivers", []string{"coravia"}, "All rivers", "w1 lifted"},
		"the last to reserve": {"All [great (retain: Coravia) (reserve: Morvane)] rivers", []string{"coravia", "morvane"}, "All great rivers", "w1 lifted"},
		"of alternatives":     {"We [Coravia: shall / should] act", []string{"coravia"}, "We [shall / should] act", "w1 open"},
		"of no words":         {"By [Coravia: ] rivers", []string{"coravia"}, "By [] rivers", "w1 open"},
		"beside another":      {"We [Coravia: shall][should] act", []string{"coravia"}, "We [shall][should] act", "w1 open, w2 open"},
		"retaining another's": {"All [great [Morvane: old] seas (retain: Coravia)] rivers", []string{"coravia"}, "All [great [Morvane: old] seas] rivers", "w1 open, w2 open"},
		"round another's":     {"All [Coravia: great [Morvane: old]] rivers", []string{"coravia"}, "All great [Morvane: old] rivers", "w1 lifted, w2 open"},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := published(t)
			s.edited(p[0], tt.words)
			s.do(desk, negotiation.CreateMeeting{Process: riverside, ID: "third", Title: "Third", Kind: negotiation.Informal, Dates: negotiation.Span{From: beginning}})
			var b *negotiation.Bracket
			for _, actor := range tt.leave {
				b = s.do(tomas, negotiation.RecordLeave{Bracket: w(1), Actor: "actors/" + actor, Meeting: riverside + "/meetings/third"}).Result.(*negotiation.Bracket)
			}
			if got := s.typedWords()[0]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := s.states(); got != tt.states {
				t.Errorf("got %s, want %s", got, tt.states)
			}
			last := b.History[len(b.History)-1]
			if !last.Noted || last.Meeting != riverside+"/meetings/third" || last.Actor != "actors/"+tt.leave[len(tt.leave)-1] {
				t.Errorf("recorded %+v", last)
			}
			s.checkReadsBack()
		})
	}
}
