package guess_test

import (
	"testing"

	"github.com/travaux/travaux/internal/format/guess"
	"github.com/travaux/travaux/internal/text"
)

func TestAnnexHeading(t *testing.T) {
	tests := []struct {
		line string
		want bool
	}{
		{"Annex", true}, {"ANNEX II", true}, {"Annex I. Gauges", true}, {"Annexe : liste", true}, {"Anexo 3", true},
		{"Приложение", true}, {"Приложение II", true}, {"附件", true}, {"附件一", true}, {"المرفق", true}, {"المرفق الأول", true},
		{"Annexed to this Compact are the readings", false}, {"Annex I lists the gauges", false}, {"The annex", false},
		{"", false}, {"الرفيق", false},
	}
	for _, tt := range tests {
		if got := guess.AnnexHeading(tt.line); got != tt.want {
			t.Errorf("AnnexHeading(%q) = %v, want %v", tt.line, got, tt.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	tests := map[string]string{
		"": "", "12.": "", "We affirm": "", "نؤكد من جديد": "ar", "我们重申 2030": "zh", "Мы подтверждаем": "ru",
		"We note that الماء is water": "",
	}
	for in, want := range tests {
		if got := guess.Language(in); got != want {
			t.Errorf("Language(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestLetterOrRoman shows that "(i)" after "(h)" is a letter and elsewhere a
// number one level deeper.
func TestLetterOrRoman(t *testing.T) {
	tests := []struct {
		name   string
		labels []string
		depths []int
	}{
		{"letters to i", []string{"1.", "(a)", "(h)", "(i)", "(j)"}, []int{0, 1, 1, 1, 1}},
		{"numbers below a letter", []string{"1.", "(a)", "(i)", "(ii)", "(b)"}, []int{0, 1, 2, 2, 1}},
		{"numbers at once", []string{"1.", "(i)", "(ii)", "2.", "(a)"}, []int{0, 1, 1, 0, 1}},
		{"joined", []string{"1.", "(a)(i)", "(a)(ii)"}, []int{0, 2, 2}},
		{"Arabic", []string{"1 -", "(أ)", "(ب)"}, []int{0, 1, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var c guess.Classifier
			for i, l := range tt.labels {
				kind, depth := c.Next(l, "words that go on;")
				if depth != tt.depths[i] {
					t.Errorf("%s: depth %d, want %d", l, depth, tt.depths[i])
				}
				if want := map[bool]text.Kind{true: text.Item, false: text.Operative}[depth > 0]; kind != want {
					t.Errorf("%s: kind %s, want %s", l, kind, want)
				}
			}
		})
	}
}

func TestLanguageBySmallWords(t *testing.T) {
	for words, want := range map[string]string{
		"We shall meet by the river and share its waters.": "en",
		"We should meet.": "en",
		"Nous partageons les eaux du fleuve et des rivières.":            "fr",
		"Compartimos las aguas y el caudal de los ríos.":                 "es",
		"نتقاسم مياه النهر":                                              "ar",
		"我们共享河流":                                                         "zh",
		"Мы делим воды реки":                                             "ru",
		"Wij delen het water van de rivier en de delta of de zee.":       "",
		"Condividiamo le acque del fiume e una parte della riva con voi": "",
		"Partilhamos as águas do rio, que não é de ninguém, por igual":   "",
		"1. 2. 3.": "",
		"The river and les eaux du fleuve et des rivières": "",
	} {
		if got := guess.Language(words); got != want {
			t.Errorf("%q is taken for %q, want %q", words, got, want)
		}
	}
	if !guess.EndsWithComma("[Recalling the Compact,]") || guess.EndsWithComma("[Recalling the Compact.]") {
		t.Error("a recital in brackets ends as one without")
	}
}
