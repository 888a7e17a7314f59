package negotiation_test

import (
	"strings"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
)

// w names a bracket by the team's number, shown by its published one.
func w(n int) string     { return negotiation.WorkingBracketName(compact, n) }
func shown(n int) string { return negotiation.BracketName(compact, n) }

// inBrackets arranges a scene whose first paragraph has these words.
func inBrackets(words string) func(*scene, []string) {
	return func(s *scene, p []string) { s.edited(p[0], words) }
}

func refusedBrackets() []refusal {
	open := func(change func(*negotiation.OpenBracket)) func(*scene, []string) negotiation.Command {
		return func(s *scene, p []string) negotiation.Command {
			c := negotiation.OpenBracket{Paragraph: p[0], BaseRevision: s.passage(p[0]).Revision, Start: 4, End: 11}
			change(&c)
			return c
		}
	}
	settle := func(how negotiation.BracketSettlement, change ...func(*negotiation.SettleBracket)) func(*scene, []string) negotiation.Command {
		c := negotiation.SettleBracket{Bracket: w(1), How: how}
		for _, f := range change {
			f(&c)
		}
		return fixed(c)
	}
	agreed := func(c *negotiation.SettleBracket) { c.Agreed = true }
	return []refusal{
		{"a delegate opens a bracket in the working text", sarrow, nil, open(func(*negotiation.OpenBracket) {}), "WRONG_CAPACITY"},
		{"a bracket beyond the text", desk, nil, open(func(c *negotiation.OpenBracket) { c.End = 400 }), "FIELD_INVALID"},
		{"a bracket through another", desk, inBrackets("The [parties shall] share"), open(func(c *negotiation.OpenBracket) { c.Start, c.End = 7, 22 }), "BRACKET_BREAKS_OTHER"},
		{"a bracket in an agreed paragraph", desk, func(s *scene, p []string) { s.close(p[0], negotiation.Agreed) }, open(func(*negotiation.OpenBracket) {}), "PARAGRAPH_AGREED"},
		{"a bracket held by nobody known", desk, nil, open(func(c *negotiation.OpenBracket) { c.Actors = []string{"actors/nowhere"} }), "UNKNOWN_ACTOR"},
		{"a stance of nobody", desk, nil, open(func(c *negotiation.OpenBracket) { c.Stance = negotiation.StanceRetain }), "FIELD_REQUIRED"},
		{"a bracket heard at no meeting", desk, nil, open(func(c *negotiation.OpenBracket) { c.Meeting = riverside + "/meetings/none" }), "NOT_FOUND"},
		{"the secretariat settles", desk, inBrackets("All [great] rivers"), settle(negotiation.KeepWords), "ROLE_NEEDED"},
		{"no such bracket is settled", tomas, nil, settle(negotiation.KeepWords), "NOT_FOUND"},
		{"a bracket by a number never shown", tomas, inBrackets("All [great] rivers"), settle(negotiation.KeepWords, func(c *negotiation.SettleBracket) { c.Bracket = shown(1) }), "NOT_FOUND"},
		{"a bracket by no number", tomas, nil, settle(negotiation.KeepWords, func(c *negotiation.SettleBracket) { c.Bracket = compact + "/brackets/01" }), "NOT_FOUND"},
		{"settled twice", tomas, func(s *scene, p []string) {
			s.edited(p[0], "All [great] rivers")
			s.do(tomas, negotiation.SettleBracket{Bracket: w(1), How: negotiation.KeepWords})
		}, settle(negotiation.KeepWords), "BRACKET_CLOSED"},
		{"settled on a stale text", tomas, inBrackets("All [great] rivers"), settle(negotiation.KeepWords, func(c *negotiation.SettleBracket) { c.BaseAct = 1 }), "STALE_BASE"},
		{"settled against its holders", tomas, inBrackets("All [Coravia, Delta Union: great] rivers"), settle(negotiation.DropWords, agreed), "BRACKET_HELD"},
		{"dropped with one in it that is held", tomas, inBrackets("All [great [Coravia: and small]] rivers"), settle(negotiation.DropWords, agreed), "BRACKET_HELD"},
		{"an empty bracket kept", tomas, inBrackets("All [ ] rivers"), settle(negotiation.KeepWords), "BRACKET_NOTHING_TO_KEEP"},
		{"alternatives kept", tomas, inBrackets("All [great/small] rivers"), settle(negotiation.KeepWords), "BRACKET_HAS_OPTIONS"},
		{"no such option", tomas, inBrackets("All [great/small] rivers"), settle(negotiation.ChooseOption, func(c *negotiation.SettleBracket) { c.Option = 3 }), "BRACKET_OPTION_UNKNOWN"},
		{"a guess chosen", tomas, inBrackets("All [great] [small] rivers"), settle(negotiation.ChooseOption), "BRACKET_OPTION_UNKNOWN"},
		{"replaced by nothing", tomas, inBrackets("All [great] rivers"), settle(negotiation.ReplaceWords), "BRACKET_NO_WORDS"},
		{"letters that would join", tomas, inBrackets("All e[\u0301t] rivers"), settle(negotiation.KeepWords), "BRACKET_BREAKS_OTHER"},
		{"a bridge too long for its paragraph", tomas, inBrackets(strings.Repeat("a", 60<<10) + " [great]"), settle(negotiation.ReplaceWords, func(c *negotiation.SettleBracket) { c.Words = strings.Repeat("b", 10<<10) }), "TEXT_TOO_LONG"},
		{"words given where none are put in", tomas, inBrackets("All [great] rivers"), settle(negotiation.KeepWords, func(c *negotiation.SettleBracket) { c.Words = "big" }), "FIELD_INVALID"},
		{"settled in no way", tomas, inBrackets("All [great] rivers"), settle("burn"), "FIELD_INVALID"},
		{"reshaped into what it is", desk, inBrackets("All [great] rivers"), fixed(negotiation.ReshapeBracket{Bracket: w(1), Start: 4, End: 11}), "NO_CHANGE"},
		{"reshaped through another", desk, inBrackets("All [great] and [small] rivers"), fixed(negotiation.ReshapeBracket{Bracket: w(1), Start: 4, End: 18}), "BRACKET_BREAKS_OTHER"},
		{"attributed as it is", desk, inBrackets("All [Coravia: great] rivers"), fixed(negotiation.AttributeBracket{Bracket: w(1), Holders: []negotiation.HolderEntry{{Actors: []string{"actors/coravia"}}}}), "NO_CHANGE"},
		{"attributed without one that holds it", desk, func(s *scene, p []string) {
			s.do(sarrow, negotiation.HoldWords{Draft: compact + "/drafts/zero", Paragraph: p[0], Start: 4, End: 11})
		}, fixed(negotiation.AttributeBracket{Bracket: w(1)}), "BRACKET_HELD"},
		{"one leaves that does not hold it", tomas, inBrackets("All [Coravia: great] rivers"), fixed(negotiation.RecordLeave{Bracket: w(1), Actor: "actors/morvane", Reason: "by note"}), "NOT_HOLDING"},
		{"one leaves, nobody says where", tomas, inBrackets("All [Coravia: great] rivers"), fixed(negotiation.RecordLeave{Bracket: w(1), Actor: "actors/coravia"}), "FIELD_REQUIRED"},
		{"a bracket that lifts if it lifts", desk, inBrackets("All [great] rivers"), fixed(negotiation.NoteBracket{Bracket: w(1), LiftsIf: &[]string{w(1)}}), "FIELD_INVALID"},
		{"notes that stand already", desk, inBrackets("All [great] rivers"), fixed(negotiation.NoteBracket{Bracket: w(1), Notes: ptr("")}), "NO_CHANGE"},
		{"a bridge that is none", desk, inBrackets("All [great] rivers"), fixed(negotiation.NoteBracket{Bracket: w(1), Can: &[]string{"actors/coravia"}}), "FIELD_INVALID"},
		{"a slot of one", desk, inBrackets("All [great] rivers"), fixed(negotiation.ConfirmSlot{Brackets: []string{w(1)}}), "FIELD_REQUIRED"},
		{"a slot of two apart", desk, inBrackets("All [great] and [small] rivers"), fixed(negotiation.ConfirmSlot{Brackets: []string{w(1), w(2)}}), "FIELD_INVALID"},
		{"a slot of one twice", desk, inBrackets("All [great] [small] rivers"), fixed(negotiation.ConfirmSlot{Brackets: []string{w(1), w(1)}}), "FIELD_INVALID"},
		{"what is sure is confirmed", desk, inBrackets("All [great] rivers"), fixed(negotiation.ConfirmBracket{Bracket: w(1)}), "NO_CHANGE"},
		{"one that stands is continued", desk, inBrackets("All [great] and [small] rivers"), fixed(negotiation.ConfirmBracket{Bracket: w(1), Continues: w(2)}), "BRACKET_OPEN"},
	}
}

