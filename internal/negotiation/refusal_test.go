package negotiation_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// refusal is one command that must be refused, on the scene of published.
type refusal struct {
	name    string
	by      negotiation.Principal
	arrange func(s *scene, p []string) // may be nil
	command func(s *scene, p []string) negotiation.Command
	reason  string
}

func fixed(c negotiation.Command) func(*scene, []string) negotiation.Command {
	return func(*scene, []string) negotiation.Command { return c }
}

func refusals() []refusal {
	return slices.Concat(refusedPeople(), refusedProcess(), refusedText(), refusedDrafts(), refusedLineage(), refusedProposals(), refusedHandling(),
		refusedBrackets(), refusedHolds(), refusedClosures())
}

func refusedPeople() []refusal {
	user := negotiation.CreateUser{ID: "nadia", DisplayName: "Nadia"}
	actor := func(change func(*negotiation.CreateActor)) func(*scene, []string) negotiation.Command {
		c := negotiation.CreateActor{ID: "bessany", Kind: negotiation.MemberState, DisplayName: map[string]string{"en": "Bessany"}}
		change(&c)
		return fixed(c)
	}
	return []refusal{
		{"nobody creates a user", anonymous, nil, fixed(user), "SIGN_IN_NEEDED"},
		{"an unknown person creates a user", negotiation.Principal{User: "ghost", Capacity: negotiation.AsAdministrator}, nil, fixed(user), "SIGN_IN_NEEDED"},
		{"a delegate creates a user", sarrow, nil, fixed(user), "WRONG_CAPACITY"},
		{"a user's id in capitals", root, nil, fixed(negotiation.CreateUser{ID: "Nadia", DisplayName: "N"}), "INVALID_NAME"},
		{"a user's id taken", root, nil, fixed(negotiation.CreateUser{ID: "ines", DisplayName: "I"}), "ALREADY_EXISTS"},
		{"a user without a name", root, nil, fixed(negotiation.CreateUser{ID: "nadia"}), "FIELD_REQUIRED"},
		{"a user of an unknown actor", root, nil, fixed(negotiation.CreateUser{ID: "nadia", DisplayName: "N", Affiliations: []negotiation.Affiliation{{Actor: "actors/nowhere"}}}), "UNKNOWN_ACTOR"},
		{"a change of an unknown user", root, nil, fixed(negotiation.UpdateUser{User: "users/ghost"}), "NOT_FOUND"},
		{"an actor of no kind", root, nil, actor(func(c *negotiation.CreateActor) { c.Kind = "planet" }), "FIELD_INVALID"},
		{"an actor without an English name", root, nil, actor(func(c *negotiation.CreateActor) { c.DisplayName = map[string]string{"fr": "B"} }), "FIELD_REQUIRED"},
		{"an actor with a name in no language", root, nil, actor(func(c *negotiation.CreateActor) { c.DisplayName["?"] = "B" }), "FIELD_INVALID"},
		{"a member of a State", root, nil, actor(func(c *negotiation.CreateActor) {
			c.Memberships = []negotiation.Membership{{Group: "actors/coravia"}}
		}), "NOT_A_GROUP"},
		{"a membership that ends before it begins", root, nil, actor(func(c *negotiation.CreateActor) {
			c.Memberships = []negotiation.Membership{{Group: "actors/delta", Span: negotiation.Span{From: beginning, Until: beginning.Add(-1)}}}
		}), "FIELD_INVALID"},
		{"a change of an unknown actor", root, nil, fixed(negotiation.UpdateActor{Actor: "actors/nowhere"}), "UNKNOWN_ACTOR"},
		{"an alias with a control character", root, nil, fixed(negotiation.UpdateActor{Actor: "actors/sarrow", Aliases: &[]string{"S\x01"}}), "INVALID_TEXT"},
	}
}

