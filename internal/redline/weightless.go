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
var linking = set(`a an the of and or to in on at by for from with as that which its their this these it into those such under
	through within between among upon towards during is are be been has have
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

// figure tells whether a word is a number, a date or a document symbol.
func (w *words) figure(i int) bool {
	return w.tokens[i].Class == text.Number ||
		w.tokens[i].Class == text.Word && strings.ContainsAny(w.at(i), "0123456789٠١٢٣٤٥٦٧٨٩")
}

// binds tells whether a word tells how strongly the text binds.
func (w *words) binds(i int) bool {
	if w.tokens[i].Class != text.Word {
		return false
	}
	s := w.at(i)
	return binding[s] || binding[strings.ToLower(s)]
}

// unspaced tells whether a word is one Chinese sign.
func unspaced(s string) bool { return len(s) == 3 && s[0] >= 0xE3 && s[0] <= 0xE9 }