func refusedHolds() []refusal {
	hold := func(change func(*negotiation.HoldWords)) func(*scene, []string) negotiation.Command {
		return func(_ *scene, p []string) negotiation.Command {
			c := negotiation.HoldWords{Draft: compact + "/drafts/zero", Paragraph: p[0], Start: 4, End: 11}
			change(&c)
			return c
		}
	}
	same := func(*negotiation.HoldWords) {}
	drop := func(s *scene, p []string) negotiation.Command {
		return negotiation.DropHold{Hold: s.do(sarrow, hold(same)(s, p)).Result.EntityName()}
	}
	reserve := func(_ *scene, p []string) negotiation.Command {
		return negotiation.Reserve{Draft: compact + "/drafts/zero", Paragraph: p[0], Kind: negotiation.ScrutinyHold}
	}
	return []refusal{
		{"the team holds words", ines, nil, hold(same), "WRONG_CAPACITY"},
		{"a State that is not admitted holds words", outsider, nil, hold(same), "NOT_ADMITTED"},
		{"a stakeholder holds words", rivernet, toStakeholders, hold(same), "RIGHT_NEEDED"},
		{"words of a draft not shown", sarrow, func(s *scene, _ []string) {
			s.do(desk, negotiation.CutDraft{Document: compact, Name: "secret", Kind: negotiation.RevisedDraft})
		}, hold(func(c *negotiation.HoldWords) { c.Draft = compact + "/drafts/secret" }), "NOT_FOUND"},
		{"words of a paragraph that the draft has not", sarrow, func(s *scene, _ []string) {
			s.do(desk, negotiation.InsertPassage{Document: compact, Text: "Secret words."})
		}, func(s *scene, _ []string) negotiation.Command {
			return negotiation.HoldWords{Draft: compact + "/drafts/zero", Paragraph: s.paragraphs()[0], End: 3}
		}, "NOT_FOUND"},
		{"no words held", sarrow, nil, hold(func(c *negotiation.HoldWords) { c.End = 4 }), "FIELD_INVALID"},
		{"words beyond the paragraph held", sarrow, nil, hold(func(c *negotiation.HoldWords) { c.Start = -1 }), "FIELD_INVALID"},
		{"words held with a grudge", sarrow, nil, hold(func(c *negotiation.HoldWords) { c.Stance = "grudge" }), "FIELD_INVALID"},
		{"words held for a group of others", sarrow, nil, hold(func(c *negotiation.HoldWords) { c.OnBehalf = "actors/highland" }), "NOT_A_MEMBER"},
		{"words held through a bracket of the draft", sarrow, func(s *scene, p []string) {
			s.edited(p[0], "The [parties shall] share")
			s.publish("rev1")
		}, hold(func(c *negotiation.HoldWords) { c.Draft, c.Start, c.End = compact+"/drafts/rev1", 7, 22 }), "BRACKET_BREAKS_OTHER"},
		{"words held when no round takes any", sarrow, openRound(beginning.Add(time.Second), negotiation.LateRefused, negotiation.AcceptsText), hold(same), "WINDOW_CLOSED"},
		{"another's hold dropped", morvane, nil, drop, "NOT_FOUND"},
		{"a hold dropped twice", sarrow, nil, func(s *scene, p []string) negotiation.Command {
			c := drop(s, p)
			s.do(sarrow, c)
			return c
		}, "HOLD_ENDED"},
		{"a reservation of no kind", sarrow, nil, fixed(negotiation.Reserve{Draft: compact + "/drafts/zero", Kind: negotiation.HoldsWords}), "FIELD_INVALID"},
		{"a reservation entered twice", sarrow, func(s *scene, p []string) { s.do(sarrow, reserve(s, p)) }, reserve, "NO_CHANGE"},
	}
}

