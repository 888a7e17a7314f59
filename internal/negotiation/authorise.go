package negotiation

import (
	"slices"
	"strings"
)

// byAdministrator lets administrators through.
func byAdministrator(s State, m Meta) error {
	if _, err := userOf(s, m.By); err != nil {
		return err
	}
	if m.By.Capacity != AsAdministrator {
		return wrongCapacity("administrators", AsAdministrator)
	}
	return nil
}

// byTeam lets those through who hold an office of the process that has the task.
// It asks before anything else is read, so that the answer does not tell whether
// what the caller named exists.
func byTeam(s State, m Meta, process string, task TeamTask) error {
	user, err := userOf(s, m.By)
	if err != nil {
		return err
	}
	if m.By.Capacity != OnTheTeam {
		return wrongCapacity("the co-facilitators' team", OnTheTeam)
	}
	roles, err := list[*Role](s, process, user.Name)
	if err != nil {
		return err
	}
	for _, r := range roles {
		if r.Holds(m.Now) && slices.Contains(offices[task], r.RoleKind) {
			return nil
		}
	}
	return refuse(RoleNeeded, process, "this needs one of the offices "+officeList(task))
}

func officeList(task TeamTask) string {
	names := make([]string, len(offices[task]))
	for i, r := range offices[task] {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

// delegation is who acts when a person acts for an actor in a process.
type delegation struct {
	actor       *Actor
	participant *Participant
	token       Token
}

// byDelegation lets a person through who acts for an actor that is admitted to
// the process now.
func byDelegation(s State, m Meta, process string) (delegation, error) {
	user, err := userOf(s, m.By)
	if err != nil {
		return delegation{}, err
	}
	if m.By.Capacity != InNationalService {
		return delegation{}, wrongCapacity("delegations", InNationalService)
	}
	name := ActorName(m.By.Actor)
	actor, err := known[*Actor](s, UnknownActor, "actor", name)
	if err != nil {
		return delegation{}, err
	}
	if !affiliated(user, name, m.Now) {
		return delegation{}, refuse(NotAffiliated, name, "the person does not belong to this delegation now")
	}
	p, err := get[*Participant](s, ParticipantName(process, m.By.Actor))
	if err != nil && !isNotFound(err) {
		return delegation{}, err
	}
	if err != nil || !p.Admitted.Holds(m.Now) {
		return delegation{}, refuse(NotAdmitted, process, "the actor is not admitted to this process now")
	}
	return delegation{actor: actor, participant: p, token: ActorToken(m.By.Actor)}, nil
}

// has lets the delegation through if it has one of the rights now.
func (d delegation) has(m Meta, rights ...Right) error {
	for _, r := range rights {
		if d.participant.Has(r, m.Now) {
			return nil
		}
	}
	return refuse(RightNeeded, d.participant.Name, "the participant has not the right "+string(rights[0]))
}

// speaksFor checks that the group named is one that the delegation's actor is a
// member of now; no group is always right.
func (d delegation) speaksFor(s State, m Meta, group string) error {
	if group == "" || group == d.actor.Name {
		return nil
	}
	g, err := known[*Actor](s, UnknownActor, "on_behalf", group)
	if err != nil {
		return err
	}
	if g.ActorKind != Group {
		return refuse(NotAGroup, "on_behalf", group+" is not a group")
	}
	if !memberOf(d.actor, group, m.Now) {
		return refuse(NotAMember, "on_behalf", "the actor is not a member of "+group+" now")
	}
	return nil
}

// viewer gives what the delegation sees in the process.
func (d delegation) viewer(process string) Viewer {
	return NewViewer(append(participantTokens(d.actor.ActorKind, LastID(process)), d.token)...)
}

// openProcess reads a process that is not closed.
func openProcess(s State, name string) (*Process, error) {
	p, err := get[*Process](s, name)
	if err != nil {
		return nil, err
	}
	if p.Closed {
		return nil, refuse(ProcessClosed, name, "the process is closed")
	}
	return p, nil
}

// openDocument reads a document that can still be changed.
func openDocument(s State, name string) (*Document, error) {
	if _, err := openProcess(s, ProcessOf(name)); err != nil {
		return nil, err
	}
	d, err := get[*Document](s, name)
	if err != nil {
		return nil, err
	}
	if d.Closed {
		return nil, refuse(DocumentClosed, name, "the document is closed")
	}
	return d, nil
}
