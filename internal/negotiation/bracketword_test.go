package negotiation_test

import (
	"strings"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// cut cuts the working text as a draft, and showAt publishes it.
func (s *scene) cut(name string) {
	s.t.Helper()
	s.do(desk, negotiation.CutDraft{Document: compact, Name: name, Kind: negotiation.RevisedDraft})
}

func (s *scene) showAt(name string, level negotiation.Level) {
	s.t.Helper()
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/" + name, Level: level})
}

// holdsOf gives what an actor holds as "1 holding: words".
func (s *scene) holdsOf(actor string) string {
	s.t.Helper()
	var out []string
	for _, h := range ofKind[*negotiation.Hold](s) {
		if h.Actor == "actors/"+actor {
			out = append(out, shown(h.Number)[len(compact+"/brackets/"):]+" "+string(h.State)+": "+h.Words)
		}
	}
	return strings.Join(out, "; ")
}

// TestHoldersAreToldOfTheDraft tells holders of a draft what that draft says, and
// nothing of what the team has made of its text since it was cut.
func TestHoldersAreToldOfTheDraft(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [Coravia: great] rivers")
	s.cut("rev1")
	s.edited(p[0], "All [Morvane: secret] rivers")
	s.showAt("rev1", negotiation.ToStates)
	if got := s.holdsOf("coravia"); got != "1 holding: great" {
		t.Errorf("Coravia holds %q", got)
	}
	if got := s.holdsOf("morvane"); got != "" {
		t.Errorf("Morvane holds %q", got)
	}
}

// TestTwoDraftsCutBeforePublication tells a holder of a bracket that the later of two
// drafts is without, though both were cut before the first was published.
func TestTwoDraftsCutBeforePublication(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [Coravia: great] rivers")
	s.cut("rev1")
	s.edited(p[0], "All rivers")
	s.cut("rev2")
	s.showAt("rev1", negotiation.ToStates)
	s.showAt("rev2", negotiation.ToStates)
	if got := s.holdsOf("coravia"); got != "1 not-retained: great" {
		t.Errorf("Coravia holds %q", got)
	}
}

// TestOlderDraftTellsNothing leaves alone those who see a newer draft when an older one
// is shown to more people.
func TestOlderDraftTellsNothing(t *testing.T) {
	s, p := published(t)
	s.do(coravia, holding(p[0], 4, 11, ""))
	s.publish("rev1")
	s.edited(p[0], "The parties share.")
	s.publish("rev2")
	before := s.holdsOf("coravia")
	if before != "1 not-retained: parties" {
		t.Fatalf("Coravia holds %q", before)
	}
	s.showAt("rev1", negotiation.ToPublic)
	if got := s.holdsOf("coravia"); got != before {
		t.Errorf("Coravia holds %q", got)
	}
}

// TestNamedAgain tells a holder that dropped out, and is named again, that it holds.
func TestNamedAgain(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [Coravia, Morvane: great] rivers")
	s.publish("rev1")
	s.do(coravia, negotiation.DropHold{Hold: chosen(heldBy(s, "coravia"), 0).Name})
	s.do(desk, negotiation.AttributeBracket{Bracket: w(1), Holders: []negotiation.HolderEntry{{Actors: []string{"actors/coravia"}}}})
	s.showAt("rev1", negotiation.ToStakeholders)
	if got := s.holdsOf("coravia"); got != "1 dropped: great" {
		t.Errorf("by the older draft, Coravia holds %q", got)
	}
	s.publish("rev2")
	if got := s.holdsOf("coravia"); got != "1 dropped: great; 1 holding: great" {
		t.Errorf("Coravia holds %q", got)
	}
}

func heldBy(s *scene, actor string) []*negotiation.Hold {
	var out []*negotiation.Hold
	for _, h := range ofKind[*negotiation.Hold](s) {
		if h.Actor == "actors/"+actor {
			out = append(out, h)
		}
	}
	return out
}

// TestNotLiftedWithoutTheWord refuses to call a bracket lifted while one that a draft
// named as its holder has not said so, whatever the team has done to the names.
func TestNotLiftedWithoutTheWord(t *testing.T) {
	for name, hide := range map[string]func(s *scene, p []string){
		"attributed to nobody": func(s *scene, p []string) { s.do(desk, negotiation.AttributeBracket{Bracket: w(1)}) },
		"typed anew":           func(s *scene, p []string) { s.edited(p[0], "All [great] rivers") },
		"imported":             func(s *scene, p []string) { s.importDraft("other", "All [great] rivers", startWords[1], startWords[2]) },
		"merged away": func(s *scene, p []string) {
			s.edited(p[0], "All [great and old] rivers")
			if got := s.states(); !strings.HasPrefix(got, "w1 open, w2 merged") {
				s.t.Fatal(got)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := published(t)
			first := "All [Coravia: great] rivers"
			if name == "merged away" {
				first = "All [great and] [Coravia: old] rivers"
			}
			s.edited(p[0], first)
			s.publish("rev1")
			hide(s, p)
			e := s.refused(tomas, negotiation.SettleBracket{Bracket: w(1), How: negotiation.KeepWords, Agreed: true}, "BRACKET_HELD")
			if e.Facts["holders"] != "actors/coravia" {
				t.Errorf("%+v", e)
			}
			s.do(tomas, negotiation.RecordLeave{Bracket: w(1), Actor: "actors/coravia", Reason: "said so"})
			if got := s.states(); !strings.HasPrefix(got, "w1 lifted") {
				t.Error(got)
			}
			if got := s.holdsOf("coravia"); !strings.Contains(got, "dropped") {
				t.Error(got)
			}
		})
	}
}

// TestDropWhatWasMerged lets a holder drop out of the bracket that its words stand in.
func TestDropWhatWasMerged(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "All [great and] [Coravia: old] rivers")
	s.publish("rev1")
	s.edited(p[0], "All [Coravia: great and old] rivers")
	if got := s.states(); got != "w1 open, w2 merged" {
		t.Fatal(got)
	}
	s.publish("rev2")
	if got := s.holdsOf("coravia"); got != "1 holding: old" {
		t.Errorf("Coravia holds %q", got)
	}
	s.do(coravia, negotiation.DropHold{Hold: chosen(heldBy(s, "coravia"), 0).Name})
	if got := s.typedWords()[0]; got != "All great and old rivers" || s.states() != "w1 lifted, w2 merged" {
		t.Errorf("%q, %s", got, s.states())
	}
}

