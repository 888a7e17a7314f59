package bracket_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// describe writes a tree in short: of each bracket its number, kind, text and what
// else there is to it, then slots and diagnostics.
func describe(tree *bracket.Tree) []string {
	var out []string
	for _, b := range tree.Brackets {
		s := fmt.Sprintf("%d %s %s", b.Number, b.Kind, tree.Text(b.Span()))
		if b.Depth > 1 {
			s += fmt.Sprintf(" in %d", b.Parent+1)
		}
		if b.Label {
			s += " label"
		}
		for _, o := range b.Options {
			s += " |" + tree.Text(o)
		}
		for _, h := range b.Holders {
			s += " @" + strings.Join(h.Actors, "+")
			if h.Stance != "" {
				s += "=" + h.Stance
			}
		}
		if len(b.Anchors) > 0 {
			s += " ^" + strings.Join(b.Anchors, "^")
		}
		out = append(out, s)
	}
	for _, s := range tree.Slots {
		line := "slot"
		for _, b := range s.Brackets {
			line += fmt.Sprintf(" %d", b+1)
		}
		out = append(out, line)
	}
	for _, d := range tree.Diagnostics {
		out = append(out, fmt.Sprintf("%s at %d:%d", d.Code, d.Place.Paragraph, d.Place.Offset))
	}
	return out
}

