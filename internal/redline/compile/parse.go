package compile

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Parse reads the attributed print of a compiled paragraph. Names are those who
// may be named in it. Brackets that do not begin with names of them, or have other
// attributions too, are words.
func Parse(printed string, names []string) *Compiled {
	known := make(map[string]bool, len(names)+1)
	for _, n := range names {
		known[n] = true
	}
	known[BaseName] = true
	flow := bracket.Flow{Paragraphs: []text.Paragraph{{Text: printed}}}
	return FromTree(bracket.Parse(flow, bracket.Options{Resolve: func(n string) (string, bool) { return n, known[n] }}), 0)
}

// FromTree reads one paragraph of a tree of typed text whose register knows
// BaseName and all who may be named, each by its name as id.
func FromTree(t *bracket.Tree, paragraph int) *Compiled {
	r := treeReader{s: t.Flow.Paragraphs[paragraph].Text}
	for i := range t.Brackets {
		if b := &t.Brackets[i]; b.Open.Paragraph == paragraph && b.Close.Paragraph == paragraph {
			r.brackets = append(r.brackets, b)
		}
	}
	return &Compiled{Pieces: r.read(0, len(r.s), "")}
}

// treeReader reads the brackets of one paragraph.
type treeReader struct {
	s        string
	brackets []*bracket.Bracket // in the order in which they open
}

// read reads the bytes from one up to another; ahead are words that stand before
// them.
func (r *treeReader) read(from, to int, ahead string) []Piece {
	var out []Piece
	said := ahead // agreed text not yet written
	at := from
	for k := r.next(from); k < len(r.brackets) && r.brackets[k].Open.Offset < to; {
		options, end := r.slot(k)
		if len(options) == 0 {
			k++
			continue
		}
		said += r.s[at:r.brackets[k].Open.Offset]
		p := Piece{Options: options}
		bare := slices.ContainsFunc(options, Option.empty)
		behind := end < to && r.s[end] == ' '
		switch ahead := strings.HasSuffix(said, " "); {
		case bare && behind && (ahead || said == "" && len(out) == 0):
			p.Space = After
			end++
		case bare && !behind && ahead:
			p.Space = Before
			said = said[:len(said)-1]
		}
		if said != "" {
			out = append(out, Piece{Text: said})
		}
		out = append(out, p)
		said, at = "", end
		k = r.next(end)
	}
	if said += r.s[at:to]; said != "" {
		out = append(out, Piece{Text: said})
	}
	return out
}

// next gives the first bracket that opens at a byte or behind it.
func (r *treeReader) next(at int) int {
	k, _ := slices.BinarySearchFunc(r.brackets, at, func(b *bracket.Bracket, at int) int { return b.Open.Offset - at })
	return k
}

// slot reads the slot that begins with the k-th bracket, and gives where it ends;
// no options if none begins there.
func (r *treeReader) slot(k int) (options []Option, end int) {
	based := false
	for {
		o, ok := r.option(r.brackets[k])
		if !ok {
			break
		}
		options = append(options, o)
		based = based || o.Base
		end = r.brackets[k].Close.Offset + 1
		if k = r.next(end + 1); k == len(r.brackets) || r.brackets[k].Open.Offset != end+1 || r.s[end] != ' ' {
			break
		}
	}
	if len(options) > 0 && !based {
		options = slices.Insert(options, 0, Option{Base: true})
	}
	return options, end
}

// option reads a bracket as an option: names, a colon and a space, and the words.
func (r *treeReader) option(b *bracket.Bracket) (o Option, ok bool) {
	if len(b.Holders) != 1 {
		return o, false
	}
	h := b.Holders[0]
	names, words, colon := strings.Cut(h.Source, ": ")
	if h.Index >= 0 || h.Place.Offset != b.Open.Offset+1 || !colon || strings.HasPrefix(strings.TrimSpace(names), "(") {
		return o, false
	}
	for _, a := range h.Actors {
		if a == BaseName {
			o.Base = true
		} else {
			o.Actors = append(o.Actors, a)
		}
	}
	from := h.Place.Offset + len(h.Source)
	switch {
	case h.Stance != "":
		o.Delete = words == "delete" && !o.Base
		return o, o.Delete
	case o.Base && len(o.Actors) > 0:
		o.Within = r.read(from, b.Close.Offset, words)
	default:
		o.Text = words + r.s[from:b.Close.Offset]
	}
	return o, !o.empty()
}
