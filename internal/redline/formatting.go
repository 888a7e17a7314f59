package redline

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/text"
)

// formatting tells which marks came or went on the words that a group keeps.
// What covers white space alone is not seen, so it is no change; an anchor stands
// after the last sign before it.
func (w *writer) formatting(g *group, segments []Segment) []FormatChange {
	old, new := half{d: w.a.oldDraft, at: g.old}, half{d: w.a.newDraft, at: g.new}
	if !old.marked() && !new.marked() {
		return nil
	}
	k := keptWords(&old, &new, segments)
	found := append(k.spans(), w.a.anchors(&k)...)
	slices.SortStableFunc(found, func(x, y formatted) int {
		return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.Op, y.Op), cmp.Compare(x.Mark.Kind, y.Mark.Kind), cmp.Compare(x.Mark.Ref, y.Mark.Ref))
	})
	var out []FormatChange
	for _, f := range found {
		out = append(out, f.FormatChange)
	}
	return out
}

// formatted is a change of formatting and where in the kept words it stands.
type formatted struct {
	FormatChange
	at int
}

// half is the paragraphs of one draft that a group holds.
type half struct {
	d  *text.Draft
	at []int
}

func (s *half) paragraph(k int) *text.Paragraph { return &s.d.Paragraphs[s.at[k]] }

func (s *half) marked() bool {
	return slices.ContainsFunc(s.at, func(i int) bool { return len(s.d.Paragraphs[i].Marks) > 0 })
}

// spot is a byte of a side: of which of its paragraphs, and where in that.
type spot struct{ k, at int }

// on gives the place n bytes further, where one byte stands between paragraphs.
func (s *half) on(p spot, n int) spot {
	for p.at += n; p.k+1 < len(s.at) && p.at > len(s.paragraph(p.k).Text); p.k++ {
		p.at -= len(s.paragraph(p.k).Text) + 1
	}
	return p
}

// rest tells how many bytes the paragraph has from the place on.
func (s *half) rest(p spot) int { return len(s.paragraph(p.k).Text) - p.at }

// stayingRun is a run of bytes that stay: where it begins among all that stay, on the
// old and on the new side, and how long it is.
type stayingRun struct {
	at, n    int
	old, new spot
}

// kept is what a group keeps. As the words that stay are the same on both sides,
// the marks of both can be compared along them.
type kept struct {
	old, new *half
	runs     []stayingRun
}

// keptWords finds the runs that stay. Without segments both sides are equal.
func keptWords(old, new *half, segments []Segment) kept {
	k := kept{old: old, new: new}
	if len(segments) == 0 {
		k.runs = []stayingRun{{n: len(old.paragraph(0).Text)}}
		return k
	}
	var o, n spot
	at := 0
	for _, s := range segments {
		switch s.Op {
		case Delete:
			o = old.on(o, len(s.Text))
		case Insert:
			n = new.on(n, len(s.Text))
		case Equal:
			for left := len(s.Text); left > 0; left-- {
				if length := min(left, old.rest(o), new.rest(n)); length > 0 {
					k.runs = append(k.runs, stayingRun{at, length, o, n})
					at, left = at+length, left-length
					o, n = old.on(o, length), new.on(n, length)
				}
				// A line feed that parts two paragraphs is in none of them.
				if left > 0 {
					o, n = old.on(o, 1), new.on(n, 1)
				}
			}
		}
	}
	return k
}

// spot gives where a run stands on one side.
func (r *stayingRun) spot(op Op) spot {
	if op == Insert {
		return r.new
	}
	return r.old
}

// side gives the paragraphs that an operation counts in.
func (k *kept) side(op Op) *half {
	if op == Insert {
		return k.new
	}
	return k.old
}

// before counts the kept bytes before a place of one side.
func (k *kept) before(op Op, p spot) int {
	i, _ := slices.BinarySearchFunc(k.runs, p, func(r stayingRun, p spot) int {
		q := r.spot(op)
		return cmp.Or(cmp.Compare(q.k, p.k), cmp.Compare(q.at+r.n, p.at))
	})
	if i == len(k.runs) {
		if i == 0 {
			return 0
		}
		return k.runs[i-1].at + k.runs[i-1].n
	}
	r := &k.runs[i]
	if q := r.spot(op); q.k == p.k && q.at < p.at {
		return r.at + p.at - q.at
	}
	return r.at
}

// markSort is what marks have in common that are as good as one where they touch.
type markSort struct {
	kind text.MarkKind
	ref  string
}

// stretch is a run of the kept bytes, [from, to).
type stretch struct{ from, to int }

// spans compares the marks that cover words.
func (k *kept) spans() []formatted {
	covered := map[markSort]*[2][]stretch{}
	var order []markSort
	for s, op := range []Op{Delete, Insert} {
		on := k.side(op)
		for p := range on.at {
			for _, m := range on.paragraph(p).Marks {
				from, to := k.before(op, spot{p, m.Start}), k.before(op, spot{p, m.End})
				if m.Kind == text.NoteAnchor || from >= to {
					continue
				}
				key := markSort{m.Kind, m.Ref}
				if covered[key] == nil {
					covered[key] = new([2][]stretch)
					order = append(order, key)
				}
				covered[key][s] = append(covered[key][s], stretch{from, to})
			}
		}
	}
	var out []formatted
	for _, key := range order {
		old, new := joinedStretches(covered[key][0]), joinedStretches(covered[key][1])
		out = append(out, k.entries(Delete, key, without(old, new))...)
		out = append(out, k.entries(Insert, key, without(new, old))...)
	}
	return out
}

// joinedStretches sorts spans and joins those that touch.
func joinedStretches(spans []stretch) []stretch {
	slices.SortFunc(spans, func(x, y stretch) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// without gives what a covers and b does not; both are sorted and apart.
func without(a, b []stretch) []stretch {
	var out []stretch
	j := 0
	for _, s := range a {
		for j < len(b) && b[j].to <= s.from {
			j++
		}
		from := s.from
		for i := j; i < len(b) && b[i].from < s.to; i++ {
			if from < b[i].from {
				out = append(out, stretch{from, b[i].from})
			}
			from = b[i].to
		}
		if from < s.to {
			out = append(out, stretch{from, s.to})
		}
	}
	return out
}

// entries writes spans as changes of the paragraphs that they lie in. Those that
// only white space parts become one.
func (k *kept) entries(op Op, key markSort, spans []stretch) []formatted {
	var out []formatted
	on := k.side(op)
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(k.runs, s.from, func(r stayingRun, at int) int { return cmp.Compare(r.at+r.n, at+1) })
		for ; i < len(k.runs) && k.runs[i].at < s.to; i++ {
			r := &k.runs[i]
			p := r.spot(op)
			words := on.paragraph(p.k).Text
			from, to := p.at+max(s.from-r.at, 0), p.at+min(s.to-r.at, r.n)
			from += len(words[from:to]) - len(strings.TrimLeftFunc(words[from:to], unicode.IsSpace))
			to = from + len(strings.TrimRightFunc(words[from:to], unicode.IsSpace))
			if from == to {
				continue
			}
			if n := len(out); n > 0 && out[n-1].Index == on.at[p.k] && strings.TrimSpace(words[out[n-1].Mark.End:from]) == "" {
				out[n-1].Mark.End = to
				continue
			}
			mark := text.Mark{Kind: key.kind, Start: from, End: to, Ref: key.ref}
			out = append(out, formatted{FormatChange{Op: op, Index: on.at[p.k], Mark: mark}, r.at + from - p.at})
		}
	}
	return out
}
