package negotiation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// bracketSteps are the acts of a random history of brackets; those that stand first
// are drawn most.
var bracketSteps = []string{
	"open", "edit", "reshape", "leave", "settle", "undo", "hold", "drop", "attribute", "slot", "continue", "confirm", "publish", "closure", "import",
	"merge", "split", "move", "delete", "note", "edit", "edit",
}

// bracketPieces are what the wordings of these histories are made of.
var bracketPieces = []string{
	"[", "]", "[", "]", "[Coravia: ", "[Delta Union, Morvane: ", " (retain: Coravia)]", " – Morvane]", "the parties", " shall", " share", " the waters", " / ", ", ", " [X]", "[ ]", " and", ".", "{a note [a]}",
}

// bracketStep is one step of a history of brackets; words are those that it writes.
type bracketStep struct {
	act
	words string
}

func drawBracketSteps(t *rapid.T, least, most int) []bracketStep {
	delegates := []negotiation.Principal{sarrow, coravia, morvane}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) bracketStep {
		return bracketStep{
			act: act{
				kind: rapid.SampledFrom(bracketSteps).Draw(t, "kind"), by: rapid.SampledFrom(delegates).Draw(t, "by"),
				a: rapid.IntRange(0, 40).Draw(t, "a"), b: rapid.IntRange(0, 40).Draw(t, "b"), variant: rapid.IntRange(0, 5).Draw(t, "variant"),
			},
			words: "Water" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(bracketPieces), 0, 9).Draw(t, "words"), ""),
		}
	}), least, most).Draw(t, "steps")
}

// ofKind gives the entities of a kind in the compact.
func ofKind[T negotiation.Entity](s *scene) []T {
	s.t.Helper()
	var zero T
	all, err := s.state.List(zero.EntityKind(), compact, "")
	if err != nil {
		s.t.Fatal(err)
	}
	var out []T
	for _, e := range all {
		out = append(out, e.(T))
	}
	return out
}

// chosen gives one of several, the zero one of none.
func chosen[T any](all []T, n int) (out T) {
	if len(all) > 0 {
		out = all[n%len(all)]
	}
	return out
}

// bracketCommand gives the step as a command and who gives it.
func (s *scene) bracketCommand(x bracketStep) (negotiation.Principal, negotiation.Command) {
	paragraphs := s.paragraphs()
	p := chosen(paragraphs, x.a)
	if p == "" {
		return ines, negotiation.InsertPassage{Document: compact, Text: x.words}
	}
	base := s.passage(p).Revision
	name := w(1 + x.a%(1+len(ofKind[*negotiation.Bracket](s))))
	actor := "actors/" + []string{"sarrow", "coravia", "morvane", "delta"}[x.b%4]
	stance := []negotiation.Stance{"", negotiation.StanceRetain, negotiation.StanceDelete, negotiation.StanceReserve}[x.variant%4]
	switch x.kind {
	case "edit":
		return ines, negotiation.EditPassage{Paragraph: p, BaseRevision: base, Text: x.words, Typed: x.b%2 == 0}
	case "delete":
		return ines, negotiation.DeletePassage{Paragraph: p, BaseRevision: base}
	case "move":
		return ines, negotiation.MovePassage{Paragraph: p, BaseRevision: base, After: chosen(paragraphs, x.b)}
	case "split":
		return ines, negotiation.SplitPassage{Paragraph: p, BaseRevision: base, At: []int{1 + x.b}}
	case "merge":
		if i := slices.Index(paragraphs, p); i+1 < len(paragraphs) {
			return ines, negotiation.MergePassages{Paragraphs: paragraphs[i : i+2], BaseRevisions: []int{base, s.passage(paragraphs[i+1]).Revision}}
		}
		return ines, negotiation.DeletePassage{Paragraph: p, BaseRevision: base}
	case "undo":
		return ines, negotiation.UndoAct{Document: compact, Act: x.b % 3 * x.a}
	case "import":
		typed := s.typedWords()
		typed[x.a%len(typed)] = x.words
		return desk, negotiation.ImportDraft{Document: compact, Content: content(typed...)}
	case "open":
		c := negotiation.OpenBracket{Paragraph: p, BaseRevision: base, Start: x.b % 12, End: x.b%12 + x.variant*2}
		if stance != "" || x.a%2 == 0 {
			c.Actors, c.Stance = []string{actor}, stance
		}
		return desk, c
	case "closure":
		return tomas, closing(s, p, []negotiation.Closure{negotiation.Agreed, negotiation.ReopenedParagraph, negotiation.ParkedUntil}[x.variant%3])
	}
	return s.ofBracket(x, name, p, actor, stance)
}

