package negotiation

import (
	"strings"
	"time"
)

// CreateProcess opens a negotiation. Administrators only; public.
type CreateProcess struct {
	ID            string
	Title         string
	Mandate       string
	TimeZone      string   // IANA name; checked here for form only, see BadTimeZone
	ProtocolOrder []string // actors/{a}
	Reason        string
}

// UpdateProcess changes a process; a nil field stays as it is. Administrators
// and the process's co-facilitators and secretariat.
type UpdateProcess struct {
	Process       string // processes/{p}
	Title         *string
	Mandate       *string
	TimeZone      *string
	ProtocolOrder *[]string
	Closed        *bool
	Reason        string
}

// AdmitParticipant admits an actor to a process, or changes its admission: the
// entry is replaced whole. Administrators only; public.
type AdmitParticipant struct {
	Process  string // processes/{p}
	Actor    string // actors/{a}
	Admitted Span   // a zero From is the moment of the act
	// Rights are the actor's rights in this process. Nil means those of
	// DefaultRights for Profile, or for the actor's kind where Profile is empty.
	Rights  []RightSpan
	Profile Profile
	Reason  string
}

// AssignRole gives a person an office in a process. Administrators only; public.
type AssignRole struct {
	Process string // processes/{p}
	ID      string // optional; else opaque
	User    string // users/{u}
	Actor   string // actors/{a} that the person comes from; optional
	Role    RoleKind
	Term    Span // a zero From is the moment of the act
	Reason  string
}

// EndRole ends an office. Administrators only; public.
type EndRole struct {
	Role   string    // processes/{p}/roles/{r}
	Until  time.Time // zero is the moment of the act
	Reason string
}

// Decide gives process.created.
func (c CreateProcess) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	p := &Process{Name: ProcessName(c.ID), Title: c.Title, Mandate: c.Mandate, TimeZone: c.TimeZone, ProtocolOrder: c.ProtocolOrder}
	if p.TimeZone == "" {
		p.TimeZone = "UTC"
	}
	if err := all(CheckID("id", c.ID), free[*Process](s, p.Name), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	return processOutcome(s, m, p, "process.created", c.Reason)
}

// Decide gives process.updated, process.closed or process.reopened.
func (c UpdateProcess) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindProcess, "process", c.Process); err != nil {
		return Outcome{}, err
	}
	if byAdministrator(s, m) != nil {
		if err := byTeam(s, m, c.Process, KeepProcess); err != nil {
			return Outcome{}, err
		}
	}
	p, err := get[*Process](s, c.Process)
	if err != nil {
		return Outcome{}, err
	}
	kind := "process.updated"
	if c.Closed != nil && *c.Closed != p.Closed {
		kind = "process.reopened"
		if *c.Closed {
			kind = "process.closed"
		}
	}
	set(&p.Title, c.Title)
	set(&p.Mandate, c.Mandate)
	set(&p.TimeZone, c.TimeZone)
	set(&p.ProtocolOrder, c.ProtocolOrder)
	set(&p.Closed, c.Closed)
	if err := note("reason", c.Reason); err != nil {
		return Outcome{}, err
	}
	return processOutcome(s, m, p, kind, c.Reason)
}

// BadTimeZone is the refusal of a name that is none of a time zone, FIELD_INVALID.
// Decisions give it for the form; who has a database of time zones, for the name.
func BadTimeZone() *Error {
	return badField("time_zone", "is no IANA name of a time zone", "Give a name such as America/New_York, Africa/Nairobi or UTC.")
}

func processOutcome(s State, m Meta, p *Process, kind, reason string) (Outcome, error) {
	err := all(required("title", p.Title), note("mandate", p.Mandate), required("time_zone", p.TimeZone),
		listed("protocol_order", p.ProtocolOrder))
	if err != nil {
		return Outcome{}, err
	}
	if strings.ContainsAny(p.TimeZone, " ") || strings.HasPrefix(p.TimeZone, "/") || strings.Contains(p.TimeZone, "..") {
		return Outcome{}, BadTimeZone()
	}
	for _, a := range p.ProtocolOrder {
		if err := CheckName(KindActor, "protocol_order", a); err != nil {
			return Outcome{}, err
		}
		if _, err := known[*Actor](s, UnknownActor, "protocol_order", a); err != nil {
			return Outcome{}, err
		}
	}
	b := newSheet(m)
	b.add(p.Name, AudienceOf(PublicToken), kind, p.Name, reason, p)
	return b.outcome(p)
}

