package bracket_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
	"pgregory.net/rapid"
)

// pieces are what the texts of the laws are made of.
var pieces = []string{
	"[", "[", "[", "]", "]", "]", "\n", "\n", " ", " ", ", ", "/", "water", "States shall", "and", "DU: ", " – Coravia", " (retain: DU)", "(retain: Ouvena)", "{", "}",
	"Option 1: ", "Option 2:", "Option (a): ", "No text", "X", "50", "Placeholder for", "12 ter. ", "3. ", ".", ";", "مياه، ", "河流", "，", "État ", "\u00A0", "\xff", "¹", "Ouvena: ", "A/RES/70/1",
}

// drawn draws a flow, some of its paragraphs footnotes or headings.
func drawn(t *rapid.T) bracket.Flow {
	f := flow(lines(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), ""))...)
	kinds := []text.Kind{text.Plain, text.Plain, text.Plain, text.Heading, text.Footnote}
	for i := range f.Paragraphs {
		f.Paragraphs[i].Kind = rapid.SampledFrom(kinds).Draw(t, "kind")
		f.Paragraphs[i].Depth = rapid.IntRange(0, 2).Draw(t, "depth")
	}
	return f
}

// TestLaw2 is law 2 of the algebra: print(parse(t)) = t.
func TestLaw2(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawn(t)
		tree := bracket.Parse(f, bracket.Options{Resolve: resolve})
		checkTree(t, tree)
		checkCounts(t, tree)
		if diff := cmp.Diff(tree, bracket.Parse(f, bracket.Options{Resolve: resolve}), cmp.AllowUnexported(bracket.Bracket{}), cmpopts.IgnoreUnexported(bracket.Tree{})); diff != "" {
			t.Fatalf("read again:\n%s", diff)
		}
	})
}

// checkCounts counts the words anew.
func checkCounts(t failer, tree *bracket.Tree) {
	t.Helper()
	c := tree.Count("en")
	if c.Section(0, len(c.Paragraphs)) != c.Count || c.Count.Brackets != len(tree.Brackets) {
		t.Fatalf("the paragraphs do not make the whole: %+v", c)
	}
	all := 0
	for _, p := range tree.Flow.Paragraphs {
		all += text.Words(p.Text, "en")
	}
	if c.Inside > c.Words || c.Words > all {
		t.Fatalf("%d words inside of %d of %d", c.Inside, c.Words, all)
	}
}

// TestLift is the second half of law 2, for every bracket and every act.
func TestLift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := bracket.Parse(drawn(t), bracket.Options{})
		if len(tree.Brackets) > 0 {
			checkLift(t, tree, rapid.IntRange(0, len(tree.Brackets)-1).Draw(t, "bracket"))
		}
	})
}

// bare drops the spaces and commas that a repair may touch.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(",،，、", r) {
			return -1
		}
		return r
	}, s)
}

// outside gives the text before and after a span, each by its paragraph.
func outside(f bracket.Flow, s bracket.Span) (before, after []string) {
	for i, p := range f.Paragraphs {
		switch {
		case p.Kind == text.Footnote && i != s.Start.Paragraph:
			continue
		case i < s.Start.Paragraph:
			before = append(before, p.Text)
			continue
		case i > s.End.Paragraph:
			after = append(after, p.Text)
			continue
		}
		if i == s.Start.Paragraph {
			before = append(before, p.Text[:s.Start.Offset])
		}
		if i == s.End.Paragraph {
			after = append(after, p.Text[s.End.Offset:])
		}
	}
	return before, after
}

