package plaintext_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/plaintext"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     []text.Paragraph
		found    []string
	}{
		{"empty", "", nil, nil},
		{"blank", " \n\n\t\n", nil, nil},
		{"a line a paragraph", "Riverside Compact\n1. We affirm\n2.\n", []text.Paragraph{
			{Kind: text.Title, Text: "Riverside Compact"}, {Kind: text.Operative, Label: "1.", Text: "We affirm"},
			{Kind: text.Operative, Label: "2."}}, nil},
		{"blank lines at the ends only", "\n\n1. We affirm\n2. We ask\n\n", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We affirm"}, {Kind: text.Operative, Label: "2.", Text: "We ask"}}, nil},
		{"wrapped", "1. We affirm  that\n   waters are shared\n\n2. We ask", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We affirm  that waters are shared"}, {Kind: text.Operative, Label: "2.", Text: "We ask"}}, nil},
		{"wrapped Chinese", "1. 我们重申\n河流，\n共享\n\n2. 我们 6\n小时", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "我们重申河流，共享"}, {Kind: text.Operative, Label: "2.", Text: "我们 6 小时"}}, nil},
		{"Arabic label", "1 - نؤكد\n2 - نقرر", []text.Paragraph{
			{Kind: text.Operative, Label: "1 -", Text: "نؤكد"}, {Kind: text.Operative, Label: "2 -", Text: "نقرر"}}, nil},
		{"label alone on its line", "1.\nWe affirm\n\n2. We ask", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We affirm"}, {Kind: text.Operative, Label: "2.", Text: "We ask"}}, nil},
		{"signs of other systems", "\uFEFF1. We affirm\r\n\f2. We ask\r", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We affirm"}, {Kind: text.Operative, Label: "2.", Text: "We ask"}},
			[]string{"TEXT_BYTE_ORDER_MARK", "TEXT_LINE_ENDS", "TEXT_PAGE_BREAKS"}},
		{"label inside", "1. We decide as in paragraph\n3. of the Compact\n\n2. We ask", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We decide as in paragraph 3. of the Compact"}, {Kind: text.Operative, Label: "2.", Text: "We ask"}},
			[]string{"TEXT_LABEL_INSIDE"}},
		{"a list without blank lines", "1. We decide:\n(a) to read\n    at noon;\n(b) to publish; and\n(c) to [listen];]\n2. We ask\n\n3. We go", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We decide:"}, {Kind: text.Item, Depth: 1, Label: "(a)", Text: "to read at noon;"},
			{Kind: text.Item, Depth: 1, Label: "(b)", Text: "to publish; and"}, {Kind: text.Item, Depth: 1, Label: "(c)", Text: "to [listen];]"},
			{Kind: text.Operative, Label: "2.", Text: "We ask"}, {Kind: text.Operative, Label: "3.", Text: "We go"}},
			[]string{"TEXT_LIST_UNSPACED"}},
		{"numbers at the head of wrapped lines", "1. We meet in 2031, 2032,\n2033. The Secretariat, by Art.\n5. of the Compact, and annex I,\nII. and III, invites.\n\n2. We ask", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We meet in 2031, 2032, 2033. The Secretariat, by Art. 5. of the Compact, and annex I, II. and III, invites."},
			{Kind: text.Operative, Label: "2.", Text: "We ask"}}, []string{"TEXT_LABEL_INSIDE", "TEXT_LABEL_INSIDE", "TEXT_LABEL_INSIDE"}},
		{"a list with commas", "1. We decide:\n(a) to read,\n(b) to go, and\n(c) to come.\n\n2. We ask", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We decide:"}, {Kind: text.Item, Depth: 1, Label: "(a)", Text: "to read,"},
			{Kind: text.Item, Depth: 1, Label: "(b)", Text: "to go, and"}, {Kind: text.Item, Depth: 1, Label: "(c)", Text: "to come."},
			{Kind: text.Operative, Label: "2.", Text: "We ask"}}, []string{"TEXT_LIST_UNSPACED"}},
		{"bullets", "1. We decide:\n- to read;\n• to publish\n- not before noon.\n\n2. We ask", []text.Paragraph{
			{Kind: text.Operative, Label: "1.", Text: "We decide:"}, {Kind: text.Item, Depth: 1, Label: "-", Text: "to read;"},
			{Kind: text.Item, Depth: 2, Label: "•", Text: "to publish - not before noon."},
			{Kind: text.Operative, Label: "2.", Text: "We ask"}}, []string{"TEXT_LIST_UNSPACED", "TEXT_LABEL_INSIDE"}},
		{"no bullet", "\\- said the chair\n\n-\n\n-5 metres", []text.Paragraph{{Kind: text.Title, Text: "- said the chair"},
			{Kind: text.Heading, Text: "-"}, {Kind: text.Heading, Text: "-5 metres"}}, []string{"TEXT_ESCAPE"}},
		{"escape", "\\1. is no label\n\n\\", []text.Paragraph{{Kind: text.Title, Text: "1. is no label"}, {Kind: text.Plain}},
			[]string{"TEXT_ESCAPE", "TEXT_ESCAPE"}},
		{"kinds", "Riverside Compact\n\nThe Assembly of the Banks,\n\nRecalling its first meeting,\n\nI. Readings\n\n1. We decide:\n\n" +
			"(a) to read;\n\n(i) at noon;\n\n(b) to publish,\n\nand to listen.\n\n¹ Of 14 March.\n\nAnnex II\n\nNoting the flood,", []text.Paragraph{
			{Kind: text.Title, Text: "Riverside Compact"}, {Kind: text.Formula, Text: "The Assembly of the Banks,"},
			{Kind: text.Preambular, Text: "Recalling its first meeting,"}, {Kind: text.Heading, Label: "I.", Text: "Readings"},
			{Kind: text.Operative, Label: "1.", Text: "We decide:"}, {Kind: text.Item, Depth: 1, Label: "(a)", Text: "to read;"},
			{Kind: text.Item, Depth: 2, Label: "(i)", Text: "at noon;"}, {Kind: text.Item, Depth: 1, Label: "(b)", Text: "to publish,"},
			{Kind: text.Tail, Text: "and to listen."}, {Kind: text.Footnote, Depth: 1, Label: "¹", Text: "Of 14 March."},
			{Kind: text.AnnexHeading, Text: "Annex II"}, {Kind: text.Formula, Text: "Noting the flood,"}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, found, err := plaintext.Read([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Paragraphs); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
			var codes []string
			for _, f := range found {
				codes = append(codes, f.Code)
			}
			if diff := cmp.Diff(tt.found, codes); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInvalidUTF8(t *testing.T) {
	_, _, err := plaintext.Read([]byte("We\naffirm \xff"))
	var e *negotiation.Error
	if !errors.As(err, &e) || e.Reason != text.InvalidUTF8 || e.Subject != "byte 10, line 2" {
		t.Errorf("got %v, want INVALID_UTF8 at byte 10, line 2", err)
	}
}

// TestWriteReadKeepsWords is the first promise of Write, TestReadTwice the last.
func TestWriteReadKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Draft(t)
		file := plaintext.Write(d)
		got, _, err := plaintext.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(known(d), known(got)); diff != "" {
			t.Fatalf("labels and words (-want +got):\n%s\nfile:\n%s", diff, file)
		}
		again, _, err := plaintext.Read(plaintext.Write(got))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatalf("read twice (-want +got):\n%s", diff)
		}
	})
}

