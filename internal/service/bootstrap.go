package service

import (
	"context"

	"github.com/travaux/travaux/internal/negotiation"
)

// enterAdministrator enters the person who will run the registers. It is no act of
// anybody signed in: whoever holds the data file may do it, and nobody over the wire.
type enterAdministrator struct{ id, name string }

// Decide gives user.created, or no event where the register has the person.
func (c enterAdministrator) Decide(s negotiation.State, m negotiation.Meta) (negotiation.Outcome, error) {
	if err := negotiation.CheckID("administrator", c.id); err != nil {
		return negotiation.Outcome{}, err
	}
	name := negotiation.UserName(c.id)
	if there, err := s.Get(negotiation.KindUser, name); err == nil {
		return negotiation.Outcome{Result: there}, nil
	} else if kind(err) != negotiation.NotFound {
		return negotiation.Outcome{}, err
	}
	if c.name == "" {
		c.name = c.id
	}
	u := &negotiation.User{Name: name, DisplayName: c.name}
	return negotiation.Outcome{Result: u, Events: []negotiation.Event{{
		ID: m.NewID(), Subject: Registry, Type: "user.created", Resource: name, At: m.Now,
		Audience: negotiation.AudienceOf(negotiation.AdministratorToken, negotiation.UserToken(c.id)),
		Reason:   "entered with the data file",
		Facts:    []negotiation.Fact{{Kind: negotiation.KindUser, Name: name, Body: u}},
	}}}, nil
}

// EnterAdministrator enters a person in the register who may then be given an
// administrator's token. A person who is there already is left as it is.
func (s *Service) EnterAdministrator(ctx context.Context, id, name string) error {
	_, err := s.Execute(ctx, negotiation.Principal{}, RequestOptions{}, enterAdministrator{id, name})
	return err
}
