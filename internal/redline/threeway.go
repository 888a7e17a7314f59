package redline

// Origin tells which side changed a run of words.
type Origin string

// The origins.
const (
	Kept       Origin = "KEPT"   // both sides keep the words of the base
	FromMine   Origin = "MINE"   // only mine changes them
	FromTheirs Origin = "THEIRS" // only theirs changes them
	FromBoth   Origin = "BOTH"   // both change them alike
	InClash    Origin = "CLASH"  // both change them, differently
	FromEach   Origin = "EACH"   // of a paragraph only: each side changes other words of it
)

// ThreeWaySegment is a run of words of a base and what each side makes of it. Of
// Kept words all three are the same; what only one side changes reads on the
// other as in the base; what both change alike reads the same on both.
type ThreeWaySegment struct {
	Origin             Origin
	Base, Mine, Theirs string
}

// ThreeWay tells who changed what in base, in reading order and on the bounds of
// tokens. The Base of all segments joined is base, the Mine is mine, the Theirs
// is theirs. It is the view of Merge3: the segments in clash are its Clashes, and
// its Text is what MergedText gives. The language is a BCP 47 tag or empty.
//
// The rule: edits of the two sides meet where they change the same token, where
// one inserts within what the other takes out, and where one inserts right beside
// new words of the other, since nobody can tell which come first. Edits that meet
// are taken together; they clash unless both sides leave the same words there.
// Edits of neighbouring tokens do not meet. But where both sides leave the same words of
// a stretch, they have changed it alike, whatever each seems to have done within it: of
// two equal words one may seem to have cut the first and the other the second.
func ThreeWay(base, mine, theirs, language string) []ThreeWaySegment {
	m, t := sidesOf(base, mine, theirs, language)
	var out []ThreeWaySegment
	at := 0
	add := func(from, to int, s ThreeWaySegment) {
		if kept := base[at:from]; kept != "" {
			out = append(out, ThreeWaySegment{Kept, kept, kept, kept})
		}
		s.Base, at = base[from:to], to
		switch s.Origin {
		case FromMine:
			s.Theirs = s.Base
		case FromTheirs:
			s.Mine = s.Base
		}
		out = append(out, s)
	}
	for len(m) > 0 || len(t) > 0 {
		x, y := together(m, t)
		switch {
		case x > 0 && y > 0:
			c := settle(m[:x], t[:y], base)
			origin := InClash
			if c.Mine == c.Theirs {
				origin = FromBoth
			}
			add(c.Start, c.End, ThreeWaySegment{Origin: origin, Mine: c.Mine, Theirs: c.Theirs})
		case x > 0:
			add(m[0].Start, m[0].End, ThreeWaySegment{Origin: FromMine, Mine: m[0].Insert})
		default:
			add(t[0].Start, t[0].End, ThreeWaySegment{Origin: FromTheirs, Theirs: t[0].Insert})
		}
		m, t = m[x:], t[y:]
	}
	if kept := base[at:]; kept != "" {
		out = append(out, ThreeWaySegment{Kept, kept, kept, kept})
	}
	return out
}

// MergedText gives the text with the changes of both sides; where they clash it has
// the words of the base.
func MergedText(segments []ThreeWaySegment) string {
	n := 0
	for _, s := range segments {
		n += len(s.merged())
	}
	out := make([]byte, 0, n)
	for _, s := range segments {
		out = append(out, s.merged()...)
	}
	return string(out)
}

// merged gives the words that a merge takes.
func (s ThreeWaySegment) merged() string {
	switch s.Origin {
	case FromMine, FromBoth:
		return s.Mine
	case FromTheirs:
		return s.Theirs
	}
	return s.Base
}
