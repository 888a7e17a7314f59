package redline

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// classify gives every deletion and insertion of a comparison its class. A
// deletion and the insertion directly after it are one edit and get the same.
func classify(c *Comparison) {
	k := classifier{language: languageOf(c)}
	k.english = isEnglish(k.language)
	var brackets []bracketEdit
	for i := range c.Paragraphs {
		p := &c.Paragraphs[i]
		for at := 0; at < len(p.Segments); {
			if p.Segments[at].Op == Equal {
				at++
				continue
			}
			e, n := editAt(p.Segments, at)
			class := k.classOf(&e)
			if class == bracketsOnly {
				brackets = append(brackets, bracketEdit{paragraph: i, from: at, to: at + n})
				class = Substance
			}
			for ; n > 0; n-- {
				p.Segments[at].Class = class
				at++
			}
		}
	}
	if len(brackets) > 0 {
		settleBrackets(c, brackets)
	}
}

// bracketsOnly stands for the three classes of brackets until all of a draft's
// brackets are paired.
const bracketsOnly Class = "BRACKETS"

// languageOf gives the language of both drafts, empty where they differ or neither
// tells; a draft that tells none and plainly reads as English is English.
func languageOf(c *Comparison) string {
	switch old, new := c.Old.Language, c.New.Language; {
	case old == "" && new == "":
		if readsEnglish(c.New) && readsEnglish(c.Old) {
			return "en"
		}
	case old == "" || strings.EqualFold(old, new):
		return strings.ToLower(new)
	case new == "":
		return strings.ToLower(old)
	}
	return ""
}

// isEnglish tells whether a BCP 47 tag in lower case is that of English.
func isEnglish(tag string) bool { return tag == "en" || strings.HasPrefix(tag, "en-") }

// readsEnglish tells whether a draft begins in English: "the", "of", "and" and "to"
// are a fifth of the words of a negotiated text in English, and next to none in any
// other language.
func readsEnglish(d *text.Draft) bool {
	const enough, share, most = 20, 7, 400 // words; one in so many; words looked at
	common, all := 0, 0
	for i := range d.Paragraphs {
		for w := range strings.FieldsSeq(d.Paragraphs[i].Text) {
			all++
			switch w {
			case "the", "of", "and", "to":
				common++
			}
			if all == most {
				return common*share >= all
			}
		}
	}
	return all >= enough && common*share >= all
}

// change is one edit as a reader sees it: what goes, what comes, and the kept
// words around.
type change struct {
	gone, come    string
	before, after string
	// opens tells that nothing but before stands before it in its paragraph, ends
	// that nothing but after stands behind.
	opens, ends bool
}

// editAt gives the edit that begins at a segment, and how many segments it has.
func editAt(all []Segment, at int) (change, int) {
	e := change{opens: at <= 1, ends: true}
	n := 0
	for ; at+n < len(all) && all[at+n].Op != Equal; n++ {
		if all[at+n].Op == Delete {
			e.gone += all[at+n].Text
		} else {
			e.come += all[at+n].Text
		}
	}
	if at > 0 {
		e.before = all[at-1].Text
		if i := strings.LastIndexByte(e.before, '\n'); i >= 0 {
			e.before, e.opens = e.before[i+1:], true
		}
	}
	if at+n < len(all) {
		e.after, e.ends = all[at+n].Text, at+n+1 == len(all)
		if i := strings.IndexByte(e.after, '\n'); i >= 0 {
			e.after, e.ends = e.after[:i], true
		}
	}
	return e, n
}

// longestClassed is how many bytes one side of an edit may have to be classed:
// whoever changes more changes the substance.
const longestClassed = 240

// classifier classes edits in one language.
type classifier struct {
	language string
	english  bool
	gone     side // the two sides of the edit at hand, kept to spare memory
	come     side
	window   window
}

// classOf gives the class of an edit; Substance where none is sure.
func (k *classifier) classOf(e *change) Class {
	if len(e.gone) > longestClassed || len(e.come) > longestClassed {
		return Substance
	}
	if strings.Contains(e.gone, "\n") || strings.Contains(e.come, "\n") {
		if flat(e.gone) == flat(e.come) {
			return Structure
		}
		return Substance
	}
	if k.editorial(e) {
		return Editorial
	}
	if bracketGlyphsOnly(e) {
		return bracketsOnly
	}
	if class := k.numbers(e); class != "" {
		return class
	}
	if !k.english {
		return Substance
	}
	k.window.read(e)
	for _, find := range []func() Class{k.window.verb, k.window.qualifier, k.window.actor} {
		if class := find(); class != "" {
			return class
		}
	}
	return Substance
}

