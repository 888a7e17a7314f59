package server

import (
	"context"
	"fmt"
	"slices"

	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// repeatable is every request that writes.
type repeatable interface {
	GetRequestId() string
	GetValidateOnly() bool
}

// execute has a command done as the caller.
func (a *api) execute(ctx context.Context, req repeatable, cmd negotiation.Command) (service.Answer, error) {
	return a.service.Execute(ctx, principal(ctx),
		service.RequestOptions{ID: req.GetRequestId(), ValidateOnly: req.GetValidateOnly()}, cmd)
}

// executeIf is execute for requests that may name the state that they are meant
// for.
func (a *api) executeIf(ctx context.Context, req repeatable, etag, subject string, cmd negotiation.Command) (service.Answer, error) {
	return a.service.Execute(ctx, principal(ctx), service.RequestOptions{
		ID: req.GetRequestId(), ValidateOnly: req.GetValidateOnly(), Etag: etag, Subject: subject,
	}, cmd)
}

// result gives the entity that answers as its own type.
func result[T negotiation.Entity](a service.Answer, err error) (T, service.Item, error) {
	var none T
	if err != nil {
		return none, service.Item{}, err
	}
	e, err := as[T](a.Result)
	return e, a.Result, err
}

// as gives an entity as its own type.
func as[T negotiation.Entity](i service.Item) (T, error) {
	e, ok := i.Entity.(T)
	if !ok {
		return e, fmt.Errorf("the answer is a %T, not a %T", i.Entity, e)
	}
	return e, nil
}

// get reads an entity for the caller.
func get[T negotiation.Entity](ctx context.Context, a *api, name string) (T, service.Item, service.Beside, error) {
	var none T
	item, beside, err := a.service.Get(ctx, principal(ctx), none.EntityKind(), name)
	if err != nil {
		return none, service.Item{}, nil, err
	}
	e, err := as[T](item)
	return e, item, beside, err
}

// list reads a page for the caller and converts each entity.
func list[T negotiation.Entity, M any](ctx context.Context, a *api, q service.ListQuery, out func(T, service.Item, service.Beside) M) ([]M, string, error) {
	var none T
	q.Kind = none.EntityKind()
	page, err := a.service.List(ctx, principal(ctx), q)
	if err != nil {
		return nil, "", err
	}
	all := make([]M, len(page.Items))
	for i, item := range page.Items {
		e, err := as[T](item)
		if err != nil {
			return nil, "", err
		}
		all[i] = out(e, item, page.Beside)
	}
	return all, page.Next, nil
}

// paged is every request for a page.
type paged interface {
	GetPageSize() int32
	GetPageToken() string
}

func query(req paged, parent string) service.ListQuery {
	return service.ListQuery{Parent: parent, PageSize: int(req.GetPageSize()), PageToken: req.GetPageToken()}
}

// mask says which fields an update changes.
type mask struct {
	paths []string
	given bool
}

// newMask reads an update mask. Without one, or with "*", fields that are set
// change. A path that is not one of those allowed is BAD_UPDATE_MASK.
func newMask(m *fieldmaskpb.FieldMask, allowed ...string) (mask, error) {
	paths := m.GetPaths()
	if len(paths) == 0 || len(paths) == 1 && paths[0] == "*" {
		return mask{}, nil
	}
	for _, p := range paths {
		if !slices.Contains(allowed, p) {
			return mask{}, refusal(negotiation.Invalid, "BAD_UPDATE_MASK", "update_mask",
				"a field named there cannot be changed", "name only fields that the call says it changes")
		}
	}
	return mask{paths: paths, given: true}, nil
}

// change gives a pointer to the value where the field is to change, else nil.
func change[T any](m mask, path string, value T, set bool) *T {
	if m.given && slices.Contains(m.paths, path) || !m.given && set {
		return &value
	}
	return nil
}
