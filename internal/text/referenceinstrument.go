package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how many words the name of an instrument may have.
const maxName = 14

// qualify reads what stands after the labels: "above", "of resolution 70/125",
// "of article 4 of the Convention", "of this Article". at is where the labels end.
func (x *referenceScanner) qualify(r *Reference, at int) {
	if x.side(r, at) {
		return
	}
	if _, end, ok := x.word(at, x.lang.there); ok {
		r.Kind, r.Instrument, r.End = InstrumentReference, x.cited(), end
		return
	}
	for range 3 {
		next, ok := x.whole(r, at)
		if !ok {
			return
		}
		r.End = max(r.End, next)
		if at = next; r.Kind == InstrumentReference {
			return
		}
	}
}

// elided is phrase, for words that may lose their last vowel: "de l'Accord".
func (x *referenceScanner) elided(at int, options []string) int {
	best := x.phrase(at, options)
	for _, o := range options {
		if strings.HasSuffix(o, "'") && x.says(at, o) > best {
			best = x.says(at, o)
		}
	}
	return best
}

// side reads "above" or ", below".
func (x *referenceScanner) side(r *Reference, at int) bool {
	at = x.brackets(at)
	if strings.HasPrefix(x.s[at:], ",") {
		at++
	}
	if start, end, ok := x.word(at, x.lang.above); ok {
		r.Side, r.SideAt, r.End = Above, Span{start, end}, end
	} else if start, end, ok := x.word(at, x.lang.below); ok {
		r.Side, r.SideAt, r.End = Below, Span{start, end}, end
	}
	return r.Side != ""
}

// whole reads one step from a part to what holds it. ok tells whether there may be
// another step.
func (x *referenceScanner) whole(r *Reference, at int) (int, bool) {
	start := x.brackets(at)
	if strings.HasPrefix(x.s[start:], ",") {
		start = x.brackets(start + 1)
	}
	end := x.elided(start, x.lang.of)
	of := end > start
	if !of && !x.lang.genitive {
		return at, false
	}
	if !of {
		end = start
	}
	end = x.space(end)
	if next := x.phrase(end, x.lang.this); next > end {
		return x.thisPart(r, at, next)
	}
	if next := x.phrase(end, x.lang.same); next > end && x.phrase(x.space(next), x.nounsAndActs()) > x.space(next) {
		end = x.phrase(x.space(next), x.nounsAndActs())
		r.Kind, r.Instrument = InstrumentReference, x.cited()
		return end, true
	}
	the := x.elided(end, x.lang.the)
	end = x.space(the)
	if within, number, next, ok := x.holder(end); ok {
		if within.Unit == ParagraphUnit && r.Unit == ItemUnit {
			r.placeItems(within.Label, number)
		} else if r.Within.Unit == "" {
			r.Within = within
		}
		r.End = next
		return next, !x.side(r, next)
	}
	if act, ok := x.adopted(end); ok {
		r.Kind, r.Instrument = InstrumentReference, act.Instrument
		return act.End, true
	}
	if next := x.symbol(end); next > end {
		r.Kind, r.Instrument = InstrumentReference, Instrument{Symbol: x.s[end:next]}
		return next, true
	}
	if name, next := x.name(end); name.Name != "" {
		r.Kind, r.Instrument = InstrumentReference, name
		return next, true
	}
	return at, false
}

// thisPart reads what follows "of this": a part of the document, or the document.
func (x *referenceScanner) thisPart(r *Reference, at, next int) (int, bool) {
	start := x.space(next)
	i, ok := x.tokenAt(start)
	if !ok {
		return at, false
	}
	if u, ok := x.unit(i); ok {
		if r.Within.Unit == "" {
			r.Within = Within{Unit: u, This: true}
		}
		r.End = x.tokens[i].End
		return r.End, false
	}
	if end := x.phrase(start, x.nounsAndActs()); end > start {
		r.End = max(r.End, end)
		return end, false
	}
	return at, false
}

func (x *referenceScanner) nounsAndActs() []string { return slices.Concat(x.lang.acts, x.lang.nouns) }

// placeItems puts letters below the number of their paragraph, which was said after
// them: "sub-paragraph (b) of paragraph 5".
func (r *Reference) placeItems(above Label, number Span) {
	for i := range r.Targets {
		l := &r.Targets[i].Label
		l.Prefix, l.Numbers, l.Ordinals, l.Alt = above.Prefix, above.Numbers, above.Ordinals, above.Alt
		l.Sub = slices.Concat(above.Sub, l.Sub)
	}
	r.Targets[len(r.Targets)-1].Number = number
}

