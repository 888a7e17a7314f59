package spoken_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/spoken"
	"github.com/travaux/travaux/internal/text"
)

// draftOf gives a draft of paragraphs that are numbered from 1.
func draftOf(language string, texts ...string) *text.Draft {
	d := &text.Draft{Language: language}
	for _, s := range texts {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative, Text: s,
			Label: string(rune('1'+len(d.Paragraphs))) + "."})
	}
	return d
}

// compared gives the one change that turns the old texts into the new ones.
func compared(language string, old, new []string) *redline.Comparison {
	pair := redline.Pair{}
	for i := range old {
		pair.Old = append(pair.Old, i)
	}
	for i := range new {
		pair.New = append(pair.New, i)
	}
	return redline.Compare(draftOf(language, old...), draftOf(language, new...), redline.Options{Lineage: []redline.Pair{pair}})
}

// joinedTexts gives the texts of paragraphs in one, as segments do.
func joinedTexts(d *text.Draft, at []int) string {
	var out []string
	for _, i := range at {
		out = append(out, d.Paragraphs[i].Text)
	}
	return strings.Join(out, "\n")
}

// withoutKinds makes quotation marks of all kinds one, which quoting changes.
func withoutKinds(s string) string {
	return strings.NewReplacer("“", "'", "”", "'", "‘", "'", "’", "'").Replace(s)
}

// brokenSpeech tells how a change is told wrongly: by its instructions and, in
// English, by its sentences. It gives "" where a listener comes to the new text.
func brokenSpeech(r *spoken.Reader, c *redline.Comparison, i int) string {
	k := c.Paragraphs[i]
	if len(k.Old) == 0 || len(k.New) == 0 {
		return ""
	}
	base, want := joinedTexts(c.Old, k.Old), joinedTexts(c.New, k.New)
	finish := func(s string) string {
		if k.Change == redline.Merged && strings.Count(s, "\n") > strings.Count(want, "\n") {
			return strings.Replace(s, "\n", " ", strings.Count(s, "\n")-strings.Count(want, "\n"))
		}
		return s
	}
	got, err := follow(base, r.Instructions(i))
	if err != nil {
		return "instructions: " + err.Error()
	}
	if finish(got) != want {
		return "instructions give " + finish(got) + "\nwanted " + want
	}
	if got, err = inTurn(base, r.Instructions(i)); err != nil || finish(got) != want {
		return fmt.Sprintf("in turn the instructions give %v %s\nwanted %s\nof %s by %+v", err, finish(got), want, base, r.Instructions(i))
	}
	if c.New.Language != "" && c.New.Language != "en" {
		return ""
	}
	var all []spoken.Instruction
	said := r.Paragraph(i)
	for _, s := range said {
		if !strings.HasPrefix(s, "In ") && !strings.HasPrefix(s, "Split ") {
			continue
		}
		heard, err := listen(s)
		if err != nil {
			return err.Error()
		}
		all = append(all, heard...)
	}
	for _, apply := range []func(string, []spoken.Instruction) (string, error){follow, inTurn} {
		got, err = apply(base, all)
		if err != nil {
			return "sentences " + strings.Join(said, "\n") + ": " + err.Error()
		}
		if withoutKinds(finish(got)) != withoutKinds(want) {
			return "sentences " + strings.Join(said, "\n") + "\ngive   " + finish(got) + "\nwanted " + want
		}
	}
	return ""
}

// vocabulary is what texts are made of; words recur, so that places must be told
// apart.
var vocabulary = strings.Fields(`the the of States States shall should may and river waters [ ] [shall] , , . ; : ( ) “ ” ’s - –
	/ delta's 2030 A/RES/70/1 people-centred “Compact” [X] [[ ]] 水 域 de l’eau «`)

func phrase(t *rapid.T, most int) string {
	var b strings.Builder
	for range rapid.IntRange(0, most).Draw(t, "words") {
		b.WriteString(rapid.SampledFrom(vocabulary).Draw(t, "word"))
		b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", " ", "", "\u00a0", "  "}).Draw(t, "space"))
	}
	return b.String()
}

