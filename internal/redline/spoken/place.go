package spoken

import (
	"slices"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// unit is one part of the name of a place: "sub-paragraph (b)", "of paragraph 5",
// "of the annex".
type unit struct {
	noun  noun
	label string
	n     int    // of those that are counted
	words string // of those that are named by words
	after string // the words that a paragraph before it begins with
}

// places names the paragraphs of one draft.
type places struct {
	draft   *text.Draft
	parent  []int    // the paragraph that an item or a tail belongs to, -1 for none
	chief   []bool   // it has items below it
	units   []unit   // each paragraph's own name
	under   []int    // the heading that it stands under, -1 for none
	annex   []int    // the number of the annex that it stands in, 0 for none
	annexes []string // the number that the heading of each annex ends with, if any
	level   []int    // how much of the name is needed, see chain
	start   []string // the first words that no other paragraph begins with, see begins
}

// newPlaces finds the name of every paragraph.
func newPlaces(d *text.Draft) *places {
	n := len(d.Paragraphs)
	p := &places{draft: d, parent: make([]int, n), chief: make([]bool, n), units: make([]unit, n),
		under: make([]int, n), annex: make([]int, n), level: make([]int, n)}
	var path []int // open chapeaux, by depth
	heading, recitals := -1, 0
	for i := range d.Paragraphs {
		k := &d.Paragraphs[i]
		p.parent[i], p.under[i] = -1, heading
		switch k.Kind {
		case text.AnnexHeading:
			p.annexes = append(p.annexes, annexName(k))
			path, heading, recitals = nil, -1, 0
			p.under[i] = -1
		case text.Heading:
			path, heading = nil, i
		case text.Title, text.Formula:
			path = nil
		case text.Footnote:
		default:
			path = p.nest(i, path)
		}
		p.annex[i] = len(p.annexes)
		if k.Kind == text.Preambular && p.parent[i] < 0 && k.Label == "" {
			recitals++
		}
		p.units[i] = p.unitOf(k, recitals)
	}
	p.tell()
	return p
}

// nest finds what paragraph i belongs to and gives the path for the next.
func (p *places) nest(i int, path []int) []int {
	k := &p.draft.Paragraphs[i]
	depth := k.Depth
	if k.Kind == text.Tail {
		depth++ // it completes the paragraph of its own depth
	}
	for len(path) > 0 && p.draft.Paragraphs[path[len(path)-1]].Depth >= depth {
		path = path[:len(path)-1]
	}
	if len(path) > 0 && depth > 0 {
		p.parent[i] = path[len(path)-1]
	}
	if k.Kind == text.Tail {
		return path
	}
	if p.parent[i] >= 0 {
		p.chief[p.parent[i]] = true
	}
	return append(path, i)
}

// unitOf names a paragraph by itself; recitals is how many there are up to it.
func (p *places) unitOf(k *text.Paragraph, recitals int) unit {
	label := spokenLabel(k.Label)
	switch k.Kind {
	case text.Title:
		return unit{noun: title}
	case text.Formula:
		return unit{noun: formula}
	case text.Tail:
		return unit{noun: tail}
	case text.Footnote:
		return unit{noun: footnote, label: text.FootnoteNumber(label)}
	case text.AnnexHeading:
		return unit{noun: annexTitle}
	case text.Heading:
		if label != "" {
			return unit{noun: heading, label: label}
		}
		return unit{noun: titled, words: k.Text}
	case text.Item:
		if label != "" {
			return unit{noun: item, label: label}
		}
	case text.Preambular:
		if label == "" {
			return unit{noun: nthRecital, n: recitals}
		}
		return unit{noun: recital, label: label}
	}
	if label == "" {
		return unit{noun: unlabelled}
	}
	if k.Depth > 0 && strings.ContainsAny(label, ")）") {
		return unit{noun: item, label: label}
	}
	return unit{noun: paragraph, label: label}
}

// spokenLabel gives a label without the delimiter that only writing needs.
func spokenLabel(label string) string {
	out := strings.TrimRight(label, " .:、．-–—")
	if trimmed := strings.TrimRight(out, ")）"); strings.ContainsAny(out, "(（") || trimmed == "" || !isNumber(trimmed) {
		return out
	}
	return strings.TrimRight(out, ")）")
}

// isNumber tells whether a label is a number, which needs no bracket after it.
func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// annexName gives the number that the heading of an annex ends with, if any.
func annexName(k *text.Paragraph) string {
	if k.Label != "" {
		return spokenLabel(k.Label)
	}
	fields := strings.Fields(k.Text)
	if len(fields) != 2 {
		return ""
	}
	if s := strings.Trim(fields[1], "[]"); isNumber(s) || strings.Trim(s, "IVXLC") == "" || len([]rune(s)) == 1 {
		return s
	}
	return ""
}

// tell makes the names unique, by naming more of those that would be alike.
func (p *places) tell() {
	p.begins()
	for level := 1; level <= 3; level++ {
		alike := make(map[string][]int, len(p.units))
		for i := range p.units {
			key := keyOf(p.whole(i))
			alike[key] = append(alike[key], i)
		}
		for _, all := range alike {
			if len(all) < 2 {
				continue
			}
			for _, i := range all {
				p.level[i] = level
			}
		}
	}
}

// chain gives the parts of the name of a paragraph, the smallest first. At level 1
// the section is named too, at level 2 the words that it begins with, at level 3
// its words and a paragraph before it.
func (p *places) chain(i int) []unit {
	own := p.units[i]
	var out []unit
	if p.chief[i] {
		out = append(out, unit{noun: chapeau})
	}
	if p.level[i] < 2 && own.noun != unlabelled {
		return append(out, p.full(i)...)
	}
	if p.level[i] < 3 && p.start[i] != "" {
		return append(out, unit{noun: beginning, words: p.start[i]})
	}
	return append(out, p.found(i))
}

// full names a paragraph with all that it belongs to, without the chapeau.
func (p *places) full(i int) []unit {
	out := []unit{p.units[i]}
	parent := i
	for p.parent[parent] >= 0 {
		parent = p.parent[parent]
		u := p.units[parent]
		if n := len(out) - 1; u.noun == item && out[n].noun == item {
			out[n].label = joinLabels(u.label, out[n].label)
			continue
		}
		if u.noun == unlabelled {
			if u = p.found(parent); p.start[parent] != "" {
				u = unit{noun: beginning, words: p.start[parent]}
			}
		}
		out = append(out, u)
	}
	if p.level[i] == 1 && p.under[i] >= 0 {
		out = append(out, unit{noun: under, words: p.draft.Paragraphs[p.under[i]].Text})
	}
	if k := p.annex[i]; k > 0 && p.units[i].noun != footnote {
		out = append(out, p.annexUnit(k))
	}
	return out
}

// found names a paragraph that no words of its own tell from others: the first one
// with such words after a paragraph that is known by how it begins. Where there is
// none, or no words are in it, its place in the text is named.
func (p *places) found(i int) unit {
	const least = 8 // words; more than those of a heading of an option
	all := p.draft.Paragraphs
	own := opening(all[i].Text, p.draft.Language, 0, least)
	for k := i - 1; k >= 0 && own != "" && !strings.HasPrefix(all[k].Text, own); k-- {
		if p.start[k] != "" {
			return unit{noun: following, words: own, after: p.start[k]}
		}
	}
	return unit{noun: counted, label: strconv.Itoa(i + 1)}
}

// annexUnit names the kth annex, by its number if there are several.
func (p *places) annexUnit(k int) unit {
	name := p.annexes[k-1]
	if name == "" && len(p.annexes) > 1 {
		name = strconv.Itoa(k)
	}
	if name == "" {
		return unit{noun: annex}
	}
	return unit{noun: nthAnnex, label: name}
}

// joinLabels writes the label of an item after that of the item it belongs to.
func joinLabels(outer, inner string) string {
	if strings.HasPrefix(inner, "(") || strings.HasPrefix(inner, "（") {
		return outer + inner
	}
	return outer + " " + inner
}

// keyOf gives a key that is equal for names that are alike.
func keyOf(chain []unit) string {
	var b strings.Builder
	for _, u := range chain {
		b.WriteString(string(u.noun) + "\x00" + u.label + "\x00" + strconv.Itoa(u.n) + "\x00" + u.words + "\x00" + u.after + "\x01")
	}
	return b.String()
}

// begins finds for each paragraph the first words that no other one begins with;
// none where another begins with the whole of it.
func (p *places) begins() {
	const least = 4 // words
	order := make([]int, len(p.units))
	for i := range order {
		order[i] = i
	}
	all := p.draft.Paragraphs
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(all[a].Text, all[b].Text) })
	p.start = make([]string, len(order))
	for k, i := range order {
		shared := 0
		if k > 0 {
			shared = common(all[i].Text, all[order[k-1]].Text)
		}
		if k+1 < len(order) {
			shared = max(shared, common(all[i].Text, all[order[k+1]].Text))
		}
		if shared == len(all[i].Text) {
			continue
		}
		p.start[i] = opening(all[i].Text, p.draft.Language, shared, least)
	}
}

// common gives the length of what two texts begin with alike.
func common(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// opening gives the first words of s, at least so many and more than shared bytes.
func opening(s, language string, shared, least int) string {
	const window = 256 // bytes beyond what is shared; ample for the words wanted
	cut := s
	if len(s) > shared+window {
		cut = strings.ToValidUTF8(s[:shared+window], "")
	}
	n := 0
	for _, t := range text.Tokens(cut, language) {
		if !t.IsWord() {
			continue
		}
		if tight(first(cut[t.Start:])) {
			n++ // two Chinese signs make a word
		} else {
			n += 2
		}
		if n >= 2*least && t.End > shared {
			return strings.TrimSpace(cut[:t.End])
		}
	}
	return strings.TrimSpace(cut)
}
