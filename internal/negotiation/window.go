package negotiation

import (
	"slices"
	"time"
)

// admission is how a submission is taken: in which round, and whether late.
type admission struct {
	round string
	late  bool
}

// admit finds the round that takes a proposal now. The round with the highest
// number whose window is open takes it; with none open, the one whose window
// closed last takes it as late where its rule says so. A process that has entered
// no round sets no window.
func admit(s State, process string, a *Amendment, now time.Time) (admission, error) {
	rounds, err := list[*Round](s, process, "")
	if err != nil || len(rounds) == 0 {
		return admission{}, err
	}
	var open, closed *Round
	for _, r := range rounds {
		switch {
		case r.Window.Holds(now):
			open = r
		case !r.Window.Until.IsZero() && !now.Before(r.Window.Until):
			if closed == nil || !r.Window.Until.Before(closed.Window.Until) {
				closed = r
			}
		}
	}
	round, late := open, false
	if round == nil && closed != nil && closed.LateRule == LateMarked {
		round, late = closed, true
	}
	if round == nil {
		e := refuse(WindowClosed, process, "no round takes submissions now")
		if closed != nil {
			e.Facts = map[string]string{"round": closed.Name, "closed_at": closed.Window.Until.UTC().Format(time.RFC3339)}
		}
		return admission{}, e
	}
	if !round.takes(a) {
		return admission{}, refuse(NotAccepted, round.Name, "the round takes "+string(round.Accepts)+" only")
	}
	return admission{round: round.Name, late: late}, nil
}

// takes tells whether the round accepts such a proposal. A bridge is an edit or
// a replacement.
func (r *Round) takes(a *Amendment) bool {
	switch r.Accepts {
	case AcceptsComments:
		return a.Kind == Comment
	case AcceptsParagraphs:
		return slices.Contains(r.Paragraphs, a.Paragraph)
	case AcceptsBridges:
		return a.Kind == EditWords || a.Kind == ReplaceParagraph
	}
	return true
}
