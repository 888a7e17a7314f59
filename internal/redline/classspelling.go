package redline

import (
	"strings"
	"unicode"
)

// sameSpelling tells whether two English texts are the same words, spelled the
// British and the American way or joined by hyphens and not.
func sameSpelling(a, b string) bool {
	if a == "" || b == "" || strings.ContainsFunc(a, unicode.IsDigit) || strings.ContainsFunc(b, unicode.IsDigit) {
		return false
	}
	a, b = strings.ReplaceAll(a, "per cent", "percent"), strings.ReplaceAll(b, "per cent", "percent")
	if strings.Contains(a, "-") || strings.Contains(b, "-") {
		a, b = spelled(a), spelled(b)
		return a == b || sameButHyphens(a, b)
	}
	for a != "" && b != "" {
		n, m := letters(a), letters(b)
		x, y := a[:n], b[:m]
		if x != y && (n == 0 || m == 0 || spelling(x) != spelling(y)) {
			return false
		}
		a, b = a[n:], b[m:]
		// The signs between the words are the same.
		n, m = len(a)-len(strings.TrimLeftFunc(a, notLetter)), len(b)-len(strings.TrimLeftFunc(b, notLetter))
		if a[:n] != b[:m] {
			return false
		}
		a, b = a[n:], b[m:]
	}
	return a == b
}

// letters gives how many of the letters of English s begins with.
func letters(s string) int {
	n := 0
	for n < len(s) && !notLetter(rune(s[n])) {
		n++
	}
	return n
}

func notLetter(r rune) bool { return (r|0x20) < 'a' || (r|0x20) > 'z' }

// sameButHyphens tells whether two texts differ in hyphens between letters
// alone: "non-profit", "nonprofit", "non profit". Without its hyphen "re-sign" is
// another word.
func sameButHyphens(a, b string) bool {
	if strings.Count(a, "-") < strings.Count(b, "-") {
		a, b = b, a
	}
	for at := 0; ; {
		i := strings.IndexByte(a[at:], '-')
		if i < 0 {
			break
		}
		if i += at; i == 0 || i+1 == len(a) || !isWordRune(rune(a[i-1])) || !isWordRune(rune(a[i+1])) {
			return false
		}
		at = i + 1
	}
	if !caseIsFree(a) || !caseIsFree(b) {
		return joins(a, b)
	}
	return joins(strings.ToLower(a), strings.ToLower(b))
}

// joins tells whether a without its hyphens is b, or with spaces for them.
func joins(a, b string) bool {
	if strings.ReplaceAll(a, "-", " ") == b {
		return true
	}
	for w := range strings.FieldsSeq(strings.ToLower(a)) {
		if strings.HasPrefix(w, "re-") || strings.HasPrefix(w, "un-") {
			return false
		}
	}
	return strings.ReplaceAll(a, "-", "") == b
}

// spelled gives a text with every word of it in one spelling.
func spelled(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := letters(s)
		if n == 0 {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		b.WriteString(spelling(s[:n]))
		s = s[n:]
	}
	return b.String()
}

// spelling gives one spelling for all of a word, in the case that it was typed.
func spelling(w string) string {
	lower := strings.ToLower(w)
	one := oneSpelling(lower)
	switch {
	case one == lower:
		return w
	case w == lower:
		return one
	case w == strings.ToUpper(w):
		return strings.ToUpper(one)
	}
	return strings.ToUpper(one[:1]) + one[1:]
}

// oneSpelling gives the American spelling of a word that has a British one. It
// never makes two words of different meaning one, as "tire" and "tyre" are: each
// rule is bound to stems or endings of which both spellings are known.
func oneSpelling(w string) string {
	if to, ok := spellings[w]; ok {
		return to
	}
	for _, end := range [...]string{"e", "ed", "es", "ing", "er", "ers", "ation", "ations"} {
		if s, ok := strings.CutSuffix(w, "is"+end); ok && len(s) >= 3 {
			return s + "iz" + end
		}
		if s, ok := strings.CutSuffix(w, "ys"+end); ok && len(s) >= 3 {
			return s + "yz" + end
		}
	}
	for _, end := range [...]string{"ed", "ing", "er", "ers", "or", "ors"} {
		if s, ok := strings.CutSuffix(w, "ll"+end); ok && doubling[s+"l"] {
			return s + "l" + end
		}
	}
	if at := strings.Index(w, "our"); at > 0 && colour[w[:at]] {
		return w[:at] + "or" + w[at+3:]
	}
	return w
}

// colour are the beginnings of words with -our in British and -or in American.
var colour = set("col fav hon lab vap rum hum neighb endeav harb behav misbehav sav arm vig rig")

// doubling are the words of which British writing doubles the l.
var doubling = set("travel label model cancel channel level signal counsel fuel total tunnel panel marshal dial initial equal")

// spellings are the words that no rule covers, American by British.
var spellings = map[string]string{
	"centre": "center", "centres": "centers", "centred": "centered", "metre": "meter", "metres": "meters",
	"kilometre": "kilometer", "kilometres": "kilometers", "litre": "liter", "litres": "liters",
	"theatre": "theater", "theatres": "theaters", "fibre": "fiber", "fibres": "fibers",
	"defence": "defense", "defences": "defenses", "offence": "offense", "offences": "offenses",
	"licence": "license", "licences": "licenses", "practise": "practice", "practised": "practiced", "practising": "practicing",
	"programme": "program", "programmes": "programs", "catalogue": "catalog", "catalogues": "catalogs",
	"dialogue": "dialog", "dialogues": "dialogs", "judgement": "judgment", "judgements": "judgments",
	"acknowledgement": "acknowledgment", "acknowledgements": "acknowledgments", "ageing": "aging", "grey": "gray",
	"fulfil": "fulfill", "fulfils": "fulfills", "fulfilment": "fulfillment", "enrol": "enroll", "enrolment": "enrollment",
	"skilful": "skillful", "instalment": "installment", "instalments": "installments", "paediatric": "pediatric",
	"foetal": "fetal", "anaemia": "anemia", "haemorrhage": "hemorrhage",
	"aluminium": "aluminum", "sulphur": "sulfur", "plough": "plow", "mould": "mold",
	"towards": "toward", "amongst": "among", "whilst": "while", "learnt": "learned",
	"sceptical": "skeptical", "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "artefact": "artifact", "artefacts": "artifacts",
}
