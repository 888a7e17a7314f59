package redline

import "slices"

// byLineage pairs what is known: what Options name, then equal identities. A
// pair that is out of range, has several paragraphs on both sides, or names one
// that is already paired is passed over.
func (a *aligner) byLineage() {
	for _, p := range a.o.Lineage {
		old, new := slices.Clone(p.Old), slices.Clone(p.New)
		slices.Sort(old)
		slices.Sort(new)
		if a.fits(old, a.oldGroup) && a.fits(new, a.newGroup) && (len(old) == 1 || len(new) == 1) {
			a.pair(old, new, true)
		}
	}
	places := make(map[string]int)
	for i, p := range a.oldDraft.Paragraphs {
		if _, twice := places[p.ID]; twice {
			places[p.ID] = -1
		} else {
			places[p.ID] = i
		}
	}
	for j, p := range a.newDraft.Paragraphs {
		if i, ok := places[p.ID]; ok && i >= 0 && p.ID != "" && a.free(i, j) {
			a.one(i, j, true)
		}
	}
	for g := range a.groups {
		a.groups[g].told = true
	}
}

// fits tells whether sorted places are in range, different and not yet paired.
func (a *aligner) fits(places, groups []int) bool {
	for k, i := range places {
		if i < 0 || i >= len(groups) || groups[i] >= 0 || k > 0 && places[k-1] == i {
			return false
		}
	}
	return len(places) > 0
}
