package service

import (
	"context"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// RolesOf names the offices that the caller holds now, by name; none for the
// public and for those who did not sign in on the team.
func (s *Service) RolesOf(ctx context.Context, p negotiation.Principal) ([]string, error) {
	if p.Capacity == negotiation.Nobody {
		return nil, nil
	}
	var out []string
	err := s.view(ctx, p, func(r reader) error {
		out = nil
		records, err := r.list(store.Query{Kind: negotiation.KindRole, Ref: negotiation.UserName(p.User)})
		if err != nil {
			return err
		}
		for _, rec := range records {
			item, err := itemOf(rec)
			if err != nil {
				return err
			}
			if role, ok := item.Entity.(*negotiation.Role); ok && role.Holds(s.Now()) {
				out = append(out, rec.Name)
			}
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}

// Viewer gives the viewer that the principal is now.
func (s *Service) Viewer(ctx context.Context, p negotiation.Principal) (negotiation.Viewer, error) {
	var v negotiation.Viewer
	err := s.view(ctx, p, func(r reader) error { v = r.viewer; return nil })
	return v, err
}

// RequireAdministrator refuses who is not an administrator signed in as such, for acts that
// the record does not keep.
func (s *Service) RequireAdministrator(ctx context.Context, p negotiation.Principal) error {
	v, err := s.Viewer(ctx, p)
	if err != nil {
		return err
	}
	if v.Holds(negotiation.AdministratorToken) {
		return nil
	}
	if p.Capacity == negotiation.Nobody {
		return &negotiation.Error{Kind: negotiation.Unidentified, Reason: negotiation.SignInNeeded,
			Message: "this needs a signed-in person", Remedy: "sign in with a valid token and repeat the call"}
	}
	return &negotiation.Error{Kind: negotiation.Forbidden, Reason: negotiation.WrongCapacity,
		Message: "this is for administrators: ask for a token of capacity administrator", Remedy: "sign in with a token of capacity administrator",
		Facts: map[string]string{"capacity": string(negotiation.AsAdministrator)}}
}

// RequireAffiliation refuses a token for an actor whose delegation the person does
// not belong to now, NOT_AFFILIATED: it would be good for nothing. Who asks must
// see both; what is not there is NOT_FOUND.
func (s *Service) RequireAffiliation(ctx context.Context, p negotiation.Principal, user, actor string) error {
	return s.view(ctx, p, func(r reader) error {
		item, err := r.get(negotiation.KindUser, user)
		if err != nil {
			return err
		}
		if _, err := r.get(negotiation.KindActor, actor); err != nil {
			return err
		}
		u, ok := item.Entity.(*negotiation.User)
		if ok && slices.ContainsFunc(u.Affiliation, func(a negotiation.Affiliation) bool { return a.Actor == actor && a.Holds(s.Now()) }) {
			return nil
		}
		return &negotiation.Error{Kind: negotiation.Forbidden, Reason: negotiation.NotAffiliated, Subject: user,
			Message: user + " does not belong to the delegation of " + actor + " now",
			Remedy:  "enter the affiliation with UpdateUser first, or name the actor that the person belongs to"}
	})
}
