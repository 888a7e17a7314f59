package formattest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/redline"
)

// gutter is the width of the column of labels of package terminal, in characters.
const gutter = 10

// FromTerminal reads the two sides of each change of c back from its redline in
// package terminal, written with All, without colour and without wrapping, as Law
// gives them: without {+ +} for the old side, without {- -} for the new.
func FromTerminal(c *redline.Comparison, out string) ([][2]string, error) {
	_, body, _ := strings.Cut(out, "\n\n")
	got := [][2]string{}
	for i, p := range c.Paragraphs {
		var line string
		line, body, _ = strings.Cut(body, "\n")
		if p.Change != redline.Unchanged || len(p.Formatting) > 0 {
			line, body, _ = strings.Cut(body, "\n")
		}
		for note := ""; ; {
			note, body, _ = strings.Cut(body, "\n")
			if note == "" {
				break
			}
			if !strings.HasPrefix(note, strings.Repeat(" ", gutter)+"· ") {
				return nil, fmt.Errorf("change %d: line %q stands below the words and is no note", i, note)
			}
		}
		r := []rune(line)
		if line == "" {
			r = []rune(strings.Repeat(" ", gutter))
		}
		if len(r) < gutter {
			return nil, fmt.Errorf("change %d: line %q is shorter than the gutter", i, line)
		}
		s := [2]string{project(string(r[gutter:]), '+'), project(string(r[gutter:]), '-')}
		if p.Change == redline.Inserted {
			s[0] = "-"
		}
		if p.Change == redline.Deleted {
			s[1] = "-"
		}
		got = append(got, s)
	}
	return got, nil
}

// project gives the words without those in marks of one sign, escapes undone.
func project(s string, drop rune) string {
	var b strings.Builder
	eachSign(s, func(in, r rune) {
		if in != drop {
			b.WriteRune(r)
		}
	})
	return b.String()
}

// within gives the words from the first mark to the last without those in marks of
// one sign, escapes undone.
func within(s string, drop rune) string {
	var b strings.Builder
	end, marked := 0, false
	eachSign(s, func(in, r rune) {
		marked = marked || in != 0
		if marked && in != drop {
			b.WriteRune(r)
		}
		if in != 0 {
			end = b.Len()
		}
	})
	return b.String()[:end]
}

// eachSign calls take with every character of the words, and the sign of the marks
// that it stands in or 0.
func eachSign(s string, take func(in, r rune)) {
	signs := map[rune]rune{'¶': '\n', '⍽': '\u00a0', '␣': ' '}
	in := rune(0)
	r := []rune(s)
	for i := 0; i < len(r); i++ {
		next := rune(0)
		if i+1 < len(r) {
			next = r[i+1]
		}
		switch {
		case in == 0 && r[i] == '{' && (next == '-' || next == '+'):
			in = next
			i++
		case in != 0 && r[i] == in && next == '}':
			in = 0
			i++
		case r[i] == '\\' && next == 'u':
			n, _ := strconv.ParseUint(string(r[i+2:i+6]), 16, 32)
			take(in, rune(n))
			i += 5
		case r[i] == '\\':
			take(in, next)
			i++
		case signs[r[i]] != 0:
			take(in, signs[r[i]])
		default:
			take(in, r[i])
		}
	}
}
