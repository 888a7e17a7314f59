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
		if !attributes(words, p.names.resolve) {
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

// attributes tells whether a form of attribution that text.Detach knows stands in
// the words, with names that the register knows or that look like names.
func attributes(words string, resolve func(string) (string, bool)) bool {
	_, _, held := text.Detach(words, nil, func(name string) (string, bool) {
		if _, ok := resolve(name); ok {
			return name, true
		}
		return name, looksLikeName(name)
	})
	return len(held) > 0
}

// looksLikeName is a guess at what stands where a name would: at most eight words,
// all with a capital first letter but for "of", "the" and the like inside, and the
// first none of those that head a bracket or a recital or are dates ("Option 1",
// "Note", "Recalling", "January"). A State entered in lower case is missed, and an odd heading is taken
// for a name: the team then rewords it or enters the name.
func looksLikeName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 8 {
		return false
	}
	first := strings.ToLower(strings.Trim(words[0], ".'’"))
	if strings.HasSuffix(first, "ing") || headWords[first] || headWords[strings.TrimSuffix(first, "s")] {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		inside := i > 0 && i < len(words)-1
		number := i > 0 && unicode.IsDigit(r) // the Group of 77
		if !unicode.IsUpper(r) && !number && !(inside && slices.Contains(linkWords, w)) {
			return false
		}
	}
	return true
}

// linkWords stand inside names in lower case.
var linkWords = []string{"of", "the", "and", "for", "de", "del", "la", "du", "des"}

// headWords head a bracket, an option or a note, or are dates, and are no names.
var headWords = wordSet(`placeholder option note alternative alt base title chapeau footnote article annex section
paragraph para chapter part preamble text version variant heading subheading table figure date name editor drafting
comment explanation proposal new original proposed agreed bridging merged moved deleted target goal indicator principle
objective item step phase cluster pillar theme reservation retain delete keep preambular operative pp op see cf source
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