func refusedProcess() []refusal {
	closeProcess := func(s *scene, _ []string) {
		s.do(root, negotiation.UpdateProcess{Process: riverside, Closed: ptr(true)})
	}
	return []refusal{
		{"a process in a time zone with a space", root, nil, fixed(negotiation.CreateProcess{ID: "lake", Title: "Lake", TimeZone: "Middle Earth"}), "FIELD_INVALID"},
		{"a process with an unknown actor in its order", root, nil, fixed(negotiation.CreateProcess{ID: "lake", Title: "Lake", ProtocolOrder: []string{"actors/nowhere"}}), "UNKNOWN_ACTOR"},
		{"a team member closes the process", tomas, nil, fixed(negotiation.UpdateProcess{Process: riverside, Closed: ptr(true)}), "ROLE_NEEDED"},
		{"an admission of an unknown actor", root, nil, fixed(negotiation.AdmitParticipant{Process: riverside, Actor: "actors/nowhere"}), "UNKNOWN_ACTOR"},
		{"an admission by no profile", root, nil, fixed(negotiation.AdmitParticipant{Process: riverside, Actor: "actors/tarsis", Profile: "friend"}), "FIELD_INVALID"},
		{"an admission with no such right", root, nil, fixed(negotiation.AdmitParticipant{Process: riverside, Actor: "actors/tarsis", Rights: []negotiation.RightSpan{{Right: "veto"}}}), "FIELD_INVALID"},
		{"an admission to a closed process", root, closeProcess, fixed(negotiation.AdmitParticipant{Process: riverside, Actor: "actors/tarsis"}), "PROCESS_CLOSED"},
		{"an office for an unknown person", root, nil, fixed(negotiation.AssignRole{Process: riverside, User: "users/ghost", Role: negotiation.TeamMember}), "UNKNOWN_USER"},
		{"an office ended twice", root, func(s *scene, _ []string) { s.do(root, negotiation.EndRole{Role: riverside + "/roles/tomas"}) }, fixed(negotiation.EndRole{Role: riverside + "/roles/tomas"}), "ROLE_ENDED"},
		{"a round counted backwards", desk, nil, fixed(negotiation.CreateRound{Process: riverside, ID: "first", Title: "First", Number: -1}), "FIELD_INVALID"},
		{"a round that accepts poems", desk, nil, fixed(negotiation.CreateRound{Process: riverside, ID: "first", Title: "First", Accepts: "poems"}), "FIELD_INVALID"},
		{"a change of no round", desk, nil, fixed(negotiation.UpdateRound{Round: riverside + "/rounds/none"}), "NOT_FOUND"},
		{"a meeting without a date", desk, nil, fixed(negotiation.CreateMeeting{Process: riverside, ID: "opening", Title: "Opening", Kind: negotiation.Plenary}), "FIELD_REQUIRED"},
		{"a document in a closed process", desk, closeProcess, fixed(negotiation.CreateDocument{Process: riverside, ID: "annex", Title: "Annex"}), "PROCESS_CLOSED"},
		{"closing without a reason", ines, nil, fixed(negotiation.CloseDocument{Document: compact}), "FIELD_REQUIRED"},
		{"reopening what is open", ines, nil, fixed(negotiation.ReopenDocument{Document: compact, Reason: "r"}), "NO_CHANGE"},
		{"the presiding officer opens a document", president, nil, fixed(negotiation.CreateDocument{Process: riverside, ID: "annex", Title: "Annex"}), "ROLE_NEEDED"},
	}
}

