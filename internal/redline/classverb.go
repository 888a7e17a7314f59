package redline

import (
	"slices"
	"strings"
)

// Verbs are ranked as United Nations drafting practice uses them. The sources:
// General Assembly decision 55/488, annex: "takes note of" and "notes" are neutral
// terms that constitute neither approval nor disapproval, so they stand lowest
// where others approve, recognize or stress. The practice of resolutions: what is
// asked rises from inviting and encouraging over calling upon to urging, and to
// demanding and deciding; regret, deplore, condemn; concern, deep concern.
// The practice of treaties and of agreed texts: "shall" and "must" bind, "will"
// expects, "should" recommends, "may" and "can" permit. Where practice does not
// order two verbs (invites and encourages; requests beside calls upon and urges;
// is to beside shall and will) their ranks overlap, and a change between them
// is substance.

// rank is a place on one scale, from low to high where practice leaves it open.
type rank struct {
	scale     scale
	low, high int
}

// scale names what verbs are compared in.
type scale uint8

// The scales.
const (
	duty    scale = iota // how a provision binds: shall, should, may
	asking               // what is asked of an addressee
	welcome              // how a thing is received
	weight               // how a fact or an earlier text is held up
	blame                // regret to condemnation
	worry                // concern
	pledge               // what is undertaken
)

// form is the grammar of a verb; two verbs are compared in the same form only.
type form uint8

// The forms.
const (
	modal   form = iota // shall
	finite              // urges
	present             // urging
	passive             // urged, after "are"
	bare                // urge, after "we" or "to"
)

// scaledVerb is one form of a verb with its ranks.
type scaledVerb struct {
	lemma string
	form  form
	ranks []rank
	// strength counts adverbs such as "strongly" before it.
	strength int
}

// window.verb gives VerbStronger or VerbWeaker where the edit, with kept words
// beside it, turns one verb into another of the same scale and form. Editorial
// is given where only "also" or "further" came or went at the opening verb of a
// paragraph: by drafting practice they only keep openings apart.
func (w *window) verb() Class {
	if len(w.gone) > 6 || len(w.come) > 6 || !w.madeOf(verbWords) {
		return ""
	}
	class := Class("")
	w.each(4, func(start, end int, old, new []string) bool {
		a, ok := verbOf(old)
		if !ok {
			return false
		}
		b, ok := verbOf(new)
		if !ok || a.form != b.form || !w.verbStands(a.form, start, end) {
			return false
		}
		switch c := compareVerbs(a, b); {
		case c < 0:
			class = VerbStronger
		case c > 0:
			class = VerbWeaker
		case a.lemma == b.lemma && a.strength == b.strength && w.atOpening(start):
			class = Editorial
		}
		return class != ""
	})
	return class
}

// compareVerbs gives less than 0 where b is stronger than a on a scale of both,
// more than 0 where it is weaker, 0 where that is not sure.
func compareVerbs(a, b scaledVerb) int {
	if a.lemma == b.lemma {
		return a.strength - b.strength
	}
	for _, x := range a.ranks {
		for _, y := range b.ranks {
			if x.scale != y.scale {
				continue
			}
			// How far an adverb lifts a verb above others is open.
			xHigh, yHigh := x.high+10*min(a.strength, 1), y.high+10*min(b.strength, 1)
			switch {
			case xHigh < y.low:
				return -1
			case yHigh < x.low:
				return 1
			}
		}
	}
	return 0
}

// verbOf reads words that are a verb of a scale and nothing else but "also",
// "further" and adverbs of strength.
func verbOf(words []string) (scaledVerb, bool) {
	if len(words) == 0 || len(words) > 8 {
		return scaledVerb{}, false
	}
	var b strings.Builder
	strength, lower := 0, ""
	for _, x := range words {
		switch lower = strings.ToLower(x); {
		case chains[lower]:
			continue
		case intensifiers[lower]:
			strength++
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(x)
	}
	if v, ok := modals[b.String()]; ok {
		return v, strength == 0
	}
	v, ok := verbs[strings.ToLower(b.String())]
	v.strength += strength
	return v, ok
}

// chains are the words that keep openings of paragraphs apart.
var chains = set("also further")

// intensifiers make a verb stronger.
var intensifiers = set("strongly urgently firmly earnestly vigorously warmly")

// atOpening tells whether the words from start on open the paragraph.
func (w *window) atOpening(start int) bool {
	return w.opens && !slices.ContainsFunc(w.before[:start], func(x string) bool { return isWord(x) && !chains[strings.ToLower(x)] })
}

// verbStands tells whether words of that form can be a verb at their place: a
// "will" after "political" is none, nor are "requests" in the middle of a phrase.
// Beside a negation nothing is sure.
func (w *window) verbStands(f form, start, end int) bool {
	if end < len(w.after) && negations[strings.ToLower(w.after[end])] {
		return false
	}
	before := "" // the last word that does not only chain
	for i := start; i > 0 && before == ""; i-- {
		if x := strings.ToLower(w.before[i-1]); !chains[x] {
			before = x
		}
	}
	if negations[before] {
		return false
	}
	switch f {
	case modal:
		return before != "political" && before != "free" && before != "good"
	case finite, present:
		if w.atOpening(start) || before == "," || before == ";" {
			return true
		}
		return before == "and" && start >= 2 && (w.before[start-2] == "," || w.before[start-2] == ";")
	case passive:
		return before == "is" || before == "are" || before == "be"
	}
	return before == "we" || before == "to" || before == "hereby"
}

var negations = set("not no never neither nor without cannot none nothing nobody")

// isWord tells whether a piece is a word.
func isWord(s string) bool { return wordLength(s) > 0 }
