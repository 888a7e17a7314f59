package server

import (
	"fmt"
	"time"
	"unicode/utf8"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// timeOut gives nil for the zero time.
func timeOut(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}

// timeIn gives the zero time for nil, else UTC.
func timeIn(t *timestamppb.Timestamp) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.AsTime()
}

func spanOut(s negotiation.Span) *travauxv1.Span {
	if s.From.IsZero() && s.Until.IsZero() {
		return nil
	}
	return &travauxv1.Span{From: timeOut(s.From), Until: timeOut(s.Until)}
}

func spanIn(s *travauxv1.Span) negotiation.Span {
	return negotiation.Span{From: timeIn(s.GetFrom()), Until: timeIn(s.GetUntil())}
}

// each converts a list.
func each[A, B any](in []A, f func(A) B) []B {
	if in == nil {
		return nil
	}
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}

// runesBefore counts the code points of s before a byte offset.
func runesBefore(s string, offset int) int32 {
	return int32(utf8.RuneCountInString(s[:min(max(offset, 0), len(s))]))
}

// marksOut counts marks in code points of their text.
func marksOut(s string, marks []text.Mark) []*travauxv1.Mark {
	return each(marks, func(m text.Mark) *travauxv1.Mark {
		return &travauxv1.Mark{
			Kind: markKinds.out(m.Kind), Start: runesBefore(s, m.Start), End: runesBefore(s, m.End), Ref: m.Ref,
		}
	})
}

// marksIn counts marks in bytes of the text as sent. A mark that reaches beyond it
// is BAD_OFFSET.
func marksIn(s string, marks []*travauxv1.Mark) ([]text.Mark, error) {
	if len(marks) == 0 {
		return nil, nil
	}
	at := make([]int, 0, len(s)+1)
	for i := range s {
		at = append(at, i)
	}
	at = append(at, len(s))
	out := make([]text.Mark, len(marks))
	for i, m := range marks {
		start, end := int(m.GetStart()), int(m.GetEnd())
		if start < 0 || end < start || end >= len(at) {
			return nil, &negotiation.Error{Kind: negotiation.Invalid, Reason: "BAD_OFFSET", Subject: fmt.Sprintf("marks[%d]", i),
				Message: fmt.Sprintf("a mark from %d to %d does not lie in a text of %d code points", start, end, len(at)-1),
				Remedy:  "count Unicode code points of the text as sent, from 0, the end not included"}
		}
		out[i] = text.Mark{Kind: markKinds.in(m.GetKind()), Start: at[start], End: at[end], Ref: m.GetRef()}
	}
	return out, nil
}

// heldOut counts attributions in code points of the text that they stand beside.
func heldOut(s string, held []text.Attribution) []*travauxv1.Attribution {
	return each(held, func(a text.Attribution) *travauxv1.Attribution {
		return &travauxv1.Attribution{Offset: runesBefore(s, a.Offset), Source: a.Source, Actors: a.Actors, Stance: a.Stance}
	})
}

func originOut(o negotiation.Origin) *travauxv1.Origin {
	if o.OriginKind == "" && len(o.From) == 0 {
		return nil
	}
	return &travauxv1.Origin{Kind: originKinds.out(o.OriginKind), From: o.From}
}

func findingOut(f negotiation.Finding) *travauxv1.Finding {
	return &travauxv1.Finding{
		Code: f.Code, Place: f.Place, Message: f.Message, Paragraph: f.Paragraph, Words: f.Words, Suggestion: f.Suggestion,
	}
}

// documentLevel tells how far a document is shown; those without a level are shown
// to States.
func documentLevel(l negotiation.Level) travauxv1.Sight {
	if l == "" {
		return travauxv1.Sight_SIGHT_STATES
	}
	return levels.out(l)
}

// number narrows a count to the API's width.
func number(n int) int32 { return int32(n) }