// revised changes a text at some places.
func revised(t *rapid.T, s string) string {
	for range rapid.IntRange(1, 4).Draw(t, "edits") {
		tokens := text.Tokens(s, "en")
		if len(tokens) == 0 {
			return phrase(t, 4)
		}
		from := rapid.IntRange(0, len(tokens)-1).Draw(t, "from")
		to := min(len(tokens), from+rapid.IntRange(0, 3).Draw(t, "length"))
		a, b := tokens[from].Start, tokens[from].Start
		if to > from {
			b = tokens[to-1].End
		}
		switch rapid.IntRange(0, 3).Draw(t, "edit") {
		case 0:
			s = s[:a] + "[" + s[a:b] + "]" + s[b:]
		case 1:
			s = s[:a] + strings.NewReplacer("[", "", "]", "").Replace(s[a:b]) + s[b:]
		default:
			s = s[:a] + phrase(t, 3) + s[b:]
		}
	}
	return s
}

func TestListenerComesToTheNewText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		language := rapid.SampledFrom([]string{"en", "en", "en", "fr", "es", "ru", "zh", "ar", "ja"}).Draw(t, "language")
		old := phrase(t, 25)
		if text, err := text.Normalize(old); err != nil || text != old {
			t.Skip()
		}
		c := compared(language, []string{old}, []string{revised(t, old)})
		if broken := brokenSpeech(spoken.New(c), c, 0); broken != "" {
			t.Fatal(broken)
		}
	})
}

func TestListenerSplitsAndMerges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []string{"We " + phrase(t, 10) + "end", "We also " + phrase(t, 10) + "do", "And " + phrase(t, 5) + "so"}
		parts = parts[:rapid.IntRange(2, 3).Draw(t, "parts")]
		sep := rapid.SampledFrom([]string{" ", " ", " and ", "; ", ""}).Draw(t, "separator")
		whole := strings.Join(parts, sep)
		if rapid.Bool().Draw(t, "edited") {
			whole = revised(t, whole)
		}
		c := compared("en", []string{whole}, parts)
		if rapid.Bool().Draw(t, "merge") {
			c = compared("en", parts, []string{whole})
		}
		if broken := brokenSpeech(spoken.New(c), c, 0); broken != "" {
			t.Fatal(broken)
		}
	})
}

func FuzzSpoken(f *testing.F) {
	f.Add("We recognize that the States [shall] act, and that States should.", "We recognize that the States should act; and that all States shall.")
	f.Add("the river and the delta", "the [river] and the [delta][sea]")
	f.Add("“a” (b)", "‘a’ b")
	f.Add(".A", "B.")
	f.Fuzz(func(t *testing.T, old, new string) {
		a, err := text.Normalize(old)
		b, also := text.Normalize(new)
		if err != nil || also != nil || strings.Contains(a+b, "\n") || len(a)+len(b) > 4096 {
			return
		}
		if wordless(a) || wordless(b) {
			return // a paragraph has words or signs, or nothing
		}
		if accented(a) || accented(b) {
			return // nobody can hear an accent on a space
		}
		c := compared("en", []string{a}, []string{b})
		if broken := brokenSpeech(spoken.New(c), c, 0); broken != "" {
			t.Fatal(broken)
		}
	})
}

// wordless tells whether a text has spaces only, be it with accents on them.
func wordless(s string) bool {
	for _, t := range text.Tokens(s, "en") {
		if t.Class != text.Space {
			return false
		}
	}
	return s != ""
}

// accented tells whether a space of a text bears an accent, which no writing has.
func accented(s string) bool {
	for _, t := range text.Tokens(s, "en") {
		if t.Class == text.Space && strings.ContainsFunc(s[t.Start:t.End], unicode.IsMark) {
			return true
		}
	}
	return false
}