// TestDropForAGroupLeft lets nobody drop out for a group that it has left.
func TestDropForAGroupLeft(t *testing.T) {
	s, p := published(t)
	c := holding(p[0], 4, 11, "")
	c.OnBehalf = "actors/delta"
	hold := s.do(coravia, c).Result.EntityName()
	s.do(root, negotiation.UpdateActor{Actor: "actors/coravia", Memberships: &[]negotiation.Membership{
		{Group: "actors/delta", Span: negotiation.Span{From: beginning.AddDate(-1, 0, 0), Until: s.now}},
	}})
	s.now = s.now.Add(time.Hour)
	s.refused(coravia, negotiation.DropHold{Hold: hold}, "NOT_A_MEMBER")
	if s.states() != "w1 open" {
		t.Error(s.states())
	}
	s.do(tomas, negotiation.RecordLeave{Bracket: w(1), Actor: "actors/delta", Reason: "said so"})
	if s.states() != "w1 lifted" {
		t.Error(s.states())
	}
}

// TestNoAgreementOverABracket refuses what would leave an agreed paragraph within a
// bracket that crosses paragraphs.
func TestNoAgreementOverABracket(t *testing.T) {
	t.Run("moved", func(t *testing.T) {
		s, p := published(t)
		s.edited(p[0], "The [parties shall share.")
		s.edited(p[1], "They meet] every year.")
		s.do(tomas, closing(s, p[2], negotiation.Agreed))
		s.refused(ines, negotiation.MovePassage{Paragraph: p[2], BaseRevision: 1, After: p[0]}, "PARAGRAPH_AGREED")
	})
	t.Run("agreed again by undoing", func(t *testing.T) {
		s, p := published(t)
		s.do(tomas, closing(s, p[1], negotiation.Agreed))
		reopen := closing(s, p[1], negotiation.ReopenedParagraph)
		reopen.Reason = "asked for"
		s.do(tomas, reopen)
		act := get[*negotiation.Head](s, negotiation.HeadName(compact)).LastAct
		s.edited(p[0], "The [parties shall share.")
		s.edited(p[2], "Each party] should report.")
		s.refused(ines, negotiation.UndoAct{Document: compact, Act: act}, "PARAGRAPH_AGREED")
	})
	t.Run("no footnote any more", func(t *testing.T) {
		s, p := published(t)
		s.edited(p[0], "The [parties shall share.")
		s.edited(p[2], "Each party] should report.")
		kind := func(k text.Kind) negotiation.RelabelPassage {
			return negotiation.RelabelPassage{Paragraph: p[1], BaseRevision: s.passage(p[1]).Revision, Kind: &k, Label: ptr("1")}
		}
		s.do(ines, kind(text.Footnote))
		s.do(tomas, closing(s, p[1], negotiation.Agreed))
		s.refused(ines, kind(text.Operative), "PARAGRAPH_AGREED")
	})
}

// TestUndoKeepsConfirmedNumbers takes back a move, and not what a person has confirmed
// of a bracket in the paragraph since.
func TestUndoKeepsConfirmedNumbers(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], "The [parties] share.")
	s.edited(p[0], "Nothing of that.")
	s.edited(p[0], "All [riparian States] share.")
	s.do(ines, negotiation.MovePassage{Paragraph: p[0], BaseRevision: s.passage(p[0]).Revision, After: p[1]})
	s.do(desk, negotiation.ConfirmBracket{Bracket: w(2), Continues: w(1)})
	s.do(ines, negotiation.UndoAct{Document: compact})
	if got := s.states(); got != "w1 open, w2 merged" {
		t.Error(got)
	}
}

// listing counts how often a state is asked for brackets.
type listing struct {
	negotiation.State
	brackets int
}

func (l *listing) List(kind negotiation.Kind, parent, ref string) ([]negotiation.Entity, error) {
	if kind == negotiation.KindBracket {
		l.brackets++
	}
	return l.State.List(kind, parent, ref)
}

// TestBracketsAreListedOnce reads the brackets of a paragraph once, however many new
// ones stand in it.
func TestBracketsAreListedOnce(t *testing.T) {
	s, p := published(t)
	s.edited(p[0], strings.Repeat("[", 50)+"deep"+strings.Repeat("]", 50))
	state := &listing{State: s.state}
	c := negotiation.EditPassage{Paragraph: p[0], BaseRevision: 2, Text: strings.Repeat("[wide] ", 200)}
	if _, err := c.Decide(state, s.meta(ines)); err != nil {
		t.Fatal(err)
	}
	if state.brackets > 3 {
		t.Errorf("listed %d times", state.brackets)
	}
}