func refusedText() []refusal {
	insert := func(change func(*negotiation.InsertPassage)) func(*scene, []string) negotiation.Command {
		c := negotiation.InsertPassage{Document: compact, Kind: text.Operative, Text: "New words."}
		change(&c)
		return fixed(c)
	}
	edit := func(base int, words string) func(*scene, []string) negotiation.Command {
		return func(_ *scene, p []string) negotiation.Command {
			return negotiation.EditPassage{Paragraph: p[0], BaseRevision: base, Text: words}
		}
	}
	return []refusal{
		{"a text that is not UTF-8", desk, nil, insert(func(c *negotiation.InsertPassage) { c.Text = "bad \xff byte" }), "INVALID_TEXT"},
		{"a text with an open override", desk, nil, insert(func(c *negotiation.InsertPassage) { c.Text = "a \u202e b" }), "INVALID_TEXT"},
		{"an empty paragraph", desk, nil, insert(func(c *negotiation.InsertPassage) { c.Text = " \n" }), "TEXT_EMPTY"},
		{"a paragraph of 65 KiB", desk, nil, insert(func(c *negotiation.InsertPassage) { c.Text = strings.Repeat("a", 65<<10) }), "TEXT_TOO_LONG"},
		{"a mark beyond the text", desk, nil, insert(func(c *negotiation.InsertPassage) {
			c.Marks = []text.Mark{{Kind: text.Italic, Start: 2, End: 99}}
		}), "FIELD_INVALID"},
		{"a paragraph of no kind", desk, nil, insert(func(c *negotiation.InsertPassage) { c.Kind = "poem" }), "FIELD_INVALID"},
		{"a paragraph after none", desk, nil, insert(func(c *negotiation.InsertPassage) { c.After = compact + "/paragraphs/none" }), "NOT_FOUND"},
		{"an edit on a stale base", desk, func(s *scene, p []string) { s.edit(p[0], "Other words.") }, edit(1, "Mine."), "STALE_BASE"},
		{"an edit that changes nothing", desk, nil, edit(1, startWords[0]), "NO_CHANGE"},
		{"an edit of what was taken out", desk, func(s *scene, p []string) {
			s.do(desk, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
		}, edit(1, "Mine."), "PARAGRAPH_GONE"},
		{"a delegate edits the working text", sarrow, nil, edit(1, "Mine."), "WRONG_CAPACITY"},
		{"an edit of a closed document", desk, func(s *scene, _ []string) {
			s.do(ines, negotiation.CloseDocument{Document: compact, Reason: "adopted"})
		}, edit(1, "Mine."), "DOCUMENT_CLOSED"},
		{"a move after itself", desk, nil, func(_ *scene, p []string) negotiation.Command {
			return negotiation.MovePassage{Paragraph: p[0], BaseRevision: 1, After: p[0]}
		}, "FIELD_INVALID"},
		{"a split outside the text", desk, nil, func(_ *scene, p []string) negotiation.Command {
			return negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, At: []int{4000}}
		}, "FIELD_INVALID"},
		{"a split into one", desk, nil, func(_ *scene, p []string) negotiation.Command {
			return negotiation.SplitPassage{Paragraph: p[0], BaseRevision: 1, Parts: []negotiation.Part{{Text: "a"}}}
		}, "FIELD_REQUIRED"},
		{"a merger of two that are apart", desk, nil, func(_ *scene, p []string) negotiation.Command {
			return negotiation.MergePassages{Paragraphs: []string{p[0], p[2]}, BaseRevisions: []int{1, 1}}
		}, "NOT_ADJACENT"},
		{"a label that stands already", desk, nil, func(_ *scene, p []string) negotiation.Command {
			return negotiation.RelabelPassage{Paragraph: p[0], BaseRevision: 1, Label: ptr("1.")}
		}, "NO_CHANGE"},
		{"undoing an act overtaken", desk, func(s *scene, p []string) { s.edit(p[0], "Once."); s.edit(p[0], "Twice.") },
			fixed(negotiation.UndoAct{Document: compact, Act: 2}), "STALE_ACT"},
		{"undoing more than was done", desk, func(s *scene, _ []string) { s.do(desk, negotiation.UndoAct{Document: compact}) },
			fixed(negotiation.UndoAct{Document: compact}), "NOTHING_TO_UNDO"},
	}
}

