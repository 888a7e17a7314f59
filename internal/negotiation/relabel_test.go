package negotiation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// outline makes paragraphs of lines such as "# Heading", "## Annex", "12. Words",
// "  (a) Words"; two spaces a depth; "+" before the label marks a fresh one without
// label, "-" a plain one.
func outline(lines ...string) (out []text.Paragraph, fresh []bool) {
	for _, l := range lines {
		p := text.Paragraph{Kind: text.Operative, Text: "Words."}
		body := strings.TrimLeft(l, " ")
		if p.Depth = (len(l) - len(body)) / 2; p.Depth > 0 {
			p.Kind = text.Item
		}
		switch {
		case strings.HasPrefix(body, "## "):
			p.Kind, p.Text, body = text.AnnexHeading, body[3:], ""
		case strings.HasPrefix(body, "# "):
			p.Kind, p.Text, body = text.Heading, body[2:], ""
		case body == "tail":
			p.Kind, body = text.Tail, ""
		case body == "-" || body == "+":
			fresh = append(fresh, body == "+")
			out = append(out, p)
			continue
		}
		p.Label = body
		out, fresh = append(out, p), append(fresh, false)
	}
	return out, fresh
}

func TestRelabel(t *testing.T) {
	for _, v := range []struct {
		name     string
		in, want string
	}{
		{"bis becomes a number", "1.|2.|2 bis.|3.", "1.|2.|3.|4."},
		{"style stays", "OP1|OP 2 bis.|OP3", "OP1|OP2|OP3"},
		{"arabic form", "1 -|2 -|2 bis -|3 -", "1 -|2 -|3 -|4 -"},
		{"arabic digits", "١ -|٣ -", "١ -|٢ -"},
		{"chinese numerals", "一、|三、|十一、", "一、|二、|三、"},
		{"gap closes", "1.|2.|5.", "1.|2.|3."},
		{"numbers run on over headings", "1.|# Water|2 bis.|3.", "1.||2.|3."},
		{"numbers begin anew in an annex", "1.|2 bis.|## Annex|1.|3.", "1.|2.||1.|2."},
		{"numbers run on in an annex", "1.|2 bis.|## Annex|3.|4.", "1.|2.||3.|4."},
		{"a moved paragraph begins no new order", "1.|2.|# Water|2 bis.|# Land|1 ter.|4.", "1.|2.||3.||4.|5."},
		{"articles", "# Article 1|1.|2 bis.|# Article 2|1.|3.", "|1.|2.||1.|2."},
		{"letters in each list", "1.|  (a)|  (c)|2.|  (a)|  (b)", "1.|  (a)|  (b)|2.|  (a)|  (b)"},
		{"letters with bis", "1.|  (a)|  (a) bis|  (b)", "1.|  (a)|  (b)|  (c)"},
		{"letters i among letters", "1.|  (h)|  (i)|  (j)", "1.|  (a)|  (b)|  (c)"},
		{"roman numbers", "1.|  (a)|    (i)|    (iii)|  (b)|    (i)", "1.|  (a)|    (i)|    (ii)|  (b)|    (i)"},
		{"a list goes on after its tail", "1.|  (a)|tail|  (c)", "1.|  (a)||  (b)"},
		{"a list begins anew after a tail", "1.|  (a)|  (b)|tail|  (a)|  (b)", "1.|  (a)|  (b)||  (a)|  (b)"},
		{"cyrillic", "1.|  а)|  в)", "1.|  а)|  б)"},
		{"alternatives keep beside", "1.|1 bis.|1 bis alt.|2.", "1.|2.|2 alt.|3."},
		{"nought", "0.|1.|3.", "0.|1.|2."},
		{"no label stays", "1.|-|3.", "1.||2."},
		{"a fresh one is numbered", "1.|+|2.", "1.|2.|3."},
		{"a fresh item is lettered", "1.|  (a)|  +|  (b)", "1.|  (a)|  (b)|  (c)"},
		{"composite", "1.|2 bis.|  2(a)|  2(c)", "1.|2.|  2(a)|  2(b)"},
		{"composite follows its number", "1.|3.|  3(a)|  3(c)", "1.|2.|  2(a)|  2(b)"},
		{"two numbers stay", "16.5 octies|17.", "16.5 octies|1."},
		{"preambular apart", "PP1|PP3|OP1|OP3", "PP1|PP2|OP1|OP2"},
		{"a bis with a prefix among numbers", "1.|2.|OP2 bis|3.", "1.|2.|3.|4."},
		{"two of them at the end", "1.|2.|OP2 bis.|OP3 bis", "1.|2.|3.|4."},
		{"one of the preamble", "1.|PP1 bis|2.", "1.|2.|3."},
		{"one before the first", "OP0 bis|1.|2.", "1.|2.|3."},
		{"a bare bis among prefixes", "OP1|OP2|2 bis|OP3", "OP1|OP2|OP3|OP4"},
		{"its alternative goes with it", "1.|2.|OP2 bis|OP2 bis alt|3.", "1.|2.|3.|3 alt.|4."},
		{"none for a prefix of its own", "OP1|OP2 bis|1.|2.", "OP1|OP2|1.|2."},
		{"nor for another prefix", "PP1|PP2|OP2 bis", "PP1|PP2|OP1"},
		{"alone it keeps its print", "OP2 bis|OP3 bis.", "OP1|OP2."},
		{"alone in brackets", "1.|  (a) bis|  (b) bis", "1.|  (a)|  (b)"},
		{"alone with a bracket", "5 bis)|6 bis)", "1)|2)"},
		{"a full stop where it needs one", "5 bis|6 bis", "1.|2."},
		{"figures in brackets apart from letters", "1.|  (1)|  (b)|  (3)", "1.|  (1)|  (a)|  (2)"},
		{"a bis takes no number of a composite", "3.|  3(a)|  (b) bis", "1.|  1(a)|  (b)"},
		{"a fresh one after a heading goes on", "1.|# Water|+|2.", "1.||2.|3."},
		{"a letter i after a tail goes on", "1.|  (g)|  (h)|tail|  (i)|  (j)", "1.|  (a)|  (b)||  (c)|  (d)"},
		{"an annex tells by its first section", "1.|2.|3.|# Water|1.|## Annex|4.|5.|# Land|1.|2.|3.", "1.|2.|3.||1.||2.|3.||1.|2.|3."},
	} {
		t.Run(v.name, func(t *testing.T) {
			in, fresh := outline(strings.Split(v.in, "|")...)
			always := func(int) bool { return true }
			got := negotiation.Relabel(in, always, func(i int) bool { return fresh[i] })
			var want []string
			for _, w := range strings.Split(v.want, "|") {
				want = append(want, strings.TrimSpace(w))
			}
			if diff := cmp.Diff(want, got.Labels); diff != "" {
				t.Fatal(diff)
			}
			for i := range in {
				in[i].Label = got.Labels[i]
			}
			if again := negotiation.Relabel(in, always, func(int) bool { return false }); !slices.Equal(again.Labels, got.Labels) {
				t.Errorf("a second time gives %q", again.Labels)
			}
		})
	}
}

