package text

import (
	"slices"
	"strings"
)

// Detach takes the names and stances out of the words and gives them beside
// them, in the order in which they stood. It knows these forms (domain §3):
//
//	[EU, Japan: text]      names before the words of a bracket, ending in a colon
//	[G77 and China: text]  a name that has "and" in it goes before two names
//	[EU: delete]           names and a stance; the bracket itself stays, empty
//	[text – US, UK]        names after the words of a bracket, after a dash
//	(retain: US)           a stance with names in round brackets, anywhere
//
// A form is taken only if resolve knows every name in it; else it stays text.
// Resolve gets a name without the white space around it and gives the actor's
// id. Attach is the exact way back, for words and marks; a mark that Attach
// could not place by rule is kept with the attribution. Time is linear.
func Detach(typed string, marks []Mark, resolve func(name string) (actorID string, ok bool)) (plain string, kept []Mark, held []Attribution) {
	d := detacher{s: typed, resolve: resolve}
	d.scan()
	if len(d.cuts) == 0 {
		return typed, slices.Clone(marks), nil
	}
	var b strings.Builder
	b.Grow(len(typed))
	at := 0
	held = make([]Attribution, len(d.cuts))
	for i, c := range d.cuts {
		b.WriteString(typed[at:c.start])
		d.cuts[i].offset = b.Len()
		held[i] = Attribution{Offset: b.Len(), Source: typed[c.start:c.end], Actors: c.actors, Stance: c.stance}
		at = c.end
	}
	b.WriteString(typed[at:])
	return b.String(), detachMarks(marks, d.cuts, held), held
}

// Attach puts what Detach took out back into the words: given what Detach gave,
// it gives exactly what Detach was given. Each attribution goes in at its
// Offset, those of the same offset in their order; an offset beyond the words
// counts as their end.
func Attach(plain string, marks []Mark, held []Attribution) (typed string, all []Mark) {
	if len(held) == 0 {
		return plain, slices.Clone(marks)
	}
	var b strings.Builder
	cuts := make([]cut, len(held))
	at := 0
	for i, a := range held {
		offset := min(max(a.Offset, at), len(plain))
		b.WriteString(plain[at:offset])
		cuts[i] = cut{start: b.Len(), end: b.Len() + len(a.Source), offset: offset}
		b.WriteString(a.Source)
		at = offset
	}
	b.WriteString(plain[at:])
	return b.String(), attachMarks(marks, cuts, held)
}

// cut is one attribution: the bytes [start, end) of the typed form, which are
// not in the plain form and would stand at offset there.
type cut struct {
	start, end, offset int
	actors             []string
	stance             string
}

// detacher looks for attributions from left to right.
type detacher struct {
	s       string
	resolve func(string) (string, bool)
	slot    func(list string) // told of each list of names looked at; may be nil
	cuts    []cut
	depth   int // open brackets
	// from is where the words since the last bracket or attribution begin, and
	// filled whether the bracket held a bracket before them.
	from   int
	filled bool
}

// scan finds all attributions.
func (d *detacher) scan() {
	for i := 0; i < len(d.s); {
		switch d.s[i] {
		case '[':
			d.depth++
			i = d.leading(i + 1)
			d.from, d.filled = i, false
		case ']':
			if d.depth > 0 {
				d.trailing(i)
				d.depth--
			}
			i++
			d.from, d.filled = i, true
		case '(':
			i = d.stance(i)
		default:
			i++
		}
	}
}

// leading takes "names: " from i, the start of a bracket, as often as it stands
// there, and gives where the words begin.
func (d *detacher) leading(i int) int {
	end := i + cutAt(d.s[i:], "[]\n")
	for {
		n := strings.IndexAny(d.s[i:end], ":：")
		if n < 0 {
			return i
		}
		actors := d.names(d.s[i : i+n])
		if actors == nil {
			return i
		}
		colon := len(":")
		if d.s[i+n] != ':' {
			colon = len("：")
		}
		words := i + n + colon
		words = end - len(strings.TrimLeft(d.s[words:end], " \t\u00A0\u202F"))
		c := cut{start: i, end: words, actors: actors}
		if s := strings.TrimSpace(d.s[words:end]); end < len(d.s) && d.s[end] == ']' && isStance(s) {
			c.end, c.stance = end, strings.ToLower(s)
		}
		d.cuts = append(d.cuts, c)
		i = c.end
	}
}

