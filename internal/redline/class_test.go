package redline_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// toldDiffer is a Differ that knows the answers: segments by old and new text.
type toldDiffer map[[2]string][]redline.Segment

func (m toldDiffer) Diff(old, new, _ string) []redline.Segment {
	return slices.Clone(m[[2]string{old, new}])
}

var marks = regexp.MustCompile(`(?s)\{-(.*?)-\}|\{\+(.*?)\+\}`)

// compareMarked compares two drafts given as one: what goes stands in {-…-}, what
// comes in {+…+}; a new line parts paragraphs.
func compareMarked(language, draft string) *redline.Comparison {
	old, new := &text.Draft{Language: language}, &text.Draft{Language: language}
	known := toldDiffer{}
	for i, p := range strings.Split(draft, "\n") {
		var segments []redline.Segment
		add := func(op redline.Op, s string) {
			if s != "" {
				segments = append(segments, redline.Segment{Op: op, Text: s})
			}
		}
		at := 0
		for _, m := range marks.FindAllStringSubmatchIndex(p, -1) {
			add(redline.Equal, p[at:m[0]])
			if m[2] >= 0 {
				add(redline.Delete, p[m[2]:m[3]])
			} else {
				add(redline.Insert, p[m[4]:m[5]])
			}
			at = m[1]
		}
		add(redline.Equal, p[at:])
		var a, b strings.Builder
		for _, s := range segments {
			if s.Op != redline.Insert {
				a.WriteString(s.Text)
			}
			if s.Op != redline.Delete {
				b.WriteString(s.Text)
			}
		}
		id := fmt.Sprint(i)
		old.Paragraphs = append(old.Paragraphs, text.Paragraph{ID: id, Kind: text.Operative, Text: a.String()})
		new.Paragraphs = append(new.Paragraphs, text.Paragraph{ID: id, Kind: text.Operative, Text: b.String()})
		known[[2]string{a.String(), b.String()}] = segments
	}
	return redline.Compare(old, new, redline.Options{Differ: known})
}

// editClasses gives the classes of the edits of a comparison in order, one for
// each.
func editClasses(c *redline.Comparison) (out []redline.Class) {
	for _, p := range c.Paragraphs {
		for i, s := range p.Segments {
			if s.Op != redline.Equal && (i == 0 || p.Segments[i-1].Op == redline.Equal) {
				out = append(out, s.Class)
			}
		}
	}
	return out
}

