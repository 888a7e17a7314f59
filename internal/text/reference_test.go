package text_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/text"
)

// shown writes a reference in one line: kind, unit, words, targets, what else it
// says.
func shown(r text.Reference) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %q", r.Kind, r.Unit, r.Words)
	for _, t := range r.Targets {
		sep := " "
		if t.Through {
			sep = ".."
		}
		b.WriteString(sep + label(t.Label))
	}
	if r.Side != "" {
		fmt.Fprintf(&b, " %s", r.Side)
	}
	if r.Within.Unit != "" {
		fmt.Fprintf(&b, " in %s %s", r.Within.Unit, label(r.Within.Label))
		if r.Within.This {
			b.WriteString("this")
		}
	}
	if r.Kind == text.InstrumentReference {
		fmt.Fprintf(&b, " = %s", r.Instrument)
	}
	return b.String()
}

func label(l text.Label) string {
	var parts []string
	for i, n := range l.Numbers {
		s := fmt.Sprint(n)
		if l.Ordinals[i] > 0 {
			s += fmt.Sprintf("^%d", l.Ordinals[i])
		}
		parts = append(parts, s)
	}
	out := l.Prefix + strings.Join(parts, ".")
	for _, s := range l.Sub {
		out += "(" + s + ")"
	}
	return out
}

