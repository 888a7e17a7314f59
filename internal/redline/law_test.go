package redline_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// brokenLaw tells how a comparison breaks domain law 1, or gives "".
func brokenLaw(c *redline.Comparison) string {
	oldSeen, newSeen := make([]int, len(c.Old.Paragraphs)), make([]int, len(c.New.Paragraphs))
	lastNew := -1
	for n, p := range c.Paragraphs {
		old, new := make([]string, 0, 2), make([]string, 0, 2)
		for _, i := range p.Old {
			oldSeen[i]++
			old = append(old, c.Old.Paragraphs[i].Text)
		}
		for _, j := range p.New {
			newSeen[j]++
			new = append(new, c.New.Paragraphs[j].Text)
		}
		if len(p.New) > 0 {
			if p.New[0] <= lastNew {
				return fmt.Sprintf("change %d is out of the order of the new draft", n)
			}
			lastNew = p.New[0]
		}
		if shape := brokenShape(p, strings.Join(old, "\n"), strings.Join(new, "\n")); shape != "" {
			return fmt.Sprintf("change %d, %s: %s", n, p.Change, shape)
		}
	}
	for _, seen := range [][]int{oldSeen, newSeen} {
		for i, n := range seen {
			if n != 1 {
				return fmt.Sprintf("paragraph %d is in %d changes", i, n)
			}
		}
	}
	return ""
}

// brokenShape tells what is wrong with one change between two texts.
func brokenShape(p redline.ParagraphChange, old, new string) string {
	olds, news := 1, 1
	switch p.Change {
	case redline.Inserted:
		olds = 0
	case redline.Deleted:
		news = 0
	case redline.Split:
		news = max(2, len(p.New))
	case redline.Merged:
		olds = max(2, len(p.Old))
	}
	if len(p.Old) != olds || len(p.New) != news {
		return fmt.Sprintf("%d old and %d new paragraphs", len(p.Old), len(p.New))
	}
	switch p.Change {
	case redline.Unchanged, redline.Inserted, redline.Deleted:
		if len(p.Segments) > 0 || p.Change == redline.Unchanged && old != new {
			return "segments where there are none, or other words"
		}
		return ""
	}
	return brokenSegments(p.Segments, old, new)
}

// brokenSegments tells what is wrong with segments between two texts.
func brokenSegments(segments []redline.Segment, old, new string) string {
	var a, b strings.Builder
	for i, s := range segments {
		if s.Text == "" || i > 0 && segments[i-1].Op == s.Op || i > 0 && segments[i-1].Op == redline.Insert && s.Op == redline.Delete {
			return fmt.Sprintf("segment %d is empty or out of order", i)
		}
		if s.Op != redline.Insert {
			a.WriteString(s.Text)
		}
		if s.Op != redline.Delete {
			b.WriteString(s.Text)
		}
	}
	if a.String() != old || b.String() != new {
		return fmt.Sprintf("segments give\n%q and\n%q, want\n%q and\n%q", a.String(), b.String(), old, new)
	}
	return ""
}

func TestCompareObeysTheLaw(t *testing.T) {
	for _, language := range languageNames {
		t.Run(language, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				g := newInventor(rapid.Uint64().Draw(t, "seed"), language)
				old := g.draft(rapid.IntRange(0, 25).Draw(t, "paragraphs"), 30)
				new := g.revise(old, rapid.Float64Range(0, 1).Draw(t, "share")).draft
				for _, pair := range [][2]*text.Draft{{old, new}, {new, old}, {old, old}} {
					c := redline.Compare(pair[0], pair[1], redline.Options{})
					if broken := brokenLaw(c); broken != "" {
						t.Fatal(broken)
					}
				}
			})
		})
	}
}

// scraps gives short drafts of very similar and empty paragraphs, where pairing
// is hardest.
func scraps() *rapid.Generator[*text.Draft] {
	pieces := []string{"a", "b", " ", "[", "]", ", ", ".", "\n", "水", "“", "\"", "-", "\u2011", "\u00a0", "A/1"}
	return rapid.Custom(func(t *rapid.T) *text.Draft {
		d := &text.Draft{}
		for range rapid.IntRange(0, 8).Draw(t, "paragraphs") {
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{
				ID:    rapid.SampledFrom([]string{"", "", "p1", "p2", "p3"}).Draw(t, "id"),
				Label: rapid.SampledFrom([]string{"", "1.", "2."}).Draw(t, "label"),
				Text:  strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces"), ""),
			})
		}
		return d
	})
}

func TestCompareScrapsWithLineage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := scraps().Draw(t, "old"), scraps().Draw(t, "new")
		place := rapid.IntRange(-1, 8)
		o := redline.Options{ByLineageOnly: rapid.Bool().Draw(t, "only")}
		o.Lineage = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) redline.Pair {
			return redline.Pair{Old: rapid.SliceOfN(place, 0, 3).Draw(t, "o"), New: rapid.SliceOfN(place, 0, 3).Draw(t, "n")}
		}), 0, 3).Draw(t, "lineage")
		c := redline.Compare(old, new, o)
		if broken := brokenLaw(c); broken != "" {
			t.Fatal(broken)
		}
		if again := redline.Compare(old, new, o); !reflect.DeepEqual(c, again) {
			t.Fatal("the same drafts compared twice differ")
		}
	})
}

func TestCompareLeavesDraftsAlone(t *testing.T) {
	g := newInventor(5, "fr")
	old := g.draft(10, 30)
	new := g.revise(old, 1).draft
	before := fmt.Sprint(old, new)
	redline.Compare(old, new, redline.Options{})
	if diff := cmp.Diff(before, fmt.Sprint(old, new)); diff != "" {
		t.Errorf("the drafts changed (-before +after):\n%s", diff)
	}
}

func FuzzCompare(f *testing.F) {
	for i, language := range languageNames {
		g := newInventor(uint64(i), language)
		old := g.draft(4, 20)
		f.Add(joinDraft(old), joinDraft(g.revise(old, 1).draft), uint8(i))
	}
	f.Add("1. a\n\n2. b", "1. b\n2.\n\n", uint8(0))
	f.Fuzz(func(t *testing.T, a, b string, language uint8) {
		old, new := splitDraft(a, languageNames[int(language)%6]), splitDraft(b, languageNames[int(language)%6])
		if old == nil || new == nil {
			return
		}
		if broken := brokenLaw(redline.Compare(old, new, redline.Options{})); broken != "" {
			t.Fatal(broken)
		}
	})
}

// joinDraft writes a draft one paragraph a line, and splitDraft reads it; a text
// that may not be in a draft gives nil.
func joinDraft(d *text.Draft) string {
	var lines []string
	for _, p := range d.Paragraphs {
		lines = append(lines, p.Label+" "+p.Text)
	}
	return strings.Join(lines, "\n")
}

func splitDraft(s, language string) *text.Draft {
	s, err := text.Normalize(s)
	if err != nil {
		return nil
	}
	d := &text.Draft{Language: language}
	for line := range strings.SplitSeq(s, "\n") {
		l, rest, _ := text.ParseLabel(line)
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Label: l.Print(), Text: rest})
	}
	return d
}
