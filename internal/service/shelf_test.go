package service

import (
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// TestTheShelfCountsAllItKeeps: what is not there takes room too, and gives it back with
// the next write.
func TestTheShelfCountsAllItKeeps(t *testing.T) {
	s := newShelf()
	user := &negotiation.User{Name: "users/omar"}
	note := func() *notes {
		n := newNotes()
		n.gone = append(n.gone, goneKey{"public+", strings.Repeat("x", 400)})
		n.list(listKey{negotiation.KindUser, "processes/riverside", ""}, []store.Record{{Body: make([]byte, 1000)}}, []negotiation.Entity{user})
		n.row(store.Record{Name: user.Name, Body: make([]byte, 500)}, Item{Entity: user})
		return n
	}
	s.keep(note(), s.now())
	kept := s.bytes
	if kept < 400+1000+500 {
		t.Errorf("%d bytes are counted", kept)
	}
	s.keep(note(), s.now())
	if s.bytes != kept {
		t.Errorf("the same, kept twice, counts %d instead of %d", s.bytes, kept)
	}
	write := []negotiation.Event{{Facts: []negotiation.Fact{{Kind: negotiation.KindUser, Name: user.Name, Body: user}}}}
	s.decided(write)
	s.ended(write)
	if s.bytes != 0 || len(s.gone)+len(s.lists)+len(s.rows) != 0 {
		t.Errorf("%d bytes are counted of %d entries", s.bytes, len(s.gone)+len(s.lists)+len(s.rows))
	}
	for range 2 * shelfBytes / (4 << 20) { // lists of 4 MiB
		n := newNotes()
		n.list(listKey{negotiation.KindUser, strings.Repeat("p", s.bytes>>20+1), ""}, []store.Record{{Body: make([]byte, 4<<20)}}, nil)
		s.keep(n, s.now())
	}
	if s.bytes > shelfBytes+(5<<20) {
		t.Errorf("it holds %d bytes", s.bytes)
	}
}