func TestReferences(t *testing.T) {
	for _, v := range []struct {
		language, in string
		want         []string
	}{
		{"en", "as in paragraph 14 above", []string{`own paragraph "paragraph 14 above" 14 above`}},
		{"en", "paragraphs 3 to 5 and 7 bis, which", []string{`own paragraph "paragraphs 3 to 5 and 7 bis" 3..5 7^2`}},
		{"en", "paras. 3–5, 7 and 9", []string{`own paragraph "paras. 3–5, 7 and 9" 3..5 7 9`}},
		{"en", "paragraphs 10-12 below.", []string{`own paragraph "paragraphs 10-12 below" 10..12 below`}},
		{"en", "see para. 12.", []string{`own paragraph "para. 12" 12`}},
		{"en", "sub-paragraph (b) above", []string{`own sub-paragraph "sub-paragraph (b) above" (b) above`}},
		{"en", "subparagraphs (a) to (c) of paragraph 5", []string{`own sub-paragraph "subparagraphs (a) to (c) of paragraph 5" 5(a)..5(b)`[:len(`own sub-paragraph "subparagraphs (a) to (c) of paragraph 5" 5(a)`)] + `..5(c)`}},
		{"en", "paragraph [14] above, Articles [9] and [10], paragraphs [3][, 5]", []string{`own paragraph "paragraph [14] above" 14 above`,
			`own article "Articles [9] and [10]" 9 10`, `own paragraph "paragraphs [3][, 5]" 3 5`}},
		{"en", "paragraph 5 (a) and (c)", []string{`own paragraph "paragraph 5 (a) and (c)" 5(a) 5(c)`}},
		{"en", "paragraph 5(a)(ii)", []string{`own paragraph "paragraph 5(a)(ii)" 5(a)(ii)`}},
		{"en", "operative paragraph 3 and preambular paragraph 2", []string{`own paragraph "operative paragraph 3" 3`, `own preambular-paragraph "preambular paragraph 2" 2`}},
		{"en", "OP7, PP 5 bis and OPEC", []string{`own paragraph "OP7" OP7`, `own preambular-paragraph "PP 5 bis" PP5^2`}},
		{"en", "the present paragraph and this section", []string{`present paragraph "present paragraph"`, `present section "this section"`}},
		{"en", "section II and annexes I and III", []string{`own section "section II" (II)`, `own annex "annexes I and III" (I) (III)`}},
		{"en", "paragraph 3 of section IV above", []string{`own paragraph "paragraph 3 of section IV above" 3 above in section (IV)`}},
		{"en", "the annex to the present resolution", []string{`own annex "annex to the present resolution"`}},
		{"en", "paragraph 10 of this Article", []string{`own paragraph "paragraph 10 of this Article" 10 in article this`}},
		{"en", "paragraph 10 of the present resolution", []string{`own paragraph "paragraph 10 of the present resolution" 10`}},
		{"en", "Article 4, paragraphs 3[ and 5][, 5 and 9], above", []string{`own paragraph "Article 4, paragraphs 3[ and 5][, 5 and 9], above" 3 5 5 9 above in article 4`}},
		{"en", "Article 4, paragraph 1(d), of the Charter", []string{`instrument paragraph "Article 4, paragraph 1(d), of the Charter" 1(d) in article 4 = Charter`}},
		{"en", "Article 3, paragraphs 1 and 4, and Article 5, paragraph 2, of the Delta Treaty", []string{
			`instrument paragraph "Article 3, paragraphs 1 and 4" 1 4 in article 3 = Delta Treaty`,
			`instrument paragraph "Article 5, paragraph 2, of the Delta Treaty" 2 in article 5 = Delta Treaty`}},
		{"en", "article 6 of the Agreement on the Waters of the Delta, and", []string{`instrument article "article 6 of the Agreement on the Waters of the Delta" 6 = Agreement on the Waters of the Delta`}},
		{"en", "paragraph 5 of resolution 70/125", []string{`instrument paragraph "paragraph 5 of resolution 70/125" 5 = resolution 70/125`}},
		{"en", "paragraph 5 of its resolution 70/125 of 16 December 2015", []string{`instrument paragraph "paragraph 5 of its resolution 70/125" 5 = resolution 70/125`}},
		{"en", "resolution 70/125 of 16 December 2015, in particular paragraph 5,", []string{`instrument paragraph "resolution 70/125 of 16 December 2015, in particular paragraph 5" 5 = resolution 70/125`}},
		{"en", "resolution 79/194 of 19 December 2024 and, in particular, paragraph 62 thereof,", []string{
			`instrument  "resolution 79/194" = resolution 79/194`, `instrument paragraph "paragraph 62 thereof" 62 = resolution 79/194`}},
		{"en", "paragraph 3 and paragraph 5 of resolution 70/1", []string{
			`instrument paragraph "paragraph 3" 3 = resolution 70/1`, `instrument paragraph "paragraph 5 of resolution 70/1" 5 = resolution 70/1`}},
		{"en", "paragraph 3 above and paragraph 5 of resolution 70/1", []string{
			`own paragraph "paragraph 3 above" 3 above`, `instrument paragraph "paragraph 5 of resolution 70/1" 5 = resolution 70/1`}},
		{"en", "General Assembly resolution 60/252, Security Council resolution 1325 (2000)", []string{
			`instrument  "General Assembly resolution 60/252" = General Assembly resolution 60/252`,
			`instrument  "Security Council resolution 1325 (2000)" = Security Council resolution 1325 (2000)`}},
		{"en", "resolutions 70/1, 70/125 and 71/212, and resolution 217 A (III)", []string{
			`instrument  "resolutions 70/1, 70/125 and 71/212" = resolutions 70/1, 70/125 and 71/212`, `instrument  "resolution 217 A (III)" = resolution 217 A (III)`}},
		{"en", "decision 1/CP.21, A/RES/70/1, E/2024/31 and CCPR/C/21/Rev.1", []string{
			`instrument  "decision 1/CP.21" = decision 1/CP.21`, `instrument  "A/RES/70/1" = A/RES/70/1`,
			`instrument  "E/2024/31" = E/2024/31`, `instrument  "CCPR/C/21/Rev.1" = CCPR/C/21/Rev.1`}},
		{"en", "paragraph 12 of the report of the Secretary-General", []string{`instrument paragraph "paragraph 12 of the report" 12 = report`}},
		{"en", "A/80/L.41, annex I, para. 3", []string{`instrument paragraph "A/80/L.41, annex I, para. 3" 3 in annex (I) = A/80/L.41`}},
		{"en", "24/7, 50 States, 2030 and a paragraph on HIV/AIDS in part I", nil},
		{"en", "paragraph five, paragraph X and the paragraphs above", nil},

		{"fr", "visées au paragraphe 14 ci-dessus et aux paragraphes 3 à 5 et 7 bis", []string{
			`own paragraph "paragraphe 14 ci-dessus" 14 above`, `own paragraph "paragraphes 3 à 5 et 7 bis" 3..5 7^2`}},
		{"fr", "l’alinéa b) du paragraphe 3 ci-après", []string{`own sub-paragraph "l’alinéa b) du paragraphe 3 ci-après" 3(b) below`}},
		{"fr", "l’article 6 de l’Accord de Coravie", []string{`instrument article "l’article 6 de l’Accord de Coravie" 6 = Accord de Coravie`}},
		{"fr", "au paragraphe 71 de la résolution 70/125 de l’Assemblée générale", []string{
			`instrument paragraph "paragraphe 71 de la résolution 70/125 de l’Assemblée générale" 71 = résolution 70/125 de l’Assemblée générale`}},
		{"fr", "le présent paragraphe", []string{`present paragraph "présent paragraphe"`}},
		{"es", "el párrafo 14 supra y los párrafos 3 a 5 y 7 bis", []string{
			`own paragraph "párrafo 14 supra" 14 above`, `own paragraph "párrafos 3 a 5 y 7 bis" 3..5 7^2`}},
		{"es", "el apartado b) del párrafo 3", []string{`own sub-paragraph "apartado b) del párrafo 3" 3(b)`}},
		{"es", "su resolución 79/194 y, en particular, su párrafo 62, en", []string{
			`instrument  "resolución 79/194" = resolución 79/194`, `instrument paragraph "párrafo 62" 62 = resolución 79/194`}},
		{"ru", "в пункте 14 выше и пунктах 3–5 и 7 бис", []string{`own paragraph "пункте 14 выше" 14 above`, `own paragraph "пунктах 3–5 и 7 бис" 3..5 7^2`}},
		{"ru", "в пункте 71 резолюции 70/125 Генеральной Ассамблеи", []string{
			`instrument paragraph "пункте 71 резолюции 70/125 Генеральной Ассамблеи" 71 = резолюции 70/125 Генеральной Ассамблеи`}},
		{"ru", "по пункту 14 повестки дня", nil},
		{"ru", "подпункт b) пункта 3", []string{`own sub-paragraph "подпункт b) пункта 3" 3(b)`}},
		{"ar", "المشار إليها في الفقرة 14 أعلاه", []string{`own paragraph "الفقرة 14 أعلاه" 14 above`}},
		{"ar", "عملا بالفقرات 3 إلى 5 و 7 مكررا", []string{`own paragraph "بالفقرات 3 إلى 5 و 7 مكررا" 3..5 7^2`}},
		{"ar", "للفقرة 71 من قرار الجمعية العامة 70/125", []string{`instrument paragraph "للفقرة 71 من قرار الجمعية العامة 70/125" 71 = قرار الجمعية العامة 70/125`}},
		{"ar", "هذا القرار وهذه الفقرة", []string{`present paragraph "وهذه الفقرة"`}},
		{"zh", "如上文第14段和第3至5段所述", []string{`own paragraph "上文第14段" 14 above`, `own paragraph "第3至5段" 3..5`}},
		{"zh", "大会第70/125号决议第71段", []string{`instrument paragraph "第70/125号决议第71段" 71 = 决议 70/125`}},
		{"zh", "《河流公约》第四条第2款", []string{`instrument paragraph "第四条第2款" 2 in article 4 = 河流公约`}},
		{"zh", "《养护和管理上游与下游各国之间洄游的以及在三角洲和河口产卵的各种鱼类种群的补充协定》第7条", []string{`instrument article "第7条" 7 = 养护和管理上游与下游各国之间洄游的以及在三角洲和河口产卵的各种鱼类种群的补充协定`}},
		{"zh", "《关于执行《河流公约》的议定书》第2条", []string{`instrument article "第2条" 2 = 关于执行《河流公约》的议定书`}},
		{"zh", "第5段(a)分段", []string{`own paragraph "第5段(a)分段" 5(a)`}},
		{"zh", "第一阶段会议、基本条件和第八十届会议", nil},
		{"zh", "本段", []string{`present paragraph "本段"`}},

		{"", "paragraphe 3 ci-dessus, párrafo 4 supra, пункт 5 выше, 上文第6段", []string{
			`own paragraph "paragraphe 3 ci-dessus" 3 above`, `own paragraph "párrafo 4 supra" 4 above`,
			`own paragraph "пункт 5 выше" 5 above`, `own paragraph "上文第6段" 6 above`}},
		{"sw", "paragraph 3, A/RES/70/1", []string{`instrument  "A/RES/70/1" = A/RES/70/1`}},
	} {
		t.Run(v.language+" "+v.in, func(t *testing.T) {
			var got []string
			for _, r := range text.References(v.in, v.language) {
				got = append(got, shown(r))
			}
			if diff := cmp.Diff(v.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzReferences holds what every list of references has: spans that lie in the text,
// rise, end where tokens do and are the words given, targets within or beside them.
func FuzzReferences(f *testing.F) {
	for _, s := range []string{
		"paragraphs 3 to 5 and 7 bis of the present resolution, Article 4, paragraph 1(d), of the Convention",
		"l’alinéa b) du paragraphe 3 de l’Accord", "подпункт b) пункта 3 Тунисской программы", "بالفقرات 3 إلى 5 و7 مكررا من القرار 217 ألف (د-3)",
		"《公约》第四条第2款，上文第3、4和7段(a)分段，附件一", "paragraph 5\xff of A/RES/70/1 (Part I)", "OP7(a) PP 2", "paragraph 3-", "section II–IV of annex I to the Pact",
	} {
		f.Add(s, "en")
		f.Add(s, "")
		f.Add(s, "ar")
		f.Add(s, "zh")
	}
	f.Fuzz(func(t *testing.T, s, language string) {
		bounds := map[int]bool{len(s): true}
		for _, tok := range text.Tokens(s, language) {
			bounds[tok.Start] = true
		}
		last := 0
		for _, r := range text.References(s, language) {
			if r.Start < last || r.End <= r.Start || r.End > len(s) || s[r.Start:r.End] != r.Words {
				t.Fatalf("%q at [%d, %d) after %d", r.Words, r.Start, r.End, last)
			}
			if !bounds[r.Start] || !bounds[r.End] {
				t.Fatalf("%q begins or ends within a token", r.Words)
			}
			last = r.End
			labels := make([]text.SpokenLabel, len(r.Targets))
			for i, target := range r.Targets {
				if target.Start < r.Start || target.End > r.End || target.End <= target.Start {
					t.Fatalf("target [%d, %d) of %q", target.Start, target.End, r.Words)
				}
				for _, span := range append(target.Letters, target.Number) {
					if !span.Empty() && (span.Start < r.Start || span.End > r.End) {
						t.Fatalf("a part of a target lies outside %q", r.Words)
					}
				}
				labels[i] = text.SpokenLabel{Number: "8", Letters: []string{"z"}}
			}
			if r.Kind == text.PresentReference && len(r.Targets) > 0 {
				t.Fatalf("%q names labels", r.Words)
			}
			if r.Say(labels, text.Below, language) == "" {
				t.Fatalf("%q says nothing", r.Words)
			}
		}
	})
}

func BenchmarkReferences(b *testing.B) {
	one := "Recalls paragraph 5 of its resolution 70/125 and decides, as paragraphs 3 to 5 and 7 bis above say, to report on the waters of the river. "
	for _, n := range []int{1, 10, 100} {
		s := strings.Repeat(one, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				text.References(s, "en")
			}
		})
	}
}
