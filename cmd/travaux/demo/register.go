package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// register fills the registers of the server as its administrator: actors,
// people and their tokens, the process with who takes part in it and who holds
// which office; then the document and the meetings that belong to no round. The
// tokens go into files of the people's names in dir.
func (p *player) register(ctx context.Context, administrator, secret, dir string) error {
	s := p.script
	p.people[administrator] = p.callers.with(secret)
	p.begin("The registers are filled", len(s.Actors)+len(s.Users)+1+len(s.Participants)+len(s.Roles)+1)
	admin := p.people[administrator]
	for _, fill := range []func(context.Context, api) error{p.enterActors, p.enterProcess, p.admit} {
		if err := fill(ctx, admin); err != nil {
			return told(err)
		}
	}
	if err := p.enterUsers(ctx, admin, administrator, secret, dir); err != nil {
		return told(err)
	}
	if err := p.assignRoles(ctx, admin); err != nil {
		return told(err)
	}
	if err := p.openDocument(ctx); err != nil {
		return told(err)
	}
	p.end()
	return nil
}

func (p *player) enterActors(ctx context.Context, admin api) error {
	for _, a := range p.script.Actors {
		kind, err := value[travauxv1.ActorKind](a.Kind)
		if err != nil {
			return err
		}
		in := &travauxv1.Actor{
			Kind: kind, DisplayNames: map[string]string{"en": a.Name}, Aliases: a.Aliases,
			StakeholderType: a.StakeholderType, Region: a.Region,
		}
		for _, m := range a.Memberships {
			in.Memberships = append(in.Memberships, &travauxv1.Membership{Group: "actors/" + m.Group, Span: m.from(p.start), Source: m.Source})
		}
		if _, err := admin.identity.CreateActor(ctx, &travauxv1.CreateActorRequest{ActorId: a.ID, Actor: in}); err != nil {
			return fmt.Errorf("actor %s: %w", a.ID, err)
		}
		p.did("actor")
	}
	return nil
}

func (p *player) enterProcess(ctx context.Context, admin api) error {
	pr := p.script.Process
	in := &travauxv1.Process{Title: pr.Title, Mandate: pr.Mandate, TimeZone: pr.TimeZone}
	for _, a := range pr.ProtocolOrder {
		in.ProtocolOrder = append(in.ProtocolOrder, "actors/"+a)
	}
	_, err := admin.processes.CreateProcess(ctx, &travauxv1.CreateProcessRequest{ProcessId: pr.ID, Process: in})
	if err != nil {
		return fmt.Errorf("process %s: %w", pr.ID, err)
	}
	p.did("")
	return nil
}

func (p *player) admit(ctx context.Context, admin api) error {
	for _, a := range p.script.Participants {
		in := &travauxv1.Participant{Actor: "actors/" + a.Actor, Admitted: a.from(p.start)}
		for _, word := range a.Rights {
			right, err := value[travauxv1.Right](word)
			if err != nil {
				return err
			}
			in.Rights = append(in.Rights, &travauxv1.RightSpan{Right: right, Span: a.from(p.start), Source: a.Source})
		}
		if _, err := admin.processes.AdmitParticipant(ctx, &travauxv1.AdmitParticipantRequest{Parent: p.process(), Participant: in}); err != nil {
			return fmt.Errorf("participant %s: %w", a.Actor, err)
		}
		p.did("")
	}
	return nil
}

// enterUsers enters the people, the administrator excepted, whom the server knows
// already, and has a token made for each.
func (p *player) enterUsers(ctx context.Context, admin api, administrator, secret, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the directory of the tokens: %w", err)
	}
	for _, u := range p.script.Users {
		if u.ID != administrator {
			var err error
			if secret, err = p.enterUser(ctx, admin, u); err != nil {
				return fmt.Errorf("user %s: %w", u.ID, err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, u.ID), []byte(secret+"\n"), 0o600); err != nil {
			return fmt.Errorf("keeping the token of %s: %w", u.ID, err)
		}
		p.people[u.ID] = p.callers.with(secret)
		p.did("person")
	}
	return nil
}

// enterUser gives the secret of the person's token.
func (p *player) enterUser(ctx context.Context, admin api, u user) (string, error) {
	capacity, err := value[travauxv1.Capacity](u.Capacity)
	if err != nil {
		return "", err
	}
	in := &travauxv1.User{DisplayName: u.Name}
	token := &travauxv1.Token{User: "users/" + u.ID, Capacity: capacity}
	if u.Actor != "" {
		in.Affiliations = []*travauxv1.Affiliation{{Actor: "actors/" + u.Actor}}
	}
	if capacity == travauxv1.Capacity_CAPACITY_DELEGATION {
		token.Actor = "actors/" + u.Actor
	}
	if _, err := admin.identity.CreateUser(ctx, &travauxv1.CreateUserRequest{UserId: u.ID, User: in}); err != nil {
		return "", err
	}
	made, err := admin.identity.CreateToken(ctx, &travauxv1.CreateTokenRequest{Token: token})
	return made.GetSecret(), err
}

func (p *player) assignRoles(ctx context.Context, admin api) error {
	for _, r := range p.script.Roles {
		kind, err := value[travauxv1.RoleKind](r.Role)
		if err != nil {
			return err
		}
		in := &travauxv1.Role{User: "users/" + r.User, Actor: "actors/" + r.Actor, Role: kind, Span: r.from(p.start)}
		if _, err := admin.processes.AssignRole(ctx, &travauxv1.AssignRoleRequest{Parent: p.process(), RoleId: r.ID, Role: in}); err != nil {
			return fmt.Errorf("role %s: %w", r.ID, err)
		}
		p.did("")
	}
	return nil
}

func (p *player) openDocument(ctx context.Context) error {
	d := p.script.Document
	by, err := p.as(d.By)
	if err != nil {
		return err
	}
	in := &travauxv1.Document{Title: d.Title, Symbol: d.Symbol, Language: d.Language}
	if _, err := by.documents.CreateDocument(ctx, &travauxv1.CreateDocumentRequest{Parent: p.process(), DocumentId: d.ID, Document: in}); err != nil {
		return fmt.Errorf("document %s: %w", d.ID, err)
	}
	p.did("")
	return p.setMeetings(ctx, by, "")
}