func refusedDrafts() []refusal {
	importing := func(change func(*negotiation.ImportDraft)) func(*scene, []string) negotiation.Command {
		return func(*scene, []string) negotiation.Command {
			c := negotiation.ImportDraft{Document: compact, Content: content(append(startWords, "More.")...), Name: "rev1", Kind: negotiation.RevisedDraft}
			change(&c)
			return c
		}
	}
	return []refusal{
		{"an import of nothing", desk, nil, importing(func(c *negotiation.ImportDraft) { c.Content.Paragraphs = nil }), "DRAFT_EMPTY"},
		{"an import of 5,001 paragraphs", desk, nil, importing(func(c *negotiation.ImportDraft) {
			c.Content.Paragraphs = make([]text.Paragraph, negotiation.MaxParagraphs+1)
		}), "DRAFT_TOO_LONG"},
		{"an import in another language", desk, nil, importing(func(c *negotiation.ImportDraft) { c.Content.Language = "ar" }), "FIELD_INVALID"},
		{"an import on a stale act", desk, func(s *scene, p []string) { s.edit(p[0], "Other.") },
			importing(func(c *negotiation.ImportDraft) { c.BaseAct = 1 }), "STALE_BASE"},
		{"an import of what stands", desk, nil, importing(func(c *negotiation.ImportDraft) { c.Content, c.Name = content(startWords...), "" }), "NO_CHANGE"},
		{"an import linked to no paragraph", desk, nil, importing(func(c *negotiation.ImportDraft) {
			c.Links = []negotiation.ImportLink{{Index: 0, Paragraph: compact + "/paragraphs/none"}}
		}), "NOT_FOUND"},
		{"a draft's name taken", desk, nil, fixed(negotiation.CutDraft{Document: compact, Name: "zero", Kind: negotiation.ZeroDraft}), "ALREADY_EXISTS"},
		{"the secretariat publishes", desk, nil, fixed(negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToPublic}), "ROLE_NEEDED"},
		{"a draft published twice", ines, nil, fixed(negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStates}), "ALREADY_PUBLISHED"},
		{"a draft published to the neighbours", ines, nil, fixed(negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: "neighbours"}), "FIELD_INVALID"},
		{"an edition without attributions with a name in its words", ines, func(s *scene, p []string) {
			s.edit(p[0], "The parties [Sarow: shall] share.")
			s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Kind: negotiation.RevisedDraft})
		}, fixed(negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates}), "UNRESOLVED_ATTRIBUTION"},
		{"a draft published after a later one", ines, func(s *scene, p []string) {
			s.do(desk, negotiation.CutDraft{Document: compact, Name: "early", Kind: negotiation.RevisedDraft})
			s.publish("late")
		}, fixed(negotiation.PublishDraft{Draft: compact + "/drafts/early", Level: negotiation.ToStates}), "DRAFT_OVERTAKEN"},
	}
}

func ptr[T any](v T) *T { return &v }

func openRound(until time.Time, rule negotiation.LateRule, accepts negotiation.Accepts) func(*scene, []string) {
	return func(s *scene, p []string) {
		s.do(desk, negotiation.CreateRound{Process: riverside, ID: "first", Title: "First round", Accepts: accepts,
			Window: negotiation.Span{From: beginning, Until: until}, LateRule: rule, Paragraphs: p[:1]})
	}
}

func toStakeholders(s *scene, _ []string) {
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/zero", Level: negotiation.ToStakeholders})
}

