package spoken_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/spoken"
	"github.com/travaux/travaux/internal/text"
)

func TestEnglishSentences(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"replace", "The second channel is used.", "The first channel is used.", "In paragraph 1, replace “second” with “first”."},
		{"insert", "The channel is used.", "The channel below the weir is used.", "In paragraph 1, after “channel”, insert “below the weir”."},
		{"delete", "States shall, as appropriate, report.", "States shall report.", "In paragraph 1, delete the comma, “as appropriate” and the comma."},
		{"punctuation", "States, groups and towns;", "States; groups and towns.",
			"In paragraph 1, replace the comma after “States” with a semicolon; replace the semicolon at the end with a full stop."},
		{"which of several", "States of the delta and States of the coast call on States.", "States of the delta and Parties of the coast call on States.",
			"In paragraph 1, replace the second “States” with “Parties”."},
		{"last of several", "States of the delta and States of the coast call on States.", "States of the delta and States of the coast call on Parties.",
			"In paragraph 1, replace the last “States” with “Parties”."},
		{"longer anchor", "the river, the delta and the coast", "the river, the wide delta and the coast", "In paragraph 1, after “river, the”, insert “wide”."},
		{"at the edges", "we agree", "Today we agree to meet", "In paragraph 1, at the beginning, insert “Today”; at the end, insert “to meet”."},
		{"bracket lifted", "States [shall] report.", "States shall report.", "In paragraph 1, lift the brackets round “shall”."},
		{"bracket placed", "States shall report.", "States [shall] report.", "In paragraph 1, place “shall” in square brackets."},
		{"option chosen", "States [shall] [should] report.", "States shall report.",
			"In paragraph 1, lift the brackets round “shall”; delete “should” in square brackets."},
		{"option offered", "States shall report.", "States [shall] [should] report.",
			"In paragraph 1, after “shall”, insert “should” in square brackets; place “shall” in square brackets."},
		{"quotation in a quotation", "The plan is used.", "The “Delta” plan is used.", "In paragraph 1, after “The”, insert “‘Delta’”."},
		{"kinds of quotation marks", "They take a \"safe course\", and go.", "They take a “safe course”, and go.",
			"In paragraph 1, editorial: replace the straight quotation mark after “a” with an opening quotation mark; " +
				"replace the straight quotation mark after “course” with a closing quotation mark."},
		{"one after the other", "At its sixth session it prepared the seventh session.", "At its seventh session it prepared the eighth session.",
			"In paragraph 1, replace “sixth” with “seventh”; replace “the seventh” with “the eighth”."},
		{"moved within", "We ask the chair concerned to write to the States and to the towns.", "We ask the chair to write to the States concerned and to the towns.",
			"In paragraph 1, delete “concerned”; after “States”, insert “concerned”."},
		{"only spaces", "20 metres of water", "20\u00a0metres of water",
			"In paragraph 1, editorial: correct the spacing of “20 metres” to read “20\u00a0metres”."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := compared("en", []string{tt.old}, []string{tt.new})
			if d := cmp.Diff([]string{tt.want}, spoken.New(c).Paragraph(0)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLongQuotationsNameTheirEnds(t *testing.T) {
	old := "We note that every town on the lower river was under water for nine days in the spring of that year, and we act."
	c := compared("en", []string{old}, []string{"We note the flood, and we act."})
	got := strings.Join(spoken.New(c).Paragraph(0), " ")
	if !strings.Contains(got, "the words from “") || strings.Contains(got, "nine days") {
		t.Errorf("the words that go are told as %q", got)
	}
}

// TestSixLanguages tells the same changes in the six languages.
func TestSixLanguages(t *testing.T) {
	tests := []struct {
		language, old, new string
		want               []string
	}{
		{"fr", "Les États prennent des mesures, et tous les États en cause [doivent] agir.", "Les États prennent des mesures et tous les Parties en cause doivent agir.",
			[]string{"Au paragraphe 1, supprimer la virgule après «\u202fmesures\u202f»\u202f; remplacer la deuxième occurrence de «\u202fÉtats\u202f» par «\u202fParties\u202f»\u202f; lever les crochets autour de «\u202fdoivent\u202f»."}},
		{"es", "Los Estados adoptan medidas y los Estados [deben] actuar;", "Los Estados adoptan medidas y las Partes deben actuar.",
			[]string{"En el párrafo 1, sustituir “los Estados” por “las Partes”; eliminar los corchetes que encierran “deben”; sustituir el punto y coma al final por un punto."}},
		{"ru", "Государства принимают меры, и государства [должны] сообщать.", "Государства принимают срочные меры, и стороны должны сообщать.",
			[]string{"В пункте 1 после слова «принимают» включить слово «срочные»; заменить слово «государства» словом «стороны»; снять скобки вокруг слова «должны»."}},
		{"zh", "各国采取措施，各国[应当]报告。", "各国采取紧急措施，各国应当报告。",
			[]string{"在第1段中，在“各国采取”之后插入“紧急”；取消“应当”的方括号。"}},
		{"ar", "تتخذ الدول تدابير، وعلى الدول [أن] تبلغ.", "تتخذ الدول تدابير عاجلة، وعلى الدول أن تبلغ.",
			[]string{"في الفقرة 1: إضافة كلمة ”عاجلة“ بعد كلمة ”تدابير“؛ رفع المعقوفتين عن كلمة ”أن“."}},
		{"sw", "maji ya mto", "maji ya ziwa", []string{"In paragraph 1, replace “mto” with “ziwa”."}},
	}
	for _, tt := range tests {
		t.Run(tt.language, func(t *testing.T) {
			c := compared(tt.language, []string{tt.old}, []string{tt.new})
			if d := cmp.Diff(tt.want, spoken.New(c).Paragraph(0)); d != "" {
				t.Error(d)
			}
		})
	}
}

// structured is a draft in which every sort of change to whole paragraphs is made.
func structured() (old, new *text.Draft) {
	p := func(kind text.Kind, id string, depth int, label, words string) text.Paragraph {
		return text.Paragraph{ID: id, Kind: kind, Depth: depth, Label: label, Text: words}
	}
	old = &text.Draft{Language: "en", Paragraphs: []text.Paragraph{
		p(text.Preambular, "a", 0, "", "Recalling the river,"),
		p(text.Operative, "b", 0, "1.", "We agree on gauges:"),
		p(text.Item, "c", 1, "(a)", "on the river;"),
		p(text.Item, "d", 1, "(b)", "on the coast;"),
		p(text.Operative, "e", 0, "2.", "We meet every year."),
		p(text.Operative, "f", 0, "3.", "We keep records and we publish them."),
		p(text.Operative, "g", 0, "4.", "We count ships."),
		p(text.Operative, "h", 0, "5.", "We weigh fish."),
		p(text.AnnexHeading, "i", 0, "", "Annex"),
		p(text.Operative, "j", 0, "1.", "Gauges are read daily."),
	}}
	new = &text.Draft{Language: "en", Paragraphs: []text.Paragraph{
		p(text.Preambular, "a", 0, "", "Recalling the river,"),
		p(text.Operative, "b", 0, "1.", "We agree to keep gauges:"),
		p(text.Item, "c", 1, "(a)", "on the river;"),
		p(text.Item, "new", 1, "(b)", "in the marsh;"),
		p(text.Item, "d", 1, "(c)", "on the open coast;"),
		p(text.Operative, "newer", 0, "1 bis.", "We share “readings”."),
		p(text.Operative, "f", 0, "2.", "We keep records and we publish them."),
		p(text.Operative, "g", 0, "3.", "We count ships."),
		p(text.Operative, "h", 0, "4.", "We weigh fish."),
		p(text.AnnexHeading, "i", 0, "", "Annex"),
		p(text.Operative, "j", 0, "1.", "Gauges are read hourly."),
	}}
	return old, new
}

func TestDocument(t *testing.T) {
	old, new := structured()
	want := []string{
		"In the chapeau of paragraph 1, replace “on” with “to keep”.",
		"Insert a new sub-paragraph (b) after sub-paragraph (a) of paragraph 1, reading: “in the marsh;”.",
		"In sub-paragraph (b) of paragraph 1, after “the”, insert “open”.",
		"Delete paragraph 2.",
		"Insert a new paragraph 1 bis after paragraph 1, reading: “We share ‘readings’.”",
		"In paragraph 1 of the annex, replace “daily” with “hourly”.",
		"Sub-paragraph (b) of paragraph 1 becomes sub-paragraph (c).",
		"Paragraphs 3 to 5 become paragraphs 2 to 4.",
	}
	if d := cmp.Diff(want, spoken.New(redline.Compare(old, new, redline.Options{})).Document()); d != "" {
		t.Error(d)
	}
}

func TestRun(t *testing.T) {
	old, new := structured()
	c := redline.Compare(old, new, redline.Options{})
	r := spoken.New(c)
	first := slices.IndexFunc(c.Paragraphs, func(k redline.ParagraphChange) bool { return k.Change == redline.Renumbered })
	if got, want := r.Run(first, first+1), "Paragraphs 3 and 4 become paragraphs 2 and 3."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := r.Run(first, first+2), "Paragraphs 3 to 5 become paragraphs 2 to 4."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := r.Run(0, 0); got != "" {
		t.Errorf("got %q of a paragraph with the same label", got)
	}
}

// TestNewHeading names what is itself inserted, with one article.
func TestNewHeading(t *testing.T) {
	old, new := draftOf("en", "We meet."), draftOf("en", "We meet.", "We count the ships at the weir.")
	new.Paragraphs = slices.Insert(new.Paragraphs, 1, text.Paragraph{Kind: text.Heading, Text: "Fish"})
	new.Paragraphs[2].Label = "2."
	want := []string{"Insert a new heading after paragraph 1, reading: “Fish”.",
		"Insert a new paragraph 2 after the new heading “Fish”, reading: “We count the ships at the weir.”"}
	if d := cmp.Diff(want, spoken.New(redline.Compare(old, new, redline.Options{})).Document()); d != "" {
		t.Error(d)
	}
}

func TestSplitMergeMove(t *testing.T) {
	c := compared("en", []string{"We keep records and we publish them."}, []string{"We keep records", "and we publish them."})
	if d := cmp.Diff([]string{"Split paragraph 1 in two before “and”."}, spoken.New(c).Paragraph(0)); d != "" {
		t.Error(d)
	}
	c = compared("en", []string{"We keep records.", "We publish them."}, []string{"We keep records and publish them."})
	want := []string{"Merge paragraph 1 and paragraph 2 into one.",
		"In the merged text, replace the full stop, the paragraph break and “We” with “and”."}
	if d := cmp.Diff(want, spoken.New(c).Paragraph(0)); d != "" {
		t.Error(d)
	}
	old := draftOf("en", "We keep records of all the ships that pass the weir at Port Ilver between dusk and dawn.",
		"We publish the readings of the gauges once a year, in full and free of charge.", "We meet at the port in the spring, when the snow of the highlands melts.")
	new := draftOf("en", old.Paragraphs[1].Text, old.Paragraphs[2].Text, old.Paragraphs[0].Text)
	want = []string{"Move paragraph 1 to follow paragraph 3.", "Paragraph 1 becomes paragraph 3.", "Paragraphs 2 and 3 become paragraphs 1 and 2."}
	if d := cmp.Diff(want, spoken.New(redline.Compare(old, new, redline.Options{})).Document()); d != "" {
		t.Error(d)
	}
}

func TestFormatting(t *testing.T) {
	old := draftOf("en", "Recalling the river and the river mouth,")
	c := &redline.Comparison{Old: old, New: old, Paragraphs: []redline.ParagraphChange{{Change: redline.Unchanged, Old: []int{0}, New: []int{0},
		Formatting: []redline.FormatChange{
			{Op: redline.Insert, Mark: text.Mark{Kind: text.Italic, Start: 0, End: 9}},
			{Op: redline.Delete, Mark: text.Mark{Kind: text.Bold, Start: 14, End: 19}},
			{Op: redline.Insert, Mark: text.Mark{Kind: text.NoteAnchor, Start: 39, End: 39, Ref: "²"}},
			{Op: redline.Insert, Mark: text.Mark{Kind: text.Link, Start: 0, End: 9, Ref: "https://example.org"}},
		}}}}
	want := []string{"In paragraph 1, set “Recalling” in italics; remove the bold from the first “river”; " +
		"place the reference to footnote 2 after “mouth”."}
	if d := cmp.Diff(want, spoken.New(c).Paragraph(0)); d != "" {
		t.Error(d)
	}
}