// known gives labels and words; labels that text.ParseLabel does not know are
// words in a plain text.
func known(d *text.Draft) [][2]string {
	out := [][2]string{}
	for _, p := range d.Paragraphs {
		if l, _, ok := text.ParseLabel(p.Label); p.Label != "" && (!ok || l.Raw != p.Label) {
			words := p.Label
			if p.Text != "" {
				words += " " + p.Text
			}
			out = append(out, [2]string{"", words})
			continue
		}
		out = append(out, [2]string{p.Label, p.Text})
	}
	return out
}

// FuzzRead holds the reader to its promise on any text: what it read once it
// reads again from what Write makes of it.
func FuzzRead(f *testing.F) {
	f.Add("Riverside\n\n1. We affirm\n   that\n\n\\2. no label\n")
	f.Add("1 - نؤكد\n五、 河流")
	f.Fuzz(func(t *testing.T, s string) {
		d, _, err := plaintext.Read([]byte(s))
		if err != nil {
			return
		}
		again, _, err := plaintext.Read(plaintext.Write(d))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(known(d), known(again)); diff != "" {
			t.Errorf("read twice (-want +got):\n%s", diff)
		}
	})
}

// TestManyRows keeps the row of the paragraphs open over the lists within them, and is
// not held up by labels that begin row after row.
func TestManyRows(t *testing.T) {
	var b strings.Builder
	for n := range 40 {
		fmt.Fprintf(&b, "%d. Decides:\n(a) to meet;\n(b) to part:\n(i) soon;\n(ii) for long.\n", n+1)
	}
	b.WriteString("\nDone at Lindmark\n")
	d, _, err := plaintext.Read([]byte(b.String()))
	if err != nil || len(d.Paragraphs) != 40*5+1 {
		t.Errorf("%d paragraphs, %v; want %d", len(d.Paragraphs), err, 40*5+1)
	}
	const most = 20_000
	d, _, err = plaintext.Read([]byte(strings.Repeat("1. Decides to meet;\n\n", most)))
	if err != nil || len(d.Paragraphs) != most {
		t.Errorf("%d paragraphs, %v; want %d", len(d.Paragraphs), err, most)
	}
}