func refusedProposals() []refusal {
	propose := func(change func(*negotiation.ProposeAmendment)) func(*scene, []string) negotiation.Command {
		return func(s *scene, p []string) negotiation.Command {
			c := s.proposal(p[0], "The parties shall divide the waters of the river.")
			change(&c)
			return c
		}
	}
	same := func(*negotiation.ProposeAmendment) {}
	return []refusal{
		{"the team proposes", ines, nil, propose(same), "WRONG_CAPACITY"},
		{"a State that is not admitted proposes", outsider, nil, propose(same), "NOT_ADMITTED"},
		{"a stakeholder proposes", rivernet, toStakeholders, propose(same), "RIGHT_NEEDED"},
		{"a stakeholder proposes on what it does not see", rivernet, nil, propose(same), "NOT_FOUND"},
		{"a person speaks for another delegation", negotiation.Principal{User: "sarrow-1", Actor: "coravia", Capacity: negotiation.InNationalService}, nil, propose(same), "NOT_AFFILIATED"},
		{"a person speaks for no actor", negotiation.Principal{User: "sarrow-1", Actor: "nowhere", Capacity: negotiation.InNationalService}, nil, propose(same), "UNKNOWN_ACTOR"},
		{"a proposal on a stale base", sarrow, func(s *scene, p []string) { s.edit(p[0], "Other."); s.publish("rev1") },
			propose(func(c *negotiation.ProposeAmendment) { c.BaseRevision = 1 }), "STALE_BASE"},
		{"a proposal without a base", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.BaseRevision = 0 }), "FIELD_REQUIRED"},
		{"a proposal on a paragraph not published", sarrow, func(s *scene, _ []string) {
			s.do(desk, negotiation.InsertPassage{Document: compact, Text: "Secret words."})
		}, func(s *scene, _ []string) negotiation.Command {
			c := s.proposal(s.paragraphs()[0], "Mine.")
			c.BaseRevision = 1
			return c
		}, "NOT_FOUND"},
		{"a proposal on a paragraph gone", sarrow, func(s *scene, p []string) {
			s.do(desk, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
			s.publish("rev1")
		}, propose(same), "PARAGRAPH_GONE"},
		{"a proposal that changes nothing", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.Wanted = startWords[0] }), "NO_CHANGE"},
		{"a proposal without words", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.Wanted = "" }), "TEXT_EMPTY"},
		{"a deletion with words", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.Kind = negotiation.DeleteParagraph }), "FIELD_INVALID"},
		{"a comment without words", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.Kind, c.Wanted = negotiation.Comment, "" }), "FIELD_REQUIRED"},
		{"a proposal for a group of others", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.OnBehalf = "actors/highland" }), "NOT_A_MEMBER"},
		{"a proposal for a State", sarrow, nil, propose(func(c *negotiation.ProposeAmendment) { c.OnBehalf = "actors/morvane" }), "NOT_A_GROUP"},
		{"a proposal replacing another's", morvane, nil, func(s *scene, p []string) negotiation.Command {
			c := s.proposal(p[1], "Mine.")
			c.Supersedes = s.propose(sarrow, p[0], "Theirs.")
			return c
		}, "NOT_FOUND"},
		{"a named proposal replacing one without a name", sarrow, nil, func(s *scene, p []string) negotiation.Command {
			c := s.proposal(p[0], "Unnamed.")
			c.Circulation = negotiation.CirculateUnnamed
			first := s.do(sarrow, c).Result.EntityName()
			c.Wanted, c.Circulation, c.Supersedes = "Named.", negotiation.CirculateWithName, first
			return c
		}, "NAMES_WOULD_LINK"},
		{"a proposal on a draft not published", sarrow, func(s *scene, _ []string) {
			s.do(desk, negotiation.CutDraft{Document: compact, Name: "secret", Kind: negotiation.RevisedDraft})
		}, propose(func(c *negotiation.ProposeAmendment) { c.Draft = compact + "/drafts/secret" }), "NOT_FOUND"},
		{"a late proposal where late ones are refused", sarrow, openRound(beginning.Add(time.Hour*2), negotiation.LateRefused, negotiation.AcceptsText), func(s *scene, p []string) negotiation.Command {
			s.now = beginning.Add(3 * time.Hour)
			return s.proposal(p[0], "Mine.")
		}, "WINDOW_CLOSED"},
		{"a text proposal in a round for comments", sarrow, openRound(beginning.Add(240*time.Hour), negotiation.LateRefused, negotiation.AcceptsComments), propose(same), "NOT_ACCEPTED_IN_ROUND"},
		{"a proposal before the first draft", sarrow, func(s *scene, _ []string) {
			s.do(desk, negotiation.CreateDocument{Process: riverside, ID: "annex", Title: "Annex"})
		}, fixed(negotiation.ProposeAmendment{Document: riverside + "/documents/annex", Kind: negotiation.InsertParagraph, Wanted: "First."}), "NOT_PUBLISHED"},
		{"a proposal in a closed process", sarrow, func(s *scene, _ []string) {
			s.do(root, negotiation.UpdateProcess{Process: riverside, Closed: ptr(true)})
		}, propose(same), "PROCESS_CLOSED"},
	}
}

