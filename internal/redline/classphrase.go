package redline

import (
	"maps"
	"slices"
	"strings"
)

// qualifier gives Qualifier where a qualifying phrase comes, goes or gives way
// to another, and "" else.
func (w *window) qualifier() Class {
	gone, come := qualifying(inner(w.gone)), qualifying(inner(w.come))
	switch {
	case gone && come, gone && len(w.come) == 0, come && len(w.gone) == 0:
		return Qualifier
	case len(w.gone) == 0 || len(w.come) == 0 || !w.madeOf(qualifierWords):
		return ""
	}
	found := w.each(3, func(_, _ int, old, new []string) bool {
		return len(old) > 1 && len(new) > 1 && qualifying(old) && qualifying(new)
	})
	if found {
		return Qualifier
	}
	return ""
}

// inner gives the words of an insertion without the commas, and the one pair of
// brackets, around them.
func inner(words []string) []string {
	commas := func() {
		for len(words) > 0 && words[0] == "," {
			words = words[1:]
		}
		for n := len(words); n > 0 && words[n-1] == ","; n = len(words) {
			words = words[:n-1]
		}
	}
	commas()
	if n := len(words); n > 2 && words[0] == "[" && words[n-1] == "]" && !slices.Contains(words[1:n-1], "[") && !slices.Contains(words[1:n-1], "]") {
		words = words[1 : n-1]
		commas()
	}
	return words
}

// qualifying tells whether words are one qualifying phrase, or several joined.
func qualifying(words []string) bool {
	if len(words) == 0 || len(words) > 16 {
		return false
	}
	if len(words) > 1 && (words[0] == "and" || words[0] == "or") {
		words = words[1:]
	}
	s := strings.ToLower(strings.Join(words, " "))
	if qualifiers[s] {
		return true
	}
	for _, p := range qualifierOpenings {
		rest, ok := strings.CutPrefix(s, p.opening)
		if !ok {
			continue
		}
		n := 0
		for x := range strings.FieldsSeq(rest) {
			n++
			if x == "," || p.ofLaw && !ofLaw[x] || !p.ofLaw && (!isWord(x) || notQualified[x]) {
				return false
			}
		}
		return n > 0 && n <= 9
	}
	// Two that stand in a row.
	for _, sign := range []string{" , ", " and "} {
		if a, b, ok := strings.Cut(s, sign); ok && qualifying(strings.Fields(a)) && qualifying(strings.Fields(b)) {
			return true
		}
	}
	return false
}

// qualifiers are the phrases that narrow or soften an undertaking, and adverbs
// that give it degree.
var qualifiers = phrases(`as appropriate|where appropriate|when appropriate|if appropriate|whenever appropriate|wherever appropriate|as and where appropriate|as may be appropriate
	as relevant|where relevant|as applicable|where applicable|if applicable|when applicable|as necessary|where necessary|if necessary|when necessary|as needed|where needed|when needed|as required
	where possible|wherever possible|when possible|if possible|as possible|as far as possible|as soon as possible|to the extent possible|to the extent feasible|to the extent practicable|to the maximum extent possible
	to the greatest extent possible|to the fullest extent possible|where feasible|as feasible|if feasible|where practicable|as far as practicable|upon request|on request|upon their request|at their request|if requested
	voluntary|voluntarily|on a voluntary basis|on mutually agreed terms|on voluntary and mutually agreed terms|on concessional and preferential terms|as mutually agreed|mutually agreed
	within existing resources|within available resources|from within existing resources|through voluntary contributions|inter alia|among others|among other things
	relevant|appropriate|applicable|strongly|firmly|fully|urgently|substantially|significantly|progressively|gradually|considerably`)

// phrases gives the phrases of a list, parted by strokes and line ends, as a set.
func phrases(list string) map[string]bool {
	out := make(map[string]bool)
	for p := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == '|' || r == '\n' }) {
		out[strings.TrimSpace(p)] = true
	}
	return out
}

// qualifierOpenings open a qualifying phrase that goes on: with words of law and
// national circumstance only, or with any words but those of a new clause.
var qualifierOpenings = []struct {
	opening string
	ofLaw   bool
}{
	{"subject to ", false},
	{"in accordance with ", true},
	{"in conformity with ", true},
	{"in compliance with ", true},
	{"in full compliance with ", true},
	{"consistent with ", true},
	{"in a manner consistent with ", true},
	{"in line with ", true},
	{"taking into account ", true},
	{"bearing in mind ", true},
	{"with due regard to ", true},
	{"with full respect for ", true},
}

// ofLaw are the words of which such phrases are made.
var ofLaw = set(`the and or with of for to their its his each every respective relevant applicable existing national domestic regional local international
	law laws legislation regulation regulations rules rule legal constitutional regulatory framework frameworks system systems obligations commitments
	priorities circumstances policies policy capabilities capacities needs conditions situations plans strategies contexts context realities levels level development
	human rights different respective specific`)

// notQualified are verbs that open a new clause.
var notQualified = set("shall should must may will is are requests urges decides calls notes invites encourages and")

