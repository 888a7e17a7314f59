package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// referenceScanner looks for references from left to right. Every step looks
// ahead by a bounded number of words, or takes what it looked at.
type referenceScanner struct {
	s      string
	tokens []Token
	bound  []uint64 // the bounds of tokens, a bit a byte
	langs  []*referenceWords
	lang   *referenceWords // of the reference being read
	han    bool            // Chinese patterns are looked for
	found  []Reference
}

func newReferenceScanner(s, language string) *referenceScanner {
	x := &referenceScanner{s: s, tokens: Tokens(s, language), langs: wordsFor(language)}
	x.bound = make([]uint64, len(s)/64+1)
	for _, t := range x.tokens {
		x.bound[t.Start/64] |= 1 << (t.Start % 64)
	}
	x.bound[len(s)/64] |= 1 << (len(s) % 64)
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	x.han = primary == "" || primary == "zh"
	return x
}

// atBound tells whether a token begins or ends at a place.
func (x *referenceScanner) atBound(at int) bool {
	return at >= 0 && at <= len(x.s) && x.bound[at/64]>>(at%64)&1 == 1
}

// scan looks at every token that no reference has taken.
func (x *referenceScanner) scan() {
	done := 0
	for i, t := range x.tokens {
		if t.Start < done || !t.IsWord() {
			continue
		}
		r, ok := x.at(i)
		if !ok || r.Start < done || r.End > len(x.s) || r.End <= r.Start || !x.atBound(r.Start) || !x.atBound(r.End) {
			continue
		}
		r.Words = x.s[r.Start:r.End]
		x.found = append(x.found, r)
		done = r.End
	}
}

// at reads the reference that begins at a token, if one does.
func (x *referenceScanner) at(i int) (Reference, bool) {
	t := x.tokens[i]
	if x.han {
		if r, ok := x.chinese(i); ok {
			return r, true
		}
	}
	for _, x.lang = range x.langs {
		if r, ok := x.part(i); ok {
			return r, true
		}
		if r, ok := x.adopted(t.Start); ok {
			return r, true
		}
	}
	x.lang = nil
	if r, ok := x.prefixed(t.Start); ok {
		return r, true
	}
	if end := x.symbol(t.Start); end > t.Start {
		return Reference{Start: t.Start, End: end, Kind: InstrumentReference, Instrument: Instrument{Symbol: x.s[t.Start:end]}}, true
	}
	return Reference{}, false
}

// lower gives a token in the form in which words are listed.
func (x *referenceScanner) lower(i int) string {
	if i < 0 || i >= len(x.tokens) {
		return ""
	}
	t := x.tokens[i]
	if t.End-t.Start > 64 {
		return ""
	}
	return strings.ToLower(Fold(x.s[t.Start:t.End]))
}

// wordBefore gives the index of the word that stands before a token, with nothing
// but white space between, or -1.
func (x *referenceScanner) wordBefore(i int) int {
	if i >= 2 && x.tokens[i-1].Class == Space && x.tokens[i-2].IsWord() {
		return i - 2
	}
	return -1
}

// unit tells which unit a token names.
func (x *referenceScanner) unit(i int) (Unit, bool) {
	w := x.lower(i)
	for _, elided := range []string{"l'", "d'"} {
		w = strings.TrimPrefix(w, elided)
	}
	if u, ok := x.lang.units[w]; ok {
		return u, ok
	}
	if x.lang.tag == "ar" {
		for _, form := range arabicForms(w) {
			if u, ok := x.lang.units[form]; ok {
				return u, ok
			}
		}
	}
	return "", false
}

// arabicForms gives an Arabic word without the particles written onto it.
func arabicForms(w string) []string {
	var out []string
	for _, and := range []string{"", "و", "ف"} {
		rest, ok := strings.CutPrefix(w, and)
		if !ok {
			continue
		}
		out = append(out, rest)
		if bare, ok := strings.CutPrefix(rest, "لل"); ok {
			out = append(out, "ال"+bare)
		}
		for _, p := range []string{"ب", "ك", "ل"} {
			if bare, ok := strings.CutPrefix(rest, p); ok {
				out = append(out, bare)
			}
		}
	}
	return out
}

// space moves past white space.
func (x *referenceScanner) space(at int) int {
	for at < len(x.s) {
		r, n := utf8.DecodeRuneInString(x.s[at:])
		if !unicode.IsSpace(r) {
			break
		}
		at += n
	}
	return at
}

// phrase moves past the longest of some phrases in lower case that stands at a
// place, or gives at itself. A phrase ends at the bound of a token.
func (x *referenceScanner) phrase(at int, options []string) int {
	best := at
	if at >= len(x.s) {
		return at
	}
	first := x.s[at] | 0x20
	for _, o := range options {
		if o[0] < utf8.RuneSelf && x.s[at] < utf8.RuneSelf && o[0] != first {
			continue // most words are told by their first letter
		}
		if end := x.says(at, o); end > best && x.atBound(end) {
			best = end
		}
	}
	return best
}

