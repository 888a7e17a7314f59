package redline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// The oracle merges three ways from first principles: longest common
// subsequences by plain dynamic programming, then the chunks of diff3 between the
// tokens that both sides keep. It shares no code with the engine but the
// tokens. A subsequence is seldom the only longest one, so the oracle judges by
// what all of them have in common.

// reading is a text as its signs: every token but spaces, and the spaces before
// each.
type reading struct {
	signs, keys []string
	start, end  []int // in the text
	text        string
}

func readSigns(s string) reading {
	r := reading{text: s}
	for _, t := range text.Tokens(s, "en") {
		if t.Class == text.Space && s[t.Start] != '\n' {
			continue
		}
		w := s[t.Start:t.End]
		r.signs, r.keys = append(r.signs, w), append(r.keys, text.Fold(w))
		r.start, r.end = append(r.start, t.Start), append(r.end, t.End)
	}
	return r
}

// fate is what became of the signs of a base on one side.
type signFate struct {
	kept    []int  // the place where every longest subsequence keeps the sign, or -1
	changed []bool // no longest subsequence keeps the sign
}

// fateOf finds the fate of each sign of a.
func fateOf(a, b reading) signFate {
	n, m := len(a.keys), len(b.keys)
	front, back := make([][]int, n+1), make([][]int, n+1)
	for i := range front {
		front[i], back[i] = make([]int, m+1), make([]int, m+1)
	}
	for i := range n {
		for j := range m {
			front[i+1][j+1] = max(front[i][j+1], front[i+1][j])
			if a.keys[i] == b.keys[j] {
				front[i+1][j+1] = max(front[i+1][j+1], front[i][j]+1)
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			back[i][j] = max(back[i+1][j], back[i][j+1])
			if a.keys[i] == b.keys[j] {
				back[i][j] = max(back[i][j], back[i+1][j+1]+1)
			}
		}
	}
	longest := front[n][m]
	f := signFate{kept: make([]int, n), changed: make([]bool, n)}
	for i := range n {
		f.kept[i] = -1
		places, spared := 0, false
		for j := range m + 1 {
			spared = spared || front[i][j]+back[i+1][j] == longest
			if j < m && a.keys[i] == b.keys[j] && front[i][j]+1+back[i+1][j+1] == longest {
				places++
				f.kept[i] = j
			}
		}
		f.changed[i] = places == 0
		if places != 1 || spared || a.signs[i] != b.signs[f.kept[i]] {
			f.kept[i] = -1
		}
	}
	return f
}

// verdict is what the oracle can say for sure.
type verdict struct {
	clean bool   // no chunk is changed by both sides differently
	text  string // the merge, if clean
	// clashes are ranges of the base, each a chunk of which both sides changed every
	// sign, to other signs.
	clashes [][2]int
}

// judge merges by chunks.
func judge(base, mine, theirs string) verdict {
	b, m, t := readSigns(base), readSigns(mine), readSigns(theirs)
	mf, tf := fateOf(b, m), fateOf(b, t)
	v := verdict{clean: true}
	var out strings.Builder
	last, at := -1, [3]int{} // the last sign kept by both, and where it ends
	for i := 0; i <= len(b.signs); i++ {
		end := [3]int{len(base), len(mine), len(theirs)}
		if i < len(b.signs) {
			if mf.kept[i] < 0 || tf.kept[i] < 0 {
				continue
			}
			end = [3]int{b.start[i], m.start[mf.kept[i]], t.start[tf.kept[i]]}
		}
		x, y, z := base[at[0]:end[0]], mine[at[1]:end[1]], theirs[at[2]:end[2]]
		switch {
		case y == z || z == x:
			out.WriteString(y)
		case y == x:
			out.WriteString(z)
		default:
			v.clean = false
			all := last+1 < i // both change every sign of the chunk
			for k := last + 1; k < i; k++ {
				all = all && mf.changed[k] && tf.changed[k]
			}
			if all && !slices.Equal(readSigns(y).keys, readSigns(z).keys) {
				v.clashes = append(v.clashes, [2]int{at[0], end[0]})
			}
		}
		if i < len(b.signs) {
			out.WriteString(b.signs[i])
			last, at = i, [3]int{b.end[i], m.start[mf.kept[i]] + len(b.signs[i]), t.start[tf.kept[i]] + len(b.signs[i])}
		}
	}
	v.text = out.String()
	return v
}

// disagreement tells how the engine contradicts the oracle, or "".
func disagreement(base, mine, theirs string) string {
	v, got := judge(base, mine, theirs), redline.Merge3(base, mine, theirs, "en")
	if v.clean && (len(got.Clashes) > 0 || got.Text != v.text) {
		return "no chunk is changed by both, but the merge has other text or clashes; the oracle says " + v.text
	}
	for _, c := range v.clashes {
		met := false
		for _, k := range got.Clashes {
			met = met || k.Start < c[1] && c[0] < k.End
		}
		if !met {
			return "both changed all signs differently within " + base[c[0]:c[1]] + ", and no clash is told"
		}
	}
	return brokenThreeWay(base, mine, theirs, got)
}

// brokenThreeWay tells which law of the view is broken, or "".
func brokenThreeWay(base, mine, theirs string, merge redline.Merge) string {
	segments := redline.ThreeWay(base, mine, theirs, "en")
	var b, m, t strings.Builder
	at, clashes := 0, 0
	for i, s := range segments {
		b.WriteString(s.Base)
		m.WriteString(s.Mine)
		t.WriteString(s.Theirs)
		want := redline.InClash
		switch {
		case s.Base == s.Mine && s.Base == s.Theirs:
			want = redline.Kept
		case s.Base == s.Theirs:
			want = redline.FromMine
		case s.Base == s.Mine:
			want = redline.FromTheirs
		case s.Mine == s.Theirs:
			want = redline.FromBoth
		}
		if s.Origin != want {
			return "a segment is " + string(s.Origin) + " and should be " + string(want)
		}
		if s.Base == "" && s.Mine == "" && s.Theirs == "" || i > 0 && s.Origin == redline.Kept && segments[i-1].Origin == redline.Kept {
			return "a segment is empty or parts kept words"
		}
		if s.Origin == redline.InClash {
			if clashes >= len(merge.Clashes) || merge.Clashes[clashes] != (redline.Clash{Start: at, End: at + len(s.Base), Mine: s.Mine, Theirs: s.Theirs}) {
				return "a segment in clash is no clash of the merge"
			}
			clashes++
		}
		at += len(s.Base)
	}
	switch {
	case b.String() != base:
		return "the base of the segments is not the base"
	case m.String() != mine:
		return "mine of the segments is not mine"
	case t.String() != theirs:
		return "theirs of the segments is not theirs"
	case clashes != len(merge.Clashes):
		return "a clash of the merge is in no segment"
	case redline.MergedText(segments) != merge.Text:
		return "the segments merged are not the merge"
	}
	return ""
}

func TestMerge3AgreesWithTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := sentence().Draw(t, "base")
		side := func(name, from string) string {
			if rapid.Bool().Draw(t, name+" is made by edits") {
				return mustApply(t, from, editsFor(t, from, name))
			}
			return sentence().Draw(t, name)
		}
		mine := side("mine", base)
		theirs := side("theirs", rapid.SampledFrom([]string{base, mine}).Draw(t, "from"))
		if wrong := disagreement(base, mine, theirs); wrong != "" {
			t.Fatalf("base %q, mine %q, theirs %q: %s", base, mine, theirs, wrong)
		}
	})
}

