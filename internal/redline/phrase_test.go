package redline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// TestPhrases shows in six languages where changes begin and end, and that each
// reads the same way there and back.
func TestPhrases(t *testing.T) {
	for _, tt := range []struct{ name, language, old, new, want string }{
		{"sentence", "en", "Calls upon States to act. Urges the board to report. Decides to meet.", "Calls upon States to act. Decides to meet.",
			"Calls upon States to act. {-Urges the board to report. -}Decides to meet."},
		{"clause", "en", "Calls upon States to act; urges the board to report; decides to meet.", "Calls upon States to act; decides to meet.",
			"Calls upon States to act{-; urges the board to report-}; decides to meet."},
		{"a quotation is whole", "en", "on “the delta”;", "on “the delta” and in “the river and the delta”;",
			"on “the delta”{+ and in “the river and the delta”+};"},
		{"parentheses are whole", "en", "of Sarrow (the delta), yearly", "of Coravia (the delta) and of Sarrow (the delta), yearly",
			"of {+Coravia (the delta) and of +}Sarrow (the delta), yearly"},
		{"repeated word", "en", "the upper river and the lower river", "the upper river, the middle river and the lower river",
			"the upper river{+, the middle river+} and the lower river"},
		{"rewritten sentence", "en", "States shall report. The board shall meet yearly in Sarrow and keep all records open.",
			"States should report. All members may inspect the archives once the secretariat agrees and pays.",
			"States {-shall-}{+should+} report. {-The board shall meet yearly in Sarrow and keep all records open-}{+All members may inspect the archives once the secretariat agrees and pays+}."},
		{"clause", "fr", "Demande aux États d’agir, invite le Conseil à faire rapport et décide de se réunir.", "Demande aux États d’agir et décide de se réunir.",
			"Demande aux États d’agir{-, invite le Conseil à faire rapport-} et décide de se réunir."},
		{"verb and qualifier", "fr", "Les États devraient publier les relevés.", "Les États doivent publier tous les relevés, selon qu’il convient.",
			"Les États {-devraient-}{+doivent+} publier {+tous +}les relevés{+, selon qu’il convient+}."},
		{"apostrophe", "fr", "l’eau du fleuve", "l'eau des fleuves", "{-l’eau du fleuve-}{+l'eau des fleuves+}"},
		{"apostrophe alone", "fr", "l’eau du fleuve", "l'eau du fleuve", "{-l’eau-}{+l'eau+} du fleuve"},
		{"guillemets", "fr", "le « delta » monte", "le “ delta ” monte", "le {-«-}{+“+} delta {-»-}{+”+} monte"},
		{"a quotation is whole", "fr", "sur « le delta » ;", "sur « le delta » et dans « le fleuve et le delta » ;",
			"sur « le delta » {+et dans « le fleuve et le delta » +};"},
		{"a quotation is whole", "ar", "بشأن ”الدلتا“؛", "بشأن ”الدلتا“ وفي ”النهر والدلتا“؛", "بشأن ”الدلتا“{+ وفي ”النهر والدلتا“+}؛"},
		{"end before a no-break space", "fr", "les relevés\u00a0;", "les relevés de chaque jour\u00a0;", "les relevés{+ de chaque jour+}\u00a0;"},
		{"date", "fr", "les 30 novembre et 1er décembre 2025 et", "les 11 et 12 décembre 2026 et", "les {-30 novembre et 1er décembre 2025-}{+11 et 12 décembre 2026+} et"},
		{"date", "es", "de 7 de junio de 2025, relativa", "de 23 de julio de 2026, relativa", "de {-7 de junio de 2025-}{+23 de julio de 2026+}, relativa"},
		{"range of dates", "es", "del 27 al 31 de marzo de 2025 en", "del 15 al 19 de abril de 2026 en", "del {-27 al 31 de marzo de 2025-}{+15 al 19 de abril de 2026+} en"},
		{"range of dates", "ru", "с 27–31 марта 2025 года и", "с 15–19 апреля 2026 года и", "с {-27–31 марта 2025-}{+15–19 апреля 2026+} года и"},
		{"date with two months' names", "ar", "من 27 إلى 31 آذار/مارس 2025 في", "من 15 إلى 19 نيسان/أبريل 2026 في", "من {-27 إلى 31 آذار/مارس 2025-}{+15 إلى 19 نيسان/أبريل 2026+} في"},
		{"names of a month turned round", "ar", "من 6 إلى 8 أيار/مايو 2025 في", "من 12 إلى 14 مايو/أيار 2026 في", "من {-6 إلى 8 أيار/مايو 2025-}{+12 إلى 14 مايو/أيار 2026+} في"},
		{"date", "zh", "于2025年11月30日和12月1日举行", "于2026年12月11日和12日举行", "于{-2025年11月30日和12月1-}{+2026年12月11日和12+}日举行"},
		{"sentence", "es", "Exhorta a los Estados a actuar. Invita a la junta a informar. Decide reunirse.", "Exhorta a los Estados a actuar. Decide reunirse.",
			"Exhorta a los Estados a actuar. {-Invita a la junta a informar. -}Decide reunirse."},
		{"verb and qualifier", "es", "Los Estados deberían publicar las mediciones.", "Los Estados deben publicar todas las mediciones, según proceda.",
			"Los Estados {-deberían-}{+deben+} publicar {+todas +}las mediciones{+, según proceda+}."},
		{"sentence", "ru", "Призывает государства действовать. Предлагает совету представить доклад. Постановляет собраться.", "Призывает государства действовать. Постановляет собраться.",
			"Призывает государства действовать. {-Предлагает совету представить доклад. -}Постановляет собраться."},
		{"verb and qualifier", "ru", "Государства должны публиковать показания.", "Государства могут публиковать все показания, по мере необходимости.",
			"Государства {-должны-}{+могут+} публиковать {+все +}показания{+, по мере необходимости+}."},
		{"clause", "ar", "تدعو الدول إلى العمل، وتدعو المجلس إلى تقديم تقرير، وتقرر الاجتماع.", "تدعو الدول إلى العمل، وتقرر الاجتماع.",
			"تدعو الدول إلى العمل{-، وتدعو المجلس إلى تقديم تقرير-}، وتقرر الاجتماع."},
		{"verb and qualifier", "ar", "يجب على الدول نشر القراءات.", "ينبغي للدول نشر جميع القراءات، حسب الاقتضاء.",
			"{-يجب على الدول-}{+ينبغي للدول+} نشر {+جميع +}القراءات{+، حسب الاقتضاء+}."},
		{"clause", "zh", "促请各国采取行动，邀请理事会提出报告，决定举行会议。", "促请各国采取行动，决定举行会议。", "促请各国采取行动{-，邀请理事会提出报告-}，决定举行会议。"},
		{"sentence", "zh", "促请各国采取行动。邀请理事会提出报告。决定举行会议。", "促请各国采取行动。决定举行会议。", "促请各国采取行动。{-邀请理事会提出报告。-}决定举行会议。"},
		{"verb and qualifier", "zh", "各国应当公布读数。", "各国可以酌情公布读数。", "各国{-应当-}{+可以酌情+}公布读数。"},
		{"number", "zh", "委员会第二十六届会议", "委员会第二十七届会议", "委员会第{-二十六-}{+二十七+}届会议"},
		{"half of a word before", "zh", "秘书处编制的报告", "秘书处编写的报告", "秘书处{-编制-}{+编写+}的报告"},
		{"half of a word after", "zh", "技能、当地知识", "技能、本地知识", "技能、{-当地-}{+本地+}知识"},
		{"middle of a word", "zh", "渔民、科学界、农民", "渔民、科技和学术界、农民", "渔民、{-科学界-}{+科技和学术界+}、农民"},
		{"half of one word or another", "zh", "河流监测站点", "河流监察站点", "河流监{-测-}{+察+}站点"},
		{"a word of one sign", "zh", "水和土地", "水及土地", "水{-和-}{+及+}土地"},
		{"as", "zh", "确认如第2段所述", "确认河流的重要性和第2段所述", "确认{-如-}{+河流的重要性和+}第2段所述"},
		{"words", "zh", "加强信息通信技术的使用", "加强数字技术的使用", "加强{-信息通信-}{+数字+}技术的使用"},
	} {
		t.Run(tt.language+" "+tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, marked(redline.Default{}.Diff(tt.old, tt.new, tt.language))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(turned(tt.want), marked(redline.Default{}.Diff(tt.new, tt.old, tt.language))); diff != "" {
				t.Errorf("back (-want +got):\n%s", diff)
			}
		})
	}
}

