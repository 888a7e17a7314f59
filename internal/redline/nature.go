package redline

import "github.com/travaux/travaux/internal/text"

// fewWords is how many words a very short paragraph has at most: a heading,
// "Option 2:", a reference. So few words do not tell what became of it.
const fewWords = 5

// nature is what a paragraph is for the pairing: what differs in it never
// pairs unless the words are equal.
type nature uint8

// The natures.
const (
	body nature = iota
	title
	heading
	note
)

// natureOf tells the nature of a paragraph. Readers of files take a short line
// for a heading; a long one is more likely half of a paragraph.
func natureOf(p *text.Paragraph) nature {
	const longest = 64 // bytes
	switch {
	case p.Kind == text.Footnote:
		return note
	case len(p.Text) > longest:
		return body
	case p.Kind == text.Title:
		return title
	case p.Kind == text.Heading || p.Kind == text.AnnexHeading:
		return heading
	}
	return body
}

// needs gives how alike two paragraphs must be to pair at all, 2 for never:
// what was operative seldom became an item, or what was a recital operative.
func (a *aligner) needs(i, j int) float64 {
	old, new := &a.oldDraft.Paragraphs[i], &a.newDraft.Paragraphs[j]
	if natureOf(old) != natureOf(new) {
		return 2
	}
	item := func(p *text.Paragraph) bool { return p.Kind == text.Item }
	settled := func(p *text.Paragraph) bool { return p.Kind == text.Operative || p.Kind == text.Preambular }
	switch {
	case item(old) && settled(new) || settled(old) && item(new):
		return 0.6
	case settled(old) && settled(new) && old.Kind != new.Kind:
		return alikeAway
	}
	return 0
}

// short tells whether a paragraph is very short.
func (w *words) short() bool { return w.n <= fewWords }

// dropLoose parts very short paragraphs that were paired out of order, unless
// their words are equal and a neighbour of more words moved with them. What
// lineage tells stays.
func (a *aligner) dropLoose() {
	a.findBackbone()
	var keep []group
	for g := range a.groups {
		k := &a.groups[g]
		if k.told || k.backbone || len(k.old)+len(k.new) > 2 || !a.loose(k.old[0], k.new[0]) {
			keep = append(keep, *k)
		}
	}
	if len(keep) == len(a.groups) {
		return
	}
	for _, all := range [][]int{a.oldGroup, a.newGroup} {
		for i := range all {
			all[i] = -1
		}
	}
	for g, k := range keep {
		for _, i := range k.old {
			a.oldGroup[i] = g
		}
		for _, j := range k.new {
			a.newGroup[j] = g
		}
	}
	a.groups = keep
}

// loose tells whether a pair out of order is of very short paragraphs that moved
// by themselves.
func (a *aligner) loose(i, j int) bool {
	if !a.old[i].short() || !a.new[j].short() {
		return false
	}
	if a.old[i].text != a.new[j].text {
		return true
	}
	for _, step := range []int{-1, 1} {
		for x, y := i+step, j+step; x >= 0 && y >= 0 && x < len(a.old) && y < len(a.new); x, y = x+step, y+step {
			if a.oldGroup[x] < 0 || a.oldGroup[x] != a.newGroup[y] {
				break
			}
			if !a.old[x].short() {
				return false
			}
		}
	}
	return true
}

// besidePairs pairs very short paragraphs right before a pair, as headings stand
// before what they head, if they have something in common.
func (a *aligner) besidePairs() {
	for g, n := 0, len(a.groups); g < n; g++ {
		i, j := a.groups[g].old[0]-1, a.groups[g].new[0]-1
		if i < 0 || j < 0 || !a.free(i, j) || !a.old[i].short() || !a.new[j].short() || a.old[i].text == "" {
			continue
		}
		if a.inCommon(i, j) >= max(alikeHere, a.needs(i, j)) && a.substance(i, j) {
			a.one(i, j, false)
			a.groups[len(a.groups)-1].doubtful = true
		}
	}
}

// byAnchor pairs footnotes without partner that stand after the same paragraph:
// those with the same label, and all in order where both have as many. Very
// short ones need no word in common: a reference changes whole.
func (a *aligner) byAnchor() {
	for g, n := 0, len(a.groups); g < n; g++ {
		k := a.groups[g]
		i, j := k.old[len(k.old)-1], k.new[len(k.new)-1]
		if natureOf(&a.oldDraft.Paragraphs[i]) == note {
			continue
		}
		old, new := freeNotes(a.oldDraft, a.oldGroup, i+1), freeNotes(a.newDraft, a.newGroup, j+1)
		if len(old) == 0 || len(new) == 0 {
			continue
		}
		labelled := make(map[string][]int, len(new))
		for _, y := range new {
			label := a.newDraft.Paragraphs[y].Label
			labelled[label] = append(labelled[label], y)
		}
		for _, x := range old {
			for _, y := range labelled[a.oldDraft.Paragraphs[x].Label] {
				a.noted(x, y)
			}
		}
		if len(old) == len(new) {
			for n := range old {
				a.noted(old[n], new[n])
			}
		}
	}
}

// noted pairs two footnotes of one paragraph if they fit.
func (a *aligner) noted(i, j int) {
	const reference = 8 // words
	o, n := &a.old[i], &a.new[j]
	brief := o.n <= reference && n.n <= reference
	if a.free(i, j) && (brief || a.inCommon(i, j) >= alikeHere && a.substance(i, j)) {
		a.one(i, j, false)
		a.groups[len(a.groups)-1].doubtful = true
	}
}

// freeNotes gives the footnotes without partner in the run that begins at i.
func freeNotes(d *text.Draft, groups []int, i int) (out []int) {
	for ; i < len(d.Paragraphs) && natureOf(&d.Paragraphs[i]) == note; i++ {
		if groups[i] < 0 {
			out = append(out, i)
		}
	}
	return out
}