func TestClasses(t *testing.T) {
	const (
		substance = redline.Substance
		opened    = redline.BracketOpened
		lifted    = redline.BracketLifted
		shifted   = redline.BracketMoved
		stronger  = redline.VerbStronger
		weaker    = redline.VerbWeaker
		number    = redline.Number
		actor     = redline.ActorClass
		qualifier = redline.Qualifier
		editorial = redline.Editorial
	)
	tests := []struct {
		name, language, draft string
		want                  []redline.Class
	}{
		{"opened", "en", "The States {+[+}of the upper basin{+]+} share data", []redline.Class{opened, opened}},
		{"opened, French", "fr", "Les États {+[+}du bassin{+]+} partagent", []redline.Class{opened, opened}},
		{"opened, Chinese", "zh", "各国{+[+}分享水文{+]+}数据", []redline.Class{opened, opened}},
		{"opened, Arabic", "ar", "تتبادل الدول {+[+}بيانات النهر{+]+} كل عام", []redline.Class{opened, opened}},
		{"opened across paragraphs", "en", "Tarsis {+[+}opens its locks;\nMorvane closes them{+]+}", []redline.Class{opened, opened}},
		{"opened without its partner", "en", "Tarsis {+[+}opens its locks", []redline.Class{opened}},
		{"lifted", "ru", "Государства {-[-}бассейна{-]-} обмениваются", []redline.Class{lifted, lifted}},
		{"two lifted side by side", "es", "{-[-}los Estados{-] [-}{+ +}del delta{-]-} vigilan", []redline.Class{lifted, lifted, lifted}},
		{"inner of two lifted", "en", "[{-[-}the delta{-]-} and its banks]", []redline.Class{lifted, lifted}},
		{"closing side moved", "en", "[the delta{-]-} and its banks{+]+} are open", []redline.Class{shifted, shifted}},
		{"opening side moved, Arabic", "ar", "{+[+}الدلتا و{-[-}ضفافها] مفتوحة", []redline.Class{shifted, shifted}},
		{"bracket with new words", "en", "The ports {+[and their harbours] +}are open", []redline.Class{substance}},
		{"placeholder", "en", "The ports {+[ ] +}are open", []redline.Class{substance}},
		{"one bracket cut in two", "en", "[the delta{+] [+} and its banks]", []redline.Class{substance}},
		{"two brackets made one", "en", "[the delta{-] [-} and its banks]", []redline.Class{substance}},

		{"modal stronger", "en", "The Parties {-should-}{+shall+} share data", []redline.Class{stronger}},
		{"modal weaker", "en", "The Parties {-must-}{+may+} share data", []redline.Class{weaker}},
		{"modal in two words", "en", "Each Party {-is required to-}{+should+} share data", []redline.Class{weaker}},
		{"negation comes", "en", "The Parties {-may-}{+may not+} share data", []redline.Class{substance}},
		{"negation stays", "en", "The Parties {-shall-}{+should+} not share data", []redline.Class{substance}},
		{"modals of one rank", "en", "The Parties {-shall-}{+must+} share data", []redline.Class{substance}},
		{"will beside political", "en", "Lacking the political {-will-}{+should+}", []redline.Class{substance}},
		{"modal and other words", "en", "The Parties {-should share-}{+shall publish+} data", []redline.Class{substance}},
		{"modal in another language", "fr", "Les Parties {-doivent-}{+peuvent+} partager", []redline.Class{substance}},
		{"opening verb", "en", "{-Encourages-}{+Urges+} the Estuary Group to dredge", []redline.Class{stronger}},
		{"opening verb of two words", "en", "{-Urges-}{+Calls upon+} the Estuary Group to dredge", []redline.Class{weaker}},
		{"verb within", "en", "Notes the flood, and {-calls upon-}{+demands that+} Coravia", []redline.Class{substance}},
		{"verb after a comma", "en", "Notes the flood, and {-encourages-}{+calls upon+} Coravia to dredge", []redline.Class{stronger}},
		{"nouns that look like verbs", "en", "Answers to {-requests-}{+demands+} of Coravia", []redline.Class{substance}},
		{"after we", "en", "We {-urge-}{+invite+} Coravia to dredge", []redline.Class{weaker}},
		{"passive", "en", "Riparians are {-invited-}{+urged+} to dredge", []redline.Class{stronger}},
		{"adverb of strength", "en", "{+Strongly +}{-U-}{+u+}rges Coravia", []redline.Class{substance}},
		{"adverb within", "en", "Notes the flood, and {+strongly +}urges Coravia", []redline.Class{stronger}},
		{"neutral and welcoming", "en", "{-Takes note of-}{+Welcomes+} the survey", []redline.Class{stronger}},
		{"two neutral", "en", "{-Takes note of-}{+Notes+} the survey", []redline.Class{substance}},
		{"with appreciation", "en", "Takes note {+with appreciation +}of the survey", []redline.Class{stronger}},
		{"preambular", "en", "{-Noting-}{+Reaffirming+} the Riverside Compact,", []redline.Class{stronger}},
		{"concern", "en", "{-Deeply concerned-}{+Concerned+} by the flood,", []redline.Class{weaker}},
		{"concern within", "en", "Expressing {+deep +}concern at the flood,", []redline.Class{stronger}},
		{"order that practice leaves open", "en", "{-Urges-}{+Requests+} Coravia to dredge", []redline.Class{substance}},
		{"other form", "en", "{-Recalling-}{+Reaffirms+} the Riverside Compact,", []redline.Class{substance}},
		{"other scale", "en", "{-Recalls-}{+Urges+} the Riverside Compact,", []redline.Class{substance}},
		{"condemn", "en", "{-Deplores-}{+Strongly condemns+} the closing of the locks", []redline.Class{stronger}},
		{"also at an opening", "en", "Recalling {+also +}the Riverside Compact,", []redline.Class{editorial}},
		{"further for also", "en", "{-Also notes-}{+Notes further+} the survey", []redline.Class{editorial}},
		{"also elsewhere", "en", "The ports are {+also +}open", []redline.Class{substance}},

		{"number", "en", "within {-30-}{+45+} days", []redline.Class{number}},
		{"number in words", "en", "the {-twenty-third-}{+twenty-fourth+} session", []redline.Class{number}},
		{"date", "en", "on {-3 June 2031-}{+14 July 2032+}", []redline.Class{number}},
		{"range for a year", "en", "in {-2031-}{+2031 to 2034+}", []redline.Class{number}},
		{"date, French", "fr", "le {-1er juin 2031-}{+14 juillet 2032+}", []redline.Class{number}},
		{"date, Spanish", "es", "el {-3 de junio-}{+4 de julio+} de 2031", []redline.Class{number}},
		{"date, Russian", "ru", "{-6–8 мая 2031-}{+12–14 мая 2032+} года", []redline.Class{number}},
		{"number, Arabic digits", "ar", "في عام {-٢٠٣١-}{+٢٠٣٢+}", []redline.Class{number}},
		{"symbol", "ar", "القرار {-A/RES/98/1-}{+A/RES/99/2+}", []redline.Class{number}},
		{"numerals, Chinese", "zh", "第{-七十八-}{+七十九+}届会议", []redline.Class{number}},
		{"part of a numeral, Chinese", "zh", "第七十{-八-}届会议", []redline.Class{number}},
		{"date, Chinese", "zh", "于{-2031年6月3-}{+2032年7月4+}日", []redline.Class{number}},
		{"percentage and its words", "en", "{-44 per cent of locks-}{+57 per cent of locks+} leak", []redline.Class{number}},
		{"range for range", "en", "from {-5 to 8-}{+6 to 9+} ports", []redline.Class{number}},
		{"number comes in a list", "en", "ports {-3 and 5-}{+3, 5 and 8+}", []redline.Class{number}},
		{"list for a range", "en", "ports {-5 to 8-}{+6 and 9+}", []redline.Class{substance}},
		{"list for a range, dash", "en", "ports {-5–8-}{+6 and 9+}", []redline.Class{substance}},
		{"two numbers made one", "fr", "de {-3, 5-}{+3,5+} pour cent", []redline.Class{number}},
		{"two numbers made one by a stop", "en", "of {-3. 5-}{+3.5+} per cent", []redline.Class{substance}},
		{"number and other words", "en", "{-in 2031-}{+by 2032+}", []redline.Class{substance}},
		{"number comes alone", "en", "within {+30 +}days", []redline.Class{substance}},
		{"or for and", "en", "articles {-3 and 4-}{+3 or 4+}", []redline.Class{substance}},
		{"name with digits", "en", "the {-G20-}{+G77+}", []redline.Class{substance}},
		{"placeholder of two signs", "en", "article {-XX-}{+14+}", []redline.Class{substance}},
		{"same number, other writing", "en", "{-1,000-}{+1\u00a0000+} locks, {-twelve-}{+12+} ports", []redline.Class{editorial, editorial}},
		{"same year, other digits", "ar", "في عام {-٢٠٣١-}{+2031+}", []redline.Class{editorial}},

		{"actor for actor", "en", "{-Member States-}{+Governments+} shall share data", []redline.Class{actor}},
		{"actors in a list", "en", "Invites Governments{+, civil society+} and the private sector to", []redline.Class{actor}},
		{"last of a list goes", "en", "no burden on States{- and the secretariat-}.", []redline.Class{actor}},
		{"which countries", "en", "support to {-developed-}{+developing+} countries in", []redline.Class{actor}},
		{"countries told more closely", "en", "support to {+developing +}countries in", []redline.Class{actor}},
		{"actor and what it does", "en", "{-Member States-}{+Governments should+} share data", []redline.Class{substance}},
		{"actor's noun before another", "en", "in {-private sector-}{+civil society+} investment", []redline.Class{substance}},
		{"actor with no list", "en", "share data {+with civil society +}yearly", []redline.Class{substance}},
		{"all", "en", "support to {+all +}countries in", []redline.Class{substance}},

		{"qualifier comes", "en", "share data{+, as appropriate,+} yearly", []redline.Class{qualifier}},
		{"qualifier goes", "en", "share data {-on mutually agreed terms -}yearly", []redline.Class{qualifier}},
		{"qualifier for qualifier", "en", "share data, {-as-}{+where+} appropriate", []redline.Class{qualifier}},
		{"national law", "en", "share data{+, in accordance with national laws and regulations+}", []redline.Class{qualifier}},
		{"subject to", "en", "share data{+, subject to the availability of resources+}", []redline.Class{qualifier}},
		{"qualifier in its bracket", "en", "share data {+[, as appropriate,]+} yearly", []redline.Class{qualifier}},
		{"accordance with a fact", "en", "share data{+, in accordance with the survey of Bessany+}", []redline.Class{substance}},
		{"qualifier and other words", "en", "share data{+, as appropriate and without fee+}", []redline.Class{substance}},
		{"subject to, and a clause", "en", "share data{+, subject to review, and requests a survey+}", []redline.Class{substance}},
		{"voluntary for mandatory", "en", "{-voluntary-}{+mandatory+} dues", []redline.Class{substance}},

		{"case", "en", "the {-Internet-}{+internet+} of the basin", []redline.Class{editorial}},
		{"case of States", "en", "the {-States-}{+states+} of the basin", []redline.Class{substance}},
		{"case of initials", "en", "asks {-WHO-}{+who+} answers", []redline.Class{substance}},
		{"case, Russian", "ru", "{-Дельта-}{+дельта+} реки", []redline.Class{editorial}},
		{"case of Parties, Spanish", "es", "las {-Partes-}{+partes+} del delta", []redline.Class{substance}},
		{"quotation marks", "fr", "{-“-}{+«+}delta{-”-}{+»+}", []redline.Class{editorial, editorial}},
		{"quotation marks come", "en", "the {+“+}free{+”+} delta", []redline.Class{substance, substance}},
		{"no-break space", "ru", "10{- -}{+\u00a0+}мая", []redline.Class{editorial}},
		{"full width", "zh", "河流{-,-}{+，+}港口", []redline.Class{editorial}},
		{"Arabic comma", "ar", "النهر{-,-}{+،+} الدلتا", []redline.Class{editorial}},
		{"tatweel", "ar", "{-النهـر-}{+النهر+} والدلتا", []redline.Class{editorial}},
		{"comma comes", "en", "the delta{+,+} and its ports", []redline.Class{substance}},
		{"end of an item", "en", "the delta{-;-}{+.+}", []redline.Class{editorial}},
		{"end within", "en", "the delta{-;-}{+.+} The ports", []redline.Class{substance}},
		{"spelling", "en", "{-organisation of labour-}{+organization of labor+}", []redline.Class{editorial}},
		{"no spelling", "en", "the {-flour-}{+flor+} of the delta", []redline.Class{substance}},
		{"spelling of a programme", "en", "the {-centre’s programmes-}{+center’s programs+}", []redline.Class{editorial}},
		{"words that look alike", "en", "{-for-}{+four+} ports, {-principal-}{+principle+}", []redline.Class{substance, substance}},
		{"hyphen", "en", "{-non-profit-}{+non profit+} ports, {-cooperation-}{+co-operation+}", []redline.Class{editorial, editorial}},
		{"hyphen and a capital that counts", "en", "{-non-State-}{+nonstate+}", []redline.Class{substance}},
		{"tag in capitals", "EN-gb", "The Parties {-should-}{+shall+} share data", []redline.Class{stronger}},
		{"no tag, plainly English", "", "The Parties to the Compact of the Riverside and the Delta {-should-}{+shall+} share the data of the gauges and of the locks with the ports of Tarsis", []redline.Class{stronger}},
		{"no tag, not plainly English", "", "Parties {-should-}{+shall+} share data", []redline.Class{substance}},
		{"whole phrase with a verb in it", "en", "The Parties {-should share data daily-}{+shall publish gauge readings+}", []redline.Class{substance}},
		{"binding for voluntary", "en", "a {-legally binding-}{+voluntary+} code", []redline.Class{substance}},
		{"hyphen that counts", "en", "{-re-sign-}{+resign+}", []redline.Class{substance}},
		{"spelling where the language is unknown", "", "{-labour-}{+labor+}", []redline.Class{substance}},
		{"whole phrase", "en", "The {-delta flows-}{+harbour was dredged last year+}", []redline.Class{substance}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, editClasses(compareMarked(tt.language, tt.draft))); diff != "" {
				t.Errorf("classes of %s (-want +got):\n%s", tt.draft, diff)
			}
		})
	}
}

