package text

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// SpokenLabel is how words name a paragraph: its number with the ordinal, as
// printed but without prefix and delimiter, and the letters of the lists below it.
type SpokenLabel struct {
	Number  string // "12 bis"; empty for an item of a list without a number above it
	Letters []string
	// Prefix is "OP" or "PP" where one is printed.
	Prefix string
}

// String gives "12 bis (a) (i)".
func (l SpokenLabel) String() string {
	parts := []string{}
	if l.Number != "" {
		parts = append(parts, l.Prefix+l.Number)
	}
	for _, s := range l.Letters {
		parts = append(parts, "("+s+")")
	}
	return strings.Join(parts, " ")
}

// SpokenLabels gives how words name each paragraph of a draft, the zero label where
// one has no label. A part is named by the label of its heading.
func SpokenLabels(d *Draft) []SpokenLabel {
	b := NewBinder(d)
	out := make([]SpokenLabel, len(d.Paragraphs))
	for i, p := range d.Paragraphs {
		l, ok := readLabel(p.Label)
		if !ok {
			continue
		}
		if up := b.chapeau[i]; up >= 0 && p.Depth > 0 && (len(l.Numbers) == 0 || len(l.Sub) == 0) {
			out[i] = SpokenLabel{Prefix: out[up].Prefix, Number: out[up].Number, Letters: b.subs[i]}
			continue
		}
		out[i] = SpokenLabel{Prefix: l.Prefix, Number: numberSaid(l), Letters: l.Sub}
	}
	for _, part := range b.parts {
		if out[part.start].String() == "" {
			if r, ok := namesItself(d.Paragraphs[part.start].Text, d.Language); ok {
				out[part.start] = SpokenLabel{Number: r.Targets[0].Label.Raw}
			}
		}
	}
	return out
}

// numberSaid gives the number of a label with its ordinal, as printed.
func numberSaid(l Label) string {
	raw := strings.TrimSpace(strings.TrimPrefix(l.Raw, l.Prefix))
	if len(l.Numbers) == 0 {
		return ""
	}
	if i := strings.IndexAny(raw, "(（"); i > 0 {
		raw = raw[:i]
	}
	return strings.TrimRightFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Say gives the words of a reference as they read when its targets have other
// labels, one for each, and stand on a side; an empty side leaves the words for it.
// The style of the numbers and brackets stays.
func (r Reference) Say(labels []SpokenLabel, side Side, language string) string {
	var b strings.Builder
	at := r.Start
	put := func(span Span, words string) {
		if span.Start < at || span.End > r.End {
			return
		}
		b.WriteString(r.Words[at-r.Start : span.Start-r.Start])
		b.WriteString(words)
		at = span.End
	}
	putSide := func() {
		if side != "" && side != r.Side && !r.SideAt.Empty() {
			put(r.SideAt, sideWord(r.Words[r.SideAt.Start-r.Start:r.SideAt.End-r.Start], side, language))
		}
	}
	if len(r.Targets) > 0 && r.SideAt.Start < r.Targets[0].Start {
		putSide() // Chinese says it first
	}
	number := ""
	for i, t := range r.Targets[:min(len(r.Targets), len(labels))] {
		l := labels[i]
		if partUnit(r.Unit) {
			put(Span{t.Start, t.End}, l.whole(t.Label.Raw))
			continue
		}
		if !t.Number.Empty() && t.Number.Start == t.Start {
			put(t.Number, l.numberAs(t.Label))
		} else if l.Number != number && i > 0 && t.Number.Empty() {
			put(Span{t.Start, t.Start}, l.Number+" ")
		}
		number = l.Number
		for k, span := range t.Letters {
			if n := len(l.Letters) - len(t.Letters) + k; n >= 0 {
				put(span, l.Letters[n])
			}
		}
		if n := len(l.Letters); len(t.Letters) == 0 && n > 0 {
			put(Span{t.End, t.End}, " ("+strings.Join(l.Letters, ") (")+")")
		}
		if !t.Number.Empty() && t.Number.Start > t.Start {
			put(t.Number, l.Number)
		}
	}
	if len(r.Targets) == 0 || r.SideAt.Start > r.Targets[0].Start {
		putSide()
	}
	b.WriteString(r.Words[at-r.Start:])
	return b.String()
}

// whole gives the label of a part: of its number or letter.
func (l SpokenLabel) whole(old string) string {
	if l.Number != "" {
		return l.Number
	}
	if len(l.Letters) > 0 {
		return strings.Join(l.Letters, "")
	}
	return old
}

// numberAs gives the number in the digits that the reference has, with the prefix
// where it has one.
func (l SpokenLabel) numberAs(old Label) string {
	n, err := strconv.Atoi(l.Number)
	if first := []rune(strings.TrimPrefix(old.Raw, old.Prefix)); err == nil && len(first) > 0 {
		return NumberLike(n, string(first[:1]))
	}
	return l.Number
}

// NumberLike writes a number from 0 to 9999 in the digits of a sample: Western,
// Arabic, Persian, full-width, or Chinese numerals up to 99.
func NumberLike(n int, sample string) string {
	s := strconv.Itoa(n)
	for _, r := range sample {
		if strings.ContainsRune("一二三四五六七八九十", r) && n > 0 && n < 100 {
			return chineseNumeral(n)
		}
		if d := digit(r); d >= 0 {
			zero := r - rune(d)
			return strings.Map(func(c rune) rune { return zero + c - '0' }, s)
		}
	}
	return s
}

// chineseNumeral writes a number from 1 to 99.
func chineseNumeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	tens := ""
	switch t := n / 10; {
	case t == 1:
		tens = "十"
	case t > 1:
		tens = digits[t] + "十"
	}
	return tens + digits[n%10]
}

// sideWord gives the word for the other side in the words' own language.
func sideWord(word string, side Side, language string) string {
	lower := strings.ToLower(Fold(word))
	for _, w := range wordsFor(language) {
		from, to := w.above, w.below
		if side == Above {
			from, to = to, from
		}
		if i := slices.Index(from, lower); i >= 0 {
			return to[min(i, len(to)-1)]
		}
	}
	for _, pair := range [][2]string{{"上文", "下文"}, {"以上", "以下"}} {
		if i := slices.Index(pair[:], word); i >= 0 {
			return pair[1-i]
		}
	}
	return word
}
