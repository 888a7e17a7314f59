package carry_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// paris reads a real text that stands beside the repository, or skips.
func paris(t testing.TB, name string) *bracket.Tree {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "corpus", "paris", name+"-dec-2015.md"))
	if err != nil {
		t.Skip("the real texts (../shared/corpus) are not here")
	}
	return bracket.ReadSource(string(data), true).Parse(nil)
}

// inner gives the text between the glyphs of a bracket without glyphs, spaces and
// commas; footnotes are none of it.
func inner(t *bracket.Tree, i int) string {
	b := t.Brackets[i]
	var out strings.Builder
	for n := b.Open.Paragraph; n <= b.Close.Paragraph; n++ {
		p := t.Flow.Paragraphs[n]
		from, to := 0, len(p.Text)
		if n == b.Open.Paragraph {
			from = b.Open.Offset + 1
		} else if p.Kind == text.Footnote {
			continue
		}
		if n == b.Close.Paragraph {
			to = b.Close.Offset
		}
		out.WriteString(p.Text[from:to])
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("[],،，、", r) {
			return -1
		}
		return r
	}, out.String())
}

// byText gives the brackets of a text by what stands in them, those with no words left out.
func byText(t *bracket.Tree) map[string][]int {
	out := make(map[string][]int)
	for i := range t.Brackets {
		if s := inner(t, i); s != "" {
			out[s] = append(out[s], i)
		}
	}
	return out
}

// tally is how many brackets of a text keep their identity, measured by their text
// alone: those whose text both texts have once, and those whose text both have
// several times, of which the first is to continue the first.
type tally struct{ once, onceKept, several, severalKept int }

func tallyOf(old, new *bracket.Tree, r *carry.Result) tally {
	var y tally
	in := byText(new)
	for s, o := range byText(old) {
		n := in[s]
		if len(o) == 1 && len(n) == 1 {
			y.once++
			if r.From[n[0]] == o[0] {
				y.onceKept++
			}
			continue
		}
		for k := range min(len(o), len(n)) {
			y.several++
			if r.From[n[k]] == o[k] {
				y.severalKept++
			}
		}
	}
	return y
}

// TestParis carries the brackets of one real draft to the next: at least nine in ten of
// those whose words did not change keep their identity.
func TestParis(t *testing.T) {
	texts := []*bracket.Tree{paris(t, "4"), paris(t, "9"), paris(t, "12")}
	for i, old := range texts[:2] {
		new := texts[i+1]
		r := carry.Carry(old, new, carry.Options{Language: "en"})
		checkResult(t, old, new, r)
		y := tallyOf(old, new, r)
		kinds, sure := make(map[carry.Kind]int), 0
		for _, f := range r.Fates {
			kinds[f.Kind]++
			if f.Sure {
				sure++
			}
		}
		t.Logf("%d to %d brackets: %+v, %d sure, %v", len(old.Brackets), len(new.Brackets), y, sure, kinds)
		if 10*y.onceKept < 9*y.once {
			t.Errorf("%d of %d brackets with the same words keep their identity", y.onceKept, y.once)
		}
	}
	if last := texts[2]; len(last.Brackets) != 0 {
		t.Errorf("%d brackets are left in the last text", len(last.Brackets))
	}
}

// TestParisAsOne carries a real draft to itself with one word more at its end, where no
// short way is taken, and to itself with its paragraphs in two other orders.
func TestParisAsOne(t *testing.T) {
	old := paris(t, "4")
	n := len(old.Flow.Paragraphs)
	for name, order := range map[string]func(i int) int{
		"same":   func(i int) int { return i },
		"halves": func(i int) int { return (i + n/2) % n },
	} {
		f := bracket.Flow{Paragraphs: make([]text.Paragraph, n)}
		for i := range n {
			f.Paragraphs[i] = old.Flow.Paragraphs[order(i)]
		}
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{Kind: text.Plain, Text: "Done"})
		before := bracket.Parse(old.Flow, bracket.Options{})
		after := bracket.Parse(f, bracket.Options{})
		r := carry.Carry(before, after, carry.Options{Language: "en"})
		checkResult(t, before, after, r)
		wrong := 0
		for o, x := range r.Fates {
			if name == "same" && (x.Kind != carry.Kept || x.New[0] != o || !x.Sure) {
				wrong++
			}
			if b := before.Brackets[o]; name == "halves" && b.Open.Paragraph == b.Close.Paragraph && x.Kind != carry.Kept {
				wrong++
			}
		}
		t.Logf("%s: %d of %d", name, wrong, len(r.Fates))
		if wrong > len(r.Fates)/200 {
			t.Errorf("%s: %d of %d brackets did not stay", name, wrong, len(r.Fates))
		}
	}
}
