package redline_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// styled reads a text with marks typed into it: *italic*, _bold_ and ^1^ for the
// anchor of footnote 1.
func styled(s string) text.Paragraph {
	p := text.Paragraph{Kind: text.Operative}
	kinds := map[rune]text.MarkKind{'*': text.Italic, '_': text.Bold}
	open := map[rune]int{}
	var b strings.Builder
	for rest := s; rest != ""; {
		r := []rune(rest)[0]
		rest = strings.TrimPrefix(rest, string(r))
		switch start, isOpen := open[r]; {
		case r == '^':
			ref, after, _ := strings.Cut(rest, "^")
			p.Marks = append(p.Marks, text.Mark{Kind: text.NoteAnchor, Start: b.Len(), End: b.Len(), Ref: ref})
			rest = after
		case kinds[r] == "":
			b.WriteRune(r)
		case isOpen:
			p.Marks = append(p.Marks, text.Mark{Kind: kinds[r], Start: start, End: b.Len()})
			delete(open, r)
		default:
			open[r] = b.Len()
		}
	}
	p.Text = b.String()
	text.SortMarks(p.Marks)
	return p
}

func styledDraft(lines ...string) *text.Draft {
	d := &text.Draft{Language: "en"}
	for _, l := range lines {
		p := styled(l)
		if label, words, isNote := strings.Cut(l, "| "); isNote {
			p = text.Paragraph{Kind: text.Footnote, Label: label, Text: words}
		}
		d.Paragraphs = append(d.Paragraphs, p)
	}
	return d
}

