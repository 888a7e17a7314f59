package guess

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// The longest lines taken for what they look like, in characters.
const (
	maxTitle   = 250
	maxHeading = 120
	maxFormula = 80
)

// Classifier guesses kind and depth of the paragraphs of an unmarked text, one
// after the other: what a paragraph is depends on those before it. The zero
// value stands before the first paragraph.
type Classifier struct {
	started  bool // a paragraph was seen
	numbered bool // a numbered paragraph was seen since the start or the annex heading
	formula  bool // the formula or a recital was seen
	styles   []string
	lastItem string
	last     text.Kind
	depth    int // of the last paragraph that is no footnote
}

// Next guesses the next paragraph from its label and words.
func (c *Classifier) Next(label, words string) (text.Kind, int) {
	kind, depth := c.kind(label, words)
	c.Took(kind, depth, label)
	return kind, depth
}

// Took tells the classifier what the next paragraph is where the source says
// so, in place of Next.
func (c *Classifier) Took(kind text.Kind, depth int, label string) {
	c.started = true
	if kind == text.Footnote {
		return
	}
	switch kind {
	case text.AnnexHeading:
		c.numbered, c.formula = false, false
	case text.Operative:
		c.numbered = c.numbered || label != ""
	case text.Formula, text.Preambular:
		c.formula = true
	}
	if kind == text.Item {
		c.push(depth, label)
	} else if kind != text.Tail {
		c.styles, c.lastItem = nil, ""
	}
	c.last, c.depth = kind, depth
}

func (c *Classifier) kind(label, words string) (text.Kind, int) {
	switch {
	case isFootnoteLabel(label):
		return text.Footnote, c.depth + 1
	case label == "":
		return c.unlabelled(words)
	case itemLabel.MatchString(label), isBullet(label):
		return text.Item, c.itemDepth(label)
	case strings.HasPrefix(label, "PP"):
		return text.Preambular, 0
	case strings.ContainsFunc(label, unicode.IsDigit):
		return text.Operative, 0
	case headingLike(words):
		return text.Heading, 0
	}
	return text.Operative, 0
}

// unlabelled guesses a paragraph without a label.
func (c *Classifier) unlabelled(words string) (text.Kind, int) {
	n := utf8.RuneCountInString(words)
	lower := StartsLower(words)
	switch {
	case words == "":
		return text.Plain, 0
	case AnnexHeading(words):
		return text.AnnexHeading, 0
	case !c.started && n <= maxTitle && !endsSentence(words):
		return text.Title, 0
	case c.last == text.Item && lower:
		return text.Tail, max(0, c.depth-1)
	case !c.numbered && EndsWithComma(words) && !c.formula && n <= maxFormula:
		return text.Formula, 0
	case !c.numbered && EndsWithComma(words):
		return text.Preambular, 0
	case headingLike(words) && !lower:
		return text.Heading, 0
	}
	return text.Plain, 0
}

// itemLabel is a label of list items: one or more groups in round brackets, or
// a small letter with a closing bracket or a full stop.
var itemLabel = regexp.MustCompile(`^(([(（][\p{L}\p{M}\p{N}]{1,8}[)）])+|[\p{L}\p{M}]{1,8}[)）]|[a-z]\.)$`)

// isBullet tells the signs that print no number.
func isBullet(label string) bool {
	return label == "-" || label == "*" || label == "+" || label == "•" || label == "–" || label == "—"
}

// itemDepth tells how deep an item stands: by its groups where it has several,
// else by which style of counting opened which level.
func (c *Classifier) itemDepth(label string) int {
	if n := strings.Count(label, "("); n > 1 {
		return n
	}
	style := c.style(label)
	for i, s := range c.styles {
		if s == style {
			return i + 1
		}
	}
	return len(c.styles) + 1
}

// push records that an item stands at a depth.
func (c *Classifier) push(depth int, label string) {
	style := c.style(label)
	for len(c.styles) >= depth && len(c.styles) > 0 {
		c.styles = c.styles[:len(c.styles)-1]
	}
	for len(c.styles) < depth-1 {
		c.styles = append(c.styles, "")
	}
	if depth > 0 {
		c.styles = append(c.styles, style)
	}
	c.lastItem = label
}

var (
	romanItem = regexp.MustCompile(`^\(?[ivxlc]+\)$`)
	alphaItem = regexp.MustCompile(`^\(?[a-z]{1,2}\)$`)
)

// style names how a label counts. "(i)" after "(h)", and "(v)" after "(u)", are
// letters; elsewhere they are Roman numerals.
func (c *Classifier) style(label string) string {
	core := strings.Trim(label, "(). ")
	switch {
	case isBullet(label):
		return label
	case strings.ContainsFunc(core, unicode.IsDigit):
		return "1"
	case romanItem.MatchString(label) && !c.followsLetter(core):
		return "i"
	case alphaItem.MatchString(label):
		return "a"
	}
	first, _ := utf8.DecodeRuneInString(core)
	if unicode.IsUpper(first) {
		return "A"
	}
	return "other"
}

// followsLetter tells whether a one-letter label is the letter after the last
// item's.
func (c *Classifier) followsLetter(core string) bool {
	prev := strings.Trim(c.lastItem, "(). ")
	return len(core) == 1 && len(prev) == 1 && core[0] == prev[0]+1
}

// isFootnoteLabel tells a footnote's label, superscript digits.
func isFootnoteLabel(label string) bool {
	l, _, ok := text.ParseLabel(label)
	return ok && l.Note
}

// headingLike tells a line that is short and ends no sentence.
func headingLike(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= maxHeading && !endsSentence(s) && !strings.HasPrefix(s, "[")
}

// endsSentence tells whether the words end with a sign that ends a sentence or
// a clause, closing quotation marks and brackets set aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\u00A0”’»\")]")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".;:!?,،؛؟。；：！？，、…", last)
}

// StartsLower tells whether the first letter is a small one.
func StartsLower(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if unicode.IsDigit(r) {
			return false
		}
	}
	return false
}

// Language tells the language of a text among the six of the United Nations:
// Arabic, Chinese and Russian by the script, English, French and Spanish by small
// words that the neighbouring languages have not. Where these do not speak for one
// language clearly it gives "".
func Language(s string) string {
	var arabic, han, cyrillic, letters int
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
	}
	switch {
	case letters == 0:
		return ""
	case arabic*2 > letters:
		return "ar"
	case han*2 > letters:
		return "zh"
	case cyrillic*2 > letters:
		return "ru"
	}
	return latin(s)
}

// smallWords are words that one of the three languages uses all the time and the
// others, and Dutch, Italian and Portuguese, have not.
var smallWords = map[string]string{
	"the": "en", "and": "en", "shall": "en", "should": "en", "which": "en", "their": "en", "with": "en",
	"les": "fr", "des": "fr", "du": "fr", "et": "fr", "aux": "fr", "dans": "fr",
	"el": "es", "los": "es", "las": "es", "y": "es",
}

// latin tells the language of a text in Latin letters.
func latin(s string) string {
	const enough = 20_000 // bytes that are looked at
	hits, all := map[string]int{}, 0
	for w := range strings.FieldsFuncSeq(s[:min(len(s), enough)], func(r rune) bool { return !unicode.IsLetter(r) }) {
		if l := smallWords[strings.ToLower(w)]; l != "" {
			hits[l]++
			all++
		}
	}
	for l, n := range hits {
		if n*5 >= all*4 {
			return l
		}
	}
	return ""
}

// Peek guesses the next paragraph without taking it as met.
func (c *Classifier) Peek(label, words string) (text.Kind, int) { return c.kind(label, words) }
