package spoken_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/redline/spoken"
	"github.com/travaux/travaux/internal/text"
)

// This file is a listener who hears English sentences and writes into the paper
// before them. It shares nothing with the package but the cut into words.

// heard takes the quotations out of a sentence, so that its own words can be
// read: quotation n stands as <n>.
func heard(sentence string) (plain string, quotes []string) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(sentence, "“")
		b.WriteString(before)
		if !ok {
			return b.String(), quotes
		}
		quote, after, _ := strings.Cut(rest, "”")
		fmt.Fprintf(&b, "<%d>", len(quotes))
		quotes = append(quotes, quote)
		sentence = after
	}
}

var actForms = []struct {
	form *regexp.Regexp
	act  spoken.Act
	at   spoken.At
}{
	{regexp.MustCompile(`^replace the whole text with (?P<w>.+)$`), spoken.Rewrite, ""},
	{regexp.MustCompile(`^correct (the spacing of )?(?P<t>.+) to read (?P<w>.+)$`), spoken.Replace, ""},
	{regexp.MustCompile(`^replace (?P<t>.+) with (?P<w>.+)$`), spoken.Replace, ""},
	{regexp.MustCompile(`^delete (?P<t>.+)$`), spoken.Delete, ""},
	{regexp.MustCompile(`^after (?P<a>.+), insert (?P<w>.+)$`), spoken.Insert, spoken.After},
	{regexp.MustCompile(`^before (?P<a>.+), insert (?P<w>.+)$`), spoken.Insert, spoken.Before},
	{regexp.MustCompile(`^at the beginning, insert (?P<w>.+)$`), spoken.Insert, spoken.Beginning},
	{regexp.MustCompile(`^at the end, insert (?P<w>.+)$`), spoken.Insert, spoken.End},
	{regexp.MustCompile(`^lift the brackets round (?P<t>.+)$`), spoken.Lift, ""},
	{regexp.MustCompile(`^place (?P<t>.+) in square brackets$`), spoken.Enclose, ""},
	{regexp.MustCompile(`^(begin a new paragraph )?after (?P<a>.+)$`), spoken.Break, spoken.After},
	{regexp.MustCompile(`^(begin a new paragraph )?before (?P<a>.+)$`), spoken.Break, spoken.Before},
	{regexp.MustCompile(`^set (?P<t>.+) in (italics|bold|superscript|subscript)$`), spoken.Set, ""},
	{regexp.MustCompile(`^(underline|place the reference) .+$`), spoken.Set, ""},
	{regexp.MustCompile(`^remove the .+$`), spoken.Unset, ""},
}

var (
	start   = regexp.MustCompile(`^(In .*?|Split .*? in two|Split .*?)[,:]? (((editorial|replace|correct|delete|after|before|at the|lift|place|begin|set|underline|remove)\b).*)\.$`)
	signAt  = regexp.MustCompile(`^(.*?) (?:(after|before) (.+)|at the (beginning|end))$`)
	fromTo  = regexp.MustCompile(`^the words from (.+) to (.+)$`)
	ordinal = regexp.MustCompile(`^the (\w+) <(\d+)>$`)
)

// listen gives the instructions of one sentence about one place.
func listen(sentence string) ([]spoken.Instruction, error) {
	plain, quotes := heard(sentence)
	found := start.FindStringSubmatch(plain)
	if found == nil {
		return nil, fmt.Errorf("no acts in %q", plain)
	}
	var out []spoken.Instruction
	for _, act := range strings.Split(found[2], "; ") {
		in, err := listenAct(strings.TrimPrefix(act, "editorial: "), quotes)
		if err != nil {
			return nil, err
		}
		out = append(out, in)
	}
	return out, nil
}

func listenAct(act string, quotes []string) (spoken.Instruction, error) {
	for _, f := range actForms {
		found := f.form.FindStringSubmatch(act)
		if found == nil {
			continue
		}
		in := spoken.Instruction{Act: f.act, At: f.at}
		for i, name := range f.form.SubexpNames() {
			switch {
			case name == "t":
				if k := signAt.FindStringSubmatch(found[i]); k != nil {
					in.Quote.Text = written(k[1], quotes)
					in.At = spoken.At(strings.ToUpper(k[2] + k[4]))
					in.Anchor = listenQuote(k[3], quotes)
				} else {
					in.Quote = listenQuote(found[i], quotes)
				}
			case name == "a":
				in.Anchor = listenQuote(found[i], quotes)
			case name == "w":
				in.Words = written(found[i], quotes)
			}
		}
		return in, nil
	}
	return spoken.Instruction{}, fmt.Errorf("%q is no act", act)
}

func listenQuote(s string, quotes []string) spoken.Quote {
	if k := fromTo.FindStringSubmatch(s); k != nil {
		return spoken.Quote{Text: written(k[1], quotes), To: written(k[2], quotes)}
	}
	if k := ordinal.FindStringSubmatch(s); k != nil {
		n, _ := strconv.Atoi(k[2])
		return spoken.Quote{Text: quotes[n], Occurrence: counted(k[1])}
	}
	return spoken.Quote{Text: written(s, quotes)}
}

