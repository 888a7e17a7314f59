package board

import (
	"slices"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// section is a section with the paragraphs [from, to) of its text.
type section struct {
	Section
	from, to int
	heading  string // the id of the paragraph of its heading
	words    string // of its headings, by which it is known again
}

// sectionsOf cuts a text into sections; there is at least one.
func sectionsOf(t *bracket.Tree) []section {
	all := t.Flow.Paragraphs
	heads := headings(all)
	if len(heads) == 0 {
		return []section{{Section: Section{ID: "text", Title: "Text", Label: "Text", Own: true}, to: len(all), words: "\x00text"}}
	}
	var out []section
	if first := heads[0]; slices.ContainsFunc(all[:first], counted) {
		out = append(out, front(all[:first]))
	}
	for i := 0; i < len(heads); {
		j := i + 1
		for j < len(heads) && bare(all[heads[j-1]+1:heads[j]]) {
			j++
		}
		s := headed(all, heads[i:j])
		s.from = heads[i]
		if len(out) == 0 {
			s.from = 0 // a title before the first heading
		}
		s.to = len(all)
		if j < len(heads) {
			s.to = heads[j]
		}
		out = append(out, s)
		i = j
	}
	if out[0].Own && slices.ContainsFunc(out[1:], func(s section) bool { return s.Label == "Pre" }) {
		out[0].Section = introduction() // the text calls another part its preamble
	}
	return labelled(out)
}

// introduction is the section before the first heading.
func introduction() Section {
	return Section{ID: "introduction", Title: "Introduction", Label: "Intro", Own: true}
}

// headings gives the paragraphs at which sections begin.
func headings(all []text.Paragraph) []int {
	var depths []int
	for _, p := range all {
		if p.Kind == text.Heading {
			depths = append(depths, p.Depth)
		}
	}
	slices.Sort(depths)
	depths = slices.Compact(depths)
	at := func(depth int) []int {
		var out []int
		for i, p := range all {
			if p.Kind == text.AnnexHeading || p.Kind == text.Heading && p.Depth <= depth {
				out = append(out, i)
			}
		}
		return out
	}
	if len(depths) == 0 {
		return at(-1)
	}
	heads := at(depths[0])
	if len(heads) == 1 && len(depths) > 1 && bare(all[:heads[0]]) {
		return at(depths[1])
	}
	return heads
}

// counted tells whether a paragraph is one of those that are agreed one by one.
func counted(p text.Paragraph) bool {
	switch p.Kind {
	case text.Preambular, text.Operative, text.Item, text.Tail, text.Plain:
		return strings.TrimSpace(p.Text) != ""
	}
	return false
}

// bare tells that no paragraph is counted.
func bare(all []text.Paragraph) bool { return !slices.ContainsFunc(all, counted) }

// front is the section before the first heading.
func front(all []text.Paragraph) section {
	s := section{Section: introduction(), to: len(all), words: "\x00front"}
	if slices.ContainsFunc(all, func(p text.Paragraph) bool { return p.Kind == text.Preambular }) {
		s.Section = Section{ID: "preamble", Title: "Preamble", Label: "Pre", Own: true}
	}
	return s
}

// headed is the section under headings that stand directly one after another.
func headed(all []text.Paragraph, heads []int) section {
	var s section
	for _, h := range heads {
		p := all[h]
		title := strings.Join(strings.Fields(p.Label+" "+p.Text), " ")
		if s.Title != "" && title != "" {
			s.Title += " · "
		}
		s.Title += title
		s.words += text.Fold(strings.ToLower(p.Text)) + "\n"
		if s.Label == "" {
			s.Label = short(p)
		}
	}
	s.heading = all[heads[0]].ID
	s.ID = negotiation.LastID(s.heading)
	return s
}

// short finds the short label of a heading: its number or letter, "Annex II",
// "Pre"; "" where it has none.
func short(p text.Paragraph) string {
	words := strings.Fields(p.Label + " " + p.Text)
	if len(words) == 0 {
		return ""
	}
	first := strings.Trim(words[0], "[]().:-–—")
	next := ""
	if len(words) > 1 {
		next = strings.Trim(words[1], "[]().:-–—")
	}
	switch strings.ToLower(first) {
	case "preamble":
		return "Pre"
	case "annex":
		if isNumeral(next) {
			return "Annex " + next
		}
		return "Annex"
	case "chapter", "part", "section", "article", "title":
		first = next
	}
	if isNumeral(first) && (p.Label != "" || first != "I" && first != "A" || strings.ContainsAny(words[0], ".):")) {
		return first
	}
	return ""
}

// isNumeral tells a number, a roman number or a single letter.
func isNumeral(s string) bool {
	if s == "" || len(s) > 6 {
		return false
	}
	digits := strings.Trim(s, "0123456789") == ""
	return digits || strings.Trim(s, "IVXLC") == "" || len(s) == 1 && s >= "A" && s <= "Z"
}

// labelled gives each section a label and an id that no other has.
func labelled(all []section) []section {
	labels, ids := make(map[string]bool), make(map[string]bool)
	for i := range all {
		s := &all[i]
		if s.Label == "" {
			s.Label = "§" + strconv.Itoa(i+1)
		}
		s.Label = unused(s.Label, labels)
		if s.Title == "" {
			s.Title, s.Own = "Section "+strconv.Itoa(i+1), true
		}
		if s.ID == "" {
			s.ID = "s" + strconv.Itoa(i+1)
		}
		s.ID = unused(s.ID, ids)
	}
	return all
}

// unused gives s, or s with a number that nothing has yet, and takes it.
func unused(s string, taken map[string]bool) string {
	out := s
	for n := 2; taken[out]; n++ {
		out = s + " (" + strconv.Itoa(n) + ")"
	}
	taken[out] = true
	return out
}

// again finds for each section of an edition the section of the last that it is,
// -1 for none: by the identity of its heading, else by its words, else, as in files,
// whose paragraphs have no identity, by its label.
func again(sections, last []section) []int {
	byHeading, byWords, byLabel := make(map[string]int), make(map[string]int), make(map[string]int)
	for i, s := range last {
		if s.heading != "" {
			byHeading[s.heading] = i
		}
		if _, twice := byWords[s.words]; !twice {
			byWords[s.words] = i
		}
		byLabel[s.Label] = i
	}
	out := make([]int, len(sections))
	found := make([]bool, len(last))
	for i, s := range sections {
		out[i] = -1
		if k, ok := byHeading[s.heading]; ok && s.heading != "" {
			out[i] = k
		} else if k, ok := byWords[s.words]; ok {
			out[i] = k
		}
		if out[i] >= 0 {
			found[out[i]] = true
		}
	}
	for i, s := range sections {
		k, ok := byLabel[s.Label]
		if ok && out[i] < 0 && !found[k] && s.heading == "" && last[k].heading == "" && !s.Own {
			out[i] = k
		}
	}
	return out
}
