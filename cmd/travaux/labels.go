package main

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// place is a paragraph as a person points at it: its identity, what is printed
// before it, and how deep it stands.
type place struct {
	Name     string // …/paragraphs/{id}
	Label    string
	Depth    int
	Revision int32
	Words    string
	Annex    bool // it is the heading that opens an annex
}

// ID is the last segment of the name.
func (p place) ID() string { return lastSegment(p.Name) }

// findPlaces gives the paragraphs that a person may mean by ref: the one with
// that name or id, else all whose label it is. An item is also found by its
// chapeau's label before its own, "17 (a)", what stands after the heading of an
// annex by that word before its label, "annex 1", and what stands before the first
// annex as "body 1".
func findPlaces(places []place, ref string) []place {
	if label, ok := cutWord(ref, "body"); ok {
		if i := slices.IndexFunc(places, func(p place) bool { return p.Annex }); i >= 0 {
			places = places[:i]
		}
		return findPlaces(places, label)
	}
	if below, ok := cutWord(ref, "annex"); ok {
		for i, p := range places {
			if p.Annex {
				return findPlaces(places[i+1:], below)
			}
		}
	}
	for _, p := range places {
		if p.Name == ref || p.ID() == ref {
			return []place{p}
		}
	}
	var found []place
	var above []string // the label paths of the paragraphs that p stands below
	for _, p := range places {
		above = append(above[:min(p.Depth, len(above))], "")
		path := p.Label
		if n := len(above) - 1; n > 0 && p.Label != "" {
			path = above[n-1] + p.Label
		}
		above[len(above)-1] = path
		if p.Label != "" && (sameLabel(p.Label, ref) || squeeze(path) == squeeze(ref)) {
			found = append(found, p)
		}
	}
	return found
}

// cutWord parts "annex 1" into the word and the label.
func cutWord(ref, word string) (label string, ok bool) {
	first, label, ok := strings.Cut(strings.TrimSpace(ref), " ")
	return strings.TrimSpace(label), ok && strings.EqualFold(first, word)
}

// sameLabel tells whether a person who types ref means the printed label: "17"
// is "17.", "12bis" is "12 bis.".
func sameLabel(printed, ref string) bool {
	if squeeze(printed) == squeeze(ref) {
		return true
	}
	a, ok := wholeLabel(printed)
	if !ok {
		return false
	}
	b, ok := wholeLabel(ref)
	return ok && text.Compare(a, b) == 0
}

// wholeLabel reads s as a label and nothing else, adding the delimiter that a
// person leaves out.
func wholeLabel(s string) (text.Label, bool) {
	for _, try := range []string{s, s + "."} {
		if l, rest, ok := text.ParseLabel(try); ok && rest == "" {
			return l, true
		}
	}
	return text.Label{}, false
}

// squeeze drops what labels may be printed with or without: white space, full
// stops and case.
func squeeze(label string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '.' {
			return -1
		}
		return r
	}, label))
}

// lastSegment gives what follows the last slash of a resource name.
func lastSegment(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
