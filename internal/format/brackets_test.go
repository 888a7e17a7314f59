package format_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// scripts are sentences in six scripts: what stands before a bracket, its first and
// its last words, and what stands behind; and a name.
var scripts = map[string]struct{ before, inside, more, after, name string }{
	"en": {"States of the basin shall", "protect the great rivers", "and the lakes", "in every season of the year.", "Coravia"},
	"fr": {"Les États du bassin doivent", "protéger les grandes rivières", "et les lacs", "en toute saison de l’année.", "Coravia"},
	"es": {"Los Estados de la cuenca deben", "proteger los grandes ríos", "y los lagos", "en todas las estaciones del año.", "Coravia"},
	"ru": {"Государства бассейна должны", "охранять великие реки", "и озёра", "в любое время года.", "Коравия"},
	"ar": {"على دول الحوض أن", "تحمي الأنهار الكبرى", "والبحيرات", "في كل فصول السنة.", "كورافيا"},
	"zh": {"流域各国应当", "保护大河", "和湖泊", "在一年四季。", "科拉维亚"},
}

// draftOf makes a draft of one paragraph.
func draftOf(language, words string) *text.Draft {
	return &text.Draft{Language: language, Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "1.", Text: words}}}
}

// TestBracketsMarkNoWords opens, lifts, moves and attributes brackets, in six scripts:
// no rendering marks the words that stay.
func TestBracketsMarkNoWords(t *testing.T) {
	for language, s := range scripts {
		gap := " "
		if language == "zh" {
			gap = ""
		}
		join := func(parts ...string) string { return strings.Join(parts, gap) }
		plain := join(s.before, s.inside, s.more, s.after)
		one := join(s.before, "["+s.inside+"]", s.more, s.after)
		for name, texts := range map[string][2]string{
			"opened":       {plain, one},
			"opened wide":  {plain, "[" + plain + "]"},
			"lifted":       {one, plain},
			"nested":       {one, join(s.before, "[["+s.inside+"]", s.more+"]", s.after)},
			"end moved":    {one, join(s.before, "["+s.inside, s.more+"]", s.after)},
			"start moved":  {join(s.before, s.inside, "["+s.more+"]", s.after), join(s.before, "["+s.inside, s.more+"]", s.after)},
			"holder added": {one, join(s.before, "["+s.name+": "+s.inside+"]", s.more, s.after)},
			"holder left":  {join(s.before, "["+s.inside+" – "+s.name+"]", s.more, s.after), one},
			"joined":       {join(s.before, "["+s.name+": "+s.inside+"]", s.more, s.after), join(s.before, "["+s.name+", Tarsis: "+s.inside+"]", s.more, s.after)},
		} {
			c := redline.Compare(draftOf(language, texts[0]), draftOf(language, texts[1]), redline.Options{})
			for rendering, marked := range markedIn(t, c) {
				is := strings.FieldsFunc(marked, func(r rune) bool { return !unicode.IsLetter(r) })
				for _, word := range strings.Fields(join(s.before, s.inside, s.more, s.after)) {
					if slices.Contains(is, word) || strings.Contains(marked, s.inside) || language == "zh" && strings.ContainsAny(marked, plain) {
						t.Errorf("%s, %s, %s: %q is marked in %q", language, name, rendering, word, marked)
					}
				}
				if strings.TrimSpace(marked) == "" {
					t.Errorf("%s, %s, %s: nothing is marked", language, name, rendering)
				}
			}
		}
	}
}

var (
	inTags   = regexp.MustCompile(`(?s)<(?:del|ins)\b[^>]*>.*?</(?:del|ins)>`)
	unspoken = regexp.MustCompile(`<span class="sr"[^>]*>[^<]*</span>|<[^>]*>`)
	inBraces = regexp.MustCompile(`(?s)\{-.*?-\}|\{\+.*?\+\}`)
)

// markedIn gives the words that each rendering of a comparison marks.
func markedIn(t *testing.T, c *redline.Comparison) map[string]string {
	t.Helper()
	out := map[string]string{}
	page := html.Of(c, html.Names{Old: "old", New: "new"})
	for name, layout := range map[string]html.Layout{"HTML": html.Inline, "HTML in columns": html.Columns, "HTML list": html.List} {
		page.Layout = layout
		_, body, _ := strings.Cut(string(html.Write(page)), "</header>")
		out[name] = unspoken.ReplaceAllString(strings.Join(inTags.FindAllString(body, -1), ""), "")
	}
	names := markdown.Names{Old: "old", New: "new"}
	for name, body := range map[string][]byte{"Markdown": markdown.WriteRedline(c, names, markdown.RedlineOptions{}), "Markdown list": markdown.WriteList(c, names, markdown.RedlineOptions{})} {
		_, words, _ := strings.Cut(string(body), "\n---\n")
		out[name] = unspoken.ReplaceAllString(strings.Join(inTags.FindAllString(words, -1), ""), "")
	}
	for name, body := range map[string][]byte{"terminal": terminal.Write(c, terminal.Options{}), "terminal list": terminal.WriteList(c, terminal.Options{})} {
		for _, m := range inBraces.FindAllString(string(body), -1) {
			if m != "{-removed-}" && m != "{+added+}" {
				out[name] += m
			}
		}
	}
	data, err := redlinejson.Encode(redlinejson.Of(c, redlinejson.Names{}, redlinejson.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := redlinejson.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	back, err := doc.Comparison()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range back.Paragraphs {
		for _, s := range p.Segments {
			if s.Op != redline.Equal {
				out["JSON"] += s.Text
			}
		}
	}
	return out
}

// TestLegends looks for the legend of the brackets on every export that has some.
func TestLegends(t *testing.T) {
	a, b := draftOf("en", "States [shall] act."), draftOf("en", "States shall act [now].")
	c := redline.Compare(a, b, redline.Options{})
	page := html.Of(c, html.Names{Old: "old", New: "new"})
	exports := map[string][]byte{}
	for name, layout := range map[string]html.Layout{"HTML": html.Inline, "HTML in columns": html.Columns, "HTML list": html.List} {
		page.Layout = layout
		exports[name] = html.Write(page)
	}
	names := markdown.Names{Old: "old", New: "new"}
	exports["Markdown"], exports["Markdown list"] = markdown.WriteRedline(c, names, markdown.RedlineOptions{}), markdown.WriteList(c, names, markdown.RedlineOptions{})
	exports["terminal"], exports["terminal list"] = terminal.Write(c, terminal.Options{}), terminal.WriteList(c, terminal.Options{})
	three := redline.ThreeWayDrafts(a, a, b, redline.Options{})
	sides := threeway.Names{Mine: "Coravia", Theirs: "Tarsis"}
	exports["three-way HTML"], exports["three-way Markdown"] = html.WriteThreeWay(three, sides), markdown.WriteThreeWay(three, sides)
	exports["three-way terminal"] = terminal.WriteThreeWay(three, terminal.ThreeWayOptions{Names: sides})
	account := &redline.Account{Name: "rev1", Paragraphs: []redline.AccountParagraph{{Paragraph: a.Paragraphs[0], Spans: []redline.Span{{Start: 0, End: len(a.Paragraphs[0].Text)}}, Notes: []redline.Note{{Draft: "rev1"}}}}}
	exports["blame HTML"], exports["blame terminal"] = html.WriteBlame(account), terminal.WriteBlame(account, terminal.BlameOptions{})
	for name, body := range exports {
		if !strings.Contains(strings.ToLower(string(body)), "square brackets are part of the text") {
			t.Errorf("%s has no legend of the brackets", name)
		}
	}
}
