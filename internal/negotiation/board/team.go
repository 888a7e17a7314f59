package board

import (
	"cmp"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Team is what only the co-facilitators' team sees.
type Team struct {
	// Open are all open brackets, in the order of the text; those that stand in no
	// place of it come last.
	Open []Row
	// Holders are those that hold open brackets, in the order of TeamInput.Actors,
	// unnamed ones after them. A bracket with two holders counts for both.
	Holders []HolderRow
	// Unheld counts the open brackets that nobody is known to hold.
	Unheld HolderRow
	// Suggesting tells that Ready is filled: the co-facilitators have not switched
	// it off. Ready is in the order of reasons, then of the text.
	Suggesting bool
	Ready      []Ready
	// Longest are the open brackets of the greatest age, oldest first.
	Longest []Row
	// NobodyLeft are open brackets that had holders and have none now.
	NobodyLeft []Row
	// Placeholders are open brackets whose words are to come, and all with an owner
	// or a due date; the first due first, those without a date last.
	Placeholders []Row
	// Doubtful are those of which a person has yet to confirm what the carrying over
	// did.
	Doubtful []Row
	// Linked depend on others; Packages are to be settled together.
	Linked   []Row
	Packages []Package
	// Reservations are those that stand; Waiting are holds on words that stand in no
	// working text yet.
	Reservations []Reservation
	Waiting      []Reservation
	// Ended are the brackets that ended since the edition before the last, the newest
	// end first; all that ever ended where there is none. EverClosed counts all.
	Ended      []Row
	EverClosed Closed
	// Days are the open brackets over time.
	Days []Day
	// Adrift are brackets open by the record that stand in no place of the last
	// edition, as where that is a draft and they are newer. Unrecorded counts the
	// brackets of the last edition of which there is no record.
	Adrift     []Row
	Unrecorded int
}

// HolderRow is how many open brackets one actor holds.
type HolderRow struct {
	Actor, Display string
	// Sections are the counts by section of the board. Total is greater than their
	// sum where some stand in no place of the last edition.
	Sections []int
	Total    int
}

// Why tells why a bracket is ready to land.
type Why string

// The reasons, in the order of Team.Ready.
const (
	BridgeForAll Why = "bridge"    // every holder has said that it can consider the bridge
	Unblocked    Why = "unblocked" // all that it depended on is settled
	// One holder is left of a bracket that is no candidate for a place with others,
	// and depends on none that is open.
	OneHolder Why = "one-holder"
)

// Ready is a bracket that is ready to land: a suggestion, no more.
type Ready struct {
	Why Why
	Row
}

// Package is a set of open brackets to be settled together.
type Package struct {
	Name string
	Rows []Row
}

// Reservation is a hold as it is listed.
type Reservation struct {
	Kind negotiation.HoldKind
	// Actor is who entered it, OnBehalf the group that it spoke for, or "".
	Actor, OnBehalf string
	// Place is the paragraph in words; "" is the whole draft. Draft is the title of
	// the draft that it was entered on.
	Place, Draft string
	Section      int // -1 for none
	Words, Note  string
	At           time.Time
	// Noted tells that the co-facilitators entered it for the actor, at Meeting.
	Noted   bool
	Meeting string
}

// team makes the lists of the team.
func (in *Input) team(b *Board, last []section) *Team {
	d := newDesk(in, last)
	t := &Team{Suggesting: !in.Team.NoSuggestions, Days: in.days()}
	for _, x := range in.Team.Brackets {
		if x.State != negotiation.BracketOpen {
			t.EverClosed.add(x.State)
			continue
		}
		t.Open = append(t.Open, d.row(x))
	}
	slices.SortStableFunc(t.Open, inText)
	t.lists(in)
	t.hold(d, len(b.Sections))
	t.ended(d, b)
	t.reserve(d)
	if d.e != nil {
		recorded := make(map[int]bool)
		for _, x := range in.Team.Brackets {
			if at := d.find(x); at >= 0 {
				recorded[at] = true
			}
		}
		t.Unrecorded = len(d.e.Tree.Brackets) - len(recorded)
	}
	return t
}

// inText orders rows as they stand in the text, those without a place last, then by
// the team's numbers.
func inText(a, b Row) int {
	if (a.at < 0) != (b.at < 0) {
		return cmp.Compare(b.at, a.at)
	}
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.Own, b.Own))
}