// ofBracket gives the steps that name a bracket, and those of delegations.
func (s *scene) ofBracket(x bracketStep, name, p, actor string, stance negotiation.Stance) (negotiation.Principal, negotiation.Command) {
	open := slices.DeleteFunc(ofKind[*negotiation.Bracket](s), func(b *negotiation.Bracket) bool { return b.State != negotiation.BracketOpen })
	if b := chosen(open, x.a); b != nil {
		name = b.Name
		if h := chosen(b.Holders, x.b); x.kind == "leave" && len(h.Actors) > 0 {
			actor = chosen(h.Actors, x.variant)
		}
	}
	switch x.kind {
	case "settle":
		how := []negotiation.BracketSettlement{negotiation.KeepWords, negotiation.DropWords, negotiation.ChooseOption, negotiation.ReplaceWords}[x.b%4]
		c := negotiation.SettleBracket{Bracket: name, How: how, Agreed: x.variant%2 == 0}
		if how == negotiation.ReplaceWords {
			c.Words = "a bridge [of the Chair]"
		}
		if how == negotiation.ChooseOption {
			c.Option = x.variant % 3
		}
		return tomas, c
	case "reshape":
		return desk, negotiation.ReshapeBracket{Bracket: name, Start: x.b % 20, End: x.b%20 + x.variant*3}
	case "attribute":
		return desk, negotiation.AttributeBracket{Bracket: name, Holders: []negotiation.HolderEntry{{Actors: []string{actor}, Stance: stance}}}
	case "leave":
		return tomas, negotiation.RecordLeave{Bracket: name, Actor: actor, Reason: "said so"}
	case "slot":
		if i := x.a % max(1, len(open)); i+1 < len(open) {
			return desk, negotiation.ConfirmSlot{Brackets: []string{open[i].Name, open[i+1].Name}, Apart: x.variant == 0}
		}
		return desk, negotiation.ConfirmSlot{Brackets: []string{name, w(1)}}
	case "confirm":
		return desk, negotiation.ConfirmBracket{Bracket: name}
	case "continue":
		return desk, negotiation.ConfirmBracket{Bracket: name, Continues: w(1 + x.b%9)}
	case "note":
		return desk, negotiation.NoteBracket{Bracket: name, Notes: ptr(fmt.Sprint("note ", x.b))}
	case "hold":
		drafts := ofKind[*negotiation.Draft](s)
		if chosen(drafts, x.b) == nil {
			return x.by, negotiation.HoldWords{}
		}
		return x.by, negotiation.HoldWords{Draft: chosen(drafts, x.b).Name, Paragraph: p, Start: x.b % 12, End: x.b%12 + x.variant*2, Stance: stance}
	}
	if x.kind == "reserve" {
		drafts := ofKind[*negotiation.Draft](s)
		if chosen(drafts, x.b) == nil {
			return x.by, negotiation.Reserve{}
		}
		return x.by, negotiation.Reserve{Draft: chosen(drafts, x.b).Name, Kind: negotiation.ScrutinyHold}
	}
	holds := slices.DeleteFunc(ofKind[*negotiation.Hold](s), func(h *negotiation.Hold) bool {
		return h.Actor != "actors/"+x.by.Actor || h.State != negotiation.Holding && x.variant > 0
	})
	hold := compact + "/holds/none"
	if h := chosen(holds, x.a); h != nil {
		hold = h.Name
	}
	return x.by, negotiation.DropHold{Hold: hold}
}

// TestBracketHistories is law 6 over random histories: every bracket ever opened is
// in one state; those that are open are those whose numbers stand in the text, each
// twice; who holds them is who is named beside their words; and replay gives the same.
func TestBracketHistories(t *testing.T) {
	done := map[string]int{}
	rapid.Check(t, func(r *rapid.T) {
		s, _ := published(t)
		s.t = t
		for n, x := range drawBracketSteps(r, 8, 30) {
			if x.kind == "publish" {
				name := fmt.Sprint("d", n)
				if _, err := s.try(desk, negotiation.CutDraft{Document: compact, Name: name, Kind: negotiation.RevisedDraft}); err != nil {
					continue
				}
				if _, err := s.try(ines, negotiation.PublishDraft{Draft: compact + "/drafts/" + name, Level: negotiation.ToStates, Attributed: x.a%2 == 0}); err != nil {
					checkRefusal(r, x.kind, err)
					continue
				}
			} else {
				by, c := s.bracketCommand(x)
				if _, err := s.try(by, c); err != nil {
					checkRefusal(r, x.kind, err)
					continue
				}
			}
			done[x.kind]++
			s.checkBrackets(r, fmt.Sprintf("step %d, %s", n, x.kind))
		}
		s.checkReplay(r)
	})
	for _, kind := range []string{"open", "settle", "reshape", "attribute", "leave", "hold", "undo", "publish", "import", "closure"} {
		if done[kind] == 0 {
			t.Errorf("no history had a %s: %v", kind, done)
		}
	}
}