// flat gives s without white space: where a paragraph breaks, a space goes.
func flat(s string) string { return strings.Join(strings.Fields(s), "") }

// window is an edit cut into words and signs, with a few of the kept words on
// both sides of it. White space is left out.
type window struct {
	edit                      *change
	surrounded                bool // before and after are read
	before, gone, come, after []string
	opens                     bool // nothing stands before the words of before
	old, new                  []string
}

// Of the kept words on each side, so many are looked at.
const windowWords = 6

// read cuts what goes and what comes.
func (w *window) read(e *change) {
	w.edit, w.surrounded = e, false
	w.gone = pieces(w.gone[:0], e.gone)
	w.come = pieces(w.come[:0], e.come)
}

// surround cuts the kept words, once they are needed.
func (w *window) surround() {
	if w.surrounded {
		return
	}
	const most = 80 // bytes that hold the words that are looked at
	before, after := w.edit.before, w.edit.after
	w.surrounded, w.opens = true, w.edit.opens
	if len(before) > most {
		before, w.opens = before[len(before)-most:], false
		if _, rest, ok := strings.Cut(before, " "); ok {
			before = rest
		}
	}
	if len(after) > most {
		after = after[:most]
		if i := strings.LastIndexByte(after, ' '); i >= 0 {
			after = after[:i]
		}
	}
	w.before = pieces(w.before[:0], before)
	w.after = pieces(w.after[:0], after)
	if n := len(w.before); n > windowWords {
		w.before, w.opens = w.before[n-windowWords:], false
	}
	w.after = w.after[:min(len(w.after), windowWords)]
}

// each offers the old and the new words of ever fewer kept words around the
// edit, longest first, until try accepts: those from start of before up to end of
// after.
func (w *window) each(reach int, try func(start, end int, old, new []string) bool) bool {
	w.surround()
	for width := 2 * reach; width >= 0; width-- {
		for end := min(width, reach, len(w.after)); end >= 0 && width-end <= reach; end-- {
			start := len(w.before) - (width - end)
			if start < 0 {
				break
			}
			w.old = append(append(append(w.old[:0], w.before[start:]...), w.gone...), w.after[:end]...)
			w.new = append(append(append(w.new[:0], w.before[start:]...), w.come...), w.after[:end]...)
			if try(start, end, w.old, w.new) {
				return true
			}
		}
	}
	return false
}

// madeOf tells whether all words that go or come are among those given, which are
// in lower case.
func (w *window) madeOf(words map[string]bool) bool {
	for _, side := range [...][]string{w.gone, w.come} {
		for _, x := range side {
			if !words[strings.ToLower(x)] {
				return false
			}
		}
	}
	return true
}

// wordsOf gives the words, in lower case, of the phrases of several tables.
func wordsOf(tables ...iter.Seq[string]) map[string]bool {
	out := make(map[string]bool)
	for _, phrases := range tables {
		for p := range phrases {
			for x := range strings.FieldsSeq(p) {
				out[strings.ToLower(x)] = true
			}
		}
	}
	return out
}

// pieces appends the words of English s, hyphens and apostrophes in them, and
// every other sign but white space by itself.
func pieces(dst []string, s string) []string {
	for i := 0; i < len(s); {
		n := wordLength(s[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			if strings.TrimSpace(text.Fold(s[i:i+n])) != "" {
				dst = append(dst, s[i:i+n])
			}
		} else {
			dst = append(dst, s[i:i+n])
		}
		i += n
	}
	return dst
}

// wordLength gives the length of the word that s begins with, or 0.
func wordLength(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !isWordRune(r) {
			inner := r == '-' || r == '\u2010' || r == '\u2011' || r == '\'' || r == '’'
			next, _ := utf8.DecodeRuneInString(s[n+size:])
			if n == 0 || !inner || n+size >= len(s) || !isWordRune(next) {
				break
			}
		}
		n += size
	}
	return n
}
