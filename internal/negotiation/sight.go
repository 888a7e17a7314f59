package negotiation

import "time"

// ViewerOf gives the viewer that a principal is at that moment. Tokens follow
// from what the state says now: affiliations, memberships, admissions and
// offices, each within its dates. A person without a current affiliation or
// office is the public, with the sight of the own entry. A principal that the
// register does not know is *Error SIGN_IN_NEEDED.
//
// The capacities do not mix: who signs in for the delegation holds no team token
// and the reverse; an administrator holds the registers' alone.
func ViewerOf(s State, p Principal, now time.Time) (Viewer, error) {
	if p.Capacity == Nobody {
		return PublicViewer(), nil
	}
	user, err := userOf(s, p)
	if err != nil {
		return Viewer{}, err
	}
	tokens := []Token{UserToken(p.User)}
	switch p.Capacity {
	case AsAdministrator:
		tokens = append(tokens, AdministratorToken)
	case InNationalService:
		if !affiliated(user, ActorName(p.Actor), now) {
			break
		}
		more, err := delegationTokens(s, ActorName(p.Actor), now)
		if err != nil {
			return Viewer{}, err
		}
		tokens = append(tokens, more...)
	case OnTheTeam:
		more, err := teamTokens(s, user.Name, now)
		if err != nil {
			return Viewer{}, err
		}
		tokens = append(tokens, more...)
	}
	return NewViewer(tokens...), nil
}

// delegationTokens are those of an actor's delegation.
func delegationTokens(s State, name string, now time.Time) ([]Token, error) {
	actor, err := get[*Actor](s, name)
	if err != nil {
		return nil, err
	}
	tokens := []Token{ActorToken(LastID(name))}
	if actor.ActorKind == Group {
		tokens = append(tokens, GroupToken(LastID(name)))
	}
	for _, m := range actor.Memberships {
		if m.Holds(now) {
			tokens = append(tokens, GroupToken(LastID(m.Group)))
		}
	}
	admissions, err := list[*Participant](s, "", name)
	if err != nil {
		return nil, err
	}
	for _, p := range admissions {
		if p.Admitted.Holds(now) {
			tokens = append(tokens, participantTokens(actor.ActorKind, LastID(ProcessOf(p.Name)))...)
		}
	}
	return tokens, nil
}

// participantTokens are those that admission to a process gives. Stakeholders
// and United Nations entities see what is shown to stakeholders, all others what
// is shown to member States.
func participantTokens(kind ActorKind, process string) []Token {
	if kind == Stakeholder || kind == UnitedNations {
		return []Token{StakeholdersToken(process)}
	}
	return []Token{StatesToken(process), StakeholdersToken(process)}
}

// teamTokens are those of a person's current offices. The presiding officer sees
// what member States see; the text's team sees its working text too.
func teamTokens(s State, user string, now time.Time) ([]Token, error) {
	roles, err := list[*Role](s, "", user)
	if err != nil {
		return nil, err
	}
	var tokens []Token
	for _, r := range roles {
		if !r.Holds(now) {
			continue
		}
		process := LastID(ProcessOf(r.Name))
		tokens = append(tokens, StatesToken(process), StakeholdersToken(process))
		if r.RoleKind != PresidingOfficer {
			tokens = append(tokens, TeamToken(process))
		}
	}
	return tokens, nil
}

// Audience gives who sees what is shown at the level in the process with that
// id. Each level's tokens are held by all who hold a narrower one.
func (l Level) Audience(process string) Audience {
	switch l {
	case ToPublic:
		return AudienceOf(PublicToken)
	case ToStakeholders:
		return AudienceOf(StakeholdersToken(process))
	default:
		return AudienceOf(StatesToken(process))
	}
}

// WiderThan tells whether more people see l than m; an empty level is ToStates.
func (l Level) WiderThan(m Level) bool { return l.rank() > m.rank() }

func (l Level) rank() int {
	switch l {
	case ToPublic:
		return 2
	case ToStakeholders:
		return 1
	default:
		return 0
	}
}

// teamOnly is the audience of a process's working text.
func teamOnly(process string) Audience { return AudienceOf(TeamToken(LastID(process))) }
