package board

import (
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text/bracket"
)

// count gives the numbers of each section of an edition.
func count(e *Edition, sections []section, language string) []Numbers {
	t := e.Tree
	out := make([]Numbers, len(sections))
	where := whereOf(sections, len(t.Flow.Paragraphs))
	of := func(paragraph int) *Numbers { return &out[where[paragraph]] }
	for i, p := range t.Count(language).Paragraphs {
		n := of(i)
		n.Words += p.Words
		n.Inside += p.Inside
	}
	for _, b := range t.Brackets {
		n := of(b.Open.Paragraph)
		n.Open++
		n.Options += len(b.Options)
		n.Depth = max(n.Depth, b.Depth)
	}
	for _, s := range t.Slots {
		of(t.Brackets[s.Brackets[0]].Open.Paragraph).Options += len(s.Brackets)
	}
	for _, b := range t.Blocks {
		of(b.Options[0].Mark.Start.Paragraph).Options += len(b.Options)
	}
	for _, p := range t.Pieces {
		if p.Kind == bracket.Unclosed || p.Kind == bracket.Stray {
			of(p.Paragraph).Unpaired++
		}
	}
	for i, d := range disputes(t) {
		if !counted(t.Flow.Paragraphs[i]) {
			continue
		}
		closure := negotiation.ClosureOpen
		if e.Closures != nil {
			closure = e.Closures[i]
		}
		of(i).Paragraphs.add(d, closure)
	}
	return out
}

// whereOf gives the section of each paragraph.
func whereOf(sections []section, paragraphs int) []int {
	out := make([]int, paragraphs)
	for k, s := range sections {
		for i := s.from; i < s.to; i++ {
			out[i] = k
		}
	}
	return out
}

// dispute is what of brackets stands in a paragraph.
type dispute struct {
	brackets     int // brackets and glyphs without a partner
	alternatives int // alternatives of any form
}

// disputes looks at each paragraph, in time linear in text and brackets.
func disputes(t *bracket.Tree) []dispute {
	steps := make([]dispute, len(t.Flow.Paragraphs)+1)
	within := func(s bracket.Span, d dispute) {
		end := s.End.Paragraph
		if s.End.Offset == 0 && end > s.Start.Paragraph {
			end--
		}
		steps[s.Start.Paragraph].add(d, 1)
		steps[end+1].add(d, -1)
	}
	for _, b := range t.Brackets {
		d := dispute{brackets: 1}
		if len(b.Options) > 0 || b.Slot >= 0 {
			d.alternatives = 1
		}
		within(b.Span(), d)
	}
	for _, b := range t.Blocks {
		for _, o := range b.Options {
			within(o.Span, dispute{alternatives: 1})
		}
	}
	for _, p := range t.Pieces {
		if p.Kind == bracket.Unclosed || p.Kind == bracket.Stray {
			within(bracket.Span{Start: p.Place(), End: p.Place()}, dispute{brackets: 1})
		}
	}
	out := steps[:len(t.Flow.Paragraphs)]
	var now dispute
	for i := range out {
		now.add(out[i], 1)
		out[i] = now
	}
	return out
}

func (d *dispute) add(e dispute, times int) {
	d.brackets += times * e.brackets
	d.alternatives += times * e.alternatives
}

// add counts a paragraph in its class; the package comment tells the rule.
func (c *Classes) add(d dispute, closure negotiation.Closure) {
	switch {
	case closure.IsAgreed() && d.brackets == 0 && d.alternatives == 0:
		c.Agreed++
	case closure == negotiation.ParkedUntil || closure == negotiation.PendingOnActors || closure == negotiation.PendingOnPackage:
		c.Parked++
	case d.brackets > 1 || d.alternatives > 0 || closure == negotiation.ReopenedParagraph:
		c.Contested++
	default:
		c.Converging++
	}
}
