package text_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/travaux/travaux/internal/text"
)

func TestParseLabel(t *testing.T) {
	one := []int{0}
	tests := []struct {
		line string
		want text.Label
		rest string
	}{
		{"12. Decides", text.Label{Raw: "12.", Sep: " ", Numbers: []int{12}, Ordinals: one}, "Decides"},
		{"12.\tDecides", text.Label{Raw: "12.", Sep: "\t", Numbers: []int{12}, Ordinals: one}, "Decides"},
		{"3. [[Decides] to", text.Label{Raw: "3.", Sep: " ", Numbers: []int{3}, Ordinals: one}, "[[Decides] to"},
		{"3.[Decides]", text.Label{Raw: "3.", Numbers: []int{3}, Ordinals: one}, "[Decides]"},
		{"5) Calls", text.Label{Raw: "5)", Sep: " ", Numbers: []int{5}, Ordinals: one}, "Calls"},
		{"0. Scope", text.Label{Raw: "0.", Sep: " ", Numbers: []int{0}, Ordinals: one}, "Scope"},
		{"12.", text.Label{Raw: "12.", Numbers: []int{12}, Ordinals: one}, ""},
		{"(a) items", text.Label{Raw: "(a)", Sep: " ", Sub: []string{"a"}}, "items"},
		{"(iii) items", text.Label{Raw: "(iii)", Sep: " ", Sub: []string{"iii"}}, "items"},
		{"(a)(iii) items", text.Label{Raw: "(a)(iii)", Sep: " ", Sub: []string{"a", "iii"}}, "items"},
		{"(aa) items", text.Label{Raw: "(aa)", Sep: " ", Sub: []string{"aa"}}, "items"},
		{"(1) items", text.Label{Raw: "(1)", Sep: " ", Sub: []string{"1"}}, "items"},
		{"a) favoriser", text.Label{Raw: "a)", Sep: " ", Sub: []string{"a"}}, "favoriser"},
		{"б) поощрять", text.Label{Raw: "б)", Sep: " ", Sub: []string{"б"}}, "поощрять"},
		{"iv) fomentar", text.Label{Raw: "iv)", Sep: " ", Sub: []string{"iv"}}, "fomentar"},
		{"OP7 Invites", text.Label{Raw: "OP7", Sep: " ", Prefix: "OP", Numbers: []int{7}, Ordinals: one}, "Invites"},
		{"OP 3 bis. Invites", text.Label{Raw: "OP 3 bis.", Sep: " ", Prefix: "OP", Numbers: []int{3}, Ordinals: []int{2}}, "Invites"},
		{"PP5 alt Recalling", text.Label{Raw: "PP5 alt", Sep: " ", Prefix: "PP", Numbers: []int{5}, Ordinals: one, Alt: 1}, "Recalling"},
		{"PP 5 alt. Recalling", text.Label{Raw: "PP 5 alt.", Sep: " ", Prefix: "PP", Numbers: []int{5}, Ordinals: one, Alt: 1}, "Recalling"},
		{"5 alt 2. Recalling", text.Label{Raw: "5 alt 2.", Sep: " ", Numbers: []int{5}, Ordinals: one, Alt: 2}, "Recalling"},
		{"OP7(a) Invites", text.Label{Raw: "OP7(a)", Sep: " ", Prefix: "OP", Numbers: []int{7}, Ordinals: one, Sub: []string{"a"}}, "Invites"},
		{"OP7: Invites", text.Label{Raw: "OP7:", Sep: " ", Prefix: "OP", Numbers: []int{7}, Ordinals: one}, "Invites"},
		{"2 bis. [Parties", text.Label{Raw: "2 bis.", Sep: " ", Numbers: []int{2}, Ordinals: []int{2}}, "[Parties"},
		{"17quater. Parties", text.Label{Raw: "17quater.", Sep: " ", Numbers: []int{17}, Ordinals: []int{4}}, "Parties"},
		{"7.bis Parties", text.Label{Raw: "7.bis", Sep: " ", Numbers: []int{7}, Ordinals: []int{2}}, "Parties"},
		{"16 quinquies.1 Parties", text.Label{Raw: "16 quinquies.1", Sep: " ", Numbers: []int{16, 1}, Ordinals: []int{5, 0}}, "Parties"},
		{"16.5 octies Parties", text.Label{Raw: "16.5 octies", Sep: " ", Numbers: []int{16, 5}, Ordinals: []int{0, 8}}, "Parties"},
		{"16.5. Parties", text.Label{Raw: "16.5.", Sep: " ", Numbers: []int{16, 5}, Ordinals: one2()}, "Parties"},
		{"9 novies. Parties", text.Label{Raw: "9 novies.", Sep: " ", Numbers: []int{9}, Ordinals: []int{9}}, "Parties"},
		{"9 nonies. Parties", text.Label{Raw: "9 nonies.", Sep: " ", Numbers: []int{9}, Ordinals: []int{9}}, "Parties"},
		{"4 Bis alt. Parties", text.Label{Raw: "4 Bis alt.", Sep: " ", Numbers: []int{4}, Ordinals: []int{2}, Alt: 1}, "Parties"},
		{"1 - تقرر", text.Label{Raw: "1 -", Sep: " ", Numbers: []int{1}, Ordinals: one}, "تقرر"},
		{"1\u00a0- تقرر", text.Label{Raw: "1\u00a0-", Sep: " ", Numbers: []int{1}, Ordinals: one}, "تقرر"},
		{"١٢ - تقرر", text.Label{Raw: "١٢ -", Sep: " ", Numbers: []int{12}, Ordinals: one}, "تقرر"},
		{"2 مكررا - تقرر", text.Label{Raw: "2 مكررا -", Sep: " ", Numbers: []int{2}, Ordinals: []int{2}}, "تقرر"},
		{"(أ) تشجيع", text.Label{Raw: "(أ)", Sep: " ", Sub: []string{"أ"}}, "تشجيع"},
		{"(هـ) تشجيع", text.Label{Raw: "(هـ)", Sep: " ", Sub: []string{"هـ"}}, "تشجيع"},
		{"1. 决定", text.Label{Raw: "1.", Sep: " ", Numbers: []int{1}, Ordinals: one}, "决定"},
		{"１．决定", text.Label{Raw: "１．", Numbers: []int{1}, Ordinals: one}, "决定"},
		{"1、决定", text.Label{Raw: "1、", Numbers: []int{1}, Ordinals: one}, "决定"},
		{"(a) 加强", text.Label{Raw: "(a)", Sep: " ", Sub: []string{"a"}}, "加强"},
		{"（a）加强", text.Label{Raw: "（a）", Sub: []string{"a"}}, "加强"},
		{"（一）加强", text.Label{Raw: "（一）", Sub: []string{"一"}}, "加强"},
		{"一、加强", text.Label{Raw: "一、", Numbers: []int{1}, Ordinals: one}, "加强"},
		{"二十三、加强", text.Label{Raw: "二十三、", Numbers: []int{23}, Ordinals: one}, "加强"},
		{"5之二. 决定", text.Label{Raw: "5之二.", Sep: " ", Numbers: []int{5}, Ordinals: []int{2}}, "决定"},
		{"I. Vision", text.Label{Raw: "I.", Sep: " ", Sub: []string{"I"}}, "Vision"},
		{"XIV. Vision", text.Label{Raw: "XIV.", Sep: " ", Sub: []string{"XIV"}}, "Vision"},
		{"A. Vision", text.Label{Raw: "A.", Sep: " ", Sub: []string{"A"}}, "Vision"},
		{"¹ See the report", text.Label{Raw: "¹", Sep: " ", Numbers: []int{1}, Ordinals: one, Note: true}, "See the report"},
		{"¹²See", text.Label{Raw: "¹²", Numbers: []int{12}, Ordinals: one, Note: true}, "See"},
	}
	for i, name := range []string{"bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies",
		"decies", "undecies", "duodecies", "terdecies", "quaterdecies", "quindecies"} {
		raw := "12 " + name + "."
		want := text.Label{Raw: raw, Sep: " ", Numbers: []int{12}, Ordinals: []int{i + 2}}
		tests = append(tests, struct {
			line string
			want text.Label
			rest string
		}{raw + " New", want, "New"})
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			got, rest, ok := text.ParseLabel(tt.line)
			if !ok {
				t.Fatalf("ParseLabel(%q) found no label", tt.line)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("label (-want +got):\n%s", diff)
			}
			if rest != tt.rest {
				t.Errorf("rest = %q, want %q", rest, tt.rest)
			}
		})
	}
}

