package bracket

import (
	"sort"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// gap is put for words that are left out.
const gap = "…"

// Only is the form that shows the brackets alone: the paragraphs that have some, and
// of their words what stands in brackets with so many words on each side, … standing
// for what is left out between. Glyphs without a partner are shown in the same way.
// Attributions that stand beside the words are not in it.
func (t *Tree) Only(words int) *Rendering {
	r := &Rendering{}
	var tokens []text.Token
	for i := 0; i < len(t.Pieces); {
		n := t.Pieces[i].Paragraph
		var shown []Range
		for ; i < len(t.Pieces) && t.Pieces[i].Paragraph == n; i++ {
			x := t.Pieces[i]
			if x.Bracket < 0 && x.Kind != Unclosed && x.Kind != Stray {
				continue
			}
			if k := len(shown) - 1; k >= 0 && shown[k].End == x.Start {
				shown[k].End = x.End
			} else {
				shown = append(shown, Range{x.Start, x.End})
			}
		}
		if len(shown) == 0 {
			continue
		}
		p := t.Flow.Paragraphs[n]
		tokens = text.AppendTokens(tokens[:0], p.Text, "")
		r.add(composed(p, excerpts(p.Text, widened(shown, tokens, words))), n)
	}
	return r
}

// widened takes in so many words before and behind each range, and joins those
// that touch then.
func widened(shown []Range, tokens []text.Token, words int) []Range {
	var out []Range
	for _, r := range shown {
		least := 0
		if k := len(out) - 1; k >= 0 {
			least = out[k].End
		}
		r.Start, r.End = before(tokens, r.Start, words, least), behind(tokens, r.End, words)
		if k := len(out) - 1; k >= 0 && r.Start <= out[k].End {
			out[k].End = max(out[k].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// farthest is how many tokens are looked at for each word beside a place, so that a
// row of signs is not looked through again and again.
const farthest = 8

// before gives where the words before a place begin, at least where the last ones
// ended.
func before(tokens []text.Token, at, words, least int) int {
	left := farthest * words
	for k := sort.Search(len(tokens), func(k int) bool { return tokens[k].End > at }) - 1; k >= 0 && words > 0 && left > 0 && tokens[k].Start >= least; k-- {
		if at = tokens[k].Start; tokens[k].IsWord() {
			words--
		}
		left--
	}
	return at
}

// behind gives where the words behind a place end.
func behind(tokens []text.Token, at, words int) int {
	left := farthest * words
	for k := sort.Search(len(tokens), func(k int) bool { return tokens[k].Start >= at }); k < len(tokens) && words > 0 && left > 0; k++ {
		if at = tokens[k].End; tokens[k].IsWord() {
			words--
		}
		left--
	}
	return at
}

// excerpts tiles a paragraph with the ranges shown and what is left out.
func excerpts(s string, shown []Range) []stretch {
	var out []stretch
	at := 0
	leave := func(to int) {
		if at == to {
			return
		}
		put := " " + gap + " "
		switch {
		case strings.TrimSpace(s[at:to]) == "":
			put = " "
		case at == 0:
			put = gap + " "
		case to == len(s):
			put = " " + gap
		}
		out = append(out, stretch{start: at, end: to, left: true, put: put})
	}
	for _, r := range shown {
		if at < r.Start {
			r.Start += len(s[r.Start:r.End]) - len(strings.TrimLeft(s[r.Start:r.End], " "))
		}
		if r.End < len(s) {
			r.End = r.Start + len(strings.TrimRight(s[r.Start:r.End], " "))
		}
		leave(r.Start)
		out = append(out, stretch{start: r.Start, end: r.End})
		at = r.End
	}
	leave(len(s))
	return out
}