func TestForms(t *testing.T) {
	for name, tt := range map[string]struct {
		typed string
		want  []string
	}{
		"none":                  {"All rivers", nil},
		"keep or drop":          {"All [great] rivers", []string{"1 text [great]"}},
		"touching":              {"We [shall][should][may] act", []string{"1 text [shall]", "2 text [should]", "3 text [may]", "slot 1 2 3"}},
		"a space apart":         {"the [best] [reliable] data", []string{"1 text [best]", "2 text [reliable]", "slot 1 2"}},
		"a stroke apart":        {"the [best]/[reliable] data", []string{"1 text [best]", "2 text [reliable]", "slot 1 2"}},
		"adds, no candidate":    {"the rivers [and lakes] [, and seas]", []string{"1 text [and lakes]", "2 text [, and seas]"}},
		"ends with comma":       {"[by States,] [by groups] x", []string{"1 text [by States,]", "2 text [by groups]"}},
		"some touch":            {"x [shall][should] [yearly][monthly]", []string{"1 text [shall]", "2 text [should]", "3 text [yearly]", "4 text [monthly]", "slot 1 2", "slot 3 4", "BR007 at 0:9"}},
		"words between":         {"[a] or [b]", []string{"1 text [a]", "2 text [b]"}},
		"strokes":               {"We [shall/should/may] act", []string{"1 alternatives [shall/should/may] |shall |should |may"}},
		"spaced strokes":        {"[all States / willing States] act", []string{"1 alternatives [all States / willing States] |all States  | willing States"}},
		"strokes of brackets":   {"[[or]/[and]] x", []string{"1 alternatives [[or]/[and]] |[or] |[and]", "2 text [or] in 1", "3 text [and] in 1", "slot 2 3"}},
		"and/or":                {"[and/or] x [States and/or groups]", []string{"1 text [and/or]", "2 text [States and/or groups]"}},
		"symbol":                {"[recalling A/RES/70/1]", []string{"1 text [recalling A/RES/70/1]"}},
		"stroke in words":       {"[the plans/targets of States]", []string{"1 text [the plans/targets of States]", "BR007 at 0:0"}},
		"half a stroke":         {"and[/or] x", []string{"1 text [/or]"}},
		"names before":          {"[G9 and Tarsis, DU: great] x", []string{"1 text [G9 and Tarsis, DU: great] @g9+delta"}},
		"two names with and":    {"[Coravia and Morvane: great] x", []string{"1 text [Coravia and Morvane: great] @coravia+morvane"}},
		"stance":                {"[great] [DU, Coravia: delete]", []string{"1 text [great]", "2 stance [DU, Coravia: delete] @delta+coravia=delete", "slot 1 2"}},
		"names after":           {"[great – DU, Coravia] x", []string{"1 text [great – DU, Coravia] @delta+coravia"}},
		"retain behind":         {"[great] (retain: Coravia) x", []string{"1 text [great] (retain: Coravia)"[:14] + " @coravia=retain"}},
		"retain inside":         {"[a great (retain: Coravia) x]", []string{"1 text [a great (retain: Coravia) x] @coravia=retain"}},
		"retain, no bracket":    {"great (retain: Coravia) x", nil},
		"unknown among known":   {"[DU, Nowhere: great] x", []string{"1 text [DU, Nowhere: great]", "BR008 at 0:5"}},
		"unknown":               {"[Ouvena: great] x", []string{"1 text [Ouvena: great]", "BR008 at 0:1"}},
		"unknown after":         {"[great – Ouvena] x", []string{"1 text [great – Ouvena]", "BR008 at 0:" + fmt.Sprint(len("[great – "))}},
		"unknown stance holder": {"[great] (retain: Ouvena) x", []string{"1 text [great]", "BR008 at 0:17"}},
		"words and a colon":     {"[the following: x] [Placeholder: y] [Note: z]", []string{"1 text [the following: x]", "2 placeholder [Placeholder: y]", "3 text [Note: z]"}},
		"empty":                 {"by [ ] or [] or […]", []string{"1 empty [ ]", "2 empty []", "3 empty […]", "BR005 at 0:3", "BR005 at 0:10", "BR005 at 0:16"}},
		"unknown value":         {"by 20[XX], [X] per cent, [TBD], [X–Y]", []string{"1 unknown [XX]", "2 unknown [X]", "3 unknown [TBD]", "4 unknown [X–Y]"}},
		"values":                {"[50][55] of [1.5 °C], [USD 100 billion] and [no. 5 of them]", []string{"1 value [50]", "2 value [55]", "3 value [1.5 °C]", "4 value [USD 100 billion]", "5 text [no. 5 of them]", "slot 1 2"}},
		"placeholder":           {"[Placeholder for finance] [to be completed]", []string{"1 placeholder [Placeholder for finance]", "2 placeholder [to be completed]"}},
		"no text":               {"[water is life][No text]", []string{"1 text [water is life]", "2 no-text [No text]", "slot 1 2"}},
		"punctuation":           {"States[, as appropriate,] act", []string{"1 text [, as appropriate,]"}},
		"nested":                {"[a [b [c]] d]", []string{"1 text [a [b [c]] d]", "2 text [b [c]] in 1", "3 text [c] in 2"}},
		"label":                 {"[12 ter. New words]", []string{"1 text [12 ter. New words] label"}},
		"label, nested":         {"[[12 ter. New] words]", []string{"1 text [[12 ter. New] words] label", "2 text [12 ter. New] in 1 label"}},
		"words after the label": {"2 bis. [States act]", []string{"1 text [States act]"}},
		"note":                  {"[a] {see [x]} b {moved", []string{"1 text [a]"}},
		"no note":               {"{[a} b]", []string{"1 text [a} b]"}},
		"unclosed":              {"[a [b] c", []string{"1 text [b]", "BR001 at 0:0"}},
		"stray":                 {"a] [b]]", []string{"1 text [b]", "BR002 at 0:1", "BR002 at 0:6"}},
		"French":                {"[la Delta Union : eau] [Delta Union: eau][No 5]", []string{"1 text [la Delta Union : eau]", "2 text [Delta Union: eau] @delta", "3 text [No 5]", "slot 2 3", "BR007 at 0:0"}},
		"French placeholder":    {"[Espace réservé pour l’eau] [pas de texte] [x et/ou y]", []string{"1 placeholder [Espace réservé pour l’eau]", "2 no-text [pas de texte]", "3 text [x et/ou y]", "slot 2 3"}},
		"Spanish":               {"[Unión del Delta y Coravia: agua] [podrá/deberá] [Sin texto]", []string{"1 text [Unión del Delta y Coravia: agua] @delta+coravia", "2 alternatives [podrá/deberá] |podrá |deberá", "3 no-text [Sin texto]", "slot 1 2 3"}},
		"Russian":               {"[Союз Дельты: вода][может/должен] [Х] процентов", []string{"1 text [Союз Дельты: вода] @delta", "2 alternatives [может/должен] |может |должен", "3 unknown [Х]", "slot 1 2", "BR007 at 0:" + fmt.Sprint(len("[Союз Дельты: вода]"))}},
		"Arabic":                {"[دلتا: مياه] و[يجوز/ينبغي]", []string{"1 text [دلتا: مياه] @delta", "2 alternatives [يجوز/ينبغي] |يجوز |ينبغي"}},
		"Chinese":               {"[三角洲联盟：河流][待定]应[可以/必须]，[无案文]", []string{"1 text [三角洲联盟：河流] @delta", "2 placeholder [待定]", "3 alternatives [可以/必须] |可以 |必须", "4 no-text [无案文]"}},
	} {
		t.Run(name, func(t *testing.T) {
			tree := bracket.Parse(flow(tt.typed), bracket.Options{Resolve: resolve})
			checkTree(t, tree)
			if diff := cmp.Diff(tt.want, describe(tree), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCrossing(t *testing.T) {
	tree := bracket.Parse(flow("3. [[Decides] to meet;", "4. Invites [all;", "5. x] y; – DU] z"), bracket.Options{Resolve: resolve})
	checkTree(t, tree)
	want := []string{
		"1 text [[Decides] to meet;\nInvites [all;\nx] y; – DU] @delta", "2 text [Decides] in 1", "3 text [all;\nx] in 1",
		"BR003 at 0:0", "BR003 at 1:8",
	}
	if diff := cmp.Diff(want, describe(tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, want := tree.Diagnostics[0].Message, "Bracket 1 is opened here and closed 2 paragraphs further on."; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
}

// TestFootnotes: a footnote is a flow of its own, and one may stand on a bracket.
func TestFootnotes(t *testing.T) {
	f := flow("[Decides to meet", "held by some]] [x", "again] [y] z")
	f.Paragraphs[1].Kind = text.Footnote
	f.Paragraphs[2].Marks = []text.Mark{{Kind: text.NoteAnchor, Start: 10, End: 10, Ref: "¹"}}
	tree := bracket.Parse(f, bracket.Options{})
	checkTree(t, tree)
	want := []string{
		"1 text [Decides to meet\nheld by some]] [x\nagain]", "2 text [y] ^¹",
		"BR003 at 0:0", "BR002 at 1:12", "BR002 at 1:13", "BR001 at 1:15",
	}
	if diff := cmp.Diff(want, describe(tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBeside reads names that stand beside the words like those typed in them.
func TestBeside(t *testing.T) {
	typed := "We [DU: shall][should – Coravia] (retain: Morvane) act [Tarsis: delete]"
	plain, _, held := text.Detach(typed, nil, resolve)
	tree := bracket.Parse(bracket.Flow{Paragraphs: []text.Paragraph{{Text: plain}}, Held: [][]text.Attribution{held}}, bracket.Options{})
	checkTree(t, tree)
	want := []string{"1 text [shall] @delta", "2 text [should] @coravia @morvane=retain", "3 stance [] @tarsis=delete", "slot 1 2"}
	if diff := cmp.Diff(want, describe(tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDepth tells the first bracket that is too deep, and only it.
func TestDepth(t *testing.T) {
	tree := bracket.Parse(flow(strings.Repeat("[a ", 20)+strings.Repeat("]", 20)), bracket.Options{})
	checkTree(t, tree)
	if got := describe(tree)[20:]; !cmp.Equal(got, []string{"BR006 at 0:36"}) {
		t.Errorf("diagnostics %v", got)
	}
}
