package demo

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/text"
)

// found is a paragraph that a place in the script was found to mean.
type found struct {
	name     string // …/paragraphs/{paragraph}
	revision int32
	label    string
	text     string // without attributions
}

// in finds the one paragraph that the place means.
func (p place) in(all []found) (found, error) {
	var hits []found
	for _, f := range all {
		if (p.Label == "" || p.Label == f.label) && strings.Contains(f.text, p.Words) {
			hits = append(hits, f)
		}
	}
	if len(hits) != 1 {
		return found{}, fmt.Errorf("%d paragraphs have the label %q and the words %q; the script means one", len(hits), p.Label, p.Words)
	}
	return hits[0], nil
}

// offset gives where words begin in the paragraph, in code points.
func (f found) offset(words string) (int32, error) {
	at := strings.Index(f.text, words)
	if at < 0 {
		return 0, fmt.Errorf("paragraph %s has no words %q", f.label, words)
	}
	return int32(utf8.RuneCountInString(f.text[:at])), nil
}

func foundInDraft(p *travauxv1.DraftParagraph) found {
	return found{name: p.GetParagraph(), revision: p.GetRevision(), label: p.GetLabel(), text: p.GetText().GetContent()}
}

func foundInWorkingText(p *travauxv1.Passage) found {
	return found{name: p.GetParagraph(), revision: p.GetRevision(), label: p.GetLabel(), text: p.GetText().GetContent()}
}

// italics takes the asterisks out of typed words and gives what they put in
// italics, in code points.
func italics(typed string) (string, []*travauxv1.Mark) {
	var plain strings.Builder
	var marks []*travauxv1.Mark
	for i, part := range strings.Split(typed, "*") {
		start := int32(utf8.RuneCountInString(plain.String()))
		plain.WriteString(part)
		if i%2 == 1 {
			marks = append(marks, &travauxv1.Mark{
				Kind: travauxv1.MarkKind_MARK_KIND_ITALIC, Start: start, End: start + int32(utf8.RuneCountInString(part)),
			})
		}
	}
	return plain.String(), marks
}

// marksOf gives the marks of a text of the API, counted in bytes.
func marksOf(t *travauxv1.Text) []text.Mark {
	at := make([]int, 0, len(t.GetContent())+1)
	for i := range t.GetContent() {
		at = append(at, i)
	}
	at = append(at, len(t.GetContent()))
	var marks []text.Mark
	for _, m := range t.GetMarks() {
		marks = append(marks, text.Mark{
			Kind: text.MarkKind(word(m.GetKind())), Start: at[m.GetStart()], End: at[m.GetEnd()], Ref: m.GetRef(),
		})
	}
	return marks
}
