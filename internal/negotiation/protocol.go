package negotiation

import (
	"cmp"
	"slices"
	"strings"
)

// SortActors puts actors, by name, into the order in which a text or a list names
// them in a process: groups first, then States and observers, then all others;
// within each first those of the process's protocol order, then by English name.
// Actors that the register does not have come last, by name.
func SortActors(s State, process *Process, actors []string) ([]string, error) {
	type key struct {
		class, protocol int
		english         string
	}
	keys := make(map[string]key, len(actors))
	for _, name := range actors {
		a, err := get[*Actor](s, name)
		if isNotFound(err) {
			keys[name] = key{class: 3}
			continue
		}
		if err != nil {
			return nil, err
		}
		k := key{class: classOf(a.ActorKind), protocol: slices.Index(process.ProtocolOrder, name), english: a.DisplayName["en"]}
		if k.protocol < 0 {
			k.protocol = len(process.ProtocolOrder)
		}
		keys[name] = k
	}
	out := slices.Clone(actors)
	slices.SortStableFunc(out, func(a, b string) int {
		x, y := keys[a], keys[b]
		return cmp.Or(cmp.Compare(x.class, y.class), cmp.Compare(x.protocol, y.protocol),
			strings.Compare(x.english, y.english), strings.Compare(a, b))
	})
	return out, nil
}

func classOf(kind ActorKind) int {
	switch kind {
	case Group:
		return 0
	case MemberState, ObserverState, Observer:
		return 1
	default:
		return 2
	}
}