// TestRelabelLaws holds over random outlines: twice is once, keeping changes nothing,
// labels parse and rise within a run.
func TestRelabelLaws(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := []string{"1.", "2.", "2 bis.", "3.", "3 ter.", "7.", "12 alt.", "  (a)", "  (b)", "  (d)", "    (i)", "    (ii)", "    (v)", "# Water", "## Annex", "-", "tail", "OP3", "5 -", "16.5 octies",
			"OP2 bis", "OP2 bis alt", "PP1 bis", "PP1", "12 bis", "0.", "  (a) bis", "  (h)", "  (i)", "  2(a)", "  2(b) bis", "  (1)", "OP4 bis.", "## Annex"}
		lines := rapid.SliceOfN(rapid.SampledFrom(words), 1, 30).Draw(r, "lines")
		in, _ := outline(lines...)
		anew := rapid.SliceOfN(rapid.Bool(), len(in), len(in)).Draw(r, "anew")
		every := rapid.Bool().Draw(r, "every")
		policy := func(i int) bool { return every || anew[i] }
		never := func(int) bool { return false }
		was := slices.Clone(in)
		kept := negotiation.Relabel(in, never, never)
		got := negotiation.Relabel(in, policy, never)
		if !cmp.Equal(was, in) {
			r.Fatal("the paragraphs given were changed")
		}
		for i, p := range in {
			if kept.Labels[i] != p.Label || !policy(i) && got.Labels[i] != p.Label {
				r.Fatalf("label %d: %q became %q and %q", i, p.Label, kept.Labels[i], got.Labels[i])
			}
			if _, rest, ok := text.ParseLabel(got.Labels[i]); got.Labels[i] != "" && policy(i) && (!ok || rest != "") {
				r.Fatalf("%q is no label", got.Labels[i])
			}
			if (p.Label == "") != (got.Labels[i] == "") {
				r.Fatalf("label %d: %q became %q", i, p.Label, got.Labels[i])
			}
			in[i].Label = got.Labels[i]
		}
		repeatsTold(r, in, got.Repeated)
		if !every {
			return
		}
		again := negotiation.Relabel(in, policy, never)
		if diff := cmp.Diff(got.Labels, again.Labels); diff != "" {
			r.Fatalf("%q: a second time: %s", lines, diff)
		}
	})
}

