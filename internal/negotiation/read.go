package negotiation

import (
	"errors"
	"fmt"
	"time"
)

// get reads the entity of that name. Its type tells the kind.
func get[T Entity](s State, name string) (T, error) {
	var zero T
	e, err := s.Get(zero.EntityKind(), name)
	if err != nil {
		return zero, err
	}
	t, ok := e.(T)
	if !ok {
		return zero, fmt.Errorf("%s is a %T, not a %T", name, e, zero)
	}
	return t, nil
}

// list reads the entities of a kind under a parent or with a ref.
func list[T Entity](s State, parent, ref string) ([]T, error) {
	var zero T
	entities, err := s.List(zero.EntityKind(), parent, ref)
	if err != nil {
		return nil, err
	}
	out := make([]T, len(entities))
	for i, e := range entities {
		t, ok := e.(T)
		if !ok {
			return nil, fmt.Errorf("%s is a %T, not a %T", e.EntityName(), e, zero)
		}
		out[i] = t
	}
	return out, nil
}

// exists tells whether there is an entity of that name.
func exists[T Entity](s State, name string) (bool, error) {
	_, err := get[T](s, name)
	if isNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

func isNotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == NotFound
}

// free tells, as ALREADY_EXISTS, that a name is taken.
func free[T Entity](s State, name string) error {
	taken, err := exists[T](s, name)
	if err == nil && taken {
		return refuse(NameTaken, name, "the name is taken")
	}
	return err
}

// known turns the absence of a resource that a field names into its own reason.
func known[T Entity](s State, reason, field, name string) (T, error) {
	t, err := get[T](s, name)
	if isNotFound(err) {
		return t, refuse(reason, field, "the register has no "+name)
	}
	return t, err
}

// userOf reads who asks.
func userOf(s State, p Principal) (*User, error) {
	if p.Capacity == Nobody || p.User == "" {
		return nil, refuse(SignInNeeded, "", "this needs a signed-in person")
	}
	user, err := get[*User](s, UserName(p.User))
	if isNotFound(err) {
		return nil, refuse(SignInNeeded, "", "the register does not know the person signed in")
	}
	return user, err
}

// affiliated tells whether the person belongs to the actor's delegation now.
func affiliated(u *User, actor string, now time.Time) bool {
	for _, a := range u.Affiliation {
		if a.Actor == actor && a.Holds(now) {
			return true
		}
	}
	return false
}

// memberOf tells whether the actor belongs to the group now.
func memberOf(a *Actor, group string, now time.Time) bool {
	for _, m := range a.Memberships {
		if m.Group == group && m.Holds(now) {
			return true
		}
	}
	return false
}
