package demo

import (
	"fmt"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// moment is an offset from the instant at which the demo starts; the zero moment
// is not set.
type moment struct {
	set    bool
	offset time.Duration
}

// UnmarshalYAML reads a sign, a number and d, h or m: "-14d".
func (m *moment) UnmarshalYAML(node *yaml.Node) error {
	s := node.Value
	units := map[byte]time.Duration{'d': 24 * time.Hour, 'h': time.Hour, 'm': time.Minute}
	if len(s) < 3 || s[0] != '-' && s[0] != '+' || units[s[len(s)-1]] == 0 {
		return fmt.Errorf("line %d: %q is no offset such as -14d or +3h", node.Line, s)
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil {
		return fmt.Errorf("line %d: %q is no offset: %w", node.Line, s, err)
	}
	*m = moment{set: true, offset: time.Duration(n) * units[s[len(s)-1]]}
	return nil
}

// from gives the moment as the API has it, nil where it is not set.
func (m moment) from(start time.Time) *timestamppb.Timestamp {
	if !m.set {
		return nil
	}
	return timestamppb.New(start.Add(m.offset))
}

func (s span) from(start time.Time) *travauxv1.Span {
	return &travauxv1.Span{From: s.From.from(start), Until: s.Until.from(start)}
}

func (w window) from(start time.Time) *travauxv1.Span {
	return &travauxv1.Span{From: w.WindowFrom.from(start), Until: w.WindowUntil.from(start)}
}
