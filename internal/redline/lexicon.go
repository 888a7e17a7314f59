package redline

import "hash/maphash"

// lexicon numbers the keys of one comparison, from 0 in order of appearance. It is
// a hash table of its own, as most of what reading costs is to look up every word:
// the numbers lie beside the hashes, and each key is hashed once. The seed is drawn
// for each comparison, so that no text can be written that makes it slow; the
// numbers do not depend on it.
type lexicon struct {
	seed  maphash.Seed
	slots []slot // a power of two, at most half of them taken
	names []string
}

// slot holds a key's number + 1, or 0, and a part of its hash.
type slot struct {
	hash   uint32
	number int32
}

// newLexicon gives a lexicon for about that many bytes of text.
func newLexicon(size int) lexicon {
	slots := 256
	for slots < size/32 {
		slots *= 2
	}
	return lexicon{seed: maphash.MakeSeed(), slots: make([]slot, slots), names: make([]string, 0, slots/2)}
}

// multiplier gives a random number for a table of numbers.
func (l *lexicon) multiplier() uint64 { return maphash.String(l.seed, "") }

// number gives the number of a key.
func (l *lexicon) number(key string) int32 {
	h := uint32(maphash.String(l.seed, key))
	mask := uint32(len(l.slots) - 1)
	i := h & mask
	for ; l.slots[i].number > 0; i = (i + 1) & mask {
		if s := l.slots[i]; s.hash == h && l.names[s.number-1] == key {
			return s.number - 1
		}
	}
	l.names = append(l.names, key)
	l.slots[i] = slot{h, int32(len(l.names))}
	if 2*len(l.names) > len(l.slots) {
		l.grow()
	}
	return int32(len(l.names)) - 1
}

// grow doubles the table.
func (l *lexicon) grow() {
	old := l.slots
	l.slots = make([]slot, 2*len(old))
	mask := uint32(len(l.slots) - 1)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := s.hash & mask
		for l.slots[i].number > 0 {
			i = (i + 1) & mask
		}
		l.slots[i] = s
	}
}