func one2() []int { return []int{0, 0} }

func TestParseLabelNone(t *testing.T) {
	for _, line := range []string{
		"", " 12. Decides", "[12 ter. New text]", "[12] States", "2030 Agenda for the river", "12 States have joined",
		"3.5 per cent of the flow", "3.5", "12", "1,000 boats", "10.30 a.m. on Monday", "12.05.2026 is the date",
		"12-month period", "2026 - the year of the flood", "3 - 5 per cent", "3 quarters of the flow", "e.g. boats",
		"(and) boats", "(s)he", "(2030) boats", "Decides to", "A river", "I agree", "OP", "OPEN", "OP7a", "PPM",
		"Option 1: text", "MIX. of", "5 alternatives", "5 bisect. it", "注（一）", "12345. boats", "007. boats", "http://x",
	} {
		if l, rest, ok := text.ParseLabel(line); ok || rest != line {
			t.Errorf("ParseLabel(%q) = %+v, %q, %v, want no label and the line", line, l, rest, ok)
		}
	}
}

func TestCompareOrdersLabels(t *testing.T) {
	for name, order := range map[string][]string{
		"numbers":  {"PP5 bis", "PP6", "0.", "5.", "5 alt.", "5 alt 2.", "5 bis.", "5 bis alt.", "5 ter.", "6.", "16.", "16.1.", "16.5.", "16.5 octies.", "16 bis.", "16 quinquies.", "16 quinquies.1.", "¹", "²"},
		"letters":  {"(a)", "(h)", "(i)", "(j)", "(k)", "(z)", "(aa)", "(bb)"},
		"romans":   {"(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(ix)", "(x)", "(xi)", "(xx)", "(xxix)"},
		"items":    {"(a)", "(a)(i)", "(a)(ii)", "(b)"},
		"headings": {"I.", "II.", "III.", "IV.", "V.", "IX.", "X."},
		"chinese":  {"（一）", "（二）", "（九）", "（十）", "（十一）", "（二十）"},
	} {
		t.Run(name, func(t *testing.T) {
			var labels []text.Label
			for _, raw := range order {
				l, _, ok := text.ParseLabel(raw + " ")
				if !ok {
					t.Fatalf("ParseLabel(%q) found no label", raw)
				}
				labels = append(labels, l)
			}
			slices.Reverse(labels)
			slices.SortStableFunc(labels, text.Compare)
			var got []string
			for _, l := range labels {
				got = append(got, l.Print())
			}
			if diff := cmp.Diff(order, got); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
		})
	}
	a, _, _ := text.ParseLabel("5.")
	b, _, _ := text.ParseLabel("٥ -")
	if c := text.Compare(a, b); c != 0 {
		t.Errorf("Compare of 5. and ٥ - = %d, want 0", c)
	}
}

