package negotiation

import "time"

// Profile names a row of the table of default rights: a kind of actor, or an
// actor whose rights rest on a resolution of their own.
type Profile string

// The rows of the table.
const (
	ProfileMemberState   Profile = "member-state"
	ProfileObserverState Profile = "observer-state"
	ProfilePalestine     Profile = "state-of-palestine"
	ProfileHolySee       Profile = "holy-see"
	ProfileObserver      Profile = "observer"
	ProfileEuropeanUnion Profile = "european-union"
	ProfileGroup         Profile = "group"
	ProfileUnitedNations Profile = "united-nations"
	ProfileStakeholder   Profile = "stakeholder"
)

// ProfileOf gives the row of a kind of actor.
func ProfileOf(kind ActorKind) Profile { return Profile(kind) }

const (
	sourceCharter     = "Charter of the United Nations, Articles 9 and 18; rules of procedure of the General Assembly"
	sourcePalestine98 = "A/RES/52/250, annex"
	sourcePalestine24 = "A/RES/ES-10/23, annex"
	sourceHolySee     = "A/RES/58/314, annex"
	sourceUnion       = "A/RES/65/276, annex"
	sourceProcess     = "practice; the process's modalities decide"
)

// DefaultRights gives the rights that an actor of the profile has where a process
// says nothing else, each with the date from which it holds (zero: always) and
// its source. They are a starting point: what counts is the participant's own
// list, which a process may change. An unknown profile has none.
//
// Some of these rights are narrower than their names (the Holy See co-sponsors
// what refers to it, a union presents what its member States have agreed); the
// source tells, and the process narrows or widens them by dated entries.
func DefaultRights(p Profile) []RightSpan {
	switch p {
	case ProfileMemberState:
		return rightsFrom(time.Time{}, sourceCharter,
			ProposeInWriting, ProposeOrally, CoSponsor, ObjectToSilence, Vote, Dissociate)
	case ProfileObserverState:
		return rightsFrom(time.Time{}, sourceProcess, ProposeOrally)
	case ProfilePalestine:
		rights := rightsFrom(time.Date(1998, 7, 7, 0, 0, 0, 0, time.UTC), sourcePalestine98, ProposeOrally, CoSponsor)
		return append(rights, rightsFrom(time.Date(2024, 9, 10, 0, 0, 0, 0, time.UTC), sourcePalestine24, ProposeInWriting)...)
	case ProfileHolySee:
		return rightsFrom(time.Date(2004, 7, 1, 0, 0, 0, 0, time.UTC), sourceHolySee, ProposeOrally, CoSponsor)
	case ProfileEuropeanUnion:
		return rightsFrom(time.Date(2011, 5, 3, 0, 0, 0, 0, time.UTC), sourceUnion, ProposeOrally)
	case ProfileObserver:
		return rightsFrom(time.Time{}, sourceProcess, ProposeOrally)
	case ProfileUnitedNations, ProfileStakeholder:
		return rightsFrom(time.Time{}, sourceProcess, GiveInput)
	}
	return nil
}

func rightsFrom(from time.Time, source string, rights ...Right) []RightSpan {
	out := make([]RightSpan, len(rights))
	for i, r := range rights {
		out[i] = RightSpan{Right: r, Span: Span{From: from}, Source: source}
	}
	return out
}

// Has tells whether the participant has the right at t.
func (p *Participant) Has(r Right, t time.Time) bool {
	for _, s := range p.Rights {
		if s.Right == r && s.Holds(t) {
			return p.Admitted.Holds(t)
		}
	}
	return false
}

// TeamTask is what a team does in a process, as far as offices differ.
type TeamTask string

// The tasks.
const (
	KeepCalendar  TeamTask = "meetings"     // enter and change meetings
	RunRounds     TeamTask = "rounds"       // open rounds, extend windows
	KeepProcess   TeamTask = "process"      // title, protocol order, closing
	KeepDocuments TeamTask = "documents"    // open, close and reopen documents
	WriteText     TeamTask = "working-text" // change the working text, import, cut
	PublishText   TeamTask = "publication"  // show a draft to others
	Dispose       TeamTask = "dispositions" // decide on amendments
	Circulate     TeamTask = "circulation"  // show a proposal to participants
)

// offices is the one table of who does what. The secretariat does the work of
// the desk, circulation included, but shows no draft to anyone and decides on no
// proposal by itself: that is the co-facilitators' word, given by them or by
// those who serve on their team. The presiding officer convenes meetings.
var offices = map[TeamTask][]RoleKind{
	KeepCalendar:  {CoFacilitator, TeamMember, Secretariat, PresidingOfficer},
	RunRounds:     {CoFacilitator, TeamMember, Secretariat},
	KeepProcess:   {CoFacilitator, Secretariat},
	KeepDocuments: {CoFacilitator, TeamMember, Secretariat},
	WriteText:     {CoFacilitator, TeamMember, Secretariat},
	PublishText:   {CoFacilitator, TeamMember},
	Dispose:       {CoFacilitator, TeamMember},
	Circulate:     {CoFacilitator, TeamMember, Secretariat},
}
