package changelist

import (
	"strings"

	"github.com/travaux/travaux/internal/redline"
)

// shortBracket is how many bytes a bracket that came or went may hold to be one
// entry, words and all.
const shortBracket = 120

// bracketed makes one entry of both glyphs of a bracket that came or went round
// few words which stay, and gives the index of what follows.
func bracketed(e *Entry, segments []redline.Segment, i int) int {
	if e.Class != redline.BracketLifted && e.Class != redline.BracketOpened || i+1 >= len(segments) {
		return i
	}
	inner, end := segments[i], segments[i+1]
	glyph := func(s, want string) bool { return strings.TrimSpace(s) == want }
	switch {
	case !glyph(e.Removed+e.Added, "[") || inner.Op != redline.Equal || len(inner.Text) > shortBracket:
		return i
	case end.Op == redline.Equal || classOf(end) != e.Class || (end.Op == redline.Delete) != (e.Removed != "") || !glyph(end.Text, "]"):
		return i
	case i+2 < len(segments) && segments[i+2].Op != redline.Equal || strings.ContainsAny(inner.Text, "[]\n"):
		return i
	}
	take(e, inner)
	take(e, end)
	return i + 2
}

// Pieces gives the change as a text shows it, so that a bracket that came or went
// does not mark again the words in it: what went, what came, and for such a
// bracket the words that stay between its two glyphs. Without insertions it is
// Removed, without deletions Added.
func (e *Entry) Pieces() []redline.Segment {
	op, outer, inner := redline.Insert, e.Added, e.Removed
	if e.Class == redline.BracketLifted {
		op, outer, inner = redline.Delete, e.Removed, e.Added
	}
	if (e.Class == redline.BracketLifted || e.Class == redline.BracketOpened) && inner != "" {
		for at := strings.IndexByte(outer, '[') + 1; at > 0 && at+len(inner) < len(outer); at++ {
			end := at + len(inner)
			if strings.TrimSpace(outer[:at]) == "[" && outer[at:end] == inner && strings.TrimSpace(outer[end:]) == "]" {
				return []redline.Segment{{Op: op, Text: outer[:at]}, {Op: redline.Equal, Text: inner}, {Op: op, Text: outer[end:]}}
			}
		}
	}
	var out []redline.Segment
	if e.Removed != "" {
		out = append(out, redline.Segment{Op: redline.Delete, Text: e.Removed})
	}
	if e.Added != "" {
		out = append(out, redline.Segment{Op: redline.Insert, Text: e.Added})
	}
	return out
}
