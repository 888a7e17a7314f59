package spoken

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/text"

	"golang.org/x/text/language"
)

// phrases are the words of one language. In the templates, {t} is what goes or
// the acts, {w} what comes, {a} an anchor, {q} a quotation or a second place, {r}
// where a long quotation ends or how the paragraph before begins, {s} a sign, {p} a place, {l} and {m} labels, {n} an
// ordinal, {d} the same in figures.
type phrases struct {
	open, close string            // quotation marks
	inner       *strings.Replacer // makes those within a quotation alternate
	list        [2]string         // between the parts of a list, and before its last
	acts        string            // between acts
	sentence    string            // acts {t} at a place {p}

	replace, remove, rewrite string
	editorial                string // {t}, which nobody hears
	correct, respace         string
	insert, sign, begin      map[At]string // words, a sign, a new paragraph, at a place
	lift, enclose            string
	set, unset               map[text.MarkKind]string

	quotations [4]quotation // by role
	before     role         // the form of an anchor after "before"
	long       [4]string    // from {q} to {r}, by role
	nth, last  string
	ordinals   []string // the first ones, in words; beyond them figure is used
	figure     string
	recitals   []string // the same as preambular paragraphs are counted
	recitalFig string
	square     string // {q} in square brackets
	round      string
	signs      map[sign][4]string // by role

	nouns   map[noun]forms
	within  string // {p}, where something happens, if inward
	inward  bool   // the larger place is named first, and nothing parts them
	afterOf bool   // what follows "after" stands in the form of what a part belongs to

	insertAfter, insertFirst string // {t} with the words {w}, after {p}
	deleted                  string
	moveAfter, moveFirst     string // {p} after {q}
	split, splitAt           string // {p}, with the acts {t}; in two, at one place {t}
	splitPlace               map[At]string
	merge, merged            string          // {p}; the place of further acts
	becomes, becomeRun       string          // {p}, {q}
	unnumber, number         string          // {p}; {l}
	article                  string          // what a name drops behind the word for new
	inserted, justInserted   string          // {p}, which is itself inserted; the same where it has no label
	insertedAs               map[noun]string // the same for nouns of another gender or number
	insertNote               string          // {t} with the words {w}, wherever it is referred to
	through                  [2]string       // between the first and the last of several, and of two
}

// named gives the names of the signs, from a text of four columns: what goes, what
// another gives way to, what is inserted, and where something stands.
func named(table string) map[sign][4]string {
	out := make(map[sign][4]string)
	for line := range strings.Lines(strings.TrimSpace(table)) {
		token, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		s := signOf(token)
		if token == "¶" {
			s = '\n'
		}
		columns := strings.Split(names, " | ")
		for i := range 4 {
			k := out[s]
			k[i] = strings.TrimSpace(columns[min(i, len(columns)-1)])
			out[s] = k
		}
	}
	return out
}

// alike gives one form for every role.
func alike(s string) [4]string { return [4]string{s, s, s, s} }

// quotation is how words are quoted: one word, or several.
type quotation struct{ one, many string }

// noun is what a part of a draft is called.
type noun string

// The nouns.
const (
	paragraph  noun = "paragraph"
	unlabelled noun = "unlabelled"  // a paragraph that is new and has no label
	recital    noun = "recital"     // preambular, with its label
	nthRecital noun = "nth recital" // preambular, counted
	item       noun = "item"
	chapeau    noun = "chapeau"
	tail       noun = "tail"
	heading    noun = "heading"        // with its label
	titled     noun = "titled heading" // by its words
	under      noun = "under"          // the section of that heading
	title      noun = "title"
	formula    noun = "formula"
	footnote   noun = "footnote"
	annex      noun = "annex"
	nthAnnex   noun = "nth annex" // with its number
	annexTitle noun = "annex title"
	beginning  noun = "beginning" // a paragraph named by how it begins
	following  noun = "following" // a paragraph named by its words and how one before it begins
	counted    noun = "counted"   // a paragraph named by its place in the text
)

// forms are the forms of a noun: bare, as what a part belongs to, as where
// something happens, as what something becomes, new, several, and as what several
// become.
type forms struct{ bare, of, in, with, fresh, several, severalWith string }

// phrasesOf gives the words of a language; those of English for one that has none.
func phrasesOf(tag string) *phrases {
	base, _ := language.Make(tag).Base()
	switch base.String() {
	case "ar":
		return arabic()
	case "zh":
		return chinese()
	case "fr":
		return french()
	case "ru":
		return russian()
	case "es":
		return spanish()
	}
	return english()
}

// fill puts values into a template: name, value, name, value. Values are not
// read as templates.
func fill(template string, pairs ...string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(template, '{')
		if i < 0 || i+2 >= len(template) {
			b.WriteString(template)
			return b.String()
		}
		b.WriteString(template[:i])
		for k := 0; k < len(pairs); k += 2 {
			if pairs[k] == template[i+1:i+2] {
				b.WriteString(pairs[k+1])
			}
		}
		template = template[i+3:]
	}
}

// ordinal gives the nth of a list of words, or in figures.
func ordinal(words []string, figure string, n int) string {
	if n >= 1 && n <= len(words) {
		return words[n-1]
	}
	suffix := "th"
	if n%100/10 != 1 && n%10 >= 1 && n%10 <= 3 {
		suffix = []string{"st", "nd", "rd"}[n%10-1]
	}
	return fill(figure, "d", strconv.Itoa(n), "s", suffix)
}

// quoted puts words in quotation marks.
func (f *phrases) quoted(s string) string {
	return f.open + f.inner.Replace(s) + f.close
}

// listed joins parts of a list.
func (f *phrases) listed(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	n := len(parts) - 1
	return strings.Join(parts[:n], f.list[0]) + f.list[1] + parts[n]
}
