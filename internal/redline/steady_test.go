package redline_test

import (
	"encoding/json"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// TestCompareIsTheSameUnderLoad holds twenty comparisons, one after another while
// every processor is kept busy with others, to the same bytes as one alone.
func TestCompareIsTheSameUnderLoad(t *testing.T) {
	g := newInventor(3, "en")
	old := g.draft(40, 40)
	new := g.revise(old, 0.6).draft
	bytes := func() string {
		out, err := json.Marshal(redline.Compare(old, new, redline.Options{}))
		if err != nil {
			t.Error(err)
		}
		return string(out)
	}
	want := bytes()
	stop := make(chan struct{})
	var load sync.WaitGroup
	for range runtime.GOMAXPROCS(0) + 1 {
		load.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					redline.Compare(new, old, redline.Options{})
				}
			}
		})
	}
	for n := range 20 {
		if bytes() != want {
			t.Errorf("comparison %d under load gives other bytes than the one alone", n)
		}
	}
	close(stop)
	load.Wait()
}

// FuzzAlign holds the aligner to links that are lawful, in order and the same
// again: no paragraph in two of them, none empty, several on one side at most, and
// every similarity a share.
func FuzzAlign(f *testing.F) {
	for i, language := range languageNames {
		g := newInventor(uint64(i), language)
		old := g.draft(4, 20)
		f.Add(joinDraft(old), joinDraft(g.revise(old, 1).draft), uint8(i))
	}
	f.Add("1. a\n\n2. b\n2. b", "1. b\n2.\n\n2. b", uint8(0))
	f.Fuzz(func(t *testing.T, a, b string, language uint8) {
		old, new := splitDraft(a, languageNames[int(language)%6]), splitDraft(b, languageNames[int(language)%6])
		if old == nil || new == nil {
			return
		}
		links := redline.Align(old, new, redline.Options{})
		if broken := brokenLinks(links, old, new); broken != "" {
			t.Fatal(broken)
		}
		if again := redline.Align(old, new, redline.Options{}); !reflect.DeepEqual(links, again) {
			t.Fatal("the same drafts aligned twice differ")
		}
		// The comparison has the links, and each paragraph of both drafts once.
		if broken := brokenLaw(redline.Compare(old, new, redline.Options{})); broken != "" {
			t.Fatal(broken)
		}
	})
}

// brokenLinks tells what is wrong with an alignment, or gives "".
func brokenLinks(links []redline.Link, old, new *text.Draft) string {
	seen := [2]map[int]bool{{}, {}}
	last := -1
	for _, l := range links {
		if len(l.Old) == 0 || len(l.New) == 0 || len(l.Old) > 1 && len(l.New) > 1 {
			return "a link has an empty side, or several paragraphs on both"
		}
		if l.New[0] <= last {
			return "the links are out of the order of the new draft"
		}
		last = l.New[0]
		if l.Similarity < 0 || l.Similarity > 1.0000001 || l.Similarity != l.Similarity {
			return "a similarity is no share"
		}
		for side, places := range [][]int{l.Old, l.New} {
			for n, i := range places {
				if i < 0 || i >= len([]*text.Draft{old, new}[side].Paragraphs) || seen[side][i] || n > 0 && places[n-1] >= i {
					return "a paragraph is out of range, out of order or linked twice"
				}
				seen[side][i] = true
			}
		}
	}
	return ""
}

// FuzzDiff holds the word comparer to the law, to whole words and to the same
// segments again.
func FuzzDiff(f *testing.F) {
	for i, language := range languageNames {
		g := newInventor(uint64(i), language)
		old := g.paragraph(30)
		f.Add(old, g.edit(old), uint8(i))
	}
	f.Add("from 6 to 8 May [2025]", "from 8 to 12 May [[2026]", uint8(0))
	f.Add("2025年6月7日", "2025年7月23日", uint8(5))
	f.Add("the \"delta\"\nrises", "the “delta” \nrises", uint8(1))
	f.Fuzz(func(t *testing.T, a, b string, language uint8) {
		name := languageNames[int(language)%6]
		old, errOld := text.Normalize(a)
		new, errNew := text.Normalize(b)
		if errOld != nil || errNew != nil {
			return
		}
		segments := redline.Default{}.Diff(old, new, name)
		if broken := brokenSegments(segments, old, new); broken != "" {
			t.Fatal(broken)
		}
		if cut := cutWord(segments, old, new, name); cut != "" {
			t.Fatal(cut)
		}
		if again := (redline.Default{}).Diff(old, new, name); !reflect.DeepEqual(segments, again) {
			t.Fatal("the same texts compared twice differ")
		}
		if old == new && strings.TrimSpace(old) != "" && len(segments) != 1 {
			t.Fatal("equal texts have a change")
		}
	})
}

// cutWord names a segment that begins or ends within a token of either text.
func cutWord(segments []redline.Segment, old, new, language string) string {
	bounds := [2]map[int]bool{{}, {}}
	for side, s := range []string{old, new} {
		for _, at := range tokenBounds(s, language) {
			bounds[side][at] = true
		}
	}
	var at [2]int
	for _, s := range segments {
		if s.Op != redline.Insert {
			at[0] += len(s.Text)
		}
		if s.Op != redline.Delete {
			at[1] += len(s.Text)
		}
		if !bounds[0][at[0]] || !bounds[1][at[1]] {
			return "a word is cut after " + s.Text
		}
	}
	return ""
}
