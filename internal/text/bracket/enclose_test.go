package bracket_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// stretch takes "‹" and "›" out of a typed text and gives the text with the span
// between them.
func stretch(typed string) (bracket.Flow, bracket.Span) {
	var s bracket.Span
	all := lines(typed)
	for i, p := range all {
		for _, sign := range []struct {
			mark string
			at   *bracket.Place
		}{{"‹", &s.Start}, {"›", &s.End}} {
			if n := strings.Index(p, sign.mark); n >= 0 {
				*sign.at = bracket.Place{Paragraph: i, Offset: n}
				p = strings.Replace(p, sign.mark, "", 1)
			}
		}
		all[i] = p
	}
	return plain(all...), s
}

// plain makes a flow whose labels are words like all others.
func plain(paragraphs ...string) bracket.Flow {
	var f bracket.Flow
	for _, s := range paragraphs {
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{Kind: text.Plain, Text: s})
	}
	return f
}

// apart sets the names of a flow beside its words.
func apart(f bracket.Flow) bracket.Flow {
	out := bracket.Flow{Paragraphs: slices.Clone(f.Paragraphs), Held: make([][]text.Attribution, len(f.Paragraphs))}
	for i := range out.Paragraphs {
		p := &out.Paragraphs[i]
		p.Text, p.Marks, out.Held[i] = text.Detach(p.Text, p.Marks, resolve)
	}
	return out
}

// attached gives the typed form of a flow.
func attached(f bracket.Flow) string {
	var out []string
	for i, p := range f.Paragraphs {
		typed := p.Text
		if i < len(f.Held) {
			typed, _ = text.Attach(p.Text, nil, f.Held[i])
		}
		out = append(out, typed)
	}
	return strings.Join(out, "\n")
}

func TestEnclose(t *testing.T) {
	for name, tt := range map[string]struct{ typed, want string }{
		"words":                     {"All ‹great› rivers", "All [great] rivers"},
		"with spaces":               {"All‹ great ›rivers", "All[ great ]rivers"},
		"all":                       {"‹All rivers›", "[All rivers]"},
		"nothing":                   {"All ‹›rivers", "All []rivers"},
		"nothing at the end":        {"All rivers‹›", "All rivers[]"},
		"whole brackets":            {"a ‹b [c] d [e]› f", "a [b [c] d [e]] f"},
		"in a bracket":              {"a [b ‹c› d] e", "a [b [c] d] e"},
		"around a bracket":          {"a ‹[b]› c", "a [[b]] c"},
		"in it, all":                {"a [‹b›] c", "a [[b]] c"},
		"paragraphs":                {"We ‹act;\nmeet;\ntalk› now", "We [act;\nmeet;\ntalk] now"},
		"a whole block":             {"‹Option 1: a\nOption 2: b›", "[Option 1: a\nOption 2: b]"},
		"one option":                {"‹Option 1: a›\nOption 2: b", "[Option 1: a]\nOption 2: b"},
		"within an option":          {"Option 1: a ‹b›\nOption 2: c", "Option 1: a [b]\nOption 2: c"},
		"beside a loose glyph":      {"a] b ‹c› [d", "a] b [c] [d"},
		"a note":                    {"a ‹{b} c› d", "a [{b} c] d"},
		"commas":                    {"States‹, as appropriate,› act", "States[, as appropriate,] act"},
		"Arabic":                    {"مياه ‹بحار› أنهار", "مياه [بحار] أنهار"},
		"beside leading names":      {"[DU: ‹great› rivers]", "[DU: [great] rivers]"},
		"up to names":               {"[great ‹rivers› – Coravia]", "[great [rivers] – Coravia]"},
		"all before names":          {"[DU: ‹great rivers› – Coravia]", "[DU: [great rivers] – Coravia]"},
		"nothing before names":      {"[great rivers‹› – Coravia]", "[great rivers[] – Coravia]"},
		"a bracket with its stance": {"All ‹[great] (retain: DU)› rivers", "All [[great] (retain: DU)] rivers"},
		"behind a stance":           {"All [great] (retain: DU)‹ rivers›", "All [great] (retain: DU)[ rivers]"},
	} {
		t.Run(name, func(t *testing.T) {
			f, s := stretch(tt.typed)
			inWords := bracket.Parse(f, bracket.Options{Resolve: resolve})
			if c, err := inWords.Enclose(s); err != nil {
				t.Errorf("names in the words: %v", err)
			} else if got := texts(c.Flow); got != tt.want {
				t.Errorf("names in the words: got %q, want %q", got, tt.want)
			}
			held := apart(f)
			for _, at := range []*bracket.Place{&s.Start, &s.End} {
				at.Offset = detached(f.Paragraphs[at.Paragraph].Text, held.Held[at.Paragraph], at.Offset)
			}
			c, err := bracket.Parse(held, bracket.Options{}).Enclose(s)
			if err != nil {
				t.Fatal(err)
			}
			if got := attached(c.Flow); got != tt.want {
				t.Errorf("names beside: got %q, want %q", got, tt.want)
			}
		})
	}
}

