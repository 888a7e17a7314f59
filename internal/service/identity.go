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
		Message: "this is for administrators, signed in as such", Remedy: "sign in in that capacity"}
}
