package text_test

import (
	"testing"

	"github.com/travaux/travaux/internal/text"
)

func TestFollows(t *testing.T) {
	parse := func(s string) text.Label {
		l, _, ok := text.ParseLabel(s)
		if !ok {
			t.Fatalf("%q is no label", s)
		}
		return l
	}
	for _, c := range []struct {
		before, after string
		want          bool
	}{
		{"1.", "2.", true},
		{"1.", "3.", false},
		{"1.", "2)", false},
		{"2.", "2 bis.", true},
		{"2 bis.", "2 ter.", true},
		{"2 bis.", "3.", true},
		{"2.", "3 bis.", false},
		{"OP2", "OP3", true},
		{"PP2", "OP3", false},
		{"(a)", "(b)", true},
		{"(h)", "(i)", true},
		{"(i)", "(ii)", true},
		{"(i)", "(j)", true},
		{"(v)", "(vi)", true},
		{"(a)", "(B)", false},
		{"(a)", "b)", false},
		{"I.", "II.", true},
		{"1 -", "2 -", true},
		{"(أ)", "(ب)", true},
		{"(а)", "(б)", true},
	} {
		if got := parse(c.after).Follows(parse(c.before)); got != c.want {
			t.Errorf("%q after %q: %v, want %v", c.after, c.before, got, c.want)
		}
	}
	for label, want := range map[string]bool{"1.": true, "(a)": true, "(i)": true, "I.": true, "1 bis.": false, "2.": false, "(b)": false, "(v)": false} {
		if got := parse(label).Opens(); got != want {
			t.Errorf("%q opens a row: %v, want %v", label, got, want)
		}
	}
}