// TestMerge3OfDistinctWords edits words that stand once each, so that the oracle
// is sure of every one.
func TestMerge3OfDistinctWords(t *testing.T) {
	clean, clashing := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields("the upper basin States shall share gauge data daily with all ports of Tarsis and Ouvena before each flood season opens")
		base := strings.Join(words[:rapid.IntRange(1, len(words)).Draw(t, "words")], " ")
		side := func(name, fresh string) string {
			out := strings.Fields(base)
			for range rapid.IntRange(0, 3).Draw(t, name) {
				at := rapid.IntRange(0, len(out)-1).Draw(t, "at")
				switch rapid.IntRange(0, 2).Draw(t, "act") {
				case 0:
					out[at] = fresh + out[at]
				case 1:
					out[at] += " " + fresh
				case 2:
					if out[at] = ""; strings.TrimSpace(strings.Join(out, "")) == "" {
						out[at] = fresh
					}
				}
			}
			return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
		}
		mine, theirs := side("mine", "M"), side("theirs", "T")
		if wrong := disagreement(base, mine, theirs); wrong != "" {
			t.Fatalf("base %q, mine %q, theirs %q: %s", base, mine, theirs, wrong)
		}
		v := judge(base, mine, theirs)
		if v.clean && mine != base && theirs != base && mine != theirs {
			clean++
		}
		clashing += len(v.clashes)
	})
	if clean == 0 || clashing == 0 {
		t.Errorf("the oracle was put to %d clean merges of two changes and %d clashes; both should occur", clean, clashing)
	}
}

func FuzzMerge3(f *testing.F) {
	f.Add("the upper basin shall share data", "the lower basin shall share data", "the upper basin should share all data")
	f.Add("a b c", "a x c", "a y c")
	f.Add("[a] b\nc", "a b\nc d", "[a] b c")
	f.Add("水流三角洲", "水流新三角洲", "水三角洲")
	f.Add("x a a y", "x a y", "x a y z")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		for _, s := range []*string{&base, &mine, &theirs} {
			if len(*s) > 300 {
				*s = strings.ToValidUTF8((*s)[:300], "")
			}
			n, err := text.Normalize(*s)
			if err != nil {
				return
			}
			*s = n
		}
		if wrong := disagreement(base, mine, theirs); wrong != "" {
			t.Fatalf("base %q, mine %q, theirs %q: %s", base, mine, theirs, wrong)
		}
	})
}
