package demo

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/text"
)

// sameAsFile checks that a draft in its typed form says, paragraph by paragraph,
// what a file says: label, depth, words and marks.
func sameAsFile(got []*travauxv1.DraftParagraph, name string, file []byte) error {
	want, _, err := format.Read(name, file, format.Options{Language: "en"})
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	for i := range max(len(got), len(want.Paragraphs)) {
		var g, w string
		if i < len(got) {
			g = printed(got[i])
		}
		if i < len(want.Paragraphs) {
			w = printedFrom(want.Paragraphs[i])
		}
		if g != w {
			return fmt.Errorf("the draft does not say what %s says, from paragraph %d on\n  %s: %s\n  draft: %s", name, i+1, name, w, g)
		}
	}
	return nil
}

// printed gives all that is compared of a paragraph, in one line.
func printed(p *travauxv1.DraftParagraph) string {
	var marks []string
	for _, m := range p.GetText().GetMarks() {
		marks = append(marks, fmt.Sprint(word(m.GetKind()), m.GetStart(), "–", m.GetEnd(), m.GetRef()))
	}
	return line(word(p.GetKind()), int(p.GetDepth()), p.GetLabel(), p.GetText().GetContent(), marks)
}

// printedFrom gives the same of a paragraph that was read from a file.
func printedFrom(p text.Paragraph) string {
	var marks []string
	for _, m := range p.Marks {
		marks = append(marks, fmt.Sprint(string(m.Kind), utf8.RuneCountInString(p.Text[:m.Start]), "–", utf8.RuneCountInString(p.Text[:m.End]), m.Ref))
	}
	return line(strings.ReplaceAll(string(p.Kind), "-", " "), p.Depth, p.Label, p.Text, marks)
}

func line(kind string, depth int, label, words string, marks []string) string {
	return strings.TrimSpace(fmt.Sprintf("%s/%d %s %s %s", kind, depth, label, words, strings.Join(marks, " ")))
}
