package negotiation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Memory is a State kept in memory and the reference for what a store does with
// events: an event puts its facts, whole, and gives each the event's audience.
// Nothing else changes a state, so that replay calls no rule. Tests and the
// verification of a record use it. It is not safe for concurrent writes.
type Memory struct {
	rows map[string]memoryRow
	// byParent and byRef index names by kind and parent or ref.
	byParent, byRef map[memoryKey][]string
}

type memoryRow struct {
	kind     Kind
	audience Audience
	keys     Keys
	body     []byte
}

type memoryKey struct {
	kind Kind
	key  string
}

// NewMemory gives the empty state.
func NewMemory() *Memory {
	return &Memory{
		rows:     map[string]memoryRow{},
		byParent: map[memoryKey][]string{},
		byRef:    map[memoryKey][]string{},
	}
}

// Apply puts the facts of the events in order.
func (m *Memory) Apply(events []Event) error {
	for _, e := range events {
		for _, f := range e.Facts {
			body, err := json.Marshal(f.Body)
			if err != nil {
				return fmt.Errorf("encoding %s: %w", f.Name, err)
			}
			m.put(f.Name, memoryRow{kind: f.Kind, audience: e.Audience, keys: f.Body.Keys(), body: body})
		}
	}
	return nil
}

func (m *Memory) put(name string, row memoryRow) {
	old, known := m.rows[name]
	m.rows[name] = row
	if known && old.keys.Parent == row.keys.Parent && old.keys.Ref == row.keys.Ref {
		return
	}
	if known {
		m.unindex(name, old)
	}
	if row.keys.Alone {
		return
	}
	p := memoryKey{row.kind, row.keys.Parent}
	m.byParent[p] = append(m.byParent[p], name)
	if row.keys.Ref != "" {
		r := memoryKey{row.kind, row.keys.Ref}
		m.byRef[r] = append(m.byRef[r], name)
	}
}

func (m *Memory) unindex(name string, row memoryRow) {
	drop := func(index map[memoryKey][]string, k memoryKey) {
		index[k] = slices.DeleteFunc(index[k], func(n string) bool { return n == name })
	}
	drop(m.byParent, memoryKey{row.kind, row.keys.Parent})
	drop(m.byRef, memoryKey{row.kind, row.keys.Ref})
}

// Get gives a copy of the entity, as State asks.
func (m *Memory) Get(kind Kind, name string) (Entity, error) {
	row, ok := m.rows[name]
	if !ok || row.kind != kind {
		return nil, notFound(name)
	}
	return DecodeEntity(kind, row.body)
}

// List gives copies of the entities, as State asks.
func (m *Memory) List(kind Kind, parent, ref string) ([]Entity, error) {
	var out []Entity
	for _, name := range m.find(kind, parent, ref) {
		e, err := DecodeEntity(kind, m.rows[name].body)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func (m *Memory) find(kind Kind, parent, ref string) []string {
	var names []string
	if ref == "" {
		names = slices.Clone(m.byParent[memoryKey{kind, parent}])
	} else {
		for _, n := range m.byRef[memoryKey{kind, ref}] {
			if parent == "" || m.rows[n].keys.Parent == parent {
				names = append(names, n)
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if c := strings.Compare(m.rows[a].keys.Sort, m.rows[b].keys.Sort); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return names
}

// AudienceOf gives the audience that the entity of that name has, empty for none.
func (m *Memory) AudienceOf(name string) Audience { return m.rows[name].audience }

// Visible gives all that the viewer sees, a line an entity: name and body. Two
// states are the same to a viewer exactly if these lines are equal.
func (m *Memory) Visible(v Viewer) []string {
	var out []string
	for name, row := range m.rows {
		if v.Sees(row.audience) {
			out = append(out, name+" "+string(row.body))
		}
	}
	slices.Sort(out)
	return out
}
