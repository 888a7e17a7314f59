package redline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// woven prints segments: what mine changes as <gone|come, theirs as (gone|come),
// both alike as =gone|come=, a clash as !base|mine|theirs!.
func woven(segments []redline.ThreeWaySegment) string {
	var b strings.Builder
	for _, s := range segments {
		switch s.Origin {
		case redline.Kept:
			b.WriteString(s.Base)
		case redline.FromMine:
			b.WriteString("<" + s.Base + "|" + s.Mine + ">")
		case redline.FromTheirs:
			b.WriteString("(" + s.Base + "|" + s.Theirs + ")")
		case redline.FromBoth:
			b.WriteString("=" + s.Base + "|" + s.Mine + "=")
		default:
			b.WriteString("!" + s.Base + "|" + s.Mine + "|" + s.Theirs + "!")
		}
	}
	return b.String()
}

func TestThreeWay(t *testing.T) {
	tests := []struct{ name, base, mine, theirs, want, merged string }{
		{"other words", "the upper basin shares data", "the lower basin shares data", "the upper basin shares all data",
			"the <upper|lower> basin shares (|all )data", "the lower basin shares all data"},
		{"same words differently", "the upper basin", "the lower basin", "the middle basin", "the !upper|lower|middle! basin", "the upper basin"},
		{"same words alike", "the upper basin", "the lower basin", "the lower basin", "the =upper|lower= basin", "the lower basin"},
		{"neighbouring words", "upper basin", "lower basin", "upper delta", "<upper|lower> (basin|delta)", "lower delta"},
		{"both insert at one place", "the basin", "the upper basin", "the lower basin", "the !|upper |lower !basin", "the basin"},
		{"edit against deletion", "the upper basin floods", "the lower basin floods", "the floods", "the !upper basin |lower basin |!floods", "the upper basin floods"},
		{"brackets", "the basin", "[the basin]", "the basin]", "<|[>the basin=|]=", "[the basin]"},
		{"Chinese", "水流三角洲", "水流新三角洲", "水三角洲", "水(流|)<|新>三角洲", "水新三角洲"},
		{"nothing", "the basin", "the basin", "the basin", "the basin", "the basin"},
		{"empty", "", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := redline.ThreeWay(tt.base, tt.mine, tt.theirs, "")
			if diff := cmp.Diff(tt.want, woven(got)); diff != "" {
				t.Errorf("segments (-want +got):\n%s", diff)
			}
			if merged := redline.MergedText(got); merged != tt.merged {
				t.Errorf("merged %q, want %q", merged, tt.merged)
			}
		})
	}
}

// idDraft makes a draft of paragraphs whose IDs stand before a colon.
func idDraft(paragraphs ...string) *text.Draft {
	d := &text.Draft{Language: "en"}
	for _, p := range paragraphs {
		id, words, _ := strings.Cut(p, ":")
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{ID: id, Kind: text.Operative, Text: words})
	}
	return d
}