// formatting writes the changes of formatting of a comparison.
func formatting(c *redline.Comparison) []string {
	var out []string
	for _, p := range c.Paragraphs {
		for _, f := range p.Formatting {
			d := c.Old
			if f.Op == redline.Insert {
				d = c.New
			}
			words := d.Paragraphs[f.Index].Text
			if f.Mark.Kind == text.NoteAnchor {
				out = append(out, fmt.Sprintf("%s %d footnote %s after %q", f.Op, f.Index, f.Mark.Ref, words[:f.Mark.Start]))
				continue
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %d %s %q %s", f.Op, f.Index, f.Mark.Kind, words[f.Mark.Start:f.Mark.End], f.Mark.Ref)))
		}
	}
	return out
}

func TestFormatting(t *testing.T) {
	for name, tt := range map[string]struct {
		old, new []string
		want     []string
	}{
		"none":              {[]string{"Recalling the *Compact*"}, []string{"Recalling the *Compact*"}, nil},
		"came":              {[]string{"Recalling the Compact"}, []string{"*Recalling* the Compact"}, []string{`INSERT 0 italic "Recalling"`}},
		"went":              {[]string{"*Recalling* the Compact"}, []string{"Recalling the Compact"}, []string{`DELETE 0 italic "Recalling"`}},
		"other kind":        {[]string{"*Recalling* the Compact"}, []string{"_Recalling_ the Compact"}, []string{`DELETE 0 italic "Recalling"`, `INSERT 0 bold "Recalling"`}},
		"longer":            {[]string{"*Recalling* the Compact"}, []string{"*Recalling the* Compact"}, []string{`INSERT 0 italic "the"`}},
		"moved by words":    {[]string{"Recalling the *Compact*"}, []string{"Recalling once more the *Compact*"}, nil},
		"with new words":    {[]string{"Recalling the Compact"}, []string{"Recalling *once more* the Compact"}, nil},
		"with words gone":   {[]string{"Recalling *once more* the Compact"}, []string{"Recalling the Compact"}, nil},
		"in parts":          {[]string{"Recalling *the Riverside Compact*"}, []string{"Recalling *the* *Riverside* *Compact*"}, nil},
		"spaces alone":      {[]string{"Recalling * *the Compact"}, []string{"Recalling the Compact"}, nil},
		"round a change":    {[]string{"the upper river basin flows"}, []string{"*the lower river basin* flows"}, []string{`INSERT 0 italic "the"`, `INSERT 0 italic "river basin"`}},
		"anchor came":       {[]string{"the Compact and its annex"}, []string{"the Compact^1^ and its annex"}, []string{`INSERT 0 footnote 1 after "the Compact"`}},
		"anchor moved":      {[]string{"the Compact^1^ and its annex"}, []string{"the Compact and its annex^1^"}, []string{`DELETE 0 footnote 1 after "the Compact"`, `INSERT 0 footnote 1 after "the Compact and its annex"`}},
		"anchor stays":      {[]string{"the Compact^1^ and its annex"}, []string{"Recalling once more the Compact^1^ and its annex"}, nil},
		"anchor of a word":  {[]string{"the Compact and its annex"}, []string{"the Compact, the Charter^1^ and its annex"}, nil},
		"anchor in front":   {[]string{"the Compact"}, []string{"^1^the Compact"}, []string{`INSERT 0 footnote 1 after ""`}},
		"anchor renumbered": {[]string{"the Compact^1^ and its annex", "1| A/1"}, []string{"the Compact^2^ and its annex", "2| A/1"}, nil},
		"one more anchor": {[]string{"the Compact^1^ and its annex", "1| Decision on the gauges"},
			[]string{"the Compact^1^^2^ and its annex", "1| Report of the harbours", "2| Decision on the gauges"}, []string{`INSERT 0 footnote 1 after "the Compact"`}},
		"moved paragraph": {[]string{first, second, third}, []string{second, third, "*Calls upon*" + strings.TrimPrefix(first, "Calls upon")}, []string{`INSERT 2 italic "Calls upon"`}},
		"split": {[]string{second, "*" + first + ".* " + third}, []string{second, "*" + first + ".*", "_Decides_" + strings.TrimPrefix(third, "Decides")},
			[]string{`INSERT 2 bold "Decides"`}},
		"merged": {[]string{second, first + ".", "*Decides*" + strings.TrimPrefix(third, "Decides")}, []string{second, "_" + first + "._ " + third},
			[]string{`INSERT 1 bold "` + first + `."`, `DELETE 2 italic "Decides"`}},
	} {
		t.Run(name, func(t *testing.T) {
			old, new := styledDraft(tt.old...), styledDraft(tt.new...)
			c := redline.Compare(old, new, redline.Options{})
			if diff := cmp.Diff(tt.want, formatting(c)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFormattingOfLinks(t *testing.T) {
	link := func(ref string) *text.Draft {
		return &text.Draft{Paragraphs: []text.Paragraph{{Text: "See the Compact.", Marks: []text.Mark{{Kind: text.Link, Start: 8, End: 15, Ref: ref}}}}}
	}
	c := redline.Compare(link("https://a.example"), link("https://b.example"), redline.Options{})
	want := []string{`DELETE 0 link "Compact" https://a.example`, `INSERT 0 link "Compact" https://b.example`}
	if diff := cmp.Diff(want, formatting(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.Paragraphs[0].Change; got != redline.Unchanged {
		t.Errorf("change = %s, want UNCHANGED", got)
	}
}

// withMarks draws marks for every paragraph of a draft.
func withMarks(t *rapid.T, d *text.Draft) *text.Draft {
	out := *d
	out.Paragraphs = nil
	for _, p := range d.Paragraphs {
		tokens := text.Tokens(p.Text, d.Language)
		for range rapid.IntRange(0, 5).Draw(t, "marks") {
			from := rapid.IntRange(0, len(tokens)-1).Draw(t, "from")
			to := rapid.IntRange(from, min(len(tokens)-1, from+12)).Draw(t, "to")
			m := text.Mark{Kind: rapid.SampledFrom([]text.MarkKind{text.Italic, text.Bold, text.Link, text.NoteAnchor}).Draw(t, "kind"),
				Start: tokens[from].Start, End: tokens[to].End}
			switch m.Kind {
			case text.Link:
				m.Ref = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "ref")
			case text.NoteAnchor:
				m.Ref, m.Start = "1", m.End
			}
			p.Marks = append(p.Marks, m)
		}
		text.SortMarks(p.Marks)
		out.Paragraphs = append(out.Paragraphs, p)
	}
	return &out
}

// TestFormattingTurnsTheOldMarksIntoTheNew takes the Delete entries from the old
// marks and adds the Insert entries, and looks at every sign that stays.
func TestFormattingTurnsTheOldMarksIntoTheNew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newInventor(rapid.Uint64().Draw(t, "seed"), rapid.SampledFrom(languageNames).Draw(t, "language"))
		plain := g.draft(rapid.IntRange(1, 6).Draw(t, "paragraphs"), 25)
		old := withMarks(t, plain)
		new := withMarks(t, g.revise(plain, rapid.Float64Range(0, 1).Draw(t, "share")).draft)
		c := redline.Compare(old, new, redline.Options{})
		for n, p := range c.Paragraphs {
			if broken := brokenFormatting(c, p); broken != "" {
				t.Fatalf("change %d, %s: %s", n, p.Change, broken)
			}
		}
	})
}

// brokenFormatting tells where the formatting of a change is not what it should
// be, or gives "".
func brokenFormatting(c *redline.Comparison, p redline.ParagraphChange) string {
	if len(p.Old) == 0 || len(p.New) == 0 {
		if len(p.Formatting) > 0 {
			return "formatting of a paragraph without partner"
		}
		return ""
	}
	segments := p.Segments
	if p.Change == redline.Unchanged {
		segments = []redline.Segment{{Op: redline.Equal, Text: c.Old.Paragraphs[p.Old[0]].Text}}
	}
	old, new := signsOf(c.Old, p.Old), signsOf(c.New, p.New)
	for _, f := range p.Formatting {
		signs, d := old, c.Old
		if f.Op == redline.Insert {
			signs, d = new, c.New
		}
		if !signs.name(d, f.Index, f.Mark) {
			return fmt.Sprintf("%v does not fit what the marks were", f)
		}
	}
	i, j := 0, 0
	for _, s := range segments {
		for _, r := range s.Text {
			if s.Op == redline.Equal && !unicode.IsSpace(r) {
				if diff := cmp.Diff(old[i].left(), new[j].left()); diff != "" {
					return fmt.Sprintf("%q has other marks (-old +new):\n%s", r, diff)
				}
			}
			if s.Op == redline.Delete && !unicode.IsSpace(r) && len(old[i].named) > 0 || s.Op == redline.Insert && !unicode.IsSpace(r) && len(new[j].named) > 0 {
				return fmt.Sprintf("a mark of %q is named, which does not stay", r)
			}
			if s.Op != redline.Insert {
				i++
			}
			if s.Op != redline.Delete {
				j++
			}
		}
	}
	return ""
}

// sign is one rune of the texts of a change, which marks it has, and which of
// them a change of formatting names.
type sign struct {
	paragraph, at int
	has, named    map[string]int
}

// left gives the marks that are not named: those that both drafts have.
func (s sign) left() map[string]int {
	out := map[string]int{}
	for k, n := range s.has {
		if n -= s.named[k]; n > 0 {
			out[k] = n
		}
	}
	return out
}

type signList []sign

// signsOf gives the runes of several paragraphs, with the line feeds between.
func signsOf(d *text.Draft, at []int) signList {
	var out signList
	for n, k := range at {
		p := d.Paragraphs[k]
		for i := range p.Text {
			s := sign{k, i, map[string]int{}, map[string]int{}}
			for _, m := range p.Marks {
				if m.Start <= i && i < m.End {
					s.has[string(m.Kind)+m.Ref] = 1
				} else if m.Kind == text.NoteAnchor && anchoredBy(p.Text, m.Start) == i {
					s.has[string(m.Kind)+m.Ref]++
				}
			}
			out = append(out, s)
		}
		if n+1 < len(at) {
			out = append(out, sign{paragraph: -1})
		}
	}
	return out
}

// anchoredBy gives where the last sign before an anchor begins, 0 for none.
func anchoredBy(s string, at int) int {
	trimmed := []rune(strings.TrimRightFunc(s[:at], unicode.IsSpace))
	if len(trimmed) == 0 {
		return 0
	}
	return len(string(trimmed[:len(trimmed)-1]))
}

// name names a mark on the signs that it covers; false if one of them, white
// space aside, does not have it or is named already.
func (l signList) name(d *text.Draft, paragraph int, m text.Mark) bool {
	from, to := m.Start, m.End
	if m.Kind == text.NoteAnchor {
		from = anchoredBy(d.Paragraphs[paragraph].Text, m.Start)
		to = from + 1
	}
	found := false
	for _, s := range l {
		if s.paragraph != paragraph || s.at < from || s.at >= to {
			continue
		}
		key := string(m.Kind) + m.Ref
		if s.named[key] < s.has[key] {
			s.named[key]++
			found = true
		} else if r := []rune(d.Paragraphs[paragraph].Text[s.at:])[0]; !unicode.IsSpace(r) {
			return false
		}
	}
	return found
}
