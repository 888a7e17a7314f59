// Package changelist makes of a comparison the list that a person would write
// by hand: one entry for each change, with its place, its class, the old words,
// the new ones and the words to read from the floor. Renderings of whole drafts
// take from it what they say about a change. The package is pure.
package changelist

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Entry is one change of a comparison: words that went, came or gave way to
// others, a paragraph that came, went, moved or got another label, or a mark
// that came or went.
type Entry struct {
	// Paragraph is the index of the paragraph change that the entry is of.
	Paragraph int
	Change    redline.Change
	Class     redline.Class
	// Old and New are indexes into the paragraphs of the two drafts.
	Old, New []int
	// OldAt and NewAt are where Removed and Added begin, in bytes of the texts of
	// the old paragraphs joined by "\n", and of the new ones.
	OldAt, NewAt int
	// Removed and Added are the old and the new words. Both are empty where no
	// word changed, as where a paragraph moved. The words of a bracket that came
	// or went round few words stand in both.
	Removed, Added string
	// Before and After are the words next to the change that stay, at most a few,
	// with … where more stand farther away.
	Before, After string
	// Format is the mark that came or went, the first of several of one kind; nil
	// for other entries.
	Format *redline.FormatChange
	// Place tells in words where the change stands: "paragraph 12 (a)", "title".
	Place string
	// Was tells the place in the old draft where it is another, "was 12".
	Was string
	// Note tells in words what the removed and added words do not show: "moved
	// from 14", "italics added on “Recalling”", "space → no-break space".
	Note string
}

// Of lists the changes of a comparison in its order. For a paragraph that moved,
// was split or merged an entry without words comes first, unless the end of the
// paragraph alone came or went; paragraphs that RunAt counts together are one
// entry. The time is linear in the length of the drafts. Putting Added in the place of Removed, entry by entry, gives the new words
// of a paragraph from the old ones, and the reverse (law 1).
func Of(c *redline.Comparison) []Entry {
	at := newPlaces(c)
	var out []Entry
	for i := 0; i < len(c.Paragraphs); {
		n := RunAt(c, i)
		if n < 2 {
			out = append(out, at.entries(c, i)...)
			i++
			continue
		}
		run := c.Paragraphs[i : i+n]
		e := Entry{Paragraph: i, Change: redline.Renumbered, Class: redline.Structure, Place: at.name(&run[0]) + " to " + at.name(&run[n-1]), Note: Renumbered(c, run)}
		for _, p := range run {
			e.Old, e.New = append(e.Old, p.Old...), append(e.New, p.New...)
		}
		out = append(out, e)
		i += n
	}
	return out
}

// ByParagraph lists the changes of each paragraph change by itself, also of those that
// Of makes one entry of.
func ByParagraph(c *redline.Comparison) [][]Entry {
	at := newPlaces(c)
	out := make([][]Entry, len(c.Paragraphs))
	for i := range out {
		out[i] = at.entries(c, i)
	}
	return out
}

// entries lists the changes of one paragraph change.
func (at *places) entries(c *redline.Comparison, i int) []Entry {
	p := &c.Paragraphs[i]
	if p.Change == redline.Unchanged && len(p.Formatting) == 0 {
		return nil
	}
	base := Entry{Paragraph: i, Change: p.Change, Old: p.Old, New: p.New, Place: at.name(p), Was: at.was(p)}
	var out []Entry
	whole := base
	switch p.Change {
	case redline.Inserted:
		whole.Class, whole.Added, whole.Note = redline.Substance, c.New.Paragraphs[p.New[0]].Text, "new paragraph"
		out = append(out, whole)
	case redline.Deleted:
		whole.Class, whole.Removed, whole.Note = redline.Substance, c.Old.Paragraphs[p.Old[0]].Text, "deleted paragraph; its place is that in the base"
		out = append(out, whole)
	case redline.Moved, redline.MovedEdited, redline.Renumbered:
		whole.Class, whole.Note, whole.Was = redline.Structure, State(c, p), ""
		out = append(out, whole)
	}
	words := edits(base, p.Segments)
	told := false
	for i := range words {
		if e := &words[i]; e.Class == redline.Structure {
			e.Note = cmp.Or(e.Note, State(c, p))
			told = true
		}
	}
	if joins := p.Change == redline.Split || p.Change == redline.Merged; joins && !told {
		// The end of a paragraph came or went together with words.
		whole.Class, whole.Note, whole.Was = redline.Structure, State(c, p), ""
		out = append(out, whole)
	}
	out = append(out, words...)
	for _, n := range formatNotes(c, p) {
		f := base
		f.Class, f.Format, f.Note = redline.FormattingOnly, n.first, n.words
		out = append(out, f)
	}
	return out
}

