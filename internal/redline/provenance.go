package redline

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// Wording is one wording on the way to the one whose words are asked about.
type Wording struct {
	Text string
	// Parents are the places, in the list handed to Trace, of the wordings that it
	// came from, in the order in which their words stand: none for a new paragraph,
	// several for a merger. Each stands before it in the list; one that does not is
	// passed over.
	Parents []int
	// Stood is the number, from 1, of the first draft that has this very wording;
	// 0 for none. A smaller number is an earlier draft.
	Stood int
	// Asked are the wordings that others had asked for and that may have been
	// taken up in this one.
	Asked []Ask
}

// Ask is a wording that somebody asked for. On are the wordings that the paragraph
// had one after the other: first the one that was to be changed, last the one that
// stood when the ask was taken up. It is empty where a new paragraph was asked for.
type Ask struct {
	On     []string
	Wanted string
	// Taken says that the wording is known to have been made for this ask, so that
	// each of its words that came came from it, however few they are.
	Taken bool
}

// Source is where words come from.
type Source struct {
	// Wording is the place of the wording that brought them.
	Wording int
	// Stood is the number of the draft in which they first stood, on the way that
	// they took; 0 if in none of those named.
	Stood int
	// Asked are the places, in that wording's list, of the asks that brought them;
	// empty where they are nobody's but the wording's own.
	Asked []int
}

// Span is a run of words of one source: the bytes [Start, End) of a wording.
type Span struct {
	Start, End int
	Source     int // place in Provenance.Sources
}

// Provenance tells for every word of some wordings where it comes from. The spans
// of a wording stand in order, cover its text exactly, are not empty, and two
// neighbours have different sources (domain law 5). White space by itself has none: it
// goes with the words before it.
type Provenance struct {
	Sources []Source
	Spans   [][]Span // by place of the wording
}

// Trace carries the source of every word along the wordings, by the edits that lead
// from each to the next; the language is a BCP 47 tag or empty. Words that stay keep
// their source, words that come are the wording's own, also where the same words had
// been taken out before. A wording that says what one of its parents says has all
// from that one. Where an ask, carried to the moment, gives the wording itself,
// its edits are those that count; else a word that comes is an ask's where the ask
// brings it at that place, and at least half of the words of that edit came or the
// ask is known to have been taken.
//
// The result depends on the wordings and the language alone. Words move between
// paragraphs by Parents only, never by their looks. When the context ends it fails with
// that context's error; it looks at each ask.
//
// What is compared once is not compared again: each wording with the one before it,
// each ask with what it was to change, and with a wording only where that has one of
// its words among those that came.
func Trace(ctx context.Context, wordings []Wording, language string) (*Provenance, error) {
	t := &tracer{wordings: wordings, language: language, places: map[string]int{}, out: &Provenance{Spans: make([][]Span, len(wordings))},
		compared: map[[2]string][]Edit{}, chains: map[string]*chain{}}
	for i := range wordings {
		spans, err := t.spans(ctx, i)
		if err != nil {
			return nil, err
		}
		t.out.Spans[i] = t.stands(spans, wordings[i].Stood)
	}
	return t.out, nil
}

// between is the source of the line feed that parts two parents.
const between = -1

// tracer is one run of Trace.
type tracer struct {
	wordings []Wording
	language string
	places   map[string]int // by source
	out      *Provenance
	compared map[[2]string][]Edit // from one text to another
	chains   map[string]*chain    // by the first wording
}

// spans gives the spans of one wording, whose parents are done.
func (t *tracer) spans(ctx context.Context, i int) ([]Span, error) {
	w := &t.wordings[i]
	if err := ctx.Err(); err != nil || w.Text == "" {
		return nil, err
	}
	base, old, same := t.parents(i)
	if same != nil {
		return same, nil
	}
	asks, edits, err := t.carryAsks(ctx, w, base)
	if err != nil {
		return nil, err
	}
	credit, err := t.credit(ctx, asks, w.Text, insertions(edits))
	if err != nil {
		return nil, err
	}
	var out []Span
	shift, at, own := 0, 0, t.source(Source{Wording: i})
	for _, e := range append(slices.Clip(edits), Edit{Start: len(base), End: len(base)}) {
		out = carrySpans(out, old, at, e.Start, shift, own)
		start := e.Start + shift
		for _, r := range share(reach{start: start, end: start + len(e.Insert)}, credit) {
			out = push(out, Span{r.start, r.end, t.source(Source{Wording: i, Asked: r.asked})})
		}
		shift += len(e.Insert) - (e.End - e.Start)
		at = e.End
	}
	return withSpace(out, w.Text), nil
}

// withSpace gives spans in which white space goes with what stands before it, at the
// beginning with what stands after it: by itself it comes from nowhere.
func withSpace(spans []Span, s string) []Span {
	var out []Span
	for i, x := range spans {
		if strings.TrimSpace(s[x.Start:x.End]) == "" {
			switch {
			case len(out) > 0:
				x.Source = out[len(out)-1].Source
			case i+1 < len(spans):
				x.Source = spans[i+1].Source
			}
		}
		out = push(out, x)
	}
	return out
}

// parents gives the words of a wording's parents, one after the other with a line
// feed between, and their spans. Where a parent says what the wording says, same are
// the spans of the last such.
func (t *tracer) parents(i int) (base string, spans, same []Span) {
	w := &t.wordings[i]
	var texts []string
	at := 0
	for _, p := range w.Parents {
		if p < 0 || p >= i {
			continue
		}
		if len(texts) > 0 {
			spans = append(spans, Span{at - 1, at, between})
		}
		if t.wordings[p].Text == w.Text {
			same = t.out.Spans[p]
		}
		for _, s := range t.out.Spans[p] {
			spans = append(spans, Span{s.Start + at, s.End + at, s.Source})
		}
		texts = append(texts, t.wordings[p].Text)
		at += len(t.wordings[p].Text) + 1
	}
	return strings.Join(texts, "\n"), spans, same
}

// stands gives spans with the draft set in those whose words stood in none before.
func (t *tracer) stands(spans []Span, draft int) []Span {
	if draft == 0 {
		return spans
	}
	var out []Span
	for _, s := range spans {
		if from := t.out.Sources[s.Source]; from.Stood == 0 {
			from.Stood = draft
			s.Source = t.source(from)
		}
		out = push(out, s)
	}
	return out
}

// source gives the place of a source.
func (t *tracer) source(s Source) int {
	var key strings.Builder
	for _, n := range append([]int{s.Wording, s.Stood}, s.Asked...) {
		key.WriteString(strconv.Itoa(n))
		key.WriteByte(' ')
	}
	at, ok := t.places[key.String()]
	if !ok {
		at = len(t.out.Sources)
		t.out.Sources = append(t.out.Sources, s)
		t.places[key.String()] = at
	}
	return at
}

// carrySpans appends the spans of the bytes [from, to) of the old words, moved. What
// stood between two parents belongs to own.
func carrySpans(out, old []Span, from, to, shift, own int) []Span {
	for _, s := range old {
		if s.Source == between {
			s.Source = own
		}
		out = push(out, Span{max(s.Start, from) + shift, min(s.End, to) + shift, s.Source})
	}
	return out
}

// push appends a span and joins it with the one before where both have one source.
func push(out []Span, s Span) []Span {
	if s.Start >= s.End {
		return out
	}
	if n := len(out); n > 0 && out[n-1].Source == s.Source && out[n-1].End == s.Start {
		out[n-1].End = s.End
		return out
	}
	return append(out, s)
}
