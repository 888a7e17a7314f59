package redline_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// told writes the spans of a wording, each as words|wording@draft#asks.
func told(p *redline.Provenance, wordings []redline.Wording, i int) []string {
	var out []string
	for _, s := range p.Spans[i] {
		from := p.Sources[s.Source]
		line := fmt.Sprintf("%s|%d", wordings[i].Text[s.Start:s.End], from.Wording)
		if from.Stood > 0 {
			line += fmt.Sprintf("@%d", from.Stood)
		}
		for _, a := range from.Asked {
			line += fmt.Sprintf("#%d", a)
		}
		out = append(out, line)
	}
	return out
}

// traceOf is Trace without a limit of time.
func traceOf(t interface{ Fatal(...any) }, wordings []redline.Wording, language string) *redline.Provenance {
	p, err := redline.Trace(context.Background(), wordings, language)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTrace(t *testing.T) {
	const zero = "The parties should share the waters."
	for _, c := range []struct {
		name     string
		wordings []redline.Wording
		want     []string
	}{
		{"one wording", []redline.Wording{{Text: zero, Stood: 1}}, []string{zero + "|0@1"}},
		{"an empty one", []redline.Wording{{Text: ""}}, nil},
		{"one word replaced", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties shall share the waters.", Parents: []int{0}, Stood: 2}},
			[]string{"The parties |0@1", "shall|1@2", " share the waters.|0@1"}},
		{"a word that comes back is new", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties share the waters.", Parents: []int{0}}, {Text: zero, Parents: []int{1}, Stood: 2}},
			[]string{"The parties |0@1", "should |2@2", "share the waters.|0@1"}},
		{"what is put back has what it had", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "Nothing.", Parents: []int{0}, Stood: 2}, {Text: zero, Parents: []int{1, 0}, Stood: 3}},
			[]string{zero + "|0@1"}},
		{"words first shown later than written", []redline.Wording{
			{Text: zero}, {Text: zero + " So they do.", Parents: []int{0}, Stood: 1}, {Text: zero + " So they will do.", Parents: []int{1}, Stood: 2}},
			[]string{zero + "|0@1", " So they |1@1", "will |2@2", "do.|1@1"}},
		{"a merger", []redline.Wording{
			{Text: "Decides to meet;", Stood: 1}, {Text: "Requests a report.", Stood: 1},
			{Text: "Decides to meet; requests a short report.", Parents: []int{0, 1}, Stood: 2}},
			[]string{"Decides to meet;|0@1", " requests|2@2", " a |1@1", "short |2@2", "report.|1@1"}},
		{"half of a split", []redline.Wording{
			{Text: "Decides to meet; Requests a report.", Stood: 1}, {Text: "Requests a report.", Parents: []int{0}, Stood: 2}},
			[]string{"Requests a report.|0@1"}},
		{"an ask taken as it was", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties shall share the waters.", Parents: []int{0}, Stood: 2,
				Asked: []redline.Ask{{On: []string{zero}, Wanted: "The parties shall share the waters."}}}},
			[]string{"The parties |0@1", "shall|1@2#0", " share the waters.|0@1"}},
		{"an ask carried over what came since", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties should share the waters in good faith.", Parents: []int{0}, Stood: 2},
			{Text: "The parties shall share the waters in good faith.", Parents: []int{1}, Stood: 3,
				Asked: []redline.Ask{{On: []string{zero, "The parties should share the waters in good faith."}, Wanted: "The parties shall share the waters."}}}},
			[]string{"The parties |0@1", "shall|2@3#0", " share the waters|0@1", " in good faith|1@2", ".|0@1"}},
		{"an ask beside words of others", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties shall share the clean waters.", Parents: []int{0}, Stood: 2,
				Asked: []redline.Ask{{On: []string{zero}, Wanted: "The parties shall share the waters."}}}},
			[]string{"The parties |0@1", "shall|1@2#0", " share the |0@1", "clean |1@2", "waters.|0@1"}},
		{"two asks of the same words", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties shall share the waters.", Parents: []int{0}, Stood: 2, Asked: []redline.Ask{
				{On: []string{zero}, Wanted: "The parties shall share the waters."},
				{On: []string{zero}, Wanted: "All parties must share the waters."},
				{On: []string{zero}, Wanted: "The parties shall share the waters of all rivers."}}}},
			[]string{"The parties |0@1", "shall|1@2#0#2", " share the waters.|0@1"}},
		{"little of an ask is none of it", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties should share the waters, in peace.", Parents: []int{0}, Stood: 2,
				Asked: []redline.Ask{{On: []string{zero}, Wanted: "The parties should share the waters, fully and equally and with care in all seasons."}}}},
			[]string{"The parties should share the waters|0@1", ", in peace|1@2", ".|0@1"}},
		{"little of an ask that is known to be taken", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties should share the waters, fully as ever.", Parents: []int{0}, Stood: 2, Asked: []redline.Ask{
				{On: []string{zero}, Wanted: "The parties should share the waters, fully and equally and with care in all seasons.", Taken: true}}}},
			[]string{"The parties should share the waters|0@1", ", fully |1@2#0", "as ever|1@2", ".|0@1"}},
		{"an ask of what stood already", []redline.Wording{
			{Text: zero, Stood: 1}, {Text: "The parties should share the waters, in peace.", Parents: []int{0}, Stood: 2,
				Asked: []redline.Ask{{On: []string{zero}, Wanted: zero}}}},
			[]string{"The parties should share the waters|0@1", ", in peace|1@2", ".|0@1"}},
		{"a paragraph asked for", []redline.Wording{
			{Text: "Invites observers to its meetings.", Stood: 2, Asked: []redline.Ask{{Wanted: "Invites observers to meetings."}}}},
			[]string{"Invites observers to |0@2#0", "its |0@2", "meetings.|0@2#0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := traceOf(t, c.wordings, "en")
			if diff := cmp.Diff(c.want, told(p, c.wordings, len(c.wordings)-1)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// history invents a chain of wordings with splits, mergers, puttings back and asks.
func history(t *rapid.T) []redline.Wording {
	g := newInventor(rapid.Uint64().Draw(t, "seed"), rapid.SampledFrom(languageNames).Draw(t, "language"))
	out := []redline.Wording{{Text: g.paragraph(12), Stood: 1}, {Text: g.paragraph(9), Stood: 1}}
	for range rapid.IntRange(1, 8).Draw(t, "steps") {
		k := g.IntN(len(out))
		w := redline.Wording{Text: out[k].Text, Parents: []int{k}, Stood: g.IntN(3) * len(out)}
		switch g.IntN(6) {
		case 0: // merged
			j := g.IntN(len(out))
			w.Text, w.Parents = out[k].Text+" "+out[j].Text, []int{k, j}
		case 1: // split
			if i := strings.Index(w.Text, " "); i > 0 {
				w.Text = w.Text[i+1:]
			}
		case 2: // put back
			w.Parents = []int{len(out) - 1, k}
		case 3: // asked for
			w.Text = g.edit(w.Text)
			w.Asked = []redline.Ask{{On: []string{out[k].Text}, Wanted: w.Text}, {On: []string{out[k].Text}, Wanted: g.edit(out[k].Text)}}
		default:
			w.Text = g.edit(w.Text)
		}
		out = append(out, w)
	}
	return out
}

// TestTraceLaws: spans cover each wording exactly; a wording that says what its only
// parent says has all from it; what no parent has is the wording's own; the same
// wordings give the same answer.
func TestTraceLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wordings := history(t)
		p := traceOf(t, wordings, "")
		for i, w := range wordings {
			at := 0
			for n, s := range p.Spans[i] {
				if s.Start != at || s.End <= s.Start || n > 0 && p.Spans[i][n-1].Source == s.Source {
					t.Fatalf("wording %d: span %+v after byte %d", i, s, at)
				}
				at = s.End
				from := p.Sources[s.Source]
				if from.Wording > i || from.Stood == 0 && w.Stood > 0 {
					t.Fatalf("wording %d has words of %+v", i, from)
				}
				if words := w.Text[s.Start:s.End]; from.Wording == i && len(w.Parents) == 1 && len(from.Asked) == 0 && wordings[w.Parents[0]].Text == w.Text {
					t.Fatalf("%q was there before", words)
				}
			}
			if at != len(w.Text) {
				t.Fatalf("wording %d: %d of %d bytes are told", i, at, len(w.Text))
			}
			had := map[string]int{}
			for _, k := range w.Parents {
				for _, word := range text.Tokens(wordings[k].Text, "") {
					had[wordings[k].Text[word.Start:word.End]]++
				}
			}
			n := 0
			for _, word := range text.Tokens(w.Text, "") {
				for p.Spans[i][n].End <= word.Start {
					n++
				}
				if word.End > p.Spans[i][n].End {
					t.Fatalf("wording %d: a bound within %q", i, w.Text[word.Start:word.End])
				}
				if s := w.Text[word.Start:word.End]; p.Sources[p.Spans[i][n].Source].Wording != i && word.IsWord() {
					if had[s]--; had[s] < 0 {
						t.Fatalf("wording %d: %q is said to be older, but its parents have no more of it", i, s)
					}
				}
			}
		}
		if !reflect.DeepEqual(p, traceOf(t, wordings, "")) {
			t.Fatal("two runs differ")
		}
	})
}

