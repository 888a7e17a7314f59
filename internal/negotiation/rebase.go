package negotiation

import (
	"fmt"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// carried is what becomes of a wanted wording on another base.
type carried struct {
	outcome RebaseOutcome
	wanted  string // the wording on the new base; what was wanted where it overlaps
}

// carryOver rebases a wording wanted on chain[0] onto the last of chain, the
// wordings that the paragraph had one after the other. The edits of each step
// are composed, so that what one step took out and the next put back stays a
// change (domain law 4).
func carryOver(c Comparer, chain []string, wanted, language string) (carried, error) {
	base, newest := chain[0], chain[len(chain)-1]
	var onto []redline.Edit
	for i := 1; i < len(chain); i++ {
		step := c.EditsOf(chain[i-1], chain[i], language)
		if i == 1 {
			onto = step
		} else {
			onto = redline.Compose(onto, step)
		}
	}
	r, err := redline.Rebase(c.EditsOf(base, wanted, language), onto, base)
	if err != nil {
		return carried{}, fmt.Errorf("rebasing: %w", err)
	}
	switch r.Outcome {
	case redline.Untouched:
		return carried{Untouched, wanted}, nil
	case redline.Satisfied:
		return carried{Satisfied, newest}, nil
	case redline.Overlap:
		return carried{Overlap, wanted}, nil
	}
	derived, err := redline.Apply(newest, r.Edits)
	if err != nil {
		return carried{}, fmt.Errorf("applying rebased edits: %w", err)
	}
	return carried{Clean, derived}, nil
}

// carryHeld moves attributions from a wording to the one that followed it. One
// whose place was rewritten, or whose bracket is gone, is dropped: its words are
// no longer there to be held.
func carryHeld(c Comparer, old, now string, held []text.Attribution, language string) []text.Attribution {
	edits := c.EditsOf(old, now, language)
	var out []text.Attribution
	for _, a := range held {
		offset, ok := carryOffset(a.Offset, strings.HasPrefix(a.Source, " "), edits)
		if !ok || !fits(a, now, offset) {
			continue
		}
		a.Offset = offset
		out = append(out, a)
	}
	return out
}

// carryOffset moves a place over edits. What is inserted right there comes before
// it if trailing is set, else after it.
func carryOffset(at int, trailing bool, edits []redline.Edit) (int, bool) {
	shift := 0
	for _, e := range edits {
		switch {
		case e.Start < at && at < e.End:
			return 0, false
		case e.End < at, e.End == at && (e.Start < at || trailing):
			shift += len(e.Insert) - (e.End - e.Start)
		}
	}
	return at + shift, true
}

// fits tells whether an attribution still stands where its form belongs: names
// before words right after "[", names after words right before "]", a stance in
// round brackets anywhere.
func fits(a text.Attribution, s string, at int) bool {
	if at < 0 || at > len(s) {
		return false
	}
	switch {
	case strings.HasPrefix(strings.TrimLeft(a.Source, " "), "("):
		return true
	case strings.HasPrefix(a.Source, " "):
		return strings.HasPrefix(s[at:], "]")
	default:
		return strings.HasSuffix(s[:at], "[")
	}
}

// Stand is the wording that a proposal stands for now: the number of the published
// wording that it was last made on or carried to, and the words wanted there.
type Stand struct {
	Revision int
	Wanted   string
}

// StandOf gives what a proposal stands for: as submitted, as derived by a clean
// rebase, or as its proponent has answered one. A clean rebase holds until its
// proponent says otherwise; an overlap leaves the proposal where it was.
func StandOf(a *Amendment, h *Handling) Stand {
	now := Stand{a.Revision, a.Wanted}
	for _, r := range h.Rebases {
		switch {
		case r.Answer == AnswerRevised, r.Outcome == Clean, r.Outcome == Satisfied:
			now = Stand{r.To, r.Wanted}
		case r.Outcome == Untouched:
			now.Revision = r.To
		}
	}
	return now
}

// askedOf gives what the proponent has asked for in its own words: as submitted, or
// as it has last revised them on a draft.
func askedOf(a *Amendment, h *Handling) Stand {
	asked := Stand{a.Revision, a.Wanted}
	for _, r := range h.Rebases {
		if r.Answer == AnswerRevised {
			asked = Stand{r.To, r.Wanted}
		}
	}
	return asked
}

// wordings gives the published wordings of a paragraph from one number to another.
func wordings(s State, paragraph string, from, to int) ([]string, error) {
	var chain []string
	for n := from; n <= to; n++ {
		r, err := get[*Revision](s, RevisionName(paragraph, n))
		if err != nil {
			return nil, err
		}
		chain = append(chain, r.Text)
	}
	return chain, nil
}

// carryMarks moves formatting to the wording that followed. A mark whose edge was
// rewritten is dropped.
func carryMarks(c Comparer, old, now string, marks []text.Mark, language string) []text.Mark {
	edits := c.EditsOf(old, now, language)
	var out []text.Mark
	for _, k := range marks {
		start, a := carryOffset(k.Start, k.Start < k.End, edits)
		end, b := carryOffset(k.End, false, edits)
		if a && b && (start < end || k.Start == k.End) && end <= len(now) {
			k.Start, k.End = start, max(start, end)
			out = append(out, k)
		}
	}
	text.SortMarks(out)
	return out
}
