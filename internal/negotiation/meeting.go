package negotiation

// CreateRound opens a round with its submission window. Team only; shown to
// the participants of the process.
type CreateRound struct {
	Process    string // processes/{p}
	ID         string
	Title      string
	Number     int // 0 is one more than the last round's
	Dates      Span
	Accepts    Accepts  // empty is AcceptsText
	Paragraphs []string // with AcceptsParagraphs
	Window     Span
	LateRule   LateRule // empty is LateMarked
	Reason     string
}

// UpdateRound changes a round, for example to extend its window. A nil field
// stays as it is.
type UpdateRound struct {
	Round      string // processes/{p}/rounds/{r}
	Title      *string
	Dates      *Span
	Accepts    *Accepts
	Paragraphs *[]string
	Window     *Span
	LateRule   *LateRule
	Reason     string
}

// CreateMeeting enters a meeting in the calendar. Team and presiding officer.
type CreateMeeting struct {
	Process string // processes/{p}
	ID      string
	Title   string
	Kind    MeetingKind
	Dates   Span
	Place   string
	Round   string // processes/{p}/rounds/{r}; optional
	Reason  string
}

// UpdateMeeting changes a meeting. A nil field stays as it is.
type UpdateMeeting struct {
	Meeting string // processes/{p}/meetings/{m}
	Title   *string
	Kind    *MeetingKind
	Dates   *Span
	Place   *string
	Round   *string
	Reason  string
}

// Decide gives round.created.
func (c CreateRound) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindProcess, "process", c.Process); err != nil {
		return Outcome{}, err
	}
	if err := byTeam(s, m, c.Process, RunRounds); err != nil {
		return Outcome{}, err
	}
	if _, err := openProcess(s, c.Process); err != nil {
		return Outcome{}, err
	}
	r := &Round{
		Name: RoundName(c.Process, c.ID), Title: c.Title, Number: c.Number, Dates: c.Dates, Accepts: c.Accepts,
		Paragraphs: c.Paragraphs, Window: fromNow(c.Window, m.Now), LateRule: c.LateRule,
	}
	if err := all(CheckID("id", c.ID), free[*Round](s, r.Name)); err != nil {
		return Outcome{}, err
	}
	if r.Number == 0 {
		rounds, err := list[*Round](s, c.Process, "")
		if err != nil {
			return Outcome{}, err
		}
		r.Number = 1
		if len(rounds) > 0 {
			r.Number = rounds[len(rounds)-1].Number + 1
		}
	}
	if r.Accepts == "" {
		r.Accepts = AcceptsText
	}
	if r.LateRule == "" {
		r.LateRule = LateMarked
	}
	return roundOutcome(m, r, "round.created", c.Reason)
}

// Decide gives round.updated.
func (c UpdateRound) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindRound, "round", c.Round); err != nil {
		return Outcome{}, err
	}
	process := ProcessOf(c.Round)
	if err := byTeam(s, m, process, RunRounds); err != nil {
		return Outcome{}, err
	}
	if _, err := openProcess(s, process); err != nil {
		return Outcome{}, err
	}
	r, err := get[*Round](s, c.Round)
	if err != nil {
		return Outcome{}, err
	}
	set(&r.Title, c.Title)
	set(&r.Dates, c.Dates)
	set(&r.Accepts, c.Accepts)
	set(&r.Paragraphs, c.Paragraphs)
	set(&r.Window, c.Window)
	set(&r.LateRule, c.LateRule)
	return roundOutcome(m, r, "round.updated", c.Reason)
}

func roundOutcome(m Meta, r *Round, kind, reason string) (Outcome, error) {
	err := all(required("title", r.Title), span("dates", r.Dates), span("window", r.Window),
		oneOf("accepts", r.Accepts, AcceptsComments, AcceptsText, AcceptsParagraphs, AcceptsBridges),
		oneOf("late_rule", r.LateRule, LateMarked, LateRefused), listed("paragraphs", r.Paragraphs), note("reason", reason))
	if err != nil {
		return Outcome{}, err
	}
	if r.Number < 1 {
		return Outcome{}, badField("number", "is less than 1", "Count rounds from 1.")
	}
	for _, p := range r.Paragraphs {
		if err := CheckName(KindParagraph, "paragraphs", p); err != nil {
			return Outcome{}, err
		}
	}
	b := newSheet(m)
	b.add(ProcessOf(r.Name), ToStates.Audience(LastID(ProcessOf(r.Name))), kind, r.Name, reason, r)
	return b.outcome(r)
}

// Decide gives meeting.created.
func (c CreateMeeting) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindProcess, "process", c.Process); err != nil {
		return Outcome{}, err
	}
	if err := byTeam(s, m, c.Process, KeepCalendar); err != nil {
		return Outcome{}, err
	}
	if _, err := openProcess(s, c.Process); err != nil {
		return Outcome{}, err
	}
	g := &Meeting{
		Name: MeetingName(c.Process, c.ID), Title: c.Title, MeetingKind: c.Kind, Dates: c.Dates, Place: c.Place, Round: c.Round,
	}
	if err := all(CheckID("id", c.ID), free[*Meeting](s, g.Name)); err != nil {
		return Outcome{}, err
	}
	return meetingOutcome(s, m, g, "meeting.created", c.Reason)
}

// Decide gives meeting.updated.
func (c UpdateMeeting) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindMeeting, "meeting", c.Meeting); err != nil {
		return Outcome{}, err
	}
	process := ProcessOf(c.Meeting)
	if err := byTeam(s, m, process, KeepCalendar); err != nil {
		return Outcome{}, err
	}
	if _, err := openProcess(s, process); err != nil {
		return Outcome{}, err
	}
	g, err := get[*Meeting](s, c.Meeting)
	if err != nil {
		return Outcome{}, err
	}
	set(&g.Title, c.Title)
	set(&g.MeetingKind, c.Kind)
	set(&g.Dates, c.Dates)
	set(&g.Place, c.Place)
	set(&g.Round, c.Round)
	return meetingOutcome(s, m, g, "meeting.updated", c.Reason)
}

func meetingOutcome(s State, m Meta, g *Meeting, kind, reason string) (Outcome, error) {
	err := all(required("title", g.Title), line("place", g.Place), span("dates", g.Dates), note("reason", reason),
		oneOf("kind", g.MeetingKind, Preparatory, Consultation, Informal, InformalInformal, Committee, Plenary, HighLevel, SideEvent))
	if err != nil {
		return Outcome{}, err
	}
	if g.Dates.From.IsZero() {
		return Outcome{}, lacking("dates", "a meeting has a date")
	}
	process := ProcessOf(g.Name)
	if g.Round != "" {
		if err := CheckName(KindRound, "round", g.Round); err != nil {
			return Outcome{}, err
		}
		if _, err := get[*Round](s, g.Round); err != nil {
			return Outcome{}, err
		}
	}
	b := newSheet(m)
	b.add(process, ToStates.Audience(LastID(process)), kind, g.Name, reason, g)
	return b.outcome(g)
}
