package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// expectation is what a step has that checks the brackets of a published draft, each
// as the person of the step sees it.
type expectation struct {
	BurnDown []int32 `yaml:"burn_down"`
	Options  int32   // of the draft, of all forms
	Closed   int32   // paragraphs of it that are agreed
	Ended    ended
	Ready    []string
	Found    []expectedBracket
	Held     []expectedHold
}

// ended are the brackets that the draft before had and the draft has not.
type ended struct {
	Lifted, Superseded int32
	NotRetained        int32 `yaml:"not_retained"`
}

// expectedBracket is a bracket of the draft; only what is set is compared, but for
// the holders, which are compared where Named says that the person sees them.
type expectedBracket struct {
	At        place
	Number    int32
	Depth     int32
	Candidate string
	Kind      string
	Holders   []string
	Until     string // the label of the paragraph where it closes, if another
}

// expectedHold is what the person's delegation is told of a bracket.
type expectedHold struct {
	Number int32
	State  string
}

// check compares what came of the brackets with what the script expects.
func (p *player) check(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	p.did("")
	if s.BurnDown != nil {
		if err := p.checkBoard(ctx, by, s); err != nil {
			return err
		}
	}
	standing, err := p.standing(ctx, by, p.draft(s.Draft))
	if err != nil {
		return err
	}
	labels := map[string]string{}
	text, err := p.published(ctx, by, s.Draft)
	if err != nil {
		return err
	}
	for _, f := range text {
		labels[f.name] = f.label
	}
	for _, want := range s.Found {
		b, err := want.At.bracketIn(standing)
		if err != nil {
			return err
		}
		if got := bracketLine(b, want, labels); got != want.line() {
			return fmt.Errorf("the bracket %q of paragraph %s is not as the script expects\n  expected: %s\n  got:      %s", want.At.Words, want.At.Label, want.line(), got)
		}
	}
	return p.checkHolds(ctx, by, s.Held)
}

// line gives all that is compared of a bracket.
func (e expectedBracket) line() string {
	return fmt.Sprintf("number %d, depth %d, %s, candidate %q, until %q, held by %s", e.Number, e.Depth, e.Kind, e.Candidate, e.Until, strings.Join(e.Holders, "; "))
}

// bracketLine gives the same of a bracket as the server has it. What the script does
// not say is not compared.
func bracketLine(b *travauxv1.Bracket, want expectedBracket, labels map[string]string) string {
	got := expectedBracket{Number: b.GetNumber(), Candidate: b.GetCandidate(), Until: labels[b.GetEndParagraph()]}
	if want.Depth != 0 {
		got.Depth = b.GetDepth()
	}
	if want.Kind != "" {
		got.Kind = word(b.GetKind())
	}
	for _, h := range b.GetHolders() {
		line := strings.Join(each(h.GetActors(), lastOf), ", ")
		if h.GetStance() != "" {
			line += ": " + h.GetStance()
		}
		got.Holders = append(got.Holders, line)
	}
	return got.line()
}

// checkBoard compares the numbers of the board.
func (p *player) checkBoard(ctx context.Context, by api, s step) error {
	b, err := by.brackets.GetBoard(ctx, &travauxv1.GetBoardRequest{Parent: p.document(), Draft: p.draft(s.Draft)})
	if err != nil {
		return err
	}
	var open []int32
	for _, point := range b.GetPoints() {
		open = append(open, point.GetTotal().GetOpen())
	}
	if !slices.Equal(open, s.BurnDown) {
		return fmt.Errorf("the drafts have %v brackets, the script expects %v", open, s.BurnDown)
	}
	last := b.GetPoints()[len(open)-1]
	if n := last.GetTotal(); n.GetOptions() != s.Options || n.GetAgreed() != s.Closed {
		return fmt.Errorf("there are %d options and %d agreed paragraphs, the script expects %d and %d", n.GetOptions(), n.GetAgreed(), s.Options, s.Closed)
	}
	c := last.GetClosed()
	if got := (ended{Lifted: c.GetLifted(), NotRetained: c.GetNotRetained(), Superseded: c.GetSuperseded()}); got != s.Ended || c.GetMerged()+c.GetUntold() != 0 {
		return fmt.Errorf("the brackets ended so: %+v, %d merged, %d untold; the script expects %+v", got, c.GetMerged(), c.GetUntold(), s.Ended)
	}
	var ready []string
	for _, r := range b.GetTeam().GetReady() {
		if r.GetWhy() != "one-holder" {
			ready = append(ready, fmt.Sprintf("%d %s", r.GetBracket().GetNumber(), r.GetWhy()))
		}
	}
	if !slices.Equal(ready, s.Ready) {
		return fmt.Errorf("ready to land for more than one holder left is %q, the script expects %q", ready, s.Ready)
	}
	p.tell(counted(int(open[len(open)-1]), "bracket") + " left")
	p.tell(fmt.Sprintf("%d lifted", c.GetLifted()))
	p.tell(fmt.Sprintf("%d not retained", c.GetNotRetained()))
	return nil
}

// checkHolds compares what a delegation is told of brackets that it held.
func (p *player) checkHolds(ctx context.Context, by api, want []expectedHold) error {
	if len(want) == 0 {
		return nil
	}
	all, err := p.holds(ctx, by)
	if err != nil {
		return err
	}
	for _, w := range want {
		i := slices.IndexFunc(all, func(h *travauxv1.Hold) bool { return h.GetNumber() == w.Number })
		if i < 0 {
			return fmt.Errorf("the delegation holds no bracket %d", w.Number)
		}
		if got := word(all[i].GetState()); got != w.State {
			return fmt.Errorf("the delegation is told that bracket %d is %s, the script expects %s", w.Number, got, w.State)
		}
	}
	return nil
}

func each[A, B any](all []A, f func(A) B) []B {
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = f(a)
	}
	return out
}
