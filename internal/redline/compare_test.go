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

// marked writes segments with {-what goes-} and {+what comes+}.
func marked(segments []redline.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		switch s.Op {
		case redline.Equal:
			b.WriteString(s.Text)
		case redline.Delete:
			b.WriteString("{-" + s.Text + "-}")
		case redline.Insert:
			b.WriteString("{+" + s.Text + "+}")
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"equal":       {"All rivers.", "All rivers.", "All rivers."},
		"empty":       {"", "", ""},
		"all new":     {"", "All rivers.", "{+All rivers.+}"},
		"all gone":    {"All rivers.", "", "{-All rivers.-}"},
		"word":        {"States shall report.", "States should report.", "States {-shall-}{+should+} report."},
		"whole words": {"the people", "the peoples", "the {-people-}{+peoples+}"},
		"hyphenated":  {"people-centred flow", "human-centred flow", "{-people-centred-}{+human-centred+} flow"},
		"symbol":      {"in A/RES/70/1 on", "in A/RES/79/1 on", "in {-A/RES/70/1-}{+A/RES/79/1+} on"},
		"phrase":      {"to share the data daily", "to publish all readings daily", "to {-share the data-}{+publish all readings+} daily"},
		"lone word":   {"must quickly and fully comply at once", "may soon and gladly comply at once", "{-must quickly and fully-}{+may soon and gladly+} comply at once"},
		"verb alone":  {"The Assembly shall meet.", "The Assembly should meet each year.", "The Assembly {-shall-}{+should+} meet{+ each year+}."},
		"figures alone": {"rises by 3.5 per cent (A/RES/70/1) — or $1,000.00 a year", "rises by 3.6 per cent (A/RES/70/2) – or $1,500.00 a year",
			"rises by {-3.5-}{+3.6+} per cent ({-A/RES/70/1-}{+A/RES/70/2+}) {-—-}{+–+} or ${-1,000.00-}{+1,500.00+} a year"},
		"years together":         {"in 2025 and 2030 at Sarrow", "in 2026 and 2031 at Sarrow", "in {-2025 and 2030-}{+2026 and 2031+} at Sarrow"},
		"a range":                {"paragraphs 14 to 19 apply", "paragraphs 15 to 21 apply", "paragraphs {-14 to 19-}{+15 to 21+} apply"},
		"a list of figures":      {"Article 4, paragraphs 3, 5 and 8, applies", "Article 4, paragraphs 4, 6 and 9, applies", "Article 4, paragraphs {-3, 5 and 8-}{+4, 6 and 9+}, applies"},
		"dates in a range":       {"from 27 to 31 March 2025 in Sarrow", "from 15 to 19 April 2026 in Sarrow", "from {-27 to 31 March 2025-}{+15 to 19 April 2026+} in Sarrow"},
		"days of two months":     {"on 30 November and 1 December 2025 and", "on 11 and 12 December 2026 and", "on {-30 November and 1 December 2025-}{+11 and 12 December 2026+} and"},
		"a number that moved up": {"held from 6 to 8 May", "held from 8 to 12 May", "held from {-6 to 8-}{+8 to 12+} May"},
		"a number with another":  {"resolutions 56/183, 57/238 and 59/220", "resolutions 57/238, 59/220 and 60/252", "resolutions {-56/183, -}57/238{- and-}{+,+} 59/220{+ and 60/252+}"},
		"Chinese date":           {"2025年12月14日第7号决议", "2026年12月19日第8号决议", "{-2025年12月14日第7-}{+2026年12月19日第8+}号决议"},
		"Chinese day and month":  {"的2023年6月7日第2023/3号决议", "的2024年7月23日第2024/13号决议", "的{-2023年6月7-}{+2024年7月23+}日第{-2023/3-}{+2024/13+}号决议"},
		"a date and a word": {"on 30 November and 1 December 2025, and the seventh session", "on 11 and 12 December 2026, and the eighth session",
			"on {-30 November and 1 December 2025-}{+11 and 12 December 2026+}, and the {-seventh-}{+eighth+} session"},
		"Chinese month and day": {"2025年6月7日举行", "2026年7月23日举行", "{-2025年6月7-}{+2026年7月23+}日举行"},
		"a figure and a word":   {"in 2025, water is measured", "in 2026, ice is measured", "in {-2025-}{+2026+}, {-water-}{+ice+} is measured"},
		"verb beside a word":    {"Parties shall promptly report", "Parties should, yearly, report", "Parties {-shall promptly-}{+should, yearly,+} report"},
		"two single words":      {"in the spirit of joint solidarity", "in the interest of global solidarity", "in the {-spirit of joint-}{+interest of global+} solidarity"},
		"kept words": {"States shall provide support to developing country members.", "States should provide financial support to other members.",
			"States {-shall-}{+should+} provide {+financial +}support to {-developing country-}{+other+} members."},
		"a date is one": {"its resolution of 14 December 2022 on flow", "its resolution of 19 December 2023 on flow", "its resolution of {-14 December 2022-}{+19 December 2023+} on flow"},
		"una fecha":     {"el 14 de diciembre de 2022 en", "el 19 de diciembre de 2023 en", "el {-14 de diciembre de 2022-}{+19 de diciembre de 2023+} en"},
		"clause":        {"Calls upon States to act", "Calls upon States, as appropriate, to act", "Calls upon States{+, as appropriate,+} to act"},
		"sentence":      {"We act. We report.", "We act. We learn. We report.", "We act. {+We learn. +}We report."},
		"little survives": {"Urges all States to build new stations on the upper river before the next flood season",
			"Recommends that the secretariat and all experts study how the delta may be restored on the basis of the annual plan",
			"{-Urges all States to build new stations on the upper river before the next flood season-}{+Recommends that the secretariat and all experts study how the delta may be restored on the basis of the annual plan+}"},
		"bracket put":     {"States shall report yearly", "States [shall] report yearly", "States {+[+}shall{+]+} report yearly"},
		"bracket lifted":  {"States [shall] report", "States shall report", "States {-[-}shall{-]-} report"},
		"bracket kept":    {"States [shall] report", "States [should] report", "States [{-shall-}{+should+}] report"},
		"a bracket moves": {"to [protect the river and] the marsh", "to protect the river and [the marsh]", "to {-[-}protect the river and{-]-} {+[+}the marsh{+]+}"},
		"the weightier stay": {"women and girls in rural areas", "women, girls and older persons in rural and remote areas",
			"women{- and-}{+,+} girls {+and older persons +}in rural {+and remote +}areas"},
		"shares by years":   {"by 30 per cent by 2030", "by 40 per cent by 2035", "by {-30-}{+40+} per cent by {-2030-}{+2035+}"},
		"long bracket":      {"to protect the river and all who live by it", "to [protect the river and] all who live by it", "to {+[+}protect the river and{+]+} all who live by it"},
		"quotation mark":    {"the \"river\" flows", "the “river” flows", "the {-\"-}{+“+}river{-\"-}{+”+} flows"},
		"no-break space":    {"5 per cent", "5\u00a0per cent", "5{- -}{+\u00a0+}per cent"},
		"hyphen variant":    {"a non-State body", "a non\u2011State body", "a {-non-State-}{+non\u2011State+} body"},
		"Chinese":           {"重申各国应当报告", "重申各国可以报告", "重申各国{-应当-}{+可以+}报告"},
		"Arabic":            {"على الدول أن تقدم", "على جميع الدول أن تقدم", "على {+جميع +}الدول أن تقدم"},
		"Russian":           {"государства должны", "государства могут", "государства {-должны-}{+могут+}"},
		"line feed":         {"one two", "one\ntwo", "one{- -}{+\n+}two"},
		"repeated sentence": {"a b c", "a b c a b c", "a b c{+ a b c+}"},
	} {
		t.Run(name, func(t *testing.T) {
			segments := redline.Default{}.Diff(tt.old, tt.new, "")
			if broken := brokenSegments(segments, tt.old, tt.new); broken != "" {
				t.Fatal(broken)
			}
			if diff := cmp.Diff(tt.want, marked(segments)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestBracketsNeverRemarkWords holds rule 5 of the design: putting or lifting
// brackets marks no word.
func TestBracketsNeverRemarkWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newInventor(rapid.Uint64().Draw(t, "seed"), rapid.SampledFrom(languageNames).Draw(t, "language"))
		plain := g.paragraph(rapid.IntRange(1, 60).Draw(t, "words"))
		tokens := text.Tokens(plain, g.language)
		from := rapid.IntRange(0, len(tokens)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(tokens)-1).Draw(t, "to")
		a, b := tokens[from].Start, tokens[to].End
		bracketed := plain[:a] + "[" + plain[a:b] + "]" + plain[b:]
		for _, pair := range [][2]string{{plain, bracketed}, {bracketed, plain}} {
			for _, s := range (redline.Default{}).Diff(pair[0], pair[1], g.language) {
				if s.Op != redline.Equal && text.Words(s.Text, g.language) > 0 {
					t.Fatalf("from %q to %q, %q is marked", pair[0], pair[1], s.Text)
				}
			}
		}
	})
}

// lines makes a draft of one paragraph a line, with the labels that they have.
func lines(s string) *text.Draft { return splitDraft(s, "en") }

const (
	first  = "Calls upon the coastal States to monitor the water level of every river of the basin"
	second = "Invites the Sarrow Islands to host the next meeting of the compact in early spring"
	third  = "Decides that the secretariat shall publish all readings within two working days of receipt"
)

func TestCompareNamesTheChange(t *testing.T) {
	for name, tt := range map[string]struct {
		old, new string
		want     []string
	}{
		"same":     {"1. " + first, "1. " + first, []string{"UNCHANGED [0] [0]"}},
		"edited":   {"1. " + first, "1. " + first + " and lake", []string{"EDITED [0] [0]"}},
		"inserted": {"1. " + first, "1. " + second + "\n2. " + first, []string{"INSERTED [] [0]", "RENUMBERED [0] [1]"}},
		"deleted":  {"1. " + first + "\n2. " + second + "\n3. " + third, "1. " + first + "\n2. " + third, []string{"UNCHANGED [0] [0]", "DELETED [1] []", "RENUMBERED [2] [1]"}},
		"replaced": {"1. " + first + "\n2. " + second, "1. " + first + "\n2. " + third, []string{"UNCHANGED [0] [0]", "DELETED [1] []", "INSERTED [] [1]"}},
		"moved":    {first + "\n" + second + "\n" + third, second + "\n" + third + "\n" + first, []string{"UNCHANGED [1] [0]", "UNCHANGED [2] [1]", "MOVED [0] [2]"}},
		"moved and edited": {first + "\n" + second + "\n" + third, second + "\n" + third + "\n" + first + " and lake",
			[]string{"UNCHANGED [1] [0]", "UNCHANGED [2] [1]", "MOVED_EDITED [0] [2]"}},
		"split":  {second + "\n" + first + ". " + third, second + "\n" + first + ".\n" + third, []string{"UNCHANGED [0] [0]", "SPLIT [1] [1 2]"}},
		"merged": {second + "\n" + first + ".\n" + third, second + "\n" + first + ". " + third, []string{"UNCHANGED [0] [0]", "MERGED [1 2] [1]"}},
		"labels alone": {"1. " + first + "\n2.\n3. " + third, "1. " + first + "\n3.\n4. " + third,
			[]string{"UNCHANGED [0] [0]", "RENUMBERED [1] [1]", "RENUMBERED [2] [2]"}},
		"alike ones in order": {"1. See annex\n2. " + first + "\n3. See annex\n4. " + second + "\n5. See annex",
			"1. " + first + "\n2. See annex\n3. " + second + "\n4. See annex",
			[]string{"DELETED [0] []", "RENUMBERED [1] [0]", "RENUMBERED [2] [1]", "RENUMBERED [3] [2]", "RENUMBERED [4] [3]"}},
		"to nothing":   {first, "", []string{"DELETED [0] []", "INSERTED [] [0]"}},
		"near matches": {"The flow of 2026 is high\nThe flow of 2027 is high", "The flow of 2026 is low\nThe flow of 2027 is low", []string{"EDITED [0] [0]", "EDITED [1] [1]"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := redline.Compare(lines(tt.old), lines(tt.new), redline.Options{})
			if broken := brokenLaw(c); broken != "" {
				t.Fatal(broken)
			}
			var got []string
			for _, p := range c.Paragraphs {
				got = append(got, fmt.Sprint(p.Change, " ", p.Old, " ", p.New))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompareByLineage(t *testing.T) {
	old, new := lines(first+"\n"+second+"\n"+third), lines(third+"\n"+first+"\n"+second)
	old.Paragraphs[0].ID, new.Paragraphs[2].ID = "p1", "p1"
	o := redline.Options{Lineage: []redline.Pair{{Old: []int{1, 2}, New: []int{1}}}, ByLineageOnly: true}
	c := redline.Compare(old, new, o)
	var got []string
	for _, p := range c.Paragraphs {
		got = append(got, fmt.Sprint(p.Change, " ", p.Old, " ", p.New))
	}
	want := []string{"INSERTED [] [0]", "MERGED [1 2] [1]", "MOVED_EDITED [0] [2]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStatsCountWords(t *testing.T) {
	c := redline.Compare(lines("1. "+first+"\n2. All [rivers]"), lines("1. "+first+" and lake\n2. Two words"), redline.Options{})
	want := redline.Stats{Edited: 1, Deleted: 1, Inserted: 1, WordsInserted: 4, WordsDeleted: 2}
	if diff := cmp.Diff(want, c.Stats); diff != "" {
		t.Errorf("stats (-want +got):\n%s", diff)
	}
}

func TestAlignTellsWhatIsSure(t *testing.T) {
	links := redline.Align(lines(first+"\n"+second+"\n"+third), lines(first+"\nInvites somebody to host the next meeting of a body\n"+third+" and not later"), redline.Options{})
	if len(links) != 3 || !links[0].Sure || links[1].Sure || !links[2].Sure {
		t.Fatalf("links = %+v, want three, the second not sure", links)
	}
	if links[0].Similarity != 1 || links[1].Similarity < 0.3 || links[1].Similarity > 0.7 || links[2].Similarity < 0.8 {
		t.Errorf("similarities = %v, %v, %v", links[0].Similarity, links[1].Similarity, links[2].Similarity)
	}
}

// TestCompareHostileDrafts holds the comparer to a bound on drafts made to be slow.
func TestCompareHostileDrafts(t *testing.T) {
	g := newInventor(2, "en")
	repeat := func(s string, n int) *text.Draft { return lines(strings.TrimSuffix(strings.Repeat(s+"\n", n), "\n")) }
	unlike := func(prefix string, n int) *text.Draft {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s%d ", prefix, i)
		}
		return lines(b.String())
	}
	for name, pair := range map[string][2]*text.Draft{
		"equal lines":            {repeat("See annex", 5000), repeat("See annex", 4000)},
		"empty lines":            {repeat("", 5000), repeat("", 4000)},
		"alike lines":            {repeat("the flow of the river is high and the boat is small", 3000), repeat("the flow of the river is low and the boat is small", 3000)},
		"one paragraph":          {g.draft(1, 20000), g.draft(1, 20000)},
		"nothing in common":      {unlike("a", 30000), unlike("b", 30000)},
		"one word over and over": {lines(strings.Repeat("a ", 50000)), lines(strings.Repeat("a b ", 30000))},
		"brackets":               {lines(strings.Repeat("[", 50000)), lines(strings.Repeat("[]", 30000))},
	} {
		for _, d := range pair {
			for i := range d.Paragraphs {
				if name == "nothing in common" {
					d.Paragraphs[i].ID = "p"
				}
			}
		}
		c := redline.Compare(pair[0], pair[1], redline.Options{})
		if broken := brokenLaw(c); broken != "" {
			t.Errorf("%s: %.300s", name, broken)
		}
	}
}

func TestDiffJoinsBlocksThatTouch(t *testing.T) {
	got := redline.Default{}.Diff(" a", " a ", "")
	want := []redline.Segment{{Op: redline.Equal, Text: " a"}, {Op: redline.Insert, Text: " "}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("segments (-want +got):\n%s", diff)
	}
}