// holder reads the part that holds another: "article 4", "the annex". number is
// where its number stands.
func (x *referenceScanner) holder(at int) (within Within, number Span, next int, ok bool) {
	i, ok := x.tokenAt(at)
	if !ok {
		return Within{}, Span{}, at, false
	}
	u, ok := x.unit(i)
	if !ok {
		return Within{}, Span{}, at, false
	}
	end := x.tokens[i].End
	t, next, ok := x.target(x.space(end), u, Label{})
	if ok && x.atBound(next) {
		return Within{Unit: u, Label: t.Label}, t.Number, next, true
	}
	return Within{Unit: u}, Span{}, end, u == AnnexUnit
}

// cited is the instrument that the text cited last.
func (x *referenceScanner) cited() Instrument {
	for _, r := range slices.Backward(x.found) {
		if r.Kind == InstrumentReference {
			return r.Instrument
		}
	}
	return Instrument{Name: "that instrument"}
}

// adopted reads a numbered act, with the body that adopted it before or after:
// "General Assembly resolutions 70/1 and 70/125", "résolution 70/125 de
// l'Assemblée générale".
func (x *referenceScanner) adopted(at int) (Reference, bool) {
	r := Reference{Start: at, Kind: InstrumentReference}
	from := at
	if x.capital(at) {
		if end := x.phrase(at, x.lang.bodies); end > at {
			r.Instrument.Body, from = x.s[at:end], x.space(end)
		}
	}
	word := x.phrase(from, x.lang.acts)
	if word == from && x.lang.tag == "ar" && r.Instrument.Body == "" {
		word = x.arabicAct(from)
	}
	if word == from {
		return r, false
	}
	r.Instrument.Type = x.s[from:word]
	next := x.space(word)
	if body := x.phrase(next, x.lang.bodies); body > next && r.Instrument.Body == "" {
		r.Instrument.Body, next = x.s[next:body], x.space(body)
	}
	end := x.numbers(next)
	if end == next {
		return r, false
	}
	r.Instrument.Symbol, r.End = x.s[next:end], end
	if start, body, ok := x.word(end, x.lang.bodies); ok && r.Instrument.Body == "" {
		r.Instrument.Body, r.End = x.s[start:body], body
	}
	return r, true
}

// arabicAct moves past a word for an act with the particles written onto it.
func (x *referenceScanner) arabicAct(at int) int {
	i, ok := x.tokenAt(at)
	if !ok || x.tokens[i].End-at > 32 {
		return at
	}
	for _, form := range arabicForms(x.lower(i)) {
		if slices.Contains(x.lang.acts, form) {
			return x.tokens[i].End
		}
	}
	return at
}

// numbers moves past the numbers of acts: "70/1, 70/125 and 71/212", "1325 (2000)",
// "217 A (III)".
func (x *referenceScanner) numbers(at int) int {
	end := at
	for next, n := at, 0; n < maxLabels; n++ {
		one := x.actNumber(next)
		if one == next || n > 0 && digit(runeAt(x.s, at)) >= 0 && digit(runeAt(x.s, next)) < 0 {
			return end
		}
		end = one
		after, _, ok := x.separator(end)
		if !ok {
			return end
		}
		next = after
	}
	return end
}

// actNumber moves past the number of one act.
func (x *referenceScanner) actNumber(at int) int {
	end := at
	stroke, digits := false, 0
	for end < len(x.s) && (isAlnum(x.s[end]) || strings.IndexByte("/.-", x.s[end]) >= 0) {
		stroke = stroke || x.s[end] == '/'
		if x.s[end] >= '0' && x.s[end] <= '9' {
			digits++
		}
		end++
	}
	for end > at && !isAlnum(x.s[end-1]) {
		end--
	}
	if digits == 0 {
		return at
	}
	if stroke {
		return x.bounded(at, end)
	}
	if digits != end-at || digits > 4 {
		return at
	}
	if after := x.session(end); after > end {
		return x.bounded(at, after)
	}
	if digits >= 3 {
		return x.bounded(at, end)
	}
	return at
}

