package server

import (
	"crypto/cipher"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store"
)

// position says how far of each stream a watcher has been told; what is not in it
// is at 0. It is sorted, and never changed once it is shared.
type position []store.Stream

func compareStreams(a, b store.Stream) int {
	if c := strings.Compare(a.Subject, b.Subject); c != 0 {
		return c
	}
	return strings.Compare(string(a.Audience), string(b.Audience))
}

func newPosition(streams []store.Stream) position {
	p := slices.Clone(streams)
	slices.SortFunc(p, compareStreams)
	return p
}

// of gives the counter of one stream.
func (p position) of(s store.Stream) int64 {
	i, ok := slices.BinarySearchFunc(p, s, compareStreams)
	if !ok {
		return 0
	}
	return p[i].Counter
}

// with gives the position after an event at s.
func (p position) with(s store.Stream) position {
	i, ok := slices.BinarySearchFunc(p, s, compareStreams)
	out := slices.Clone(p)
	if ok {
		out[i].Counter = max(out[i].Counter, s.Counter)
		return out
	}
	return slices.Insert(out, i, s)
}

// covers tells whether p has been told all that q has.
func (p position) covers(q position) bool {
	for _, s := range q {
		if p.of(s) < s.Counter {
			return false
		}
	}
	return true
}

// at gives the position restricted to streams, those that p lacks at 0: what is to
// be asked of the store for a viewer who sees these streams.
func (p position) at(streams []store.Stream) position {
	out := newPosition(streams)
	for i := range out {
		out[i].Counter = p.of(out[i])
	}
	return out
}

// resume is what a resume token holds, sealed: the store, whose it is, of what,
// and how far.
type resume struct {
	Store    string                `json:"t"`
	By       negotiation.Principal `json:"p"`
	Subjects []string              `json:"s"`
	At       position              `json:"a"`
}

// seal closes a position into a token.
func (r resume) seal(a cipher.AEAD) (string, error) { return service.Seal(a, r, nil) }

// openResume reads a token, and refuses one of another store, caller or list of
// subjects. It tells nothing of what is in it.
func openResume(a cipher.AEAD, token string, want resume) (position, error) {
	var got resume
	err := service.Open(a, token, &got, nil)
	if err != nil || got.Store != want.Store || got.By != want.By || !slices.Equal(got.Subjects, want.Subjects) {
		return nil, refusal(negotiation.Invalid, "TOKEN_FOREIGN", "resume_token",
			"the token is not one of this store, caller and list of subjects",
			"begin without a token, and read the present state first")
	}
	return got.At, nil
}
