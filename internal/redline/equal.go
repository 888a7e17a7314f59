package redline

import "github.com/travaux/travaux/internal/text"

// byText pairs paragraphs of equal words: first those whose words both drafts
// have once, then the neighbours of pairs, then what stands between the same
// pairs, then what is left in order, as moves.
func (a *aligner) byText() {
	a.uniqueText()
	a.neighbours()
	a.repeatedText()
	a.neighbours()
}

// uniqueText pairs equal words that each draft has once among the free. A note
// and what is none never pair.
func (a *aligner) uniqueText() {
	type count struct{ old, new, at int }
	counts := make(map[string]*count)
	for i, w := range a.old {
		if a.oldGroup[i] >= 0 || w.text == "" {
			continue
		}
		c := counts[w.text]
		if c == nil {
			c = &count{}
			counts[w.text] = c
		}
		c.old, c.at = c.old+1, i
	}
	for j, w := range a.new {
		if c := counts[w.text]; c != nil && a.newGroup[j] < 0 {
			c.new++
		}
	}
	for j, w := range a.new {
		if c := counts[w.text]; c != nil && c.old == 1 && c.new == 1 && a.free(c.at, j) && a.bothNotes(c.at, j) {
			a.one(c.at, j, true)
		}
	}
}

// neighbours pairs equal paragraphs that stand beside a pair, so that of several
// that are alike the right ones come together.
func (a *aligner) neighbours() {
	same := func(i, j int) bool {
		if i < 0 || j < 0 || i >= len(a.old) || j >= len(a.new) || !a.free(i, j) || a.old[i].text != a.new[j].text || !a.bothNotes(i, j) {
			return false
		}
		return a.old[i].text != "" || a.oldDraft.Paragraphs[i].Label == a.newDraft.Paragraphs[j].Label
	}
	for g, n := 0, len(a.groups); g < n; g++ {
		k := a.groups[g]
		for i, j := k.old[len(k.old)-1]+1, k.new[len(k.new)-1]+1; same(i, j); i, j = i+1, j+1 {
			a.one(i, j, false)
		}
		for i, j := k.old[0]-1, k.new[0]-1; same(i, j); i, j = i-1, j-1 {
			a.one(i, j, false)
		}
	}
}

// repeatedText pairs what is equal but not unique: in order between the same
// pairs of the backbone, then in order anywhere if it is more than a few words.
func (a *aligner) repeatedText() {
	oldOrder, newOrder := a.order()
	for _, anywhere := range []bool{false, true} {
		type key struct {
			text  string
			place int
			note  bool
		}
		places := make(map[key][]int)
		keyOf := func(w *words, p *text.Paragraph, place int) (key, bool) {
			k := key{w.text, place, natureOf(p) == note}
			if anywhere {
				k.place = 0
				return k, !w.short()
			}
			return k, w.text != ""
		}
		for i := range a.old {
			if k, ok := keyOf(&a.old[i], &a.oldDraft.Paragraphs[i], oldOrder[i]); ok && a.oldGroup[i] < 0 {
				places[k] = append(places[k], i)
			}
		}
		for j := range a.new {
			k, ok := keyOf(&a.new[j], &a.newDraft.Paragraphs[j], newOrder[j])
			if list := places[k]; ok && a.newGroup[j] < 0 && len(list) > 0 {
				a.one(list[0], j, false)
				places[k] = list[1:]
			}
		}
	}
}

// bothNotes tells whether both paragraphs are footnotes or neither is.
func (a *aligner) bothNotes(i, j int) bool {
	return (natureOf(&a.oldDraft.Paragraphs[i]) == note) == (natureOf(&a.newDraft.Paragraphs[j]) == note)
}
