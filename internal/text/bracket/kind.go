package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// Kind tells what stands in a bracket.
type Kind string

// The kinds of bracket.
const (
	Wording      Kind = "text"         // words to keep or drop
	Alternatives Kind = "alternatives" // alternatives parted by strokes, "[a/b]"
	Value        Kind = "value"        // a number, with its unit or currency
	Unknown      Kind = "unknown"      // a value not known yet, "[X]"
	Placeholder  Kind = "placeholder"  // words to come
	Empty        Kind = "empty"        // nothing
	Stance       Kind = "stance"       // names and a stance only, "[EU: delete]"
	NoText       Kind = "no-text"      // the option to have no text, "[No text]"
)

// kinds tells the kind of each bracket, alternatives apart.
func (p *parser) kinds() {
	t := p.t
	for i := range t.Brackets {
		b := &t.Brackets[i]
		b.Kind = Wording
		if p.isPlaceholder(b) {
			b.Kind = Placeholder
			continue
		}
		if b.Open.Paragraph == b.Close.Paragraph {
			if words, ok := t.leaf(b); ok {
				b.Kind = leafKind(words, b)
			}
		}
	}
}

// leaf gives the words of a bracket that holds no other and no note, names not
// included.
func (t *Tree) leaf(b *Bracket) (words string, ok bool) {
	start, end := -1, -1
	for _, x := range t.Pieces[b.open+1 : b.close] {
		switch x.Kind {
		case Names, Markup:
		case Words:
			if start < 0 {
				start = x.Start
			} else if x.Start != end {
				return t.spread(b), true
			}
			end = x.End
		default:
			return "", false
		}
	}
	if start < 0 {
		return "", true
	}
	return t.Flow.Paragraphs[b.Open.Paragraph].Text[start:end], true
}

// spread joins the words of a leaf that names stand among.
func (t *Tree) spread(b *Bracket) string {
	var out strings.Builder
	for _, x := range t.Pieces[b.open+1 : b.close] {
		if x.Kind == Words {
			out.WriteString(t.source(x))
		}
	}
	return out.String()
}

// leafKind tells the kind of the words of a leaf.
func leafKind(words string, b *Bracket) Kind {
	bare := strings.TrimFunc(words, func(r rune) bool { return unicode.IsSpace(r) || r == '*' || r == '_' })
	switch {
	case isBlank(bare):
		for _, h := range b.Holders {
			if h.Stance != "" && h.Place.Compare(b.Close) <= 0 {
				return Stance
			}
		}
		return Empty
	case len(bare) > longestValue:
	case isUnknown(bare):
		return Unknown
	case isValue(bare):
		return Value
	}
	if isNull(bare) {
		return NoText
	}
	return Wording
}

// isBlank tells nothing, and the dots or lines that stand for something to fill in.
func isBlank(s string) bool {
	return s == "" || strings.Trim(s, ".…_") == "" && s != "."
}

// longestValue is how many bytes a value may have with its unit.
const longestValue = 60

// isUnknown tells "X", "XX", "20XX", "X per cent", "[–X]", "N", "Y", "TBD", "?".
func isUnknown(s string) bool {
	some := false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—/%.,", r) }) {
		switch {
		case strings.Trim(w, "xX0123456789") == "" && strings.ContainsAny(w, "xX"),
			w == "Y" || w == "YY" || w == "N" || w == "NN" || w == "Z", w == "TBD" || w == "TBC" || w == "tbd" || w == "tbc",
			strings.Trim(w, "?？") == "", strings.Trim(w, "Хх") == "", w == "س", w == "某":
			some = true
		case !isUnit(w):
			return false
		}
	}
	return some
}

// isValue tells numbers with units and nothing else.
func isValue(s string) bool {
	some := false
	for _, t := range text.Tokens(s, "") {
		switch t.Class {
		case text.Number:
			some = true
		case text.Word:
			if !isUnit(s[t.Start:t.End]) {
				return false
			}
		}
	}
	return some
}

// isUnit tells the words that stand with values.
func isUnit(w string) bool {
	switch strings.ToLower(w) {
	case "per", "cent", "percent", "million", "billion", "trillion", "thousand", "hundred", "usd", "eur", "us", "dollars", "euros", "c", "km", "ha", "gt", "mt", "co2",
		"day", "days", "week", "weeks", "month", "months", "year", "years", "hours",
		"pour", "cents", "millions", "milliards", "jours", "mois", "an", "ans", "années",
		"por", "ciento", "millones", "días", "meses", "años",
		"процент", "процента", "процентов", "млн", "млрд", "дней", "месяцев", "лет", "долл", "сша",
		"في", "المائة", "مليون", "مليار", "أيام", "أشهر", "سنوات",
		"年", "月", "日", "天", "亿", "万", "元", "美":
		return true
	}
	return false
}

// isPlaceholder tells whether the first words of a bracket say that words are to
// come.
func (p *parser) isPlaceholder(b *Bracket) bool {
	for _, x := range p.t.Pieces[b.open+1 : b.close] {
		if x.Kind == Names || x.Kind == Markup {
			continue
		}
		return x.Kind == Words && hasStart(p.t.source(x), placeholders())
	}
	return false
}

func placeholders() []string {
	return []string{"placeholder", "text to be", "to be completed", "to be determined", "to be added", "to be inserted", "to be decided", "to be confirmed",
		"espace réservé", "texte à", "à compléter", "à déterminer", "à insérer",
		"marcador de posición", "texto por", "por determinar", "por completar", "se insertará",
		"место для", "будет дополнено", "подлежит", "текст будет", "يُحدد لاحقا", "يحدد لاحقا", "نص يُدرج", "待定", "待补充", "占位"}
}

// isNull tells whether words say that there is to be no text.
func isNull(words string) bool {
	return hasStart(words, []string{"no text", "no provision", "no provisions", "no reference", "no article", "no paragraph",
		"pas de texte", "aucun texte", "sin texto", "ningún texto", "без текста", "нет текста", "لا نص", "بدون نص", "无案文", "没有案文"})
}

// hasStart tells whether words begin with one of the phrases, as whole words,
// whatever their case and what dresses them.
func hasStart(words string, phrases []string) bool {
	words = strings.TrimLeftFunc(words, func(r rune) bool { return unicode.IsSpace(r) || r == '*' || r == '_' || r == '<' })
	for _, w := range phrases {
		if len(words) < len(w) || !strings.EqualFold(words[:len(w)], w) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(words[len(w):])
		if len(words) == len(w) || !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) || unicode.Is(unicode.Arabic, r) {
			return true
		}
	}
	return false
}

// labels notes the brackets around labels: those that open before anything else
// in a paragraph and have a label as their first words.
func (p *parser) labels() {
	t := p.t
	paragraph, from := -1, -1 // the first bracket that opens the paragraph
	for i, x := range t.Pieces {
		if x.Paragraph != paragraph {
			paragraph, from = x.Paragraph, i
		}
		if from < 0 || x.Kind == Open || x.Kind == Unclosed || x.Kind == Names {
			continue
		}
		words := strings.TrimLeft(t.source(x), " *_")
		if x.Kind == Words && words == "" {
			continue
		}
		if _, _, ok := text.ParseLabel(t.Flow.Paragraphs[paragraph].Text[x.End-len(words):]); ok && x.Kind == Words {
			for _, y := range t.Pieces[from:i] {
				if y.Kind == Open {
					t.Brackets[y.Bracket].Label = true
				}
			}
		}
		from = -1
	}
}
