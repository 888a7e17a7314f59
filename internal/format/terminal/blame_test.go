package terminal_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// account is an invented draft of two paragraphs.
func account() *redline.Account {
	return &redline.Account{
		Name: "rev1", Title: "Rev.1", Language: "en", Hash: "seal:0123456789abcdef0123", Time: "2031-03-04 09:12 UTC",
		Paragraphs: []redline.AccountParagraph{
			{Paragraph: text.Paragraph{Kind: text.Operative, Label: "1.", Text: "The parties shall share the clean waters."},
				Spans: []redline.Span{{Start: 0, End: 12}, {Start: 12, End: 17, Source: 1}, {Start: 17, End: 28}, {Start: 28, End: 34, Source: 2}, {Start: 34, End: 41}},
				Notes: []redline.Note{{Draft: "zero"}, {Draft: "rev1", Amendments: []string{"4 Sarrow Islands"}, Alike: true}, {Draft: "rev1"}}},
			{Paragraph: text.Paragraph{Kind: text.Operative, Label: "2.", Text: "Requests \x1b[2Ja report."}, Index: 1,
				Spans: []redline.Span{{Start: 0, End: 22}}, Notes: []redline.Note{{Draft: "zero", Amendments: []string{"1", "2 Coravia"}}}},
		},
	}
}

func TestWriteBlame(t *testing.T) {
	for _, c := range []struct {
		name    string
		options terminal.BlameOptions
		want    string
	}{
		{"wide", terminal.BlameOptions{Width: 100}, `rev1  Rev.1  seal:0123456789ab  2031-03-04 09:12 UTC

zero                         │ 1. The parties
rev1  as in 4 Sarrow Islands │    shall
zero                         │    share the
rev1                         │    clean
zero                         │    waters.

zero  1, 2 Coravia           │ 2. Requests \u001b[2Ja report.

in the margin: the draft in which the words first stood, and the amendments that brought them; “as
in”: they ask for the same words, and what was decided is not told; square brackets are part of the
text: words not agreed
`},
		{"a long note", terminal.BlameOptions{Width: 72}, `rev1  Rev.1  seal:0123456789ab  2031-03-04 09:12 UTC

zero                             │ 1. The parties
rev1  as in 4 Sarrow Islands for │    shall
Delta Union                      │
zero                             │    share the
rev1                             │    clean
zero                             │    waters.

zero  1, 2 Coravia               │ 2. Requests \u001b[2Ja report.

in the margin: the draft in which the words first stood, and the
amendments that brought them; “as in”: they ask for the same words, and
what was decided is not told; square brackets are part of the text:
words not agreed
`},
		{"narrow", terminal.BlameOptions{Width: 40}, `rev1  Rev.1  seal:0123456789ab  2031-03-04 09:12 UTC

── zero
1. The parties
── rev1  as in 4 Sarrow Islands
   shall
── zero
   share the
── rev1
   clean
── zero
   waters.

── zero  1, 2 Coravia
2. Requests \u001b[2Ja report.

in the margin: the draft in which the
words first stood, and the amendments
that brought them; “as in”: they ask for
the same words, and what was decided is
not told; square brackets are part of
the text: words not agreed
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := account()
			if c.name == "a long note" {
				a.Paragraphs[0].Notes[1].Amendments[0] += " for Delta Union"
			}
			if diff := cmp.Diff(c.want, string(terminal.WriteBlame(a, c.options))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestWriteBlameColour: colour adds sequences and changes nothing else.
func TestWriteBlameColour(t *testing.T) {
	plain := terminal.WriteBlame(account(), terminal.BlameOptions{Width: 80})
	colour := string(terminal.WriteBlame(account(), terminal.BlameOptions{Width: 80, Colour: true}))
	if !strings.Contains(colour, "\x1b[1mshall\x1b[0m") {
		t.Errorf("words that came later are not set apart:\n%q", colour)
	}
	for _, style := range []string{"0", "1", "2"} {
		colour = strings.ReplaceAll(colour, "\x1b["+style+"m", "")
	}
	if diff := cmp.Diff(string(plain), colour); diff != "" {
		t.Errorf("(-plain +colour):\n%s", diff)
	}
}
