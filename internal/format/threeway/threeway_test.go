package threeway_test

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	page "github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

var names = threeway.Names{
	BaseDraft: threeway.Draft{Name: "base.md"}, MineDraft: threeway.Draft{Name: "a.md"}, TheirsDraft: threeway.Draft{Name: "b.md"},
	Mine: "Coravia", Theirs: "Delta <Union>",
}

// texts is the words of the base, of mine and of theirs in one paragraph.
type texts [3]string

// textsOf gives what each rendering must hold.
func textsOf(c *redline.ThreeWayComparison) []texts {
	out := []texts{}
	for _, p := range c.Paragraphs {
		var w texts
		for _, s := range p.Segments {
			w[0], w[1], w[2] = w[0]+s.Base, w[1]+s.Mine, w[2]+s.Theirs
		}
		out = append(out, w)
	}
	return out
}

// invented gives comparisons of words in several scripts, and of marks as every
// form has them.
func invented() *rapid.Generator[*redline.ThreeWayComparison] {
	words := strings.Fields("basin delta [ ] {- +} -} <del> & река نهر 河 *a* _b_ } : nothing ¶ - {Coravia:")
	return rapid.Custom(func(t *rapid.T) *redline.ThreeWayComparison {
		draft := func(name string) *text.Draft {
			d := &text.Draft{}
			for i := range rapid.IntRange(0, 4).Draw(t, name) {
				s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 7).Draw(t, "words"), " ")
				d.Paragraphs = append(d.Paragraphs, text.Paragraph{ID: fmt.Sprint(i), Label: fmt.Sprintf("%d.", i+1), Kind: text.Operative, Text: s})
			}
			return d
		}
		return redline.ThreeWayDrafts(draft("base"), draft("mine"), draft("theirs"), redline.Options{})
	})
}

// TestRenderingsHoldAllThreeTexts reads the words of all three drafts back from
// every form.
func TestRenderingsHoldAllThreeTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := invented().Draw(t, "comparison")
		want := textsOf(c)
		for form, got := range map[string][]texts{"JSON": fromJSON(t, c), "HTML": fromHTML(c), "text": fromText(c), "Markdown": fromMarkdown(c)} {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", form, diff)
			}
		}
	})
}

func fromJSON(t *rapid.T, c *redline.ThreeWayComparison) []texts {
	data, err := threeway.Encode(c, names)
	if err != nil {
		t.Fatal(err)
	}
	var d threeway.Document
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	if d.Clashes != c.Clashes() {
		t.Fatalf("%d clashes, want %d", d.Clashes, c.Clashes())
	}
	out := []texts{}
	for _, p := range d.Paragraphs {
		var w texts
		for _, s := range p.Segments {
			w[0], w[1], w[2] = w[0]+s.Base, w[1]+s.Mine, w[2]+s.Theirs
		}
		out = append(out, w)
	}
	return out
}

// A form is read by two patterns: a change, with the groups gone, come and who,
// and a clash, with the groups base, mine and theirs. All else is kept words.
type patterns struct {
	change, clash *regexp.Regexp
	plain         func(string) string // takes the dress off words
}

// read gives the three texts of one paragraph.
func (p patterns) read(s string) (w texts) {
	add := func(base, mine, theirs string) { w = texts{w[0] + base, w[1] + mine, w[2] + theirs} }
	for {
		at, of := p.change.FindStringSubmatchIndex(s), p.change
		if m := p.clash.FindStringSubmatchIndex(s); m != nil && (at == nil || m[0] <= at[0]) {
			at, of = m, p.clash
		}
		if at == nil {
			kept := p.plain(s)
			add(kept, kept, kept)
			return w
		}
		group := func(name string) string {
			if n := of.SubexpIndex(name); n >= 0 && at[2*n] >= 0 {
				return p.plain(s[at[2*n]:at[2*n+1]])
			}
			return ""
		}
		kept := p.plain(s[:at[0]])
		add(kept, kept, kept)
		if of == p.clash {
			add(group("base"), group("mine"), group("theirs"))
		} else {
			gone, come := group("gone"), group("come")
			mine, theirs := come, come
			switch group("who") {
			case names.Mine:
				theirs = gone
			case names.Theirs:
				mine = gone
			}
			add(gone, mine, theirs)
		}
		s = s[at[1]:]
	}
}

func fromHTML(c *redline.ThreeWayComparison) []texts {
	const sr, who = `<span class="sr"[^>]*>[^<]*</span>`, `<bdi class="who"[^>]*>`
	words := func(name string) string {
		return `(?:<ins>` + sr + `(?P<` + name + `>.*?)</ins>|<span class="none"[^>]*>nothing</span>)`
	}
	p := patterns{plain: html.UnescapeString,
		change: regexp.MustCompile(`<span data-origin="[A-Z]*">(?:<del>` + sr + `(?P<gone>.*?)</del>)?(?:<ins>` + sr + `(?P<come>.*?)</ins>)?` + who + `(?P<who>.*?)</bdi></span>`),
		clash: regexp.MustCompile(`<span data-origin="CLASH" class="clash">` + sr + `(?:<del>` + sr + `(?P<base>.*?)</del>)?` +
			who + `[^<]*</bdi>` + words("mine") + who + `[^<]*</bdi>` + words("theirs") + `</span>`)}
	raw := regexp.MustCompile(`<span class="(?:k|sg[^"]*)"[^>]*>(.)</span>`).ReplaceAllString(string(page.WriteThreeWay(c, names)), "$1")
	out := []texts{}
	for _, m := range regexp.MustCompile(`<p class="txt">(.*?)</p>`).FindAllStringSubmatch(raw, -1) {
		out = append(out, p.read(m[1]))
	}
	return out
}