// trailing takes " – names" before the closing bracket at i.
func (d *detacher) trailing(i int) {
	words := d.s[d.from:i]
	at, width := -1, 0
	for _, dash := range []string{" – ", " — ", " - "} {
		if n := strings.LastIndex(words, dash); n > at {
			at, width = n, len(dash)
		}
	}
	if at < 0 || strings.TrimSpace(words[:at]) == "" && !d.filled {
		return
	}
	if actors := d.names(words[at+width:]); actors != nil {
		start := d.from + len(strings.TrimRight(words[:at], " "))
		d.cuts = append(d.cuts, cut{start: start, end: i, actors: actors})
	}
}

// stance takes "(retain: names)" from the round bracket at i, with the spaces
// before it, and gives where to go on.
func (d *detacher) stance(i int) int {
	inside := d.s[i+1:]
	n := closing(inside)
	if n < 0 {
		return i + 1
	}
	word, rest, ok := strings.Cut(inside[:n], ":")
	if !ok || !isStance(word) {
		return i + 1
	}
	actors := d.names(rest)
	if actors == nil {
		return i + 1
	}
	start := max(d.from, len(strings.TrimRight(d.s[:i], " ")))
	end := i + 1 + n + 1
	d.cuts = append(d.cuts, cut{start: start, end: end, actors: actors, stance: strings.ToLower(word)})
	d.filled = d.filled || strings.TrimSpace(d.s[d.from:start]) != ""
	d.from = end
	return end
}

// closing gives where the round bracket closes that has been opened, or -1. One pair
// within is part of a name, "Aldria (Federated States of)"; more is not looked
// through, which keeps the time linear.
func closing(inside string) int {
	within := false
	for at := 0; ; at++ {
		at += cutAt(inside[at:], "()[]\n")
		switch {
		case at == len(inside):
			return -1
		case inside[at] == ')' && !within:
			return at
		case inside[at] == ')':
			within = false
		case inside[at] == '(' && !within && !strings.Contains(inside[:at], "("):
			within = true
		default:
			return -1
		}
	}
}

// names resolves a list of names parted by commas, semicolons or "and". It gives
// nil unless every one is known.
func (d *detacher) names(list string) []string {
	if d.slot != nil {
		d.slot(list)
	}
	starts, ends := nameParts(list)
	var actors []string
	for i := 0; i < len(starts); {
		found := false
		for j := min(i+longestName, len(starts)) - 1; j >= i && !found; j-- {
			name := strings.TrimSpace(list[starts[i]:ends[j]])
			if name == "" {
				continue
			}
			var id string
			if id, found = d.resolve(name); found {
				actors = append(actors, id)
				i = j + 1
			}
		}
		if !found {
			return nil
		}
	}
	return actors
}

// longestName is how many parts one name may have: "A, B and C" at most.
const longestName = 4

// nameParts cuts a list of names at everything that may part two of them.
func nameParts(list string) (starts, ends []int) {
	separators := []string{",", ";", "،", "؛", "、", " and ", " & ", " et ", " y ", " и ", " و"}
	from := 0
	for i := 0; i < len(list); i++ {
		for _, s := range separators {
			if strings.HasPrefix(list[i:], s) {
				starts, ends = append(starts, from), append(ends, i)
				from = i + len(s)
				i = from - 1
				break
			}
		}
	}
	return append(starts, from), append(ends, len(list))
}

// isStance tells whether a word is one of the stances typed beside names.
func isStance(word string) bool {
	switch strings.ToLower(word) {
	case "delete", "retain", "keep", "oppose", "support", "reserve", "reserves":
		return true
	}
	return false
}

// cutAt gives where the first of the ASCII characters stands, or the length.
func cutAt(s, chars string) int {
	if n := strings.IndexAny(s, chars); n >= 0 {
		return n
	}
	return len(s)
}
