package negotiation

// CreateUser enters a person. Administrators only. Audience of the event: the
// administrators and the person.
type CreateUser struct {
	ID           string // chosen by the administrator, see CheckID
	DisplayName  string
	Affiliations []Affiliation
	Reason       string
}

// UpdateUser changes a person's entry. A nil field stays as it is.
type UpdateUser struct {
	User         string // users/{u}
	DisplayName  *string
	Affiliations *[]Affiliation // the whole list
	Reason       string
}

// CreateActor enters an actor in the public register. Administrators only.
type CreateActor struct {
	ID              string
	Kind            ActorKind
	DisplayName     map[string]string // by language tag; "en" is required
	Aliases         []string
	Code            string
	StakeholderType string
	Region          string
	Memberships     []Membership
	Reason          string
}

// UpdateActor changes an actor's entry. A nil field stays as it is; a list is
// replaced whole, so a membership is ended by giving it again with its end.
type UpdateActor struct {
	Actor           string // actors/{a}
	DisplayName     map[string]string
	Aliases         *[]string
	Code            *string
	StakeholderType *string
	Region          *string
	Memberships     *[]Membership
	Reason          string
}

// Decide gives user.created.
func (c CreateUser) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	u := &User{Name: UserName(c.ID), DisplayName: c.DisplayName, Affiliation: c.Affiliations}
	if err := all(CheckID("id", c.ID), free[*User](s, u.Name), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	return userOutcome(s, m, u, "user.created", c.Reason)
}

// Decide gives user.updated, or no event where nothing changes.
func (c UpdateUser) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	if err := all(CheckName(KindUser, "user", c.User), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	u, err := get[*User](s, c.User)
	if err != nil {
		return Outcome{}, err
	}
	set(&u.DisplayName, c.DisplayName)
	set(&u.Affiliation, c.Affiliations)
	return userOutcome(s, m, u, "user.updated", c.Reason)
}

func userOutcome(s State, m Meta, u *User, kind, reason string) (Outcome, error) {
	if err := all(required("display_name", u.DisplayName), listed("affiliations", u.Affiliation)); err != nil {
		return Outcome{}, err
	}
	for _, a := range u.Affiliation {
		if err := all(CheckName(KindActor, "affiliations.actor", a.Actor), span("affiliations", a.Span)); err != nil {
			return Outcome{}, err
		}
		if _, err := known[*Actor](s, UnknownActor, "affiliations.actor", a.Actor); err != nil {
			return Outcome{}, err
		}
	}
	b := newSheet(m)
	b.add(registry, AudienceOf(AdministratorToken, UserToken(LastID(u.Name))), kind, u.Name, reason, u)
	return b.outcome(u)
}

// Decide gives actor.created.
func (c CreateActor) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	a := &Actor{
		Name: ActorName(c.ID), ActorKind: c.Kind, DisplayName: c.DisplayName, Aliases: c.Aliases, Code: c.Code,
		StakeholderType: c.StakeholderType, Region: c.Region, Memberships: c.Memberships,
	}
	err := all(CheckID("id", c.ID), free[*Actor](s, a.Name), note("reason", c.Reason),
		oneOf("kind", c.Kind, MemberState, ObserverState, Observer, Group, UnitedNations, Stakeholder))
	if err != nil {
		return Outcome{}, err
	}
	return actorOutcome(s, m, a, "actor.created", c.Reason)
}

// Decide gives actor.updated.
func (c UpdateActor) Decide(s State, m Meta) (Outcome, error) {
	if err := byAdministrator(s, m); err != nil {
		return Outcome{}, err
	}
	if err := all(CheckName(KindActor, "actor", c.Actor), note("reason", c.Reason)); err != nil {
		return Outcome{}, err
	}
	a, err := known[*Actor](s, UnknownActor, "actor", c.Actor)
	if err != nil {
		return Outcome{}, err
	}
	if c.DisplayName != nil {
		a.DisplayName = c.DisplayName
	}
	set(&a.Aliases, c.Aliases)
	set(&a.Code, c.Code)
	set(&a.StakeholderType, c.StakeholderType)
	set(&a.Region, c.Region)
	set(&a.Memberships, c.Memberships)
	return actorOutcome(s, m, a, "actor.updated", c.Reason)
}

func actorOutcome(s State, m Meta, a *Actor, kind, reason string) (Outcome, error) {
	err := all(required("display_name.en", a.DisplayName["en"]), listed("aliases", a.Aliases),
		listed("memberships", a.Memberships), line("code", a.Code),
		line("stakeholder_type", a.StakeholderType), line("region", a.Region))
	if err != nil {
		return Outcome{}, err
	}
	for tag, name := range a.DisplayName {
		if err := all(languageTag("display_name", tag), required("display_name", name)); err != nil {
			return Outcome{}, err
		}
	}
	for _, alias := range a.Aliases {
		if err := required("aliases", alias); err != nil {
			return Outcome{}, err
		}
	}
	for _, g := range a.Memberships {
		if err := checkMembership(s, g); err != nil {
			return Outcome{}, err
		}
	}
	b := newSheet(m)
	b.add(registry, AudienceOf(PublicToken), kind, a.Name, reason, a)
	return b.outcome(a)
}

func checkMembership(s State, g Membership) error {
	if err := all(CheckName(KindActor, "memberships.group", g.Group), span("memberships", g.Span), line("memberships.source", g.Source)); err != nil {
		return err
	}
	group, err := known[*Actor](s, UnknownActor, "memberships.group", g.Group)
	if err == nil && group.ActorKind != Group {
		err = refuse(NotAGroup, "memberships.group", g.Group+" is not a group")
	}
	return err
}

// languageTag checks the form of a BCP 47 tag: letters and digits in parts of up
// to 8, joined by hyphens.
func languageTag(field, tag string) error {
	n := 0
	for i := 0; i <= len(tag); i++ {
		if i == len(tag) || tag[i] == '-' {
			if n < 1 || n > 8 {
				return badField(field, "is no language tag", "Give a tag such as en or pt-BR.")
			}
			n = 0
			continue
		}
		c := tag[i] | 0x20
		if !(c >= 'a' && c <= 'z' || tag[i] >= '0' && tag[i] <= '9') {
			return badField(field, "is no language tag", "Give a tag such as en or pt-BR.")
		}
		n++
	}
	return nil
}