// detached gives where a place of the typed words stands without their names.
func detached(typed string, held []text.Attribution, at int) int {
	plain, typedAt := 0, 0
	for _, a := range held {
		gap := a.Offset - plain
		if at <= typedAt+gap {
			break
		}
		plain, typedAt = a.Offset, typedAt+gap+len(a.Source)
	}
	return plain + max(0, at-typedAt)
}

func TestEncloseRefused(t *testing.T) {
	for name, typed := range map[string]string{
		"cuts a bracket":         "a ‹b [c› d]",
		"cuts it from inside":    "a [b ‹c] d› e",
		"a loose opening glyph":  "a ‹b [c›",
		"a loose closing glyph":  "‹a] b›",
		"into a note":            "a {b ‹c} d›",
		"into a mark":            "Opt‹ion 1: a›\nOption 2: b",
		"part of the options":    "‹Option 1: a\nOption 2: b›\nOption 3: c",
		"from option to option":  "Option 1: a ‹b\nOption 2: c› d",
		"from an option outside": "x ‹y\nOption 1: a›\nOption 2: b",
		"backwards":              "a ›b‹ c",
	} {
		t.Run(name, func(t *testing.T) {
			f, s := stretch(typed)
			_, err := bracket.Parse(f, bracket.Options{}).Enclose(s)
			var r *bracket.Refusal
			if !errors.As(err, &r) || r.Reason != bracket.Breaks || r.Message == "" || r.Remedy == "" {
				t.Errorf("got %v, want %s", err, bracket.Breaks)
			}
		})
	}
	f := plain("words", "[a]", "note ¹")
	f.Paragraphs[2].Kind = text.Footnote
	tree := bracket.Parse(f, bracket.Options{})
	for _, s := range []bracket.Span{
		{Start: bracket.Place{Offset: 2}, End: bracket.Place{Paragraph: 2, Offset: 3}},
		{End: bracket.Place{Offset: 9}}, {End: bracket.Place{Paragraph: 3}}, {Start: bracket.Place{Paragraph: 2, Offset: 6}, End: bracket.Place{Paragraph: 2, Offset: 7}},
	} {
		if _, err := tree.Enclose(s); err == nil {
			t.Errorf("%+v was enclosed", s)
		}
	}
}

func TestReshape(t *testing.T) {
	for name, tt := range map[string]struct{ typed, want string }{
		"narrowed":          {"All [‹great› old] rivers", "All [great] old rivers"},
		"narrowed before":   {"All [great ‹old›] rivers", "All great [old] rivers"},
		"widened":           {"All [‹great] old› rivers", "All [great old] rivers"},
		"widened before":    {"‹All [great›] rivers", "[All great] rivers"},
		"shifted":           {"All [great] ‹old› rivers", "All great [old] rivers"},
		"shifted, touching": {"All [great]‹ old› rivers", "All great[ old] rivers"},
		"shifted before":    {"‹All› [great] rivers", "[All] great rivers"},
		"taking one in":     {"All [‹great] [old]› rivers", "All [great [old]] rivers"},
		"leaving one out":   {"All [‹great› [old]] rivers", "All [great] [old] rivers"},
		"spaces":            {"All [ great ‹old› ] rivers", "All great [old] rivers"},
		"to nothing":        {"All [great‹›] rivers", "All great[] rivers"},
		"with its names":    {"All [DU: great ‹old› – Coravia] (retain: Morvane) rivers", "All great [DU: old – Coravia] (retain: Morvane) rivers"},
		"names stay":        {"All [DU: ‹great› old – Coravia] rivers", "All [DU: great – Coravia] old rivers"},
		"not moved":         {"All ‹[DU: great – Coravia]› rivers", "All [DU: great – Coravia] rivers"},
		"one paragraph":     {"We ‹[act;› and\ntalk] now", "We [act;] and\ntalk now"},
	} {
		t.Run(name, func(t *testing.T) {
			f, s := stretch(tt.typed)
			held := apart(f)
			for _, at := range []*bracket.Place{&s.Start, &s.End} {
				at.Offset = detached(f.Paragraphs[at.Paragraph].Text, held.Held[at.Paragraph], at.Offset)
			}
			tree := bracket.Parse(held, bracket.Options{})
			c, err := tree.Reshape(0, s)
			if err != nil {
				t.Fatal(err)
			}
			if got := attached(c.Flow); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(c.Gone) > 0 || attached(held) != attached(apart(f)) {
				t.Errorf("%v are gone, or the text given changed", c.Gone)
			}
		})
	}
	f, s := stretch("a [b] ‹c [d› e]")
	if _, err := bracket.Parse(f, bracket.Options{}).Reshape(0, s); err == nil {
		t.Error("a bracket was cut")
	}
	if _, err := bracket.Parse(f, bracket.Options{}).Reshape(7, s); err == nil {
		t.Error("no bracket was reshaped")
	}
}

