package redline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// languages are those that drafts are invented in, with what their words are
// made of.
var languages = map[string]struct {
	syllables, common    string
	space, comma, period string
}{
	"en": {"ri ver del ta flow com pact ba sin re new har bour st ud mar sh wa ter co re", "the of and to in that all for with on by its", " ", ", ", ". "},
	"fr": {"ri vi ère del ta flu eau com mu bas sin re nou l'é havre ma rais cô te", "de la le et à les des pour dans que l'eau", " ", ", ", ". "},
	"es": {"rí o cuen ca del ta flu jo a gua pac to ri be ra ma ris ma ña", "de la que y los el para en con las por", " ", ", ", ". "},
	"ru": {"ре ка дель та во да бас сейн до го вор бе рег по ток бо ло то щё", "и в на с по что для о об из", " ", ", ", ". "},
	"ar": {"نه ر دل تا ما ء حو ض مي ثا ق سا حل تد فق مس تن قع", "في من على إلى التي أن مع عن كل", " ", "، ", ". "},
	"zh": {"河 流 三 角 洲 水 域 盆 地 契 约 海 岸 更 新 湿 港 口 沼 泽", "的 和 在 与 所 有 为 对 中", "", "，", "。"},
}

var languageNames = []string{"en", "fr", "es", "ru", "ar", "zh"}

// inventor invents drafts and changes to them.
type inventor struct {
	*rand.Rand
	language string
}

func newInventor(seed uint64, language string) *inventor {
	return &inventor{rand.New(rand.NewPCG(seed, 7)), language}
}

func pick[T any](g *inventor, from []T) T { return from[g.IntN(len(from))] }

// word invents a word; about every third is a common one.
func (g *inventor) word() string {
	l := languages[g.language]
	if g.IntN(3) == 0 {
		return pick(g, strings.Fields(l.common))
	}
	syllables, w := strings.Fields(l.syllables), ""
	for range 2 + g.IntN(2) {
		w += pick(g, syllables)
	}
	switch g.IntN(60) {
	case 0:
		return w + "-" + pick(g, syllables)
	case 1:
		return fmt.Sprintf("A/RES/%d/%d", 60+g.IntN(20), g.IntN(300))
	case 2:
		return "“" + w + "”"
	case 3:
		return fmt.Sprint(g.IntN(3000))
	}
	return w
}

// phrase invents n words.
func (g *inventor) phrase(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = g.word()
	}
	return strings.Join(out, languages[g.language].space)
}

// paragraph invents about n words in sentences and clauses.
func (g *inventor) paragraph(n int) string {
	l := languages[g.language]
	var b strings.Builder
	for n > 0 {
		k := min(n, 4+g.IntN(9))
		b.WriteString(g.phrase(k))
		if n -= k; n > 0 {
			b.WriteString(pick(g, []string{l.comma, l.comma, l.period}))
		}
	}
	return b.String() + strings.TrimSpace(l.period)
}

// draft invents n paragraphs of about so many words each.
func (g *inventor) draft(n, words int) *text.Draft {
	d := &text.Draft{Language: g.language}
	for i := range n {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative,
			Label: fmt.Sprintf("%d.", i+1), Text: g.paragraph(words/2 + g.IntN(words+1))})
	}
	return d
}

// revised is a changed draft, and which paragraphs became which.
type revised struct {
	draft *text.Draft
	pairs []redline.Pair
}

// revise changes a draft as negotiators do: the share of the paragraphs is
// edited, and one in twenty moves, is split, merged, cut or new.
func (g *inventor) revise(old *text.Draft, share float64) revised {
	type piece struct {
		from []int
		text string
	}
	var pieces []piece
	for i, p := range old.Paragraphs {
		s := p.Text
		if g.Float64() < share {
			s = g.edit(s)
		}
		last := len(pieces) - 1
		switch g.IntN(35) {
		case 0:
			continue
		case 1:
			pieces = append(pieces, piece{nil, g.paragraph(20 + g.IntN(60))}, piece{[]int{i}, s})
		case 2:
			if at := strings.Index(s[len(s)/3:], strings.TrimSpace(languages[g.language].period)); at >= 0 {
				at += len(s)/3 + len(strings.TrimSpace(languages[g.language].period))
				if at < len(s)*2/3 {
					pieces = append(pieces, piece{[]int{i}, s[:at]}, piece{[]int{i}, strings.TrimSpace(s[at:])})
					continue
				}
			}
			pieces = append(pieces, piece{[]int{i}, s})
		case 3:
			if last >= 0 && len(pieces[last].from) == 1 && (last == 0 || !slices.Equal(pieces[last].from, pieces[last-1].from)) {
				pieces[last].from = append(slices.Clone(pieces[last].from), i)
				pieces[last].text += languages[g.language].space + s
				continue
			}
			pieces = append(pieces, piece{[]int{i}, s})
		case 4:
			pieces = slices.Insert(pieces, g.IntN(len(pieces)+1), piece{[]int{i}, s})
		default:
			pieces = append(pieces, piece{[]int{i}, s})
		}
	}
	out := revised{draft: &text.Draft{Language: old.Language}}
	places := map[int]int{}
	for j, p := range pieces {
		out.draft.Paragraphs = append(out.draft.Paragraphs, text.Paragraph{Kind: text.Operative, Label: fmt.Sprintf("%d.", j+1), Text: p.text})
		if len(p.from) == 0 {
			continue
		}
		if k, ok := places[p.from[0]]; ok {
			out.pairs[k].New = append(out.pairs[k].New, j)
			continue
		}
		places[p.from[0]] = len(out.pairs)
		out.pairs = append(out.pairs, redline.Pair{Old: p.from, New: []int{j}})
	}
	return out
}

// edit makes one to five small changes on the bounds of words.
func (g *inventor) edit(s string) string {
	for range 1 + g.IntN(5) {
		tokens := text.Tokens(s, g.language)
		if len(tokens) < 4 {
			return s
		}
		from := g.IntN(len(tokens))
		to := min(len(tokens), from+1+g.IntN(8))
		a, b := tokens[from].Start, tokens[to-1].End
		space := languages[g.language].space
		switch g.IntN(6) {
		case 0:
			s = s[:a] + s[b:]
		case 1:
			s = s[:a] + g.phrase(1+g.IntN(6)) + space + s[a:]
		case 2:
			s = s[:a] + "[" + s[a:b] + "]" + s[b:]
		case 3:
			s = s[:a] + strings.NewReplacer("“", "\"", "”", "\"", "-", "\u2011").Replace(strings.Replace(s[a:b], " ", "\u00a0", 1)) + s[b:]
		default:
			s = s[:a] + g.phrase(1+g.IntN(4)) + s[b:]
		}
	}
	return s
}
