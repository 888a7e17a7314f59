package redline

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// set gives the words of a list as a set.
func set(list string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// linking are words that carry no matter of their own, in the languages that
// part words by spaces. They may be marked with the changes around them.
var linking = set(`a an the of and or to in on at by for from with as that which its their this these it into
	le la les l’ l' de du des d’ d' et ou à au aux en dans par pour sur avec que qui un une ce cette ces son sa ses leur leurs
	el los las del al y o u e con por para sobre lo su sus una uno unos unas este esta
	и в во на с со по к о об от до из за для что или а у при не его их этой этих
	في من على إلى عن مع أن أو و التي الذي هذا هذه ما بين`)

// binding are the verbs that tell how strongly a text binds, and what they are
// replaced by.
var binding = set(`shall should must may might can could will would need not
	doit doivent devra devront devrait devraient peut peuvent pourra pourrait pourraient
	debe deben deberá deberán debería deberían puede pueden podrá podrán podría podrían
	должен должна должно должны следует может могут обязан обязана обязаны
	يجب ينبغي يجوز يمكن لا`)

// links tells whether a word only links others. A sign of Chinese is less than a
// word, so one or two of them are taken to.
func (w *words) links(i int) bool {
	s := w.at(i)
	return w.tokens[i].Class == text.Word && (unspaced(s) || linking[s] || linking[strings.ToLower(s)])
}

// weighs tells whether a word is a number or tells how strongly the text binds:
// its change must be seen by itself.
func (w *words) weighs(i int) bool {
	if !w.tokens[i].IsWord() {
		return false
	}
	s := w.at(i)
	return w.tokens[i].Class == text.Number || strings.ContainsAny(s, "0123456789٠١٢٣٤٥٦٧٨٩") || binding[s] || binding[strings.ToLower(s)]
}

// unspaced tells whether a word is one Chinese sign.
func unspaced(s string) bool { return len(s) == 3 && s[0] >= 0xE3 && s[0] <= 0xE9 }

// dated tells whether a kept run is the month of a date of which day and year
// change, so that the date is shown as one: a day before it and a year after it.
func (p *polisher) dated(k block) bool {
	digits := func(w *words, i, least, most int) bool {
		if i < 0 || i >= len(w.tokens) {
			return false
		}
		s := w.at(i)
		return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
	}
	// Spaces stand between the number and the month, on one side of the edge or the other.
	day := func(w *words, at int) bool {
		return digits(w, at-1, 1, 2) || digits(w, at-2, 1, 2) && w.tokens[at-1].Class == text.Space
	}
	year := func(w *words, at int) bool {
		return digits(w, at, 4, 4) || digits(w, at+1, 4, 4) && w.tokens[at].Class == text.Space
	}
	return day(p.a, k.a) && day(p.b, k.b) && year(p.a, k.a+k.n) && year(p.b, k.b+k.n)
}
