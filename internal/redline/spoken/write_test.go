package spoken_test

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/redline/spoken"
)

// follow does what the instructions say to the base text.
func follow(base string, all []spoken.Instruction) (string, error) {
	p := newPaper(base)
	var marks []mark
	for _, in := range all {
		m, err := p.follow(in)
		if err != nil {
			return "", fmt.Errorf("%+v: %w", in, err)
		}
		marks = append(marks, m...)
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		if a.from != b.from {
			return a.from - b.from
		}
		if a.to != b.to {
			return a.to - b.to
		}
		return a.side - b.side
	})
	var out strings.Builder
	at := 0
	for _, m := range marks {
		if m.from < at {
			return "", fmt.Errorf("two acts on the same words of %q: %v", base, marks)
		}
		out.WriteString(base[at:m.from])
		out.WriteString(m.words)
		at = m.to
	}
	return out.String() + base[at:], nil
}

// inTurn does what the instructions say one after the other, each to the text
// that the one before leaves, as people in a room do.
func inTurn(base string, all []spoken.Instruction) (string, error) {
	for i, in := range all {
		next, err := follow(base, []spoken.Instruction{in})
		if err != nil {
			return "", fmt.Errorf("%d: %w", i+1, err)
		}
		base = next
	}
	return base, nil
}

// place gives between which tokens an act stands.
func (p paper) place(in spoken.Instruction) (int, error) {
	switch in.At {
	case spoken.Beginning:
		return 0, nil
	case spoken.End:
		return len(p.tokens), nil
	}
	a, b, err := p.find(in.Anchor)
	if in.At == spoken.Before {
		return a, err
	}
	return b, err
}

func (p paper) follow(in spoken.Instruction) ([]mark, error) {
	switch in.Act {
	case spoken.Set, spoken.Unset:
		return nil, nil
	case spoken.Rewrite:
		return []mark{{0, len(p.text), in.Words, 0}}, nil
	case spoken.Insert, spoken.Break:
		return p.insert(in)
	}
	var a, b int
	var err error
	if in.At == "" {
		a, b, err = p.find(in.Quote)
	} else if a, err = p.place(in); err == nil {
		n := len(newPaper(in.Quote.Text).tokens)
		if b = a + n; in.At == spoken.Before || in.At == spoken.End {
			a, b = a-n, a
		}
		if a < 0 || b > len(p.tokens) || !slices.Contains(p.places(in.Quote.Text), [2]int{a, b}) {
			return nil, fmt.Errorf("%q does not stand there", in.Quote.Text)
		}
	}
	if err != nil {
		return nil, err
	}
	switch in.Act {
	case spoken.Lift:
		if a == 0 || b == len(p.tokens) || p.text[p.begin(a-1):p.begin(a)] != "[" || p.text[p.end(b):p.end(b+1)] != "]" {
			return nil, fmt.Errorf("no brackets round %q", in.Quote.Text)
		}
		return []mark{{p.begin(a - 1), p.end(a), "", 0}, {p.begin(b), p.end(b + 1), "", 0}}, nil
	case spoken.Enclose:
		return []mark{{p.begin(a), p.begin(a), "[", 1}, {p.end(b), p.end(b), "]", -1}}, nil
	}
	return []mark{p.replace(a, b, in.Words)}, nil
}

func (p paper) insert(in spoken.Instruction) ([]mark, error) {
	i, err := p.place(in)
	if err != nil {
		return nil, err
	}
	if in.Act == spoken.Break {
		return []mark{{p.end(i), p.begin(i), "\n", 0}}, nil
	}
	if in.At == spoken.After || in.At == spoken.End {
		if gapBetween(p.text[:p.end(i)], in.Words) {
			in.Words = " " + in.Words
		}
		return []mark{{p.end(i), p.end(i), in.Words, 0}}, nil
	}
	if gapBetween(in.Words, p.text[p.begin(i):]) {
		in.Words += " "
	}
	return []mark{{p.begin(i), p.begin(i), in.Words, 0}}, nil
}

// replace writes words over the tokens [a, b), with the spaces that they need.
func (p paper) replace(a, b int, words string) mark {
	left, right := p.text[:p.end(a)], p.text[p.begin(b):]
	if a == 0 {
		left = ""
	}
	before, after := p.text[p.end(a):p.begin(a)], p.text[p.end(b):p.begin(b)]
	if words == "" {
		switch {
		case !gapBetween(left, right):
			return mark{p.end(a), p.begin(b), "", 0}
		case before == "":
			before = after
		}
		if gone := p.text[p.begin(a):p.end(b)]; before == "" && (strings.Contains(gone, "\n") || partsWords(gone)) {
			before = " "
		}
		return mark{p.end(a), p.begin(b), before, 0}
	}
	gone := p.text[p.begin(a):p.end(b)]
	edge := func(gap string, differs, needed, atEdge bool) string {
		switch {
		case !differs || atEdge:
			return gap
		case !needed:
			return ""
		case gap == "":
			return " "
		}
		return gap
	}
	r1, _ := utf8.DecodeRuneInString(gone)
	r2, _ := utf8.DecodeRuneInString(words)
	before = edge(before, sortOf(r1) != sortOf(r2), gapBetween(left, words), left == "")
	r1, _ = utf8.DecodeLastRuneInString(gone)
	r2, _ = utf8.DecodeLastRuneInString(words)
	after = edge(after, sortOf(r1) != sortOf(r2), gapBetween(words, right), right == "")
	return mark{p.end(a), p.begin(b), before + words + after, 0}
}

// partsWords tells whether signs close up to others that open.
func partsWords(s string) bool {
	a, _ := utf8.DecodeRuneInString(s)
	b, _ := utf8.DecodeLastRuneInString(s)
	return sortOf(a) == 1 && sortOf(b) == 2
}

// sortOf tells signs that stand close to what is before them, after them, both,
// and words.
func sortOf(r rune) int {
	switch {
	case strings.ContainsRune(",.;:!?)]}”’»…%،؛؟。，；：！？、）」』》", r):
		return 1
	case strings.ContainsRune("([{“‘«（「『《¿¡", r):
		return 2
	case strings.ContainsRune("/-‐‑—\n", r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return 3
	}
	return 0
}