// actor gives ActorClass where those who act give way to others, are told more
// closely, or one comes or goes in a list of them; "" else.
func (w *window) actor() Class {
	if len(w.gone) > 24 || len(w.come) > 24 || !w.madeOf(actorWords) {
		return ""
	}
	if len(w.gone) == 0 && w.joinsActors(w.come) || len(w.come) == 0 && w.joinsActors(w.gone) {
		return ActorClass
	}
	found := w.each(4, func(start, end int, old, new []string) bool {
		if end < len(w.after) && isWord(w.after[end]) && !functional[strings.ToLower(w.after[end])] {
			return false
		}
		a, ok := actorsOf(old)
		if !ok {
			return false
		}
		b, ok := actorsOf(new)
		return ok && !slices.Equal(a, b) && (start == 0 || !narrowing[strings.ToLower(w.before[start-1])])
	})
	if found {
		return ActorClass
	}
	return ""
}

// joinsActors tells whether words add actors to a list of actors around them:
// with a comma or "and" on the side of the list.
func (w *window) joinsActors(words []string) bool {
	w.surround()
	core := words
	for len(core) > 0 && joiners[core[0]] {
		core = core[1:]
	}
	opens := len(words) - len(core)
	for n := len(core); n > 0 && joiners[core[n-1]]; n = len(core) {
		core = core[:n-1]
	}
	closes := len(words) - opens - len(core)
	if _, ok := actorsOf(core); !ok {
		return false
	}
	after := w.after
	for len(after) > 0 && joiners[after[0]] && opens > 0 {
		after = after[1:]
	}
	for n := min(len(w.before), windowWords); n > 0 && opens > 0; n-- {
		if _, ok := actorsOf(w.before[len(w.before)-n:]); ok {
			return len(w.after) == 0 || !isWord(w.after[0]) || functional[strings.ToLower(w.after[0])]
		}
	}
	for n := min(len(after), windowWords); n > 0 && (closes > 0 || opens > 0 && len(after) < len(w.after)); n-- {
		if _, ok := actorsOf(after[:n]); ok {
			return n == len(after) || !isWord(after[n]) || functional[strings.ToLower(after[n])]
		}
	}
	return false
}

// joiners stand between the actors of a list.
var joiners = set(", and or as well")

// actorsOf reads words that are a list of actors and nothing else, and gives
// their names.
func actorsOf(words []string) ([]string, bool) {
	var out []string
	for at := 0; at < len(words); {
		for at < len(words) && narrowing[strings.ToLower(words[at])] {
			at++
		}
		n := 0
		for k := min(longestActor, len(words)-at); k > 0 && n == 0; k-- {
			if actors[strings.ToLower(strings.Join(words[at:at+k], " "))] {
				n = k
			}
		}
		if n == 0 {
			return nil, false
		}
		out = append(out, strings.ToLower(strings.Join(words[at:at+n], " ")))
		at += n
		joined := false
		for at < len(words) && joiners[words[at]] {
			at, joined = at+1, true
		}
		if joined == (at == len(words)) {
			return nil, false
		}
	}
	return out, len(out) > 0
}

// qualifierWords and actorWords are all words of which they are made.
var (
	qualifierWords = wordsOf(maps.Keys(qualifiers), maps.Keys(ofLaw), strings.FieldsSeq("subject to in accordance conformity compliance consistent manner line taking into account bearing mind due regard respect"))
	actorWords     = wordsOf(maps.Keys(actors), maps.Keys(narrowing), maps.Keys(joiners))
)

// longestActor is how many words the name of an actor may have.
const longestActor = 8

// narrowing are the words before actors that tell which of them.
var narrowing = set("the all other relevant interested concerned their its our various")

// functional are words that may follow an actor and do not belong to its name.
var functional = set(`and or to in of on at by for from with that which who whose shall should may will must can could is are was were be has have had
	as through including while within under into towards not also when where if than whether without among between over about their its participating present`)

// actors are those who act in negotiated texts, or on whom an act falls.
var actors = phrases(`states|member states|states members|states parties|observer states|governments|national governments|local governments|parties|contracting parties|countries
	developed countries|developing countries|least developed countries|landlocked developing countries|small island developing states|african countries|middle-income countries|donor countries|host countries
	countries in special situations|countries with economies in transition|countries affected by conflict
	developed country parties|developing country parties|least developed country parties|developed states|developing states|coastal states|non-member states
	secretary-general|secretariat|general assembly|assembly|security council|economic and social council|human rights council|conference of the parties|united nations|united nations system
	united nations development system|united nations entities|united nations agencies|united nations bodies|united nations funds and programmes|funds and programmes|specialized agencies
	specialized agencies of the united nations|entities of the united nations system|organizations of the united nations system|agencies|regional commissions|resident coordinators|president of the general assembly
	executive secretary|co-facilitators|co-chairs|chair|bureau|commission|committee|subsidiary bodies|governing bodies
	stakeholders|other stakeholders|non-state actors|actors|private sector|business sector|business|businesses|industry|enterprises|civil society|civil society organizations|non-governmental organizations
	academia|academic community|academic institutions|technical community|technical communities|technical and academic communities|scientific community|scientific communities|media|foundations|philanthropic organizations
	international organizations|intergovernmental organizations|regional organizations|subregional organizations|regional and subregional organizations|international and regional organizations|international community
	international financial institutions|multilateral development banks|regional development banks|development banks|financial institutions|development partners|donors|partners|operating entities
	local authorities|regional authorities|subnational authorities|municipalities|cities|parliaments|parliamentarians
	women|girls|women and girls|men|boys|youth|young people|children|older persons|persons with disabilities|people with disabilities|indigenous peoples|local communities|migrants|refugees|internally displaced persons
	internally displaced peoples|rural communities|farmers|workers|employers|trade unions`)