func TestClassesOfAParagraph(t *testing.T) {
	old := &text.Draft{Language: "en", Paragraphs: []text.Paragraph{
		{ID: "a", Label: "1.", Text: "The ports of Tarsis shall stay open in 2031 for every vessel."},
		{ID: "b", Label: "2.", Text: "Gone."},
		{ID: "c", Label: "3.", Text: "The locks of Ouvena stay as they are."},
		{ID: "d", Label: "4.", Text: "Same.", Marks: []text.Mark{{Kind: text.Italic, Start: 0, End: 4}}},
	}}
	new := &text.Draft{Language: "en", Paragraphs: []text.Paragraph{
		{ID: "a", Label: "1.", Text: "The ports of Tarsis should stay open in 2032 for every vessel."},
		{ID: "e", Label: "2.", Text: "Lanterns are new here and nowhere else."},
		{ID: "c", Label: "5.", Text: "The locks of Ouvena stay as they are."},
		{ID: "d", Label: "4.", Text: "Same."},
	}}
	c := redline.Compare(old, new, redline.Options{})
	c.Paragraphs[len(c.Paragraphs)-1].Formatting = []redline.FormatChange{{Op: redline.Delete, Index: 3, Mark: old.Paragraphs[3].Marks[0]}}
	var got [][]redline.Class
	for _, p := range c.Paragraphs {
		got = append(got, p.Classes())
	}
	want := [][]redline.Class{
		{redline.VerbWeaker, redline.Number},
		{redline.Substance}, {redline.Substance},
		{redline.Structure},
		{redline.FormattingOnly},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("classes (-want +got):\n%s", diff)
	}
	if all := c.Filter(); all != c {
		t.Error("a filter without classes is not the comparison itself")
	}
	some := c.Filter(redline.Number, redline.Structure)
	if len(some.Paragraphs) != 2 || some.Paragraphs[0].Change != redline.Edited || some.Paragraphs[1].Change != redline.Renumbered {
		t.Errorf("filtered paragraphs: %+v", some.Paragraphs)
	}
	if want := (redline.Stats{Edited: 1, Renumbered: 1, WordsInserted: 2, WordsDeleted: 2}); some.Stats != want {
		t.Errorf("filtered stats: got %+v, want %+v", some.Stats, want)
	}
	// With every class, what is left counts as before.
	every := c.Filter(redline.AllClasses()...)
	if every.Stats.WordsInserted != c.Stats.WordsInserted || every.Stats.WordsDeleted != c.Stats.WordsDeleted {
		t.Errorf("stats of all classes: got %+v, want the words of %+v", every.Stats, c.Stats)
	}
}

