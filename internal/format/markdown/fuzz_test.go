package markdown_test

import (
	"testing"

	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/text"
)

// FuzzRead looks for input that breaks the reader, and holds every draft to the
// contract of its marks.
func FuzzRead(f *testing.F) {
	f.Add("# Riverside\n\n1. We *affirm* [six][twelve]:[^1]\n    - to read\n\n[^1]: note\n")
	f.Add("---\ntitle: x\n---\n[*a* [b](https://example.org) <i>c\n<br>\n| a |\n    code\n")
	f.Fuzz(func(t *testing.T, s string) {
		d, _, err := markdown.Read([]byte(s))
		if err != nil {
			return
		}
		for i, p := range d.Paragraphs {
			if p.Text == "" && p.Label == "" && len(p.Marks) == 0 {
				t.Errorf("paragraph %d is empty", i)
			}
			for _, m := range p.Marks {
				if m.Start < 0 || m.End > len(p.Text) || m.Start > m.End || (m.Start == m.End) != (m.Kind == text.NoteAnchor) {
					t.Errorf("paragraph %d: mark %+v does not fit %d bytes", i, m, len(p.Text))
				}
			}
		}
	})
}