func TestThreeWayDrafts(t *testing.T) {
	base := []string{"a:The basin is one.", "b:The ports stay open.", "c:The locks are repaired.", "d:The gauges are read."}
	with := func(edit map[int]string) []string {
		out := append([]string{}, base...)
		for i, p := range edit {
			out[i] = p
		}
		return out
	}
	tests := []struct {
		name         string
		mine, theirs []string
		want         []string // of each paragraph: origin, clashes, words
	}{
		{"edits of different paragraphs", with(map[int]string{0: "a:The delta is one."}), with(map[int]string{3: "d:The gauges are sold."}), []string{
			"MINE The <basin|delta> is one.", "KEPT The ports stay open.", "KEPT The locks are repaired.", "THEIRS The gauges are (read|sold)."}},
		{"edits of one paragraph", with(map[int]string{0: "a:The delta is one."}), with(map[int]string{0: "a:The basin is two."}), []string{
			"EACH The <basin|delta> is (one|two).", "KEPT The ports stay open.", "KEPT The locks are repaired.", "KEPT The gauges are read."}},
		{"edits of one word", with(map[int]string{0: "a:The delta is one."}), with(map[int]string{0: "a:The river is one."}), []string{
			"CLASH WORDS The !basin|delta|river! is one.", "KEPT The ports stay open.", "KEPT The locks are repaired.", "KEPT The gauges are read."}},
		{"deleted by one", []string{base[0], base[2], base[3]}, base, []string{
			"KEPT The basin is one.", "MINE <The ports stay open.|>", "KEPT The locks are repaired.", "KEPT The gauges are read."}},
		{"deleted by both", []string{base[0], base[2], base[3]}, []string{base[0], base[2], base[3]}, []string{
			"KEPT The basin is one.", "BOTH =The ports stay open.|=", "KEPT The locks are repaired.", "KEPT The gauges are read."}},
		{"deleted against edited", []string{base[0], base[2], base[3]}, with(map[int]string{1: "b:The ports stay shut."}), []string{
			"KEPT The basin is one.", "CLASH DELETED !The ports stay open.||The ports stay shut.!", "KEPT The locks are repaired.", "KEPT The gauges are read."}},
		{"deleted against moved", []string{base[0], base[2], base[3]}, []string{base[0], base[2], base[3], base[1]}, []string{
			"KEPT The basin is one.", "CLASH DELETED <The ports stay open.|>", "KEPT The locks are repaired.", "KEPT The gauges are read."}},
		{"new ones at different places", []string{"x:A new opening.", base[0], base[1], base[2], base[3]}, append(append([]string{}, base...), "y:A new close."), []string{
			"MINE <|A new opening.>", "KEPT The basin is one.", "KEPT The ports stay open.", "KEPT The locks are repaired.", "KEPT The gauges are read.", "THEIRS (|A new close.)"}},
		{"new ones at one place", append(append([]string{}, base...), "x:Fish pass freely."), append(append([]string{}, base...), "y:Boats are counted."), []string{
			"KEPT The basin is one.", "KEPT The ports stay open.", "KEPT The locks are repaired.", "KEPT The gauges are read.",
			"CLASH PLACE <|Fish pass freely.>", "CLASH PLACE (|Boats are counted.)"}},
		{"the same new one", append(append([]string{}, base...), "x:Fish pass freely."), append(append([]string{}, base...), "y:Fish pass freely."), []string{
			"KEPT The basin is one.", "KEPT The ports stay open.", "KEPT The locks are repaired.", "KEPT The gauges are read.", "BOTH =|Fish pass freely.="}},
		{"moved by one, edited by the other", []string{base[3], base[0], base[1], base[2]}, with(map[int]string{3: "d:The gauges are sold."}), []string{
			"EACH The gauges are (read|sold).", "KEPT The basin is one.", "KEPT The ports stay open.", "KEPT The locks are repaired."}},
		{"moved by both to different places", []string{base[3], base[0], base[1], base[2]}, []string{base[0], base[3], base[1], base[2]}, []string{
			"KEPT The basin is one.", "KEPT The ports stay open.", "KEPT The locks are repaired.", "CLASH PLACE The gauges are read."}},
		{"moved by both alike", []string{base[3], base[0], base[1], base[2]}, []string{base[3], base[0], base[1], base[2]}, []string{
			"BOTH The gauges are read.", "KEPT The basin is one.", "KEPT The ports stay open.", "KEPT The locks are repaired."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := redline.ThreeWayDrafts(idDraft(base...), idDraft(tt.mine...), idDraft(tt.theirs...), redline.Options{})
			var got []string
			for _, p := range c.Paragraphs {
				line := string(p.Origin)
				for _, k := range p.Clash {
					line += " " + string(k)
				}
				got = append(got, line+" "+woven(p.Segments))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
			if wrong := brokenWeave(c); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}

// brokenWeave tells which law of a three-way comparison is broken, or "".
func brokenWeave(c *redline.ThreeWayComparison) string {
	drafts := [3]*text.Draft{c.Base, c.Mine, c.Theirs}
	seen := [3]map[int]bool{{}, {}, {}}
	for k, p := range c.Paragraphs {
		var got, want [3]string
		for _, s := range p.Segments {
			for side, words := range [3]string{s.Base, s.Mine, s.Theirs} {
				got[side] += words
			}
		}
		for side, at := range [3][]int{p.Base, p.Mine, p.Theirs} {
			var all []string
			for _, i := range at {
				if seen[side][i] {
					return fmt.Sprintf("paragraph %d of draft %d stands twice", i, side)
				}
				seen[side][i] = true
				all = append(all, drafts[side].Paragraphs[i].Text)
			}
			want[side] = strings.Join(all, "\n")
		}
		if got != want {
			return fmt.Sprintf("change %d: words %q, want %q", k, got, want)
		}
		clash := false
		for _, s := range p.Segments {
			clash = clash || s.Origin == redline.InClash
		}
		if clash && p.Origin != redline.InClash || (p.Origin == redline.InClash) != (len(p.Clash) > 0) {
			return fmt.Sprintf("change %d is %s with the clashes %v", k, p.Origin, p.Clash)
		}
	}
	for side, d := range drafts {
		if len(seen[side]) != len(d.Paragraphs) {
			return fmt.Sprintf("%d of %d paragraphs of draft %d are told", len(seen[side]), len(d.Paragraphs), side)
		}
	}
	return ""
}

// TestThreeWayDraftsObeyTheLaw weaves made-up drafts. Whichever side is called
// mine, as much is in clash.
func TestThreeWayDraftsObeyTheLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newInventor(rapid.Uint64().Draw(t, "seed"), rapid.SampledFrom(languageNames).Draw(t, "language"))
		base := g.draft(rapid.IntRange(0, 12).Draw(t, "paragraphs"), 30)
		share := rapid.SampledFrom([]float64{0.1, 0.5}).Draw(t, "share")
		mine, theirs := g.revise(base, share).draft, g.revise(base, share).draft
		if rapid.Bool().Draw(t, "theirs follows mine") {
			theirs = g.revise(mine, share).draft
		}
		c := redline.ThreeWayDrafts(base, mine, theirs, redline.Options{})
		if wrong := brokenWeave(c); wrong != "" {
			t.Fatal(wrong)
		}
		if n, m := c.Clashes(), redline.ThreeWayDrafts(base, theirs, mine, redline.Options{}).Clashes(); n != m {
			t.Fatalf("%d clashes, with the sides changed %d", n, m)
		}
		if same := redline.ThreeWayDrafts(base, mine, mine, redline.Options{}); same.Clashes() > 0 {
			t.Fatalf("two equal sides have %d clashes", same.Clashes())
		}
		for _, p := range redline.ThreeWayDrafts(base, mine, base, redline.Options{}).Paragraphs {
			if p.Origin != redline.Kept && p.Origin != redline.FromMine {
				t.Fatalf("theirs is the base, and a paragraph is %s", p.Origin)
			}
		}
	})
}