// FuzzTrace: any texts are covered exactly.
func FuzzTrace(f *testing.F) {
	f.Add("The parties should share.", "The parties shall share.", "The parties shall share\nall.", "en")
	f.Add("", "\n", "[a][b]", "")
	f.Add("“a” b", "\"a\" b", "水域 水", "zh")
	f.Fuzz(func(t *testing.T, a, b, c, language string) {
		wordings := []redline.Wording{{Text: a, Stood: 1}, {Text: b},
			{Text: c, Parents: []int{0, 1}, Stood: 2, Asked: []redline.Ask{{On: []string{a, b}, Wanted: c}, {Wanted: b}}}, {Text: a, Parents: []int{2}}}
		p := traceOf(t, wordings, language)
		for i, w := range wordings {
			var whole strings.Builder
			for _, s := range p.Spans[i] {
				whole.WriteString(w.Text[s.Start:s.End])
			}
			if whole.String() != w.Text {
				t.Fatalf("wording %d is told as %q", i, whole.String())
			}
		}
	})
}

// BenchmarkTrace carries 150 paragraphs of 115 words through ten drafts, each with a
// fifth of the paragraphs edited.
func BenchmarkTrace(b *testing.B) {
	g := newInventor(1, "en")
	var chains [][]redline.Wording
	for range 150 {
		chain := []redline.Wording{{Text: g.paragraph(115), Stood: 1}}
		for d := range 10 {
			if g.IntN(5) == 0 {
				chain = append(chain, redline.Wording{Text: g.edit(chain[len(chain)-1].Text), Parents: []int{len(chain) - 1}, Stood: d + 2})
			}
		}
		chains = append(chains, chain)
	}
	for b.Loop() {
		for _, c := range chains {
			traceOf(b, c, "en")
		}
	}
}