// says moves past one phrase, or gives -1.
func (x *referenceScanner) says(at int, phrase string) int {
	for _, want := range phrase {
		if want == ' ' {
			next := x.space(at)
			if next == at {
				return -1
			}
			at = next
			continue
		}
		if at >= len(x.s) {
			return -1
		}
		r, n := utf8.DecodeRuneInString(x.s[at:])
		if r = unicode.ToLower(foldRune(r)); r != foldRune(want) {
			return -1
		}
		at += n
	}
	return at
}

// word moves past one phrase of a list and the white space before it; ok tells
// whether there was one.
func (x *referenceScanner) word(at int, options []string) (start, end int, ok bool) {
	start = x.space(at)
	end = x.phrase(start, options)
	return start, end, end > start
}

// part reads a reference that begins with a unit: "paragraphs 3 to 5 above".
func (x *referenceScanner) part(i int) (Reference, bool) {
	unit, ok := x.unit(i)
	if !ok {
		return Reference{}, false
	}
	r := Reference{Start: x.tokens[i].Start, Kind: OwnReference, Unit: unit}
	if b := x.wordBefore(i); b >= 0 && unit == ParagraphUnit {
		if u, ok := x.lang.before[x.lower(b)]; ok {
			r.Unit, r.Start = u, x.tokens[b].Start
		}
	}
	at := x.tokens[i].End
	if at < len(x.s) && x.s[at] == '.' && len(x.lower(i)) < 10 && x.space(at+1) > at+1 {
		at++ // "para. 12"
	}
	if r.Targets, at = x.labels(at, unit); len(r.Targets) == 0 {
		return x.present(i, r)
	}
	if len(r.Targets[0].Label.Numbers) == 0 && r.Unit == ParagraphUnit {
		r.Unit = ItemUnit // "paragraph (b) above"
	}
	r.End = at
	if b := x.wordBefore(i); b >= 0 && slices.Contains(x.lang.its, x.lower(b)) && x.cited().Type != "" {
		r.Kind, r.Instrument = InstrumentReference, x.cited()
		return r, true
	}
	x.qualify(&r, at)
	return r, !x.otherItem(r.End)
}

// otherItem tells that what was read is an item of an agenda, which some
// languages call by the word for a paragraph.
func (x *referenceScanner) otherItem(at int) bool {
	return x.phrase(x.space(at), []string{"повестки", "предварительной повестки"}) > x.space(at)
}

// present reads "the present paragraph" and "the annex to the present
// resolution", which name no label.
func (x *referenceScanner) present(i int, r Reference) (Reference, bool) {
	r.End = x.tokens[i].End
	if b := x.wordBefore(i); b >= 0 && x.isThis(x.lower(b)) {
		r.Kind, r.Start, r.Targets = PresentReference, x.tokens[b].Start, nil
		return r, true
	}
	if x.lang.tag == "ar" {
		return r, false
	}
	if r.Unit != AnnexUnit {
		return r, false
	}
	_, of, ok := x.word(r.End, x.lang.of)
	if !ok {
		return r, false
	}
	if _, this, ok := x.word(of, x.lang.this); ok {
		if start, end, ok := x.word(this, slices.Concat(x.lang.acts, x.lang.nouns)); ok && end > start {
			r.End = end
			return r, true
		}
	}
	r.End = of
	x.qualify(&r, x.tokens[i].End)
	return r, r.Kind == InstrumentReference
}

// isThis tells whether a word is one of those that name what it stands in.
func (x *referenceScanner) isThis(w string) bool {
	if x.lang.tag != "ar" {
		return slices.Contains(x.lang.this, w)
	}
	return slices.ContainsFunc(arabicForms(w), func(form string) bool { return slices.Contains(x.lang.this, form) })
}

// prefixed reads "OP7" and "PP 5 bis", in any language.
func (x *referenceScanner) prefixed(at int) (Reference, bool) {
	p := labelParser{s: x.s, at: at}
	if !p.take("OP", "PP") {
		return Reference{}, false
	}
	prefix := x.s[at:p.at]
	p.spaces()
	t, end, ok := x.target(p.at, ParagraphUnit, Label{})
	if !ok || t.Number.Empty() || !x.atBound(end) {
		return Reference{}, false
	}
	t.Start, t.Label.Prefix, t.Label.Raw = at, prefix, x.s[at:end]
	r := Reference{Start: at, End: end, Kind: OwnReference, Unit: ParagraphUnit, Targets: []Target{t}}
	if prefix == "PP" {
		r.Unit = PreambularUnit
	}
	return r, true
}