func refusedHandling() []refusal {
	on := func(circulation negotiation.Circulation, then func(s *scene, name string) negotiation.Command) func(*scene, []string) negotiation.Command {
		return func(s *scene, p []string) negotiation.Command {
			c := s.proposal(p[0], "The parties shall divide the waters of the river.")
			c.Circulation = circulation
			return then(s, s.do(sarrow, c).Result.EntityName())
		}
	}
	join := func(_ *scene, name string) negotiation.Command {
		return negotiation.SponsorAmendment{Amendment: name, Kind: negotiation.CoSponsored}
	}
	circulate := func(_ *scene, name string) negotiation.Command {
		return negotiation.CirculateAmendment{Amendment: name}
	}
	withdraw := func(_ *scene, name string) negotiation.Command { return negotiation.WithdrawAmendment{Amendment: name} }
	submit := func(_ *scene, name string) negotiation.Command { return negotiation.SubmitAmendment{Amendment: name} }
	decide := func(d negotiation.DispositionKind, apply bool) func(*scene, string) negotiation.Command {
		return func(_ *scene, name string) negotiation.Command {
			return negotiation.DecideAmendment{Amendment: name, Disposition: d, ApplyToText: apply}
		}
	}
	return []refusal{
		{"joining what one cannot see", morvane, nil, on(negotiation.CirculateNot, join), "NOT_FOUND"},
		{"joining what circulates without names", morvane, nil, on(negotiation.CirculateUnnamed, join), "NAMES_WITHHELD"},
		{"joining one's own", sarrow, nil, on(negotiation.CirculateWithName, join), "ALREADY_SPONSOR"},
		{"withdrawing another's", morvane, nil, on(negotiation.CirculateUnnamed, withdraw), "NOT_PROPONENT"},
		{"withdrawing twice", sarrow, nil, on(negotiation.CirculateNot, func(s *scene, name string) negotiation.Command {
			s.do(sarrow, withdraw(s, name))
			return withdraw(s, name)
		}), "WRONG_AMENDMENT_STATE"},
		{"submitting twice", sarrow, nil, on(negotiation.CirculateNot, submit), "WRONG_AMENDMENT_STATE"},
		{"circulating against the proponent's choice", ines, nil, on(negotiation.CirculateNot, circulate), "NOT_TO_BE_CIRCULATED"},
		{"circulating twice", ines, nil, on(negotiation.CirculateUnnamed, circulate), "ALREADY_CIRCULATED"},
		{"answering no rebase", sarrow, nil, on(negotiation.CirculateNot, func(_ *scene, name string) negotiation.Command {
			return negotiation.AnswerRebase{Amendment: name, Answer: negotiation.ConfirmRebase}
		}), "NO_REBASE_TO_ANSWER"},
		{"not reflecting without a reason", ines, nil, on(negotiation.CirculateNot, decide(negotiation.NotReflected, false)), "FIELD_REQUIRED"},
		{"applying what is not reflected", ines, nil, on(negotiation.CirculateNot, func(_ *scene, name string) negotiation.Command {
			return negotiation.DecideAmendment{Amendment: name, Disposition: negotiation.NotReflected, ApplyToText: true, Reason: "no"}
		}), "NOT_APPLICABLE"},
		{"applying over other words", ines, func(s *scene, p []string) { s.edit(p[0], "The parties shall hoard the waters of the river.") },
			on(negotiation.CirculateNot, decide(negotiation.Reflected, true)), "OVERLAPS_TEXT"},
		{"the secretariat decides", desk, nil, on(negotiation.CirculateNot, decide(negotiation.Reflected, false)), "ROLE_NEEDED"},
		{"the team decides on a delegation's draft", ines, nil, func(s *scene, p []string) negotiation.Command {
			c := s.proposal(p[0], "Mine.")
			c.Submit = false
			return decide(negotiation.Reflected, false)(s, s.do(sarrow, c).Result.EntityName())
		}, "NOT_FOUND"},
	}
}