// repeatsTold fails where two paragraphs between headings have one label in figures and are
// not among the repeated ones.
func repeatsTold(r *rapid.T, in []text.Paragraph, repeated []int) {
	met := map[string]int{}
	for i, p := range in {
		if p.Kind == text.Heading || p.Kind == text.AnnexHeading {
			clear(met)
		}
		if l, _, ok := text.ParseLabel(p.Label); !ok || p.Kind != text.Operative || len(l.Sub) > 0 {
			continue
		}
		if j, twice := met[p.Label]; twice && (!slices.Contains(repeated, i) || !slices.Contains(repeated, j)) {
			r.Fatalf("%q stands at %d and %d, told are %v", p.Label, j, i, repeated)
		}
		met[p.Label] = i
	}
}

// TestRelabelTellsRepeated names labels that two paragraphs end with, whether kept or
// given, and none besides.
func TestRelabelTellsRepeated(t *testing.T) {
	for _, v := range []struct {
		name, in string
		kept     []int
		want     []int
	}{
		{"a kept number met", "1.|1 bis.|2.", []int{2}, []int{1, 2}},
		{"two alternatives of one", "1.|1 alt.|1 alt.|2.", nil, []int{1, 2}},
		{"three of them", "1.|1 alt.|1 alt.|1 alt.", nil, []int{1, 2, 3}},
		{"an alternative to nothing", "1 alt.|1.|1 alt.", nil, []int{0, 2}},
		{"two unread", "1.|16.5 octies|16.5 octies", nil, []int{1, 2}},
		{"two lists", "1.|  (a)|2.|  (a)|tail|  (a)", nil, nil},
		{"an annex", "1.|16.5 octies|## Annex|1.|16.5 octies", nil, nil},
	} {
		t.Run(v.name, func(t *testing.T) {
			in, _ := outline(strings.Split(v.in, "|")...)
			got := negotiation.Relabel(in, func(i int) bool { return !slices.Contains(v.kept, i) }, func(int) bool { return false })
			if diff := cmp.Diff(v.want, got.Repeated); diff != "" {
				t.Errorf("%q: %s", got.Labels, diff)
			}
		})
	}
}

// TestRelabelTellsUnprinted tells of the labels that its order has no more of.
func TestRelabelTellsUnprinted(t *testing.T) {
	lines := []string{"1."}
	for range 41 {
		lines = append(lines, "  (i)")
	}
	in, _ := outline(lines...)
	got := negotiation.Relabel(in, func(int) bool { return true }, func(int) bool { return false })
	if diff := cmp.Diff([]int{40, 41}, got.Unread); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{1, 40, 41}, got.Repeated); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkRelabel numbers a text of 8,000 paragraphs: the time is to grow with their
// number, not with its square.
func BenchmarkRelabel(b *testing.B) {
	for _, n := range []int{1000, 8000} {
		for _, form := range []string{"%d.", "OP%d bis", "# %d"} {
			var lines []string
			for i := range n {
				if form == "# %d" && i%2 == 0 {
					lines = append(lines, "# Heading")
					continue
				}
				lines = append(lines, fmt.Sprintf(strings.TrimPrefix(form, "# "), i+1)+strings.Repeat(".", strings.Count(form, "#")))
			}
			in, _ := outline(lines...)
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(form, " ", "_"), n), func(b *testing.B) {
				for b.Loop() {
					negotiation.Relabel(in, func(int) bool { return true }, func(int) bool { return false })
				}
			})
		}
	}
}

// TestRelabelRises numbers outlines that are one run: labels rise.
func TestRelabelRises(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := []string{"%d.", "%d bis.", "%d quater.", "OP%d", "%d -", "(%d)"}
		form := rapid.SampledFrom(words[3:]).Draw(r, "form")
		var lines []string
		for i := range rapid.IntRange(1, 40).Draw(r, "n") {
			f := form
			if form == "%d -" {
				f = rapid.SampledFrom(words[:3]).Draw(r, "one")
			}
			lines = append(lines, fmt.Sprintf(f, i/2+1))
		}
		in, _ := outline(lines...)
		got := negotiation.Relabel(in, func(int) bool { return true }, func(int) bool { return false })
		var last text.Label
		for i, l := range got.Labels {
			label, _, ok := text.ParseLabel(l)
			if !ok || i > 0 && text.Compare(last, label) >= 0 {
				r.Fatalf("%q after %q in %q", l, last.Raw, got.Labels)
			}
			last = label
		}
	})
}
