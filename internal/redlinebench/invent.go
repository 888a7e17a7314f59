package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// truth says, for every paragraph of a new draft, what it was made of.
type truth struct {
	from [][]int // indexes of old paragraphs; none for an inserted one
	kind []fate
}

// fate is what the inventor did to a paragraph.
type fate string

const (
	kept     fate = "kept"
	inserted fate = "inserted"
	split    fate = "split"
	merged   fate = "merged"
	moved    fate = "moved"
)

// inventor writes drafts and revises them as negotiators do. The same seed
// gives the same drafts.
type inventor struct {
	*rand.Rand
	rare []string // words that a text has few times
}

func newInventor(seed uint64) *inventor {
	g := &inventor{Rand: rand.New(rand.NewPCG(seed, 42))}
	syllables := strings.Fields("ri ver del ta flu com pa sin re har bour mar sha wa cor en du tan lo mi se va tor nel gra bis cul for men tra po lar vis")
	for range 6000 {
		w := ""
		for range 2 + g.IntN(3) {
			w += syllables[g.IntN(len(syllables))]
		}
		g.rare = append(g.rare, w)
	}
	return g
}

var (
	links = strings.Fields("the of and to in for on with by its their all at from as that this such into among through under between within")
	nouns = strings.Fields("river basin delta shore water harbour state government people community network service access right data measure fund partner report plan strategy framework resource technology skill system market ministry council conference assembly agreement compact protocol")
	verbs = strings.Fields("shall should may will recognize reaffirm encourage invite request urge ensure promote support strengthen enhance develop protect share monitor review facilitate build reduce consider")
	kinds = strings.Fields("national regional global local digital sustainable inclusive equitable affordable voluntary relevant appropriate common joint public private small developing landlocked effective transparent")
)

// bracketed are how many words brackets hold, each as often as the others: the tenths
// of those of the Paris drafts of December 2015.
var bracketed = [...]int{1, 1, 1, 1, 2, 3, 4, 6, 12, 25}

func pick(g *inventor, from []string) string { return from[g.IntN(len(from))] }

func (g *inventor) word() string {
	switch k := g.IntN(100); {
	case k < 36:
		return pick(g, links)
	case k < 60:
		return pick(g, nouns)
	case k < 72:
		return pick(g, verbs)
	case k < 84:
		return pick(g, kinds)
	case k < 97:
		return pick(g, g.rare)
	case k < 98:
		return fmt.Sprintf("A/RES/%d/%d", 50+g.IntN(30), 1+g.IntN(300))
	default:
		return fmt.Sprint(1 + g.IntN(2040))
	}
}

func (g *inventor) words(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = g.word()
	}
	return out
}

// paragraph writes about n words in clauses and sentences.
func (g *inventor) paragraph(n int) string {
	var b strings.Builder
	capital := true
	for n > 0 {
		clause := g.words(min(n, 5+g.IntN(12)))
		if capital {
			clause[0] = strings.ToUpper(clause[0][:1]) + clause[0][1:]
		}
		b.WriteString(strings.Join(clause, " "))
		if n -= len(clause); n > 0 {
			if capital = g.IntN(3) == 0; capital {
				b.WriteString(". ")
			} else {
				b.WriteString(", ")
			}
		}
	}
	return b.String() + "."
}

// draft writes paragraphs until there are so many words.
func (g *inventor) draft(words int) *text.Draft {
	d := &text.Draft{Language: "en"}
	for words > 0 {
		n := min(words, 60+g.IntN(120))
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative,
			Label: fmt.Sprintf("%d.", len(d.Paragraphs)+1), Text: g.paragraph(n)})
		words -= n
	}
	return d
}

// item is a paragraph of the new draft in the making.
type item struct {
	text string
	from []int
	kind fate
}

// revise changes a draft: this share of the paragraphs is edited, three in a
// hundred each are cut, put in, split and merged, five move.
func (g *inventor) revise(old *text.Draft, share float64) (*text.Draft, truth) {
	var items []item
	var moving []item
	edited := func(s string) string {
		if g.Float64() < share {
			return g.edit(s, 1+g.IntN(5))
		}
		return s
	}
	for i := 0; i < len(old.Paragraphs); i++ {
		p := old.Paragraphs[i].Text
		words := strings.Fields(p)
		switch k := g.IntN(100); {
		case k < 3:
		case k < 6:
			items = append(items, item{g.paragraph(60 + g.IntN(60)), nil, inserted}, item{edited(p), []int{i}, kept})
		case k < 9 && len(words) > 30:
			at := len(words)/3 + g.IntN(len(words)/3)
			items = append(items, item{edited(strings.Join(words[:at], " ")), []int{i}, split},
				item{edited(strings.Join(words[at:], " ")), []int{i}, split})
		case k < 12 && i+1 < len(old.Paragraphs):
			items = append(items, item{edited(p) + " " + edited(old.Paragraphs[i+1].Text), []int{i, i + 1}, merged})
			i++
		case k < 17:
			moving = append(moving, item{edited(p), []int{i}, moved})
		default:
			items = append(items, item{edited(p), []int{i}, kept})
		}
	}
	for _, m := range moving {
		// At least five places away from where it would stand.
		home := slices.IndexFunc(items, func(x item) bool { return x.kind != moved && len(x.from) > 0 && x.from[0] > m.from[0] })
		if home < 0 {
			home = len(items)
		}
		away := 5 + g.IntN(36)
		if home+away > len(items) || home-away >= 0 && g.IntN(2) == 0 {
			away = -away
		}
		items = slices.Insert(items, max(0, min(len(items), home+away)), m)
	}
	return assemble(items)
}

func assemble(items []item) (*text.Draft, truth) {
	d := &text.Draft{Language: "en"}
	var t truth
	for j, x := range items {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative, Label: fmt.Sprintf("%d.", j+1), Text: x.text})
		t.from = append(t.from, x.from)
		t.kind = append(t.kind, x.kind)
	}
	return d, t
}

// edit makes n of the changes that negotiators make.
func (g *inventor) edit(s string, n int) string {
	for range n {
		w := strings.Fields(s)
		if len(w) < 12 {
			return s
		}
		at := g.IntN(len(w) - 2)
		switch k := g.IntN(100); {
		case k < 40: // one or two words replaced, the punctuation behind them kept
			for i := at; i <= at+g.IntN(2); i++ {
				bare := strings.TrimRight(w[i], ".,;")
				w[i] = g.word() + w[i][len(bare):]
			}
		case k < 65: // a clause put in
			w = slices.Insert(w, at, g.words(4+g.IntN(9))...)
		case k < 80: // a clause taken out
			w = slices.Delete(w, at, min(len(w), at+min(3+g.IntN(15), len(w)/2)))
		case k < 90: // a clause moved
			c := min(4+g.IntN(6), len(w)/3)
			at = g.IntN(len(w) - c)
			clause := slices.Clone(w[at : at+c])
			w = slices.Delete(w, at, at+c)
			w = slices.Insert(w, g.IntN(len(w)), clause...)
		case k < 95: // a plural
			if strings.HasSuffix(w[at], "s") {
				w[at] = strings.TrimSuffix(w[at], "s")
			} else {
				w[at] += "s"
			}
		default: // a bracket
			last := min(at+bracketed[at%len(bracketed)], len(w)) - 1
			w[at] = "[" + w[at]
			w[last] += "]"
		}
		s = strings.Join(w, " ")
	}
	return s
}
