package server

import (
	"context"

	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// identityAPI serves travauxv1.IdentityService.
type identityAPI struct {
	travauxv1.UnimplementedIdentityServiceServer
	*api
}

func (a identityAPI) WhoAmI(ctx context.Context, _ *travauxv1.WhoAmIRequest) (*travauxv1.Identity, error) {
	c := callerOf(ctx)
	roles, err := a.service.RolesOf(ctx, c.Principal)
	if err != nil {
		return nil, err
	}
	out := &travauxv1.Identity{Capacity: capacities.out(c.Principal.Capacity), Roles: roles, ExpireTime: timeOut(c.Expires)}
	if c.Principal.User != "" {
		out.User = negotiation.UserName(c.Principal.User)
	}
	if c.Principal.Actor != "" {
		out.Actor = negotiation.ActorName(c.Principal.Actor)
	}
	return out, nil
}

func affiliationsIn(in []*travauxv1.Affiliation) []negotiation.Affiliation {
	return each(in, func(a *travauxv1.Affiliation) negotiation.Affiliation {
		return negotiation.Affiliation{Actor: a.GetActor(), Span: spanIn(a.GetSpan())}
	})
}

func membershipsIn(in []*travauxv1.Membership) []negotiation.Membership {
	return each(in, func(m *travauxv1.Membership) negotiation.Membership {
		return negotiation.Membership{Group: m.GetGroup(), Span: spanIn(m.GetSpan()), Source: m.GetSource()}
	})
}

func (a identityAPI) CreateUser(ctx context.Context, req *travauxv1.CreateUserRequest) (*travauxv1.User, error) {
	u, item, err := result[*negotiation.User](a.execute(ctx, req, negotiation.CreateUser{
		ID: req.GetUserId(), DisplayName: req.GetUser().GetDisplayName(),
		Affiliations: affiliationsIn(req.GetUser().GetAffiliations()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return userOut(u, item.Etag), nil
}

func (a identityAPI) GetUser(ctx context.Context, req *travauxv1.GetUserRequest) (*travauxv1.User, error) {
	u, item, _, err := get[*negotiation.User](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return userOut(u, item.Etag), nil
}

func (a identityAPI) ListUsers(ctx context.Context, req *travauxv1.ListUsersRequest) (*travauxv1.ListUsersResponse, error) {
	users, next, err := list(ctx, a.api, query(req, ""),
		func(u *negotiation.User, i service.Item, _ service.Beside) *travauxv1.User { return userOut(u, i.Etag) })
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListUsersResponse{Users: users, NextPageToken: next}, nil
}

func (a identityAPI) UpdateUser(ctx context.Context, req *travauxv1.UpdateUserRequest) (*travauxv1.User, error) {
	in := req.GetUser()
	m, err := newMask(req.GetUpdateMask(), "display_name", "affiliations")
	if err != nil {
		return nil, err
	}
	u, item, err := result[*negotiation.User](a.executeIf(ctx, req, in.GetEtag(), in.GetName(), negotiation.UpdateUser{
		User:         in.GetName(),
		DisplayName:  change(m, "display_name", in.GetDisplayName(), in.GetDisplayName() != ""),
		Affiliations: change(m, "affiliations", affiliationsIn(in.GetAffiliations()), len(in.GetAffiliations()) > 0),
		Reason:       req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return userOut(u, item.Etag), nil
}

func (a identityAPI) CreateActor(ctx context.Context, req *travauxv1.CreateActorRequest) (*travauxv1.Actor, error) {
	in := req.GetActor()
	e, item, err := result[*negotiation.Actor](a.execute(ctx, req, negotiation.CreateActor{
		ID: req.GetActorId(), Kind: actorKinds.in(in.GetKind()), DisplayName: in.GetDisplayNames(), Aliases: in.GetAliases(),
		Code: in.GetCode(), StakeholderType: in.GetStakeholderType(), Region: in.GetRegion(),
		Memberships: membershipsIn(in.GetMemberships()), Reason: req.GetReason(),
	}))
	if err != nil {
		return nil, err
	}
	return actorOut(e, item.Etag), nil
}

func (a identityAPI) GetActor(ctx context.Context, req *travauxv1.GetActorRequest) (*travauxv1.Actor, error) {
	e, item, _, err := get[*negotiation.Actor](ctx, a.api, req.GetName())
	if err != nil {
		return nil, err
	}
	return actorOut(e, item.Etag), nil
}

func (a identityAPI) ListActors(ctx context.Context, req *travauxv1.ListActorsRequest) (*travauxv1.ListActorsResponse, error) {
	actors, next, err := list(ctx, a.api, query(req, ""),
		func(e *negotiation.Actor, i service.Item, _ service.Beside) *travauxv1.Actor {
			return actorOut(e, i.Etag)
		})
	if err != nil {
		return nil, err
	}
	return &travauxv1.ListActorsResponse{Actors: actors, NextPageToken: next}, nil
}

func (a identityAPI) UpdateActor(ctx context.Context, req *travauxv1.UpdateActorRequest) (*travauxv1.Actor, error) {
	in := req.GetActor()
	m, err := newMask(req.GetUpdateMask(), "display_names", "aliases", "code", "stakeholder_type", "region", "memberships")
	if err != nil {
		return nil, err
	}
	cmd := negotiation.UpdateActor{
		Actor:           in.GetName(),
		Aliases:         change(m, "aliases", in.GetAliases(), len(in.GetAliases()) > 0),
		Code:            change(m, "code", in.GetCode(), in.GetCode() != ""),
		StakeholderType: change(m, "stakeholder_type", in.GetStakeholderType(), in.GetStakeholderType() != ""),
		Region:          change(m, "region", in.GetRegion(), in.GetRegion() != ""),
		Memberships:     change(m, "memberships", membershipsIn(in.GetMemberships()), len(in.GetMemberships()) > 0),
		Reason:          req.GetReason(),
	}
	if n := change(m, "display_names", in.GetDisplayNames(), len(in.GetDisplayNames()) > 0); n != nil {
		cmd.DisplayName = *n
		if cmd.DisplayName == nil {
			cmd.DisplayName = map[string]string{} // asked for none: refused by the decision, not left as it is
		}
	}
	e, item, err := result[*negotiation.Actor](a.executeIf(ctx, req, in.GetEtag(), in.GetName(), cmd))
	if err != nil {
		return nil, err
	}
	return actorOut(e, item.Etag), nil
}

// keeper gives the keeper of tokens to administrators.
func (a identityAPI) keeper(ctx context.Context) (TokenKeeper, error) {
	if err := a.service.RequireAdministrator(ctx, principal(ctx)); err != nil {
		return nil, err
	}
	k, ok := a.config.Authenticator.(TokenKeeper)
	if !ok {
		return nil, refusal(negotiation.Precondition, "TOKENS_READ_ONLY", "", "this server does not issue tokens itself",
			"use the service that people sign in with")
	}
	return k, nil
}

func tokenOut(t TokenEntry) *travauxv1.Token {
	out := &travauxv1.Token{Name: t.Name, User: negotiation.UserName(t.Principal.User),
		Capacity: capacities.out(t.Principal.Capacity), ExpireTime: timeOut(t.Expires)}
	if t.Principal.Actor != "" {
		out.Actor = negotiation.ActorName(t.Principal.Actor)
	}
	return out
}

func (a identityAPI) CreateToken(ctx context.Context, req *travauxv1.CreateTokenRequest) (*travauxv1.CreateTokenResponse, error) {
	k, err := a.keeper(ctx)
	if err != nil {
		return nil, err
	}
	in := req.GetToken()
	if err := negotiation.CheckName(negotiation.KindUser, "token.user", in.GetUser()); err != nil {
		return nil, err
	}
	p := negotiation.Principal{User: negotiation.LastID(in.GetUser()), Capacity: capacities.in(in.GetCapacity())}
	if _, _, _, err := get[*negotiation.User](ctx, a.api, in.GetUser()); err != nil {
		return nil, err
	}
	if in.GetActor() != "" {
		if err := a.service.RequireAffiliation(ctx, principal(ctx), in.GetUser(), in.GetActor()); err != nil {
			return nil, err
		}
		p.Actor = negotiation.LastID(in.GetActor())
	}
	entry, secret, err := k.Issue(ctx, p, timeIn(in.GetExpireTime()))
	if err != nil {
		return nil, err
	}
	// Whoever makes a token can use it: it is told where those look who watch over
	// administrators.
	a.log.WarnContext(ctx, "a token was made", "token", entry.Name, "user", p.User, "actor", p.Actor,
		"capacity", string(p.Capacity), "by", principal(ctx).User)
	return &travauxv1.CreateTokenResponse{Token: tokenOut(entry), Secret: secret}, nil
}

func (a identityAPI) ListTokens(ctx context.Context, _ *travauxv1.ListTokensRequest) (*travauxv1.ListTokensResponse, error) {
	k, err := a.keeper(ctx)
	if err != nil {
		return nil, err
	}
	tokens, err := k.Tokens(ctx)
	return &travauxv1.ListTokensResponse{Tokens: each(tokens, tokenOut)}, err
}

func (a identityAPI) RevokeToken(ctx context.Context, req *travauxv1.RevokeTokenRequest) (*emptypb.Empty, error) {
	k, err := a.keeper(ctx)
	if err != nil {
		return nil, err
	}
	tokens, err := k.Tokens(ctx)
	if err != nil {
		return nil, err
	}
	if err := k.Revoke(ctx, req.GetName()); err != nil {
		return nil, err
	}
	for _, t := range tokens {
		if t.Name == req.GetName() {
			a.log.WarnContext(ctx, "a token was revoked", "token", t.Name, "user", t.Principal.User, "actor", t.Principal.Actor,
				"capacity", string(t.Principal.Capacity), "by", principal(ctx).User)
		}
	}
	return &emptypb.Empty{}, nil
}
