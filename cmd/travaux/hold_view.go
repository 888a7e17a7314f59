package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// printHold prints one hold.
func (s *session) printHold(ctx context.Context, h *travauxv1.Hold) error {
	view, err := s.holdView(ctx, h)
	if err != nil {
		return err
	}
	return printOne(s, view, h)
}

// holdView shows holds, with the labels of the paragraphs of those given.
func (s *session) holdView(ctx context.Context, all ...*travauxv1.Hold) (view[*travauxv1.Hold], error) {
	var labels map[string]string
	if i := slices.IndexFunc(all, func(h *travauxv1.Hold) bool { return h.Paragraph != "" }); i >= 0 {
		document, _ := prefixSegments(all[i].Paragraph, 4)
		var err error
		if labels, err = s.labels(ctx, document); err != nil {
			return nil, err
		}
	}
	return view[*travauxv1.Hold]{
		{"HOLD", func(m *travauxv1.Hold) string { return lastSegment(m.Name) }},
		{"BRACKET", func(m *travauxv1.Hold) string {
			if m.Number == 0 {
				return ""
			}
			return strconv.Itoa(int(m.Number))
		}},
		{"PARAGRAPH", func(m *travauxv1.Hold) string {
			if m.Paragraph == "" {
				return "whole draft"
			}
			return orWord(labels[m.Paragraph], lastSegment(m.Paragraph))
		}},
		{"ACTOR", func(m *travauxv1.Hold) string { return lastSegment(m.Actor) }},
		{"ON BEHALF", func(m *travauxv1.Hold) string { return lastSegment(m.OnBehalf) }},
		{"KIND", func(m *travauxv1.Hold) string { return enumWord(m.Kind) }},
		{"STATE", func(m *travauxv1.Hold) string { return strings.ReplaceAll(enumWord(m.State), "-", " ") }},
		{"STANCE", func(m *travauxv1.Hold) string { return m.Stance }},
		{"DRAFT", func(m *travauxv1.Hold) string { return lastSegment(m.Draft) }},
		{"SINCE", func(m *travauxv1.Hold) string { return showTime(m.Time) }},
		{"ENDED", func(m *travauxv1.Hold) string { return showTime(m.EndTime) }},
		{"NOTE", func(m *travauxv1.Hold) string { return oneLine(m.Note) }},
		{"WORDS", func(m *travauxv1.Hold) string { return oneLine(m.Words) }},
	}, nil
}