// checkLift does each act on a bracket and looks at what is left.
func checkLift(t failer, tree *bracket.Tree, i int) {
	t.Helper()
	b := tree.Brackets[i]
	inner := tree.Text(bracket.Span{Start: bracket.Place{Paragraph: b.Open.Paragraph, Offset: b.Open.Offset + 1}, End: b.Close})
	if tree.Flow.Paragraphs[b.Open.Paragraph].Kind != text.Footnote && strings.Contains(inner, "\n") {
		inner = ""
		for n := b.Open.Paragraph; n <= b.Close.Paragraph; n++ {
			p := tree.Flow.Paragraphs[n]
			switch {
			case n == b.Open.Paragraph:
				inner += p.Text[b.Open.Offset+1:]
			case n == b.Close.Paragraph:
				inner += p.Text[:b.Close.Offset]
			case p.Kind != text.Footnote:
				inner += p.Text
			}
		}
	}
	acts := map[string]struct {
		do   func() (*bracket.Change, error)
		want string
	}{
		"drop":    {func() (*bracket.Change, error) { return tree.Drop(i) }, ""},
		"keep":    {func() (*bracket.Change, error) { return tree.Keep(i) }, inner},
		"replace": {func() (*bracket.Change, error) { return tree.Replace(i, "bridge [x]") }, "bridge [x]"},
	}
	for k, o := range b.Options {
		acts["choose "+string(rune('a'+k))] = struct {
			do   func() (*bracket.Change, error)
			want string
		}{func() (*bracket.Change, error) { return tree.Choose(i, k) }, tree.Text(o)}
	}
	for name, a := range acts {
		c, err := a.do()
		if err != nil {
			continue
		}
		before, after := outside(tree.Flow, b.Span())
		want := bare(strings.Join(before, "") + a.want + strings.Join(after, ""))
		var got []string
		for k, p := range c.Flow.Paragraphs {
			if p.Kind != text.Footnote || k == b.Open.Paragraph {
				got = append(got, p.Text)
			} else if p.Text != tree.Flow.Paragraphs[k].Text {
				t.Fatalf("%s %d: footnote %d is now %q", name, i+1, k, p.Text)
			}
			if !slices.Contains(c.Changed, k) && p.Text != tree.Flow.Paragraphs[k].Text {
				t.Fatalf("%s %d: paragraph %d changed and is not told", name, i+1, k)
			}
		}
		if bare(strings.Join(got, "")) != want {
			t.Fatalf("%s %d of %q: got %q, want %q", name, i+1, texts(tree.Flow), bare(strings.Join(got, "")), want)
		}
		first := tree.Flow.Paragraphs[b.Open.Paragraph].Text[:b.Open.Offset]
		if head := strings.TrimRightFunc(first, func(r rune) bool { return bare(string(r)) == "" }); !strings.HasPrefix(c.Flow.Paragraphs[b.Open.Paragraph].Text, head) {
			t.Fatalf("%s %d of %q: what stood before is now %q", name, i+1, texts(tree.Flow), c.Flow.Paragraphs[b.Open.Paragraph].Text)
		}
		checkTree(t, bracket.Parse(c.Flow, bracket.Options{}))
	}
}

// TestChooseOne settles slots and blocks: what was chosen stays, no other bracket is
// lost.
func TestChooseOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := bracket.Parse(drawn(t), bracket.Options{})
		for s, slot := range tree.Slots {
			for k, n := range slot.Brackets {
				c, err := tree.ChooseCandidate(s, k)
				if err != nil {
					continue
				}
				words := tree.Text(tree.Brackets[n].Span())
				if kind := tree.Brackets[n].Kind; kind != bracket.NoText && !strings.Contains(bare(texts(c.Flow)), bare(words[1:len(words)-1])) {
					t.Fatalf("candidate %q is not in %q", words, texts(c.Flow))
				}
			}
		}
		for i, block := range tree.Blocks {
			for k, o := range block.Options {
				if c, err := tree.ChooseOption(i, k); err == nil && !o.Null {
					words := tree.Text(bracket.Span{Start: o.Mark.End, End: o.Span.End})
					if o.Span.Start == o.Mark.Start && !strings.Contains(words, "\n") && !strings.Contains(bare(texts(c.Flow)), bare(words)) {
						t.Fatalf("option %q is not in %q", words, texts(c.Flow))
					}
				}
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"All [DU: great – Coravia] rivers", "Option 1: [a\nOption 2: b]", "[[12 ter. a/b] [c]", "{[a] b} [ ]", "[1] [^1]: x\n[a](b/c)", "\xff[\u202e]"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, markdown bool) {
		tree := bracket.Parse(flow(lines(s)...), bracket.Options{Resolve: resolve})
		checkTree(t, tree)
		checkCounts(t, tree)
		source := bracket.ReadSource(s, markdown)
		read := source.Parse(resolve)
		checkTree(t, read)
		if got := source.Print(read); got != s {
			t.Fatalf("prints as %q", got)
		}
		for _, b := range read.Brackets {
			if s[source.Offset(b.Open)] != '[' || s[source.Offset(b.Close)] != ']' {
				t.Fatalf("bracket %d is not where it says", b.Number)
			}
		}
	})
}

func FuzzLift(f *testing.F) {
	for _, s := range []string{"a, [b], c", "[a/b] [c]", "x [a\ny] z", "[ [a] b]", "[a],[b]", "{[a] [b} x]"} {
		f.Add(s, uint(0))
	}
	f.Fuzz(func(t *testing.T, s string, at uint) {
		if _, err := text.Normalize(s); err != nil {
			return // never stored: halves of characters may join where a bracket goes
		}
		tree := bracket.Parse(flow(lines(s)...), bracket.Options{})
		if n := uint(len(tree.Brackets)); n > 0 {
			checkLift(t, tree, int(at%n))
		}
	})
}