// turned writes what is marked for the way back: what goes comes, and the reverse.
func turned(s string) string {
	var b strings.Builder
	for s != "" {
		at := strings.IndexByte(s, '{')
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		s = s[at:]
		var gone, come string
		if strings.HasPrefix(s, "{-") {
			gone, s, _ = strings.Cut(s[2:], "-}")
		}
		if strings.HasPrefix(s, "{+") {
			come, s, _ = strings.Cut(s[2:], "+}")
		}
		if come != "" {
			b.WriteString("{-" + come + "-}")
		}
		if gone != "" {
			b.WriteString("{+" + gone + "+}")
		}
	}
	return b.String() + s
}

// TestVariantsAlone holds the comparer to mark, between texts that differ only in
// the signs typed for quotation marks, dashes and spaces, the tokens with those
// signs and nothing else.
func TestVariantsAlone(t *testing.T) {
	variants := strings.NewReplacer("“", "\"", "”", "»", "-", "\u2011", "–", "—", "'", "’", "’", "'")
	rapid.Check(t, func(t *rapid.T) {
		g := newInventor(rapid.Uint64().Draw(t, "seed"), rapid.SampledFrom(languageNames).Draw(t, "language"))
		old := g.paragraph(rapid.IntRange(1, 60).Draw(t, "words"))
		var b strings.Builder
		for _, tok := range text.Tokens(old, g.language) {
			s := old[tok.Start:tok.End]
			switch {
			case rapid.Bool().Draw(t, "stays"):
			case s == " ":
				s = "\u00a0"
			default:
				s = variants.Replace(s)
			}
			b.WriteString(s)
		}
		new := b.String()
		if len(text.Tokens(old, g.language)) != len(text.Tokens(new, g.language)) {
			t.Skip("a no-break space joined a number")
		}
		segments := redline.Default{}.Diff(old, new, g.language)
		if broken := brokenSegments(segments, old, new); broken != "" {
			t.Fatal(broken)
		}
		for i, s := range segments {
			if s.Op != redline.Delete {
				continue
			}
			if i+1 == len(segments) || segments[i+1].Op != redline.Insert || text.Fold(s.Text) != text.Fold(segments[i+1].Text) {
				t.Fatalf("%q is not given for its variant", s.Text)
			}
			marks := 0
			for _, tok := range text.Tokens(s.Text, g.language) {
				if w := s.Text[tok.Start:tok.End]; strings.TrimSpace(w) != "" && variants.Replace(w) == w {
					marks++
				}
			}
			if marks > 0 {
				t.Fatalf("of %q, %d tokens have no variant", s.Text, marks)
			}
		}
	})
}
