package redline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// AllClasses gives every class, in the order in which they are always listed.
func AllClasses() []Class {
	return []Class{Substance, VerbStronger, VerbWeaker, ActorClass, Qualifier, Number,
		BracketOpened, BracketLifted, BracketMoved, Editorial, FormattingOnly, Structure}
}

// ParseClass gives the classes that a typed name stands for: the name of one, in
// any case, with "-" or "_" between its words ("verb-stronger"), or the family of
// several: "verb" for both of verbs, "bracket" for all three of brackets.
func ParseClass(name string) ([]Class, error) {
	typed := strings.ReplaceAll(strings.ToUpper(strings.TrimSpace(name)), "-", "_")
	var out []Class
	for _, c := range AllClasses() {
		family, _, _ := strings.Cut(string(c), "_")
		if string(c) == typed || family == typed {
			out = append(out, c)
		}
	}
	if out == nil {
		names := []string{"verb", "bracket"}
		for _, c := range AllClasses() {
			names = append(names, strings.ReplaceAll(strings.ToLower(string(c)), "_", "-"))
		}
		return nil, fmt.Errorf("there is no class of change %q; use one of %s", name, strings.Join(names, ", "))
	}
	return out, nil
}

// Classes gives the classes of what became of the paragraph, each once, in the
// order of AllClasses: those of its edits; Substance for a paragraph inserted or
// deleted; Structure besides for one moved, split, merged or renumbered;
// FormattingOnly besides where a mark came or went. An unchanged paragraph has
// none.
func (p ParagraphChange) Classes() []Class {
	has := make(map[Class]bool, 4)
	switch p.Change {
	case Inserted, Deleted:
		has[Substance] = true
	case Moved, MovedEdited, Split, Merged, Renumbered:
		has[Structure] = true
	}
	for _, s := range p.Segments {
		if s.Op != Equal {
			has[cmp.Or(s.Class, Substance)] = true
		}
	}
	if len(p.Formatting) > 0 {
		has[FormattingOnly] = true
	}
	var out []Class
	for _, c := range AllClasses() {
		if has[c] {
			out = append(out, c)
		}
	}
	return out
}

// Filter gives the comparison with those paragraphs only that have a change of
// one of the classes, each with all its changes; c itself if no class is named.
// The drafts are the same, so paragraphs of theirs may stand in no change. Stats
// counts what is left.
func (c *Comparison) Filter(classes ...Class) *Comparison {
	if len(classes) == 0 {
		return c
	}
	out := &Comparison{Old: c.Old, New: c.New}
	for _, p := range c.Paragraphs {
		if slices.ContainsFunc(p.Classes(), func(k Class) bool { return slices.Contains(classes, k) }) {
			out.Paragraphs = append(out.Paragraphs, p)
			out.Stats.count(p, c)
		}
	}
	return out
}

// count adds one paragraph of a comparison.
func (s *Stats) count(p ParagraphChange, c *Comparison) {
	*s.of(p.Change)++
	switch p.Change {
	case Inserted:
		s.WordsInserted += text.Words(c.New.Paragraphs[p.New[0]].Text, c.New.Language)
	case Deleted:
		s.WordsDeleted += text.Words(c.Old.Paragraphs[p.Old[0]].Text, c.Old.Language)
	}
	for _, x := range p.Segments {
		switch x.Op {
		case Insert:
			s.WordsInserted += text.Words(x.Text, c.New.Language)
		case Delete:
			s.WordsDeleted += text.Words(x.Text, c.Old.Language)
		}
	}
}
