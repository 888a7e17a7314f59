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