// Decide gives participant.admitted, or participant.changed for one that is
// admitted already.
func (c AdmitParticipant) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	err := all(CheckName(KindProcess, "process", c.Process), CheckName(KindActor, "actor", c.Actor),
		note("reason", c.Reason), listed("rights", c.Rights))
	if err != nil {
		return Outcome{}, err
	}
	if _, err := openProcess(s, c.Process); err != nil {
		return Outcome{}, err
	}
	actor, err := known[*Actor](s, UnknownActor, "actor", c.Actor)
	if err != nil {
		return Outcome{}, err
	}
	p := &Participant{
		Name: ParticipantName(c.Process, LastID(c.Actor)), Actor: c.Actor, Admitted: fromNow(c.Admitted, m.Now), Rights: c.Rights,
	}
	if p.Rights == nil {
		if p.Rights, err = defaultRights(c.Profile, actor.ActorKind); err != nil {
			return Outcome{}, err
		}
	}
	if err := checkRights(p); err != nil {
		return Outcome{}, err
	}
	kind := "participant.admitted"
	if was, err := exists[*Participant](s, p.Name); err != nil {
		return Outcome{}, err
	} else if was {
		kind = "participant.changed"
	}
	b := newSheet(m)
	b.add(c.Process, AudienceOf(PublicToken), kind, p.Name, c.Reason, p)
	return b.outcome(p)
}

func defaultRights(profile Profile, kind ActorKind) ([]RightSpan, error) {
	if profile == "" {
		profile = ProfileOf(kind)
	}
	err := oneOf("profile", profile, ProfileMemberState, ProfileObserverState, ProfilePalestine, ProfileHolySee,
		ProfileObserver, ProfileEuropeanUnion, ProfileGroup, ProfileUnitedNations, ProfileStakeholder)
	return DefaultRights(profile), err
}

func checkRights(p *Participant) error {
	if err := span("admitted", p.Admitted); err != nil {
		return err
	}
	for _, r := range p.Rights {
		err := all(oneOf("rights.right", r.Right, ProposeInWriting, ProposeOrally, CoSponsor, ObjectToSilence, Vote, Dissociate, GiveInput),
			span("rights", r.Span), line("rights.source", r.Source))
		if err != nil {
			return err
		}
	}
	return nil
}

// fromNow lets a span without a beginning begin at the moment of the act.
func fromNow(s Span, now time.Time) Span {
	if s.From.IsZero() {
		s.From = now.UTC()
	}
	return s
}

// Decide gives role.assigned.
func (c AssignRole) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	err := all(CheckName(KindProcess, "process", c.Process), CheckName(KindUser, "user", c.User),
		oneOf("role", c.Role, CoFacilitator, TeamMember, Secretariat, PresidingOfficer), note("reason", c.Reason))
	if err != nil {
		return Outcome{}, err
	}
	if c.ID != "" {
		if err := CheckID("id", c.ID); err != nil {
			return Outcome{}, err
		}
	} else {
		c.ID = m.NewID()
	}
	if _, err := openProcess(s, c.Process); err != nil {
		return Outcome{}, err
	}
	if _, err := known[*User](s, UnknownUser, "user", c.User); err != nil {
		return Outcome{}, err
	}
	if c.Actor != "" {
		if _, err := known[*Actor](s, UnknownActor, "actor", c.Actor); err != nil {
			return Outcome{}, err
		}
	}
	r := &Role{Name: RoleName(c.Process, c.ID), User: c.User, Actor: c.Actor, RoleKind: c.Role, Span: fromNow(c.Term, m.Now)}
	if err := all(span("term", r.Span), free[*Role](s, r.Name)); err != nil {
		return Outcome{}, err
	}
	b := newSheet(m)
	b.add(c.Process, AudienceOf(PublicToken), "role.assigned", r.Name, c.Reason, r)
	return b.outcome(r)
}

// Decide gives role.ended.
func (c EndRole) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	if err := all(CheckName(KindRole, "role", c.Role), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	r, err := get[*Role](s, c.Role)
	if err != nil {
		return Outcome{}, err
	}
	if !r.Until.IsZero() && !r.Until.After(m.Now) {
		return Outcome{}, refuse(RoleEnded, r.Name, "the office has ended already")
	}
	r.Until = c.Until.UTC()
	if c.Until.IsZero() {
		r.Until = m.Now.UTC()
	}
	if err := span("until", r.Span); err != nil {
		return Outcome{}, err
	}
	b := newSheet(m)
	b.add(ProcessOf(r.Name), AudienceOf(PublicToken), "role.ended", r.Name, c.Reason, r)
	return b.outcome(r)
}