func refusedClosures() []refusal {
	set := func(c negotiation.SetClosure) func(*scene, []string) negotiation.Command {
		return func(s *scene, p []string) negotiation.Command {
			c.Paragraph, c.BaseRevision = p[0], s.passage(p[0]).Revision
			return c
		}
	}
	agreed := func(s *scene, p []string) { s.close(p[0], negotiation.AgreedReferendum) }
	return []refusal{
		{"the secretariat notes agreement", desk, nil, set(negotiation.SetClosure{Closure: negotiation.Agreed}), "ROLE_NEEDED"},
		{"agreement over an open bracket", tomas, inBrackets("All [great] rivers"), set(negotiation.SetClosure{Closure: negotiation.AgreedInformally}), "BRACKET_OPEN"},
		{"agreement inside a bracket that is open", tomas, func(s *scene, p []string) {
			s.importDraft("rev1", "All great [rivers.", startWords[1], "All lakes] are shared.")
		}, func(s *scene, p []string) negotiation.Command {
			return negotiation.SetClosure{Paragraph: s.paragraphs()[1], BaseRevision: s.passage(s.paragraphs()[1]).Revision, Closure: negotiation.Agreed}
		}, "BRACKET_OPEN"},
		{"what is agreed is parked", tomas, agreed, set(negotiation.SetClosure{Closure: negotiation.ParkedUntil}), "CLOSURE_NOT_POSSIBLE"},
		{"what is open is reopened", tomas, nil, set(negotiation.SetClosure{Closure: negotiation.ReopenedParagraph, Reason: "asked"}), "CLOSURE_NOT_POSSIBLE"},
		{"what is agreed is agreed again", tomas, agreed, set(negotiation.SetClosure{Closure: negotiation.AgreedReferendum}), "NO_CHANGE"},
		{"nobody asked to reopen", tomas, agreed, set(negotiation.SetClosure{Closure: negotiation.ReopenedParagraph}), "FIELD_REQUIRED"},
		{"pending on nobody", tomas, nil, set(negotiation.SetClosure{Closure: negotiation.PendingOnActors}), "FIELD_REQUIRED"},
		{"pending on no package", tomas, nil, set(negotiation.SetClosure{Closure: negotiation.PendingOnPackage}), "FIELD_REQUIRED"},
		{"suggested until", tomas, nil, set(negotiation.SetClosure{Closure: negotiation.ClosureSuggested, Until: beginning}), "FIELD_INVALID"},
		{"suggested with a package", tomas, nil, set(negotiation.SetClosure{Closure: negotiation.ClosureSuggested, Package: "water"}), "FIELD_INVALID"},
		{"suggested by actors", tomas, nil, set(negotiation.SetClosure{Closure: negotiation.ClosureSuggested, Actors: []string{"actors/coravia"}}), "FIELD_INVALID"},
		{"no such closure", tomas, nil, set(negotiation.SetClosure{Closure: "sealed"}), "FIELD_INVALID"},
	}
}

// close says how far a paragraph is agreed.
func (s *scene) close(paragraph string, c negotiation.Closure) {
	s.t.Helper()
	s.do(tomas, negotiation.SetClosure{Paragraph: paragraph, BaseRevision: s.passage(paragraph).Revision, Closure: c, Reason: "heard in the room"})
}