// lists sorts the open brackets into those lists that each asks one question.
func (t *Team) lists(in *Input) {
	packages := make(map[string]int)
	for _, r := range t.Open {
		if r.at < 0 {
			t.Adrift = append(t.Adrift, r)
		}
		if len(r.Holders) == 0 && !r.Left.IsZero() {
			t.NobodyLeft = append(t.NobodyLeft, r)
		}
		if r.awaits() {
			t.Placeholders = append(t.Placeholders, r)
		}
		if r.Doubt != "" {
			t.Doubtful = append(t.Doubtful, r)
		}
		if len(r.LiftsIf) > 0 {
			t.Linked = append(t.Linked, r)
		}
		if r.Package != "" {
			k, ok := packages[r.Package]
			if !ok {
				k = len(t.Packages)
				packages[r.Package] = k
				t.Packages = append(t.Packages, Package{Name: r.Package})
			}
			t.Packages[k].Rows = append(t.Packages[k].Rows, r)
		}
		if why, ok := r.ready(); ok && t.Suggesting {
			t.Ready = append(t.Ready, Ready{why, r})
		}
	}
	rank := map[Why]int{BridgeForAll: 0, Unblocked: 1, OneHolder: 2}
	slices.SortStableFunc(t.Ready, func(a, b Ready) int { return cmp.Compare(rank[a.Why], rank[b.Why]) })
	slices.SortStableFunc(t.Placeholders, func(a, b Row) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return b.Due.Compare(a.Due)
		}
		return a.Due.Compare(b.Due)
	})
	t.Longest = slices.Clone(t.Open)
	slices.SortStableFunc(t.Longest, func(a, b Row) int { return a.Opened.Compare(b.Opened) })
	most := in.Team.Longest
	if most == 0 {
		most = 8
	}
	t.Longest = t.Longest[:min(most, len(t.Longest))]
}

// awaits tells whether words are to come.
func (r Row) awaits() bool {
	return r.Kind == bracket.Placeholder || r.Kind == bracket.Unknown || r.Kind == bracket.Empty || r.Owner != "" || !r.Due.IsZero()
}

// ready tells why a bracket is ready to land. One in doubt is not; nor is one that
// nobody is known to hold.
func (r Row) ready() (Why, bool) {
	if len(r.Holders) == 0 || r.Doubt != "" {
		return "", false
	}
	cannot := func(h held) bool { return !slices.Contains(r.can, h.actor) }
	switch {
	case r.Bridge != "" && !slices.ContainsFunc(r.holds, cannot):
		return BridgeForAll, true
	case len(r.LiftsIf) > 0 && !slices.ContainsFunc(r.LiftsIf, func(d Dependence) bool { return !d.Settled }):
		return Unblocked, true
	case len(r.Holders) == 1 && !r.rivals && len(r.LiftsIf) == 0:
		return OneHolder, true
	}
	return "", false
}

// hold fills the table of holders.
func (t *Team) hold(d *desk, sections int) {
	order := make(map[string]int)
	var rows []HolderRow
	row := func(actor string) *HolderRow {
		k, ok := order[actor]
		if !ok {
			k = len(rows)
			order[actor] = k
			rows = append(rows, HolderRow{Actor: actor, Display: d.display(actor), Sections: make([]int, sections)})
		}
		return &rows[k]
	}
	for _, a := range d.in.Team.Actors {
		row(a.Name)
	}
	t.Unheld.Sections = make([]int, sections)
	for _, r := range t.Open {
		if len(r.holds) == 0 {
			t.Unheld.add(r.Section)
		}
		for _, h := range r.holds {
			row(h.actor).add(r.Section)
		}
	}
	for _, r := range rows {
		if r.Total > 0 {
			t.Holders = append(t.Holders, r)
		}
	}
}

func (h *HolderRow) add(section int) {
	h.Total++
	if section >= 0 {
		h.Sections[section]++
	}
}

// ended lists what ended since the edition before the last.
func (t *Team) ended(d *desk, b *Board) {
	var since time.Time
	if p := b.Before(); p != nil {
		since = p.At
	}
	for _, x := range d.in.Team.Brackets {
		if x.State != negotiation.BracketOpen && !x.ClosedAt.Before(since) {
			t.Ended = append(t.Ended, d.row(x))
		}
	}
	slices.SortStableFunc(t.Ended, func(a, b Row) int {
		return cmp.Or(b.Closed.Compare(a.Closed), cmp.Compare(a.Own, b.Own))
	})
}

// reserve lists the reservations that stand, and the words that wait.
func (t *Team) reserve(d *desk) {
	on := make(map[string]*negotiation.HoldLink)
	for _, l := range d.in.Team.Links {
		on[l.Hold] = l
	}
	for _, h := range d.in.Team.Holds {
		if h.State != negotiation.Holding {
			continue
		}
		r := Reservation{Kind: h.Kind, Actor: d.display(h.Actor), Words: h.Words, Note: h.Note, At: h.At, Noted: h.Noted, Meeting: h.Meeting, Section: -1}
		if h.OnBehalf != "" {
			r.OnBehalf = d.display(h.OnBehalf)
		}
		r.Draft = d.draft(h.Draft)
		if h.Paragraph != "" {
			r.Section, r.Place = d.placeOf(h.Paragraph)
			if r.Place == "" {
				r.Place = "a paragraph that the text no longer has"
			}
		}
		if h.Kind != negotiation.HoldsWords {
			t.Reservations = append(t.Reservations, r)
		} else if l := on[h.Name]; l != nil && l.Bracket == "" {
			t.Waiting = append(t.Waiting, r)
		}
	}
	earliest := func(a, b Reservation) int { return a.At.Compare(b.At) }
	slices.SortStableFunc(t.Reservations, earliest)
	slices.SortStableFunc(t.Waiting, earliest)
}

// draft gives the title of a draft that the board has, else its id.
func (d *desk) draft(name string) string {
	id := negotiation.LastID(name)
	for _, e := range d.in.Editions {
		if !e.Working && negotiation.LastID(e.Name) == id && e.Title != "" {
			return e.Title
		}
	}
	return id
}
