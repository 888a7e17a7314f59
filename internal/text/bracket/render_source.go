package bracket

import "strings"

// PrintForm gives the file with the paragraphs of a rendering of its tree in the
// place of those that they were made of, all other bytes as they are. Paragraphs
// that the rendering leaves out go with their labels and what parts them from those
// before; labels that it found in the words are printed before them.
func (s *Source) PrintForm(r *Rendering) string {
	var b strings.Builder
	end := func(n int) int { // where the paragraph before the n-th ends
		if n == 0 {
			return 0
		}
		return s.starts[n-1] + len(s.Flow.Paragraphs[n-1].Text)
	}
	for i, p := range r.Paragraphs {
		n := r.From[i]
		between := s.data[end(n):s.starts[n]]
		switch {
		case b.Len() == 0 && n > 0:
			between = strings.TrimLeft(between, "\r\n")
		case i > 0 && n > r.From[i-1]+1 && strings.Count(between, "\n") < 2:
			between = "\n" + between // what parted it from others was left out
		}
		b.WriteString(between)
		if s.Flow.Paragraphs[n].Label == "" && p.Label != "" {
			b.WriteString(p.Label + " ")
		}
		b.WriteString(p.Text)
	}
	b.WriteString(s.data[end(len(s.starts)):])
	return b.String()
}
