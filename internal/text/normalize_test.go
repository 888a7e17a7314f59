package text_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/text"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"re\u0301union":              "réunion",
		"a\tb\nc":                    "a\tb\nc",
		"\u0627\u0653":               "\u0622",
		"\u202bماء\u202c \u200fx":    "\u202bماء\u202c \u200fx",
		"\u2067a\u202ab\u202c\u2069": "\u2067a\u202ab\u202c\u2069",
		"\uFFFD":                     "\uFFFD",
	} {
		got, err := text.Normalize(in)
		if err != nil || got != want {
			t.Errorf("Normalize(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
}

func TestNormalizeRefuses(t *testing.T) {
	for in, want := range map[string]text.Error{
		"ab\xff":               {Reason: text.InvalidUTF8, Offset: 2},
		"\xed\xa0\x80":         {Reason: text.InvalidUTF8, Offset: 0},
		"a\x00":                {Reason: text.ControlCharacter, Offset: 1},
		"a\r\n":                {Reason: text.ControlCharacter, Offset: 1},
		"é\u0085":              {Reason: text.ControlCharacter, Offset: 2},
		"\u202eabc":            {Reason: text.UnpairedBidi, Offset: 0},
		"abc\u202c":            {Reason: text.UnpairedBidi, Offset: 3},
		"\u2066a\nb\u2069":     {Reason: text.UnpairedBidi, Offset: 0},
		"\u202aa\u2069":        {Reason: text.UnpairedBidi, Offset: 4},
		"\u2067\u202a\u2069 x": {Reason: text.UnpairedBidi, Offset: 6},
	} {
		_, err := text.Normalize(in)
		var got *text.Error
		if !errors.As(err, &got) {
			t.Errorf("Normalize(%q) = %v, want an *Error", in, err)
			continue
		}
		if got.Reason != want.Reason || got.Offset != want.Offset || got.Message == "" || got.Remedy == "" {
			t.Errorf("Normalize(%q) = %s at %d, want %s at %d with a message and a remedy",
				in, got.Reason, got.Offset, want.Reason, want.Offset)
		}
	}
}

func TestNormalizeParagraph(t *testing.T) {
	p := text.Paragraph{Label: "e\u0301.", Text: "re\u0301union x\u0302y", Marks: []text.Mark{
		{Kind: text.Italic, Start: 0, End: 2},
		{Kind: text.Bold, Start: 1, End: 8},
		{Kind: text.NoteAnchor, Start: 2, End: 2, Ref: "1"},
		{Kind: text.Underline, Start: 2, End: 13},
		{Kind: text.NoteAnchor, Start: 13, End: 13, Ref: "2"},
	}}
	got, err := text.NormalizeParagraph(p)
	if err != nil {
		t.Fatal(err)
	}
	want := text.Paragraph{Label: "é.", Text: "réunion x\u0302y", Marks: []text.Mark{
		{Kind: text.Italic, Start: 0, End: 3},
		{Kind: text.Underline, Start: 1, End: 12},
		{Kind: text.Bold, Start: 1, End: 7},
		{Kind: text.NoteAnchor, Start: 3, End: 3, Ref: "1"},
		{Kind: text.NoteAnchor, Start: 12, End: 12, Ref: "2"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paragraph (-want +got):\n%s", diff)
	}
	if _, err := text.NormalizeParagraph(text.Paragraph{Label: "\x01"}); err == nil {
		t.Error("a control character in the label was taken")
	}
}

// decomposable gives text that normal form C changes here and there.
func decomposable() *rapid.Generator[string] {
	pieces := []string{"a", "e\u0301", "é", "o\u0302", "\u0323\u0302", " ", "\u0627\u0653", "\u0622", "水", "\u1100\u1161", "x"}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
	})
}

func TestMarksFollowNormalForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, inside, after := decomposable().Draw(t, "before")+"b", "b"+decomposable().Draw(t, "inside")+"b", "b"+decomposable().Draw(t, "after")
		p := text.Paragraph{Text: before + inside + after, Marks: []text.Mark{
			{Kind: text.Bold, Start: len(before), End: len(before) + len(inside)}}}
		got, err := text.NormalizeParagraph(p)
		if err != nil {
			t.Fatal(err)
		}
		if want := norm.NFC.String(p.Text); got.Text != want {
			t.Fatalf("text = %q, want %q", got.Text, want)
		}
		if m := got.Marks[0]; got.Text[m.Start:m.End] != norm.NFC.String(inside) {
			t.Fatalf("the mark covers %q, want %q", got.Text[m.Start:m.End], norm.NFC.String(inside))
		}
	})
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"re\u0301union", "\u202eabc", "a\xff", "\u2067a\u2069", "\u0627\u0653", strings.Repeat("\u0301", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, err := text.Normalize(s)
		if err != nil {
			return
		}
		twice, err := text.Normalize(once)
		if err != nil || once != twice {
			t.Fatalf("normal form %q normalizes to %q, %v", once, twice, err)
		}
		p, err := text.NormalizeParagraph(text.Paragraph{Text: s, Marks: []text.Mark{{Kind: text.Bold, End: len(s)}}})
		if err != nil || p.Text != once || p.Marks[0].Start != 0 || p.Marks[0].End != len(once) {
			t.Fatalf("paragraph %+v, %v, want the text %q wholly marked", p, err, once)
		}
	})
}
