package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// role is what words are to an act; it chooses their form.
type role int

const (
	goes   role = iota // what an act takes away or touches
	with               // what takes its place
	comes              // what is inserted
	stands             // where something happens
)

// parts says words piece by piece: signs by their names, the rest quoted.
func (f *phrases) parts(words, language string, as role) string {
	var out []string
	for _, k := range pieces(words, language) {
		if k.sign != 0 {
			out = append(out, f.signs[k.sign][as])
			continue
		}
		q := f.form(k.text, language, as)
		switch k.bracket {
		case '[':
			q = fill(f.square, "q", q)
		case '(':
			q = fill(f.round, "q", q)
		}
		out = append(out, q)
	}
	return f.listed(out)
}

// form quotes words in the form that their role asks for.
func (f *phrases) form(words, language string, as role) string {
	form := f.quotations[as]
	if text.Words(words, language) == 1 {
		return fill(form.one, "q", f.quoted(words))
	}
	return fill(form.many, "q", f.quoted(words))
}

// quote says a quotation of the base.
func (f *phrases) quote(q Quote, language string, as role) string {
	if q.To != "" {
		return fill(f.long[as], "q", f.bare(q.Text, language), "r", f.bare(q.To, language))
	}
	if q.Occurrence != 0 {
		return f.counted(q, language, as)
	}
	return f.parts(q.Text, language, as)
}

// counted says a quotation in one piece, and which of several places is meant.
func (f *phrases) counted(q Quote, language string, as role) string {
	s := f.form(q.Text, language, as)
	switch {
	case q.Occurrence == Last:
		return fill(f.last, "q", s)
	case q.Occurrence > 0:
		return fill(f.nth, "q", s, "n", ordinal(f.ordinals, f.figure, q.Occurrence))
	}
	return s
}

// bare quotes words without a noun before them.
func (f *phrases) bare(words, language string) string {
	g := *f
	g.quotations[stands] = quotation{"{q}", "{q}"}
	return g.parts(words, language, stands)
}

// act says an instruction, without the place.
func (f *phrases) act(in Instruction, language string) string {
	anchor := ""
	if in.Anchor.Text != "" {
		anchor = f.anchored(in, language)
	}
	gone := ""
	if in.At != "" && in.Quote.Text != "" {
		gone = fill(f.sign[in.At], "s", f.parts(in.Quote.Text, language, goes), "a", anchor)
	} else if in.Quote.Text != "" {
		gone = f.quote(in.Quote, language, goes)
	}
	switch in.Act {
	case Delete:
		return fill(f.remove, "t", gone)
	case Insert:
		return fill(f.insert[in.At], "w", f.parts(in.Words, language, comes), "a", anchor)
	case Lift:
		return fill(f.lift, "t", f.quote(in.Quote, language, stands))
	case Enclose:
		return fill(f.enclose, "t", gone)
	case Break:
		return fill(f.begin[in.At], "a", anchor)
	case Rewrite:
		return fill(f.rewrite, "w", f.parts(in.Words, language, with))
	case Set, Unset:
		return f.format(in, gone, anchor)
	}
	if in.Editorial && in.At == "" {
		template := f.correct
		if sameSigns(in.Quote.Text, in.Words) {
			template = f.respace
		}
		return fill(template, "t", f.counted(in.Quote, language, goes), "w", f.quoted(in.Words))
	}
	return fill(f.replace, "t", gone, "w", f.parts(in.Words, language, with))
}

// anchored says the anchor of an instruction.
func (f *phrases) anchored(in Instruction, language string) string {
	if in.At == Before {
		return f.quote(in.Anchor, language, f.before)
	}
	return f.quote(in.Anchor, language, stands)
}

// format says a change of marks.
func (f *phrases) format(in Instruction, gone, anchor string) string {
	table := f.set
	if in.Act == Unset {
		table = f.unset
	}
	return fill(table[in.Mark], "t", gone, "a", anchor, "l", in.Words)
}

// actsOf says instructions, those that nobody hears told as editorial.
func (f *phrases) actsOf(all []Instruction, language string) []string {
	var out []string
	for i, in := range all {
		act := f.act(in, language)
		if in.Editorial && (i == 0 || !all[i-1].Editorial) {
			act = fill(f.editorial, "t", act)
		}
		out = append(out, act)
	}
	return out
}

// sentenceOf says instructions on one place.
func (f *phrases) sentenceOf(place string, all []Instruction, language string) string {
	return upper(fill(f.sentence, "p", place, "t", strings.Join(f.actsOf(all, language), f.acts)))
}

// sameSigns tells whether texts differ in nothing but their spaces.
func sameSigns(a, b string) bool {
	without := func(s string) string {
		return strings.Map(func(r rune) rune {
			if isGap(r) {
				return -1
			}
			return r
		}, s)
	}
	return without(a) == without(b)
}

// onceStopped drops the stop behind a quotation that ends with one itself.
func onceStopped(s string) string {
	for _, stop := range []string{".", "。"} {
		quotation, ok := strings.CutSuffix(s, stop)
		if !ok {
			continue
		}
		words := strings.TrimRightFunc(quotation, func(r rune) bool { return isGap(r) || strings.ContainsRune("“”’»\"'", r) })
		if words != quotation && strings.HasSuffix(words, stop) {
			return quotation
		}
	}
	return s
}

// upper gives s with its first letter as a sentence begins.
func upper(s string) string {
	r := first(s)
	if r == 0 {
		return s
	}
	return strings.ToUpper(string(r)) + s[len(string(r)):]
}