func TestParseClass(t *testing.T) {
	tests := map[string][]redline.Class{
		"substance":     {redline.Substance},
		"verb":          {redline.VerbStronger, redline.VerbWeaker},
		"Verb-Stronger": {redline.VerbStronger},
		"verb_weaker":   {redline.VerbWeaker},
		"bracket":       {redline.BracketOpened, redline.BracketLifted, redline.BracketMoved},
		"formatting":    {redline.FormattingOnly},
		"verbs":         nil,
		"":              nil,
	}
	for name, want := range tests {
		got, err := redline.ParseClass(name)
		if (err != nil) != (want == nil) {
			t.Errorf("%q: error %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
}

// TestClassingChangesNoWords compares made-up drafts: every edit has one class,
// the same on both its halves, kept words have none, and the words obey the law.
func TestClassingChangesNoWords(t *testing.T) {
	known := redline.AllClasses()
	rapid.Check(t, func(t *rapid.T) {
		g := newInventor(rapid.Uint64().Draw(t, "seed"), rapid.SampledFrom(languageNames).Draw(t, "language"))
		old := g.draft(rapid.IntRange(1, 12).Draw(t, "paragraphs"), 30)
		c := redline.Compare(old, g.revise(old, 0.7).draft, redline.Options{})
		if broken := brokenLaw(c); broken != "" {
			t.Fatal(broken)
		}
		for _, p := range c.Paragraphs {
			for i, s := range p.Segments {
				switch {
				case s.Op == redline.Equal && s.Class != "":
					t.Fatalf("kept words have the class %s", s.Class)
				case s.Op != redline.Equal && !slices.Contains(known, s.Class):
					t.Fatalf("%q has the class %q", s.Text, s.Class)
				case i > 0 && s.Op == redline.Insert && p.Segments[i-1].Op == redline.Delete && s.Class != p.Segments[i-1].Class:
					t.Fatalf("%q is %s, %q that replaces it %s", p.Segments[i-1].Text, p.Segments[i-1].Class, s.Text, s.Class)
				}
			}
		}
	})
}
