package spoken

import "strings"

// form is the form in which a place is named.
type form int

const (
	bare     form = iota // "paragraph 5"
	of                   // "of paragraph 5"
	where                // "in paragraph 5"
	becoming             // what something becomes
)

// place names a place, the smallest part in the form asked for.
func (f *phrases) place(chain []unit, as form) string {
	parts := make([]string, 0, len(chain))
	for i, u := range chain {
		k := of
		if i == 0 || f.inward {
			k = bare
		}
		if i == 0 && !f.inward {
			k = as
		}
		parts = append(parts, f.unit(u, k))
	}
	if !f.inward {
		return strings.Join(parts, " ")
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
	}
	if as == where {
		return fill(f.within, "p", b.String())
	}
	return b.String()
}

// unit names one part of a place.
func (f *phrases) unit(u unit, as form) string {
	noun := f.nouns[u.noun]
	template := [...]string{noun.bare, noun.of, noun.in, noun.with}[as]
	if template == "" {
		template = noun.of
	}
	return f.label(template, u)
}

// label puts label, number and words of a unit into a template.
func (f *phrases) label(template string, u unit) string {
	s := fill(template, "l", u.label, "q", f.quoted(u.words), "r", f.quoted(u.after),
		"n", ordinal(f.recitals, f.recitalFig, u.n), "d", u.label)
	return strings.TrimSpace(s)
}

// fresh names a paragraph that is new.
func (f *phrases) fresh(u unit) string { return f.label(f.nouns[u.noun].fresh, u) }

// newPlace names a paragraph that is itself inserted, for what follows it.
func (f *phrases) newPlace(chain []unit) string {
	template := f.inserted
	if s := f.insertedAs[chain[0].noun]; s != "" {
		template = s
	}
	return fill(template, "p", strings.TrimPrefix(f.after(chain), f.article))
}

// after names a place for what follows it.
func (f *phrases) after(chain []unit) string {
	if f.afterOf {
		return f.place(chain, of)
	}
	return f.place(chain, bare)
}