// TestRefusals provokes every reason of the catalogue; the golden file lists what
// a caller is told.
func TestRefusals(t *testing.T) {
	seen := map[string]bool{}
	var lines []string
	for _, c := range refusals() {
		t.Run(c.name, func(t *testing.T) {
			s, p := published(t)
			if c.arrange != nil {
				c.arrange(s, p)
			}
			command := c.command(s, p)
			before := len(s.events)
			e := s.refused(c.by, command, c.reason)
			if len(s.events) != before {
				t.Error("a refused command left events")
			}
			if e.Remedy == "" || e.Message == "" {
				t.Errorf("%+v does not say what is wrong and what to do", e)
			}
			seen[e.Reason] = true
			subject := e.Subject
			for i, name := range p {
				subject = strings.ReplaceAll(subject, negotiation.LastID(name), fmt.Sprint("p", i))
			}
			subject = regexp.MustCompile(`id\d{6}`).ReplaceAllString(subject, "id")
			lines = append(lines, fmt.Sprintf("%s %s\n  when: %s\n  %s: %s\n  %s\n", e.Reason, e.Kind, c.name, subject, e.Message, e.Remedy))
		})
	}
	for _, r := range negotiation.Refusals() {
		if !seen[r.Reason] {
			t.Errorf("no case provokes %s", r.Reason)
		}
	}
	golden(t, "refusals.golden", strings.Join(lines, "\n"))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", path, diff)
	}
}

// TestReasonsAreCatalogued reads the source: every reason that is given by name
// stands in the catalogue, once.
func TestReasonsAreCatalogued(t *testing.T) {
	catalogued := map[string]bool{}
	for _, r := range negotiation.Refusals() {
		if catalogued[r.Reason] || r.Kind == "" || r.Meaning == "" || r.Remedy == "" {
			t.Errorf("%s stands twice or says too little", r.Reason)
		}
		catalogued[r.Reason] = true
	}
	source := readSource(t)
	value := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\w+)\s+= "([A-Z_]+)"`).FindAllStringSubmatch(source, -1) {
		value[m[1]] = m[2]
	}
	used := regexp.MustCompile(`(?:refuse\(|known\[[^\]]*\]\(\w+(?:\.\w+)?, )([A-Z]\w+),`).FindAllStringSubmatch(source, -1)
	if len(used) < len(catalogued) {
		t.Fatalf("found only %d uses of %d reasons", len(used), len(catalogued))
	}
	given := map[string]bool{}
	for _, m := range used {
		if !catalogued[value[m[1]]] {
			t.Errorf("the reason %s = %q is not in the catalogue", m[1], value[m[1]])
		}
		given[m[1]] = true
	}
	for name, v := range value {
		if catalogued[v] && !given[name] {
			t.Errorf("the reason %s is never given", name)
		}
	}
}

func readSource(t *testing.T) string {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range files {
		if !strings.HasSuffix(f, "_test.go") {
			body, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(body)
		}
	}
	return b.String()
}