func TestFootnoteLabel(t *testing.T) {
	for n, want := range map[string]string{"1": "¹", "2026": "²⁰²⁶", "*": "*", "4 bis": "⁴ bis"} {
		if got := text.FootnoteLabel(n); got != want {
			t.Errorf("FootnoteLabel(%q) = %q, want %q", n, got, want)
		}
		if got := text.FootnoteNumber(want); got != n {
			t.Errorf("FootnoteNumber(%q) = %q, want %q", want, got, n)
		}
	}
}

func FuzzParseLabel(f *testing.F) {
	for _, line := range []string{"12. x", "OP 3 bis alt 2. x", "(a)(iii) x", "١ - x", "一、x", "¹x", "16 quinquies.1", "\xff.", "5之二. x"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		l, rest, ok := text.ParseLabel(line)
		if !ok {
			if rest != line {
				t.Fatalf("without a label the rest is %q, want the line %q", rest, line)
			}
			return
		}
		if got := l.Print() + l.Sep + rest; got != line || l.Raw == "" {
			t.Fatalf("label %q, separator %q and rest %q do not give the line %q", l.Raw, l.Sep, rest, line)
		}
		if len(l.Numbers) != len(l.Ordinals) || len(l.Numbers)+len(l.Sub) == 0 {
			t.Fatalf("label %+v has numbers and ordinals that do not match", l)
		}
		again, _, ok := text.ParseLabel(l.Raw)
		if !ok || text.Compare(l, again) != 0 {
			t.Fatalf("label %q alone reads as %+v, %v", l.Raw, again, ok)
		}
	})
}
