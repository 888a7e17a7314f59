package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// timeLayouts are the ways in which a moment may be typed; without a zone it is
// UTC, a day alone is its first moment.
func timeLayouts() []string {
	return []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}
}

// parseTime reads a moment: one of timeLayouts, "now", or a stretch from now,
// "+90d", "-12h".
func parseTime(s string, now time.Time) (time.Time, error) {
	if s == "now" {
		return now, nil
	}
	if strings.HasPrefix(s, "+") || strings.HasPrefix(s, "-") {
		if d, err := parseStretch(s); err == nil {
			return now.Add(d), nil
		}
	}
	for _, layout := range timeLayouts() {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf(`%q is no moment; type 2026-03-01, 2026-03-01T18:00Z, "now" or +90d`, s)
}

// parseStretch reads a duration as Go has it, or a number of days, "90d".
func parseStretch(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err == nil && n > -100_000 && n < 100_000 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf("%q is no stretch of time; type 12h or 90d", s)
	}
	return d, nil
}

// parseSpan reads the two ends of a span; an empty end is not set. Without
// either there is no span.
func parseSpan(from, until string, now time.Time) (*travauxv1.Span, error) {
	if from == "" && until == "" {
		return nil, nil
	}
	span := &travauxv1.Span{}
	for _, end := range []struct {
		typed string
		to    **timestamppb.Timestamp
	}{{from, &span.From}, {until, &span.Until}} {
		if end.typed == "" {
			continue
		}
		t, err := parseTime(end.typed, now)
		if err != nil {
			return nil, err
		}
		*end.to = timestamppb.New(t)
	}
	return span, nil
}

// spanPair reads "FROM..UNTIL", either end may be empty.
func spanPair(s string, now time.Time) (*travauxv1.Span, error) {
	from, until, ok := strings.Cut(s, "..")
	if !ok {
		return nil, fmt.Errorf("%q is no span; type FROM..UNTIL", s)
	}
	return parseSpan(from, until, now)
}

// showTime writes a moment in UTC to the second, nothing for none.
func showTime(t *timestamppb.Timestamp) string {
	if t == nil {
		return ""
	}
	return t.AsTime().UTC().Format("2006-01-02 15:04:05Z")
}

// showSpan writes a span as spanPair reads it, nothing for none.
func showSpan(s *travauxv1.Span) string {
	if s == nil {
		return ""
	}
	return shortTime(s.From) + ".." + shortTime(s.Until)
}

// shortTime writes a moment in UTC to the minute, a day's first moment as the day.
func shortTime(t *timestamppb.Timestamp) string {
	if t == nil {
		return ""
	}
	at := t.AsTime().UTC()
	if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02T15:04Z")
}
