package carry_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// inventor invents drafts full of brackets and edits them as negotiators do.
type inventor struct{ *rand.Rand }

func newInventor(seed uint64) inventor { return inventor{rand.New(rand.NewPCG(seed, 11))} }

// word invents a word; about every third is a common one.
func (g inventor) word() string {
	if g.IntN(3) == 0 {
		return pick(g, strings.Fields("the of and to in that all for with on by its"))
	}
	w := ""
	for range 2 + g.IntN(2) {
		w += pick(g, strings.Fields("ri ver del ta flow com pact ba sin re new har bour st ud mar sh wa ter co re"))
	}
	return w
}

func pick[T any](g inventor, from []T) T { return from[g.IntN(len(from))] }

// words invents n words.
func (g inventor) words(n int) []string {
	out := make([]string, n)
	for i := range out {
		if out[i] = g.word(); g.IntN(12) == 0 {
			out[i] += ","
		}
	}
	return out
}

// bracketed puts about one bracket for every so many words into words: most of them of
// one to eight words, nested now and then, some empty or a value.
func (g inventor) bracketed(words []string, every int) []string {
	for range (len(words) + g.IntN(every)) / every {
		from := g.IntN(len(words))
		to := min(len(words), from+1+g.IntN(8))
		if depth(words[from:to]) {
			words[from], words[to-1] = "["+words[from], words[to-1]+"]"
		}
		if g.IntN(9) == 0 {
			words[from] += " " + pick(g, []string{"[ ]", "[50]", "[X]", "[shall][should]", "[DU: delete]"})
		}
	}
	return words
}

// depth tells whether the brackets of words all have their partner among them.
func depth(words []string) bool {
	n := 0
	for _, c := range strings.Join(words, " ") {
		switch c {
		case '[':
			n++
		case ']':
			if n--; n < 0 {
				return false
			}
		}
	}
	return n == 0
}

// flow invents a draft of so many words, a bracket for every so many of them.
func (g inventor) flow(words, every int) bracket.Flow {
	var f bracket.Flow
	for words > 0 {
		n := min(words, 40+g.IntN(80))
		words -= n
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{
			ID: fmt.Sprint("p", len(f.Paragraphs)), Kind: text.Operative, Label: fmt.Sprint(len(f.Paragraphs)+1, "."),
			Text: strings.Join(g.bracketed(g.words(n), every), " ") + ".",
		})
	}
	return f
}

// revise edits a share of the paragraphs in one to five places each, and moves, drops
// or adds one in twenty. Glyphs come and go with the words. Without ids the
// paragraphs lose theirs.
func (g inventor) revise(f bracket.Flow, share float64, ids bool) bracket.Flow {
	var out bracket.Flow
	for _, p := range f.Paragraphs {
		if !ids {
			p.ID = ""
		}
		if g.Float64() < share {
			words := strings.Fields(p.Text)
			for range 1 + g.IntN(5) {
				from := g.IntN(len(words))
				to := min(len(words), from+1+g.IntN(6))
				switch g.IntN(4) {
				case 0:
					words = append(words[:from:from], words[to:]...)
				case 1:
					words = append(append(words[:from:from], g.bracketed(g.words(1+g.IntN(6)), 12)...), words[from:]...)
				case 2:
					words[from] = strings.Trim(words[from], "[]")
				default:
					words = append(append(words[:from:from], g.words(1+g.IntN(5))...), words[to:]...)
				}
				if len(words) == 0 {
					words = g.words(10)
				}
			}
			p.Text = strings.Join(words, " ")
		}
		switch g.IntN(60) {
		case 0:
			continue
		case 1:
			out.Paragraphs = append(out.Paragraphs, text.Paragraph{Kind: text.Operative, Text: strings.Join(g.bracketed(g.words(50), 30), " ")})
		case 2:
			at := g.IntN(len(out.Paragraphs) + 1)
			out.Paragraphs = append(out.Paragraphs[:at:at], append([]text.Paragraph{p}, out.Paragraphs[at:]...)...)
			continue
		}
		out.Paragraphs = append(out.Paragraphs, p)
	}
	return out
}

// nest makes one bracket in another, so deep.
func nest(depth int, word string) bracket.Flow {
	return bracket.Flow{Paragraphs: []text.Paragraph{{Text: strings.Repeat("["+word+" ", depth) + strings.Repeat("]", depth)}, {Text: "Done"}}}
}
