package service

import (
	"errors"
	"strings"
	"sync"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// The bounds of a shelf; when one is passed it begins anew.
const (
	shelfRows  = 1 << 16
	shelfBytes = 64 << 20
	shelfBody  = 64 << 10 // a larger entity is not kept
	shelfDraft = 2 << 20  // nor a draft that is larger than this: paragraphs are read by it
)

// errMiss tells that a read cannot be answered from the shelf.
var errMiss = errors.New("not on the shelf")

// shelf keeps entities that were read, decoded, so that a read which finds all it
// needs there asks the store nothing. It is never behind: a write takes what it will
// change off the shelf when it is decided, before it can be committed, and nothing
// comes on that was read while any write was decided or ended. One service writes to a
// store; the store refuses a second process.
//
// What the viewer may not see and what does not exist are kept alike, by viewer, and
// only until the next write of anybody: neither is found faster than the other.
type shelf struct {
	mu    sync.RWMutex
	seq   uint64 // raised when a write is decided, and again when it has ended
	bytes int
	rows  map[string]row
	lists map[listKey]shelfList
	gone  map[goneKey]uint64 // at which seq
	// writes counts the writes in flight that change a name or a kind.
	names map[string]int
	kinds map[negotiation.Kind]int
}

type row struct {
	Item
	audience negotiation.Audience
	size     int
}

// shelfList is a whole list with the size of what is in it.
type shelfList struct {
	all  []negotiation.Entity
	size int
}

type goneKey struct{ viewer, name string }

// entryBytes is what an entry takes beside its words.
const entryBytes = 128

func (k goneKey) size() int { return entryBytes + len(k.viewer) + len(k.name) }

func (k listKey) size() int { return entryBytes + len(k.parent) + len(k.ref) }

func newShelf() *shelf {
	s := &shelf{names: map[string]int{}, kinds: map[negotiation.Kind]int{}}
	s.clear()
	return s
}

func (s *shelf) clear() {
	s.rows, s.lists, s.gone, s.bytes = map[string]row{}, map[listKey]shelfList{}, map[goneKey]uint64{}, 0
}

// decided takes off what events will change. ended must follow, whatever becomes of
// the write.
func (s *shelf) decided(events []negotiation.Event) { s.change(events, 1) }

// ended lets what events have changed on again.
func (s *shelf) ended(events []negotiation.Event) { s.change(events, -1) }

func (s *shelf) change(events []negotiation.Event, by int) {
	if len(events) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	for g := range s.gone {
		s.bytes -= g.size()
	}
	clear(s.gone)
	touched := map[negotiation.Kind]bool{}
	for _, e := range events {
		for _, f := range e.Facts {
			s.bytes -= s.rows[f.Name].size
			delete(s.rows, f.Name)
			count(s.names, f.Name, by)
			count(s.kinds, f.Kind, by)
			touched[f.Kind] = true
		}
	}
	// Once over all lists, not once a fact: a publication has thousands of facts.
	for key, l := range s.lists {
		if touched[key.kind] {
			s.bytes -= key.size() + l.size
			delete(s.lists, key)
		}
	}
}

func count[K comparable](m map[K]int, k K, by int) {
	m[k] += by
	if m[k] == 0 {
		delete(m, k)
	}
}

// now is the number to give to keep.
func (s *shelf) now() uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.seq
}

// notes are what one snapshot has shown.
type notes struct {
	rows  map[string]row
	lists map[listKey]shelfList
	gone  []goneKey
}

func newNotes() *notes {
	return &notes{rows: map[string]row{}, lists: map[listKey]shelfList{}}
}

func (n *notes) row(r store.Record, i Item) {
	most := shelfBody
	if r.Kind == negotiation.KindDraft {
		most = shelfDraft
	}
	if n != nil && len(r.Body) <= most && len(n.rows) < shelfRows/8 {
		n.rows[r.Name] = row{i, r.Audience, entryBytes + len(r.Name) + len(r.Body)}
	}
}

func (n *notes) list(key listKey, records []store.Record, all []negotiation.Entity) {
	if n == nil {
		return
	}
	l := shelfList{all: all}
	for _, r := range records {
		l.size += entryBytes + len(r.Body)
	}
	n.lists[key] = l
}

// keep puts notes on the shelf, if no write was decided or ended since seq, which was
// asked for before the snapshot.
func (s *shelf) keep(n *notes, seq uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seq != seq {
		return
	}
	if len(s.rows)+len(s.gone)+len(s.lists) > shelfRows || s.bytes > shelfBytes {
		s.clear()
	}
	for name, r := range n.rows {
		if s.names[name] == 0 {
			s.bytes += r.size - s.rows[name].size
			s.rows[name] = r
		}
	}
	for key, l := range n.lists {
		if s.kinds[key.kind] == 0 {
			if old, ok := s.lists[key]; ok {
				s.bytes -= key.size() + old.size
			}
			s.bytes += key.size() + l.size
			s.lists[key] = l
		}
	}
	for _, g := range n.gone {
		if len(s.names) == 0 {
			if _, ok := s.gone[g]; !ok {
				s.bytes += g.size()
			}
			s.gone[g] = seq
		}
	}
}

// Get is part of negotiation.State, for resolving viewers. s.mu is held for reading.
func (s *shelf) Get(kind negotiation.Kind, name string) (negotiation.Entity, error) {
	r, ok := s.rows[name]
	if !ok || r.Entity.EntityKind() != kind {
		return nil, errMiss
	}
	return r.Entity, nil
}

// List is part of negotiation.State. s.mu is held for reading.
func (s *shelf) List(kind negotiation.Kind, parent, ref string) ([]negotiation.Entity, error) {
	l, ok := s.lists[listKey{kind, parent, ref}]
	if !ok {
		return nil, errMiss
	}
	return l.all, nil
}

// find looks for what a viewer sees. s.mu is held for reading.
func (s *shelf) find(v negotiation.Viewer, key, name string) (Item, bool, error) {
	if r, ok := s.rows[name]; ok && v.Sees(r.audience) {
		return r.Item, true, nil
	}
	if at, ok := s.gone[goneKey{key, name}]; ok && at == s.seq {
		return Item{}, false, nil
	}
	return Item{}, false, errMiss
}

// keyOf tells viewers apart.
func keyOf(v negotiation.Viewer) string {
	var b strings.Builder
	for _, t := range v.Tokens() {
		b.WriteString(string(t))
		b.WriteByte('+')
	}
	return b.String()
}
