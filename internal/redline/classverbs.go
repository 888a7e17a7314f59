package redline

import (
	"maps"
	"strings"
)

// modals are the verbs of duty, in the case in which they are written: "May"
// and "Will" are other words.
var modals = modalTable(`
	60 60 shall | must | is required to | are required to
	50 50 will
	45 65 is to | are to
	40 40 should | ought to
	35 65 need to | needs to | has to | have to
	20 20 may | can
	10 10 might | could`)

// verbs are the other verbs, by each of their forms in lower case. A line has the
// scale, the rank, and the four forms; what follows "+" belongs to each.
var verbs = verbTable(`
	asking 10 20 invite invites inviting invited
	asking 10 20 encourage encourages encouraging encouraged
	asking 30 30 call calls calling called + upon
	asking 30 30 call calls calling called + on
	asking 40 40 urge urges urging urged
	asking 30 50 request requests requesting requested
	asking 60 60 demand demands demanding demanded
	asking 70 70 decide decides deciding decided
	welcome,weight 10 10 note notes noting noted
	welcome,weight 10 10 take takes taking taken + note of
	welcome,weight 10 10 take takes taking taken + note
	welcome 20 25 note notes noting noted + with appreciation
	welcome 20 25 note notes noting noted + with interest
	welcome 20 25 note notes noting noted + with satisfaction
	welcome 20 25 take takes taking taken + note with appreciation of
	welcome 20 25 take takes taking taken + note with appreciation
	welcome 20 25 take takes taking taken + note with interest of
	welcome 20 25 take takes taking taken + note with satisfaction of
	welcome 30 30 welcome welcomes welcoming welcomed
	welcome 30 45 welcome welcomes welcoming welcomed + with appreciation
	welcome 30 45 welcome welcomes welcoming welcomed + with satisfaction
	welcome 50 50 endorse endorses endorsing endorsed
	welcome 50 60 approve approves approving approved
	welcome 60 60 adopt adopts adopting adopted
	weight 20 30 recall recalls recalling recalled
	weight 20 30 recognize recognizes recognizing recognized
	weight 20 30 recognise recognises recognising recognised
	weight 20 30 acknowledge acknowledges acknowledging acknowledged
	weight 20 30 bear bears bearing borne + in mind
	weight 40 50 affirm affirms affirming affirmed
	weight 40 50 reaffirm reaffirms reaffirming reaffirmed
	weight 40 50 stress stresses stressing stressed
	weight 40 50 emphasize emphasizes emphasizing emphasized
	weight 40 50 emphasise emphasises emphasising emphasised
	weight 40 50 underline underlines underlining underlined
	weight 40 50 underscore underscores underscoring underscored
	blame 10 10 regret regrets regretting regretted
	blame 20 20 deplore deplores deploring deplored
	blame 30 30 condemn condemns condemning condemned
	pledge 10 10 seek seeks seeking sought + to
	pledge 10 10 aim aims aiming aimed + to
	pledge 10 10 strive strives striving striven + to
	pledge 10 10 endeavour endeavours endeavouring endeavoured + to
	pledge 10 10 intend intends intending intended + to
	pledge 30 30 commit commits committing committed + to
	pledge 30 30 undertake undertakes undertaking undertaken + to
	pledge 30 30 pledge pledges pledging pledged + to
	pledge 30 30 resolve resolves resolving resolved + to`)

// verbWords are all words of which verbs are made.
var verbWords = wordsOf(maps.Keys(modals), maps.Keys(verbs), maps.Keys(chains), maps.Keys(intensifiers))

// modalTable reads lines of a rank and the verbs that have it.
func modalTable(lines string) map[string]scaledVerb {
	out := make(map[string]scaledVerb)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		words := strings.Fields(line)
		r := rank{duty, ranked(words[0]), ranked(words[1])}
		for v := range strings.SplitSeq(strings.Join(words[2:], " "), " | ") {
			out[v] = scaledVerb{lemma: v, form: modal, ranks: []rank{r}}
		}
	}
	return out
}

// verbTable reads lines of a scale, a rank and four forms, and adds the ways of
// being concerned.
func verbTable(lines string) map[string]scaledVerb {
	scales := map[string]scale{"asking": asking, "welcome": welcome, "weight": weight, "blame": blame, "pledge": pledge}
	out := make(map[string]scaledVerb)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		head, tail, _ := strings.Cut(strings.TrimSpace(line), " + ")
		words := strings.Fields(head)
		var ranks []rank
		for s := range strings.SplitSeq(words[0], ",") {
			ranks = append(ranks, rank{scales[s], ranked(words[1]), ranked(words[2])})
		}
		lemma := strings.TrimSpace(words[3] + " " + tail)
		for i, f := range []form{bare, finite, present, passive} {
			out[strings.TrimSpace(words[3+i]+" "+tail)] = scaledVerb{lemma: lemma, form: f, ranks: ranks}
		}
	}
	for _, c := range []struct {
		adjective, adverb string
		low, high         int
	}{{"", "", 10, 10}, {"deep ", "deeply ", 20, 30}, {"serious ", "seriously ", 20, 30}, {"grave ", "gravely ", 25, 30}} {
		v := scaledVerb{lemma: c.adjective + "concern", ranks: []rank{{worry, c.low, c.high}}}
		for _, its := range []string{"", "its ", "their ", "our "} {
			v.form = finite
			out["notes with "+its+c.adjective+"concern"], out["expresses "+its+c.adjective+"concern"] = v, v
			v.form = present
			out["noting with "+its+c.adjective+"concern"], out["expressing "+its+c.adjective+"concern"] = v, v
		}
		out[c.adverb+"concerned"] = v
	}
	return out
}

// ranked reads a rank of two digits.
func ranked(s string) int { return 10*int(s[0]-'0') + int(s[1]-'0') }
