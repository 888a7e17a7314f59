package compile_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/redline/compile"
	"github.com/travaux/travaux/internal/text"
)

// law holds one compilation to domain §5, law 3.
func law(t interface {
	Helper()
	Fatalf(string, ...any)
}, base string, all []compile.Proposal, o compile.Options) {
	t.Helper()
	c, err := compile.Paragraph(base, all, o)
	var refused *compile.Error
	if errors.As(err, &refused) {
		return
	} else if err != nil {
		t.Fatalf("an error of another kind: %v", err)
	}
	var names []string
	for _, p := range all {
		names = append(names, p.Actor)
	}
	printed := c.Print(true)
	read := compile.Parse(printed, names)
	if diff := cmp.Diff(c, read); diff != "" {
		t.Fatalf("%q reads back as something else:\n%s", printed, diff)
	}
	for _, object := range []*compile.Compiled{c, read} {
		if got := object.Project(""); got != base {
			t.Fatalf("for nobody %q gives %q, want %q", printed, got, base)
		}
		for _, p := range all {
			want := p.Wanted
			if p.Delete {
				want = ""
			}
			if got := object.Project(p.Actor); got != want {
				t.Fatalf("for %s %q gives %q, want %q", p.Actor, printed, got, want)
			}
		}
	}
	shared(t, c.Pieces)
	turned := slices.Clone(all)
	slices.Reverse(turned)
	again, err := compile.Paragraph(base, turned, o)
	if err != nil || again.Print(true) != printed || again.Print(false) != c.Print(false) {
		t.Fatalf("in another order %q is %q (%v)", printed, again.Print(true), err)
	}
	for _, n := range names {
		if hidden := c.Print(false); strings.Contains(hidden, n) && !contains(base, all, n) {
			t.Fatalf("%q has the name %s", hidden, n)
		}
	}
}

// contains tells whether some wording has a name in its words.
func contains(base string, all []compile.Proposal, name string) bool {
	return strings.Contains(base, name) || slices.ContainsFunc(all, func(p compile.Proposal) bool { return strings.Contains(p.Wanted, name) })
}

// shared finds options of one slot that say the same.
func shared(t interface {
	Helper()
	Fatalf(string, ...any)
}, pieces []compile.Piece) {
	t.Helper()
	for i, p := range pieces {
		if i > 0 && len(p.Options) == 0 && len(pieces[i-1].Options) == 0 {
			t.Fatalf("two agreed texts follow each other")
		}
		seen := make(map[string]bool)
		for _, o := range p.Options {
			shared(t, o.Within)
			words := o.Text + (&compile.Compiled{Pieces: o.Within}).Project("")
			if seen[words] {
				t.Fatalf("two options of one slot say %q", words)
			}
			if seen[words] = true; o.Delete != (words == "" && !o.Base) {
				t.Fatalf("the option %q is wrong about deletion", words)
			}
		}
	}
}

// vocabulary has words of six scripts, and all that can be taken for mark-up.
var vocabulary = strings.Fields(`the States shall should report promptly on floods and rivers , ; . : ( ) [shall] [ ] [six] [twelve] – EU EU: Base: delete
	(retain: {note} { } / الدول تقدم تقارير ، 各国 应 报告 государства должны les États l'eau in accordance with 2030 A/RES/70/1 “quoted” Option 1: G9`)

// wording draws a wording of some words.
func wording(t *rapid.T, name string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 14).Draw(t, name), rapid.SampledFrom([]string{" ", " ", " ", ""}).Draw(t, "parted by"))
}

// changed draws a wording that is made of another by a few changes.
func changed(t *rapid.T, base string) string {
	words := strings.Split(base, " ")
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		at := rapid.IntRange(0, len(words)-1).Draw(t, "at")
		word := rapid.SampledFrom(vocabulary).Draw(t, "word")
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			words = slices.Insert(words, at, word)
		case 1:
			words[at] = word
		case 2:
			if len(words) > 1 {
				words = slices.Delete(words, at, at+1)
			}
		}
	}
	return strings.Join(words, " ")
}

// TestLaw holds compilations of a few to the law.
func TestLaw(t *testing.T) {
	actors := []string{"EU", "Japan", "G9 and Tarsis", "Tarsis", "Delta Union", "States"}
	rapid.Check(t, func(t *rapid.T) {
		base := wording(t, "base")
		var all []compile.Proposal
		for _, a := range actors[:rapid.IntRange(0, len(actors)).Draw(t, "how many")] {
			p := compile.Proposal{Actor: a}
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				p.Delete = true
			case 1:
				p.Wanted = wording(t, "anew")
			default:
				p.Wanted = changed(t, base)
			}
			all = append(all, p)
		}
		law(t, base, all, compile.Options{Order: []string{"Tarsis", "EU"}})
	})
}

// TestPlain has wordings of plain words compiled, none refused and no word cut.
func TestPlain(t *testing.T) {
	plain := slices.DeleteFunc(slices.Clone(vocabulary), func(w string) bool { return strings.ContainsAny(w, "[]{}:/(–") })
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(plain), 2, 20).Draw(t, name), " ")
		}
		base := draw("base")
		all := says("EU", draw("one"), "Japan", base+" "+draw("more"), "Morvane", strings.Replace(base, " ", " and ", 1))
		c, err := compile.Paragraph(base, all, compile.Options{})
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		bounds := map[int]bool{len(base): true}
		for _, x := range text.Tokens(base, "") {
			bounds[x.Start] = true
		}
		at := 0
		for _, p := range c.Pieces {
			if !bounds[at] {
				t.Fatalf("%q cuts a word of %q", c.Print(true), base)
			}
			at += len((&compile.Compiled{Pieces: []compile.Piece{p}}).Project(""))
		}
	})
}

// FuzzCompile holds any base and two wordings to the law.
func FuzzCompile(f *testing.F) {
	f.Add("States shall report on floods.", "States should report on floods.", "States shall report promptly on floods.")
	f.Add("", "new", "")
	f.Add("[six] [twelve] hours", "[six] hours", "EU: delete")
	f.Add("Report [EU: now] (retain: Japan).", "Report now.", "Report [now – EU].")
	f.Add("{a [b} c]", "{a [c} c]", "{a [b} d]")
	f.Add(" two  spaces ", "two spaces", "two  ")
	f.Fuzz(func(t *testing.T, base, one, two string) {
		in := []string{base, one, two}
		for i := range in {
			var err error
			if in[i], err = text.Normalize(in[i]); err != nil {
				t.Skip()
			}
		}
		law(t, in[0], says("EU", in[1], "Japan", in[2], "Base Camp", in[1]), compile.Options{})
	})
}