// checkRefusal wants a refusal to be one that a person can read, and no fault.
func checkRefusal(r *rapid.T, kind string, err error) {
	var e *negotiation.Error
	if !errors.As(err, &e) || e.Kind == negotiation.Internal || e.Message == "" || e.Remedy == "" {
		r.Fatalf("%s: %v", kind, err)
	}
}

// checkBrackets compares the brackets with the text.
func (s *scene) checkBrackets(r *rapid.T, after string) {
	f := bracket.Flow{}
	var glyphs [][]int
	for _, p := range s.passages() {
		name := negotiation.WorkingRevisionName(p.Paragraph, p.Revision)
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{Kind: p.Kind, Text: get[*negotiation.Revision](s, name).Text})
		var held []text.Attribution
		if e, err := s.state.Get(negotiation.KindAttribution, negotiation.AttributionName(name)); err == nil {
			held = e.(*negotiation.Attribution).Held
		}
		f.Held, glyphs = append(f.Held, held), append(glyphs, p.Glyphs)
	}
	tree := bracket.Parse(f, bracket.Options{})
	numbers := negotiation.BracketNumbers(tree, glyphs)
	stands := map[int]int{} // by the team's number, the index in the tree
	for i, n := range numbers {
		if _, twice := stands[n]; twice || n == 0 {
			r.Fatalf("after %s, bracket %d of %q has the number %d", after, i+1, s.typedWords(), n)
		}
		stands[n] = i
	}
	if diff := cmp.Diff(glyphNumbers(tree, numbers), glyphs, cmpopts.EquateEmpty()); diff != "" {
		r.Fatalf("after %s, the glyphs of %q: %s", after, s.typedWords(), diff)
	}
	head := get[*negotiation.Head](s, negotiation.HeadName(compact))
	all := ofKind[*negotiation.Bracket](s)
	if len(all) != head.Brackets || len(stands) != head.BracketsOpen {
		r.Fatalf("after %s, %d brackets are known and %d stand; the head has %d and %d", after, len(all), len(stands), head.Brackets, head.BracketsOpen)
	}
	shown := map[int]bool{}
	for n, b := range all {
		i, open := stands[b.Working]
		if b.Working != n+1 || open != (b.State == negotiation.BracketOpen) || !open && b.ClosedAt.IsZero() {
			r.Fatalf("after %s, %+v and stands: %t", after, b, open)
		}
		if b.Number > head.BracketsShown || b.Number != 0 && shown[b.Number] {
			r.Fatalf("after %s, %d of %d was given twice", after, b.Number, head.BracketsShown)
		}
		shown[b.Number] = true
		checkState(r, after, b)
		if open {
			checkHolders(r, after, b, tree.Brackets[i])
		}
	}
}

// glyphNumbers gives the number of each glyph of each paragraph.
func glyphNumbers(tree *bracket.Tree, numbers []int) [][]int {
	out := make([][]int, len(tree.Flow.Paragraphs))
	for _, x := range tree.Pieces {
		switch x.Kind {
		case bracket.Open, bracket.Close:
			out[x.Paragraph] = append(out[x.Paragraph], numbers[x.Bracket])
		case bracket.Unclosed, bracket.Stray:
			out[x.Paragraph] = append(out[x.Paragraph], 0)
		}
	}
	return out
}

// checkState holds the state of a bracket to the last act that could have made it.
func checkState(r *rapid.T, after string, b *negotiation.Bracket) {
	state := map[negotiation.BracketChange]negotiation.BracketState{
		negotiation.Opened: negotiation.BracketOpen, negotiation.Reopened: negotiation.BracketOpen, negotiation.Lifted: negotiation.BracketLifted,
		negotiation.NotRetained: negotiation.BracketNotRetained, negotiation.MergedInto: negotiation.BracketMerged, negotiation.SupersededBy: negotiation.BracketSuperseded,
	}
	last := negotiation.BracketState("")
	for _, a := range b.History {
		if to, ends := state[a.Change]; ends {
			last = to
		}
	}
	if last != b.State || len(b.History) == 0 || b.History[0].Change != negotiation.Opened {
		r.Fatalf("after %s, the history of %+v does not lead to its state", after, b)
	}
	if merged := b.State == negotiation.BracketMerged; merged != (b.Into != "") {
		r.Fatalf("after %s, %+v", after, b)
	}
}

// checkHolders holds a bracket's holders to the names beside its words.
func checkHolders(r *rapid.T, after string, b *negotiation.Bracket, x bracket.Bracket) {
	var want []string
	for _, h := range x.Holders {
		want = append(want, strings.Join(h.Actors, " ")+"|"+h.Source+"|"+h.Stance)
	}
	var got []string
	for _, h := range b.Holders {
		got = append(got, strings.Join(h.Actors, " ")+"|"+h.Source+"|"+h.Stance)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.Fatalf("after %s, %s is held by: %s", after, b.Name, diff)
	}
}