// without takes one bracket's glyphs out of a text of several paragraphs.
func without(tree *bracket.Tree, i int) string {
	b := tree.Brackets[i]
	var out []string
	for n, p := range tree.Flow.Paragraphs {
		s := p.Text
		if n == b.Close.Paragraph {
			s = s[:b.Close.Offset] + s[b.Close.Offset+1:]
		}
		if n == b.Open.Paragraph {
			s = s[:b.Open.Offset] + s[b.Open.Offset+1:]
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// drawnPlace draws a place of a flow.
func drawnPlace(t *rapid.T, f bracket.Flow) bracket.Place {
	n := rapid.IntRange(0, len(f.Paragraphs)-1).Draw(t, "paragraph")
	return bracket.Place{Paragraph: n, Offset: rapid.IntRange(0, len(f.Paragraphs[n].Text)).Draw(t, "offset")}
}

// TestEncloseLaw is law 2 for a bracket that opens: nothing but its glyphs comes,
// and every bracket, name and option is what it was.
func TestEncloseLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := apart(drawn(t))
		checkEnclose(t, f, bracket.Span{Start: drawnPlace(t, f), End: drawnPlace(t, f)})
	})
}

func FuzzEnclose(f *testing.F) {
	for _, s := range []string{"All [DU: great – Coravia] rivers", "Option 1: [a]\nOption 2: b", "{[a] b} [ ] (retain: DU)", "[a\nb] ] c", "\xff[é]"} {
		f.Add(s, uint(0), uint(3))
	}
	f.Fuzz(func(t *testing.T, s string, start, end uint) {
		f := apart(plain(lines(s)...))
		place := func(at uint) bracket.Place {
			n := int(at % uint(len(f.Paragraphs)))
			return bracket.Place{Paragraph: n, Offset: int(at/uint(len(f.Paragraphs))) % (len(f.Paragraphs[n].Text) + 1)}
		}
		checkEnclose(t, f, bracket.Span{Start: place(start), End: place(end)})
	})
}

// checkEnclose encloses a span and looks at what came of it.
func checkEnclose(t failer, f bracket.Flow, s bracket.Span) {
	t.Helper()
	tree := bracket.Parse(f, bracket.Options{})
	if s.End.Compare(s.Start) < 0 {
		s.Start, s.End = s.End, s.Start
	}
	c, err := tree.Enclose(s)
	if err != nil {
		return
	}
	after := bracket.Parse(c.Flow, bracket.Options{})
	checkTree(t, after)
	if len(after.Brackets) != len(tree.Brackets)+1 {
		t.Fatalf("%d brackets of %d", len(after.Brackets), len(tree.Brackets))
	}
	mine := slices.IndexFunc(after.Brackets, func(b bracket.Bracket) bool { return b.Open == s.Start })
	if mine < 0 || without(after, mine) != texts(f) {
		t.Fatalf("%q became %q", texts(f), texts(c.Flow))
	}
	checkOthers(t, tree, after, -1, mine)
	back, err := after.Keep(mine)
	if err != nil {
		return // nothing stands in it, or options
	}
	if bare(texts(back.Flow)) != bare(texts(f)) {
		t.Fatalf("kept, %q became %q", texts(f), texts(back.Flow))
	}
	if diff := cmp.Diff([]int{mine}, back.Gone); diff != "" {
		t.Fatalf("gone: %s", diff)
	}
}

// checkOthers compares the names of all brackets but the one that was drawn.
func checkOthers(t failer, was, now *bracket.Tree, self, mine int) {
	said := func(tree *bracket.Tree, but int) (out []string) {
		for i, b := range tree.Brackets {
			var names []string
			for _, h := range b.Holders {
				names = append(names, h.Source)
			}
			if slices.Sort(names); i != but {
				out = append(out, strings.Join(names, "|"))
			}
		}
		return out
	}
	if diff := cmp.Diff(said(was, self), said(now, mine)); diff != "" {
		t.Fatalf("%q became %q: %s", attached(was.Flow), attached(now.Flow), diff)
	}
}

