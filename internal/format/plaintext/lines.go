package plaintext

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// line is one line of the file with its number, from 1.
type line struct {
	words string
	no    int
}

// blocks gathers the lines of each paragraph.
func (r *reader) blocks(lines []string) [][]line {
	var all [][]line
	var cur []line
	gaps := false // a blank line stands between lines with words
	pending := false
	for i, l := range lines {
		l = strings.TrimFunc(l, unicode.IsSpace)
		if l == "" {
			pending = len(cur) > 0 || len(all) > 0
			if len(cur) > 0 {
				all, cur = append(all, cur), nil
			}
			continue
		}
		gaps = gaps || pending
		cur = append(cur, line{l, i + 1})
	}
	if len(cur) > 0 {
		all = append(all, cur)
	}
	var parts [][]line
	rows := rows{}
	for _, b := range all {
		from, torn := 0, 0
		rows.begin(b[0].words)
		for i := 1; i < len(b); i++ {
			if gaps && !rows.goesOn(b[i-1].words, b[i].words) {
				continue
			}
			parts, from = append(parts, b[from:i]), i
			torn++
		}
		parts = append(parts, b[from:])
		if gaps && torn > 0 {
			r.report("TEXT_LIST_UNSPACED", fmt.Sprintf("line %d", b[0].no),
				fmt.Sprintf("no blank lines stand between what begins here and ends on line %d; by its labels it was read as %d paragraphs", b[len(b)-1].no, torn+1))
		}
	}
	return parts
}

// rows are the rows of labels met last, by the newest label of each.
type rows []text.Label

// mostRows is how many rows may be open: far more than a text has lists within lists.
// One that so many others have begun after is over, and the time to read stays linear.
const mostRows = 32

// begin notes the label, if any, of a line that begins a paragraph.
func (r *rows) begin(s string) {
	l, _, ok := text.ParseLabel(s)
	if !ok {
		return
	}
	*r = append(slices.DeleteFunc(*r, l.Follows), l)
	if len(*r) > mostRows {
		*r = slices.Delete(*r, 0, 1)
	}
}

// goesOn tells whether a line begins a paragraph although no blank line stands before
// it: behind the end of a clause, with a bullet or a label that opens a row or goes on
// with one. A comma ends the clause before a label in brackets.
func (r *rows) goesOn(before, s string) bool {
	label, _ := labelOf(s)
	if label == "" || !endsClause(before) && !(endsComma(before) && strings.HasPrefix(label, "(")) {
		return false
	}
	l, _, ok := text.ParseLabel(s)
	if ok && !l.Opens() && !slices.ContainsFunc(*r, l.Follows) {
		return false
	}
	r.begin(s)
	return true
}

func endsComma(s string) bool {
	if head, last, ok := cutLast(s); ok && links[last] {
		s = head
	}
	end, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(",，،", end)
}

// begins tells whether a line begins with a label.
func begins(s string) bool {
	label, _ := labelOf(s)
	return label != ""
}

// labelOf takes the label off the head of a line: one that text.ParseLabel knows,
// or the sign of a bullet, which stands before words. Without one it is empty.
func labelOf(s string) (label, rest string) {
	for _, bullet := range bullets {
		if after, ok := strings.CutPrefix(s, bullet+" "); ok {
			if after = strings.TrimLeftFunc(after, unicode.IsSpace); after != "" {
				return bullet, after
			}
		}
	}
	l, rest, _ := text.ParseLabel(s)
	return l.Raw, rest
}

// bullets are the signs that stand for a label without a number.
var bullets = [...]string{"-", "•"}

// isLabel tells whether a paragraph's label can be read back.
func isLabel(label string) bool {
	for _, bullet := range bullets {
		if label == bullet {
			return true
		}
	}
	l, _, _ := text.ParseLabel(label)
	return l.Raw == label
}

// endsClause tells whether a line ends a sentence or a clause, so that a label at
// the head of the next one opens a paragraph and is not in the midst of words.
func endsClause(s string) bool {
	if head, last, ok := cutLast(s); ok && links[last] {
		end, _ := utf8.DecodeLastRuneInString(head)
		return strings.ContainsRune(";؛；", end)
	}
	s = strings.TrimRight(s, `)]}"'”’»）］】」』`)
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, unicode.IsSpace))
	return strings.ContainsRune(".;:?!。；：？！؛؟", end)
}

// links are the words behind the semicolon of the last item but one.
var links = map[string]bool{"and": true, "or": true, "et": true, "ou": true, "y": true, "o": true, "и": true, "или": true, "و": true, "أو": true}

// cutLast parts the last word of a line from the rest.
func cutLast(s string) (head, last string, ok bool) {
	i := strings.LastIndexFunc(s, unicode.IsSpace)
	if i < 0 {
		return "", s, false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return strings.TrimRightFunc(s[:i], unicode.IsSpace), s[i+size:], true
}
