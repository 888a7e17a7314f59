package redline

import "slices"

// Outcome is what became of edits when their base changed.
type Outcome string

// The outcomes of a rebase. That a paragraph is gone is not seen here.
const (
	Untouched Outcome = "untouched" // the base did not change
	Clean     Outcome = "clean"     // both sides' edits are made
	Satisfied Outcome = "satisfied" // the new text already says it: applying the edits changes nothing
	Overlap   Outcome = "overlap"   // the same words are changed by both, differently
)

// Clash is a place where two sides change the same words differently. The bytes
// [Start, End) of the base read Mine on the one side and Theirs on the other;
// Start equals End where both insert.
type Clash struct {
	Start, End   int
	Mine, Theirs string
}

// Rebased is the result of a rebase.
type Rebased struct {
	Outcome Outcome
	// Edits are the edits carried over, to be applied to the new text. With
	// Overlap they are those that do not clash.
	Edits []Edit
	// Clashes are the places where both sides differ, in order; only with Overlap.
	Clashes []Clash
}

// Rebase carries edits made on base over onto, the edits that were made on base
// since. Edits overlap that change the same bytes, or of which one inserts within
// what the other takes out or right beside what the other inserts; where both
// sides leave the same words there, they agree, and the edit carried over puts
// these words in their own place. Edits that only touch do not overlap. It fails with an *EditError if either list does not
// fit base.
//
// Domain law 4: with an unchanged base nothing changes; over two changes in turn
// comes the same as over Compose of them, when both are Clean; a Clean result
// holds both sides' edits; it is Satisfied exactly when applying Edits changes
// nothing.
func Rebase(edits, onto []Edit, base string) (Rebased, error) {
	if err := Check(edits, len(base)); err != nil {
		return Rebased{}, err
	}
	if err := Check(onto, len(base)); err != nil {
		return Rebased{}, err
	}
	changed := apply(base, onto)
	if changed == base {
		return Rebased{Outcome: Untouched, Edits: slices.Clone(edits)}, nil
	}
	c := carry(joined(edits), joined(onto), base)
	r := Rebased{Outcome: Clean, Edits: c.moved, Clashes: c.clashes}
	switch {
	case len(c.clashes) == 0 && apply(changed, c.moved) == changed, apply(base, edits) == changed:
		r = Rebased{Outcome: Satisfied}
	case len(c.clashes) > 0:
		r.Outcome = Overlap
	}
	return r, nil
}

// carried is what carry makes of two lists of edits on one base: mine as they
// read after theirs, both as they read on the base, and what clashes.
type carried struct {
	moved, both []Edit
	clashes     []Clash
}

// carry moves mine over theirs; both are joined. Each group of edits that
// overlap one another is settled by itself.
func carry(mine, theirs []Edit, base string) carried {
	var r carried
	shift := 0 // by how many bytes theirs moved what follows
	for len(mine) > 0 || len(theirs) > 0 {
		m, t := together(mine, theirs)
		switch {
		case m > 0 && t > 0:
			c := settle(mine[:m], theirs[:t], base)
			if c.Mine != c.Theirs {
				r.clashes = append(r.clashes, c)
			} else {
				// What both want stays mine too: taken out again later, it clashes.
				at := c.Start + shift
				r.moved = append(r.moved, Edit{at, at + len(c.Mine), c.Mine})
				r.both = append(r.both, Edit{c.Start, c.End, c.Mine})
			}
		case m > 0:
			r.both = append(r.both, mine[0])
			r.moved = append(r.moved, Edit{mine[0].Start + shift, mine[0].End + shift, mine[0].Insert})
		default:
			r.both = append(r.both, theirs[0])
		}
		for _, e := range theirs[:t] {
			shift += len(e.Insert) - (e.End - e.Start)
		}
		mine, theirs = mine[m:], theirs[t:]
	}
	// What stood between two of mine may be gone; then they are one.
	r.moved = joined(r.moved)
	return r
}

// together gives how many of the first edits on each side overlap one another;
// one edit by itself where nothing overlaps it.
func together(mine, theirs []Edit) (m, t int) {
	if len(mine) == 0 || len(theirs) > 0 && before(theirs[0], mine[0]) {
		t = 1
	} else {
		m = 1
	}
	for {
		switch {
		case m < len(mine) && t > 0 && overlap(mine[m], theirs[t-1]):
			m++
		case t < len(theirs) && m > 0 && overlap(theirs[t], mine[m-1]):
			t++
		default:
			return m, t
		}
	}
}

// before orders the edits of the two sides. Where an insertion meets the edge
// of what the other side takes out, the one that ends first comes first.
func before(a, b Edit) bool {
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	return a.End < b.End
}

// overlap tells whether two edits of different sides touch the same words.
func overlap(a, b Edit) bool {
	if a.Start < a.End && b.Start < b.End {
		return max(a.Start, b.Start) < min(a.End, b.End)
	}
	if a.Start < a.End {
		a, b = b, a
	}
	if b.Start < a.Start && a.Start < b.End {
		return true
	}
	// Beside new words of the other side, nobody can tell which come first.
	return (a.Start == b.Start || a.Start == b.End) && b.Insert != ""
}

// settle gives what the two sides leave of the words that a group touches.
func settle(mine, theirs []Edit, base string) Clash {
	c := Clash{Start: min(mine[0].Start, theirs[0].Start),
		End: max(mine[len(mine)-1].End, theirs[len(theirs)-1].End)}
	c.Mine, c.Theirs = within(base, mine, c), within(base, theirs, c)
	return c
}

// within gives the bytes of the clash after the edits, all of which lie in it.
func within(base string, edits []Edit, c Clash) string {
	moved := make([]Edit, len(edits))
	for i, e := range edits {
		moved[i] = Edit{e.Start - c.Start, e.End - c.Start, e.Insert}
	}
	return apply(base[c.Start:c.End], moved)
}

// Merge is the result of a three-way merge.
type Merge struct {
	// Text has both sides' changes; where they clash it has the words of the base.
	Text string
	// Clashes are the places where both sides differ, in order; none in a
	// clean merge. Start and End count in the base.
	Clashes []Clash
}

// Merge3 merges what mine and theirs changed in base, on the bounds of tokens.
// Without clashes the text is the same whichever side is called mine.
func Merge3(base, mine, theirs, language string) Merge {
	m, t := sidesOf(base, mine, theirs, language)
	c := carry(m, t, base)
	return Merge{Text: apply(base, c.both), Clashes: c.clashes}
}