// edits lists the runs of words that changed.
func edits(base Entry, segments []redline.Segment) []Entry {
	var out []Entry
	oldAt, newAt := 0, 0
	before := ""
	for i := 0; i < len(segments); {
		s := segments[i]
		if s.Op == redline.Equal {
			oldAt, newAt, before = oldAt+len(s.Text), newAt+len(s.Text), s.Text
			i++
			continue
		}
		e := base
		e.Class, e.OldAt, e.NewAt, e.Before = classOf(s), oldAt, newAt, lastWords(before, max(oldAt, newAt) > len(before))
		take(&e, s)
		if i++; s.Op == redline.Delete && i < len(segments) && segments[i].Op == redline.Insert {
			take(&e, segments[i])
			i++
		}
		before = ""
		i = bracketed(&e, segments, i)
		if i < len(segments) && segments[i].Op == redline.Equal {
			e.After = firstWords(segments[i].Text, i+1 < len(segments))
		}
		if words := e.Removed + e.Added; strings.Contains(words, "\n") && strings.TrimSpace(words) == "" {
			e.Class = redline.Structure
		}
		if SameSigns(e.Removed, e.Added) {
			e.Note = strings.Join(Signs(e.Removed, e.Added), ", ")
		}
		oldAt, newAt = e.OldAt+len(e.Removed), e.NewAt+len(e.Added)
		out = append(out, e)
	}
	return out
}

// classOf gives the class of a segment that goes or comes.
func classOf(s redline.Segment) redline.Class {
	if s.Class == "" {
		return redline.Substance
	}
	return s.Class
}

// take adds a segment to a change.
func take(e *Entry, s redline.Segment) {
	if s.Op != redline.Insert {
		e.Removed += s.Text
	}
	if s.Op != redline.Delete {
		e.Added += s.Text
	}
}

// Context is how much of the words that stay is quoted beside a change.
const (
	contextWords = 4
	contextRunes = 32
)

// lastWords gives the end of a run of words, at most contextWords of it and none
// of them cut where words are parted by spaces; more tells that the run is not
// the beginning of its text.
func lastWords(s string, more bool) string {
	whole := len(s)
	s = s[strings.LastIndexByte(s, '\n')+1:]
	at, words, runes := len(s), 0, 0
	for i, r := range reversed(s) {
		if runes++; runes > contextRunes {
			if k := strings.IndexByte(s[at:], ' '); k >= 0 && k+1 < len(s)-at {
				at += k + 1
			}
			break
		}
		if r == ' ' && i+1 < len(s) {
			if words++; words >= contextWords {
				break
			}
		}
		at = i
	}
	if more && strings.TrimSpace(s[at:]) != "" || at > 0 && len(s) == whole {
		return "… " + strings.TrimLeft(s[at:], " ")
	}
	return s[at:]
}

// firstWords gives the beginning of a run of words as lastWords gives the end.
func firstWords(s string, more bool) string {
	line, _, _ := strings.Cut(s, "\n")
	end, words, runes := len(line), 0, 0
	for i, r := range line {
		if runes++; runes > contextRunes {
			if end = i; strings.IndexByte(line[1:i], ' ') >= 0 {
				end = strings.LastIndexByte(line[:i], ' ')
			}
			break
		}
		if r == ' ' && i > 0 {
			if words++; words >= contextWords {
				end = i
				break
			}
		}
	}
	if more && strings.TrimSpace(line[:end]) != "" || end < len(line) {
		return strings.TrimRight(line[:end], " ") + " …"
	}
	return line[:end]
}

// reversed walks the characters of a string from its end.
func reversed(s string) func(yield func(int, rune) bool) {
	return func(yield func(int, rune) bool) {
		for at := len(s); at > 0; {
			r, n := utf8.DecodeLastRuneInString(s[:at])
			if at -= n; !yield(at, r) {
				return
			}
		}
	}
}

// HasWords tells whether words went or came.
func (e *Entry) HasWords() bool { return e.Removed != "" || e.Added != "" }

// HasAny tells whether a paragraph change has one of the classes; with none named
// it has.
func HasAny(p *redline.ParagraphChange, classes []redline.Class) bool {
	return len(classes) == 0 || slices.ContainsFunc(p.Classes(), func(c redline.Class) bool { return slices.Contains(classes, c) })
}

// Filter keeps the entries of some classes; none keeps all.
func Filter(entries []Entry, classes []redline.Class) []Entry {
	if len(classes) == 0 {
		return entries
	}
	var out []Entry
	for _, e := range entries {
		if slices.Contains(classes, e.Class) {
			out = append(out, e)
		}
	}
	return out
}

// joined gives the texts of paragraphs joined by line feeds.
func joined(d *text.Draft, at []int) string {
	parts := make([]string, len(at))
	for k, i := range at {
		parts[k] = d.Paragraphs[i].Text
	}
	return strings.Join(parts, "\n")
}
