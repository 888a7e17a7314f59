package sqlstore

import (
	"bytes"

	"github.com/travaux/travaux/internal/store"
)

// recentBytes is about how much one generation of recent may hold.
const recentBytes = 8 << 20

// recent keeps the entities that the writer read or put last, as they stand in
// its transaction, so that decisions on what is being worked on cost no
// statement. It is the writer's own: nobody else changes the database. What it
// holds is in two generations; the older one goes when the younger is full.
type recent struct {
	young, old map[string]store.Record
	size       int
}

func newRecent() *recent {
	return &recent{young: map[string]store.Record{}, old: map[string]store.Record{}}
}

// get gives the record of a name, with a body of the caller's own.
func (c *recent) get(name string) (store.Record, bool) {
	r, ok := c.young[name]
	if !ok {
		if r, ok = c.old[name]; !ok {
			return r, false
		}
		c.put(r)
	}
	r.Body = bytes.Clone(r.Body)
	return r, true
}

func (c *recent) put(r store.Record) {
	if _, known := c.young[r.Name]; !known {
		c.size += len(r.Name) + len(r.Body) + 256
	}
	if c.size > recentBytes {
		c.young, c.old, c.size = map[string]store.Record{}, c.young, 0
	}
	c.young[r.Name] = r
}

// forget empties it, after anything was rolled back.
func (c *recent) forget() { *c = *newRecent() }
