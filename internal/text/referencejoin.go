package text

import (
	"slices"
	"strings"
)

// joined puts together what was read as two references and is one, and lets a list
// share what is said at its end.
func (x *referenceScanner) joined() []Reference {
	var out []Reference
	for _, r := range x.found {
		if n := len(out); n > 0 && x.append(&out[n-1], r) {
			out[n-1].Words = x.s[out[n-1].Start:out[n-1].End]
			continue
		}
		out = append(out, r)
	}
	for i := len(out) - 2; i >= 0; i-- {
		x.share(&out[i], out[i+1])
	}
	return slices.DeleteFunc(out, abbreviated)
}

// abbreviated tells references to a chapter in the form that only citations of
// other documents have.
func abbreviated(r Reference) bool {
	word := strings.ToLower(r.Words)
	return r.Kind == OwnReference && r.Unit == SectionUnit && (strings.HasPrefix(word, "chap.") || strings.HasPrefix(word, "cap."))
}

// append makes one reference of two: "Article 4" and "paragraph 7", "resolution
// 70/125" and "paragraph 71", "A/80/L.41, annex I" and "paragraph 3".
func (x *referenceScanner) append(a *Reference, b Reference) bool {
	if b.Kind == PresentReference || len(b.Targets) == 0 || b.Within.Unit != "" {
		return false
	}
	gap, own := x.s[a.End:b.Start], b.Kind == OwnReference
	switch {
	case a.Kind == InstrumentReference && a.Unit == "":
		if !own || b.Side != "" || !touching(gap) && gap != " (" && !inParticular(gap) {
			return false
		}
		b.Kind, b.Instrument = InstrumentReference, a.Instrument
	case a.Kind != PresentReference && partUnit(a.Unit) && !partUnit(b.Unit) && len(a.Targets) == 1 && a.Side == "":
		if !touching(gap) || a.Kind == InstrumentReference && (!own || b.Side != "") {
			return false
		}
		if b.Within = a.Within; b.Within.Unit == "" {
			b.Within = Within{Unit: a.Unit, Label: a.Targets[0].Label}
		}
		if own {
			b.Kind, b.Instrument = a.Kind, a.Instrument
		}
	default:
		return false
	}
	b.Start = a.Start
	*a = b
	return true
}

// inParticular tells whether the words between an instrument and a paragraph make
// the paragraph its own: its date, a comma and "in particular".
func inParticular(gap string) bool {
	const longest = 96
	if len(gap) > longest {
		return false
	}
	gap = strings.TrimSpace(gap)
	for _, words := range []string{"in particular", "and, in particular,", "and in particular", "notably", "especially", "en particulier", "notamment",
		"en particular", "в частности на", "в частности", "وبخاصة", "特别是", "尤其是"} {
		if rest, ok := strings.CutSuffix(gap, words); ok {
			gap = strings.TrimSpace(rest)
			break
		}
	}
	for _, comma := range []string{",", "，", "،", "and", "y", "et", "("} {
		if rest, ok := strings.CutSuffix(gap, comma); ok {
			gap = strings.TrimSpace(strings.TrimSuffix(rest, ","))
			if gap == "" {
				return comma != "and" && comma != "y" && comma != "et"
			}
			gap = strings.TrimSuffix(gap, " года")
			year := len(gap) - len(strings.TrimRight(gap, "0123456789"))
			return year == 4
		}
	}
	return false
}

func partUnit(u Unit) bool { return u == ArticleUnit || u == SectionUnit || u == AnnexUnit }

// touching tells whether two parts of one reference may stand so far apart.
func touching(gap string) bool {
	return gap == "" || gap == " " || gap == ", " || gap == "، " || gap == "，"
}

// share gives a reference the instrument, or the part, that the next one of the
// same list names: "paragraph 3 and paragraph 5 of resolution 70/1".
func (x *referenceScanner) share(a *Reference, b Reference) {
	if a.Kind != OwnReference || a.Side != "" || b.Unit == "" || partUnit(a.Unit) != partUnit(b.Unit) || b.Kind == PresentReference {
		return
	}
	gap := strings.TrimSpace(x.s[a.End:b.Start])
	gap = strings.TrimSpace(strings.TrimPrefix(gap, ","))
	if gap != "" && !slices.Contains(list("and|or|et|ou|y|o|и|или|و|أو|和|及|与|或|、|،"), gap) || strings.TrimSpace(x.s[a.End:b.Start]) == "" {
		return
	}
	if b.Kind == InstrumentReference && (a.Within.Unit == "" || !a.Within.This) {
		a.Kind, a.Instrument = b.Kind, b.Instrument
	}
	if a.Within.Unit == "" && b.Within.This {
		a.Within = b.Within
	}
}
