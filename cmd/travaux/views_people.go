package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func identityView() view[*travauxv1.Identity] {
	return view[*travauxv1.Identity]{
		{"USER", func(m *travauxv1.Identity) string { return orWord(lastSegment(m.User), "(public)") }},
		{"CAPACITY", func(m *travauxv1.Identity) string { return enumWord(m.Capacity) }},
		{"ACTOR", func(m *travauxv1.Identity) string { return lastSegment(m.Actor) }},
		{"ROLES", func(m *travauxv1.Identity) string { return strings.Join(m.Roles, ", ") }},
		{"TOKEN ENDS", func(m *travauxv1.Identity) string { return showTime(m.ExpireTime) }},
	}
}

func userView() view[*travauxv1.User] {
	return view[*travauxv1.User]{
		{"USER", func(m *travauxv1.User) string { return lastSegment(m.Name) }},
		{"NAME", func(m *travauxv1.User) string { return m.DisplayName }},
		{"DELEGATIONS", func(m *travauxv1.User) string {
			return joined(m.Affiliations, func(a *travauxv1.Affiliation) string {
				return withSpan(lastSegment(a.Actor), a.Span)
			})
		}},
	}
}

func tokenView() view[*travauxv1.Token] {
	return view[*travauxv1.Token]{
		{"TOKEN", func(m *travauxv1.Token) string { return lastSegment(m.Name) }},
		{"USER", func(m *travauxv1.Token) string { return lastSegment(m.User) }},
		{"CAPACITY", func(m *travauxv1.Token) string { return enumWord(m.Capacity) }},
		{"ACTOR", func(m *travauxv1.Token) string { return lastSegment(m.Actor) }},
		{"ENDS", func(m *travauxv1.Token) string { return showTime(m.ExpireTime) }},
	}
}

func actorView() view[*travauxv1.Actor] {
	return view[*travauxv1.Actor]{
		{"ACTOR", func(m *travauxv1.Actor) string { return lastSegment(m.Name) }},
		{"KIND", func(m *travauxv1.Actor) string { return enumWord(m.Kind) }},
		{"NAME", func(m *travauxv1.Actor) string { return actorLabel(m) }},
		{"CODE", func(m *travauxv1.Actor) string { return m.Code }},
		{"GROUPS", func(m *travauxv1.Actor) string {
			return joined(m.Memberships, func(g *travauxv1.Membership) string {
				return withSpan(lastSegment(g.Group), g.Span)
			})
		}},
		{"ALIASES", func(m *travauxv1.Actor) string { return strings.Join(m.Aliases, ", ") }},
	}
}

// actorLabel is the English name, else that in the first language by tag.
func actorLabel(a *travauxv1.Actor) string {
	if en := a.DisplayNames["en"]; en != "" {
		return en
	}
	for _, lang := range slices.Sorted(maps.Keys(a.DisplayNames)) {
		return a.DisplayNames[lang]
	}
	return ""
}

// joined shows a list in one cell.
func joined[T any](list []T, show func(T) string) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = show(x)
	}
	return strings.Join(words, ", ")
}

// withSpan adds a span to a word, where one is known.
func withSpan(word string, s *travauxv1.Span) string {
	if s.GetFrom() == nil && s.GetUntil() == nil {
		return word
	}
	return word + " (" + showSpan(s) + ")"
}

// orWord gives the word, or the other where it is empty.
func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

// yes is what a table shows for a flag that is set; nothing where it is not.
func yes(set bool) string {
	if set {
		return "yes"
	}
	return ""
}
