package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// player plays the script against a server.
type player struct {
	script  *script
	callers *callers
	show    *display
	// start is the instant from which the script's moments count.
	start time.Time
	now   func() time.Time

	people     map[string]api       // by user id
	amendments map[string]string    // resource names by the script's ids
	texts      map[string][]found   // of published drafts, by id
	awaited    []decision           // whose rebase the next publication brings
	findings   []*travauxv1.Finding // of the newest import
	proposing  time.Duration

	// Of the line that is being played: acts done, counts by noun in the order
	// met, and what else there is to tell.
	done   int
	nouns  []string
	counts map[string]int
	facts  []string
}

func newPlayer(s *script, c *callers, show *display, start time.Time, now func() time.Time) *player {
	return &player{
		script: s, callers: c, show: show, start: start, now: now,
		people: map[string]api{}, amendments: map[string]string{}, texts: map[string][]found{}, counts: map[string]int{},
	}
}

// play does the steps in order. Those without a line of their own go with the
// one before.
func (p *player) play(ctx context.Context) error {
	steps := p.script.Steps
	for from := 0; from < len(steps); {
		end, acts := from+1, steps[from].acts()
		for end < len(steps) && steps[end].Say == "" {
			acts += steps[end].acts()
			end++
		}
		p.begin(steps[from].Say, acts)
		for i := from; i < end; i++ {
			if err := p.perform(ctx, steps[i]); err != nil {
				return fmt.Errorf("step %d of the script, %s: %w", i+1, steps[i].describe(), told(err))
			}
		}
		p.end()
		from = end
	}
	return nil
}

// acts counts what is done in the step.
func (s step) acts() int { return max(len(s.Amendments)+len(s.Decisions)+len(s.Closures), 1) }

// describe names the step in an error.
func (s step) describe() string {
	parts := []string{s.Do}
	for _, v := range []string{s.Round, s.Draft, s.Amendment, s.At.Label, s.At.Words, s.Bracket.Label, s.Bracket.Words} {
		if v != "" {
			parts = append(parts, v)
		}
	}
	if s.By != "" {
		parts = append(parts, "by", s.By)
	}
	return strings.Join(parts, " ")
}

func (p *player) perform(ctx context.Context, s step) error {
	switch s.Do {
	case "round":
		return p.openRound(ctx, s)
	case "window":
		return p.moveWindow(ctx, s)
	case "import", "cut":
		return p.makeDraft(ctx, s)
	case "publish":
		return p.publish(ctx, s)
	case "propose":
		return p.propose(ctx, s)
	case "circulate":
		return p.circulate(ctx, s)
	case "sponsor":
		return p.sponsor(ctx, s)
	case "withdraw":
		return p.withdraw(ctx, s)
	case "decide":
		return p.decide(ctx, s)
	case "answer":
		return p.answer(ctx, s)
	case "hold":
		return p.hold(ctx, s)
	case "drop":
		return p.drop(ctx, s)
	case "open":
		return p.open(ctx, s)
	case "slot", "leave", "settle", "confirm", "note":
		return p.bracket(ctx, s)
	case "close":
		return p.closeParagraphs(ctx, s)
	case "check":
		return p.check(ctx, s)
	}
	return p.write(ctx, s)
}

// begin starts a line of so many acts.
func (p *player) begin(said string, acts int) {
	p.done, p.nouns, p.facts = 0, nil, nil
	clear(p.counts)
	p.show.begin(said, acts)
}

// did counts one act done; an empty noun is not told at the end of the line.
func (p *player) did(noun string) {
	p.done++
	p.show.at(p.done)
	if noun == "" {
		return
	}
	if p.counts[noun] == 0 {
		p.nouns = append(p.nouns, noun)
	}
	p.counts[noun]++
}

// tell adds something to the end of the line.
func (p *player) tell(fact string) { p.facts = append(p.facts, fact) }

// end closes the line.
func (p *player) end() {
	var parts []string
	for _, n := range p.nouns {
		parts = append(parts, counted(p.counts[n], n))
	}
	p.show.end(strings.Join(append(parts, p.facts...), ", "))
}

// as gives the server as a person reaches it.
func (p *player) as(user string) (api, error) {
	a, ok := p.people[user]
	if !ok {
		return api{}, fmt.Errorf("the script has no user %q", user)
	}
	return a, nil
}

func (p *player) process() string  { return "processes/" + p.script.Process.ID }
func (p *player) document() string { return p.process() + "/documents/" + p.script.Document.ID }
func (p *player) draft(id string) string {
	return p.document() + "/drafts/" + id
}