// counted reads an ordinal.
func counted(word string) int {
	if word == "last" {
		return spoken.Last
	}
	if n, err := strconv.Atoi(strings.TrimRight(word, "stndrh")); err == nil {
		return n
	}
	return 1 + slices.Index(strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
		thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`), word)
}

var signNames = map[string]string{
	"comma": ",", "semicolon": ";", "colon": ":", "full stop": ".", "question mark": "?", "exclamation mark": "!", "ellipsis": "…",
	"opening parenthesis": "(", "closing parenthesis": ")", "opening square bracket": "[", "closing square bracket": "]",
	"opening quotation mark": "“", "closing quotation mark": "”", "opening angle quotation mark": "«", "closing angle quotation mark": "»",
	"straight quotation mark": `"`, "long dash": "—", "dash": "–", "stroke": "/", "enumeration comma": "、", "paragraph break": "\n",
}

// written writes down a list of signs and quotations.
func written(list string, quotes []string) string {
	out := ""
	for _, part := range strings.Split(strings.ReplaceAll(list, " and ", ", "), ", ") {
		var s string
		if strings.HasPrefix(part, "<") {
			number, around, _ := strings.Cut(part[1:], ">")
			n, _ := strconv.Atoi(number)
			s = quotes[n]
			switch around {
			case " in square brackets":
				s = "[" + s + "]"
			case " in parentheses":
				s = "(" + s + ")"
			}
		} else {
			name := part
			for _, article := range []string{"the ", "a ", "an "} {
				name = strings.TrimPrefix(name, article)
			}
			s = signNames[name]
		}
		if gapBetween(out, s) {
			out += " "
		}
		out += s
	}
	return out
}

// gapBetween tells whether writing puts a space between l and r.
func gapBetween(l, r string) bool {
	if l == "" || r == "" {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(l)
	b, _ := utf8.DecodeRuneInString(r)
	both := func(r rune) bool {
		return strings.ContainsRune("/-‐‑—\n", r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
	}
	return !both(a) && !both(b) && !strings.ContainsRune("([{“‘«（「『《¿¡。，；：！？、）」』》", a) &&
		!strings.ContainsRune(",.;:!?)]}”’»…%،؛؟。，；：！？、）」』》", b)
}

// paper is the base text before the listener.
type paper struct {
	text   string
	tokens []text.Token // words and signs
}

func newPaper(s string) paper {
	p := paper{text: s}
	for _, t := range text.Tokens(strings.NewReplacer("“", "‘", "”", "’").Replace(s), "en") {
		if w := s[t.Start:t.End]; strings.TrimSpace(w) != "" || strings.Contains(w, "\n") {
			p.tokens = append(p.tokens, t)
		}
	}
	return p
}

// sound is what the ear can tell of a word.
func sound(s string) string { return strings.ReplaceAll(text.Fold(s), `"`, "'") }

// places lists where words stand, as ranges of tokens.
func (p paper) places(words string) (out [][2]int) {
	q := newPaper(words)
next:
	for i := 0; i+len(q.tokens) <= len(p.tokens); i++ {
		for k, t := range q.tokens {
			b := p.tokens[i+k]
			if sound(q.text[t.Start:t.End]) != sound(p.text[b.Start:b.End]) {
				continue next
			}
		}
		out = append(out, [2]int{i, i + len(q.tokens)})
	}
	return out
}

// find gives the tokens that a quotation means; it must mean one place only.
func (p paper) find(q spoken.Quote) (a, b int, err error) {
	all := p.places(q.Text)
	switch {
	case q.To != "":
		ends := p.places(q.To)
		if len(all) != 1 || len(ends) != 1 || ends[0][1] <= all[0][0] {
			return 0, 0, fmt.Errorf("%q … %q stand %d and %d times", q.Text, q.To, len(all), len(ends))
		}
		return all[0][0], ends[0][1], nil
	case q.Occurrence == spoken.Last && len(all) > 1:
		return all[len(all)-1][0], all[len(all)-1][1], nil
	case q.Occurrence > 0 && len(all) > 1 && q.Occurrence <= len(all):
		return all[q.Occurrence-1][0], all[q.Occurrence-1][1], nil
	case q.Occurrence == 0 && len(all) == 1:
		return all[0][0], all[0][1], nil
	}
	return 0, 0, fmt.Errorf("%q (%d) stands %d times in %q", q.Text, q.Occurrence, len(all), p.text)
}

func (p paper) end(i int) int { // where the token before i ends
	if i == 0 {
		return 0
	}
	return p.tokens[i-1].End
}

func (p paper) begin(i int) int {
	if i == len(p.tokens) {
		return len(p.text)
	}
	return p.tokens[i].Start
}

// mark is what a listener writes over a range of bytes.
type mark struct {
	from, to int
	words    string
	// side orders what is written at one place: brackets stand close to the words
	// that they are put round.
	side int
}