// session moves past what stands after the number of an old resolution: " (2000)",
// " A (III)", " ألف (د-21)".
func (x *referenceScanner) session(at int) int {
	open := x.space(at)
	if i, ok := x.tokenAt(open); ok && open > at {
		if letter := x.s[open:x.tokens[i].End]; utf8.RuneCountInString(letter) == 1 && letter != "(" || letter == "ألف" || letter == "باء" {
			open = x.space(x.tokens[i].End)
		}
	}
	if !strings.HasPrefix(x.s[open:], "(") {
		return at
	}
	n := strings.IndexByte(x.s[open:min(len(x.s), open+16)], ')')
	if n < 2 || !yearOrSession(x.s[open+1:open+n]) {
		return at
	}
	return open + n + 1
}

// bounded gives end where a token ends there, else at.
func (x *referenceScanner) bounded(at, end int) int {
	if x.atBound(end) {
		return end
	}
	return at
}

// yearOrSession tells whether s is a year or the session of an old resolution.
func yearOrSession(s string) bool {
	if strings.Trim(s, "0123456789") == "" {
		return len(s) == 4
	}
	return strings.Trim(s, "IVXLSEХ-") == "" || strings.HasPrefix(s, "د-") || strings.HasPrefix(s, "د -")
}

// symbol moves past a document symbol that is a token: "A/RES/70/1",
// "FCCC/CP/2015/L.9", "1/CP.21". A number with a stroke alone is none.
func (x *referenceScanner) symbol(at int) int {
	i, ok := x.tokenAt(at)
	if !ok || x.tokens[i].Class != Word {
		return at
	}
	t := x.tokens[i]
	first, rest, ok := strings.Cut(x.s[t.Start:t.End], "/")
	if !ok || len(first) > 8 || !strings.ContainsAny(rest, "0123456789") {
		return at
	}
	if strings.Trim(first, "0123456789") == "" {
		body, number, ok := strings.Cut(rest, ".")
		if ok && len(body) >= 2 && strings.Trim(body, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && strings.Trim(number, "0123456789") == "" {
			return t.End
		}
		return at
	}
	if strings.Trim(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return at
	}
	for piece := range strings.SplitSeq(rest, "/") {
		if piece != "" && strings.Trim(piece, "0123456789") == "" || strings.Contains(piece, ".") {
			return t.End
		}
	}
	return at
}

// name reads an instrument that is named by words: "Tunis Agenda for the
// Information Society", "report".
func (x *referenceScanner) name(at int) (Instrument, int) {
	if x.lang.tag == "ar" {
		if end := x.phrase(at, x.lang.nouns); end > at {
			return Instrument{Name: x.s[at:end]}, end
		}
		return Instrument{}, at
	}
	end, next, words := at, at, 0
	for ; words < maxName; words++ {
		if !x.nameWord(next) {
			if noun := x.phrase(next, x.lang.nouns); noun > next && words > 0 && x.lang.genitive {
				end, next = noun, x.space(noun)
				continue
			}
			after := x.elided(next, x.lang.links)
			if words == 0 || after == next {
				break
			}
			next = x.space(after)
			continue
		}
		end = x.wordEnd(next)
		next = x.space(end)
	}
	if end > at {
		return Instrument{Name: x.s[at:end]}, end
	}
	if end := x.phrase(at, x.lang.nouns); end > at {
		return Instrument{Name: x.s[at:end]}, end
	}
	return Instrument{}, at
}

// nameWord tells whether a word of a name begins at a place: one with a capital
// first letter, or a year.
func (x *referenceScanner) nameWord(at int) bool {
	r, _ := utf8.DecodeRuneInString(x.s[at:])
	return at < len(x.s) && (x.atBound(at) || x.wordEnd(at) > at) && (unicode.IsUpper(r) || digit(r) >= 0 && x.wordEnd(at)-at == 4)
}

// wordEnd is where the token ends that begins at a place, or that has its elided
// article before that place; else the place.
func (x *referenceScanner) wordEnd(at int) int {
	i, ok := x.tokenAt(at)
	if ok {
		return x.tokens[i].End
	}
	if i > 0 && x.tokens[i-1].End > at && at-x.tokens[i-1].Start <= len("qu’") && strings.HasSuffix(Fold(x.s[x.tokens[i-1].Start:at]), "'") {
		return x.tokens[i-1].End
	}
	return at
}

// tokenAt gives the index of the token that begins at a place.
func (x *referenceScanner) tokenAt(at int) (int, bool) {
	return slices.BinarySearchFunc(x.tokens, at, func(t Token, at int) int { return t.Start - at })
}
