package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/text"
)

func TestTokens(t *testing.T) {
	for name, tt := range map[string]struct{ s, want string }{
		"words":           {"All rivers, free.", "All| |rivers|,| |free|."},
		"hyphens":         {"people-centred state-of-the-art co- x", "people-centred| |state-of-the-art| |co|-| |x"},
		"other hyphens":   {"cross\u2011border non\u2010State a--b", "cross\u2011border| |non\u2010State| |a|-|-|b"},
		"symbols":         {"A/RES/70/1, E/HLPF/2024/7 and 79/194.", "A/RES/70/1|,| |E/HLPF/2024/7| |and| |79/194|."},
		"symbol pieces":   {"A/80/L.41 A/C.2/78/L.5/Rev.1 A/RES/70/1's", "A/80/L.41| |A/C.2/78/L.5/Rev.1| |A/RES/70/1|'|s"},
		"Chinese symbol":  {"大会A/RES/70/1决议", "大|会|A/RES/70/1|决|议"},
		"no symbols":      {"and/or North/South [a/b]", "and|/|or| |North|/|South| |[|a|/|b|]"},
		"numbers":         {"1,000 and 3.5 per 10\u00a0000\u00a0000", "1,000| |and| |3.5| |per| |10\u00a0000\u00a0000"},
		"not a thousand":  {"2026\u00a0000 12\u00a0States", "2026|\u00a0|000| |12|\u00a0|States"},
		"brackets":        {"[[Decides][re]calls]", "[|[|Decides|]|[|re|]|calls|]"},
		"marked bracket":  {"[\u0301a", "[|\u0301|a"},
		"apostrophes":     {"States' l'eau l’eau", "States|'| |l'eau| |l’eau"},
		"Chinese":         {"重申2030年", "重|申|2030|年"},
		"Chinese, hyphen": {"重-申", "重|-|申"},
		"Arabic":          {"تعيد تأكيد، المياه", "تعيد| |تأكيد|،| |المياه"},
		"Russian":         {"подтверждает, что", "подтверждает|,| |что"},
		"line feed":       {"a\nb", "a|\n|b"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, k := range text.Tokens(tt.s, "") {
				got = append(got, tt.s[k.Start:k.End])
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("Tokens(%q) (-want +got):\n%s", tt.s, diff)
			}
		})
	}
}

func TestTokenClasses(t *testing.T) {
	s := "[A/RES/70/1] 3.5 été, 水\u00a0ماء"
	var got []text.Class
	for _, k := range text.Tokens(s, "") {
		got = append(got, k.Class)
	}
	want := []text.Class{text.Bracket, text.Word, text.Bracket, text.Space, text.Number, text.Space,
		text.Word, text.Punct, text.Space, text.Word, text.Space, text.Word}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("classes (-want +got):\n%s", diff)
	}
}

func TestWords(t *testing.T) {
	for s, want := range map[string]int{"": 0, "[ ]": 0, "people-centred rivers": 2, "重申2030年": 4, "A/RES/70/1, 1,000": 2} {
		if got := text.Words(s, ""); got != want {
			t.Errorf("Words(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for a, b := range map[string]string{
		"States\u2019": "States'", "\u201criver\u201d": "\"river\"", "\u00abriver\u00bb": "\"river\"", "a\u2011b": "a-b",
		"\u2013": "-", "10\u00a0000": "10\u202f000", "\u00a0": " ",
	} {
		if text.Fold(a) != text.Fold(b) {
			t.Errorf("Fold(%q) = %q differs from Fold(%q) = %q", a, text.Fold(a), b, text.Fold(b))
		}
	}
	for a, b := range map[string]string{"River": "river", "'": "\"", "été": "ete", "": " "} {
		if text.Fold(a) == text.Fold(b) {
			t.Errorf("Fold(%q) equals Fold(%q), want different keys", a, b)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"A/RES/70/1's [re]calls", "1\u00a0000", "重申-水", "[\u0301", "\xff\xc0a-b", "A/1\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, k := range text.Tokens(s, "") {
			if k.Start != at || k.End <= at {
				t.Fatalf("token [%d, %d) after %d does not tile %q", k.Start, k.End, at, s)
			}
			if w := s[k.Start:k.End]; utf8.ValidString(s) && w != "[" && w != "]" && strings.ContainsAny(w, "[]") {
				t.Fatalf("token %q of %q holds a bracket", w, s)
			}
			at = k.End
		}
		if at != len(s) {
			t.Fatalf("tokens end at %d of %d in %q", at, len(s), s)
		}
	})
}

func TestSortMarksKeepsAnchorsInOrder(t *testing.T) {
	marks := []text.Mark{
		{Kind: text.NoteAnchor, Start: 4, End: 4, Ref: "³"},
		{Kind: text.NoteAnchor, Start: 4, End: 4, Ref: "¹"},
		{Kind: text.Italic, Start: 0, End: 4},
	}
	text.SortMarks(marks)
	got := marks[0].Ref + marks[1].Ref + marks[2].Ref
	if want := "³¹"; got != want {
		t.Errorf("references after sorting: %q, want %q", got, want)
	}
}
