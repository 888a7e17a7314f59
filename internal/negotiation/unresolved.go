package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// refuseUnresolved refuses an edition without attributions where names still stand
// in the words (domain §3, BR008). It tells the labels of the paragraphs, no words.
func (p *publication) refuseUnresolved() error {
	if p.draft.Attributed {
		return nil
	}
	var places []string
	for i, e := range p.draft.Entries {
		words, err := p.wordsOf(e)
		if err != nil {
			return err
		}
		if !attributes(words, p.names.knows) {
			continue
		}
		place := e.Label
		if place == "" {
			place = fmt.Sprintf("the paragraph at place %d", i+1)
		}
		places = append(places, place)
	}
	if p.names.err != nil {
		return fmt.Errorf("reading the register of actors: %w", p.names.err)
	}
	if len(places) == 0 {
		return nil
	}
	const shown = 20
	list := strings.Join(places[:min(len(places), shown)], ", ")
	if n := len(places) - shown; n > 0 {
		list += fmt.Sprintf(" and %d more", n)
	}
	return refuse(NamesUnresolved, p.draft.Name, "names stand in the words of "+list, "paragraphs", list)
}

// wordsOf gives the words of an entry of the draft, published now or before.
func (p *publication) wordsOf(e Entry) (string, error) {
	name := RevisionName(e.Paragraph, e.Revision)
	if working, now := p.working[e.Paragraph]; now {
		name = WorkingRevisionName(e.Paragraph, working)
	}
	r, err := get[*Revision](p.state, name)
	if err != nil {
		return "", err
	}
	return r.Text, nil
}

// attributes tells whether names stand where a form of attribution has them: one that
// the register knows, however it is written, or nothing but what looks like names.
func attributes(words string, known func(string) bool) bool {
	for _, slot := range text.Slots(words) {
		if slices.ContainsFunc(slot.Parts, known) || slices.ContainsFunc(slot.Joined, known) {
			return true
		}
		if len(slot.Parts) > 0 && !slices.ContainsFunc(slot.Parts, func(s string) bool { return !looksLikeName(s) }) {
			return true
		}
	}
	return false
}

// plainName is a name without what people write in several ways: case, the kind of
// apostrophe, white space, a leading "the".
func plainName(name string) string {
	name = strings.Join(strings.Fields(strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'").Replace(strings.ToLower(name))), " ")
	return strings.TrimPrefix(name, "the ")
}

// looksLikeName is a guess at what stands where a name would: at most eight words,
// none in lower case but "of", "the" and the like, and the first none of those that
// head a bracket or a recital or are dates ("Option 1", "Note", "Recalling",
// "January"). Words of scripts without case count as capitals. A State that the
// register does not know, entered in lower case, is missed; an odd heading is taken for
// a name: the team then rewords it or enters the name.
func looksLikeName(name string) bool {
	words := strings.Fields(strings.NewReplacer("(", " ", ")", " ", "’", "'").Replace(name))
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	if len(words) == 0 || len(words) > 8 || isHead(words[0]) {
		return false
	}
	if strings.EqualFold(words[0], "new") && len(words) > 1 && isHead(words[1]) {
		return false
	}
	for i, w := range words {
		if i > 0 && slices.Contains(linkWords, w) {
			continue
		}
		if before, after, ok := strings.Cut(w, "'"); ok && i > 0 && len(before) == 1 {
			w = after // Côte d'Ivoire
		}
		r, _ := utf8.DecodeRuneInString(w)
		number := i > 0 && unicode.IsDigit(r) // the Group of 77
		if !number && (!unicode.IsLetter(r) || unicode.IsLower(r)) {
			return false
		}
	}
	return true
}

// isHead tells whether a word heads a bracket and no name.
func isHead(word string) bool {
	w := strings.ToLower(strings.Trim(word, ".'"))
	return strings.HasSuffix(w, "ing") || headWords[w] || headWords[strings.TrimSuffix(w, "s")]
}

// linkWords stand inside names in lower case.
var linkWords = []string{"of", "the", "and", "for", "de", "del", "la", "du", "des", "y", "et"}

// headWords head a bracket, an option or a note, or are dates, and are no names.
var headWords = wordSet(`placeholder option note alternative alt base title chapeau footnote article annex section
paragraph para chapter part preamble text version variant heading subheading table figure date name editor drafting
comment explanation proposal original proposed agreed bridging merged moved deleted target goal indicator principle
objective item step phase cluster pillar theme reservation retain delete keep preambular operative pp op see cf source
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december
注 备注 说明 选项 备选案文 案文 脚注 ملاحظة خيار بديل نص حاشية примечание вариант альтернатива сноска nota opción alternativa texte variante`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
