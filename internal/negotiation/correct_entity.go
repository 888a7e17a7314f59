package negotiation

import (
	"slices"
	"time"
)

// Lineage is what people decided about the paragraphs of two drafts of one
// document. It stands beside the drafts, whose seals cover the identities that it
// corrects, and overrules for these two drafts, and for any two that they lie
// between, what identity and recorded splits and mergers say.
type Lineage struct {
	Name  string `json:"name"`  // …/drafts/{newer}/lineages/{older}
	Older string `json:"older"` // the draft that was cut earlier
	Newer string `json:"newer"`
	// OlderCut and NewerCut are when the drafts were cut.
	OlderCut time.Time `json:"older_cut"`
	NewerCut time.Time `json:"newer_cut"`
	// Links are in the order in which they were decided, those decided before the
	// lineage was last shown to more people first, in the order of their names. A
	// paragraph stands in one of them at most as old, and in one at most as new.
	Links []LineageLink `json:"links,omitempty"`
	// Level is how far it is shown: as far as both drafts are; empty is the team.
	Level Level `json:"level,omitempty"`
}

// LineageLink is one decision. Unless it is Apart, one side has one paragraph and
// the other at least one, and these old ones became these new ones. Where it is
// Apart, which may leave one side empty, none of the old ones went on and all of
// the new ones are new.
type LineageLink struct {
	Old   []string `json:"old,omitempty"` // …/paragraphs/{id} of the older draft
	New   []string `json:"new,omitempty"`
	Apart bool     `json:"apart,omitempty"`
	// At is when it was decided or, where that was before the lineage was last shown
	// to more people, when it was shown.
	At time.Time `json:"at"`
}

// touches tells whether two decisions name one paragraph on the same side.
func (l LineageLink) touches(m LineageLink) bool { return meet(l.Old, m.Old) || meet(l.New, m.New) }

// same tells whether two decisions say the same.
func (l LineageLink) same(m LineageLink) bool {
	return l.Apart == m.Apart && slices.Equal(l.Old, m.Old) && slices.Equal(l.New, m.New)
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