func fromText(c *redline.ThreeWayComparison) []texts {
	p := patterns{
		plain:  strings.NewReplacer(`\\`, `\`, `{\-`, "{-", `-\}`, "-}", `{\+`, "{+", `+\}`, "+}", `\u00b6`, "¶").Replace,
		change: regexp.MustCompile(`\{(?P<who>Coravia|Delta <Union>|both): (?:\{-(?P<gone>.*?)-\})?(?:\{\+(?P<come>.*?)\+\})?\}`),
		clash: regexp.MustCompile(`\{clash (?:\{-(?P<base>.*?)-\} )?Coravia: (?:nothing|\{\+(?P<mine>.*?)\+\})` +
			` Delta <Union>: (?:nothing|\{\+(?P<theirs>.*?)\+\})\}`)}
	out := []texts{}
	for l := range strings.Lines(string(terminal.WriteThreeWay(c, terminal.ThreeWayOptions{Names: names, All: true}))) {
		// Words stand in the eleventh column, behind a label or nothing.
		if l = strings.TrimSuffix(l, "\n"); strings.HasPrefix(l, "       ") && !strings.Contains(l, " ── ") {
			out = append(out, p.read(l[10:]))
		}
	}
	return out
}

func fromMarkdown(c *redline.ThreeWayComparison) []texts {
	escaped := regexp.MustCompile(`\\([\x21-\x7e])`)
	words := func(name string) string { return `(?:<ins>(?P<` + name + `>.*?)</ins>|<sub>nothing</sub>)` }
	p := patterns{
		plain: func(s string) string {
			return html.UnescapeString(escaped.ReplaceAllStringFunc(s, func(m string) string { return fmt.Sprintf("&#%d;", m[1]) }))
		},
		change: regexp.MustCompile(`(?:<del>(?P<gone>.*?)</del>)?(?:<ins>(?P<come>.*?)</ins>)?<sub>(?P<who>.*?)</sub>`),
		clash:  regexp.MustCompile(`<b>⟦</b>(?:<del>(?P<base>.*?)</del>)?<sub>[^/]*</sub>` + words("mine") + `<sub>[^/]*</sub>` + words("theirs") + `<b>⟧</b>`)}
	out := []texts{}
	for _, block := range strings.Split(string(markdown.WriteThreeWay(c, names)), "\n<!-- ")[1:] {
		lines := strings.Split(strings.TrimSuffix(strings.Split(block, "\n\n---\n")[0], "\n"), "\n\n")
		out = append(out, p.read(lines[len(lines)-1]))
	}
	return out
}

func TestState(t *testing.T) {
	tests := []struct {
		p    redline.ThreeWayParagraph
		want string
	}{
		{redline.ThreeWayParagraph{Origin: redline.Kept}, ""},
		{redline.ThreeWayParagraph{Origin: redline.FromMine, MineChange: redline.Inserted}, "Coravia: new"},
		{redline.ThreeWayParagraph{Origin: redline.FromBoth, MineChange: redline.Deleted, TheirsChange: redline.Deleted}, "both: deleted"},
		{redline.ThreeWayParagraph{Origin: redline.FromEach, MineChange: redline.Moved, TheirsChange: redline.Edited}, "Coravia: moved; Delta <Union>: edited"},
		{redline.ThreeWayParagraph{Origin: redline.InClash, Clash: []redline.ClashKind{redline.ClashWords}}, "clash: Coravia and Delta <Union> change the same words"},
		{redline.ThreeWayParagraph{Origin: redline.InClash, Clash: []redline.ClashKind{redline.ClashDeleted}, Base: []int{0}, Mine: []int{0},
			MineChange: redline.Moved, TheirsChange: redline.Deleted}, "clash: Delta <Union> deletes what Coravia moves"},
		{redline.ThreeWayParagraph{Origin: redline.InClash, Clash: []redline.ClashKind{redline.ClashPlace}, Theirs: []int{0},
			TheirsChange: redline.Inserted}, "clash: Delta <Union> puts it here, Coravia another paragraph"},
		{redline.ThreeWayParagraph{Origin: redline.InClash, Clash: []redline.ClashKind{redline.ClashPlace}, Base: []int{0}, Mine: []int{0}, Theirs: []int{0},
			MineChange: redline.Moved, TheirsChange: redline.MovedEdited}, "clash: Coravia and Delta <Union> move it to different places"},
	}
	for _, tt := range tests {
		if got := threeway.State(&tt.p, names); got != tt.want {
			t.Errorf("state of %+v: got %q, want %q", tt.p, got, tt.want)
		}
	}
}

// TestOneParagraphIsOne counts one paragraph as one in every form.
func TestOneParagraphIsOne(t *testing.T) {
	d := &text.Draft{Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "1.", Text: "Decides to meet;"}}}
	c := redline.ThreeWayDrafts(d, d, d, redline.Options{})
	two := redline.Compare(d, d, redline.Options{})
	for form, body := range map[string][]byte{
		"html": page.WriteThreeWay(c, names), "markdown": markdown.WriteThreeWay(c, names), "text": terminal.WriteThreeWay(c, terminal.ThreeWayOptions{Names: names}),
		"redline in html": page.Write(page.Of(two, page.Names{})), "redline in markdown": markdown.WriteRedline(two, markdown.Names{}, markdown.RedlineOptions{}),
		"redline in text": terminal.Write(two, terminal.Options{}),
	} {
		if s := string(body); strings.Contains(s, "1 paragraphs") || !strings.Contains(s, "1 paragraph") {
			t.Errorf("%s: one paragraph is not counted so:\n%.900s", form, s)
		}
	}
}