// TestReshapeLaw is the same for a bracket whose ends move.
func TestReshapeLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := apart(drawn(t))
		tree := bracket.Parse(f, bracket.Options{})
		if len(tree.Brackets) == 0 {
			return
		}
		i := rapid.IntRange(0, len(tree.Brackets)-1).Draw(t, "bracket")
		s := bracket.Span{Start: drawnPlace(t, f), End: drawnPlace(t, f)}
		if s.End.Compare(s.Start) < 0 {
			s.Start, s.End = s.End, s.Start
		}
		c, err := tree.Reshape(i, s)
		if err != nil {
			return
		}
		after := bracket.Parse(c.Flow, bracket.Options{})
		checkTree(t, after)
		if len(after.Brackets) != len(tree.Brackets) {
			t.Fatalf("%d brackets of %d", len(after.Brackets), len(tree.Brackets))
		}
		if glyphless(texts(c.Flow)) != glyphless(texts(f)) {
			t.Fatalf("%q became %q", texts(f), texts(c.Flow))
		}
		names := func(f bracket.Flow) (n int) {
			for _, h := range f.Held {
				n += len(h)
			}
			return n
		}
		if names(f) != names(c.Flow) {
			t.Fatalf("%q became %q", attached(f), attached(c.Flow))
		}
	})
}

// glyphless is bare without glyphs.
func glyphless(s string) string {
	return bare(strings.NewReplacer("[", "", "]", "").Replace(s))
}

// TestChooseAmong settles brackets that people put side by side.
func TestChooseAmong(t *testing.T) {
	for name, tt := range map[string]struct {
		typed, want string
		brackets    []int
		chosen      int
	}{
		"touching":       {"We [shall][should] act", "We should act", []int{0, 1}, 1},
		"strokes":        {"We [shall] / [should] act", "We shall act", []int{0, 1}, 0},
		"one with inner": {"We [shall [always]] [may] act", "We may act", []int{0, 2}, 1},
		"paragraphs":     {"[We act.]\n[We meet.]", "We act.\n", []int{0, 1}, 0},
		"words between":  {"We [shall] and [should] act", "We and should act", []int{0, 1}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			tree := bracket.Parse(plain(lines(tt.typed)...), bracket.Options{})
			c, err := tree.ChooseAmong(tt.brackets, tt.chosen)
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(c.Flow); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(c.Gone) != len(tree.Brackets) {
				t.Errorf("gone are %v of %d", c.Gone, len(tree.Brackets))
			}
			if got, want := tree.SideBySide(tt.brackets), name != "words between"; got != want {
				t.Errorf("side by side: %t, want %t", got, want)
			}
		})
	}
	if tree := bracket.Parse(plain("[a [b]] [c]"), bracket.Options{}); tree.SideBySide([]int{0, 1}) || tree.SideBySide([]int{2, 0}) {
		t.Error("brackets in each other, or backwards, stand side by side")
	}
}

// TestGone tells which brackets an act takes out.
func TestGone(t *testing.T) {
	tree := bracket.Parse(plain("a [b [c/d]] [e]", "[f"), bracket.Options{})
	for name, want := range map[string][]int{"drop 1": {0, 1}, "keep 1": {0}, "choose 2 a": {1}, "replace 1 [x]": {0, 1}, "drop 3": {2}} {
		c, err := act(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, c.Gone); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestEncloseAccepts is the other side of the law: in a text of words and brackets
// alone a stretch is refused only if it cuts a bracket, or has a glyph without partner.
func TestEncloseAccepts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"[", "]", "water ", "and", ", ", "\n"}), 1, 30).Draw(t, "pieces")
		f := plain(lines(strings.Join(pieces, ""))...)
		tree := bracket.Parse(f, bracket.Options{})
		s := bracket.Span{Start: drawnPlace(t, f), End: drawnPlace(t, f)}
		if s.End.Compare(s.Start) < 0 {
			s.Start, s.End = s.End, s.Start
		}
		may := true
		in := func(p bracket.Place) bool { return s.Start.Compare(p) <= 0 && p.Compare(s.End) < 0 }
		for _, b := range tree.Brackets {
			may = may && in(b.Open) == in(b.Close)
		}
		for _, x := range tree.Pieces {
			if x.Kind == bracket.Unclosed || x.Kind == bracket.Stray {
				may = may && !in(x.Place())
			}
		}
		if _, err := tree.Enclose(s); (err == nil) != may {
			t.Fatalf("%+v of %q: %v", s, texts(f), err)
		}
	})
}
